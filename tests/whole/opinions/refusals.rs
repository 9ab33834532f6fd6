//! Data that no share can serve: each engine must refuse what the official run refuses, and answer
//! what it answers.

use super::duckdb::DuckDb;
use super::libreoffice::{export, opinion, recalculated};
use super::postgres::Postgres;
use super::scripts::Values;
use super::spreadsheet::Touch;
use super::{Case, Told};
use formula::check::check;
use formula::data::Data;
use formula::diagnostic::Source;
use formula::number::{Decimal, Number as _};
use formula::plan::{DefinitionId, Plan, TableId};
use formula::run::{Request, Runs, run};
use formula::syntax::ast::RoundMode;
use formula::words::Language;
use formula_export::sql::{Asked, Dialect, Script, script};
use fuzz::rows::{self, Csv};
use jiff::civil::date;

/// The rows: key, group, floor, amount decided singly.
const TOWNS: [(&str, &str, u32, &str); 4] = [
    ("Town A", "n", 0, ""),
    ("Town B", "n", 5, ""),
    ("Town C", "s", 0, ""),
    ("Town D", "s", 5, "7"),
];

/// Weights, the first of which serve every share below.
const WEIGHTS: [[&str; 4]; 10] = [
    ["4", "3", "2", "1"],
    ["-4", "-3", "-2", "-1"],
    ["4", "-3", "2", "1"],
    ["4", "3", "-2", "1"],
    ["4", "3", "2", "-1"],
    ["0", "0", "0", "0"],
    ["0", "0", "2", "1"],
    ["4", "3", "0", "0"],
    ["0", "0", "0", "-1"],
    ["-1", "1", "0", "0"],
];

/// What the shares say beside pool and weight.
const CLAUSES: [&str; 16] = [
    "",
    "per part",
    "where part = \"n\"",
    "at least 0 EUR",
    "at least low",
    "at most 90 EUR",
    "per part at most 190 EUR",
    "fixed decided where decided is known",
    "fixed decided where decided is known at least low at most 80 EUR",
    "at most 40 EUR if over, leave the rest",
    "at least 90 EUR if short, floors in proportion",
    "where weight > 0",
    "where weight > 0 per part",
    "where weight > 0 per part at least low at most 190 EUR",
    "where weight > 0 at most 40 EUR if over, leave the rest",
    "where weight > 0 per part fixed decided where decided is known",
];

/// What came of a share.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Came {
    /// It was refused.
    Refused,
    /// The amounts, row by row.
    Amounts(Vec<Told>),
}

fn plan(clauses: &str) -> Plan {
    let text = format!(
        "formula f\ntable town\n  key name : text\n  part : text\n  low : EUR\n  \
         decided : EUR optional\n  weight : number\nparam pool : EUR\n  since 2020-01-01 = 100\n  \
         \u{20}\u{20}cites \"a\"\neach town\n  let part_of = share pool by weight {clauses}\n  \
         result out : EUR = round(part_of to 0.01 EUR)\n"
    );
    check(&Source::new("share", text), &[]).into_result().unwrap_or_else(|d| panic!("{d:#?}"))
}

/// The definition that is compared.
const OUT: DefinitionId = DefinitionId(1);

fn data(plan: &Plan, weights: [&str; 4]) -> Data {
    let lines = TOWNS.iter().zip(weights).map(|((key, part, low, decided), weight)| {
        format!("{key},{part},{low},{decided},{weight}")
    });
    let lines: Vec<String> = lines.collect();
    let text = format!("name,part,low,decided,weight\n{}", lines.join("\n"));
    let table = Csv { name: "town".to_owned(), text };
    rows::read(plan, &[table]).unwrap_or_else(|d| panic!("{d:#?}"))
}

fn request() -> Request {
    Request::on(date(2026, 1, 1))
}

/// What the engine says over one kind of number. Whoever is refused reads of a row.
fn native<N: Runs>(plan: &Plan, data: &Data) -> Came {
    let run = match run::<N>(plan, data, &request()) {
        Ok(run) => run,
        Err(found) => {
            let said = Language::ALL.map(|language| found[0].message(language));
            let of_all = ["run-share-short", "run-share-over"].contains(&found[0].id);
            let named = said.iter().all(|said| said.contains("Town "));
            let of_none = said.iter().any(|said| said.contains("there is no row that takes part"));
            assert!(of_all || of_none || named, "{} names no row: {said:?}", found[0].id);
            return Came::Refused;
        }
    };
    let number = |row| run.value(OUT, row).number()?.to_decimal();
    Came::Amounts((0..TOWNS.len()).map(|row| Some(in_cents(number(row)?))).collect())
}

fn in_cents(amount: Decimal) -> String {
    let cent = Decimal::parse("0.01").unwrap();
    amount.round_to(cent, RoundMode::HalfEven).unwrap().to_string()
}

/// What an engine shows; a text that is no number is its word for what it refuses.
fn shown<'t>(amounts: impl Iterator<Item = &'t Told>) -> Came {
    let read = |told: &Told| match told {
        None => Some(None),
        Some(text) => Decimal::parse(text).map(|amount| Some(in_cents(amount))),
    };
    amounts.map(read).collect::<Option<Vec<Told>>>().map_or(Came::Refused, Came::Amounts)
}

/// A script that reads its table in the database, and the statements that put the rows there.
fn loaded(plan: &Plan, weights: [&str; 4], dialect: Dialect) -> (String, Script) {
    let request = request();
    let language = Language::En;
    let script =
        script(&Asked { plan, request: &request, inputs: None, dialect, language }).unwrap();
    let expected = script.text.lines().filter_map(|line| line.strip_prefix("--   "));
    let create: Vec<&str> = expected.collect();
    let rows = TOWNS.iter().zip(weights).map(|((key, part, low, decided), weight)| {
        let decided = if decided.is_empty() { "null" } else { decided };
        format!("('{key}', '{part}', {low}, {decided}, {weight})")
    });
    let rows: Vec<String> = rows.collect();
    let insert = format!("insert into \"town\" values {};", rows.join(", "));
    (format!("{}\n{insert}", create.join("\n")), script)
}

fn of_script(answer: Result<Values, String>) -> Came {
    match answer {
        Ok(values) => shown(TOWNS.iter().map(|(key, ..)| &values[&OUT][*key])),
        Err(_) => Came::Refused,
    }
}

/// Holds the answers of an engine against those of the official run.
fn hold(engine: &str, answers: impl Iterator<Item = (String, Came, Came)>) {
    let (mut refused, mut faults) = (0, Vec::new());
    for (case, official, other) in answers {
        refused += usize::from(official == Came::Refused);
        if official != other {
            faults.push(format!("{case}: {official:?}, but {other:?}"));
        }
    }
    assert!(refused > 40, "{engine}: only {refused} were refused");
    assert!(faults.is_empty(), "{engine}:\n{}", faults.join("\n"));
}

fn all() -> impl Iterator<Item = (String, Plan, [&'static str; 4])> {
    CLAUSES.into_iter().flat_map(|clauses| {
        WEIGHTS
            .into_iter()
            .map(move |weights| (format!("{weights:?} {clauses}"), plan(clauses), weights))
    })
}

/// Goal: a weight with which nobody can be served is refused by simulation exactly where the
/// official run refuses it, and every refusal names a row in each language. Method: weights below
/// zero, mixed and zero under every clause of a share.
#[test]
fn simulation_refuses_the_same_weights() {
    hold(
        "simulation",
        all().map(|(case, plan, weights)| {
            let data = data(&plan, weights);
            (case, native::<Decimal>(&plan, &data), native::<f64>(&plan, &data))
        }),
    );
}

/// Goal: so do the scripts, each in its database. Method: the same weights in a table that the
/// script finds there.
#[test]
fn scripts_refuse_the_same_weights() {
    let postgres = Postgres::start().expect("the engine that `cargo xtask test` installs");
    let mut duckdb = DuckDb::start().expect("the engine that `cargo xtask test` installs");
    hold(
        "PostgreSQL",
        all().map(|(case, plan, weights)| {
            let (before, script) = loaded(&plan, weights, Dialect::Postgres);
            let answer = postgres.work_out(&before, &script);
            (case, native::<Decimal>(&plan, &data(&plan, weights)), of_script(answer))
        }),
    );
    hold(
        "DuckDB",
        all().map(|(case, plan, weights)| {
            let (before, script) = loaded(&plan, weights, Dialect::DuckDb);
            let answer = duckdb.work_out(&before, &script);
            (case, native::<Decimal>(&plan, &data(&plan, weights)), of_script(answer))
        }),
    );
}

/// Goal: so does a workbook: it shows an error where the engine refuses, and not that a figure is
/// awaited. Method: the same weights typed over those of a workbook in which all is well.
#[test]
fn workbooks_refuse_the_same_weights() {
    let cases: Vec<(String, Case, [&str; 4])> = all()
        .map(|(name, plan, weights)| {
            let good = data(&plan, WEIGHTS[0]);
            (name.clone(), Case::new(name, plan, good, request()).expect("good weights"), weights)
        })
        .collect();
    let books: Vec<_> = cases.iter().map(|(_, case, _)| export(case).unwrap()).collect();
    let touched: Vec<_> = (books.iter().zip(&cases))
        .map(|(book, (_, case, weights))| {
            let town = TableId(0);
            let (column, _) = case.plan.tables[0].column_named("weight").unwrap();
            let place = |row| book.places.input(town, column, row).unwrap();
            let touches = weights.iter().enumerate();
            (book, touches.map(|(row, w)| Touch::Number(place(row), (*w).to_owned())).collect())
        })
        .collect();
    let sheets = recalculated(&touched);
    hold(
        "LibreOffice",
        cases.iter().zip(&books).zip(sheets).map(|(((name, case, weights), book), sheets)| {
            let told = opinion(case, book, &sheets.unwrap());
            let shown = shown(TOWNS.iter().map(|(key, ..)| &told.values[&OUT][*key]));
            let official = native::<Decimal>(&case.plan, &data(&case.plan, *weights));
            (name.clone(), official, shown)
        }),
    );
}
