cannot-write = error: the results cannot be written: { $reason }.
check-fine = { $file }: in order ({ $params } parameters, { $definitions } definitions, { $results } results, { $checks } checks)
compare-column-after = After
compare-column-before = Before
compare-column-change = Change
compare-column-values = What changed
compare-made-for = For { $before }, compared with { $after }
compare-method = Each part is what its cause adds, averaged over all orders in which the causes could be switched: { $runs ->
        [one] one run
       *[other] { $runs } runs
    }.
compare-no-parts = There is no account: the row is missing in one of the runs, or has no amount in a run between them.
compare-no-total = No total: values of this kind do not add up over rows.
compare-nothing = Nothing that differs moves an amount.
docs-written = { $file }: written as an annex
explain-column-amount = Amount
explain-column-running = Sum so far
explain-column-step = Step
explain-derivation = Derivation
explain-more = The whole derivation, down to each figure: --all
explain-rests-on = Rests on { $inputs } inputs, { $unverified } of them not verified.
explain-rule = { $what } (rule)
explain-runs = Identified by
export-needs-data = { $name } goes into a script as values, since SQL cannot work it out. Name the data: --data DIR
export-no-form = { $name } has no form in SQL
export-not-in-force = { $name } has no value on that day. Choose another: --as-of DATE
fit-column-after = Found
fit-column-before = As it is
fit-column-short = Shortfall
fit-column-weight = Weight
fit-limits = the limits of “{ $name }” exclude each other or its present value
fit-no-param = the parameter “{ $name }” holds no number here
fit-no-run = the formula refuses these figures
fit-no-solution = no weights within these limits keep their sum
fit-shortfall = Shortfall of all rows: { $before } as it is, { $after } with the weights found.
fit-weight-unreadable = “{ $value }” is no weight; write PARAM=LOW..HIGH, for example part=10%..60%
fmt-differs = { $file }: not in canonical layout
fmt-written = { $file }: written in canonical layout
question-no-result = this needs a result with one number a row
question-not-a-number = “{ $value }” is no number
question-param-unknown = there is no parameter “{ $name }” that holds a number; there are: { $has }
question-simulated = Simulated figures, not an official result.
run-awaits = { $count ->
        [one] “{ $first }” waits
       *[other] { $count } amounts, first “{ $first }”, wait
    } for these figures: { $cells }.
run-given = Given for this run alone, not as in force: { $list }
run-identified-by = Run { $hash }
run-left-out = Left out of this run because of their standing: { $list }
run-left-out-one = { $title } ({ $standing })
run-made-for = For { $day }
run-made-for-known = For { $day }, on data known up to { $known }
run-name = Name
run-rests = Each amount rests on up to { $inputs } inputs, of which up to { $unverified } are not verified.
run-scenario = Scenario “{ $scenario }”: a question laid over the formula, never official.
run-total = Total
run-undelivered = Not delivered, so missing in every row: { $columns }
seek-before = At { $value } it does not yet.
seek-found = { $param }: the condition holds from { $value } on.
seek-no-step = the step must be above zero
seek-not-steady = It is not steady: the condition also changes at other values that were tried.
seek-nothing-between = the last value lies before the first one
seek-nowhere = { $param }: the condition holds at no value tried from { $from } to { $to }.
seek-too-many-steps = there are more steps than can be counted
seek-tried = Official runs made: { $tried }.
test-counted = { $file }: { $passed } passed, { $failed } failed, { $skipped } skipped
test-does-not-run = { $place }: “{ $title }” does not run:
test-file-unreadable = { $file } cannot be read: { $reason }
test-skipped = { $place }: skipped “{ $title }”: { $reason }
test-total = { $passed } passed, { $failed } failed, { $skipped } skipped
uncertainty-all-refused = the formula refuses every draw; parameters that make a whole together need --keep-sum
uncertainty-column-high = 95 % below
uncertainty-column-low = 5 % below
uncertainty-column-middle = Middle
uncertainty-column-value = As it is
uncertainty-drawn = { $inputs } inputs drawn, { $draws } draws; nine tenths of the draws lie between the outer columns.
uncertainty-of-nothing = say what is uncertain with --within STANDING=PART or --vary PARAM=PART
uncertainty-refused = Draws that the formula refused: { $refused }.
usage-csv-one-table = these results belong to different tables, and a CSV file holds one. Choose with --result: { $has }
usage-line-conflict = { $what } cannot be given together with what else is given.
usage-line-help = More about each command: --help
usage-line-missing = This is missing: { $what }.
usage-line-other = This command line is not understood.
usage-line-unknown = “{ $what }” is not known here{ $has_near ->
        [yes] ; perhaps “{ $near }”
       *[no] {""}
    }.
usage-line-value = “{ $value }” cannot be given for { $what }{ $has_has ->
        [yes] ; possible are: { $has }
       *[no] {""}
    }.
usage-line-without-value = { $what } needs a value.
usage-no-tests = there is no policy test in { $path }
usage-nothing-to-compare = there is nothing to compare with. Say what differs in the second run: --with FILE, --with-data DIR, --with-param NAME=VALUE or --with-as-of DATE
usage-param-twice = the parameter “{ $name }” is given twice
usage-path-unknown = there is no file or folder { $path }
usage-result-unknown = there is no “{ $name }”{ $has_near ->
        [yes] ; perhaps “{ $near }” is meant
       *[no] . There are: { $has }
    }
usage-row-unknown = there is no row “{ $name }”{ $has_near ->
        [yes] ; perhaps “{ $near }” is meant
       *[no] . A row is named by its key or its name
    }
usage-row-wanted = “{ $name }” has one value for each row; say which with --row KEY
xray-cliffs = Cliffs: a small difference in a figure makes a large one in the amount
xray-column-at = At
xray-column-figure = Figure
xray-column-gain = Rows that gain
xray-column-jump = Jump
xray-column-largest = Largest
xray-column-lose = Rows that lose
xray-column-median = Median
xray-column-part = Part of the spread
xray-column-row = Row
xray-drivers = What makes the amounts differ: the part of their variance that goes when all rows have the mean
xray-idle = What moves no result on these figures
xray-more = And { $more } more.
xray-no-cliffs = No cliffs: small differences in a figure make small ones in the amount.
xray-nothing-idle = Every rule and parameter moves some result.
xray-rewards = What reporting a figure one per cent higher brings the row itself
