//! Holds an opinion against the official run, value by value.

#![allow(clippy::float_arithmetic, reason = "a test measures how far doubles are from official")]

use super::edges::{Look, size};
use super::{Case, Opinion, Told, told_verdict};
use formula::number::{Decimal, Number as _};
use formula::plan::{DefinitionId, Expr, ExprKind, Type};
use std::collections::BTreeSet;
use std::fmt;

/// Part of the largest term up to which doubles may be off where nothing is rounded.
const DOUBLES: f64 = 1e-9;

/// Part of itself up to which a double may be off where its value is rounded to a unit: what 53
/// bits cannot hold.
const HELD: f64 = 1e-14;

/// Part of the largest term up to which decimals may be off where nothing is rounded: SQL divides
/// with a scale of its own.
const DECIMALS: f64 = 1e-14;

/// Two values that differ for a reason that the classes allow.
#[derive(Debug, Clone)]
pub(crate) struct Exception {
    /// The definition, which is the step of the rule; none for a check.
    pub(crate) at: Option<DefinitionId>,
    /// Its name.
    pub(crate) step: String,
    /// The key of the row.
    pub(crate) row: String,
    /// The edge that the official value nearly misses.
    pub(crate) reason: String,
    /// The official value.
    pub(crate) official: String,
    /// The other one.
    pub(crate) other: String,
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Exception { step, row, official, other, reason, .. } = self;
        write!(f, "{step} of “{row}” is {official}, not {other}: {reason}")
    }
}

/// What comparing found in one case.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Values that were compared.
    pub(crate) values: usize,
    /// Verdicts on checks that were compared.
    pub(crate) verdicts: usize,
    /// Values that the engine took from the official run.
    pub(crate) given: usize,
    /// Values that may differ. What rests on them was not compared.
    pub(crate) exceptions: Vec<Exception>,
    /// What must not be.
    pub(crate) faults: Vec<String>,
}

impl Found {
    /// The engine refused the case.
    pub(crate) fn no_answer(said: &str) -> Found {
        Found { faults: vec![format!("no answer: {said}")], ..Found::default() }
    }
}

/// How near two numbers must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Decimals: the same after every rounding.
    Decimals,
    /// Doubles: the same after every rounding but at an edge.
    Doubles,
}

/// Compares every value of every definition, but for those that `pinned` names, which the case
/// takes from the official run.
pub(crate) fn compare(case: &Case, opinion: &Opinion, pinned: &BTreeSet<DefinitionId>) -> Found {
    let mut found = Found::default();
    let mut in_doubles: BTreeSet<DefinitionId> = BTreeSet::new();
    let mut behind_exception: BTreeSet<DefinitionId> = BTreeSet::new();
    for (at, definition) in case.plan.definitions.iter().enumerate() {
        let id = DefinitionId(at);
        let rests_on =
            |set: &BTreeSet<DefinitionId>| definition.needs.iter().any(|n| set.contains(n));
        let keys = case.keys(definition.table);
        if pinned.contains(&id) {
            continue;
        }
        if opinion.given.contains_key(&id) {
            found.given += keys.len();
            continue;
        }
        if rests_on(&behind_exception) {
            behind_exception.insert(id);
            continue;
        }
        if opinion.doubles.contains(&id) || rests_on(&in_doubles) {
            in_doubles.insert(id);
        }
        let class = if in_doubles.contains(&id) { Class::Doubles } else { Class::Decimals };
        let Some(values) = opinion.values.get(&id) else {
            found.faults.push(format!("{} was left out", definition.name));
            continue;
        };
        if values.len() != keys.len() {
            let (has, wants) = (values.len(), keys.len());
            found.faults.push(format!("{}: {has} rows, not {wants}", definition.name));
        }
        for (row, key) in keys.iter().enumerate() {
            let Some(other) = values.get(key) else {
                found.faults.push(format!("{}: no row “{key}”", definition.name));
                continue;
            };
            found.values += 1;
            let official = case.text(id, row);
            if agree(case, id, row, &official, other, class) {
                continue;
            }
            let reason = (class == Class::Doubles).then(|| Look::at(case).edge(id, row)).flatten();
            let shown = |told: &Told| told.clone().unwrap_or_else(|| "missing".to_owned());
            let exception = Exception {
                at: Some(id),
                step: definition.name.clone(),
                row: key.clone(),
                reason: reason.clone().unwrap_or_else(|| "no edge is near".to_owned()),
                official: shown(&official),
                other: shown(other),
            };
            match reason {
                Some(_) => found.exceptions.push(exception),
                None => found.faults.push(exception.to_string()),
            }
            behind_exception.insert(id);
        }
    }
    compare_verdicts(case, opinion, &behind_exception, &mut found);
    found
}

/// Compares what is said of each check, but of those that rest on a value that differs: it holds,
/// it does not, or a missing value leaves it open.
fn compare_verdicts(
    case: &Case,
    opinion: &Opinion,
    behind_exception: &BTreeSet<DefinitionId>,
    found: &mut Found,
) {
    for (at, check) in case.plan.checks.iter().enumerate() {
        let rests_on_exception = check.condition.walk().iter().any(|expr| match &expr.kind {
            ExprKind::Definition(id) | ExprKind::IsAt(id, _) => behind_exception.contains(id),
            _ => false,
        });
        if rests_on_exception {
            continue;
        }
        let official = told_verdict(case.official.checks()[at].verdict);
        found.verdicts += 1;
        let Some(other) = opinion.verdicts.get(at) else {
            found.faults.push(format!("check {at} was left out"));
            continue;
        };
        if official == *other {
            continue;
        }
        let doubles = !opinion.doubles.is_empty();
        let reason = doubles.then(|| Look::at(case).edge_of_check(check)).flatten();
        let shown = |told: &Told| told.clone().unwrap_or_else(|| "open".to_owned());
        let exception = Exception {
            at: None,
            step: format!("check `{}`", case.plan.source.slice(check.condition.span)),
            row: String::new(),
            reason: reason.clone().unwrap_or_else(|| "no edge is near".to_owned()),
            official: shown(&official),
            other: shown(other),
        };
        match reason {
            Some(_) => found.exceptions.push(exception),
            None => found.faults.push(exception.to_string()),
        }
    }
}

fn agree(
    case: &Case,
    id: DefinitionId,
    row: usize,
    official: &Told,
    other: &Told,
    class: Class,
) -> bool {
    let definition = &case.plan.definitions[id.0];
    let (Some(a), Some(b)) = (official, other) else { return official == other };
    if !matches!(definition.ty, Type::Number(_)) {
        return a == b;
    }
    let (Some(a), Some(b)) = (number(a), number(b)) else { return false };
    if a == b {
        return true;
    }
    let Ok(difference) = a.sub(b).map(size) else { return false };
    match (class, rounded_to(&definition.body)) {
        (Class::Decimals, Some(_)) => false,
        (Class::Doubles, Some(unit)) => difference <= (size(unit) * 1e-3).max(size(a) * HELD),
        (Class::Decimals, None) => {
            difference <= size(a) * DECIMALS
                || difference <= Look::at(case).largest_term(id, row) * DECIMALS
        }
        (Class::Doubles, None) => {
            difference <= size(a) * DOUBLES
                || difference <= Look::at(case).largest_term(id, row) * DOUBLES
        }
    }
}

/// A number of an engine. Doubles write very small and very large ones with an exponent.
fn number(text: &str) -> Option<Decimal> {
    Decimal::parse(text).or_else(|| {
        let (digits, exponent) = text.split_once(['e', 'E'])?;
        let digits = Decimal::parse(digits)?;
        let power = Decimal::from_parts(1, exponent.parse().ok()?)?;
        digits.mul(power).ok()
    })
}

/// The unit to which a rule rounds its value in each of its branches.
fn rounded_to(rule: &Expr) -> Option<Decimal> {
    match &rule.kind {
        ExprKind::Round(round) => Some(round.to),
        ExprKind::Apply(_, _, body) => rounded_to(body),
        _ => None,
    }
}
