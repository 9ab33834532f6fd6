//! First walk over a file: which tables, columns, parameters and definitions there are, each once.

use super::{Checker, Draft, National, OfRow, State};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::plan::{self, ParamId, ScaleId, TableId, Type, UseId};
use crate::syntax::ast::{self, ColumnKind, Item};
use crate::unit::Unit;

impl<'a> Checker<'a> {
    pub(super) fn collect(&mut self, file: &'a ast::File) {
        self.header = file.header.as_ref();
        // Tables first: everything else may name them, whatever the order of the file.
        for item in &file.items {
            match item {
                Item::Table(table) => {
                    self.name_table(&table.name, &table.notes);
                    if !table.product.is_empty() {
                        self.products.insert(table.name.text.clone());
                    }
                }
                Item::Category(category) => self.name_category(category),
                _ => {}
            }
        }
        for item in &file.items {
            match item {
                Item::Table(table) => self.columns_of_table(table),
                Item::Category(category) => self.columns_of_category(category),
                _ => {}
            }
        }
        for item in &file.items {
            if let Item::Category(category) = item {
                self.cells_of(category);
            }
        }
        for item in &file.items {
            match item {
                Item::Table(_) | Item::Category(_) => {}
                Item::Each(each) => self.collect_chapter(each),
                other => self.collect_item(other, None),
            }
        }
    }

    fn collect_chapter(&mut self, each: &'a ast::Each) {
        let Some(table) = self.table_by_name(&each.table) else { return };
        for item in &each.items {
            self.collect_item(item, Some(table));
        }
    }

    pub(super) fn table_by_name(&mut self, name: &ast::Ident) -> Option<TableId> {
        if let Some(found) = self.tables_by_name.get(&name.text) {
            return Some(*found);
        }
        let names = self.tables.iter().map(|t| t.name.as_str());
        let near = super::nearest(&name.text, names).unwrap_or_default();
        self.report(
            Diagnostic::at("check-table-unknown", name.span)
                .with("name", &*name.text)
                .with("near", near),
        );
        None
    }

    pub(super) fn declare_of_row(&mut self, table: TableId, name: &ast::Ident, what: OfRow) {
        let key = (table, name.text.clone());
        if let Some((_, earlier)) = self.of_row.get(&key) {
            let earlier = *earlier;
            self.report(
                Diagnostic::at("check-name-twice", name.span)
                    .with("name", &*name.text)
                    .other(Place::Formula(earlier)),
            );
            return;
        }
        self.of_row.insert(key, (what, name.span));
    }

    pub(super) fn declare_national(&mut self, name: &ast::Ident, what: National) {
        if let Some((_, earlier)) = self.national.get(&name.text) {
            let earlier = *earlier;
            self.report(
                Diagnostic::at("check-name-twice", name.span)
                    .with("name", &*name.text)
                    .other(Place::Formula(earlier)),
            );
            return;
        }
        self.national.insert(name.text.clone(), (what, name.span));
    }

    fn collect_item(&mut self, item: &'a Item, table: Option<TableId>) {
        match item {
            Item::Definition(definition) => {
                let index = self.drafts.len();
                self.drafts.push(Draft { ast: definition, table, state: State::Waiting });
                match table {
                    Some(table) => {
                        self.declare_of_row(table, &definition.name, OfRow::Draft(index));
                    }
                    None => self.declare_national(&definition.name, National::Draft(index)),
                }
            }
            Item::Check(check) => self.checks_ast.push((check, table)),
            Item::Param(param) => {
                let id = ParamId(self.params.len());
                let typed = self.param(param);
                self.params.push(typed);
                self.declare_national(&param.name, National::Param(id));
            }
            Item::Scale(scale) => {
                let id = ScaleId(self.scales.len());
                let typed = self.scale(scale);
                self.scales.push(typed);
                self.declare_national(&scale.name, National::Scale(id));
            }
            Item::Use(used) => self.collect_use(used),
            Item::Category(inner) => self.not_yet("category", inner.name.span),
            Item::Function(function) => self.collect_function(function),
            Item::Overlay(ast::Overlay::SetParam(name, ..) | ast::Overlay::SetColumn(name, ..)) => {
                self.not_yet("set", name.span);
            }
            Item::Overlay(ast::Overlay::Replace(definition)) => {
                self.not_yet("replace", definition.name.span);
            }
            Item::Each(each) => self.not_yet("each", each.table.span),
            Item::Table(inner) => self.not_yet("table", inner.name.span),
        }
    }

    /// Says that a construct is not understood at this place.
    pub(super) fn not_yet(&mut self, what: &str, span: Span) {
        self.report(Diagnostic::at("check-not-understood", span).with("what", what));
    }

    fn collect_use(&mut self, used: &'a ast::Use) {
        let name = used.alias.as_ref().unwrap_or(&used.result);
        let Some(other) = self.others.iter().find(|o| o.name == used.formula.text) else {
            let names = self.others.iter().map(|o| o.name.as_str());
            let near = super::nearest(&used.formula.text, names).unwrap_or_default();
            self.report(
                Diagnostic::at("check-use-formula-unknown", used.formula.span)
                    .with("formula", &*used.formula.text)
                    .with("near", near),
            );
            return;
        };
        let Some(result) = other.results.iter().find(|r| r.name == used.result.text) else {
            let names = other.results.iter().map(|r| r.name.as_str());
            let near = super::nearest(&used.result.text, names).unwrap_or_default();
            self.report(
                Diagnostic::at("check-use-result-unknown", used.result.span)
                    .with("formula", &*used.formula.text)
                    .with("result", &*used.result.text)
                    .with("near", near),
            );
            return;
        };
        let table = match &result.table {
            None => None,
            Some(name) => match self.tables_by_name.get(name) {
                Some(id) => Some(*id),
                None => {
                    self.report(
                        Diagnostic::at("check-use-table-missing", used.span)
                            .with("result", &*used.result.text)
                            .with("table", &**name),
                    );
                    return;
                }
            },
        };
        let id = UseId(self.uses.len());
        self.uses.push(plan::Use {
            name: name.text.clone(),
            formula: used.formula.text.clone(),
            result: used.result.text.clone(),
            labels: result.labels.clone(),
            table,
            ty: result.ty.clone(),
            span: used.span,
        });
        match table {
            Some(table) => self.declare_of_row(table, name, OfRow::Use(id)),
            None => self.declare_national(name, National::Use(id)),
        }
    }

    /// The type that a column, parameter or result is declared with.
    pub(super) fn column_type(&mut self, kind: &ColumnKind) -> Type {
        match kind {
            ColumnKind::Text => Type::Text,
            ColumnKind::Date => Type::Date,
            ColumnKind::Bool => Type::Bool,
            ColumnKind::Number(unit) => Type::Number(unit_of(unit)),
            ColumnKind::OneOf(words) => {
                Type::Choice(self.choice(words.iter().map(|w| w.text.clone()).collect()))
            }
            ColumnKind::Reference(name) => match self.table_by_name(name) {
                Some(table) => Type::Row(table),
                None => Type::Text,
            },
        }
    }
}

/// A unit as written becomes a unit; `%` and `number` are plain.
pub(super) fn unit_of(unit: &ast::UnitExpr) -> Unit {
    Unit::from_factors(unit.factors.iter().map(|(name, power)| (name.text.clone(), *power)))
}
