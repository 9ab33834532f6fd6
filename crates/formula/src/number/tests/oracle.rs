//! Slow and simple arithmetic on fractions of whole numbers of any length, which shares no code
//! with what it judges.

use crate::number::Decimal;
use dashu_int::IBig;
use dashu_int::ops::{Abs, DivRem};

/// An exact fraction; the denominator is above zero.
#[derive(Debug, Clone)]
pub(super) struct Fraction {
    pub(super) numerator: IBig,
    pub(super) denominator: IBig,
}

impl Fraction {
    pub(super) fn of(value: Decimal) -> Fraction {
        let text = value.to_canonical();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        Fraction {
            numerator: format!("{whole}{decimals}").parse().unwrap(),
            denominator: IBig::from(10).pow(decimals.len()),
        }
    }

    pub(super) fn plus(&self, other: &Fraction) -> Fraction {
        Fraction {
            numerator: &self.numerator * &other.denominator + &other.numerator * &self.denominator,
            denominator: &self.denominator * &other.denominator,
        }
    }

    pub(super) fn times(&self, other: &Fraction) -> Fraction {
        Fraction {
            numerator: &self.numerator * &other.numerator,
            denominator: &self.denominator * &other.denominator,
        }
    }

    pub(super) fn over(&self, other: &Fraction) -> Fraction {
        let sign = if other.numerator < IBig::ZERO { -1 } else { 1 };
        Fraction {
            numerator: &self.numerator * &other.denominator * sign,
            denominator: &self.denominator * (&other.numerator).abs(),
        }
    }

    /// Rounded half even to 34 digits by counting them out.
    pub(super) fn to_decimal(&self) -> Decimal {
        let negative = self.numerator < IBig::ZERO;
        let mut numerator = (&self.numerator).abs();
        let mut denominator = self.denominator.clone();
        if numerator == IBig::ZERO {
            return Decimal::ZERO;
        }
        let ten = IBig::from(10);
        let (low, high) = (ten.pow(33), ten.pow(34));
        let mut exponent = 0_i16;
        while numerator < &low * &denominator {
            numerator *= 10;
            exponent -= 1;
        }
        while numerator >= &high * &denominator {
            denominator *= 10;
            exponent += 1;
        }
        let (mut kept, remainder) = numerator.div_rem(&denominator);
        let twice = remainder * 2;
        let odd = &kept % IBig::from(2) == IBig::from(1);
        if twice > denominator || (twice == denominator && odd) {
            kept += 1;
        }
        let kept = i128::try_from(&kept).unwrap();
        Decimal::from_parts(if negative { -kept } else { kept }, exponent).unwrap()
    }
}
