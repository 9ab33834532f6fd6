//! Who can read a backup: keys of X25519 in the form of age (age-encryption.org/v1).
//!
//! A recipient (`age1…`) is public and encrypts; an identity (`AGE-SECRET-KEY-1…`) is secret and
//! decrypts. An identity is never printed.

use crate::error::{BackupTrouble, Error};
use age::secrecy::ExposeSecret;
use std::fmt;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::str::FromStr;

/// For whom a backup is encrypted.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(pub(super) age::x25519::Recipient);

impl FromStr for Recipient {
    type Err = Error;

    /// Reads `age1…`. The text is not repeated in the error: somebody may have typed the secret.
    fn from_str(text: &str) -> Result<Recipient, Error> {
        text.trim().parse().map(Recipient).map_err(|_| no_key("--recipient"))
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({})", self.0)
    }
}

impl Recipient {
    /// Reads a file of recipients, one a line; empty lines and those that begin with `#` aside.
    ///
    /// # Errors
    /// `backup-unreadable`; `backup-key-invalid` when a line is none, or there is no line.
    pub fn file(path: &Path) -> Result<Vec<Recipient>, Error> {
        let invalid = || no_key(&path.display().to_string());
        let text = read(path)?;
        let all: Result<Vec<Recipient>, Error> =
            keys(&text).map(|line| line.parse().map(Recipient).map_err(|_| invalid())).collect();
        all.and_then(|all| if all.is_empty() { Err(invalid()) } else { Ok(all) })
    }
}

/// What decrypts a backup.
pub struct Identities(pub(super) Vec<age::x25519::Identity>);

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identities([redacted])")
    }
}

impl Identities {
    /// Reads a file of identities, one a line; empty lines and those that begin with `#` aside.
    ///
    /// # Errors
    /// `backup-unreadable`; `backup-key-invalid` when a line is none, or there is no line.
    pub fn file(path: &Path) -> Result<Identities, Error> {
        let invalid = || no_key(&path.display().to_string());
        let text = read(path)?;
        let all: Result<Vec<_>, Error> =
            keys(&text).map(|line| line.parse().map_err(|_| invalid())).collect();
        let all = all?;
        if all.is_empty() { Err(invalid()) } else { Ok(Identities(all)) }
    }

    /// Makes a new identity and keeps it in a file that only its owner can read, with a line for
    /// the recipient that belongs to it.
    ///
    /// # Errors
    /// `backup-exists`, `backup-unwritable`.
    pub fn make(path: &Path) -> Result<Recipient, Error> {
        let identity = age::x25519::Identity::generate();
        let recipient = Recipient(identity.to_public());
        let secret = identity.to_string();
        let text = format!("# {recipient}\n{}\n", secret.expose_secret());
        let written = super::sealing::private(path, true)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
        written.map_err(|error| {
            let trouble = match error.kind() {
                ErrorKind::AlreadyExists => BackupTrouble::Exists,
                _ => BackupTrouble::Unwritable,
            };
            Error::Backup { trouble, path: path.display().to_string(), detail: error.to_string() }
        })?;
        Ok(recipient)
    }
}

fn keys(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|error| match error.kind() {
        ErrorKind::InvalidData => no_key(&path.display().to_string()),
        _ => Error::Backup {
            trouble: BackupTrouble::Unreadable,
            path: path.display().to_string(),
            detail: error.to_string(),
        },
    })
}

fn no_key(place: &str) -> Error {
    let trouble = BackupTrouble::KeyInvalid;
    Error::Backup { trouble, path: place.to_owned(), detail: String::new() }
}
