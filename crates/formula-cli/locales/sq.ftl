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
explain-more = Nxjerrja e plotë, deri te çdo shifër: --all
explain-rests-on = Mbështetet në { $inputs } të dhëna hyrëse, prej tyre { $unverified } të paverifikuara.
explain-rule = { $what } (rregull)
fmt-differs = { $file }: nuk është në paraqitjen kanonike
fmt-written = { $file }: u shkrua në paraqitjen kanonike
run-identified-by = Llogaritja { $hash }
run-made-for = Për { $day }
run-name = Emri
run-rests = Çdo shumë mbështetet në deri { $inputs } të dhëna hyrëse, prej të cilave deri { $unverified } janë të paverifikuara.
run-total = Gjithsej
test-cells-in-line = ky rresht ka { $cells ->
        [one] një qelizë
       *[other] { $cells } qeliza
    }, por titulli ka { $columns }
test-column-unknown = formula nuk ka “{ $name }” këtu{ $has_near ->
        [yes] ; ndoshta keni dashur të shkruani “{ $near }”
       *[no] {""}
    }
test-counted = { $file }: { $passed } kaluan, { $failed } dështuan, { $skipped } u kapërcyen
test-day-unreadable = “{ $value }” nuk është datë; shkruajeni si vit-muaj-ditë
test-differs = { $name }{ $has_row ->
        [yes] {" "}e { $row }
       *[no] {""}
    }: pritej { $has_expected ->
        [yes] { $expected }
       *[no] —
    }, u gjet { $found }
test-does-not-run = { $place }: “{ $title }” nuk mund të llogaritet:
test-expects-above-cases = ajo që pritet qëndron mbi titullin e parë `##`; vendoseni në një rast
test-expects-nothing = ky rast nuk pret asgjë; shtoni `### out` me një tabelë, ose `### refused: ID`
test-file-unreadable = { $file } nuk mund të lexohet: { $reason }
test-in-without-table = thoni cila tabelë hyn: `### in: TABLE`
test-key-missing = çelësi i “{ $table }” mungon në titullin e kësaj tabele
test-not-a-number = “{ $value }” nuk është numër, kurse “{ $column }” është
test-not-refused = pritej të refuzohej me { $expected }, por u llogarit
test-refused-otherwise = pritej të refuzohej me { $expected }, por u refuzua me { $found }
test-refused-without-id = thoni me cilin gabim refuzohet: `### refused: ID`
test-row-unknown = nuk ka rresht “{ $key }”
test-setting-unknown = “{ $line }” nuk kuptohet; shkruani `formula FILE`, `day DATE`, `data FOLDER`, `without STANDING`, `skip REASON` ose `NAME = VALUE`
test-skipped = { $place }: u kapërcye “{ $title }”: { $reason }
test-standing-unknown = “{ $value }” nuk është status; shkruani njërën nga: { $words }
test-table-missing = pas këtij titulli duhet të vijë një tabelë
test-table-unknown = nuk ka tabelë “{ $name }”{ $has_near ->
        [yes] ; ndoshta keni dashur të shkruani “{ $near }”
       *[no] {""}
    }
test-total = { $passed } kaluan, { $failed } dështuan, { $skipped } u kapërcyen
test-two-formulas = në një rast ka dy formula; një rast i përket një formule
test-unit-differs = “{ $name }” është në { $unit }, por titulli thotë { $written }
test-without-formula = nuk është shkruar asnjë formulë; shtoni një bllok `formula-test` me rreshtin `formula FILE`
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
