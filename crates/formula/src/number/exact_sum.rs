//! Exact sums of official numbers.

use super::decimal::rounded;
use super::{ArithmeticError, Decimal, ExactSum, powers, wide};
use ethnum::{I256, U256};

/// A sum of official numbers that loses no digit: for each power of ten that occurs, how many of it
/// there are, in 256 bits. It is rounded once, half even, when the total is asked for.
#[derive(Debug, Clone, Default)]
pub struct DecimalSum {
    /// Counts by exponent, the lowest first.
    counts: Vec<(i32, I256)>,
    /// Where the last number went; the next one mostly goes there too.
    last: usize,
}

impl DecimalSum {
    fn place_of(&mut self, exponent: i32) -> usize {
        match self.counts.binary_search_by_key(&exponent, |(at, _)| *at) {
            Ok(place) => place,
            Err(place) => {
                self.counts.insert(place, (exponent, I256::ZERO));
                place
            }
        }
    }

    /// The total counted in the lowest power of ten, if 256 bits hold it.
    fn aligned(&self) -> Option<(I256, i32)> {
        let (lowest, _) = *self.counts.first()?;
        let mut total = I256::ZERO;
        for (exponent, count) in &self.counts {
            if *count == I256::ZERO {
                continue;
            }
            let power = wide::wide_power_of_ten(u32::try_from(exponent - lowest).ok()?)?;
            total = total.checked_add(count.checked_mul(power.as_i256())?)?;
        }
        Some((total, lowest))
    }
}

impl ExactSum<Decimal> for DecimalSum {
    fn add(&mut self, value: Decimal) -> Result<(), ArithmeticError> {
        let (coefficient, exponent) = value.parts();
        if self.counts.get(self.last).is_none_or(|(at, _)| *at != exponent) {
            self.last = self.place_of(exponent);
        }
        let Some((_, count)) = self.counts.get_mut(self.last) else {
            return Err(ArithmeticError::Overflow);
        };
        // 10^42 numbers would have to be added before this could fail.
        *count = count.checked_add(I256::new(coefficient)).ok_or(ArithmeticError::Overflow)?;
        Ok(())
    }

    fn total(&self) -> Result<Decimal, ArithmeticError> {
        if self.counts.is_empty() {
            return Ok(Decimal::ZERO);
        }
        // Digits are counted right below 10^76, and what is longer goes the long way.
        match self.aligned() {
            Some((total, exponent)) if total.unsigned_abs() < U256::MAX / 10 => {
                rounded(total.is_negative(), total.unsigned_abs(), false, exponent)
            }
            _ => powers::total_of_any_length(&self.counts),
        }
    }
}
