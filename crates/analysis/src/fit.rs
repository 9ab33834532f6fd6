//! Fit: the weights, each within its limits, that leave the least shortfall against a target, such
//! as the cost of the minimum standards.
//!
//! The shortfall is the sum over all rows of what the amount lacks of its target. At the weights
//! reached, the amounts are taken to follow straight lines; the best weights of that picture within
//! some distance are a linear program, whose answer is tried on the formula itself, and the
//! distance shrinks where the picture was wrong (sequential linear programming; R. Fletcher and E.
//! Sainz de la Maza, 1989). A formula that is linear in its weights, as a sum of shares is, is
//! solved by the first program; one with floors and caps by a few. At the end the weights are
//! brought to whole steps, keeping their sum.
#![allow(clippy::float_arithmetic, reason = "a search among simulations; nothing official")]

use crate::model::{Model, Values};
use formula::number::{Decimal, Number, TieRank, round_keeping_sum};
use formula::plan::DefinitionId;
use formula::syntax::ast::RoundMode;
use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem};

/// A parameter that may be set, and its limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// The parameter.
    pub param: String,
    /// The least it may be.
    pub low: f64,
    /// The most it may be.
    pub high: f64,
}

/// What is to be fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The weights.
    pub weights: Vec<Weight>,
    /// Whether they keep the sum they have, as parts of a whole do.
    pub keeping_sum: bool,
    /// To which multiple the weights are rounded.
    pub step: f64,
    /// The amount of each row.
    pub amount: DefinitionId,
    /// What the amount should reach in each row, in the same unit.
    pub target: DefinitionId,
}

/// The weights that were found.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// The weights as they were and as they were found, in the order of the task.
    pub weights: Vec<(f64, f64)>,
    /// The shortfall of all rows before and after.
    pub shortfall: (f64, f64),
    /// The shortfall of each row before and after.
    pub rows: Vec<(f64, f64)>,
    /// How many linear programs were solved.
    pub programs: usize,
}

/// Why nothing was fitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such parameter, or it holds no number.
    NoParam(String),
    /// Limits that exclude each other, or that the present value does not keep.
    Limits(String),
    /// The formula refuses the figures with the weights as they are.
    NoRun,
    /// The weights within their limits cannot make the sum.
    NoSolution,
}

/// How many linear programs are solved at most.
const PROGRAMS_MAX: usize = 60;

/// Looks for the weights.
///
/// # Errors
/// When the task makes no sense or the formula refuses its figures.
pub fn fit(model: &Model<'_>, task: &Task) -> Result<Fitted, Refusal> {
    let mut start = Vec::new();
    for weight in &task.weights {
        let value =
            model.param(&weight.param).ok_or_else(|| Refusal::NoParam(weight.param.clone()))?;
        if weight.low > weight.high || value < weight.low || value > weight.high {
            return Err(Refusal::Limits(weight.param.clone()));
        }
        start.push(value);
    }
    let before = lacks(model, task, &start).ok_or(Refusal::NoRun)?;
    let mut best = start.clone();
    let mut least = total(&before);
    let mut reach = task.weights.iter().map(|w| w.high - w.low).fold(0.0, f64::max);
    let mut programs = 0;
    while reach >= task.step / 4.0 && programs < PROGRAMS_MAX && least > 0.0 {
        programs += 1;
        let slopes = slopes(model, task, &best).ok_or(Refusal::NoRun)?;
        let Some(next) = program(task, &best, &slopes, reach)? else { break };
        match lacks(model, task, &next).map(|rows| total(&rows)) {
            Some(found) if found < least => {
                best = next;
                least = found;
            }
            _ => reach /= 2.0,
        }
    }
    let found = polished(model, task, in_steps(task, &start, &best), least);
    let after = lacks(model, task, &found).ok_or(Refusal::NoRun)?;
    Ok(Fitted {
        weights: start.iter().copied().zip(found).collect(),
        shortfall: (total(&before), total(&after)),
        rows: before.iter().copied().zip(after).collect(),
        programs,
    })
}

fn params(task: &Task, weights: &[f64]) -> Vec<(String, f64)> {
    task.weights.iter().zip(weights).map(|(w, value)| (w.param.clone(), *value)).collect()
}

/// What amounts lack of their targets, row by row, negative where they exceed them.
fn gaps(model: &Model<'_>, task: &Task, weights: &[f64]) -> Option<Vec<f64>> {
    let params = params(task, weights);
    // While single weights are moved, a check on their sum does not hold; it does at the end.
    let read = |of| -> Option<Values> { model.values_unchecked(model.data, &params, of) };
    let (amounts, targets) = (read(task.amount)?, read(task.target)?);
    amounts.iter().zip(targets).map(|(amount, target)| Some(target? - (*amount)?)).collect()
}

fn lacks(model: &Model<'_>, task: &Task, weights: &[f64]) -> Option<Vec<f64>> {
    Some(gaps(model, task, weights)?.into_iter().map(|gap| gap.max(0.0)).collect())
}

fn total(rows: &[f64]) -> f64 {
    formula::number::sum(rows.iter().copied()).unwrap_or(f64::MAX)
}

/// The gaps at some weights, and how each moves with each weight.
struct Slopes {
    gaps: Vec<f64>,
    of_weight: Vec<Vec<f64>>,
}

fn slopes(model: &Model<'_>, task: &Task, at: &[f64]) -> Option<Slopes> {
    let gaps_here = gaps(model, task, at)?;
    let mut of_weight = Vec::new();
    for (place, weight) in task.weights.iter().enumerate() {
        // A step that rounding to cents does not drown, away from the nearer limit.
        let width = (weight.high - weight.low).max(task.step) * 1e-3;
        let here = at.get(place).copied()?;
        let width = if here + width > weight.high { -width } else { width };
        let mut moved = at.to_vec();
        *moved.get_mut(place)? = here + width;
        let there = gaps(model, task, &moved)?;
        of_weight.push(gaps_here.iter().zip(there).map(|(a, b)| (b - a) / width).collect());
    }
    Some(Slopes { gaps: gaps_here, of_weight })
}

/// The best weights of the straight-line picture within reach; none where it promises nothing.
fn program(
    task: &Task,
    at: &[f64],
    slopes: &Slopes,
    reach: f64,
) -> Result<Option<Vec<f64>>, Refusal> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let moves: Vec<_> = task
        .weights
        .iter()
        .zip(at)
        .map(|(w, here)| {
            let bounds = ((w.low - here).max(-reach), (w.high - here).min(reach));
            problem.add_var(0.0, bounds)
        })
        .collect();
    for (row, gap) in slopes.gaps.iter().enumerate() {
        let lack = problem.add_var(1.0, (0.0, f64::INFINITY));
        let mut line = LinearExpr::empty();
        line.add(lack, 1.0);
        for (weight, of_weight) in moves.iter().zip(&slopes.of_weight) {
            line.add(*weight, -of_weight.get(row).copied().unwrap_or(0.0));
        }
        problem.add_constraint(line, ComparisonOp::Ge, *gap);
    }
    if task.keeping_sum {
        let mut line = LinearExpr::empty();
        moves.iter().for_each(|weight| line.add(*weight, 1.0));
        problem.add_constraint(line, ComparisonOp::Eq, 0.0);
    }
    let outcome = problem.solve().map_err(|_| Refusal::NoSolution)?;
    let solution = outcome.solution().ok_or(Refusal::NoSolution)?;
    let promised = solution.objective();
    let here: f64 = slopes.gaps.iter().map(|gap| gap.max(0.0)).sum();
    if promised >= here * (1.0 - 1e-9) {
        return Ok(None);
    }
    Ok(Some(
        moves.iter().zip(at).map(|(weight, here)| here + solution.var_value(*weight)).collect(),
    ))
}

/// Weights in whole steps, within their limits, with the sum they had.
fn in_steps(task: &Task, start: &[f64], weights: &[f64]) -> Vec<f64> {
    let decimals = |values: &[f64]| -> Option<Vec<Decimal>> {
        values.iter().map(|value| value.to_decimal()).collect()
    };
    let rounded = || -> Option<Vec<f64>> {
        let step = task.step.to_decimal()?;
        if !task.keeping_sum {
            let all = decimals(weights)?.into_iter();
            let mode = RoundMode::HalfAwayFromZero;
            return all.map(|w| Some(w.round_to(step, mode).ok()?.to_f64())).collect();
        }
        // What the sum was is kept to the digit, though doubles have moved it by their noise.
        let sum = formula::number::sum(decimals(start)?).ok()?;
        let mut all = decimals(weights)?;
        let others = formula::number::sum(all.iter().skip(1).copied()).ok()?;
        *all.first_mut()? = Number::sub(sum, others).ok()?;
        let ranks: Vec<TieRank> = (0..all.len()).map(|at| TieRank { stated: 0, key: at }).collect();
        let kept = round_keeping_sum(&all, step, RoundMode::HalfAwayFromZero, &ranks, None).ok()?;
        Some(kept.amounts.iter().map(|amount| amount.to_f64()).collect())
    };
    match rounded() {
        Some(all) if within(task, &all) => all,
        _ => start.to_vec(),
    }
}

fn within(task: &Task, weights: &[f64]) -> bool {
    let noise = task.step * 1e-6;
    task.weights.iter().zip(weights).all(|(w, v)| *v >= w.low - noise && *v <= w.high + noise)
}

/// Moves single steps between weights as long as that lowers the shortfall: what rounding to steps
/// has lost, and what a picture of straight lines could not see.
fn polished(model: &Model<'_>, task: &Task, start: Vec<f64>, least: f64) -> Vec<f64> {
    let mut best = start;
    let mut lowest = lacks(model, task, &best).map_or(least, |rows| total(&rows));
    for _ in 0..POLISH_MAX {
        let mut improved = false;
        for from in 0..best.len() {
            for to in 0..best.len() {
                let Some(next) = moved(task, &best, from, to) else { continue };
                let Some(found) = lacks(model, task, &next).map(|rows| total(&rows)) else {
                    continue;
                };
                if found < lowest - 1e-9 * lowest.abs() {
                    best = next;
                    lowest = found;
                    improved = true;
                }
            }
        }
        if !improved {
            break;
        }
    }
    best
}

/// How often all pairs of weights are gone through at the end.
const POLISH_MAX: usize = 20;

/// One step taken from a weight and given to another; to itself it is one step more.
fn moved(task: &Task, weights: &[f64], from: usize, to: usize) -> Option<Vec<f64>> {
    let mut next = weights.to_vec();
    if from == to && task.keeping_sum {
        return None;
    }
    if from != to {
        *next.get_mut(from)? -= task.step;
    }
    if from == to || task.keeping_sum {
        *next.get_mut(to)? += task.step;
    }
    // Steps are decimals; doubles must not drift away from them.
    let tidy = |value: f64| (value / task.step).round() * task.step;
    let next: Vec<f64> = next.into_iter().map(tidy).collect();
    within(task, &next).then_some(next)
}
