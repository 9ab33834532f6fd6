//! Tables: their columns, families of columns, and the references of a cross table.

use super::notes::wordings;
use super::{Checker, OfRow};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::plan::{self, ColumnId, Family, TableId, Type, Wording};
use crate::standing::Standing;
use crate::syntax::ast::{self, ColumnKind};

/// How many columns a table may have, those of families counted one by one.
const COLUMNS_MAX: usize = 5_000;

impl<'a> Checker<'a> {
    /// Gives a table its name; none when another has it already, which is said.
    pub(super) fn name_table(&mut self, name: &ast::Ident, notes: &ast::Notes) -> Option<TableId> {
        if let Some(earlier) = self.tables_by_name.get(&name.text) {
            let place = self.tables.get(earlier.0).map(|t| t.span).unwrap_or_default();
            self.report(
                Diagnostic::at("check-name-twice", name.span)
                    .with("name", &*name.text)
                    .other(Place::Formula(place)),
            );
            return None;
        }
        let id = TableId(self.tables.len());
        self.tables_by_name.insert(name.text.clone(), id);
        self.tables.push(plan::Table {
            name: name.text.clone(),
            labels: self.labels(notes),
            key: None,
            product: Vec::new(),
            columns: Vec::new(),
            members: None,
            span: name.span,
        });
        Some(id)
    }

    /// The table that an item has named; none for one that came too late for its name.
    pub(super) fn table_of_item(&self, name: &ast::Ident) -> Option<TableId> {
        let id = self.tables_by_name.get(&name.text).copied()?;
        self.tables.get(id.0).filter(|t| t.span == name.span).map(|_| id)
    }

    pub(super) fn columns_of_table(&mut self, table: &'a ast::Table) {
        let Some(id) = self.table_of_item(&table.name) else { return };
        for factor in &table.product {
            self.reference_of_product(id, factor);
        }
        let mut key: Option<(ColumnId, Span)> = None;
        for column in &table.columns {
            if column.key {
                let at = self.tables.get(id.0).map_or(0, |t| t.columns.len());
                self.key_of_table(table, column, key.map(|(_, span)| span));
                key = Some((ColumnId(at), column.name.span));
            }
            self.column(id, column, None);
        }
        if key.is_none() && table.product.is_empty() {
            let near = table.columns.iter().find(|c| matches!(c.kind, ColumnKind::Text));
            self.report(
                Diagnostic::at("check-key-missing", table.name.span)
                    .with("table", &*table.name.text)
                    .with("near", near.map(|c| c.name.text.clone()).unwrap_or_default()),
            );
        }
        if let Some(schema) = self.tables.get_mut(id.0) {
            schema.key = key.map(|(id, _)| id);
        }
    }

    fn key_of_table(&mut self, table: &ast::Table, column: &ast::Column, earlier: Option<Span>) {
        let name = &*table.name.text;
        if let Some(earlier) = earlier {
            self.report(
                Diagnostic::at("check-key-twice", column.name.span)
                    .with("table", name)
                    .other(Place::Formula(earlier)),
            );
        }
        if let Some(family) = &column.family {
            self.not_yet("by", family.span);
        }
        if !table.product.is_empty() {
            let diagnostic = Diagnostic::at("check-product-key", column.name.span);
            self.report(diagnostic.with("table", name));
        }
    }

    /// A cross table refers to each table that it crosses, by a column with that table's name.
    fn reference_of_product(&mut self, id: TableId, factor: &ast::Ident) {
        let Some(target) = self.table_by_name(factor) else { return };
        if self.crosses(target) || target == id {
            self.report(
                Diagnostic::at("check-product-of-product", factor.span)
                    .with("table", &*factor.text),
            );
            return;
        }
        let mut reference = blank_column(factor, Type::Row(target));
        reference.labels = self.labels_of_table(factor);
        self.push_column(id, factor, reference);
        if let Some(schema) = self.tables.get_mut(id.0) {
            schema.product.push(target);
        }
    }

    /// A reference that has no title of its own is called as the table.
    fn labels_of_table(&self, name: &ast::Ident) -> plan::Labels {
        let table = self.tables_by_name.get(&name.text).and_then(|id| self.tables.get(id.0));
        table.map(|t| t.labels.clone()).unwrap_or_default()
    }

    /// Whether the table is declared as a cross table, wherever it stands in the file.
    fn crosses(&self, table: TableId) -> bool {
        self.tables.get(table.0).is_some_and(|t| self.products.contains(&t.name))
    }

    /// A column as declared; one for each member where it is a family. `standing` is that of the
    /// cells of a category.
    pub(super) fn column(
        &mut self,
        table: TableId,
        column: &ast::Column,
        standing: Option<(Standing, Option<Wording>)>,
    ) {
        let ty = self.column_type(&column.kind);
        let mut schema = blank_column(&column.name, ty);
        schema.labels = self.labels(&column.notes);
        if column.notes.titles.is_empty()
            && let ColumnKind::Reference(target) = &column.kind
            && target.text == column.name.text
        {
            schema.labels = self.labels_of_table(target);
        }
        schema.cites = wordings(&column.notes.cites);
        schema.percent = matches!(&column.kind, ColumnKind::Number(u) if u.percent);
        schema.optional = column.optional;
        schema.protected = column.protected;
        schema.decided = column.decided.as_ref().map(|decided| plan::Decided {
            formula: decided.formula.text.clone(),
            result: decided.result.text.clone(),
            year_before: decided.year_before,
        });
        schema.standing = standing;
        schema.span = column.span;
        match &column.family {
            None => self.push_column(table, &column.name, schema),
            Some(_) if column.decided.is_some() => {
                let span = column.decided.as_ref().map_or(column.span, |d| d.span);
                self.not_yet("from decided", span);
            }
            Some(category) => self.family(table, &column.name, category, &schema),
        }
    }

    fn push_column(&mut self, table: TableId, name: &ast::Ident, schema: plan::Column) {
        let at = self.tables.get(table.0).map_or(0, |t| t.columns.len());
        self.declare_of_row(table, name, OfRow::Column(ColumnId(at)));
        if let Some(table) = self.tables.get_mut(table.0) {
            table.columns.push(schema);
        }
    }

    /// `clients by age_group : person`: one column `clients_MEMBER` for each member.
    fn family(
        &mut self,
        table: TableId,
        name: &ast::Ident,
        category: &ast::Ident,
        schema: &plan::Column,
    ) {
        let Some(id) = self.category_by_name(category) else { return };
        let members: Vec<String> = self.member_names(id);
        let first = self.tables.get(table.0).map_or(0, |t| t.columns.len());
        if first.saturating_add(members.len()) > COLUMNS_MAX {
            self.report(
                Diagnostic::at("check-family-too-large", category.span)
                    .with("members", members.len().to_string())
                    .with("most", COLUMNS_MAX.to_string()),
            );
            return;
        }
        self.declare_of_row(table, name, OfRow::Family(ColumnId(first), id));
        for (at, member) in members.iter().enumerate() {
            let own = ast::Ident { text: format!("{}_{member}", name.text), span: name.span };
            let mut column = schema.clone();
            column.name.clone_from(&own.text);
            let labels = &mut column.labels;
            for label in [&mut labels.en, &mut labels.sq, &mut labels.sr].into_iter().flatten() {
                *label = format!("{label} ({member})");
            }
            column.family = Some(Family {
                name: name.text.clone(),
                labels: schema.labels.clone(),
                category: id,
                member: u32::try_from(at).unwrap_or(u32::MAX),
            });
            self.push_column(table, &own, column);
        }
    }
}

/// A column of which nothing but name and type is said.
pub(super) fn blank_column(name: &ast::Ident, ty: Type) -> plan::Column {
    plan::Column {
        name: name.text.clone(),
        labels: plan::Labels::default(),
        cites: Vec::new(),
        ty,
        percent: false,
        optional: false,
        protected: false,
        family: None,
        decided: None,
        standing: None,
        span: name.span,
    }
}
