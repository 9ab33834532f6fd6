//! The formulas on their way into the workbook: where each stands, and the steps between them.
//!
//! What a formula needs more than once, and whatever an aggregate gathers from the rows of a table,
//! becomes a step: a column of its own on a sheet of steps beside that of its table. So each
//! formula stays short, none has to be entered as an array unless a group is sorted, and a person
//! can follow the way from inputs to results cell by cell. Equal steps are kept once.

use super::layout::{CellAt, FIRST_ROW, Places, Sheets, cell_of, fixed, range_of};
use super::names::Names;
use super::piece::{ColumnAt, Piece};
use crate::words::say;
use formula::data::Data;
use formula::number::Decimal;
use formula::plan::{
    Column, ColumnId, DefinitionId, Expr, ParamId, Plan, ScaleId, ScaleVersion, TableId, Type,
    UseId, Varied,
};
use formula::run::Run;
use formula::words::Language;
use std::collections::{BTreeMap, HashMap};

/// A formula longer than this is broken into steps.
const LETTERS_MAX: usize = 400;

/// What stands twice in a formula becomes a step unless it is as short as this.
const TWICE_MAX: usize = 48;

/// A step.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// What it is, in the words of the formula.
    pub(super) heading: String,
    /// Its formula.
    pub(super) formula: String,
    /// Whether it is to be entered as an array.
    pub(super) array: bool,
    /// Values that the engine solved, one a row, in place of a formula; none where one is missing.
    pub(super) solved: Option<Vec<Option<Decimal>>>,
}

/// Something solved outside of the workbook, with what must be zero while it is still right.
#[derive(Debug, Clone)]
pub(super) struct Residual {
    /// What it is, in the words of the formula.
    pub(super) heading: String,
    /// The formula of what must be zero.
    pub(super) formula: String,
    /// Whether it watches a value that was solved by the engine, rather than a share.
    pub(super) solved: bool,
}

pub(super) struct Emitter<'a> {
    pub(super) plan: &'a Plan,
    pub(super) data: &'a Data,
    pub(super) run: &'a Run<Decimal>,
    pub(super) sheets: &'a Sheets,
    pub(super) places: &'a Places,
    /// The language of headings.
    pub(super) language: Language,
    /// Steps by table; for the country one a row.
    pub(super) steps: BTreeMap<Option<TableId>, Vec<Step>>,
    found: HashMap<(Option<TableId>, String, bool), usize>,
    /// The defined name of each parameter, definition and use of the country.
    pub(super) param_names: BTreeMap<ParamId, String>,
    pub(super) definition_names: BTreeMap<DefinitionId, String>,
    pub(super) use_names: BTreeMap<UseId, String>,
    /// The defined name of the day of the run.
    pub(super) day_name: String,
    /// What must be zero.
    pub(super) residuals: Vec<Residual>,
    /// Parameters that are read at another day.
    pub(super) dated: Vec<ParamId>,
    /// What is varied while an expression is written out, and what the definitions that rest on it
    /// are then.
    pub(super) varied: Vec<(Varied, Piece)>,
    pub(super) under: HashMap<DefinitionId, Piece>,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        data: &'a Data,
        run: &'a Run<Decimal>,
        (sheets, places): (&'a Sheets, &'a Places),
        language: Language,
    ) -> Emitter<'a> {
        let mut names = Names::default();
        let param_names: BTreeMap<ParamId, String> = (plan.params.iter().enumerate())
            .map(|(at, param)| (ParamId(at), names.defined(&param.name)))
            .collect();
        let national = plan.definitions.iter().enumerate().filter(|(_, d)| d.table.is_none());
        let definition_names =
            national.map(|(at, d)| (DefinitionId(at), names.defined(&d.name))).collect();
        let uses = plan.uses.iter().enumerate().filter(|(_, u)| u.table.is_none());
        let use_names = uses.map(|(at, u)| (UseId(at), names.defined(&u.name))).collect();
        let day_name = names.defined("day_of_the_run");
        Emitter {
            plan,
            data,
            run,
            sheets,
            places,
            language,
            steps: BTreeMap::new(),
            found: HashMap::new(),
            param_names,
            definition_names,
            use_names,
            day_name,
            residuals: Vec::new(),
            dated: Vec::new(),
            varied: Vec::new(),
            under: HashMap::new(),
        }
    }

    /// How many rows a table has.
    pub(super) fn rows(&self, table: TableId) -> usize {
        self.data.rows(table)
    }

    /// What stands at a place of the formula, on one line.
    pub(super) fn words(&self, expr: &Expr) -> String {
        let text = self.plan.source.slice(expr.span);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What a step is: the words of the formula, and its part in working them out.
    pub(super) fn part(&self, words: &str, part: &str) -> String {
        part_of(self.language, words, part)
    }

    /// The column of a table's keys.
    pub(super) fn keys(&self, table: TableId) -> ColumnAt {
        let key = self.plan.table(table).and_then(|t| t.key).unwrap_or(ColumnId(0));
        let found = self.places.inputs.get(&(table, key)).cloned();
        let sheet = self.places.tables.get(&table).cloned().unwrap_or_default();
        found.unwrap_or(ColumnAt { sheet, column: 0, rows: self.rows(table) })
    }

    /// The column of the plan behind ids.
    pub(super) fn schema(&self, table: TableId, column: ColumnId) -> Option<&'a Column> {
        self.plan.column(table, column)
    }

    /// The version of a scale that holds on the day of the run.
    pub(super) fn scale_version(&self, id: ScaleId) -> Option<&'a ScaleVersion> {
        let day = self.run.request().day;
        let versions = &self.plan.scales.get(id.0)?.versions;
        versions.iter().rev().find(|v| v.since.is_none_or(|since| since <= day))
    }

    fn step(
        &mut self,
        table: Option<TableId>,
        piece: &Piece,
        heading: &str,
        array: bool,
    ) -> ColumnAt {
        let key = (table, piece.text.clone(), array);
        let steps = self.steps.entry(table).or_default();
        let at = *self.found.entry(key).or_insert_with(|| {
            let formula = piece.text.clone();
            steps.push(Step { heading: heading.to_owned(), formula, array, solved: None });
            steps.len() - 1
        });
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let sheet = self.sheets.steps.get(&table).cloned().unwrap_or_default();
        match table {
            // The first column numbers the rows.
            Some(table) => ColumnAt { sheet, column: at + 1, rows: self.rows(table) },
            None => ColumnAt { sheet, column: 1, rows: FIRST_ROW as usize + at as usize },
        }
    }

    /// A step of a table, one cell a row, even where all are the same.
    pub(super) fn column(&mut self, table: TableId, piece: &Piece, heading: &str) -> ColumnAt {
        match &piece.column {
            Some(column) if column.rows == self.rows(table) => column.clone(),
            _ => self.step(Some(table), piece, heading, false),
        }
    }

    /// A step of a table that is always a column of its own.
    pub(super) fn own_column(&mut self, table: TableId, piece: &Piece, heading: &str) -> Piece {
        cell_of(&self.step(Some(table), piece, heading, false))
    }

    /// A single cell for something that is the same in all rows.
    pub(super) fn national(&mut self, piece: &Piece, heading: &str) -> Piece {
        let at = self.step(None, piece, heading, false);
        let row = u32::try_from(at.rows).unwrap_or(u32::MAX);
        Piece::whole(fixed(&CellAt { sheet: at.sheet, column: at.column, row }))
    }

    /// A cell for a piece: a step of the table where it differs from row to row, else one of the
    /// country.
    pub(super) fn aside(&mut self, table: Option<TableId>, piece: &Piece, heading: &str) -> Piece {
        if piece.column.is_some() {
            return piece.clone();
        }
        match table {
            Some(table) if piece.is_of_row() => {
                cell_of(&self.step(Some(table), piece, heading, false))
            }
            _ => self.national(piece, heading),
        }
    }

    /// The same for a formula that is to be entered as an array.
    pub(super) fn array(&mut self, table: Option<TableId>, piece: &Piece, heading: &str) -> Piece {
        match table {
            Some(table) if piece.is_of_row() => {
                cell_of(&self.step(Some(table), piece, heading, true))
            }
            _ => {
                let at = self.step(None, piece, heading, true);
                let row = u32::try_from(at.rows).unwrap_or(u32::MAX);
                Piece::whole(fixed(&CellAt { sheet: at.sheet, column: at.column, row }))
            }
        }
    }

    /// A piece that can stand more than once in a formula.
    pub(super) fn repeatable(&mut self, table: Option<TableId>, piece: Piece, of: &str) -> Piece {
        if piece.text.chars().count() <= TWICE_MAX { piece } else { self.aside(table, &piece, of) }
    }

    /// A piece short enough to go on with. What is the same in all rows is worked out once.
    pub(super) fn short(&mut self, table: Option<TableId>, piece: Piece, of: &str) -> Piece {
        let same_everywhere =
            table.is_some() && !piece.is_of_row() && piece.text.chars().count() > TWICE_MAX;
        if same_everywhere || piece.text.chars().count() > LETTERS_MAX {
            self.aside(table, &piece, of)
        } else {
            piece
        }
    }

    /// The range of a piece over all rows of a table.
    pub(super) fn range(&mut self, table: TableId, piece: &Piece, heading: &str) -> String {
        range_of(&self.column(table, piece, heading))
    }

    /// The number of this row, counted from one.
    pub(super) fn own_place(&self, table: TableId) -> Piece {
        let sheet = self.sheets.steps.get(&Some(table)).cloned().unwrap_or_default();
        cell_of(&ColumnAt { sheet, column: 0, rows: self.rows(table) })
    }

    /// Whether a table's keys can be looked up as they are: spreadsheets take `*`, `?` and `~` for
    /// signs of their own, and large letters for small ones.
    pub(super) fn keys_are_plain(&self, table: TableId) -> bool {
        let Some(rows) = self.data.table(table) else { return true };
        let mut seen = std::collections::BTreeSet::new();
        rows.keys.iter().all(|key| {
            !key.contains(['*', '?', '~']) && key.len() < 200 && seen.insert(key.to_lowercase())
        })
    }

    /// Whether a type is a number.
    pub(super) fn is_number(ty: &Type) -> bool {
        matches!(ty, Type::Number(_))
    }
}

/// What a step is: the words of the formula, and its part in working them out.
pub(super) fn part_of(language: Language, words: &str, part: &str) -> String {
    format!("{words}: {}", say(language, &format!("workbook-step-{part}"), &[]))
}
