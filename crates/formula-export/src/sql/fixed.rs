//! Decimals of DuckDB: what 38 digits are proved to hold, by the ranges of the data.

use super::functions::Helper;
use super::number::{Operation, mode_words};
use super::range::{DIGITS, Fixed, Known, decimals, ten_to, unit_of};
use super::sql_text::{Held, Sql};
use super::writer::Writer;
use formula::number::{Decimal, Number};
use formula::syntax::ast::RoundMode;

/// Decimals that a step must keep, or it runs in doubles.
const LEAST_SCALE: u32 = 18;

/// Digits that a quotient keeps, as many as the engine does; what it leaves of the 38 is room for
/// sums.
const QUOTIENT: u32 = 34;

/// Decimals of the unit at which a value is settled before it is rounded.
const SETTLED: u32 = 12;

/// Part of the unit by which a value may be off where it is rounded: a tenth of what settling
/// takes away.
const OFF_AT_ROUNDING: u32 = 14;

/// Digits in which numbers must agree to be equal.
const COMPARED: u32 = 20;

impl Writer<'_> {
    fn held_fixed(text: String, tight: bool, fixed: Fixed) -> Sql {
        Sql { held: Held::Fixed(fixed), ..Sql::plain(text, tight) }
    }

    /// With so many decimals; rounded where there were more.
    pub(super) fn as_fixed(&self, sql: &Sql, scale: u32) -> Sql {
        let Some(fixed) = sql.fixed() else { return sql.clone() };
        let same = matches!(sql.held, Held::Fixed(f) if f.scale == scale);
        if same {
            return sql.clone();
        }
        let held = Held::Fixed(Fixed { scale, ..fixed.cut_to(scale) });
        let text = format!("{}::decimal({DIGITS}, {scale})", sql.beside());
        Sql { text, tight: true, held, ..sql.clone() }
    }

    pub(super) fn operate_fixed(&self, operation: Operation, a: &Sql, b: &Sql) -> Option<Sql> {
        let (x, y) = (a.fixed()?, b.fixed()?);
        let known = Known::corners(x.known(), y.known(), |p, q| operation.of(p, q));
        match operation {
            Operation::Add | Operation::Subtract => {
                let error = x.error.add(y.error).ok()?;
                let wished = x.scale.max(y.scale);
                // Both are given the decimals of the outcome: for that too there must be room.
                let room = DIGITS.checked_sub(x.whole_digits().max(y.whole_digits()))?;
                let scale = Fixed::held_with_up_to(known, wished, error)?.scale.min(room);
                if scale < wished && scale < LEAST_SCALE {
                    return None;
                }
                let (a, b) = (self.cut(a, scale), self.cut(b, scale));
                let error = a.fixed()?.error.add(b.fixed()?.error).ok()?;
                let fixed = Fixed::held(known, scale, error)?;
                let text = format!("{} {} {}", a.beside(), operation.sign_text(), b.beside());
                Some(Self::held_fixed(text, false, fixed))
            }
            Operation::Multiply => {
                let room = DIGITS.checked_sub(Fixed::held(known, 0, unit_of(0))?.whole_digits())?;
                let (left, right) = scales_of_factors(x, y, room)?;
                let (a, b) = (self.cut(a, left), self.cut(b, right));
                let (x, y) = (a.fixed()?, b.fixed()?);
                let error = error_of_product(x, y)?;
                let fixed = Fixed::held(known, x.scale + y.scale, error)?;
                let text = format!("{} * {}", a.beside(), b.beside());
                Some(Self::held_fixed(text, false, fixed))
            }
        }
    }

    /// Numbers as decimals of equally many places where one has room for all, else as doubles.
    pub(super) fn alike_fixed(&self, values: &[Sql]) -> Vec<Sql> {
        let fixed: Option<Vec<Fixed>> = values.iter().map(Sql::fixed).collect();
        let scale = fixed.and_then(|all| {
            let scale = all.iter().map(|f| f.scale).max()?;
            let digits = all.iter().map(Fixed::whole_digits).max()?;
            let room = DIGITS.checked_sub(digits)?;
            (scale <= room || room >= LEAST_SCALE).then_some(scale.min(room))
        });
        match scale {
            Some(scale) => values.iter().map(|value| self.as_fixed(value, scale)).collect(),
            None => values.iter().map(|value| self.as_double(value)).collect(),
        }
    }

    /// A column cut so that the sum of so many rows fits.
    pub(super) fn fit_for_sum(&self, value: &Sql, rows: usize) -> Option<(Sql, Fixed)> {
        let fixed = value.fixed()?;
        let known = fixed.known().times_up_to(rows);
        let widest = Fixed::held_with_up_to(known, fixed.scale, unit_of(0))?.scale;
        if widest < fixed.scale && widest < LEAST_SCALE {
            return None;
        }
        let value = self.cut(value, widest);
        let error = value.fixed()?.error;
        let error = Known::between(error, error).times_up_to(rows).bounds?.1;
        Some((value, Fixed::held(known, widest, error)?))
    }

    /// With at most so many decimals.
    fn cut(&self, sql: &Sql, scale: u32) -> Sql {
        match sql.fixed() {
            Some(fixed) if fixed.scale > scale => self.as_fixed(sql, scale),
            _ => sql.clone(),
        }
    }

    pub(super) fn divide_fixed(&mut self, a: &Sql, b: &Sql, given: Known) -> Option<Sql> {
        let (x, y) = (a.fixed()?, b.fixed()?);
        let least = y.least_size()?;
        let size = x.size().add(x.error).ok()?.div(least).ok()?;
        let known = match (y.low.is_negative(), y.high.is_negative()) {
            (false, false) if !x.low.is_negative() => Known::between(Decimal::ZERO, size),
            _ => Known::between(size.neg(), size),
        };
        let known = if given.bounds.is_some() { given } else { known };
        let widest = QUOTIENT.checked_sub(Fixed::held(known, 0, unit_of(0))?.whole_digits())?;
        // A remainder is below the divisor, so that so many zeros can stand behind it.
        let step = DIGITS.checked_sub(y.whole_digits() + y.scale)?;
        let most = (2 * step + x.scale).checked_sub(y.scale)?;
        let scale = widest.min(most);
        let zeros = (scale + y.scale).checked_sub(x.scale)?;
        if scale < LEAST_SCALE {
            return None;
        }
        let by_dividend = x.error.div(least).ok()?;
        let size = Fixed::held(known, 0, unit_of(0))?.size();
        let by_divisor = size.mul(y.error).ok()?.div(least).ok()?;
        let error = unit_of(scale).add(by_dividend).ok()?.add(by_divisor).ok()?;
        let fixed = Fixed::held(known, scale, error)?;
        let (first, second) = (zeros.min(step), zeros - zeros.min(step));
        self.helpers.insert(Helper::Quotient);
        let text = format!(
            "quotient({}, {}, {}, {}, {})",
            self.as_fixed(a, x.scale).text,
            self.as_fixed(b, y.scale).text,
            ten_to(first),
            ten_to(second),
            one_unit(scale),
        );
        Some(Self::held_fixed(text, true, fixed))
    }

    pub(super) fn compare_fixed(&mut self, sign: &str, a: &Sql, b: &Sql) -> Option<String> {
        let (x, y) = (a.fixed()?, b.fixed()?);
        let scale = x.scale.max(y.scale);
        let digits = x.whole_digits().max(y.whole_digits());
        if x.is_exact() && y.is_exact() && digits + scale <= COMPARED {
            return Some(format!("{} {sign} {}", a.beside(), b.beside()));
        }
        let scale = scale.min(DIGITS.checked_sub(digits)?);
        if scale < x.scale.max(y.scale) && scale < LEAST_SCALE {
            return None;
        }
        let (a, b) = (self.as_fixed(a, scale), self.as_fixed(b, scale));
        let off = a.fixed()?.error.add(b.fixed()?.error).ok()?.mul(ten_to(scale)).ok()?;
        let off = off.whole(RoundMode::Ceiling).to_canonical();
        self.helpers.insert(Helper::CompareFixed);
        Some(format!("cmp_fixed({}, {}, {off}) {sign} 0", a.text, b.text))
    }

    pub(super) fn round_fixed(&mut self, x: &Sql, unit: Decimal, mode: RoundMode) -> Option<Sql> {
        let held = x.fixed()?;
        let (units, inner) = self.settled_units_fixed(x, unit)?;
        let settled = match inner.scale > SETTLED {
            true => self.as_fixed(&units, SETTLED),
            false => units,
        };
        let whole = match mode {
            RoundMode::HalfAwayFromZero => {
                format!("round({})", settled.text)
            }
            other => {
                self.helpers.insert(Helper::RoundFixed);
                format!("whole_fixed({}, '{}')", settled.text, mode_words(other))
            }
        };
        let known = held.known().widened(unit);
        let scale = decimals(unit);
        let fixed = Fixed::held(known, scale, Decimal::ZERO)?;
        let text = match unit == Decimal::ONE {
            true => format!("{whole}::decimal({DIGITS}, 0)"),
            false => {
                format!("{whole}::decimal({DIGITS}, 0) * {}", typed_unit(unit))
            }
        };
        Some(Self::held_fixed(text, unit == Decimal::ONE, fixed))
    }

    /// The same where what is held is near enough to be settled.
    pub(super) fn settled_units_fixed(&mut self, x: &Sql, unit: Decimal) -> Option<(Sql, Fixed)> {
        let off = x.fixed()?.error.div(unit).ok()?;
        if off.total_order(unit_of(OFF_AT_ROUNDING)).is_gt() {
            return None;
        }
        let (units, fixed) = self.units_of(x, unit)?;
        let settled = Fixed { error: Decimal::ZERO, ..fixed };
        Some((Sql { held: Held::Fixed(settled), ..units }, settled))
    }

    /// A decimal counted in a unit. Units whose inverse ends are multiplied by it.
    pub(super) fn units_of(&mut self, x: &Sql, unit: Decimal) -> Option<(Sql, Fixed)> {
        let held = x.fixed()?;
        let inverse = Decimal::ONE.div(unit).ok()?;
        let units = if unit == Decimal::ONE {
            x.clone()
        } else if inverse.mul(unit).ok()? == Decimal::ONE {
            // Settling keeps 12 decimals, so more than 18 of them change nothing.
            let spare = decimals(unit) + LEAST_SCALE;
            let x = match held.is_exact() {
                true => x.clone(),
                false => self.cut(x, held.scale.min(spare)),
            };
            let inverse = self.typed_number(inverse);
            self.operate_fixed(Operation::Multiply, &x, &inverse)?
        } else {
            let unit = self.typed_number(unit);
            self.divide_fixed(x, &unit, Known::default())?
        };
        let fixed = units.fixed()?;
        Some((units, fixed))
    }

    fn typed_number(&self, number: Decimal) -> Sql {
        let literal = self.number(number);
        self.as_fixed(&literal, decimals(number))
    }

    /// A double rounded; to a unit of a power of ten it becomes a decimal, where it is known to
    /// fit one.
    pub(super) fn round_double(&mut self, x: &Sql, unit: Decimal, mode: RoundMode) -> Sql {
        self.helpers.insert(Helper::RoundTo);
        let known = x.known_range().widened(unit);
        let x = self.as_double(x);
        let (unit_text, inverse) = (unit.to_canonical(), inverse_of(unit));
        let mode = mode_words(mode);
        let text = format!("round_to({}, {unit_text}e0, {inverse}, '{mode}')", x.text);
        match Fixed::held(known, decimals(unit), Decimal::ZERO) {
            Some(fixed) => {
                let text = format!("{text}::decimal({DIGITS}, {})", fixed.scale);
                Self::held_fixed(text, true, fixed)
            }
            None => Sql { held: Held::Double(known), ..Sql::plain(text, true) },
        }
    }
}

/// One over a unit as a double, where that is a whole number; else zero.
pub(super) fn inverse_of(unit: Decimal) -> String {
    let whole = Decimal::ONE.div(unit).ok().filter(|inverse| {
        decimals(*inverse) == 0 && inverse.mul(unit).is_ok_and(|one| one == Decimal::ONE)
    });
    format!("{}e0", whole.unwrap_or(Decimal::ZERO))
}

/// One unit of the last decimal, typed.
fn one_unit(scale: u32) -> String {
    format!("{}::decimal({DIGITS}, {scale})", unit_of(scale))
}

/// A unit of rounding, typed.
fn typed_unit(unit: Decimal) -> String {
    format!("{unit}::decimal({DIGITS}, {})", decimals(unit))
}

/// The decimals that the factors of a product keep, so that the product has room: the one with
/// more of them loses first.
fn scales_of_factors(x: Fixed, y: Fixed, room: u32) -> Option<(u32, u32)> {
    if x.scale + y.scale <= room {
        return Some((x.scale, y.scale));
    }
    let half = room / 2;
    let (left, right) = match (x.scale <= half, y.scale <= half) {
        (true, _) => (x.scale, room.checked_sub(x.scale)?),
        (_, true) => (room.checked_sub(y.scale)?, y.scale),
        _ => (half, half),
    };
    let cut_badly = |is: u32, kept: u32| kept < is && kept < LEAST_SCALE;
    (!cut_badly(x.scale, left) && !cut_badly(y.scale, right)).then_some((left, right))
}

fn error_of_product(x: Fixed, y: Fixed) -> Option<Decimal> {
    let of_left = x.error.mul(y.size()).ok()?;
    let of_right = y.error.mul(x.size()).ok()?;
    let of_both = x.error.mul(y.error).ok()?;
    of_left.add(of_right).ok()?.add(of_both).ok()
}

impl Operation {
    fn sign_text(self) -> &'static str {
        match self {
            Operation::Add => "+",
            Operation::Subtract => "-",
            Operation::Multiply => "*",
        }
    }
}
