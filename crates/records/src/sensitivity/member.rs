//! Who can stand in a circle: one person, or whoever holds a role at a place.

use crate::error::Error;
use crate::identity::Identifier;
use crate::policy::{Assignment, Role, Territory};

/// One in a circle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member {
    /// A person, by their account.
    Account(Identifier),
    /// Whoever holds a role where it is held: the managers of a centre.
    Role(Assignment),
}

impl Member {
    /// The text under which it is kept: `account/0192…`, `csw_manager@unit/csw-01`.
    pub fn word(&self) -> String {
        match self {
            Member::Account(account) => format!("account/{account}"),
            Member::Role(held) => format!("{}@{}", held.role.word(), held.territory.word()),
        }
    }

    /// The member of a kept text.
    ///
    /// # Errors
    /// `database-value`.
    pub fn from_word(word: &str) -> Result<Member, Error> {
        if let Some(account) = word.strip_prefix("account/") {
            return Ok(Member::Account(account.parse()?));
        }
        let (role, place) = word.split_once('@').ok_or_else(|| Error::value("member", word))?;
        let (role, territory) = (Role::from_word(role)?, Territory::from_word(place)?);
        Ok(Member::Role(Assignment { role, territory }))
    }
}
