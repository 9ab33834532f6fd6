//! Intervals on inputs become intervals on amounts: what the figures that nobody has verified leave
//! open.
//!
//! Each uncertain cell or parameter is drawn evenly from its interval, all independently of each
//! other, a number of times; the amounts of each row are ordered, and the interval of the middle
//! nine tenths is told (Monte Carlo; GUM Supplement 1, JCGM 101:2008). The draws follow from a
//! seed, so that the same question has the same answer.
#![allow(clippy::float_arithmetic, reason = "draws and intervals; nothing official")]

use crate::model::{Input, Model, scaled};
use formula::number::Number;
use formula::plan::DefinitionId;
use formula::standing::Standing;
use std::collections::BTreeMap;

/// How uncertain inputs are: each lies within this part of its value, above or below.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Uncertain {
    /// Cells by their standing, for example 0.1 for estimated ones.
    pub cells: BTreeMap<Standing, f64>,
    /// Parameters by name.
    pub params: BTreeMap<String, f64>,
    /// Parameters whose sum stays what it is, such as parts of a whole.
    pub keeping_sum: Vec<Vec<String>>,
}

/// What an amount may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// With every input as it is.
    pub value: f64,
    /// A twentieth of the draws lies below.
    pub low: f64,
    /// Half of the draws lie below.
    pub middle: f64,
    /// A twentieth of the draws lies above.
    pub high: f64,
}

/// The intervals of all rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Intervals {
    /// One a row; none where there is no amount.
    pub rows: Vec<Option<Interval>>,
    /// How many inputs were drawn.
    pub inputs: usize,
    /// How many draws counted.
    pub draws: usize,
    /// How many draws the formula refused, because a check did not hold or limits could not be met.
    pub refused: usize,
}

/// Works out the intervals; none when the formula refuses the figures as they are, or every draw.
pub fn intervals(
    model: &Model<'_>,
    uncertain: &Uncertain,
    of: DefinitionId,
    draws: usize,
    seed: u64,
) -> Option<Intervals> {
    let usual = model.values(model.data, &[], of)?;
    let inputs = inputs(model, uncertain);
    let mut random = Random(seed);
    let mut amounts: Vec<Vec<f64>> = vec![Vec::with_capacity(draws); usual.len()];
    let mut refused = 0;
    for _ in 0..draws {
        match draw(model, uncertain, &inputs, of, &mut random) {
            None => refused += 1,
            Some(values) => {
                for (all, value) in amounts.iter_mut().zip(values) {
                    all.extend(value);
                }
            }
        }
    }
    if refused == draws {
        return None;
    }
    let rows = usual.iter().zip(amounts).map(|(value, drawn)| interval((*value)?, drawn)).collect();
    let inputs = inputs.iter().map(|(input, rows)| count(input, rows)).sum();
    Some(Intervals { rows, inputs, draws: draws - refused, refused })
}

/// The uncertain rows of a column with their widths, or a parameter with its own.
type Widths = Vec<Option<f64>>;

fn inputs(model: &Model<'_>, uncertain: &Uncertain) -> Vec<(Input, Widths)> {
    let mut inputs = Vec::new();
    for column in model.columns() {
        let rows = model.table_of(column).map_or(1, |table| model.data.rows(table));
        let width = |row| uncertain.cells.get(&model.standing(column, row)).copied();
        let widths: Widths = (0..rows).map(width).collect();
        if widths.iter().any(Option::is_some) {
            inputs.push((Input::Column(column), widths));
        }
    }
    let params = uncertain.params.iter();
    inputs.extend(params.map(|(name, width)| (Input::Param(name.clone()), vec![Some(*width)])));
    inputs
}

fn count(_: &Input, rows: &Widths) -> usize {
    rows.iter().flatten().count()
}

fn draw(
    model: &Model<'_>,
    uncertain: &Uncertain,
    inputs: &[(Input, Widths)],
    of: DefinitionId,
    random: &mut Random,
) -> Option<crate::model::Values> {
    let mut data = model.data.clone();
    let mut params: Vec<(String, f64)> = Vec::new();
    for (input, widths) in inputs {
        match input {
            Input::Column(column) => {
                data = data.with_numbers(model.plan, *column, &mut |row, number| {
                    let width = widths.get(row).copied().flatten();
                    width.map_or(number, |width| scaled(number, 1.0 + width * random.even()))
                });
            }
            Input::Param(name) => {
                let width = widths.first().copied().flatten().unwrap_or(0.0);
                params.push((name.clone(), model.param(name)? * (1.0 + width * random.even())));
            }
        }
    }
    for together in &uncertain.keeping_sum {
        keep_sum(model, together, &mut params)?;
    }
    model.values(&data, &params, of)
}

/// Brings parameters back to the sum they have, in proportion. Those that were not drawn count too.
fn keep_sum(model: &Model<'_>, together: &[String], params: &mut Vec<(String, f64)>) -> Option<()> {
    let mut usual = 0.0;
    for name in together {
        usual += model.param(name)?;
        if !params.iter().any(|(other, _)| other == name) {
            params.push((name.clone(), model.param(name)?));
        }
    }
    let drawn: f64 = params.iter().filter(|(n, _)| together.contains(n)).map(|(_, v)| v).sum();
    let mut left = usual;
    let last = params.iter().rposition(|(name, _)| together.contains(name));
    for (at, (name, value)) in params.iter_mut().enumerate() {
        if !together.contains(name) {
            continue;
        }
        // Twelve digits are finer than any rule, and the last one takes what is left, so that the
        // sum is kept although doubles round.
        let part = if drawn == 0.0 { *value } else { *value / drawn * usual };
        *value = if Some(at) == last { left } else { (part * 1e12).round() / 1e12 };
        left -= *value;
    }
    Some(())
}

fn interval(value: f64, mut drawn: Vec<f64>) -> Option<Interval> {
    drawn.sort_by(|a, b| a.total_order(*b));
    let at = |part: f64| quantile(&drawn, part);
    Some(Interval { value, low: at(0.05)?, middle: at(0.5)?, high: at(0.95)? })
}

/// On a straight line between the two ordered values beside the place.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among some thousand draws, above zero"
)]
fn quantile(ordered: &[f64], part: f64) -> Option<f64> {
    let place = part * (ordered.len().checked_sub(1)? as f64);
    let below = ordered.get(place as usize).copied()?;
    let above = ordered.get(place as usize + 1).copied().unwrap_or(below);
    Some(below + (above - below) * (place - place.floor()))
}

/// Evenly spread numbers that follow from a seed (SplitMix64; G. L. Steele et al., Fast Splittable
/// Pseudorandom Number Generators, 2014).
#[derive(Debug, Clone)]
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Between -1 and 1.
    #[allow(clippy::cast_precision_loss, reason = "53 bits, which a double holds")]
    pub(crate) fn even(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}
