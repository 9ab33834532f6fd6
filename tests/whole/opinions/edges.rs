//! Looks into a rule for what a double may decide otherwise than a decimal: a value that nearly
//! lies on a tie of rounding, on the edge of a scale, or beside what it is compared with.

#![allow(clippy::float_arithmetic, reason = "a test measures how far doubles are from official")]

use super::Case;
use formula::number::{Decimal, Number as _};
use formula::plan::{
    Aggregate, Check, DefinitionId, Expr, ExprKind, Plan, Round, ScaleId, Share, TableId, Type,
};
use formula::run::{Cells, Value};
use formula::syntax::ast::{BinaryOperator, Bound, RoundMode};
use std::collections::BTreeSet;

/// Part of the unit of rounding that counts as near.
const NEAR_UNIT: f64 = 1e-6;

/// Part of the value itself that counts as near.
const NEAR_ITSELF: f64 = 1e-14;

/// Part of the larger one within which doubles hold two numbers equal, with a margin.
const NEAR_COMPARED: f64 = 1.01e-11;

/// Part of a limit within which an amount may stand at it or not.
const NEAR_LIMIT: f64 = 1e-9;

/// The size of a number, as a double.
pub(crate) fn size(number: Decimal) -> f64 {
    number.abs().to_f64()
}

/// Rows of a table, or the country.
#[derive(Debug, Clone)]
struct Place {
    table: Option<TableId>,
    rows: Vec<u32>,
}

/// A look into the rules of a case, with the values of its official run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look<'c> {
    case: &'c Case,
}

impl<'c> Look<'c> {
    /// Looks at a case.
    pub(crate) fn at(case: &'c Case) -> Look<'c> {
        Look { case }
    }

    /// The edge that a definition nearly touches in a row, in words.
    pub(crate) fn edge(self, id: DefinitionId, row: usize) -> Option<String> {
        let definition = &self.case.plan.definitions[id.0];
        let mut found = None;
        self.walk(&definition.body, &self.place(id, row), &mut |expr, place| {
            if found.is_none() {
                found = self.edge_of(expr, place);
            }
        });
        found
    }

    /// The edge that a check nearly touches in some row, in words.
    pub(crate) fn edge_of_check(self, check: &Check) -> Option<String> {
        let place = match check.table {
            Some(table) => self.everywhere(table),
            None => Place { table: None, rows: Vec::new() },
        };
        let mut found = None;
        self.walk(&check.condition, &place, &mut |expr, place| {
            if found.is_none() {
                found = self.edge_of(expr, place);
            }
        });
        found
    }

    /// The size of the largest number of the same unit that goes into a definition in a row, back
    /// to where a value is rounded or read.
    pub(crate) fn largest_term(self, id: DefinitionId, row: usize) -> f64 {
        let wanted = &self.case.plan.definitions[id.0].ty;
        let mut largest: f64 = 0.0;
        let mut seen = BTreeSet::new();
        let mut open = vec![(id, self.place(id, row))];
        while let Some((id, place)) = open.pop() {
            if !seen.insert((id, place.rows.clone())) {
                continue;
            }
            self.walk(&self.case.plan.definitions[id.0].body, &place, &mut |expr, place| {
                if expr.ty == *wanted {
                    let numbers = self.numbers(expr, place);
                    largest = numbers.into_iter().flatten().map(size).fold(largest, f64::max);
                }
                if let ExprKind::Definition(other) = expr.kind {
                    let of_rows = self.case.plan.definitions[other.0].table;
                    let rows = if of_rows.is_some() { place.rows.clone() } else { Vec::new() };
                    open.push((other, Place { table: of_rows, rows }));
                }
            });
        }
        largest
    }

    fn place(self, id: DefinitionId, row: usize) -> Place {
        match self.case.plan.definitions[id.0].table {
            Some(table) => Place { table: Some(table), rows: vec![u32::try_from(row).unwrap()] },
            None => Place { table: None, rows: Vec::new() },
        }
    }

    fn everywhere(self, table: TableId) -> Place {
        let rows = u32::try_from(self.case.data.rows(table)).unwrap();
        Place { table: Some(table), rows: (0..rows).collect() }
    }

    /// The values of an expression; none where it cannot be worked out, as in a branch that the
    /// rows do not take.
    fn cells(self, expr: &Expr, place: &Place) -> Option<Cells<Decimal>> {
        let Case { plan, data, official, .. } = self.case;
        official.evaluate(plan, data, expr, place.table, place.rows.clone()).ok()
    }

    fn numbers(self, expr: &Expr, place: &Place) -> Vec<Option<Decimal>> {
        if !matches!(expr.ty, Type::Number(_)) {
            return Vec::new();
        }
        let count = if place.table.is_some() { place.rows.len() } else { 1 };
        match self.cells(expr, place) {
            Some(cells) => (0..count).map(|row| cells.get(row).number()).collect(),
            None => vec![None; count],
        }
    }

    /// Calls for an expression and for everything within it, with the rows in which it stands.
    fn walk(self, expr: &Expr, place: &Place, f: &mut dyn FnMut(&Expr, &Place)) {
        f(expr, place);
        match &expr.kind {
            ExprKind::Follow(reference, table, value) => {
                self.walk(reference, place, f);
                let rows = self.cells(reference, place).map_or_else(Vec::new, |cells| {
                    let row = |at| match cells.get(at) {
                        Value::Row(row) => Some(row),
                        _ => None,
                    };
                    (0..place.rows.len().max(1)).filter_map(row).collect()
                });
                self.walk(value, &Place { table: Some(*table), rows }, f);
            }
            ExprKind::Aggregate(aggregate) => {
                self.walk_aggregate(aggregate, place, f);
            }
            ExprKind::Share(share) => self.walk_share(share, f),
            ExprKind::Round(round) => {
                let place = match (round.keeping_sum, place.table) {
                    (true, Some(table)) => self.everywhere(table),
                    _ => place.clone(),
                };
                self.walk(&round.value, &place, f);
                for (tie, _) in &round.ties {
                    self.walk(tie, &place, f);
                }
            }
            ExprKind::Rank(rank) => {
                let there = self.everywhere(rank.table);
                let parts = [Some(&rank.value), rank.per.as_ref(), rank.filter.as_ref()];
                parts.into_iter().flatten().for_each(|part| self.walk(part, &there, f));
            }
            ExprKind::InTop(top) => {
                let there = self.everywhere(top.table);
                let parts = [Some(&top.value), top.per.as_ref(), top.filter.as_ref()];
                parts.into_iter().flatten().for_each(|part| self.walk(part, &there, f));
                self.walk(&top.amount, place, f);
            }
            // What stands within is worked out under other values than the run has.
            ExprKind::Solve(_) | ExprKind::With(..) => {}
            _ => expr.inner().into_iter().for_each(|part| self.walk(part, place, f)),
        }
    }

    fn walk_aggregate(
        self,
        aggregate: &Aggregate,
        place: &Place,
        f: &mut dyn FnMut(&Expr, &Place),
    ) {
        let there = self.everywhere(aggregate.table);
        let parts = [&aggregate.value, &aggregate.weight, &aggregate.filter];
        parts.into_iter().flatten().for_each(|part| self.walk(part, &there, f));
        let parts = [&aggregate.argument, &aggregate.dropping];
        parts.into_iter().flatten().for_each(|part| self.walk(part, place, f));
    }

    fn walk_share(self, share: &Share, f: &mut dyn FnMut(&Expr, &Place)) {
        let there = self.everywhere(share.table);
        let parts = [Some(&share.pool), Some(&share.weight), share.filter.as_ref()]
            .into_iter()
            .chain([share.per.as_ref(), share.floor.as_ref(), share.cap.as_ref()]);
        parts.flatten().for_each(|part| self.walk(part, &there, f));
        for (value, condition) in &share.fixed {
            self.walk(value, &there, f);
            self.walk(condition, &there, f);
        }
    }

    fn edge_of(self, expr: &Expr, place: &Place) -> Option<String> {
        match &expr.kind {
            ExprKind::Round(round) if round.keeping_sum => self.edge_of_sum_kept(round, place),
            ExprKind::Round(round) => {
                let values = self.numbers(&round.value, place);
                values.into_iter().flatten().find_map(|value| near_tie(value, round.to, round.mode))
            }
            ExprKind::Binary(operator, a, b) if compares(*operator) => {
                self.nearly_equal(a, b, place)
            }
            ExprKind::Between(value, low, high) => self
                .nearly_equal(value, low, place)
                .or_else(|| self.nearly_equal(value, high, place)),
            ExprKind::OneOf(value, list) => {
                list.iter().find_map(|other| self.nearly_equal(value, other, place))
            }
            ExprKind::Scale(scale, argument) => self.edge_of_scale(*scale, argument, place),
            ExprKind::IsAt(share, bound) => self.edge_of_limit(*share, *bound, place),
            ExprKind::Rank(rank) => self.neighbours(&rank.value, rank.table),
            ExprKind::InTop(top) => self.neighbours(&top.value, top.table),
            _ => None,
        }
    }

    fn nearly_equal(self, a: &Expr, b: &Expr, place: &Place) -> Option<String> {
        let (left, right) = (self.numbers(a, place), self.numbers(b, place));
        left.into_iter().zip(right).find_map(|(left, right)| {
            let (left, right) = (left?, right?);
            apart_but_near(left, right, NEAR_COMPARED)
                .then(|| format!("{left} is compared with {right}"))
        })
    }

    /// Two rows whose values are nearly the same but not quite.
    fn neighbours(self, value: &Expr, table: TableId) -> Option<String> {
        let place = self.everywhere(table);
        let mut numbers: Vec<Decimal> = self.numbers(value, &place).into_iter().flatten().collect();
        numbers.sort_by(|a, b| a.total_order(*b));
        numbers.windows(2).find_map(|pair| {
            apart_but_near(pair[0], pair[1], NEAR_COMPARED)
                .then(|| format!("{} and {} are ranked", pair[0], pair[1]))
        })
    }

    fn edge_of_scale(self, id: ScaleId, argument: &Expr, place: &Place) -> Option<String> {
        let scale = &self.case.plan.scales[id.0];
        let edges = scale.versions.iter().flat_map(|v| &v.lines).filter_map(|line| line.0);
        let values: Vec<Decimal> = self.numbers(argument, place).into_iter().flatten().collect();
        edges.into_iter().find_map(|edge| {
            let near = |value: &&Decimal| apart_but_near(**value, edge, NEAR_COMPARED);
            let value = values.iter().find(near)?;
            Some(format!("{value} is beside the edge {edge} of {}", scale.name))
        })
    }

    fn edge_of_limit(self, id: DefinitionId, bound: Bound, place: &Place) -> Option<String> {
        let definition = &self.case.plan.definitions[id.0];
        let share = share_of(&self.case.plan, &definition.body)?;
        let limits = [share.floor.as_ref(), share.cap.as_ref()];
        limits.into_iter().flatten().find_map(|limit| {
            let limits = self.numbers(limit, place);
            let rows = place.rows.iter().zip(limits);
            rows.into_iter().find_map(|(row, limit)| {
                let amount = self.case.official.value(id, *row as usize).number()?;
                let limit = limit?;
                let apart = size(amount.sub(limit).ok()?);
                (apart <= size(limit) * NEAR_LIMIT)
                    .then(|| format!("{amount} is beside the limit {limit} ({bound:?})"))
            })
        })
    }

    /// The parts that are cut off, the order among them, and the sum itself, of all rows that are
    /// rounded together. Remainders are settled as coarsely as that of the largest of these rows.
    fn edge_of_sum_kept(self, round: &Round, place: &Place) -> Option<String> {
        let everywhere = self.everywhere(place.table?);
        let all = self.numbers(&round.value, &everywhere);
        let keys = round.per.as_ref().map(|per| self.cells(per, &everywhere));
        for row in &place.rows {
            let own_row = *row as usize;
            let value = all.get(own_row).copied().flatten()?;
            let together = |other: &usize| match &keys {
                None => true,
                Some(None) => false,
                Some(Some(keys)) => keys.get(*other) == keys.get(own_row),
            };
            let rows: Vec<usize> = (0..all.len()).filter(together).collect();
            let values = rows.iter().filter_map(|row| all.get(*row).copied().flatten());
            let sum = formula::number::sum(values.clone()).ok()?;
            if let Some(edge) = near_tie(sum, round.to, round.mode) {
                return Some(format!("of the sum, {edge}"));
            }
            if let Some(edge) = near_tie(value, round.to, RoundMode::Floor) {
                return Some(edge);
            }
            let sizes = values.filter_map(|value| Some(parts(value, round.to)?.1));
            let near = (2.0 * NEAR_UNIT).max(2.0 * NEAR_ITSELF * sizes.fold(0.0, f64::max));
            let (own, _) = parts(value, round.to)?;
            for other in rows.into_iter().filter(|other| *other != own_row) {
                let other = all.get(other).copied().flatten();
                let Some((rest, _)) = other.and_then(|other| parts(other, round.to)) else {
                    continue;
                };
                let apart = (own - rest).abs();
                if apart > 0.0 && apart <= near {
                    return Some(format!("the remainders {own} and {rest} are in order"));
                }
            }
        }
        None
    }
}

fn compares(operator: BinaryOperator) -> bool {
    use BinaryOperator as O;
    matches!(
        operator,
        O::Equal | O::NotEqual | O::Less | O::LessOrEqual | O::Greater | O::GreaterOrEqual
    )
}

fn share_of<'p>(plan: &'p Plan, rule: &'p Expr) -> Option<&'p Share> {
    match &rule.kind {
        ExprKind::Share(share) => Some(share),
        ExprKind::Definition(id) => share_of(plan, &plan.definitions[id.0].body),
        _ => None,
    }
}

fn apart_but_near(a: Decimal, b: Decimal, near: f64) -> bool {
    let Ok(apart) = a.sub(b).map(size) else { return false };
    apart > 0.0 && apart <= size(a).max(size(b)) * near
}

/// What is cut off below a whole unit, and the number of units, of a value that is settled as for
/// rounding.
fn parts(value: Decimal, unit: Decimal) -> Option<(f64, f64)> {
    let units = value.settled_units(unit).ok()?;
    let rest = units.sub(units.whole(RoundMode::Floor)).ok()?;
    Some((rest.to_f64(), size(units)))
}

/// The tie or edge of rounding that a value nearly touches without being on it.
fn near_tie(value: Decimal, unit: Decimal, mode: RoundMode) -> Option<String> {
    let (rest, units) = parts(value, unit)?;
    let apart = match mode {
        RoundMode::HalfAwayFromZero | RoundMode::HalfEven => (rest - 0.5).abs(),
        RoundMode::Up | RoundMode::Down | RoundMode::Floor | RoundMode::Ceiling => {
            rest.min(1.0 - rest)
        }
    };
    let near = apart > 0.0 && (apart <= NEAR_UNIT || apart <= units * NEAR_ITSELF);
    near.then(|| format!("{value} lies beside an edge of rounding to {unit}"))
}
