//! Why amounts changed between two runs, told by cause: the analysis asks, kept snapshots and
//! formulas answer.

use crate::opened::{OpenedRun, SnapshotTables};
use analysis::account::{
    self, Account, Basis, Coalition, Formula, Mixed, Side, Teller, Worth, same_tables,
};
use formula::data::Table;
use formula::diagnostic::Diagnostic;
use formula::plan::Plan;
use formula_data::{Inputs, Library};

/// The account of a change with both runs as it sees them.
#[derive(Debug)]
pub struct Told<'r> {
    /// The account.
    pub account: Account,
    /// The first run.
    pub before: Basis<'r>,
    /// The second run.
    pub after: Basis<'r>,
}

/// Makes the account of all municipalities, and tells the data apart for one of them.
///
/// # Errors
/// What stands in the way of one of both runs.
pub fn tell<'r>(
    before: &'r OpenedRun,
    after: &'r OpenedRun,
    apart: Option<&str>,
) -> Result<Told<'r>, Vec<Diagnostic>> {
    let (first, last) = (basis(before), basis(after));
    let kinds = account::between(&first, &last, data_differ(before, after));
    let table = after.amount_table().and_then(|(id, _)| after.plan.table(id));
    let table = table.map(|table| table.name.clone()).unwrap_or_default();
    let result = after.plan.definition(after.amount_definition());
    let result = result.map(|result| result.name.clone()).unwrap_or_default();
    let mut teller = Teller::new(|coalition: &Coalition| {
        let mixed = account::mixed(&first, &last, &kinds, coalition, &table);
        run(before, after, &mixed, &result)
    });
    let mut account = account::account(kinds.clone(), &mut teller)?;
    if let Some(code) = apart {
        account::tell_data_apart(&mut account, code, &mut teller);
    }
    drop(teller);
    Ok(Told { account, before: first, after: last })
}

fn basis(opened: &OpenedRun) -> Basis<'_> {
    let plans = opened.formulas.library.plans().iter();
    let formulas = plans.filter_map(|plan| {
        let run = found(opened, &plan.name)?;
        Some(Formula { plan: &run.plan, params: run.run.params() })
    });
    Basis { formulas: formulas.collect(), request: opened.request() }
}

/// The run of a formula among one and those behind it.
fn found<'r>(opened: &'r OpenedRun, name: &str) -> Option<&'r OpenedRun> {
    if opened.plan.name == name {
        return Some(opened);
    }
    opened.used.iter().find_map(|used| found(used, name))
}

fn data_differ(before: &OpenedRun, after: &OpenedRun) -> bool {
    let (one, other) = (&before.snapshot, &after.snapshot);
    one.snapshot.head.id != other.snapshot.head.id
        && before.formulas.library.plans().iter().any(|plan| {
            match (one.tables(plan), other.tables(plan)) {
                (Ok(one), Ok(other)) => !same_tables(&one, &other),
                _ => true,
            }
        })
}

fn run(
    before: &OpenedRun,
    after: &OpenedRun,
    mixed: &Mixed,
    result: &str,
) -> Result<Worth, Vec<Diagnostic>> {
    let library = Library::of_plans(mixed.plans.clone());
    let mut inputs = Between { before: &before.snapshot, after: &after.snapshot, mixed };
    let runs = library.run_on(&mut inputs, &mixed.request).map_err(|all| {
        all.into_iter().flat_map(|findings| findings.diagnostics).collect::<Vec<_>>()
    })?;
    let asked = &runs.asked;
    let mut worth = Worth::of(asked.plan, &asked.data, &asked.run, result);
    for used in &runs.used {
        worth.broken.extend(Worth::of(used.plan, &used.data, &used.run, "").broken);
    }
    Ok(worth)
}

/// The tables of both snapshots.
struct Between<'r> {
    before: &'r SnapshotTables,
    after: &'r SnapshotTables,
    mixed: &'r Mixed,
}

impl Inputs for Between<'_> {
    fn tables(&mut self, plan: &Plan) -> Result<Vec<Table>, Vec<Diagnostic>> {
        self.mixed.tables(plan, &mut |plan, side| match side {
            Side::Before => self.before.tables(plan),
            Side::After => self.after.tables(plan),
        })
    }
}
