//! Two runs, row by row and step by step: who gets more, who less, and by which rule.

use crate::opened::OpenedRun;
use formula::explain::{Step, StepKind};
use formula::number::{Decimal, Number, TieRank, round_keeping_sum, sum};
use formula::plan::{Labels, Plan};
use formula::syntax::ast::RoundMode;
use formula::words::Language;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A rule that both runs may have: a definition, and what its step does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepKey {
    /// The definition's name.
    pub name: String,
    /// What the step is.
    pub kind: StepKind,
    /// The definition's title.
    pub labels: Labels,
    /// The words of a summand that has no name of its own.
    pub term: Option<Labels>,
}

impl StepKey {
    /// The definition's title for a reader.
    pub fn label(&self, language: Language) -> String {
        self.term.as_ref().unwrap_or(&self.labels).say(language, &self.name)
    }
}

/// What one municipality gets in both runs. `None` is missing, which is not zero.
#[derive(Debug, Clone, PartialEq)]
pub struct RowDifference {
    /// The municipality.
    pub code: String,
    /// Its amount in the first run.
    pub before: Option<Decimal>,
    /// Its amount in the second run.
    pub after: Option<Decimal>,
    /// The second less the first.
    pub difference: Option<Decimal>,
    /// The difference as a part of the first amount; none where that is zero.
    pub relative: Option<Decimal>,
    /// Amount per inhabitant in the first run, as the formula rounds it.
    pub per_head_before: Option<Decimal>,
    /// Amount per inhabitant in the second run, as the formula rounds it.
    pub per_head_after: Option<Decimal>,
    /// By which rule: one entry for each of [`Comparison::steps`], in whole cents where the
    /// amounts are; they add up to the difference. Empty when an amount is missing, or was kept by
    /// another version of the engine and comes out otherwise.
    pub by_step: Vec<(StepKey, Decimal)>,
}

/// Two runs compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Every step of either run, in the order of the second, then those that only the first has.
    pub steps: Vec<StepKey>,
    /// A row for each municipality of either run, by code.
    pub rows: Vec<RowDifference>,
    /// Places in `rows` of those that get more, largest gain first.
    pub winners: Vec<usize>,
    /// Places in `rows` of those that get less, largest loss first.
    pub losers: Vec<usize>,
    /// The sum of each step over all rows.
    pub totals_by_step: Vec<(StepKey, Decimal)>,
    /// The sum of the first run.
    pub total_before: Option<Decimal>,
    /// The sum of the second run.
    pub total_after: Option<Decimal>,
}

impl Comparison {
    /// The row of a municipality.
    pub fn row(&self, code: &str) -> Option<&RowDifference> {
        self.rows.iter().find(|row| row.code == code)
    }

    /// How much changes hands: the sum of all gains.
    pub fn moved(&self) -> Option<Decimal> {
        let gains = self.winners.iter().filter_map(|at| self.rows.get(*at)?.difference);
        sum(gains).ok()
    }
}

/// Compares two runs; their formulas may differ.
pub fn compare(before: &OpenedRun, after: &OpenedRun) -> Comparison {
    let steps = all_steps(before, after);
    let codes: BTreeSet<&str> = before.rows().chain(after.rows()).map(|(_, code)| code).collect();
    let rows: Vec<RowDifference> =
        codes.into_iter().map(|code| row(before, after, code, &steps)).collect();
    let order = |sign: fn(&Decimal) -> bool| {
        let difference = |at: &usize| rows.get(*at).and_then(|row| row.difference);
        let mut places: Vec<usize> =
            (0..rows.len()).filter(|at| difference(at).as_ref().is_some_and(sign)).collect();
        places.sort_by(|a, b| match (difference(a), difference(b)) {
            (Some(a), Some(b)) => b.abs().total_order(a.abs()),
            _ => Ordering::Equal,
        });
        places
    };
    let totals = steps.iter().enumerate().filter_map(|(at, key)| {
        let parts = rows.iter().filter_map(|row| row.by_step.get(at)).map(|(_, amount)| *amount);
        Some((key.clone(), sum(parts).ok()?))
    });
    Comparison {
        winners: order(|d| !d.is_zero() && !d.is_negative()),
        losers: order(|d| d.is_negative()),
        totals_by_step: totals.collect(),
        total_before: before.total(),
        total_after: after.total(),
        rows,
        steps,
    }
}

fn all_steps(before: &OpenedRun, after: &OpenedRun) -> Vec<StepKey> {
    let mut keys: Vec<StepKey> = Vec::new();
    for run in [after, before] {
        // A step that only some rows have still stands in the formula's order among the others.
        let mut found: BTreeMap<usize, Vec<StepKey>> = BTreeMap::new();
        for (_, code) in run.rows() {
            for step in run.steps(code) {
                let place = found.entry(step.definition.0).or_default();
                let key = key(&run.plan, step);
                if !place.contains(&key) {
                    place.push(key);
                }
            }
        }
        let further: Vec<StepKey> =
            found.into_values().flatten().filter(|key| !has(&keys, key)).collect();
        keys.extend(further);
    }
    keys
}

fn has(keys: &[StepKey], key: &StepKey) -> bool {
    let same = |other: &StepKey| {
        other.name == key.name && other.kind == key.kind && other.term == key.term
    };
    keys.iter().any(same)
}

fn key(plan: &Plan, step: &Step) -> StepKey {
    let definition = plan.definition(step.definition);
    StepKey {
        name: definition.map(|d| d.name.clone()).unwrap_or_default(),
        kind: step.kind,
        labels: definition.map(|d| d.labels.clone()).unwrap_or_default(),
        term: step.term.clone(),
    }
}

fn row(before: &OpenedRun, after: &OpenedRun, code: &str, steps: &[StepKey]) -> RowDifference {
    let (was, is) = (before.amount(code), after.amount(code));
    let difference = was.zip(is).and_then(|(was, is)| is.sub(was).ok());
    // Steps are those of this version of the engine, and may not lead to an amount of another one.
    let is_stepped = before.steps_lead_to(code) && after.steps_lead_to(code);
    let by_step = difference.filter(|_| is_stepped).and_then(|difference| {
        let parts: Option<Vec<Decimal>> = steps
            .iter()
            .map(|key| {
                let there = of_step(after, code, key)?;
                there.sub(of_step(before, code, key)?).ok()
            })
            .collect();
        Some(settled(parts?, difference))
    });
    RowDifference {
        code: code.to_owned(),
        before: was,
        after: is,
        difference,
        relative: difference.zip(was).and_then(|(difference, was)| difference.div(was).ok()),
        per_head_before: before.number("per_head", code),
        per_head_after: after.number("per_head", code),
        by_step: steps.iter().cloned().zip(by_step.unwrap_or_default()).collect(),
    }
}

/// What a step gives in a run; zero where the run has no such step.
fn of_step(run: &OpenedRun, code: &str, wanted: &StepKey) -> Option<Decimal> {
    let name = |step: &Step| run.plan.definition(step.definition).map(|d| d.name.as_str());
    let steps = run.steps(code).iter();
    let same = steps.filter(|s| {
        let named = name(s) == Some(wanted.name.as_str());
        named && s.kind == wanted.kind && s.term == wanted.term
    });
    sum(same.map(|step| step.amount)).ok()
}

/// Parts that add up to the difference. Where amounts are whole cents the parts are too, by
/// largest remainders, so that what a reader adds up is what stands below.
fn settled(parts: Vec<Decimal>, difference: Decimal) -> Vec<Decimal> {
    let Some(cent) = Decimal::from_parts(1, -2) else { return parts };
    let whole = difference.round_to(cent, RoundMode::HalfAwayFromZero);
    if whole != Ok(difference) {
        return parts;
    }
    let ranks: Vec<TieRank> = (0..parts.len()).map(|key| TieRank { stated: 0, key }).collect();
    match round_keeping_sum(&parts, cent, RoundMode::HalfAwayFromZero, &ranks, None) {
        Ok(kept) if kept.total == difference => kept.amounts,
        _ => parts,
    }
}
