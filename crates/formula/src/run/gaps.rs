//! What an official run lacks: every cell by its place, before anything is said of results.

use super::waiting::{self, Awaited};
use super::{Cells, ParamInForce, Request};
use crate::data::{self, Data};
use crate::diagnostic::{Diagnostic, Phrase, Place};
use crate::number::Number;
use crate::plan::{ColumnId, Definition, DefinitionId, ParamId, Plan, ScaleId, TableId};
use crate::standing::Standing;
use std::collections::BTreeSet;

/// How many gaps are listed one by one.
const GAPS_MAX: usize = 200;

/// Required cells that are empty or left out, and the cells and results of other formulas for
/// which missing results wait. Where nothing of that kind is behind a missing result, it is named
/// itself.
pub(super) fn gaps<N: Number>(
    plan: &Plan,
    data: &Data,
    request: &Request,
    params: &[ParamInForce],
    values: &[Cells<N>],
) -> Vec<Diagnostic> {
    let required = required_cells(plan, data, &request.without);
    let mut found: Vec<Diagnostic> = required
        .iter()
        .map(|(table, column, row)| cell(plan, data, request, (*table, *column, *row), None))
        .collect();
    let missing = missing_results(plan, data, values);
    if let Some((first, _)) = missing.first() {
        let first = plan.definition(*first);
        let awaited =
            waiting::awaited((plan, data), request, params, values, missing.iter().copied());
        for awaited in awaited {
            match awaited {
                Awaited::Cell(table, column, row) if !required.contains(&(table, column, row)) => {
                    found.push(cell(plan, data, request, (table, column, row), first));
                }
                Awaited::Use(id, row) => found.push(used(plan, data, id.0, row)),
                Awaited::Param(id, member) => {
                    found.extend(param(plan, params, id, member as usize, first));
                }
                Awaited::Scale(id) => found.extend(scale(plan, request, id, first)),
                Awaited::Cell(..) | Awaited::Rule(_) => {}
            }
        }
        if found.is_empty() {
            found.extend(missing.iter().map(|(id, row)| result(plan, data, request, *id, *row)));
        }
    }
    listed(found)
}

fn listed(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if found.len() > GAPS_MAX {
        let more = found.split_off(GAPS_MAX).len();
        found.push(
            Diagnostic::error("run-gaps-more", Place::Nowhere).with("count", more.to_string()),
        );
    }
    found
}

fn required_cells(
    plan: &Plan,
    data: &Data,
    without: &BTreeSet<Standing>,
) -> BTreeSet<(TableId, ColumnId, u32)> {
    let mut gaps = BTreeSet::new();
    for (at, schema) in plan.tables.iter().enumerate() {
        let Some(table) = data.table(TableId(at)) else { continue };
        for (column_at, column) in schema.columns.iter().enumerate() {
            let Some(Some(cells)) = table.columns.get(column_at) else { continue };
            if column.optional {
                continue;
            }
            for row in 0..table.rows {
                if cells.is_missing(row) || left_out(cells, row, without).is_some() {
                    let row = super::evaluate::as_index(row);
                    gaps.insert((TableId(at), ColumnId(column_at), row));
                }
            }
        }
    }
    gaps
}

/// The standing because of which a cell does not count.
fn left_out(cells: &data::Column, row: usize, without: &BTreeSet<Standing>) -> Option<Standing> {
    let standing = cells.standing.get(row).copied().unwrap_or_default();
    without.contains(&standing).then_some(standing)
}

fn missing_results<N: Number>(
    plan: &Plan,
    data: &Data,
    values: &[Cells<N>],
) -> Vec<(DefinitionId, usize)> {
    let mut missing = Vec::new();
    for (id, definition) in plan.results() {
        let Some(cells) = values.get(id.0) else { continue };
        let rows = definition.table.map_or(1, |t| data.rows(t));
        missing.extend((0..rows).filter(|row| cells.is_missing(*row)).map(|row| (id, row)));
    }
    missing
}

fn standings(without: &BTreeSet<Standing>) -> Phrase {
    let words = without.iter().map(|s| Phrase::Said(s.phrase(), Vec::new()));
    Phrase::List(words.collect(), ", ")
}

/// A cell that is empty or left out; `needed_by` names a result that waits for it.
fn cell(
    plan: &Plan,
    data: &Data,
    request: &Request,
    (table, column, row): (TableId, ColumnId, u32),
    needed_by: Option<&Definition>,
) -> Diagnostic {
    let row = row as usize;
    let rows = data.table(table);
    let cells = rows.and_then(|t| t.column(column));
    let standing = cells
        .filter(|cells| !cells.is_missing(row))
        .and_then(|cells| left_out(cells, row, &request.without));
    let id = match (standing, needed_by) {
        (Some(_), _) => "run-cell-excluded",
        (None, Some(_)) => "run-cell-awaited",
        (None, None) => "run-cell-missing",
    };
    let place = rows.map_or(Place::Nowhere, |rows| rows.place(plan, row, column));
    let schema = plan.column(table, column);
    let title = schema.map(|c| Phrase::Titled(c.labels.clone(), c.name.clone()));
    let mut diagnostic = Diagnostic::error(id, place)
        .phrase("column", title.unwrap_or(Phrase::from("")))
        .phrase("row", rows.map_or(Phrase::from(""), |rows| rows.named_row(plan, row)))
        .phrase("without", standings(&request.without));
    if let Some(standing) = standing {
        diagnostic = diagnostic.phrase("standing", Phrase::Said(standing.phrase(), Vec::new()));
    }
    match needed_by {
        Some(of) => diagnostic.phrase("result", Phrase::Titled(of.labels.clone(), of.name.clone())),
        None => diagnostic,
    }
}

/// A value of a parameter that is left out.
fn param(
    plan: &Plan,
    params: &[ParamInForce],
    id: ParamId,
    member: usize,
    needed_by: Option<&Definition>,
) -> Option<Diagnostic> {
    let param = plan.param(id)?;
    let standing = params.get(id.0)?.standing_of(member);
    let of = match param.by.is_empty() {
        true => String::new(),
        false => format!("[{}]", plan.members_of(param, member).join(", ")),
    };
    let name = Phrase::Titled(param.labels.clone(), param.name.clone());
    let found = Diagnostic::at("run-param-excluded", param.span).phrase("name", name);
    Some(excluded(found.with("member", of), standing, needed_by))
}

/// A scale of which the version in force is left out.
fn scale(
    plan: &Plan,
    request: &Request,
    id: ScaleId,
    needed_by: Option<&Definition>,
) -> Option<Diagnostic> {
    let scale = plan.scales.get(id.0)?;
    let standing = scale.in_force(request.day)?.standing;
    let name = Phrase::Titled(scale.labels.clone(), scale.name.clone());
    let found = Diagnostic::at("run-param-excluded", scale.span).phrase("name", name);
    Some(excluded(found.with("member", ""), standing, needed_by))
}

fn excluded(found: Diagnostic, standing: Standing, needed_by: Option<&Definition>) -> Diagnostic {
    let result = needed_by.map(|of| Phrase::Titled(of.labels.clone(), of.name.clone()));
    found
        .phrase("standing", Phrase::Said(standing.phrase(), Vec::new()))
        .phrase("result", result.unwrap_or(Phrase::from("")))
}

fn used(plan: &Plan, data: &Data, id: usize, row: u32) -> Diagnostic {
    let used = plan.uses.get(id);
    let rows = used.and_then(|u| u.table).and_then(|t| data.table(t));
    let name = used.map(|u| Phrase::Titled(u.labels.clone(), u.name.clone()));
    let named = rows.map(|rows| rows.named_row(plan, row as usize));
    Diagnostic::at("run-use-missing", used.map(|u| u.span).unwrap_or_default())
        .with("formula", used.map(|u| u.formula.clone()).unwrap_or_default())
        .phrase("result", name.unwrap_or(Phrase::from("")))
        .phrase("row", named.unwrap_or(Phrase::from("")))
}

fn result(plan: &Plan, data: &Data, request: &Request, id: DefinitionId, row: usize) -> Diagnostic {
    let definition = plan.definition(id);
    let span = definition.map(|d| d.name_span).unwrap_or_default();
    let rows = definition.and_then(|d| d.table).and_then(|t| data.table(t));
    let place = match rows {
        Some(rows) => row_place(plan, rows, row),
        None => Place::Formula(span),
    };
    let id = if request.without.is_empty() { "run-result-missing" } else { "run-result-excluded" };
    let title = definition.map(|d| Phrase::Titled(d.labels.clone(), d.name.clone()));
    Diagnostic::error(id, place)
        .phrase("result", title.unwrap_or(Phrase::from("")))
        .phrase("row", rows.map_or(Phrase::from(""), |rows| rows.named_row(plan, row)))
        .phrase("without", standings(&request.without))
        .other(Place::Formula(span))
}

fn row_place(plan: &Plan, table: &data::Table, row: usize) -> Place {
    let key = plan.table(table.table).and_then(|t| t.key);
    let mut place = table.place(plan, row, key.unwrap_or(ColumnId(0)));
    if let Place::Data { column, .. } = &mut place {
        *column = None;
    }
    place
}
