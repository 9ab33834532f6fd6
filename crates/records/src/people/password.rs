//! Passwords: which are refused, and how they are kept.
//!
//! The rules are those of NIST SP 800-63B-4, section 3.1.1.2, for a password beside a second
//! factor, a little stricter: at least 12 characters, no demand for kinds of characters, no change
//! without a reason, and nothing that is guessed first: well-known passwords, the person's own name
//! and address, the name of the service, repetitions and rows of keys.
//!
//! Kept is Argon2id with the parameters that the OWASP Password Storage Cheat Sheet names first for
//! it: 19 MiB of memory, two passes, one lane (`m=19456, t=2, p=1`).

use super::Refusal;
use super::secret::Secret;
use crate::error::Error;
use crate::identity;
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

/// The fewest characters.
pub const CHARACTERS_MIN: usize = 12;
/// The most characters: hashing is work, and its length is in the hands of whoever types.
pub const CHARACTERS_MAX: usize = 200;

/// Memory of one hashing, in KiB (OWASP).
const MEMORY_KIB: u32 = 19_456;
/// Passes over it (OWASP).
const PASSES: u32 = 2;
/// Lanes (OWASP).
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;

/// How many passwords are hashed at the same time: 19 MiB each.
const AT_ONCE: usize = 3;
/// How many requests wait for their turn; more are sent away.
const WAITING_MAX: usize = 60;

/// Parts that are guessed first. What is left of a password without them, without digits and signs
/// and without the person's own words must still be long enough.
const COMMON: &str = include_str!("guessed_first.txt");
/// How many letters must be left. A phrase of words that are not on the list keeps nearly all.
const LEFT_MIN: usize = 5;
/// How many different characters a password needs at least.
const DIFFERENT_MIN: usize = 6;

/// Why a password cannot be taken; nothing when it can. `own` are the person's name and address.
pub fn refusal_of(password: &Secret, own: &[&str]) -> Option<Refusal> {
    let text = password.reveal();
    let length = text.chars().count();
    if length < CHARACTERS_MIN {
        return Some(Refusal::PasswordShort);
    }
    if length > CHARACTERS_MAX {
        return Some(Refusal::PasswordLong);
    }
    let small = text.to_lowercase();
    let mut different: Vec<char> = small.chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < DIFFERENT_MIN || is_repetition(&small) {
        return Some(Refusal::PasswordCommon);
    }
    let own: Vec<String> = own
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .filter(|part| part.chars().count() >= 3)
        .collect();
    let without_own = without(&small, own.iter().map(String::as_str));
    let is_personal = without_own.len() < small.len();
    let left = without(&without_own, COMMON.lines().filter(|line| !line.starts_with('#')));
    let letters = left.chars().filter(|c| c.is_alphabetic()).count();
    match letters >= LEFT_MIN || is_random(&left) {
        true => None,
        false if is_personal => Some(Refusal::PasswordPersonal),
        false => Some(Refusal::PasswordCommon),
    }
}

/// Signs and digits in no order that a person would type: many different ones left over, not
/// counting one that repeats, follows or precedes the one before it (`1234567890`).
fn is_random(left: &str) -> bool {
    let mut counted: Vec<char> = Vec::new();
    let mut before = None;
    for sign in left.chars() {
        let runs_on = before.is_some_and(|before: char| {
            u32::from(before).abs_diff(u32::from(sign)) <= 1 || (before, sign) == ('9', '0')
        });
        if !runs_on && !counted.contains(&sign) {
            counted.push(sign);
        }
        before = Some(sign);
    }
    counted.len() >= CHARACTERS_MIN.saturating_sub(2)
}

/// Whether a text is one beginning again and again: `abcabcabcabc`.
fn is_repetition(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    (1..=signs.len() / 2)
        .any(|period| signs.iter().zip(signs.iter().skip(period)).all(|(one, later)| one == later))
}

fn without<'a>(text: &str, parts: impl Iterator<Item = &'a str>) -> String {
    // The longest first, so that a part of a part is not left over.
    let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts.into_iter().fold(text.to_owned(), |text, part| text.replace(part, ""))
}

/// Hashes passwords away from the tasks that answer requests, a few at a time.
#[derive(Debug, Clone)]
pub struct Hasher {
    turns: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl Default for Hasher {
    fn default() -> Hasher {
        Hasher { turns: Arc::new(Semaphore::new(AT_ONCE)), waiting: Arc::default() }
    }
}

impl Hasher {
    /// What is kept of a password: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, the last two in
    /// hexadecimal.
    ///
    /// # Errors
    /// `people-busy` when too many wait; `randomness-unavailable`.
    pub async fn hash(&self, password: &Secret) -> Result<String, super::Error> {
        let salt = identity::random::<SALT_BYTES>()?;
        let hash = self.work(password, salt.to_vec(), (MEMORY_KIB, PASSES, LANES)).await?;
        let parameters = format!("m={MEMORY_KIB},t={PASSES},p={LANES}");
        Ok(format!("$argon2id$v=19${parameters}${}${}", hex::encode(salt), hex::encode(hash)))
    }

    /// Whether a password is the one of which this is kept. Without anything kept it takes as long
    /// and is never right.
    ///
    /// # Errors
    /// `people-busy` when too many wait; `database-value` when what is kept cannot be read.
    pub async fn fits(&self, password: &Secret, kept: Option<&str>) -> Result<bool, super::Error> {
        let (salt, expected, parameters) = match kept {
            Some(kept) => read(kept).ok_or_else(|| Error::value("account_password.hash", ""))?,
            None => (vec![0; SALT_BYTES], Vec::new(), (MEMORY_KIB, PASSES, LANES)),
        };
        let hash = self.work(password, salt, parameters).await?;
        let differs = hash.iter().zip(&expected).fold(0_u8, |all, (a, b)| all | (a ^ b));
        Ok(expected.len() == hash.len() && differs == 0)
    }

    async fn work(
        &self,
        password: &Secret,
        salt: Vec<u8>,
        (memory, passes, lanes): (u32, u32, u32),
    ) -> Result<[u8; HASH_BYTES], super::Error> {
        let password = password.clone();
        if password.reveal().chars().count() > CHARACTERS_MAX {
            return Err(Refusal::PasswordLong.into());
        }
        if self.waiting.fetch_add(1, Ordering::SeqCst) >= WAITING_MAX {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(Refusal::Busy.into());
        }
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        let done = tokio::task::spawn_blocking(move || {
            // The turn ends with the work, also when nobody waits for its answer any more.
            let _turn = turn;
            let mut hash = [0_u8; HASH_BYTES];
            let parameters = Params::new(memory, passes, lanes, Some(HASH_BYTES)).ok()?;
            Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
                .hash_password_into(password.reveal().as_bytes(), &salt, &mut hash)
                .ok()?;
            Some(hash)
        });
        match done.await {
            Ok(Some(hash)) => Ok(hash),
            _ => Err(Error::value("account_password.hash", "").into()),
        }
    }
}

type Kept = (Vec<u8>, Vec<u8>, (u32, u32, u32));

/// Salt, hash and parameters of what is kept.
fn read(kept: &str) -> Option<Kept> {
    let mut parts = kept.strip_prefix("$argon2id$v=19$")?.split('$');
    let (parameters, salt, hash) = (parts.next()?, parts.next()?, parts.next()?);
    let mut numbers = ["m=", "t=", "p="]
        .into_iter()
        .zip(parameters.split(','))
        .map(|(name, part)| -> Option<u32> { part.strip_prefix(name)?.parse().ok() });
    let numbers = (numbers.next()??, numbers.next()??, numbers.next()??);
    Some((hex::decode(salt).ok()?, hex::decode(hash).ok()?, numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: what is guessed first is refused with its reason, what is long and one's own is taken.
    /// Method: passwords of each kind.
    #[test]
    fn guessable_passwords_are_refused() {
        let own = ["Arta Krasniqi", "arta.krasniqi@example.org"];
        let why = |text: &str| refusal_of(&Secret::new(text), &own);
        assert_eq!(why("short1!Aa"), Some(Refusal::PasswordShort));
        assert_eq!(why(&"x1y2".repeat(60)), Some(Refusal::PasswordLong));
        for common in [
            "password1234",
            "Password2026!",
            "123456789012",
            "qwertyuiop12",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "fjalekalimi1",
            "Lozinka12345",
            "лозинка12345",
            "peshore-2026",
            "Kosova2026!!",
            "admin-admin1",
        ] {
            assert_eq!(why(common), Some(Refusal::PasswordCommon), "{common}");
        }
        for personal in ["krasniqi-arta", "Arta.Krasniqi1", "ArtaKrasniqi2026"] {
            assert_eq!(why(personal), Some(Refusal::PasswordPersonal), "{personal}");
        }
        for fine in [
            "correct horse battery",
            "tri zelena lonca",
            "dy dardha mbi mur",
            "три зелена лонца",
            "8362-9105-4477-3",
            "k7#Vq!x2Zp@9",
        ] {
            assert_eq!(why(fine), None, "{fine}");
        }
    }

    /// Goal: a password fits what is kept of it and nothing else does; the parameters are those
    /// named. Method: hash, compare, read.
    #[tokio::test]
    async fn kept_passwords_fit() {
        let hasher = Hasher::default();
        let password = Secret::new("correct horse battery");
        let kept = hasher.hash(&password).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(hasher.fits(&password, Some(&kept)).await.unwrap());
        assert!(!hasher.fits(&Secret::new("correct horse"), Some(&kept)).await.unwrap());
        assert!(!hasher.fits(&password, None).await.unwrap());
        assert_ne!(kept, hasher.hash(&password).await.unwrap());
        assert!(hasher.fits(&password, Some("$argon2id$v=19$x")).await.is_err());
    }

    /// Goal: many sign-ins at once use bounded memory, and those who would wait too long are told.
    /// Method: more requests than may wait.
    #[tokio::test]
    async fn hashing_is_bounded() {
        let hasher = Hasher::default();
        hasher.waiting.store(WAITING_MAX, Ordering::SeqCst);
        let refused = hasher.fits(&Secret::new("correct horse battery"), None).await;
        assert_eq!(refused.unwrap_err().id(), "people-busy");
        assert_eq!(hasher.waiting.load(Ordering::SeqCst), WAITING_MAX);
        assert_eq!(hasher.turns.available_permits(), AT_ONCE);
    }
}
