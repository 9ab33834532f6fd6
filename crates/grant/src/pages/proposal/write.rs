//! Writing a proposal: begun from a run, saved by a button or as it is typed, and two texts side by
//! side where someone else saved meanwhile.

use super::annexes;
use super::{Here, PATH, Visit, in_words, lead_to, named};
use crate::desk::Desk;
use crate::proposal::{Proposal, Record, Texts, say};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use pages::content::{Notice, Tone};
use pages::errors::PageError;
use pages::forms::{Field, Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::calendar::office_time;
use records::documents::commands::{Begin, Save, Saved};
use records::documents::content::read;
use records::documents::{Conflict, Content, Error, Flaw, Opened, Stored};
use records::identity::Identifier;
use records::policy::Asker;
use records::unit_of_work::IdempotencyKey;
use serde_json::json;

/// The covering text that was sent, with line ends as we keep them, whichever a browser sends.
pub(super) fn letter(sent: &Sent) -> Texts {
    let text = |name: &str| sent.get(name).replace("\r\n", "\n");
    Texts { sq: text("letter-sq"), sr: text("letter-sr"), en: text("letter-en") }
}

/// The fields of the covering text, with what is wrong with each.
fn fields(letter: &Texts, flaws: &[Flaw], visit: &Visit) -> [Field; 3] {
    let say = say(visit.language());
    let texts = [("letter-sq", &letter.sq), ("letter-sr", &letter.sr), ("letter-en", &letter.en)];
    texts.map(|(name, text)| {
        let flaw = flaws.iter().find(|flaw| flaw.field == name);
        Field::long_text(name, say.word(name), 9)
            .hint(say.word("letter-hint"))
            .value(text)
            .error(flaw.map(|flaw| say.word(flaw.id)))
    })
}

/// Answers `/{language}/proposal/new`: the form for a run.
pub(super) async fn begin(
    reader: Reader,
    State(desk): State<Desk>,
    State(office): Here,
    asker: Asker,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let visit = Visit { reader, office, asker };
    let record = record(&visit, &desk, named(&asked, "run").unwrap_or_default()).await?;
    let content = Proposal { letter: Texts::default(), record };
    Ok(begin_page(&visit, &content, Html::new()))
}

fn begin_page(visit: &Visit, content: &Proposal, above: Html) -> Response {
    let language = visit.language();
    let say = say(language);
    let form = Form::post(visit.reader.href("/proposal/new"), say.word("do-begin"))
        .hidden("run", content.record.run.as_str());
    let form = fields(&content.letter, &[], visit)
        .iter()
        .fold(form, |form, field| form.field(field, language));
    let arguments = [("variant", content.record.variant.get(language))];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    let page = visit.page(content.title(language)).lede(say.with("begin-lede", &arguments));
    page.respond(Ok(above.with(form.to_html(language))))
}

/// The run to be proposed.
async fn record(visit: &Visit, desk: &Desk, run: &str) -> Result<Record, PageError> {
    let id: Identifier = run
        .parse()
        .map_err(|error: records::Error| super::frame::fault(&error.into(), &visit.reader))?;
    Record::of(desk, &id).await.map_err(|error| super::frame::fault(&error, &visit.reader))
}

/// Answers the form sent to `/{language}/proposal/new`.
pub(super) async fn begun(
    reader: Reader,
    State(desk): State<Desk>,
    State(office): Here,
    asker: Asker,
    sent: Sent,
) -> Result<Response, PageError> {
    let visit = Visit { reader, office, asker };
    let record = record(&visit, &desk, sent.get("run")).await?;
    let content = Proposal { letter: letter(&sent), record };
    if sent.is_stale() {
        return Ok(begin_page(&visit, &content, stale_notice(visit.language())));
    }
    let key = visit.key(&sent).map_err(|error| visit.fault(&error))?;
    match visit.office.execute(&Begin { content: content.clone() }, &visit.asker, key).await {
        Ok(Saved { document, .. }) => Ok(lead_to(&visit.href(&document, ""))),
        Err(error @ Error::TooLong) => Ok(begin_page(&visit, &content, refused(&error, &visit))),
        Err(error) => Err(visit.fault(&error)),
    }
}

/// What was not taken, above its form.
fn refused(error: &Error, visit: &Visit) -> Html {
    let language = visit.language();
    let help = error.help(language).unwrap_or_default();
    Notice::new(Tone::Fault, error.message(language), help).to_html(language)
}

/// Answers `/{language}/proposal/{id}/edit`.
pub(super) async fn edit(
    reader: Reader,
    State(office): Here,
    asker: Asker,
    Path((_, id)): Path<(String, String)>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let visit = Visit { reader, office, asker };
    let opened = visit.open(&id).await?;
    if !matches!(opened.stored, Stored::Draft(_) | Stored::Returned(_)) {
        return Err(visit.fault(&Error::NotNow { step: opened.stored.step() }));
    }
    // Of a text that was not submitted yet only who tried to submit it hears what is missing.
    let flaws = match named(&asked, "flaws") {
        Some(_) => opened.content.flaws(),
        None => Vec::new(),
    };
    let stands = (opened.edition, &opened.content.letter);
    let body = form(&visit, &opened, stands, (&flaws, None)).await?;
    Ok(edit_page(&visit, &opened).respond(Ok(body)))
}

pub(super) fn edit_page(visit: &Visit, opened: &Opened<Proposal>) -> pages::layout::Page {
    let language = visit.language();
    let back = format!("{PATH}/{}", opened.id());
    let say = say(language);
    visit
        .page(say.word("edit-title"))
        .crumb(&back, opened.content.title(language))
        .lede(say.word("edit-lede"))
}

/// The form with a text on an edition, what is wrong with its fields, and with a sent file.
pub(super) async fn form(
    visit: &Visit,
    opened: &Opened<Proposal>,
    (edition, letter): (i64, &Texts),
    (flaws, refused): (&[Flaw], Option<String>),
) -> Result<Html, PageError> {
    let language = visit.language();
    let (say, id) = (say(language), opened.id());
    let (annexes, field) = annexes::written(visit, opened, refused).await?;
    let form = Form::post(visit.href(id, "/edit"), say.word("do-save"))
        .hidden("edition", edition.to_string())
        .secondary(say.word("do-stop"), visit.href(id, ""))
        .saved_as_typed(say.word("saving"), say.word("saving-failed"), say.word("unsaved"));
    let form =
        fields(letter, flaws, visit).iter().fold(form, |form, field| form.field(field, language));
    Ok(form.below(annexes, &field).to_html(language))
}

/// Answers the form sent to `…/edit`: by the button with a page, as it is typed with JSON.
pub(super) async fn save(
    reader: Reader,
    State(office): Here,
    asker: Asker,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageError> {
    let visit = Visit { reader, office, asker };
    let opened = visit.open(&id).await?;
    let language = visit.language();
    let wants_json = headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("application/json"));
    let based_on = sent.get("edition").parse().unwrap_or(0);
    let content = Proposal { letter: letter(&sent), record: opened.content.record.clone() };
    if sent.is_stale() {
        if wants_json {
            let said = say(language).word("saving-stale");
            return Ok(unsaved(StatusCode::CONFLICT, "form-stale", &said));
        }
        let typed = (based_on, &content.letter);
        let again = form(&visit, &opened, typed, (&[], None)).await?;
        return Ok(edit_page(&visit, &opened).respond(Ok(stale_notice(language).with(again))));
    }
    // A page is saved many times as it is typed: what is repeated is the same text on the same
    // edition, not the same form.
    let typed = serde_json::to_string(&content.letter).unwrap_or_default();
    let parts = [Proposal::DRAFT, opened.id().as_str(), &based_on.to_string(), &typed];
    let key = IdempotencyKey::of_content(&parts);
    let command = Save { document: opened.id().clone(), based_on, content };
    let saved = visit.office.execute(&command, &visit.asker, key).await;
    if wants_json {
        return Ok(as_json(&visit, saved));
    }
    match saved {
        Ok(saved) => Ok(lead_to(&visit.href(&saved.document, ""))),
        Err(Error::Conflict(conflict)) => conflict_page(&visit, &opened, &conflict).await,
        Err(error @ Error::TooLong) => {
            let typed = (based_on, &command.content.letter);
            let again = form(&visit, &opened, typed, (&[], None)).await?;
            let page = edit_page(&visit, &opened).status(StatusCode::PAYLOAD_TOO_LARGE);
            Ok(page.respond(Ok(refused(&error, &visit).with(again))))
        }
        Err(error) => Err(visit.fault(&error)),
    }
}

/// What the script hears when nothing was saved.
fn unsaved(status: StatusCode, id: &str, said: &str) -> Response {
    (status, Json(json!({ "id": id, "said": said }))).into_response()
}

/// What the script hears: the edition that stands and a sentence.
fn as_json(visit: &Visit, saved: Result<Saved, Error>) -> Response {
    let language = visit.language();
    match saved {
        Ok(saved) => {
            let at = office_time(visit.office.clock.now());
            let at = format!("{:02}:{:02}", at.hour(), at.minute());
            let said = say(language).with("saved-at", &[("time", &at)]);
            Json(json!({ "edition": saved.edition.to_string(), "said": said })).into_response()
        }
        Err(error) => {
            let status = match &error {
                Error::Conflict(_) | Error::NotNow { .. } => StatusCode::CONFLICT,
                Error::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
                Error::Ground(records::Error::Refused { .. }) => StatusCode::FORBIDDEN,
                _ => StatusCode::SERVICE_UNAVAILABLE,
            };
            let said = match &error {
                Error::Conflict(_) => say(language).word("saving-conflict"),
                other => in_words(other, language),
            };
            unsaved(status, error.id(), &said)
        }
    }
}

/// Both texts side by side, and a form that holds what was typed: saving it again is based on the
/// text that stands.
async fn conflict_page(
    visit: &Visit,
    opened: &Opened<Proposal>,
    conflict: &Conflict,
) -> Result<Response, PageError> {
    let language = visit.language();
    let fault = |error| visit.fault(&error);
    let theirs: Proposal = read(&conflict.theirs).map_err(fault)?;
    let yours: Proposal = read(&conflict.yours).map_err(fault)?;
    let (words, paper) = (say(language), paper::words::say(language));
    let error = Error::Conflict(Box::new(conflict.clone()));
    let help = error.help(language).unwrap_or_default();
    let mut body = Notice::new(Tone::Caution, error.message(language), help).to_html(language);
    let edition = conflict.stands.to_string();
    let names = visit.names([conflict.saved_by.as_str()]).await?;
    let who = paper::screen::who(&conflict.saved_by, &names, language);
    let stands = paper.with("conflict-theirs", &[("edition", &edition), ("who", &who)]);
    body.push(element("p").child(stands));
    let pairs = [
        ("letter-sq", &theirs.letter.sq, &yours.letter.sq),
        ("letter-sr", &theirs.letter.sr, &yours.letter.sr),
        ("letter-en", &theirs.letter.en, &yours.letter.en),
    ];
    for (name, theirs, yours) in pairs {
        if theirs != yours {
            body.push(paper::screen::beside(&words.word(name), theirs, yours, language));
        }
    }
    body.push(element("h2").child(words.word("conflict-form")));
    let typed = (conflict.stands, &yours.letter);
    body.push(form(visit, opened, typed, (&[], None)).await?);
    let page = visit.page(paper.word("conflict-title")).status(StatusCode::CONFLICT);
    Ok(page.respond(Ok(body)))
}
