//! What values by member rest on: parameters by category, families of columns, aggregates over
//! members.

use super::Explainer;
use super::rests::{Input, Trace};
use crate::number::Decimal;
use crate::plan::{Expr, Fold, ParamId, TableId};
use crate::run::{Cells, Value};

impl Explainer<'_> {
    /// The place among the values of a parameter by category that the expressions name for a row.
    pub(super) fn member_place(
        &self,
        id: ParamId,
        members: &[Expr],
        table: Option<TableId>,
        row: usize,
    ) -> Option<usize> {
        let cells: Vec<Value<Decimal>> =
            members.iter().map(|member| self.value_of(member, table, row)).collect();
        self.place_among(id, cells.into_iter())
    }

    fn place_among(
        &self,
        id: ParamId,
        members: impl Iterator<Item = Value<Decimal>>,
    ) -> Option<usize> {
        let by = &self.plan.param(id)?.by;
        members.zip(by).try_fold(0_usize, |place, (member, table)| {
            let Value::Row(at) = member else { return None };
            let count = self.plan.table(*table)?.members.as_ref()?.len();
            place.checked_mul(count)?.checked_add(usize::try_from(at).ok()?)
        })
    }

    pub(super) fn trace_param_of(
        &self,
        out: &mut [Trace],
        id: ParamId,
        members: &[Expr],
        table: Option<TableId>,
        rows: &[u32],
    ) {
        let columns: Result<Vec<Cells<Decimal>>, _> = members
            .iter()
            .map(|member| self.run.evaluate(self.plan, self.data, member, table, rows.to_vec()))
            .collect();
        let Ok(columns) = columns else { return };
        for (at, trace) in out.iter_mut().enumerate() {
            let place = self.place_among(id, columns.iter().map(|cells| cells.get(at)));
            if let Some(place) = place.and_then(|place| u32::try_from(place).ok()) {
                trace.own.insert(Input::ParamOf(id, place));
            }
        }
    }

    pub(super) fn trace_pick(
        &self,
        out: &mut [Trace],
        member: &Expr,
        values: &[Expr],
        table: Option<TableId>,
        rows: &[u32],
    ) {
        let cells = self.run.evaluate(self.plan, self.data, member, table, rows.to_vec());
        let Ok(cells) = cells else { return };
        for (at, value) in values.iter().enumerate() {
            let wanted = u32::try_from(at).map(Value::Row).unwrap_or(Value::Missing);
            self.merge_where(out, value, table, rows, &|row| cells.get(row) == wanted);
        }
    }

    pub(super) fn trace_fold(
        &self,
        out: &mut [Trace],
        fold: &Fold,
        table: Option<TableId>,
        rows: &[u32],
    ) {
        let of_all: Vec<&Expr> = [&fold.argument, &fold.dropping].into_iter().flatten().collect();
        self.merge_all(out, &of_all, table, rows);
        for term in &fold.terms {
            let parts = [&term.value, &term.weight].into_iter().flatten();
            let Some(filter) = &term.filter else {
                self.merge_all(out, &parts.collect::<Vec<_>>(), table, rows);
                continue;
            };
            self.merge_all(out, &[filter], table, rows);
            let cells = self.run.evaluate(self.plan, self.data, filter, table, rows.to_vec());
            let Ok(cells) = cells else { return };
            for part in parts {
                self.merge_where(out, part, table, rows, &|row| cells.bool(row) == Some(true));
            }
        }
    }
}
