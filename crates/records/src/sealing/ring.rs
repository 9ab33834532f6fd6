//! The master keys: a small text file of its own, in no database and in no backup of one.

use super::cipher::{KEY_LENGTH, Key};
use super::fault::Fault;
use crate::content_hash::ContentHash;
use crate::error::Error;
use hkdf::Hkdf;
use sha2::Sha256;
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// Names a master key: 16 hexadecimal digits of a hash of it, from which it cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(String);

impl KeyId {
    fn of(key: &Key) -> KeyId {
        let digits = Zeroizing::new(hex::encode(key.bytes()));
        let hash = ContentHash::new("master key").text(&digits).finish();
        KeyId(hash.chars().take(16).collect())
    }

    /// As text, for a row.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The master keys: one in use, older ones that still open what they wrapped, and the secret from
/// which sealed values are found.
#[derive(Debug, Clone)]
pub struct KeyRing {
    search: Key,
    /// Oldest first; never empty.
    masters: Vec<(KeyId, Key)>,
}

/// What the file begins with, for whoever finds it.
const HEAD: &str = "\
# Master keys of Peshore. Whoever has this file and the database reads everything;
# without it nobody ever reads anything personal again. Keep two copies, apart from the
# database and its backups. The last master key is the one in use.
";

impl KeyRing {
    /// A ring with new keys.
    ///
    /// # Errors
    /// `randomness-unavailable`.
    pub fn new() -> Result<KeyRing, Error> {
        let master = Key::random()?;
        Ok(KeyRing { search: Key::random()?, masters: vec![(KeyId::of(&master), master)] })
    }

    /// The same ring with a new master key in use.
    ///
    /// # Errors
    /// `randomness-unavailable`.
    pub fn with_new_master(mut self) -> Result<KeyRing, Error> {
        let master = Key::random()?;
        self.masters.push((KeyId::of(&master), master));
        Ok(self)
    }

    /// The same ring without the keys that are no longer in use. What they wrapped, in the database
    /// or in any backup, is unreadable from then on.
    #[must_use]
    pub fn without_old_masters(mut self) -> KeyRing {
        let keep = self.masters.len().saturating_sub(1);
        self.masters.drain(..keep);
        self
    }

    /// Reads the file.
    ///
    /// # Errors
    /// `key-file-invalid` with the line, never with what stands in it.
    pub fn read(text: &str) -> Result<KeyRing, Error> {
        let (mut search, mut masters) = (None, Vec::new());
        for (number, line) in (1_u32..).zip(text.lines()) {
            let refused = || Fault::KeyFileInvalid { line: number };
            let mut words = line.split_whitespace();
            let Some(kind) = words.next().filter(|word| !word.starts_with('#')) else { continue };
            let (digits, id) = (words.next(), words.next());
            let key = digits.and_then(key_of_digits).ok_or_else(refused)?;
            // The identifier is a check of the digits too: a key with a slip would wrap data that
            // nobody could open.
            let own = KeyId::of(&key);
            if id != Some(own.as_str()) || words.next().is_some() {
                return Err(refused().into());
            }
            match kind {
                "search" if search.is_none() => search = Some(key),
                "master" if masters.iter().all(|(known, _)| *known != own) => {
                    masters.push((own, key));
                }
                _ => return Err(refused().into()),
            }
        }
        let whole = !masters.is_empty();
        let search = search.filter(|_| whole).ok_or(Fault::KeyFileInvalid { line: 0 })?;
        Ok(KeyRing { search, masters })
    }

    /// The text of the file.
    pub fn write(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(HEAD.to_owned());
        let search = ("search", &KeyId::of(&self.search), &self.search);
        let masters = self.masters.iter().map(|(id, key)| ("master", id, key));
        for (kind, id, key) in std::iter::once(search).chain(masters) {
            let digits = Zeroizing::new(hex::encode(key.bytes()));
            for part in [kind, " ", &digits, " ", id.as_str(), "\n"] {
                text.push_str(part);
            }
        }
        text
    }

    /// The identifiers of the master keys, oldest first.
    pub fn master_ids(&self) -> impl Iterator<Item = &KeyId> {
        self.masters.iter().map(|(id, _)| id)
    }

    pub(super) fn in_use(&self) -> Result<(&KeyId, &Key), Error> {
        let last = self.masters.last().map(|(id, key)| (id, key));
        Ok(last.ok_or(Fault::KeyFileInvalid { line: 0 })?)
    }

    pub(super) fn master(&self, id: &str) -> Result<&Key, Error> {
        let found = self.masters.iter().find(|(known, _)| known.as_str() == id);
        Ok(found.map(|(_, key)| key).ok_or_else(|| Fault::KeyMissing { key: id.to_owned() })?)
    }

    /// The key for finding values of one field (HKDF-SHA-256, RFC 5869).
    pub(super) fn search_key(&self, field: &str) -> Result<Key, Error> {
        let mut bytes = [0; KEY_LENGTH];
        let derived = Hkdf::<Sha256>::new(None, self.search.bytes());
        derived.expand(field.as_bytes(), &mut bytes).map_err(|_| Fault::Broken)?;
        let key = Key::from_bytes(&bytes);
        bytes.zeroize();
        Ok(key.ok_or(Fault::Broken)?)
    }
}

fn key_of_digits(digits: &str) -> Option<Key> {
    let bytes = Zeroizing::new(hex::decode(digits).ok()?);
    Key::from_bytes(&bytes)
}
