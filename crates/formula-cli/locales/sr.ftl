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
explain-derivation = Извођење
explain-more = Цело извођење, до сваког податка: --all
explain-rests-on = Број улазних података на којима почива: { $inputs }, од тога непроверених: { $unverified }.
explain-rule = { $what } (правило)
explain-runs = Одређено отиском
export-needs-data = { $name } улази у скрипт као вредности, јер SQL не може да га тражи. Наведите податке: --data DIR
export-no-form = { $name } нема облик у SQL-у
export-not-in-force = { $name } нема вредност тог дана. Изаберите други: --as-of DATE
fmt-differs = { $file }: није у канонском облику
fmt-written = { $file }: уписано у канонском облику
run-identified-by = Обрачун { $hash }
run-made-for = За { $day }
run-name = Назив
run-rests = Сваки износ почива на највише { $inputs } улазних података, од којих највише { $unverified } није проверено.
run-total = Укупно
test-counted = { $file }: прошло { $passed }, није прошло { $failed }, прескочено { $skipped }
test-does-not-run = { $place }: „{ $title }“ се не може обрачунати:
test-file-unreadable = { $file } се не може прочитати: { $reason }
test-skipped = { $place }: прескочено „{ $title }“: { $reason }
test-total = прошло { $passed }, није прошло { $failed }, прескочено { $skipped }
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
