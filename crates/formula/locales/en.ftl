severity-error = error
severity-warning = warning
place-line = line { $value }
place-row = row { $value }
place-column = column { $value }

## syntax

syntax-clause-outside = `{ $clause }` stands behind the brackets, and belongs inside those of a sum or the like.
    .help = Write for example `sum(x { $clause } …)`.
syntax-here = { $ended ->
        [1] Nothing more stands here
       *[other] Here stands `{ $found }`
    }
syntax-above-edge = `above` takes no edge: it is whatever lies above the other lines.
    .help = Write `above : …`.
syntax-aggregate-arguments = `{ $name }` takes one value; a comma has no meaning here.
    .help = Add several values up with `+`, or name the rows: `{ $name }(… over TABLE where …)`.
syntax-aggregate-empty = `{ $name }` has nothing to run over.
    .help = Write what is meant between the brackets, for example `{ $name }(population)` or `count(its person)`.
syntax-because = The reason is not introduced by `because`.
    .help = Write `{ $suggestion }`.
syntax-block-empty = No lines follow `{ $words }`.
    .help = Write its lines below, indented deeper than this one and all at the same column.
syntax-block-same-line = After `{ $words }` the line ends; its cases stand on the lines below.
    .help = Start a new, deeper indented line here, and one for each further case.
syntax-bracket-unclosed = The bracket `{ $bracket }` is missing.
    .help = Write `{ $bracket }` where the inner part ends; lines that continue it stand deeper than its first line.
    .other = opened here
syntax-bracket-unopened = The bracket `{ $found }` closes nothing.
    .help = Delete it, or write the opening bracket where the inner part starts.
syntax-case-after-otherwise = This case comes after `otherwise` and can never be reached.
    .help = Move it above the line with `otherwise`, which is always the last one.
    .other = the last case
syntax-case-without-when = { syntax-here }, but a case needs `when CONDITION` or `otherwise`.
    .help = Write each case as `VALUE when CONDITION`, and the last one as `VALUE otherwise`.
syntax-category-cells = This row has { $found } values, but the category has { $expected } columns.
    .help = Write one value for each column, set apart by `|`; columns are declared as `NAME : UNIT` above the rows.
syntax-character = The character `{ $found }` has no meaning in a formula.
    .help = Delete it; text stands between quotation marks (`"…"`), remarks after `#`.
syntax-clause-twice = `{ $clause }` is given twice.
    .help = Keep one of the two.
    .other = given here first
syntax-column-type = { syntax-here }, but the column “{ $name }” needs a type.
    .help = Write `{ $name } : UNIT` (for example `EUR`, `person`, `%`, `text`, `date`), or `{ $name } -> TABLE` for a reference.
syntax-comparison-chain = Comparisons cannot be chained; a second one starts with `{ $found }`.
    .help = Write `x between a and b`, or join two comparisons with `and`.
syntax-date-form = `{ $found }` is not how a date is written here.
    .help = Write year-month-day: `{ $suggestion }`.
syntax-date-invalid = `{ $found }` is not a day of the calendar.
    .help = Write an existing day as year-month-day, for example `2025-01-31`.
syntax-division-spaces = A division has a space on both sides; without spaces, `/` belongs to a unit.
    .help = Write `{ $suggestion }`.
syntax-each-in-each = A chapter `each` cannot stand in another one.
    .help = Move it to column 1; rows of another table are reached by a reference or an aggregate.
syntax-expected-date = { syntax-here }, but a date is expected.
    .help = Write it as year-month-day, for example `since 2024-01-01`.
syntax-expected-edge = { syntax-here }, but an edge is expected.
    .help = Start the line with `up to x :`, `below x :` or `above :`.
syntax-expected-item = { syntax-here }, but an item is expected.
    .help = Start the line with one of: `table`, `category`, `param`, `bands`, `slices`, `points`, `function`, `let`, `result`, `check`, `warn`, `each`, `use`; or indent it to continue the line above.
syntax-expected-name = { syntax-here }, but a name is expected.
    .help = A name is made of letters, digits and `_` and starts with a letter, for example `population`.
syntax-expected-point = { syntax-here }, but a point is expected.
    .help = Start the line with `at x :`, for example `at 5 000 : 1.2`.
syntax-expected-symbol = { syntax-here }, but `{ $symbol }` is expected.
    .help = Write `{ $symbol }` here.
syntax-expected-text = { syntax-here }, but a text is expected.
    .help = Write it between quotation marks: `"…"`.
syntax-expected-type = { syntax-here }, but a type is expected.
    .help = Write a unit (`EUR/person`, `%`, `number`), `text`, `date`, `bool`, or words set apart by `|`.
syntax-expected-unit = { syntax-here }, but a unit is expected.
    .help = Write for example `EUR`, `EUR/person/month`, `%` or `number`, without spaces inside.
syntax-expected-unit-power = { syntax-here }, but a whole power from 1 to 9 is expected.
    .help = Write for example `m^2`.
syntax-expected-value = { syntax-here }, but a value is expected.
    .help = Write a number, a name, or an expression in brackets.
syntax-expected-word = { syntax-here }, but `{ $word }` is expected.
    .help = Write `{ $word }` here.
syntax-file-too-large = The file has { $size } KiB; the largest that is read has 1024 KiB.
    .help = Keep data in tables (CSV) rather than in the formula.
syntax-fill-up-to = { syntax-here }, but each part of `fill` is written `NAME up to LIMIT`.
    .help = Write for example `fill rise: basic up to a, then special up to b`.
syntax-fixed-where = { syntax-here }, but it must be said for which rows the amount is fixed.
    .help = Write `fixed VALUE where CONDITION`, for example `fixed determined where determined is known`.
syntax-header-missing = The file does not start with its name.
    .help = Write `formula NAME` (or `scenario NAME over FORMULA`) in the first line.
syntax-header-not-first = The name of the file stands below other items.
    .help = Move this line to the start of the file.
syntax-header-twice = The file has its name already; `{ $word }` stands once, in the first line.
    .help = Delete this line, or put what follows into a file of its own.
    .other = the name
syntax-hidden-character = An invisible character ({ $character }) makes this text look different from what it is.
    .help = Delete the text and type it again.
syntax-if-brackets = `if` takes no list in brackets.
    .help = Write `if CONDITION then x else y`.
syntax-if-without-else = `if` has no `else`; it would have no value when the condition fails.
    .help = Write `if CONDITION then VALUE else VALUE`.
    .other = this `if`
syntax-in-what = { syntax-here }, but after `in` a unit, a list or a rank is expected.
    .help = Write `x in EUR/year`, `x in (a, b)` or `x in top 20%`.
syntax-is-at-its = { syntax-here }, but after `is at its` only `floor` or `cap` can stand.
    .help = Write `is at its floor`, `is at its cap`, `is fixed` or `is free`.
syntax-is-what = { syntax-here }, but `is` asks about a state.
    .help = Write `is known`, `is missing`, `is at its floor`, `is at its cap`, `is fixed` or `is free`; two values are compared with `=`.
syntax-item-indented = `{ $found }` starts an item, but its line is indented and so continues the one above.
    .help = Move the line to column { $column }.
syntax-let-missing = It is not said what “{ $found }” is: a definition starts with `let` or `result`.
    .help = Write `{ $suggestion }`.
syntax-line-column = This line starts at column { $found }, the lines beside it at column { $expected }.
    .help = Move it to column { $expected }; what continues a line stands deeper than it.
syntax-mixed-scripts = The name “{ $name }” mixes Latin and Cyrillic letters, which look alike.
    .help = Type the name again in one script.
syntax-name-hyphen = A name has no hyphen; `-` subtracts.
    .help = Write `{ $suggestion }`.
syntax-not-in-chapter = `{ $word }` cannot stand in a chapter `each`.
    .help = Move it to column 1, above the chapter; a chapter holds `let`, `result`, `check` and `warn`.
syntax-not-in-scenario = `{ $word }` cannot stand in a scenario, which changes a formula and defines nothing new.
    .help = Write `set PARAMETER = …`, `set TABLE.COLUMN = …` or `replace let NAME = …`.
syntax-not-position = `not` stands before a condition, not in the middle of it.
    .help = Write for example `not x in (a, b)`; for an empty value write `x is missing`.
syntax-note-misplaced = A title, citation or standing cannot stand here.
    .help = Write it at the end of the whole item, or on the line with `since`.
syntax-number-comma = `{ $found }` has a comma; thousands are set apart by one space.
    .help = Write `{ $suggestion }`. Numbers of a list have a space after the comma.
syntax-number-decimal-comma = `{ $found }` has a decimal comma; decimals stand after a point.
    .help = Write `{ $suggestion }`. Numbers of a list have a space after the comma.
syntax-number-grouping = The digits of `{ $found }` are not in groups of three after one space.
    .help = If it is one number, write `{ $suggestion }`. Several numbers are set apart by `,` in lists and by `|` in tables.
syntax-number-letters = Letters cling to the number in `{ $found }`.
    .help = Write `{ $suggestion }`. A unit stands after one space; a name starts with a letter.
syntax-number-list = `{ $found }` could be one number or several.
    .help = For a list write `{ $suggestion }`; a number has no comma.
syntax-number-point = A decimal point has a digit on both sides.
    .help = Write `{ $suggestion }`.
syntax-number-points = `{ $found }` has several points.
    .help = A number has one decimal point, a list has commas (`{ $suggestion }`), a date is written `2025-01-31`.
syntax-only-in-scenario = `{ $word }` can stand in a scenario only.
    .help = Put it into a file that starts with `scenario NAME over FORMULA`.
syntax-operator-instead = `{ $found }` belongs to other languages.
    .help = Write `{ $suggestion }`.
syntax-operator-missing = Before `{ $found }` something is missing that joins it to what stands before it.
    .help = Write an operator (`+`, `*`, `and` …) between the two, a comma in a list, or start a new line for a new item.
syntax-outside-points = `{ $found } outside` belongs to `points`; `bands` and `slices` cover every value from 0 on.
    .help = Delete it, and write `above : …` for what lies above the last edge.
syntax-param-undated = The parameter has no value with a date from which it holds.
    .help = Write for example `since 2024-01-01 = 10 cites "Art. 24"`.
syntax-param-value = { syntax-here }, but after the date a value is expected.
    .help = Write `since DATE = VALUE`, or for a parameter by category one line `MEMBER : VALUE` for each member below.
syntax-percentile-which = { syntax-here }, but it is not said which percentile is meant.
    .help = Write for example `percentile(wage, 25%)`.
syntax-product-of-one = { syntax-here }, but a table `for each` needs two tables or more.
    .help = Write `table NAME for each A and B`; columns of one table belong into that table.
syntax-quotes = These are not the quotation marks of a formula.
    .help = Write `{ $suggestion }`.
syntax-rank-order = { syntax-here }, but it is not said whether the largest or the smallest comes first.
    .help = Write `rank(x, largest first)` or `rank(x, smallest first)`.
syntax-reserved-word = `{ $word }` is a word of the language and cannot be a name.
    .help = Choose a longer name, for example `{ $word }_value`.
syntax-round-comma = { syntax-here }, but the mode of rounding stands after a comma.
    .help = Write for example `round(x to 0.5 FTE, up)`.
syntax-round-mode = { syntax-here }, but a mode of rounding or a clause is expected.
    .help = Write `half even`, `up`, `down`, `floor`, `ceiling`, `keeping sum`, `ties by …` or `within bounds`; nothing means half away from zero.
syntax-round-to = { syntax-here }, but it is not said to what is rounded.
    .help = Write for example `round(x to 0.01 EUR)` or `round(x to 1 person, up)`.
syntax-rows-twice = The rows were named already; only one of `over`, `its` and `per` can stand here.
    .help = Keep one, and narrow the rows with `where`.
    .other = named here first
syntax-set-where = { syntax-here }, but the value comes before the condition.
    .help = Write `set TABLE.COLUMN = VALUE where CONDITION`.
syntax-share-by = { syntax-here }, but it is not said in proportion to what the amount is shared.
    .help = Write `share POOL by WEIGHT`, for example `share pool by population`.
syntax-share-if = { syntax-here }, but after `if` a share knows only `short` and `over`.
    .help = Write `if short, floors in proportion` or `if over, leave the rest`.
syntax-tabs-and-spaces = Some lines are indented by tabs and others by spaces, so their columns cannot be compared.
    .help = Indent with spaces only.
syntax-text-escape = `{ $found }` has no meaning in a text.
    .help = Write `\"` for a quotation mark, `\\` for a backslash and `\n` for a new line.
syntax-text-unclosed = The text has no closing quotation mark on its line.
    .help = Write `"` where the text ends; a new line inside a text is written `\n`.
syntax-title-language = It is not said in which known language the text is.
    .help = Write `en "…" sq "…" sr "…"`, Serbian in Cyrillic.
syntax-too-deep = Too many brackets or terms stand in one another here.
    .help = Split the rule into several definitions with `let`.
syntax-too-many = { $count } further findings are not shown.
    .help = Repair the first ones and check again.
syntax-unexpected = `{ $found }` is not expected here.
    .help = What stands before it is complete. Delete `{ $found }`, or start a new line for a new item.
syntax-unit-spaces = A unit has no spaces inside.
    .help = Write `{ $suggestion }`.
syntax-values-with-clause = `{ $name }` of several values compares them and runs over no rows.
    .help = Write either `{ $name }(a, b)` or `{ $name }(a over TABLE)`.
syntax-word-unknown = `{ $found }` is no word of the language here.
    .help = Perhaps `{ $suggestion }` is meant.

## check

check-aggregate-no-table = No table has “{ $name }”, so there are no rows to run over.
    .help = Name the table whose rows are meant: `sum(… over TABLE)`.
check-aggregate-of-what = It is not said what is aggregated.
    .help = Write the value between the parentheses, for example `sum(population)`.
check-aggregate-which-table = Several tables have these names: { $tables }.
    .help = Say whose rows are meant, for example `over { $first }`.
check-always-holds = `{ $text }` compares a value with itself, so it always holds.
    .help = Within the brackets of an aggregate every name is of the rows that are gone through. For the rows with this row’s `{ $name }` write `per { $name }`; for those that refer to this row, `its TABLE`.
check-always-known = “{ $name }” always has a value, so nothing is left to decide here.
    .help = Leave `otherwise` or `is known` away, or declare the column `optional`.
check-argument-count = “{ $name }” takes { $wanted } { $wanted ->
        [one] value
       *[other] values
    }, but { $found } { $found ->
        [one] was
       *[other] were
    } given.
    .help = Values are separated by commas: `{ $name }(a, b)`.
check-bare-number-beside-money = “{ $text }” has no unit, but stands beside { $left }.
    .help = Write the unit after the number, for example `{ $text } { $left }`.
    .other = this is { $left }
check-condition-wanted = A condition is expected here, but this is { $type }.
    .help = Compare it with something, for example `x > 0`.
check-count-of-what = “{ $text }” is neither a table nor a condition, so it cannot be counted.
    .help = Write `count({ $table })` or `count({ $table } where …)`.
check-cycle = “{ $name }” depends on itself: { $path }.
    .help = Give one of them a value that does not need the others.
    .other = the circle closes here
check-date-shift = A day is shifted by days, months or years, but this is { $type }.
    .help = Write for example `+ 6 month`, `- 1 year` or `+ 10 day`; the days between two dates are `later - earlier`.
    .other = the day
check-date-twice = “{ $name }” has two values since { $date }.
    .help = Keep one of them, or correct the date of the other.
    .other = the first value since that day
check-date-wanted = A date is expected here{ $has_type ->
        [yes] , but this is { $type }
       *[no] {""}
    }.
    .help = Write a date as year-month-day, for example `2024-01-01`, or name a column of dates.
check-decided-unit = “{ $column }” is declared in { $declared }, but the result “{ $result }” that it reads is in { $found }.
    .help = Adopted amounts are read as they were adopted and never converted: declare the column in { $found }, and convert it where it is used, with `in`.
    .other = the result
check-dropping-how-many = It is not said by a whole number how many are dropped at each end.
    .help = Write for example `dropping 1 at each end`; it is one number for all rows.
check-dropping-of-what = `dropping` leaves out the least and the greatest numbers, but no numbers are aggregated here.
    .help = Use it in a sum, mean, median or the like of numbers.
check-family-of-which = “{ $name }” has one column for each member of “{ $category }”.
    .help = Say which: `{ $name }[MEMBER]`, or take all: `sum({ $name }[g] over { $category } g)`.
check-family-too-large = A family by { $members } members makes a table too wide; it may have { $most } columns.
    .help = Keep these figures in a table of their own, with a reference for the member.
check-field-unknown = The table “{ $table }” has no “{ $name }”.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] Add the column to the table, or name one that it has.
    }
    .other = the table
check-fill-alone = `fill` makes several values at once, so it must be the whole rule of a `let`.
    .help = Write `let paid = fill …`, and use its parts: `paid.basic`, `paid.rest`.
check-fill-name = “{ $name }” already names a part of this `fill`; `rest` is always what is left over.
    .help = Give this part a name of its own.
    .other = the first part of that name
check-fill-part-unknown = “{ $name }” has no part “{ $part }”.
    .help = Its parts are: { $parts }.
    .other = the waterfall
check-fill-part-wanted = “{ $name }” has several parts; it is not said which is meant.
    .help = Name one of them, for example `{ $part }`.
check-fill-result = “{ $name }” has several parts, so it cannot be one result.
    .help = Write `let { $name } = fill …`, and a `result` for each part that leaves the formula.
check-first-of-empty = `first of` has no line.
    .help = Write at least one line: `VALUE when CONDITION`.
check-first-of-open = It is not sure that a condition of this `first of` holds, so it may have no value.
    .help = End it with a line `VALUE otherwise`, or write `exactly one of` where one of the conditions always holds.
check-found-for = { $row }: { $sides }
check-found-protected = for which rows is not said, since the check rests on a protected column
check-function-cycle = The function “{ $name }” calls itself: { $path }.
    .help = A function cannot be recursive. Write the rule out without the call that closes the circle.
check-function-foreign = `{ $name }` is no function of this language.
    .help = Here it is written so: { $written }.
check-function-reads = A function cannot read `{ $text }`: it works on its arguments, parameters, scales and other functions only.
    .help = Make it an argument, and give its value where the function is called.
check-function-too-large = With this call of “{ $name }” the rule grows beyond { $limit } forms, or all calls of the file beyond a hundred times as many.
    .help = Give an intermediate value a name with `let` rather than passing a long expression through several functions.
check-function-unknown = There is no function or scale “{ $name }”.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] The functions are min, max, abs, log, exp, sqrt, age and year.
    }
check-function-without-arguments = The function “{ $name }” needs its arguments.
    .help = Write `{ $name }(…)`.
check-index-count = “{ $name }” takes { $wanted } { $wanted ->
        [one] value
       *[other] values
    } between the brackets, but { $found } { $found ->
        [one] was
       *[other] were
    } given.
    .help = Name one for each table that it goes by, with commas between them.
check-index-type = “{ $text }” is { $type } and names no row of “{ $table }”.
    .help = Write the name of a member, or a reference to “{ $table }”.
    .other = the table whose rows are meant
check-its-no-reference = No column of “{ $table }” refers to “{ $here }”.
    .help = Add a reference to the table: `-> { $here }`.
    .other = the table
check-its-outside-each = `its { $table }` has a meaning only for one row.
    .help = Move it below `each TABLE`, or write `over { $table }` for all its rows.
check-its-which-reference = “{ $table }” refers to “{ $here }” by several columns: { $references }.
    .help = Say by which: `its { $table } by COLUMN`.
    .other = the table
check-keeping-sum-of-one = `keeping sum` rounds the rows of a table together, but this is a single value.
    .help = Leave `keeping sum` away, or move the definition below `each TABLE`.
check-key-missing = The table “{ $table }” has no key, so its rows have no names.
    .help = { $has_near ->
        [yes] Mark the column that names a row: `key { $near } : text`.
       *[no] Add a column that names each row once: `key code : text`.
    }
check-key-twice = The table “{ $table }” has two keys.
    .help = Mark one column as `key`; the other is an ordinary column.
    .other = the first key
check-member-count = This line names { $found } { $found ->
        [one] member
       *[other] members
    }, but the parameter goes by { $wanted } { $wanted ->
        [one] category
       *[other] categories
    }.
    .help = Write one member of each category, with commas between them.
check-member-twice = “{ $member }” has two values since the same day.
    .help = Keep one of them.
    .other = the first value
check-member-unknown = “{ $name }” is no member of “{ $category }”.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] The members are: { $members }.
    }
    .other = the category
check-member-which-category = “{ $name }” is a member of several categories: { $categories }.
    .help = Use it where one of them is expected, for example beside a column that refers to it.
check-member-without-value = “{ $name }” has no value since this day for { $count ->
        [one] one member
       *[other] { $count } members
    }: { $members }{ $more ->
        [yes] {" "}…
       *[no] {""}
    }.
    .help = Write a line `MEMBER : VALUE` for each.
check-name-of-other-table = “{ $name }” belongs to the rows of “{ $table }”.
    .help = Aggregate it, for example `sum({ $name } over { $table })`, or follow a reference: `{ $table }.{ $name }`.
    .other = defined here
check-name-twice = “{ $name }” is defined twice.
    .help = Give one of them another name.
    .other = first defined here
check-name-unknown = “{ $name }” is not defined.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] Add it as a column, a parameter or a `let`, or correct the name.
    }
check-never-holds = `{ $text }` compares a value with itself, so it never holds.
    .help = Within the brackets of an aggregate every name is of the rows that are gone through. Work out the value of this row in a definition of its own, or go through other rows: `its TABLE`, `per { $name }`.
check-no-order = Values of the kind { $type } have no order.
    .help = Compare them with `=` or `<>` only.
check-not-a-category = “{ $table }” is a table of data, but a category is needed here.
    .help = Declare its rows in the formula: `category { $table } = a, b, c`.
    .other = the table
check-not-a-param = “{ $name }” is not a parameter; only a parameter has a value on another day.
    .help = Put `at` directly behind the name of a parameter.
check-not-a-reference = “{ $name }” is { $type }, so it has no “{ $field }”.
    .help = A point follows a reference to a row of another table: `-> TABLE`.
check-not-a-share = “{ $name }” is no share, so it has neither floor nor cap.
    .help = Name a definition that consists of a `share` alone.
check-not-constant = A fixed value is expected here, one that needs no data.
    .help = Write a number, a date, a text, or arithmetic on numbers.
check-not-in-fold = `{ $what }` looks at all rows together and cannot stand in an aggregate over members.
    .help = Give it a `let` of its own and use that here.
check-not-indexed = “{ $name }” is one value, so nothing can be chosen of it between brackets.
    .help = Brackets stand behind a family of columns (`NAME by CATEGORY : UNIT`), a parameter by category, or a cross table.
check-not-understood = `{ $what }` cannot be used at this place.
    .help = Write the rule with tables, parameters, row expressions, aggregates, shares and rounding.
check-number-too-long = “{ $text }” has more digits than the 34 that are computed.
    .help = Write the number with 34 digits or fewer.
check-number-wanted = A number is expected here, but this is { $type }.
    .help = Name a column, parameter or definition that holds a number.
check-number-word = “{ $name }” is not defined; numbers are written in digits.
    .help = Write `{ $digits }`.
check-optional-defined = “{ $name }” may be missing, and it is not said what holds then.
    .help = Write what a missing value means: `{ $name } otherwise 0`, or `if … is known then … else …`.
check-optional-used = “{ $name }” may be missing, and it is not said what holds then.
    .help = Write `{ $name } otherwise 0`, or use it only where it is known: `where { $name } is known`.
check-order-outside-each = A place in an order has a meaning only for one row.
    .help = Move the definition below `each TABLE`.
check-param-members-wanted = “{ $name }” goes by { $category }, so one value is not enough.
    .help = Write a line `MEMBER : VALUE` for each member below the date.
check-param-of-which = “{ $name }” has one value for each member of { $categories }, and it is not said which is meant.
    .help = Write `{ $name }[MEMBER]`, or follow a reference: `REFERENCE.{ $name }`.
check-param-too-large = “{ $name }” would have more values than the { $most } that a parameter may have.
    .help = Keep these figures in a table of data.
check-param-without-category = “{ $name }” has lines by member, but it is not said by which category.
    .help = Write `param { $name } by CATEGORY`.
check-param-without-source = It is not said where the value of “{ $name }” comes from; it counts as assumed.
    .help = Add `cites "…"`, `derived "…"` or `assumed because "…"`.
check-per-outside-each = `per` has a meaning only for one row.
    .help = Move the definition below `each TABLE`.
check-percentile-per-row = Which percentile is meant must be the same for all rows, but this differs from row to row.
    .help = Name a parameter or a value of the country, for example `percentile(wage, 25%)`.
check-percentile-range = A percentile lies between 0 % and 100 %, and `{ $text }` does not.
    .help = Write for example `percentile(wage, 25%)`.
check-plain-number-wanted = A plain number is expected here, but this is in { $unit }.
    .help = Divide by one unit first, for example `x / 1 { $unit }`.
check-pool-per-row = “{ $text }” has one value for each row, but a share needs one pool for all rows.
    .help = Share a value of the country, or say `per` which group there is one pool.
check-product-key = The rows of “{ $table }” are pairs and have their key from them.
    .help = Leave `key` away.
check-product-of-product = “{ $table }” is itself a cross table, so it cannot be crossed once more.
    .help = Name the tables that it crosses: `for each a and b and c`.
check-protected = “{ $name }” is protected: it counts persons of a vulnerable group, and the inputs of this formula are published.
    .help = Read the disclosed figure instead: `use FORMULA.RESULT` of a formula that is `unpublished` and rounds it, for example `round(sum of three years to 5 person)`.
    .other = declared `protected` here
check-range-backwards = The range ends before it begins.
    .help = Write the members in the order in which the category has them.
check-range-outside-aggregate = A range of members is several values, but one is needed here.
    .help = Aggregate them, for example `sum(x[2019 to 2024])`.
check-ranges-differ = Two different ranges stand in one aggregate.
    .help = Write the same range in each place, or use two aggregates.
    .other = the first range
check-replace-several = Several definitions are called `{ $name }`, and it is not said which one is replaced.
    .help = Give them different names in the formula.
    .other = another one
check-result-not-disclosed = The result “{ $name }” rests on the protected column “{ $column }” and does not disclose it.
    .help = A result leaves the formula, so round a sum of counts to { $least } or more: `round(… to { $least } person)`. What is rounded is added and subtracted only, not multiplied.
    .other = the protected column
check-result-without-unit = The result “{ $name }” does not say its unit.
    .help = Write it after the name: `result { $name } : { $unit } = …`.
check-round-to-nothing = It can be rounded only to a number above zero.
    .help = Write for example `to 0.01 EUR` or `to 1 person`.
check-rounds-with-answer = `in rounds` leaves what its bounds do not let it share; `if short` and `if over` have no place beside it.
    .help = Leave them away, or leave `in rounds` away: the share then meets pool and limits at once.
check-scale-order = The lines of the scale do not rise.
    .help = Write them from the lowest edge to the highest, `above` last.
check-scale-without-argument = The scale “{ $name }” needs a value to be applied to.
    .help = Write `{ $name }(VALUE)`.
check-scenario-unit = `{ $name }` is { $expected } in the formula, and the scenario makes it { $found }.
    .help = A scenario keeps unit and shape: write a value in { $expected }.
    .other = its declaration in the formula
check-set-category = The cells of “{ $table }” stand in the formula, which is a category, so `{ $column }` is no column of data.
    .help = Replace the definition that uses it, or make it a parameter by `{ $table }` in the formula, whose members a scenario sets one by one.
    .other = the category
check-set-column = `{ $name }` is a column of “{ $table }”, not a parameter.
    .help = Write `set { $table }.{ $written } = …`, for some rows with `where` behind it.
check-set-definition = `{ $name }` is a definition, not a parameter.
    .help = Write `replace let { $name } = …`.
check-set-family = `{ $column }` is a family of columns, and this line does not say which one it sets.
    .help = Write `set { $table }.{ $column }[{ $member }] = …`, one line for each column that differs.
    .other = its declaration
check-set-from-rule = A cell is set from data and literals, not from `{ $name }`.
    .help = Write the figures themselves, or replace the definition that uses the column.
check-set-key = `{ $column }` is the key of its table and cannot be set.
    .help = Set another column.
    .other = its declaration
check-set-members = `{ $name }` has one value for each member, and this line does not say which one it sets.
    .help = Write `set { $name }[{ $first }] = …`, one line for each member whose value differs.
    .other = its declaration
check-set-no-members = `{ $name }` has a single value and goes by no category.
    .help = Write `set { $name } = …`.
    .other = its declaration
check-set-scale = `{ $name }` is a scale, and a scenario sets none.
    .help = Replace the definition that uses it.
check-set-twice = The scenario changes this twice.
    .help = Keep one of the two lines.
    .other = the first line
check-set-unknown = No formula of this scenario has `{ $name }`.
    .help = { $has_near ->
        [yes] Perhaps `{ $near }` is meant.
       *[no] A scenario sets parameters and columns, and replaces definitions, of the formula that it names and of those which that uses.
    }
check-share-outside-each = A share gives one amount for each row, so it must stand in a chapter.
    .help = Move the definition below `each TABLE`.
check-sides = { $left } on the left, { $right } on the right
check-slice-rate-above-whole = The rate `{ $text }` of “{ $name }” takes more than there is: more than the whole of a slice.
    .help = A rate is a part of the slice, at most 1 or 100 %. Write the sign behind it, as in `25%`, if per cent are meant.
check-slice-rate-negative = The rate `{ $text }` of “{ $name }” is below zero.
    .help = Write what a slice adds without a sign. What is to be taken away is subtracted where the scale is used.
check-solve-equation = What is to be reached is written `so that TOTAL = TARGET`.
    .help = Write for example `so that sum(aid) = budget`.
check-table-unknown = There is no table “{ $name }”.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] Add `table { $name }` with its columns, or correct the name.
    }
check-ties-idle = `ties by { $text }` has nothing to decide here: only `keeping sum` gives units by turns.
    .help = Add `keeping sum`, or leave `ties by` away.
check-ties-kind = `ties by` orders by numbers and days, and `{ $text }` is { $type }.
    .help = Name a number or a day; for a yes or no write `if { $text } then 1 else 0`. Rows that are still equal follow by key.
check-ties-same = `ties by { $text }` is the same in every row, so it decides nothing.
    .help = Name a value of the rows, such as a column.
check-too-many-terms = The aggregates over members have more than { $most } terms when they are written out.
    .help = Keep the figures in a table of their own and aggregate over its rows.
check-type-not-declared = This is { $found }, but { $wanted } was declared.
    .help = Correct the declaration or the rule, so that both say the same.
    .other = declared here
check-types-differ = “{ $text }” is { $right } and cannot stand beside { $left }.
    .help = Compare or combine values of one kind.
    .other = this is { $left }
check-unit-not-declared = This is in { $found }, but { $wanted } was declared.
    .help = Correct the declared unit, or multiply or divide so that the rule gives { $wanted }.
    .other = declared here
check-unit-not-declared-convert = This is in { $found }, but { $wanted } was declared.
    .help = Write `in { $wanted }` behind the value: the two convert exactly.
    .other = declared here
check-units-convert = “{ $text }” is in { $right } and stands beside { $left }.
    .help = Write `in { $left }` behind it: the two convert exactly.
    .other = this is in { $left }
check-units-differ = “{ $text }” is in { $right } and cannot stand beside { $left }.
    .help = Bring both to the same unit, by a rate in { $left } per { $right } for example.
    .other = this is in { $left }
check-units-do-not-convert = { $from } cannot be turned into { $to } exactly.
    .help = Month and year, hour and minute, m2, ha and km2 convert; anything else needs a rate of its own.
    .other = this is in { $from }
check-unused = “{ $name }” is not used anywhere.
    .help = Remove it, or use it in a rule.
check-use-formula-unknown = There is no formula “{ $formula }” beside this file.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] Put its file into the same folder; its first line says `formula { $formula }`.
    }
check-use-result-unknown = The formula “{ $formula }” has no result “{ $result }”.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] Name one that it declares with `result`.
    }
check-use-table-missing = “{ $result }” has one value for each row of “{ $table }”, a table that this file does not have.
    .help = Add `table { $table }` with the same key.
check-varied-per-row = “{ $text }” has one value for each row, but one for the country is needed here.
    .help = Aggregate it, for example `sum(…)`.
check-varied-what = “{ $name }” cannot have another value here: only a parameter with one value, or a definition of the country, can.
    .help = Name a parameter, or a `let` that stands outside the chapters.
check-weight-of-mean = Only a mean takes weights.
    .help = Write `mean(… weighted by …)`; a weighted sum is `sum(… * …)`.
check-word-unknown = “{ $name }” is none of the words that stand here: { $words }.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] Write one of these words.
    }

## data

data-cell-empty = “{ $column }” is empty, but this row needs it.
    .help = Fill in the figure. If it may be missing, the formula must declare the column `optional`.
data-cells-in-line = This line has { $cells } { $cells ->
        [one] cell
       *[other] cells
    }, but the header has { $columns }.
    .help = Put a cell that holds a separator between quotation marks: `"a, b"`. Leave a missing figure empty, but keep its separator.
data-column-missing = There is no column “{ $column }”.
    .help = { $has_near ->
        [yes] Perhaps it is the column “{ $near }”: rename it to “{ $column }”.
       *[no] Add it. The header has: { $has }.
    }
    .other = the formula needs it here
data-column-twice = The column “{ $column }” appears twice.
    .help = Keep one of the two; which of them counts would be a guess.
data-control-character = This line holds a character that is no text (code 0).
    .help = Save the table again as “CSV UTF-8”.
data-decided-amount = “{ $value }” is no amount.
    .help = Write digits with a decimal point, as `formula run --format csv` does; leave the cell empty where nothing was decided.
data-decided-columns = A file of adopted amounts has two columns: the key, and “{ $result }” or `value`. This one has: { $has }.
    .help = Write it as `formula run --result { $result } --format csv` does.
data-decided-missing = The amounts for “{ $column }” are missing: no decision on “{ $result }” of “{ $formula }” was delivered.
    .help = Put the adopted amounts into `decided/{ $formula }.{ $result }.csv` beside the tables, or add the column. Where rows may have none, declare it `optional`.
    .other = the formula needs it here
data-decided-twice = The adopted amounts for “{ $column }” are there twice: in the table and in `decided/{ $formula }.{ $result }.csv`.
    .help = Keep one of the two; which of them counts would be a guess.
    .other = the formula reads them here
data-decided-unit = “{ $column }” is declared in { $declared }, but the adopted amounts are here in { $found }.
    .help = Adopted amounts are read as they were adopted and never converted. Declare the column in { $found } and convert it in the formula with `in`, or bring the file in { $declared }.
    .other = the unit is declared here
data-file-empty = The file is empty.
    .help = It needs a header line with the names of the columns, and one line for each row.
data-file-missing = There is no file “{ $file }” in “{ $folder }”.
    .help = { $has_near ->
        [yes] Perhaps it is “{ $near }”: rename it to “{ $file }”.
       *[no] Each table of the formula is one file with its name. { $has_there ->
            [yes] The folder has: { $there }.
           *[no] The folder has no CSV file.
        }
    }
    .other = the formula needs this table
data-file-unreadable = “{ $file }” cannot be read: { $reason }.
    .help = Check that the file exists and that you may read it.
data-folder-missing = There is no folder “{ $folder }”.
    .help = Name the folder that holds one CSV file for each table of the formula.
data-header-name-empty = Column { $position } has no name in the header.
    .help = Give the column a name, or remove it.
data-key-twice = The key “{ $key }” appears twice.
    .help = Each row needs a key of its own: correct one of the two, or remove it.
    .other = first seen here
data-more-faults = There { $count ->
        [one] is { $count } further fault
       *[other] are { $count } further faults
    } in this table.
    .help = Correct those that are listed and run again.
data-no-such-row = “{ $value }” is no row of “{ $table }”.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] Correct the value, or add the row to “{ $table }”.
    }
data-not-a-choice = “{ $value }” is none of the words that “{ $column }” may hold.
    .help = Write one of: { $choices }.
data-not-a-date = “{ $value }” is no date.
    .help = Write it as year-month-day, for example 2024-01-31.
data-not-a-number = “{ $value }” is no number; “{ $column }” is a number in { $unit }.
    .help = Write digits with a decimal point. Leave the cell empty where the figure is not known: missing is not zero.
data-not-utf8 = This line is not encoded in UTF-8.
    .help = Save the table again as “CSV UTF-8”, so that letters such as ë, ç and š are kept.
data-not-yes-no = “{ $value }” is neither yes nor no.
    .help = Write `yes` or `no`.
data-number-separator = “{ $value }” has a comma or points that could mean two things.
    .help = Write { $suggestion } with a decimal point, if that is what is meant; thousands are parted by a space or not at all.
data-number-too-long = “{ $value }” has more digits than the 34 that are computed.
    .help = Write the number with 34 digits or fewer.
data-package-unreadable = “{ $file }” is not a data package: { $reason }.
    .help = Correct the file, or remove it: sources of columns and standings are then left out.
data-product-too-large = “{ $table }” would have more rows than the { $most } that a cross table may have.
    .help = Use a table with two references and only the rows that there are.
data-product-too-much-memory = “{ $table }” would have { $rows } rows and take about { $size } MB. The cross tables of a formula may take { $most } MB together; up to this one they come to { $taken } MB.
    .help = Use a table with two references and only the rows that there are, or fewer columns and rules in the cross table.
data-quote-misplaced = There is a quotation mark in the middle of a cell.
    .help = Put the whole cell between quotation marks and double those inside: `"the ""north"""`.
data-quote-open = A quotation mark opens here and is never closed.
    .help = Close it at the end of the cell, or double it if it belongs to the text.
data-separator-unknown = The header is parted by { $has_tab ->
        [yes] tabs
       *[no] `|`
    }.
    .help = Part cells by `,` or `;`: save the table as “CSV UTF-8”.
data-separators-mixed = This line is parted by `{ $found }`, but the header by `{ $expected }`.
    .help = Use `{ $expected }` in every line.
data-side-column-unknown = The table has no column “{ $column }”, of which this file speaks.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] Give this file the same columns as “{ $table }”.
    }
data-side-no-key = This file has no column “{ $key }”, so its lines belong to no row.
    .help = Give it the same key as “{ $table }”.
data-side-row-missing = This file has no line for the row “{ $key }”.
    .help = Add the line; its cells may be empty.
data-side-row-unknown = “{ $key }” is no row of “{ $table }”.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] Correct the key, or remove the line.
    }
data-side-without-key = The table “{ $table }” has no key, so this file cannot speak of its rows.
    .help = Remove the file, or give the table a `key`.
data-source-unreadable = The source of this cell is not written in any known way.
    .help = Write plain text, or `en "…" sq "…" sr "…"` with each language once.
data-status-unknown = “{ $value }” is no standing of a figure.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] Write one of: { $words }.
    }
data-table-missing = No data was given for the table “{ $table }”.
    .help = Put a file `{ $table }.csv` into the folder of data.
data-table-twice = The table “{ $table }” was given twice.
    .help = Keep one of the two; the other is “{ $first }”.
data-use-missing = No run of “{ $formula }” was given, so “{ $result }” has no values.
    .help = Run that formula first; `formula run` does so when its file lies in the same folder.
data-utf16 = The file is encoded in UTF-16.
    .help = Save it again as “CSV UTF-8”.
data-workbook = The file is a workbook, not a CSV file.
    .help = Open it in the spreadsheet and save the sheet as “CSV UTF-8”.
library-cycle = The formulas use each other in a circle: { $path }.
    .help = Move what both need into a formula of its own.
library-missing = There is no formula file “{ $file }”.
    .help = Check the name and the folder.
library-not-utf8 = The formula file “{ $file }” is not encoded in UTF-8.
    .help = Save it again as UTF-8.
library-scenario-base-missing = There is no formula `{ $formula }` beside this scenario.
    .help = { $has_near ->
        [yes] Perhaps `{ $near }` is meant.
       *[no] Put the scenario into the folder of its formula.
    }
library-scenario-over-scenario = A scenario is laid over a formula, not over another scenario: { $path }.
    .help = Write into this scenario what the other one changes.
library-two-files = Two files hold the formula “{ $formula }”: “{ $first }” and “{ $second }”.
    .help = Remove or rename one of them.
library-unreadable = “{ $file }” cannot be read: { $reason }.
    .help = Check that the file exists and that you may read it.
library-unwritable = “{ $file }” cannot be written: { $reason }.
    .help = Check that you may write there and that the disk is not full.

## run

run-aggregate-of-nothing = `{ $text }` has no rows to work on{ $has_row ->
        [yes] {" "}for { $row }
       *[no] {""}
    }: there is no mean, least or greatest of nothing.
    .help = Say what it is without rows, for example `if count(…) = 0 then … else …`.
run-cell-awaited = “{ $column }” of { $row } is missing, and “{ $result }” cannot be worked out without it.
    .help = { $has_without ->
        [yes] Enter the figure, or run again with figures of this standing: { $without }.
       *[no] Enter the figure, or say in the formula what its absence means.
    }
run-cell-excluded = “{ $column }” of { $row } is { $standing }, and this run leaves such figures out.
    .help = Bring a verified figure, or run again with figures of that standing.
run-cell-missing = “{ $column }” of { $row } is empty.
    .help = An official run needs it. Enter the figure, or declare the column `optional` and say what its absence means.
run-check-fails =
    { $has_title ->
        [yes] “{ $title }” does not hold: `{ $check }`.
       *[no] The check `{ $check }` does not hold.
    }{ $has_found ->
        [yes] {" "}Found: { $found }.
       *[no] {""}
    }
    .help =
        { $has_stops ->
            [yes] A run whose check fails cannot be adopted. Look at the amounts on both sides.
           *[no] It keeps nobody from adopting the run. Look at the amounts on both sides.
        }
    .other = the rule that cannot be worked out so
run-check-fails-for =
    { $has_title ->
        [yes] “{ $title }” does not hold for
       *[no] The check `{ $check }` does not hold for
    } { $count ->
        [one] one row
       *[other] { $count } rows
    }{ $has_title ->
        [yes] : `{ $check }`.
       *[no] .
    } Found: { $found }{ $has_more ->
        [yes] {" "}and { $more } more.
       *[no] .
    }
    .help = Look at the figures of these rows.
    .other = the rule that cannot be worked out so
run-check-open =
    { $has_title ->
        [yes] Whether “{ $title }” holds cannot be told: a figure is missing. `{ $check }`
       *[no] Whether the check `{ $check }` holds cannot be told: a figure is missing.
    }{ $has_found ->
        [yes] {" "}Found: { $found }.
       *[no] {""}
    }
    .help = Enter the missing figures.
run-date-out-of-range = `{ $text }` gives a day outside the years 1 to 9999{ $has_row ->
        [yes] {" "}for { $row }
       *[no] {""}
    }.
    .help = Check the date and the number of days, months or years.
run-date-shift-not-whole = A day cannot be shifted by { $value } { $unit }{ $has_row ->
        [yes] {" "}for { $row }
       *[no] {""}
    }: only whole numbers have a meaning.
    .help = Round the number first, for example `round(… to 1 { $unit }, down)`.
run-division-by-zero = `{ $text }` divides by zero{ $has_row ->
        [yes] {" "}for { $row }
       *[no] {""}
    }.
    .help = Say what holds when the divisor is zero: `if … = 0 then … else …`.
    .other = this row
run-fill-negative-limit = The limit of the part “{ $vessel }” is negative ({ $limit }){ $has_row ->
        [yes] {" "}for { $row }
       *[no] {""}
    }.
    .help = A part cannot take less than nothing: write `max({ $text }, 0)`, or correct the figures.
run-gaps-more = { $count } further figures are missing and not listed here.
    .help = Enter those that are listed and run again.
run-not-defined = `{ $text }` is not defined for these numbers{ $has_row ->
        [yes] {" "}({ $row })
       *[no] {""}
    }.
    .help = Logarithms want a number above zero, roots one that is not negative, percentiles and parts in `in top` one from 0 % to 100 %.
    .other = this row
run-not-exactly-one = { $holding } of the conditions hold{ $has_row ->
        [yes] {" "}for { $row }
       *[no] {""}
    }; exactly one must.
    .help = Make the conditions exclude each other and cover every case.
run-number-too-large = `{ $text }` gives a number that is too large{ $has_row ->
        [yes] {" "}for { $row }
       *[no] {""}
    }.
    .help = Check the figures that enter and their units.
    .other = this row
run-outside-scale = The value of `{ $text }` lies outside the scale “{ $name }”{ $has_row ->
        [yes] {" "}for { $row }
       *[no] {""}
    }.
    .help = Add a line that covers it (`above : …`), or for points `flat outside`.
run-param-in-several = Several formulas have the parameter “{ $name }”, and each took this value: { $formulas }.
    .help = For one of them alone write `{ $first }.{ $name }=…`.
run-param-excluded = “{ $name }”{ $member } is { $standing } and left out of this run, and without it “{ $result }” cannot be worked out.
    .help = Give a value for this run, state a source for it in the formula, or run again with values of that standing.
run-param-not-by-category = The parameter “{ $name }” has one value and no members.
    .help = Give it without brackets: `{ $name }=…`.
run-param-not-in-force = The parameter “{ $name }” is not in force on { $day }.
    .help = Its first value holds since { $first }. Choose a later day, or add a value for that day.
run-param-of-which = The parameter “{ $name }” has one value for each member of { $categories }, and it is not said by a known name which is meant.
    .help = Write for example `{ $example }=…`.
run-param-unknown = The formula has no parameter “{ $name }”.
    .help = { $has_near ->
        [yes] Perhaps “{ $near }” is meant.
       *[no] The formula's page lists its parameters.
    }
run-param-unreadable = “{ $value }” cannot be read as the parameter “{ $name }”.
    .help = Give a value of the kind { $type }, with a decimal point: `0.25`, `25%`, `284 680 000`.
run-pool-differs-in-group = The pool of `{ $text }` is not the same for all rows of the group of { $row }.
    .help = A pool `per` group must have one value in each group.
run-result-excluded = “{ $result }” of { $row } is missing when { $without } figures are left out.
    .help = Bring the figure, or run again with figures of that standing.
    .other = the result
run-result-missing = “{ $result }” of { $row } cannot be worked out: a figure that it needs is missing.
    .help = Enter the figure, or say in the formula what its absence means.
    .other = the result
run-round-no-room = No rounded amount of { $row } lies within its bounds.
    .help = Choose a smaller unit of rounding, or round the bounds themselves.
run-round-sum-not-kept = `{ $text }` cannot keep its sum within the bounds: they miss it by { $by }.
    .help = Choose a smaller unit of rounding, or widen the bounds.
run-share-floor-above-cap = The floor of { $row } ({ $floor }) is above its cap ({ $cap }).
    .help = Correct the limits in the formula or the figures from which they come.
run-share-in-rounds = Rounds give { $count ->
        [one] one row
       *[other] { $count } rows
    } another amount than one level for all would, most of all { $row } ({ $most }). In all { $gained } is gained; of the pool { $rest } is left.
    .help = This is what the law orders, if it orders rounds. Without `in rounds` floors, caps and pool are met at once.
run-share-negative-weight = The weight of { $row } is negative ({ $weight }).
    .help = Correct the figure, or give the share a floor that is not negative: `at least 0`.
run-share-over = The caps leave { $by } of the pool without a taker.
    .help = Raise the caps, make the pool smaller, or say `if over, leave the rest`.
run-share-pool-below-zero = The pool of `{ $text }` is below zero ({ $pool }), and nobody can be given less than nothing.
    .help = Look at what the pool is worked out from; where nothing is to be shared then, write `max(…, 0)`.
run-share-rounds-miss = The rounds miss the pool: { $rest } is left.
    .help = A negative rest is paid beyond the pool. Without `in rounds` the share would refuse bounds that cannot be met.
run-share-short = The floors and fixed amounts exceed the pool by { $by }.
    .help = Lower the floors, enlarge the pool, or say `if short, floors in proportion`.
run-share-zero-weight = `{ $text }` has { $pool } to share, but { $rows ->
        [0] there is no row that takes part
        [none-of-group] no row of the group of { $row } takes part
        [1] { $row }, the only row that takes part, has no weight above zero
       *[other] none of the { $rows } rows that take part, the first of which is { $row }, has a weight above zero
    }.
    .help = Check the column that is the weight, and the condition after `where`.
run-solve-never = `{ $text }` never reaches { $target }: it is { $first } at { $from } and { $last } at { $to }.
    .help = Choose other ends, or another target.
run-solve-step = The step `{ $text }` is not above zero.
    .help = A step says how far one value is from the next; which way it goes is told by `from` and `to`.
run-solve-too-many-steps = There are { $steps } steps, and it is not proved that the total rises or falls steadily, so not more than { $limit } are tried.
    .help = Choose larger steps or nearer ends, or write the total so that it is a sum, a product with something of one sign, a minimum, a maximum or a rounding of what is sought.
run-solve-turns = `{ $text }` turns back on its way to the target: from { $before } to { $after } at { $value }.
    .help = `solve` wants a total that only rises or only falls. Choose ends between which it does.
run-use-missing = “{ $result }” of the formula `{ $formula }` is missing for { $row }.
    .help = Look at what that formula waits for.
run-varied-too-much = Too much has to be worked out under other values here.
    .help = Choose larger steps, or let fewer `with` and `solve` rest on each other.

## explain

explain-abs = { $list } without its sign
explain-age = completed years since { $list }
explain-and = and
explain-apply = { $name } of ({ $list })
explain-at-least = at least { $limit }
explain-at-most = at most { $limit }
explain-between = { $what } is between { $low } and { $high }
explain-case = { $value } when { $condition }
explain-case-otherwise = otherwise { $value }
explain-cites = Source in law: { $value }
explain-count = number of rows of { $what }
explain-days-between = days from { $earlier } to { $later }
explain-decided = As adopted: the result { $result } of the formula { $formula }.
explain-decided-year-before = As adopted for the year before: the result { $result } of the formula { $formula }.
explain-deviation = standard deviation of { $what } over { $rows }
explain-dropping = left out at each end: { $count }
explain-earlier = { $shift } before { $day }
explain-every = every row of { $rows }: { $what }
explain-exp = `e` to the power of { $list }
explain-fill-part = what { $vessel } takes of { $amount }, up to { $limit }
explain-fill-part-after = what { $vessel } takes of { $amount } after { $before }, up to { $limit }
explain-fill-rest = what is left of { $amount } after { $before }
explain-fixed-where = fixed at { $value } where { $condition }
explain-from-formula = From the formula { $formula }, its result { $result }.
explain-further-rows = and { $count } more
explain-greatest = greatest { $what } among { $rows }
explain-if = { $yes } if { $condition }, otherwise { $no }
explain-if-over = what the caps leave stays undivided
explain-if-short = all floors in proportion if the pool does not reach for them
explain-in-bottom = { $what } is in the bottom { $amount } of { $rows }
explain-in-rounds = round by round
explain-in-top = { $what } is in the top { $amount } of { $rows }
explain-is-at-cap = { $what } is at its cap
explain-is-at-floor = { $what } is at its floor
explain-is-fixed = { $what } is fixed
explain-is-free = { $what } is held by no limit
explain-is-known = { $what } is known
explain-is-missing = { $what } is missing
explain-keeping-sum = so that the sum is kept
explain-later = { $shift } after { $day }
explain-least = least { $what } among { $rows }
explain-left-out = Left out of this run: { $standing }.
explain-log = natural logarithm of { $list }
explain-max = the greater of { $list }
explain-mean = mean of { $what } over { $rows }
explain-median = median of { $what } over { $rows }
explain-members-from-to = { $category } from { $from } to { $to }
explain-min = the smaller of { $list }
explain-no = no row of { $rows }: { $what }
explain-not = not: { $what }
explain-of = { $what } of { $of }
explain-of-member = { $what } for { $member }
explain-on-day = { $what } on { $day }
explain-one-of = { $what } is one of: { $list }
explain-or = or
explain-otherwise = { $what }, or if it is missing { $other }
explain-per = within the same { $key }
explain-percentile = percentile of { $what } over { $rows }
explain-rank-largest = place by { $what } among { $rows }, the largest first
explain-rank-smallest = place by { $what } among { $rows }, the smallest first
explain-repeated = Its derivation stands above.
explain-rests = { $unverified ->
        [0] All { $inputs } inputs behind this amount are verified or derived from verified ones.
        [one] This amount rests on { $inputs } inputs, of which one is not verified.
       *[other] This amount rests on { $inputs } inputs, of which { $unverified } are not verified.
    }
explain-round = { $what }, rounded to { $to }
explain-round-ceiling = { $what }, rounded to { $to } towards plus infinity
explain-round-down = { $what }, rounded down to { $to }
explain-round-floor = { $what }, rounded to { $to } towards minus infinity
explain-round-half-even = { $what }, rounded to { $to }, a half to the even side
explain-round-keeping-sum = { $what }, rounded to { $to } so that the sum is kept
explain-round-up = { $what }, rounded up to { $to }
explain-rounds-less = By rounds it gets { $by } less than at one level for all.
explain-rounds-more = By rounds it gets { $by } more than at one level for all.
explain-rounds-same = By rounds it gets the same as at one level for all.
explain-scale = { $name } for { $argument }
explain-set-by-scenario =
    { $has_before ->
        [yes] Set by the scenario “{ $scenario }”; before: { $before }.
       *[no] Set by the scenario “{ $scenario }”.
    }
explain-set-here = Set for this question alone.
explain-share = { $pool }, shared in proportion to { $weight }
explain-share-cap = It stands at its cap. The rows that no limit holds get { $level } for each unit of weight.
explain-share-fixed = It was decided singly and comes off the pool before the rest is shared.
explain-share-floor = It stands at its floor. The rows that no limit holds get { $level } for each unit of weight.
explain-share-free = No limit holds it: it gets { $level } for each unit of its weight of { $weight }. At floors: { $floors }, at caps: { $caps }, fixed: { $fixed }.
explain-share-part = Its weight of { $weight } is { $part } % of { $weights }, and so is its part of { $pool }.
explain-solve = the first { $unknown } from { $from } to { $to } in steps of { $step } at which { $total } reaches { $target }
explain-solve-found = Reached at step { $step } of { $steps }, at { $value }: there it is { $total } against { $target }. Difference to the target: { $residual }.
explain-some = some row of { $rows }: { $what }
explain-source = Source: { $value }
explain-sqrt = square root of { $list }
explain-standing = Standing: { $value }
explain-step-limit = Limit
explain-step-rounding = Rounding
explain-step-share-cap = Cut to the cap
explain-step-share-fixed = Decided singly
explain-step-share-floor = Raised to the floor
explain-step-share-free = Fitted to the pool
explain-sum = sum of { $what } over { $rows }
explain-tied = Its remainder equals that of { $rows }{ $has_more ->
        [yes] {" "}and of { $more } more
       *[no] {""}
    }; between them only the key decided.
explain-weighted = weighted by { $weight }
explain-where = where { $condition }
explain-with = { $what } if { $settings }
explain-with-setting = { $name } were { $value }
explain-within-bounds = within its limits
explain-year = year of { $list }
standing-assumed = assumed
standing-derived = derived
standing-estimated = estimated
standing-reported = reported
standing-verified = verified
unit-case = cases
unit-centre = centre
unit-day = days
unit-family = families
unit-hour = h
unit-km2 = km²
unit-m2 = m²
unit-month = month
unit-municipality = municipality
unit-number = number
unit-per-case = case
unit-per-day = day
unit-per-family = family
unit-per-person = person
unit-person = persons
unit-place = place
unit-year = year
value-missing = missing
value-no = no
value-yes = yes
