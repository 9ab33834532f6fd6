//! A form whose session has ended, kept until its owner has signed in again, and other things that
//! travel through the browser unread.
//!
//! Nothing of it is stored here: it is sealed (ChaCha20-Poly1305, RFC 8439) under a key that this
//! process alone has, bound to the account whose session it was, and carried in the pages of
//! signing in. Whoever else sits at the screen cannot read it, and it opens for that account
//! alone. Fields that hold a secret are left out. After a restart of the program it cannot be
//! opened any more.

use records::people::Token;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use std::sync::Arc;

/// The longest text that is kept, in bytes.
const BYTES_MAX: usize = 100_000;

/// Seals and opens.
#[derive(Clone)]
pub(crate) struct Sealer(Arc<LessSafeKey>);

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer([redacted])")
    }
}

impl Sealer {
    /// With a key of its own.
    pub(crate) fn new() -> Result<Sealer, records::Error> {
        let bytes = records::identity::random::<32>()?;
        let fault = || records::Error::value("key", "");
        let key = UnboundKey::new(&CHACHA20_POLY1305, &bytes).map_err(|_| fault())?;
        Ok(Sealer(Arc::new(LessSafeKey::new(key))))
    }

    /// A text sealed for someone, in hexadecimal; none when it is too long.
    pub(crate) fn seal(&self, whom: &str, text: &str) -> Option<String> {
        if text.len() > BYTES_MAX {
            return None;
        }
        let nonce = records::identity::random::<NONCE_LEN>().ok()?;
        let mut bytes = text.as_bytes().to_vec();
        let (aad, own) = (Aad::from(whom.as_bytes()), Nonce::assume_unique_for_key(nonce));
        self.0.seal_in_place_append_tag(own, aad, &mut bytes).ok()?;
        Some(format!("{}{}", hex::encode(nonce), hex::encode(bytes)))
    }

    /// The text, if it was sealed here and for them.
    pub(crate) fn open(&self, whom: &str, sealed: &str) -> Option<String> {
        let bytes = hex::decode(sealed).ok()?;
        let (nonce, rest) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut rest = rest.to_vec();
        let text = self.0.open_in_place(nonce, Aad::from(whom.as_bytes()), &mut rest).ok()?;
        String::from_utf8(text.to_vec()).ok()
    }
}

/// A form with the address to which it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptForm {
    pub(crate) path: String,
    pub(crate) fields: Vec<(String, String)>,
}

impl KeptForm {
    pub(crate) fn seal(&self, sealer: &Sealer, account: &str) -> Option<String> {
        let text = serde_json::to_string(&(&self.path, &self.fields)).ok()?;
        sealer.seal(&format!("form/{account}"), &text)
    }

    pub(crate) fn open(sealer: &Sealer, account: &str, sealed: &str) -> Option<KeptForm> {
        let text = sealer.open(&format!("form/{account}"), sealed)?;
        let (path, fields) = serde_json::from_str(&text).ok()?;
        Some(KeptForm { path, fields })
    }
}

/// The token of forms under a session or a visit: nobody can make one who has not the cookie.
pub(crate) fn form_token(of: &Token) -> String {
    of.hash("form token")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: a kept form opens for its owner alone, unchanged, and shows nothing. Method: owner,
    /// another account, a changed text, another process.
    #[test]
    fn kept_forms_open_for_their_owner() {
        let sealer = Sealer::new().unwrap();
        let field = ("name".to_owned(), "Arta e vogël".to_owned());
        let form = KeptForm { path: "/sq/accounts".to_owned(), fields: vec![field] };
        let sealed = form.seal(&sealer, "a").unwrap();
        assert!(!sealed.contains("Arta") && !sealed.contains(&hex::encode("Arta")));
        assert_eq!(KeptForm::open(&sealer, "a", &sealed), Some(form));
        assert_eq!(KeptForm::open(&sealer, "b", &sealed), None);
        assert_eq!(KeptForm::open(&Sealer::new().unwrap(), "a", &sealed), None);
        let changed = sealed.replace(['0', '1'], "2");
        for text in ["", "zz", "00", &changed] {
            assert_eq!(KeptForm::open(&sealer, "a", text), None, "{text}");
        }
        assert_eq!(sealer.seal("a", &"x".repeat(BYTES_MAX + 1)), None);
    }
}
