//! Places in an order: `rank` and `in top`.

use super::expressions::node;
use super::operators::known;
use super::{Checker, Inferred, Literal, Scope, Typed};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::plan::{self, ExprKind, TableId, Type};
use crate::syntax::ast;
use crate::unit::Unit;

/// What is ordered: value, group and condition, each in a row of the table.
struct Ordered {
    table: TableId,
    value: plan::Expr,
    per: Option<plan::Expr>,
    filter: Option<plan::Expr>,
}

impl<'a> Checker<'a> {
    /// The place of a row. A row that takes no part has none, so with `where` it is optional.
    pub(super) fn rank(&mut self, rank: &ast::Rank, span: Span, scope: &Scope) -> Typed<Inferred> {
        self.not_in_fold("rank", span)?;
        let ordered =
            self.ordered(&rank.value, rank.per.as_ref(), rank.filter.as_ref(), span, scope)?;
        let optional = ordered.filter.is_some();
        let typed = plan::Rank {
            table: ordered.table,
            value: ordered.value,
            largest_first: rank.largest_first,
            per: ordered.per,
            filter: ordered.filter,
        };
        let kind = ExprKind::Rank(Box::new(typed));
        let mut expr = node(kind, Type::Number(Unit::plain()), true, span);
        expr.optional = optional && !scope.known.contains(&self.words_at(span));
        Ok(known(expr))
    }

    /// Whether a row is among the first or the last: a part of the rows, or so many of them.
    pub(super) fn in_top(
        &mut self,
        top: &ast::InTop,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        self.not_in_fold(if top.top { "in top" } else { "in bottom" }, span)?;
        let ordered =
            self.ordered(&top.value, top.per.as_ref(), top.filter.as_ref(), span, scope)?;
        let mut amount = self.infer_known(&top.amount, scope, None)?;
        let unit = self.want_number(&amount.expr, &top.amount)?;
        let rows = self.tables.get(ordered.table.0).map(|t| t.name.clone()).unwrap_or_default();
        let is_part = unit.is_plain() && amount.literal == Literal::No;
        if !is_part {
            let place = Place::Formula(top.value.span);
            self.fit(&mut amount, &Type::Number(Unit::named(&rows)), place)?;
        }
        let typed = plan::InTop {
            table: ordered.table,
            value: ordered.value,
            top: top.top,
            amount: amount.expr,
            is_part,
            per: ordered.per,
            filter: ordered.filter,
        };
        Ok(known(node(ExprKind::InTop(Box::new(typed)), Type::Bool, true, span)))
    }

    fn ordered(
        &mut self,
        value: &ast::Expr,
        per: Option<&ast::Expr>,
        filter: Option<&ast::Expr>,
        span: Span,
        scope: &Scope,
    ) -> Typed<Ordered> {
        let Some(table) = scope.row else {
            return self.fail(Diagnostic::at("check-order-outside-each", span));
        };
        let per = per.map(|key| self.group_key(key, scope)).transpose()?;
        let (filter, inside) = match filter {
            None => (None, scope.clone()),
            Some(condition) => {
                let typed = self.infer_bool(condition, scope)?;
                (Some(typed), self.assuming(scope, condition, true))
            }
        };
        let typed = self.infer_known(value, &inside, None)?.expr;
        if !matches!(typed.ty, Type::Number(_) | Type::Date) {
            let ty = self.type_word(&typed.ty);
            return self.fail(Diagnostic::at("check-no-order", value.span).with("type", ty));
        }
        Ok(Ordered { table, value: typed, per, filter })
    }
}
