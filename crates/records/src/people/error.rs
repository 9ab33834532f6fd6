//! Why people are refused, in the reader's language.

use formula::words::{Catalog, Language, Words};
use std::fmt;
use std::sync::OnceLock;

/// Why something about an account or a sign-in is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// A password with too few characters.
    PasswordShort,
    /// A password with too many.
    PasswordLong,
    /// A password that is guessed first.
    PasswordCommon,
    /// A password made of the person's own name or address.
    PasswordPersonal,
    /// The present password is another one.
    PasswordWrong,
    /// Address and password do not belong together, or there is no such account.
    SignInWrong,
    /// A code that is not the present one, or was used already.
    CodeWrong,
    /// Too much time between password and code.
    SignInLate,
    /// Too many tries.
    Wait,
    /// Too many people sign in at this moment.
    Busy,
    /// A link that was never made, was used or is too old.
    LinkSpent,
    /// No e-mail address.
    EmailInvalid,
    /// An address that has an account.
    EmailTaken,
    /// A name that is empty or too long.
    NameInvalid,
    /// No role, or a role in a territory where it is not held.
    RoleInvalid,
    /// An account that does not exist or was ended.
    AccountUnknown,
    /// A role that is not held, or no longer.
    AssignmentUnknown,
    /// A role that is held already.
    AssignmentHeld,
    /// It is one's own account, which others end.
    OwnAccount,
    /// The last administrator would be gone.
    LastAdministrator,
    /// There is an administrator already.
    NotFirst,
    /// Something that waits for nobody any more.
    PendingClosed,
    /// The second person is the first.
    SamePerson,
    /// Whoever asked may not ask for it any more.
    AskerLost,
    /// A reason is missing or too long.
    ReasonMissing,
    /// A title of a token that is empty or too long.
    TokenTitle,
    /// A token that reaches nothing.
    TokenActions,
    /// A token that lasts for days that are not offered.
    TokenDays,
    /// More tokens than an account may have.
    TokensMany,
    /// A token that is not there, or has ended.
    TokenUnknown,
    /// The provider knows someone who is tied to no account.
    IdentityUntied,
    /// A way to the provider that never began, came back already or took too long.
    IdentityLate,
    /// A person at the provider to whom another account is tied.
    IdentityTaken,
    /// A declaration of kinship that is not there, was withdrawn, or is being withdrawn.
    KinshipUnknown,
    /// No identifier of a file.
    FileInvalid,
    /// The database was not made by the demonstration.
    NotDemonstration,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Refusal; 36] = [
        Refusal::PasswordShort,
        Refusal::PasswordLong,
        Refusal::PasswordCommon,
        Refusal::PasswordPersonal,
        Refusal::PasswordWrong,
        Refusal::SignInWrong,
        Refusal::CodeWrong,
        Refusal::SignInLate,
        Refusal::Wait,
        Refusal::Busy,
        Refusal::LinkSpent,
        Refusal::EmailInvalid,
        Refusal::EmailTaken,
        Refusal::NameInvalid,
        Refusal::RoleInvalid,
        Refusal::AccountUnknown,
        Refusal::AssignmentUnknown,
        Refusal::AssignmentHeld,
        Refusal::OwnAccount,
        Refusal::LastAdministrator,
        Refusal::NotFirst,
        Refusal::PendingClosed,
        Refusal::SamePerson,
        Refusal::AskerLost,
        Refusal::ReasonMissing,
        Refusal::TokenTitle,
        Refusal::TokenActions,
        Refusal::TokenDays,
        Refusal::TokensMany,
        Refusal::TokenUnknown,
        Refusal::IdentityUntied,
        Refusal::IdentityLate,
        Refusal::IdentityTaken,
        Refusal::KinshipUnknown,
        Refusal::FileInvalid,
        Refusal::NotDemonstration,
    ];

    /// Stable id, also the id of its message.
    pub fn id(self) -> &'static str {
        match self {
            Refusal::PasswordShort => "people-password-short",
            Refusal::PasswordLong => "people-password-long",
            Refusal::PasswordCommon => "people-password-common",
            Refusal::PasswordPersonal => "people-password-personal",
            Refusal::PasswordWrong => "people-password-wrong",
            Refusal::SignInWrong => "people-sign-in-wrong",
            Refusal::CodeWrong => "people-code-wrong",
            Refusal::SignInLate => "people-sign-in-late",
            Refusal::Wait => "people-wait",
            Refusal::Busy => "people-busy",
            Refusal::LinkSpent => "people-link-spent",
            Refusal::EmailInvalid => "people-email-invalid",
            Refusal::EmailTaken => "people-email-taken",
            Refusal::NameInvalid => "people-name-invalid",
            Refusal::RoleInvalid => "people-role-invalid",
            Refusal::AccountUnknown => "people-account-unknown",
            Refusal::AssignmentUnknown => "people-assignment-unknown",
            Refusal::AssignmentHeld => "people-assignment-held",
            Refusal::OwnAccount => "people-own-account",
            Refusal::LastAdministrator => "people-last-administrator",
            Refusal::NotFirst => "people-not-first",
            Refusal::PendingClosed => "people-pending-closed",
            Refusal::SamePerson => "people-same-person",
            Refusal::AskerLost => "people-asker-lost",
            Refusal::ReasonMissing => "people-reason-missing",
            Refusal::TokenTitle => "people-token-title",
            Refusal::TokenActions => "people-token-actions",
            Refusal::TokenDays => "people-token-days",
            Refusal::TokensMany => "people-tokens-many",
            Refusal::TokenUnknown => "people-token-unknown",
            Refusal::IdentityUntied => "people-identity-untied",
            Refusal::IdentityLate => "people-identity-late",
            Refusal::IdentityTaken => "people-identity-taken",
            Refusal::KinshipUnknown => "people-kinship-unknown",
            Refusal::FileInvalid => "people-file-invalid",
            Refusal::NotDemonstration => "people-not-demonstration",
        }
    }
}

/// An error of this room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// An error of the ground.
    Ground(crate::Error),
    /// A refusal.
    Refused(Refusal),
}

impl Error {
    /// Stable id, also the id of its message.
    pub fn id(&self) -> &'static str {
        match self {
            Error::Ground(error) => error.id(),
            Error::Refused(refusal) => refusal.id(),
        }
    }

    /// What happened, as a sentence.
    pub fn message(&self, language: Language) -> String {
        match self {
            Error::Ground(error) => error.message(language),
            Error::Refused(refusal) => catalog().say::<&str>(language, refusal.id(), &[]),
        }
    }

    /// What to do, as a sentence.
    pub fn help(&self, language: Language) -> Option<String> {
        match self {
            Error::Ground(error) => error.help(language),
            Error::Refused(refusal) => {
                catalog().attribute::<&str>(language, refusal.id(), "help", &[])
            }
        }
    }
}

impl fmt::Display for Error {
    /// The message in English, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.id(), self.message(Language::En))
    }
}

impl std::error::Error for Error {}

impl From<crate::Error> for Error {
    fn from(error: crate::Error) -> Error {
        Error::Ground(error)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        Error::Ground(error.into())
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(refusal)
    }
}

/// The words of this room.
pub(super) fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        Catalog::new(&Words {
            en: &[include_str!("../../locales/people/en.ftl")],
            sq: &[include_str!("../../locales/people/sq.ftl")],
            sr: &[include_str!("../../locales/people/sr.ftl")],
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: every refusal says in every language what happened and what to do. Method: each.
    #[test]
    fn every_refusal_speaks() {
        for language in Language::ALL {
            for refusal in Refusal::ALL {
                let error = Error::from(refusal);
                let text = error.message(language) + &error.help(language).unwrap();
                assert!(!text.contains('⟦') && !text.contains("{$"), "{text}");
            }
        }
    }
}
