cannot-write = грешка: резултати се не могу уписати: { $reason }.
check-fine = { $file }: у реду (параметара: { $params }, дефиниција: { $definitions }, резултата: { $results }, провера: { $checks })
compare-column-after = После
compare-column-before = Пре
compare-column-change = Промена
compare-column-values = Шта се променило
compare-made-for = За { $before }, у поређењу са { $after }
compare-method = Сваки део је оно што његов узрок додаје, у просеку за све редоследе којима би се узроци могли мењати; обрачуна: { $runs }.
compare-no-parts = Нема рашчлањења: ред недостаје у једном од обрачуна, или нема износ у неком обрачуну између њих.
compare-nothing = Ништа од онога што се разликује не помера ниједан износ.
docs-written = { $file }: записано као прилог
explain-column-amount = Износ
explain-column-running = Збир до сада
explain-column-step = Корак
explain-more = Цело извођење, до сваког податка: --all
explain-rests-on = Број улазних података на којима почива: { $inputs }, од тога непроверених: { $unverified }.
explain-rule = { $what } (правило)
fmt-differs = { $file }: није у канонском облику
fmt-written = { $file }: уписано у канонском облику
run-identified-by = Обрачун { $hash }
run-made-for = За { $day }
run-name = Назив
run-rests = Сваки износ почива на највише { $inputs } улазних података, од којих највише { $unverified } није проверено.
run-total = Укупно
test-cells-in-line = број ћелија у овом реду је { $cells }, а у заглављу { $columns }
test-column-unknown = формула овде нема „{ $name }“{ $has_near ->
        [yes] ; можда се мисли на „{ $near }“
       *[no] {""}
    }
test-counted = { $file }: прошло { $passed }, није прошло { $failed }, прескочено { $skipped }
test-day-unreadable = „{ $value }“ није датум; напишите га као година-месец-дан
test-differs = { $name }{ $has_row ->
        [yes] , ред { $row }
       *[no] {""}
    }: очекивано { $has_expected ->
        [yes] { $expected }
       *[no] —
    }, добијено { $found }
test-does-not-run = { $place }: „{ $title }“ се не може обрачунати:
test-expects-above-cases = оно што се очекује стоји изнад првог наслова `##`; ставите га у случај
test-expects-nothing = овај случај не очекује ништа; додајте `### out` са табелом, или `### refused: ID`
test-file-unreadable = { $file } се не може прочитати: { $reason }
test-in-without-table = реците која табела улази: `### in: TABLE`
test-key-missing = у заглављу ове табеле недостаје кључ табеле „{ $table }“
test-not-a-number = „{ $value }“ није број, а „{ $column }“ јесте
test-not-refused = очекивало се одбијање са { $expected }, а обрачун је прошао
test-refused-otherwise = очекивало се одбијање са { $expected }, а одбијено је са { $found }
test-refused-without-id = реците са којом се грешком одбија: `### refused: ID`
test-row-unknown = нема реда „{ $key }“
test-setting-unknown = „{ $line }“ није разумљиво; напишите `formula FILE`, `day DATE`, `data FOLDER`, `without STANDING`, `skip REASON` или `NAME = VALUE`
test-skipped = { $place }: прескочено „{ $title }“: { $reason }
test-standing-unknown = „{ $value }“ није статус; напишите једну од речи: { $words }
test-table-missing = иза овог наслова мора следити табела
test-table-unknown = нема табеле „{ $name }“{ $has_near ->
        [yes] ; можда се мисли на „{ $near }“
       *[no] {""}
    }
test-total = прошло { $passed }, није прошло { $failed }, прескочено { $skipped }
test-two-formulas = у једном случају су две формуле; случај се односи на једну формулу
test-unit-differs = „{ $name }“ је у јединици { $unit }, а заглавље каже { $written }
test-without-formula = није наведена формула; додајте блок `formula-test` са редом `formula FILE`
usage-csv-one-table = ови резултати припадају различитим табелама, а CSV датотека садржи једну. Изаберите помоћу --result: { $has }
usage-no-tests = нема ниједног теста у { $path }
usage-nothing-to-compare = нема са чиме да се упореди. Реците шта се разликује у другом обрачуну: --with FILE, --with-data DIR, --with-param NAME=VALUE или --with-as-of DATE
usage-param-twice = параметар „{ $name }“ је наведен два пута
usage-path-unknown = нема датотеке ни фасцикле { $path }
usage-result-unknown = нема „{ $name }“{ $has_near ->
        [yes] ; можда се мисли на „{ $near }“
       *[no] . Постоје: { $has }
    }
usage-row-unknown = нема реда „{ $name }“{ $has_near ->
        [yes] ; можда се мисли на „{ $near }“
       *[no] . Ред се наводи кључем или називом
    }
usage-row-wanted = „{ $name }“ има по једну вредност за сваки ред; реците који помоћу --row KEY
