//! `formula run`

use crate::arguments::{ResultsFormat, Run};
use crate::console::{Console, Stop};
use crate::json;
use crate::results::{chosen, key_cells, key_columns, made_for, open, row_name, run_all, simulate};
use crate::sheet::{Align, Sheet};
use crate::words::say;
use formula::diagnostic::catalog;
use formula::explain::{Explainer, format_value, unit_words};
use formula::number::{Decimal, sum};
use formula::plan::{Definition, DefinitionId, ExprKind, TableId, Type};
use formula::run::Value;
use formula::words::{Language, format_number, format_number_short};
use formula_data::{AwaitedFigures, LeftOut, Outcome, Runs, decimals, plain, written};

/// Runs a formula and writes its results.
pub(crate) fn run(
    arguments: &Run,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let library = open(&arguments.what, language, console)?;
    let results = match library.plan() {
        Some(plan) => chosen(plan, &arguments.results, language)?,
        None => Vec::new(),
    };
    let runs = match arguments.simulate {
        true => simulate(&library, &arguments.what, language, console)?,
        false => run_all(&library, &arguments.what, language, console)?,
    };
    match arguments.format {
        ResultsFormat::Table => {
            if arguments.simulate {
                writeln!(console.out, "{}", say(language, "question-simulated", &[]))?;
            }
            table(&runs, &results, language, console)?;
        }
        ResultsFormat::Csv => csv(&runs.asked, &results, language, console)?,
        ResultsFormat::Json => {
            let mut all = json::results(&runs, &results);
            if let Some(all) = all.as_object_mut() {
                all.insert("simulated".to_owned(), arguments.simulate.into());
            }
            json::write(&all, console.out)?;
        }
    }
    Ok(())
}

/// The results by the table to whose rows they belong, in the order of the formula.
pub(crate) fn by_table(
    outcome: &Outcome<'_>,
    results: &[DefinitionId],
) -> Vec<(Option<TableId>, Vec<DefinitionId>)> {
    let mut groups: Vec<(Option<TableId>, Vec<DefinitionId>)> = Vec::new();
    for id in results {
        let table = outcome.plan.definition(*id).and_then(|d| d.table);
        match groups.iter_mut().find(|(of, _)| *of == table) {
            Some((_, ids)) => ids.push(*id),
            None => groups.push((table, vec![*id])),
        }
    }
    groups
}

fn table(
    runs: &Runs<'_>,
    results: &[DefinitionId],
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let outcome = &runs.asked;
    let plan = outcome.plan;
    let title = console.bold(&plan.labels.say(language, &plan.name));
    writeln!(console.out, "{title}")?;
    if let Some(line) = scenario_line(runs, language) {
        writeln!(console.out, "{line}")?;
    }
    if let Some(line) = given_line(outcome, language) {
        writeln!(console.out, "{line}")?;
    }
    writeln!(console.out, "{}", made_for(outcome, language))?;
    for (table, ids) in by_table(outcome, results) {
        writeln!(console.out)?;
        match table {
            Some(table) => {
                for line in rows_of(outcome, table, &ids, language).lines() {
                    writeln!(console.out, "{line}")?;
                }
            }
            None => {
                for id in ids {
                    let Some(definition) = plan.definition(id) else { continue };
                    let name = definition.labels.say(language, &definition.name);
                    let value = outcome.run.value(id, 0);
                    let (ty, percent) = (&definition.ty, definition.percent);
                    let shown = match (&value, &definition.body.kind) {
                        (Value::Number(number), ExprKind::Solve(_)) => {
                            let number = number_shown(definition, *number, language);
                            format!("{number}{}", unit_behind(definition, language))
                        }
                        _ => format_value(plan, &value, ty, percent, language),
                    };
                    writeln!(console.out, "{name}: {shown}")?;
                }
            }
        }
    }
    for line in awaited(runs, results, language) {
        writeln!(console.out, "{line}")?;
    }
    writeln!(console.out)?;
    writeln!(console.out, "{}", rests(outcome, results, language))?;
    if let Some(line) = left_out(runs, language) {
        writeln!(console.out, "{line}")?;
    }
    if let Some(line) = undelivered(runs, language) {
        writeln!(console.out, "{line}")?;
    }
    let hash: String = outcome.run.identity().hash.chars().take(12).collect();
    writeln!(console.out, "{}", say(language, "run-identified-by", &[("hash", &hash)]))?;
    Ok(())
}

/// That a scenario is laid over the formula, which makes a run that is never official.
pub(crate) fn scenario_line(runs: &Runs<'_>, language: Language) -> Option<String> {
    let scenario = runs.asked.plan.scenario.as_ref()?;
    let title = scenario.labels.say(language, &scenario.name);
    Some(say(language, "run-scenario", &[("scenario", &title)]))
}

/// That parameters were given for this run alone, and which.
fn given_line(outcome: &Outcome<'_>, language: Language) -> Option<String> {
    let params = outcome.run.params().iter().zip(&outcome.plan.params);
    let given = params.filter(|(in_force, _)| in_force.is_given());
    let titles: Vec<String> =
        given.map(|(_, param)| param.labels.say(language, &param.name)).collect();
    let list = titles.join(", ");
    (!titles.is_empty()).then(|| say(language, "run-given", &[("list", &list)]))
}

fn rows_of(
    outcome: &Outcome<'_>,
    table: TableId,
    ids: &[DefinitionId],
    language: Language,
) -> Sheet {
    let plan = outcome.plan;
    let definitions: Vec<(DefinitionId, &Definition)> =
        ids.iter().filter_map(|id| Some((*id, plan.definition(*id)?))).collect();
    let rows = outcome.data.rows(table);
    let named = (0..rows).any(|row| row_name(outcome, table, row, language).is_some());
    let keys = key_columns(plan, table).into_iter().map(|c| c.labels.say(language, &c.name));
    let key_label = keys.collect::<Vec<_>>().join(" / ");
    let mut columns = vec![(key_label, Align::Left)];
    if named {
        columns.push((say(language, "run-name", &[]), Align::Left));
    }
    for (_, definition) in &definitions {
        let label = definition.labels.say(language, &definition.name);
        let (label, align) = match &definition.ty {
            Type::Number(_) if definition.percent => (format!("{label} (%)"), Align::Right),
            Type::Number(unit) if unit.is_plain() => (label, Align::Right),
            Type::Number(unit) => {
                (format!("{label} ({})", unit_words(unit, language)), Align::Right)
            }
            _ => (label, Align::Left),
        };
        columns.push((label, align));
    }
    let mut sheet = Sheet::new(columns);
    for row in 0..rows {
        let key = outcome.data.table(table).and_then(|t| t.keys.get(row));
        let mut cells = vec![key.map(ToString::to_string).unwrap_or_default()];
        if named {
            cells.push(row_name(outcome, table, row, language).unwrap_or_default());
        }
        for (id, definition) in &definitions {
            cells.push(shown(outcome, *id, definition, row, language));
        }
        sheet.row(cells);
    }
    let totals: Vec<String> =
        definitions.iter().map(|(id, d)| total(outcome, *id, d, rows, language)).collect();
    if totals.iter().any(|t| !t.is_empty()) {
        let mut cells = vec![say(language, "run-total", &[])];
        cells.extend(named.then(String::new));
        cells.extend(totals);
        sheet.totals(cells);
    }
    sheet
}

fn shown(
    outcome: &Outcome<'_>,
    id: DefinitionId,
    definition: &Definition,
    row: usize,
    language: Language,
) -> String {
    let value = outcome.run.value(id, row);
    match &value {
        Value::Number(number) => number_shown(definition, *number, language),
        other => format_value(outcome.plan, other, &definition.ty, definition.percent, language),
    }
}

fn number_shown(definition: &Definition, number: Decimal, language: Language) -> String {
    let number = written(definition, number);
    match decimals(definition) {
        Some(places) if !definition.percent => format_number(number, places, language),
        // What was sought is as precise as its step.
        None if matches!(definition.body.kind, ExprKind::Solve(_)) => {
            format_number_short(number, 34, language)
        }
        _ => format_number_short(number, 4, language),
    }
}

fn unit_behind(definition: &Definition, language: Language) -> String {
    match &definition.ty {
        _ if definition.percent => "\u{a0}%".to_owned(),
        Type::Number(unit) if !unit.is_plain() => format!("\u{a0}{}", unit_words(unit, language)),
        _ => String::new(),
    }
}

/// Whether amounts of a definition may be added up over rows: money and counts, also those of a
/// year; not parts, plain numbers, rates, and stretches of time.
pub(crate) fn adds_up(definition: &Definition) -> bool {
    let Type::Number(unit) = &definition.ty else { return false };
    let is_time = |name: &str| matches!(name, "day" | "month" | "year");
    let mut above = unit.factors().filter(|(_, power)| *power > 0).peekable();
    let mut below = unit.factors().filter(|(_, power)| *power < 0);
    let amount = above.peek().is_some() && above.any(|(name, _)| !is_time(name));
    !definition.percent && amount && below.all(|(name, _)| is_time(name))
}

/// The sum over all rows, where a sum means something.
fn total(
    outcome: &Outcome<'_>,
    id: DefinitionId,
    definition: &Definition,
    rows: usize,
    language: Language,
) -> String {
    if !adds_up(definition) {
        return String::new();
    }
    let values: Option<Vec<Decimal>> =
        (0..rows).map(|row| outcome.run.value(id, row).number()).collect();
    match values.map(sum::<Decimal>) {
        Some(Ok(total)) => number_shown(definition, total, language),
        _ => String::new(),
    }
}

/// What missing amounts wait for: amounts that wait for the same cells together.
fn awaited(runs: &Runs<'_>, results: &[DefinitionId], language: Language) -> Vec<String> {
    let outcome = &runs.asked;
    let mut waiting: Vec<(Vec<String>, String)> = Vec::new();
    for id in results {
        let Some(definition) = outcome.plan.definition(*id) else { continue };
        let label = definition.labels.say(language, &definition.name);
        let rows = definition.table.and_then(|t| outcome.data.table(t));
        for row in 0..rows.map_or(1, |rows| rows.rows) {
            let cells = figures_of(&runs.awaited(*id, row), language);
            if cells.is_empty() {
                continue;
            }
            let named = rows.map(|rows| rows.named_row(outcome.plan, row).say(language));
            let amount = named.map_or_else(|| label.clone(), |row| format!("{label}, {row}"));
            match waiting.iter_mut().find(|(_, of)| *of == cells) {
                Some((amounts, _)) => amounts.push(amount),
                None => waiting.push((vec![amount], cells)),
            }
        }
    }
    let line = |(amounts, cells): (Vec<String>, String)| {
        let count = amounts.len().to_string();
        let first = amounts.first().cloned().unwrap_or_default();
        let arguments = [("first", first.as_str()), ("count", &count), ("cells", &cells)];
        say(language, "run-awaits", &arguments)
    };
    let lines: Vec<String> = waiting.into_iter().map(line).collect();
    if lines.is_empty() { lines } else { std::iter::once(String::new()).chain(lines).collect() }
}

/// Figures as text: cells of a column together, then what is left out of the run.
fn figures_of(figures: &AwaitedFigures<'_, '_>, language: Language) -> String {
    let mut by_column: Vec<(String, Vec<String>)> = Vec::new();
    for cell in &figures.cells {
        let title = cell.title().say(language);
        let named = cell.named_row().say(language);
        match by_column.iter_mut().find(|(of, _)| *of == title) {
            Some((_, rows)) => rows.push(named),
            None => by_column.push((title, vec![named])),
        }
    }
    let columns = by_column.iter().map(|(title, rows)| format!("{title}: {}", rows.join(", ")));
    let left_out = figures.left_out.iter().map(|out| out_in_words(out, language));
    columns.chain(left_out).collect::<Vec<_>>().join("; ")
}

/// What is left out of a run, with its standing.
fn out_in_words(out: &LeftOut<'_, '_>, language: Language) -> String {
    let standing = catalog().say::<&str>(language, out.standing().phrase(), &[]);
    let arguments = [("title", &*out.title(language)), ("standing", &standing)];
    say(language, "run-left-out-one", &arguments)
}

/// The values of formulas that this run goes without.
fn left_out(runs: &Runs<'_>, language: Language) -> Option<String> {
    let all = runs.left_out();
    let words: Vec<String> = all.iter().map(|out| out_in_words(out, language)).collect();
    let list = words.join(", ");
    (!all.is_empty()).then(|| say(language, "run-left-out", &[("list", &list)]))
}

/// On how many inputs that are not verified the amounts rest.
fn rests(outcome: &Outcome<'_>, results: &[DefinitionId], language: Language) -> String {
    let explainer = Explainer::new(outcome.plan, &outcome.data, &outcome.run);
    let mut most = (0_usize, 0_usize);
    for id in results {
        let table = outcome.plan.definition(*id).and_then(|d| d.table);
        for row in 0..table.map_or(1, |t| outcome.data.rows(t)) {
            let rests = explainer.rests(*id, row);
            most = most.max((rests.unverified_count(), rests.inputs));
        }
    }
    let (unverified, inputs) = (most.0.to_string(), most.1.to_string());
    say(language, "run-rests", &[("unverified", &unverified), ("inputs", &inputs)])
}

/// Which optional columns no file has, so that they are missing in every row.
fn undelivered(runs: &Runs<'_>, language: Language) -> Option<String> {
    let mut columns: Vec<String> = Vec::new();
    for outcome in runs.all() {
        for (table, column) in outcome.undelivered() {
            let title = column.labels.say(language, &column.name);
            let named = match title.replace(' ', "_") == column.name {
                true => format!("{}.{}", table.name, column.name),
                false => format!("{}.{} ({title})", table.name, column.name),
            };
            if !columns.contains(&named) {
                columns.push(named);
            }
        }
    }
    let list = columns.join(", ");
    (!columns.is_empty()).then(|| say(language, "run-undelivered", &[("columns", &list)]))
}

fn csv(
    outcome: &Outcome<'_>,
    results: &[DefinitionId],
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let groups = by_table(outcome, results);
    let (table, ids) = match groups.as_slice() {
        [] => return Ok(()),
        [(table, ids)] => (*table, ids),
        _ => {
            let names: Vec<&str> = results
                .iter()
                .filter_map(|id| outcome.plan.definition(*id))
                .map(|d| d.name.as_str())
                .collect();
            let list = names.join(", ");
            return Err(Stop::Usage(say(language, "usage-csv-one-table", &[("has", &list)])));
        }
    };
    let mut header: Vec<String> = match table.map(|t| key_columns(outcome.plan, t)) {
        None => Vec::new(),
        Some(columns) if columns.is_empty() => vec!["row".to_owned()],
        Some(columns) => columns.into_iter().map(|column| column.name.clone()).collect(),
    };
    header.extend(ids.iter().filter_map(|id| outcome.plan.definition(*id)).map(|d| d.name.clone()));
    writeln!(console.out, "{}", csv_line(&header))?;
    for row in 0..table.map_or(1, |t| outcome.data.rows(t)) {
        let mut cells = table.map(|t| key_cells(outcome, t, row)).unwrap_or_default();
        cells.extend(ids.iter().map(|id| plain(outcome, *id, row)));
        writeln!(console.out, "{}", csv_line(&cells))?;
    }
    Ok(())
}

/// Cells as a line of CSV; those that hold a separator in quotation marks.
pub(crate) fn csv_line(cells: &[String]) -> String {
    let quoted = cells.iter().map(|cell| {
        if cell.contains([',', ';', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    });
    quoted.collect::<Vec<_>>().join(",")
}
