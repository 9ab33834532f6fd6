//! Data that fits a plan: typed columns with the standing and source of each cell.
//!
//! [`TableReader`] takes rows of text from wherever they come (CSV, workbook, database), checks
//! each
//! cell against the plan and reports every fault by line, row and column. [`Data::new`] then joins
//! the tables: keys are unique, references point at rows that exist. What is left is data that a
//! run cannot stumble over.

mod hash;
mod product;
mod reader;
mod stated;

pub use product::pair_key;
pub(crate) use reader::number_written;
pub use reader::{CellText, TableReader};

use crate::diagnostic::{Diagnostic, Phrase, Place, has_errors};
use crate::number::Decimal;
use crate::plan::{ColumnId, ColumnSet, Labels, Plan, TableId, Type, UseId, Wording};
use crate::run::Value;
use crate::standing::Standing;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// One value for all cells of a column, or one for each.
#[derive(Debug, Clone, PartialEq)]
pub enum PerCell<T> {
    /// The same for all.
    Same(T),
    /// One for each row.
    Each(Vec<T>),
}

impl<T> PerCell<T> {
    /// Gives one of `count` rows another value.
    fn put(&mut self, row: usize, count: usize, value: T)
    where
        T: Clone,
    {
        if let PerCell::Same(same) = self {
            *self = PerCell::Each(vec![same.clone(); count]);
        }
        if let PerCell::Each(values) = self
            && let Some(slot) = values.get_mut(row)
        {
            *slot = value;
        }
    }

    /// The value for a row.
    pub fn get(&self, row: usize) -> Option<&T> {
        match self {
            PerCell::Same(value) => Some(value),
            PerCell::Each(values) => values.get(row),
        }
    }
}

/// The values of a column. Where a cell is missing, the value at its place means nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Numbers in the unit of the column; per cent already as hundredths.
    Number(Vec<Decimal>),
    /// Texts.
    Text(Vec<Arc<str>>),
    /// Days.
    Date(Vec<Date>),
    /// True or false.
    Bool(Vec<bool>),
    /// Words of the column's list.
    Choice(Vec<u32>),
    /// Rows of another table.
    Row(Vec<u32>),
}

/// One column of data.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its values.
    pub values: Values,
    /// Which cells are empty; none when no cell is.
    pub missing: Option<Vec<bool>>,
    /// How far each cell can be relied on.
    pub standing: PerCell<Standing>,
    /// Where each cell was read.
    pub source: PerCell<Option<Arc<Wording>>>,
}

impl Column {
    /// A column of missing cells, of the kind of a value.
    fn undelivered(kind: &Value<Decimal>, count: usize) -> Column {
        let values = match kind {
            Value::Number(_) | Value::Missing => Values::Number(vec![Decimal::default(); count]),
            Value::Text(text) => Values::Text(vec![Arc::clone(text); count]),
            Value::Date(day) => Values::Date(vec![*day; count]),
            Value::Bool(_) => Values::Bool(vec![false; count]),
            Value::Choice(_) => Values::Choice(vec![0; count]),
            Value::Row(_) => Values::Row(vec![0; count]),
        };
        Column {
            values,
            missing: Some(vec![true; count]),
            standing: PerCell::Same(Standing::default()),
            source: PerCell::Same(None),
        }
    }

    /// Gives one of `count` rows another value, of the kind of the column.
    fn put(&mut self, row: usize, count: usize, value: Value<Decimal>) {
        fn replace<T>(values: &mut [T], row: usize, value: T) {
            if let Some(slot) = values.get_mut(row) {
                *slot = value;
            }
        }
        let is_missing = value == Value::Missing;
        match (&mut self.values, value) {
            (Values::Number(all), Value::Number(number)) => replace(all, row, number),
            (Values::Text(all), Value::Text(text)) => replace(all, row, text),
            (Values::Date(all), Value::Date(day)) => replace(all, row, day),
            (Values::Bool(all), Value::Bool(answer)) => replace(all, row, answer),
            (Values::Choice(all), Value::Choice(word)) => replace(all, row, word),
            (Values::Row(all), Value::Row(target)) => replace(all, row, target),
            _ => {}
        }
        if is_missing || self.missing.is_some() {
            replace(self.missing.get_or_insert_with(|| vec![false; count]), row, is_missing);
        }
    }

    /// Whether the cell of a row is empty.
    pub fn is_missing(&self, row: usize) -> bool {
        self.missing.as_ref().is_some_and(|m| m.get(row).copied().unwrap_or(true))
    }
}

/// The rows of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Which table of the plan.
    pub table: TableId,
    /// The file or other origin, as a person knows it.
    pub origin: String,
    /// Number of rows.
    pub rows: usize,
    /// The key of each row, as text; the row's number where the table has no key.
    pub keys: Vec<Arc<str>>,
    /// The line of each row in its origin; 0 for a row of a cross table that has none there.
    pub lines: Vec<u64>,
    /// One entry a column of the plan; none where an optional column was not delivered.
    pub columns: Vec<Option<Column>>,
}

impl Table {
    /// The row with a key.
    pub fn row(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|k| k.as_ref() == key)
    }

    /// A column by id.
    pub fn column(&self, column: ColumnId) -> Option<&Column> {
        self.columns.get(column.0)?.as_ref()
    }

    /// The table as a whole, for a diagnostic.
    pub fn whole(&self, plan: &Plan) -> Place {
        let name = plan.table(self.table).map(|t| t.name.as_str()).unwrap_or_default();
        whole_table(&self.origin, name)
    }

    /// Fills a column `from decided` with the amounts of an adopted run, by key. Rows that the run
    /// did not know stay without; amounts of rows that are no more are left out.
    pub fn decide(&mut self, column: ColumnId, decided: &UseValues) {
        let cells = by_key(&self.keys, decided);
        if let Some(slot) = self.columns.get_mut(column.0) {
            *slot = Some(cells);
        }
    }

    /// A row as a person knows it: by the names that the table has for it (columns `name_sq`,
    /// `name_sr` and `name_en`, or `name`) and by its key.
    pub fn named_row(&self, plan: &Plan, row: usize) -> Phrase {
        let text = |name: &str| {
            let (id, _) = plan.table(self.table)?.column_named(name)?;
            let cells = self.column(id)?;
            match &cells.values {
                Values::Text(texts) if !cells.is_missing(row) => {
                    texts.get(row).map(ToString::to_string)
                }
                _ => None,
            }
        };
        let key = self.keys.get(row).map(ToString::to_string).unwrap_or_default();
        let named = |column| text(column).or_else(|| text("name")).filter(|name| *name != key);
        let names = Labels { en: named("name_en"), sq: named("name_sq"), sr: named("name_sr") };
        Phrase::Row(names, key)
    }

    /// Where a cell stands, for a diagnostic.
    pub fn place(&self, plan: &Plan, row: usize, column: ColumnId) -> Place {
        Place::Data {
            origin: self.origin.clone(),
            table: plan.table(self.table).map(|t| t.name.clone()).unwrap_or_default(),
            line: self.lines.get(row).copied().filter(|line| *line > 0),
            row: self.keys.get(row).map(|k| k.to_string()),
            column: plan.column(self.table, column).map(|c| c.name.clone()),
        }
    }
}

/// The values of another formula's result, taken from one of its runs.
#[derive(Debug, Clone, PartialEq)]
pub struct UseValues {
    /// The hash that identifies that run.
    pub run: String,
    /// The day that run was made for.
    pub day: Date,
    /// Values by key of the row; one with an empty key for a national result.
    pub values: Vec<UseValue>,
}

/// One value of another formula's result.
#[derive(Debug, Clone, PartialEq)]
pub struct UseValue {
    /// The row's key.
    pub key: Arc<str>,
    /// The value; none where it is missing.
    pub value: Option<Decimal>,
    /// The weakest standing among what it rests on.
    pub standing: Standing,
    /// What it rests on, in words for the explanation.
    pub source: Option<Arc<Wording>>,
}

/// A value of another formula's result, placed on the rows of this data.
#[derive(Debug, Clone, PartialEq)]
pub struct UseColumn {
    /// Hash of the run it comes from.
    pub run: String,
    /// One cell a row of its table; a single one for a national result.
    pub column: Column,
}

/// Where numbers stand that a run reads: a column of a table, or a result of another formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberColumn {
    /// A column of a table.
    Of(TableId, ColumnId),
    /// A result of another formula.
    Used(UseId),
}

/// All tables that a plan needs, joined.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    tables: Vec<Table>,
    uses: Vec<UseColumn>,
    hash: String,
}

impl Data {
    /// Joins tables: each table of the plan once, references resolved, results of other formulas
    /// placed on their rows. Whatever does not fit is reported, all of it at once.
    pub fn new(
        plan: &Plan,
        tables: Vec<Table>,
        uses: &[(UseId, UseValues)],
    ) -> Result<Data, Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        let mut tables = in_plan_order(plan, tables, &mut diagnostics);
        if has_errors(&diagnostics) {
            return Err(diagnostics);
        }
        product::complete(plan, &mut tables, &mut diagnostics);
        undelivered_decisions(plan, &tables, &mut diagnostics);
        if has_errors(&diagnostics) {
            return Err(diagnostics);
        }
        resolve_references(plan, &mut tables, &mut diagnostics);
        let uses = place_uses(plan, &tables, uses, &mut diagnostics);
        if has_errors(&diagnostics) {
            return Err(diagnostics);
        }
        let hash = hash::of(plan, &tables, &uses);
        Ok(Data { tables, uses, hash })
    }

    /// A table.
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id.0)
    }

    /// Number of rows of a table.
    pub fn rows(&self, id: TableId) -> usize {
        self.table(id).map_or(0, |t| t.rows)
    }

    /// A result of another formula.
    pub fn use_column(&self, id: UseId) -> Option<&UseColumn> {
        self.uses.get(id.0)
    }

    /// The same data with other numbers in one column, for asking what would be. `change` is given
    /// row and number; a missing cell stays missing. The identity is that of the new numbers.
    pub fn with_numbers(
        &self,
        plan: &Plan,
        column: NumberColumn,
        change: &mut dyn FnMut(usize, Decimal) -> Decimal,
    ) -> Data {
        let mut varied = self.clone();
        let cells = match column {
            NumberColumn::Of(table, column) => {
                let table = varied.tables.get_mut(table.0);
                table.and_then(|t| t.columns.get_mut(column.0)).and_then(Option::as_mut)
            }
            NumberColumn::Used(id) => varied.uses.get_mut(id.0).map(|used| &mut used.column),
        };
        if let Some(Column { values: Values::Number(numbers), missing, .. }) = cells {
            for (row, number) in numbers.iter_mut().enumerate() {
                if !missing.as_ref().is_some_and(|m| m.get(row).copied().unwrap_or(true)) {
                    *number = change(row, *number);
                }
            }
        }
        if let NumberColumn::Used(id) = column
            && let Some(used) = varied.uses.get_mut(id.0)
        {
            used.run = format!("{} varied {}", used.run, hash::of_numbers(&used.column));
        }
        varied.hash = hash::of(plan, &varied.tables, &varied.uses);
        varied
    }

    /// The same with other cells: the column and row of each, and its value. They are assumed, and
    /// come from this source.
    pub(crate) fn with_cells(
        mut self,
        plan: &Plan,
        cells: Vec<(&ColumnSet, usize, Value<Decimal>)>,
        source: &Arc<Wording>,
    ) -> Data {
        for (set, row, value) in cells {
            let Some(table) = self.tables.get_mut(set.table.0) else { continue };
            let count = table.rows;
            let Some(slot) = table.columns.get_mut(set.column.0) else { continue };
            let column = slot.get_or_insert_with(|| Column::undelivered(&value, count));
            column.put(row, count, value);
            column.standing.put(row, count, Standing::Assumed);
            column.source.put(row, count, Some(Arc::clone(source)));
        }
        self.hash = hash::of(plan, &self.tables, &self.uses);
        self
    }

    /// SHA-256 of everything that a run could read here, in hexadecimal. The order of rows and of
    /// columns, and columns that the plan does not know, do not enter.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

fn in_plan_order(plan: &Plan, tables: Vec<Table>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Table> {
    let mut by_id: HashMap<TableId, Table> = HashMap::new();
    for table in tables {
        let name = plan.table(table.table).map(|t| t.name.clone()).unwrap_or_default();
        let origin = table.origin.clone();
        if let Some(earlier) = by_id.insert(table.table, table) {
            diagnostics.push(
                Diagnostic::error("data-table-twice", whole_table(&origin, &name))
                    .with("table", name)
                    .with("first", earlier.origin),
            );
        }
    }
    let mut ordered = Vec::new();
    for (index, schema) in plan.tables.iter().enumerate() {
        let id = TableId(index);
        if schema.members.is_some() {
            match stated::of_category(plan, id) {
                Ok(table) => ordered.push(table),
                Err(faults) => diagnostics.extend(faults),
            }
            continue;
        }
        let crossed = schema.product.len();
        match by_id.remove(&id) {
            Some(table) => ordered.push(table),
            None if crossed > 0 && crossed == schema.columns.len() => {
                ordered.push(product::empty(id, &schema.name, crossed));
            }
            None => diagnostics.push(
                Diagnostic::at("data-table-missing", schema.span).with("table", &*schema.name),
            ),
        }
    }
    ordered
}

/// Amounts of earlier decisions that must be there and that nobody delivered.
fn undelivered_decisions(plan: &Plan, tables: &[Table], diagnostics: &mut Vec<Diagnostic>) {
    for table in tables {
        let Some(schema) = plan.table(table.table) else { continue };
        for (column, cells) in schema.columns.iter().zip(&table.columns) {
            let Some(decided) = column.decided.as_ref().filter(|_| !column.optional) else {
                continue;
            };
            if cells.is_none() {
                diagnostics.push(
                    Diagnostic::error(
                        "data-decided-missing",
                        whole_table(&table.origin, &schema.name),
                    )
                    .with("column", &*column.name)
                    .with("formula", &*decided.formula)
                    .with("result", &*decided.result)
                    .other(Place::Formula(column.span)),
                );
            }
        }
    }
}

fn whole_table(origin: &str, table: &str) -> Place {
    Place::Data {
        origin: origin.to_owned(),
        table: table.to_owned(),
        line: None,
        row: None,
        column: None,
    }
}

fn resolve_references(plan: &Plan, tables: &mut [Table], diagnostics: &mut Vec<Diagnostic>) {
    let index: Vec<HashMap<Arc<str>, u32>> = tables
        .iter()
        .map(|table| {
            let rows = table.keys.iter().enumerate();
            rows.filter_map(|(row, key)| Some((key.clone(), u32::try_from(row).ok()?))).collect()
        })
        .collect();
    for table in tables.iter_mut() {
        let Some(schema) = plan.table(table.table) else { continue };
        for (at, column) in schema.columns.iter().enumerate() {
            let Type::Row(target) = column.ty else { continue };
            let Some(Some(cells)) = table.columns.get(at) else { continue };
            let Values::Text(texts) = &cells.values else { continue };
            let mut rows = Vec::with_capacity(texts.len());
            let mut wrong = Vec::new();
            for (row, text) in texts.iter().enumerate() {
                let found = index.get(target.0).and_then(|keys| keys.get(text)).copied();
                if found.is_none() && !cells.is_missing(row) {
                    wrong.push((row, text.clone()));
                }
                rows.push(found.unwrap_or(0));
            }
            for (row, text) in wrong {
                let target_name = plan.table(target).map(|t| t.name.clone()).unwrap_or_default();
                let known = index.get(target.0).map(|keys| keys.keys()).into_iter().flatten();
                let near = crate::check::nearest(&text, known.map(AsRef::as_ref));
                diagnostics.push(
                    Diagnostic::error("data-no-such-row", table.place(plan, row, ColumnId(at)))
                        .with("value", &*text)
                        .with("table", target_name)
                        .with("near", near.unwrap_or_default()),
                );
            }
            if let Some(Some(cells)) = table.columns.get_mut(at) {
                cells.values = Values::Row(rows);
            }
        }
    }
}

fn place_uses(
    plan: &Plan,
    tables: &[Table],
    uses: &[(UseId, UseValues)],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<UseColumn> {
    let mut placed = Vec::new();
    for (at, used) in plan.uses.iter().enumerate() {
        let Some((_, values)) = uses.iter().find(|(id, _)| id.0 == at) else {
            diagnostics.push(
                Diagnostic::at("data-use-missing", used.span)
                    .with("formula", &*used.formula)
                    .with("result", &*used.result),
            );
            continue;
        };
        let keys: Vec<Arc<str>> = match used.table {
            Some(table) => tables.get(table.0).map(|t| t.keys.clone()).unwrap_or_default(),
            None => vec![Arc::from("")],
        };
        placed.push(UseColumn { run: values.run.clone(), column: by_key(&keys, values) });
    }
    placed
}

/// The values of a run for rows with some keys.
fn by_key(keys: &[Arc<str>], values: &UseValues) -> Column {
    let by_key: HashMap<&str, &UseValue> =
        values.values.iter().map(|v| (v.key.as_ref(), v)).collect();
    let mut numbers = Vec::with_capacity(keys.len());
    let mut missing = Vec::with_capacity(keys.len());
    let mut standing = Vec::with_capacity(keys.len());
    let mut source = Vec::with_capacity(keys.len());
    for key in keys {
        let found = by_key.get(key.as_ref());
        numbers.push(found.and_then(|v| v.value).unwrap_or_default());
        missing.push(found.is_none_or(|v| v.value.is_none()));
        standing.push(found.map(|v| v.standing).unwrap_or_default());
        source.push(found.and_then(|v| v.source.clone()));
    }
    Column {
        values: Values::Number(numbers),
        missing: missing.contains(&true).then_some(missing),
        standing: PerCell::Each(standing),
        source: PerCell::Each(source),
    }
}
