//! A file as it was sent, checked.

use super::error::Error;
use super::media::MediaType;
use super::name::FileName;
use crate::content_hash::sha256;
use serde::Serialize;
use std::fmt;

/// How much is too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub bytes: usize,
    /// Files of one thing.
    pub number: usize,
}

impl Default for Limits {
    /// A report with pictures, and the annexes of a decision.
    fn default() -> Limits {
        Limits { bytes: 10 * 1024 * 1024, number: 20 }
    }
}

/// A file that may be attached: its size fits, its type was found in its content, its name is
/// clean.
#[derive(Clone, Serialize)]
pub struct NewFile {
    pub(super) name: FileName,
    pub(super) media: MediaType,
    pub(super) sha256: String,
    /// How many files its thing may have.
    #[serde(skip)]
    pub(super) number_max: usize,
    #[serde(skip)]
    pub(super) content: Vec<u8>,
}

impl fmt::Debug for NewFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewFile({:?}, {} bytes)", self.media, self.content.len())
    }
}

impl NewFile {
    /// Checks what was sent under a name.
    ///
    /// # Errors
    /// `attachment-empty`, `attachment-large`, and those of [`MediaType::of`].
    pub fn check(name: &str, content: Vec<u8>, limits: Limits) -> Result<NewFile, Error> {
        if content.is_empty() {
            return Err(Error::Empty);
        }
        if content.len() > limits.bytes {
            return Err(Error::TooLarge { most: limits.bytes });
        }
        let media = MediaType::of(&content, name)?;
        let (name, sha256) = (FileName::of(name, media), sha256(&content));
        Ok(NewFile { name, media, sha256, number_max: limits.number, content })
    }

    /// A table that was read whole by whoever keeps it: its letters need not be in UTF-8.
    ///
    /// # Errors
    /// `attachment-empty`, `attachment-large`.
    pub fn of_table(name: &str, content: Vec<u8>, limits: Limits) -> Result<NewFile, Error> {
        if content.is_empty() {
            return Err(Error::Empty);
        }
        if content.len() > limits.bytes {
            return Err(Error::TooLarge { most: limits.bytes });
        }
        let is_workbook = content.starts_with(b"PK\x03\x04");
        let media = if is_workbook { MediaType::Xlsx } else { MediaType::Csv };
        let (name, sha256) = (FileName::of(name, media), sha256(&content));
        Ok(NewFile { name, media, sha256, number_max: 1, content })
    }

    /// The SHA-256 of its content.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Its type.
    pub fn media(&self) -> MediaType {
        self.media
    }

    /// Its name.
    pub fn name(&self) -> &FileName {
        &self.name
    }
}
