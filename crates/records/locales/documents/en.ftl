document-unknown = There is no document { $id }.
    .help = Check the address, or choose from the list.
document-conflict = Someone else saved this text meanwhile: yours was based on edition { $based }, and edition { $stands } stands.
    .help = Both texts stand side by side below. Take over into yours what should stay, and save it.
document-not-now = This cannot be done at the step “{ $step }”.
    .help = Open the document anew: someone has taken it further. Nothing was changed.
document-version-passed = You decided on version { $named }, and version { $stands } stands.
    .help = Open the document anew and read what was changed. Nothing was changed by you.
document-annexes-passed = Files were attached or removed meanwhile.
    .help = Open the document anew and look through the files. Nothing was changed by you.
document-own-work = Nobody approves what they wrote or submitted themselves.
    .help = Ask a second person who may approve. Nothing was changed.
document-reason = A document is returned with a reason, in at most 2,000 characters.
    .help = Say what is to be changed. Nothing was changed.
document-flaws = { $count ->
        [one] One thing stands in the way of submitting this document.
       *[other] { $count } things stand in the way of submitting this document.
    }
    .help = Correct what is listed and submit it again. The text itself is kept.
document-cannot-supersede = This document cannot take the place of { $id }.
    .help = Name a published document of the same kind that no other has replaced. Nothing was published.
document-not-printed = The file of the document cannot be made: { $detail }
    .help = Nothing was published. Correct the text, or give the administrator this message.
document-too-long = The text is longer than a document may be.
    .help = Shorten it. Nothing was saved.
document-code = This is no verification code.
    .help = A code has twelve letters and digits in three groups. Compare each with the paper; O, I, L, 0 and 1 do not occur.

step-draft = draft
step-submitted = submitted
step-returned = returned
step-approved = approved
step-published = published
step-superseded = superseded

notice-documents-submitted = { $who } submitted “{ $title }” for a decision.
notice-documents-returned = { $who } returned “{ $title }” to you with a reason.
notice-documents-approved = { $who } approved “{ $title }”.
notice-documents-published = { $who } published “{ $title }”.
