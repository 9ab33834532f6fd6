//! What is known about numbers before they are worked out: between which they lie, and how far
//! decimals of DuckDB are from them.
//!
//! DuckDB holds 38 digits. Whether the outcome of a step is among the numbers that it holds follows
//! from the ranges of its parts, and these in the end from the data.

use formula::number::{Decimal, Number};
use formula::syntax::ast::RoundMode;
use std::cmp::Ordering;

/// The digits of a decimal of DuckDB.
pub(super) const DIGITS: u32 = 38;

/// The bounds of a number, as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Known {
    /// Not less than this, and not more than that.
    pub(super) bounds: Option<(Decimal, Decimal)>,
}

/// A decimal of DuckDB with a fixed number of decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fixed {
    /// The least that it can be.
    pub(super) low: Decimal,
    /// The greatest.
    pub(super) high: Decimal,
    /// Its decimals.
    pub(super) scale: u32,
    /// By how much what is held can differ from the number.
    pub(super) error: Decimal,
}

/// One unit of the last of so many decimals.
pub(super) fn unit_of(scale: u32) -> Decimal {
    let exponent = i16::try_from(scale).unwrap_or(i16::MAX);
    Decimal::from_parts(1, -exponent).unwrap_or_default()
}

/// A power of ten.
pub(super) fn ten_to(power: u32) -> Decimal {
    Decimal::from_parts(1, i16::try_from(power).unwrap_or(i16::MAX)).unwrap_or_default()
}

/// The digits before the point of every number up to this size; one for those below one.
pub(super) fn whole_digits(size: Decimal) -> u32 {
    let text = size.abs().whole(RoundMode::Down).to_canonical();
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// The decimals that a number has.
pub(super) fn decimals(number: Decimal) -> u32 {
    let text = number.to_canonical();
    let fraction = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    u32::try_from(fraction).unwrap_or(u32::MAX)
}

pub(super) fn least(a: Decimal, b: Decimal) -> Decimal {
    if a.total_order(b) == Ordering::Greater { b } else { a }
}

pub(super) fn greatest(a: Decimal, b: Decimal) -> Decimal {
    if a.total_order(b) == Ordering::Less { b } else { a }
}

impl Known {
    /// Between two numbers.
    pub(super) fn between(low: Decimal, high: Decimal) -> Known {
        Known { bounds: Some((low, high)) }
    }

    /// The least and greatest outcome of an operation that is monotone in each operand, from the
    /// four corners.
    pub(super) fn corners(
        a: Known,
        b: Known,
        operation: impl Fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Known {
        let bounds = || {
            let ((a, b), (c, d)) = (a.bounds?, b.bounds?);
            let all = [operation(a, c)?, operation(a, d)?, operation(b, c)?, operation(b, d)?];
            let low = all.into_iter().reduce(least)?;
            let high = all.into_iter().reduce(greatest)?;
            Some((low, high))
        };
        Known { bounds: bounds() }
    }

    /// What holds for both.
    pub(super) fn either(self, other: Known) -> Known {
        let bounds = || {
            let ((a, b), (c, d)) = (self.bounds?, other.bounds?);
            Some((least(a, c), greatest(b, d)))
        };
        Known { bounds: bounds() }
    }

    /// The bounds of a sum of at most so many of such numbers.
    pub(super) fn times_up_to(self, count: usize) -> Known {
        let bounds = || {
            let (low, high) = self.bounds?;
            let count = Decimal::from_i64(i64::try_from(count).ok()?);
            let low = least(low.mul(count).ok()?, Decimal::ZERO);
            let high = greatest(high.mul(count).ok()?, Decimal::ZERO);
            Some((low, high))
        };
        Known { bounds: bounds() }
    }

    /// The bounds of a part of such a number.
    pub(super) fn up_from_zero(self) -> Known {
        let (zero, bounds) = (Decimal::ZERO, self.bounds);
        Known { bounds: bounds.map(|(low, high)| (least(low, zero), greatest(high, zero))) }
    }

    /// The bounds once moved by up to so much.
    pub(super) fn widened(self, by: Decimal) -> Known {
        let bounds = || {
            let (low, high) = self.bounds?;
            Some((low.sub(by).ok()?, high.add(by).ok()?))
        };
        Known { bounds: bounds() }
    }
}

impl Fixed {
    /// A decimal as it is written.
    pub(super) fn exact(number: Decimal) -> Option<Fixed> {
        let fixed =
            Fixed { low: number, high: number, scale: decimals(number), error: Decimal::ZERO };
        fixed.fits().then_some(fixed)
    }

    /// A number that is known to lie in a range, held with so many decimals.
    pub(super) fn held(known: Known, scale: u32, error: Decimal) -> Option<Fixed> {
        let (low, high) = known.bounds?;
        let fixed = Fixed { low, high, scale, error };
        fixed.fits().then_some(fixed)
    }

    /// The same held with as many decimals as fit, up to those wished.
    pub(super) fn held_with_up_to(known: Known, scale: u32, error: Decimal) -> Option<Fixed> {
        let (low, high) = known.bounds?;
        let size = greatest(low.abs(), high.abs()).add(error).ok()?;
        let room = DIGITS.checked_sub(whole_digits(size))?;
        Fixed::held(known, scale.min(room), error)
    }

    /// Its bounds.
    pub(super) fn known(&self) -> Known {
        Known::between(self.low, self.high)
    }

    /// The size of the largest of them.
    pub(super) fn size(&self) -> Decimal {
        greatest(self.low.abs(), self.high.abs())
    }

    /// The digits before the point.
    pub(super) fn whole_digits(&self) -> u32 {
        whole_digits(self.size().add(self.error).unwrap_or(self.size()))
    }

    /// Whether 38 digits hold it.
    fn fits(&self) -> bool {
        self.whole_digits().saturating_add(self.scale) <= DIGITS
    }

    /// Whether it is held to the last digit.
    pub(super) fn is_exact(&self) -> bool {
        self.error.is_zero()
    }

    /// The same with fewer decimals, rounded.
    pub(super) fn cut_to(self, scale: u32) -> Fixed {
        if scale >= self.scale {
            return self;
        }
        let error = self.error.add(unit_of(scale)).unwrap_or(self.error);
        Fixed { scale, error, ..self }
    }

    /// The size of the least number among them that is not zero; none where that is not known.
    pub(super) fn least_size(&self) -> Option<Decimal> {
        let inner = if !self.low.is_negative() && !self.low.is_zero() {
            self.low.sub(self.error).ok()
        } else if self.high.is_negative() {
            self.high.abs().sub(self.error).ok()
        } else {
            self.is_exact().then(|| unit_of(self.scale))
        };
        inner.filter(|size| !size.is_negative() && !size.is_zero())
    }
}
