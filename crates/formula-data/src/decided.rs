//! Adopted amounts of earlier runs, in files beside the tables.
//!
//! `decided/FORMULA.RESULT.csv` has one column with the keys of the rows and one with the amounts,
//! as `formula run --result RESULT --format csv` writes them; for a cross table one column for each
//! of its tables. The column of amounts is called as the result, or `value`.

use crate::csv_text::CsvText;
use crate::side::key_of;
use formula::data::{Table, UseValue, UseValues};
use formula::diagnostic::{Diagnostic, Place};
use formula::number::{Decimal, Number};
use formula::plan::{self, Decided, Plan, Wording};
use formula::standing::Standing;
use jiff::civil::Date;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Reads the adopted amounts for a column of a table; none where the folder holds none.
pub(crate) fn read_decided(
    plan: &Plan,
    table: &Table,
    decided: &Decided,
    folder: &Path,
) -> Result<Option<UseValues>, Vec<Diagnostic>> {
    let name = format!("{}.{}.csv", decided.formula, decided.result);
    let path = folder.join("decided").join(&name);
    let origin = path.display().to_string();
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(fault) => {
            let place = Place::Request(origin.clone());
            let unreadable = Diagnostic::error("data-file-unreadable", place);
            return Err(vec![unreadable.with("file", origin).with("reason", fault.to_string())]);
        }
    };
    let schema = plan.table(table.table);
    let csv = CsvText::open(&origin, schema.map_or("", |t| &t.name), &bytes)?;
    amounts(&csv, decided, schema, &format!("decided/{name}")).map(Some)
}

fn amounts(
    csv: &CsvText<'_>,
    decided: &Decided,
    schema: Option<&plan::Table>,
    source: &str,
) -> Result<UseValues, Vec<Diagnostic>> {
    let amount_at = csv.header.iter().position(|name| *name == decided.result);
    let amount_at = amount_at.or_else(|| csv.header.iter().position(|name| name == "value"));
    let key_at = amount_at.and_then(|amount_at| naming(csv, amount_at, schema));
    let (Some(amount_at), Some(key_at)) = (amount_at, key_at) else {
        let wrong = Diagnostic::error("data-decided-columns", csv.place(Some(1)));
        return Err(vec![
            wrong.with("result", &*decided.result).with("has", csv.header.join(", ")),
        ]);
    };
    let columns = schema.map(|t| t.columns.as_slice()).unwrap_or_default();
    let column = columns.iter().find(|c| c.decided.as_ref() == Some(decided));
    let source: Option<Arc<Wording>> = Some(Arc::new(source.into()));
    let percent = column.is_some_and(|c| c.percent);
    let mut first: HashMap<String, u64> = HashMap::new();
    let mut diagnostics = Vec::new();
    let mut values = Vec::new();
    csv.lines(|line| {
        if line.cells.len() != csv.header.len() {
            diagnostics.push(
                Diagnostic::error("data-cells-in-line", csv.place(Some(line.number)))
                    .with("cells", line.cells.len().to_string())
                    .with("columns", csv.header.len().to_string()),
            );
            return;
        }
        let key = key_of(&line.cells, &key_at);
        let key = key.as_ref();
        let text = line.cells.get(amount_at).copied().unwrap_or("").trim();
        let place = |column: Option<&str>| csv.cell(line.number, key, column);
        if let Some(earlier) = first.insert(key.to_owned(), line.number) {
            let twice = Diagnostic::error("data-key-twice", place(None));
            diagnostics.push(twice.with("key", key).other(csv.cell(earlier, key, None)));
        }
        let value = match amount(text, percent) {
            Ok(value) => value,
            Err(()) => {
                let name = csv.header.get(amount_at).map(String::as_str);
                diagnostics.push(
                    Diagnostic::error("data-decided-amount", place(name)).with("value", text),
                );
                None
            }
        };
        let source = source.clone();
        values.push(UseValue { key: key.into(), value, standing: Standing::Reported, source });
    });
    if diagnostics.is_empty() {
        return Ok(UseValues { run: String::new(), day: Date::ZERO, values });
    }
    Err(diagnostics)
}

/// The columns that name a row: the one other column, or those of a cross table's references.
/// Nothing else may stand in the file.
fn naming(csv: &CsvText<'_>, amount_at: usize, schema: Option<&plan::Table>) -> Option<Vec<usize>> {
    let product = schema.map_or(0, |t| t.product.len());
    let key_at: Vec<usize> = match product {
        0 => (0..csv.header.len()).filter(|at| *at != amount_at).collect(),
        _ => {
            let references = schema?.columns.iter().take(product);
            let at = |name: &str| csv.header.iter().position(|column| column == name);
            references.map(|column| at(&column.name)).collect::<Option<_>>()?
        }
    };
    let is_all = key_at.len() == product.max(1) && csv.header.len() == key_at.len() + 1;
    is_all.then_some(key_at)
}

/// An amount as a run writes it: digits with a decimal point, per cent as it is read.
fn amount(text: &str, percent: bool) -> Result<Option<Decimal>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = Decimal::parse(text.trim_end_matches('%').trim_end()).ok_or(())?;
    if percent {
        return Number::div(number, Decimal::from_i64(100)).map(Some).map_err(|_| ());
    }
    Ok(Some(number))
}
