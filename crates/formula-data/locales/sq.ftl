test-cells-in-line = ky rresht ka { $cells ->
        [one] një qelizë
       *[other] { $cells } qeliza
    }, por titulli ka { $columns }
test-column-unknown = formula nuk ka “{ $name }” këtu{ $has_near ->
        [yes] ; ndoshta keni dashur të shkruani “{ $near }”
       *[no] {""}
    }
test-day-unreadable = “{ $value }” nuk është datë; shkruajeni si vit-muaj-ditë
test-differs = { $name }{ $has_row ->
        [yes] {" "}e { $row }
       *[no] {""}
    }: pritej { $has_expected ->
        [yes] { $expected }
       *[no] —
    }, u gjet { $found }
test-expects-above-cases = ajo që pritet qëndron mbi titullin e parë `##`; vendoseni në një rast
test-expects-nothing = ky rast nuk pret asgjë; shtoni `### out` me një tabelë, ose `### refused: ID`
test-heading-unknown = titulli “{ $written }” nuk do të thotë asgjë për një test, prandaj çka qëndron nën të nuk do të numërohej; ndoshta “{ $meant }”
test-in-without-table = thoni cila tabelë hyn: `### in: TABLE`
test-key-missing = çelësi i “{ $table }” mungon në titullin e kësaj tabele
test-not-a-number = “{ $value }” nuk është numër, kurse “{ $column }” është
test-not-refused = pritej të refuzohej me { $expected }, por u llogarit
test-not-warned = pritej paralajmërimi { $expected }, u gjet { $found }
test-out-of-which-table = disa tabela e kanë këtë çelës ({ $tables }); shkruani cilën keni në mendje: `### out: TABELA`
test-refused-otherwise = pritej të refuzohej me { $expected }, por u refuzua me { $found }
test-refused-without-id = thoni me cilin gabim refuzohet: `### refused: ID`
test-row-unknown = nuk ka rresht “{ $key }”
test-setting-unknown = “{ $line }” nuk kuptohet; shkruani `formula FILE`, `day DATE`, `data FOLDER`, `without STANDING`, `skip REASON` ose `NAME = VALUE`
test-standing-unknown = “{ $value }” nuk është status; shkruani njërën nga: { $words }
test-table-missing = pas këtij titulli duhet të vijë një tabelë
test-table-unknown = nuk ka tabelë “{ $name }”{ $has_near ->
        [yes] ; ndoshta keni dashur të shkruani “{ $near }”
       *[no] {""}
    }
test-two-formulas = në një rast ka dy formula; një rast i përket një formule
test-unit-differs = “{ $name }” është në { $unit }, por titulli thotë { $written }
test-warned-without-id = ky titull nuk thotë cili paralajmërim pritet: `### warned: ID`, ose titulli i tij
test-without-formula = nuk është shkruar asnjë formulë; shtoni një bllok `formula-test` me rreshtin `formula FILE`
