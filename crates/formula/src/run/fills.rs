//! The waterfall: each vessel takes what is left, up to its limit.

use super::cells::Cells;
use super::evaluate::{Evaluator, Fallible, Rows};
use crate::diagnostic::Span;
use crate::number::{FillError, Number, fill};
use crate::plan::Fill;

impl<N: Number> Evaluator<'_, N> {
    pub(super) fn fill_part(
        &mut self,
        poured: &Fill,
        part: Option<usize>,
        rows: &Rows,
        span: Span,
    ) -> Fallible<Cells<N>> {
        let amounts = self.expr(&poured.amount, rows)?;
        let mut limits = Vec::with_capacity(poured.vessels.len());
        for (_, limit) in &poured.vessels {
            limits.push(self.expr(limit, rows)?);
        }
        let single = amounts.single && limits.iter().all(|l| l.single);
        let count = if single { 1 } else { rows.len() };
        let (mut numbers, mut missing) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for row in 0..count {
            let of_row: Option<Vec<N>> = limits.iter().map(|l| l.number(row)).collect();
            let (Some(amount), Some(of_row)) = (amounts.number(row), of_row) else {
                numbers.push(N::zero());
                missing.push(true);
                continue;
            };
            let filled = fill(amount, &of_row).map_err(|error| match error {
                FillError::Arithmetic(error) => self.arithmetic_fault(error, span, rows, row),
                FillError::NegativeLimit(at) => {
                    let vessel = poured.vessels.get(at);
                    let place = vessel.map_or(span, |(_, limit)| limit.span);
                    let limit = of_row.get(at).and_then(|l| l.to_decimal()).unwrap_or_default();
                    Box::new(
                        self.fault("run-fill-negative-limit", place, rows, row)
                            .with("vessel", vessel.map_or("", |(name, _)| name))
                            .with("limit", limit.to_string()),
                    )
                }
            })?;
            let value = match part {
                Some(at) => filled.parts.get(at).copied(),
                None => Some(filled.rest),
            };
            numbers.push(value.unwrap_or(N::zero()));
            missing.push(value.is_none());
        }
        let missing = missing.contains(&true).then_some(missing);
        Ok(Cells::numbers(numbers, missing, single))
    }
}
