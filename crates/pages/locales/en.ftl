# The frame of every page
site-name = Peshore
site-purpose = The financing of social services, explained
skip-to-content = Skip to the content
main-navigation = Main navigation
language-switch = Language
breadcrumbs = You are here
home = Home
demo-title = Demonstration.
demo-text = Nothing here is an official decision.
footer-standing = Figures that are not checked against an official source carry a mark.
footer-licence = Peshore is open-source software under the Apache License 2.0.
theme-to-dark = Dark appearance
theme-to-light = Light appearance
keys-title = Keys
keys-search = Go to the search field
keys-help = Show this list
keys-tiles = Move between the tiles of a map
keys-close = Close this list
keys-single = Answer to / and ?
close = Close

# Standing of figures
standing-key = What the marks mean
standing-verified = verified
standing-verified-means = Read in the law or in the official source, and checked.
standing-derived = derived
standing-derived-means = Computed exactly from figures that were read.
standing-reported = reported
standing-reported-means = Stated by someone, not checked against an official source.
standing-estimated = estimated
standing-estimated-means = Filled by a rule because no figure was found.
standing-assumed = assumed
standing-assumed-means = Set without a source.

# Notices
tone-note = Note
tone-caution = Caution
tone-done = Done
tone-fault = Error

# Tables and lists
missing = no data
median = Median
rank = No.
range = { $from } to { $to }
sort-ascending = Sort ascending
sort-descending = Sort descending
nothing-found = Nothing matches. Shorten the word or show all rows.
empty-table = There is nothing here yet.
filter-submit = Filter
filter-outcome = { $shown } of { $all } shown.
filter-clear = Show all
pages = Pages
page-number = Page { $number }
page-previous = Previous
page-next = Next
search = Search
download = Download

# Pictures
empty-picture = There are no figures to draw yet.
chart-table = Figures as a table
chart-item = Name
chart-value = Value
chart-class = Class
chart-step = Step
chart-change = Change
chart-level = Amount
legend-entry = { $name }: { $range } ({ $count })
legend-missing = No data ({ $count })
tiles-in-thousands = Figures in the tiles: thousand { $unit }
tiles-in-millions = Figures in the tiles: million { $unit }
class-fifth-1 = Lowest fifth
class-fifth-2 = Second fifth
class-fifth-3 = Middle fifth
class-fifth-4 = Fourth fifth
class-fifth-5 = Highest fifth
class-step-1 = Lowest
class-step-2 = Low
class-step-3 = Middle
class-step-4 = High
class-step-5 = Highest
class-change-loss-3 = Large loss
class-change-loss-2 = Medium loss
class-change-loss-1 = Small loss
class-change-0 = No change
class-change-gain-1 = Small gain
class-change-gain-2 = Medium gain
class-change-gain-3 = Large gain

# Forms
optional = optional
error-before = Error:
error-summary = { $count ->
    [one] There is a problem
   *[other] There are { $count } problems
}
number-empty = Type a number.
number-not = “{ $typed }” is not a number. Type digits only, for example 1,234.56.
number-groups = The marks in “{ $typed }” do not fit. Part thousands in groups of three and decimals once, for example 1,234.56.
number-too-long = The number has too many digits. Type at most 30.
number-range = Type a number in this range: { $range }.
number-read-as = Read as { $number }.

# Error pages
error-home = Home page
error-request = If you report it, please quote this number:
error-not-found-title = Page not found
error-not-found-what = There is no page at this address.
error-not-found-todo = Check the address for typing mistakes, or begin at the home page.
error-refused-title = Not open to you
error-refused-what = You may not see this page or do this.
error-refused-todo = If you need it for your work, ask the administrator of your institution.
error-bad-request-title = The request could not be read
error-bad-request-what = Something in the address or in the form does not fit.
error-bad-request-todo = Go back, correct it and send it again. What you typed is still in the form.
error-conflict-title = Somebody else was faster
error-conflict-what = This was changed after you opened it. Nothing was overwritten.
error-conflict-todo = Open the present version, compare it with yours and enter your changes again.
error-internal-title = Something went wrong on our side
error-internal-what = The page could not be made. Nothing was lost or half saved.
error-internal-todo = Try again in a moment.

# The style guide
guide-title = Style guide
guide-eyebrow = For those who build pages
guide-lede = Every component in its states: ordinary, empty, overfull and wrong.
guide-band = Invented figures
guide-band-text = The names are real, the figures on this page are not.
guide-source = Source: figures invented for this page.
guide-contents = On this page
guide-ordinary = Ordinary
guide-empty = Empty
guide-overfull = Overfull
guide-wrong = Wrong
guide-inline = Side by side
guide-type = Type
guide-notices = Notices
guide-standing = Standing of figures
guide-stats = Large figures
guide-lists = Lists
guide-tables = Tables
guide-forms = Forms
guide-pictures = Pictures
guide-tile-map = Tile map
guide-tile-changes = Tile map of changes
guide-bars = Bars
guide-diverging = Gains and losses
guide-dots = Dots with the median
guide-waterfall = Waterfall
guide-slope = Two years
guide-prose = Municipalities secure social and family services on their territory. The centre pays a grant for them, computed by a formula that anybody can read, and every amount can be followed back to the figures and the articles of law on which it rests.
guide-prose-short = Every amount can be followed back to its figures.
guide-link = Read how the formula works
guide-disclosure = How is this computed?
guide-empty-text = There are no runs yet. The first one appears when a snapshot of the data has been made.
guide-place = Municipality
guide-total = Total
guide-pool = Pool 2026
guide-per-head = Per head
guide-change = Change on last year
guide-sum = All municipalities
guide-table-caption = Allocation 2026
guide-filter = Find a municipality
guide-long-header = A rather long header of a column
guide-hint = Type it as you like: 1,234.56 or 1.234,56.
guide-last-year = Last year: 27,345,120 EUR
guide-choice = Population of the four northern municipalities
guide-choice-1 = As enumerated in the census
guide-choice-2 = With the estimate
guide-choose = Choose one of the two.
guide-day = Day of the decision
guide-reason = Reason
guide-compute = Compute
guide-what-if = What if
guide-finding = Gjakovë receives most, five municipalities less than 115,000 EUR
guide-finding-change = Gjakovë gains 3.2 %, Ferizaj loses 2.2 %
guide-finding-head = Half of the municipalities receive less than 8 EUR per head
guide-finding-steps = Need makes up two thirds of the grant
guide-finding-years = Most municipalities keep their place
guide-law = Draft rule, art. 7
guide-step-core = Fixed core of a centre
guide-step-need = Need by population and families on social assistance
guide-step-dispersion = Dispersion of settlements
guide-step-minority = Minority factor
guide-step-cap = Reduction by the cap
guide-step-total = Grant 2026
