//! Bands, slices and points: their lines, and what no line may say.

use super::Checker;
use super::collect::unit_of;
use super::constants::standing_of;
use super::notes::{wording, wordings};
use crate::diagnostic::{Diagnostic, Place};
use crate::number::Decimal;
use crate::plan::{self, Constant, Type};
use crate::standing::Standing;
use crate::syntax::ast;
use crate::unit::Unit;

/// In what the lines of a scale are written.
struct Lines {
    /// The unit of the edges.
    argument: Unit,
    /// Whether a bare edge is a hundredth.
    argument_percent: bool,
    /// The unit of the values.
    value: Unit,
    /// Whether a bare value is a hundredth.
    value_percent: bool,
    /// Whether the values are parts of what the scale is applied to, as the rates of a tax are.
    parts: bool,
}

/// A line of a scale: its edge, whether that belongs to it, and its value.
type Line = (Option<Decimal>, bool, Decimal);

impl<'a> Checker<'a> {
    pub(super) fn scale(&mut self, scale: &'a ast::Scale) -> plan::Scale {
        let (argument, argument_percent) = match &scale.argument.kind {
            ast::ColumnKind::Number(unit) => (unit_of(unit), unit.percent),
            _ => (Unit::plain(), false),
        };
        let result = unit_of(&scale.unit);
        let slices = scale.kind == ast::ScaleKind::Slices;
        let written = Lines {
            argument_percent,
            // A slice's rate is multiplied by the width of the slice.
            value: if slices { result.over(&argument) } else { result.clone() },
            value_percent: scale.unit.percent && !slices,
            parts: slices && result == argument && !result.is_plain(),
            argument: argument.clone(),
        };
        let mut versions = Vec::new();
        for version in &scale.versions {
            let mut lines = Vec::new();
            let mut rises = true;
            for line in &version.lines {
                let Some(read) = self.scale_line(line, &written) else { continue };
                if rises && !lines.last().is_none_or(|before| is_above(before, &read)) {
                    rises = false;
                    self.report(Diagnostic::at("check-scale-order", line.span));
                }
                if slices {
                    self.rate_is_sound(scale, line, read.2, written.parts);
                }
                lines.push(read);
            }
            if lines.is_empty() {
                self.report(Diagnostic::at("check-scale-order", version.span));
            }
            let notes = if version.notes.cites.is_empty() && version.notes.standing.is_none() {
                &scale.notes
            } else {
                &version.notes
            };
            versions.push(plan::ScaleVersion {
                since: version.since,
                lines,
                flat_outside: version.flat_outside,
                standing: notes.standing.as_ref().map(|n| standing_of(n.kind)).unwrap_or(
                    if notes.cites.is_empty() { Standing::Assumed } else { Standing::Verified },
                ),
                cites: wordings(&notes.cites),
                reason: notes.standing.as_ref().map(|n| wording(&n.reason)),
                span: version.span,
            });
        }
        versions.sort_by_key(|v| v.since);
        self.one_version_a_day(&scale.name.text, &versions);
        plan::Scale {
            name: scale.name.text.clone(),
            labels: self.labels(&scale.notes),
            kind: scale.kind,
            argument,
            result,
            versions,
            span: scale.name.span,
        }
    }

    /// Says of versions of a scale, oldest first, which two hold since the same day.
    fn one_version_a_day(&mut self, name: &str, versions: &[plan::ScaleVersion]) {
        for pair in versions.windows(2) {
            if let [earlier, later] = pair
                && earlier.since == later.since
            {
                let (first, second) = match earlier.span.start <= later.span.start {
                    true => (earlier.span, later.span),
                    false => (later.span, earlier.span),
                };
                let date = later.since.map(|day| day.to_string()).unwrap_or_default();
                let diagnostic = Diagnostic::at("check-date-twice", second)
                    .with("name", name)
                    .with("date", date)
                    .other(Place::Formula(first));
                self.report(diagnostic);
            }
        }
    }

    fn scale_line(&mut self, line: &'a ast::ScaleLine, written: &Lines) -> Option<Line> {
        let number = |checker: &mut Self, expr: &ast::Expr, unit: &Unit, percent: bool| {
            let ty = Type::Number(unit.clone());
            match checker.constant(expr, Some(&ty), percent)? {
                (Constant::Number(n), _) => Some(n),
                _ => None,
            }
        };
        let (unit, percent) = (&written.argument, written.argument_percent);
        let (edge, inclusive) = match &line.edge {
            ast::Edge::UpTo(expr) => (Some(number(self, expr, unit, percent)?), true),
            ast::Edge::Below(expr) => (Some(number(self, expr, unit, percent)?), false),
            ast::Edge::At(expr) => (Some(number(self, expr, unit, percent)?), true),
            ast::Edge::Above => (None, true),
        };
        let value = number(self, &line.value, &written.value, written.value_percent)?;
        Some((edge, inclusive, value))
    }

    /// Says of a rate of a slice that it takes away, or that it takes more than there is.
    fn rate_is_sound(
        &mut self,
        scale: &'a ast::Scale,
        line: &'a ast::ScaleLine,
        rate: Decimal,
        part: bool,
    ) {
        let id = if rate.is_negative() {
            "check-slice-rate-negative"
        } else if part && rate > Decimal::ONE {
            "check-slice-rate-above-whole"
        } else {
            return;
        };
        let text = self.text_of(&line.value);
        let wrong = Diagnostic::at(id, line.value.span).with("name", &*scale.name.text);
        self.report(wrong.with("text", text));
    }
}

/// Whether a line lies above the one before it.
fn is_above(before: &Line, line: &Line) -> bool {
    match (before.0, line.0) {
        (Some(before), Some(edge)) => before < edge,
        (Some(_), None) => true,
        (None, _) => false,
    }
}
