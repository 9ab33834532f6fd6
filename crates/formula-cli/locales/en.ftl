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
explain-more = The whole derivation, down to each figure: --all
explain-rests-on = Rests on { $inputs } inputs, { $unverified } of them not verified.
explain-rule = { $what } (rule)
fmt-differs = { $file }: not in canonical layout
fmt-written = { $file }: written in canonical layout
run-identified-by = Run { $hash }
run-made-for = For { $day }
run-name = Name
run-rests = Each amount rests on up to { $inputs } inputs, of which up to { $unverified } are not verified.
run-total = Total
test-cells-in-line = this line has { $cells ->
        [one] one cell
       *[other] { $cells } cells
    }, but the header has { $columns }
test-column-unknown = the formula has no “{ $name }” here{ $has_near ->
        [yes] ; perhaps “{ $near }” is meant
       *[no] {""}
    }
test-counted = { $file }: { $passed } passed, { $failed } failed, { $skipped } skipped
test-day-unreadable = “{ $value }” is no date; write it as year-month-day
test-differs = { $name }{ $has_row ->
        [yes] {" "}of { $row }
       *[no] {""}
    }: expected { $has_expected ->
        [yes] { $expected }
       *[no] —
    }, found { $found }
test-does-not-run = { $place }: “{ $title }” does not run:
test-expects-above-cases = what is expected stands above the first `##` heading; put it into a case
test-expects-nothing = this case expects nothing; add `### out` with a table, or `### refused: ID`
test-file-unreadable = { $file } cannot be read: { $reason }
test-in-without-table = say which table goes in: `### in: TABLE`
test-key-missing = the key of “{ $table }” is missing in the header of this table
test-not-a-number = “{ $value }” is no number, but “{ $column }” is one
test-not-refused = expected to be refused with { $expected }, but it ran
test-refused-otherwise = expected to be refused with { $expected }, but it was refused with { $found }
test-refused-without-id = say with which finding it is refused: `### refused: ID`
test-row-unknown = there is no row “{ $key }”
test-setting-unknown = “{ $line }” is not understood; write `formula FILE`, `day DATE`, `data FOLDER`, `without STANDING`, `skip REASON` or `NAME = VALUE`
test-skipped = { $place }: skipped “{ $title }”: { $reason }
test-standing-unknown = “{ $value }” is no standing; write one of: { $words }
test-table-missing = a table must follow this heading
test-table-unknown = there is no table “{ $name }”{ $has_near ->
        [yes] ; perhaps “{ $near }” is meant
       *[no] {""}
    }
test-total = { $passed } passed, { $failed } failed, { $skipped } skipped
test-two-formulas = there are two formulas in one case; a case is about one formula
test-unit-differs = “{ $name }” is in { $unit }, but the header says { $written }
test-without-formula = no formula is named; add a `formula-test` block with a line `formula FILE`
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
