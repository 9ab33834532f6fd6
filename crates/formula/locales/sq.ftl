severity-error = gabim
severity-warning = vërejtje
place-line = rreshti { $value }
place-row = njësia { $value }
place-column = kolona { $value }

## syntax

syntax-clause-outside = `{ $clause }` qëndron pas kllapave, por vendi i saj është brenda kllapave të një shume apo të ngjashme.
    .help = Shkruani për shembull `sum(x { $clause } …)`.
syntax-here = { $ended ->
        [1] Këtu nuk vijon asgjë më
       *[other] Këtu qëndron `{ $found }`
    }
syntax-above-edge = `above` nuk ka kufi: ai është gjithçka që mbetet mbi rreshtat e tjerë.
    .help = Shkruani `above : …`.
syntax-aggregate-arguments = `{ $name }` merr një vlerë; presja këtu nuk ka kuptim.
    .help = Mblidhni disa vlera me `+`, ose emërtoni rreshtat: `{ $name }(… over TABELA where …)`.
syntax-aggregate-empty = `{ $name }` nuk ka mbi çfarë të llogarisë.
    .help = Shkruani në kllapa atë që nënkuptohet, për shembull `{ $name }(population)` ose `count(its person)`.
syntax-because = Arsyeja nuk paraprihet nga `because`.
    .help = Shkruani `{ $suggestion }`.
syntax-block-empty = Pas `{ $words }` nuk vijon asnjë rresht.
    .help = Shkruani rreshtat e tij më poshtë, të zhvendosur më djathtas se ky dhe të gjithë në të njëjtën kolonë.
syntax-block-same-line = Pas `{ $words }` rreshti mbaron; rastet shkruhen në rreshtat më poshtë.
    .help = Filloni këtu një rresht të ri, të zhvendosur më djathtas, dhe nga një për çdo rast tjetër.
syntax-bracket-unclosed = Mungon kllapa `{ $bracket }`.
    .help = Shkruani `{ $bracket }` aty ku mbaron pjesa e brendshme; rreshtat që e vazhdojnë zhvendosen më djathtas se i pari.
    .other = e hapur këtu
syntax-bracket-unopened = Kllapa `{ $found }` nuk mbyll asgjë.
    .help = Fshijeni, ose shkruani kllapën hapëse aty ku fillon pjesa e brendshme.
syntax-case-after-otherwise = Ky rast vjen pas `otherwise` dhe nuk mund të arrihet kurrë.
    .help = Vendoseni mbi rreshtin me `otherwise`, i cili është gjithmonë i fundit.
    .other = rasti i fundit
syntax-case-without-when = { syntax-here }, por një rast kërkon `when KUSHTI` ose `otherwise`.
    .help = Shkruani çdo rast si `VLERA when KUSHTI`, kurse të fundit si `VLERA otherwise`.
syntax-category-cells = Ky rresht ka { $found } vlera, por kategoria ka { $expected } kolona.
    .help = Shkruani një vlerë për çdo kolonë, të ndara me `|`; kolonat deklarohen si `EMRI : NJËSIA` mbi rreshtat.
syntax-character = Shenja `{ $found }` nuk ka kuptim në një formulë.
    .help = Fshijeni; teksti shkruhet në thonjëza (`"…"`), vërejtjet pas `#`.
syntax-clause-twice = `{ $clause }` është dhënë dy herë.
    .help = Lini vetëm njërën prej të dyjave.
    .other = e dhënë së pari këtu
syntax-column-type = { syntax-here }, por kolona “{ $name }” ka nevojë për një lloj.
    .help = Shkruani `{ $name } : NJËSIA` (për shembull `EUR`, `person`, `%`, `text`, `date`), ose `{ $name } -> TABELA` për një referencë.
syntax-comparison-chain = Krahasimet nuk mund të lidhen zinxhir; i dyti fillon me `{ $found }`.
    .help = Shkruani `x between a and b`, ose lidhni dy krahasime me `and`.
syntax-date-form = `{ $found }` nuk është mënyra si shkruhet data këtu.
    .help = Shkruani vit-muaj-ditë: `{ $suggestion }`.
syntax-date-invalid = `{ $found }` nuk është ditë e kalendarit.
    .help = Shkruani një ditë që ekziston si vit-muaj-ditë, për shembull `2025-01-31`.
syntax-division-spaces = Pjesëtimi ka hapësirë në të dyja anët; pa hapësira, `/` i përket një njësie.
    .help = Shkruani `{ $suggestion }`.
syntax-each-in-each = Një kapitull `each` nuk mund të qëndrojë brenda një tjetri.
    .help = Vendoseni në kolonën 1; rreshtat e një tabele tjetër arrihen me referencë ose me agregim.
syntax-expected-date = { syntax-here }, por pritet një datë.
    .help = Shkruajeni si vit-muaj-ditë, për shembull `since 2024-01-01`.
syntax-expected-edge = { syntax-here }, por pritet një kufi.
    .help = Filloni rreshtin me `up to x :`, `below x :` ose `above :`.
syntax-expected-item = { syntax-here }, por pritet një element.
    .help = Filloni rreshtin me njërën nga fjalët: `table`, `category`, `param`, `bands`, `slices`, `points`, `function`, `let`, `result`, `check`, `warn`, `each`, `use`; ose zhvendoseni djathtas që të vazhdojë rreshtin më sipër.
syntax-expected-name = { syntax-here }, por pritet një emër.
    .help = Emri përbëhet nga shkronja, shifra dhe `_` dhe fillon me shkronjë, për shembull `population`.
syntax-expected-point = { syntax-here }, por pritet një pikë.
    .help = Filloni rreshtin me `at x :`, për shembull `at 5 000 : 1.2`.
syntax-expected-symbol = { syntax-here }, por pritet `{ $symbol }`.
    .help = Shkruani këtu `{ $symbol }`.
syntax-expected-text = { syntax-here }, por pritet një tekst.
    .help = Shkruajeni në thonjëza: `"…"`.
syntax-expected-type = { syntax-here }, por pritet një lloj.
    .help = Shkruani një njësi (`EUR/person`, `%`, `number`), `text`, `date`, `bool`, ose fjalë të ndara me `|`.
syntax-expected-unit = { syntax-here }, por pritet një njësi.
    .help = Shkruani për shembull `EUR`, `EUR/person/month`, `%` ose `number`, pa hapësira brenda.
syntax-expected-unit-power = { syntax-here }, por pritet një fuqi e plotë nga 1 deri në 9.
    .help = Shkruani për shembull `m^2`.
syntax-expected-value = { syntax-here }, por pritet një vlerë.
    .help = Shkruani një numër, një emër, ose një shprehje në kllapa.
syntax-expected-word = { syntax-here }, por pritet `{ $word }`.
    .help = Shkruani këtu `{ $word }`.
syntax-file-too-large = Skedari ka { $size } KiB; më i madhi që lexohet ka 1024 KiB.
    .help = Mbajini të dhënat në tabela (CSV) e jo në formulë.
syntax-fill-up-to = { syntax-here }, por çdo pjesë e `fill` shkruhet `EMRI up to KUFIRI`.
    .help = Shkruani për shembull `fill rise: basic up to a, then special up to b`.
syntax-fixed-where = { syntax-here }, por duhet thënë për cilët rreshta shuma është e caktuar.
    .help = Shkruani `fixed VLERA where KUSHTI`, për shembull `fixed determined where determined is known`.
syntax-header-missing = Skedari nuk fillon me emrin e vet.
    .help = Shkruani `formula EMRI` (ose `scenario EMRI over FORMULA`) në rreshtin e parë.
syntax-header-not-first = Emri i skedarit qëndron nën elemente të tjera.
    .help = Zhvendoseni këtë rresht në fillim të skedarit.
syntax-header-twice = Skedari e ka tashmë emrin; `{ $word }` shkruhet një herë, në rreshtin e parë.
    .help = Fshijeni këtë rresht, ose vendoseni atë që vijon në një skedar të vetin.
    .other = emri
syntax-hidden-character = Një shenjë e padukshme ({ $character }) e bën këtë tekst të duket ndryshe nga ç’është.
    .help = Fshijeni tekstin dhe shkruajeni përsëri.
syntax-if-brackets = `if` nuk merr listë në kllapa.
    .help = Shkruani `if KUSHTI then x else y`.
syntax-if-without-else = `if` nuk ka `else`; nuk do të kishte vlerë kur kushti nuk plotësohet.
    .help = Shkruani `if KUSHTI then VLERA else VLERA`.
    .other = ky `if`
syntax-in-what = { syntax-here }, por pas `in` pritet një njësi, një listë ose një renditje.
    .help = Shkruani `x in EUR/year`, `x in (a, b)` ose `x in top 20%`.
syntax-is-at-its = { syntax-here }, por pas `is at its` mund të qëndrojë vetëm `floor` ose `cap`.
    .help = Shkruani `is at its floor`, `is at its cap`, `is fixed` ose `is free`.
syntax-is-what = { syntax-here }, por `is` pyet për një gjendje.
    .help = Shkruani `is known`, `is missing`, `is at its floor`, `is at its cap`, `is fixed` ose `is free`; dy vlera krahasohen me `=`.
syntax-item-indented = `{ $found }` fillon një element, por rreshti i tij është i zhvendosur dhe kështu vazhdon atë më sipër.
    .help = Zhvendoseni rreshtin në kolonën { $column }.
syntax-let-missing = Nuk është thënë çfarë është “{ $found }”: një përkufizim fillon me `let` ose `result`.
    .help = Shkruani `{ $suggestion }`.
syntax-line-column = Ky rresht fillon në kolonën { $found }, rreshtat pranë tij në kolonën { $expected }.
    .help = Zhvendoseni në kolonën { $expected }; ajo që vazhdon një rresht qëndron më djathtas se ai.
syntax-mixed-scripts = Emri “{ $name }” përzien shkronja latine dhe cirilike, të cilat duken njësoj.
    .help = Shkruajeni emrin përsëri në një alfabet të vetëm.
syntax-name-hyphen = Emri nuk ka vizë; `-` zbret.
    .help = Shkruani `{ $suggestion }`.
syntax-not-in-chapter = `{ $word }` nuk mund të qëndrojë në një kapitull `each`.
    .help = Vendoseni në kolonën 1, mbi kapitullin; një kapitull përmban `let`, `result`, `check` dhe `warn`.
syntax-not-in-scenario = `{ $word }` nuk mund të qëndrojë në një skenar, i cili ndryshon një formulë dhe nuk përkufizon asgjë të re.
    .help = Shkruani `set PARAMETRI = …`, `set TABELA.KOLONA = …` ose `replace let EMRI = …`.
syntax-not-position = `not` qëndron para një kushti, jo në mes të tij.
    .help = Shkruani për shembull `not x in (a, b)`; për një vlerë të zbrazët shkruani `x is missing`.
syntax-note-misplaced = Një titull, citim ose gjendje e vlerës nuk mund të qëndrojë këtu.
    .help = Shkruajeni në fund të tërë elementit, ose në rreshtin me `since`.
syntax-number-comma = `{ $found }` ka presje; mijëshet ndahen me një hapësirë.
    .help = Shkruani `{ $suggestion }`. Numrat e një liste kanë hapësirë pas presjes.
syntax-number-decimal-comma = `{ $found }` ka presje dhjetore; shifrat dhjetore shkruhen pas pikës.
    .help = Shkruani `{ $suggestion }`. Numrat e një liste kanë hapësirë pas presjes.
syntax-number-grouping = Shifrat e `{ $found }` nuk janë në grupe nga tri pas një hapësire.
    .help = Nëse është një numër, shkruani `{ $suggestion }`. Disa numra ndahen me `,` në lista dhe me `|` në tabela.
syntax-number-letters = Në `{ $found }` shkronjat janë të ngjitura me numrin.
    .help = Shkruani `{ $suggestion }`. Njësia qëndron pas një hapësire; emri fillon me shkronjë.
syntax-number-list = `{ $found }` mund të jetë një numër ose disa.
    .help = Për një listë shkruani `{ $suggestion }`; numri nuk ka presje.
syntax-number-point = Pika dhjetore ka shifër në të dyja anët.
    .help = Shkruani `{ $suggestion }`.
syntax-number-points = `{ $found }` ka disa pika.
    .help = Numri ka një pikë dhjetore, lista ka presje (`{ $suggestion }`), data shkruhet `2025-01-31`.
syntax-only-in-scenario = `{ $word }` mund të qëndrojë vetëm në një skenar.
    .help = Vendoseni në një skedar që fillon me `scenario EMRI over FORMULA`.
syntax-operator-instead = `{ $found }` u përket gjuhëve të tjera.
    .help = Shkruani `{ $suggestion }`.
syntax-operator-missing = Para `{ $found }` mungon diçka që e lidh me atë që qëndron para tij.
    .help = Shkruani një veprim (`+`, `*`, `and` …) mes të dyjave, presje në listë, ose filloni rresht të ri për element të ri.
syntax-outside-points = `{ $found } outside` i përket `points`; `bands` dhe `slices` mbulojnë çdo vlerë nga 0 e tutje.
    .help = Fshijeni, dhe shkruani `above : …` për atë që mbetet mbi kufirin e fundit.
syntax-param-undated = Parametri nuk ka vlerë me datë prej së cilës vlen.
    .help = Shkruani për shembull `since 2024-01-01 = 10 cites "neni 24"`.
syntax-param-value = { syntax-here }, por pas datës pritet një vlerë.
    .help = Shkruani `since DATA = VLERA`, ose për një parametër sipas kategorisë nga një rresht `ANËTARI : VLERA` për çdo anëtar më poshtë.
syntax-percentile-which = { syntax-here }, por nuk është thënë cili përqindëshor nënkuptohet.
    .help = Shkruani për shembull `percentile(wage, 25%)`.
syntax-product-of-one = { syntax-here }, por një tabelë `for each` ka nevojë për dy ose më shumë tabela.
    .help = Shkruani `table EMRI for each A and B`; kolonat e një tabele të vetme i përkasin asaj tabele.
syntax-quotes = Këto nuk janë thonjëzat e një formule.
    .help = Shkruani `{ $suggestion }`.
syntax-rank-order = { syntax-here }, por nuk është thënë nëse vjen e para më e madhja apo më e vogla.
    .help = Shkruani `rank(x, largest first)` ose `rank(x, smallest first)`.
syntax-reserved-word = `{ $word }` është fjalë e gjuhës dhe nuk mund të jetë emër.
    .help = Zgjidhni një emër më të gjatë, për shembull `{ $word }_value`.
syntax-round-comma = { syntax-here }, por mënyra e rrumbullakimit qëndron pas presjes.
    .help = Shkruani për shembull `round(x to 0.5 FTE, up)`.
syntax-round-mode = { syntax-here }, por pritet një mënyrë rrumbullakimi ose një pjesë shtesë.
    .help = Shkruani `half even`, `up`, `down`, `floor`, `ceiling`, `keeping sum`, `ties by …` ose `within bounds`; pa asgjë, gjysma rrumbullakohet larg zeros.
syntax-round-to = { syntax-here }, por nuk është thënë në çfarë rrumbullakohet.
    .help = Shkruani për shembull `round(x to 0.01 EUR)` ose `round(x to 1 person, up)`.
syntax-rows-twice = Rreshtat janë emërtuar tashmë; këtu mund të qëndrojë vetëm njëri nga `over`, `its` dhe `per`.
    .help = Lini njërin, dhe ngushtojini rreshtat me `where`.
    .other = të emërtuar së pari këtu
syntax-set-where = { syntax-here }, por vlera vjen para kushtit.
    .help = Shkruani `set TABELA.KOLONA = VLERA where KUSHTI`.
syntax-share-by = { syntax-here }, por nuk është thënë në përpjesëtim me çfarë ndahet shuma.
    .help = Shkruani `share FONDI by PESHA`, për shembull `share pool by population`.
syntax-share-if = { syntax-here }, por pas `if` një ndarje njeh vetëm `short` dhe `over`.
    .help = Shkruani `if short, floors in proportion` ose `if over, leave the rest`.
syntax-tabs-and-spaces = Disa rreshta janë zhvendosur me tabulatorë e të tjerë me hapësira, prandaj kolonat e tyre nuk krahasohen.
    .help = Zhvendosni vetëm me hapësira.
syntax-text-escape = `{ $found }` nuk ka kuptim në një tekst.
    .help = Shkruani `\"` për thonjëz, `\\` për vizë të pjerrët dhe `\n` për rresht të ri.
syntax-text-unclosed = Teksti nuk ka thonjëz mbyllëse në rreshtin e vet.
    .help = Shkruani `"` aty ku mbaron teksti; rreshti i ri brenda tekstit shkruhet `\n`.
syntax-title-language = Nuk është thënë në cilën gjuhë të njohur është teksti.
    .help = Shkruani `en "…" sq "…" sr "…"`, serbishten me cirilicë.
syntax-too-deep = Këtu ka shumë kllapa ose terma brenda njëri-tjetrit.
    .help = Ndajeni rregullin në disa përkufizime me `let`.
syntax-too-many = { $count } gjetje të tjera nuk shfaqen.
    .help = Ndreqni të parat dhe kontrolloni përsëri.
syntax-unexpected = `{ $found }` nuk pritet këtu.
    .help = Ajo që qëndron para tij është e plotë. Fshijeni `{ $found }`, ose filloni rresht të ri për element të ri.
syntax-unit-spaces = Njësia nuk ka hapësira brenda.
    .help = Shkruani `{ $suggestion }`.
syntax-values-with-clause = `{ $name }` me disa vlera i krahason ato dhe nuk kalon nëpër rreshta.
    .help = Shkruani ose `{ $name }(a, b)` ose `{ $name }(a over TABELA)`.
syntax-word-unknown = `{ $found }` nuk është fjalë e gjuhës këtu.
    .help = Ndoshta nënkuptohet `{ $suggestion }`.

## check

check-aggregate-no-table = Asnjë tabelë nuk e ka “{ $name }”, prandaj nuk ka rreshta për t’u llogaritur.
    .help = Shkruani tabelën rreshtat e së cilës kihen parasysh: `sum(… over TABLE)`.
check-aggregate-of-what = Nuk është thënë se çfarë duhet përmbledhur.
    .help = Shkruani vlerën brenda kllapave, për shembull `sum(population)`.
check-aggregate-which-table = Disa tabela i kanë këta emra: { $tables }.
    .help = Thoni rreshtat e cilës tabelë kihen parasysh, për shembull `over { $first }`.
check-always-holds = `{ $text }` krahason një vlerë me vetveten, prandaj plotësohet gjithmonë.
    .help = Brenda kllapave të një përmbledhjeje çdo emër është i rreshtave që përshkohen. Për rreshtat me `{ $name }` të këtij rreshti shkruani `per { $name }`; për ata që i referohen këtij rreshti, `its TABELA`.
check-always-known = “{ $name }” ka gjithmonë vlerë, prandaj këtu nuk mbetet gjë për të vendosur.
    .help = Hiqni `otherwise` ose `is known`, ose deklaroni kolonën si `optional`.
check-argument-count = “{ $name }” kërkon { $wanted } { $wanted ->
        [one] vlerë
       *[other] vlera
    }, por { $found ->
        [one] është dhënë { $found }
       *[other] janë dhënë { $found }
    }.
    .help = Vlerat ndahen me presje: `{ $name }(a, b)`.
check-bare-number-beside-money = “{ $text }” nuk ka njësi, por qëndron pranë një vlere në { $left }.
    .help = Shkruani njësinë pas numrit, për shembull `{ $text } { $left }`.
    .other = kjo është në { $left }
check-condition-wanted = Këtu pritet një kusht, por kjo është { $type }.
    .help = Krahasojeni me diçka, për shembull `x > 0`.
check-count-of-what = “{ $text }” nuk është as tabelë as kusht, prandaj nuk mund të numërohet.
    .help = Shkruani `count({ $table })` ose `count({ $table } where …)`.
check-cycle = “{ $name }” varet nga vetvetja: { $path }.
    .help = Jepini njërit prej tyre një vlerë që nuk ka nevojë për të tjerët.
    .other = këtu mbyllet rrethi
check-date-shift = Një ditë zhvendoset me ditë, muaj ose vite, por kjo është { $type }.
    .help = Shkruani për shembull `+ 6 month`, `- 1 year` ose `+ 10 day`; ditët mes dy datave janë `më e vona - më e hershmja`.
    .other = dita
check-date-twice = “{ $name }” ka dy vlera që nga { $date }.
    .help = Mbani njërën prej tyre ose korrigjoni datën e tjetrës.
    .other = vlera e parë që nga ajo ditë
check-date-wanted = Këtu pritet një datë{ $has_type ->
        [yes] , por kjo është { $type }
       *[no] {""}
    }.
    .help = Shkruani datën si vit-muaj-ditë, për shembull `2024-01-01`, ose emrin e një kolone me data.
check-decided-unit = “{ $column }” është deklaruar në { $declared }, por rezultati “{ $result }” që ajo lexon është në { $found }.
    .help = Shumat e miratuara lexohen ashtu siç u miratuan dhe nuk shndërrohen kurrë: deklarojeni kolonën në { $found } dhe shndërrojeni aty ku përdoret, me `in`.
    .other = rezultati
check-dropping-how-many = Nuk është thënë me një numër të plotë sa vlera lihen jashtë në çdo skaj.
    .help = Shkruani për shembull `dropping 1 at each end`; është një numër për të gjithë rreshtat.
check-dropping-of-what = `dropping` lë jashtë numrat më të vegjël dhe më të mëdhenj, por këtu nuk përmblidhen numra.
    .help = Përdoreni në një shumë, mesatare, mesore ose të ngjashme të numrave.
check-family-of-which = “{ $name }” ka nga një kolonë për çdo anëtar të “{ $category }”.
    .help = Thoni cilën: `{ $name }[MEMBER]`, ose merrni të gjitha: `sum({ $name }[g] over { $category } g)`.
check-family-too-large = Një familje kolonash me { $members } anëtarë e bën tabelën tepër të gjerë; ajo mund të ketë { $most } kolona.
    .help = Mbajini këto shifra në një tabelë të vetën, me një referencë për anëtarin.
check-field-unknown = Tabela “{ $table }” nuk ka “{ $name }”.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani “{ $near }”.
       *[no] Shtoni kolonën në tabelë ose shkruani një që tabela e ka.
    }
    .other = tabela
check-fill-alone = `fill` jep disa vlera njëherësh, prandaj duhet të jetë i tërë rregulli i një `let`.
    .help = Shkruani `let paid = fill …` dhe përdorni pjesët e tij: `paid.basic`, `paid.rest`.
check-fill-name = “{ $name }” emërton tashmë një pjesë të këtij `fill`; `rest` është gjithmonë ajo që mbetet.
    .help = Jepini kësaj pjese një emër të vetin.
    .other = pjesa e parë me këtë emër
check-fill-part-unknown = “{ $name }” nuk ka pjesë “{ $part }”.
    .help = Pjesët e tij janë: { $parts }.
    .other = ndarja me radhë
check-fill-part-wanted = “{ $name }” ka disa pjesë; nuk thuhet cila është në fjalë.
    .help = Emërtoni njërën prej tyre, për shembull `{ $part }`.
check-fill-result = “{ $name }” ka disa pjesë, prandaj nuk mund të jetë një rezultat.
    .help = Shkruani `let { $name } = fill …` dhe një `result` për secilën pjesë që del nga formula.
check-first-of-empty = `first of` nuk ka asnjë rresht.
    .help = Shkruani së paku një rresht: `VALUE when CONDITION`.
check-first-of-open = Nuk është e sigurt që plotësohet ndonjë kusht i këtij `first of`, prandaj mund të mbetet pa vlerë.
    .help = Mbylleni me një rresht `VLERA otherwise`, ose shkruani `exactly one of` kur gjithmonë plotësohet njëri nga kushtet.
check-found-for = { $row }: { $sides }
check-found-protected = për cilat rreshta nuk thuhet, sepse kontrolli mbështetet në një kolonë të mbrojtur
check-function-cycle = Funksioni “{ $name }” thërret vetveten: { $path }.
    .help = Një funksion nuk mund të jetë rekursiv. Shkruani rregullin pa thirrjen që mbyll rrethin.
check-function-foreign = `{ $name }` nuk është funksion i kësaj gjuhe.
    .help = Këtu shkruhet kështu: { $written }.
check-function-reads = Një funksion nuk mund të lexojë `{ $text }`: ai punon vetëm me argumentet e veta, parametrat, shkallët dhe funksionet e tjera.
    .help = Bëjeni argument dhe jepeni vlerën aty ku thirret funksioni.
check-function-too-large = Me këtë thirrje të “{ $name }” rregulli rritet mbi { $limit } forma, ose të gjitha thirrjet e skedarit mbi njëqind herë aq.
    .help = Emërtoni me `let` një vlerë të ndërmjetme në vend që të kaloni një shprehje të gjatë nëpër disa funksione.
check-function-unknown = Nuk ka funksion ose shkallë me emrin “{ $name }”.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani “{ $near }”.
       *[no] Funksionet janë min, max, abs, log, exp, sqrt, age dhe year.
    }
check-function-without-arguments = Funksionit “{ $name }” i duhen argumentet.
    .help = Shkruani `{ $name }(…)`.
check-index-count = “{ $name }” kërkon { $wanted } { $wanted ->
        [one] vlerë
       *[other] vlera
    } në kllapa, por { $found ->
        [one] u dha
       *[other] u dhanë
    } { $found }.
    .help = Shkruani një për çdo tabelë sipas së cilës shkon, të ndara me presje.
check-index-type = “{ $text }” është { $type } dhe nuk emërton asnjë rresht të “{ $table }”.
    .help = Shkruani emrin e një anëtari ose një referencë te “{ $table }”.
    .other = tabela, rreshtat e së cilës kihen parasysh
check-its-no-reference = Asnjë kolonë e “{ $table }” nuk i referohet “{ $here }”.
    .help = Shtoni në tabelë një referencë: `-> { $here }`.
    .other = tabela
check-its-outside-each = `its { $table }` ka kuptim vetëm për një rresht.
    .help = Zhvendoseni nën `each TABLE`, ose shkruani `over { $table }` për të gjithë rreshtat.
check-its-which-reference = “{ $table }” i referohet “{ $here }” me disa kolona: { $references }.
    .help = Thoni me cilën: `its { $table } by COLUMN`.
    .other = tabela
check-keeping-sum-of-one = `keeping sum` i rrumbullakos bashkë rreshtat e një tabele, por kjo është një vlerë e vetme.
    .help = Hiqni `keeping sum`, ose zhvendoseni përkufizimin nën `each TABLE`.
check-key-missing = Tabela “{ $table }” nuk ka çelës, prandaj rreshtat e saj nuk kanë emra.
    .help = { $has_near ->
        [yes] Shënoni kolonën që emërton rreshtin: `key { $near } : text`.
       *[no] Shtoni një kolonë që emërton secilin rresht një herë: `key code : text`.
    }
check-key-twice = Tabela “{ $table }” ka dy çelësa.
    .help = Shënoni një kolonë si `key`; tjetra është kolonë e zakonshme.
    .other = çelësi i parë
check-member-count = Ky rresht emërton { $found } { $found ->
        [one] anëtar
       *[other] anëtarë
    }, por parametri shkon sipas { $wanted } { $wanted ->
        [one] kategorie
       *[other] kategorive
    }.
    .help = Shkruani një anëtar të çdo kategorie, të ndarë me presje.
check-member-twice = “{ $member }” ka dy vlera nga e njëjta ditë.
    .help = Mbani njërën prej tyre.
    .other = vlera e parë
check-member-unknown = “{ $name }” nuk është anëtar i “{ $category }”.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani “{ $near }”.
       *[no] Anëtarët janë: { $members }.
    }
    .other = kategoria
check-member-which-category = “{ $name }” është anëtar i disa kategorive: { $categories }.
    .help = Përdoreni aty ku pritet njëra prej tyre, për shembull pranë një kolone që i referohet.
check-member-without-value = “{ $name }” nuk ka vlerë nga kjo ditë për { $count ->
        [one] një anëtar
       *[other] { $count } anëtarë
    }: { $members }{ $more ->
        [yes] {" "}…
       *[no] {""}
    }.
    .help = Shkruani një rresht `MEMBER : VALUE` për secilin.
check-name-of-other-table = “{ $name }” u takon rreshtave të “{ $table }”.
    .help = Përmblidheni, për shembull `sum({ $name } over { $table })`, ose ndiqni një referencë: `{ $table }.{ $name }`.
    .other = përkufizuar këtu
check-name-twice = “{ $name }” është përkufizuar dy herë.
    .help = Jepini njërit prej tyre emër tjetër.
    .other = përkufizuar së pari këtu
check-name-unknown = “{ $name }” nuk është përkufizuar.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani “{ $near }”.
       *[no] Shtojeni si kolonë, parametër ose `let`, ose korrigjoni emrin.
    }
check-never-holds = `{ $text }` krahason një vlerë me vetveten, prandaj nuk plotësohet kurrë.
    .help = Brenda kllapave të një përmbledhjeje çdo emër është i rreshtave që përshkohen. Llogaritni vlerën e këtij rreshti në një përkufizim të vetin, ose përshkoni rreshta të tjerë: `its TABELA`, `per { $name }`.
check-no-order = Vlerat e llojit { $type } nuk kanë renditje.
    .help = Krahasojini vetëm me `=` ose `<>`.
check-not-a-category = “{ $table }” është tabelë të dhënash, por këtu duhet një kategori.
    .help = Deklaroni rreshtat e saj në formulë: `category { $table } = a, b, c`.
    .other = tabela
check-not-a-param = “{ $name }” nuk është parametër; vetëm një parametër ka vlerë në një ditë tjetër.
    .help = Vendoseni `at` menjëherë pas emrit të një parametri.
check-not-a-reference = “{ $name }” është { $type }, prandaj nuk ka “{ $field }”.
    .help = Pika ndjek një referencë te një rresht i një tabele tjetër: `-> TABLE`.
check-not-a-share = “{ $name }” nuk është ndarje (`share`), prandaj nuk ka as dysheme as kufi të epërm.
    .help = Shkruani një përkufizim që përbëhet vetëm nga një `share`.
check-not-constant = Këtu pritet një vlerë e caktuar, që nuk ka nevojë për të dhëna.
    .help = Shkruani një numër, një datë, një tekst ose veprime me numra.
check-not-in-fold = `{ $what }` i shikon të gjithë rreshtat bashkë dhe nuk mund të qëndrojë në një përmbledhje mbi anëtarët.
    .help = Jepini një `let` të vetin dhe përdoreni atë këtu.
check-not-indexed = “{ $name }” është një vlerë e vetme, prandaj në kllapa nuk mund të zgjidhet asgjë prej saj.
    .help = Kllapat qëndrojnë pas një familjeje kolonash (`NAME by CATEGORY : UNIT`), një parametri sipas kategorisë ose një tabele të kryqëzuar.
check-not-understood = `{ $what }` nuk mund të përdoret në këtë vend.
    .help = Shkruajeni rregullin me tabela, parametra, shprehje për rresht, përmbledhje, ndarje dhe rrumbullakosje.
check-number-too-long = “{ $text }” ka më shumë se 34 shifrat me të cilat llogaritet.
    .help = Shkruajeni numrin me 34 shifra ose më pak.
check-number-wanted = Këtu pritet një numër, por kjo është { $type }.
    .help = Shkruani një kolonë, parametër ose përkufizim që mban numër.
check-number-word = “{ $name }” nuk është përkufizuar; numrat shkruhen me shifra.
    .help = Shkruani `{ $digits }`.
check-optional-defined = “{ $name }” mund të mungojë dhe nuk është thënë çfarë vlen atëherë.
    .help = Shkruani çfarë do të thotë mungesa: `{ $name } otherwise 0`, ose `if … is known then … else …`.
check-optional-used = “{ $name }” mund të mungojë dhe nuk është thënë çfarë vlen atëherë.
    .help = Shkruani `{ $name } otherwise 0`, ose përdoreni vetëm ku dihet: `where { $name } is known`.
check-order-outside-each = Vendi në një radhitje ka kuptim vetëm për një rresht.
    .help = Zhvendoseni përkufizimin nën `each TABLE`.
check-param-members-wanted = “{ $name }” shkon sipas { $category }, prandaj një vlerë nuk mjafton.
    .help = Shkruani nën datë një rresht `MEMBER : VALUE` për çdo anëtar.
check-param-of-which = “{ $name }” ka nga një vlerë për çdo anëtar të { $categories }, dhe nuk është thënë cila kihet parasysh.
    .help = Shkruani `{ $name }[MEMBER]` ose ndiqni një referencë: `REFERENCE.{ $name }`.
check-param-too-large = “{ $name }” do të kishte më shumë vlera se { $most } që mund të ketë një parametër.
    .help = Mbajini këto shifra në një tabelë të dhënash.
check-param-without-category = “{ $name }” ka rreshta sipas anëtarëve, por nuk është thënë sipas cilës kategori.
    .help = Shkruani `param { $name } by CATEGORY`.
check-param-without-source = Nuk është thënë nga vjen vlera e “{ $name }”; ajo llogaritet si e supozuar.
    .help = Shtoni `cites "…"`, `derived "…"` ose `assumed because "…"`.
check-per-outside-each = `per` ka kuptim vetëm për një rresht.
    .help = Zhvendoseni përkufizimin nën `each TABLE`.
check-percentile-per-row = Cili përqindëshor është në fjalë duhet të jetë i njëjtë për të gjithë rreshtat, por ky ndryshon nga rreshti në rresht.
    .help = Emërtoni një parametër ose një vlerë të vendit, për shembull `percentile(wage, 25%)`.
check-percentile-range = Percentili është ndërmjet 0 % dhe 100 %, kurse `{ $text }` nuk është.
    .help = Shkruani për shembull `percentile(wage, 25%)`.
check-plain-number-wanted = Këtu pritet një numër pa njësi, por ky është në { $unit }.
    .help = Së pari pjesëtojeni me një njësi, për shembull `x / 1 { $unit }`.
check-pool-per-row = “{ $text }” ka një vlerë për çdo rresht, por ndarja kërkon një fond për të gjithë rreshtat.
    .help = Ndani një vlerë të vendit, ose thoni me `per` për cilin grup ka një fond.
check-product-key = Rreshtat e “{ $table }” janë çifte dhe e marrin çelësin prej tyre.
    .help = Hiqni `key`.
check-product-of-product = “{ $table }” është vetë tabelë e kryqëzuar, prandaj nuk mund të kryqëzohet edhe një herë.
    .help = Shkruani tabelat që ajo kryqëzon: `for each a and b and c`.
check-protected = “{ $name }” është e mbrojtur: numëron persona të një grupi të cenueshëm, dhe të dhënat hyrëse të kësaj formule publikohen.
    .help = Lexoni në vend të saj shifrën e bërë publike: `use FORMULA.RESULT` nga një formulë `unpublished` që e rrumbullakon, për shembull shumën e tri viteve në 5 persona.
    .other = e shpallur `protected` këtu
check-range-backwards = Intervali mbaron para se të fillojë.
    .help = Shkruani anëtarët në rendin që ka kategoria.
check-range-outside-aggregate = Një interval anëtarësh janë disa vlera, por këtu duhet një.
    .help = Përmblidhini, për shembull `sum(x[2019 to 2024])`.
check-ranges-differ = Në një përmbledhje qëndrojnë dy intervale të ndryshme.
    .help = Shkruani të njëjtin interval në çdo vend, ose përdorni dy përmbledhje.
    .other = intervali i parë
check-replace-several = Disa përkufizime quhen `{ $name }` dhe nuk thuhet cili zëvendësohet.
    .help = Jepuni emra të ndryshëm në formulë.
    .other = një tjetër
check-result-not-disclosed = Rezultati “{ $name }” mbështetet në kolonën e mbrojtur “{ $column }” dhe nuk e mbulon atë.
    .help = Rezultati del nga formula, prandaj rrumbullakoni një shumë numërimesh në { $least } ose më shumë: `round(… to { $least } person)`. Ajo që rrumbullakohet vetëm mblidhet e zbritet, nuk shumëzohet.
    .other = kolona e mbrojtur
check-result-without-unit = Rezultati “{ $name }” nuk e thotë njësinë e vet.
    .help = Shkruajeni pas emrit: `result { $name } : { $unit } = …`.
check-round-to-nothing = Rrumbullakoset vetëm në një numër më të madh se zero.
    .help = Shkruani për shembull `to 0.01 EUR` ose `to 1 person`.
check-rounds-with-answer = `in rounds` lë pa ndarë atë që kufijtë nuk e lejojnë; `if short` dhe `if over` nuk kanë vend pranë tij.
    .help = Hiqini ato, ose hiqni `in rounds`: atëherë ndarja i plotëson njëherësh fondin dhe kufijtë.
check-scale-order = Rreshtat e shkallës nuk rriten.
    .help = Shkruajini nga kufiri më i ulët te më i larti, `above` në fund.
check-scale-without-argument = Shkalla “{ $name }” kërkon një vlerë mbi të cilën zbatohet.
    .help = Shkruani `{ $name }(VALUE)`.
check-scenario-unit = `{ $name }` në formulë është { $expected }, kurse skenari e bën { $found }.
    .help = Skenari e ruan njësinë dhe formën: shkruani një vlerë në { $expected }.
    .other = deklarimi në formulë
check-set-category = Qelizat e “{ $table }”, që është kategori, qëndrojnë në formulë, prandaj `{ $column }` nuk është kolonë të dhënash.
    .help = Zëvendësoni përkufizimin që e përdor, ose bëjeni në formulë parametër sipas `{ $table }`, anëtarët e të cilit skenari i cakton një nga një.
    .other = kategoria
check-set-column = `{ $name }` është kolonë e “{ $table }”, jo parametër.
    .help = Shkruani `set { $table }.{ $written } = …`, për disa rreshta me `where` pas saj.
check-set-definition = `{ $name }` është përkufizim, jo parametër.
    .help = Shkruani `replace let { $name } = …`.
check-set-family = `{ $column }` është familje kolonash dhe ky rresht nuk thotë cilën e cakton.
    .help = Shkruani `set { $table }.{ $column }[{ $member }] = …`, një rresht për secilën kolonë që ndryshon.
    .other = deklarimi i saj
check-set-from-rule = Një qelizë vendoset nga të dhënat dhe vlerat e shkruara, jo nga `{ $name }`.
    .help = Shkruani vetë shifrat, ose zëvendësoni përkufizimin që e përdor kolonën.
check-set-key = `{ $column }` është çelësi i tabelës së vet dhe nuk mund të vendoset.
    .help = Vendosni një kolonë tjetër.
    .other = deklarimi i saj
check-set-members = `{ $name }` ka një vlerë për çdo anëtar, dhe ky rresht nuk thotë cilën prej tyre e vendos.
    .help = Shkruani `set { $name }[{ $first }] = …`, një rresht për çdo anëtar vlera e të cilit ndryshon.
    .other = deklarimi i tij
check-set-no-members = `{ $name }` ka një vlerë të vetme dhe nuk shkon sipas asnjë kategorie.
    .help = Shkruani `set { $name } = …`.
    .other = deklarimi i tij
check-set-scale = `{ $name }` është shkallë dhe skenari nuk cakton shkallë.
    .help = Zëvendësoni përkufizimin që e përdor.
check-set-twice = Skenari e ndryshon këtë dy herë.
    .help = Mbani njërin nga dy rreshtat.
    .other = rreshti i parë
check-set-unknown = Asnjë formulë e këtij skenari nuk e ka `{ $name }`.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani `{ $near }`.
       *[no] Skenari vendos parametra dhe kolona dhe zëvendëson përkufizime të formulës që emërton dhe të atyre që ajo përdor.
    }
check-share-outside-each = Ndarja jep një shumë për çdo rresht, prandaj duhet të qëndrojë në një kapitull.
    .help = Zhvendoseni përkufizimin nën `each TABLE`.
check-sides = { $left } në të majtë, { $right } në të djathtë
check-slice-rate-above-whole = Norma `{ $text }` e “{ $name }” merr më shumë se sa ka: më shumë se tërë pjesën.
    .help = Norma është pjesë e asaj për të cilën vlen, më së shumti 1 ose 100 %. Nëse mendohen përqindje, shkruani shenjën prapa saj, si `25%`.
check-slice-rate-negative = Norma `{ $text }` e “{ $name }” është nën zero.
    .help = Shkruani pa shenjë atë që shton një pjesë. Ajo që duhet hequr, zbritet aty ku përdoret shkalla.
check-solve-equation = Ajo që duhet arritur shkruhet `so that TOTALI = SYNIMI`.
    .help = Shkruani për shembull `so that sum(aid) = budget`.
check-table-unknown = Nuk ka tabelë “{ $name }”.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani “{ $near }”.
       *[no] Shtoni `table { $name }` me kolonat e saj, ose korrigjoni emrin.
    }
check-ties-idle = `ties by { $text }` nuk ka çfarë të vendosë këtu: vetëm `keeping sum` i jep njësitë me radhë.
    .help = Shtoni `keeping sum`, ose hiqni `ties by`.
check-ties-kind = `ties by` rendit sipas numrave dhe ditëve, kurse `{ $text }` është { $type }.
    .help = Shkruani një numër ose një ditë; për po ose jo shkruani `if { $text } then 1 else 0`. Rreshtat që mbeten të barabartë renditen sipas çelësit.
check-ties-same = `ties by { $text }` është i njëjtë në çdo rresht, prandaj nuk vendos asgjë.
    .help = Shkruani një vlerë të rreshtave, për shembull një kolonë.
check-too-many-terms = Përmbledhjet mbi anëtarët, të shkruara plotësisht, kanë më shumë se { $most } terma.
    .help = Mbajini shifrat në një tabelë të vetën dhe përmblidhini mbi rreshtat e saj.
check-type-not-declared = Kjo është { $found }, por është deklaruar { $wanted }.
    .help = Korrigjoni deklarimin ose rregullin, që të dy të thonë të njëjtën gjë.
    .other = deklaruar këtu
check-types-differ = “{ $text }” është { $right } dhe nuk mund të qëndrojë pranë { $left }.
    .help = Krahasoni ose bashkoni vlera të një lloji.
    .other = kjo është { $left }
check-unit-not-declared = Kjo është në { $found }, por është deklaruar { $wanted }.
    .help = Korrigjoni njësinë e deklaruar, ose shumëzoni a pjesëtoni që rregulli të japë { $wanted }.
    .other = deklaruar këtu
check-unit-not-declared-convert = Kjo është në { $found }, por është deklaruar { $wanted }.
    .help = Shkruani `in { $wanted }` pas vlerës: të dyja kthehen saktësisht.
    .other = deklaruar këtu
check-units-convert = “{ $text }” është në { $right } dhe qëndron pranë { $left }.
    .help = Shkruani pas saj `in { $left }`: të dyja kthehen saktësisht.
    .other = kjo është në { $left }
check-units-differ = “{ $text }” është në { $right } dhe nuk mund të qëndrojë pranë { $left }.
    .help = Sillini në të njëjtën njësi, për shembull me një normë në { $left } për { $right }.
    .other = kjo është në { $left }
check-units-do-not-convert = { $from } nuk mund të kthehet saktësisht në { $to }.
    .help = Kthehen muaji dhe viti, ora dhe minuta, m2, ha dhe km2; për çdo gjë tjetër duhet një normë e veçantë.
    .other = kjo është në { $from }
check-unused = “{ $name }” nuk përdoret askund.
    .help = Hiqeni ose përdoreni në një rregull.
check-use-formula-unknown = Pranë këtij skedari nuk ka formulë “{ $formula }”.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani “{ $near }”.
       *[no] Vendoseni skedarin e saj në të njëjtën dosje; rreshti i parë i tij thotë `formula { $formula }`.
    }
check-use-result-unknown = Formula “{ $formula }” nuk ka rezultat “{ $result }”.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani “{ $near }”.
       *[no] Shkruani një që ajo e deklaron me `result`.
    }
check-use-table-missing = “{ $result }” ka një vlerë për çdo rresht të “{ $table }”, tabelë që ky skedar nuk e ka.
    .help = Shtoni `table { $table }` me të njëjtin çelës.
check-varied-per-row = “{ $text }” ka një vlerë për çdo rresht, por këtu duhet një për tërë vendin.
    .help = Përmblidheni, për shembull `sum(…)`.
check-varied-what = “{ $name }” nuk mund të ketë këtu vlerë tjetër: këtë mund ta ketë vetëm një parametër me një vlerë, ose një përkufizim i vendit.
    .help = Emërtoni një parametër, ose një `let` që qëndron jashtë kapitujve.
check-weight-of-mean = Vetëm mesatarja merr pesha.
    .help = Shkruani `mean(… weighted by …)`; shuma e ponderuar është `sum(… * …)`.
check-word-unknown = “{ $name }” nuk është asnjëra nga fjalët e këtij vendi: { $words }.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani “{ $near }”.
       *[no] Shkruani njërën prej këtyre fjalëve.
    }

## data

data-cell-empty = “{ $column }” është bosh, por ky rresht ka nevojë për të.
    .help = Plotësoni shifrën. Nëse mund të mungojë, formula duhet ta deklarojë kolonën si `optional`.
data-cells-in-line = Ky rresht ka { $cells } { $cells ->
        [one] qelizë
       *[other] qeliza
    }, por titulli ka { $columns }.
    .help = Vendoseni në thonjëza qelizën që përmban ndarës: `"a, b"`. Shifrën që mungon lëreni bosh, por ruajeni ndarësin e saj.
data-column-missing = Nuk ka kolonë “{ $column }”.
    .help = { $has_near ->
        [yes] Ndoshta është kolona “{ $near }”: riemërtojeni në “{ $column }”.
       *[no] Shtojeni. Titulli ka: { $has }.
    }
    .other = formula ka nevojë për të këtu
data-column-twice = Kolona “{ $column }” shfaqet dy herë.
    .help = Mbani njërën prej tyre; cila vlen do të ishte hamendje.
data-control-character = Ky rresht përmban një shenjë që nuk është tekst (kodi 0).
    .help = Ruajeni tabelën sërish si “CSV UTF-8”.
data-decided-amount = “{ $value }” nuk është shumë.
    .help = Shkruani shifra me pikë dhjetore, siç bën `formula run --format csv`; lëreni qelizën bosh aty ku nuk është vendosur asgjë.
data-decided-columns = Një skedar me shuma të miratuara ka dy kolona: çelësin dhe “{ $result }” ose `value`. Ky ka: { $has }.
    .help = Shkruajeni siç bën `formula run --result { $result } --format csv`.
data-decided-missing = Mungojnë shumat për “{ $column }”: nuk u dorëzua asnjë vendim për “{ $result }” të “{ $formula }”.
    .help = Vendosni shumat e miratuara në `decided/{ $formula }.{ $result }.csv` pranë tabelave, ose shtoni kolonën. Kur disa rreshta mund të mos i kenë, deklarojeni `optional`.
    .other = formula e kërkon këtu
data-decided-twice = Shumat e miratuara për “{ $column }” janë dy herë: në tabelë dhe në `decided/{ $formula }.{ $result }.csv`.
    .help = Mbani njërën prej tyre; cila vlen do të ishte hamendësim.
    .other = formula i lexon këtu
data-decided-unit = “{ $column }” është deklaruar në { $declared }, por shumat e miratuara këtu janë në { $found }.
    .help = Shumat e miratuara lexohen ashtu siç u miratuan dhe nuk shndërrohen kurrë. Deklarojeni kolonën në { $found } dhe shndërrojeni në formulë me `in`, ose sillni skedarin në { $declared }.
    .other = njësia deklarohet këtu
data-file-empty = Skedari është bosh.
    .help = I duhet një rresht titulli me emrat e kolonave dhe nga një rresht për çdo njësi.
data-file-missing = Në “{ $folder }” nuk ka skedar “{ $file }”.
    .help = { $has_near ->
        [yes] Ndoshta është “{ $near }”: riemërtojeni në “{ $file }”.
       *[no] Çdo tabelë e formulës është një skedar me emrin e saj. { $has_there ->
            [yes] Dosja ka: { $there }.
           *[no] Dosja nuk ka asnjë skedar CSV.
        }
    }
    .other = formula ka nevojë për këtë tabelë
data-file-unreadable = “{ $file }” nuk mund të lexohet: { $reason }.
    .help = Kontrolloni që skedari ekziston dhe që keni të drejtë ta lexoni.
data-folder-missing = Nuk ka dosje “{ $folder }”.
    .help = Shkruani dosjen që mban nga një skedar CSV për çdo tabelë të formulës.
data-header-name-empty = Kolona { $position } nuk ka emër në titull.
    .help = Jepini kolonës një emër ose hiqeni.
data-key-twice = Çelësi “{ $key }” shfaqet dy herë.
    .help = Çdo rresht ka nevojë për çelësin e vet: korrigjoni njërin prej tyre ose hiqeni.
    .other = parë së pari këtu
data-more-faults = Në këtë tabelë ka edhe { $count ->
        [one] { $count } gabim tjetër
       *[other] { $count } gabime të tjera
    }.
    .help = Korrigjoni ato që janë renditur dhe provoni sërish.
data-no-such-row = “{ $value }” nuk është rresht i “{ $table }”.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani “{ $near }”.
       *[no] Korrigjoni vlerën ose shtoni rreshtin në “{ $table }”.
    }
data-not-a-choice = “{ $value }” nuk është asnjëra nga fjalët që mund të mbajë “{ $column }”.
    .help = Shkruani njërën nga: { $choices }.
data-not-a-date = “{ $value }” nuk është datë.
    .help = Shkruajeni si vit-muaj-ditë, për shembull 2024-01-31.
data-not-a-number = “{ $value }” nuk është numër; “{ $column }” është numër në { $unit }.
    .help = Shkruani shifra me pikë dhjetore. Lëreni qelizën bosh ku shifra nuk dihet: mungesa nuk është zero.
data-not-utf8 = Ky rresht nuk është i koduar në UTF-8.
    .help = Ruajeni tabelën sërish si “CSV UTF-8”, që të ruhen shkronjat si ë, ç dhe š.
data-not-yes-no = “{ $value }” nuk është as po as jo.
    .help = Shkruani `yes` (po) ose `no` (jo).
data-number-separator = “{ $value }” ka presje ose pika që mund të kuptohen në dy mënyra.
    .help = Shkruani { $suggestion } me pikë dhjetore, nëse kjo është menduar; mijëshet ndahen me hapësirë ose nuk ndahen fare.
data-number-too-long = “{ $value }” ka më shumë se 34 shifrat me të cilat llogaritet.
    .help = Shkruajeni numrin me 34 shifra ose më pak.
data-package-unreadable = “{ $file }” nuk është pako të dhënash: { $reason }.
    .help = Korrigjojeni skedarin ose hiqeni: atëherë mungojnë burimet dhe statuset e kolonave.
data-product-too-large = “{ $table }” do të kishte më shumë rreshta se { $most } që mund të ketë një tabelë e kryqëzuar.
    .help = Përdorni një tabelë me dy referenca dhe vetëm me rreshtat që ekzistojnë.
data-product-too-much-memory = “{ $table }” do të kishte { $rows } rreshta dhe do të zinte rreth { $size } MB. Tabelat e kryqëzuara të një formule mund të zënë bashkë { $most } MB; deri te kjo ato arrijnë në { $taken } MB.
    .help = Përdorni një tabelë me dy referenca dhe vetëm me rreshtat që ekzistojnë, ose më pak kolona dhe rregulla në tabelën e kryqëzuar.
data-quote-misplaced = Në mes të një qelize ka thonjëza.
    .help = Vendoseni tërë qelizën në thonjëza dhe dyfishoni ato brenda saj: `"the ""north"""`.
data-quote-open = Këtu hapen thonjëzat dhe nuk mbyllen askund.
    .help = Mbyllini në fund të qelizës, ose dyfishojini nëse i takojnë tekstit.
data-separator-unknown = Titulli ndahet me { $has_tab ->
        [yes] tabulatorë
       *[no] `|`
    }.
    .help = Ndani qelizat me `,` ose `;`: ruajeni tabelën si “CSV UTF-8”.
data-separators-mixed = Ky rresht ndahet me `{ $found }`, por titulli me `{ $expected }`.
    .help = Përdorni `{ $expected }` në çdo rresht.
data-side-column-unknown = Tabela nuk ka kolonë “{ $column }”, për të cilën flet ky skedar.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani “{ $near }”.
       *[no] Jepini këtij skedari të njëjtat kolona si “{ $table }”.
    }
data-side-no-key = Ky skedar nuk ka kolonë “{ $key }”, prandaj rreshtat e tij nuk i takojnë askujt.
    .help = Jepini të njëjtin çelës si “{ $table }”.
data-side-row-missing = Ky skedar nuk ka rresht për njësinë “{ $key }”.
    .help = Shtoni rreshtin; qelizat e tij mund të jenë bosh.
data-side-row-unknown = “{ $key }” nuk është rresht i “{ $table }”.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani “{ $near }”.
       *[no] Korrigjoni çelësin ose hiqni rreshtin.
    }
data-side-without-key = Tabela “{ $table }” nuk ka çelës, prandaj ky skedar nuk mund të flasë për rreshtat e saj.
    .help = Hiqni skedarin ose jepini tabelës një `key`.
data-source-unreadable = Burimi i kësaj qelize nuk është shkruar në asnjë mënyrë të njohur.
    .help = Shkruani tekst të thjeshtë, ose `en "…" sq "…" sr "…"` me çdo gjuhë një herë.
data-status-unknown = “{ $value }” nuk është status i një shifre.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani “{ $near }”.
       *[no] Shkruani njërën nga: { $words }.
    }
data-table-missing = Për tabelën “{ $table }” nuk janë dhënë të dhëna.
    .help = Vendosni një skedar `{ $table }.csv` në dosjen e të dhënave.
data-table-twice = Tabela “{ $table }” është dhënë dy herë.
    .help = Mbani njërën prej tyre; tjetra është “{ $first }”.
data-use-missing = Nuk është dhënë asnjë llogaritje e “{ $formula }”, prandaj “{ $result }” nuk ka vlera.
    .help = Së pari llogaritni atë formulë; `formula run` e bën këtë kur skedari i saj gjendet në të njëjtën dosje.
data-utf16 = Skedari është i koduar në UTF-16.
    .help = Ruajeni sërish si “CSV UTF-8”.
data-workbook = Skedari është fletë llogaritëse, jo skedar CSV.
    .help = Hapeni në programin e fletëve llogaritëse dhe ruajeni fletën si “CSV UTF-8”.
library-cycle = Formulat përdorin njëra-tjetrën në rreth: { $path }.
    .help = Zhvendosni atë që u duhet të dyjave në një formulë të veçantë.
library-missing = Nuk ka skedar formule “{ $file }”.
    .help = Kontrolloni emrin dhe dosjen.
library-not-utf8 = Skedari i formulës “{ $file }” nuk është i koduar në UTF-8.
    .help = Ruajeni sërish si UTF-8.
library-scenario-base-missing = Pranë këtij skenari nuk ka formulë `{ $formula }`.
    .help = { $has_near ->
        [yes] Ndoshta keni dashur të shkruani `{ $near }`.
       *[no] Vendoseni skenarin në dosjen e formulës së tij.
    }
library-scenario-over-scenario = Skenari vendoset mbi një formulë, jo mbi një skenar tjetër: { $path }.
    .help = Shkruani në këtë skenar atë që ndryshon tjetri.
library-two-files = Dy skedarë e mbajnë formulën “{ $formula }”: “{ $first }” dhe “{ $second }”.
    .help = Hiqni ose riemërtoni njërin prej tyre.
library-unreadable = “{ $file }” nuk mund të lexohet: { $reason }.
    .help = Kontrolloni që skedari ekziston dhe që keni të drejtë ta lexoni.
library-unwritable = “{ $file }” nuk mund të shkruhet: { $reason }.
    .help = Kontrolloni që keni të drejtë të shkruani aty dhe që disku nuk është plot.

## run

run-aggregate-of-nothing = `{ $text }` nuk ka asnjë rresht mbi të cilin të llogaritë{ $has_row ->
        [yes] {" "}për { $row }
       *[no] {""}
    }: nuk ka mesatare, minimum ose maksimum të asgjëje.
    .help = Thoni sa është vlera kur nuk ka rreshta, për shembull `if count(…) = 0 then … else …`.
run-cell-awaited = Mungon “{ $column }” e { $row }, dhe pa të nuk mund të llogaritet “{ $result }”.
    .help = { $has_without ->
        [yes] Shënoni shifrën, ose llogaritni përsëri me shifra të këtij statusi: { $without }.
       *[no] Shënoni shifrën, ose thoni në formulë çfarë do të thotë mungesa e saj.
    }
run-cell-excluded = “{ $column }” e { $row } ka statusin “{ $standing }”, dhe ky ekzekutim i lë jashtë shifrat e tilla.
    .help = Sillni një shifër të verifikuar, ose ekzekutoni përsëri me shifrat e këtij statusi.
run-cell-missing = “{ $column }” e { $row } është e zbrazët.
    .help = Ekzekutimi zyrtar e kërkon. Shënojeni shifrën, ose shpalleni kolonën `optional` dhe thoni çfarë do të thotë mungesa e saj.
run-check-fails =
    { $has_title ->
        [yes] “{ $title }” nuk plotësohet: `{ $check }`.
       *[no] Kontrolli `{ $check }` nuk plotësohet.
    }{ $has_found ->
        [yes] {" "}U gjet: { $found }.
       *[no] {""}
    }
    .help =
        { $has_stops ->
            [yes] Një llogaritje, kontrolli i së cilës nuk plotësohet, nuk mund të miratohet. Shikoni shumat në të dyja anët.
           *[no] Kjo nuk e pengon miratimin e llogaritjes. Shikoni shumat në të dyja anët.
        }
    .other = rregulli që kështu nuk mund të llogaritet
run-check-fails-for =
    { $has_title ->
        [yes] “{ $title }” nuk plotësohet për
       *[no] Kontrolli `{ $check }` nuk plotësohet për
    } { $count ->
        [one] një rresht
       *[other] { $count } rreshta
    }{ $has_title ->
        [yes] : `{ $check }`.
       *[no] .
    } U gjet: { $found }{ $has_more ->
        [yes] {" "}dhe { $more } të tjerë.
       *[no] .
    }
    .help = Shikoni shifrat e këtyre rreshtave.
    .other = rregulli që kështu nuk mund të llogaritet
run-check-open =
    { $has_title ->
        [yes] Nuk mund të thuhet nëse plotësohet “{ $title }”: mungon një shifër. `{ $check }`
       *[no] Nuk mund të thuhet nëse plotësohet kontrolli `{ $check }`: mungon një shifër.
    }{ $has_found ->
        [yes] {" "}U gjet: { $found }.
       *[no] {""}
    }
    .help = Shënoni shifrat që mungojnë.
run-date-out-of-range = `{ $text }` jep një ditë jashtë viteve 1 deri 9999{ $has_row ->
        [yes] {" "}për { $row }
       *[no] {""}
    }.
    .help = Kontrolloni datën dhe numrin e ditëve, muajve ose viteve.
run-date-shift-not-whole = Një ditë nuk mund të zhvendoset me { $value } { $unit }{ $has_row ->
        [yes] {" "}për { $row }
       *[no] {""}
    }: vetëm numrat e plotë kanë kuptim.
    .help = Rrumbullakoni së pari numrin, për shembull `round(… to 1 { $unit }, down)`.
run-division-by-zero = `{ $text }` pjesëton me zero{ $has_row ->
        [yes] {" "}për { $row }
       *[no] {""}
    }.
    .help = Thoni çfarë vlen kur pjesëtuesi është zero: `if … = 0 then … else …`.
    .other = ky rresht
run-fill-negative-limit = Kufiri i pjesës “{ $vessel }” është negativ ({ $limit }){ $has_row ->
        [yes] {" "}për { $row }
       *[no] {""}
    }.
    .help = Një pjesë nuk mund të marrë më pak se asgjë: shkruani `max({ $text }, 0)`, ose përmirësoni shifrat.
run-gaps-more = Mungojnë edhe { $count } shifra të tjera, që nuk renditen këtu.
    .help = Shënoni ato që janë renditur dhe llogaritni përsëri.
run-not-defined = `{ $text }` nuk është e përkufizuar për këta numra{ $has_row ->
        [yes] {" "}({ $row })
       *[no] {""}
    }.
    .help = Logaritmi kërkon numër mbi zero, rrënja një numër jonegativ, percentili dhe pjesa te `in top` një numër nga 0 % deri në 100 %.
    .other = ky rresht
run-not-exactly-one = Plotësohen { $holding } nga kushtet{ $has_row ->
        [yes] {" "}për { $row }
       *[no] {""}
    }; duhet të plotësohet saktësisht një.
    .help = Bëjini kushtet të tilla që të përjashtojnë njëri-tjetrin dhe të mbulojnë çdo rast.
run-number-too-large = `{ $text }` jep një numër tepër të madh{ $has_row ->
        [yes] {" "}për { $row }
       *[no] {""}
    }.
    .help = Kontrolloni shifrat që hyjnë dhe njësitë e tyre.
    .other = ky rresht
run-outside-scale = Vlera e `{ $text }` është jashtë shkallës “{ $name }”{ $has_row ->
        [yes] {" "}për { $row }
       *[no] {""}
    }.
    .help = Shtoni një rresht që e mbulon (`above : …`), ose për pikat `flat outside`.
run-param-in-several = Disa formula e kanë parametrin “{ $name }” dhe secila e mori këtë vlerë: { $formulas }.
    .help = Vetëm për njërën prej tyre shkruani `{ $first }.{ $name }=…`.
run-param-excluded = “{ $name }”{ $member } ka statusin “{ $standing }” dhe lihet jashtë këtij ekzekutimi; pa të nuk mund të llogaritet “{ $result }”.
    .help = Jepni një vlerë për këtë ekzekutim, tregoni në formulë një burim për të, ose ekzekutoni përsëri me vlerat e këtij statusi.
run-param-not-by-category = Parametri “{ $name }” ka një vlerë të vetme dhe nuk ka anëtarë.
    .help = Jepeni pa kllapa: `{ $name }=…`.
run-param-not-in-force = Parametri “{ $name }” nuk është në fuqi më { $day }.
    .help = Vlera e tij e parë vlen që nga { $first }. Zgjidhni një ditë më të vonshme, ose shtoni një vlerë për atë ditë.
run-param-of-which = Parametri “{ $name }” ka nga një vlerë për çdo anëtar të { $categories }, dhe nuk është thënë me një emër të njohur cila kihet parasysh.
    .help = Shkruani për shembull `{ $example }=…`.
run-param-unknown = Formula nuk ka parametër “{ $name }”.
    .help = { $has_near ->
        [yes] Ndoshta mendohet “{ $near }”.
       *[no] Faqja e formulës i liston parametrat e saj.
    }
run-param-unreadable = “{ $value }” nuk mund të lexohet si parametri “{ $name }”.
    .help = Jepni një vlerë të llojit { $type }, me pikë dhjetore: `0.25`, `25%`, `284 680 000`.
run-pool-differs-in-group = Fondi i `{ $text }` nuk është i njëjtë për të gjitha rreshtat e grupit të { $row }.
    .help = Fondi `per` grup duhet të ketë një vlerë të vetme në secilin grup.
run-result-excluded = “{ $result }” e { $row } mungon kur lihen jashtë shifrat me status { $without }.
    .help = Sillni shifrën, ose ekzekutoni përsëri me shifrat e këtij statusi.
    .other = rezultati
run-result-missing = “{ $result }” e { $row } nuk mund të llogaritet: mungon një shifër që i duhet.
    .help = Shënoni shifrën, ose thoni në formulë çfarë do të thotë mungesa e saj.
    .other = rezultati
run-round-no-room = Asnjë shumë e rrumbullakuar e { $row } nuk është brenda kufijve të saj.
    .help = Zgjidhni një njësi më të vogël rrumbullakimi, ose rrumbullakoni vetë kufijtë.
run-round-sum-not-kept = `{ $text }` nuk mund ta ruajë shumën brenda kufijve: u mungon { $by }.
    .help = Zgjidhni një njësi më të vogël rrumbullakosjeje, ose zgjeroni kufijtë.
run-share-floor-above-cap = Dyshemeja e { $row } ({ $floor }) është mbi tavanin e saj ({ $cap }).
    .help = Korrigjoni kufijtë në formulë ose shifrat nga të cilat dalin.
run-share-in-rounds = Raundet u japin { $count ->
        [one] një rreshti
       *[other] { $count } rreshtave
    } shumë tjetër nga ajo që do të jepte një nivel i vetëm për të gjithë, më së shumti për { $row } ({ $most }). Gjithsej fitohet { $gained }; nga fondi mbetet { $rest }.
    .help = Kështu urdhëron ligji, nëse ai urdhëron raunde. Pa `in rounds`, dyshemetë, tavanet dhe fondi plotësohen njëherësh.
run-share-negative-weight = Pesha e { $row } është negative ({ $weight }).
    .help = Korrigjoni shifrën, ose jepini ndarjes një dysheme jonegative: `at least 0`.
run-share-over = Tavanet lënë { $by } të fondit pa marrës.
    .help = Ngrijini tavanet, zvogëloni fondin, ose thoni `if over, leave the rest`.
run-share-pool-below-zero = Fondi i `{ $text }` është nën zero ({ $pool }), kurse askujt nuk mund t’i jepet më pak se asgjë.
    .help = Shikoni prej çkaje llogaritet fondi; nëse atëherë nuk ndahet asgjë, shkruani `max(…, 0)`.
run-share-rounds-miss = Raundet nuk e arrijnë fondin: mbetet { $rest }.
    .help = Një mbetje negative paguhet përtej fondit. Pa `in rounds`, ndarja do t'i refuzonte kufijtë që nuk mund të plotësohen.
run-share-short = Dyshemetë dhe shumat e caktuara e tejkalojnë fondin për { $by }.
    .help = Ulini dyshemetë, rriteni fondin, ose thoni `if short, floors in proportion`.
run-share-zero-weight = `{ $text }` ka { $pool } për të ndarë, por { $rows ->
        [0] nuk ka asnjë rresht që merr pjesë
        [none-of-group] asnjë rresht i grupit të { $row } nuk merr pjesë
        [1] { $row }, i vetmi rresht që merr pjesë, nuk ka peshë mbi zero
       *[other] asnjë nga { $rows } rreshtat që marrin pjesë, i pari i të cilëve është { $row }, nuk ka peshë mbi zero
    }.
    .help = Kontrolloni kolonën që është peshë dhe kushtin pas `where`.
run-solve-never = `{ $text }` nuk e arrin kurrë { $target }: është { $first } te { $from } dhe { $last } te { $to }.
    .help = Zgjidhni skaje të tjera, ose një synim tjetër.
run-solve-step = Hapi `{ $text }` nuk është mbi zero.
    .help = Hapi thotë sa larg është një vlerë nga tjetra; drejtimin e tregojnë `from` dhe `to`.
run-solve-too-many-steps = Janë { $steps } hapa, dhe nuk është vërtetuar që totali rritet ose bie pandërprerë, prandaj nuk provohen më shumë se { $limit }.
    .help = Zgjidhni hapa më të mëdhenj ose skaje më të afërta, ose shkruajeni totalin si shumë, prodhim me diçka të një shenje, minimum, maksimum ose rrumbullakim të asaj që kërkohet.
run-solve-turns = `{ $text }` kthehet prapa në rrugën drejt synimit: nga { $before } në { $after } te { $value }.
    .help = `solve` kërkon një total që vetëm rritet ose vetëm bie. Zgjidhni skaje mes të cilave është kështu.
run-use-missing = “{ $result }” e formulës `{ $formula }` mungon për { $row }.
    .help = Shikoni se çfarë pret ajo formulë.
run-varied-too-much = Këtu duhet llogaritur tepër nën vlera të tjera.
    .help = Zgjidhni hapa më të mëdhenj, ose lërini më pak `with` dhe `solve` të mbështeten njëri mbi tjetrin.

## explain

explain-abs = { $list } pa shenjën
explain-age = vitet e mbushura që nga { $list }
explain-and = dhe
explain-apply = { $name } i ({ $list })
explain-at-least = së paku { $limit }
explain-at-most = së shumti { $limit }
explain-between = { $what } është ndërmjet { $low } dhe { $high }
explain-case = { $value } kur { $condition }
explain-case-otherwise = përndryshe { $value }
explain-cites = Baza ligjore: { $value }
explain-count = numri i rreshtave: { $what }
explain-days-between = ditët nga { $earlier } deri në { $later }
explain-decided = Siç është miratuar: rezultati { $result } i formulës { $formula }.
explain-decided-year-before = Siç është miratuar për vitin e kaluar: rezultati { $result } i formulës { $formula }.
explain-deviation = devijimi standard i { $what } ({ $rows })
explain-dropping = të lëna jashtë në çdo skaj: { $count }
explain-earlier = { $shift } para { $day }
explain-every = për çdo rresht ({ $rows }): { $what }
explain-exp = `e` në fuqinë { $list }
explain-fill-part = sa merr { $vessel } nga { $amount }, deri në { $limit }
explain-fill-part-after = sa merr { $vessel } nga { $amount } pas { $before }, deri në { $limit }
explain-fill-rest = sa mbetet nga { $amount } pas { $before }
explain-fixed-where = e caktuar në { $value } ku { $condition }
explain-from-formula = Nga formula { $formula }, rezultati i saj { $result }.
explain-further-rows = edhe { $count } të tjerë
explain-greatest = më e madhja: { $what } ({ $rows })
explain-if = { $yes } nëse { $condition }, përndryshe { $no }
explain-if-over = ajo që lënë tavanet mbetet e pandarë
explain-if-short = të gjitha dyshemetë në proporcion nëse fondi nuk mjafton për to
explain-in-bottom = { $what } është ndër { $amount } më të voglat mes { $rows }
explain-in-rounds = raund pas raundi
explain-in-top = { $what } është ndër { $amount } më të mëdhatë mes { $rows }
explain-is-at-cap = { $what } është në tavan
explain-is-at-floor = { $what } është në dysheme
explain-is-fixed = { $what } është caktuar veçmas
explain-is-free = { $what } nuk mbahet nga asnjë kufi
explain-is-known = dihet: { $what }
explain-is-missing = mungon: { $what }
explain-keeping-sum = ashtu që shuma të ruhet
explain-later = { $shift } pas { $day }
explain-least = më e vogla: { $what } ({ $rows })
explain-left-out = E lënë jashtë këtij ekzekutimi: { $standing }.
explain-log = logaritmi natyror i { $list }
explain-max = më e madhja nga { $list }
explain-mean = mesatarja: { $what } ({ $rows })
explain-median = mediana: { $what } ({ $rows })
explain-members-from-to = { $category } nga { $from } deri te { $to }
explain-min = më e vogla nga { $list }
explain-no = për asnjë rresht ({ $rows }): { $what }
explain-not = jo: { $what }
explain-of = { $what } e { $of }
explain-of-member = { $what } për { $member }
explain-on-day = { $what } më { $day }
explain-one-of = { $what } është një nga: { $list }
explain-or = ose
explain-otherwise = { $what }, ose nëse mungon { $other }
explain-per = brenda të njëjtit { $key }
explain-percentile = percentili: { $what } ({ $rows })
explain-rank-largest = vendi sipas { $what } mes { $rows }, më i madhi i pari
explain-rank-smallest = vendi sipas { $what } mes { $rows }, më i vogli i pari
explain-repeated = Nxjerrja e saj është më sipër.
explain-rests = { $unverified ->
        [0] Të gjitha { $inputs } të dhënat pas kësaj shume janë të verifikuara ose të nxjerra nga të dhëna të verifikuara.
        [one] Kjo shumë mbështetet në { $inputs } të dhëna, nga të cilat një nuk është e verifikuar.
       *[other] Kjo shumë mbështetet në { $inputs } të dhëna, nga të cilat { $unverified } nuk janë të verifikuara.
    }
explain-round = { $what }, e rrumbullakuar në { $to }
explain-round-ceiling = { $what }, e rrumbullakuar në { $to } drejt plus pafundësisë
explain-round-down = { $what }, e rrumbullakuar poshtë në { $to }
explain-round-floor = { $what }, e rrumbullakuar në { $to } drejt minus pafundësisë
explain-round-half-even = { $what }, e rrumbullakuar në { $to }, gjysma drejt çiftit
explain-round-keeping-sum = { $what }, e rrumbullakuar në { $to } ashtu që të ruhet shuma
explain-round-up = { $what }, e rrumbullakuar lart në { $to }
explain-rounds-less = Me raunde merr { $by } më pak se me një nivel për të gjithë.
explain-rounds-more = Me raunde merr { $by } më shumë se me një nivel për të gjithë.
explain-rounds-same = Me raunde merr njësoj si me një nivel për të gjithë.
explain-scale = { $name } për { $argument }
explain-set-by-scenario =
    { $has_before ->
        [yes] Vendosur nga skenari “{ $scenario }”; më parë: { $before }.
       *[no] Vendosur nga skenari “{ $scenario }”.
    }
explain-set-here = Caktuar vetëm për këtë pyetje.
explain-share = { $pool }, e ndarë në përpjesëtim me: { $weight }
explain-share-cap = Qëndron në tavan. Rreshtat që nuk i mban asnjë kufi marrin { $level } për çdo njësi të peshës.
explain-share-fixed = Është vendosur veçmas dhe zbritet nga fondi para se të ndahet pjesa tjetër.
explain-share-floor = Qëndron në dysheme. Rreshtat që nuk i mban asnjë kufi marrin { $level } për çdo njësi të peshës.
explain-share-free = Nuk e mban asnjë kufi: merr { $level } për çdo njësi të peshës së vet prej { $weight }. Në dysheme: { $floors }, në tavan: { $caps }, të caktuara: { $fixed }.
explain-share-part = Pesha e saj { $weight } është { $part } % e { $weights }, dhe aq është pjesa e saj nga { $pool }.
explain-solve = vlera e parë e { $unknown } nga { $from } deri në { $to } me hap { $step } te i cili { $total } arrin { $target }
explain-solve-found = U arrit në hapin { $step } nga { $steps }, te { $value }: aty është { $total } kundrejt { $target }. Dallimi nga synimi: { $residual }.
explain-some = për ndonjë rresht ({ $rows }): { $what }
explain-source = Burimi: { $value }
explain-sqrt = rrënja katrore e { $list }
explain-standing = Statusi: { $value }
explain-step-limit = Kufiri
explain-step-rounding = Rrumbullakimi
explain-step-share-cap = Ulur në tavan
explain-step-share-fixed = Vendosur veçmas
explain-step-share-floor = Ngritur në dysheme
explain-step-share-free = Përshtatur me fondin
explain-sum = shuma: { $what } ({ $rows })
explain-tied = Mbetja e saj është e barabartë me atë të { $rows }{ $has_more ->
        [yes] {" "}dhe të { $more } të tjerave
       *[no] {""}
    }; mes tyre vendosi vetëm çelësi.
explain-weighted = e peshuar me { $weight }
explain-where = ku { $condition }
explain-with = { $what } nëse { $settings }
explain-with-setting = { $name } të ishte { $value }
explain-within-bounds = brenda kufijve të vet
explain-year = viti i { $list }
standing-assumed = e supozuar
standing-derived = e nxjerrë
standing-estimated = e vlerësuar
standing-reported = e raportuar
standing-verified = e verifikuar
unit-case = raste
unit-centre = qendër
unit-day = ditë
unit-family = familje
unit-hour = orë
unit-km2 = km²
unit-m2 = m²
unit-month = muaj
unit-municipality = komunë
unit-number = numër
unit-per-case = rast
unit-per-day = ditë
unit-per-family = familje
unit-per-person = banor
unit-person = banorë
unit-place = vend
unit-year = vit
value-missing = mungon
value-no = jo
value-yes = po
