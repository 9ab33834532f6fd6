//! How far a figure can be relied on, and how that travels to every amount that rests on it.

/// The standing of an input, firmest first.
///
/// A parameter is read in its cited source, derived or assumed; a cell of data is verified,
/// derived, reported, estimated or assumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Standing {
    /// Read in the cited law or in the official source, and checked.
    #[default]
    Verified = 0,
    /// By exact arithmetic from figures that were read.
    Derived = 1,
    /// Stated by someone, not checked against an official source.
    Reported = 2,
    /// Filled by a rule because no figure was found.
    Estimated = 3,
    /// Set without a source.
    Assumed = 4,
}

impl Standing {
    /// All, firmest first.
    pub const ALL: [Standing; 5] = [
        Standing::Verified,
        Standing::Derived,
        Standing::Reported,
        Standing::Estimated,
        Standing::Assumed,
    ];

    /// The word in files and in the API.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Verified => "verified",
            Standing::Derived => "derived",
            Standing::Reported => "reported",
            Standing::Estimated => "estimated",
            Standing::Assumed => "assumed",
        }
    }

    /// The id of the word in the catalogue, for a reader.
    pub fn phrase(self) -> &'static str {
        match self {
            Standing::Verified => "standing-verified",
            Standing::Derived => "standing-derived",
            Standing::Reported => "standing-reported",
            Standing::Estimated => "standing-estimated",
            Standing::Assumed => "standing-assumed",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find(|s| s.word() == word)
    }

    /// Whether an amount that rests on it must say so.
    pub fn is_unverified(self) -> bool {
        self >= Standing::Reported
    }
}
