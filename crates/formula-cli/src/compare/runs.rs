//! Runs between two runs, on the tables of two folders.

use crate::arguments::What;
use crate::console::Stop;
use analysis::account::{Mixed, Side, Worth, same_tables};
use formula::data::Table;
use formula::diagnostic::Diagnostic;
use formula::plan::Plan;
use formula_data::{Findings, Inputs, Library, Runs, read_with_decisions};
use std::collections::HashMap;
use std::path::Path;

type Read = Result<Vec<Table>, Vec<Diagnostic>>;

/// The folders of both runs, of which each table is read once.
pub(super) struct Between<'a> {
    plans: Vec<&'a Plan>,
    folders: [&'a Path; 2],
    read: HashMap<(String, bool), Read>,
}

impl<'a> Between<'a> {
    pub(super) fn new(first: &'a Runs<'a>, what: &'a What, with: &'a What) -> Between<'a> {
        Between {
            plans: first.all().map(|outcome| outcome.plan).collect(),
            folders: [&what.data, &with.data],
            read: HashMap::new(),
        }
    }

    fn tables(&mut self, plan: &Plan, side: Side) -> Read {
        let [before, after] = self.folders;
        let is_after = side == Side::After && before != after;
        let folder = if is_after { after } else { before };
        let known = self.read.entry((plan.hash.clone(), is_after));
        known.or_insert_with(|| read_with_decisions(plan, folder)).clone()
    }

    /// Whether the folders hold other data for the formulas of the first run.
    pub(super) fn data_differ(&mut self) -> Result<bool, Stop> {
        let [before, after] = self.folders;
        if before == after {
            return Ok(false);
        }
        for plan in self.plans.clone() {
            let tables = [self.tables(plan, Side::Before), self.tables(plan, Side::After)];
            let [Ok(one), Ok(other)] = &tables else { return Ok(true) };
            if !same_tables(one, other) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Runs what lies between, and takes the amounts of a result.
    pub(super) fn run(&mut self, mixed: &Mixed, result: &str) -> Result<Worth, Vec<Diagnostic>> {
        let library = Library::of_plans(mixed.plans.clone());
        let mut inputs = MixedInputs { between: self, mixed };
        let runs = library.run_on(&mut inputs, &mixed.request).map_err(flat)?;
        let asked = &runs.asked;
        let mut worth = Worth::of(asked.plan, &asked.data, &asked.run, result);
        for used in &runs.used {
            worth.broken.extend(Worth::of(used.plan, &used.data, &used.run, "").broken);
        }
        Ok(worth)
    }
}

fn flat(findings: Vec<Findings>) -> Vec<Diagnostic> {
    findings.into_iter().flat_map(|findings| findings.diagnostics).collect()
}

struct MixedInputs<'m, 'a> {
    between: &'m mut Between<'a>,
    mixed: &'m Mixed,
}

impl Inputs for MixedInputs<'_, '_> {
    fn tables(&mut self, plan: &Plan) -> Read {
        self.mixed.tables(plan, &mut |plan, side| self.between.tables(plan, side))
    }
}
