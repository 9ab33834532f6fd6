//! Units: what a number counts or measures, checked so that persons are never added to euros.

use std::collections::BTreeMap;
use std::fmt;

/// A product of named units with whole powers, in normal form: `EUR/person` is EUR¹ person⁻¹.
///
/// `%` is not a unit but a hundredth; a column or parameter declared in `%` has the plain unit and
/// remembers the sign for showing only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Unit {
    powers: BTreeMap<String, i8>,
}

impl Unit {
    /// The unit of a plain number.
    pub fn plain() -> Unit {
        Unit::default()
    }

    /// A single named unit.
    pub fn named(name: &str) -> Unit {
        Unit::from_factors([(name.to_owned(), 1)])
    }

    /// From factors; equal names add up.
    pub fn from_factors(factors: impl IntoIterator<Item = (String, i8)>) -> Unit {
        let mut powers: BTreeMap<String, i8> = BTreeMap::new();
        for (name, power) in factors {
            let sum = powers.entry(name).or_default();
            *sum = sum.saturating_add(power);
        }
        powers.retain(|_, power| *power != 0);
        Unit { powers }
    }

    /// Whether it is the unit of a plain number.
    pub fn is_plain(&self) -> bool {
        self.powers.is_empty()
    }

    /// The named factors with their powers, in order of name.
    pub fn factors(&self) -> impl Iterator<Item = (&str, i8)> {
        self.powers.iter().map(|(name, power)| (name.as_str(), *power))
    }

    /// The unit of a product.
    pub fn times(&self, other: &Unit) -> Unit {
        Unit::from_factors(self.powers.clone().into_iter().chain(other.powers.clone()))
    }

    /// The unit of a quotient.
    pub fn over(&self, other: &Unit) -> Unit {
        self.times(&other.inverse())
    }

    /// One over it.
    pub fn inverse(&self) -> Unit {
        Unit { powers: self.powers.iter().map(|(n, p)| (n.clone(), p.saturating_neg())).collect() }
    }

    /// The unit of a whole power.
    pub fn power(&self, exponent: i8) -> Unit {
        Unit::from_factors(self.powers.iter().map(|(n, p)| (n.clone(), p.saturating_mul(exponent))))
    }

    /// Whether it is money of some currency, alone or per something else.
    pub fn is_money(&self) -> bool {
        self.powers.iter().any(|(name, power)| *power == 1 && is_currency(name))
    }

    /// The factor that turns a value of this unit into one of the other, as an exact fraction
    /// (numerator, denominator): month-year, hour-minute, m2-ha-km2; never day-month, never
    /// currencies. `None` when the two do not convert exactly.
    pub fn conversion(&self, to: &Unit) -> Option<(i64, i64)> {
        let mut fraction = (1_i64, 1_i64);
        let mut left: BTreeMap<&'static str, i8> = BTreeMap::new();
        let rest = |unit: &Unit| -> Unit {
            Unit {
                powers: unit
                    .powers
                    .iter()
                    .filter(|(name, _)| scale_of(name).is_none())
                    .map(|(n, p)| (n.clone(), *p))
                    .collect(),
            }
        };
        if rest(self) != rest(to) {
            return None;
        }
        for (unit, sign) in [(self, 1_i8), (to, -1_i8)] {
            for (name, power) in &unit.powers {
                let Some((base, size)) = scale_of(name) else { continue };
                let power = power.saturating_mul(sign);
                let sum = left.entry(base).or_default();
                *sum = sum.saturating_add(power);
                for _ in 0..power.unsigned_abs() {
                    if power > 0 {
                        fraction.0 = fraction.0.checked_mul(size)?;
                    } else {
                        fraction.1 = fraction.1.checked_mul(size)?;
                    }
                }
            }
        }
        if left.values().any(|power| *power != 0) {
            return None;
        }
        let divisor = greatest_common_divisor(fraction.0, fraction.1);
        Some((fraction.0.checked_div(divisor)?, fraction.1.checked_div(divisor)?))
    }
}

/// Units that convert exactly: the base and the size in it.
fn scale_of(name: &str) -> Option<(&'static str, i64)> {
    match name {
        "month" => Some(("month", 1)),
        "year" => Some(("month", 12)),
        "minute" => Some(("minute", 1)),
        "hour" => Some(("minute", 60)),
        "day" => Some(("day", 1)),
        "week" => Some(("day", 7)),
        "m2" => Some(("m2", 1)),
        "ha" => Some(("m2", 10_000)),
        "km2" => Some(("m2", 1_000_000)),
        "m" => Some(("m", 1)),
        "km" => Some(("m", 1_000)),
        _ => None,
    }
}

/// Whether the name is an ISO 4217 currency code by form: three capitals.
pub fn is_currency(name: &str) -> bool {
    name.len() == 3 && name.bytes().all(|b| b.is_ascii_uppercase()) && name != "FTE"
}

fn greatest_common_divisor(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a.max(1)
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let write = |f: &mut fmt::Formatter<'_>, name: &str, power: i8| -> fmt::Result {
            if power == 1 { f.write_str(name) } else { write!(f, "{name}^{power}") }
        };
        let mut first = true;
        // Money reads first: EUR/person, not 1/person*EUR.
        let mut above: Vec<_> = self.factors().filter(|(_, power)| *power > 0).collect();
        above.sort_by_key(|(name, _)| (!is_currency(name), name.to_string()));
        for (name, power) in above {
            if !first {
                f.write_str("*")?;
            }
            write(f, name, power)?;
            first = false;
        }
        if first {
            f.write_str(if self.is_plain() { "number" } else { "1" })?;
        }
        for (name, power) in self.factors().filter(|(_, power)| *power < 0) {
            f.write_str("/")?;
            write(f, name, power.saturating_neg())?;
        }
        Ok(())
    }
}
