//! Cross tables: one row for every pair of rows of their tables.
//!
//! What is delivered holds some pairs, in any order. A pair that is not among them has a row all
//! the same, whose cells are missing. The rows lie in the order of the first table, within it in
//! that of the second, and so on.

use super::{Column, PerCell, Table, Values};
use crate::check::nearest;
use crate::diagnostic::Diagnostic;
use crate::number::Decimal;
use crate::plan::{ColumnId, Expr, ExprKind, Plan, TableId, Type, Wording};
use crate::standing::Standing;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// How many rows a cross table may have.
const ROWS_MAX: usize = 20_000_000;

/// How many bytes the cross tables of a formula may take together, as they are estimated before
/// anything is made.
const BYTES_MAX: usize = 4_000_000_000;

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

/// A cross table that is to be made.
struct Crossing {
    at: usize,
    /// The keys of the rows of each table that crosses.
    factors: Vec<Vec<Arc<str>>>,
    /// How many rows it will have.
    count: usize,
}

/// Gives each cross table a row for every pair. Pairs of rows that do not exist are reported; where
/// the tables would be too large, that is, and none is made.
pub(super) fn complete(plan: &Plan, tables: &mut [Table], diagnostics: &mut Vec<Diagnostic>) {
    let crossings = match crossings(plan, tables) {
        Ok(crossings) => crossings,
        Err(found) => return diagnostics.extend(found),
    };
    for Crossing { at, factors, count } in crossings {
        let Some(schema) = plan.tables.get(at) else { continue };
        if let Some(table) = tables.get_mut(at) {
            let places = places(plan, table, &schema.product, &factors, diagnostics);
            spread(table, &places, &factors, count);
        }
    }
}

/// The cross tables of a plan, unless they would have too many rows or take too much memory.
fn crossings(plan: &Plan, tables: &[Table]) -> Result<Vec<Crossing>, Vec<Diagnostic>> {
    let (mut crossings, mut found) = (Vec::new(), Vec::new());
    let mut taken = 0_usize;
    for (at, (schema, table)) in plan.tables.iter().zip(tables).enumerate() {
        if schema.product.is_empty() {
            continue;
        }
        let keys = |factor: &TableId| tables.get(factor.0).map(|t| t.keys.clone());
        let factors: Vec<Vec<Arc<str>>> =
            schema.product.iter().map(|factor| keys(factor).unwrap_or_default()).collect();
        let count = factors.iter().try_fold(1_usize, |n, keys| n.checked_mul(keys.len()));
        let Some(count) = count.filter(|count| *count <= ROWS_MAX) else {
            found.push(
                Diagnostic::at("data-product-too-large", schema.span)
                    .with("table", &*schema.name)
                    .with("most", ROWS_MAX.to_string()),
            );
            continue;
        };
        let size = bytes_of_row(plan, table, &factors).saturating_mul(count);
        taken = taken.saturating_add(size);
        if taken > BYTES_MAX {
            found.push(
                Diagnostic::at("data-product-too-much-memory", schema.span)
                    .with("table", &*schema.name)
                    .with("rows", count.to_string())
                    .with("size", megabytes(size))
                    .with("taken", megabytes(taken))
                    .with("most", megabytes(BYTES_MAX)),
            );
        }
        crossings.push(Crossing { at, factors, count });
    }
    if found.is_empty() { Ok(crossings) } else { Err(found) }
}

fn megabytes(bytes: usize) -> String {
    bytes.div_ceil(1_000_000).to_string()
}

/// About how many bytes a row of a cross table takes: its key and its line, where it was delivered,
/// its cells with what is known of each, and what a run takes for it.
fn bytes_of_row(plan: &Plan, table: &Table, factors: &[Vec<Arc<str>>]) -> usize {
    let counts = size_of::<usize>().saturating_mul(2);
    let mean = |keys: &Vec<Arc<str>>| {
        let letters: usize = keys.iter().map(|key| key.len()).sum();
        letters.checked_div(keys.len()).unwrap_or(0).saturating_add(1)
    };
    let key = size_of::<Arc<str>>() + counts + factors.iter().map(mean).sum::<usize>();
    let line = size_of::<u64>() + size_of::<Option<usize>>();
    let cells: usize = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let ty = plan.column(table.table, ColumnId(at)).map(|column| &column.ty);
            match (ty, column) {
                (Some(ty), Some(column)) => bytes_of_value(ty).saturating_add(bytes_beside(column)),
                _ => 0,
            }
        })
        .sum();
    [key, line, cells, bytes_in_a_run(plan, table.table)].into_iter().fold(0, usize::saturating_add)
}

/// What a run keeps of a row of one `share`: its group, weight, bounds and amount.
const SHARED: usize = 160;
/// What a `share` or a rounding that keeps a sum takes beside that while it is worked out.
const TOGETHER: usize = 400;

/// How many parts of an expression hold a value at the same time, at the most as a rule.
const UNDER_WAY: usize = 24;

/// About how many bytes a run takes for a row: a value of each definition of its chapter, what each
/// `share` keeps, and what is under way in the definition that takes most.
fn bytes_in_a_run(plan: &Plan, table: TableId) -> usize {
    let number = size_of::<Decimal>().saturating_add(1);
    let (mut kept, mut under_way) = (0_usize, 0_usize);
    for definition in plan.definitions.iter().filter(|it| it.table == Some(table)) {
        let parts = definition.body.walk();
        let is_share = |part: &&&Expr| matches!(part.kind, ExprKind::Share(_));
        let keeps =
            |part: &&&Expr| matches!(&part.kind, ExprKind::Round(round) if round.keeping_sum);
        let shares = parts.iter().filter(is_share).count();
        let together = shares.saturating_add(parts.iter().filter(keeps).count()).min(1);
        let value = bytes_of_value(&definition.ty).saturating_add(1);
        kept = kept.saturating_add(value).saturating_add(shares.saturating_mul(SHARED));
        let parts = parts.len().min(UNDER_WAY).saturating_mul(number);
        under_way = under_way.max(parts.saturating_add(together.saturating_mul(TOGETHER)));
    }
    kept.saturating_add(under_way)
}

fn bytes_of_value(ty: &Type) -> usize {
    match ty {
        Type::Number(_) => size_of::<Decimal>(),
        Type::Text => size_of::<Arc<str>>(),
        Type::Date => size_of::<Date>(),
        Type::Bool => size_of::<bool>(),
        Type::Choice(_) | Type::Row(_) => size_of::<u32>(),
    }
}

/// What is kept of a cell besides its value: whether it is missing, its standing, its source.
fn bytes_beside(column: &Column) -> usize {
    let standing = match column.standing {
        PerCell::Same(_) => 0,
        PerCell::Each(_) => size_of::<Standing>(),
    };
    let source = match column.source {
        PerCell::Same(_) => 0,
        PerCell::Each(_) => size_of::<Option<Arc<Wording>>>(),
    };
    size_of::<bool>() + standing + source
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

#[cfg(test)]
mod tests {
    use super::{Column, Table, Values, bytes_of_row};
    use crate::check::check;
    use crate::data::{CellText, Data, TableReader};
    use crate::diagnostic::Source;
    use crate::number::Decimal;
    use std::mem::size_of;

    const FORMULA: &str = "formula f
table a
  key code : text
table b
  key code : text
table pair for each a and b
  people : person
  area : km2 optional
  opened : date
  open : bool
";

    /// What a table holds, counted.
    fn held(table: &Table) -> usize {
        let keys: usize = table.keys.iter().map(|key| key.len() + 2 * size_of::<usize>()).sum();
        let cells = |column: &Column| {
            let values = match &column.values {
                Values::Number(v) => size_of::<Decimal>() * v.len(),
                Values::Date(v) => size_of_val(v.as_slice()),
                Values::Bool(v) => v.len(),
                Values::Row(v) => size_of_val(v.as_slice()),
                other => panic!("{other:?}"),
            };
            values + column.missing.as_ref().map_or(0, Vec::len)
        };
        let columns: usize = table.columns.iter().flatten().map(cells).sum();
        keys + size_of_val(table.keys.as_slice()) + 8 * table.lines.len() + columns
    }

    /// Goal: the estimate by which a cross table is refused is what it takes, neither far above nor
    /// below. Method: a table of 40 000 pairs, counted after it was made.
    #[test]
    fn the_estimate_is_what_a_row_takes() {
        let plan = check(&Source::new("f", FORMULA), &[]).into_result().unwrap();
        let read = |name: &str, header: &[&str], rows: &[Vec<String>]| {
            let (id, _) = plan.table_named(name).unwrap();
            let mut reader = TableReader::new(&plan, id, name, header);
            for (at, row) in rows.iter().enumerate() {
                let cells: Vec<CellText<'_>> =
                    row.iter().map(|text| CellText { text, ..CellText::default() }).collect();
                reader.row(at as u64 + 2, &cells);
            }
            reader.finish().unwrap()
        };
        let keys: Vec<Vec<String>> = (1000..1200).map(|key| vec![key.to_string()]).collect();
        let row = ["1000", "1000", "5", "", "2025-01-01", "yes"].map(str::to_owned).to_vec();
        let header = ["a", "b", "people", "area", "opened", "open"];
        let tables = vec![
            read("a", &["code"], &keys),
            read("b", &["code"], &keys),
            read("pair", &header, &[row]),
        ];
        let factors = [&tables[0], &tables[1]].map(|table| table.keys.clone());
        let estimated = bytes_of_row(&plan, &tables[2], &factors) * 40_000;
        let data = Data::new(&plan, tables, &[]).unwrap();
        let (id, _) = plan.table_named("pair").unwrap();
        let held = held(data.table(id).unwrap());
        assert!(held <= estimated && estimated <= held + held / 4, "{held} {estimated}");
    }
}
