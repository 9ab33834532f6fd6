//! Runs one case and compares what came out with what must come out.

use super::Shelf;
use super::document::{Case, Expected, Fault, Table, Written};
use crate::side::key_of;
use crate::tables::naming;
use crate::written::{plain, unit};
use crate::{Findings, Inputs, Library, Outcome};
use formula::check::nearest;
use formula::data::{self, CellText, TableReader, UseValue, UseValues};
use formula::diagnostic::{Diagnostic, Place, Severity, Source};
use formula::number::{Decimal, Number};
use formula::plan::{DefinitionId, Plan, TableId, Use, UseId};
use formula::run::Request;
use formula::standing::Standing;
use formula::words::Language;
use jiff::civil::Date;
use std::sync::Arc;

/// Why a case does not pass.
#[derive(Debug)]
pub enum Failure {
    /// Something differs, or the test is not written as it should be.
    Fault(Fault),
    /// The formula or its data was refused, which was not expected.
    Findings(Vec<Findings>),
}

fn fault(line: usize, id: &'static str, arguments: Vec<(&'static str, String)>) -> Failure {
    Failure::Fault(Fault { line, id, arguments })
}

/// Runs a case of a page; nothing is returned when it passes. `today` is the day of a case that
/// names none.
pub fn judge(shelf: &dyn Shelf, case: &Case, today: Date) -> Vec<Failure> {
    let refusal = case.expected.iter().find_map(|expected| match expected {
        Expected::Refused(id, line) => Some((id.as_str(), *line)),
        Expected::Out(_) | Expected::Warned(..) => None,
    });
    let library = match open(shelf, case) {
        Ok(library) => library,
        Err(findings) => return refused(findings, refusal),
    };
    let mut given = Given { shelf, case, faults: Vec::new() };
    let ran = library.run_on(&mut given, &request(case, today));
    if !given.faults.is_empty() {
        return given.faults.into_iter().map(Failure::Fault).collect();
    }
    let runs = match ran {
        Ok(runs) => runs,
        Err(findings) => return refused(findings, refusal),
    };
    let broken = runs.broken_checks();
    let stops = |f: &Findings| f.diagnostics.iter().any(|d| d.severity == Severity::Error);
    if broken.iter().any(stops) {
        return refused(broken, refusal);
    }
    if let Some((id, line)) = refusal {
        return vec![fault(line, "test-not-refused", vec![("expected", id.to_owned())])];
    }
    let mut failures = Vec::new();
    for expected in &case.expected {
        match expected {
            Expected::Out(table) => compare(&runs.asked, case, table, &mut failures),
            Expected::Warned(what, line) => failures.extend(not_warned(&broken, what, *line)),
            Expected::Refused(..) => {}
        }
    }
    failures
}

/// That a run did not warn of what it must, by identifier or by title in any language.
fn not_warned(broken: &[Findings], what: &str, line: usize) -> Option<Failure> {
    let warnings: Vec<&Diagnostic> = broken.iter().flat_map(|f| &f.diagnostics).collect();
    let says = |d: &&&Diagnostic| Language::ALL.iter().any(|l| d.message(*l).contains(what));
    if warnings.iter().any(|d| d.id == what) || warnings.iter().find(says).is_some() {
        return None;
    }
    let mut found: Vec<&str> = warnings.iter().map(|d| d.id).collect();
    found.dedup();
    let found = if found.is_empty() { "—".to_owned() } else { found.join(", ") };
    Some(fault(line, "test-not-warned", vec![("expected", what.to_owned()), ("found", found)]))
}

/// Shows what a case runs on and what comes out, whether it is expected or not; nothing of a case
/// that does not run.
pub fn look(shelf: &dyn Shelf, case: &Case, today: Date, see: &mut dyn FnMut(&Outcome<'_>)) {
    let Ok(library) = open(shelf, case) else { return };
    let mut given = Given { shelf, case, faults: Vec::new() };
    if let Ok(runs) = library.run_on(&mut given, &request(case, today)) {
        see(&runs.asked);
    }
}

/// What a case asks for.
fn request(case: &Case, today: Date) -> Request {
    Request {
        day: case.settings.day.unwrap_or(today),
        known: case.settings.known,
        params: case.settings.params.iter().cloned().collect(),
        without: case.settings.without.iter().copied().collect(),
    }
}

/// The formula of a case: the one written there, else the one that is named; as the scenario has it
/// that is written there too.
fn open(shelf: &dyn Shelf, case: &Case) -> Result<Library, Vec<Findings>> {
    // Empty lines before it, so that places in it are lines of the Markdown file.
    let source = |written: &Written| {
        let text = "\n".repeat(written.line.saturating_sub(1)) + &written.text;
        Source::new(shelf.page(), text)
    };
    let settings = &case.settings;
    let named = || shelf.library(settings.formula.as_deref().unwrap_or_default());
    let Some(scenario) = &settings.scenario else {
        return match &settings.written {
            Some(written) => Library::from_sources(source(written), shelf.siblings()),
            None => named(),
        };
    };
    let mut formulas: Vec<Source> = match (&settings.written, &settings.formula) {
        (Some(written), _) => vec![source(written)],
        (None, Some(_)) => named()?.plans().iter().map(|plan| plan.source.clone()).collect(),
        (None, None) => Vec::new(),
    };
    for sibling in shelf.siblings() {
        if formulas.iter().all(|own| own.text != sibling.text) {
            formulas.push(sibling);
        }
    }
    Library::of_texts(source(scenario), formulas)
}

fn refused(findings: Vec<Findings>, expected: Option<(&str, usize)>) -> Vec<Failure> {
    let Some((id, line)) = expected else { return vec![Failure::Findings(findings)] };
    let mut found: Vec<&str> = findings.iter().flat_map(|f| &f.diagnostics).map(|d| d.id).collect();
    if found.contains(&id) {
        return Vec::new();
    }
    found.dedup();
    let arguments = vec![("expected", id.to_owned()), ("found", found.join(", "))];
    vec![fault(line, "test-refused-otherwise", arguments)]
}

/// The data of a case: its own tables, else those of its folder.
struct Given<'c> {
    shelf: &'c dyn Shelf,
    case: &'c Case,
    faults: Vec<Fault>,
}

impl Given<'_> {
    fn table(&self, name: &str) -> Option<&Table> {
        self.case.tables.iter().find(|table| table.name == name)
    }

    fn read(
        &self,
        plan: &Plan,
        id: TableId,
        table: &Table,
    ) -> Result<data::Table, Vec<Diagnostic>> {
        let header: Vec<&str> = table.header.iter().map(|name| bare_name(name).0).collect();
        let origin = self.shelf.page();
        let mut reader = TableReader::new(plan, id, &origin, &header);
        for name in &header {
            reader.describe(name, Standing::Reported, None);
        }
        for (line, cells) in &table.rows {
            let cells: Vec<CellText<'_>> = cells
                .iter()
                .map(|text| CellText { text: known(text), standing: None, source: None })
                .collect();
            reader.row(u64::try_from(*line).unwrap_or(u64::MAX), &cells);
        }
        let header_line = u64::try_from(table.line).unwrap_or(u64::MAX);
        reader.finish().map_err(|mut diagnostics| {
            // The reader counts from the header of a file of its own.
            for diagnostic in &mut diagnostics {
                if let Place::Data { line: Some(line), .. } = &mut diagnostic.place
                    && *line == 1
                {
                    *line = header_line;
                }
            }
            diagnostics
        })
    }
}

impl Inputs for Given<'_> {
    fn tables(&mut self, plan: &Plan) -> Result<Vec<data::Table>, Vec<Diagnostic>> {
        let mut tables = Vec::new();
        let mut diagnostics = Vec::new();
        for (at, schema) in plan.tables.iter().enumerate() {
            let Some(table) = self.table(&schema.name) else { continue };
            match self.read(plan, TableId(at), table) {
                Ok(table) => tables.push(table),
                Err(faults) => diagnostics.extend(faults),
            }
        }
        if let Some(folder) = &self.case.settings.data
            && plan
                .tables
                .iter()
                .any(|schema| schema.members.is_none() && self.table(&schema.name).is_none())
        {
            match self.shelf.tables(plan, folder) {
                Ok(read) => {
                    for table in read {
                        if tables.iter().all(|own| own.table != table.table) {
                            tables.push(table);
                        }
                    }
                }
                Err(faults) => diagnostics.extend(faults),
            }
        }
        if diagnostics.is_empty() { Ok(tables) } else { Err(diagnostics) }
    }

    /// A column with the name of a used result gives that result by hand.
    fn used(&mut self, plan: &Plan, used: &Use) -> Option<UseValues> {
        let schema = plan.table(used.table?)?;
        let table = self.table(&schema.name)?;
        let place = |wanted: &str| table.header.iter().position(|n| bare_name(n).0 == wanted);
        let at = place(&used.name)?;
        let key_name = schema.columns.get(schema.key?.0)?.name.clone();
        let key_at = place(&key_name)?;
        let mut values = Vec::new();
        let mut faults = Vec::new();
        for (line, cells) in &table.rows {
            let text = known(cells.get(at).map_or("", String::as_str));
            let value = if text.is_empty() { None } else { number(text) };
            if value.is_none() && !text.is_empty() {
                let arguments = vec![("value", text.to_owned()), ("column", used.name.clone())];
                faults.push(Fault { line: *line, id: "test-not-a-number", arguments });
            }
            let key = cells.get(key_at).map_or("", String::as_str);
            let key = Arc::from(key);
            values.push(UseValue { key, value, standing: Standing::Reported, source: None });
        }
        self.faults.extend(faults);
        let day = self.case.settings.day.unwrap_or(Date::MIN);
        Some(UseValues { run: self.shelf.page(), day, values })
    }
}

/// A name without the unit that may stand behind it: `grant (EUR)`.
fn bare_name(name: &str) -> (&str, Option<&str>) {
    match name.split_once('(') {
        Some((bare, unit)) => (bare.trim(), unit.trim().strip_suffix(')').map(str::trim)),
        None => (name.trim(), None),
    }
}

/// A cell; a dash says that nothing is known.
fn known(text: &str) -> &str {
    match text.trim() {
        "—" | "–" | "-" => "",
        other => other,
    }
}

/// A number as people write it in a document: groups of three parted by a space, decimal point,
/// perhaps with `%`.
fn number(text: &str) -> Option<Decimal> {
    let (digits, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let spaces = [' ', '\u{a0}', '\u{2009}', '\u{202f}'];
    let digits: String = digits.chars().filter(|c| !spaces.contains(c)).collect();
    let number = Decimal::parse(&digits.replace('\u{2212}', "-"))?;
    if percent { Number::div(number, Decimal::from_i64(100)).ok() } else { Some(number) }
}

fn compare(outcome: &Outcome<'_>, case: &Case, table: &Table, failures: &mut Vec<Failure>) {
    let (of, key_at) = match subject(outcome, table) {
        Ok(found) => found,
        Err(failure) => {
            failures.push(failure);
            return;
        }
    };
    let mut columns: Vec<(usize, Compared)> = Vec::new();
    for (at, name) in table.header.iter().enumerate() {
        if key_at.contains(&at) {
            continue;
        }
        match column(outcome, case, of, name, table.line) {
            Ok(Some(compared)) => columns.push((at, compared)),
            Ok(None) => {}
            Err(failure) => failures.push(failure),
        }
    }
    for (line, cells) in &table.rows {
        let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
        let key = key_of(&texts, &key_at);
        let key = key.as_ref();
        let row = match of {
            None => Some(0),
            Some(table) => outcome.data.table(table).and_then(|rows| rows.row(key)),
        };
        let Some(row) = row else {
            failures.push(fault(*line, "test-row-unknown", vec![("key", key.to_owned())]));
            continue;
        };
        for (at, compared) in &columns {
            let expected = cells.get(*at).map_or("", String::as_str);
            if let Some(found) = differs(outcome, *compared, row, expected) {
                let name = table.header.get(*at).map(|name| bare_name(name).0.to_owned());
                let arguments = vec![
                    ("name", name.unwrap_or_default()),
                    ("row", key.to_owned()),
                    ("expected", expected.to_owned()),
                    ("found", found),
                ];
                failures.push(fault(*line, "test-differs", arguments));
            }
        }
    }
}

/// The table of which expected values speak, and the columns that name its rows: its key, or the
/// references of a cross table. Values for the country stand in a table without them.
fn subject(outcome: &Outcome<'_>, table: &Table) -> Result<(Option<TableId>, Vec<usize>), Failure> {
    let plan = outcome.plan;
    let keys_of = |id: TableId| -> Option<Vec<usize>> {
        let names = naming(plan.table(id)?);
        let at = |name: &&str| table.header.iter().position(|own| bare_name(own).0 == *name);
        names.iter().map(at).collect::<Option<Vec<usize>>>().filter(|at| !at.is_empty())
    };
    if !table.name.is_empty() {
        let Some((id, _)) = plan.table_named(&table.name) else {
            let names = plan.tables.iter().map(|t| t.name.as_str());
            let near = nearest(&table.name, names).unwrap_or_default();
            let arguments = vec![("name", table.name.clone()), ("near", near)];
            return Err(fault(table.line, "test-table-unknown", arguments));
        };
        return match keys_of(id) {
            Some(at) => Ok((Some(id), at)),
            None => {
                let arguments = vec![("table", table.name.clone())];
                Err(fault(table.line, "test-key-missing", arguments))
            }
        };
    }
    // A pair names its row by more columns than either of its tables; a key that stands first is
    // the key of the table, further on it may be a reference.
    let keyed = (0..plan.tables.len()).map(TableId).filter_map(|id| Some((id, keys_of(id)?)));
    let rank = |at: &Vec<usize>| (std::cmp::Reverse(at.len()), at.clone());
    let keyed: Vec<(TableId, Vec<usize>)> = keyed.collect();
    let best = keyed.iter().map(|(_, at)| rank(at)).min();
    let mut found: Vec<(TableId, Vec<usize>)> =
        keyed.into_iter().filter(|(_, at)| Some(rank(at)) == best).collect();
    // Of tables with a key of the same name the one that has the columns is meant.
    let known = |id: TableId| {
        let of = |name: &&String| {
            let (bare, _) = bare_name(name);
            plan.definitions.iter().any(|d| d.name == bare && d.table == Some(id))
                || plan.uses.iter().any(|u| u.name == bare && u.table == Some(id))
        };
        table.header.iter().filter(of).count()
    };
    let most = found.iter().map(|(id, _)| known(*id)).max().unwrap_or(0);
    found.retain(|(id, _)| known(*id) == most);
    if found.len() > 1 {
        let names = found.iter().filter_map(|(id, _)| plan.table(*id)).map(|t| t.name.as_str());
        let arguments = vec![("tables", names.collect::<Vec<_>>().join(", "))];
        return Err(fault(table.line, "test-out-of-which-table", arguments));
    }
    Ok(match found.into_iter().next() {
        Some((id, at)) => (Some(id), at),
        None => (None, Vec::new()),
    })
}

/// What an expected value is compared with.
#[derive(Debug, Clone, Copy)]
enum Compared {
    /// A `let` or `result` of the formula.
    Definition(DefinitionId),
    /// A result of another formula that this one uses.
    Use(UseId),
}

/// What a column is compared with; nothing for one that only helps to read, such as a name.
fn column(
    outcome: &Outcome<'_>,
    case: &Case,
    of: Option<TableId>,
    name: &str,
    line: usize,
) -> Result<Option<Compared>, Failure> {
    let plan = outcome.plan;
    let (bare, written_unit) = bare_name(name);
    let found = plan.definitions.iter().enumerate().find(|(_, d)| d.name == bare && d.table == of);
    let used = plan.uses.iter().position(|u| u.name == bare && u.table == of);
    let Some((at, definition)) = found else {
        if let Some(at) = used {
            return Ok(Some(Compared::Use(UseId(at))));
        }
        let of_input = |table: &Table| table.header.iter().any(|n| bare_name(n).0 == bare);
        let is_column = of
            .and_then(|id| plan.table(id))
            .is_some_and(|schema| schema.column_named(bare).is_some());
        if is_column || case.tables.iter().any(of_input) {
            return Ok(None);
        }
        let names = plan.definitions.iter().filter(|d| d.table == of).map(|d| d.name.as_str());
        let near = nearest(bare, names).unwrap_or_default();
        let arguments = vec![("name", bare.to_owned()), ("near", near)];
        return Err(fault(line, "test-column-unknown", arguments));
    };
    let own_unit = unit(definition);
    match written_unit {
        Some(written) if written != own_unit => {
            let arguments = vec![
                ("name", bare.to_owned()),
                ("written", written.to_owned()),
                ("unit", own_unit),
            ];
            Err(fault(line, "test-unit-differs", arguments))
        }
        _ => Ok(Some(Compared::Definition(DefinitionId(at)))),
    }
}

/// What was found instead of what was expected; nothing when they are equal.
fn differs(
    outcome: &Outcome<'_>,
    compared: Compared,
    row: usize,
    expected: &str,
) -> Option<String> {
    let expected = known(expected);
    let (value, percent, found) = match compared {
        Compared::Definition(id) => {
            let percent = outcome.plan.definition(id).is_some_and(|d| d.percent);
            (outcome.run.value(id, row).number(), percent, plain(outcome, id, row))
        }
        Compared::Use(id) => {
            let value = used_value(outcome, id, row);
            (value, false, value.map(Decimal::to_canonical).unwrap_or_default())
        }
    };
    if let Some(value) = value {
        let written = match expected.strip_suffix('…') {
            Some(start) => {
                let all = digits(percent, value);
                return (!begins(&all, start)).then(|| grouped(&all));
            }
            None if percent && !expected.ends_with('%') => format!("{expected}%"),
            None => expected.to_owned(),
        };
        if let Some(wanted) = number(&written) {
            return (value != wanted).then(|| grouped(&found));
        }
    }
    (found != expected).then(|| if found.is_empty() { "—".to_owned() } else { grouped(&found) })
}

fn used_value(outcome: &Outcome<'_>, id: UseId, row: usize) -> Option<Decimal> {
    let column = &outcome.data.use_column(id)?.column;
    match &column.values {
        data::Values::Number(numbers) if !column.is_missing(row) => numbers.get(row).copied(),
        _ => None,
    }
}

/// All digits of a value.
fn digits(percent: bool, value: Decimal) -> String {
    if percent {
        let hundred = Number::mul(value, Decimal::from_i64(100)).unwrap_or(value);
        return hundred.to_canonical();
    }
    value.to_canonical()
}

/// Whether the digits of a value begin as written: `16.66…`.
fn begins(found: &str, start: &str) -> bool {
    let spaces = [' ', '\u{a0}', '\u{2009}', '\u{202f}'];
    let start: String = start.chars().filter(|c| !spaces.contains(c)).collect();
    let start = start.replace('\u{2212}', "-");
    // Without a point, or just behind it, the digits to follow would be those of the whole part.
    let places = start.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    places > 0 && found.starts_with(&start)
}

/// Digits in groups of three, as they are written in documents.
fn grouped(text: &str) -> String {
    if Decimal::parse(text).is_none() {
        return text.to_owned();
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (digits, String::new()),
    };
    let count = whole.len();
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (count - at) % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out + &fraction
}
