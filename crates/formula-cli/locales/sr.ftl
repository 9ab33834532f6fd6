cannot-write = грешка: резултати се не могу уписати: { $reason }.
check-fine = { $file }: у реду (параметара: { $params }, дефиниција: { $definitions }, резултата: { $results }, провера: { $checks })
compare-column-after = После
compare-column-before = Пре
compare-column-change = Промена
compare-column-values = Шта се променило
compare-made-for = За { $before }, у поређењу са { $after }
compare-method = Сваки део је оно што његов узрок додаје, у просеку за све редоследе којима би се узроци могли мењати; обрачуна: { $runs }.
compare-no-parts = Нема рашчлањења: ред недостаје у једном од обрачуна, или нема износ у неком обрачуну између њих.
compare-no-total = Без укупног: вредности ове врсте не сабирају се по редовима.
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
export-needs-data = { $name } улази у скрипт као вредности, јер SQL не може да га изведе. Наведите податке: --data DIR
export-no-form = { $name } нема облик у SQL-у
export-not-in-force = { $name } нема вредност тог дана. Изаберите други: --as-of DATE
fit-column-after = Нађено
fit-column-before = Како јесте
fit-column-short = Мањак
fit-column-weight = Пондер
fit-limits = границе за „{ $name }“ искључују једна другу или садашњу вредност
fit-no-param = параметар „{ $name }“ овде не садржи број
fit-no-run = формула одбија ове податке
fit-no-solution = ниједан пондер унутар ових граница не чува збир
fit-shortfall = Мањак свих редова: { $before } како јесте, { $after } са нађеним пондерима.
fit-weight-unreadable = „{ $value }“ није пондер; напишите PARAM=LOW..HIGH, на пример PART=10%..60%
fmt-differs = { $file }: није у канонском облику
fmt-written = { $file }: уписано у канонском облику
question-no-result = за ово је потребан резултат са једним бројем по реду
question-not-a-number = „{ $value }“ није број
question-param-unknown = нема параметра „{ $name }“ који садржи број; постоје: { $has }
question-simulated = Симулирани подаци, а не званични резултат.
run-awaits = Износи којима недостају подаци: { $count }, први „{ $first }“. Чекају на: { $cells }.
run-given = Задато само за овај обрачун, не како важи: { $list }
run-identified-by = Обрачун { $hash }
run-left-out = Изостављено из овог обрачуна због статуса: { $list }
run-left-out-one = { $title } ({ $standing })
run-made-for = За { $day }
run-made-for-known = За { $day }, на подацима познатим до { $known }
run-name = Назив
run-rests = Сваки износ почива на највише { $inputs } улазних података, од којих највише { $unverified } није проверено.
run-scenario = Сценарио „{ $scenario }“: питање постављено преко формуле, никада службено.
run-total = Укупно
run-undelivered = Није достављено, па недостаје у сваком реду: { $columns }
seek-before = Код { $value } још не.
seek-found = { $param }: услов важи почев од { $value }.
seek-no-step = корак мора бити већи од нуле
seek-not-steady = Није постојано: услов се мења и код других вредности које су испробане.
seek-nothing-between = последња вредност је испред прве
seek-nowhere = { $param }: услов не важи ни код једне испробане вредности од { $from } до { $to }.
seek-too-many-steps = корака има више него што се може избројати
seek-tried = Начињено званичних обрачуна: { $tried }.
test-counted = { $file }: прошло { $passed }, није прошло { $failed }, прескочено { $skipped }
test-does-not-run = { $place }: „{ $title }“ се не може обрачунати:
test-file-unreadable = { $file } се не може прочитати: { $reason }
test-skipped = { $place }: прескочено „{ $title }“: { $reason }
test-total = прошло { $passed }, није прошло { $failed }, прескочено { $skipped }
uncertainty-all-refused = формула одбија свако извлачење; параметрима који заједно чине целину потребно је --keep-sum
uncertainty-column-high = 95 % испод
uncertainty-column-low = 5 % испод
uncertainty-column-middle = Средина
uncertainty-column-value = Како јесте
uncertainty-drawn = Извучено је { $inputs } улазних података, { $draws } извлачења; девет десетина извлачења лежи између спољних колона.
uncertainty-of-nothing = наведите шта је неизвесно помоћу --within STANDING=PART или --vary PARAM=PART
uncertainty-refused = Извлачења која је формула одбила: { $refused }.
usage-csv-one-table = ови резултати припадају различитим табелама, а CSV датотека садржи једну. Изаберите помоћу --result: { $has }
usage-line-conflict = { $what } се не може дати заједно са осталим.
usage-line-help = Више о свакој наредби: --help
usage-line-missing = Недостаје ово: { $what }.
usage-line-other = Ова командна линија није разумљива.
usage-line-unknown = „{ $what }“ овде није познато{ $has_near ->
        [yes] ; можда „{ $near }“
       *[no] {""}
    }.
usage-line-value = „{ $value }“ се не може дати за { $what }{ $has_has ->
        [yes] ; могуће је: { $has }
       *[no] {""}
    }.
usage-line-without-value = { $what } тражи вредност.
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
xray-cliffs = Литице: мала разлика податка чини велику разлику износа
xray-column-at = Код
xray-column-figure = Податак
xray-column-gain = Редова који добијају
xray-column-jump = Скок
xray-column-largest = Највеће
xray-column-lose = Редова који губе
xray-column-median = Медијана
xray-column-part = Део расипања
xray-column-row = Ред
xray-drivers = Шта чини износе различитим: део варијансе који нестаје када сви редови имају просек
xray-idle = Шта на овим подацима не помера ниједан резултат
xray-more = И још { $more }.
xray-no-cliffs = Нема литица: мале разлике податка чине мале разлике износа.
xray-nothing-idle = Свако правило и сваки параметар помера неки резултат.
xray-rewards = Шта самом реду доноси податак пријављен за један одсто виши
