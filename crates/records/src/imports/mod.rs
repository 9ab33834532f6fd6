//! Tables that people send: uploaded, looked at, confirmed as a whole or not at all, undone.
//!
//! A station reads the file with its own columns; here stands what is the same for all of them. The
//! file of an upload is attached to its [`Import`] and sealed; it goes when it was confirmed, or
//! after a day. A station confirms within its own command: [`confirm`] in its unit of work, beside
//! what it writes, so that both become lasting together; [`undo`] likewise.
//!
//! | room | holds |
//! |---|---|
//! | `keep` | uploading, confirming, undoing, within a unit of work |
//! | `read` | one import, its file |
//! | `changes` | two tables, row by row and cell by cell |
//! | `error` | why not, in the reader's language |

mod changes;
mod error;
mod keep;
mod read;

pub use changes::{CellChange, Change, Changes, RowChange, Sheet};
pub use error::{Error, WORDS, catalog};
pub use keep::{NewImport, confirm, forget_expired, undo, upload};
pub use read::{Confirmed, Import, Undone, content, find, find_in};

use crate::attachments::Thing;
use crate::identity::Identifier;
use jiff::SignedDuration;

/// For how long an upload may be looked at before it is confirmed.
pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Uploaded; it counts for nothing yet.
    Previewed,
    /// It counts.
    Confirmed,
    /// It counted, and what was before it is back.
    Undone,
    /// Nobody confirmed it in time.
    Expired,
}

impl Step {
    /// All of them.
    pub const ALL: [Step; 4] = [Step::Previewed, Step::Confirmed, Step::Undone, Step::Expired];

    /// The word for it in rows and messages.
    pub fn word(self) -> &'static str {
        match self {
            Step::Previewed => "previewed",
            Step::Confirmed => "confirmed",
            Step::Undone => "undone",
            Step::Expired => "expired",
        }
    }

    /// The step of a word.
    ///
    /// # Errors
    /// `database-value`.
    pub fn from_word(word: &str) -> Result<Step, crate::Error> {
        let found = Step::ALL.into_iter().find(|step| step.word() == word);
        found.ok_or_else(|| crate::Error::value("import.step", word))
    }
}

/// What the file is attached to.
fn thing(id: &Identifier, municipality: Option<String>) -> Thing {
    Thing::new("import", id.clone(), municipality)
}
