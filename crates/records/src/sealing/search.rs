//! Finding sealed values: a keyed hash of what is looked for, beside the sealed value.

use super::fault::Fault;
use super::ring::KeyRing;
use crate::error::Error;
use formula::words::to_latin;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What stands beside a sealed value so that it can be found by the whole of it: equal for equal
/// values of one field, and of no meaning without the ring (HMAC-SHA-256, RFC 2104; 64 hexadecimal
/// digits).
///
/// It tells whoever reads the database that two rows hold the same value, so it stands only beside
/// fields by which people are looked for. It is erased with the row, not by the key: a station
/// removes it when a subject is erased.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchToken(String);

impl SearchToken {
    /// The token of a value of a field. Capital letters, accents, the Serbian script, and signs
    /// that are neither letters nor digits make no difference.
    ///
    /// # Errors
    /// `seal-broken` when no key can be derived for the field.
    pub fn of(ring: &KeyRing, field: &str, value: &str) -> Result<SearchToken, Error> {
        let key = ring.search_key(field)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes()).map_err(|_| Fault::Broken)?;
        mac.update(folded(value).as_bytes());
        Ok(SearchToken(hex::encode(mac.finalize().into_bytes())))
    }

    /// As text, for a column.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A value without what people write now one way, now another.
pub(super) fn folded(value: &str) -> String {
    to_latin(value)
        .to_lowercase()
        .replace('đ', "dj")
        .nfkd()
        .filter(|sign| !is_combining_mark(*sign))
        .filter(|sign| sign.is_alphanumeric())
        .collect()
}
