document-unknown = Nuk ka dokument { $id }.
    .help = Kontrolloni adresën ose zgjidhni nga lista.
document-conflict = Dikush tjetër e ruajti ndërkohë këtë tekst: i juaji mbështetej në botimin { $based }, ndërsa vlen botimi { $stands }.
    .help = Të dy tekstet janë më poshtë krah për krah. Merrni në tuajin atë që duhet të mbetet dhe ruajeni.
document-not-now = Kjo nuk mund të bëhet në hapin “{ $step }”.
    .help = Hapeni dokumentin përsëri: dikush e ka çuar më tej. Asgjë nuk u ndryshua.
document-version-passed = Ju vendosët për versionin { $named }, ndërsa vlen versioni { $stands }.
    .help = Hapeni dokumentin përsëri dhe lexoni çfarë u ndryshua. Ju nuk ndryshuat asgjë.
document-annexes-passed = Ndërkohë janë bashkëngjitur ose janë hequr skedarë.
    .help = Hapeni sërish dokumentin dhe shikoni skedarët. Ju nuk ndryshuat asgjë.
document-own-work = Askush nuk e miraton atë që e ka shkruar ose dorëzuar vetë.
    .help = Kërkoni një person të dytë që mund ta miratojë. Asgjë nuk u ndryshua.
document-reason = Dokumenti kthehet me një arsye, me së shumti 2.000 shenja.
    .help = Thoni çfarë duhet ndryshuar. Asgjë nuk u ndryshua.
document-flaws = { $count ->
        [one] Një gjë pengon dorëzimin e këtij dokumenti.
       *[other] { $count } gjëra pengojnë dorëzimin e këtij dokumenti.
    }
    .help = Korrigjoni atë që është në listë dhe dorëzojeni përsëri. Teksti vetë është ruajtur.
document-cannot-supersede = Ky dokument nuk mund ta zëvendësojë { $id }.
    .help = Përmendni një dokument të publikuar të të njëjtit lloj, të cilin nuk e ka zëvendësuar tjetër. Asgjë nuk u publikua.
document-not-printed = Skedari i dokumentit nuk mund të bëhet: { $detail }
    .help = Asgjë nuk u publikua. Korrigjoni tekstin ose jepjani këtë mesazh administratorit.
document-too-long = Teksti është më i gjatë se sa mund të jetë një dokument.
    .help = Shkurtojeni. Asgjë nuk u ruajt.
document-code = Ky nuk është kod verifikimi.
    .help = Kodi ka dymbëdhjetë shkronja e shifra në tri grupe. Krahasoni secilën me letrën; O, I, L, 0 dhe 1 nuk ka.

step-draft = draft
step-submitted = i dorëzuar
step-returned = i kthyer
step-approved = i miratuar
step-published = i publikuar
step-superseded = i zëvendësuar

notice-documents-submitted = { $who } e dorëzoi për vendim dokumentin “{ $title }”.
notice-documents-returned = { $who } ju ktheu dokumentin “{ $title }” me një arsye.
notice-documents-approved = { $who } e miratoi dokumentin “{ $title }”.
notice-documents-published = { $who } e publikoi dokumentin “{ $title }”.
