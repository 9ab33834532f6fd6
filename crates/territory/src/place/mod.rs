//! Places at which services are given: Centres for Social Work, shelters, day care centres, homes.
//!
//! An open place is known to everyone. A **protected** one (a shelter) must not be found: whoever
//! is outside its circle meets it in no list, count, export or answer, and its address,
//! coordinates, telephone and staff are stored and journalled sealed. The ground keeps watch over
//! both ([`records::sensitivity`]).
//!
//! | room | holds |
//! |---|---|
//! | `details` | what is known of a place, and what is wrong with what was typed |
//! | `commands` | the door for writes |

pub mod commands;
mod details;

pub use crate::store::place::{details, find, list};
pub use details::{Coordinates, Details, Flaw, Typed};

use crate::model::MunicipalityCode;
use jiff::Timestamp;
use records::identity::Identifier;
use records::policy::{Resource, Sensitivity};
use records::sealing::{Sealed, Subject};
use serde::{Deserialize, Serialize};

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// A Centre for Social Work.
    CentreForSocialWork,
    /// A shelter.
    Shelter,
    /// A day care centre.
    DayCareCentre,
    /// A community-based home.
    CommunityBasedHome,
    /// A residential home.
    ResidentialHome,
    /// An office at which advice is given.
    AdviceOffice,
}

impl PlaceKind {
    /// All of them, in the order of forms.
    pub const ALL: [PlaceKind; 6] = [
        PlaceKind::CentreForSocialWork,
        PlaceKind::DayCareCentre,
        PlaceKind::CommunityBasedHome,
        PlaceKind::ResidentialHome,
        PlaceKind::Shelter,
        PlaceKind::AdviceOffice,
    ];

    /// The word in rows, forms and answers.
    pub fn word(self) -> &'static str {
        match self {
            PlaceKind::CentreForSocialWork => "centre-for-social-work",
            PlaceKind::Shelter => "shelter",
            PlaceKind::DayCareCentre => "day-care-centre",
            PlaceKind::CommunityBasedHome => "community-based-home",
            PlaceKind::ResidentialHome => "residential-home",
            PlaceKind::AdviceOffice => "advice-office",
        }
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<PlaceKind> {
        PlaceKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A place, as far as it may be read without opening what is sealed.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its identifier, which is also that of the subject over which the ground keeps watch.
    pub id: Identifier,
    /// Where it is.
    pub municipality: MunicipalityCode,
    /// What it is.
    pub kind: PlaceKind,
    /// What is known of it; none where it is protected.
    pub open: Option<Details>,
    /// Counts its changes, from 1.
    pub edition: i64,
    /// When it was changed last.
    pub changed_at: Timestamp,
    pub(crate) sealed: Sealed,
}

impl Place {
    /// Whether it must not be found.
    pub fn is_protected(&self) -> bool {
        self.open.is_none()
    }

    /// How sensitive it is.
    pub fn sensitivity(&self) -> Sensitivity {
        class(self.is_protected())
    }

    /// As what is decided on.
    pub fn resource(&self) -> Resource {
        Resource::national()
            .in_municipality(self.municipality.as_str())
            .of_sensitivity(self.sensitivity())
            .about(&self.id)
    }

    /// As what the ground keeps watch over.
    pub fn subject(&self) -> Subject {
        subject(&self.municipality, &self.id)
    }
}

/// How sensitive a place is.
pub(crate) fn class(is_protected: bool) -> Sensitivity {
    match is_protected {
        true => Sensitivity::Restricted,
        false => Sensitivity::Public,
    }
}

pub(crate) fn subject(municipality: &MunicipalityCode, id: &Identifier) -> Subject {
    Subject { municipality: Some(municipality.to_string()), id: id.clone() }
}
