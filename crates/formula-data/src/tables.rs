//! Tables as texts become tables that fit a plan.

use crate::csv_text::CsvText;
use crate::package::Package;
use crate::side::{self, Side, Subject};
use formula::data::{CellText, Table, TableReader};
use formula::diagnostic::Diagnostic;
use formula::plan::{self, Plan, TableId};
use formula::standing::Standing;

/// One table as it lies in a file or a snapshot.
#[derive(Debug, Clone, Copy)]
pub struct TableText<'a> {
    /// The name of the table.
    pub name: &'a str,
    /// The file or other origin, as a person knows it; the side files are named after it.
    pub origin: &'a str,
    /// The table: UTF-8 with or without byte order mark, a header row, cells parted by `,` or `;`.
    pub csv: &'a [u8],
    /// The standing of each cell: the same key and columns, words of [`Standing`].
    pub status: Option<&'a [u8]>,
    /// The source of each cell: the same key and columns.
    pub source: Option<&'a [u8]>,
}

/// Reads those of the tables that the plan knows. Fails with everything that is wrong in any of
/// them, each fault with its file, line, row and column.
pub fn read_tables(
    plan: &Plan,
    texts: &[TableText<'_>],
    package: &Package,
) -> Result<Vec<Table>, Vec<Diagnostic>> {
    let mut tables = Vec::new();
    let mut diagnostics = Vec::new();
    for text in texts {
        let known = plan.table_named(text.name);
        // The rows of a category stand in the formula, whatever lies beside it.
        let Some((id, _)) = known.filter(|(_, t)| t.members.is_none()) else { continue };
        match read_table(plan, id, text, package) {
            Ok(table) => tables.push(table),
            Err(faults) => diagnostics.extend(faults),
        }
    }
    if diagnostics.is_empty() { Ok(tables) } else { Err(diagnostics) }
}

fn read_table(
    plan: &Plan,
    id: TableId,
    text: &TableText<'_>,
    package: &Package,
) -> Result<Table, Vec<Diagnostic>> {
    let csv = CsvText::open(text.origin, text.name, text.csv)?;
    let key: Vec<&str> = plan.table(id).map(naming).unwrap_or_default();
    let key_at: Option<Vec<usize>> =
        key.iter().map(|key| csv.header.iter().position(|name| name == key)).collect();
    let key_at = key_at.unwrap_or_default();
    let keys = keys(&csv, &key_at);
    let subject = Subject { table: text.name, key: &key, header: &csv.header, keys: &keys };
    // What stands beside the table is looked at together with it, so that one attempt tells all.
    let mut diagnostics = Vec::new();
    let standings =
        beside(text, "status", text.status, &mut diagnostics, |csv| side::standings(csv, &subject));
    let sources =
        beside(text, "source", text.source, &mut diagnostics, |csv| side::sources(csv, &subject));
    let header: Vec<&str> = csv.header.iter().map(String::as_str).collect();
    let mut reader = TableReader::new(plan, id, text.origin, &header);
    for name in &header {
        let said = package.column(text.name, name);
        // A key names its row; it is no figure that could be relied on more or less.
        let unsaid = if key.contains(name) { Standing::Verified } else { Standing::Reported };
        let standing = said.and_then(|s| s.standing).unwrap_or(unsaid);
        reader.describe(name, standing, said.and_then(|s| s.source.clone()));
    }
    csv.lines(|line| {
        if let Some(mixed) = csv.mixed_separators(&line) {
            diagnostics.push(mixed);
            return;
        }
        let key = side::key_of(&line.cells, &key_at);
        let cells: Vec<CellText<'_>> = line
            .cells
            .iter()
            .enumerate()
            .map(|(column, text)| CellText {
                text,
                standing: standings.get(&key, column),
                source: sources.get(&key, column),
            })
            .collect();
        reader.row(line.number, &cells);
    });
    match reader.finish() {
        Ok(table) if diagnostics.is_empty() => Ok(table),
        Ok(_) => Err(diagnostics),
        Err(faults) => {
            diagnostics.extend(faults);
            Err(diagnostics)
        }
    }
}

/// The columns that name a row: its key, or the references of a cross table.
pub(crate) fn naming(table: &plan::Table) -> Vec<&str> {
    let columns: Vec<usize> = match table.key {
        Some(key) => vec![key.0],
        None => (0..table.product.len()).collect(),
    };
    let name = |at: usize| table.columns.get(at).map(|column| column.name.as_str());
    columns.into_iter().filter_map(name).collect()
}

fn keys(csv: &CsvText<'_>, key_at: &[usize]) -> Vec<String> {
    let mut keys = Vec::new();
    if !key_at.is_empty() {
        csv.lines(|line| keys.push(side::key_of(&line.cells, key_at).into_owned()));
    }
    keys
}

fn beside<T: Clone>(
    text: &TableText<'_>,
    kind: &str,
    bytes: Option<&[u8]>,
    diagnostics: &mut Vec<Diagnostic>,
    read: impl FnOnce(&CsvText<'_>) -> Result<Side<T>, Vec<Diagnostic>>,
) -> Side<T> {
    let Some(bytes) = bytes else { return Side::silent() };
    let origin = match text.origin.strip_suffix(".csv") {
        Some(stem) => format!("{stem}.{kind}.csv"),
        None => format!("{} ({kind})", text.origin),
    };
    match CsvText::open(&origin, text.name, bytes).and_then(|csv| read(&csv)) {
        Ok(side) => side,
        Err(faults) => {
            diagnostics.extend(faults);
            Side::silent()
        }
    }
}
