//! Where a small difference in a figure makes a large one in the amount.

use super::{Cliff, columns_of_rows, with_own};
use crate::model::{Model, Values};
use formula::plan::DefinitionId;

/// How far around its value a figure is moved, as a part of it.
const REACH: f64 = 0.25;

/// In how many steps.
const STEPS: i32 = 24;

/// A step this many times as high as the usual one next to it is a cliff.
const STEEP: f64 = 8.0;

/// A cliff moves at least this part of the amount.
const WORTH: f64 = 0.005;

/// How often the stretch that holds a cliff is halved, to tell where it stands.
const HALVINGS: usize = 20;

pub(super) fn find(model: &Model<'_>, of: DefinitionId, usual: &Values) -> Vec<Cliff> {
    let mut cliffs = Vec::new();
    for column in columns_of_rows(model, of) {
        for (row, value) in usual.iter().enumerate() {
            let Some(figure) = model.number(column, row).map(|n| n.to_f64()) else { continue };
            if figure == 0.0 || value.is_none() {
                continue;
            }
            let amount =
                |factor: f64| with_own(model, of, column, row, factor)?.get(row)?.to_owned();
            let walked: Vec<Option<(f64, f64)>> = (-STEPS..=STEPS)
                .map(|step| 1.0 + REACH * f64::from(step) / f64::from(STEPS))
                .map(|factor| Some((factor, amount(factor)?)))
                .collect();
            for (from, to) in steep(&walked, value.unwrap_or(0.0)) {
                if let Some((from, to, jump)) = narrowed(&amount, from, to) {
                    let (from, to) = (figure * from, figure * to);
                    cliffs.push(Cliff { column, row, from, to, jump });
                }
            }
        }
    }
    cliffs.sort_by(|a, b| b.jump.abs().total_cmp(&a.jump.abs()));
    cliffs
}

/// The steps that are much higher than those beside them.
fn steep(walked: &[Option<(f64, f64)>], amount: f64) -> Vec<(f64, f64)> {
    let mut steps: Vec<(f64, f64, f64)> = Vec::new();
    for pair in walked.windows(2) {
        if let [Some((from, low)), Some((to, high))] = pair {
            steps.push((*from, *to, high - low));
        }
    }
    let mut heights: Vec<f64> = steps.iter().map(|(_, _, height)| height.abs()).collect();
    heights.sort_by(f64::total_cmp);
    let usual = heights.get(heights.len() / 2).copied().unwrap_or(0.0);
    let least = (STEEP * usual).max(WORTH * amount.abs());
    steps
        .into_iter()
        .filter(|(_, _, height)| height.abs() > least)
        .map(|(from, to, _)| (from, to))
        .collect()
}

/// Halves the stretch towards its steeper half. A cliff keeps its height; a slope, however steep,
/// loses it.
fn narrowed(
    amount: &dyn Fn(f64) -> Option<f64>,
    mut from: f64,
    mut to: f64,
) -> Option<(f64, f64, f64)> {
    let (mut low, mut high) = (amount(from)?, amount(to)?);
    let whole = (high - low).abs();
    for _ in 0..HALVINGS {
        let middle = from + (to - from) / 2.0;
        let value = amount(middle)?;
        if (value - low).abs() > (high - value).abs() {
            (to, high) = (middle, value);
        } else {
            (from, low) = (middle, value);
        }
    }
    let jump = high - low;
    (jump.abs() > whole / 2.0).then_some((from, to, jump))
}
