//! The one place that makes identifiers.
//!
//! An identifier has the form of a UUID of version 7: time first, so that identifiers sort by when
//! they were made; then a counter, for those made in the same millisecond; then random bits from
//! the operating system, so that nobody can guess one and two machines never make the same.

use crate::content_hash::ContentHash;
use crate::error::Error;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU16, Ordering};

/// The identifier of a record: 36 characters, lower-case hexadecimal with hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Identifier(String);

impl Identifier {
    /// As text, for an address or a row.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Identifier> for String {
    fn from(identifier: Identifier) -> String {
        identifier.0
    }
}

impl TryFrom<String> for Identifier {
    type Error = Error;
    fn try_from(text: String) -> Result<Identifier, Error> {
        text.parse()
    }
}

impl FromStr for Identifier {
    type Err = Error;
    fn from_str(text: &str) -> Result<Identifier, Error> {
        let fits = text.len() == 36
            && text.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
            });
        if fits {
            Ok(Identifier(text.to_owned()))
        } else {
            Err(Error::IdentifierInvalid { text: text.chars().take(60).collect() })
        }
    }
}

/// How the identifiers of a unit of work are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identifiers {
    /// With random bits of the operating system: nobody can guess one.
    Random,
    /// From the key of the request: the same request makes the same ones, wherever and as often as
    /// it is done. For tests, and for repeating a day.
    Repeatable,
}

impl Identifiers {
    /// Makes the identifier of this number in a unit of work.
    ///
    /// # Errors
    /// `randomness-unavailable` when the operating system gives no random bits.
    pub(crate) fn make(self, now: Timestamp, key: &str, number: u16) -> Result<Identifier, Error> {
        match self {
            Identifiers::Random => make(now),
            Identifiers::Repeatable => {
                let hash = ContentHash::new("identifier").text(key).number(number.into()).finish();
                let bits = hash.get(..16).and_then(|text| u64::from_str_radix(text, 16).ok());
                Ok(compose(now, number & 0x0fff, bits.unwrap_or_default()))
            }
        }
    }
}

/// Makes an identifier at a time.
///
/// # Errors
/// `randomness-unavailable` when the operating system gives no random bits.
pub fn make(now: Timestamp) -> Result<Identifier, Error> {
    static COUNTER: AtomicU16 = AtomicU16::new(0);
    let counter = COUNTER.fetch_add(1, Ordering::Relaxed) & 0x0fff;
    // Time, counter and randomness meet here and nowhere else.
    let random = random()?;
    Ok(compose(now, counter, u64::from_be_bytes(random)))
}

/// Bytes that nobody can guess, for identifiers, tokens, salts and keys.
///
/// # Errors
/// `randomness-unavailable` when the operating system gives none.
pub fn random<const BYTES: usize>() -> Result<[u8; BYTES], Error> {
    let mut random = [0_u8; BYTES];
    getrandom::fill(&mut random)
        .map_err(|error| Error::RandomnessUnavailable { detail: error.to_string() })?;
    Ok(random)
}

/// Version 7 layout: 48 bits of milliseconds, version, 12 bits of counter, variant, 62 random bits.
fn compose(now: Timestamp, counter: u16, random: u64) -> Identifier {
    let millisecond = u64::try_from(now.as_millisecond()).unwrap_or(0) & 0xffff_ffff_ffff;
    let (high, low) = (millisecond >> 16, millisecond & 0xffff);
    let tail = (random & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000;
    let (variant, node) = (tail >> 48, tail & 0xffff_ffff_ffff);
    Identifier(format!("{high:08x}-{low:04x}-7{counter:03x}-{variant:04x}-{node:012x}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Goal: identifiers read back, and a later one sorts after an earlier one.
        /// Method: random times, counters and bits, composed directly.
        #[test]
        fn sorts_by_time(
            a in 0_i64..0xffff_ffff_ffff,
            gap in 1_i64..1_000_000,
            c in 0_u16..4096,
            d in 0_u16..4096,
            r: u64,
            s: u64,
        ) {
            let at = |ms: i64| Timestamp::from_millisecond(ms.min(253_402_207_200_000)).unwrap();
            let (first, second) = (compose(at(a), c, r), compose(at(a + gap), d, s));
            prop_assert_eq!(first.as_str().parse::<Identifier>().unwrap(), first.clone());
            if a + gap < 253_402_207_200_000 {
                prop_assert!(first < second);
            }
        }

        /// Goal: no text makes reading panic, and only the exact form is accepted.
        /// Method: arbitrary text.
        #[test]
        fn reading_never_panics(text: String) {
            if let Ok(identifier) = text.parse::<Identifier>() {
                prop_assert_eq!(identifier.as_str(), text);
            }
        }
    }

    /// Goal: identifiers made at one moment differ and keep their order. Method: make 1,000.
    #[test]
    fn same_moment_differs() {
        let at: Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let made: std::collections::BTreeSet<_> = (0..1000).map(|_| make(at).unwrap()).collect();
        assert_eq!(made.len(), 1000);
    }
}
