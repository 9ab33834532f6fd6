//! Conditions and the branches that they choose: each is worked out only for the rows that ask.

use super::cells::{Cells, Value};
use super::evaluate::{Evaluator, Fallible, Rows, as_index};
use crate::diagnostic::Span;
use crate::number::Number;
use crate::plan::{DefinitionId, Expr};
use crate::syntax::ast::{Bound, Quantifier};

impl<N: Number> Evaluator<'_, N> {
    pub(super) fn is_at(&self, definition: DefinitionId, bound: Bound, rows: &Rows) -> Cells<N> {
        let span = self.plan.definition(definition).map(|d| d.body.span).unwrap_or_default();
        let detail = self.shares.get(&span);
        let bools = (0..rows.len()).map(|at| {
            let found = detail.and_then(|d| d.bounds.get(rows.row(at)).copied().flatten());
            found.map(|found| found == bound)
        });
        // A row that takes no part in the share is at none of its bounds.
        let bools = bools.map(|b| b.unwrap_or(false)).collect();
        Cells::bools(bools, None, false)
    }

    pub(super) fn otherwise(
        &mut self,
        value: &Expr,
        fallback: &Expr,
        rows: &Rows,
    ) -> Fallible<Cells<N>> {
        let first = self.expr(value, rows)?;
        if !first.any_missing() {
            return Ok(first);
        }
        let count = if first.single { 1 } else { rows.len() };
        let gaps: Vec<u32> = (0..count).filter(|r| first.is_missing(*r)).map(as_index).collect();
        let narrowed = if first.single { rows.clone() } else { rows.narrow(&gaps) };
        let second = self.expr(fallback, &narrowed)?;
        if first.single {
            return Ok(second);
        }
        let mut values: Vec<Value<N>> = (0..count).map(|row| first.get(row)).collect();
        for (at, gap) in gaps.iter().enumerate() {
            if let Some(value) = values.get_mut(*gap as usize) {
                *value = second.get(at);
            }
        }
        Ok(Cells::collect(values, false))
    }

    /// The first value whose condition holds; each is worked out only for the rows that choose it.
    pub(super) fn choose(
        &mut self,
        cases: &[(&Expr, Option<&Expr>)],
        rows: &Rows,
    ) -> Fallible<Cells<N>> {
        let mut values: Vec<Value<N>> = vec![Value::Missing; rows.len()];
        let mut left: Vec<u32> = (0..rows.len()).map(as_index).collect();
        for (value, condition) in cases {
            if left.is_empty() {
                break;
            }
            let here = rows.narrow(&left);
            let (mut chosen, mut rest) = (Vec::new(), Vec::new());
            match condition {
                None => chosen = std::mem::take(&mut left),
                Some(condition) => {
                    let cells = self.expr(condition, &here)?;
                    if cells.single && rows.len() > 1 {
                        match cells.bool(0) {
                            // One choice for all rows: the branch answers for them as a whole.
                            Some(true) if left.len() == rows.len() => {
                                drop(cells);
                                return self.expr(value, rows);
                            }
                            Some(true) => chosen = std::mem::take(&mut left),
                            Some(false) => continue,
                            None => return Ok(Cells::collect(values, false)),
                        }
                    } else {
                        for (at, row) in left.iter().enumerate() {
                            match cells.bool(at) {
                                Some(true) => chosen.push(*row),
                                Some(false) => rest.push(*row),
                                None => {}
                            }
                        }
                    }
                }
            }
            let mut found = self.expr(value, &rows.narrow(&chosen))?;
            if chosen.len() == rows.len() {
                found.single |= rows.table.is_none();
                return Ok(found);
            }
            for (at, row) in chosen.iter().enumerate() {
                if let Some(slot) = values.get_mut(*row as usize) {
                    *slot = found.get(at);
                }
            }
            left = rest;
        }
        Ok(Cells::collect(values, rows.table.is_none()))
    }

    /// `exactly one of`: fails where no condition holds, or several do. Where one that nobody knows
    /// leaves that open, the value of that row is missing.
    pub(super) fn choose_exactly(
        &mut self,
        cases: &[(Expr, Expr)],
        all: &[(&Expr, Option<&Expr>)],
        rows: &Rows,
        span: Span,
    ) -> Fallible<Cells<N>> {
        let (mut holding, mut open) = (vec![0_usize; rows.len()], vec![false; rows.len()]);
        for (_, condition) in cases {
            let cells = self.expr(condition, rows)?;
            for (row, (holding, open)) in holding.iter_mut().zip(&mut open).enumerate() {
                match cells.bool(row) {
                    Some(holds) => *holding += usize::from(holds),
                    None => *open = true,
                }
            }
        }
        let wrong = |(holding, open): (&usize, &bool)| *holding > 1 || (*holding == 0 && !open);
        if let Some(at) = holding.iter().zip(&open).position(wrong) {
            let holding = holding.get(at).copied().unwrap_or(0).to_string();
            return Err(Box::new(
                self.fault("run-not-exactly-one", span, rows, at).with("holding", holding),
            ));
        }
        if !open.contains(&true) {
            return self.choose(all, rows);
        }
        let settled: Vec<u32> =
            (0..rows.len()).filter(|row| open.get(*row) == Some(&false)).map(as_index).collect();
        let mut values: Vec<Value<N>> = vec![Value::Missing; rows.len()];
        if !settled.is_empty() {
            let found = self.choose(all, &rows.narrow(&settled))?;
            for (at, row) in settled.iter().enumerate() {
                if let Some(slot) = values.get_mut(*row as usize) {
                    *slot = found.get(at);
                }
            }
        }
        Ok(Cells::collect(values, rows.table.is_none()))
    }

    /// `and`, `or`, `all of`, `any of`: a later condition is worked out only where it can matter.
    pub(super) fn conditions<'e>(
        &mut self,
        quantifier: Quantifier,
        conditions: impl IntoIterator<Item = &'e Expr>,
        rows: &Rows,
    ) -> Fallible<Cells<N>> {
        let decides = quantifier == Quantifier::Any;
        let mut outcome: Vec<Option<bool>> = vec![Some(!decides); rows.len()];
        let mut left: Vec<u32> = (0..rows.len()).map(as_index).collect();
        for condition in conditions {
            if left.is_empty() {
                break;
            }
            let here = rows.narrow(&left);
            let cells = self.expr(condition, &here)?;
            let mut undecided = Vec::with_capacity(left.len());
            for (at, row) in left.iter().enumerate() {
                let Some(slot) = outcome.get_mut(*row as usize) else { continue };
                match cells.bool(at) {
                    Some(value) if value == decides => *slot = Some(decides),
                    Some(_) => undecided.push(*row),
                    None => {
                        *slot = None;
                        undecided.push(*row);
                    }
                }
            }
            left = undecided;
        }
        Ok(bools_or_missing(outcome.into_iter(), rows.table.is_none()))
    }
}

pub(super) fn bools_or_missing<N: Number>(
    bools: impl Iterator<Item = Option<bool>>,
    single: bool,
) -> Cells<N> {
    let (mut values, mut missing) = (Vec::new(), Vec::new());
    for value in bools {
        values.push(value.unwrap_or(false));
        missing.push(value.is_none());
    }
    let missing = missing.contains(&true).then_some(missing);
    Cells::bools(values, missing, single)
}
