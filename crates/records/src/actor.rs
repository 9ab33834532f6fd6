//! Who acts.

use std::fmt;

/// Who acts: part of every command, of every journal entry and of every decision of the policy.
///
/// The kinds are closed: an actor exists only by one of the constructors, so that no text from
/// outside can name one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Actor(Kind);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Kind {
    Demo,
}

impl Actor {
    /// The visitor of a demonstration, who needs no account.
    pub fn demo() -> Actor {
        Actor(Kind::Demo)
    }

    /// The word kept in the journal.
    pub fn word(&self) -> &str {
        match self.0 {
            Kind::Demo => "demo",
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
