test-cells-in-line = this line has { $cells ->
        [one] one cell
       *[other] { $cells } cells
    }, but the header has { $columns }
test-column-unknown = the formula has no “{ $name }” here{ $has_near ->
        [yes] ; perhaps “{ $near }” is meant
       *[no] {""}
    }
test-day-unreadable = “{ $value }” is no date; write it as year-month-day
test-differs = { $name }{ $has_row ->
        [yes] {" "}of { $row }
       *[no] {""}
    }: expected { $has_expected ->
        [yes] { $expected }
       *[no] —
    }, found { $found }
test-expects-above-cases = what is expected stands above the first `##` heading; put it into a case
test-expects-nothing = this case expects nothing; add `### out` with a table, or `### refused: ID`
test-heading-unknown = the heading “{ $written }” means nothing to a test, so what stands below it would not be counted; perhaps “{ $meant }”
test-in-without-table = say which table goes in: `### in: TABLE`
test-key-missing = the key of “{ $table }” is missing in the header of this table
test-not-a-number = “{ $value }” is no number, but “{ $column }” is one
test-not-refused = expected to be refused with { $expected }, but it ran
test-not-warned = expected the warning { $expected }, found { $found }
test-out-of-which-table = several tables have this key ({ $tables }); name the one that is meant: `### out: TABLE`
test-refused-otherwise = expected to be refused with { $expected }, but it was refused with { $found }
test-refused-without-id = say with which finding it is refused: `### refused: ID`
test-row-unknown = there is no row “{ $key }”
test-setting-unknown = “{ $line }” is not understood; write `formula FILE`, `day DATE`, `data FOLDER`, `without STANDING`, `skip REASON` or `NAME = VALUE`
test-standing-unknown = “{ $value }” is no standing; write one of: { $words }
test-table-missing = a table must follow this heading
test-table-unknown = there is no table “{ $name }”{ $has_near ->
        [yes] ; perhaps “{ $near }” is meant
       *[no] {""}
    }
test-two-formulas = there are two formulas in one case; a case is about one formula
test-unit-differs = “{ $name }” is in { $unit }, but the header says { $written }
test-warned-without-id = this heading does not say which warning is expected: `### warned: ID`, or its title
test-without-formula = no formula is named; add a `formula-test` block with a line `formula FILE`
