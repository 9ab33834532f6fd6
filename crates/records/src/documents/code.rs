//! Verification codes: what is read from a paper and typed to find out whether it is genuine.

use super::error::Error;
use crate::content_hash::ContentHash;
use std::fmt;
use std::str::FromStr;

/// The signs of a code. None is taken for another: of O and 0, of I, L and 1, of S and 5, of B and
/// 8, of Z and 2, of G and 6 and of U and V no two are here. Their number is prime, which is what
/// makes the check sign find every slip below.
const SIGNS: &[u8; 23] = b"34679ACDEFHJKMNPQRTVWXY";

/// How many signs a code has, the check sign included.
const LENGTH: usize = 12;

/// How many signs stand together.
const GROUP: usize = 4;

/// A code of twelve signs, the last of which checks the others: a wrong sign, and two signs that
/// changed places, are found.
///
/// About 50 bits of a hash over something that nobody can guess: a code cannot be found by trying.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

impl Code {
    /// The code of a document: always the same for the same document and content.
    pub fn of(document: &str, content_hash: &str) -> Code {
        let hash = ContentHash::new("verification code").text(document).text(content_hash);
        let hash = hash.finish();
        let base = u64::try_from(SIGNS.len()).unwrap_or(1);
        let mut rest = hash.get(..16).and_then(|head| u64::from_str_radix(head, 16).ok());
        let mut values = Vec::with_capacity(LENGTH);
        for _ in 1..LENGTH {
            let left = rest.unwrap_or_default();
            values.push(usize::try_from(left % base).unwrap_or_default());
            rest = Some(left / base);
        }
        values.push(check(&values));
        Code(
            values
                .into_iter()
                .filter_map(|value| SIGNS.get(value))
                .map(|s| char::from(*s))
                .collect(),
        )
    }

    /// Without the hyphens, as it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The value of the check sign after these: the weighted sum over all signs is divisible by their
/// number.
fn check(values: &[usize]) -> usize {
    let sum = weighted(values) % SIGNS.len();
    // The last weight is LENGTH; its inverse is the weight whose product with it leaves 1.
    let wanted = SIGNS.len().saturating_sub(sum) % SIGNS.len();
    (0..SIGNS.len()).find(|value| (value * LENGTH) % SIGNS.len() == wanted).unwrap_or_default()
}

fn weighted(values: &[usize]) -> usize {
    values.iter().zip(1_usize..).map(|(value, weight)| value.saturating_mul(weight)).sum()
}

impl fmt::Display for Code {
    /// In groups of four, as it is printed and read aloud.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, sign) in self.0.chars().enumerate() {
            if at > 0 && at % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{sign}")?;
        }
        Ok(())
    }
}

impl FromStr for Code {
    type Err = Error;

    /// Reads a code as people type it: small letters, spaces and hyphens do not matter.
    fn from_str(text: &str) -> Result<Code, Error> {
        let mut values = Vec::with_capacity(LENGTH);
        let mut signs = String::with_capacity(LENGTH);
        for sign in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '‑'))
        {
            let upper = sign.to_ascii_uppercase();
            let value = SIGNS.iter().position(|own| char::from(*own) == upper);
            values.push(value.ok_or(Error::CodeInvalid)?);
            signs.push(upper);
            if values.len() > LENGTH {
                return Err(Error::CodeInvalid);
            }
        }
        let fits = values.len() == LENGTH && weighted(&values).is_multiple_of(SIGNS.len());
        if fits { Ok(Code(signs)) } else { Err(Error::CodeInvalid) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Goal: a code is read as it is printed, however it is typed; one wrong sign or any two
        /// signs that changed places are found. Method: random codes and slips.
        #[test]
        fn slips_are_found(
            document: String,
            hash: String,
            at in 0..LENGTH,
            to in 0..LENGTH,
            by in 1..SIGNS.len(),
        ) {
            let code = Code::of(&document, &hash);
            prop_assert_eq!(code.as_str().len(), LENGTH);
            let printed = code.to_string();
            prop_assert_eq!(printed.len(), LENGTH + 2);
            prop_assert_eq!(printed.parse::<Code>().unwrap(), code.clone());
            let typed = printed.to_lowercase().replace('-', " ");
            prop_assert_eq!(typed.parse::<Code>().unwrap(), code.clone());
            let mut signs: Vec<u8> = code.as_str().bytes().collect();
            let value = SIGNS.iter().position(|sign| *sign == signs[at]).unwrap();
            let kept = signs.clone();
            signs[at] = SIGNS[(value + by) % SIGNS.len()];
            prop_assert!(String::from_utf8(signs).unwrap().parse::<Code>().is_err());
            let mut swapped = kept.clone();
            swapped.swap(at, to);
            let read = String::from_utf8(swapped.clone()).unwrap().parse::<Code>();
            prop_assert_eq!(read.is_ok(), swapped == kept);
        }

        /// Goal: no text makes reading panic. Method: arbitrary text.
        #[test]
        fn reading_never_panics(text: String) {
            let _ = text.parse::<Code>();
        }
    }

    /// Goal: no two signs look alike. Method: the pairs that are taken for one another.
    #[test]
    fn no_lookalikes() {
        for pair in ["O0", "I1", "L1", "S5", "B8", "Z2", "G6", "UV", "IL"] {
            let both = pair.bytes().filter(|sign| SIGNS.contains(sign)).count();
            assert!(both < 2, "{pair}");
        }
    }
}
