//! Aggregates, shares and rounding together, written down: rows that take part and groups are
//! settled here where they do not vary.

use super::aggregate::{Aggregated, Groups};
use super::compile::{Column, Grouped, Place, Writer, Written, index};
use super::rounding::Unit;
use super::tape::{Numbers, Step, Truths};
use super::together::{Kept, Shared};
use crate::data;
use crate::diagnostic::Span;
use crate::number::{ShareOptions, classes};
use crate::plan::{Aggregate, Expr, Fold, FoldTerm, Round, RowSet, Share, TableId};
use crate::syntax::ast::AggregateFunction as F;
use std::sync::Arc;

/// Which rows of a table take part in a share or an aggregate.
struct Chosen {
    /// Those that take part, or may, where that varies.
    rows: Vec<u32>,
    /// Those of which it is not known, and never will be.
    open: Vec<u32>,
    /// Which of `rows` take part, where that varies.
    filter: Option<Truths>,
    /// Where their values are written.
    place: Place,
}

impl Chosen {
    fn is_all(&self) -> bool {
        self.rows.len() == self.place.all
    }
}

impl Writer<'_> {
    fn chosen(&mut self, filter: Option<&Expr>, table: TableId) -> Written<Chosen> {
        let count = self.data.rows(table);
        let everywhere = Place::whole(Some(table), count);
        let all = || (0..count).map(index).collect::<Vec<u32>>();
        let Some(filter) = filter else {
            return Ok(Chosen { rows: all(), open: Vec::new(), filter: None, place: everywhere });
        };
        if self.rests_on_varied(filter) {
            let truths = self.truths(filter, &everywhere)?;
            let place = Place { live: Some(truths), ..everywhere };
            return Ok(Chosen { rows: all(), open: Vec::new(), filter: Some(truths), place });
        }
        let cells = self.read(filter, &everywhere).ok_or(filter.span)?;
        let is = |wanted| {
            let rows = (0..count).filter(|row| cells.bool(*row) == wanted);
            rows.map(index).collect::<Vec<u32>>()
        };
        let (rows, open) = (is(Some(true)), is(None));
        let place = match rows.len() == count {
            true => everywhere,
            false => Place { rows: Some(rows.clone().into()), ..everywhere },
        };
        Ok(Chosen { rows, open, filter: None, place })
    }

    /// An aggregate for the rows of a place.
    pub(super) fn aggregate(
        &mut self,
        aggregate: &Aggregate,
        place: &Place,
        span: Span,
    ) -> Written<Column> {
        let written = matches!(
            aggregate.function,
            F::Sum | F::Mean | F::Min | F::Max | F::Count | F::Every | F::Some | F::No
        );
        if !written || aggregate.dropping.is_some() {
            return Err(span);
        }
        let chosen = self.chosen(aggregate.filter.as_ref(), aggregate.table)?;
        let (mut values, mut truths) = (None, None);
        match &aggregate.value {
            None => {}
            Some(value) => match self.column(value, &chosen.place)? {
                Column::Numbers(numbers) => values = Some(numbers),
                Column::Truths(of) => truths = Some(of),
            },
        }
        let weights = match &aggregate.weight {
            Some(weight) => Some(self.numbers(weight, &chosen.place)?),
            None => None,
        };
        let (groups, open, group_of) = self.groups(aggregate, &chosen, place)?;
        let out_is_truth = matches!(aggregate.function, F::Every | F::Some | F::No);
        let out = match out_is_truth {
            true => self.truth_slot(groups.count()),
            false => self.number_slot(groups.count()),
        };
        self.tape.push(Step::Aggregate(Box::new(Aggregated {
            function: aggregate.function,
            values,
            truths,
            weights,
            filter: chosen.filter,
            groups,
            open,
            out,
            out_is_truth,
        })));
        let column = match out_is_truth {
            true => Column::Truths(Truths::Slot(out)),
            false => Column::Numbers(Numbers::Slot(out)),
        };
        Ok(match group_of {
            None => column,
            Some(rows) => self.spread(column, rows),
        })
    }

    /// An aggregate over the members of a category, all of which count.
    pub(super) fn fold(&mut self, fold: &Fold, place: &Place, span: Span) -> Written<Column> {
        let written = matches!(fold.function, F::Sum | F::Mean | F::Min | F::Max);
        let chosen = |term: &FoldTerm| term.filter.is_some() || term.weight.is_some();
        if !written || fold.dropping.is_some() || fold.terms.iter().any(chosen) {
            return Err(span);
        }
        let mut terms = Vec::with_capacity(fold.terms.len());
        for term in &fold.terms {
            terms.push(self.numbers(term.value.as_ref().ok_or(span)?, place)?);
        }
        let out = self.number_slot(place.len());
        self.tape.push(Step::Fold { function: fold.function, terms, out });
        Ok(Column::Numbers(Numbers::Slot(out)))
    }

    /// What each group has, for each row that asks.
    fn spread(&mut self, column: Column, rows: Vec<u32>) -> Column {
        let count = rows.len();
        let rows = rows.into();
        match column {
            Column::Numbers(from) => {
                let out = self.number_slot(count);
                self.tape.push(Step::Gather { from, rows, out });
                Column::Numbers(Numbers::Slot(out))
            }
            Column::Truths(from) => {
                let out = self.truth_slot(count);
                self.tape.push(Step::GatherTruths { from, rows, out });
                Column::Truths(Truths::Slot(out))
            }
        }
    }

    /// The groups that a row asks for, those among them that are not known, and for each row that
    /// asks its group; none for one answer for all.
    fn groups(
        &mut self,
        aggregate: &Aggregate,
        chosen: &Chosen,
        place: &Place,
    ) -> Written<(Groups, Vec<u32>, Option<Vec<u32>>)> {
        let (grouped, asking): (Grouped, Vec<Option<u32>>) = match &aggregate.rows {
            RowSet::All => {
                let open = if chosen.open.is_empty() { Vec::new() } else { vec![0] };
                return Ok((Groups::Whole(chosen.rows.len()), open, None));
            }
            RowSet::Its(column) => {
                let table = self.data.table(aggregate.table);
                let cells = table.and_then(|t| t.column(*column));
                let owner = |row: usize| match cells.map(|c| (c, &c.values)) {
                    Some((c, data::Values::Row(owners))) if !c.is_missing(row) => {
                        owners.get(row).copied()
                    }
                    _ => None,
                };
                let count = place.table.map_or(1, |table| self.data.rows(table));
                let of_row = (0..chosen.place.all).map(owner).collect();
                let asking = (0..place.len()).map(|at| Some(place.row(at))).collect();
                (Grouped { of_row, count }, asking)
            }
            RowSet::Per(key) => {
                let grouped = self.groups_by(key, aggregate.table)?;
                let group = |row: u32| grouped.of_row.get(row as usize).copied().flatten();
                let asking = (0..place.len()).map(|at| group(place.row(at))).collect();
                (grouped, asking)
            }
        };
        // Only groups that a row asks for are worked out: nobody stumbles over the mean of nothing
        // of a row that a condition has left out.
        let mut new_number: Vec<Option<u32>> = vec![None; grouped.count];
        let mut count = 0_u32;
        let mut group_of = Vec::with_capacity(asking.len());
        for group in asking {
            let slot = group.and_then(|group| new_number.get_mut(group as usize));
            group_of.push(slot.map_or(u32::MAX, |slot| {
                *slot.get_or_insert_with(|| {
                    count += 1;
                    count - 1
                })
            }));
        }
        let renumbered = |group: &Option<u32>| {
            group.and_then(|group| new_number.get(group as usize).copied().flatten())
        };
        let of_row: Vec<Option<u32>> = grouped.of_row.iter().map(renumbered).collect();
        let asked = Grouped { of_row, count: count as usize };
        let open = chosen.open.iter();
        let open = open.filter_map(|row| asked.of_row.get(*row as usize).copied().flatten());
        let open = open.collect();
        Ok((asked.of_rows(&chosen.rows), open, Some(group_of)))
    }

    /// A share over its whole table.
    pub(super) fn share(
        &mut self,
        share: &Share,
        held: Option<usize>,
        span: Span,
    ) -> Written<Numbers> {
        if share.in_rounds {
            return Err(span);
        }
        let count = self.data.rows(share.table);
        let chosen = self.chosen(share.filter.as_ref(), share.table)?;
        let weights = self.numbers(&share.weight, &chosen.place)?;
        let floors = self.limit(share.floor.as_ref(), &chosen.place)?;
        let caps = self.limit(share.cap.as_ref(), &chosen.place)?;
        let fixed = self.decided(share, &chosen.place)?;
        let pool = self.numbers(&share.pool, &Place::whole(Some(share.table), count))?;
        let everyone: Vec<u32> = (0..count).map(index).collect();
        let grouped = match &share.per {
            Some(key) => Some(self.groups_by(key, share.table)?),
            None if self.numbers_length(pool) > 1 => {
                Some(Grouped { of_row: vec![Some(0); count], count: 1 })
            }
            None => None,
        };
        let group_of_row = |row: &u32| match &grouped {
            None => Some(0),
            Some(grouped) => grouped.of_row.get(*row as usize).copied().flatten(),
        };
        let open = chosen.open.iter().filter_map(group_of_row).collect();
        let groups = match &grouped {
            None => Groups::Whole(chosen.rows.len()),
            Some(grouped) => grouped.of_rows(&chosen.rows),
        };
        let pool_rows = grouped.filter(|_| self.numbers_length(pool) > 1);
        let pool_rows = pool_rows.map(|grouped| grouped.of_rows(&everyone));
        let every_row_is_written = chosen.is_all() && matches!(groups, Groups::Whole(_));
        let outside = (!every_row_is_written).then(|| {
            let mut amounts = vec![0.0; count];
            for row in chosen.rows.iter().chain(&chosen.open) {
                if let Some(amount) = amounts.get_mut(*row as usize) {
                    *amount = f64::NAN;
                }
            }
            self.fixed_numbers(amounts)
        });
        self.levels.push(groups.count());
        let out = self.number_slot(count);
        self.tape.push(Step::Share(Box::new(Shared {
            pool,
            pool_rows,
            totals: self.weights_of(weights, &groups),
            groups,
            rows: (!chosen.is_all()).then(|| chosen.rows.clone().into()),
            open,
            outside,
            members: chosen.filter,
            weights,
            floors,
            caps,
            fixed,
            options: ShareOptions {
                if_short_in_proportion: share.if_short_in_proportion,
                if_over_leave_rest: share.if_over_leave_rest,
            },
            levels: self.levels.len() - 1,
            out,
            held,
        })));
        Ok(Numbers::Slot(out))
    }

    /// The sum of the weights of each group, where they do not vary and none is below zero.
    fn weights_of(&self, weights: Numbers, groups: &Groups) -> Option<Arc<[f64]>> {
        let Numbers::Fixed(at) = weights else { return None };
        let weights = self.fixed.numbers.get(at)?;
        if weights.iter().any(|weight| *weight < 0.0) {
            return None;
        }
        let mut totals = Vec::with_capacity(groups.count());
        groups.each(|_, members| {
            let terms: Vec<f64> =
                members.places().map(|p| super::columns::at(weights, p, f64::NAN)).collect();
            totals.push(super::totals::total(&terms));
        });
        totals.into_iter().collect::<Result<Vec<f64>, _>>().ok().map(Arc::from)
    }

    fn limit(&mut self, limit: Option<&Expr>, place: &Place) -> Written<Option<Numbers>> {
        limit.map(|limit| self.numbers(limit, place)).transpose()
    }

    /// Amounts decided singly and for which rows; the first that matches counts.
    fn decided(&mut self, share: &Share, place: &Place) -> Written<Option<(Numbers, Truths)>> {
        if share.fixed.is_empty() {
            return Ok(None);
        }
        let mut amounts = self.fixed_numbers(vec![f64::NAN]);
        let mut decided = self.fixed_truths(vec![0]);
        let always = self.fixed_truths(vec![1]);
        let mut cases = Vec::with_capacity(share.fixed.len());
        for (value, condition) in &share.fixed {
            let holds = self.truths(condition, place)?;
            let here = self.where_true(holds, value, place);
            cases.push((self.numbers(value, &here)?, holds));
        }
        for (value, condition) in cases.into_iter().rev() {
            let out = self.number_slot(self.length(&[value, amounts], &[condition], place));
            self.tape.push(Step::Select { condition, yes: value, no: amounts, out });
            amounts = Numbers::Slot(out);
            let out = self.truth_slot(self.length(&[], &[condition, decided], place));
            self.tape.push(Step::SelectTruths { condition, yes: always, no: decided, out });
            decided = Truths::Slot(out);
        }
        Ok(Some((amounts, decided)))
    }

    /// Rounding that keeps the sum, over its whole table.
    pub(super) fn round_together(
        &mut self,
        round: &Round,
        table: TableId,
        unit: Unit,
        span: Span,
    ) -> Written<Numbers> {
        if round.within.is_some() {
            return Err(span);
        }
        let count = self.data.rows(table);
        let everyone: Vec<u32> = (0..count).map(index).collect();
        let groups = match &round.per {
            Some(key) => self.groups_by(key, table)?.of_rows(&everyone),
            None => Groups::Whole(count),
        };
        let ranks = self.ranks(round, table)?;
        let from = self.numbers(&round.value, &Place::whole(Some(table), count))?;
        let out = self.number_slot(count);
        self.tape.push(Step::Keep(Box::new(Kept {
            from,
            groups,
            ranks: ranks.into(),
            unit,
            mode: round.mode,
            out,
        })));
        Ok(Numbers::Slot(out))
    }

    /// The place of each row among rows of equal remainders: as the formula states it, then by key.
    fn ranks(&mut self, round: &Round, table: TableId) -> Written<Vec<u32>> {
        let count = self.data.rows(table);
        let mut stated: Vec<Vec<usize>> = Vec::new();
        for (tie, descending) in &round.ties {
            if self.rests_on_varied(tie) {
                return Err(tie.span);
            }
            let cells = self.read(tie, &Place::whole(Some(table), count)).ok_or(tie.span)?;
            let number = |row| cells.number(row).unwrap_or(0.0);
            let mut ranks = classes(&(0..count).map(number).collect::<Vec<f64>>());
            if *descending {
                let last = ranks.iter().copied().max().unwrap_or(0);
                ranks.iter_mut().for_each(|rank| *rank = last - *rank);
            }
            stated.push(ranks);
        }
        let keys = self.data.table(table).map(|t| t.keys.as_slice()).unwrap_or_default();
        let stated_of = |row: u32| stated.iter().map(move |ranks| ranks.get(row as usize));
        let mut order: Vec<u32> = (0..count).map(index).collect();
        order.sort_by(|a, b| {
            let by_rule = stated_of(*a).cmp(stated_of(*b));
            by_rule.then_with(|| keys.get(*a as usize).cmp(&keys.get(*b as usize)))
        });
        let mut ranks = vec![0; count];
        for (rank, row) in order.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(*row as usize) {
                *slot = index(rank);
            }
        }
        Ok(ranks)
    }
}
