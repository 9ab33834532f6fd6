//! Sealing and opening of one value under one key.

use super::fault::Fault;
use crate::error::Error;
use crate::random;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::fmt;
use zeroize::Zeroizing;

/// Bytes of a key.
pub(super) const KEY_LENGTH: usize = 32;

/// Bytes of a nonce.
const NONCE_LENGTH: usize = 24;

/// How what follows was sealed: the first byte of every sealed value.
const FORM: u8 = 1;

/// A key, removed from memory when it is no longer needed. It prints nothing of itself.
#[derive(Clone)]
pub(super) struct Key(Zeroizing<[u8; KEY_LENGTH]>);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key([redacted])")
    }
}

impl Key {
    /// A new key.
    pub(super) fn random() -> Result<Key, Error> {
        let mut bytes = Zeroizing::new([0; KEY_LENGTH]);
        random::fill(&mut *bytes)?;
        Ok(Key(bytes))
    }

    /// A key of bytes; none when there are too many or too few.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Key> {
        let bytes: [u8; KEY_LENGTH] = bytes.try_into().ok()?;
        Some(Key(Zeroizing::new(bytes)))
    }

    pub(super) fn bytes(&self) -> &[u8; KEY_LENGTH] {
        &self.0
    }
}

/// A value as it is stored: unreadable without the key of whom it is about, and of use nowhere but
/// in the place for which it was sealed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Sealed(Vec<u8>);

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

impl Sealed {
    /// What a column held.
    pub fn from_stored(bytes: Vec<u8>) -> Sealed {
        Sealed(bytes)
    }

    /// The bytes for a column.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text for a journal entry: hexadecimal, as sealed as the column.
    pub fn for_journal(&self) -> String {
        format!("sealed:{}", hex::encode(&self.0))
    }
}

/// Seals bytes for a place: the same bytes give another value each time.
pub(super) fn seal(key: &Key, place: &[u8], open: &[u8]) -> Result<Sealed, Error> {
    let mut nonce = [0; NONCE_LENGTH];
    random::fill(&mut nonce)?;
    let closed = XChaCha20Poly1305::new(key.bytes().into())
        .encrypt(&XNonce::from(nonce), Payload { msg: open, aad: place })
        .map_err(|_| Fault::Broken)?;
    let mut bytes = Vec::with_capacity(closed.len().saturating_add(NONCE_LENGTH + 1));
    bytes.push(FORM);
    bytes.extend_from_slice(&nonce);
    bytes.extend_from_slice(&closed);
    Ok(Sealed(bytes))
}

/// Opens what was sealed for a place.
///
/// # Errors
/// `seal-broken` when it was sealed with another key, for another place, or changed since.
pub(super) fn open(key: &Key, place: &[u8], sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, Error> {
    let (form, rest) = sealed.0.split_first().ok_or(Fault::Broken)?;
    let (nonce, closed) = rest.split_at_checked(NONCE_LENGTH).ok_or(Fault::Broken)?;
    let nonce: [u8; NONCE_LENGTH] = nonce.try_into().map_err(|_| Fault::Broken)?;
    if *form != FORM {
        return Err(Fault::Broken.into());
    }
    XChaCha20Poly1305::new(key.bytes().into())
        .decrypt(&XNonce::from(nonce), Payload { msg: closed, aad: place })
        .map(Zeroizing::new)
        .map_err(|_| Fault::Broken.into())
}

/// The bytes that name a place, each part with its length so that no two places read alike.
pub(super) fn place(parts: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in parts {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}
