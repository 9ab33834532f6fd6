//! Formulas of `formulas/conformance` against grants that states have published: their inputs go
//! in, their official amounts must come out.
//!
//! The figures are not part of the repository. They are read from `../shared/corpus`, one folder a
//! grant with `inputs.csv` and `expected.csv`; where it is not there, these tests say so and are
//! left out.

mod brazil;
mod columns;
mod south_australia;
mod victoria;
mod western_australia;

use formula::data::Table;
use formula::diagnostic::Diagnostic;
use formula::number::{Decimal, Number};
use formula::plan::Plan;
use formula::run::Request;
use formula_data::{Findings, Inputs, Library, Outcome, Package, TableText, read_tables};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::PathBuf;
use xtask::tree;

/// A published grant: the folder of its figures.
pub(crate) struct Published {
    folder: PathBuf,
}

impl Published {
    pub(crate) fn in_folder(name: &str) -> Published {
        Published { folder: tree::root().join("../shared/corpus").join(name) }
    }

    /// The lines of a file, each a value by the name of its column.
    fn lines(&self, file: &str) -> Vec<BTreeMap<String, String>> {
        let path = self.folder.join(file);
        let mut reader = csv::Reader::from_path(&path)
            .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        reader.deserialize().map(|line| line.unwrap()).collect()
    }

    /// The published inputs as a table of a formula: for each of its columns the published one
    /// that fills it.
    pub(crate) fn inputs(&self, columns: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(columns.iter().map(|(own, _)| own)).unwrap();
        for line in self.lines("inputs.csv") {
            writer.write_record(columns.iter().map(|(_, published)| &line[*published])).unwrap();
        }
        writer.into_inner().unwrap()
    }

    /// The official amounts by the key of their row; rows without one are left out.
    pub(crate) fn expected(&self, key: &str, amount: &str) -> BTreeMap<String, Decimal> {
        self.lines("expected.csv")
            .into_iter()
            .filter(|line| !line[amount].is_empty())
            .map(|line| (line[key].clone(), Decimal::parse(&line[amount]).unwrap()))
            .collect()
    }
}

/// One table given as text.
struct OneTable<'t> {
    name: &'t str,
    csv: &'t [u8],
}

impl Inputs for OneTable<'_> {
    fn tables(&mut self, plan: &Plan) -> Result<Vec<Table>, Vec<Diagnostic>> {
        let text = TableText {
            name: self.name,
            origin: "inputs.csv",
            csv: self.csv,
            status: None,
            source: None,
        };
        read_tables(plan, &[text], &Package::default())
    }
}

/// Runs a formula of `formulas/conformance` officially on one table and hands over what came out.
/// Its checks must hold.
pub(crate) fn with_run(
    file: &str,
    table: &str,
    csv: &[u8],
    day: Date,
    look: impl FnOnce(&Outcome<'_>),
) {
    let said = |findings: Vec<Findings>| -> String {
        findings.iter().map(|f| f.render(formula::words::Language::En)).collect()
    };
    let path = tree::root().join("formulas/conformance").join(file);
    let library = Library::open(&path).unwrap_or_else(|f| panic!("{}", said(f)));
    let mut inputs = OneTable { name: table, csv };
    let runs =
        library.run_on(&mut inputs, &Request::on(day)).unwrap_or_else(|f| panic!("{}", said(f)));
    assert!(runs.asked.run.holds(), "{}", said(runs.broken_checks()));
    look(&runs.asked);
}

/// Hands over the official run of every published grant, with its name.
pub(crate) fn each(mut look: impl FnMut(&str, &Outcome<'_>)) {
    brazil::run(|outcome| look("Brazil", outcome));
    south_australia::run(|outcome| look("South Australia", outcome));
    victoria::run(|outcome| look("Victoria", outcome));
    western_australia::run(|outcome| look("Western Australia", outcome));
}

/// The values of a definition by the key of the row.
pub(crate) fn values(outcome: &Outcome<'_>, definition: &str) -> BTreeMap<String, Decimal> {
    let (id, found) = outcome.plan.definition_named(definition).unwrap();
    let table = outcome.data.table(found.table.unwrap()).unwrap();
    (0..table.rows)
        .map(|row| (table.keys[row].to_string(), outcome.run.value(id, row).number().unwrap()))
        .collect()
}

/// By how much two amounts differ.
pub(crate) fn apart(a: Decimal, b: Decimal) -> Decimal {
    Number::abs(Number::sub(a, b).unwrap())
}

/// A number of a test.
pub(crate) fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}
