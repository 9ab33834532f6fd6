//! Whole cents: how money lies in a row.

use crate::error::Error;
use std::fmt;
use std::str::FromStr;

/// An amount in whole cents of one currency. Sums are checked; there is no float anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cents(pub i64);

impl Cents {
    /// The sum of two amounts; `None` when it does not fit 64 bits.
    pub fn plus(self, other: Cents) -> Option<Cents> {
        self.0.checked_add(other.0).map(Cents)
    }

    /// The sum of many amounts; `None` when it does not fit 64 bits.
    pub fn sum(amounts: impl IntoIterator<Item = Cents>) -> Option<Cents> {
        amounts.into_iter().try_fold(Cents(0), Cents::plus)
    }
}

impl fmt::Display for Cents {
    /// As a plain decimal with two places: `-12.05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        write!(f, "{sign}{whole}.{rest:02}")
    }
}

impl FromStr for Cents {
    type Err = Error;

    /// Reads a plain decimal that is a whole number of cents: `312450`, `312450.7`, `312450.70`,
    /// `312450.7000`. Anything finer than a cent is refused, never rounded.
    fn from_str(text: &str) -> Result<Cents, Error> {
        cents(text).map(Cents).ok_or_else(|| Error::value("cents", text))
    }
}

fn cents(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let exact = fraction.trim_end_matches('0');
    let spoiled = digits.ends_with('.') || !all_digits(whole) || !all_digits(fraction);
    if whole.is_empty() || spoiled || exact.len() > 2 {
        return None;
    }
    let signed: i64 =
        format!("{}{whole}{exact:0<2}", if negative { "-" } else { "" }).parse().ok()?;
    Some(signed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Goal: every amount reads back from its own text. Method: all of i64.
        #[test]
        fn round_trip(amount: i64) {
            prop_assert_eq!(Cents(amount).to_string().parse::<Cents>().unwrap(), Cents(amount));
        }

        /// Goal: no text makes reading panic. Method: arbitrary text.
        #[test]
        fn never_panics(text: String) {
            let _ = text.parse::<Cents>();
        }
    }

    /// Goal: only exact cents are accepted. Method: examples on both sides of the line.
    #[test]
    fn examples() {
        let read = |text: &str| text.parse::<Cents>().ok().map(|cents| cents.0);
        assert_eq!(read("312450"), Some(31_245_000));
        assert_eq!(read("-0.5"), Some(-50));
        assert_eq!(read("1.2300"), Some(123));
        for bad in ["", "-", ".", "1.", ".5", "1.234", "1,5", "1e3", "+1", "99999999999999999999"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
