//! How whoever asks stands to the subject of a thing. What follows from it for every station stands
//! here and in no policy: a station can neither forget it nor permit around it.

use super::resource::Sensitivity;

/// How an actor stands to a subject, as the ground has looked it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ties {
    /// Whether the thing has a subject.
    pub(crate) guarded: bool,
    /// Whether the actor is in the circle of the subject.
    pub(crate) circle: bool,
    /// Whether the actor declared to be kin to the subject, or partial in another way.
    pub(crate) kin: bool,
    /// Whether emergency access runs.
    pub(crate) emergency: bool,
}

impl Ties {
    /// To a thing without a subject.
    pub(crate) const NONE: Ties =
        Ties { guarded: false, circle: false, kin: false, emergency: false };
    /// Not looked up yet: as bad as can be.
    pub(crate) const UNKNOWN: Ties =
        Ties { guarded: true, circle: false, kin: true, emergency: false };

    /// The same of anybody, of whom nothing is known: whoever is beyond the reach of their token.
    pub(crate) fn of_anybody(self) -> Ties {
        Ties { guarded: self.guarded, ..Ties::NONE }
    }

    /// Whether a thing of this class does not exist for whoever stands so to its subject.
    pub(crate) fn hides(self, class: Sensitivity) -> bool {
        let inside = self.circle || self.emergency;
        self.guarded && class == Sensitivity::Restricted && (self.kin || !inside)
    }

    /// Whether the ground refuses it, whatever a station's policies say.
    pub(crate) fn refuses(self, class: Sensitivity) -> bool {
        self.kin || self.hides(class)
    }
}
