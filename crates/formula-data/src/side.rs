//! Files beside a table that say something of each of its cells: its standing, its source.

use crate::csv_text::CsvText;
use formula::check::nearest;
use formula::data::pair_key;
use formula::diagnostic::{Diagnostic, Place};
use formula::plan::Wording;
use formula::standing::Standing;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// What a side file says, by key of the row and place of the column in the table's header.
#[derive(Debug)]
pub(crate) struct Side<T> {
    of_row: HashMap<String, Vec<Option<T>>>,
}

impl<T: Clone> Side<T> {
    /// A file that says nothing.
    pub(crate) fn silent() -> Side<T> {
        Side { of_row: HashMap::new() }
    }

    /// What is said of a cell.
    pub(crate) fn get(&self, key: &str, column: usize) -> Option<T> {
        self.of_row.get(key)?.get(column)?.clone()
    }
}

/// The table that a side file speaks of.
#[derive(Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) table: &'a str,
    /// The columns that name a row: its key, or the references of a cross table.
    pub(crate) key: &'a [&'a str],
    pub(crate) header: &'a [String],
    pub(crate) keys: &'a [String],
}

/// Reads a side file; `understand` turns the text of a cell into what it says.
pub(crate) fn read<T: Clone>(
    csv: &CsvText<'_>,
    subject: &Subject<'_>,
    mut understand: impl FnMut(&str) -> Result<T, Box<dyn Fn(Place) -> Diagnostic>>,
) -> Result<Side<T>, Vec<Diagnostic>> {
    let columns = columns(csv, subject)?;
    let key_at = key_places(csv, subject, &columns)?;
    let known: std::collections::HashSet<&str> = subject.keys.iter().map(String::as_str).collect();
    let mut lines: HashMap<String, u64> = HashMap::new();
    let mut of_row = HashMap::new();
    let mut diagnostics = Vec::new();
    csv.lines(|line| {
        if line.cells.len() != columns.len() {
            diagnostics.push(csv.mixed_separators(&line).unwrap_or_else(|| {
                Diagnostic::error("data-cells-in-line", csv.place(Some(line.number)))
                    .with("cells", line.cells.len().to_string())
                    .with("columns", columns.len().to_string())
            }));
            return;
        }
        let key = key_of(&line.cells, &key_at);
        let key = key.as_ref();
        let place = |column: Option<&str>| csv.cell(line.number, key, column);
        if !known.contains(key) {
            let near = nearest(key, subject.keys.iter().map(String::as_str)).unwrap_or_default();
            diagnostics.push(
                Diagnostic::error("data-side-row-unknown", place(None))
                    .with("key", key)
                    .with("table", subject.table)
                    .with("near", near),
            );
        }
        if let Some(first) = lines.insert(key.to_owned(), line.number) {
            diagnostics.push(
                Diagnostic::error("data-key-twice", place(None))
                    .with("key", key)
                    .other(csv.cell(first, key, None)),
            );
        }
        let mut said: Vec<Option<T>> = vec![None; subject.header.len()];
        let cells = line.cells.iter().map(|cell| cell.trim()).zip(&columns);
        for (cell, target) in cells.filter(|(cell, _)| !cell.is_empty()) {
            let Target::Column(at) = target else { continue };
            match understand(cell) {
                Ok(value) => {
                    if let Some(slot) = said.get_mut(*at) {
                        *slot = Some(value);
                    }
                }
                Err(diagnostic) => {
                    let column = subject.header.get(*at).map(String::as_str);
                    diagnostics.push(diagnostic(place(column)));
                }
            }
        }
        of_row.insert(key.to_owned(), said);
    });
    for key in subject.keys.iter().filter(|key| !lines.contains_key(*key)) {
        diagnostics
            .push(Diagnostic::error("data-side-row-missing", csv.place(None)).with("key", &**key));
    }
    if diagnostics.is_empty() { Ok(Side { of_row }) } else { Err(diagnostics) }
}

/// Where the columns stand that name a row.
fn key_places(
    csv: &CsvText<'_>,
    subject: &Subject<'_>,
    columns: &[Target],
) -> Result<Vec<usize>, Vec<Diagnostic>> {
    let mut key_at = Vec::with_capacity(subject.key.len());
    for (at, name) in subject.key.iter().enumerate() {
        match columns.iter().position(|column| *column == Target::Key(at)) {
            Some(column) => key_at.push(column),
            None => {
                return Err(vec![
                    Diagnostic::error("data-side-no-key", csv.place(Some(1)))
                        .with("table", subject.table)
                        .with("key", *name),
                ]);
            }
        }
    }
    Ok(key_at)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// One of the columns that name a row, by its place among them.
    Key(usize),
    Column(usize),
}

/// The key of a line: the cell that holds it, or the pair of cells of a cross table.
pub(crate) fn key_of<'l>(cells: &[&'l str], key_at: &[usize]) -> Cow<'l, str> {
    let cell = |at: &usize| cells.get(*at).copied().unwrap_or("").trim();
    match key_at {
        [] => Cow::Borrowed(""),
        [at] => Cow::Borrowed(cell(at)),
        several => Cow::Owned(pair_key(several.iter().map(cell))),
    }
}

fn columns(csv: &CsvText<'_>, subject: &Subject<'_>) -> Result<Vec<Target>, Vec<Diagnostic>> {
    if subject.key.is_empty() {
        let place = csv.place(None);
        let table = subject.table;
        return Err(vec![Diagnostic::error("data-side-without-key", place).with("table", table)]);
    }
    let mut targets = Vec::new();
    let mut diagnostics = Vec::new();
    for name in &csv.header {
        let found = subject.header.iter().position(|column| column == name);
        let names_row = subject.key.iter().position(|key| key == name);
        let target = match found {
            Some(at) => names_row.map_or(Target::Column(at), Target::Key),
            None => {
                let names = subject.header.iter().map(String::as_str);
                let near = nearest(name, names).unwrap_or_default();
                diagnostics.push(
                    Diagnostic::error("data-side-column-unknown", csv.place(Some(1)))
                        .with("column", &**name)
                        .with("table", subject.table)
                        .with("near", near),
                );
                continue;
            }
        };
        if targets.contains(&target) {
            diagnostics.push(
                Diagnostic::error("data-column-twice", csv.place(Some(1))).with("column", &**name),
            );
        }
        targets.push(target);
    }
    if diagnostics.is_empty() { Ok(targets) } else { Err(diagnostics) }
}

/// Reads a status file.
pub(crate) fn standings(
    csv: &CsvText<'_>,
    subject: &Subject<'_>,
) -> Result<Side<Standing>, Vec<Diagnostic>> {
    read(csv, subject, |cell| match Standing::from_word(cell) {
        Some(standing) => Ok(standing),
        None => {
            let word = cell.to_owned();
            Err(Box::new(move |place| unknown_standing(&word, place)))
        }
    })
}

/// Reads a source file: plain texts, or texts in several languages as [`Wording::read`] takes them.
/// Equal texts are kept once.
pub(crate) fn sources(
    csv: &CsvText<'_>,
    subject: &Subject<'_>,
) -> Result<Side<Arc<Wording>>, Vec<Diagnostic>> {
    let mut texts: HashMap<String, Arc<Wording>> = HashMap::new();
    read(csv, subject, |cell| {
        if let Some(known) = texts.get(cell) {
            return Ok(known.clone());
        }
        match Wording::read(cell) {
            Some(wording) => {
                let wording = Arc::new(wording);
                texts.insert(cell.to_owned(), wording.clone());
                Ok(wording)
            }
            None => Err(Box::new(|place| Diagnostic::error("data-source-unreadable", place))),
        }
    })
}

/// A word that is no standing.
pub(crate) fn unknown_standing(word: &str, place: Place) -> Diagnostic {
    let words = Standing::ALL.map(Standing::word);
    Diagnostic::error("data-status-unknown", place)
        .with("value", word)
        .with("near", nearest(word, words.into_iter()).unwrap_or_default())
        .with("words", words.join(", "))
}
