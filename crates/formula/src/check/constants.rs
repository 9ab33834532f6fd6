//! Values that need no data: parameters, lines of scales, units of rounding.

use super::notes::{wording, wordings};
use super::{Checker, Scope};
use crate::diagnostic::{Diagnostic, Place};
use crate::number::{Decimal, Number};
use crate::plan::{self, Constant, DatedValue, ExprKind, Type};
use crate::standing::Standing;
use crate::syntax::ast::{self, BinaryOperator, ParamValue, StandingKind};
use crate::unit::Unit;
use std::collections::BTreeMap;

/// The standing that a note states.
pub(super) fn standing_of(kind: StandingKind) -> Standing {
    match kind {
        StandingKind::Derived => Standing::Derived,
        StandingKind::Estimated => Standing::Estimated,
        StandingKind::Assumed => Standing::Assumed,
    }
}

impl<'a> Checker<'a> {
    pub(super) fn param(&mut self, param: &'a ast::Param) -> plan::Param {
        let declared = param.kind.as_ref().map(|kind| self.column_type(kind));
        let mut percent = matches!(&param.kind, Some(ast::ColumnKind::Number(u)) if u.percent);
        let by = self.categories_of(param);
        let mut ty = declared.clone();
        let mut values: Vec<DatedValue> = Vec::new();
        for dated in &param.values {
            if declared.is_none() {
                percent |= match &dated.value {
                    ParamValue::One(expr) => is_percent(expr),
                    // As the formula has it: a scenario changes no unit.
                    ParamValue::Each(lines) => lines.iter().any(|line| is_percent(&line.value)),
                    ParamValue::Repealed => false,
                };
            }
            let (value, members, set) = match &dated.value {
                ParamValue::Repealed => (None, Vec::new(), BTreeMap::new()),
                ParamValue::Each(lines) => {
                    let read = |checker: &mut Self, expr: &ast::Expr| {
                        let (constant, found) = checker.constant(expr, ty.as_ref(), percent)?;
                        ty.get_or_insert(found);
                        Some(constant)
                    };
                    match self.members_of_param(param, &by, lines, dated.since_span, read) {
                        Some((members, set)) => (members.first().cloned(), members, set),
                        None => continue,
                    }
                }
                ParamValue::One(expr) if param.by.is_empty() => {
                    match self.constant(expr, ty.as_ref(), percent) {
                        Some((constant, found)) => {
                            ty.get_or_insert(found);
                            (Some(constant), Vec::new(), BTreeMap::new())
                        }
                        None => continue,
                    }
                }
                ParamValue::One(expr) => {
                    self.one_for_all(param, expr);
                    continue;
                }
            };
            let value = self.dated(dated, &param.notes, value, &param.name);
            values.push(DatedValue { members, set, ..value });
        }
        values.sort_by_key(|v| v.since);
        for pair in values.windows(2) {
            if let [earlier, later] = pair
                && earlier.since == later.since
            {
                let diagnostic = Diagnostic::at("check-date-twice", later.span)
                    .with("name", &*param.name.text)
                    .with("date", later.since.to_string())
                    .other(Place::Formula(earlier.span));
                self.report(diagnostic);
            }
        }
        plan::Param {
            name: param.name.text.clone(),
            labels: self.labels(&param.notes),
            ty: ty.unwrap_or(Type::Number(Unit::plain())),
            percent,
            by,
            values,
            span: param.name.span,
        }
    }

    fn dated(
        &mut self,
        dated: &ast::DatedValue,
        of_param: &ast::Notes,
        value: Option<Constant>,
        name: &ast::Ident,
    ) -> DatedValue {
        let own = &dated.notes;
        let stated = own.standing.is_some() || !own.cites.is_empty();
        let notes = if stated { own } else { of_param };
        let cites = wordings(&notes.cites);
        let (standing, reason) = match &notes.standing {
            Some(note) => (standing_of(note.kind), Some(wording(&note.reason))),
            None if !cites.is_empty() => (Standing::Verified, None),
            None => {
                if value.is_some() {
                    self.report(
                        Diagnostic::at("check-param-without-source", name.span)
                            .warning()
                            .with("name", &*name.text),
                    );
                }
                (Standing::Assumed, None)
            }
        };
        DatedValue {
            since: dated.since,
            value,
            members: Vec::new(),
            set: BTreeMap::new(),
            standing,
            cites,
            reason,
            span: dated.span,
        }
    }

    /// Works out an expression of literals.
    pub(super) fn constant(
        &mut self,
        expr: &ast::Expr,
        expected: Option<&Type>,
        percent: bool,
    ) -> Option<(Constant, Type)> {
        let scope = Scope::default();
        let mut inferred = self.infer(expr, &scope, expected).ok()?;
        // `: % = 30` reads as 30 %, as a column in % does.
        let bare_percent = percent
            && matches!(&expr.kind,
            ast::ExprKind::Number(n, None) if !n.percent && n.digits != "0");
        if let Some(expected) = expected {
            let place = Place::Formula(expr.span);
            self.fit_as_literal(&mut inferred, expected, place).ok()?;
        }
        let value = self.evaluate_constant(&inferred.expr);
        match value {
            Some(Constant::Number(n)) if bare_percent => {
                let hundredth = Decimal::from_i64(100);
                let n = Number::div(n, hundredth).ok()?;
                Some((Constant::Number(n), inferred.expr.ty))
            }
            Some(value) => Some((value, inferred.expr.ty)),
            None => {
                self.report(Diagnostic::at("check-not-constant", expr.span));
                None
            }
        }
    }

    fn evaluate_constant(&self, expr: &plan::Expr) -> Option<Constant> {
        let number = |e: &plan::Expr| match self.evaluate_constant(e)? {
            Constant::Number(n) => Some(n),
            _ => None,
        };
        match &expr.kind {
            ExprKind::Constant(constant) => Some(constant.clone()),
            ExprKind::Negate(inner) => Some(Constant::Number(Number::neg(number(inner)?))),
            ExprKind::Binary(operator, a, b) => {
                let (a, b) = (number(a)?, number(b)?);
                let value = match operator {
                    BinaryOperator::Add => Number::add(a, b),
                    BinaryOperator::Subtract => Number::sub(a, b),
                    BinaryOperator::Multiply => Number::mul(a, b),
                    BinaryOperator::Divide => Number::div(a, b),
                    _ => return None,
                };
                value.ok().map(Constant::Number)
            }
            _ => None,
        }
    }
}

fn is_percent(expr: &ast::Expr) -> bool {
    matches!(&expr.kind, ast::ExprKind::Number(n, _) if n.percent)
}
