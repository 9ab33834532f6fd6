//! What a fuzzer calls. Each target takes any bytes and panics only when a promise is broken.

use crate::draw::Draw;
use crate::{generate, rows};
use formula::check::check;
use formula::data::Data;
use formula::diagnostic::{Diagnostic, Place, Source, has_errors, render};
use formula::explain::Explainer;
use formula::number::{Decimal, Number};
use formula::plan::Plan;
use formula::run::{Request, Run, Value, run};
use formula::syntax::{ast, format::format, highlight::classify, parse};
use formula::words::Language;
use formula_data::{Package, TableText, read_tables};
use jiff::civil::{Date, date};
use std::sync::OnceLock;

/// The day that every run is made for.
const DAY: Date = date(2026, 1, 1);

/// No file of a formula gets more findings of its form than this.
const FINDINGS_MAX: usize = 100;

/// How many findings of an input are said in words.
const SAID_MAX: usize = 2;

/// Of how many inputs one has its results explained, which costs more than the run.
const EXPLAINED: u64 = 4;

/// The byte by which bytes say that a formula is to be made up from the rest of them.
const MADE_UP: u8 = b'~';

/// The byte between the parts of bytes that hold several files.
const NEXT_FILE: u8 = 0x1e;

/// What a fuzzer may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Lexer, parser, highlighting and layout, on any text.
    Text,
    /// The checker, on any text or on a formula made up from the bytes.
    Check,
    /// The checker, runs over decimals and doubles, and explanations, the same.
    Evaluate,
    /// The reader of tables: CSV, status, source, data package.
    Tables,
}

impl Target {
    /// All of them.
    pub const ALL: [Target; 4] = [Target::Text, Target::Check, Target::Evaluate, Target::Tables];

    /// The name, which is also that of the folder of its corpus.
    pub fn name(self) -> &'static str {
        match self {
            Target::Text => "text",
            Target::Check => "check",
            Target::Evaluate => "evaluate",
            Target::Tables => "tables",
        }
    }

    /// The target of a name.
    pub fn named(name: &str) -> Option<Target> {
        Target::ALL.into_iter().find(|target| target.name() == name)
    }

    /// Calls it.
    ///
    /// # Panics
    /// When what must hold for all bytes does not hold for these.
    pub fn call(self, bytes: &[u8]) {
        match self {
            Target::Text => text(bytes),
            Target::Check => {
                checked(&formula_of(bytes));
            }
            Target::Evaluate => evaluate(bytes),
            Target::Tables => tables(bytes),
        }
    }
}

/// A formula: made up, or the text as it is.
fn formula_of(bytes: &[u8]) -> String {
    match bytes.split_first() {
        Some((&MADE_UP, rest)) => generate::formula(&mut Draw::of(rest)),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// A tree without its places, so that trees of differently laid out texts compare.
fn shape(file: &ast::File) -> String {
    let text = format!("{file:?}");
    let mut parts = text.split("Span { start: ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    out
}

/// Every finding points into the text, and the first ones can be said. Saying costs far more than
/// finding, so each input says them in one language only.
fn sayable(findings: &[Diagnostic], source: &Source) {
    for finding in findings {
        if let Place::Formula(span) = finding.place {
            let (start, end) = (span.start as usize, span.end as usize);
            assert!(start <= end && end <= source.text.len(), "{finding:?}");
            assert!(source.text.is_char_boundary(start), "{finding:?}");
            assert!(source.text.is_char_boundary(end), "{finding:?}");
        }
    }
    let first = findings.get(..findings.len().min(SAID_MAX)).unwrap_or_default();
    let language = match source.text.len() % 4 {
        0 => Language::En,
        1 => Language::Sq,
        2 => Language::SrCyrl,
        _ => Language::SrLatn,
    };
    assert!(first.is_empty() || !render(first, source, language).is_empty());
}

fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let source = Source::new("f", text);
    let parsed = parse(&source);
    assert!(parsed.diagnostics.len() <= FINDINGS_MAX, "{} findings", parsed.diagnostics.len());
    sayable(&parsed.diagnostics, &source);
    let mut end = 0;
    for (span, _) in classify(&source) {
        assert!(span.start >= end && span.end > span.start, "{span:?} after {end}");
        assert!(source.text.is_char_boundary(span.end as usize), "{span:?}");
        end = span.end;
    }
    match format(&source) {
        Err(findings) => assert!(has_errors(&findings), "refused without an error"),
        Ok(once) => {
            let again = Source::new("f", once.clone());
            let reparsed = parse(&again);
            let found = render(&reparsed.diagnostics, &again, Language::En);
            assert!(!has_errors(&reparsed.diagnostics), "{once}\n{found}");
            assert_eq!(shape(&reparsed.file), shape(&parsed.file), "{once}");
            assert_eq!(format(&again).ok(), Some(once));
        }
    }
}

fn checked(text: &str) -> Option<Plan> {
    let source = Source::new("f", text);
    let checked = check(&source, &[]);
    assert_eq!(checked.plan.is_none(), has_errors(&checked.diagnostics));
    sayable(&checked.diagnostics, &source);
    checked.plan
}

fn evaluate(bytes: &[u8]) {
    let Some(plan) = checked(&formula_of(bytes)) else { return };
    let mut draw = Draw::seeded(seed_of(bytes));
    let Some(data) = data_for(&plan, &mut draw) else { return };
    let request = Request::on(DAY);
    match run::<Decimal>(&plan, &data, &request) {
        Err(findings) => sayable(&findings, &plan.source),
        Ok(official) => {
            finite(&plan, &data, &official);
            if seed_of(bytes).is_multiple_of(EXPLAINED) {
                explain(&plan, &data, &official);
            }
        }
    }
    match run::<f64>(&plan, &data, &request) {
        Err(findings) => sayable(&findings, &plan.source),
        Ok(simulated) => finite(&plan, &data, &simulated),
    }
}

/// FNV-1a, so that data goes with the bytes of the formula.
fn seed_of(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix)
}

/// Data that fits a plan, unless the made-up tables are refused.
fn data_for(plan: &Plan, draw: &mut Draw<'_>) -> Option<Data> {
    match rows::data(plan, draw) {
        Ok(data) => Some(data),
        Err(findings) => {
            sayable(&findings, &plan.source);
            None
        }
    }
}

/// No value is an infinity or not a number.
fn finite<N: Number>(plan: &Plan, data: &Data, run: &Run<N>) {
    for (at, definition) in plan.definitions.iter().enumerate() {
        let rows = definition.table.map_or(1, |table| data.rows(table));
        for row in 0..rows {
            let value = run.value(formula::plan::DefinitionId(at), row);
            if let Value::Number(number) = value {
                assert!(number.to_decimal().is_some(), "{} of row {row}", definition.name);
            }
        }
    }
}

/// Every result of the first and the last row explains itself.
fn explain(plan: &Plan, data: &Data, run: &Run<Decimal>) {
    let explainer = Explainer::new(plan, data, run);
    for (id, definition) in plan.results() {
        let rows = definition.table.map_or(1, |table| data.rows(table));
        for row in [0, rows.saturating_sub(1)].into_iter().filter(|row| *row < rows) {
            explainer.derive(id, row, Language::En);
            explainer.steps(id, row);
            explainer.rests(id, row);
        }
    }
}

/// A formula whose tables have a column of each kind.
const COLUMNS: &str = "formula f
table district
  key code : text
table town
  key code : text
  -> district optional
  people : person
  need : EUR optional
  part : % optional
  opened : date optional
  urban : bool optional
  size : small | middle | large optional
  note : text optional
let all = sum(people over town)
";

fn tables(bytes: &[u8]) {
    static PLAN: OnceLock<Option<Plan>> = OnceLock::new();
    let Some(plan) = PLAN.get_or_init(|| checked(COLUMNS)) else { return };
    let mut parts = bytes.split(|byte| *byte == NEXT_FILE);
    let csv = parts.next().unwrap_or_default();
    let (status, source, package) = (parts.next(), parts.next(), parts.next());
    let (package, findings) = match package.map(|bytes| Package::read("p.json", bytes)) {
        Some(Ok(package)) => (package, Vec::new()),
        Some(Err(findings)) => (Package::default(), findings),
        None => (Package::default(), Vec::new()),
    };
    sayable(&findings, &plan.source);
    let district = b"code\nN\nS\n";
    let read = |name, csv, status, source| {
        let origin = if name == "town" { "town.csv" } else { "district.csv" };
        TableText { name, origin, csv, status, source }
    };
    let texts = [read("district", district, None, None), read("town", csv, status, source)];
    match read_tables(plan, &texts, &package) {
        Err(findings) => {
            assert!(has_errors(&findings), "refused without an error");
            sayable(&findings, &plan.source);
        }
        Ok(read) => match Data::new(plan, read, &[]) {
            Err(findings) => sayable(&findings, &plan.source),
            Ok(data) => assert_eq!(data.hash().len(), 64),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Target;
    use std::path::{Path, PathBuf};

    /// Goal: what once broke the engine, and what leads deepest into it, never breaks it again.
    /// Method: every input of the corpus through its target, and the formulas of the repository
    /// through those that take text.
    #[test]
    fn every_input_that_is_kept_passes() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        for target in Target::ALL {
            let kept = files(&here.join("corpus").join(target.name()));
            assert!(!kept.is_empty(), "{} has no corpus", target.name());
            for file in kept {
                println!("{}", file.display());
                target.call(&std::fs::read(file).unwrap());
            }
        }
        for file in files(&here.join("../formulas")) {
            let text = std::fs::read(file).unwrap();
            for target in [Target::Text, Target::Check, Target::Evaluate] {
                target.call(&text);
            }
        }
    }

    /// The files below a folder.
    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => found.extend(files(&path)),
                false => found.push(path),
            }
        }
        found.sort();
        found
    }
}
