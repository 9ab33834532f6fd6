//! Data as a scenario has it.

use super::Request;
use super::cells::{Cells, Value};
use super::evaluate::{Evaluator, Rows, as_index};
use crate::data::Data;
use crate::diagnostic::Diagnostic;
use crate::number::Decimal;
use crate::plan::{ColumnSet, Plan, Wording};
use jiff::civil::Date;
use std::sync::Arc;

/// The data with the cells that the scenario of a plan sets, line after line, each worked out on
/// the data as delivered; the same data where there is no scenario. A cell that is set is assumed,
/// and the title of the scenario is its source.
///
/// Fails where a value cannot be worked out.
pub fn as_the_scenario_has_it(plan: &Plan, data: Data) -> Result<Data, Vec<Diagnostic>> {
    let Some(scenario) = &plan.scenario else { return Ok(data) };
    let request = Request::on(Date::MIN);
    let mut evaluator = Evaluator::<Decimal>::new(plan, &data, &request, &[]);
    let mut cells = Vec::new();
    for set in &scenario.sets {
        cells.extend(of_line(&mut evaluator, set).map_err(|fault| vec![*fault])?);
    }
    let title = scenario.labels.clone();
    let source = match title == crate::plan::Labels::default() {
        true => Wording::One(scenario.name.replace('_', " ")),
        false => Wording::Each(title),
    };
    Ok(data.with_cells(plan, cells, &Arc::new(source)))
}

/// What a line sets: the line, the row and the value.
fn of_line<'s>(
    evaluator: &mut Evaluator<'_, Decimal>,
    set: &'s ColumnSet,
) -> super::evaluate::Fallible<Vec<(&'s ColumnSet, usize, Value<Decimal>)>> {
    let count = evaluator.data.rows(set.table);
    let rows = Rows::all(Some(set.table), count);
    let holds = match &set.filter {
        Some(filter) => evaluator.expr(filter, &rows)?,
        None => Cells::single(Value::Bool(true)),
    };
    let here: Vec<u32> =
        (0..count).filter(|row| holds.bool(*row) == Some(true)).map(as_index).collect();
    let values = evaluator.expr(&set.value, &Rows::some(Some(set.table), here.clone(), count))?;
    let placed = here.iter().enumerate().map(|(at, row)| (set, *row as usize, values.get(at)));
    Ok(placed.collect())
}
