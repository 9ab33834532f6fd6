severity-error = грешка
severity-warning = упозорење
place-line = ред { $value }
place-row = јединица { $value }
place-column = колона { $value }

## syntax

syntax-clause-outside = `{ $clause }` стоји иза заграда, а место му је у заградама збира или сличног.
    .help = Напишите на пример `sum(x { $clause } …)`.
syntax-here = { $ended ->
        [1] Овде више ништа не следи
       *[other] Овде стоји `{ $found }`
    }
syntax-above-edge = `above` нема границу: то је све што преостаје изнад осталих редова.
    .help = Напишите `above : …`.
syntax-aggregate-arguments = `{ $name }` узима једну вредност; зарез овде нема значење.
    .help = Више вредности саберите помоћу `+` или наведите редове: `{ $name }(… over ТАБЕЛА where …)`.
syntax-aggregate-empty = `{ $name }` нема над чим да рачуна.
    .help = У загради наведите на шта се мисли, на пример `{ $name }(population)` или `count(its person)`.
syntax-because = Испред разлога не стоји `because`.
    .help = Напишите `{ $suggestion }`.
syntax-block-empty = После `{ $words }` не следи ниједан ред.
    .help = Његове редове напишите испод, увучене дубље од овог и све у истој колони.
syntax-block-same-line = После `{ $words }` ред се завршава; случајеви се пишу у редовима испод.
    .help = Овде започните нов, дубље увучен ред, и по један за сваки даљи случај.
syntax-bracket-unclosed = Недостаје заграда `{ $bracket }`.
    .help = Напишите `{ $bracket }` тамо где се унутрашњи део завршава; редови који га настављају увучени су дубље од првог.
    .other = отворена овде
syntax-bracket-unopened = Заграда `{ $found }` ништа не затвара.
    .help = Обришите је или напишите отворену заграду тамо где унутрашњи део почиње.
syntax-case-after-otherwise = Овај случај долази после `otherwise` и никада се не може достићи.
    .help = Преместите га изнад реда са `otherwise`, који је увек последњи.
    .other = последњи случај
syntax-case-without-when = { syntax-here }, а случај тражи `when УСЛОВ` или `otherwise`.
    .help = Сваки случај напишите као `ВРЕДНОСТ when УСЛОВ`, а последњи као `ВРЕДНОСТ otherwise`.
syntax-category-cells = Овај ред има вредности: { $found }, а категорија има колона: { $expected }.
    .help = Напишите по једну вредност за сваку колону, раздвојене знаком `|`; колоне се наводе као `ИМЕ : ЈЕДИНИЦА` изнад редова.
syntax-character = Знак `{ $found }` у формули нема значење.
    .help = Обришите га; текст се пише под наводницима (`"…"`), а напомене после `#`.
syntax-clause-twice = `{ $clause }` је наведено двапут.
    .help = Оставите само једно од та два.
    .other = наведено први пут овде
syntax-column-type = { syntax-here }, а колони „{ $name }“ потребна је врста.
    .help = Напишите `{ $name } : ЈЕДИНИЦА` (на пример `EUR`, `person`, `%`, `text`, `date`) или `{ $name } -> ТАБЕЛА` за упућивање.
syntax-comparison-chain = Поређења се не могу низати; друго почиње са `{ $found }`.
    .help = Напишите `x between a and b` или два поређења повежите помоћу `and`.
syntax-date-form = `{ $found }` није начин на који се овде пише датум.
    .help = Напишите година-месец-дан: `{ $suggestion }`.
syntax-date-invalid = `{ $found }` није дан у календару.
    .help = Напишите постојећи дан као година-месец-дан, на пример `2025-01-31`.
syntax-division-spaces = Дељење има размак са обе стране; без размака `/` припада јединици.
    .help = Напишите `{ $suggestion }`.
syntax-each-in-each = Одељак `each` не може стајати у другом таквом одељку.
    .help = Преместите га у колону 1; до редова друге табеле долази се упућивањем или агрегацијом.
syntax-expected-date = { syntax-here }, а очекује се датум.
    .help = Напишите га као година-месец-дан, на пример `since 2024-01-01`.
syntax-expected-edge = { syntax-here }, а очекује се граница.
    .help = Ред почните са `up to x :`, `below x :` или `above :`.
syntax-expected-item = { syntax-here }, а очекује се ставка.
    .help = Ред почните једном од речи: `table`, `category`, `param`, `bands`, `slices`, `points`, `function`, `let`, `result`, `check`, `warn`, `each`, `use`; или га увуците да би наставио ред изнад.
syntax-expected-name = { syntax-here }, а очекује се име.
    .help = Име се састоји од слова, цифара и `_` и почиње словом, на пример `population`.
syntax-expected-point = { syntax-here }, а очекује се тачка.
    .help = Ред почните са `at x :`, на пример `at 5 000 : 1.2`.
syntax-expected-symbol = { syntax-here }, а очекује се `{ $symbol }`.
    .help = Овде напишите `{ $symbol }`.
syntax-expected-text = { syntax-here }, а очекује се текст.
    .help = Напишите га под наводницима: `"…"`.
syntax-expected-type = { syntax-here }, а очекује се врста.
    .help = Напишите јединицу (`EUR/person`, `%`, `number`), `text`, `date`, `bool` или речи раздвојене знаком `|`.
syntax-expected-unit = { syntax-here }, а очекује се јединица.
    .help = Напишите на пример `EUR`, `EUR/person/month`, `%` или `number`, без размака унутра.
syntax-expected-unit-power = { syntax-here }, а очекује се цео степен од 1 до 9.
    .help = Напишите на пример `m^2`.
syntax-expected-value = { syntax-here }, а очекује се вредност.
    .help = Напишите број, име или израз у загради.
syntax-expected-word = { syntax-here }, а очекује се `{ $word }`.
    .help = Овде напишите `{ $word }`.
syntax-file-too-large = Датотека има { $size } KiB; највећа која се чита има 1024 KiB.
    .help = Податке држите у табелама (CSV), а не у формули.
syntax-fill-up-to = { syntax-here }, а сваки део `fill` пише се `ИМЕ up to ГРАНИЦА`.
    .help = Напишите на пример `fill rise: basic up to a, then special up to b`.
syntax-fixed-where = { syntax-here }, а мора се рећи за које редове је износ утврђен.
    .help = Напишите `fixed ВРЕДНОСТ where УСЛОВ`, на пример `fixed determined where determined is known`.
syntax-header-missing = Датотека не почиње својим именом.
    .help = У први ред напишите `formula ИМЕ` (или `scenario ИМЕ over ФОРМУЛА`).
syntax-header-not-first = Име датотеке стоји испод других ставки.
    .help = Преместите овај ред на почетак датотеке.
syntax-header-twice = Датотека већ има име; `{ $word }` се пише једном, у првом реду.
    .help = Обришите овај ред или оно што следи ставите у посебну датотеку.
    .other = име
syntax-hidden-character = Невидљиви знак ({ $character }) чини да овај текст изгледа другачије него што јесте.
    .help = Обришите текст и поново га откуцајте.
syntax-if-brackets = `if` нема списак у заградама.
    .help = Напишите `if УСЛОВ then x else y`.
syntax-if-without-else = `if` нема `else`; не би имало вредност када услов није испуњен.
    .help = Напишите `if УСЛОВ then ВРЕДНОСТ else ВРЕДНОСТ`.
    .other = ово `if`
syntax-in-what = { syntax-here }, а после `in` очекује се јединица, листа или ранг.
    .help = Напишите `x in EUR/year`, `x in (a, b)` или `x in top 20%`.
syntax-is-at-its = { syntax-here }, а после `is at its` може стајати само `floor` или `cap`.
    .help = Напишите `is at its floor`, `is at its cap`, `is fixed` или `is free`.
syntax-is-what = { syntax-here }, а `is` пита за стање.
    .help = Напишите `is known`, `is missing`, `is at its floor`, `is at its cap`, `is fixed` или `is free`; две вредности се пореде помоћу `=`.
syntax-item-indented = `{ $found }` започиње ставку, али је њен ред увучен и тиме наставља ред изнад.
    .help = Преместите ред у колону { $column }.
syntax-let-missing = Није речено шта је „{ $found }“: дефиниција почиње са `let` или `result`.
    .help = Напишите `{ $suggestion }`.
syntax-line-column = Овај ред почиње у колони { $found }, а редови поред њега у колони { $expected }.
    .help = Преместите га у колону { $expected }; оно што наставља ред увучено је дубље од њега.
syntax-mixed-scripts = Име „{ $name }“ меша латинична и ћирилична слова, која изгледају исто.
    .help = Откуцајте име поново једним писмом.
syntax-name-hyphen = Име нема цртицу; `-` одузима.
    .help = Напишите `{ $suggestion }`.
syntax-not-in-chapter = `{ $word }` не може стајати у одељку `each`.
    .help = Преместите га у колону 1, изнад одељка; одељак садржи `let`, `result`, `check` и `warn`.
syntax-not-in-scenario = `{ $word }` не може стајати у сценарију, који мења формулу и не дефинише ништа ново.
    .help = Напишите `set ПАРАМЕТАР = …`, `set ТАБЕЛА.КОЛОНА = …` или `replace let ИМЕ = …`.
syntax-not-position = `not` стоји испред услова, а не усред њега.
    .help = Напишите на пример `not x in (a, b)`; за празну вредност напишите `x is missing`.
syntax-note-misplaced = Наслов, навод извора или статус вредности не може стајати овде.
    .help = Напишите га на крају целе ставке или у реду са `since`.
syntax-number-comma = `{ $found }` има зарез; хиљаде се одвајају једним размаком.
    .help = Напишите `{ $suggestion }`. Бројеви у листи имају размак после зареза.
syntax-number-decimal-comma = `{ $found }` има децимални зарез; децимале се пишу после тачке.
    .help = Напишите `{ $suggestion }`. Бројеви у листи имају размак после зареза.
syntax-number-grouping = Цифре у `{ $found }` нису у групама по три иза једног размака.
    .help = Ако је то један број, напишите `{ $suggestion }`. Више бројева раздваја се знаком `,` у листама и знаком `|` у табелама.
syntax-number-letters = У `{ $found }` слова су прилепљена уз број.
    .help = Напишите `{ $suggestion }`. Јединица стоји иза једног размака; име почиње словом.
syntax-number-list = `{ $found }` може бити један број или више њих.
    .help = За листу напишите `{ $suggestion }`; број нема зарез.
syntax-number-point = Децимална тачка има цифру са обе стране.
    .help = Напишите `{ $suggestion }`.
syntax-number-points = `{ $found }` има више тачака.
    .help = Број има једну децималну тачку, листа има зарезе (`{ $suggestion }`), датум се пише `2025-01-31`.
syntax-only-in-scenario = `{ $word }` може стајати само у сценарију.
    .help = Ставите га у датотеку која почиње са `scenario ИМЕ over ФОРМУЛА`.
syntax-operator-instead = `{ $found }` припада другим језицима.
    .help = Напишите `{ $suggestion }`.
syntax-operator-missing = Испред `{ $found }` недостаје нешто што га повезује са оним испред њега.
    .help = Између та два напишите оператор (`+`, `*`, `and` …), у листи зарез, или започните нов ред за нову ставку.
syntax-outside-points = `{ $found } outside` припада ставци `points`; `bands` и `slices` покривају сваку вредност од 0 навише.
    .help = Обришите га и напишите `above : …` за оно што је изнад последње границе.
syntax-param-undated = Параметар нема вредност са датумом од којег важи.
    .help = Напишите на пример `since 2024-01-01 = 10 cites "чл. 24"`.
syntax-param-value = { syntax-here }, а после датума очекује се вредност.
    .help = Напишите `since ДАТУМ = ВРЕДНОСТ`, а за параметар по категорији испод по један ред `ЧЛАН : ВРЕДНОСТ` за сваког члана.
syntax-percentile-which = { syntax-here }, а није речено на који се перцентил мисли.
    .help = Напишите на пример `percentile(wage, 25%)`.
syntax-product-of-one = { syntax-here }, а табели са `for each` потребне су две или више табела.
    .help = Напишите `table ИМЕ for each A and B`; колоне једне табеле припадају тој табели.
syntax-quotes = Ово нису наводници који се користе у формули.
    .help = Напишите `{ $suggestion }`.
syntax-rank-order = { syntax-here }, а није речено да ли је прва највећа или најмања вредност.
    .help = Напишите `rank(x, largest first)` или `rank(x, smallest first)`.
syntax-reserved-word = `{ $word }` је реч језика и не може бити име.
    .help = Изаберите дуже име, на пример `{ $word }_value`.
syntax-round-comma = { syntax-here }, а начин заокруживања стоји иза зареза.
    .help = Напишите на пример `round(x to 0.5 FTE, up)`.
syntax-round-mode = { syntax-here }, а очекује се начин заокруживања или додатна одредница.
    .help = Напишите `half even`, `up`, `down`, `floor`, `ceiling`, `keeping sum`, `ties by …` или `within bounds`; без ичега, половина се заокружује даље од нуле.
syntax-round-to = { syntax-here }, а није речено на шта се заокружује.
    .help = Напишите на пример `round(x to 0.01 EUR)` или `round(x to 1 person, up)`.
syntax-rows-twice = Редови су већ наведени; овде може стајати само једно од `over`, `its` и `per`.
    .help = Оставите једно, а редове сузите помоћу `where`.
    .other = наведени први пут овде
syntax-set-where = { syntax-here }, а вредност долази пре услова.
    .help = Напишите `set ТАБЕЛА.КОЛОНА = ВРЕДНОСТ where УСЛОВ`.
syntax-share-by = { syntax-here }, а није речено сразмерно чему се износ расподељује.
    .help = Напишите `share МАСА by ПОНДЕР`, на пример `share pool by population`.
syntax-share-if = { syntax-here }, а после `if` расподела познаје само `short` и `over`.
    .help = Напишите `if short, floors in proportion` или `if over, leave the rest`.
syntax-tabs-and-spaces = Неки редови су увучени табулаторима, а други размацима, па се њихове колоне не могу поредити.
    .help = Увлачите само размацима.
syntax-text-escape = `{ $found }` нема значење у тексту.
    .help = Напишите `\"` за наводник, `\\` за обрнуту косу црту и `\n` за нов ред.
syntax-text-unclosed = Текст у свом реду нема завршни наводник.
    .help = Напишите `"` тамо где се текст завршава; нов ред унутар текста пише се `\n`.
syntax-title-language = Није речено на ком је познатом језику текст.
    .help = Напишите `en "…" sq "…" sr "…"`, српски ћирилицом.
syntax-too-deep = Овде је превише заграда или чланова једних у другима.
    .help = Поделите правило на више дефиниција помоћу `let`.
syntax-too-many = Још налаза који се не приказују: { $count }.
    .help = Исправите прве и проверите поново.
syntax-unexpected = `{ $found }` се овде не очекује.
    .help = Оно испред њега је потпуно. Обришите `{ $found }` или започните нов ред за нову ставку.
syntax-unit-spaces = Јединица нема размака унутра.
    .help = Напишите `{ $suggestion }`.
syntax-values-with-clause = `{ $name }` са више вредности пореди њих и не пролази кроз редове.
    .help = Напишите или `{ $name }(a, b)` или `{ $name }(a over ТАБЕЛА)`.
syntax-word-unknown = `{ $found }` овде није реч језика.
    .help = Можда се мисли на `{ $suggestion }`.

## check

check-aggregate-no-table = Ниједна табела нема „{ $name }“, па нема редова преко којих би се рачунало.
    .help = Наведите табелу на чије се редове мисли: `sum(… over TABLE)`.
check-aggregate-of-what = Није речено шта се сажима.
    .help = Упишите вредност у заграде, на пример `sum(population)`.
check-aggregate-which-table = Више табела има ова имена: { $tables }.
    .help = Реците на чије се редове мисли, на пример `over { $first }`.
check-always-holds = `{ $text }` упоређује вредност са самом собом, па увек важи.
    .help = У заградама збира и сличног свако име је из редова кроз које се пролази. За редове са `{ $name }` овог реда напишите `per { $name }`; за оне који упућују на овај ред, `its ТАБЕЛА`.
check-always-known = „{ $name }“ увек има вредност, па овде нема шта да се одлучи.
    .help = Изоставите `otherwise` или `is known`, или означите колону као `optional`.
check-argument-count = Број вредности које тражи „{ $name }“ је { $wanted }, а наведено их је { $found }.
    .help = Вредности се одвајају запетом: `{ $name }(a, b)`.
check-bare-number-beside-money = „{ $text }“ нема јединицу, а стоји уз { $left }.
    .help = Упишите јединицу иза броја, на пример `{ $text } { $left }`.
    .other = ово је у јединици { $left }
check-condition-wanted = Овде се очекује услов, а ово је { $type }.
    .help = Упоредите вредност са нечим, на пример `x > 0`.
check-count-of-what = „{ $text }“ није ни табела ни услов, па се не може бројати.
    .help = Напишите `count({ $table })` или `count({ $table } where …)`.
check-cycle = „{ $name }“ зависи од самог себе: { $path }.
    .help = Дајте једном од њих вредност којој остали нису потребни.
    .other = круг се затвара овде
check-date-shift = Дан се помера за дане, месеце или године, а ово је { $type }.
    .help = Напишите на пример `+ 6 month`, `- 1 year` или `+ 10 day`; дани између два датума су `каснији - ранији`.
    .other = дан
check-date-twice = „{ $name }“ има две вредности од { $date }.
    .help = Задржите једну од њих или исправите датум друге.
    .other = прва вредност од тог дана
check-date-wanted = Овде се очекује датум{ $has_type ->
        [yes] , а ово је { $type }
       *[no] {""}
    }.
    .help = Напишите датум као година-месец-дан, на пример `2024-01-01`, или наведите колону са датумима.
check-dropping-how-many = Није речено целим бројем колико се вредности изоставља на сваком крају.
    .help = Напишите на пример `dropping 1 at each end`; то је један број за све редове.
check-dropping-of-what = `dropping` изоставља најмање и највеће бројеве, а овде се не сажимају бројеви.
    .help = Употребите га у збиру, просеку, медијани или слично над бројевима.
check-family-of-which = „{ $name }“ има по једну колону за сваког члана категорије „{ $category }“.
    .help = Реците коју: `{ $name }[MEMBER]`, или узмите све: `sum({ $name }[g] over { $category } g)`.
check-family-too-large = Породица колона са чланова: { $members } чини табелу прешироком; она може имати колона: { $most }.
    .help = Држите ове податке у посебној табели, са референцом на члана.
check-field-unknown = Табела „{ $table }“ нема „{ $name }“.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }“.
       *[no] Додајте колону у табелу или наведите неку коју табела има.
    }
    .other = табела
check-fill-alone = `fill` даје више вредности одједном, па мора бити цело правило једног `let`.
    .help = Напишите `let paid = fill …` и користите његове делове: `paid.basic`, `paid.rest`.
check-fill-name = „{ $name }“ већ именује један део овог `fill`; `rest` је увек оно што остаје.
    .help = Дајте овом делу сопствено име.
    .other = први део тог имена
check-fill-part-unknown = „{ $name }“ нема део „{ $part }“.
    .help = Његови делови су: { $parts }.
    .other = расподела по реду
check-fill-part-wanted = „{ $name }“ има више делова; није речено на који се мисли.
    .help = Наведите један од њих, на пример `{ $part }`.
check-fill-result = „{ $name }“ има више делова, па не може бити један резултат.
    .help = Напишите `let { $name } = fill …` и по један `result` за сваки део који излази из формуле.
check-first-of-empty = `first of` нема ниједан ред.
    .help = Напишите бар један ред: `VALUE when CONDITION`.
check-first-of-open = Није сигурно да је неки услов овог `first of` испуњен, па оно може остати без вредности.
    .help = Завршите га редом `ВРЕДНОСТ otherwise`, или напишите `exactly one of` тамо где је увек испуњен један од услова.
check-found-for = { $row }: { $sides }
check-function-cycle = Функција „{ $name }“ позива саму себе: { $path }.
    .help = Функција не може бити рекурзивна. Напишите правило без позива који затвара круг.
check-function-foreign = `{ $name }` није функција овог језика.
    .help = Овде се пише овако: { $written }.
check-function-reads = Функција не може да чита `{ $text }`: она рачуна само са својим аргументима, параметрима, скалама и другим функцијама.
    .help = Нека то буде аргумент, чија се вредност даје тамо где се функција позива.
check-function-too-large = Са овим позивом функције „{ $name }“ правило прелази { $limit } облика, или сви позиви у датотеци сто пута толико.
    .help = Дајте међувредности име помоћу `let` уместо да дуг израз пролази кроз више функција.
check-function-unknown = Нема функције ни скале „{ $name }“.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }“.
       *[no] Функције су min, max, abs, log, exp, sqrt, age и year.
    }
check-function-without-arguments = Функцији „{ $name }“ потребни су аргументи.
    .help = Напишите `{ $name }(…)`.
check-index-count = Број вредности у заградама које тражи „{ $name }“ је { $wanted }, а наведено их је { $found }.
    .help = Наведите по једну за сваку табелу по којој иде, одвојене запетом.
check-index-type = „{ $text }“ је { $type } и не именује ниједан ред табеле „{ $table }“.
    .help = Напишите име члана или референцу на „{ $table }“.
    .other = табела на чије се редове мисли
check-its-no-reference = Ниједна колона табеле „{ $table }“ не упућује на „{ $here }“.
    .help = Додајте у табелу референцу: `-> { $here }`.
    .other = табела
check-its-outside-each = `its { $table }` има значење само за један ред.
    .help = Преместите га испод `each TABLE`, или за све редове напишите `over { $table }`.
check-its-which-reference = „{ $table }“ упућује на „{ $here }“ преко више колона: { $references }.
    .help = Реците преко које: `its { $table } by COLUMN`.
    .other = табела
check-keeping-sum-of-one = `keeping sum` заокружује редове табеле заједно, а ово је једна вредност.
    .help = Изоставите `keeping sum`, или преместите дефиницију испод `each TABLE`.
check-key-missing = Табела „{ $table }“ нема кључ, па њени редови немају имена.
    .help = { $has_near ->
        [yes] Означите колону која именује ред: `key { $near } : text`.
       *[no] Додајте колону која сваки ред именује једном: `key code : text`.
    }
check-key-twice = Табела „{ $table }“ има два кључа.
    .help = Означите једну колону као `key`; друга је обична колона.
    .other = први кључ
check-member-count = Број чланова у овом реду је { $found }, а број категорија по којима параметар иде је { $wanted }.
    .help = Напишите по једног члана сваке категорије, одвојене запетом.
check-member-twice = „{ $member }“ има две вредности од истог дана.
    .help = Задржите једну од њих.
    .other = прва вредност
check-member-unknown = „{ $name }“ није члан категорије „{ $category }“.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }“.
       *[no] Чланови су: { $members }.
    }
    .other = категорија
check-member-which-category = „{ $name }“ је члан више категорија: { $categories }.
    .help = Употребите га тамо где се очекује једна од њих, на пример уз колону која на њу упућује.
check-member-without-value = „{ $name }“ од овог дана нема вредност за неке чланове ({ $count }): { $members }{ $more ->
        [yes] {" "}…
       *[no] {""}
    }.
    .help = Напишите ред `MEMBER : VALUE` за сваког.
check-name-of-other-table = „{ $name }“ припада редовима табеле „{ $table }“.
    .help = Сажмите га, на пример `sum({ $name } over { $table })`, или пратите референцу: `{ $table }.{ $name }`.
    .other = дефинисано овде
check-name-twice = „{ $name }“ је дефинисано два пута.
    .help = Дајте једном од њих друго име.
    .other = први пут дефинисано овде
check-name-unknown = „{ $name }“ није дефинисано.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }“.
       *[no] Додајте га као колону, параметар или `let`, или исправите име.
    }
check-never-holds = `{ $text }` упоређује вредност са самом собом, па никад не важи.
    .help = У заградама збира и сличног свако име је из редова кроз које се пролази. Вредност овог реда израчунајте у засебној дефиницији, или пролазите кроз друге редове: `its ТАБЕЛА`, `per { $name }`.
check-no-order = Вредности врсте { $type } немају редослед.
    .help = Поредите их само помоћу `=` или `<>`.
check-not-a-category = „{ $table }“ је табела података, а овде је потребна категорија.
    .help = Наведите њене редове у формули: `category { $table } = a, b, c`.
    .other = табела
check-not-a-param = „{ $name }“ није параметар; само параметар има вредност на други дан.
    .help = Ставите `at` непосредно иза имена параметра.
check-not-a-reference = „{ $name }“ је { $type }, па нема „{ $field }“.
    .help = Тачка прати референцу на ред друге табеле: `-> TABLE`.
check-not-a-share = „{ $name }“ није расподела (`share`), па нема ни доњи праг ни горњу границу.
    .help = Наведите дефиницију која се састоји само од `share`.
check-not-constant = Овде се очекује утврђена вредност, којој подаци нису потребни.
    .help = Напишите број, датум, текст или рачун са бројевима.
check-not-in-fold = `{ $what }` гледа све редове заједно и не може стајати у сажимању по члановима.
    .help = Дајте му засебан `let` и употребите га овде.
check-not-indexed = „{ $name }“ је једна вредност, па се у заградама нема шта изабрати.
    .help = Заграде стоје иза породице колона (`NAME by CATEGORY : UNIT`), параметра по категорији или укрштене табеле.
check-not-understood = `{ $what }` се не може употребити на овом месту.
    .help = Напишите правило помоћу табела, параметара, израза за ред, сажимања, расподела и заокруживања.
check-number-too-long = „{ $text }“ има више од 34 цифре са којима се рачуна.
    .help = Напишите број са највише 34 цифре.
check-number-wanted = Овде се очекује број, а ово је { $type }.
    .help = Наведите колону, параметар или дефиницију која садржи број.
check-number-word = „{ $name }“ није дефинисано; бројеви се пишу цифрама.
    .help = Напишите `{ $digits }`.
check-optional-defined = „{ $name }“ може да недостаје, а није речено шта тада важи.
    .help = Напишите шта значи кад вредност недостаје: `{ $name } otherwise 0`, или `if … is known then … else …`.
check-optional-used = „{ $name }“ може да недостаје, а није речено шта тада важи.
    .help = Напишите `{ $name } otherwise 0`, или га користите само где је познато: `where { $name } is known`.
check-order-outside-each = Место у поретку има смисла само за један ред.
    .help = Преместите дефиницију испод `each TABLE`.
check-param-members-wanted = „{ $name }“ иде по { $category }, па једна вредност није довољна.
    .help = Испод датума напишите ред `MEMBER : VALUE` за сваког члана.
check-param-of-which = „{ $name }“ има по једну вредност за сваког члана: { $categories }, а није речено на коју се мисли.
    .help = Напишите `{ $name }[MEMBER]` или пратите референцу: `REFERENCE.{ $name }`.
check-param-too-large = „{ $name }“ би имао више вредности него што параметар може имати: { $most }.
    .help = Држите ове податке у табели података.
check-param-without-category = „{ $name }“ има редове по члановима, а није речено по којој категорији.
    .help = Напишите `param { $name } by CATEGORY`.
check-param-without-source = Није речено одакле је вредност „{ $name }“; рачуна се као претпостављена.
    .help = Додајте `cites "…"`, `derived "…"` или `assumed because "…"`.
check-per-outside-each = `per` има значење само за један ред.
    .help = Преместите дефиницију испод `each TABLE`.
check-percentile-per-row = Који је перцентил у питању мора бити исто за све редове, а ово се разликује од реда до реда.
    .help = Наведите параметар или вредност за целу земљу, на пример `percentile(wage, 25%)`.
check-percentile-range = Перцентил је између 0 % и 100 %, а `{ $text }` није.
    .help = Напишите на пример `percentile(wage, 25%)`.
check-plain-number-wanted = Овде се очекује број без јединице, а ово је у јединици { $unit }.
    .help = Прво поделите једном јединицом, на пример `x / 1 { $unit }`.
check-pool-per-row = „{ $text }“ има по једну вредност за сваки ред, а расподела тражи један износ за све редове.
    .help = Делите вредност целе земље, или помоћу `per` реците која група има свој износ.
check-product-key = Редови табеле „{ $table }“ су парови и од њих имају кључ.
    .help = Изоставите `key`.
check-product-of-product = „{ $table }“ је и сама укрштена табела, па се не може укрстити још једном.
    .help = Наведите табеле које укршта: `for each a and b and c`.
check-protected = „{ $name }“ је заштићена: броји лица из рањиве групе, а улазни подаци ове формуле се објављују.
    .help = Уместо ње читајте објављени податак: `use FORMULA.RESULT` из формуле која је `unpublished` и заокружује га, на пример збир три године на 5 лица.
    .other = овде означена као `protected`
check-range-backwards = Распон се завршава пре него што почне.
    .help = Напишите чланове редом којим их категорија наводи.
check-range-outside-aggregate = Распон чланова је више вредности, а овде је потребна једна.
    .help = Сажмите их, на пример `sum(x[2019 to 2024])`.
check-ranges-differ = У једном сажимању стоје два различита распона.
    .help = Напишите исти распон на сваком месту или употребите два сажимања.
    .other = први распон
check-replace-several = Више дефиниција зове се `{ $name }` и није речено која се замењује.
    .help = Дајте им различита имена у формули.
    .other = друга таква
check-result-not-disclosed = Резултат „{ $name }“ почива на заштићеној колони „{ $column }“ и не прикрива је.
    .help = Резултат излази из формуле, па заокружите збир бројева на { $least } или више: `round(… to { $least } person)`. Оно што се заокружује само се сабира и одузима, не множи се.
    .other = заштићена колона
check-result-without-unit = Резултат „{ $name }“ не наводи своју јединицу.
    .help = Упишите је иза имена: `result { $name } : { $unit } = …`.
check-round-to-nothing = Заокружује се само на број већи од нуле.
    .help = Напишите на пример `to 0.01 EUR` или `to 1 person`.
check-rounds-with-answer = `in rounds` оставља неподељено оно што границе не допуштају; `if short` и `if over` поред њега немају места.
    .help = Изоставите их, или изоставите `in rounds`: подела тада одједном испуњава и фонд и границе.
check-scale-order = Редови скале не расту.
    .help = Пишите их од најниже границе ка највишој, `above` на крају.
check-scale-without-argument = Скала „{ $name }“ тражи вредност на коју се примењује.
    .help = Напишите `{ $name }(VALUE)`.
check-scenario-unit = `{ $name }` је у формули { $expected }, а сценарио га чини { $found }.
    .help = Сценарио чува јединицу и облик: напишите вредност у { $expected }.
    .other = декларација у формули
check-set-category = Ћелије категорије „{ $table }“ стоје у формули, па `{ $column }` није колона података.
    .help = Замените дефиницију која је користи, или је у формули учините параметром по `{ $table }`, чије чланове сценарио поставља један по један.
    .other = категорија
check-set-column = `{ $name }` је колона табеле „{ $table }“, а не параметар.
    .help = Напишите `set { $table }.{ $written } = …`, за неке редове са `where` иза тога.
check-set-definition = `{ $name }` је дефиниција, а не параметар.
    .help = Напишите `replace let { $name } = …`.
check-set-family = `{ $column }` је породица колона, а овај ред не каже коју поставља.
    .help = Напишите `set { $table }.{ $column }[{ $member }] = …`, по један ред за сваку колону која се разликује.
    .other = њена декларација
check-set-from-rule = Ћелија се поставља из података и исписаних вредности, а не из `{ $name }`.
    .help = Упишите саме бројеве, или замените дефиницију која користи колону.
check-set-key = `{ $column }` је кључ своје табеле и не може се поставити.
    .help = Поставите другу колону.
    .other = њена декларација
check-set-members = `{ $name }` има по једну вредност за сваки члан, а овај ред не каже коју од њих поставља.
    .help = Напишите `set { $name }[{ $first }] = …`, по један ред за сваког члана чија се вредност разликује.
    .other = његова декларација
check-set-no-members = `{ $name }` има једну вредност и не иде ни по једној категорији.
    .help = Напишите `set { $name } = …`.
    .other = његова декларација
check-set-scale = `{ $name }` је скала, а сценарио скале не поставља.
    .help = Замените дефиницију која је користи.
check-set-twice = Сценарио ово мења два пута.
    .help = Задржите један од два реда.
    .other = први ред
check-set-unknown = Ниједна формула овог сценарија нема `{ $name }`.
    .help = { $has_near ->
        [yes] Можда се мисли на `{ $near }`.
       *[no] Сценарио поставља параметре и колоне и замењује дефиниције формуле коју наводи и оних које она користи.
    }
check-share-outside-each = Расподела даје по један износ за сваки ред, па мора стајати у поглављу.
    .help = Преместите дефиницију испод `each TABLE`.
check-sides = лево { $left }, десно { $right }
check-solve-equation = Оно што треба достићи пише се `so that ЗБИР = ЦИЉ`.
    .help = Напишите на пример `so that sum(aid) = budget`.
check-table-unknown = Нема табеле „{ $name }“.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }“.
       *[no] Додајте `table { $name }` са њеним колонама, или исправите име.
    }
check-ties-idle = `ties by { $text }` овде нема о чему да одлучи: само `keeping sum` даје јединице редом.
    .help = Додајте `keeping sum`, или изоставите `ties by`.
check-ties-kind = `ties by` ређа по бројевима и данима, а `{ $text }` је { $type }.
    .help = Наведите број или дан; за да или не напишите `if { $text } then 1 else 0`. Редови који остану једнаки ређају се по кључу.
check-ties-same = `ties by { $text }` је исто у сваком реду, па ни о чему не одлучује.
    .help = Наведите вредност редова, на пример колону.
check-too-many-terms = Сажимања по члановима, када се испишу, имају више од { $most } чланова израза.
    .help = Држите податке у посебној табели и сажмите их по њеним редовима.
check-type-not-declared = Ово је { $found }, а наведено је { $wanted }.
    .help = Исправите навод или правило, тако да оба кажу исто.
    .other = наведено овде
check-types-differ = „{ $text }“ је { $right } и не може стајати уз { $left }.
    .help = Поредите или спајајте вредности исте врсте.
    .other = ово је { $left }
check-unit-not-declared = Ово је у јединици { $found }, а наведена је { $wanted }.
    .help = Исправите наведену јединицу, или помножите односно поделите тако да правило даје { $wanted }.
    .other = наведено овде
check-unit-not-declared-convert = Ово је у јединици { $found }, а наведена је { $wanted }.
    .help = Напишите `in { $wanted }` иза вредности: претварање је тачно.
    .other = наведено овде
check-units-convert = „{ $text }“ је у јединици { $right } и стоји уз { $left }.
    .help = Напишите иза ње `in { $left }`: претварање је тачно.
    .other = ово је у јединици { $left }
check-units-differ = „{ $text }“ је у јединици { $right } и не може стајати уз { $left }.
    .help = Сведите их на исту јединицу, на пример помоћу стопе у { $left } по { $right }.
    .other = ово је у јединици { $left }
check-units-do-not-convert = { $from } се не може тачно претворити у { $to }.
    .help = Претварају се месец и година, сат и минут, m2, ha и km2; за све друго треба посебна стопа.
    .other = ово је у јединици { $from }
check-unused = „{ $name }“ се нигде не користи.
    .help = Уклоните га или га употребите у неком правилу.
check-use-formula-unknown = Поред ове датотеке нема формуле „{ $formula }“.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }“.
       *[no] Ставите њену датотеку у исту фасциклу; њен први ред гласи `formula { $formula }`.
    }
check-use-result-unknown = Формула „{ $formula }“ нема резултат „{ $result }“.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }“.
       *[no] Наведите неки који она објављује помоћу `result`.
    }
check-use-table-missing = „{ $result }“ има по једну вредност за сваки ред табеле „{ $table }“, које у овој датотеци нема.
    .help = Додајте `table { $table }` са истим кључем.
check-varied-per-row = „{ $text }“ има вредност за сваки ред, а овде је потребна једна за целу земљу.
    .help = Збројте је, на пример `sum(…)`.
check-varied-what = „{ $name }“ овде не може имати другу вредност: може само параметар с једном вредношћу, или дефиниција за целу земљу.
    .help = Наведите параметар, или `let` који стоји изван поглавља.
check-weight-of-mean = Само средња вредност узима пондере.
    .help = Напишите `mean(… weighted by …)`; пондерисани збир је `sum(… * …)`.
check-word-unknown = „{ $name }“ није ниједна од речи које овде могу стајати: { $words }.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }“.
       *[no] Напишите једну од тих речи.
    }

## data

data-cell-empty = „{ $column }“ је празно, а овом реду је потребно.
    .help = Унесите податак. Ако може да недостаје, формула мора да означи колону као `optional`.
data-cells-in-line = Број ћелија у овом реду је { $cells }, а у заглављу { $columns }.
    .help = Ћелију која садржи знак раздвајања ставите под наводнике: `"a, b"`. Податак који недостаје оставите празан, али задржите његов знак раздвајања.
data-column-missing = Нема колоне „{ $column }“.
    .help = { $has_near ->
        [yes] Можда је то колона „{ $near }“: преименујте је у „{ $column }“.
       *[no] Додајте је. Заглавље има: { $has }.
    }
    .other = формула је тражи овде
data-column-twice = Колона „{ $column }“ се јавља два пута.
    .help = Задржите једну од њих; која важи, могло би се само нагађати.
data-control-character = Овај ред садржи знак који није текст (код 0).
    .help = Сачувајте табелу поново као „CSV UTF-8“.
data-decided-amount = „{ $value }“ није износ.
    .help = Напишите цифре са децималном тачком, као што чини `formula run --format csv`; оставите ћелију празну где ништа није одлучено.
data-decided-columns = Датотека са усвојеним износима има две колоне: кључ и „{ $result }“ или `value`. Ова има: { $has }.
    .help = Напишите је као што чини `formula run --result { $result } --format csv`.
data-decided-missing = Недостају износи за „{ $column }“: није достављена одлука о „{ $result }“ формуле „{ $formula }“.
    .help = Ставите усвојене износе у `decided/{ $formula }.{ $result }.csv` поред табела или додајте колону. Ако их неки редови не морају имати, означите је као `optional`.
    .other = формула је тражи овде
data-decided-twice = Усвојени износи за „{ $column }“ налазе се два пута: у табели и у `decided/{ $formula }.{ $result }.csv`.
    .help = Задржите једно од тога; које важи, било би нагађање.
    .other = формула их чита овде
data-file-empty = Датотека је празна.
    .help = Потребни су ред заглавља са именима колона и по један ред за сваку јединицу.
data-file-missing = У „{ $folder }“ нема датотеке „{ $file }“.
    .help = { $has_near ->
        [yes] Можда је то „{ $near }“: преименујте је у „{ $file }“.
       *[no] Свака табела формуле је једна датотека са њеним именом. { $has_there ->
            [yes] Фасцикла има: { $there }.
           *[no] Фасцикла нема ниједну CSV датотеку.
        }
    }
    .other = формули је ова табела потребна
data-file-unreadable = „{ $file }“ се не може прочитати: { $reason }.
    .help = Проверите да ли датотека постоји и да ли смете да је читате.
data-folder-missing = Нема фасцикле „{ $folder }“.
    .help = Наведите фасциклу која садржи по једну CSV датотеку за сваку табелу формуле.
data-header-name-empty = Колона { $position } нема име у заглављу.
    .help = Дајте колони име или је уклоните.
data-key-twice = Кључ „{ $key }“ се јавља два пута.
    .help = Сваком реду треба сопствени кључ: исправите један од њих или га уклоните.
    .other = први пут овде
data-more-faults = Број осталих грешака у овој табели: { $count }.
    .help = Исправите оне које су наведене и покрените поново.
data-no-such-row = „{ $value }“ није ред табеле „{ $table }“.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }“.
       *[no] Исправите вредност или додајте ред у табелу „{ $table }“.
    }
data-not-a-choice = „{ $value }“ није ниједна од речи које „{ $column }“ може да садржи.
    .help = Напишите једну од: { $choices }.
data-not-a-date = „{ $value }“ није датум.
    .help = Напишите га као година-месец-дан, на пример 2024-01-31.
data-not-a-number = „{ $value }“ није број; „{ $column }“ је број у јединици { $unit }.
    .help = Пишите цифре са децималном тачком. Где податак није познат, оставите ћелију празну: недостајање није нула.
data-not-utf8 = Овај ред није кодиран у UTF-8.
    .help = Сачувајте табелу поново као „CSV UTF-8“, да се очувају слова као што су ë, ç и š.
data-not-yes-no = „{ $value }“ није ни да ни не.
    .help = Напишите `yes` (да) или `no` (не).
data-number-separator = „{ $value }“ садржи запету или тачке које могу да значе двоје.
    .help = Напишите { $suggestion } са децималном тачком, ако се на то мисли; хиљаде се одвајају размаком или се не одвајају.
data-number-too-long = „{ $value }“ има више од 34 цифре са којима се рачуна.
    .help = Напишите број са највише 34 цифре.
data-package-unreadable = „{ $file }“ није пакет података: { $reason }.
    .help = Исправите датотеку или је уклоните: тада изостају извори и статуси колона.
data-product-too-large = „{ $table }“ би имала више редова него што укрштена табела може имати: { $most }.
    .help = Употребите табелу са две референце и само са редовима којих има.
data-product-too-much-memory = „{ $table }“ би имала { $rows } редова и заузела око { $size } MB. Укрштене табеле једне формуле смеју заједно да заузму { $most } MB; до ове их је { $taken } MB.
    .help = Употребите табелу са две референце и само са редовима којих има, или мање колона и правила у укрштеној табели.
data-quote-misplaced = Усред ћелије стоји наводник.
    .help = Ставите целу ћелију под наводнике, а оне унутар ње удвојте: `"the ""north"""`.
data-quote-open = Овде се отвара наводник који се нигде не затвара.
    .help = Затворите га на крају ћелије, или га удвојте ако припада тексту.
data-separator-unknown = Заглавље је одвојено { $has_tab ->
        [yes] табулаторима
       *[no] знаком `|`
    }.
    .help = Одвајајте ћелије са `,` или `;`: сачувајте табелу као „CSV UTF-8“.
data-separators-mixed = Овај ред је одвојен са `{ $found }`, а заглавље са `{ $expected }`.
    .help = Користите `{ $expected }` у сваком реду.
data-side-column-unknown = Табела нема колону „{ $column }“, о којој ова датотека говори.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }“.
       *[no] Дајте овој датотеци исте колоне које има „{ $table }“.
    }
data-side-no-key = Ова датотека нема колону „{ $key }“, па њени редови не припадају ничему.
    .help = Дајте јој исти кључ који има „{ $table }“.
data-side-row-missing = Ова датотека нема ред за јединицу „{ $key }“.
    .help = Додајте ред; његове ћелије могу бити празне.
data-side-row-unknown = „{ $key }“ није ред табеле „{ $table }“.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }“.
       *[no] Исправите кључ или уклоните ред.
    }
data-side-without-key = Табела „{ $table }“ нема кључ, па ова датотека не може да говори о њеним редовима.
    .help = Уклоните датотеку или дајте табели `key`.
data-source-unreadable = Извор ове ћелије није написан ни на један познат начин.
    .help = Напишите обичан текст, или `en "…" sq "…" sr "…"` са сваким језиком једном.
data-status-unknown = „{ $value }“ није статус податка.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }“.
       *[no] Напишите једну од речи: { $words }.
    }
data-table-missing = За табелу „{ $table }“ нису дати подаци.
    .help = Ставите датотеку `{ $table }.csv` у фасциклу са подацима.
data-table-twice = Табела „{ $table }“ је дата два пута.
    .help = Задржите једну од њих; друга је „{ $first }“.
data-use-missing = Није дат ниједан обрачун формуле „{ $formula }“, па „{ $result }“ нема вредности.
    .help = Прво обрачунајте ту формулу; `formula run` то чини када је њена датотека у истој фасцикли.
data-utf16 = Датотека је кодирана у UTF-16.
    .help = Сачувајте је поново као „CSV UTF-8“.
data-workbook = Датотека је радна свеска, а не CSV датотека.
    .help = Отворите је у програму за табеле и сачувајте лист као „CSV UTF-8“.
library-cycle = Формуле користе једна другу у круг: { $path }.
    .help = Издвојте оно што је обема потребно у посебну формулу.
library-missing = Нема датотеке формуле „{ $file }“.
    .help = Проверите назив и фасциклу.
library-not-utf8 = Датотека формуле „{ $file }“ није кодирана у UTF-8.
    .help = Сачувајте је поново као UTF-8.
library-scenario-base-missing = Поред овог сценарија нема формуле `{ $formula }`.
    .help = { $has_near ->
        [yes] Можда се мисли на `{ $near }`.
       *[no] Ставите сценарио у фасциклу његове формуле.
    }
library-scenario-over-scenario = Сценарио се поставља преко формуле, а не преко другог сценарија: { $path }.
    .help = У овај сценарио упишите оно што други мења.
library-two-files = Две датотеке садрже формулу „{ $formula }“: „{ $first }“ и „{ $second }“.
    .help = Уклоните или преименујте једну од њих.
library-unreadable = „{ $file }“ се не може прочитати: { $reason }.
    .help = Проверите да ли датотека постоји и да ли смете да је читате.
library-unwritable = „{ $file }“ се не може уписати: { $reason }.
    .help = Проверите да ли смете да уписујете тамо и да ли је диск пун.

## run

run-aggregate-of-nothing = `{ $text }` нема ниједан ред над којим би се рачунало{ $has_row ->
        [yes] {" "}за { $row }
       *[no] {""}
    }: од ничега нема просека, најмањег ни највећег.
    .help = Реците колико износи када нема редова, на пример `if count(…) = 0 then … else …`.
run-cell-awaited = Недостаје „{ $column }“ за { $row }, а без тога се не може израчунати „{ $result }“.
    .help = { $has_without ->
        [yes] Унесите податак, или поновите обрачун са подацима овог статуса: { $without }.
       *[no] Унесите податак, или у формули кажите шта значи његов изостанак.
    }
run-cell-excluded = „{ $column }” за { $row } има статус „{ $standing }”, а овај обрачун изоставља такве податке.
    .help = Прибавите проверен податак или поновите обрачун са подацима тог статуса.
run-cell-missing = „{ $column }” за { $row } је празно.
    .help = Званични обрачун га захтева. Унесите податак или прогласите колону за `optional` и реците шта њено одсуство значи.
run-check-fails =
    { $has_title ->
        [yes] „{ $title }“ није испуњено: `{ $check }`.
       *[no] Провера `{ $check }` није испуњена.
    }{ $has_found ->
        [yes] {" "}Нађено: { $found }.
       *[no] {""}
    }
    .help = Обрачун чија провера није испуњена не може се усвојити. Погледајте износе на обе стране.
run-check-fails-for =
    { $has_title ->
        [yes] „{ $title }“ није испуњено, број редова: { $count }; `{ $check }`.
       *[no] Провера `{ $check }` није испуњена, број редова: { $count }.
    } Нађено: { $found }{ $has_more ->
        [yes] {" "}и још { $more }.
       *[no] .
    }
    .help = Погледајте податке ових редова.
run-check-open =
    { $has_title ->
        [yes] Не може се рећи да ли је испуњено „{ $title }“: недостаје податак. `{ $check }`
       *[no] Не може се рећи да ли је провера `{ $check }` испуњена: недостаје податак.
    }{ $has_found ->
        [yes] {" "}Нађено: { $found }.
       *[no] {""}
    }
    .help = Унесите податке који недостају.
run-date-out-of-range = `{ $text }` даје дан изван година од 1. до 9999.{ $has_row ->
        [yes] {" "}за { $row }
       *[no] {""}
    }.
    .help = Проверите датум и број дана, месеци или година.
run-date-shift-not-whole = Дан се не може померити за { $value } { $unit }{ $has_row ->
        [yes] {" "}за { $row }
       *[no] {""}
    }: само цели бројеви имају смисла.
    .help = Прво заокружите број, на пример `round(… to 1 { $unit }, down)`.
run-division-by-zero = `{ $text }` дели нулом{ $has_row ->
        [yes] {" "}за { $row }
       *[no] {""}
    }.
    .help = Реците шта важи када је делилац нула: `if … = 0 then … else …`.
    .other = овај ред
run-fill-negative-limit = Граница дела „{ $vessel }“ је негативна ({ $limit }){ $has_row ->
        [yes] {" "}за { $row }
       *[no] {""}
    }.
    .help = Део не може узети мање од ничега: напишите `max({ $text }, 0)`, или исправите податке.
run-gaps-more = Недостаје још података који овде нису наведени: { $count }.
    .help = Унесите оне који су наведени и поновите обрачун.
run-not-defined = `{ $text }` није дефинисано за ове бројеве{ $has_row ->
        [yes] {" "}({ $row })
       *[no] {""}
    }.
    .help = Логаритам тражи број већи од нуле, корен број који није негативан, а перцентил и део код `in top` број од 0 % до 100 %.
    .other = овај ред
run-not-exactly-one = Испуњено је услова: { $holding }{ $has_row ->
        [yes] {" "}за { $row }
       *[no] {""}
    }; мора бити испуњен тачно један.
    .help = Услови треба да искључују један други и да покрију сваки случај.
run-number-too-large = `{ $text }` даје превелик број{ $has_row ->
        [yes] {" "}за { $row }
       *[no] {""}
    }.
    .help = Проверите податке који улазе и њихове јединице.
    .other = овај ред
run-outside-scale = Вредност `{ $text }` је ван скале „{ $name }”{ $has_row ->
        [yes] {" "}за { $row }
       *[no] {""}
    }.
    .help = Додајте ред који је покрива (`above : …`), а за тачке `flat outside`.
run-param-in-several = Више формула има параметар „{ $name }“ и свака је узела ову вредност: { $formulas }.
    .help = Само за једну од њих напишите `{ $first }.{ $name }=…`.
run-param-not-by-category = Параметар „{ $name }“ има једну вредност и нема чланове.
    .help = Наведите га без заграда: `{ $name }=…`.
run-param-not-in-force = Параметар „{ $name }” није на снази дана { $day }.
    .help = Његова прва вредност важи од { $first }. Изаберите каснији дан или додајте вредност за тај дан.
run-param-of-which = Параметар „{ $name }“ има по једну вредност за сваког члана: { $categories }, а није познатим именом речено на коју се мисли.
    .help = Напишите на пример `{ $example }=…`.
run-param-unknown = Формула нема параметар „{ $name }”.
    .help = { $has_near ->
        [yes] Можда се мисли на „{ $near }”.
       *[no] Страница формуле наводи њене параметре.
    }
run-param-unreadable = „{ $value }” се не може прочитати као параметар „{ $name }”.
    .help = Наведите вредност врсте { $type }, са децималном тачком: `0.25`, `25%`, `284 680 000`.
run-pool-differs-in-group = Фонд у `{ $text }` није исти за све редове групе којој припада { $row }.
    .help = Фонд `per` групи мора имати једну вредност у свакој групи.
run-result-excluded = „{ $result }” за { $row } недостаје када се изоставе подаци са статусом { $without }.
    .help = Прибавите податак или поновите обрачун са подацима тог статуса.
    .other = резултат
run-result-missing = „{ $result }” за { $row } не може се израчунати: недостаје потребан податак.
    .help = Унесите податак или у формули реците шта његово одсуство значи.
    .other = резултат
run-round-no-room = Ниједан заокружен износ за { $row } није у својим границама.
    .help = Изаберите мању јединицу заокруживања или заокружите саме границе.
run-round-sum-not-kept = `{ $text }` не може да задржи збир у границама: разлика је { $by }.
    .help = Изаберите мању јединицу заокруживања, или проширите границе.
run-share-floor-above-cap = Доњи праг за { $row } ({ $floor }) изнад је горње границе ({ $cap }).
    .help = Исправите границе у формули или податке из којих произлазе.
run-share-in-rounds = Кругови дају { $count ->
        [one] једном реду
        [few] за { $count } реда
       *[other] за { $count } редова
    } друкчији износ него што би дао један ниво за све, највише { $row } ({ $most }). Укупно се добија { $gained }; од фонда остаје { $rest }.
    .help = Тако налаже закон, ако налаже кругове. Без `in rounds` доњи прагови, горње границе и фонд испуњавају се одједном.
run-share-negative-weight = Пондер за { $row } је негативан ({ $weight }).
    .help = Исправите податак или дајте расподели доњи праг који није негативан: `at least 0`.
run-share-over = Због горњих граница { $by } из фонда остаје нераспоређено.
    .help = Повисите горње границе, смањите фонд или напишите `if over, leave the rest`.
run-share-pool-below-zero = Фонд за `{ $text }` је испод нуле ({ $pool }), а никоме се не може дати мање од ничега.
    .help = Погледајте из чега се фонд рачуна; ако се тада ништа не дели, напишите `max(…, 0)`.
run-share-rounds-miss = Кругови промашују фонд: остаје { $rest }.
    .help = Негативан остатак плаћа се преко фонда. Без `in rounds` подела би одбила границе које се не могу испунити.
run-share-short = Доњи прагови и одређени износи премашују фонд за { $by }.
    .help = Снизите доње прагове, повећајте фонд или напишите `if short, floors in proportion`.
run-share-zero-weight = `{ $text }` треба да расподели { $pool }, али { $rows ->
        [0] нема реда који учествује
        [1] { $row }, једини ред који учествује, нема пондер већи од нуле
       *[other] ниједан од редова који учествују (укупно { $rows }, први је { $row }) нема пондер већи од нуле
    }.
    .help = Проверите колону која је пондер и услов иза `where`.
run-solve-never = `{ $text }` никада не достиже { $target }: износи { $first } код { $from } и { $last } код { $to }.
    .help = Изаберите друге крајеве, или други циљ.
run-solve-step = Корак `{ $text }` није већи од нуле.
    .help = Корак каже колико је једна вредност далеко од следеће; смер одређују `from` и `to`.
run-solve-too-many-steps = Корака је { $steps }, а није доказано да збир стално расте или опада, па се не испробава више од { $limit }.
    .help = Изаберите веће кораке или ближе крајеве, или напишите збир као збир, производ с нечим једног знака, минимум, максимум или заокружење онога што се тражи.
run-solve-turns = `{ $text }` се враћа на путу ка циљу: са { $before } на { $after } код { $value }.
    .help = `solve` тражи збир који само расте или само опада. Изаберите крајеве између којих је тако.
run-use-missing = „{ $result }“ из формуле `{ $formula }` недостаје за { $row }.
    .help = Погледајте на шта чека та формула.
run-varied-too-much = Овде се превише рачуна под другим вредностима.
    .help = Изаберите веће кораке, или нека се мање `with` и `solve` ослања једно на друго.

## explain

explain-abs = { $list } без знака
explain-age = навршене године од { $list }
explain-and = и
explain-apply = { $name } од ({ $list })
explain-at-least = најмање { $limit }
explain-at-most = највише { $limit }
explain-between = { $what } је између { $low } и { $high }
explain-case = { $value } када { $condition }
explain-case-otherwise = у супротном { $value }
explain-cites = Правни основ: { $value }
explain-count = број редова: { $what }
explain-days-between = дани од { $earlier } до { $later }
explain-decided = Како је усвојено: резултат { $result } формуле { $formula }.
explain-decided-year-before = Како је усвојено за претходну годину: резултат { $result } формуле { $formula }.
explain-deviation = стандардна девијација: { $what } ({ $rows })
explain-dropping = изостављено на сваком крају: { $count }
explain-earlier = { $shift } пре { $day }
explain-every = за сваки ред ({ $rows }): { $what }
explain-exp = `e` на степен { $list }
explain-fill-part = колико { $vessel } узима од: { $amount }, до { $limit }
explain-fill-part-after = колико { $vessel } узима од: { $amount } после { $before }, до { $limit }
explain-fill-rest = колико остаје од: { $amount } после { $before }
explain-fixed-where = утврђено на { $value } где { $condition }
explain-from-formula = Из формуле { $formula }, њен резултат { $result }.
explain-further-rows = и још { $count }
explain-greatest = највеће: { $what } ({ $rows })
explain-if = { $yes } ако { $condition }, у супротном { $no }
explain-if-over = оно што горње границе оставе остаје неподељено
explain-if-short = сви доњи прагови сразмерно ако фонд за њих није довољан
explain-in-bottom = { $what } је међу { $amount } најмањих, у скупу: { $rows }
explain-in-rounds = круг по круг
explain-in-top = { $what } је међу { $amount } највећих, у скупу: { $rows }
explain-is-at-cap = { $what } је на горњој граници
explain-is-at-floor = { $what } је на доњем прагу
explain-is-fixed = { $what } је посебно одређено
explain-is-free = { $what } не задржава ниједна граница
explain-is-known = познато је: { $what }
explain-is-missing = недостаје: { $what }
explain-keeping-sum = тако да се збир очува
explain-later = { $shift } после { $day }
explain-least = најмање: { $what } ({ $rows })
explain-log = природни логаритам од { $list }
explain-max = веће од { $list }
explain-mean = просек: { $what } ({ $rows })
explain-median = медијана: { $what } ({ $rows })
explain-members-from-to = { $category } од { $from } до { $to }
explain-min = мање од { $list }
explain-no = ни за један ред ({ $rows }): { $what }
explain-not = не: { $what }
explain-of = { $what } од { $of }
explain-of-member = { $what } за { $member }
explain-on-day = { $what } на дан { $day }
explain-one-of = { $what } је једно од: { $list }
explain-or = или
explain-otherwise = { $what }, а ако недостаје { $other }
explain-per = у оквиру истог: { $key }
explain-percentile = перцентил: { $what } ({ $rows })
explain-rank-largest = место у скупу: { $rows }, по величини: { $what }, највеће прво
explain-rank-smallest = место у скупу: { $rows }, по величини: { $what }, најмање прво
explain-repeated = Његово извођење стоји изнад.
explain-rests = { $unverified ->
        [0] Сви улазни подаци иза овог износа ({ $inputs }) проверени су или изведени из проверених.
       *[other] Број улазних података иза овог износа: { $inputs }; од тога непроверених: { $unverified }.
    }
explain-round = { $what }, заокружено на { $to }
explain-round-ceiling = { $what }, заокружено на { $to } ка плус бесконачности
explain-round-down = { $what }, заокружено наниже на { $to }
explain-round-floor = { $what }, заокружено на { $to } ка минус бесконачности
explain-round-half-even = { $what }, заокружено на { $to }, половина ка парном
explain-round-keeping-sum = { $what }, заокружено на { $to } тако да се збир очува
explain-round-up = { $what }, заокружено навише на { $to }
explain-rounds-less = По круговима добија { $by } мање него при једном нивоу за све.
explain-rounds-more = По круговима добија { $by } више него при једном нивоу за све.
explain-rounds-same = По круговима добија исто као при једном нивоу за све.
explain-scale = { $name } за { $argument }
explain-set-by-scenario =
    { $has_before ->
        [yes] Поставио сценарио „{ $scenario }“; раније: { $before }.
       *[no] Поставио сценарио „{ $scenario }“.
    }
explain-set-here = Постављено само за ово питање.
explain-share = { $pool }, подељено сразмерно: { $weight }
explain-share-cap = Стоји на горњој граници. Редови које не задржава ниједна граница добијају { $level } по јединици пондера.
explain-share-fixed = Посебно је одређено и одузима се од фонда пре него што се остатак подели.
explain-share-floor = Стоји на доњем прагу. Редови које не задржава ниједна граница добијају { $level } по јединици пондера.
explain-share-free = Не задржава га ниједна граница: добија { $level } по јединици свог пондера { $weight }. На доњем прагу: { $floors }, на горњој граници: { $caps }, посебно одређено: { $fixed }.
explain-share-part = Његов пондер { $weight } чини { $part } % од { $weights }, па је толики и његов део од { $pool }.
explain-solve = прва вредност { $unknown } од { $from } до { $to } у корацима од { $step } код које { $total } достиже { $target }
explain-solve-found = Достигнуто у кораку { $step } од { $steps }, код { $value }: ту је { $total } наспрам { $target }. Разлика према циљу: { $residual }.
explain-some = за неки ред ({ $rows }): { $what }
explain-source = Извор: { $value }
explain-sqrt = квадратни корен од { $list }
explain-standing = Статус: { $value }
explain-step-limit = Ограничење
explain-step-rounding = Заокруживање
explain-step-share-cap = Сведено на горњу границу
explain-step-share-fixed = Посебно одређено
explain-step-share-floor = Подигнуто на доњи праг
explain-step-share-free = Прилагођено фонду
explain-sum = збир: { $what } ({ $rows })
explain-tied = Његов остатак једнак је остатку за { $rows }{ $has_more ->
        [yes] {" "}и за још { $more }
       *[no] {""}
    }; између њих је одлучио само кључ.
explain-weighted = пондерисано са { $weight }
explain-where = где { $condition }
explain-with = { $what } када би { $settings }
explain-with-setting = { $name } било { $value }
explain-within-bounds = у својим границама
explain-year = година од { $list }
standing-assumed = претпостављено
standing-derived = изведено
standing-estimated = процењено
standing-reported = пријављено
standing-verified = проверено
unit-case = случајева
unit-centre = центар
unit-day = дана
unit-family = породица
unit-hour = ч
unit-km2 = km²
unit-m2 = m²
unit-month = месец
unit-municipality = општина
unit-number = број
unit-per-case = случај
unit-per-day = дан
unit-per-family = породица
unit-per-person = становник
unit-person = становника
unit-place = место
unit-year = година
value-missing = недостаје
value-no = не
value-yes = да
