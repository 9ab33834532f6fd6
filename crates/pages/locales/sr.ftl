# Оквир сваке странице
site-name = Peshore
site-purpose = Финансирање социјалних услуга, објашњено
skip-to-content = Пређи на садржај
main-navigation = Главна навигација
language-switch = Језик
breadcrumbs = Налазите се овде
home = Почетна
demo-title = Демонстрација.
demo-text = Ништа овде није званична одлука.
sign-in = Пријава
sign-out = Одјава
inbox = Обавештења
inbox-unread = Обавештења ({ $count } нових)
form-stale = Образац није послат.
form-stale-todo = Откако је отворен, пријавили сте се или одјавили. Проверите га и пошаљите поново.
footer-standing = Подаци који нису проверени у званичном извору носе ознаку.
footer-licence = Peshore је софтвер отвореног кода под лиценцом Apache 2.0.
theme-to-dark = Тамни изглед
theme-to-light = Светли изглед
keys-title = Тастери
keys-search = Иди на поље за претрагу
keys-help = Прикажи овај списак
keys-tiles = Кретање по пољима мапе
keys-close = Затвори овај списак
keys-single = Користи тастере / и ?
close = Затвори

# Поузданост података
standing-key = Шта значе ознаке
standing-verified = проверено
standing-verified-means = Прочитано у закону или званичном извору и проверено.
standing-derived = изведено
standing-derived-means = Тачно израчунато из прочитаних података.
standing-reported = пријављено
standing-reported-means = Нечија изјава, није проверено у званичном извору.
standing-estimated = процењено
standing-estimated-means = Попуњено по правилу, јер податак није нађен.
standing-assumed = претпостављено
standing-assumed-means = Одређено без извора.

# Обавештења
tone-note = Напомена
tone-caution = Пажња
tone-done = Обављено
tone-fault = Грешка

# Табеле и спискови
missing = нема податка
median = Медијана
rank = Бр.
range = од { $from } до { $to }
sort-ascending = Поређај растуће
sort-descending = Поређај опадајуће
nothing-found = Ништа није нађено. Скратите реч или прикажите све редове.
empty-table = Овде још нема ничега.
filter-submit = Филтрирај
filter-outcome = Приказано { $shown } од { $all }.
filter-clear = Прикажи све
pages = Странице
page-number = Страница { $number }
page-previous = Претходна
page-next = Следећа
search = Претрага
download = Преузми
png-failed = PNG: прегледач не може да је нацрта

# Слике
empty-picture = Још нема података за приказ.
chart-table = Подаци у табели
chart-item = Назив
chart-value = Вредност
chart-class = Класа
chart-step = Корак
chart-change = Промена
chart-level = Износ
legend-entry = { $name }: { $range } ({ $count })
legend-missing = Нема података ({ $count })
tiles-in-thousands = Бројеви у пољима: хиљаде { $unit }
tiles-in-millions = Бројеви у пољима: милиони { $unit }
class-fifth-1 = Најнижа петина
class-fifth-2 = Друга петина
class-fifth-3 = Средња петина
class-fifth-4 = Четврта петина
class-fifth-5 = Највиша петина
class-step-1 = Најниже
class-step-2 = Ниско
class-step-3 = Средње
class-step-4 = Високо
class-step-5 = Највише
class-change-loss-3 = Велики губитак
class-change-loss-2 = Средњи губитак
class-change-loss-1 = Мали губитак
class-change-0 = Без промене
class-change-gain-1 = Мали добитак
class-change-gain-2 = Средњи добитак
class-change-gain-3 = Велики добитак

# Обрасци
optional = није обавезно
error-before = Грешка:
error-summary = { $count ->
    [one] Постоји { $count } проблем
    [few] Постоје { $count } проблема
   *[other] Постоји { $count } проблема
}
number-empty = Упишите број.
number-not = „{ $typed }” није број. Упишите само цифре, на пример 1.234,56.
number-groups = Знаци у „{ $typed }” нису исправни. Хиљаде одвојте у групе од по три цифре, а децимале само једном, на пример 1.234,56.
number-too-long = Број има превише цифара. Упишите највише 30.
number-range = Упишите број у овим границама: { $range }.
number-read-as = Прочитано као { $number }.

# Странице грешака
error-home = Почетна страница
error-request = Ако пријављујете грешку, наведите овај број:
error-not-found-title = Страница није нађена
error-not-found-what = На овој адреси нема странице.
error-not-found-todo = Проверите да ли је адреса исправно уписана или почните од почетне странице.
error-refused-title = Немате приступ
error-refused-what = Немате право да видите ову страницу или да ово урадите.
error-refused-todo = Ако вам је потребно за рад, обратите се администратору своје институције.
error-bad-request-title = Захтев није могао да се прочита
error-bad-request-what = Нешто у адреси или у обрасцу није исправно.
error-bad-request-todo = Вратите се, исправите и пошаљите поново. Оно што сте уписали још је у обрасцу.
error-conflict-title = Неко је био бржи
error-conflict-what = Ово је промењено након што сте га отворили. Ништа није преписано.
error-conflict-todo = Отворите садашњу верзију, упоредите је са својом и поново унесите своје измене.
error-internal-title = Дошло је до грешке код нас
error-internal-what = Страница није могла да се направи. Ништа није изгубљено нити напола сачувано.
error-internal-todo = Покушајте поново за који тренутак.

# Водич за изглед
guide-title = Водич за изглед
guide-eyebrow = За оне који праве странице
guide-lede = Сваки елемент у својим стањима: уобичајен, празан, препун и погрешан.
guide-band = Измишљени подаци
guide-band-text = Називи су стварни, бројеви на овој страници нису.
guide-source = Извор: бројеви измишљени за ову страницу.
guide-contents = На овој страници
guide-ordinary = Уобичајено
guide-empty = Празно
guide-overfull = Препуно
guide-wrong = Погрешно
guide-inline = Једно поред другог
guide-type = Слог
guide-notices = Обавештења
guide-standing = Поузданост података
guide-stats = Велики бројеви
guide-lists = Спискови
guide-tables = Табеле
guide-forms = Обрасци
guide-pictures = Слике
guide-tile-map = Мапа од поља
guide-tile-changes = Мапа промена
guide-bars = Траке
guide-diverging = Добици и губици
guide-dots = Тачке са медијаном
guide-waterfall = Кораци износа
guide-slope = Две године
guide-prose = Општине обезбеђују социјалне и породичне услуге на својој територији. Централни ниво их финансира грантом који се рачуна по формули коју свако може да прочита, а сваки износ може да се прати до података и чланова закона на којима почива.
guide-prose-short = Сваки износ може да се прати до својих података.
guide-link = Прочитајте како формула ради
guide-disclosure = Како се ово рачуна?
guide-empty-text = Још нема обрачуна. Први ће се појавити када се сачува пресек података.
guide-place = Општина
guide-total = Укупно
guide-pool = Фонд за 2026. годину
guide-per-head = По становнику
guide-change = Промена у односу на прошлу годину
guide-sum = Све општине
guide-table-caption = Расподела за 2026. годину
guide-filter = Нађите општину
guide-long-header = Прилично дугачко заглавље колоне
guide-hint = Упишите како желите: 1.234,56 или 1,234.56.
guide-last-year = Прошле године: 27 345 120 EUR
guide-choice = Становништво четири северне општине
guide-choice-1 = Према попису
guide-choice-2 = Са проценом
guide-choose = Изаберите једно од та два.
guide-day = Дан одлуке
guide-reason = Образложење
guide-compute = Израчунај
guide-what-if = Шта ако
guide-finding = Ђаковица добија највише, пет општина мање од 115 000 EUR
guide-finding-change = Ђаковица добија 3,2 %, Урошевац губи 2,2 %
guide-finding-head = Половина општина добија мање од 8 EUR по становнику
guide-finding-steps = Потребе чине две трећине гранта
guide-finding-years = Већина општина задржава своје место
guide-law = Предлог правила, члан 7
guide-step-core = Фиксни износ за центар
guide-step-need = Потребе према становништву и породицама на социјалној помоћи
guide-step-dispersion = Раштрканост насеља
guide-step-minority = Мањински фактор
guide-step-cap = Умањење због горње границе
guide-step-total = Грант за 2026. годину
