# Shtypet kur niset faqja
start-address = Peshore është nisur: { $address }
start-other-port = Porta e kërkuar është e zënë; kjo është porta e parë e lirë pas saj.
start-database = Baza e të dhënave: { $database }
start-demo = Për të filluar nga e para, ndaleni dhe fshini dosjen { $folder }, ose caktoni një tjetër me --data-dir.
start-serve = Ende nuk ka hyrje me llogari, prandaj e arrin vetëm ky kompjuter. Për të dhëna të tjera, caktoni dosjen e tyre me --data-dir, ose serverin e tyre me --database.
start-stop = Për ta ndalur, shtypni Ctrl+C.

# Pse nuk mund të niset
start-ports-taken = Asnjë portë e lirë nga { $first } deri në { $last }: { $detail }
    .help = Ndaleni programin që i përdor, ose caktoni një portë tjetër me --port; me --port 0 merret cilado e lirë.
start-address-public = { $address } mund të arrihet nga kompjuterë të tjerë.
    .help = Ende nuk ka hyrje me llogari, prandaj faqja është vetëm për këtë kompjuter: mos e jepni --address, ose caktoni 127.0.0.1.
start-no-database = Nuk ka bazë të dhënash { $path }.
    .help = Caktoni dosjen e një baze me --data-dir, ose një server me --database. Komanda `demo` krijon një bazë.
start-system = Sistemi nuk lejon nisjen e serverit: { $detail }
    .help = Provoni përsëri. Nëse përsëritet, njoftoni administratorin e këtij kompjuteri.

# Çfarë u zhvendos
move-copied = U kopjua nga { $from } në { $to }; për secilën tabelë rreshtat dhe gjurma:
move-compared = U lexuan prapë { $tables } tabela dhe { $rows } rreshta; çdo numër rreshtash dhe çdo gjurmë është e njëjtë në të dyja anët.
move-from-stays = { $from } mbetet siç është. Ajo që shkruhet atje tani e tutje nuk është në { $to }.

# Çfarë u verifikua
verify-whole = { $database } është ashtu siç u shkrua. Shënimet e çdo zinxhiri të ditarit, me gjurmën e të fundit:
verify-read = U lexuan dhe janë të pandryshuara: { $chains } zinxhirë të ditarit, { $snapshots } gjendje të të dhënave, { $runs } llogaritje me shumat e tyre.
verify-keep = Ruajini këto gjurmë diku tjetër: zinxhiri që më vonë nuk e ka njërën prej tyre është shkruar nga e para.

# Kërkesat
host-strange = Kjo faqe u kërkua me një emër që nuk është i saj.
host-strange-todo = Hapeni me adresën që u shtyp kur u nis.
method-not-allowed = Në këtë adresë nuk mund të dërgohet asgjë.
method-not-allowed-todo = Hapeni si faqe.
address-unreadable = Adresa nuk mund të lexohet.

# Skedari i çelësave kryesorë
keys-made = { $path } u bë. Ruani dy kopje veç nga baza e të dhënave dhe kopjet e saj rezervë: pa to askush nuk e lexon më kurrë atë që është e vulosur.
keys-added = { $path } ka një çelës të ri kryesor, i cili është në përdorim nga tani. Kopjojeni skedarin rishtas, pastaj ekzekutoni “peshore keys rewrap”.
keys-rewrapped = Çelësa të mbështjellë rishtas: { $count }. Asnjë nuk ka më nevojë për një çelës kryesor më të vjetër.
keys-of-master = Çelësi kryesor { $key } hap { $count } dosje.
keys-erased = Dosje të fshira: { $count }.
keys-dropped = { $path } tani ka vetëm çelësin kryesor në përdorim. Asgjësoni kopjet e skedarit të vjetër kur kopjet rezervë të bëra më parë nuk duhen më.
keys-file-missing = Nuk ka skedar { $path }.
    .help = Jepni skedarin e çelësave kryesorë; “peshore keys make” e bën një për një bazë të re të dhënash.
keys-file-there = Skedari { $path } ekziston tashmë; asgjë nuk u ndryshua.
    .help = Jepni një skedar tjetër. Kush i mbishkruan çelësat kryesorë humb gjithçka që ata kanë vulosur.
keys-file-open = Përdorues të tjerë të kësaj makine mund ta lexojnë ose ndryshojnë { $path }.
    .help = Hiquani të drejtën: chmod 600 SKEDARI.
keys-file-failed = { $path } nuk mund të lexohet ose shkruhet: { $detail }
    .help = Shikoni nëse dosja ekziston dhe nëse keni të drejtë të shkruani në të.
