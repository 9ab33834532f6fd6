# The frame of these pages
nav-allocation = Расподела
nav-compare = Поређење
nav-formula = Формуле
nav-proposal = Предлози
nav-places = Места
nav-verify = Веродостојно?
band-proposal = Предлог на претпостављеним подацима.
band-proposal-text = Овај грант није усвојен. О његовим критеријумима се расправља, а сваки пондер у њему је претпоставка.
footer-source = Подаци о општинама: пакет података за Косово, сваки са својим извором и поузданошћу на страници општине.
run-title = { $grant } { $year }: { $variant }
run-earlier = { $variant }, ранији обрачун { $hash }
source-run = Извор: { $run }, обрачун за { $day }, { $hash }.
source-what-if = { $source } Са параметрима измењеним како је наведено; не чува се.
runs-none = Још није направљен ниједан обрачун неке формуле.
runs-none-todo = Обрачуни се овде појављују чим се узме снимак података и на њему примени формула. Покрените демонстрацију још једном: она прави прве обрачуне.
run-unknown = Не постоји обрачун са бројем „{ $run }“.
run-unknown-todo = Изаберите један од постојећих обрачуна.
switch-run = Обрачун
switch-figure = Податак
unit-inputs = података
all-municipalities = Све општине
answer-yes = Да
answer-no = Не

# Home
home-title = Ко шта добија и зашто
home-lede = { $grant } за { $year }. годину дели { $sum } на { $count } општина: по становнику највише добија { $high }, { $high-amount }, а најмање { $low }, { $low-amount }.
home-empty = Још није обрачунат ниједан грант.
home-grant = { $grant } { $year }.
home-north = Процена за север помера { $moved }: на добитку општина: { $gain }, на губитку: { $lose }
home-north-measured = EUR, највеће промене ({ $count }) када се четири северне општине рачунају према процени, а не према попису
home-to-allocation = Погледајте целу расподелу
home-to-formula = Прочитајте формулу
home-to-compare = Упоредите оба начина рачунања у целини
stat-pool = Укупан износ гранта
stat-pool-since = Важи од { $since }
stat-sum = Збир износа
stat-sum-whole = Једнако укупном износу гранта, у цент.
stat-sum-differs = Није једнако укупном износу гранта.
stat-most-per-head = Највише по становнику
stat-least-per-head = Најмање по становнику
home-rests = Износи почивају на улазним подацима: { $inputs }; од тога са званичним извором није упоређено: { $unverified }.
year-title = Докле се стигло ове године
year-intro = Сваки евро једном годишње обиђе овај круг. Peshore је данас код формуле: остале станице још нису отворене.
year-need = Потребе
year-cost = Трошак минималних стандарда
year-formula = Формула гранта
year-consultation = Консултације
year-adoption = Усвајање
year-plan = План и буџет
year-contracts = Уговори
year-cases = Случајеви и услуге
year-standards = Праћени стандарди
year-here = Отворено: формула { $formulas }, обрачуна { $runs }
year-closed = Још није отворено
doors-title = Куда даље
allocation-door = Расподела
allocation-door-text = Свака општина са својим износом, на карти и у табели; шта би изашло са другим параметрима.
compare-door = Поређење
compare-door-text = Два обрачуна један уз други: ко добија, ко губи и по ком правилу.
formula-door = Формуле
formula-door-text = Текст сваке формуле, правила са вредностима, параметри са изворима.

# Allocation
allocation-title = Ко колико добија: { $grant } { $year }.
allocation-lede = { $sum } дели се на { $count } општина. Највише добија { $most }, { $amount }. По становнику највише добија { $high }, { $high-amount }, а најмање { $low }, { $low-amount }.
allocation-lede-what-if = Са измењеним параметрима { $sum } делило би се на { $count } општина: највише би добила { $most }, { $amount }; по становнику највише { $high }, { $high-amount }, а најмање { $low }, { $low-amount }.
allocation-doors = Свако име отвара објашњење свог износа.
against = у поређењу са „{ $other }“
against-run = у поређењу са обрачуном како је направљен
figure-total = Износ
figure-per-head = По становнику
figure-part = Удео у укупном износу
figure-change = Промена
figure-none = Нема података за приказ.
finding-total = Највише добија { $high }, { $high-amount }, најмање { $low }, { $low-amount }
finding-per-head = По становнику највише добија { $high }, { $high-amount }, а најмање { $low }, { $low-amount }
finding-part = { $high } добија { $high-amount } укупног износа, { $low } { $low-amount }
finding-change = На добитку општина: { $gain }, на губитку: { $lose }, { $against }
measured-total = EUR, { $year }.
measured-per-head = EUR по становнику, { $year }.
measured-part = Удео у збиру свих износа, { $year }.
measured-change = EUR, { $year }, { $against }
answer-largest = { $count ->
    [one] Највећа промена
   *[other] Највеће промене ({ $count })
}
bars-total = Износи по величини
bars-per-head = Износи по становнику по величини
bars-part = Удели у укупном износу по величини
bars-change = Добици и губици по величини
chart-to-table = Бројке стоје у табели испод
tiles-own = На карти свака општина има једно поље исте величине; распоред поља је наш.
table-caption-against = { $run }; промена { $against }
column-municipality = Општина
column-amount = Износ
column-per-head = По становнику
column-part = Удео
column-change = Промена
column-change-part = Промена у процентима
column-unverified = Непроверено
filter-municipality = Нађите општину
jump-map = Карта
jump-table = Табела
jump-bars = Стубићи
section-table = Сви износи
section-checks = Провере
section-files = Датотеке и идентитет
file-csv = Табела као CSV
file-xlsx = Радна свеска као XLSX
check-holds = испуњено
check-fails = није испуњено
check-warns = упозорење
check-open = отворено, недостаје податак
check-rows = { $count ->
    [one] У { $count } општини: { $rows }
    [few] У { $count } општине: { $rows }
   *[other] У { $count } општина: { $rows }
}
check-rows-count = { $count ->
    [one] У { $count } општини.
    [few] У { $count } општине.
   *[other] У { $count } општина.
}
check-rows-more = и још { $count }
checks-none = Ова формула нема провера.
checks-failed = { $count ->
    [one] { $count } провера није испуњена.
    [few] { $count } провере нису испуњене.
   *[other] { $count } провера није испуњено.
}
checks-failed-text = Обрачун са неиспуњеном провером не може се усвојити.
identity-run = Отисак обрачуна
identity-formula = Формула
identity-data = Подаци
identity-parameters = Параметри дати за обрачун
identity-day = Направљен за
identity-known = Подаци познати до
identity-engine = Рачунски програм
identity-made = Направљен дана
identity-kept = Обрачун се чува и никад се не мења. Иста формула, исти подаци, параметри и програм дају исти отисак и исте центе.
identity-question = Ово је одговор на питање. Не чува се; његова адреса га поново даје.

# What was kept of a run of another version of the engine
kept-title = Шта је сачувано: { $grant } { $year }
kept-lede = Од овог обрачуна сачуване су вредности ({ $count }). То су вредности обрачуна, шта год ова верзија извела из његове формуле.
kept-values = Сачуване вредности
kept-row = Чије
kept-country = Држава
kept-why = Шта смета да се поново изврши

# What if
what-if = Шта ако
what-if-open = Измените параметре
what-if-intro = Измените шта желите и обрачунајте. Празно поље узима важећу вредност. Ништа се не чува: одговор има адресу коју можете проследити.
what-if-compute = Обрачунај
what-if-back = Назад на обрачун како је направљен
what-if-not-read = „{ $typed }“ овде не одговара. Изаберите један од одговора или упишите вредност налик важећој.
what-if-answer = Шта би изашло
what-if-changed = { $before } → { $after }
what-if-moves-nothing = Ниједан износ се не мења.
what-if-why = Зашто: промена сваке општине по узроцима
refused-run-check-fails = „{ $title }“: са овим вредностима то не важи. Измените их тако да важи.
refused-run-share-short = Доњи прагови и утврђени износи заједно премашују оно што се дели за { $by }. Смањите прагове или повећајте фонд.
refused-run-share-over = Горње границе остављају { $by } што ниједна општина не сме добити. Повећајте границе или смањите фонд.
refused-run-share-floor-above-cap = За { $row } најмањи износ, { $floor }, већи је од највећег, { $cap }. Смањите доњи праг или повећајте горњу границу.
refused-run-share-zero-weight = Има шта да се дели, али ниједна општина се за то не рачуна. Измените пондере тако да бар један буде изнад нуле.
refused-run-share-pool-below-zero = Оно што треба расподелити износило би { $pool }, а никоме се не може дати мање од ничега. Изаберите вредности уз које остаје најмање нула.
refused-run-division-by-zero = Са овим вредностима нешто би се делило нулом. Изаберите вредност изнад нуле.
refused-run-number-too-large = Са овим вредностима један број постаје превелик за рачунање. Изаберите мању вредност.
refused-run-param-unreadable = „{ $value }“ овде не одговара. Упишите вредност попут оне која важи.
gainers = На добитку
losers = На губитку
of-all = од { $all }
together = заједно { $sum }
change-of-sum = Промена збира
sum-now = сада { $sum }
param-in-force = Важи: { $value } од { $since }, { $standing }
param-given = У овом обрачуну: { $value }, дато само за њега
param-repealed = укинуто

# Municipality
municipality-lede = Општина { $name } у { $year }. години добија { $amount } ({ $grant }), { $per-head } по становнику: место { $rank } од { $count }. Све општине заједно добијају { $all } по становнику.
municipality-unknown = Не постоји општина са шифром „{ $code }“.
municipality-unknown-todo = Шифре имају две цифре, од 01 до 38. Тражите по имену или отворите једну од ових:
waterfall-finding = { $step }: { $part } износа
waterfall-measured = EUR, { $year }, корак по корак до износа
waterfall-title = Износ корак по корак
section-steps = Зашто је толико
steps-intro = Сваки корак отвара своје правило, вредности и изворе. Кораци заједно чине износ, у цент.
step-running = Досад { $amount }.
steps-all = Отвори сваки корак до последњег податка
steps-fold = Поново склопи кораке
section-rests = На чему почива
rests-list = Улазни подаци који нису проверени
rests-which = Који
rests-municipalities = { $count ->
    [one] Податак { $count } општине
    [few] Подаци { $count } општине
   *[other] Подаци { $count } општина
}
section-data = Шта се зна о општини
data-title = Шта се зна: { $name }
section-others = Поред других
neighbours-finding = { $more ->
    [0] Ниједна од суседних општина ({ $count }) не добија више по становнику него { $name }
   *[other] Више по становнику него { $name } добија суседних општина: { $more } од { $count }
}
peers-finding = { $more ->
    [0] Ниједна од општина најближих по величини ({ $count }) не добија више по становнику него { $name }
   *[other] Више по становнику него { $name } добија општина најближих по величини: { $more } од { $count }
}
neighbours-own = Границе су састављене из општег знања, не из званичног извора.
peers-own = Најближе по величини: оне са најсличнијим бројем становника.
median-all = Медијана свих
column-what = Шта
column-value = Вредност
column-standing = Поузданост
column-source = Извор
why-rule = Правило:
why-law = Извор у закону
why-standing = Поузданост
why-source = Извор
why-weakest = Најслабији од података на којима почива
why-since = Важи од
why-formula = У формули
why-line = ред { $line }

# Formulas
formulas-title = Формуле
formulas-lede = { $count ->
    [one] О износима одлучује { $count } формула; овде је свако може прочитати.
    [few] О износима одлучују { $count } формуле; овде их свако може прочитати.
   *[other] О износима одлучује { $count } формула; овде их свако може прочитати.
}
formulas-none = Још нема формула.
purpose-grant = Дели грант по важећем закону.
purpose-proposal = Предлог: нико га није усвојио.
purpose-preparation = Припрема улазне податке за друге формуле.
formula-lede = { $unverified ->
    [0] Параметара: { $params }, правила: { $rules }, провера: { $checks }.
   *[other] Параметара: { $params }, правила: { $rules }, провера: { $checks }. Непроверених параметара: { $unverified }.
}
formula-unknown = Не постоји формула са именом „{ $formula }“.
formula-unknown-todo = Изаберите једну од постојећих формула.
section-text = Текст
section-rules = Правила и шта је изашло
section-params = Параметри
section-uses = Формуле које користи
text-intro = Текст је само правило: ништа друго не одлучује о износима. Свако име води ономе што означава.
text-hash = SHA-256 текста:
rule-for-each = по једно за сваку општину
rule-unit = Јединица
rule-least = Најмање
rule-most = Највише
rule-sum = Укупно
params-none = Ова формула нема параметара.
column-param = Параметар
column-since = Од
column-basis = Извор или разлог

# Comparison
compare-title = Ко добија, а ко губи
compare-before = Упореди
compare-after = са
compare-submit = Упореди
compare-swap = Замени места
compare-same = Оба су исти обрачун. Изаберите два различита да бисте их упоредили.
compare-nothing = Ниједан износ се не разликује између два обрачуна.
compare-changed = { $run }, са измењеним параметрима
compare-refused = Вратите се и измените параметре; формула се не може обрачунати са онима који стоје у адреси.
compare-causes = Зашто: по узроцима
compare-causes-intro = Оно што се разликује између два обрачуна мењано је сваким могућим редоследом; сваки узрок добија оно што у просеку додаје. Делови дају промену, у цент.
compare-show = Прикажи
compare-account = { $name }: највише помера { $cause }, { $amount }
compare-account-nothing = { $name }: ништа од онога што се разликује не помера њен износ
compare-account-measured = EUR, од износа пре до износа после, узрок по узрок
compare-no-account = Нема рашчлањења по узроцима: општина недостаје у једном од обрачуна, или се неки обрачун између њих не може израдити.
compare-by = Колоне
compare-by-cause = По узроцима
compare-by-rule = По правилима формуле
compare-finding = { $grant }: прелаз са „{ $before }“ на „{ $after }“ помера { $moved }. На добитку општина: { $gain }, највише { $winner } ({ $winner-amount }); на губитку: { $lose }, највише { $loser } ({ $loser-amount }).
compare-finding-formulas = Од „{ $before }“ до „{ $after }“: више добија општина: { $gain }, највише { $winner } ({ $winner-amount }); мање добија: { $lose }, највише { $loser } ({ $loser-amount }).
compare-map = На добитку општина: { $gain }, на губитку: { $lose }
compare-measured = EUR, од „{ $before }“ до „{ $after }“
compare-rules = Највише помера: { $rule }
compare-rules-measured = EUR, шта свако правило додаје и узима, обоје рачунато као величина
compare-table = Колико и зашто
compare-table-intro = Колоне десно деле сваку разлику; у сваком реду дају њен збир. Разлика отвара рашчлањење своје општине.
compare-ready-title = Готова поређења
compare-ready = { $grant } { $year }: шта помера процена за север
compare-ready-none = Још нема два обрачуна једне формуле.
column-before = Пре
column-after = После
column-difference = Разлика

# Policy tests
test-door = Тест правила: примери израчунати ручно, покренути сада
test-crumb = Тест правила
test-title = { $formula }: тест правила
test-lede =
    { $failed ->
        [0] Сви случајеви ({ $passed }) дају оно што морају.
       *[other] Случајева који не дају оно што морају: { $failed }; оних који дају: { $passed }.
    }
test-intro = Сваки случај наводи правило, шта улази и шта мора изаћи, израчунато ручно. Сви су покренути када је отворена ова страница. Текст је на језику на којем је написан.
test-unreadable = Страница теста није написана како треба.
test-fault = Ред { $line }: { $what }.
test-passes = Излази како мора
test-fails = Не излази како мора
test-skipped = Изостављено: { $reason }
test-in = Шта улази: { $table }
test-out = Шта мора изаћи
test-refused = Мора бити одбијено: { $id }
test-table = Табела { $number }
