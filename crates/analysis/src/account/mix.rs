//! What a run between the two is made from: some causes as in the first, the others as in the
//! second.

use super::Side;
use super::causes::{Basis, Kind, in_force, same_param, same_scale};
use super::teller::Coalition;
use formula::data::{Column, PerCell, Table, Values};
use formula::diagnostic::Diagnostic;
use formula::number::Decimal;
use formula::plan::{DatedValue, Plan, ScaleVersion, TableId, Type};
use formula::run::Request;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a run between the two is made from.
#[derive(Debug, Clone)]
pub struct Mixed {
    /// The formulas, each after those that it uses; the one asked for is the last.
    pub plans: Vec<Plan>,
    /// What is asked for.
    pub request: Request,
    data: DataFrom,
}

/// Whose data count.
#[derive(Debug, Clone)]
enum DataFrom {
    All(Side),
    /// The cells of one row of a table and of what refers to it from one run, all others from the
    /// other.
    Apart {
        table: String,
        key: Arc<str>,
        own: Side,
        others: Side,
    },
}

/// Reads the tables of a plan as the data of a side have them.
pub type Reading<'r> = dyn FnMut(&Plan, Side) -> Result<Vec<Table>, Vec<Diagnostic>> + 'r;

impl Mixed {
    /// The tables of one of its plans.
    ///
    /// # Errors
    /// What stands in the way of reading them.
    pub fn tables(
        &self,
        plan: &Plan,
        read: &mut Reading<'_>,
    ) -> Result<Vec<Table>, Vec<Diagnostic>> {
        match &self.data {
            DataFrom::All(side) => read(plan, *side),
            DataFrom::Apart { table, key, own, others } => {
                let own = read(plan, *own)?;
                let others = read(plan, *others)?;
                let Some((id, _)) = plan.table_named(table) else { return Ok(others) };
                let own_rows = belonging(plan, &own, id, key);
                let other_rows = belonging(plan, &others, id, key);
                let pairs = others.iter().zip(&other_rows).map(|(table, left_out)| {
                    let found = own.iter().zip(&own_rows).find(|(o, _)| o.table == table.table);
                    join(table, left_out, found)
                });
                Ok(pairs.collect())
            }
        }
    }
}

/// Makes what a coalition of causes runs on. `table` is the table to whose rows the amount
/// belongs.
pub fn mixed(
    before: &Basis<'_>,
    after: &Basis<'_>,
    kinds: &[Kind],
    coalition: &Coalition,
    table: &str,
) -> Mixed {
    let side_of = |kind: &Kind| {
        let at = kinds.iter().position(|other| other == kind)?;
        let switched = coalition.after.get(at).copied().unwrap_or_default();
        Some(if switched { Side::After } else { Side::Before })
    };
    let basis = |side: Side| match side {
        Side::Before => before,
        Side::After => after,
    };
    let rules = side_of(&Kind::Rules).unwrap_or(Side::Before);
    let day = basis(side_of(&Kind::Day).unwrap_or(rules)).request.day;
    let standings = basis(side_of(&Kind::Standings).unwrap_or(rules));
    let mut plans: Vec<Plan> = basis(rules).formulas.iter().map(|f| f.plan.clone()).collect();
    let mut request = Request { without: standings.request.without.clone(), ..Request::on(day) };
    let given = before.request.params.keys().chain(after.request.params.keys());
    for name in given {
        let side = side_of(&Kind::Parameter(name.clone())).unwrap_or(rules);
        let value = basis(side).request.params.get(name);
        let declared = plans.iter().any(|plan| plan.param_named(name).is_some());
        if let Some(value) = value.filter(|_| declared) {
            request.params.insert(name.clone(), value.clone());
        }
    }
    for kind in kinds {
        let Some(side) = side_of(kind) else { continue };
        let count = plans.len();
        for (at, plan) in plans.iter_mut().enumerate() {
            let is_asked = at.saturating_add(1) == count;
            match kind {
                Kind::Parameter(name) => put_param(plan, is_asked, name, basis(side), day),
                Kind::Scale(name) => put_scale(plan, is_asked, name, basis(side), day),
                _ => {}
            }
        }
    }
    let data = match &coalition.apart {
        Some((key, own_after)) => {
            let (own, others) = match own_after {
                true => (Side::After, Side::Before),
                false => (Side::Before, Side::After),
            };
            DataFrom::Apart { table: table.to_owned(), key: key.clone(), own, others }
        }
        None => DataFrom::All(side_of(&Kind::Data).unwrap_or(Side::Before)),
    };
    Mixed { plans, request, data }
}

/// Puts the value that is in force in a run into the place of what is in force on the day.
fn put_param(plan: &mut Plan, is_asked: bool, name: &str, from: &Basis<'_>, day: Date) {
    if from.request.params.contains_key(name) {
        return;
    }
    let Some(partner) = from.partner(plan, is_asked) else { return };
    let Some((_, there)) = partner.plan.param_named(name) else { return };
    let Some((id, here)) = plan.param_named(name) else { return };
    if !same_param(plan, here, partner.plan, there) {
        return;
    }
    let Some(value) = there.at(from.request.day).cloned() else { return };
    let Some(param) = plan.params.get_mut(id.0) else { return };
    let at = param.values.iter().rposition(|dated| dated.since <= day);
    match at.and_then(|at| param.values.get_mut(at)) {
        Some(dated) => *dated = DatedValue { since: dated.since, ..value },
        None => param.values.insert(0, DatedValue { since: day, ..value }),
    }
}

fn put_scale(plan: &mut Plan, is_asked: bool, name: &str, from: &Basis<'_>, day: Date) {
    let Some(partner) = from.partner(plan, is_asked) else { return };
    let Some(there) = partner.plan.scales.iter().find(|scale| scale.name == name) else { return };
    let at = in_force(there, from.request.day);
    let Some(version) = at.and_then(|at| there.versions.get(at)).cloned() else { return };
    let Some(here) = plan.scales.iter_mut().find(|scale| scale.name == name) else { return };
    if !same_scale(here, there) {
        return;
    }
    match in_force(here, day).and_then(|at| here.versions.get_mut(at)) {
        Some(place) => *place = ScaleVersion { since: place.since, ..version },
        None => here.versions.insert(0, ScaleVersion { since: Some(day), ..version }),
    }
}

/// The rows of each table that belong to a row: itself, and whatever leads to it by references.
fn belonging(plan: &Plan, tables: &[Table], subject: TableId, key: &str) -> Vec<BTreeSet<usize>> {
    let mut rows: Vec<BTreeSet<usize>> = tables
        .iter()
        .map(|table| match table.table == subject {
            true => table.row(key).into_iter().collect(),
            false => BTreeSet::new(),
        })
        .collect();
    // A path of references is no longer than there are tables.
    for _ in 0..tables.len() {
        let keys: Vec<(TableId, BTreeSet<Arc<str>>)> = tables
            .iter()
            .zip(&rows)
            .map(|(table, own)| {
                let keys = own.iter().filter_map(|row| table.keys.get(*row).cloned());
                (table.table, keys.collect())
            })
            .collect();
        for (table, own) in tables.iter().zip(&mut rows).filter(|(t, _)| t.table != subject) {
            let Some(schema) = plan.table(table.table) else { continue };
            for (column, cells) in schema.columns.iter().zip(&table.columns) {
                let (Type::Row(target), Some(cells)) = (&column.ty, cells) else { continue };
                let Values::Text(texts) = &cells.values else { continue };
                let Some((_, wanted)) = keys.iter().find(|(id, _)| id == target) else { continue };
                let found = texts.iter().enumerate().filter(|(_, text)| wanted.contains(*text));
                own.extend(found.map(|(row, _)| row).filter(|row| !cells.is_missing(*row)));
            }
        }
    }
    rows
}

/// A table without some of its rows, and with rows of another one in their place.
fn join(
    table: &Table,
    left_out: &BTreeSet<usize>,
    own: Option<(&Table, &BTreeSet<usize>)>,
) -> Table {
    let Some((other, taken)) = own else { return table.clone() };
    let rows = Rows {
        kept: (0..table.rows).filter(|row| !left_out.contains(row)).collect(),
        taken: taken.iter().copied().collect(),
    };
    let columns = table.columns.iter().zip(&other.columns);
    Table {
        table: table.table,
        origin: table.origin.clone(),
        rows: rows.kept.len().saturating_add(rows.taken.len()),
        keys: rows.of(Some(&table.keys), Some(&other.keys), &Arc::from("")),
        lines: rows.of(Some(&table.lines), Some(&other.lines), &0),
        columns: columns.map(|(a, b)| rows.column(a.as_ref(), b.as_ref())).collect(),
    }
}

/// Rows that stay, and rows of another table that come behind them.
struct Rows {
    kept: Vec<usize>,
    taken: Vec<usize>,
}

impl Rows {
    /// The entries of both; `filler` where one has none.
    fn of<T: Clone>(&self, a: Option<&[T]>, b: Option<&[T]>, filler: &T) -> Vec<T> {
        let pick = |all: Option<&[T]>, row: &usize| {
            all.and_then(|all| all.get(*row)).unwrap_or(filler).clone()
        };
        let kept = self.kept.iter().map(|row| pick(a, row));
        kept.chain(self.taken.iter().map(|row| pick(b, row))).collect()
    }

    fn cells<T: Clone>(
        &self,
        a: Option<&PerCell<T>>,
        b: Option<&PerCell<T>>,
        filler: &T,
    ) -> PerCell<T> {
        let pick = |cells: Option<&PerCell<T>>, row: &usize| {
            cells.and_then(|cells| cells.get(*row)).unwrap_or(filler).clone()
        };
        let kept = self.kept.iter().map(|row| pick(a, row));
        PerCell::Each(kept.chain(self.taken.iter().map(|row| pick(b, row))).collect())
    }

    /// A column that one of both was delivered without is missing in its rows.
    fn column(&self, a: Option<&Column>, b: Option<&Column>) -> Option<Column> {
        let is_missing =
            |cells: Option<&Column>, row: &usize| cells.is_none_or(|cells| cells.is_missing(*row));
        let kept = self.kept.iter().map(|row| is_missing(a, row));
        let missing: Vec<bool> =
            kept.chain(self.taken.iter().map(|row| is_missing(b, row))).collect();
        let standing = |cells: &'_ Column| cells.standing.clone();
        let source = |cells: &'_ Column| cells.source.clone();
        let (standing_a, standing_b) = (a.map(standing), b.map(standing));
        let (source_a, source_b) = (a.map(source), b.map(source));
        Some(Column {
            values: self.values(a.map(|a| &a.values), b.map(|b| &b.values))?,
            missing: missing.contains(&true).then_some(missing),
            standing: self.cells(standing_a.as_ref(), standing_b.as_ref(), &Default::default()),
            source: self.cells(source_a.as_ref(), source_b.as_ref(), &None),
        })
    }

    fn values(&self, a: Option<&Values>, b: Option<&Values>) -> Option<Values> {
        macro_rules! both {
            ($kind:ident, $filler:expr) => {{
                let list = |values: Option<&'_ Values>| match values {
                    Some(Values::$kind(list)) => list.clone(),
                    _ => Vec::new(),
                };
                Values::$kind(self.of(Some(&list(a)), Some(&list(b)), &$filler))
            }};
        }
        Some(match a.or(b)? {
            Values::Number(_) => both!(Number, Decimal::ZERO),
            Values::Text(_) => both!(Text, Arc::from("")),
            Values::Date(_) => both!(Date, Date::ZERO),
            Values::Bool(_) => both!(Bool, false),
            Values::Choice(_) => both!(Choice, 0),
            Values::Row(_) => both!(Row, 0),
        })
    }
}
