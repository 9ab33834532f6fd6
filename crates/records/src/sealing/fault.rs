//! What can go wrong with sealed data.

use crate::error::Error;

/// Why something was not sealed, opened, kept or erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// What is stored does not open: it was changed, or sealed for another place.
    Broken,
    /// The ring lacks the master key that wraps what is asked for.
    KeyMissing {
        /// The identifier of the master key.
        key: String,
    },
    /// The file of the master keys cannot be read.
    KeyFileInvalid {
        /// The line, from 1; 0 when a key is missing in it.
        line: u32,
    },
    /// There is no such file.
    SubjectUnknown {
        /// The identifier.
        subject: String,
    },
    /// They declared to be kin to whom it is about.
    SubjectKin {
        /// The identifier.
        subject: String,
    },
    /// The key was destroyed: nobody can read it any more.
    SubjectErased {
        /// The identifier.
        subject: String,
    },
    /// A legal hold forbids erasing it.
    SubjectHeld {
        /// The identifier.
        subject: String,
        /// Why it is held.
        reason: String,
    },
}

impl Fault {
    /// Stable id, also the id of its message.
    pub fn id(&self) -> &'static str {
        match self {
            Fault::Broken => "seal-broken",
            Fault::KeyMissing { .. } => "key-missing",
            Fault::KeyFileInvalid { line: 0 } => "key-file-incomplete",
            Fault::KeyFileInvalid { .. } => "key-file-invalid",
            Fault::SubjectUnknown { .. } => "subject-unknown",
            Fault::SubjectKin { .. } => "subject-kin",
            Fault::SubjectErased { .. } => "subject-erased",
            Fault::SubjectHeld { .. } => "subject-held",
        }
    }

    /// Arguments of the message, by name.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Fault::Broken => Vec::new(),
            Fault::KeyMissing { key } => vec![("key", key.clone())],
            Fault::KeyFileInvalid { line } => vec![("line", line.to_string())],
            Fault::SubjectUnknown { subject }
            | Fault::SubjectKin { subject }
            | Fault::SubjectErased { subject } => {
                vec![("subject", subject.clone())]
            }
            Fault::SubjectHeld { subject, reason } => {
                vec![("subject", subject.clone()), ("reason", reason.clone())]
            }
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Error {
        Error::Sealing(fault)
    }
}
