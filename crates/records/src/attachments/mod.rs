//! Files that are attached to things: to a document, a case, an inspection. A file is known by the
//! hash of its content, its type is found in the content, and the content is sealed.
//!
//! A station says to which [`Thing`] a file belongs, checks what was sent with [`NewFile::check`],
//! and attaches it with [`attach`] in a command of its own; documents have commands for it in
//! [`crate::documents::annexes`]. Who reads one asks [`read`].
//!
//! | room | holds |
//! |---|---|
//! | `media` | the types that are taken, and how each is found in the content |
//! | `office` | what the files of word processors and spreadsheets hold |
//! | `name` | names of files, cleaned |
//! | `file` | what was sent, checked; how much is too much |
//! | `keep` | attaching and removing, within a unit of work |
//! | `read` | lists, content, and verifying everything |
//! | `error` | why a file is not taken |

mod error;
mod file;
mod keep;
mod media;
mod name;
mod office;
mod read;

pub use error::{Error, WORDS, catalog, size};
pub use file::{Limits, NewFile};
pub use keep::{attach, remove};
pub use media::MediaType;
pub use name::FileName;
pub use read::{Attachment, Content, Reading, list, list_in, read, verify};

use crate::identity::Identifier;
use crate::sealing::Subject;

/// Something to which files are attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    kind: &'static str,
    id: Identifier,
    subject: Subject,
    is_sensitive: bool,
}

impl Thing {
    /// A thing of a kind, as the journal names subjects (`document/0192…`), of a municipality or of
    /// the country. What is attached is sealed with a key of its own.
    pub fn new(kind: &'static str, id: Identifier, municipality: Option<String>) -> Thing {
        let subject = Subject { municipality, id: id.clone() };
        Thing { kind, id, subject, is_sensitive: false }
    }

    /// The same, about someone: what is attached is sealed with their key, the names of files too,
    /// and whoever reads it stands in the journal.
    #[must_use]
    pub fn about(self, subject: Subject) -> Thing {
        Thing { subject, is_sensitive: true, ..self }
    }

    /// Whether it is about someone.
    pub fn is_sensitive(&self) -> bool {
        self.is_sensitive
    }

    fn word(&self) -> String {
        format!("{}/{}", self.kind, self.id)
    }

    fn municipality_code(&self) -> String {
        self.subject.municipality.clone().unwrap_or_default()
    }
}

/// The field for which the name of a file is sealed.
fn name_field(sha256: &str) -> String {
    format!("attachment.name {sha256}")
}

/// The field for which a piece of a file is sealed: it opens in its own place only.
fn piece_field(sha256: &str, piece: usize, pieces: usize) -> String {
    format!("attachment_piece.sealed {sha256} {piece}/{pieces}")
}
