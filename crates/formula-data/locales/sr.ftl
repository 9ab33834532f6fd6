test-cells-in-line = број ћелија у овом реду је { $cells }, а у заглављу { $columns }
test-column-unknown = формула овде нема „{ $name }“{ $has_near ->
        [yes] ; можда се мисли на „{ $near }“
       *[no] {""}
    }
test-day-unreadable = „{ $value }“ није датум; напишите га као година-месец-дан
test-differs = { $name }{ $has_row ->
        [yes] , ред { $row }
       *[no] {""}
    }: очекивано { $has_expected ->
        [yes] { $expected }
       *[no] —
    }, добијено { $found }
test-expects-above-cases = оно што се очекује стоји изнад првог наслова `##`; ставите га у случај
test-expects-nothing = овај случај не очекује ништа; додајте `### out` са табелом, или `### refused: ID`
test-heading-unknown = наслов „{ $written }“ тесту ништа не значи, па се оно испод њега не би бројало; можда „{ $meant }“
test-in-without-table = реците која табела улази: `### in: TABLE`
test-key-missing = у заглављу ове табеле недостаје кључ табеле „{ $table }“
test-not-a-number = „{ $value }“ није број, а „{ $column }“ јесте
test-not-refused = очекивало се одбијање са { $expected }, а обрачун је прошао
test-not-warned = очекивано је упозорење { $expected }, нађено је { $found }
test-out-of-which-table = више табела има овај кључ ({ $tables }); наведите на коју се мисли: `### out: ТАБЕЛА`
test-refused-otherwise = очекивало се одбијање са { $expected }, а одбијено је са { $found }
test-refused-without-id = реците са којом се грешком одбија: `### refused: ID`
test-row-unknown = нема реда „{ $key }“
test-setting-unknown = „{ $line }“ није разумљиво; напишите `formula FILE`, `day DATE`, `data FOLDER`, `without STANDING`, `skip REASON` или `NAME = VALUE`
test-standing-unknown = „{ $value }“ није статус; напишите једну од речи: { $words }
test-table-missing = иза овог наслова мора следити табела
test-table-unknown = нема табеле „{ $name }“{ $has_near ->
        [yes] ; можда се мисли на „{ $near }“
       *[no] {""}
    }
test-two-formulas = у једном случају су две формуле; случај се односи на једну формулу
test-unit-differs = „{ $name }“ је у јединици { $unit }, а заглавље каже { $written }
test-warned-without-id = овај наслов не каже које се упозорење очекује: `### warned: ID`, или његов наслов
test-without-formula = није наведена формула; додајте блок `formula-test` са редом `formula FILE`
