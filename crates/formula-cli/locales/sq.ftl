cannot-write = gabim: rezultatet nuk mund të shkruhen: { $reason }.
check-fine = { $file }: në rregull ({ $params } parametra, { $definitions } përkufizime, { $results } rezultate, { $checks } kontrolle)
compare-column-after = Pas
compare-column-before = Para
compare-column-change = Ndryshimi
compare-column-values = Çfarë ndryshoi
compare-made-for = Për { $before }, krahasuar me { $after }
compare-method = Çdo pjesë është sa shton shkaku i saj, mesatarisht për të gjitha radhët në të cilat mund të ndërroheshin shkaqet; { $runs } llogaritje.
compare-no-parts = Nuk ka zbërthim: rreshti mungon në njërën nga llogaritjet, ose nuk ka shumë në një llogaritje mes tyre.
compare-no-total = Pa gjithsej: vlerat e këtij lloji nuk mblidhen nëpër rreshta.
compare-nothing = Asgjë nga ajo që ndryshon nuk lëviz ndonjë shumë.
docs-written = { $file }: u shkrua si shtojcë
explain-column-amount = Shuma
explain-column-running = Shuma deri këtu
explain-column-step = Hapi
explain-derivation = Nxjerrja
explain-more = Nxjerrja e plotë, deri te çdo shifër: --all
explain-rests-on = Mbështetet në { $inputs } të dhëna hyrëse, prej tyre { $unverified } të paverifikuara.
explain-rule = { $what } (rregull)
explain-runs = Identifikohet me
export-needs-data = { $name } hyn në skript si vlera, sepse SQL nuk mund ta gjejë. Jepni të dhënat: --data DIR
export-no-form = { $name } nuk ka trajtë në SQL
export-not-in-force = { $name } nuk ka vlerë në atë ditë. Zgjidhni një tjetër: --as-of DATE
fit-column-after = E gjetur
fit-column-before = Siç është
fit-column-short = Mungesa
fit-column-weight = Pesha
fit-limits = kufijtë e “{ $name }” përjashtojnë njëri-tjetrin ose vlerën e tanishme
fit-no-param = parametri “{ $name }” nuk mban numër këtu
fit-no-run = formula i refuzon këto shifra
fit-no-solution = asnjë peshë brenda këtyre kufijve nuk e ruan shumën
fit-shortfall = Mungesa e të gjithë rreshtave: { $before } siç është, { $after } me peshat e gjetura.
fit-weight-unreadable = “{ $value }” nuk është peshë; shkruani PARAM=POSHTË..LART, për shembull part=10%..60%
fmt-differs = { $file }: nuk është në paraqitjen kanonike
fmt-written = { $file }: u shkrua në paraqitjen kanonike
question-no-result = kjo kërkon një rezultat me nga një numër për rresht
question-not-a-number = “{ $value }” nuk është numër
question-param-unknown = nuk ka parametër “{ $name }” që mban numër; ka: { $has }
question-simulated = Shifra të simuluara, jo rezultat zyrtar.
run-awaits = { $count ->
        [one] “{ $first }” pret
       *[other] { $count } shuma, e para “{ $first }”, presin
    } këto shifra: { $cells }.
run-given = Dhënë vetëm për këtë llogaritje, jo si në fuqi: { $list }
run-identified-by = Llogaritja { $hash }
run-left-out = Të lëna jashtë këtij ekzekutimi për shkak të statusit: { $list }
run-left-out-one = { $title } ({ $standing })
run-made-for = Për { $day }
run-made-for-known = Për { $day }, me të dhëna të njohura deri më { $known }
run-name = Emri
run-rests = Çdo shumë mbështetet në deri { $inputs } të dhëna hyrëse, prej të cilave deri { $unverified } janë të paverifikuara.
run-scenario = Skenari “{ $scenario }”: një pyetje e vendosur mbi formulën, asnjëherë zyrtare.
run-total = Gjithsej
run-undelivered = Nuk u dorëzuan, prandaj mungojnë në çdo rresht: { $columns }
seek-before = Te { $value } ende jo.
seek-found = { $param }: kushti plotësohet nga { $value } e tutje.
seek-no-step = hapi duhet të jetë mbi zero
seek-not-steady = Nuk është i qëndrueshëm: kushti ndryshon edhe te vlera të tjera që u provuan.
seek-nothing-between = vlera e fundit është para së parës
seek-nowhere = { $param }: kushti nuk plotësohet te asnjë vlerë e provuar nga { $from } deri te { $to }.
seek-too-many-steps = ka më shumë hapa sesa mund të numërohen
seek-tried = Llogaritje zyrtare të bëra: { $tried }.
test-counted = { $file }: { $passed } kaluan, { $failed } dështuan, { $skipped } u kapërcyen
test-does-not-run = { $place }: “{ $title }” nuk mund të llogaritet:
test-file-unreadable = { $file } nuk mund të lexohet: { $reason }
test-skipped = { $place }: u kapërcye “{ $title }”: { $reason }
test-total = { $passed } kaluan, { $failed } dështuan, { $skipped } u kapërcyen
uncertainty-all-refused = formula e refuzon çdo hedhje; parametrat që së bashku japin të tërën duan --keep-sum
uncertainty-column-high = 95 % më poshtë
uncertainty-column-low = 5 % më poshtë
uncertainty-column-middle = Mesi
uncertainty-column-value = Siç është
uncertainty-drawn = { $inputs } të dhëna hyrëse të hedhura, { $draws } hedhje; nëntë të dhjetat e hedhjeve janë midis kolonave të jashtme.
uncertainty-of-nothing = thoni çka është e pasigurt me --within STANDING=PART ose --vary PARAM=PART
uncertainty-refused = Hedhje që formula i refuzoi: { $refused }.
usage-csv-one-table = këto rezultate u takojnë tabelave të ndryshme, kurse një skedar CSV mban një. Zgjidhni me --result: { $has }
usage-line-conflict = { $what } nuk mund të jepet bashkë me të tjerat.
usage-line-help = Më shumë për secilën komandë: --help
usage-line-missing = Mungon kjo: { $what }.
usage-line-other = Ky rresht i komandës nuk kuptohet.
usage-line-unknown = “{ $what }” nuk njihet këtu{ $has_near ->
        [yes] ; ndoshta “{ $near }”
       *[no] {""}
    }.
usage-line-value = “{ $value }” nuk mund të jepet për { $what }{ $has_has ->
        [yes] ; të mundshme janë: { $has }
       *[no] {""}
    }.
usage-line-without-value = { $what } kërkon një vlerë.
usage-no-tests = nuk ka asnjë provë në { $path }
usage-nothing-to-compare = nuk ka me çfarë të krahasohet. Thoni çfarë ndryshon në llogaritjen e dytë: --with FILE, --with-data DIR, --with-param NAME=VALUE ose --with-as-of DATE
usage-param-twice = parametri “{ $name }” është dhënë dy herë
usage-path-unknown = nuk ka skedar ose dosje { $path }
usage-result-unknown = nuk ka “{ $name }”{ $has_near ->
        [yes] ; ndoshta keni dashur të shkruani “{ $near }”
       *[no] . Ka: { $has }
    }
usage-row-unknown = nuk ka rresht “{ $name }”{ $has_near ->
        [yes] ; ndoshta keni dashur të shkruani “{ $near }”
       *[no] . Rreshti quhet me çelësin ose me emrin e vet
    }
usage-row-wanted = “{ $name }” ka një vlerë për çdo rresht; thoni cilin me --row KEY
xray-cliffs = Shkallë të thepisura: një ndryshim i vogël i shifrës bën një ndryshim të madh të shumës
xray-column-at = Te
xray-column-figure = Shifra
xray-column-gain = Rreshta që fitojnë
xray-column-jump = Kërcimi
xray-column-largest = Më e madhja
xray-column-lose = Rreshta që humbin
xray-column-median = Mediana
xray-column-part = Pjesa e shpërndarjes
xray-column-row = Rreshti
xray-drivers = Çka i bën shumat të ndryshme: pjesa e variancës që zhduket kur të gjithë rreshtat kanë mesataren
xray-idle = Çka nuk lëviz asnjë rezultat me këto shifra
xray-more = Edhe { $more } të tjera.
xray-no-cliffs = Nuk ka shkallë të thepisura: ndryshimet e vogla të shifrës bëjnë ndryshime të vogla të shumës.
xray-nothing-idle = Çdo rregull dhe parametër lëviz ndonjë rezultat.
xray-rewards = Çka i sjell vetë rreshtit raportimi i një shifre një për qind më të lartë
