cannot-write = gabim: rezultatet nuk mund të shkruhen: { $reason }.
check-fine = { $file }: në rregull ({ $params } parametra, { $definitions } përkufizime, { $results } rezultate, { $checks } kontrolle)
compare-column-after = Pas
compare-column-before = Para
compare-column-change = Ndryshimi
compare-column-values = Çfarë ndryshoi
compare-made-for = Për { $before }, krahasuar me { $after }
compare-method = Çdo pjesë është sa shton shkaku i saj, mesatarisht për të gjitha radhët në të cilat mund të ndërroheshin shkaqet; { $runs } llogaritje.
compare-no-parts = Nuk ka zbërthim: rreshti mungon në njërën nga llogaritjet, ose nuk ka shumë në një llogaritje mes tyre.
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
export-needs-data = { $name } hyn në skript si vlera, sepse SQL nuk mund ta kërkojë. Jepni të dhënat: --data DIR
export-no-form = { $name } nuk ka trajtë në SQL
export-not-in-force = { $name } nuk ka vlerë në atë ditë. Zgjidhni një tjetër: --as-of DATE
fmt-differs = { $file }: nuk është në paraqitjen kanonike
fmt-written = { $file }: u shkrua në paraqitjen kanonike
run-identified-by = Llogaritja { $hash }
run-made-for = Për { $day }
run-name = Emri
run-rests = Çdo shumë mbështetet në deri { $inputs } të dhëna hyrëse, prej të cilave deri { $unverified } janë të paverifikuara.
run-total = Gjithsej
test-counted = { $file }: { $passed } kaluan, { $failed } dështuan, { $skipped } u kapërcyen
test-does-not-run = { $place }: “{ $title }” nuk mund të llogaritet:
test-file-unreadable = { $file } nuk mund të lexohet: { $reason }
test-skipped = { $place }: u kapërcye “{ $title }”: { $reason }
test-total = { $passed } kaluan, { $failed } dështuan, { $skipped } u kapërcyen
usage-csv-one-table = këto rezultate u takojnë tabelave të ndryshme, kurse një skedar CSV mban një. Zgjidhni me --result: { $has }
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
