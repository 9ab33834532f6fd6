# Korniza e çdo faqeje
site-name = Peshore
site-purpose = Financimi i shërbimeve sociale, i shpjeguar
skip-to-content = Kalo te përmbajtja
main-navigation = Navigimi kryesor
language-switch = Gjuha
breadcrumbs = Ju ndodheni këtu
home = Ballina
demo-title = Demonstrim.
demo-text = Asgjë këtu nuk është vendim zyrtar.
footer-standing = Shifrat që nuk janë verifikuar me burim zyrtar kanë një shenjë.
footer-licence = Peshore është softuer me kod të hapur, me licencën Apache 2.0.
theme-to-dark = Pamja e errët
theme-to-light = Pamja e çelët
keys-title = Tastet
keys-search = Shko te fusha e kërkimit
keys-help = Shfaq këtë listë
keys-tiles = Lëviz ndërmjet katrorëve të hartës
keys-close = Mbyll këtë listë
keys-single = Përdor tastet / dhe ?
close = Mbyll

# Gjendja e shifrave
standing-key = Çfarë tregojnë shenjat
standing-verified = e verifikuar
standing-verified-means = E lexuar në ligj ose në burimin zyrtar dhe e kontrolluar.
standing-derived = e nxjerrë
standing-derived-means = E llogaritur saktësisht nga shifra të lexuara.
standing-reported = e raportuar
standing-reported-means = E deklaruar nga dikush, e pakontrolluar me burim zyrtar.
standing-estimated = e vlerësuar
standing-estimated-means = E plotësuar sipas një rregulli, sepse nuk u gjet shifër.
standing-assumed = e supozuar
standing-assumed-means = E caktuar pa burim.

# Njoftimet
tone-note = Shënim
tone-caution = Kujdes
tone-done = U krye
tone-fault = Gabim

# Tabelat dhe listat
missing = nuk ka të dhëna
median = Mediana
rank = Nr.
range = nga { $from } deri në { $to }
sort-ascending = Rendit në rritje
sort-descending = Rendit në zbritje
nothing-found = Nuk u gjet asgjë. Shkurtoni fjalën ose shfaqni të gjithë rreshtat.
empty-table = Këtu ende nuk ka asgjë.
filter-submit = Filtro
filter-outcome = Janë shfaqur { $shown } nga { $all }.
filter-clear = Shfaq të gjitha
pages = Faqet
page-number = Faqja { $number }
page-previous = E mëparshmja
page-next = Tjetra
search = Kërko
download = Shkarko

# Figurat
empty-picture = Ende nuk ka shifra për t’u paraqitur.
chart-table = Shifrat në tabelë
chart-item = Emri
chart-value = Vlera
chart-class = Klasa
chart-step = Hapi
chart-change = Ndryshimi
chart-level = Shuma
legend-entry = { $name }: { $range } ({ $count })
legend-missing = Nuk ka të dhëna ({ $count })
tiles-in-thousands = Shifrat në katrorë: mijë { $unit }
tiles-in-millions = Shifrat në katrorë: milionë { $unit }
class-fifth-1 = E pesta më e ulët
class-fifth-2 = E pesta e dytë
class-fifth-3 = E pesta e mesme
class-fifth-4 = E pesta e katërt
class-fifth-5 = E pesta më e lartë
class-step-1 = Më të ulëtat
class-step-2 = Të ulëta
class-step-3 = Të mesme
class-step-4 = Të larta
class-step-5 = Më të lartat
class-change-loss-3 = Humbje e madhe
class-change-loss-2 = Humbje e mesme
class-change-loss-1 = Humbje e vogël
class-change-0 = Pa ndryshim
class-change-gain-1 = Fitim i vogël
class-change-gain-2 = Fitim i mesëm
class-change-gain-3 = Fitim i madh

# Formularët
optional = opsionale
error-before = Gabim:
error-summary = { $count ->
    [one] Ka një problem
   *[other] Ka { $count } probleme
}
number-empty = Shkruani një numër.
number-not = “{ $typed }” nuk është numër. Shkruani vetëm shifra, për shembull 1.234,56.
number-groups = Shenjat në “{ $typed }” nuk përputhen. Ndani mijëshet në grupe nga tri shifra dhe decimalet vetëm një herë, për shembull 1.234,56.
number-too-long = Numri ka tepër shifra. Shkruani më së shumti 30.
number-range = Shkruani një numër brenda këtyre kufijve: { $range }.
number-read-as = U lexua si { $number }.

# Faqet e gabimeve
error-home = Ballina
error-request = Nëse e raportoni, ju lutemi shënoni këtë numër:
error-not-found-title = Faqja nuk u gjet
error-not-found-what = Në këtë adresë nuk ka faqe.
error-not-found-todo = Kontrolloni nëse adresa është shkruar drejt ose filloni nga ballina.
error-refused-title = Nuk keni qasje
error-refused-what = Nuk keni të drejtë ta shihni këtë faqe ose ta kryeni këtë veprim.
error-refused-todo = Nëse ju nevojitet për punë, drejtojuni administratorit të institucionit tuaj.
error-bad-request-title = Kërkesa nuk mund të lexohej
error-bad-request-what = Diçka në adresë ose në formular nuk përputhet.
error-bad-request-todo = Kthehuni, korrigjojeni dhe dërgojeni përsëri. Ajo që keni shkruar është ende në formular.
error-conflict-title = Dikush tjetër ishte më i shpejtë
error-conflict-what = Kjo u ndryshua pasi ju e hapët. Asgjë nuk u mbishkrua.
error-conflict-todo = Hapni versionin e tanishëm, krahasojeni me tuajin dhe shënoni përsëri ndryshimet tuaja.
error-internal-title = Diçka shkoi keq te ne
error-internal-what = Faqja nuk mund të përgatitej. Asgjë nuk humbi dhe asgjë nuk u ruajt përgjysmë.
error-internal-todo = Provoni përsëri pas pak.

# Udhëzuesi i stilit
guide-title = Udhëzuesi i stilit
guide-eyebrow = Për ata që ndërtojnë faqe
guide-lede = Çdo përbërës në gjendjet e tij: i zakonshëm, i zbrazët, i mbushur tej mase dhe me gabim.
guide-band = Shifra të shpikura
guide-band-text = Emrat janë të vërtetë, shifrat në këtë faqe jo.
guide-source = Burimi: shifra të shpikura për këtë faqe.
guide-contents = Në këtë faqe
guide-ordinary = I zakonshëm
guide-empty = I zbrazët
guide-overfull = I mbushur tej mase
guide-wrong = Me gabim
guide-inline = Krah për krah
guide-type = Shkrimi
guide-notices = Njoftimet
guide-standing = Gjendja e shifrave
guide-stats = Shifra të mëdha
guide-lists = Listat
guide-tables = Tabelat
guide-forms = Formularët
guide-pictures = Figurat
guide-tile-map = Harta me katrorë
guide-tile-changes = Harta e ndryshimeve
guide-bars = Shtyllat
guide-diverging = Fitimet dhe humbjet
guide-dots = Pikat me medianën
guide-waterfall = Hapat e shumës
guide-slope = Dy vite
guide-prose = Komunat sigurojnë shërbimet sociale dhe familjare në territorin e tyre. Niveli qendror i financon me një grant të llogaritur sipas një formule që mund ta lexojë kushdo, dhe çdo shumë mund të ndiqet deri te shifrat dhe nenet e ligjit ku mbështetet.
guide-prose-short = Çdo shumë mund të ndiqet deri te shifrat e saj.
guide-link = Lexoni si funksionon formula
guide-disclosure = Si llogaritet kjo?
guide-empty-text = Ende nuk ka llogaritje. E para do të shfaqet pasi të ruhet një pamje e të dhënave.
guide-place = Komuna
guide-total = Gjithsej
guide-pool = Fondi për vitin 2026
guide-per-head = Për banor
guide-change = Ndryshimi nga viti i kaluar
guide-sum = Të gjitha komunat
guide-table-caption = Shpërndarja për vitin 2026
guide-filter = Gjeni një komunë
guide-long-header = Një titull mjaft i gjatë i kolonës
guide-hint = Shkruajeni si të doni: 1.234,56 ose 1,234.56.
guide-last-year = Viti i kaluar: 27 345 120 EUR
guide-choice = Popullsia e katër komunave veriore
guide-choice-1 = Sipas regjistrimit
guide-choice-2 = Me vlerësimin
guide-choose = Zgjidhni njërën nga të dyja.
guide-day = Data e vendimit
guide-reason = Arsyetimi
guide-compute = Llogarit
guide-what-if = Po sikur
guide-finding = Gjakova merr më së shumti, pesë komuna më pak se 115 000 EUR
guide-finding-change = Gjakova fiton 3,2 %, Ferizaji humb 2,2 %
guide-finding-head = Gjysma e komunave marrin më pak se 8 EUR për banor
guide-finding-steps = Nevoja përbën dy të tretat e grantit
guide-finding-years = Shumica e komunave e ruajnë vendin e tyre
guide-law = Projektrregull, neni 7
guide-step-core = Shuma fikse për qendrën
guide-step-need = Nevoja sipas popullsisë dhe familjeve me ndihmë sociale
guide-step-dispersion = Shpërndarja e vendbanimeve
guide-step-minority = Faktori i pakicave
guide-step-cap = Zbritja sipas kufirit të epërm
guide-step-total = Granti për vitin 2026
