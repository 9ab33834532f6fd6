//! Hashes over several texts without ambiguity: each part enters with its length, so that
//! `"ab" + "c"` and `"a" + "bc"` differ.

use sha2::{Digest, Sha256};

/// A SHA-256 being made from named parts.
#[derive(Debug, Clone)]
pub struct ContentHash(Sha256);

impl ContentHash {
    /// Begins a hash of one purpose, so that hashes of different things never meet.
    pub fn new(purpose: &str) -> ContentHash {
        ContentHash(Sha256::new()).text(purpose)
    }

    /// Adds a text.
    pub fn text(mut self, part: &str) -> ContentHash {
        // A usize fits 64 bits on every machine Rust supports.
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        self.0.update([1]);
        self.0.update(length.to_be_bytes());
        self.0.update(part.as_bytes());
        self
    }

    /// Adds a text that may be absent; absent differs from empty.
    pub fn optional(mut self, part: Option<&str>) -> ContentHash {
        match part {
            Some(text) => self.text(text),
            None => {
                self.0.update([0]);
                self
            }
        }
    }

    /// Adds a whole number.
    pub fn number(self, part: i64) -> ContentHash {
        self.text(&part.to_string())
    }

    /// The hash, as 64 hexadecimal digits.
    pub fn finish(self) -> String {
        hex::encode(self.0.finalize())
    }
}

/// The plain SHA-256 of bytes, as `sha256sum` prints it.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// A plain SHA-256 of bytes that come piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Pieces(Sha256);

impl Pieces {
    /// Adds the next piece.
    pub fn take(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// What [`sha256`] says of all pieces together.
    pub fn finish(self) -> String {
        hex::encode(self.0.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Goal: where one part ends and the next begins matters.
        /// Method: move characters over the border of two random parts.
        #[test]
        fn borders_matter(a in "[a-z]{1,8}", b in "[a-z]{0,8}") {
            let whole = format!("{a}{b}");
            let two = ContentHash::new("t").text(&a).text(&b).finish();
            prop_assert_ne!(&two, &ContentHash::new("t").text(&whole).text("").text("").finish());
            prop_assert_ne!(&two, &ContentHash::new("t").text(&whole).finish());
        }
    }

    /// Goal: absent is not empty, and the plain hash is the known one. Method: fixed examples.
    #[test]
    fn absent_is_not_empty() {
        let with = |part| ContentHash::new("t").optional(part).finish();
        assert_ne!(with(None), with(Some("")));
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
