//! Whom it pays to report a higher or a lower figure.

use super::{Reward, columns_of_rows, with_own};
use crate::model::{Model, Values};
use formula::plan::DefinitionId;

pub(super) fn find(model: &Model<'_>, of: DefinitionId, usual: &Values) -> Vec<Reward> {
    let mut rewards: Vec<Reward> = columns_of_rows(model, of)
        .into_iter()
        .filter_map(|column| {
            let rows: Vec<Option<f64>> = usual
                .iter()
                .enumerate()
                .map(|(row, before)| {
                    model.number(column, row)?;
                    let after = *with_own(model, of, column, row, 1.01)?.get(row)?;
                    Some(after? - (*before)?)
                })
                .collect();
            reward(column, rows)
        })
        .collect();
    rewards.sort_by(|a, b| b.median.abs().total_cmp(&a.median.abs()));
    rewards
}

fn reward(column: formula::data::NumberColumn, rows: Vec<Option<f64>>) -> Option<Reward> {
    let mut known: Vec<f64> = rows.iter().flatten().copied().collect();
    known.sort_by(f64::total_cmp);
    let median = known.get(known.len() / 2).copied()?;
    let largest = rows
        .iter()
        .enumerate()
        .filter_map(|(row, change)| Some((row, (*change)?)))
        .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
    Some(Reward {
        column,
        gain: known.iter().filter(|change| **change > 0.0).count(),
        lose: known.iter().filter(|change| **change < 0.0).count(),
        median,
        largest,
        rows,
    })
}
