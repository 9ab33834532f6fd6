//! Days: later, earlier, and apart.

use super::expressions::node;
use super::operators::known;
use super::{Checker, Inferred, Scope, Typed};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::plan::{self, Builtin, ExprKind, Type};
use crate::syntax::ast;
use crate::unit::Unit;

/// The units by which a day can be shifted.
const SHIFTS: [&str; 3] = ["day", "month", "year"];

impl<'a> Checker<'a> {
    /// `day + 6 month`, `day - 1 year` or `day - day`, where the left side is known to be a day.
    pub(super) fn of_day(
        &mut self,
        back: bool,
        day: plan::Expr,
        right: &ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let by = self.infer_known(right, scope, None)?.expr;
        let per_row = day.per_row || by.per_row;
        if by.ty == Type::Date && back {
            let kind = ExprKind::DaysBetween(Box::new(day), Box::new(by));
            return Ok(known(node(kind, Type::Number(Unit::named("day")), per_row, span)));
        }
        let fits = SHIFTS.iter().any(|unit| by.ty == Type::Number(Unit::named(unit)));
        if !fits {
            let found = self.type_word(&by.ty);
            let diagnostic = Diagnostic::at("check-date-shift", right.span)
                .with("type", found)
                .other(Place::Formula(day.span));
            return self.fail(diagnostic);
        }
        let kind = ExprKind::ShiftDate { date: Box::new(day), by: Box::new(by), back };
        Ok(known(node(kind, Type::Date, per_row, span)))
    }

    pub(super) fn age(
        &mut self,
        arguments: &[ast::Expr],
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let mut typed = vec![self.date_argument(arguments.first(), span, scope)?];
        if let Some(day) = arguments.get(1) {
            typed.push(self.date_argument(Some(day), span, scope)?);
        }
        let per_row = typed.iter().any(|d| d.per_row);
        let ty = Type::Number(Unit::named("year"));
        Ok(known(node(ExprKind::Call(Builtin::Age, typed), ty, per_row, span)))
    }

    pub(super) fn date_argument(
        &mut self,
        argument: Option<&ast::Expr>,
        span: Span,
        scope: &Scope,
    ) -> Typed<plan::Expr> {
        let Some(argument) = argument else {
            return self.fail(Diagnostic::at("check-date-wanted", span).with("type", ""));
        };
        let typed = self.infer_known(argument, scope, Some(&Type::Date))?.expr;
        if typed.ty != Type::Date {
            let ty = self.type_word(&typed.ty);
            return self.fail(Diagnostic::at("check-date-wanted", argument.span).with("type", ty));
        }
        Ok(typed)
    }
}
