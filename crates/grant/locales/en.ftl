# The frame of these pages
nav-allocation = Allocation
nav-compare = Comparison
nav-formula = Formulas
nav-proposal = Proposals
nav-places = Places
nav-verify = Genuine?
band-proposal = Proposal on assumed data.
band-proposal-text = This grant has not been adopted. Its criteria are under discussion, and every weight in it is an assumption.
footer-source = Figures of the municipalities: data package of Kosovo, each with its source and standing on the page of the municipality.
run-title = { $grant } { $year }: { $variant }
run-earlier = { $variant }, earlier run { $hash }
source-run = Source: { $run }, run for { $day }, { $hash }.
source-what-if = { $source } With the parameters changed as stated; not kept.
runs-none = No run of a formula has been made yet.
runs-none-todo = Runs appear here as soon as a snapshot of the data has been taken and a formula has been run on it. Start the demonstration once more: it makes the first runs.
run-unknown = There is no run with the number “{ $run }”.
run-unknown-todo = Choose one of the runs that exist.
switch-run = Run
switch-figure = Figure
unit-inputs = inputs
all-municipalities = All municipalities
answer-yes = Yes
answer-no = No

# Home
home-title = Who gets what, and why
home-lede = The { $grant } { $year } shares { $sum } among { $count } municipalities: per inhabitant { $high } gets most, { $high-amount }, and { $low } least, { $low-amount }.
home-empty = No grant has been computed yet.
home-grant = { $grant } { $year }
home-north =
    The estimate for the north moves { $moved }: { $gain ->
        [one] one municipality gains
       *[other] { $gain } municipalities gain
    }, { $lose ->
        [one] one loses
       *[other] { $lose } lose
    }
home-north-measured = EUR, the { $count } largest changes when the four northern municipalities are counted as estimated and not as enumerated
home-to-allocation = See the whole allocation
home-to-formula = Read the formula
home-to-compare = Compare both ways of counting in full
stat-pool = Pool
stat-pool-since = In force since { $since }.
stat-sum = Sum of the amounts
stat-sum-whole = Equal to the pool, to the cent.
stat-sum-differs = Not equal to the pool.
stat-most-per-head = Most per inhabitant
stat-least-per-head = Least per inhabitant
home-rests = The amounts rest on { $inputs } inputs, of which { $unverified } have not been checked against an official source.
year-title = Where the year stands
year-intro = Every euro goes round this loop once a year. Today Peshore stands at the formula: the other stations are not open yet.
year-need = Need
year-cost = Cost of the minimum standards
year-formula = Grant formula
year-consultation = Consultation
year-adoption = Adoption
year-plan = Plan and budget
year-contracts = Contracts
year-cases = Cases and services
year-standards = Monitored standards
year-here = Open: { $formulas } formulas, { $runs } runs
year-closed = Not open yet
doors-title = Where to go from here
allocation-door = Allocation
allocation-door-text = Every municipality with its amount, on a map and in a table; what would come out under other parameters.
compare-door = Comparison
compare-door-text = Two runs side by side: who gains, who loses, and by which rule.
formula-door = Formulas
formula-door-text = The text of each formula, its rules with their values, its parameters with their sources.

# Allocation
allocation-title = Who gets how much: { $grant } { $year }
allocation-lede = { $sum } go to { $count } municipalities. { $most } receives most, { $amount }. Per inhabitant it is most in { $high }, { $high-amount }, and least in { $low }, { $low-amount }.
allocation-lede-what-if = Under the changed parameters { $sum } would go to { $count } municipalities: most to { $most }, { $amount }; per inhabitant most to { $high }, { $high-amount }, and least to { $low }, { $low-amount }.
allocation-doors = Each name opens the explanation of its amount.
against = compared with “{ $other }”
against-run = compared with the run as it was made
figure-total = Amount
figure-per-head = Per inhabitant
figure-part = Share of the pool
figure-change = Change
figure-none = There are no figures to show.
finding-total = { $high } receives most, { $high-amount }, { $low } least, { $low-amount }
finding-per-head = Per inhabitant { $high } gets most, { $high-amount }, and { $low } least, { $low-amount }
finding-part = { $high } gets { $high-amount } of the pool, { $low } { $low-amount }
finding-change =
    { $gain ->
        [one] One municipality gains
       *[other] { $gain } municipalities gain
    } and { $lose ->
        [one] one loses
       *[other] { $lose } lose
    }, { $against }
measured-total = EUR, { $year }
measured-per-head = EUR per inhabitant, { $year }
measured-part = Share of all amounts, { $year }
measured-change = EUR, { $year }, { $against }
answer-largest = { $count ->
    [one] The only change
   *[other] The { $count } largest changes
}
bars-total = Amounts by size
bars-per-head = Amounts per inhabitant by size
bars-part = Shares of the pool by size
bars-change = Gains and losses by size
chart-to-table = The figures stand in the table below
tiles-own = The map gives each municipality one tile of equal size; their places are a layout of our own.
table-caption-against = { $run }; change { $against }
column-municipality = Municipality
column-amount = Amount
column-per-head = Per inhabitant
column-part = Share
column-change = Change
column-change-part = Change in per cent
column-unverified = Not verified
filter-municipality = Find a municipality
jump-map = Map
jump-table = Table
jump-bars = Bars
section-table = All amounts
section-checks = Checks
section-files = Files and identity
file-csv = Table as CSV
file-xlsx = Workbook as XLSX
check-holds = holds
check-fails = does not hold
check-warns = warning
check-open = open, a figure is missing
check-rows = { $count ->
    [one] In one municipality: { $rows }
   *[other] In { $count } municipalities: { $rows }
}
check-rows-count = { $count ->
    [one] In one municipality.
   *[other] In { $count } municipalities.
}
check-rows-more = and { $count } more
checks-none = This formula has no checks.
checks-failed = { $count ->
    [one] One check does not hold.
   *[other] { $count } checks do not hold.
}
checks-failed-text = A run with a failed check cannot be adopted.
identity-run = Hash of the run
identity-formula = Formula
identity-data = Data
identity-parameters = Parameters given for the run
identity-day = Made for
identity-known = Data known up to
identity-engine = Engine
identity-made = Made on
identity-kept = The run is kept and never changed. The same formula, data, parameters and engine give the same hash and the same cents.
identity-question = This is the answer to a question. It is not kept; its address gives it again.

# What was kept of a run of another version of the engine
kept-title = What was kept: { $grant } { $year }
kept-lede = { $count } values were kept of this run. They are the values of the run, whatever this version makes of its formula.
kept-values = The values that were kept
kept-row = Of whom
kept-country = The country
kept-why = What stands in the way of working it out anew

# What if
what-if = What if
what-if-open = Change parameters
what-if-intro = Change what you like and compute. Leave a field empty to take the value in force. Nothing is saved: the answer has an address that you can pass on.
what-if-compute = Compute
what-if-back = Back to the run as it was made
what-if-not-read = “{ $typed }” does not fit here. Choose one of the answers or type a value like the one in force.
what-if-answer = What would come out
what-if-changed = { $before } → { $after }
what-if-moves-nothing = No amount changes.
what-if-why = Why: the change of each municipality by cause
refused-run-check-fails = “{ $title }”: with these values this does not hold. Change them so that it does.
refused-run-share-short = The floors and the fixed amounts together exceed what is shared out by { $by }. Lower the floors or raise the pool.
refused-run-share-over = The caps leave { $by } that no municipality may receive. Raise the caps or lower the pool.
refused-run-share-floor-above-cap = For { $row } the least amount, { $floor }, lies above the most, { $cap }. Lower the floor or raise the cap.
refused-run-share-zero-weight = There is something to share out, but no municipality counts for it. Change the weights so that at least one is above zero.
refused-run-share-pool-below-zero = What is to be shared out would be { $pool }, and nobody can be given less than nothing. Choose values that leave at least zero.
refused-run-division-by-zero = With these values something would be divided by zero. Choose a value above zero.
refused-run-number-too-large = With these values a number becomes too large to compute. Choose a smaller value.
refused-run-param-unreadable = “{ $value }” does not fit here. Type a value like the one in force.
gainers = Gain
losers = Lose
of-all = of { $all }
together = together { $sum }
change-of-sum = Change of the sum
sum-now = now { $sum }
param-in-force = In force: { $value } since { $since }, { $standing }
param-given = In this run: { $value }, given for it alone
param-repealed = repealed

# Municipality
municipality-lede = { $name } receives { $amount } in { $year } from the { $grant }, { $per-head } per inhabitant: rank { $rank } of { $count }. All municipalities together get { $all } per inhabitant.
municipality-unknown = There is no municipality with the code “{ $code }”.
municipality-unknown-todo = Codes have two digits, from 01 to 38. Search by name, or open one of these:
waterfall-finding = { $step }: { $part } of the amount
waterfall-measured = EUR, { $year }, step by step to the amount
waterfall-title = The amount step by step
section-steps = Why it is so much
steps-intro = Each step opens to its rule, its values and its sources. Together the steps make the amount, to the cent.
step-running = So far { $amount }.
steps-all = Open every step down to the last figure
steps-fold = Fold the steps again
section-rests = What it rests on
rests-list = The inputs that are not verified
rests-which = Which ones
rests-municipalities = { $count ->
    [one] Figure of one municipality
   *[other] Figures of { $count } municipalities
}
section-data = What is known of the municipality
data-title = What is known of { $name }
section-others = Beside others
neighbours-finding = { $more ->
    [0] None of its { $count } neighbours gets more per inhabitant than { $name }
    [one] One of its { $count } neighbours gets more per inhabitant than { $name }
   *[other] { $more } of its { $count } neighbours get more per inhabitant than { $name }
}
peers-finding = { $more ->
    [0] None of the { $count } nearest in size gets more per inhabitant than { $name }
    [one] One of the { $count } nearest in size gets more per inhabitant than { $name }
   *[other] { $more } of the { $count } nearest in size get more per inhabitant than { $name }
}
neighbours-own = Boundaries are compiled from general knowledge, not from an official source.
peers-own = Nearest in size: those whose population is most like this one's.
median-all = Median of all
column-what = What
column-value = Value
column-standing = Standing
column-source = Source
why-rule = Rule:
why-law = Source in law
why-standing = Standing
why-source = Source
why-weakest = Weakest of what it rests on
why-since = In force since
why-formula = In the formula
why-line = line { $line }

# Formulas
formulas-title = Formulas
formulas-lede = { $count ->
    [one] One formula decides the amounts; anybody can read it here.
   *[other] { $count } formulas decide the amounts; anybody can read them here.
}
formulas-none = There are no formulas yet.
purpose-grant = Shares out a grant under a law in force.
purpose-proposal = Proposal: nobody has adopted it.
purpose-preparation = Prepares inputs for the other formulas.
formula-lede = { $unverified ->
    [0] It has { $params } parameters, { $rules } rules and { $checks } checks.
    [one] It has { $params } parameters, { $rules } rules and { $checks } checks. One of the parameters is not verified.
   *[other] It has { $params } parameters, { $rules } rules and { $checks } checks. { $unverified } of the parameters are not verified.
}
formula-unknown = There is no formula with the name “{ $formula }”.
formula-unknown-todo = Choose one of the formulas that exist.
section-text = Text
section-rules = Rules and what came out
section-params = Parameters
section-uses = Formulas that it uses
text-intro = The text is the rule itself: nothing else decides the amounts. Each name leads to what it stands for.
text-hash = SHA-256 of the text:
rule-for-each = one for each municipality
rule-unit = Unit
rule-least = Least
rule-most = Most
rule-sum = Sum
params-none = This formula has no parameters.
column-param = Parameter
column-since = Since
column-basis = Source or reason

# Comparison
compare-title = Who gains and who loses
compare-before = Compare
compare-after = with
compare-submit = Compare
compare-swap = Swap both
compare-same = Both are the same run. Choose two different ones to compare.
compare-nothing = No amount differs between the two runs.
compare-changed = { $run }, with changed parameters
compare-refused = Go back and change the parameters; the formula cannot be run on those that stand in the address.
compare-causes = Why: by cause
compare-causes-intro = What differs between both runs was switched in every possible order; each cause gets what it adds on average. The parts sum to the change, to the cent.
compare-show = Show
compare-account = { $name }: { $cause } moves most, { $amount }
compare-account-nothing = { $name }: nothing that differs moves its amount
compare-account-measured = EUR, from the amount before to the amount after, cause by cause
compare-no-account = There is no account by cause: the municipality is missing in one of the runs, or a run between both cannot be made.
compare-by = Columns
compare-by-cause = By cause
compare-by-rule = By rule of the formula
compare-finding =
    { $grant }: going from “{ $before }” to “{ $after }” moves { $moved }. { $gain ->
        [one] One municipality gains
       *[other] { $gain } municipalities gain
    }, most { $winner } ({ $winner-amount }); { $lose ->
        [one] one loses
       *[other] { $lose } lose
    }, most { $loser } ({ $loser-amount }).
compare-finding-formulas = Going from “{ $before }” to “{ $after }”, { $gain } municipalities get more, most { $winner } ({ $winner-amount }), and { $lose } get less, most { $loser } ({ $loser-amount }).
compare-map =
    { $gain ->
        [one] One municipality gains
       *[other] { $gain } municipalities gain
    }, { $lose ->
        [one] one loses
       *[other] { $lose } lose
    }
compare-measured = EUR, from “{ $before }” to “{ $after }”
compare-rules = { $rule } moves most
compare-rules-measured = EUR, what each rule adds and takes, both counted as sizes
compare-table = By how much, and why
compare-table-intro = The columns on the right part each difference; in every row they sum to it. A difference opens the account of its municipality.
compare-ready-title = Ready comparisons
compare-ready = { $grant } { $year }: what the estimate for the north moves
compare-ready-none = There are no two runs of one formula yet.
column-before = Before
column-after = After
column-difference = Difference

# Policy tests
test-door = Policy test: examples worked by hand, run now
test-crumb = Policy test
test-title = { $formula }: policy test
test-lede =
    { $failed ->
        [0] All { $passed } cases come out as they must.
        [one] One case does not come out as it must; { $passed } do.
       *[other] { $failed } cases do not come out as they must; { $passed } do.
    }
test-intro = Each case states the rule, what goes in, and what must come out, worked by hand. All of them were run when this page was opened. The text is in the language in which it was written.
test-unreadable = The page of the test is not written as it should be.
test-fault = Line { $line }: { $what }.
test-passes = Comes out as it must
test-fails = Does not come out as it must
test-skipped = Left out: { $reason }
test-in = What goes in: { $table }
test-out = What must come out
test-refused = Must be refused: { $id }
test-table = Table { $number }
