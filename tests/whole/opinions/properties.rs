//! What holds for every formula and any data: order and names of rows, the unit of money, and sums.

use super::made_up::{self, MadeUp};
use super::{Case, Told};
use formula::check::check;
use formula::diagnostic::Source;
use formula::number::{Decimal, Number as _, sum};
use formula::plan::{DefinitionId, Expr, ExprKind, Plan, TableId, Type};
use formula::run::{Request, Value};
use formula::syntax::ast::Bound;
use fuzz::draw::Draw;
use fuzz::generate::{Money, formula_in};
use fuzz::rows::{self, Csv};
use std::collections::{BTreeMap, BTreeSet};

/// How many made-up cases each property is held against.
const CASES: usize = 150;

fn cases() -> Vec<MadeUp> {
    made_up::made_up(made_up::asked("PESHORE_OPINIONS_SEED", made_up::SEED), CASES)
}

/// The values of a definition by key.
fn values(case: &Case, at: usize) -> BTreeMap<String, Told> {
    let keys = case.keys(case.plan.definitions[at].table).into_iter().enumerate();
    keys.map(|(row, key)| (key, case.text(DefinitionId(at), row))).collect()
}

/// The same formula on other tables.
fn with_tables(case: &Case, tables: &[Csv]) -> Case {
    let data = rows::read(&case.plan, tables).unwrap_or_else(|d| panic!("{}: {d:?}", case.name));
    let again = Case::new(case.name.clone(), case.plan.clone(), data, case.request.clone());
    again.unwrap_or_else(|| panic!("{} is refused", case.name))
}

/// Goal: the order of rows changes nothing, neither a value nor the identity of the run. Method:
/// the lines of each table of made-up cases turned round and every third one moved to the front.
#[test]
fn the_order_of_rows_does_not_matter() {
    for MadeUp { case, tables } in cases() {
        let shuffled: Vec<Csv> = tables.iter().map(shuffled).collect();
        let again = with_tables(&case, &shuffled);
        for (at, definition) in case.plan.definitions.iter().enumerate() {
            let (before, after) = (values(&case, at), values(&again, at));
            assert_eq!(before, after, "{}: {}", case.name, definition.name);
        }
        assert_eq!(case.official.identity(), again.official.identity(), "{}", case.name);
    }
}

fn shuffled(table: &Csv) -> Csv {
    let mut lines: Vec<&str> = table.text.lines().collect();
    let header = lines.remove(0);
    lines.reverse();
    let (front, rest): (Vec<_>, Vec<_>) = lines.iter().enumerate().partition(|(at, _)| at % 3 == 0);
    let ordered = front.into_iter().chain(rest).map(|(_, line)| *line);
    let all: Vec<&str> = std::iter::once(header).chain(ordered).collect();
    Csv { name: table.name.clone(), text: all.join("\n") }
}

/// Goal: other names for the rows permute the amounts and change nothing else, but where a tie was
/// settled by key: the run names those rows, and they differ by one unit. Method: keys of made-up
/// cases replaced such that their order turns round; what rests on a settled tie is left out.
#[test]
fn names_of_rows_do_not_matter_but_for_ties() {
    let mut ties = 0;
    for MadeUp { case, tables } in cases() {
        let names = new_names(&case);
        let renamed: Vec<Csv> = tables.iter().map(|table| renamed(&case, table, &names)).collect();
        let again = with_tables(&case, &renamed);
        let mut behind_tie: BTreeSet<DefinitionId> = BTreeSet::new();
        for (at, definition) in case.plan.definitions.iter().enumerate() {
            if definition.needs.iter().any(|need| behind_tie.contains(need)) {
                behind_tie.insert(DefinitionId(at));
                continue;
            }
            let tied = tied_rows(&case, at);
            if !tied.is_empty() {
                behind_tie.insert(DefinitionId(at));
                ties += 1;
            }
            let new = definition.table.and_then(|table| names.get(&table));
            let after = values(&again, at);
            for (key, before) in values(&case, at) {
                let other = &after[new.map_or(&key, |names| &names[&key])];
                if tied.contains(&key) {
                    one_unit_apart(definition, &before, other);
                } else {
                    assert_eq!(&before, other, "{}: {} of {key}", case.name, definition.name);
                }
            }
        }
    }
    assert!(ties > 0, "no case has a tie, so that nothing was shown about them");
}

/// For each table of data, its keys with other names in the opposite order; the members of a
/// category keep theirs, which the formula states.
fn new_names(case: &Case) -> BTreeMap<TableId, BTreeMap<String, String>> {
    let tables = (0..case.plan.tables.len()).map(TableId);
    let of_table = |table: TableId| {
        let keys: BTreeSet<String> = case.keys(Some(table)).into_iter().collect();
        if case.plan.tables[table.0].members.is_some() {
            return (table, keys.into_iter().map(|key| (key.clone(), key)).collect());
        }
        let new = keys.iter().rev().enumerate();
        (table, new.map(|(at, key)| (key.clone(), format!("row {at:03}"))).collect())
    };
    tables.map(of_table).collect()
}

/// A table with other names for its rows and for those that it refers to.
fn renamed(case: &Case, table: &Csv, names: &BTreeMap<TableId, BTreeMap<String, String>>) -> Csv {
    let (id, schema) = case.plan.table_named(&table.name).unwrap();
    let own = &case.data.table(id).unwrap();
    let mut text = schema.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(",");
    for (row, line) in table.text.lines().skip(1).enumerate() {
        let mut cells = cells_of(line);
        for (at, column) in schema.columns.iter().enumerate() {
            if schema.key.is_some_and(|key| key.0 == at) {
                cells[at] = names[&id][own.keys[row].as_ref()].clone();
            } else if let (Type::Row(to), false) = (&column.ty, cells[at].is_empty()) {
                cells[at] = names[to][&cells[at]].clone();
            }
        }
        let cells: Vec<String> =
            cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        text = format!("{text}\n{}", cells.join(","));
    }
    Csv { name: table.name.clone(), text }
}

/// The cells of a line of CSV.
fn cells_of(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cells.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

/// The rows of a definition between which only keys decided.
fn tied_rows(case: &Case, at: usize) -> BTreeSet<String> {
    let body = case.plan.definitions[at].body.span;
    let ties = case.official.ties().iter();
    let within = ties.filter(|tie| body.start <= tie.at.start && tie.at.end <= body.end);
    within.flat_map(|tie| &tie.rows).map(ToString::to_string).collect()
}

fn one_unit_apart(definition: &formula::plan::Definition, a: &Told, b: &Told) {
    let ExprKind::Round(round) = &definition.body.kind else { return };
    let number = |told: &Told| Decimal::parse(told.as_deref().unwrap()).unwrap();
    let apart = number(a).sub(number(b)).unwrap().abs();
    assert!(apart.compare(round.to).is_le(), "{a:?} and {b:?}: {}", definition.name);
}

/// Goal: amounts do not depend on whether money is counted in euros or in cents. Method: formulas
/// made up twice by the same choices, once in each; amounts of the second are a hundred times those
/// of the first, everything else is the same.
#[test]
fn counting_in_cents_changes_nothing() {
    let seed = made_up::asked("PESHORE_OPINIONS_SEED", made_up::SEED);
    let mut compared = 0;
    for seed in (seed..).take(2 * CASES) {
        let Some(MadeUp { case, tables }) = made_up::one(seed) else { continue };
        let text = formula_in(Money::Cents, &mut Draw::seeded(seed));
        let plan = check(&Source::new("cents", text), &[]).into_result().unwrap();
        let tables: Vec<Csv> = tables.iter().map(|table| in_cents(&plan, table)).collect();
        let data = rows::read(&plan, &tables).unwrap();
        let again = Case::new(case.name.clone(), plan, data, Request::on(made_up::DAY)).unwrap();
        for (at, definition) in case.plan.definitions.iter().enumerate() {
            let factor = if is_money(&definition.ty) { 100 } else { 1 };
            for row in 0..case.keys(definition.table).len() {
                let id = DefinitionId(at);
                let (a, b) = (case.official.value(id, row), again.official.value(id, row));
                let same = match (&a, &b) {
                    (Value::Number(a), Value::Number(b)) => {
                        a.mul(Decimal::from_i64(factor)).unwrap().compare(*b).is_eq()
                    }
                    _ => a == b,
                };
                assert!(same, "{}: {} of row {row}: {a:?} {b:?}", case.name, definition.name);
                compared += 1;
            }
        }
    }
    assert!(compared > 1000, "{compared}");
}

fn is_money(ty: &Type) -> bool {
    matches!(ty, Type::Number(unit) if ["EUR", "cent"].iter().any(|m| unit.to_string().contains(m)))
}

fn in_cents(plan: &Plan, table: &Csv) -> Csv {
    let (_, schema) = plan.table_named(&table.name).unwrap();
    let mut lines = table.text.lines();
    let mut text = lines.next().unwrap().to_owned();
    for line in lines {
        let mut cells = cells_of(line);
        for (cell, column) in cells.iter_mut().zip(&schema.columns) {
            if is_money(&column.ty) && !cell.is_empty() {
                let cents = Decimal::parse(cell).unwrap().mul(Decimal::from_i64(100)).unwrap();
                *cell = cents.to_canonical();
            }
            *cell = format!("\"{}\"", cell.replace('"', "\"\""));
        }
        text = format!("{text}\n{}", cells.join(","));
    }
    Csv { name: table.name.clone(), text }
}

/// Goal: no share loses or makes money, and rounding that keeps a sum keeps it. Method: in every
/// made-up case the amounts of each share are added up and held against its pool, the rounded
/// values of each group against the rounded sum of the values.
#[test]
fn shares_meet_their_pool_and_sums_are_kept() {
    let (mut shares, mut rounded) = (0, 0);
    for MadeUp { case, .. } in cases() {
        for (at, definition) in case.plan.definitions.iter().enumerate() {
            match &definition.body.kind {
                ExprKind::Share(_) => shares += pools_are_met(&case, at),
                ExprKind::Round(round) if round.keeping_sum && round.per.is_none() => {
                    let all = column(&case, &round.value, definition.table);
                    let kept = column(&case, &definition.body, definition.table);
                    let wanted = sum(all).unwrap().round_to(round.to, round.mode).unwrap();
                    let total = sum(kept).unwrap();
                    assert_eq!(total, wanted, "{}: {}", case.name, definition.name);
                    rounded += 1;
                }
                _ => {}
            }
        }
    }
    assert!(shares > 30 && rounded > 30, "{shares} shares, {rounded} sums");
}

fn column(case: &Case, expr: &Expr, table: Option<TableId>) -> Vec<Decimal> {
    let count = table.map_or(1, |table| case.data.rows(table));
    let rows = (0..u32::try_from(count).unwrap()).collect();
    let cells = case.official.evaluate(&case.plan, &case.data, expr, table, rows).unwrap();
    (0..count).map(|row| cells.get(row).number().unwrap()).collect()
}

fn pools_are_met(case: &Case, at: usize) -> usize {
    let definition = &case.plan.definitions[at];
    let detail = case.official.share(definition.body.span).unwrap();
    let amounts = column(case, &definition.body, definition.table);
    for (number, group) in detail.groups.iter().enumerate() {
        let own = amounts.iter().zip(&detail.group_of).filter(|(_, of)| **of == Some(number));
        let mut parts: Vec<Decimal> = own.map(|(amount, _)| *amount).collect();
        let outside = |row: &usize| detail.bounds[*row] == Some(Bound::Fixed);
        let fixed = (0..amounts.len()).filter(outside).count();
        parts.push(group.rest);
        let total = sum(parts).unwrap();
        let apart = total.sub(group.pool).unwrap().abs();
        let tiny = group.pool.abs().mul(Decimal::from_parts(1, -28).unwrap()).unwrap();
        assert!(
            apart.total_order(tiny).is_le(),
            "{}: {} sums to {total:?} of {:?}, {fixed} fixed",
            case.name,
            definition.name,
            group.pool
        );
    }
    detail.groups.len()
}
