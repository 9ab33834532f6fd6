//! The engine itself, over doubles.

use super::{Case, Engine, Opinion, told, told_verdict};
use formula::plan::DefinitionId;
use formula::run::run;

/// `run::<f64>`.
pub(crate) struct Simulation;

impl Engine for Simulation {
    fn name(&self) -> &'static str {
        "simulation"
    }

    fn ask(&mut self, cases: &[&Case]) -> Vec<Result<Opinion, String>> {
        cases.iter().map(|case| ask(case)).collect()
    }
}

fn ask(case: &Case) -> Result<Opinion, String> {
    let (plan, data) = (&case.plan, &case.data);
    let run = run::<f64>(plan, data, &case.request)
        .map_err(|found| found.iter().map(|d| d.id).collect::<Vec<_>>().join(", "))?;
    let verdicts = run.checks().iter().map(|check| told_verdict(check.verdict)).collect();
    let mut opinion = Opinion { verdicts, ..Opinion::default() };
    for (at, definition) in plan.definitions.iter().enumerate() {
        let id = DefinitionId(at);
        let keys = case.keys(definition.table).into_iter().enumerate();
        let value = |row| told(plan, data, &definition.ty, &run.value(id, row));
        opinion.values.insert(id, keys.map(|(row, key)| (key, value(row))).collect());
        opinion.doubles.insert(id);
    }
    Ok(opinion)
}
