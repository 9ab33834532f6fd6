//! What a scenario changed in a formula.

use super::{ColumnId, DefinitionId, Expr, Labels, ParamId, TableId};
use crate::diagnostic::Span;

/// A scenario laid over a formula. A plan that carries one is never official.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// Its title.
    pub labels: Labels,
    /// Cells that it sets, in the order of the file; a later one wins.
    pub sets: Vec<ColumnSet>,
    /// Everything that it changed in this formula, in the order of the file.
    pub changes: Vec<Change>,
}

impl Scenario {
    /// The change of a parameter, column or definition.
    pub fn change(&self, what: Changed) -> Option<&Change> {
        self.changes.iter().find(|change| change.what == what)
    }

    /// The lines that set cells of a column.
    pub fn sets_of(&self, table: TableId, column: ColumnId) -> Vec<&ColumnSet> {
        self.sets.iter().filter(|set| (set.table, set.column) == (table, column)).collect()
    }
}

/// `set TABLE.COLUMN = VALUE [where CONDITION]`: both are worked out on the data as delivered,
/// from cells and literals.
#[derive(Debug, Clone)]
pub struct ColumnSet {
    /// The table.
    pub table: TableId,
    /// The column.
    pub column: ColumnId,
    /// The value of its cells.
    pub value: Expr,
    /// In which rows; in all where it is none.
    pub filter: Option<Expr>,
}

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Changed {
    /// A parameter has another value.
    Param(ParamId),
    /// One value of a parameter by category is another, by its place among them.
    Member(ParamId, usize),
    /// Cells of a column do.
    Column(TableId, ColumnId),
    /// A definition has another rule.
    Definition(DefinitionId),
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it changes.
    pub what: Changed,
    /// The value or rule that it takes the place of, as the formula has it; empty for cells.
    pub before: String,
    /// Where it stands.
    pub span: Span,
}
