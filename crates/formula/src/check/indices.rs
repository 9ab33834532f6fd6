//! `[ ]`: which value of a family of columns, of a parameter by category, or of a cross table.

use super::expressions::node;
use super::{Checker, National, OfRow, Scope, Stop, Typed};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::plan::{self, ColumnId, ExprKind, ParamId, TableId, Type};
use crate::syntax::ast::{self, IndexArgument};

/// What stands before the bracket.
pub(super) enum Indexed {
    /// A family of columns of this row, or of the row that a reference names.
    Family(Box<Option<plan::Expr>>, TableId, ColumnId, TableId),
    /// A parameter by category.
    Param(ParamId),
    /// A cross table.
    Product(TableId),
}

impl<'a> Checker<'a> {
    pub(super) fn index(
        &mut self,
        base: &ast::Expr,
        index: &[IndexArgument],
        span: Span,
        scope: &Scope,
    ) -> Typed<plan::Expr> {
        let indexed = self.indexed(base, scope)?;
        let by = self.categories_of_index(&indexed);
        if by.len() != index.len() {
            let name = self.text_of(base);
            return self.fail(
                Diagnostic::at("check-index-count", span)
                    .with("name", name)
                    .with("wanted", by.len().to_string())
                    .with("found", index.len().to_string()),
            );
        }
        let mut members = Vec::with_capacity(by.len());
        for (argument, table) in index.iter().zip(&by) {
            members.push(self.index_argument(argument, *table, scope)?);
        }
        let per_row = members.iter().any(|m| m.per_row);
        match indexed {
            Indexed::Param(id) => {
                self.used_params.insert(id);
                let ty = self.params.get(id.0).map_or(Type::Bool, |p| p.ty.clone());
                Ok(node(ExprKind::ParamOf(id, None, members), ty, per_row, span))
            }
            Indexed::Product(table) => {
                Ok(node(ExprKind::Lookup(table, members), Type::Row(table), per_row, span))
            }
            Indexed::Family(reference, table, first, _) => {
                let Some(member) = members.into_iter().next() else { return Err(Stop::Failed) };
                self.of_family(*reference, table, first, member, span, scope)
            }
        }
    }

    /// What the expression before a bracket is.
    pub(super) fn indexed(&mut self, base: &ast::Expr, scope: &Scope) -> Typed<Indexed> {
        match &base.kind {
            ast::ExprKind::Name(name) => {
                let of_row = |row| self.of_row.get(&(row, name.text.clone())).map(|(of, _)| *of);
                match (scope.row, scope.row.and_then(of_row)) {
                    (Some(row), Some(OfRow::Family(first, category))) => {
                        return Ok(Indexed::Family(Box::new(None), row, first, category));
                    }
                    (_, Some(_)) => return self.not_indexed(base),
                    _ => {}
                }
                match self.national.get(&name.text).map(|(national, _)| *national) {
                    Some(National::Param(id))
                        if self.params.get(id.0).is_some_and(|p| !p.by.is_empty()) =>
                    {
                        return Ok(Indexed::Param(id));
                    }
                    Some(_) => return self.not_indexed(base),
                    None => {}
                }
                match self.tables_by_name.get(&name.text) {
                    Some(table) if self.products.contains(&name.text) => {
                        Ok(Indexed::Product(*table))
                    }
                    Some(_) => self.not_indexed(base),
                    // The name itself is said to be unknown.
                    None => self.name(name, scope).and_then(|_| self.not_indexed(base)),
                }
            }
            ast::ExprKind::Field(inner, field) => {
                let reference = self.infer(inner, scope, None)?.expr;
                let found = match reference.ty {
                    Type::Row(target) => self.of_row.get(&(target, field.text.clone())),
                    _ => None,
                };
                match (found.map(|(found, _)| *found), &reference.ty) {
                    (Some(OfRow::Family(first, category)), Type::Row(target)) => {
                        let target = *target;
                        let reference = self.present(reference, inner, scope)?;
                        Ok(Indexed::Family(Box::new(Some(reference)), target, first, category))
                    }
                    _ => self.not_indexed(base),
                }
            }
            _ => self.not_indexed(base),
        }
    }

    fn not_indexed<T>(&mut self, base: &ast::Expr) -> Typed<T> {
        let name = self.text_of(base);
        self.fail(Diagnostic::at("check-not-indexed", base.span).with("name", name))
    }

    /// The tables from which the values between the brackets must come.
    pub(super) fn categories_of_index(&self, indexed: &Indexed) -> Vec<TableId> {
        match indexed {
            Indexed::Family(.., category) => vec![*category],
            Indexed::Param(id) => self.params.get(id.0).map(|p| p.by.clone()).unwrap_or_default(),
            Indexed::Product(table) => {
                self.tables.get(table.0).map(|t| t.product.clone()).unwrap_or_default()
            }
        }
    }

    fn index_argument(
        &mut self,
        argument: &IndexArgument,
        table: TableId,
        scope: &Scope,
    ) -> Typed<plan::Expr> {
        let value = match argument {
            IndexArgument::One(value) => value,
            IndexArgument::Range(from, to) => {
                let span = from.span.to(to.span);
                let bound = self.binders.iter().rev().find(|b| b.name.is_empty());
                return match bound.filter(|b| b.table == table) {
                    Some(bound) => {
                        let kind = ExprKind::Member(table, bound.member);
                        Ok(node(kind, Type::Row(table), false, span))
                    }
                    None => self.fail(Diagnostic::at("check-range-outside-aggregate", span)),
                };
            }
        };
        let wanted = Type::Row(table);
        let found = self.infer_known(value, scope, Some(&wanted))?.expr;
        if found.ty == wanted {
            return Ok(found);
        }
        let (ty, text) = (self.type_word(&found.ty), self.text_of(value));
        let (name, place) =
            self.tables.get(table.0).map(|t| (t.name.clone(), t.span)).unwrap_or_default();
        self.fail(
            Diagnostic::at("check-index-type", value.span)
                .with("text", text)
                .with("type", ty)
                .with("table", name)
                .other(Place::Formula(place)),
        )
    }

    /// A column of a family: the one of the member, or where only the data tell the member one of
    /// all.
    fn of_family(
        &mut self,
        reference: Option<plan::Expr>,
        table: TableId,
        first: ColumnId,
        member: plan::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<plan::Expr> {
        let is_known = scope.known.contains(&self.words_at(span));
        let column = |checker: &Self, at: usize| {
            let id = ColumnId(first.0.saturating_add(at));
            let schema = checker.tables.get(table.0).and_then(|t| t.columns.get(id.0));
            let (ty, optional) = schema.map_or((Type::Bool, false), |c| (c.ty.clone(), c.optional));
            let mut cell = node(ExprKind::Column(table, id), ty.clone(), true, span);
            cell.optional = optional && !is_known;
            match &reference {
                None => cell,
                Some(reference) => {
                    let (per_row, optional) = (reference.per_row, cell.optional);
                    let kind = ExprKind::Follow(Box::new(reference.clone()), table, Box::new(cell));
                    plan::Expr { kind, ty, optional, per_row, span }
                }
            }
        };
        if let ExprKind::Member(_, at) = member.kind {
            return Ok(column(self, usize::try_from(at).unwrap_or(usize::MAX)));
        }
        let Type::Row(category) = member.ty else { return Err(Stop::Failed) };
        let count = self.members(category).map_or(0, <[plan::Member]>::len);
        let mut columns = Vec::with_capacity(count);
        for at in 0..count {
            self.written_out_once_more(span)?;
            columns.push(column(self, at));
        }
        let Some(like) = columns.first() else { return Err(Stop::Failed) };
        let (ty, optional) = (like.ty.clone(), like.optional);
        let per_row = member.per_row || columns.iter().any(|c| c.per_row);
        let kind = ExprKind::Pick(Box::new(member), columns);
        Ok(plan::Expr { kind, ty, optional, per_row, span })
    }

    /// `reference.quota`: the value of a parameter by category for the member that a reference
    /// names.
    pub(super) fn param_of_reference(
        &mut self,
        id: ParamId,
        base: &ast::Expr,
        reference: plan::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<plan::Expr> {
        self.used_params.insert(id);
        let is_known = !reference.optional
            || scope.known.contains(&self.text_of(base))
            || scope.known.contains(&self.words_at(span));
        let ty = self.params.get(id.0).map_or(Type::Bool, |p| p.ty.clone());
        let per_row = reference.per_row;
        let member = plan::Expr { optional: false, ..reference };
        let mut expr = node(ExprKind::ParamOf(id, None, vec![member]), ty, per_row, span);
        expr.optional = !is_known;
        Ok(expr)
    }

    /// A reference that must be there.
    fn present(
        &mut self,
        reference: plan::Expr,
        base: &ast::Expr,
        scope: &Scope,
    ) -> Typed<plan::Expr> {
        let name = self.text_of(base);
        if reference.optional && !scope.known.contains(&name) {
            return self.fail(Diagnostic::at("check-optional-used", base.span).with("name", name));
        }
        Ok(plan::Expr { optional: false, ..reference })
    }
}
