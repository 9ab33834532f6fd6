# Navigation
home = Почетна
nav-account = Мој налог
nav-accounts = Налози
nav-waiting = Чека друго лице

# Signing in
sign-in-title = Пријава
email = Адреса е-поште
password = Лозинка
next = Даље
with-password = Лозинком
samples-title = Разгледајте као
sign-in-as = Пријава као { $name }
samples-text = Ова лица су измишљена. Пријављујете се једним кликом; све што урадите уписује се само у ову демонстрацију.
code-title = Други чинилац
code = Код
code-hint = Шест цифара из ваше апликације или један од кодова за опоравак.
code-hint-new = Шест цифара које апликација сада приказује.
signed-in-title = Пријављени сте
go-on = Даље
wait-seconds = { $count ->
    [one] Треба сачекати још { $count } секунду.
    [few] Треба сачекати још { $count } секунде.
   *[other] Треба сачекати још { $count } секунди.
}
wait-minutes = { $count ->
    [one] Треба сачекати још око { $count } минут.
    [few] Треба сачекати још око { $count } минута.
   *[other] Треба сачекати још око { $count } минута.
}

# A form whose session has ended
again-kept = Ваша сесија је истекла.
again-kept-text = Оно што сте попунили је сачувано: пријавите се и образац се поново приказује. Још ништа није урађено. Поља за лозинке остају празна.
again-lost = Ваша сесија је истекла.
again-lost-text = Пријавите се и поново попуните образац: био је предугачак да би се овде сачувао. Ништа није урађено.
kept-not-opened = Сачувани образац припада другом налогу, или је програм у међувремену поново покренут. Није приказан.
back-to-form = Назад на образац
back-to-form-text = Образац је онакав каквим сте га попунили. Извршава се тек када га одатле пошаљете.

# Beginning
begin-title = Почетак
begin-lede = Позвани сте као { $role }. Изаберите како доказујете да сте то ви.
begin = Почните
name = Име и презиме
set-up-how = Отворите на телефону апликацију за кодове и скенирајте ову слику.
set-up-typed = Ако не може да се скенира, укуцајте ову тајну:
qr-alt = Слика за скенирање апликацијом за кодове
codes-once = Запишите ове кодове сада; приказују се само једном.
codes-once-text = Сваки једном замењује код апликације ако се телефон изгуби. Чувајте их одвојено од лозинке.

# One's own account
account-title = Мој налог
roles = Улоге
roles-none = још ниједна улога
second-factor = Други чинилац
recovery = Кодови за опоравак
recovery-text = Нови кодови замењују старе, који од тада не важе.
sessions = Где сте пријављени
password-new = Нова лозинка
password-hint = Најмање 12 знакова. Неколико речи заредом лако се памти.
password-present = Садашња лозинка
password-change = Промени лозинку
factor-replace = Повежи други телефон
factor-change = Промени други чинилац
recovery-change = Направи нове кодове
session-present = овај уређај
session-end = Заврши
session-times = од { $since }, последњи пут { $seen }
sessions-end = Заврши све остале
password-done = Лозинка је промењена. Свуда другде сте одјављени.
factor-done = Други чинилац је промењен. Свуда другде сте одјављени.
recovery-done = Направљени су нови кодови за опоравак.
sessions-done = Завршено.

# Accounts
accounts-title = Налози
accounts-lede = Ко ради са системом и у којој улози.
accounts-filter = Име, адреса или улога
accounts-seek = Тражи
accounts-none = Ниједан налог не одговара. Налози почињу позивом.
accounts-back = На све налоге
account-of = Налог
kind = Врста
kind-person = лице
kind-sample = измислила га је демонстрација
invite-title = Позовите некога
invite-lede = Добијате везу коју треба да предате. Ко је отвори, бира лозинку и други чинилац и има улогу.
invite-make = Направи везу
invited-title = Позив
invited-once = Ова веза се приказује само једном.
invited-how = Предајте је сами, на начин који чита само то лице. Важи једном, три дана.
invited-before = Овај позив је већ направљен и његова веза је тада приказана. Ако је изгубљена, направите нову.
role = Улога
role-hint = Улоге које читају предмете чекају друго лице.
territory = Где
place-country = цела земља
choose = Изаберите
role-give-title = Доделите улогу
role-give = Додели улогу
role-end = Заврши улогу
reset-title = Изгубљен телефон
reset-text = За укидање другог чиниоца потребно је друго лице. Најпре се уверите да то заиста тражи власник.
reset-ask = Затражи укидање
given-done = Улога је додељена. Ко је има, поново се пријављује.
waits-done = Улога чека друго лице.
ended-done = Улога је завршена.
reset-waits-done = Ово чека друго лице.

# What waits
waiting-title = Чека друго лице
waiting-lede = Оно што је друго лице затражило, а ви можете да одлучите. Нико не одлучује о ономе што је сам затражио.
waiting-none = Ништа не чека на вас. Оно што захтева друго лице појављује се овде чим га неко затражи.
pending-give = Додељује се улога: { $role }
pending-reset = Укида се изгубљени други чинилац
pending-other = Нешто друго
pending-whom = Коме
pending-by = Затражио
pending-at = Затражено
pending-why = Разлог
pending-approve = Одобри
pending-refuse = Одбиј
approved-done = Одобрено и извршено.
refused-done = Одбијено; ништа није промењено.
someone = неко чији је налог завршен

# The journal
nav-journal = Дневник
journal-title = Дневник
journal-lede = Ко је шта учинио, када, одакле и чему. У њему ништа не може да се промени, а промена споља се открива.
journal-from = Од дана
journal-until = До дана
journal-who = Ко
journal-what = Шта
journal-where = Територија
journal-subject = Чему
journal-subject-hint = Ознака или њен део
journal-older = Старији уписи
journal-file = Ови уписи као CSV (најновијих 10 000 који одговарају)
journal-none = Ниједан упис не одговара.
journal-by = { $who }, { $at }, одакле: { $origin }; { $place }, упис { $entry }
journal-details = Шта је уписано
journal-field = Поље
journal-before = Пре
journal-after = После
journal-hash = Хеш уписа:
everyone = Сви
everything = Све
everywhere = Свуда
actor-public = неко ко није био пријављен
actor-demo = демонстрација
actor-system = програм
origin-none = овај рачунар
day-wrong = Ово није дан. Напишите га као 2026-11-27.
