//! Allocation proposals: the list, one with its history, writing, deciding, and its file.
//!
//! | room | page |
//! |---|---|
//! | `list` | `/{language}/proposal`: what there is, within what the reader may read |
//! | `show` | `/{language}/proposal/{id}`: what it says, what was and can be done; differences |
//! | `write` | `/{language}/proposal/new`, `…/edit`: the covering text; two texts side by side |
//! | `decide` | `…/submit`, `…/return`, `…/approve`, `…/publish` |
//! | `annexes` | `…/annexes`: files attached, removed, saved |
//! | `file` | `…/file.pdf` |

mod annexes;
mod decide;
mod file;
mod list;
mod show;
mod write;

use super::frame;
use crate::desk::Desk;
use crate::office::Office;
use crate::proposal::Proposal;
use axum::extract::{FromRef, Multipart, Query, State};
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use pages::errors::PageError;
use pages::forms::Sent;
use pages::language::Reader;
use pages::layout::Page;
use records::attachments;
use records::documents::{Content, Error, Opened, store};
use records::identity::Identifier;
use records::policy::Asker;
use records::policy::{RouteEntry, Routes, Sensitivity};
use records::unit_of_work::IdempotencyKey;

/// The address of the list, after the language.
const PATH: &str = "/proposal";

/// The routes of these pages.
///
/// # Errors
/// `route-invalid` when two of them have the same path.
pub(super) fn routes<S>() -> Result<Routes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Desk: FromRef<S>,
    Office: FromRef<S>,
{
    let read = |path, text| RouteEntry::get(path, Proposal::READ, text);
    let official = |entry: RouteEntry| entry.of_sensitivity(Sensitivity::Official);
    let post = |path, action, text| official(RouteEntry::post(path, action, text));
    Routes::new()
        .route(read("/{language}/proposal", "The proposals to allocate a grant."), list::page)?
        .route(
            official(RouteEntry::get(
                "/{language}/proposal/new",
                Proposal::DRAFT,
                "The form in which a proposal is begun from a run.",
            )),
            write::begin,
        )?
        .route(
            post("/{language}/proposal/new", Proposal::DRAFT, "Begins a proposal."),
            write::begun,
        )?
        .route(read("/{language}/proposal/{id}", "A proposal with its history."), show::page)?
        .route(
            read("/{language}/proposal/{id}/changes", "What differs between two versions."),
            show::changes,
        )?
        .route(read("/{language}/proposal/{id}/file.pdf", "A proposal as PDF."), file::pdf)?
        .route(
            official(RouteEntry::get(
                "/{language}/proposal/{id}/edit",
                Proposal::DRAFT,
                "The form in which a proposal is written.",
            )),
            write::edit,
        )?
        .route(
            post("/{language}/proposal/{id}/edit", Proposal::DRAFT, "Saves a proposal's text."),
            write::save,
        )?
        .route(
            post("/{language}/proposal/{id}/submit", Proposal::SUBMIT, "Submits a proposal."),
            decide::submit,
        )?
        .route(
            post("/{language}/proposal/{id}/return", Proposal::RETURN, "Returns a proposal."),
            decide::give_back,
        )?
        .route(
            post("/{language}/proposal/{id}/approve", Proposal::APPROVE, "Approves a proposal."),
            decide::approve,
        )?
        .route(
            post("/{language}/proposal/{id}/publish", Proposal::PUBLISH, "Publishes a proposal."),
            decide::publish,
        )?
        .merge(annexes()?)?
        .merge(genuineness()?)
}

/// The routes of the annexes of a proposal.
fn annexes<S>() -> Result<Routes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Desk: FromRef<S>,
    Office: FromRef<S>,
{
    let post = |path, action, text| {
        RouteEntry::post(path, action, text).of_sensitivity(Sensitivity::Official)
    };
    Routes::new()
        .route(
            post(
                "/{language}/proposal/{id}/annexes",
                Proposal::ATTACH,
                "Attaches an annex to a draft of a proposal.",
            )
            .taking_files(),
            annexes::attach,
        )?
        .route(
            RouteEntry::get(
                "/{language}/proposal/{id}/annexes/{hash}",
                Proposal::READ,
                "An annex of a proposal, to save.",
            ),
            annexes::file,
        )?
        .route(
            post(
                "/{language}/proposal/{id}/annexes/{hash}/remove",
                Proposal::REMOVE,
                "Removes an annex from a draft of a proposal.",
            ),
            annexes::remove,
        )
}

/// The routes on which everybody asks whether something is genuine.
fn genuineness<S>() -> Result<Routes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Desk: FromRef<S>,
    Office: FromRef<S>,
{
    Routes::new()
        .route(
            RouteEntry::get("/{language}/verify", crate::READ, "Whether a document is genuine."),
            verify,
        )?
        .route(
            RouteEntry::post(
                "/{language}/verify",
                crate::READ,
                "Whether a file is that of a published document.",
            ),
            verify_file,
        )
}

/// What this station says of its kinds of documents.
const KINDS: paper::verify::Kinds =
    paper::verify::Kinds { name: crate::proposal::name_of_kind, path: crate::proposal::path_of };

/// Answers `/{language}/verify`.
async fn verify(
    reader: Reader,
    State(desk): State<Desk>,
    Query(fields): Query<Vec<(String, String)>>,
) -> Response {
    let typed = fields.iter().find(|(name, _)| name == "code").map(|(_, value)| value.as_str());
    let frame = frame::page(&reader, paper::verify::title(reader.language));
    paper::verify::page(&reader, frame, desk.database(), KINDS, typed).await
}

/// Answers a file that was sent to `/{language}/verify`.
async fn verify_file(reader: Reader, State(desk): State<Desk>, sent: Multipart) -> Response {
    let frame = frame::page(&reader, paper::verify::title(reader.language));
    paper::verify::sent(&reader, frame, desk.database(), KINDS, sent).await
}

/// Who asks on which page, with what it takes to answer.
struct Visit {
    reader: Reader,
    office: Office,
    asker: Asker,
}

impl Visit {
    fn language(&self) -> Language {
        self.reader.language
    }

    /// Opens a proposal, if the one who asks may read it: what may not be read is not there.
    async fn open(&self, id: &str) -> Result<Opened<Proposal>, PageError> {
        let shown: String = id.chars().take(60).collect();
        let unknown = || self.fault(&Error::Unknown { id: shown.clone() });
        let id: Identifier = id.parse().map_err(|_| unknown())?;
        let database = self.office.gate.database();
        let opened = store::load::<Proposal>(database, &id).await.map_err(|e| self.fault(&e))?;
        if self.may(Proposal::READ, &opened) { Ok(opened) } else { Err(unknown()) }
    }

    /// Whether the one who asks may do something to a proposal.
    fn may(&self, action: &str, opened: &Opened<Proposal>) -> bool {
        let resource = opened.resource(self.asker.0.actor());
        self.office.gate.policy().decide(&self.asker.0, action, &resource).permitted
    }

    /// The names of actors, for those who may read how a proposal came about.
    async fn names<'w>(
        &self,
        actors: impl IntoIterator<Item = &'w str>,
    ) -> Result<paper::screen::Names, PageError> {
        let names = records::people::names(self.office.gate.database(), actors).await;
        names.map_err(|error| self.fault(&error.into()))
    }

    /// The key of a form that was sent.
    fn key(&self, sent: &Sent) -> Result<IdempotencyKey, Error> {
        Ok(IdempotencyKey::new(sent.key())?)
    }

    /// The page for an error.
    fn fault(&self, error: &Error) -> PageError {
        let language = self.language();
        let message = error.message(language);
        let page = match error {
            Error::Unknown { .. } | Error::Attachment(attachments::Error::Unknown { .. }) => {
                PageError::not_found(language).detail(message)
            }
            Error::Ground(records::Error::Refused { .. }) | Error::OwnWork => {
                PageError::refused(language, message)
            }
            Error::NotNow { .. }
            | Error::VersionPassed { .. }
            | Error::AnnexesPassed
            | Error::Conflict(_) => PageError::conflict(language, message),
            Error::ReasonInvalid
            | Error::Flaws(_)
            | Error::TooLong
            | Error::CannotSupersede { .. } => PageError::bad_request(language, message),
            _ => PageError::internal(language, None).detail(message),
        };
        let page = page.with_page(frame::page(&self.reader, ""));
        match error.help(language) {
            Some(help) => page.what_to_do(help),
            None => page,
        }
    }

    /// The page of a proposal without its body.
    fn page(&self, title: String) -> Page {
        let name = crate::proposal::say(self.language()).word("proposals-title");
        frame::page(&self.reader, title).crumb(PATH, name)
    }

    /// The address of a proposal, or of something of it.
    fn href(&self, id: &Identifier, rest: &str) -> String {
        self.reader.href(&format!("{PATH}/{id}{rest}"))
    }
}

/// Leads on after something was done, so that going back does not do it again.
fn lead_to(address: &str) -> Response {
    (axum::http::StatusCode::SEE_OTHER, [(axum::http::header::LOCATION, address.to_owned())])
        .into_response()
}

/// A field of an address.
fn named<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
}

/// What was refused, and what to do, in one sentence after the other.
fn in_words(error: &Error, language: Language) -> String {
    match error.help(language) {
        Some(help) => format!("{} {help}", error.message(language)),
        None => error.message(language),
    }
}

/// The office, from what the site gives its pages.
type Here = State<Office>;
