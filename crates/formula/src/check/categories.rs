//! Categories: tables whose rows the formula itself states, and the names of their members.

use super::expressions::node;
use super::notes::wordings;
use super::tables::blank_column;
use super::{Checker, National, OfRow, Scope, Stop, Typed};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::number::{Decimal, Number};
use crate::plan::{self, ColumnId, Constant, ExprKind, Member, TableId, Type, Wording};
use crate::standing::Standing;
use crate::syntax::ast;
use std::collections::HashMap;

impl<'a> Checker<'a> {
    /// A category with its members, whose names are their keys.
    pub(super) fn name_category(&mut self, category: &'a ast::Category) {
        let Some(id) = self.name_table(&category.name, &category.notes) else { return };
        let mut members: Vec<Member> = Vec::new();
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for (name, _) in &category.rows {
            if let Some(earlier) = seen.insert(&name.text, name.span) {
                self.report(
                    Diagnostic::at("check-name-twice", name.span)
                        .with("name", &*name.text)
                        .other(Place::Formula(earlier)),
                );
                continue;
            }
            let cells = vec![name.text.clone()];
            members.push(Member { name: name.text.clone(), cells, span: name.span });
        }
        let key = blank_column(&category.name, Type::Text);
        if let Some(table) = self.tables.get_mut(id.0) {
            table.key = Some(ColumnId(0));
            table.columns.push(key);
            table.members = Some(members);
        }
    }

    pub(super) fn columns_of_category(&mut self, category: &'a ast::Category) {
        let Some(id) = self.table_of_item(&category.name) else { return };
        let mut unsourced = false;
        for column in &category.columns {
            let refused = [
                column.key.then_some(("key", column.span)),
                column.family.as_ref().map(|family| ("by", family.span)),
                column.decided.as_ref().map(|decided| ("from decided", decided.span)),
            ];
            for (what, span) in refused.into_iter().flatten() {
                self.not_yet(what, span);
            }
            if column.name.text == category.name.text {
                self.report(
                    Diagnostic::at("check-name-twice", column.name.span)
                        .with("name", &*column.name.text)
                        .other(Place::Formula(category.name.span)),
                );
            }
            let stated = self.stated(&column.notes).or_else(|| self.stated(&category.notes));
            unsourced |= stated.is_none();
            self.column(id, column, Some(stated.unwrap_or((Standing::Assumed, None))));
        }
        if unsourced {
            self.report(
                Diagnostic::at("check-param-without-source", category.name.span)
                    .warning()
                    .with("name", &*category.name.text),
            );
        }
    }

    /// The standing that notes state, with its source or reason.
    fn stated(&self, notes: &ast::Notes) -> Option<(Standing, Option<Wording>)> {
        if let Some((standing, reason)) = self.standing_note(notes) {
            return Some((standing, Some(reason)));
        }
        let source = Wording::joined(&wordings(&notes.cites))?;
        Some((Standing::Verified, Some(source)))
    }

    /// Works the cells of a category out; what stands in them needs no data.
    pub(super) fn cells_of(&mut self, category: &'a ast::Category) {
        let Some(id) = self.table_of_item(&category.name) else { return };
        let Some(table) = self.tables.get(id.0) else { return };
        let columns: Vec<(Type, bool, Span)> =
            table.columns.iter().skip(1).map(|c| (c.ty.clone(), c.percent, c.span)).collect();
        let places: HashMap<Span, usize> =
            table.members.iter().flatten().enumerate().map(|(at, m)| (m.span, at)).collect();
        for (name, cells) in &category.rows {
            let Some(at) = places.get(&name.span).copied() else { continue };
            let mut texts = Vec::with_capacity(cells.len());
            for (cell, (ty, percent, place)) in cells.iter().zip(&columns) {
                texts.push(self.cell_text(cell, ty, *percent, *place));
            }
            let table = self.tables.get_mut(id.0).and_then(|t| t.members.as_mut());
            if let Some(member) = table.and_then(|members| members.get_mut(at)) {
                member.cells.extend(texts);
            }
        }
    }

    /// A cell as a file would have it.
    fn cell_text(&mut self, cell: &ast::Expr, ty: &Type, percent: bool, column: Span) -> String {
        let found = match ty {
            Type::Choice(_) | Type::Row(_) => self.word_of_cell(cell, ty, column),
            _ => self.constant(cell, Some(ty), percent).map(|(constant, _)| match constant {
                Constant::Number(number) if percent => {
                    let hundred = Decimal::from_i64(100);
                    Number::mul(number, hundred).unwrap_or(number).to_canonical()
                }
                Constant::Number(number) => number.to_canonical(),
                Constant::Bool(value) => value.to_string(),
                Constant::Date(day) => day.to_string(),
                Constant::Text(text) => text,
            }),
        };
        found.unwrap_or_default()
    }

    /// A word of a list, a member of another category, or the key of a row of data.
    fn word_of_cell(&mut self, cell: &ast::Expr, ty: &Type, column: Span) -> Option<String> {
        use ast::ExprKind as K;
        let of_data = matches!(ty, Type::Row(table) if self.members(*table).is_none());
        match &cell.kind {
            K::Text(text) if of_data => return Some(text.clone()),
            K::Name(name) if of_data => return Some(name.text.clone()),
            K::Number(number, None) if of_data && !number.percent => {
                return Some(number.digits.clone());
            }
            _ => {}
        }
        let scope = Scope::default();
        let mut inferred = self.infer(cell, &scope, Some(ty)).ok()?;
        self.fit(&mut inferred, ty, Place::Formula(column)).ok()?;
        match inferred.expr.kind {
            ExprKind::Choice(id, at) => {
                self.choices.get(id.0)?.get(usize::try_from(at).ok()?).cloned()
            }
            ExprKind::Member(table, at) => {
                self.members(table)?.get(usize::try_from(at).ok()?).map(|m| m.name.clone())
            }
            _ => {
                self.report(Diagnostic::at("check-not-constant", cell.span));
                None
            }
        }
    }

    /// The members of a category; none for a table of data.
    pub(super) fn members(&self, table: TableId) -> Option<&[Member]> {
        self.tables.get(table.0)?.members.as_deref()
    }

    pub(super) fn member_names(&self, table: TableId) -> Vec<String> {
        self.members(table).unwrap_or_default().iter().map(|m| m.name.clone()).collect()
    }

    /// A category by name; a table of data is refused.
    pub(super) fn category_by_name(&mut self, name: &ast::Ident) -> Option<TableId> {
        let id = self.table_by_name(name)?;
        if self.members(id).is_some() {
            return Some(id);
        }
        let place = self.tables.get(id.0).map(|t| t.span).unwrap_or_default();
        self.report(
            Diagnostic::at("check-not-a-category", name.span)
                .with("table", &*name.text)
                .other(Place::Formula(place)),
        );
        None
    }

    /// What stands where a row of a category is wanted: the name of a member, unless a reference
    /// of that name is in reach. None for anything that is no name and no whole number.
    pub(super) fn member_wanted(
        &mut self,
        expr: &ast::Expr,
        table: TableId,
        scope: &Scope,
    ) -> Typed<Option<plan::Expr>> {
        use ast::ExprKind as K;
        let Some(members) = self.members(table) else { return Ok(None) };
        let text = match &expr.kind {
            K::Name(name) => name.text.as_str(),
            K::Number(number, None) if !number.percent => number.digits.as_str(),
            _ => return Ok(None),
        };
        if self.refers_to(text, table, scope) {
            return Ok(None);
        }
        if let Some(at) = members.iter().position(|m| m.name == text) {
            return Ok(Some(member(table, at, expr.span)));
        }
        if matches!(&expr.kind, K::Name(name) if self.is_declared(name, scope)) {
            return Ok(None);
        }
        self.member_unknown(text.to_owned(), expr.span, table)
    }

    pub(super) fn member_unknown<T>(
        &mut self,
        text: String,
        span: Span,
        table: TableId,
    ) -> Typed<T> {
        let names = self.member_names(table);
        let near = super::nearest(&text, names.iter().map(String::as_str)).unwrap_or_default();
        let (category, place) =
            self.tables.get(table.0).map(|t| (t.name.clone(), t.span)).unwrap_or_default();
        let some: Vec<&str> = names.iter().take(20).map(String::as_str).collect();
        self.fail(
            Diagnostic::at("check-member-unknown", span)
                .with("name", text)
                .with("category", category)
                .with("members", some.join(", "))
                .with("near", near)
                .other(Place::Formula(place)),
        )
    }

    /// Whether a name in reach is a reference to the category, so that it is no member's name.
    fn refers_to(&self, name: &str, table: TableId, scope: &Scope) -> bool {
        if self.binders.iter().any(|b| b.name == name && b.table == table) {
            return true;
        }
        let Some(row) = scope.row else { return false };
        match self.of_row.get(&(row, name.to_owned())) {
            Some((OfRow::Column(column), _)) => {
                let found = self.tables.get(row.0).and_then(|t| t.columns.get(column.0));
                found.is_some_and(|c| c.ty == Type::Row(table))
            }
            _ => false,
        }
    }

    /// A name that means nothing else, but a member of one category.
    pub(super) fn member_anywhere(&mut self, name: &ast::Ident) -> Typed<Option<plan::Expr>> {
        let mut found: Vec<(TableId, usize)> = Vec::new();
        for (at, table) in self.tables.iter().enumerate() {
            let members = table.members.iter().flatten();
            let place = members.enumerate().find(|(_, m)| m.name == name.text);
            found.extend(place.map(|(place, _)| (TableId(at), place)));
        }
        match found.as_slice() {
            [] => Ok(None),
            [(table, at)] => Ok(Some(member(*table, *at, name.span))),
            several => {
                let names = several.iter().filter_map(|(t, _)| self.tables.get(t.0));
                let names: Vec<&str> = names.map(|t| t.name.as_str()).collect();
                let names = names.join(", ");
                self.fail(
                    Diagnostic::at("check-member-which-category", name.span)
                        .with("name", &*name.text)
                        .with("categories", names),
                )
            }
        }
    }

    /// A parameter by category where nothing says for which member: in the rows of its category
    /// it is this row's value.
    pub(super) fn param_of_this_row(
        &mut self,
        id: plan::ParamId,
        name: &ast::Ident,
        scope: &Scope,
    ) -> Typed<plan::Expr> {
        let Some(param) = self.params.get(id.0) else { return Err(Stop::Failed) };
        let (ty, by) = (param.ty.clone(), param.by.clone());
        if let ([category], Some(row)) = (by.as_slice(), scope.row)
            && *category == row
        {
            let this = node(ExprKind::This(row), Type::Row(row), true, name.span);
            return Ok(node(ExprKind::ParamOf(id, None, vec![this]), ty, true, name.span));
        }
        let names = by.iter().filter_map(|t| self.tables.get(t.0)).map(|t| t.name.as_str());
        let names = names.collect::<Vec<_>>().join(", ");
        self.fail(
            Diagnostic::at("check-param-of-which", name.span)
                .with("name", &*name.text)
                .with("categories", names),
        )
    }

    /// The parameter with this name that goes by the given category alone.
    pub(super) fn param_by(&self, name: &str, category: TableId) -> Option<plan::ParamId> {
        match self.national.get(name) {
            Some((National::Param(id), _)) => {
                let param = self.params.get(id.0)?;
                (param.by == [category]).then_some(*id)
            }
            _ => None,
        }
    }
}

fn member(table: TableId, at: usize, span: Span) -> plan::Expr {
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    node(ExprKind::Member(table, at), Type::Row(table), false, span)
}
