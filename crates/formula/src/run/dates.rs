//! Days: later, earlier, and apart. Months and years end within the month.

use super::cells::{Cells, Value};
use super::evaluate::{Evaluator, Fallible, Rows};
use crate::diagnostic::Span;
use crate::number::Number;
use crate::plan::{Expr, Type};
use jiff::Span as Period;
use jiff::civil::Date;

impl<N: Number> Evaluator<'_, N> {
    pub(super) fn shift_date(
        &mut self,
        date: &Expr,
        by: &Expr,
        back: bool,
        rows: &Rows,
        span: Span,
    ) -> Fallible<Cells<N>> {
        let unit = match &by.ty {
            Type::Number(unit) => unit.to_string(),
            _ => String::new(),
        };
        let (days, shifts) = (self.expr(date, rows)?, self.expr(by, rows)?);
        let single = days.single && shifts.single;
        let count = if single { 1 } else { rows.len() };
        let mut values = Vec::with_capacity(count);
        for row in 0..count {
            values.push(match (days.get(row), shifts.number(row)) {
                (Value::Date(day), Some(shift)) => {
                    let Some(whole) = shift.to_i64_exact() else {
                        let shown = shift.to_decimal().map(|d| d.to_string());
                        return Err(Box::new(
                            self.fault("run-date-shift-not-whole", by.span, rows, row)
                                .with("value", shown.unwrap_or_default())
                                .with("unit", unit),
                        ));
                    };
                    let whole = if back { whole.checked_neg() } else { Some(whole) };
                    let shifted = whole.and_then(|whole| shifted(day, whole, &unit));
                    Value::Date(shifted.ok_or_else(|| {
                        Box::new(self.fault("run-date-out-of-range", span, rows, row))
                    })?)
                }
                _ => Value::Missing,
            });
        }
        Ok(Cells::collect(values, single))
    }

    pub(super) fn days_between(&mut self, a: &Expr, b: &Expr, rows: &Rows) -> Fallible<Cells<N>> {
        let (later, earlier) = (self.expr(a, rows)?, self.expr(b, rows)?);
        let single = later.single && earlier.single;
        let count = if single { 1 } else { rows.len() };
        let between = |row: usize| match (later.get(row), earlier.get(row)) {
            (Value::Date(later), Value::Date(earlier)) => {
                let period = later.since(earlier).map(|p| i64::from(p.get_days()));
                period.map_or(Value::Missing, |days| Value::Number(N::from_i64(days)))
            }
            _ => Value::Missing,
        };
        Ok(Cells::collect((0..count).map(between).collect(), single))
    }
}

/// The day so many days, months or years later; none beyond the years 1 to 9999.
fn shifted(day: Date, by: i64, unit: &str) -> Option<Date> {
    let period = match unit {
        "day" => Period::new().try_days(by),
        "month" => Period::new().try_months(by),
        _ => Period::new().try_years(by),
    };
    let shifted = day.checked_add(period.ok()?).ok()?;
    (1..=9999).contains(&shifted.year()).then_some(shifted)
}
