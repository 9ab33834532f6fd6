//! What differs between two runs.

use formula::data::{Column, Table, Values};
use formula::number::{Decimal, Number};
use formula::plan::{Param, Plan, Scale, TableId, Type};
use formula::run::{ParamInForce, Request};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A formula of a run: its plan, and its parameters as they were in force.
#[derive(Debug, Clone, Copy)]
pub struct Formula<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The parameters in force, as the run has them.
    pub params: &'a [ParamInForce],
}

/// What a run was made from, but for its data.
#[derive(Debug, Clone)]
pub struct Basis<'a> {
    /// The formulas, each after those that it uses; the one asked for is the last.
    pub formulas: Vec<Formula<'a>>,
    /// What was asked for.
    pub request: &'a Request,
}

impl<'a> Basis<'a> {
    /// The formula that takes the place of one of the other run: the one of the same name; for
    /// the formula asked for, the formula asked for.
    pub(super) fn partner(&self, plan: &Plan, is_asked: bool) -> Option<Formula<'a>> {
        let named = self.formulas.iter().find(|formula| formula.plan.name == plan.name);
        let found = if is_asked { named.or(self.formulas.last()) } else { named };
        found.copied()
    }
}

/// One thing that differs between two runs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A parameter, by name.
    Parameter(String),
    /// A scale, by name.
    Scale(String),
    /// The text of the formulas, without the values of parameters and scales that both have.
    Rules,
    /// The day for which the runs were made.
    Day,
    /// The standings that do not count.
    Standings,
    /// The data.
    Data,
}

/// The name of the parameter that is shared out.
const POOL: &str = "pool";

impl Kind {
    /// Whether it is the amount that is shared out.
    pub fn is_pool(&self) -> bool {
        matches!(self, Kind::Parameter(name) if name == POOL)
    }

    /// Whether it may be told together with others where there are too many: parameters and
    /// scales, but never the pool.
    pub(super) fn is_small_change(&self) -> bool {
        matches!(self, Kind::Parameter(_) | Kind::Scale(_)) && !self.is_pool()
    }

    fn place(&self) -> (u8, &str) {
        match self {
            Kind::Parameter(name) if name == POOL => (0, ""),
            Kind::Parameter(name) => (1, name),
            Kind::Scale(name) => (2, name),
            Kind::Rules => (3, ""),
            Kind::Day => (4, ""),
            Kind::Standings => (5, ""),
            Kind::Data => (6, ""),
        }
    }
}

impl PartialOrd for Kind {
    fn partial_cmp(&self, other: &Kind) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Kind {
    /// The pool first, then other parameters and scales by name, the data last.
    fn cmp(&self, other: &Kind) -> Ordering {
        self.place().cmp(&other.place())
    }
}

/// Everything that differs, in the order of [`Kind`]. Whether the data differ is known to who
/// holds them ([`same_tables`] compares).
///
/// A parameter or scale is a cause of its own where both runs have it with the same unit and a
/// different value is in force. What only one of them has belongs to the rules.
pub fn between(before: &Basis<'_>, after: &Basis<'_>, data_differ: bool) -> Vec<Kind> {
    let mut kinds = BTreeSet::new();
    for (at, formula) in before.formulas.iter().enumerate() {
        let is_asked = at.saturating_add(1) == before.formulas.len();
        let Some(partner) = after.partner(formula.plan, is_asked) else { continue };
        for param in &formula.plan.params {
            if param_differs(*formula, partner, param, before, after) {
                kinds.insert(Kind::Parameter(param.name.clone()));
            }
        }
        for scale in &formula.plan.scales {
            if scale_differs(partner.plan, scale, before, after) {
                kinds.insert(Kind::Scale(scale.name.clone()));
            }
        }
    }
    let hashes = |basis: &Basis<'_>| {
        let hashes = basis.formulas.iter().map(|formula| formula.plan.hash.clone());
        hashes.collect::<BTreeSet<String>>()
    };
    if hashes(before) != hashes(after) {
        kinds.insert(Kind::Rules);
    }
    if before.request.day != after.request.day {
        kinds.insert(Kind::Day);
    }
    if before.request.without != after.request.without {
        kinds.insert(Kind::Standings);
    }
    if data_differ {
        kinds.insert(Kind::Data);
    }
    kinds.into_iter().collect()
}

fn param_differs(
    formula: Formula<'_>,
    partner: Formula<'_>,
    param: &Param,
    before: &Basis<'_>,
    after: &Basis<'_>,
) -> bool {
    let Some((_, other)) = partner.plan.param_named(&param.name) else { return false };
    if !same_param(formula.plan, param, partner.plan, other) {
        return false;
    }
    let value = |formula: Formula<'_>| {
        let found = formula.params.iter().find(|p| p.name == param.name);
        found.map(|p| p.value.clone())
    };
    let members = |param: &Param, basis: &Basis<'_>| {
        let given = basis.request.params.contains_key(&param.name);
        let dated = param.at(basis.request.day).filter(|_| !given);
        dated.map(|dated| dated.members.clone()).unwrap_or_default()
    };
    value(formula) != value(partner) || members(param, before) != members(other, after)
}

/// Whether a value of the one may stand in the place of the other.
pub(super) fn same_param(plan: &Plan, param: &Param, other_plan: &Plan, other: &Param) -> bool {
    let plain = matches!(param.ty, Type::Number(_) | Type::Bool | Type::Date | Type::Text);
    let categories = |plan: &Plan, by: &[TableId]| {
        let names = by.iter().filter_map(|id| plan.table(*id)?.members.as_ref());
        let names = names.map(|all| all.iter().map(|m| m.name.clone()).collect());
        names.collect::<Vec<Vec<String>>>()
    };
    plain
        && param.ty == other.ty
        && param.percent == other.percent
        && categories(plan, &param.by) == categories(other_plan, &other.by)
}

fn scale_differs(partner: &Plan, scale: &Scale, before: &Basis<'_>, after: &Basis<'_>) -> bool {
    let Some(other) = partner.scales.iter().find(|other| other.name == scale.name) else {
        return false;
    };
    let lines = |scale: &Scale, basis: &Basis<'_>| {
        let at = in_force(scale, basis.request.day)?;
        let version = scale.versions.get(at)?;
        Some((version.lines.clone(), version.flat_outside))
    };
    same_scale(scale, other) && lines(scale, before) != lines(other, after)
}

/// Whether the lines of the one may stand in the place of those of the other.
pub(super) fn same_scale(scale: &Scale, other: &Scale) -> bool {
    scale.kind == other.kind && scale.argument == other.argument && scale.result == other.result
}

/// The version of a scale on a day.
pub(super) fn in_force(scale: &Scale, day: jiff::civil::Date) -> Option<usize> {
    scale.versions.iter().rposition(|version| version.since.is_none_or(|since| since <= day))
}

/// Whether tables hold the same rows with the same values and standings, in whatever order.
pub fn same_tables(one: &[Table], other: &[Table]) -> bool {
    one.len() == other.len()
        && one.iter().all(|table| {
            let found = other.iter().find(|candidate| candidate.table == table.table);
            found.is_some_and(|found| same_rows(table, found))
        })
}

fn same_rows(one: &Table, other: &Table) -> bool {
    if one.rows != other.rows || one.columns.len() != other.columns.len() {
        return false;
    }
    let places: BTreeMap<&str, usize> =
        other.keys.iter().enumerate().map(|(row, key)| (key.as_ref(), row)).collect();
    one.keys.iter().enumerate().all(|(row, key)| {
        let Some(there) = places.get(key.as_ref()) else { return false };
        one.columns.iter().zip(&other.columns).all(|pair| match pair {
            (None, None) => true,
            (Some(a), Some(b)) => same_cell(a, row, b, *there),
            _ => false,
        })
    })
}

fn same_cell(one: &Column, row: usize, other: &Column, there: usize) -> bool {
    if one.is_missing(row) || other.is_missing(there) {
        return one.is_missing(row) && other.is_missing(there);
    }
    one.standing.get(row) == other.standing.get(there)
        && match (&one.values, &other.values) {
            (Values::Number(a), Values::Number(b)) => same_number(a.get(row), b.get(there)),
            (Values::Text(a), Values::Text(b)) => a.get(row) == b.get(there),
            (Values::Date(a), Values::Date(b)) => a.get(row) == b.get(there),
            (Values::Bool(a), Values::Bool(b)) => a.get(row) == b.get(there),
            (Values::Choice(a), Values::Choice(b)) => a.get(row) == b.get(there),
            (Values::Row(a), Values::Row(b)) => a.get(row) == b.get(there),
            _ => false,
        }
}

fn same_number(one: Option<&Decimal>, other: Option<&Decimal>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.total_order(*other) == Ordering::Equal,
        _ => false,
    }
}
