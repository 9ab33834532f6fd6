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
export-needs-data = { $name } goes into a script as values, since SQL cannot seek it. Name the data: --data DIR
export-no-form = { $name } has no form in SQL
export-not-in-force = { $name } has no value on that day. Choose another: --as-of DATE
fmt-differs = { $file }: not in canonical layout
fmt-written = { $file }: written in canonical layout
run-identified-by = Run { $hash }
run-made-for = For { $day }
run-name = Name
run-rests = Each amount rests on up to { $inputs } inputs, of which up to { $unverified } are not verified.
run-total = Total
test-counted = { $file }: { $passed } passed, { $failed } failed, { $skipped } skipped
test-does-not-run = { $place }: “{ $title }” does not run:
test-file-unreadable = { $file } cannot be read: { $reason }
test-skipped = { $place }: skipped “{ $title }”: { $reason }
test-total = { $passed } passed, { $failed } failed, { $skipped } skipped
usage-csv-one-table = these results belong to different tables, and a CSV file holds one. Choose with --result: { $has }
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
