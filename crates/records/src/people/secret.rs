//! What nobody may read: tokens that we make, and secrets that people type.

use crate::content_hash::ContentHash;
use crate::error::Error;
use crate::identity;
use std::fmt;

/// What is printed instead of a secret.
const REDACTED: &str = "[redacted]";

/// 256 random bits that prove something to whoever shows them: a session, a device, a link. Only
/// its hash is kept: it has so many values that the hash gives none of them away.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// `randomness-unavailable`.
    pub fn make() -> Result<Token, Error> {
        Ok(Token(hex::encode(identity::random::<32>()?)))
    }

    /// The token of a text, as it comes in a cookie or an address; none when it cannot be one.
    pub fn read(text: &str) -> Option<Token> {
        let fits = text.len() == 64
            && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        fits.then(|| Token(text.to_owned()))
    }

    /// The text, for a cookie or a link, and for nothing else.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it, for one purpose: hashes for different purposes never meet.
    pub fn hash(&self, purpose: &str) -> String {
        ContentHash::new(purpose).text(&self.0).finish()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// A password or code as someone typed it. It prints as `[redacted]`, is never serialised, and a
/// command that carries one leaves it out of the hash of the request.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// What was typed.
    pub fn new(text: impl Into<String>) -> Secret {
        Secret(text.into())
    }

    /// The text, for hashing and comparing, and for nothing else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: a secret does not print itself, and only the form of a token is read as one. Method:
    /// print both; texts that are no token.
    #[test]
    fn secrets_do_not_print() {
        let token = Token::make().unwrap();
        let printed = format!("{token:?} {:?}", Secret::new("correct horse"));
        assert_eq!(printed, "[redacted] [redacted]");
        assert_eq!(Token::read(token.reveal()), Some(token.clone()));
        assert_ne!(token, Token::make().unwrap());
        assert_ne!(token.hash("session"), token.hash("device"));
        for text in ["", "ab", &"A".repeat(64), &"é".repeat(32), &"g".repeat(64)] {
            assert_eq!(Token::read(text), None, "{text}");
        }
    }
}
