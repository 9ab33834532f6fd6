//! The annexes of a proposal: attached and removed on the page on which it is written, with nothing
//! lost of what was typed there; read and saved by whoever may read the proposal.

use super::write::{edit_page, form, letter};
use super::{Here, PATH, Visit, in_words};
use crate::proposal::{Proposal, Texts, annex, say};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use formula::words::Language;
use pages::content::facts;
use pages::errors::PageError;
use pages::forms::{Field, NoFile, Sent, Upload, button_to, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::attachments::{self, Attachment, MediaType, NewFile};
use records::documents::annexes::{AttachFile, RemoveFile, list};
use records::documents::{Error, Opened};
use records::policy::Asker;

/// The field of the file.
const FIELD: &str = "annex";

/// The file of an annex, and what is known of it, under its name.
fn line(visit: &Visit, opened: &Opened<Proposal>, annex: &Attachment) -> (Html, Html) {
    let language = visit.language();
    let href = visit.href(opened.id(), &format!("/annexes/{}", annex.sha256));
    let link =
        element("a").attr("href", href).flag("download", true).child(annex.open_name()).finish();
    let about = format!("{}, {}, {} ", annex.media.name(), annex.size(language), hash(language));
    let about = Html::text(&about).with(element("code").child(&annex.sha256));
    (link, about)
}

fn hash(language: Language) -> String {
    say(language).word("annex-hash")
}

/// The annexes on the page of a proposal; nothing where there is none.
pub(super) async fn shown(visit: &Visit, opened: &Opened<Proposal>) -> Result<Html, PageError> {
    let all = list(visit.office.gate.database(), opened).await;
    let all = all.map_err(|error| visit.fault(&error))?;
    if all.is_empty() {
        return Ok(Html::new());
    }
    let heading = say(visit.language()).word("annexes-title");
    Ok(element("section")
        .attr("aria-labelledby", "annexes")
        .child(element("h2").attr("id", "annexes").child(heading))
        .child(facts(all.iter().map(|annex| line(visit, opened, annex))))
        .finish())
}

/// The annexes within the form in which a proposal is written: what is there, each with a button
/// that removes it, and a field for another.
pub(super) async fn written(
    visit: &Visit,
    opened: &Opened<Proposal>,
    error: Option<String>,
) -> Result<(Html, Field), PageError> {
    let language = visit.language();
    let words = say(language);
    let all = list(visit.office.gate.database(), opened).await;
    let all = all.map_err(|error| visit.fault(&error))?;
    let mut inside =
        element("h2").attr("id", "annexes").child(words.word("annexes-title")).finish();
    if all.is_empty() {
        inside.push(element("p").child(words.word("annexes-none")));
    } else {
        inside.push(facts(all.iter().map(|annex| {
            let (name, about) = line(visit, opened, annex);
            let remove = visit.href(opened.id(), &format!("/annexes/{}/remove", annex.sha256));
            let label = words.word("do-remove-annex");
            let named = format!("{label}: {}", annex.open_name());
            (name, about.with(element("br")).with(button_to(&label, &remove, Some(named), false)))
        })));
    }
    let limits = visit.office.attachments;
    let types = MediaType::ALL.map(MediaType::name).join(", ");
    let (number, most) = (limits.number.to_string(), attachments::size(limits.bytes, language));
    let hint = [("types", types.as_str()), ("most", most.as_str()), ("number", number.as_str())];
    let field = Field::file(FIELD, words.word("annex-field"), MediaType::ACCEPT)
        .hint(words.with("annex-hint", &hint))
        .optional()
        .error(error);
    inside.push(field.to_html(language));
    let attach = visit.href(opened.id(), "/annexes");
    inside.push(element("p").child(button_to(&words.word("do-attach"), &attach, None, true)));
    Ok((element("section").attr("aria-labelledby", "annexes").child(inside).finish(), field))
}

/// The text that was typed beside the file; what did not arrive is what stands.
fn typed(opened: &Opened<Proposal>, sent: &Sent) -> Texts {
    let stands = &opened.content.letter;
    let read = letter(sent);
    let or = |name: &str, read: String, stands: &String| match sent.has(name) {
        true => read,
        false => stands.clone(),
    };
    Texts {
        sq: or("letter-sq", read.sq, &stands.sq),
        sr: or("letter-sr", read.sr, &stands.sr),
        en: or("letter-en", read.en, &stands.en),
    }
}

/// What is said on the page that comes back.
#[derive(Default)]
struct Said {
    above: Html,
    error: Option<String>,
    status: StatusCode,
}

/// The page on which a proposal is written, as it was filled in.
async fn again(visit: &Visit, id: &str, sent: &Sent, said: Said) -> Result<Response, PageError> {
    let opened = visit.open(id).await?;
    let texts = typed(&opened, sent);
    // A text that was saved while the file was sent is no older than what stands.
    let edition = match sent.get("edition").parse() {
        Ok(edition) if texts != opened.content.letter => edition,
        _ => opened.edition,
    };
    let body = form(visit, &opened, (edition, &texts), (&[], said.error)).await?;
    let page = edit_page(visit, &opened).status(said.status);
    Ok(page.respond(Ok(said.above.with(body))))
}

fn refused(error: &Error, visit: &Visit) -> Said {
    let status = match error {
        Error::NotNow { .. } | Error::AnnexesPassed => StatusCode::CONFLICT,
        Error::Attachment(attachments::Error::TooLarge { .. }) => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Said { error: Some(in_words(error, visit.language())), status, ..Said::default() }
}

/// What a command came to: the page again, or that of a fault.
async fn answered<T>(
    visit: &Visit,
    id: &str,
    sent: &Sent,
    done: Result<T, Error>,
) -> Result<Response, PageError> {
    match done {
        Ok(_) => again(visit, id, sent, Said::default()).await,
        Err(error @ (Error::Attachment(_) | Error::NotNow { .. } | Error::AnnexesPassed)) => {
            again(visit, id, sent, refused(&error, visit)).await
        }
        Err(error) => Err(visit.fault(&error)),
    }
}

/// The page again, of a form of another session.
async fn stale(visit: &Visit, id: &str, sent: &Sent) -> Result<Response, PageError> {
    let above = stale_notice(visit.language());
    again(visit, id, sent, Said { above, ..Said::default() }).await
}

/// The page comes back as that on which the proposal is written: its other languages are there, and
/// not where only a form is sent.
fn writing(reader: &Reader, id: &str) -> Reader {
    Reader::new(reader.language, &format!("{PATH}/{id}/edit"))
}

/// Answers a form with a file sent to `…/annexes`.
pub(super) async fn attach(
    reader: Reader,
    State(office): Here,
    asker: Asker,
    Path((_, id)): Path<(String, String)>,
    request: Request,
) -> Result<Response, PageError> {
    let visit = Visit { reader: writing(&reader, &id), office, asker };
    let opened = visit.open(&id).await?;
    let limits = visit.office.attachments;
    let Upload { sent, file } = Upload::read(request, FIELD, limits.bytes).await;
    let file = match file {
        Ok((name, content)) => NewFile::check(&name, content, limits),
        Err(NoFile::Missing) => Err(attachments::Error::Missing),
        Err(NoFile::TooLarge) => Err(attachments::Error::TooLarge { most: limits.bytes }),
        Err(NoFile::Broken) => Err(attachments::Error::Broken),
    };
    let file = match file {
        // Of a form that broke off nobody knows whether it was ours.
        Err(error @ attachments::Error::Broken) => {
            return again(&visit, &id, &sent, refused(&error.into(), &visit)).await;
        }
        _ if sent.is_stale() => return stale(&visit, &id, &sent).await,
        Err(error) => return again(&visit, &id, &sent, refused(&error.into(), &visit)).await,
        Ok(file) => file,
    };
    let command = AttachFile::<Proposal>::new(opened.id().clone(), file);
    let key = visit.key(&sent).map_err(|error| visit.fault(&error))?;
    let done = visit.office.execute(&command, &visit.asker, key).await;
    answered(&visit, &id, &sent, done).await
}

/// Answers a form sent to `…/annexes/{hash}/remove`.
pub(super) async fn remove(
    reader: Reader,
    State(office): Here,
    asker: Asker,
    Path((_, id, hash)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let visit = Visit { reader: writing(&reader, &id), office, asker };
    let opened = visit.open(&id).await?;
    if sent.is_stale() {
        return stale(&visit, &id, &sent).await;
    }
    let command = RemoveFile::<Proposal>::new(opened.id().clone(), &hash);
    let key = visit.key(&sent).map_err(|error| visit.fault(&error))?;
    let done = visit.office.execute(&command, &visit.asker, key).await;
    answered(&visit, &id, &sent, done).await
}

/// Answers `…/annexes/{hash}`: the file, to be saved.
pub(super) async fn file(
    reader: Reader,
    State(office): Here,
    asker: Asker,
    Path((_, id, hash)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let visit = Visit { reader, office, asker };
    let opened = visit.open(&id).await?;
    let saved = annex::saved(&visit.office, &visit.asker, &opened, (&hash, &headers)).await;
    saved.map_err(|error| visit.fault(&error))
}
