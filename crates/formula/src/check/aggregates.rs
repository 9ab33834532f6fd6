//! Aggregates: over which rows, of what, with which unit.

use super::expressions::node;
use super::operators::known;
use super::{Checker, Inferred, National, Scope, Stop, Typed};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::number::Decimal;
use crate::plan::{self, Constant, ExprKind, RowSet, TableId, Type};
use crate::syntax::ast::{self, AggregateFunction, Rows};
use crate::unit::Unit;
use std::collections::BTreeSet;

impl<'a> Checker<'a> {
    pub(super) fn aggregate(
        &mut self,
        aggregate: &ast::Aggregate,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        if let Some(fold) = self.fold(aggregate, span, scope)? {
            return Ok(fold);
        }
        let (table, rows) = self.rows_of(aggregate, span, scope)?;
        let inner = Scope { row: Some(table), ..Scope::default() };
        let filter = match &aggregate.filter {
            Some(filter) => Some(self.infer_bool(filter, &inner)?),
            None => None,
        };
        let value_scope = match &aggregate.filter {
            Some(filter) => self.assuming(&inner, filter, true),
            None => inner,
        };
        let counts_table = self.counted_table(aggregate);
        let value = match &aggregate.value {
            Some(value) if counts_table.is_none() => {
                Some((self.infer_known(value, &value_scope, None)?.expr, value))
            }
            _ => None,
        };
        let weight = match &aggregate.weight {
            Some(weight) => {
                let typed = self.infer_known(weight, &value_scope, None)?.expr;
                self.want_number(&typed, weight)?;
                Some(typed)
            }
            None => None,
        };
        let argument = self.argument_of(aggregate, scope)?;
        let dropping = self.dropped(aggregate, value.as_ref().map(|(v, _)| v), scope)?;
        let counted = self.tables.get(table.0).map(|t| t.name.clone()).unwrap_or_default();
        let found = value.as_ref().map(|(value, ast)| (value, *ast));
        let ty = self.type_of_aggregate(aggregate, found, &counted)?;
        let per_row = !matches!(rows, RowSet::All);
        let typed = plan::Aggregate {
            function: aggregate.function,
            table,
            rows,
            value: value.map(|(value, _)| value),
            weight,
            argument,
            filter,
            dropping,
            instance: self.instance(),
        };
        Ok(known(node(ExprKind::Aggregate(Box::new(typed)), ty, per_row, span)))
    }

    /// Which percentile: a plain number, the same for all rows.
    pub(super) fn argument_of(
        &mut self,
        aggregate: &ast::Aggregate,
        scope: &Scope,
    ) -> Typed<Option<plan::Expr>> {
        let Some(argument) = &aggregate.argument else { return Ok(None) };
        let typed = self.infer_known(argument, scope, None)?.expr;
        let unit = self.want_number(&typed, argument)?;
        if !unit.is_plain() {
            return self.fail(
                Diagnostic::at("check-plain-number-wanted", argument.span)
                    .with("unit", unit.to_string()),
            );
        }
        if typed.per_row {
            return self.fail(Diagnostic::at("check-percentile-per-row", argument.span));
        }
        if let ExprKind::Constant(Constant::Number(part)) = &typed.kind
            && (*part < Decimal::ZERO || *part > Decimal::ONE)
        {
            let text = self.text_of(argument);
            return self
                .fail(Diagnostic::at("check-percentile-range", argument.span).with("text", text));
        }
        Ok(Some(typed))
    }

    /// `count(municipality)` counts a table rather than a value.
    fn counted_table(&self, aggregate: &ast::Aggregate) -> Option<TableId> {
        match (&aggregate.function, &aggregate.value) {
            (AggregateFunction::Count, Some(value)) => match &value.kind {
                ast::ExprKind::Name(name) => self.tables_by_name.get(&name.text).copied(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The type of an aggregate of a value; `counted` is what a count counts.
    pub(super) fn type_of_aggregate(
        &mut self,
        aggregate: &ast::Aggregate,
        value: Option<(&plan::Expr, &ast::Expr)>,
        counted: &str,
    ) -> Typed<Type> {
        use AggregateFunction as F;
        if let Some(weight) = &aggregate.weight
            && aggregate.function != F::Mean
        {
            return self.fail(Diagnostic::at("check-weight-of-mean", weight.span));
        }
        match (aggregate.function, value) {
            (F::Count, None) => Ok(Type::Number(Unit::named(counted))),
            (F::Count, Some((value, _))) if value.ty == Type::Bool => {
                Ok(Type::Number(Unit::named(counted)))
            }
            (F::Count, Some((_, ast))) => {
                let text = self.text_of(ast);
                self.fail(
                    Diagnostic::at("check-count-of-what", ast.span)
                        .with("text", text)
                        .with("table", counted),
                )
            }
            (F::Every | F::Some | F::No, Some((value, ast))) => {
                if value.ty == Type::Bool {
                    return Ok(Type::Bool);
                }
                let ty = self.type_word(&value.ty);
                self.fail(Diagnostic::at("check-condition-wanted", ast.span).with("type", ty))
            }
            (F::Min | F::Max, Some((value, _))) if value.ty == Type::Date => Ok(Type::Date),
            (_, Some((value, ast))) => self.want_number(value, ast).map(Type::Number),
            (_, None) => self.fail(Diagnostic::at("check-aggregate-of-what", aggregate.name_span)),
        }
    }

    fn rows_of(
        &mut self,
        aggregate: &ast::Aggregate,
        span: Span,
        scope: &Scope,
    ) -> Typed<(TableId, RowSet)> {
        match &aggregate.rows {
            Rows::Over(name, _) => match self.table_by_name(name) {
                Some(table) => Ok((table, RowSet::All)),
                None => Err(Stop::Failed),
            },
            Rows::Its(name, by) => self.its(name, by.as_ref(), scope),
            Rows::Per(key) => {
                let Some(table) = scope.row else {
                    return self.fail(Diagnostic::at("check-per-outside-each", key.span));
                };
                let key = self.group_key(key, scope)?;
                Ok((table, RowSet::Per(Box::new(key))))
            }
            Rows::All => {
                if let Some(table) = self.counted_table(aggregate) {
                    return Ok((table, RowSet::All));
                }
                let table = match scope.row {
                    Some(table) => table,
                    None => self.only_table_with(aggregate, span)?,
                };
                Ok((table, RowSet::All))
            }
        }
    }

    /// A value that names a group: anything but an optional one.
    pub(super) fn group_key(&mut self, key: &ast::Expr, scope: &Scope) -> Typed<plan::Expr> {
        Ok(self.infer_known(key, scope, None)?.expr)
    }

    fn its(
        &mut self,
        name: &ast::Ident,
        by: Option<&ast::Ident>,
        scope: &Scope,
    ) -> Typed<(TableId, RowSet)> {
        let Some(here) = scope.row else {
            return self.fail(
                Diagnostic::at("check-its-outside-each", name.span).with("table", &*name.text),
            );
        };
        let Some(table) = self.table_by_name(name) else { return Err(Stop::Failed) };
        let here_name = self.tables.get(here.0).map(|t| t.name.clone()).unwrap_or_default();
        let Some(schema) = self.tables.get(table.0) else { return Err(Stop::Failed) };
        let place = schema.span;
        let references: Vec<(plan::ColumnId, String)> = schema
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| c.ty == Type::Row(here))
            .map(|(at, c)| (plan::ColumnId(at), c.name.clone()))
            .collect();
        let names: Vec<&str> = references.iter().map(|(_, n)| n.as_str()).collect();
        let chosen = match (by, references.as_slice()) {
            (None, [(only, _)]) => Some(*only),
            (None, _) => None,
            (Some(by), _) => references.iter().find(|(_, n)| *n == by.text).map(|(id, _)| *id),
        };
        match chosen {
            Some(column) => Ok((table, RowSet::Its(column))),
            None => {
                let id = if references.is_empty() {
                    "check-its-no-reference"
                } else {
                    "check-its-which-reference"
                };
                let names = names.join(", ");
                self.fail(
                    Diagnostic::at(id, by.map_or(name.span, |b| b.span))
                        .with("table", &*name.text)
                        .with("here", here_name)
                        .with("references", names)
                        .other(Place::Formula(place)),
                )
            }
        }
    }

    /// Whether a name belongs to rows rather than to the country.
    fn is_of_rows(&self, name: &str) -> bool {
        match self.national.get(name) {
            None => !self.binders.iter().any(|b| b.name == name),
            Some((National::Param(id), _)) => {
                self.params.get(id.0).is_some_and(|p| p.by.len() == 1)
            }
            Some(_) => false,
        }
    }

    /// Whether a name means something in the rows of a table: a column, a definition of its
    /// chapter, a parameter that goes by it.
    fn has_in_rows(&self, table: TableId, name: &str) -> bool {
        self.of_row.contains_key(&(table, name.to_owned())) || self.param_by(name, table).is_some()
    }

    /// Outside a chapter: the one table in whose rows all names of the value mean something.
    fn only_table_with(&mut self, aggregate: &ast::Aggregate, span: Span) -> Typed<TableId> {
        let mut names = BTreeSet::new();
        for expr in [&aggregate.value, &aggregate.filter, &aggregate.weight].into_iter().flatten() {
            root_names(expr, &mut names);
        }
        let of_tables: Vec<&String> = names.iter().filter(|n| self.is_of_rows(n)).collect();
        let fitting: Vec<(TableId, String)> = self
            .tables
            .iter()
            .enumerate()
            .filter(|(at, _)| {
                let has = |n: &&String| self.has_in_rows(TableId(*at), n);
                !of_tables.is_empty() && of_tables.iter().any(has)
            })
            .map(|(at, t)| (TableId(at), t.name.clone()))
            .collect();
        let all: Vec<_> = fitting
            .iter()
            .filter(|(id, _)| of_tables.iter().all(|n| self.has_in_rows(*id, n)))
            .collect();
        match (all.as_slice(), fitting.as_slice()) {
            ([(only, _)], _) => Ok(*only),
            // Let the unknown name itself be reported, in the table that it was meant for.
            ([], [(nearly, _)]) => Ok(*nearly),
            ([], _) => {
                let mut of_data = (0..self.tables.len())
                    .filter(|at| self.tables.get(*at).is_some_and(|t| t.members.is_none()));
                match (of_data.next(), of_data.next()) {
                    (Some(only), None) => Ok(TableId(only)),
                    _ => {
                        let name = of_tables.first().map(|n| n.to_string()).unwrap_or_default();
                        let diagnostic = Diagnostic::at("check-aggregate-no-table", span);
                        self.fail(diagnostic.with("name", name))
                    }
                }
            }
            (several, _) => {
                let tables: Vec<&str> = several.iter().map(|(_, n)| n.as_str()).collect();
                let (list, first) = (tables.join(", "), tables.first().copied().unwrap_or(""));
                let diagnostic = Diagnostic::at("check-aggregate-which-table", span)
                    .with("tables", list)
                    .with("first", first);
                self.fail(diagnostic)
            }
        }
    }
}

/// The names with which an expression starts, words of lists among them.
fn root_names(expr: &ast::Expr, names: &mut BTreeSet<String>) {
    use ast::ExprKind as K;
    match &expr.kind {
        K::Name(name) => {
            names.insert(name.text.clone());
        }
        K::Field(base, _) | K::Index(base, _) => root_names(base, names),
        // The word on the other side of a comparison may be a member of a list.
        K::Binary(ast::BinaryOperator::Equal | ast::BinaryOperator::NotEqual, a, b) => {
            root_names(a, names);
            if !matches!(b.kind, K::Name(_)) {
                root_names(b, names);
            }
        }
        K::Binary(_, a, b) | K::Otherwise(a, b) => {
            root_names(a, names);
            root_names(b, names);
        }
        K::Negate(a)
        | K::Not(a)
        | K::IsKnown(a, _)
        | K::IsAt(a, _)
        | K::Convert(a, _)
        | K::At(a, _) => root_names(a, names),
        K::Between(a, b, c) | K::If(a, b, c) => {
            [a, b, c].into_iter().for_each(|e| root_names(e, names));
        }
        K::OneOf(a, _) => root_names(a, names),
        K::Call(_, arguments) | K::Conditions(_, arguments) => {
            arguments.iter().for_each(|e| root_names(e, names));
        }
        K::FirstOf(first_of) => {
            for (value, condition) in &first_of.cases {
                root_names(value, names);
                root_names(condition, names);
            }
            first_of.otherwise.iter().for_each(|e| root_names(e, names));
        }
        K::Round(round) => root_names(&round.value, names),
        _ => {}
    }
}
