//! Which figures make the amounts differ.

use super::{Driver, columns_of_rows};
use crate::model::{Model, Values};
use formula::number::{Decimal, Number, sum};
use formula::plan::DefinitionId;

pub(super) fn find(model: &Model<'_>, of: DefinitionId, usual: &Values) -> Vec<Driver> {
    let Some(whole) = variance(usual).filter(|variance| *variance > 0.0) else {
        return Vec::new();
    };
    let mut drivers: Vec<Driver> = columns_of_rows(model, of)
        .into_iter()
        .filter_map(|column| {
            let mean = mean(model, column, usual.len())?;
            let data = model.data.with_numbers(model.plan, column, &mut |_, _| mean);
            let without = variance(&model.values_unchecked(&data, &[], of)?)?;
            Some(Driver { column, part: 1.0 - without / whole })
        })
        .collect();
    drivers.sort_by(|a, b| b.part.abs().total_cmp(&a.part.abs()));
    drivers
}

fn mean(model: &Model<'_>, column: formula::data::NumberColumn, rows: usize) -> Option<Decimal> {
    let known: Vec<Decimal> = (0..rows).filter_map(|row| model.number(column, row)).collect();
    let count = Decimal::from_i64(i64::try_from(known.len()).ok()?);
    Number::div(sum(known).ok()?, count).ok()
}

fn variance(values: &Values) -> Option<f64> {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let count = f64::from(u32::try_from(known.len()).ok()?);
    let mean = sum(known.iter().copied()).ok()? / count;
    Some(sum(known.iter().map(|value| (value - mean) * (value - mean))).ok()? / count)
}
