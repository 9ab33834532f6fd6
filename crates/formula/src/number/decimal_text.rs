//! Official numbers as text: read exactly, written in full.

use super::decimal::held;
use super::rounding::at_place;
use super::{Decimal, wide};
use crate::syntax::ast::RoundMode;
use std::fmt;

impl Decimal {
    /// Reads an optional sign, digits and at most one point with digits on both sides. What cannot
    /// be held exactly (more than 34 significant digits) is refused, as are spaces and exponents.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (digits, ""),
        };
        if whole.is_empty() {
            return None;
        }
        let mut size = 0_u128;
        // Zeros wait until a digit follows: those at the end belong to the exponent.
        let mut waiting = 0_u32;
        for byte in whole.bytes().chain(fraction.bytes()) {
            match byte {
                b'0' if size == 0 => {}
                b'0' => waiting = waiting.checked_add(1)?,
                b'1'..=b'9' => {
                    let power = wide::power_of_ten(waiting.checked_add(1)?)?;
                    size = size.checked_mul(power)?.checked_add(u128::from(byte - b'0'))?;
                    waiting = 0;
                }
                _ => return None,
            }
        }
        if size >= wide::COEFFICIENT_LIMIT {
            return None;
        }
        let decimals = i32::try_from(fraction.len()).ok()?;
        held(negative, size, i32::try_from(waiting).ok()?.checked_sub(decimals)?).ok()
    }

    /// Exactly so many decimals, half away from zero, without grouping: for showing. What rounds to
    /// zero has no sign.
    pub fn to_fixed(self, decimals: u8) -> String {
        let place = -i32::from(decimals);
        let (coefficient, exponent) = at_place(self, place, RoundMode::HalfAwayFromZero).parts();
        let size = coefficient.unsigned_abs();
        if size == 0 {
            return plain(false, 0, 0, usize::from(decimals));
        }
        plain(coefficient < 0, size, exponent, usize::from(decimals))
    }

    /// The shortest plain form, which is the same for equal numbers and different for others: no
    /// exponent, no plus, no zeros at the end of a fraction, no point without a fraction.
    pub fn to_canonical(self) -> String {
        let (coefficient, exponent) = self.canonical_parts();
        plain(coefficient < 0, coefficient.unsigned_abs(), exponent, 0)
    }
}

/// Writes digits with the point in its place and at least so many decimals.
fn plain(negative: bool, size: u128, exponent: i32, decimals: usize) -> String {
    let digits = size.to_string();
    let up = usize::try_from(exponent).unwrap_or(0);
    let down = usize::try_from(-exponent).unwrap_or(0);
    let mut out = String::with_capacity(digits.len() + up + down + decimals + 3);
    if negative {
        out.push('-');
    }
    let (whole, fraction) = match digits.len().checked_sub(down) {
        Some(at) if at > 0 => digits.split_at_checked(at).unwrap_or((&digits, "")),
        _ => ("0", digits.as_str()),
    };
    out.push_str(whole);
    if size != 0 {
        out.extend(std::iter::repeat_n('0', up));
    }
    if down > 0 || decimals > 0 {
        out.push('.');
        out.extend(std::iter::repeat_n('0', down.saturating_sub(digits.len())));
        let written = if down > 0 { fraction } else { "" };
        out.push_str(written);
        out.extend(std::iter::repeat_n('0', decimals.saturating_sub(down)));
    }
    out
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.to_canonical())
    }
}

impl std::str::FromStr for Decimal {
    type Err = NotADecimal;

    fn from_str(text: &str) -> Result<Decimal, NotADecimal> {
        Decimal::parse(text).ok_or(NotADecimal)
    }
}

/// A text that is no number of at most 34 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number of at most 34 significant digits")]
pub struct NotADecimal;
