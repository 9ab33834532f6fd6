//! Who acts.

use crate::identity::Identifier;
use std::fmt;

/// The kind of an actor with an account, as policies name it.
pub(crate) const ACCOUNT: &str = "account";

/// Who acts: part of every command, of every journal entry and of every decision of the policy.
///
/// The kinds are closed: an actor exists only by one of the constructors, so that no text from
/// outside can name one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Actor(Kind);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Kind {
    Public,
    Demo,
    System(&'static str),
    Account(Identifier),
}

impl Actor {
    /// Anyone who has not signed in.
    pub fn public() -> Actor {
        Actor(Kind::Public)
    }

    /// The demonstration, which sets itself up.
    pub fn demo() -> Actor {
        Actor(Kind::Demo)
    }

    /// The program itself at a job: `reminders`, `upkeep`.
    pub fn system(job: &'static str) -> Actor {
        Actor(Kind::System(job))
    }

    /// Someone who has signed in.
    pub fn account(account: Identifier) -> Actor {
        Actor(Kind::Account(account))
    }

    /// The account, if it is someone who has signed in.
    pub fn identifier(&self) -> Option<&Identifier> {
        match &self.0 {
            Kind::Account(account) => Some(account),
            Kind::Public | Kind::Demo | Kind::System(_) => None,
        }
    }

    /// The account of a word that the journal has, if it names one.
    pub fn account_of_word(word: &str) -> Option<Identifier> {
        word.strip_prefix("account/")?.parse().ok()
    }

    /// What kind of actor it is, as policies name it.
    pub fn kind(&self) -> &'static str {
        match self.0 {
            Kind::Public => "public",
            Kind::Demo => "demo",
            Kind::System(_) => "system",
            Kind::Account(_) => ACCOUNT,
        }
    }

    /// The word kept in the journal; no other actor has it.
    pub fn word(&self) -> String {
        match &self.0 {
            Kind::Public | Kind::Demo => self.kind().to_owned(),
            Kind::System(job) => format!("system/{job}"),
            Kind::Account(account) => format!("account/{account}"),
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word())
    }
}
