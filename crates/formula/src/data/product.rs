//! Cross tables: one row for every pair of rows of their tables.
//!
//! What is delivered holds some pairs, in any order. A pair that is not among them has a row all
//! the same, whose cells are missing. The rows lie in the order of the first table, within it in
//! that of the second, and so on.

use super::{Column, PerCell, Table, Values};
use crate::check::nearest;
use crate::diagnostic::Diagnostic;
use crate::number::Decimal;
use crate::plan::{ColumnId, Plan, TableId};
use crate::standing::Standing;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// How many rows a cross table may have.
const ROWS_MAX: usize = 20_000_000;

/// The key of a row of a cross table: the keys of its rows with `/` between them. A `/` or `\`
/// within a key has a `\` before it, so that no two pairs share a key.
pub fn pair_key<'k>(keys: impl IntoIterator<Item = &'k str>) -> String {
    let escaped = |key: &str| key.replace('\\', "\\\\").replace('/', "\\/");
    keys.into_iter().map(escaped).collect::<Vec<_>>().join("/")
}

/// A cross table of which nothing was delivered because it has no columns to deliver.
pub(super) fn empty(id: TableId, name: &str, columns: usize) -> Table {
    let reference = || Column {
        values: Values::Text(Vec::new()),
        missing: None,
        standing: PerCell::Same(Standing::Verified),
        source: PerCell::Same(None),
    };
    Table {
        table: id,
        origin: name.to_owned(),
        rows: 0,
        keys: Vec::new(),
        lines: Vec::new(),
        columns: (0..columns).map(|_| Some(reference())).collect(),
    }
}

/// Gives each cross table a row for every pair. Pairs of rows that do not exist are reported.
pub(super) fn complete(plan: &Plan, tables: &mut [Table], diagnostics: &mut Vec<Diagnostic>) {
    for at in 0..tables.len() {
        let Some(schema) = plan.tables.get(at).filter(|t| !t.product.is_empty()) else { continue };
        let factors: Vec<Vec<Arc<str>>> = schema
            .product
            .iter()
            .map(|factor| tables.get(factor.0).map(|t| t.keys.clone()).unwrap_or_default())
            .collect();
        let count = factors.iter().try_fold(1_usize, |n, keys| n.checked_mul(keys.len()));
        let Some(count) = count.filter(|count| *count <= ROWS_MAX) else {
            diagnostics.push(
                Diagnostic::at("data-product-too-large", schema.span)
                    .with("table", &*schema.name)
                    .with("most", ROWS_MAX.to_string()),
            );
            continue;
        };
        if let Some(table) = tables.get_mut(at) {
            let places = places(plan, table, &schema.product, &factors, diagnostics);
            spread(table, &places, &factors, count);
        }
    }
}

/// For each delivered row its place among all pairs; none where a row does not exist.
fn places(
    plan: &Plan,
    table: &Table,
    product: &[TableId],
    factors: &[Vec<Arc<str>>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<usize>> {
    let mut places = vec![Some(0_usize); table.rows];
    for (at, (factor, keys)) in product.iter().zip(factors).enumerate() {
        let index: HashMap<&str, usize> =
            keys.iter().enumerate().map(|(row, key)| (key.as_ref(), row)).collect();
        let texts = match table.column(ColumnId(at)).map(|c| &c.values) {
            Some(Values::Text(texts)) => texts.as_slice(),
            _ => &[],
        };
        for (row, place) in places.iter_mut().enumerate() {
            let text = texts.get(row).map_or("", AsRef::as_ref);
            let found = index.get(text).copied();
            if found.is_none() {
                let name = plan.table(*factor).map(|t| t.name.clone()).unwrap_or_default();
                let near = nearest(text, keys.iter().map(AsRef::as_ref)).unwrap_or_default();
                diagnostics.push(
                    Diagnostic::error("data-no-such-row", table.place(plan, row, ColumnId(at)))
                        .with("value", text)
                        .with("table", name)
                        .with("near", near),
                );
            }
            *place = place
                .zip(found)
                .map(|(place, found)| place.saturating_mul(keys.len()).saturating_add(found));
        }
    }
    places
}

/// Puts the delivered rows at their places and the references in every row.
fn spread(table: &mut Table, places: &[Option<usize>], factors: &[Vec<Arc<str>>], count: usize) {
    let mut from: Vec<Option<usize>> = vec![None; count];
    for (row, place) in places.iter().enumerate() {
        if let Some(slot) = place.and_then(|place| from.get_mut(place)) {
            *slot = Some(row);
        }
    }
    let lines: Vec<u64> = from
        .iter()
        .map(|row| row.and_then(|row| table.lines.get(row).copied()).unwrap_or_default())
        .collect();
    for (at, column) in table.columns.iter_mut().enumerate() {
        let Some(cells) = column else { continue };
        *cells = match at.checked_sub(factors.len()) {
            None => reference(at, factors, count),
            Some(_) => scattered(cells, &from),
        };
    }
    table.keys = (0..count).map(|place| Arc::from(key_of(place, factors))).collect();
    table.lines = lines;
    table.rows = count;
}

/// The row of each table that meets at a place.
fn rows_of(place: usize, factors: &[Vec<Arc<str>>]) -> Vec<usize> {
    let mut rest = place;
    let mut rows = Vec::with_capacity(factors.len());
    for keys in factors.iter().rev() {
        rows.push(rest.checked_rem(keys.len()).unwrap_or(0));
        rest = rest.checked_div(keys.len()).unwrap_or(0);
    }
    rows.reverse();
    rows
}

fn key_of(place: usize, factors: &[Vec<Arc<str>>]) -> String {
    let rows = rows_of(place, factors);
    let keys = rows.iter().zip(factors).filter_map(|(row, keys)| keys.get(*row));
    pair_key(keys.map(AsRef::as_ref))
}

fn reference(at: usize, factors: &[Vec<Arc<str>>], count: usize) -> Column {
    let row = |place| rows_of(place, factors).get(at).copied().unwrap_or(0);
    let rows = (0..count).map(|place| u32::try_from(row(place)).unwrap_or(u32::MAX)).collect();
    Column {
        values: Values::Row(rows),
        missing: None,
        standing: PerCell::Same(Standing::Verified),
        source: PerCell::Same(None),
    }
}

fn scattered(cells: &Column, from: &[Option<usize>]) -> Column {
    fn spread<T: Clone>(values: &[T], from: &[Option<usize>], blank: &T) -> Vec<T> {
        let value = |row: &Option<usize>| row.and_then(|row| values.get(row)).unwrap_or(blank);
        from.iter().map(|row| value(row).clone()).collect()
    }
    let values = match &cells.values {
        Values::Number(v) => Values::Number(spread(v, from, &Decimal::default())),
        Values::Text(v) => Values::Text(spread(v, from, &Arc::from(""))),
        Values::Date(v) => Values::Date(spread(v, from, &Date::constant(1, 1, 1))),
        Values::Bool(v) => Values::Bool(spread(v, from, &false)),
        Values::Choice(v) => Values::Choice(spread(v, from, &0)),
        Values::Row(v) => Values::Row(spread(v, from, &0)),
    };
    let missing: Vec<bool> =
        from.iter().map(|row| row.is_none_or(|row| cells.is_missing(row))).collect();
    let standing = match &cells.standing {
        PerCell::Same(standing) => PerCell::Same(*standing),
        PerCell::Each(each) => PerCell::Each(spread(each, from, &Standing::default())),
    };
    let source = match &cells.source {
        PerCell::Same(source) => PerCell::Same(source.clone()),
        PerCell::Each(each) => PerCell::Each(spread(each, from, &None)),
    };
    Column { values, missing: missing.contains(&true).then_some(missing), standing, source }
}
