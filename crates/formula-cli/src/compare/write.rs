//! The account of a change as a table, as CSV and as JSON.

use super::Told;
use crate::console::{Console, Stop};
use crate::json::{identity, parameter_value};
use crate::results::key_name;
use crate::run::{adds_up, csv_line};
use crate::sheet::{Align, Sheet};
use crate::words::say;
use analysis::account::{Basis, Cause, Kind, RowAccount, others_data, own_data};
use formula::explain::{Explainer, unit_words};
use formula::number::{Decimal, sum};
use formula::plan::Type;
use formula::words::{format_date, format_number, format_number_short};
use formula_data::{Outcome, Runs, decimals, unit, written};
use serde_json::{Map, Value, json};

/// A column of parts: the part of a cause, or one half of that of the data.
struct Part<'t> {
    id: String,
    title: String,
    cause: Option<&'t Cause>,
    of: Of,
}

#[derive(Clone, Copy)]
enum Of {
    Cause(usize),
    Own,
    Others,
}

impl Part<'_> {
    fn of_row(&self, row: &RowAccount) -> Option<Decimal> {
        match self.of {
            Of::Cause(at) => row.parts.as_ref()?.get(at).copied(),
            Of::Own => Some(row.data?.own),
            Of::Others => Some(row.data?.others),
        }
    }
}

/// What of a row is shown.
type Figure<'f> = &'f dyn Fn(&RowAccount) -> Option<Decimal>;

/// The rows that are told.
fn rows<'t>(told: &'t Told<'_>) -> Vec<&'t RowAccount> {
    let wanted = |row: &&RowAccount| told.row.as_ref().is_none_or(|key| *key == row.key);
    told.account.rows.iter().filter(wanted).collect()
}

/// The parts, with the data told apart where every row that has parts has both halves. A cause
/// that moves no row is left out.
fn parts<'t>(told: &'t Told<'_>, rows: &[&RowAccount]) -> Vec<Part<'t>> {
    let language = told.language;
    let apart = rows.iter().all(|row| row.data.is_some() || row.parts.is_none());
    let mut parts = Vec::new();
    for (at, cause) in told.account.causes.iter().enumerate() {
        if Some(at) == told.account.data_cause() && apart {
            let halves = [
                ("own_data", own_data(language), Of::Own),
                ("others_data", others_data(language), Of::Others),
            ];
            parts.extend(halves.map(|(id, title, of)| Part {
                id: id.to_owned(),
                title,
                cause: None,
                of,
            }));
        } else {
            parts.push(Part {
                id: cause.id(),
                title: cause.title(&told.after, language),
                cause: Some(cause),
                of: Of::Cause(at),
            });
        }
    }
    let moves = |part: &Part<'_>| {
        rows.iter().any(|row| part.of_row(row).is_some_and(|amount| !amount.is_zero()))
    };
    parts.retain(moves);
    parts
}

fn total(rows: &[&RowAccount], of: impl Fn(&RowAccount) -> Option<Decimal>) -> Option<Decimal> {
    let amounts: Option<Vec<Decimal>> = rows.iter().map(|row| of(row)).collect();
    sum(amounts?).ok()
}

fn number(told: &Told<'_>, amount: Decimal, signed: bool) -> String {
    let amount = written(told.definition, amount);
    let text = match decimals(told.definition) {
        Some(places) if !told.definition.percent => {
            format_number(amount, places.max(2), told.language)
        }
        _ => format_number_short(amount, 12, told.language),
    };
    let above = signed && !amount.is_zero() && !amount.is_negative();
    if above { format!("+{text}") } else { text }
}

fn perhaps(told: &Told<'_>, amount: Option<Decimal>, signed: bool) -> String {
    amount.map_or_else(|| "—".to_owned(), |amount| number(told, amount, signed))
}

/// For people: one row with its causes below each other, or all rows with a column for each.
pub(super) fn table(told: &Told<'_>, console: &mut Console<'_>) -> Result<(), Stop> {
    let language = told.language;
    let rows = rows(told);
    let parts = parts(told, &rows);
    let unit = match &told.definition.ty {
        _ if told.definition.percent => " (%)".to_owned(),
        Type::Number(unit) if !unit.is_plain() => format!(" ({})", unit_words(unit, language)),
        _ => String::new(),
    };
    let label = told.definition.labels.say(language, &told.definition.name);
    let mut text = vec![console.bold(&format!("{label}{unit}"))];
    let days = [told.before.request.day, told.after.request.day];
    let days = days.map(|day| format_date(day, language));
    let arguments = [("before", days[0].as_str()), ("after", days[1].as_str())];
    text.push(match days[0] == days[1] {
        true => say(language, "run-made-for", &[("day", &days[0])]),
        false => say(language, "compare-made-for", &arguments),
    });
    text.push(String::new());
    if parts.is_empty() {
        text.push(say(language, "compare-nothing", &[]));
        text.push(String::new());
    }
    match (told.row.is_some() || told.definition.table.is_none(), rows.as_slice()) {
        (true, [row]) => text.extend(one(told, row, &parts)),
        _ => text.extend(all(told, &rows, &parts)),
    }
    text.push(String::new());
    text.extend(notes(told, &parts));
    for line in text {
        writeln!(console.out, "{line}")?;
    }
    Ok(())
}

fn one(told: &Told<'_>, row: &RowAccount, parts: &[Part<'_>]) -> Vec<String> {
    let language = told.language;
    let word = |id: &str| say(language, id, &[]);
    let mut sheet = Sheet::new(vec![
        (told.name(&row.key).unwrap_or_else(|| row.key.to_string()), Align::Left),
        (word("compare-column-values"), Align::Left),
        (word("explain-column-amount"), Align::Right),
    ]);
    let line = |title: String, amount: String| vec![title, String::new(), amount];
    sheet.row(line(word("compare-column-before"), perhaps(told, row.before, false)));
    for part in parts {
        let values = part.cause.map(|cause| values(told, cause)).unwrap_or_default();
        let amount = perhaps(told, part.of_row(row), true);
        sheet.row(vec![part.title.clone(), values, amount]);
    }
    sheet.totals(line(word("compare-column-after"), perhaps(told, row.after, false)));
    let mut lines = sheet.lines();
    if row.parts.is_none() {
        lines.push(word("compare-no-parts"));
    }
    lines
}

/// "1 000 EUR → 1 200 EUR"
fn values(told: &Told<'_>, cause: &Cause) -> String {
    let values = cause.kinds.iter().filter_map(|kind| {
        let before = told.before.value(kind, told.language)?;
        Some(format!("{before} → {}", told.after.value(kind, told.language)?))
    });
    values.collect::<Vec<_>>().join("; ")
}

fn all(told: &Told<'_>, rows: &[&RowAccount], parts: &[Part<'_>]) -> Vec<String> {
    let language = told.language;
    let word = |id: &str| say(language, id, &[]);
    let table = told.definition.table;
    let key = table.map(|table| key_name(told.outcome.plan, table)).unwrap_or_default();
    let named = rows.iter().any(|row| told.name(&row.key).is_some());
    let mut columns = vec![(key, Align::Left)];
    columns.extend(named.then(|| (word("run-name"), Align::Left)));
    let figures = ["compare-column-before", "compare-column-after", "compare-column-change"];
    columns.extend(figures.map(|id| (word(id), Align::Right)));
    columns.extend(parts.iter().map(|part| (part.title.clone(), Align::Right)));
    let mut sheet = Sheet::new(columns);
    let figures = |of: &dyn Fn(Figure<'_>) -> Option<Decimal>| {
        let mut cells = vec![
            perhaps(told, of(&|row| row.before), false),
            perhaps(told, of(&|row| row.after), false),
            perhaps(told, of(&|row| row.change), true),
        ];
        cells.extend(parts.iter().map(|part| perhaps(told, of(&|row| part.of_row(row)), true)));
        cells
    };
    for row in rows {
        let mut cells = vec![row.key.to_string()];
        cells.extend(named.then(|| told.name(&row.key).unwrap_or_default()));
        cells.extend(figures(&|of| of(row)));
        sheet.row(cells);
    }
    if !adds_up(told.definition) {
        let mut lines = sheet.lines();
        lines.push(word("compare-no-total"));
        return lines;
    }
    let mut cells = vec![word("run-total")];
    cells.extend(named.then(String::new));
    cells.extend(figures(&|of| total(rows, of)));
    sheet.totals(cells);
    sheet.lines()
}

/// What changed to what, why causes are told together, and how the parts are reckoned.
fn notes(told: &Told<'_>, parts: &[Part<'_>]) -> Vec<String> {
    let language = told.language;
    let mut notes = Vec::new();
    for cause in parts.iter().filter_map(|part| part.cause) {
        let title = cause.title(&told.after, language);
        let said = [values(told, cause), cause.remark(&told.after, language).unwrap_or_default()];
        let said: Vec<String> = said.into_iter().filter(|said| !said.is_empty()).collect();
        if !said.is_empty() {
            notes.push(format!("{title}: {}", said.join(". ")));
        }
    }
    if parts.is_empty() {
        return notes;
    }
    let runs = told.account.runs.to_string();
    notes.push(say(language, "compare-method", &[("runs", &runs)]));
    notes
}

/// Key, amounts, change and a column for each cause; numbers with a decimal point.
pub(super) fn csv(told: &Told<'_>, console: &mut Console<'_>) -> Result<(), Stop> {
    let rows = rows(told);
    let parts = parts(told, &rows);
    let table = told.definition.table;
    let key = table.map(|table| key_name(told.outcome.plan, table));
    let mut header: Vec<String> = key.clone().into_iter().collect();
    header.extend(["before", "after", "change"].map(str::to_owned));
    header.extend(parts.iter().map(|part| part.id.clone()));
    if told.standings {
        let of = ["before", "after"];
        let names = |run: &str| ["inputs", "unverified", "weakest"].map(|n| format!("{n}_{run}"));
        header.extend(of.iter().flat_map(|run| names(run)));
    }
    writeln!(console.out, "{}", csv_line(&header))?;
    let explainers = [told.first, told.outcome].map(Explained::of);
    for row in rows {
        let mut cells: Vec<String> = key.iter().map(|_| row.key.to_string()).collect();
        cells.extend([row.before, row.after, row.change].map(|amount| plain(told, amount)));
        cells.extend(parts.iter().map(|part| plain(told, part.of_row(row))));
        if told.standings {
            cells.extend(explainers.iter().flat_map(|of| of.standing(told, &row.key)));
        }
        writeln!(console.out, "{}", csv_line(&cells))?;
    }
    Ok(())
}

/// One of the runs, with what explains it.
struct Explained<'a> {
    outcome: &'a Outcome<'a>,
    explainer: Explainer<'a>,
}

impl<'a> Explained<'a> {
    fn of(outcome: &'a Outcome<'a>) -> Explained<'a> {
        let explainer = Explainer::new(outcome.plan, &outcome.data, &outcome.run);
        Explained { outcome, explainer }
    }

    /// On how many inputs an amount rests, how many are not verified, and the weakest standing;
    /// nothing where the run has no such row.
    fn standing(&self, told: &Told<'_>, key: &str) -> [String; 3] {
        let of = self.outcome.plan.definition_named(&told.definition.name);
        let rests = of.and_then(|(id, definition)| {
            let row = match definition.table {
                Some(table) => self.outcome.data.table(table)?.row(key)?,
                None => 0,
            };
            Some(self.explainer.rests(id, row))
        });
        rests.map_or_else(Default::default, |rests| {
            let (inputs, unverified) = (rests.inputs, rests.unverified_count());
            [inputs.to_string(), unverified.to_string(), rests.weakest.word().to_owned()]
        })
    }
}

fn plain(told: &Told<'_>, amount: Option<Decimal>) -> String {
    let Some(amount) = amount else { return String::new() };
    let amount = written(told.definition, amount);
    match decimals(told.definition) {
        Some(places) if !told.definition.percent => amount.to_fixed(places.max(2)),
        _ => amount.to_canonical(),
    }
}

/// For programs: both runs, the causes with their values, the parts of each row.
pub(super) fn json(told: &Told<'_>, first: &Runs<'_>, second: &Runs<'_>) -> Value {
    let rows = rows(told);
    let parts = parts(told, &rows);
    let of = |amount: Option<Decimal>| match amount {
        Some(_) => Value::from(plain(told, amount)),
        None => Value::Null,
    };
    let shown = rows.iter().map(|row| {
        let by_cause: Map<String, Value> =
            parts.iter().map(|part| (part.id.clone(), of(part.of_row(row)))).collect();
        json!({
            "key": &*row.key,
            "name": told.name(&row.key),
            "before": of(row.before),
            "after": of(row.after),
            "change": of(row.change),
            "by_cause": by_cause,
        })
    });
    let shown: Vec<Value> = shown.collect();
    let causes: Vec<Value> = parts.iter().map(|part| about(told, part, &rows)).collect();
    let runs = |runs: &Runs<'_>| runs.all().map(identity).collect::<Vec<_>>();
    json!({
        "formula": told.outcome.plan.name,
        "result": told.definition.name,
        "unit": unit(told.definition),
        "before": runs(first),
        "after": runs(second),
        "causes": causes,
        "rows": shown,
        "runs": told.account.runs,
    })
}

/// The value of what differs, as it stands in a run.
fn value(basis: &Basis<'_>, kind: &Kind) -> Value {
    match kind {
        Kind::Day => Value::from(basis.request.day.to_string()),
        Kind::Parameter(name) => {
            let found = basis.formulas.iter().rev().find_map(|formula| {
                let (_, param) = formula.plan.param_named(name)?;
                let in_force = formula.params.iter().find(|in_force| in_force.name == *name)?;
                param.by.is_empty().then(|| parameter_value(&in_force.value, param))
            });
            found.unwrap_or_default()
        }
        Kind::Scale(_) | Kind::Rules | Kind::Standings | Kind::Data => Value::Null,
    }
}

fn about(told: &Told<'_>, part: &Part<'_>, rows: &[&RowAccount]) -> Value {
    let language = told.language;
    let kinds = part.cause.map(|cause| cause.kinds.as_slice()).unwrap_or_default();
    let differs: Vec<Value> = kinds
        .iter()
        .map(|kind| {
            json!({
                "id": kind.id(),
                "title": told.after.title(kind, language),
                "before": value(&told.before, kind),
                "after": value(&told.after, kind),
            })
        })
        .collect();
    json!({
        "id": part.id,
        "title": part.title,
        "differs": differs,
        "remark": part.cause.and_then(|cause| cause.remark(&told.after, language)),
        "total": match total(rows, |row| part.of_row(row)) {
            // Of one row, as of the country, the sum is the part itself.
            Some(amount) if rows.len() == 1 || adds_up(told.definition) => {
                Value::from(plain(told, Some(amount)))
            }
            _ => Value::Null,
        },
    })
}
