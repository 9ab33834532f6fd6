# The frame of these pages
nav-allocation = Shpërndarja
nav-compare = Krahasimi
nav-formula = Formulat
nav-proposal = Propozimet
nav-places = Vendet
nav-verify = Autentik?
band-proposal = Propozim mbi të dhëna të supozuara.
band-proposal-text = Ky grant nuk është miratuar. Kriteret e tij janë në diskutim dhe çdo peshë në të është supozim.
footer-source = Shifrat e komunave: pakoja e të dhënave për Kosovën, secila me burimin dhe gjendjen e saj në faqen e komunës.
run-title = { $grant } { $year }: { $variant }
run-earlier = { $variant }, llogaritje e mëparshme { $hash }
source-run = Burimi: { $run }, llogaritja për { $day }, { $hash }.
source-what-if = { $source } Me parametrat e ndryshuar si më sipër; nuk ruhet.
runs-none = Ende nuk është bërë asnjë llogaritje e ndonjë formule.
runs-none-todo = Llogaritjet shfaqen këtu sapo të merret një pasqyrë e të dhënave dhe të zbatohet një formulë mbi të. Niseni edhe një herë demonstrimin: ai bën llogaritjet e para.
run-unknown = Nuk ka llogaritje me numrin “{ $run }”.
run-unknown-todo = Zgjidhni një nga llogaritjet ekzistuese.
switch-run = Llogaritja
switch-figure = Shifra
unit-inputs = të dhëna
all-municipalities = Të gjitha komunat
answer-yes = Po
answer-no = Jo

# Home
home-title = Kush merr çfarë, dhe pse
home-lede = { $grant } për vitin { $year } ndan { $sum } ndërmjet { $count } komunave. Më së shumti për banor: { $high }, { $high-amount }; më së paku: { $low }, { $low-amount }.
home-empty = Ende nuk është llogaritur asnjë grant.
home-grant = { $grant } { $year }
home-north =
    Vlerësimi për veriun zhvendos { $moved }: { $gain ->
        [one] një komunë fiton
       *[other] { $gain } komuna fitojnë
    }, { $lose ->
        [one] një humb
       *[other] { $lose } humbin
    }
home-north-measured = EUR, { $count } ndryshimet më të mëdha kur katër komunat veriore llogariten sipas vlerësimit e jo sipas regjistrimit
home-to-allocation = Shihni gjithë shpërndarjen
home-to-formula = Lexoni formulën
home-to-compare = Krahasoni të dyja mënyrat e numërimit
stat-pool = Fondi
stat-pool-since = Në fuqi që nga { $since }.
stat-sum = Shuma e ndarë gjithsej
stat-sum-whole = E barabartë me fondin, deri në cent.
stat-sum-differs = Jo e barabartë me fondin.
stat-most-per-head = Më së shumti për banor
stat-least-per-head = Më së paku për banor
home-rests = Shumat mbështeten në { $inputs } të dhëna, nga të cilat { $unverified } nuk janë krahasuar me një burim zyrtar.
year-title = Ku ndodhet viti
year-intro = Çdo euro e përshkon këtë rreth një herë në vit. Sot Peshore ndodhet te formula: stacionet e tjera ende nuk janë hapur.
year-need = Nevojat
year-cost = Kostoja e standardeve minimale
year-formula = Formula e grantit
year-consultation = Konsultimi
year-adoption = Miratimi
year-plan = Plani dhe buxheti
year-contracts = Kontratat
year-cases = Rastet dhe shërbimet
year-standards = Standardet e monitoruara
year-here = Hapur: { $formulas } formula, { $runs } llogaritje
year-closed = Ende pa u hapur
doors-title = Ku të vazhdoni
allocation-door = Shpërndarja
allocation-door-text = Çdo komunë me shumën e saj, në hartë dhe në tabelë; çfarë do të dilte me parametra të tjerë.
compare-door = Krahasimi
compare-door-text = Dy llogaritje krah për krah: kush fiton, kush humb dhe nga cili rregull.
formula-door = Formulat
formula-door-text = Teksti i çdo formule, rregullat me vlerat e tyre, parametrat me burimet e tyre.

# Allocation
allocation-title = Kush merr sa: { $grant } { $year }
allocation-lede = { $sum } u shkojnë { $count } komunave. Shuma më e madhe: { $most }, { $amount }. Më së shumti për banor: { $high }, { $high-amount }; më së paku: { $low }, { $low-amount }.
allocation-lede-what-if = Me parametrat e ndryshuar { $count } komunave do t’u shkonin { $sum }. Shuma më e madhe: { $most }, { $amount }. Më së shumti për banor: { $high }, { $high-amount }; më së paku: { $low }, { $low-amount }.
allocation-doors = Çdo emër hap shpjegimin e shumës së vet.
against = krahasuar me “{ $other }”
against-run = krahasuar me llogaritjen siç është bërë
figure-total = Shuma
figure-per-head = Për banor
figure-part = Pjesa e fondit
figure-change = Ndryshimi
figure-none = Nuk ka shifra për t’u shfaqur.
finding-total = Shuma më e madhe: { $high }, { $high-amount }; më e vogla: { $low }, { $low-amount }
finding-per-head = Më së shumti për banor: { $high }, { $high-amount }; më së paku: { $low }, { $low-amount }
finding-part = Pjesa më e madhe: { $high }, { $high-amount }; më e vogla: { $low }, { $low-amount }
finding-change =
    { $gain ->
        [one] Një komunë fiton
       *[other] { $gain } komuna fitojnë
    } dhe { $lose ->
        [one] një humb
       *[other] { $lose } humbin
    }, { $against }
measured-total = EUR, { $year }
measured-per-head = EUR për banor, { $year }
measured-part = Pjesa e të gjitha shumave, { $year }
measured-change = EUR, { $year }, { $against }
answer-largest = { $count ->
    [one] I vetmi ndryshim
   *[other] { $count } ndryshimet më të mëdha
}
bars-total = Shumat sipas madhësisë
bars-per-head = Shumat për banor sipas madhësisë
bars-part = Pjesët e fondit sipas madhësisë
bars-change = Fitimet dhe humbjet sipas madhësisë
chart-to-table = Shifrat janë në tabelën më poshtë
tiles-own = Harta i jep çdo komune një katror me madhësi të njëjtë; vendosja e tyre është e jona.
table-caption-against = { $run }; ndryshimi { $against }
column-municipality = Komuna
column-amount = Shuma
column-per-head = Për banor
column-part = Pjesa
column-change = Ndryshimi
column-change-part = Ndryshimi në përqindje
column-unverified = Të paverifikuara
filter-municipality = Gjeni një komunë
jump-map = Harta
jump-table = Tabela
jump-bars = Shtyllat
section-table = Të gjitha shumat
section-checks = Kontrollet
section-files = Skedarët dhe identiteti
file-csv = Tabela si CSV
file-xlsx = Libri i punës si XLSX
check-holds = plotësohet
check-fails = nuk plotësohet
check-warns = paralajmërim
check-open = e hapur, mungon një shifër
check-rows = { $count ->
    [one] Në një komunë: { $rows }
   *[other] Në { $count } komuna: { $rows }
}
check-rows-count = { $count ->
    [one] Në një komunë.
   *[other] Në { $count } komuna.
}
check-rows-more = dhe { $count } të tjera
checks-none = Kjo formulë nuk ka kontrolle.
checks-failed = { $count ->
    [one] Një kontroll nuk plotësohet.
   *[other] { $count } kontrolle nuk plotësohen.
}
checks-failed-text = Një llogaritje me kontroll të paplotësuar nuk mund të miratohet.
identity-run = Gjurma e llogaritjes
identity-formula = Formula
identity-data = Të dhënat
identity-parameters = Parametrat e dhënë për llogaritjen
identity-day = Bërë për
identity-known = Të dhëna të njohura deri më
identity-engine = Motori
identity-made = Bërë më
identity-kept = Llogaritja ruhet dhe nuk ndryshon kurrë. E njëjta formulë, të njëjtat të dhëna, parametra dhe motor japin të njëjtën gjurmë dhe të njëjtët centë.
identity-question = Kjo është përgjigje e një pyetjeje. Nuk ruhet; adresa e saj e jep sërish.

# What was kept of a run of another version of the engine
kept-title = Çka u ruajt: { $grant } { $year }
kept-lede = Nga kjo llogaritje u ruajtën { $count } vlera. Ato janë vlerat e llogaritjes, çfarëdo që ky version nxjerr nga formula e saj.
kept-values = Vlerat që u ruajtën
kept-row = E kujt
kept-country = Vendi
kept-why = Çka e pengon që të bëhet përsëri

# What if
what-if = Po sikur
what-if-open = Ndryshoni parametrat
what-if-intro = Ndryshoni çfarë të doni dhe llogaritni. Lëreni një fushë bosh për të marrë vlerën në fuqi. Asgjë nuk ruhet: përgjigjja ka një adresë që mund ta përcillni.
what-if-compute = Llogarit
what-if-back = Kthehu te llogaritja siç është bërë
what-if-not-read = “{ $typed }” nuk përshtatet këtu. Zgjidhni një nga përgjigjet ose shkruani një vlerë si ajo në fuqi.
what-if-answer = Çfarë do të dilte
what-if-changed = { $before } → { $after }
what-if-moves-nothing = Asnjë shumë nuk ndryshon.
what-if-why = Pse: ndryshimi i çdo komune sipas shkakut
refused-run-check-fails = “{ $title }”: me këto vlera kjo nuk plotësohet. Ndryshojini ashtu që të plotësohet.
refused-run-share-short = Dyshemetë dhe shumat e caktuara bashkë e tejkalojnë atë që ndahet për { $by }. Ulni dyshemetë ose rritni fondin.
refused-run-share-over = Kufijtë e epërm lënë { $by } që asnjë komunë nuk guxon t’i marrë. Rritni kufijtë ose ulni fondin.
refused-run-share-floor-above-cap = Për { $row } shuma më e vogël, { $floor }, është mbi më të madhen, { $cap }. Ulni dyshemenë ose rritni kufirin e epërm.
refused-run-share-zero-weight = Ka çfarë të ndahet, por asnjë komunë nuk peshon për të. Ndryshoni peshat që së paku njëra të jetë mbi zero.
refused-run-share-pool-below-zero = Ajo që duhet ndarë do të ishte { $pool }, kurse askujt nuk mund t’i jepet më pak se asgjë. Zgjidhni vlera që lënë të paktën zero.
refused-run-division-by-zero = Me këto vlera diçka do të pjesëtohej me zero. Zgjidhni një vlerë mbi zero.
refused-run-number-too-large = Me këto vlera një numër bëhet tepër i madh për t’u llogaritur. Zgjidhni një vlerë më të vogël.
refused-run-param-unreadable = “{ $value }” nuk përshtatet këtu. Shkruani një vlerë si ajo në fuqi.
gainers = Fitojnë
losers = Humbin
of-all = nga { $all }
together = së bashku { $sum }
change-of-sum = Ndryshimi i shumës së përgjithshme
sum-now = tani { $sum }
param-in-force = Në fuqi: { $value } që nga { $since }, { $standing }
param-given = Në këtë llogaritje: { $value }, dhënë vetëm për të
param-repealed = shfuqizuar

# Municipality
municipality-lede = Komuna { $name } merr { $amount } në vitin { $year } nga { $grant }, { $per-head } për banor: vendi { $rank } nga { $count }. Të gjitha komunat së bashku marrin { $all } për banor.
municipality-unknown = Nuk ka komunë me kodin “{ $code }”.
municipality-unknown-todo = Kodet kanë dy shifra, nga 01 deri në 38. Kërkoni sipas emrit ose hapni një nga këto:
waterfall-finding = { $step }: { $part } e shumës
waterfall-measured = EUR, { $year }, hap pas hapi deri te shuma
waterfall-title = Shuma hap pas hapi
section-steps = Pse është kaq
steps-intro = Çdo hap hapet te rregulli, vlerat dhe burimet e tij. Së bashku hapat e përbëjnë shumën, deri në cent.
step-running = Deri këtu { $amount }.
steps-all = Hap çdo hap deri te shifra e fundit
steps-fold = Mbylli sërish hapat
section-rests = Në çfarë mbështetet
rests-list = Të dhënat që nuk janë verifikuar
rests-which = Cilat
rests-municipalities = { $count ->
    [one] Shifra e një komune
   *[other] Shifrat e { $count } komunave
}
section-data = Çfarë dihet për komunën
data-title = Çfarë dihet: { $name }
section-others = Krahas të tjerave
neighbours-finding = { $more ->
    [0] Asnjë nga { $count } komunat fqinje nuk merr më shumë për banor se { $name }
    [one] Një nga { $count } komunat fqinje merr më shumë për banor se { $name }
   *[other] { $more } nga { $count } komunat fqinje marrin më shumë për banor se { $name }
}
peers-finding = { $more ->
    [0] Asnjë nga { $count } komunat më të afërta në madhësi nuk merr më shumë për banor se { $name }
    [one] Një nga { $count } komunat më të afërta në madhësi merr më shumë për banor se { $name }
   *[other] { $more } nga { $count } komunat më të afërta në madhësi marrin më shumë për banor se { $name }
}
neighbours-own = Kufijtë janë mbledhur nga njohuri të përgjithshme, jo nga një burim zyrtar.
peers-own = Më të afërtat në madhësi: ato me popullsi më të ngjashme.
median-all = Mediana e të gjithave
column-what = Çfarë
column-value = Vlera
column-standing = Gjendja
column-source = Burimi
why-rule = Rregulli:
why-law = Burimi në ligj
why-standing = Gjendja
why-source = Burimi
why-weakest = Më e dobëta nga të dhënat në të cilat mbështetet
why-since = Në fuqi që nga
why-formula = Në formulë
why-line = rreshti { $line }

# Formulas
formulas-title = Formulat
formulas-lede = { $count ->
    [one] Një formulë i vendos shumat; këtu mund ta lexojë kushdo.
   *[other] { $count } formula i vendosin shumat; këtu mund t’i lexojë kushdo.
}
formulas-none = Ende nuk ka formula.
purpose-grant = Ndan një grant sipas një ligji në fuqi.
purpose-proposal = Propozim: askush nuk e ka miratuar.
purpose-preparation = Përgatit të dhënat për formulat e tjera.
formula-lede = { $unverified ->
    [0] Ka { $params } parametra, { $rules } rregulla dhe { $checks } kontrolle.
    [one] Ka { $params } parametra, { $rules } rregulla dhe { $checks } kontrolle. Një nga parametrat nuk është verifikuar.
   *[other] Ka { $params } parametra, { $rules } rregulla dhe { $checks } kontrolle. { $unverified } nga parametrat nuk janë verifikuar.
}
formula-unknown = Nuk ka formulë me emrin “{ $formula }”.
formula-unknown-todo = Zgjidhni një nga formulat ekzistuese.
section-text = Teksti
section-rules = Rregullat dhe çfarë doli
section-params = Parametrat
section-uses = Formulat që përdor
text-intro = Teksti është vetë rregulli: asgjë tjetër nuk i vendos shumat. Çdo emër të çon te ajo që përfaqëson.
text-hash = SHA-256 i tekstit:
rule-for-each = një për çdo komunë
rule-unit = Njësia
rule-least = Më së paku
rule-most = Më së shumti
rule-sum = Gjithsej
params-none = Kjo formulë nuk ka parametra.
column-param = Parametri
column-since = Që nga
column-basis = Burimi ose arsyeja

# Comparison
compare-title = Kush fiton dhe kush humb
compare-before = Krahaso
compare-after = me
compare-submit = Krahaso
compare-swap = Ndërroji vendet
compare-same = Të dyja janë e njëjta llogaritje. Zgjidhni dy të ndryshme për t’i krahasuar.
compare-nothing = Asnjë shumë nuk ndryshon ndërmjet dy llogaritjeve.
compare-changed = { $run }, me parametra të ndryshuar
compare-refused = Kthehuni dhe ndryshoni parametrat; formula nuk mund të llogaritet me ata që janë në adresë.
compare-causes = Pse: sipas shkakut
compare-causes-intro = Ajo që ndryshon mes dy llogaritjeve u ndërrua në çdo radhë të mundshme; çdo shkak merr sa shton mesatarisht. Pjesët japin ndryshimin, deri në cent.
compare-show = Shfaq
compare-account = { $name }: më së shumti lëviz { $cause }, { $amount }
compare-account-nothing = { $name }: asgjë nga ajo që ndryshon nuk e lëviz shumën e saj
compare-account-measured = EUR, nga shuma para te shuma pas, shkak pas shkaku
compare-no-account = Nuk ka zbërthim sipas shkakut: komuna mungon në njërën nga llogaritjet, ose një llogaritje mes të dyjave nuk mund të bëhet.
compare-by = Kolonat
compare-by-cause = Sipas shkakut
compare-by-rule = Sipas rregullit të formulës
compare-finding =
    { $grant }: kalimi nga “{ $before }” te “{ $after }” zhvendos { $moved }. { $gain ->
        [one] Një komunë fiton
       *[other] { $gain } komuna fitojnë
    }, më së shumti { $winner } ({ $winner-amount }); { $lose ->
        [one] një humb
       *[other] { $lose } humbin
    }, më së shumti { $loser } ({ $loser-amount }).
compare-finding-formulas = Nga “{ $before }” te “{ $after }”, { $gain } komuna marrin më shumë, më së shumti { $winner } ({ $winner-amount }), dhe { $lose } marrin më pak, më së shumti { $loser } ({ $loser-amount }).
compare-map =
    { $gain ->
        [one] Një komunë fiton
       *[other] { $gain } komuna fitojnë
    }, { $lose ->
        [one] një humb
       *[other] { $lose } humbin
    }
compare-measured = EUR, nga “{ $before }” te “{ $after }”
compare-rules = Më së shumti zhvendos: { $rule }
compare-rules-measured = EUR, çfarë shton dhe merr çdo rregull, të dyja të numëruara si madhësi
compare-table = Për sa dhe pse
compare-table-intro = Kolonat në të djathtë e ndajnë çdo ndryshim; në çdo rresht ato japin shumën e tij. Një ndryshim hap zbërthimin e komunës së vet.
compare-ready-title = Krahasime të gatshme
compare-ready = { $grant } { $year }: çfarë zhvendos vlerësimi për veriun
compare-ready-none = Ende nuk ka dy llogaritje të një formule.
column-before = Para
column-after = Pas
column-difference = Dallimi

# Policy tests
test-door = Testi i rregullit: shembuj të llogaritur me dorë, të ekzekutuar tani
test-crumb = Testi i rregullit
test-title = { $formula }: testi i rregullit
test-lede =
    { $failed ->
        [0] Të gjitha { $passed } rastet dalin siç duhet.
        [one] Një rast nuk del siç duhet; { $passed } dalin.
       *[other] { $failed } raste nuk dalin siç duhet; { $passed } dalin.
    }
test-intro = Çdo rast thotë rregullin, çfarë hyn dhe çfarë duhet të dalë, të llogaritur me dorë. Të gjitha u ekzekutuan kur u hap kjo faqe. Teksti është në gjuhën në të cilën u shkrua.
test-unreadable = Faqja e testit nuk është shkruar siç duhet.
test-fault = Rreshti { $line }: { $what }.
test-passes = Del siç duhet
test-fails = Nuk del siç duhet
test-skipped = E lënë jashtë: { $reason }
test-in = Çfarë hyn: { $table }
test-out = Çfarë duhet të dalë
test-refused = Duhet të refuzohet: { $id }
test-table = Tabela { $number }
