//! Shares and rounding: limits in the unit of the pool, one pool for the country or for each group.

use super::expressions::node;
use super::operators::known;
use super::{Checker, Inferred, Scope, Stop, Typed};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::number::Decimal;
use crate::plan::{self, Constant, ExprKind, Type};
use crate::syntax::ast;
use crate::unit::Unit;
use jiff::civil::date;

impl<'a> Checker<'a> {
    pub(super) fn share(
        &mut self,
        share: &ast::Share,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let Some(table) = scope.row else {
            return self.fail(Diagnostic::at("check-share-outside-each", span));
        };
        self.not_in_fold("share", span)?;
        if share.in_rounds && (share.if_short_in_proportion || share.if_over_leave_rest) {
            return self.fail(Diagnostic::at("check-rounds-with-answer", span));
        }
        let pool = self.infer_known(&share.pool, scope, None)?.expr;
        let unit = self.want_number(&pool, &share.pool)?;
        if pool.per_row && share.per.is_none() {
            let text = self.text_of(&share.pool);
            return self
                .fail(Diagnostic::at("check-pool-per-row", share.pool.span).with("text", text));
        }
        let per = match &share.per {
            Some(key) => Some(self.group_key(key, scope)?),
            None => None,
        };
        let filter = match &share.filter {
            Some(filter) => Some(self.infer_bool(filter, scope)?),
            None => None,
        };
        let inside = match &share.filter {
            Some(filter) => self.assuming(scope, filter, true),
            None => scope.clone(),
        };
        let weight = self.infer_known(&share.weight, &inside, None)?.expr;
        self.want_number(&weight, &share.weight)?;
        let wanted = Type::Number(unit);
        let limit = |checker: &mut Self, expr: &ast::Expr, scope: &Scope| {
            let mut typed = checker.infer_known(expr, scope, Some(&wanted))?;
            checker.fit(&mut typed, &wanted, Place::Formula(share.pool.span))?;
            Ok(typed.expr)
        };
        let mut fixed = Vec::new();
        for (value, condition) in &share.fixed {
            let typed_condition = self.infer_bool(condition, &inside)?;
            let fixed_scope = self.assuming(&inside, condition, true);
            fixed.push((limit(self, value, &fixed_scope)?, typed_condition));
        }
        let floor = match &share.floor {
            Some(floor) => Some(limit(self, floor, &inside)?),
            None => None,
        };
        let cap = match &share.cap {
            Some(cap) => Some(limit(self, cap, &inside)?),
            None => None,
        };
        let typed = plan::Share {
            table,
            pool,
            weight,
            filter,
            per,
            fixed,
            floor,
            cap,
            if_short_in_proportion: share.if_short_in_proportion,
            if_over_leave_rest: share.if_over_leave_rest,
            in_rounds: share.in_rounds,
        };
        Ok(known(node(ExprKind::Share(Box::new(typed)), wanted, true, span)))
    }

    pub(super) fn round(
        &mut self,
        round: &ast::Round,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let value = self.infer_known(&round.value, scope, None)?;
        let unit = self.want_number(&value.expr, &round.value)?;
        let wanted = Type::Number(unit.clone());
        let to = match self.constant(&round.to, Some(&wanted), false) {
            Some((Constant::Number(to), _)) => to,
            _ => return Err(Stop::Failed),
        };
        if to <= Decimal::ZERO {
            return self.fail(Diagnostic::at("check-round-to-nothing", round.to.span));
        }
        if round.keeping_sum && !value.expr.per_row {
            return self.fail(Diagnostic::at("check-keeping-sum-of-one", round.value.span));
        }
        if round.keeping_sum {
            self.not_in_fold("keeping sum", span)?;
        }
        let within = match round.within_bounds {
            true => Some(Box::new(self.share_of(&value.expr, &round.value)?)),
            false => None,
        };
        let per = match &round.per {
            Some(key) => Some(self.group_key(key, scope)?),
            None => None,
        };
        let ties = self.ties(round, scope)?;
        let per_row = value.expr.per_row;
        let typed = plan::Round {
            value: value.expr,
            to,
            mode: round.mode,
            keeping_sum: round.keeping_sum,
            per,
            ties,
            within,
        };
        Ok(known(node(ExprKind::Round(Box::new(typed)), wanted, per_row, span)))
    }

    /// The order among equal remainders: numbers and days, which differ from row to row. A day is
    /// counted from a fixed one, so that whatever reads the plan orders numbers alone.
    fn ties(&mut self, round: &ast::Round, scope: &Scope) -> Typed<Vec<(plan::Expr, bool)>> {
        if let (false, Some((first, _))) = (round.keeping_sum, round.ties.first()) {
            let text = self.text_of(first);
            return self.fail(Diagnostic::at("check-ties-idle", first.span).with("text", text));
        }
        let mut ties = Vec::with_capacity(round.ties.len());
        for (tie, descending) in &round.ties {
            let typed = self.infer_known(tie, scope, None)?.expr;
            if !typed.per_row {
                let text = self.text_of(tie);
                return self.fail(Diagnostic::at("check-ties-same", tie.span).with("text", text));
            }
            let typed = match typed.ty {
                Type::Number(_) => typed,
                Type::Date => days_since_2000(typed),
                _ => {
                    let ty = self.type_word(&typed.ty);
                    let text = self.text_of(tie);
                    let fault = Diagnostic::at("check-ties-kind", tie.span).with("text", text);
                    return self.fail(fault.with("type", ty));
                }
            };
            ties.push((typed, *descending));
        }
        Ok(ties)
    }

    /// The share whose amounts an expression holds, itself or through definitions of the same rows.
    fn share_of(&mut self, value: &plan::Expr, ast: &ast::Expr) -> Typed<plan::Share> {
        let mut found = value;
        let mut needs = Vec::new();
        while let ExprKind::Definition(id) = found.kind {
            let Some(definition) = self.typed.get(id.0) else { break };
            needs.extend(definition.needs.iter().copied());
            found = &definition.body;
        }
        let ExprKind::Share(share) = &found.kind else {
            let name = self.text_of(ast);
            return self.fail(Diagnostic::at("check-not-a-share", ast.span).with("name", name));
        };
        let share = share.as_ref().clone();
        self.needs.extend(needs);
        Ok(share)
    }
}

/// A day as the number of days since the first of 2000.
fn days_since_2000(day: plan::Expr) -> plan::Expr {
    let span = day.span;
    let first = ExprKind::Constant(Constant::Date(date(2000, 1, 1)));
    let first = node(first, Type::Date, false, span);
    let kind = ExprKind::DaysBetween(Box::new(day), Box::new(first));
    node(kind, Type::Number(Unit::named("day")), true, span)
}
