//! Adopted amounts of earlier runs, in files beside the tables.
//!
//! `decided/FORMULA.RESULT.csv` has one column with the keys of the rows and one with the amounts,
//! as `formula run --result RESULT --format csv` writes them; for a cross table one column for each
//! of its tables. The column of amounts is called as the result, or `value`; its unit may stand
//! behind that, `grant (EUR/year)`, or behind each amount. A unit is held against the declared one
//! and never converted, as one of a result of another formula is not.

use crate::csv_text::CsvText;
use crate::side::key_of;
use formula::data::{Table, UseValue, UseValues};
use formula::diagnostic::{Diagnostic, Place};
use formula::number::{Decimal, Number};
use formula::plan::{self, Decided, Plan, Type, Wording};
use formula::standing::Standing;
use formula::unit::Unit;
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
    let called = |wanted: &str| csv.header.iter().position(|name| parted(name).0 == wanted);
    let amount_at = called(&decided.result).or_else(|| called("value"));
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
    let unit = column.map(Written::of);
    let name = csv.header.get(amount_at).map_or("", String::as_str);
    if let (Some(unit), (_, Some(other))) = (&unit, parted(name))
        && !unit.is(other)
    {
        let mut place = csv.place(Some(1));
        if let Place::Data { column, .. } = &mut place {
            *column = Some(name.to_owned());
        }
        return Err(vec![other_unit(place, unit, other, column)]);
    }
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
        let (digits, behind) = digits_and_unit(text);
        if let (Some(unit), Some(other)) = (&unit, behind)
            && Decimal::parse(digits).is_some()
            && !unit.is(other)
        {
            diagnostics.push(other_unit(place(Some(name)), unit, other, column));
        } else if amount(digits, percent).is_err() {
            let no_amount = Diagnostic::error("data-decided-amount", place(Some(name)));
            diagnostics.push(no_amount.with("value", text));
        }
        let value = amount(digits, percent).unwrap_or_default();
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

/// A name of a column, and the unit that may stand in brackets behind it.
fn parted(name: &str) -> (&str, Option<&str>) {
    match name.strip_suffix(')').and_then(|name| name.split_once('(')) {
        Some((bare, unit)) => (bare.trim(), Some(unit.trim())),
        None => (name, None),
    }
}

/// An amount, and the unit that may stand behind it.
fn digits_and_unit(text: &str) -> (&str, Option<&str>) {
    if let Some(digits) = text.strip_suffix('%') {
        return (digits.trim_end(), Some("%"));
    }
    let spaced = text.rsplit_once(char::is_whitespace);
    match spaced.filter(|(_, unit)| unit.starts_with(|c: char| c.is_alphabetic())) {
        Some((digits, unit)) => (digits.trim_end(), Some(unit)),
        None => (text, None),
    }
}

/// The unit in which a column is declared.
struct Written {
    unit: Unit,
    percent: bool,
}

impl Written {
    fn of(column: &plan::Column) -> Written {
        let unit = match &column.ty {
            Type::Number(unit) => unit.clone(),
            _ => Unit::plain(),
        };
        Written { unit, percent: column.percent }
    }

    /// Whether a unit as it is written in a file is this one.
    fn is(&self, written: &str) -> bool {
        if self.percent || written == "%" {
            return self.percent && written == "%";
        }
        unit_written(written).is_some_and(|unit| unit == self.unit)
    }

    fn word(&self) -> String {
        if self.percent { "%".to_owned() } else { self.unit.to_string() }
    }
}

/// A unit as it is written: `EUR*year/person^2`, `1/year`, `number`.
fn unit_written(text: &str) -> Option<Unit> {
    let mut factors = Vec::new();
    for (above, part) in text.split('/').enumerate() {
        for (at, factor) in part.split('*').enumerate() {
            let (name, power) = match factor.split_once('^') {
                Some((name, power)) => (name, power.parse::<i8>().ok()?),
                None => (factor, 1),
            };
            let below = above > 0 && at == 0;
            let power = if below { power.checked_neg()? } else { power };
            if name.is_empty() {
                return None;
            }
            if !matches!(name, "1" | "number") {
                factors.push((name.to_owned(), power));
            }
        }
    }
    Some(Unit::from_factors(factors))
}

fn other_unit(
    place: Place,
    unit: &Written,
    found: &str,
    column: Option<&plan::Column>,
) -> Diagnostic {
    let other = Diagnostic::error("data-decided-unit", place)
        .with("column", column.map_or("", |c| &c.name))
        .with("declared", unit.word())
        .with("found", found);
    match column {
        Some(column) => other.other(Place::Formula(column.span)),
        None => other,
    }
}

/// An amount as a run writes it: digits with a decimal point, per cent as it is read.
fn amount(digits: &str, percent: bool) -> Result<Option<Decimal>, ()> {
    if digits.is_empty() {
        return Ok(None);
    }
    let number = Decimal::parse(digits).ok_or(())?;
    if percent {
        return Number::div(number, Decimal::from_i64(100)).map(Some).map_err(|_| ());
    }
    Ok(Some(number))
}
