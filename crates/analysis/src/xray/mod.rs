//! X-ray of a formula on its data: what it does to those who report figures.
//!
//! | part | question |
//! |---|---|
//! | [`Xray::cliffs`] | where does a small difference in a figure make a large one in the amount? |
//! | [`Xray::rewards`] | whom does it pay to report a higher (or lower) figure, and how much? |
//! | [`Xray::drivers`] | which figures make the amounts differ from each other? |
//! | [`Xray::idle`] | which definitions and parameters move no amount at all? |
//!
//! Everything is asked of the formula itself, by simulations with figures changed one at a time.
#![allow(clippy::float_arithmetic, reason = "simulations only; nothing official")]

mod cliffs;
mod drivers;
mod idle;
mod rewards;

use crate::model::{Model, Values};
use formula::data::NumberColumn;
use formula::plan::{DefinitionId, ParamId};

/// What was seen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Xray {
    /// Cliffs, the highest first.
    pub cliffs: Vec<Cliff>,
    /// One entry a column, the most rewarding first.
    pub rewards: Vec<Reward>,
    /// One entry a column, the strongest first.
    pub drivers: Vec<Driver>,
    /// Definitions and parameters that move nothing.
    pub idle: Vec<Idle>,
}

/// A jump of a row's amount where one of its own figures changes a little.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cliff {
    /// The column of the figure.
    pub column: NumberColumn,
    /// The row.
    pub row: usize,
    /// The figure just before the jump.
    pub from: f64,
    /// The figure just behind it.
    pub to: f64,
    /// By how much the amount jumps.
    pub jump: f64,
}

/// What reporting a figure one per cent higher brings the row that reports it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reward {
    /// The column.
    pub column: NumberColumn,
    /// The change of each row's own amount; none where the row has no figure.
    pub rows: Vec<Option<f64>>,
    /// How many rows gain.
    pub gain: usize,
    /// How many rows lose.
    pub lose: usize,
    /// The median of the changes.
    pub median: f64,
    /// The row with the largest gain or loss.
    pub largest: Option<(usize, f64)>,
}

/// How much of the spread between rows a column makes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Driver {
    /// The column.
    pub column: NumberColumn,
    /// The part of the variance that goes away when every row has the mean of the column; negative
    /// where the column makes the amounts more alike.
    pub part: f64,
}

/// Something that moves no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// A definition: with a tenth more in every row no result changes.
    Definition(DefinitionId),
    /// A parameter, likewise.
    Param(ParamId),
}

/// Looks through a formula at one of its results, which has one value a row. None when the formula
/// refuses its figures or the result belongs to the country.
pub fn xray(model: &Model<'_>, of: DefinitionId) -> Option<Xray> {
    model.plan.definition(of)?.table?;
    let usual = model.values(model.data, &[], of)?;
    Some(Xray {
        cliffs: cliffs::find(model, of, &usual),
        rewards: rewards::find(model, of, &usual),
        drivers: drivers::find(model, of, &usual),
        idle: idle::find(model),
    })
}

/// The columns that have one figure for each row of a result.
fn columns_of_rows(model: &Model<'_>, of: DefinitionId) -> Vec<NumberColumn> {
    let table = model.plan.definition(of).and_then(|d| d.table);
    model.columns().into_iter().filter(|column| model.table_of(*column) == table).collect()
}

/// The values with one figure of one row changed by a factor.
fn with_own(
    model: &Model<'_>,
    of: DefinitionId,
    column: NumberColumn,
    row: usize,
    factor: f64,
) -> Option<Values> {
    let data = model.data.with_numbers(model.plan, column, &mut |at, number| {
        if at == row { crate::model::scaled(number, factor) } else { number }
    });
    model.values_unchecked(&data, &[], of)
}
