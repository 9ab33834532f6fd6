# Shtypet kur niset faqja
start-address = Peshore është nisur: { $address }
start-other-port = Porta e kërkuar është e zënë; kjo është porta e parë e lirë pas saj.
start-database = Baza e të dhënave: { $database }
start-demo = Për të filluar nga e para, ndaleni dhe fshini dosjen { $folder }, ose caktoni një tjetër me --data-dir.
start-serve = E arrin vetëm ky kompjuter; `docs/operating.md` thotë si e arrijnë të tjerët. Për të dhëna të tjera, caktoni dosjen e tyre me --data-dir, ose serverin e tyre me --database.
start-first-link = Ende nuk ka administrator. Kush e hap i pari këtë lidhje bëhet administrator; ajo vlen një herë, për tri ditë dhe deri në nisjen e radhës: { $link }
start-stop = Për ta ndalur, shtypni Ctrl+C.

# Pse nuk mund të niset
start-ports-taken = Asnjë portë e lirë nga { $first } deri në { $last }: { $detail }
    .help = Ndaleni programin që i përdor, ose caktoni një portë tjetër me --port; me --port 0 merret cilado e lirë.
start-mail = Me këto cilësime nuk mund të dërgohen letra: { $detail }
    .help = Kontrolloni cilësimet që fillojnë me `mail`.
start-no-keys = Në këtë bazë të dhënash ka të dhëna të vulosura, dhe mungojnë çelësat kryesorë për t’i hapur.
    .help = Caktojeni skedarin e tyre me `keys.file` te cilësimet, ose me PESHORE_KEYS_FILE. Asgjë nuk u ndryshua.
start-keys = Çelësat kryesorë: { $path }. Ruani dy kopje, larg bazës së të dhënave dhe kopjeve rezervë të saj; pa ta askush nuk hyn më.
start-unsealed = Nuk ka çelësa kryesorë: sekretet e faktorëve të dytë ruhen të pavulosura. `peshore keys make FILE` krijon një skedar; caktojeni me `keys.file`.
start-address-public = { $address } mund të arrihet nga kompjuterë të tjerë.
    .help = Asgjë nuk do të ishte e koduar deri atje: mos e jepni --address, ose vendosni para faqes një ndërmjetës që flet TLS, siç e përshkruan `docs/operating.md`.
start-no-database = Nuk ka bazë të dhënash { $path }.
    .help = Caktoni dosjen e një baze me --data-dir, ose një server me --database; me --create krijohet një e re.
start-system = Sistemi nuk lejon nisjen e serverit: { $detail }
    .help = Provoni përsëri. Nëse përsëritet, njoftoni administratorin e këtij kompjuteri.

# Çfarë u zhvendos
move-copied = U kopjua nga { $from } në { $to }; për secilën tabelë rreshtat dhe gjurma:
move-compared = U lexuan prapë { $tables } tabela dhe { $rows } rreshta; çdo numër rreshtash dhe çdo gjurmë është e njëjtë në të dyja anët.
move-from-stays = { $from } mbetet siç është. Ajo që shkruhet atje tani e tutje nuk është në { $to }.

# Çfarë u ruajt si kopje rezervë
backup-made = Gjithçka nga { $database } është në { $file }; për secilën tabelë rreshtat dhe gjurma:
backup-verified = { $file } u lexua i tëri dhe është ajo që u ruajt më { $made } nga versioni { $program }; për secilën tabelë rreshtat dhe gjurma:
backup-restored = { $database } përmban gjithçka nga { $file }, i krijuar më { $made } nga versioni { $program }; për secilën tabelë rreshtat dhe gjurma:
backup-sum = { $tables } tabela dhe { $rows } rreshta.
backup-hash = SHA-256 e skedarit: { $hash }
backup-keep = Skedari u lexua prapë nga disku dhe është ashtu siç u shkrua. Ruajeni gjurmën e tij diku tjetër dhe provoni herë pas here nëse mund të rikthehet.
backup-key-made = Çelësi që deshifron është në { $file }; rreshti më lart është çelësi që shifron.
backup-key-keep = Ruajeni skedarin larg kompjuterit që krijon kopjet rezervë, në dy vende: kush e ka, mund të lexojë çdo kopje rezervë, dhe pa të askush nuk mundet.

# Çfarë u verifikua
verify-whole = { $database } është ashtu siç u shkrua. Shënimet e çdo zinxhiri të ditarit, me gjurmën e të fundit:
verify-read = U lexuan dhe janë të pandryshuara: { $chains } zinxhirë të ditarit, { $snapshots } gjendje të të dhënave, { $runs } llogaritje me shumat e tyre, { $documents } dokumente të publikuara me skedarët e tyre, { $attachments } skedarë të bashkëngjitur ashtu siç janë të vulosur.
verify-keep = Ruajini këto gjurmë diku tjetër: zinxhiri që më vonë nuk e ka njërën prej tyre është shkruar nga e para.

# Cilësimet
config-wrong = { $count ->
    [one] Një cilësim është i gabuar; asgjë nuk u nis.
   *[other] { $count } cilësime janë të gabuara; asgjë nuk u nis.
}
    .help = Ndreqni ato dhe shikoni përsëri me `peshore config check`.
config-unreadable = Skedari i cilësimeve { $path } nuk mund të lexohet: { $detail }
    .help = Kontrolloni emrin e dhënë te --config dhe nëse keni të drejtë ta lexoni skedarin.
config-in-line = { $file }, rreshti { $line }
config-in-variable = Mjedisi, { $name }
config-in-argument = rreshti i komandës
config-by-default = e parazgjedhur
config-line = rreshti { $line }
config-syntax = Skedari nuk mund të lexohet këtu: { $detail }
    .help = Cilësimet shkruhen në TOML: [pjesa] në një rresht të vetin, poshtë saj emri = vlera, tekstet në thonjëza.
config-misspelt = Nuk ka cilësim `{ $key }`.
    .help = Shkruani `{ $nearest }`, nëse mendohet ai.
config-unknown = Nuk ka cilësim `{ $key }`.
    .help = `docs/operating.md` i rendit të gjitha cilësimet; `peshore config check` pa skedar i shtyp ato.
config-value = `{ $key }` nuk mund të jetë “{ $found }”.
    .help = Është { $expected }.
config-range = `{ $key }` është jashtë kufijve.
    .help = Është numër i plotë nga { $least } deri në { $most }.
config-secret = `{ $key }` përmban një fjalëkalim, i cili nuk e ka vendin në këtë skedar.
    .help = Vendoseni tërë adresën në një skedar që e lexon vetëm programi dhe caktojeni atë te `database.address-file`, ose në variablën PESHORE_DATABASE, ose fjalëkalimin në `~/.pgpass`.
config-contradicts = `{ $key }` dhe `{ $other }` të dyja thonë ku është baza e të dhënave.
    .help = Lëreni jashtë njërën prej tyre.
config-needs = `{ $key }` i lejon kompjuterët e tjerë ta arrijnë faqen, dhe për këtë duhet { $other }.
    .help = Vendoseni faqen pas një ndërmjetësi që flet TLS dhe caktoni adresën e tij dhe të faqes; ose dëgjoni te 127.0.0.1.
config-lacks = `{ $key }` kështu nuk do të thotë asgjë: mungon { $other }.
    .help = Caktojeni, ose hiqeni `{ $key }`. Letrat kërkojnë dërgues dhe server ose dosje; emri te serveri kërkon fjalëkalimin; serveri në kompjuter tjetër kërkon mbrojtje. Ofruesi i identitetit kërkon çdo cilësim të `sign-in`, përveç `second-factor`.
config-file = Skedari që cakton `{ $key }` nuk mund të lexohet: { $detail }
    .help = Kontrolloni emrin dhe nëse llogaria e programit ka të drejtë ta lexojë skedarin.
config-is-number = numër i plotë
config-is-plain = tekst në thonjëza, numër i plotë ose listë tekstesh
config-is-url = adresa e faqes siç e shkruajnë njerëzit: `https://peshore.example`, pa shteg
config-is-hosts = listë emrash, si `["peshore.example", "peshore.example:8443"]`
config-is-address = numri i një adrese të këtij kompjuteri, si `127.0.0.1` ose `::1`
config-is-socket = adresë me portë, si `127.0.0.1:9464`, ose `off`
config-is-networks = listë adresash dhe rrjetesh, si `["127.0.0.1", "10.0.0.0/8"]`
config-is-database = dosje, skedar ose `postgres://USER@HOST/NAME?sslmode=verify-full`
config-is-path = shtegu i një skedari ose dosjeje
config-is-format = `plain` ose `json`
config-is-sender = një adresë, ndoshta me emër: `Peshore <no-reply@peshore.example>`
config-is-server = një server me portin e tij, si `mail.example:587`
config-is-protection = `tls`, `starttls` ose `none`
config-is-user = një emër
config-is-issuer = adresa që emërton një ofrues: `https://id.example`, ose `http://` në këtë kompjuter
config-is-factor = `peshore` ose `provider`
config-is-label = një emër me së shumti 60 shenja, pa thonjëza

# Çfarë është tepër
limit-head = Koka e kërkesës është tepër e gjatë: adresa e saj, ose ajo që shfletuesi dërgon bashkë me të.
    .help = Hapni një adresë më të shkurtër. Nëse ndodh në çdo faqe, fshini kukit e kësaj faqeje në shfletues. Asgjë nuk u ndryshua.
limit-body = Ajo që u dërgua është tepër e madhe.
    .help = Dërgoni një skedar më të vogël, ose disa. Asgjë nuk u ndryshua.
limit-rate = Nga kjo adresë vijnë tepër shumë kërkesa.
    .help = Prisni { $seconds } sekonda, pastaj hapeni faqen nga e para. Asgjë nuk u ndryshua.
limit-busy = Faqja po u përgjigjet aq kërkesave sa mundet.
    .help = Prisni disa sekonda, pastaj hapeni faqen nga e para. Asgjë nuk u ndryshua.
limit-slow = Përgjigjja zgjati tepër.
    .help = Shikoni nëse ajo që dërguat ka mbërritur para se ta dërgoni përsëri: një formular i dërguar dy herë nga e njëjta faqe ruhet një herë.

# Kërkesat
sign-in-needed = Kjo faqe është për ata që kanë hyrë dhe të cilëve u takon sipas rolit.
sign-in-needed-todo = Hyni; pastaj ktheheni këtu.
host-strange = Kjo faqe u kërkua me një emër që nuk është i saj.
host-strange-todo = Hapeni me adresën që u shtyp kur u nis.
method-not-allowed = Në këtë adresë nuk mund të dërgohet asgjë.
method-not-allowed-todo = Hapeni si faqe.
address-unreadable = Adresa nuk mund të lexohet.

# Skedari i çelësave kryesorë
keys-made = { $path } u bë. Ruani dy kopje veç nga baza e të dhënave dhe kopjet e saj rezervë: pa to askush nuk e lexon më kurrë atë që është e vulosur.
keys-added = { $path } ka një çelës të ri kryesor, i cili është në përdorim nga tani. Kopjojeni skedarin rishtas, pastaj ekzekutoni `peshore keys rewrap`.
keys-rewrapped = Çelësa të mbështjellë rishtas: { $count }. Asnjë nuk ka më nevojë për një çelës kryesor më të vjetër.
keys-of-master = Çelësi kryesor { $key } hap { $count } dosje.
keys-none = Asnjë dosje e kësaj baze të dhënash nuk ka nevojë për çelës kryesor.
keys-erased = Dosje të fshira: { $count }.
keys-dropped = { $path } tani ka vetëm çelësin kryesor në përdorim. Asgjësoni kopjet e skedarit të vjetër kur kopjet rezervë të bëra më parë nuk duhen më.
keys-file-missing = Nuk ka skedar { $path }.
    .help = Jepni skedarin e çelësave kryesorë; `peshore keys make` e bën një për një bazë të re të dhënash.
keys-file-there = Skedari { $path } ekziston tashmë; asgjë nuk u ndryshua.
    .help = Jepni një skedar tjetër. Kush i mbishkruan çelësat kryesorë humb gjithçka që ata kanë vulosur.
keys-file-open = Përdorues të tjerë të kësaj makine mund ta lexojnë ose ndryshojnë { $path }.
    .help = Hiquani të drejtën: `chmod 600 SKEDARI`.
keys-file-failed = { $path } nuk mund të lexohet ose shkruhet: { $detail }
    .help = Shikoni nëse dosja ekziston dhe nëse keni të drejtë të shkruani në të.
