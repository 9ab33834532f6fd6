//! Bands, slices and points.

use super::cells::Cells;
use super::evaluate::{Evaluator, Fallible, Rows};
use crate::diagnostic::{Diagnostic, Span};
use crate::number::{ArithmeticError, Decimal, Number};
use crate::plan::{Expr, ScaleId, ScaleVersion};
use crate::syntax::ast::ScaleKind;
use std::cmp::Ordering;

enum Fault {
    Arithmetic(ArithmeticError),
    /// The value lies outside the points, or above the last band.
    Outside,
}

impl From<ArithmeticError> for Fault {
    fn from(error: ArithmeticError) -> Fault {
        Fault::Arithmetic(error)
    }
}

impl<'a, N: Number> Evaluator<'a, N> {
    /// The lines of a scale on the day of the run.
    pub(super) fn version_in_force(&self, id: ScaleId) -> Option<&'a ScaleVersion> {
        self.plan.scales.get(id.0)?.in_force(self.request.day)
    }

    pub(super) fn scale(
        &mut self,
        id: ScaleId,
        argument: &Expr,
        rows: &Rows,
        span: Span,
    ) -> Fallible<Cells<N>> {
        let cells = self.expr(argument, rows)?;
        let Some(scale) = self.plan.scales.get(id.0) else { return Ok(cells) };
        let day = self.request.day;
        let Some(version) = self.version_in_force(id) else {
            let first = scale.versions.first().and_then(|v| v.since);
            return Err(Box::new(
                Diagnostic::at("run-param-not-in-force", scale.span)
                    .with("name", &*scale.name)
                    .with("day", day.to_string())
                    .with("first", first.map(|d| d.to_string()).unwrap_or_default()),
            ));
        };
        let count = if cells.single { 1 } else { rows.len() };
        if self.request.without.contains(&version.standing) {
            return Ok(Cells::numbers(
                vec![N::zero(); count],
                Some(vec![true; count]),
                cells.single,
            ));
        }
        let mut numbers = Vec::with_capacity(count);
        for row in 0..count {
            let Some(value) = cells.number(row) else {
                numbers.push(N::zero());
                continue;
            };
            let found = worth(scale.kind, version, value);
            numbers.push(found.map_err(|fault| match fault {
                Fault::Arithmetic(error) => self.arithmetic_fault(error, span, rows, row),
                Fault::Outside => Box::new(
                    self.fault("run-outside-scale", span, rows, row).with("name", &*scale.name),
                ),
            })?);
        }
        let missing = cells.missing.as_ref().map(|m| m.to_vec());
        Ok(Cells::numbers(numbers, missing, cells.single))
    }
}

/// What a version of a scale makes of a value; nothing where it has no answer.
pub(crate) fn scale_value<N: Number>(
    kind: ScaleKind,
    version: &ScaleVersion,
    value: N,
) -> Option<N> {
    worth(kind, version, value).ok()
}

fn worth<N: Number>(kind: ScaleKind, version: &ScaleVersion, value: N) -> Result<N, Fault> {
    match kind {
        ScaleKind::Bands => band(version, value),
        ScaleKind::Slices => slices(version, value),
        ScaleKind::Points => points(version, value),
    }
}

/// Whether a value belongs to the line with this edge or to one before it.
fn within<N: Number>(value: N, edge: Option<Decimal>, inclusive: bool) -> bool {
    let Some(edge) = edge else { return true };
    match value.compare(N::from_decimal(edge)) {
        Ordering::Less => true,
        Ordering::Equal => inclusive,
        Ordering::Greater => false,
    }
}

fn band<N: Number>(version: &ScaleVersion, value: N) -> Result<N, Fault> {
    let line = version.lines.iter().find(|(edge, inclusive, _)| within(value, *edge, *inclusive));
    line.map(|(_, _, rate)| N::from_decimal(*rate)).ok_or(Fault::Outside)
}

fn slices<N: Number>(version: &ScaleVersion, value: N) -> Result<N, Fault> {
    let mut total = N::zero();
    let mut from = N::zero();
    for (edge, _, rate) in &version.lines {
        let to = match edge.map(N::from_decimal) {
            Some(edge) if edge.total_order(value) == Ordering::Less => edge,
            _ => value,
        };
        if to.total_order(from) == Ordering::Greater {
            total = total.add(to.sub(from)?.mul(N::from_decimal(*rate))?)?;
            from = to;
        }
        if edge.is_none_or(|e| N::from_decimal(e).total_order(value) != Ordering::Less) {
            return Ok(total);
        }
    }
    Err(Fault::Outside)
}

fn points<N: Number>(version: &ScaleVersion, value: N) -> Result<N, Fault> {
    let at = |line: &(Option<Decimal>, bool, Decimal)| {
        (N::from_decimal(line.0.unwrap_or_default()), N::from_decimal(line.2))
    };
    let (Some(first), Some(last)) = (version.lines.first(), version.lines.last()) else {
        return Err(Fault::Outside);
    };
    let ((x_first, y_first), (x_last, y_last)) = (at(first), at(last));
    if value.total_order(x_first) == Ordering::Less {
        return if version.flat_outside { Ok(y_first) } else { Err(Fault::Outside) };
    }
    if value.total_order(x_last) == Ordering::Greater {
        return if version.flat_outside { Ok(y_last) } else { Err(Fault::Outside) };
    }
    for pair in version.lines.windows(2) {
        let [left, right] = pair else { continue };
        let ((x0, y0), (x1, y1)) = (at(left), at(right));
        if value.total_order(x1) != Ordering::Greater {
            let rise = y1.sub(y0)?.mul_div(value.sub(x0)?, x1.sub(x0)?)?;
            return Ok(y0.add(rise)?);
        }
    }
    Ok(y_last)
}
