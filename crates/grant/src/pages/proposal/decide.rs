//! Submitting, returning, approving, publishing.

use super::show::{Asked, Typed, shown};
use super::{Here, Visit, in_words, lead_to};
use crate::proposal::{Proposal, printer, say};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use pages::errors::PageError;
use pages::forms::{Sent, stale_notice};
use pages::language::Reader;
use records::command::Command;
use records::documents::commands::{Approve, GiveBack, Submit};
use records::documents::publish::Publish;
use records::documents::{Content, Error, Opened, Reason};
use records::identity::Identifier;
use records::policy::Asker;

/// A proposal on which someone decides, and what they sent.
struct Decision {
    visit: Visit,
    opened: Opened<Proposal>,
    sent: Sent,
}

impl Decision {
    async fn open(visit: Visit, id: &str, sent: Sent) -> Result<Decision, PageError> {
        let opened = visit.open(id).await?;
        Ok(Decision { visit, opened, sent })
    }

    fn id(&self) -> Identifier {
        self.opened.id().clone()
    }

    /// The number that the form names: an edition or a version. What is no number names none that
    /// stands.
    fn number(&self, name: &str) -> i64 {
        self.sent.get(name).parse().unwrap_or(0)
    }

    async fn done<C>(&self, command: &C) -> Result<C::Outcome, Error>
    where
        C: Command<Error = Error>,
    {
        let key = self.visit.key(&self.sent)?;
        self.visit.office.execute(command, &self.visit.asker, key).await
    }

    /// The page again with what was typed.
    async fn again(&self, asked: Asked) -> Result<Response, PageError> {
        shown(&self.visit, &self.opened, asked).await
    }

    /// The page again with what was typed, when the form is one of another session.
    async fn stale(&self) -> Option<Result<Response, PageError>> {
        if !self.sent.is_stale() {
            return None;
        }
        let typed = |name: &str| Typed { text: self.sent.get(name).to_owned(), error: None };
        let above = stale_notice(self.visit.language());
        let (reason, supersedes) = (typed("reason"), typed("supersedes"));
        Some(self.again(Asked { above, reason, supersedes }).await)
    }

    /// Leads to the proposal after something was done, to the page of the error otherwise.
    fn led<T>(&self, done: Result<T, Error>) -> Response {
        match done {
            Ok(_) => lead_to(&self.visit.href(self.opened.id(), "")),
            Err(error) => self.visit.fault(&error).into_response(),
        }
    }
}

/// Answers a form sent to `…/submit`.
pub(super) async fn submit(
    reader: Reader,
    State(office): Here,
    asker: Asker,
    Path((_, id)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let decision = Decision::open(Visit { reader, office, asker }, &id, sent).await?;
    if let Some(again) = decision.stale().await {
        return again;
    }
    let command = Submit::<Proposal>::new(decision.id(), decision.number("edition"))
        .with_annexes(decision.number("annexes"));
    match decision.done(&command).await {
        // What is missing is told at its field.
        Err(Error::Flaws(_)) => {
            Ok(lead_to(&decision.visit.href(decision.opened.id(), "/edit?flaws=yes")))
        }
        done => Ok(decision.led(done)),
    }
}

/// Answers a form sent to `…/return`.
pub(super) async fn give_back(
    reader: Reader,
    State(office): Here,
    asker: Asker,
    Path((_, id)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let decision = Decision::open(Visit { reader, office, asker }, &id, sent).await?;
    if let Some(again) = decision.stale().await {
        return again;
    }
    let typed = decision.sent.get("reason");
    let reason = match Reason::try_from(typed.replace("\r\n", "\n")) {
        Ok(reason) => reason,
        Err(error) => {
            let error = Some(in_words(&error, decision.visit.language()));
            let reason = Typed { text: typed.to_owned(), error };
            return decision.again(Asked { reason, ..Asked::default() }).await;
        }
    };
    let command = GiveBack::<Proposal>::new(decision.id(), decision.number("version"), reason);
    Ok(decision.led(decision.done(&command).await))
}

/// Answers a form sent to `…/approve`.
pub(super) async fn approve(
    reader: Reader,
    State(office): Here,
    asker: Asker,
    Path((_, id)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let decision = Decision::open(Visit { reader, office, asker }, &id, sent).await?;
    if let Some(again) = decision.stale().await {
        return again;
    }
    let command = Approve::<Proposal>::new(decision.id(), decision.number("version"));
    Ok(decision.led(decision.done(&command).await))
}

/// Answers a form sent to `…/publish`.
pub(super) async fn publish(
    reader: Reader,
    State(office): Here,
    asker: Asker,
    Path((_, id)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let decision = Decision::open(Visit { reader, office, asker }, &id, sent).await?;
    if let Some(again) = decision.stale().await {
        return again;
    }
    let visit = &decision.visit;
    let typed = decision.sent.get("supersedes").trim();
    let refused = |error: String| {
        let supersedes = Typed { text: typed.to_owned(), error: Some(error) };
        decision.again(Asked { supersedes, ..Asked::default() })
    };
    let former = match typed {
        "" => None,
        typed => match named(visit, typed).await? {
            Some(former) => Some(former),
            None => {
                let shown: String = typed.chars().take(40).collect();
                let unknown = say(visit.language());
                let unknown = unknown.with("supersedes-unknown", &[("number", &shown)]);
                return refused(unknown).await;
            }
        },
    };
    let print = printer(&visit.office.letterhead);
    let command = Publish::new(decision.id(), decision.number("version"), former, print);
    match decision.done(&command).await {
        Err(error @ Error::CannotSupersede { .. }) => {
            refused(in_words(&error, visit.language())).await
        }
        done => Ok(decision.led(done)),
    }
}

/// The published proposal of a number that was typed.
async fn named(visit: &Visit, typed: &str) -> Result<Option<Identifier>, PageError> {
    let database = visit.office.gate.database();
    let found = records::documents::publication::by_number(database, typed).await;
    let found = found.map_err(|error| visit.fault(&error))?;
    Ok(found.filter(|of| of.kind == Proposal::KIND).map(|of| of.document))
}
