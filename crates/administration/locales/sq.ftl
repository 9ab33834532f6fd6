# Navigation
home = Ballina
nav-account = Llogaria ime
nav-accounts = Llogaritë
nav-waiting = Në pritje të personit të dytë

# Signing in
sign-in-title = Hyrja
email = Adresa e e-postës
password = Fjalëkalimi
next = Vazhdoni
with-password = Me fjalëkalim
samples-title = Shikojeni si
sign-in-as = Hyni si { $name }
samples-text = Këta persona janë të shpikur. Hyni me një klikim; gjithçka që bëni shënohet vetëm në këtë demonstrim.
code-title = Faktori i dytë
code = Kodi
code-hint = Gjashtë shifra nga aplikacioni juaj, ose një nga kodet e rikuperimit.
code-hint-new = Gjashtë shifrat që aplikacioni i tregon tani.
signed-in-title = Keni hyrë
go-on = Vazhdoni
wait-seconds = { $count ->
    [one] Ka mbetur edhe një sekondë pritje.
   *[other] Kanë mbetur edhe { $count } sekonda pritje.
}
wait-minutes = { $count ->
    [one] Ka mbetur edhe rreth një minutë pritje.
   *[other] Kanë mbetur edhe rreth { $count } minuta pritje.
}

# A form whose session has ended
again-kept = Seanca juaj ka përfunduar.
again-kept-text = Ajo që plotësuat është ruajtur: hyni dhe formulari shfaqet përsëri. Ende nuk është bërë asgjë. Fushat e fjalëkalimeve mbeten bosh.
again-lost = Seanca juaj ka përfunduar.
again-lost-text = Hyni dhe plotësojeni formularin përsëri: ishte tepër i gjatë për t’u ruajtur këtu. Nuk është bërë asgjë.
kept-not-opened = Formulari i ruajtur i takon një llogarie tjetër, ose programi është rinisur ndërkohë. Ai nuk u shfaq.
back-to-form = Kthehuni te formulari
back-to-form-text = Formulari është ashtu siç e plotësuat. Veprimi kryhet vetëm kur ta dërgoni prej andej.

# Beginning
begin-title = Fillimi
begin-lede = Jeni ftuar si { $role }. Zgjidhni si e dëshmoni se jeni ju.
begin = Filloni
name = Emri dhe mbiemri
set-up-how = Hapni në telefon një aplikacion për kode dhe skanojeni këtë figurë.
set-up-typed = Nëse nuk mund të skanohet, shkruajeni këtë sekret:
qr-alt = Figurë për skanim me një aplikacion për kode
codes-once = Shënojini këto kode tani; ato shfaqen vetëm një herë.
codes-once-text = Secili e zëvendëson një herë kodin e aplikacionit, nëse humb telefoni. Mbajini veç nga fjalëkalimi.

# One's own account
account-title = Llogaria ime
roles = Rolet
roles-none = ende asnjë rol
second-factor = Faktori i dytë
recovery = Kodet e rikuperimit
recovery-text = Kodet e reja i zëvendësojnë të vjetrat, të cilat nuk vlejnë më.
sessions = Ku keni hyrë
password-new = Fjalëkalimi i ri
password-hint = Së paku 12 shenja. Disa fjalë radhazi mbahen mend lehtë.
password-present = Fjalëkalimi i tanishëm
password-change = Ndryshoni fjalëkalimin
factor-replace = Lidhni një telefon tjetër
factor-change = Ndryshoni faktorin e dytë
recovery-change = Krijoni kode të reja
session-present = kjo pajisje
session-end = Mbylle
session-times = nga { $since }, përdorur së fundi { $seen }
sessions-end = Mbylli të gjitha të tjerat
password-done = Fjalëkalimi u ndryshua. Kudo tjetër keni dalë.
factor-done = Faktori i dytë u ndryshua. Kudo tjetër keni dalë.
recovery-done = Ka kode të reja rikuperimi.
sessions-done = U mbyll.

# Access tokens
tokens = Çelësat e hapur, dhe një i ri
tokens-title = Çelësat e qasjes
tokens-lede = Me një çelës, një program i juaji lexon dhe vepron në emrin tuaj: vetëm atë që e shënoni, vetëm atë që mund ta bëni vetë, dhe vetëm deri në përfundimin e tij.
tokens-open = Çelësat e hapur
tokens-none = Asnjë çelës nuk është i hapur.
tokens-new = Një çelës i ri
token-title = Titulli
token-title-hint = Për çka është, që ta njihni përsëri.
token-lasts = Përfundon pas
token-days = { $count ->
    [one] { $count } dite
   *[other] { $count } ditësh
}
token-may = Çka mund të bëjë programi
token-make = Krijo çelësin
token-end = Mbylle
token-end-named = Mbylle { $title }
token-times = krijuar më { $made }, përfundon më { $ends }, përdorur së fundi: { $used }
token-unused = asnjëherë
token-reach = { $count ->
    [one] Një gjë që mund ta bëjë
   *[other] { $count } gjëra që mund t’i bëjë
}
token-done = Çelësi u krijua.
token-once = Kopjojeni tani.
token-once-text = Shfaqet vetëm kësaj here dhe nuk mund të lexohet më. Ruajeni aty ku i ruani fjalëkalimet: kush e ka, vepron në emrin tuaj.
token-ended = Çelësi përfundoi.
repeated = Kjo tashmë është bërë.
repeated-text = I njëjti formular është dërguar më parë. Ajo që u krijua atëherë nuk shfaqet më; nëse nuk e keni parë, krijojeni përsëri.

# Accounts
accounts-title = Llogaritë
accounts-lede = Kush punon me sistemin, dhe në cilin rol.
accounts-filter = Emri, adresa ose roli
accounts-seek = Kërkoni
accounts-none = Asnjë llogari nuk përputhet. Llogaritë fillojnë me ftesë.
accounts-back = Te të gjitha llogaritë
account-of = Llogari
kind = Lloji
kind-person = person
kind-sample = i shpikur nga demonstrimi
invite-title = Ftoni dikë
invite-lede = Merrni një lidhje për ta dorëzuar. Kush e hap zgjedh fjalëkalimin dhe faktorin e dytë dhe e mban rolin.
invite-make = Krijoni lidhjen
invited-title = Ftesa
invited-once = Kjo lidhje shfaqet vetëm një herë.
invited-how = Dorëzojeni vetë, në një mënyrë që e lexon vetëm ky person. Vlen një herë, për tri ditë.
invited-before = Kjo ftesë është krijuar më parë dhe lidhja e saj u shfaq atëherë. Nëse ka humbur, krijoni një të re.
role = Roli
role-hint = Rolet që lexojnë raste presin personin e dytë.
territory = Ku
place-country = i tërë vendi
choose = Zgjidhni
role-give-title = Jepni një rol
role-give = Jepni rolin
role-end = Përfundoni rolin
reset-title = Telefon i humbur
reset-text = Heqja e faktorit të dytë kërkon një person të dytë. Sigurohuni së pari se po e kërkon vërtet pronari.
reset-ask = Kërkoni heqjen
given-done = Roli u dha. Kush e mban hyn përsëri.
waits-done = Roli pret personin e dytë.
ended-done = Roli përfundoi.
reset-waits-done = Kjo pret personin e dytë.

# What waits
waiting-title = Në pritje të personit të dytë
waiting-lede = Çka ka kërkuar një person tjetër dhe ju mund të vendosni. Askush nuk vendos për atë që e ka kërkuar vetë.
waiting-none = Asgjë nuk ju pret. Ajo që kërkon një person të dytë shfaqet këtu sapo dikush ta kërkojë.
pending-give = Jepet roli: { $role }
pending-reset = Hiqet një faktor i dytë i humbur
pending-other = Diçka tjetër
pending-whom = Kujt
pending-by = Kërkuar nga
pending-at = Kërkuar më
pending-why = Arsyeja
pending-approve = Miratoni
pending-refuse = Refuzoni
approved-done = U miratua dhe u krye.
refused-done = U refuzua; asgjë nuk ndryshoi.
someone = dikush, llogaria e të cilit ka përfunduar

# The journal
nav-journal = Ditari
journal-title = Ditari
journal-lede = Kush çka ka bërë, kur, nga ku dhe ndaj kujt. Asgjë në të nuk mund të ndryshohet, dhe çdo ndryshim nga jashtë zbulohet.
journal-from = Nga dita
journal-until = Deri më
journal-who = Kush
journal-what = Çka
journal-where = Territori
journal-subject = Ndaj kujt
journal-subject-hint = Identifikuesi, ose një pjesë e tij
journal-older = Shënime më të vjetra
journal-file = Këto shënime si CSV (10 000 më të rejat që përputhen)
journal-none = Asnjë shënim nuk përputhet.
journal-by = { $who }, { $at }, nga { $origin }; { $place }, shënimi { $entry }
journal-details = Çka është shënuar
journal-field = Fusha
journal-before = Më parë
journal-after = Më pas
journal-hash = Hash-i i shënimit:
everyone = Të gjithë
everything = Gjithçka
everywhere = Kudo
actor-public = dikush që nuk kishte hyrë
actor-demo = demonstrimi
actor-system = programi
origin-none = ky kompjuter
day-wrong = Kjo nuk është ditë. Shkruajeni si 2026-11-27.

# Njoftimet
nav-jobs = Puna e programit
inbox-title = Njoftimet
inbox-lede = Çka kanë bërë të tjerët që ju përket juve, dhe çka ju pret.
inbox-none = Asgjë e re.
inbox-read-title = Të lexuara
inbox-mark = Shëno si të lexuar
inbox-all = Shëno të gjitha si të lexuara
notice-unknown = Njoftim i një versioni tjetër të programit. Hapeni për të lexuar më tej.

# Letrat
letters = Letrat
letters-text = Çka nuk e keni lexuar te njoftimet pas pesë minutash ju dërgohet edhe me postë elektronike.
letters-none = Kjo faqe nuk dërgon postë elektronike. Çka ju përket gjendet te njoftimet.
letters-language = Gjuha e letrave
letters-in-sq = shqip
letters-in-sr-cyrl = serbisht, cirilike
letters-in-sr-latn = serbisht, latinisht
letters-in-en = anglisht
letters-wanted = Më shkruani me postë elektronike
letters-always = Çka ka të bëjë me sigurinë e llogarisë suaj ju dërgohet gjithsesi.
letters-change = Ruaj
letters-done = U ruajt.
letter-head = I/e nderuar { $name },
letter-demo = KJO ËSHTË LETËR E NJË DEMONSTRIMI. PERSONAT DHE SHIFRAT JANË TË SHPIKURA.
letter-notice-subject = Peshore: diçka e re për ju
letter-notice = { $sentence }

    Lexoni më tej: { $address }

    Askush nuk i lexon përgjigjet në këtë adresë. Si t’ju shkruhet e zgjidhni te { $account }
letter-password-subject = Peshore: fjalëkalim i ri
letter-password = Dikush kërkoi fjalëkalim të ri për llogarinë tuaj. Nëse ishit ju, zgjidheni këtu brenda gjysmë ore; ju duhet edhe një kod i aplikacionit tuaj ose një kod rikuperimi:

    { $address }

    Nëse nuk ishit ju, mos bëni asgjë: fjalëkalimi juaj mbetet siç është.

# Fjalëkalimi i harruar
forgotten-title = Fjalëkalim i harruar
forgotten-link = E keni harruar fjalëkalimin?
forgotten-lede = Merrni një letër me një lidhje me të cilën zgjidhni një të ri.
forgotten-ask = Dërgo letrën
forgotten-done = Nëse ka llogari me këtë adresë, një letër është rrugës. Lidhja në të vlen gjysmë ore. Brenda dhjetë minutash dërgohet një letër.
forgotten-no-mail = Kjo faqe nuk dërgon postë elektronike. Kërkoni ndihmë nga një administrator.
forgotten-again = Kërkoni një letër tjetër.
new-password-title = Fjalëkalim i ri
new-password-lede = Të gjitha pajisjet dalin nga llogaria. Vetëm lidhja nuk mjafton: bashkë me të duhet një kod.
new-password-done = Fjalëkalimi u ndryshua. Hyni me të.

# Hyrja me ofrues identiteti
identity-sign-in = Hyni me { $name }
identity-onward-title = Te një faqe tjetër
identity-onward = Te { $name }
identity-onward-text = Hyni atje dhe ktheheni këtu. Nëse nuk ndodh asgjë, përdorni lidhjen.
identity-declined = Atje nuk hytë. Provoni përsëri, ose hyni me fjalëkalimin tuaj.
identity-text = Në vend të fjalëkalimit mund të hyni me { $name }. Atje zgjidhni kush jeni dhe ktheheni.
identity-connect = Lidhu me { $name }
identity-connected = E lidhur me { $name } që nga { $since }. Fjalëkalimi juaj vlen gjithashtu.
identity-disconnect = Shkëputu nga { $name }
identity-begin = Lidhu pastaj me { $name }
identity-begin-hint = Atëherë mund të hyni atje në vend të fjalëkalimit. Shënoni më parë kodet tuaja.
connect-done = U lidh. Prej tani mund të hyni edhe në këtë mënyrë.
disconnect-done = U shkëput. Hyni me fjalëkalimin tuaj.
openid-unreached = Faqja ku hyni nuk u arrit.
openid-unreached-help = Provoni përsëri pas disa minutash, ose hyni me fjalëkalimin tuaj.
openid-unfit = Përgjigjja e faqes ku hyni nuk mund të përdoret.
openid-unfit-help = Hyni me fjalëkalimin tuaj dhe njoftoni një administrator: cilësimet e dy faqeve mund të mos përputhen.
openid-refused = Faqja ku hyni nuk e konfirmoi se vini prej andej.
openid-refused-help = Filloni përsëri. Nëse nuk ndihmon, hyni me fjalëkalimin tuaj dhe njoftoni një administrator.
openid-unproven = Ajo që thotë për ju faqja ku hyni nuk është e provuar.
openid-unproven-help = Filloni përsëri. Nëse nuk ndihmon, hyni me fjalëkalimin tuaj dhe njoftoni një administrator.

# Puna e programit
jobs-title = Puna e programit
jobs-lede = Letra dhe përkujtesa, që programi i dërgon vetë. Çka dështon provohet përsëri, çdo herë më vonë; pas dymbëdhjetë provash braktiset.
jobs-none = Ende nuk ka pasur asgjë për të bërë.
jobs-no-mail = Kjo faqe nuk dërgon postë elektronike: cilësimet nuk përmendin server poste. Letrat nuk dërgohen.
job-waiting = pret
job-running = në punë
job-done = e kryer
job-given-up = e braktisur
job-letter = Letër
job-reminder = Përkujtesë
job-due = Afati { $at }; prova deri tani: { $count }.
job-tried = Prova e fundit { $at }; prova: { $count }.
job-again = Provo përsëri
job-again-done = Po provohet përsëri.
job-not-given-up = Nuk ishte braktisur, prandaj nuk u ndryshua asgjë.

# Mbyllja e një llogarie
close-title = Mbylle këtë llogari
close-text = Bashkë me të përfundojnë rolet dhe seancat e saj, dhe askush nuk hyn më në të. Kjo nuk kthehet; kush vjen përsëri ftohet me adresë tjetër. Çka është bërë mbetet në ditar.
close = Mbylle llogarinë
closed-done = Llogaria u mbyll.
