//! What is asked for: where it belongs, how sensitive it is, whose it is. What it is stands in the
//! action.

use super::role::Territory;
use super::ties::Ties;
use crate::actor::Actor;
use crate::identity::Identifier;
use serde::{Deserialize, Serialize};

/// How much harm reading something may do, from none on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitivity {
    /// For everyone.
    #[default]
    Public,
    /// For the administration: drafts, budgets before they are adopted.
    Official,
    /// About a person.
    Personal,
    /// About a person or a place that must not be found.
    Restricted,
}

impl Sensitivity {
    /// All of them, from the least sensitive on.
    pub const ALL: [Sensitivity; 4] = [
        Sensitivity::Public,
        Sensitivity::Official,
        Sensitivity::Personal,
        Sensitivity::Restricted,
    ];

    /// The class of a word.
    ///
    /// # Errors
    /// `database-value`.
    pub fn from_word(word: &str) -> Result<Sensitivity, crate::Error> {
        let found = Sensitivity::ALL.into_iter().find(|of| of.word() == word);
        found.ok_or_else(|| crate::Error::value("sensitivity", word))
    }

    /// The word for it in policies and tables.
    pub fn word(self) -> &'static str {
        match self {
            Sensitivity::Public => "public",
            Sensitivity::Official => "official",
            Sensitivity::Personal => "personal",
            Sensitivity::Restricted => "restricted",
        }
    }
}

/// Where something belongs: to the country, to a municipality, or to a unit (a Centre for Social
/// Work, a provider) in one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// The code of the municipality; none for what concerns the country.
    pub municipality: Option<String>,
    /// The identifier of the centre or provider, if it belongs to one.
    pub unit: Option<String>,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Where it belongs.
    pub place: Place,
    /// How sensitive it is.
    pub sensitivity: Sensitivity,
    /// Whose it is, if it belongs to an actor: a draft, a session, a file about themselves.
    pub owner: Option<Actor>,
    /// Whom or what it is about, if the ground keeps watch over that.
    pub subject: Option<Identifier>,
    /// How whoever asks stands to the subject: until that was looked up, nothing is permitted.
    pub(crate) ties: Ties,
}

impl Resource {
    /// Something of the whole country that everyone may see unless a policy says otherwise.
    pub fn national() -> Resource {
        Resource {
            place: Place::default(),
            sensitivity: Sensitivity::Public,
            owner: None,
            subject: None,
            ties: Ties::NONE,
        }
    }

    /// Something of a territory.
    pub fn in_territory(territory: &Territory) -> Resource {
        match territory {
            Territory::Country => Resource::national(),
            Territory::Municipality(code) => Resource::national().in_municipality(code),
            Territory::Unit(unit) => Resource::national().in_unit(unit),
        }
    }

    /// The same, in a municipality.
    #[must_use]
    pub fn in_municipality(mut self, code: &str) -> Resource {
        self.place.municipality = Some(code.to_owned());
        self
    }

    /// The same, in a unit.
    #[must_use]
    pub fn in_unit(mut self, unit: &str) -> Resource {
        self.place.unit = Some(unit.to_owned());
        self
    }

    /// The same, with another sensitivity.
    #[must_use]
    pub fn of_sensitivity(self, sensitivity: Sensitivity) -> Resource {
        Resource { sensitivity, ..self }
    }

    /// The same, about a subject. Commands and files look up how whoever asks stands to it; pages
    /// do so by [`crate::sensitivity::known`]. Nothing is permitted before.
    #[must_use]
    pub fn about(self, subject: &Identifier) -> Resource {
        Resource { subject: Some(subject.clone()), ties: Ties::UNKNOWN, ..self }
    }

    /// The same, belonging to an actor.
    #[must_use]
    pub fn owned_by(self, actor: Actor) -> Resource {
        Resource { owner: Some(actor), ..self }
    }
}
