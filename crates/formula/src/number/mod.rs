//! Numbers: how they are held, added, rounded, shared out and compared.
//!
//! Everything here is written once for two kinds of number. [`Decimal`] is the official one: 34
//! significant digits, half even after each operation, sums exact. `f64` is the fast one for
//! simulation. A formula is evaluated by the same code over either, through [`Number`], so that the
//! two can differ only by the noise of their last digits, and the settling before each rounding
//! takes that noise away.
//!
//! Nothing here knows a formula, a row's name or a language: errors are typed and name a position;
//! who calls them says them to the reader. The reasons and the measured figures stand in
//! `docs/design/numbers.md`.

mod decimal;
mod decimal_text;
mod exact_sum;
mod fill;
mod float;
mod float_sum;
mod keeping_sum;
mod operations;
mod order;
mod powers;
mod rounding;
mod share;
mod share_in_rounds;
mod wide;

#[cfg(test)]
mod tests;

pub use decimal::Decimal;
pub use decimal_text::NotADecimal;
pub use exact_sum::DecimalSum;
pub use fill::{FillError, Filled, fill};
pub(crate) use float::units_in_one;
pub use float_sum::FloatSum;
pub use keeping_sum::{KeepError, KeptSum, TieRank, round_keeping_sum};
pub use order::classes;
pub use share::{ShareError, ShareOptions, ShareRow, ShareSolution, share};
pub use share_in_rounds::{RoundsSolution, share_in_rounds};

use crate::syntax::ast::RoundMode;
use std::cmp::Ordering;
use std::fmt::Debug;

/// Why an operation has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ArithmeticError {
    /// The result is too large, or too close to zero without being it, to be held.
    #[error("the result is outside the range of numbers")]
    Overflow,
    /// Something was divided by zero.
    #[error("division by zero")]
    DivisionByZero,
    /// There is no such number: the logarithm of zero, the root of a negative number, a negative
    /// power of zero.
    #[error("the operation is not defined for these numbers")]
    NotDefined,
}

/// What the evaluator computes with: [`Decimal`] (official) or `f64` (simulation).
///
/// No operation yields NaN or an infinity: what cannot be held is an [`ArithmeticError`].
pub trait Number: Copy + Debug + PartialEq + Send + Sync + 'static {
    /// Whether results may be called official.
    const OFFICIAL: bool;

    /// Adds without rounding until the total is asked for.
    type Sum: ExactSum<Self>;

    /// The nearest number to a decimal. One beyond the range of `f64` becomes its largest.
    fn from_decimal(value: Decimal) -> Self;

    /// The decimal with the fewest digits that stands for this number.
    fn to_decimal(self) -> Option<Decimal>;

    /// A whole number.
    fn from_i64(value: i64) -> Self;

    /// The whole number that this is, if it is one and fits.
    fn to_i64_exact(self) -> Option<i64>;

    /// Zero.
    fn zero() -> Self {
        Self::from_i64(0)
    }

    /// One.
    fn one() -> Self {
        Self::from_i64(1)
    }

    /// Sum of two.
    fn add(self, other: Self) -> Result<Self, ArithmeticError>;

    /// Difference.
    fn sub(self, other: Self) -> Result<Self, ArithmeticError>;

    /// Product.
    fn mul(self, other: Self) -> Result<Self, ArithmeticError>;

    /// Quotient.
    fn div(self, other: Self) -> Result<Self, ArithmeticError>;

    /// `self * factor / divisor`: multiplied first and divided once. `Decimal` holds the product in
    /// full, so that only the quotient is rounded; `f64` rounds both.
    fn mul_div(self, factor: Self, divisor: Self) -> Result<Self, ArithmeticError>;

    /// With the other sign.
    fn neg(self) -> Self;

    /// Without sign.
    fn abs(self) -> Self;

    /// Whether it is zero.
    fn is_zero(self) -> bool;

    /// Whether it is below zero.
    fn is_negative(self) -> bool;

    /// Whole power. `0^0` is one; a negative power of zero is not defined.
    fn powi(self, exponent: i64) -> Result<Self, ArithmeticError>;

    /// Natural logarithm of a number above zero.
    fn ln(self) -> Result<Self, ArithmeticError>;

    /// `e` to this power.
    fn exp(self) -> Result<Self, ArithmeticError>;

    /// Square root of a number that is not below zero.
    fn sqrt(self) -> Result<Self, ArithmeticError>;

    /// Any power of a number that is not below zero; of a negative one only whole powers.
    fn pow(self, exponent: Self) -> Result<Self, ArithmeticError>;

    /// Order in which numbers that agree in 20 digits (`Decimal`) or 11 digits (`f64`) are equal:
    /// those whose difference is at most that part of the larger one. Zero equals only zero.
    ///
    /// Equality of this kind does not chain (a = b and b = c do not give a = c), so never sort by
    /// it: sort by [`Number::total_order`], or ask [`classes`].
    fn compare(self, other: Self) -> Ordering;

    /// Strict order by value, to the last digit.
    fn total_order(self, other: Self) -> Ordering;

    /// The number counted in a unit above zero and settled: freed of the noise of division at 12
    /// decimals of the unit (`Decimal`), or at 6 decimals or 15 digits, whichever is coarser
    /// (`f64`).
    fn settled_units(self, unit: Self) -> Result<Self, ArithmeticError>;

    /// A part of a unit, settled as coarsely as a number of units of the size of `largest`: parts
    /// that are equal before that size has left its noise on one of them are equal again.
    fn settled_part(self, largest: Self) -> Self;

    /// The whole number next to it, as the mode says.
    fn whole(self, mode: RoundMode) -> Self;

    /// So many units. The inverse of [`Number::settled_units`] for whole counts.
    fn of_units(self, unit: Self) -> Result<Self, ArithmeticError>;

    /// Rounds to a multiple of a unit above zero: settles first, then applies the mode.
    fn round_to(self, unit: Self, mode: RoundMode) -> Result<Self, ArithmeticError> {
        self.settled_units(unit)?.whole(mode).of_units(unit)
    }
}

/// Adds numbers of which no digit is lost before the total, so that their order does not matter.
pub trait ExactSum<N>: Clone + Default {
    /// Adds one more.
    fn add(&mut self, value: N) -> Result<(), ArithmeticError>;

    /// The total, rounded once.
    fn total(&self) -> Result<N, ArithmeticError>;
}

/// The exact sum, rounded once; zero for none.
pub fn sum<N: Number>(values: impl IntoIterator<Item = N>) -> Result<N, ArithmeticError> {
    let mut sum = N::Sum::default();
    for value in values {
        sum.add(value)?;
    }
    sum.total()
}
