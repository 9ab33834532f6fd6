//! Which cell holds what.

use super::names::{Names, column_letters, prefix};
use super::piece::{ColumnAt, Piece, ROW};
use crate::words::say;
use formula::data::Data;
use formula::plan::{ColumnId, DefinitionId, ParamId, Plan, ScaleId, TableId, UseId};
use formula::words::Language;
use std::collections::BTreeMap;

/// The first row of data on the sheet of a table, and of values on all other sheets, counted from
/// one.
pub(super) const FIRST_ROW: u32 = 5;

/// A cell of the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellAt {
    /// The name of its sheet.
    pub sheet: String,
    /// Its column, counted from zero.
    pub column: u32,
    /// Its row, counted from one as programs show it.
    pub row: u32,
}

impl CellAt {
    /// The address within the sheet: `D5`.
    pub fn address(&self) -> String {
        format!("{}{}", column_letters(self.column), self.row)
    }
}

/// Where inputs, parameters and definitions stand.
#[derive(Debug, Clone)]
pub struct Places {
    /// One column an input.
    pub(super) inputs: BTreeMap<(TableId, ColumnId), ColumnAt>,
    /// One column a result of another formula; a single row for the country.
    pub(super) uses: BTreeMap<UseId, ColumnAt>,
    /// The first row of a use for the country.
    pub(super) use_rows: BTreeMap<UseId, u32>,
    /// One column a definition of a table.
    pub(super) definitions: BTreeMap<DefinitionId, ColumnAt>,
    /// One row a definition of the country.
    pub(super) national: BTreeMap<DefinitionId, CellAt>,
    /// The value of each parameter; of an indexed one the first of its values.
    pub(super) params: BTreeMap<ParamId, CellAt>,
    /// The first line of each scale.
    pub(super) scales: BTreeMap<ScaleId, CellAt>,
    /// The sheet of each table.
    pub(super) tables: BTreeMap<TableId, String>,
    /// The cell that says whether all checks hold.
    pub(super) overall: CellAt,
}

impl Places {
    /// The cell of a definition for a row; for one of the country the row is ignored.
    pub fn definition(&self, id: DefinitionId, row: usize) -> Option<CellAt> {
        match self.definitions.get(&id) {
            Some(column) => Some(in_column(column, row)),
            None => self.national.get(&id).cloned(),
        }
    }

    /// The cell of an input.
    pub fn input(&self, table: TableId, column: ColumnId, row: usize) -> Option<CellAt> {
        self.inputs.get(&(table, column)).map(|at| in_column(at, row))
    }

    /// The cell of a parameter; of an indexed one the cell of its first value, below which the
    /// others stand, the last category going round first.
    pub fn param(&self, id: ParamId) -> Option<CellAt> {
        self.params.get(&id).cloned()
    }

    /// The cell that says whether a check holds, by its place in the plan.
    pub fn check(&self, at: usize) -> CellAt {
        let row = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(FIRST_ROW);
        CellAt { row, ..self.overall.clone() }
    }

    /// The cell that is true when every check holds and every share meets its pool.
    pub fn overall(&self) -> &CellAt {
        &self.overall
    }
}

fn in_column(at: &ColumnAt, row: usize) -> CellAt {
    CellAt { sheet: at.sheet.clone(), column: at.column, row: row_number(row) }
}

/// The number that programs show for a row of data.
pub(super) fn row_number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX).saturating_add(FIRST_ROW)
}

/// This row's cell of a column.
pub(super) fn cell_of(at: &ColumnAt) -> Piece {
    let text = format!("{}${}{ROW}", prefix(&at.sheet), column_letters(at.column));
    Piece::cell(text, at.clone())
}

/// All cells of a column.
pub(super) fn range_of(at: &ColumnAt) -> String {
    let letters = column_letters(at.column);
    let last = row_number(at.rows.saturating_sub(1));
    format!("{}${letters}${FIRST_ROW}:${letters}${last}", prefix(&at.sheet))
}

/// A cell that stays where it is.
pub(super) fn fixed(at: &CellAt) -> String {
    format!("{}${}${}", prefix(&at.sheet), column_letters(at.column), at.row)
}

/// The names of the sheets that every workbook has.
#[derive(Debug, Clone)]
pub(super) struct Sheets {
    /// What the workbook is.
    pub(super) cover: String,
    /// The results.
    pub(super) results: String,
    /// The checks.
    pub(super) checks: String,
    /// The parameters.
    pub(super) params: String,
    /// Values of the country.
    pub(super) national: String,
    /// Bands, slices and points.
    pub(super) scales: String,
    /// Values of parameters at other days.
    pub(super) history: String,
    /// Intermediate steps of the country, and of each table.
    pub(super) steps: BTreeMap<Option<TableId>, String>,
}

/// The columns of the sheet of parameters: label, name, value, unit, since, standing, source.
pub(super) const PARAM_VALUE: u32 = 2;

/// The columns of the sheet of the country: label, name, value, unit, rule.
pub(super) const NATIONAL_VALUE: u32 = 2;

/// The columns of the sheet of scales: from, up to, whether the edge belongs to it, value.
pub(super) const SCALE_FROM: u32 = 1;

/// Gives every input, parameter and definition its cell.
pub(super) fn lay_out(plan: &Plan, data: &Data, language: Language) -> (Sheets, Places) {
    let mut names = Names::default();
    let mut word = |id: &str| names.sheet(&say(language, id, &[]));
    let (cover, results) = (word("workbook-sheet-cover"), word("workbook-sheet-results"));
    let (checks, params) = (word("workbook-sheet-checks"), word("workbook-sheet-params"));
    let (national, scales) = (word("workbook-sheet-national"), word("workbook-sheet-scales"));
    let history = word("workbook-sheet-history");
    let mut tables = BTreeMap::new();
    for (at, table) in plan.tables.iter().enumerate() {
        tables.insert(TableId(at), names.sheet(&table.labels.say(language, &table.name)));
    }
    let mut steps = BTreeMap::new();
    steps.insert(None, names.sheet(&say(language, "workbook-sheet-steps-national", &[])));
    for (id, name) in &tables {
        let wanted = say(language, "workbook-sheet-steps", &[("table", name.as_str())]);
        steps.insert(Some(*id), names.sheet(&wanted));
    }
    let overall = CellAt { sheet: checks.clone(), column: 3, row: 3 };
    let mut places = Places {
        inputs: BTreeMap::new(),
        uses: BTreeMap::new(),
        use_rows: BTreeMap::new(),
        definitions: BTreeMap::new(),
        national: BTreeMap::new(),
        params: BTreeMap::new(),
        scales: BTreeMap::new(),
        tables,
        overall,
    };
    place_tables(plan, data, &mut places);
    place_national(plan, &national, &mut places);
    place_params(plan, &params, &mut places);
    place_scales(plan, &scales, &mut places);
    let sheets = Sheets { cover, results, checks, params, national, scales, history, steps };
    (sheets, places)
}

fn place_tables(plan: &Plan, data: &Data, places: &mut Places) {
    for (at, table) in plan.tables.iter().enumerate() {
        let id = TableId(at);
        let sheet = places.tables.get(&id).cloned().unwrap_or_default();
        let rows = data.rows(id);
        let mut next = 0_u32;
        let mut place = || {
            let column = next;
            next = next.saturating_add(1);
            ColumnAt { sheet: sheet.clone(), column, rows }
        };
        for column in 0..table.columns.len() {
            places.inputs.insert((id, ColumnId(column)), place());
        }
        for (used_at, used) in plan.uses.iter().enumerate() {
            if used.table == Some(id) {
                places.uses.insert(UseId(used_at), place());
            }
        }
        for (definition_at, definition) in plan.definitions.iter().enumerate() {
            if definition.table == Some(id) {
                places.definitions.insert(DefinitionId(definition_at), place());
            }
        }
    }
}

fn place_national(plan: &Plan, sheet: &str, places: &mut Places) {
    let mut row = FIRST_ROW;
    for (at, used) in plan.uses.iter().enumerate() {
        if used.table.is_none() {
            let column = ColumnAt { sheet: sheet.to_owned(), column: NATIONAL_VALUE, rows: 1 };
            places.uses.insert(UseId(at), column);
            places.use_rows.insert(UseId(at), row);
            row = row.saturating_add(1);
        }
    }
    for (at, definition) in plan.definitions.iter().enumerate() {
        if definition.table.is_none() {
            let cell = CellAt { sheet: sheet.to_owned(), column: NATIONAL_VALUE, row };
            places.national.insert(DefinitionId(at), cell);
            row = row.saturating_add(1);
        }
    }
}

fn place_params(plan: &Plan, sheet: &str, places: &mut Places) {
    let mut row = FIRST_ROW;
    for (at, param) in plan.params.iter().enumerate() {
        let cell = CellAt { sheet: sheet.to_owned(), column: PARAM_VALUE, row };
        places.params.insert(ParamId(at), cell);
        row = row.saturating_add(count_of(plan, &param.by));
    }
}

/// How many values a parameter has that is indexed by these categories.
pub(super) fn count_of(plan: &Plan, by: &[TableId]) -> u32 {
    let members = |id: &TableId| {
        let table = plan.table(*id).and_then(|t| t.members.as_ref());
        table.map_or(1, |members| u32::try_from(members.len()).unwrap_or(u32::MAX))
    };
    by.iter().map(members).fold(1, u32::saturating_mul)
}

fn place_scales(plan: &Plan, sheet: &str, places: &mut Places) {
    let mut row = FIRST_ROW;
    for (at, scale) in plan.scales.iter().enumerate() {
        // A title and the names of the columns stand above the lines.
        row = row.saturating_add(2);
        let cell = CellAt { sheet: sheet.to_owned(), column: SCALE_FROM, row };
        places.scales.insert(ScaleId(at), cell);
        let lines = scale.versions.iter().map(|v| v.lines.len()).max().unwrap_or(0);
        row = row.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX)).saturating_add(1);
    }
}
