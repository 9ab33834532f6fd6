//! What a formula reads: cells of data, results of other formulas, parameters on another day.

use super::cells::{Cells, Value, Values};
use super::evaluate::{Evaluator, Fallible, Rows};
use super::parameters;
use crate::data::{self, PerCell};
use crate::number::{Decimal, Number};
use crate::plan::{ColumnId, Expr, ParamId, TableId, UseId};
use crate::standing::Standing;
use std::collections::BTreeSet;
use std::sync::Arc;

impl<N: Number> Evaluator<'_, N> {
    pub(super) fn input(&mut self, table: TableId, column: ColumnId, rows: &Rows) -> Cells<N> {
        let without = &self.request.without;
        let data = self.data;
        let cells = self.inputs.entry((table, column)).or_insert_with(|| {
            let found = data.table(table).and_then(|t| t.column(column));
            let count = data.rows(table);
            Arc::new(found.map_or_else(|| absent(count), |c| convert(c, count, without)))
        });
        select(cells, rows)
    }

    pub(super) fn used(&mut self, id: UseId, rows: &Rows) -> Cells<N> {
        let without = &self.request.without;
        let (data, plan) = (self.data, self.plan);
        let cells = self.used.entry(id).or_insert_with(|| {
            let table = plan.uses.get(id.0).and_then(|u| u.table);
            let count = table.map_or(1, |t| data.rows(t));
            let found = data.use_column(id);
            let mut cells =
                found.map_or_else(|| absent(count), |u| convert(&u.column, count, without));
            cells.single = table.is_none();
            Arc::new(cells)
        });
        select(cells, rows)
    }

    pub(super) fn param_at(&mut self, id: ParamId, day: &Expr, rows: &Rows) -> Fallible<Cells<N>> {
        let days = self.expr(day, rows)?;
        let Some(param) = self.plan.param(id) else { return Ok(Cells::single(Value::Missing)) };
        let without = &self.request.without;
        let count = if days.single { 1 } else { rows.len() };
        let mut values = Vec::with_capacity(count);
        for row in 0..count {
            values.push(match days.get(row) {
                Value::Date(day) => match param.at(day).map(|dated| (dated, &dated.value)) {
                    Some((dated, Some(_))) if !dated.counts(0, without) => Value::Missing,
                    Some((_, Some(value))) => self.constant(value),
                    _ => return Err(parameters::not_in_force(param, day)),
                },
                _ => Value::Missing,
            });
        }
        Ok(Cells::collect(values, days.single))
    }
}

fn absent<N: Number>(count: usize) -> Cells<N> {
    Cells::numbers(vec![N::zero(); count], Some(vec![true; count]), false)
}

/// A column of data in the numbers of this run; what has an excluded standing is missing.
fn convert<N: Number>(
    column: &data::Column,
    count: usize,
    without: &BTreeSet<Standing>,
) -> Cells<N> {
    let values = match &column.values {
        data::Values::Number(v) => {
            let numbers = v.iter().map(|d: &Decimal| N::from_decimal(*d)).collect();
            Values::Number(Arc::new(numbers))
        }
        data::Values::Text(v) => Values::Text(Arc::new(v.clone())),
        data::Values::Date(v) => Values::Date(Arc::new(v.clone())),
        data::Values::Bool(v) => Values::Bool(Arc::new(v.clone())),
        data::Values::Choice(v) => Values::Choice(Arc::new(v.clone())),
        data::Values::Row(v) => Values::Row(Arc::new(v.clone())),
    };
    let excluded = match &column.standing {
        _ if without.is_empty() => false,
        PerCell::Same(standing) => without.contains(standing),
        PerCell::Each(standings) => standings.iter().any(|s| without.contains(s)),
    };
    let missing = if excluded {
        let is_out = |row| column.standing.get(row).is_some_and(|s| without.contains(s));
        Some((0..count).map(|row| column.is_missing(row) || is_out(row)).collect::<Vec<_>>())
    } else {
        column.missing.clone()
    };
    Cells { values, missing: missing.map(Arc::new), single: false }
}

fn select<N: Number>(cells: &Arc<Cells<N>>, rows: &Rows) -> Cells<N> {
    match &rows.selection {
        None => cells.as_ref().clone(),
        Some(selection) => cells.gather(selection),
    }
}
