//! What people are told about their accounts, their roles, and what waits for a second person.

use super::error::catalog;
use crate::notices::{Filling, NewNotice, NoticeKind, Recipients, tell};
use crate::policy::Assignment;
use crate::unit_of_work::UnitOfWork;
use crate::{Error, identity::Identifier};
use formula::words::Language;

fn say(language: Language, id: &str, filled: &[(&str, String)]) -> String {
    catalog().say(language, id, filled)
}

const fn kind(kind: &'static str, always_written: bool) -> NoticeKind {
    NoticeKind { kind, say, always_written }
}

/// A role was given.
pub const ROLE_GIVEN: NoticeKind = kind("people.role-given", false);
/// A role has ended.
pub const ROLE_ENDED: NoticeKind = kind("people.role-ended", false);
/// A second factor was taken away.
pub const FACTOR_TAKEN: NoticeKind = kind("people.factor-taken", true);
/// The second factor was changed.
pub const FACTOR_CHANGED: NoticeKind = kind("people.factor-changed", true);
/// The password was changed.
pub const PASSWORD_CHANGED: NoticeKind = kind("people.password-changed", true);
/// New recovery codes were made.
pub const RECOVERY_CHANGED: NoticeKind = kind("people.recovery-changed", true);
/// An access token was made.
pub const TOKEN_MADE: NoticeKind = kind("people.token-made", true);
/// The account was tied to a person at an identity provider.
pub const IDENTITY_TIED: NoticeKind = kind("people.identity-tied", true);
/// Such a tie was ended.
pub const IDENTITY_UNTIED: NoticeKind = kind("people.identity-untied", true);
/// Something waits for a second person.
pub const ASKED: NoticeKind = kind("people.asked", false);
/// It still waits.
pub const STILL_WAITS: NoticeKind = kind("people.still-waits", false);
/// The second person approved.
pub const APPROVED: NoticeKind = kind("people.approved", false);
/// The second person refused.
pub const REFUSED: NoticeKind = kind("people.refused", false);

/// All of them.
pub const KINDS: [NoticeKind; 13] = [
    ROLE_GIVEN,
    ROLE_ENDED,
    FACTOR_TAKEN,
    FACTOR_CHANGED,
    PASSWORD_CHANGED,
    RECOVERY_CHANGED,
    TOKEN_MADE,
    IDENTITY_TIED,
    IDENTITY_UNTIED,
    ASKED,
    STILL_WAITS,
    APPROVED,
    REFUSED,
];

/// Where people look after their own account.
const ACCOUNT: &str = "/account";

/// Tells someone what became of a role.
pub(super) async fn of_role(
    unit: &mut UnitOfWork,
    kind: &NoticeKind,
    (account, held): (&Identifier, &Assignment),
) -> Result<(), Error> {
    let notice = NewNotice::new(kind, ACCOUNT)
        .about("role", Filling::role(held.role))
        .about("place", Filling::place(&held.territory));
    tell(unit, &notice, &Recipients::Account(account.clone())).await?;
    Ok(())
}

/// Tells someone what became of their account.
pub(super) async fn of_account(
    unit: &mut UnitOfWork,
    kind: &NoticeKind,
    account: &Identifier,
) -> Result<(), Error> {
    let notice = NewNotice::new(kind, ACCOUNT);
    tell(unit, &notice, &Recipients::Account(account.clone())).await?;
    Ok(())
}
