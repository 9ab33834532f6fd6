//! What people are told about documents: those who decide, and those who wrote.

use super::content::Content;
use super::error::catalog;
use super::life::Head;
use crate::actor::Actor;
use crate::error::Error;
use crate::notices::{Filling, NewNotice, NoticeKind, Recipients, tell};
use crate::policy::{Sensitivity, Territory};
use crate::unit_of_work::UnitOfWork;
use formula::words::Language;

fn say(language: Language, id: &str, filled: &[(&str, String)]) -> String {
    catalog().say(language, id, filled)
}

const fn kind(kind: &'static str) -> NoticeKind {
    NoticeKind { kind, say, always_written: false }
}

/// A document waits for a decision.
pub const SUBMITTED: NoticeKind = kind("documents.submitted");
/// A document was returned with a reason.
pub const RETURNED: NoticeKind = kind("documents.returned");
/// A document was approved, and can be published.
pub const APPROVED: NoticeKind = kind("documents.approved");
/// A document was published.
pub const PUBLISHED: NoticeKind = kind("documents.published");

/// All of them.
pub const KINDS: [NoticeKind; 4] = [SUBMITTED, RETURNED, APPROVED, PUBLISHED];

fn notice<C: Content>(
    kind: &NoticeKind,
    (head, content): (&Head, &C),
    unit: &UnitOfWork,
) -> NewNotice {
    let titles = Language::ALL.map(|language| {
        let title = content.title(language);
        (language.tag().to_owned(), title)
    });
    NewNotice::new(kind, C::path(&head.id))
        .about("who", Filling::person(unit.actor()))
        .about("title", Filling::Words(titles.into_iter().collect()))
}

/// Tells everyone who may do what comes next, but whoever acts.
pub(super) async fn of_next<C: Content>(
    unit: &mut UnitOfWork,
    (kind, action): (&NoticeKind, &str),
    (head, content): (&Head, &C),
) -> Result<(), Error> {
    let territory = content.municipality().map_or(Territory::Country, Territory::Municipality);
    let notice = notice(kind, (head, content), unit);
    let to = Recipients::who_may(action, &territory, Sensitivity::Official);
    tell(unit, &notice, &to).await?;
    Ok(())
}

/// Tells those who began and wrote it, but whoever acts.
pub(super) async fn of_writers<C: Content>(
    unit: &mut UnitOfWork,
    kind: &NoticeKind,
    (head, content): (&Head, &C),
) -> Result<(), Error> {
    let notice = notice(kind, (head, content), unit);
    let own = unit.actor().word();
    let mut writers: Vec<&String> = head.writers.iter().collect();
    if !head.writers.contains(&head.owner) {
        writers.push(&head.owner);
    }
    for writer in writers.into_iter().filter(|writer| **writer != own) {
        if let Some(account) = Actor::account_of_word(writer) {
            tell(unit, &notice, &Recipients::Account(account)).await?;
        }
    }
    Ok(())
}
