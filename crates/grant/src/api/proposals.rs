//! Allocation proposals for programs: written, submitted, decided on and published by the same
//! commands as on the pages.
//!
//! The tag of a proposal names the numbers on which its next step rests, so that a program that
//! sends `If-Match` decides on what it read and on nothing else, and a request that is repeated is
//! the same command, whatever became of the proposal meanwhile.

use super::IDENTIFIER;
use crate::desk::Desk;
use crate::office::Office;
use crate::proposal::{Proposal, Record, Texts, printer, say};
use api::{ApiRoutes, Asker, Body, FieldProblem, IfMatch, Once, Operation, Paging, Parameter};
use api::{Problem, answered, answered_as, changed_as, list, made_as};
use axum::extract::{FromRef, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use formula::words::Language;
use records::attachments;
use records::command::Command;
use records::documents::commands::{Approve, Begin, GiveBack, Save, Submit};
use records::documents::publish::Publish;
use records::documents::{Content, Error, Opened, Reason, Stored, publication, store};
use records::identity::Identifier;
use records::policy::{RouteEntry, Sensitivity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A covering text in each language. A draft may hold more or less than what can be submitted, up
/// to 20 000 characters in each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// In Albanian.
    pub sq: String,
    /// In Serbian, in Cyrillic, from which Latin follows.
    pub sr: String,
    /// In English.
    pub en: String,
}

impl Letter {
    fn of(texts: &Texts) -> Letter {
        Letter { sq: texts.sq.clone(), sr: texts.sr.clone(), en: texts.en.clone() }
    }

    fn texts(self) -> Texts {
        let plain = |text: String| text.replace("\r\n", "\n");
        Texts { sq: plain(self.sq), sr: plain(self.sr), en: plain(self.en) }
    }
}

/// A proposal that is to be begun.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProposal {
    /// The run that is proposed.
    #[schema(pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    pub run: String,
    /// The covering text.
    pub letter: Letter,
}

/// Why a proposal goes back to those who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnOfProposal {
    /// The reason.
    #[schema(min_length = 1, max_length = 2000, pattern = "\\S")]
    pub reason: String,
}

/// How a proposal is published.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicationOfProposal {
    /// The number of the published proposal whose place it takes: `AP-2026-0001`.
    #[schema(pattern = "^AP-[0-9]{4}-[0-9]{4,}$")]
    pub supersedes: Option<String>,
}

/// Where a published proposal is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublishedAs {
    /// Its number.
    pub number: String,
    /// The code by which anybody verifies it.
    pub code: String,
    /// When, in universal time.
    pub at: String,
}

/// A proposal as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProposalState {
    /// Its identifier.
    pub id: String,
    /// `draft`, `submitted`, `returned`, `approved`, `published` or `superseded`.
    pub step: String,
    /// The edition of the text that stands, from 1 on.
    pub edition: i64,
    /// The version that was submitted last; 0 where none was.
    pub version: i64,
    /// The run that is proposed.
    pub run: String,
    /// The formula, by the hash of its text.
    pub formula_hash: String,
    /// The day for which the run was made.
    pub day: String,
    /// The sum of the amounts in EUR, exact.
    pub total: String,
    /// The covering text.
    pub letter: Letter,
    /// Why it was returned, while it is.
    pub reason: Option<String>,
    /// Where it is found, once it is published.
    pub published: Option<PublishedAs>,
    /// When its text was saved last, in universal time.
    pub saved_at: String,
}

/// The numbers on which the next step of a proposal rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    edition: i64,
    version: i64,
    steps: i64,
    pub(super) annexes: i64,
}

impl Marks {
    pub(super) fn of(opened: &Opened<Proposal>) -> Marks {
        let head = opened.stored.head();
        let (edition, annexes) = (opened.edition, opened.annexes);
        Marks { edition, version: head.version, steps: head.steps, annexes }
    }

    /// As they stand in `ETag`. The first number is that of the form in which proposals are told.
    pub(super) fn tag(self) -> String {
        let Marks { edition, version, steps, annexes } = self;
        format!("\"2.{edition}.{version}.{steps}.{annexes}\"")
    }

    fn read(tag: &str) -> Option<Marks> {
        let inside = tag.strip_prefix('"')?.strip_suffix('"')?;
        let numbers: Vec<i64> = inside.split('.').map(|n| n.parse().ok()).collect::<Option<_>>()?;
        match numbers.as_slice() {
            [2, edition, version, steps, annexes] => Some(Marks {
                edition: *edition,
                version: *version,
                steps: *steps,
                annexes: *annexes,
            }),
            _ => None,
        }
    }

    /// The numbers on which a request rests; none where its tags are no tags of proposals.
    fn asked(self, if_match: &IfMatch) -> Option<Marks> {
        if if_match.names(&self.tag()) {
            return Some(self);
        }
        if_match.tags().find_map(Marks::read)
    }
}

/// Who asks, with what it takes to answer.
pub(super) struct Call {
    pub(super) office: Office,
    pub(super) who: records::policy::Asker,
    language: Language,
}

impl Call {
    pub(super) fn new(office: Office, who: records::policy::Asker, asker: &Asker) -> Call {
        Call { office, who, language: asker.language }
    }

    /// What may not be read is not there.
    pub(super) async fn open(&self, id: &str) -> Result<Opened<Proposal>, Box<Problem>> {
        let unknown = || Error::Unknown { id: id.chars().take(60).collect() };
        let parsed = id.parse::<Identifier>().map_err(|_| self.problem(&unknown()))?;
        let database = self.office.gate.database();
        let opened = store::load::<Proposal>(database, &parsed).await;
        let opened = opened.map_err(|error| self.problem(&error))?;
        let resource = opened.resource(self.who.0.actor());
        let policy = self.office.gate.policy();
        match policy.permit(&self.who.0, Proposal::READ, &resource) {
            Ok(()) => Ok(opened),
            Err(error @ records::Error::OutOfReach { .. }) => {
                Err(Box::new(Problem::of_ground(&error, self.language)))
            }
            Err(_) => Err(self.problem(&unknown())),
        }
    }

    async fn state(&self, opened: &Opened<Proposal>) -> Result<ProposalState, Box<Problem>> {
        let step = opened.stored.step();
        let published = match step.is_public() {
            true => publication::of_document(self.office.gate.database(), opened.id()).await,
            false => Ok(None),
        };
        let published = published.map_err(|error| self.problem(&error))?;
        let reason = match &opened.stored {
            Stored::Returned(document) => Some(document.step().reason.as_str().to_owned()),
            _ => None,
        };
        let record = &opened.content.record;
        Ok(ProposalState {
            id: opened.id().to_string(),
            step: step.word().to_owned(),
            edition: opened.edition,
            version: opened.stored.head().version,
            run: record.run.clone(),
            formula_hash: record.formula_hash.clone(),
            day: record.day.clone(),
            total: record.total.clone(),
            letter: Letter::of(&opened.content.letter),
            reason,
            published: published.map(|of| PublishedAs {
                number: of.number,
                code: of.code.to_string(),
                at: of.published_at.to_string(),
            }),
            saved_at: opened.saved_at.to_string(),
        })
    }

    pub(super) fn problem(&self, error: &Error) -> Box<Problem> {
        let language = self.language;
        let status = match error {
            Error::Ground(error) => return Box::new(Problem::of_ground(error, language)),
            Error::Unknown { .. } => StatusCode::NOT_FOUND,
            Error::Attachment(refused) => match refused {
                attachments::Error::Unknown { .. } => StatusCode::NOT_FOUND,
                attachments::Error::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
                attachments::Error::TooMany { .. } => StatusCode::CONFLICT,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Error::OwnWork => StatusCode::FORBIDDEN,
            Error::NotNow { .. } => StatusCode::CONFLICT,
            Error::VersionPassed { .. } | Error::AnnexesPassed | Error::Conflict(_) => {
                StatusCode::PRECONDITION_FAILED
            }
            Error::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Error::Flaws(_) | Error::ReasonInvalid | Error::CannotSupersede { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let words = (error.message(language), error.help(language));
        let problem = Problem::new(status, error.id(), words);
        let Error::Flaws(flaws) = error else { return Box::new(problem) };
        let fields = flaws.iter().map(|flaw| FieldProblem {
            field: flaw.field.replacen('-', ".", 1),
            id: flaw.id.to_owned(),
            title: say(language).word(flaw.id),
        });
        Box::new(problem.at_fields(fields.collect()))
    }

    /// Does something to a proposal in the state that the request names, and opens it anew.
    pub(super) async fn attempt<C>(
        &self,
        id: &str,
        (if_match, once): (&IfMatch, Once),
        command: impl FnOnce(&Opened<Proposal>, Marks) -> C,
    ) -> Result<(C::Outcome, Opened<Proposal>), Box<Problem>>
    where
        C: Command<Error = Error>,
    {
        let opened = self.open(id).await?;
        let stands = Marks::of(&opened);
        let Some(asked) = stands.asked(if_match) else {
            return Err(Box::new(Problem::condition(self.language)));
        };
        let command = command(&opened, asked);
        match self.office.execute(&command, &self.who, once.0).await {
            Ok(outcome) => Ok((outcome, self.open(id).await?)),
            // Whoever may not do it hears that first.
            Err(error @ Error::Ground(_)) => Err(self.problem(&error)),
            Err(_) if asked != stands => Err(Box::new(Problem::condition(self.language))),
            Err(error) => Err(self.problem(&error)),
        }
    }

    /// The same, and tells what the proposal is then.
    pub(super) async fn change<C>(
        &self,
        id: &str,
        by: (&IfMatch, Once),
        command: impl FnOnce(&Opened<Proposal>, Marks) -> C,
    ) -> Result<Response, Box<Problem>>
    where
        C: Command<Error = Error>,
    {
        let (_, opened) = self.attempt(id, by, command).await?;
        Ok(changed_as(&Marks::of(&opened).tag(), &self.state(&opened).await?))
    }
}

/// The proposal that an address names.
pub(super) const OF: Parameter =
    Parameter::in_path("proposal", "The identifier of the proposal.", Some(IDENTIFIER));

/// The routes of proposals for programs.
///
/// # Errors
/// `route-invalid` when two of them have the same path.
pub(super) fn routes<S>() -> Result<ApiRoutes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Desk: FromRef<S>,
    Office: FromRef<S>,
{
    let named = |id| ("proposals", id);
    let read = |path, about| RouteEntry::get(path, Proposal::READ, about);
    let official = |entry: RouteEntry| entry.of_sensitivity(Sensitivity::Official);
    let post = |path, action, about| official(RouteEntry::post(path, action, about));
    let step = |path, action, id, about| {
        let route = post(path, action, about);
        Operation::write::<ProposalState>(route, named(id)).with(OF).on_condition()
    };
    let all = read("/api/v1/proposals", "The proposals that may be read, latest change first.");
    let one = read("/api/v1/proposals/{proposal}", "A proposal.");
    let begun = post("/api/v1/proposals", Proposal::DRAFT, "Begins a proposal from a run.");
    let letter = official(RouteEntry::put(
        "/api/v1/proposals/{proposal}/letter",
        Proposal::DRAFT,
        "Saves the covering text of a draft.",
    ));
    let submit = step(
        "/api/v1/proposals/{proposal}/submit",
        Proposal::SUBMIT,
        "submitProposal",
        "Submits a proposal for a decision.",
    );
    let give_back = step(
        "/api/v1/proposals/{proposal}/return",
        Proposal::RETURN,
        "returnProposal",
        "Returns a proposal with a reason.",
    );
    let approve = step(
        "/api/v1/proposals/{proposal}/approve",
        Proposal::APPROVE,
        "approveProposal",
        "Approves a proposal, as another person than those who wrote it.",
    );
    let publish = step(
        "/api/v1/proposals/{proposal}/publish",
        Proposal::PUBLISH,
        "publishProposal",
        "Publishes an approved proposal with its files and its code.",
    );
    ApiRoutes::new()
        .route(Operation::list::<ProposalState>(all, named("listProposals")), listed)?
        .route(Operation::read::<ProposalState>(one, named("getProposal")).with(OF), shown)?
        .route(
            Operation::write::<ProposalState>(begun, named("beginProposal"))
                .taking::<NewProposal>()
                .making(),
            begin,
        )?
        .route(
            Operation::write::<ProposalState>(letter, named("saveLetter"))
                .with(OF)
                .taking::<Letter>()
                .on_condition(),
            save,
        )?
        .route(submit, submitted)?
        .route(give_back.taking::<ReturnOfProposal>(), returned)?
        .route(approve, approved)?
        .route(publish.taking::<PublicationOfProposal>(), published)
}

pub(super) type Asked = Query<BTreeMap<String, String>>;
pub(super) type Answer = Result<Response, Box<Problem>>;

/// How many proposals are looked through for a list.
const LISTED_MAX: u32 = 10_000;

async fn listed(
    State(office): State<Office>,
    who: records::policy::Asker,
    Query(query): Asked,
    asker: Asker,
) -> Answer {
    let call = Call::new(office, who, &asker);
    let paging = Paging::of(&query, ("proposals", &[]), asker.language)?;
    let scope = call.office.gate.policy().scope(&call.who.0, Proposal::READ);
    let database = call.office.gate.database();
    let found = store::list::<Proposal>(database, &scope, LISTED_MAX).await;
    let found = found.map_err(|error| call.problem(&error))?;
    let page = paging.page(&found, |opened| opened.id().to_string(), Clone::clone)?;
    let mut items = Vec::with_capacity(page.items.len());
    for opened in &page.items {
        items.push(call.state(opened).await?);
    }
    Ok(answered(&asker, &list::List { items, next: page.next }))
}

async fn shown(
    State(office): State<Office>,
    who: records::policy::Asker,
    Path(id): Path<String>,
    Query(query): Asked,
    asker: Asker,
) -> Answer {
    list::known(&query, &[], asker.language)?;
    let call = Call::new(office, who, &asker);
    let opened = call.open(&id).await?;
    Ok(answered_as(&asker, &Marks::of(&opened).tag(), &call.state(&opened).await?))
}

async fn begin(
    State(desk): State<Desk>,
    State(office): State<Office>,
    who: records::policy::Asker,
    asker: Asker,
    once: Once,
    Body(new): Body<NewProposal>,
) -> Answer {
    let call = Call::new(office, who, &asker);
    let run = new.run.parse::<Identifier>();
    let run = run.map_err(|error| Box::new(super::problem(&error.into(), asker.language)))?;
    let record = Record::of(&desk, &run).await;
    let record = record.map_err(|error| Box::new(super::problem(&error, asker.language)))?;
    let command = Begin { content: Proposal { letter: new.letter.texts(), record } };
    let begun = call.office.execute(&command, &call.who, once.0).await;
    let begun = begun.map_err(|error| call.problem(&error))?;
    let opened = call.open(begun.document.as_str()).await?;
    let place = format!("{}/proposals/{}", api::BASE, opened.id());
    Ok(made_as(&place, &Marks::of(&opened).tag(), &call.state(&opened).await?))
}

async fn save(
    State(office): State<Office>,
    who: records::policy::Asker,
    Path(id): Path<String>,
    asker: Asker,
    if_match: IfMatch,
    once: Once,
    Body(letter): Body<Letter>,
) -> Answer {
    let call = Call::new(office, who, &asker);
    let change = call.change(&id, (&if_match, once), |opened, marks| Save {
        document: opened.id().clone(),
        based_on: marks.edition,
        content: Proposal { letter: letter.texts(), record: opened.content.record.clone() },
    });
    change.await
}

async fn submitted(
    State(office): State<Office>,
    who: records::policy::Asker,
    Path(id): Path<String>,
    asker: Asker,
    if_match: IfMatch,
    once: Once,
) -> Answer {
    let call = Call::new(office, who, &asker);
    let submit = |opened: &Opened<Proposal>, marks: Marks| {
        Submit::<Proposal>::new(opened.id().clone(), marks.edition).with_annexes(marks.annexes)
    };
    call.change(&id, (&if_match, once), submit).await
}

async fn returned(
    State(office): State<Office>,
    who: records::policy::Asker,
    Path(id): Path<String>,
    asker: Asker,
    if_match: IfMatch,
    once: Once,
    Body(sent): Body<ReturnOfProposal>,
) -> Answer {
    let call = Call::new(office, who, &asker);
    let reason = Reason::try_from(sent.reason).map_err(|error| call.problem(&error))?;
    let give_back = |opened: &Opened<Proposal>, marks: Marks| {
        GiveBack::<Proposal>::new(opened.id().clone(), marks.version, reason)
    };
    call.change(&id, (&if_match, once), give_back).await
}

async fn approved(
    State(office): State<Office>,
    who: records::policy::Asker,
    Path(id): Path<String>,
    asker: Asker,
    if_match: IfMatch,
    once: Once,
) -> Answer {
    let call = Call::new(office, who, &asker);
    let approve = |opened: &Opened<Proposal>, marks: Marks| {
        Approve::<Proposal>::new(opened.id().clone(), marks.version)
    };
    call.change(&id, (&if_match, once), approve).await
}

async fn published(
    State(office): State<Office>,
    who: records::policy::Asker,
    Path(id): Path<String>,
    asker: Asker,
    if_match: IfMatch,
    once: Once,
    Body(sent): Body<PublicationOfProposal>,
) -> Answer {
    let call = Call::new(office, who, &asker);
    let former = match &sent.supersedes {
        None => None,
        Some(number) => {
            let database = call.office.gate.database();
            let found = publication::by_number(database, number).await;
            let found = found.map_err(|error| call.problem(&error))?;
            let found = found.filter(|of| of.kind == Proposal::KIND).map(|of| of.document);
            let unknown = || call.problem(&Error::Unknown { id: number.clone() });
            Some(found.ok_or_else(unknown)?)
        }
    };
    let print = printer(&call.office.letterhead);
    let publish = |opened: &Opened<Proposal>, marks: Marks| {
        Publish::new(opened.id().clone(), marks.version, former, print)
    };
    call.change(&id, (&if_match, once), publish).await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: a tag is read as it was written, and nothing else is one. Method: both kinds.
    #[test]
    fn tags_are_read() {
        let marks = Marks { edition: 3, version: 1, steps: 5, annexes: 2 };
        assert_eq!(marks.tag(), "\"2.3.1.5.2\"");
        assert_eq!(Marks::read(&marks.tag()), Some(marks));
        for tag in [
            "",
            "\"\"",
            "2.3.1.5.2",
            "W/\"2.3.1.5.2\"",
            "\"1.3.1.5\"",
            "\"2.3.1\"",
            "\"2.x.1.5.2\"",
        ] {
            assert_eq!(Marks::read(tag), None, "{tag}");
        }
    }
}
