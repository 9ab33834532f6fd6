//! The second factor: codes that change with time (TOTP, RFC 6238) and recovery codes.
//!
//! A code has six digits over HMAC-SHA-1 and steps of 30 seconds, which is what every application
//! for the purpose reads. One step before and one after the present one are taken, for clocks that
//! are not quite right (RFC 6238, section 5.2); a step that was taken is never taken again, nor one
//! before it.

use super::secret::Secret;
use crate::content_hash::ContentHash;
use crate::error::Error;
use crate::identity;
use jiff::Timestamp;
use ring::hmac;

/// Seconds of one step.
const STEP_SECONDS: i64 = 30;
/// How many steps a clock may be off.
const STEPS_OFF: i64 = 1;
/// A shared secret of 160 bits (RFC 4226, section 4).
const SECRET_BYTES: usize = 20;
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// How many recovery codes a person gets.
pub const RECOVERY_CODES: usize = 10;

/// The secret that an application for codes shares with us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotpSecret(Secret);

impl TotpSecret {
    /// A new one.
    ///
    /// # Errors
    /// `randomness-unavailable`.
    pub fn make() -> Result<TotpSecret, Error> {
        Ok(TotpSecret(Secret::new(base_32(&identity::random::<SECRET_BYTES>()?))))
    }

    /// The secret of a text in base 32.
    pub fn read(text: &str) -> Option<TotpSecret> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let bytes = from_base_32(&plain.to_ascii_uppercase())?;
        (bytes.len() >= SECRET_BYTES).then(|| TotpSecret(Secret::new(base_32(&bytes))))
    }

    /// In base 32, for the person to type into the application.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }

    /// The address that an application reads from a picture.
    pub fn address(&self, service: &str, account: &str) -> String {
        let plain = |text: &str| {
            let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-._@".contains(&byte);
            text.bytes().fold(String::new(), |mut out, byte| {
                match kept(byte) {
                    true => out.push(char::from(byte)),
                    false => out.push_str(&format!("%{byte:02X}")),
                }
                out
            })
        };
        let (service, account) = (plain(service), plain(account));
        format!("otpauth://totp/{service}:{account}?secret={}&issuer={service}", self.reveal())
    }

    /// The code of a step (RFC 4226, section 5.3).
    pub fn code(&self, step: i64) -> Secret {
        let bytes = from_base_32(self.reveal()).unwrap_or_default();
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let tag = tag.as_ref();
        let at = usize::from(tag.last().copied().unwrap_or_default() & 0x0f);
        let four = tag.get(at..).unwrap_or_default().iter().take(4);
        let number = four.fold(0_u32, |all, byte| (all << 8) | u32::from(*byte)) & 0x7fff_ffff;
        Secret::new(format!("{:06}", number % 1_000_000))
    }

    /// The step whose code was typed, if it may be taken: near the present and after the last one
    /// that was.
    pub fn step_of(&self, typed: &Secret, now: Timestamp, last: i64) -> Option<i64> {
        let typed = digits(typed)?;
        let present = step_at(now);
        let first = present.saturating_sub(STEPS_OFF).max(last.saturating_add(1));
        (first..=present.saturating_add(STEPS_OFF)).find(|step| self.code(*step).reveal() == typed)
    }
}

/// The step of a time.
pub fn step_at(now: Timestamp) -> i64 {
    now.as_second().div_euclid(STEP_SECONDS)
}

/// Six digits, blanks between them passed over.
fn digits(typed: &Secret) -> Option<String> {
    let plain: String = typed.reveal().chars().filter(|c| !c.is_whitespace()).collect();
    (plain.len() == 6 && plain.bytes().all(|byte| byte.is_ascii_digit())).then_some(plain)
}

fn base_32(bytes: &[u8]) -> String {
    let mut out = String::new();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits = bits.saturating_add(8);
        while bits >= 5 {
            bits = bits.saturating_sub(5);
            let five = usize::try_from((held >> bits) & 31).unwrap_or_default();
            out.push(char::from(BASE_32.get(five).copied().unwrap_or(b'A')));
            held &= (1 << bits) - 1;
        }
    }
    if bits > 0 {
        let five = usize::try_from((held << 5_u32.saturating_sub(bits)) & 31).unwrap_or_default();
        out.push(char::from(BASE_32.get(five).copied().unwrap_or(b'A')));
    }
    out
}

fn from_base_32(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for sign in text.bytes() {
        let five = BASE_32.iter().position(|known| *known == sign)?;
        held = ((held << 5) | u32::try_from(five).ok()?) & 0x0fff;
        bits = bits.saturating_add(5);
        if bits >= 8 {
            bits = bits.saturating_sub(8);
            out.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    Some(out)
}

/// New recovery codes: 80 random bits each, written in groups that can be read aloud.
///
/// # Errors
/// `randomness-unavailable`.
pub fn recovery_codes() -> Result<Vec<Secret>, Error> {
    let one = || {
        let text = base_32(&identity::random::<10>()?).to_lowercase();
        let groups: Vec<String> =
            text.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into()).collect();
        Ok(Secret::new(groups.join("-")))
    };
    (0..RECOVERY_CODES).map(|_| one()).collect()
}

/// What is kept of a recovery code of an account. It has so many values that a fast hash gives none
/// of them away.
pub fn recovery_hash(account: &str, typed: &Secret) -> String {
    let plain: String = typed.reveal().chars().filter(|c| c.is_alphanumeric()).collect();
    ContentHash::new("recovery code").text(account).text(&plain.to_lowercase()).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// Goal: codes are those of the standard. Method: the times of RFC 6238, appendix B, of whose
    /// eight digits the last six are ours.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = TotpSecret::read(&base_32(b"12345678901234567890")).unwrap();
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret.code(step_at(at(second))).reveal(), code, "{second}");
        }
    }

    /// Goal: a code is taken once, near its time only. Method: the same code again, one a step
    /// early and late, two steps late, with blanks, and texts that are no code.
    #[test]
    fn a_code_is_taken_once() {
        let secret = TotpSecret::make().unwrap();
        let now = at(1_790_000_000);
        let step = step_at(now);
        let typed = secret.code(step);
        assert_eq!(secret.step_of(&typed, now, 0), Some(step));
        assert_eq!(secret.step_of(&typed, now, step), None);
        assert_eq!(secret.step_of(&typed, at(1_790_000_030), 0), Some(step));
        assert_eq!(secret.step_of(&typed, at(1_790_000_000 - 30), 0), Some(step));
        assert_eq!(secret.step_of(&typed, at(1_790_000_000 + 90), 0), None);
        let (three, rest) = typed.reveal().split_at(3);
        let spaced = Secret::new(format!(" {three} {rest} "));
        assert_eq!(secret.step_of(&spaced, now, 0), Some(step));
        for text in ["", "12345", "1234567", "abcdef", "１２３４５６"] {
            assert_eq!(secret.step_of(&Secret::new(text), now, 0), None, "{text}");
        }
    }

    /// Goal: secrets and recovery codes read back as people type them. Method: random ones, in
    /// capitals, without hyphens.
    #[test]
    fn what_is_shown_is_read() {
        let secret = TotpSecret::make().unwrap();
        assert_eq!(TotpSecret::read(&secret.reveal().to_lowercase()), Some(secret.clone()));
        assert_eq!(TotpSecret::read("ABC"), None);
        assert!(secret.address("Peshore", "a b@c").starts_with("otpauth://totp/Peshore:a%20b@c?"));
        let codes = recovery_codes().unwrap();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let typed = Secret::new(codes[0].reveal().replace('-', " ").to_uppercase());
        assert_eq!(recovery_hash("a", &codes[0]), recovery_hash("a", &typed));
        assert_ne!(recovery_hash("a", &codes[0]), recovery_hash("b", &codes[0]));
        assert_ne!(codes[0], codes[1]);
    }
}
