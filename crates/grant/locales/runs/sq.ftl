# Gabimet
grant-formula-refused = { $count ->
        [one] Ka një gabim në formulë ose në të dhënat e saj.
       *[other] Ka { $count } gabime në formulë ose në të dhënat e saj.
    }
    .help = Korrigjoni ato që janë renditur. Asgjë nuk u ruajt.
grant-checks-do-not-hold = { $count ->
        [one] Një kontroll i formulës nuk plotësohet.
       *[other] { $count } kontrolle të formulës nuk plotësohen.
    }
    .help = Një llogaritje që nuk e kalon kontrollin nuk mund të jetë detyruese. Korrigjoni të dhënat ose parametrat; asgjë nuk u ruajt.
grant-run-does-not-reproduce = Llogaritja { $id } del ndryshe kur bëhet përsëri ({ $what } { $row }): u ruajt { $kept }, doli { $found }.
    .help = Mos i përdorni shifrat e saj. Ruajeni skedarin ashtu siç është, njoftoni auditorin dhe krahasojeni me një kopje rezervë.
grant-run-only-kept = Llogaritja { $id } u bë me versionin { $made } të motorit; ky është { $now } dhe nuk mund ta bëjë përsëri, prandaj asgjë prej saj nuk mund të shpjegohet këtu.
    .help = Ajo që u ruajt prej saj gjendet në faqen e ndarjes së saj.
grant-known-after-snapshot = Llogaritja do ta quante { $known } ditën deri në të cilën njiheshin të dhënat, por gjendja e të dhënave u ruajt më { $taken }.
    .help = Jepni atë ditë ose një më të hershme, ose ruani një gjendje të re të të dhënave. Asgjë nuk u ruajt.
grant-no-run = Nuk është bërë asnjë llogaritje e formulës “{ $formula }”.
    .help = Niseni programin përsëri: ai i bën llogaritjet e para.
grant-formula-unknown = Nuk ka formulë “{ $formula }”.
    .help = Kontrolloni adresën ose zgjidhni nga lista.
grant-workbook = Libri i punës nuk mund të shkruhet: { $detail }
    .help = Shkarkoni shifrat si CSV dhe njoftoni mirëmbajtësit e programit.

# Çka i dallon llogaritjet
run-title-baseline = Komunat veriore sipas vlerësimit
run-title-north-enumerated = Komunat veriore sipas regjistrimit

# Llogaritjet e një versioni tjetër të motorit
run-other-engine = Kjo llogaritje u bë me versionin { $made } të motorit; ky është { $now }.
run-other-engine-equal = E bërë përsëri me këtë version, të gjitha { $count } vlerat e saj dalin ashtu siç u ruajtën.
run-other-engine-differs = E bërë përsëri me këtë version, { $differing ->
        [one] një nga { $count } vlerat e saj del ndryshe
       *[other] { $differing } nga { $count } vlerat e saj dalin ndryshe
    }. Shumat që shfaqen janë ato që u ruajtën; hapat dhe shpjegimet janë të këtij versioni.
run-other-engine-only-kept = Ky version nuk mund ta bëjë përsëri. Këtu gjendet ajo që u ruajt.

# Skedarët
file-amounts = Shumat
file-about = Për këtë llogaritje
file-code = Kodi
file-municipality = Komuna
file-total = Gjithsej
file-standing = E dhëna më e dobët
file-unverified = Të dhëna të paverifikuara
file-formula = Formula
file-run = Llogaritja
file-day = Bërë për ditën
file-known = Të dhëna të njohura deri më
file-hash = Gjurma e llogaritjes (hash)
file-engine = Motori që e bëri llogaritjen
file-anew = E bërë përsëri
file-snapshot = Gjendja e të dhënave
file-not-kept = Pyetje (çka nëse), jo llogaritje e ruajtur
file-proposal = Propozim mbi të dhëna të supozuara: askush nuk e ka miratuar këtë formulë.
file-without = Pa shifrat me status
file-parameters = Parametrat
file-parameter = Parametri
file-value = Vlera
file-unit = Njësia
file-since = Në fuqi që nga
file-given = dhënë për këtë llogaritje
file-source = Burimi ose arsyeja
file-sources = Burimet e të dhënave
file-column = Shifra
grant-data-stood-on = Të dhënat nuk mund të kthehen, sepse në to mbështeten propozime të dorëzuara: { $what }.
    .help = Sillni në vend të kësaj të dhëna të ndrequra si version të ri. Asgjë nuk u ndryshua.
grant-data-table-unknown = Formula nuk lexon ndonjë tabelë të dhënash “{ $table }”.
    .help = Zgjidhni njërën nga tabelat e renditura te formula.
