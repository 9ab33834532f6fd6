//! Data for any plan: tables as CSV with the values at which arithmetic and reading go wrong.

use crate::draw::Draw;
use formula::data::Data;
use formula::diagnostic::Diagnostic;
use formula::plan::{Column, Plan, Table, TableId, Type};
use formula_data::{Package, TableText, read_tables};
use std::fmt::Write as _;

/// Keys that a careless reader or writer would break: quotes, separators, spaces, other alphabets,
/// numbers that are none.
const KEYS: [&str; 24] = [
    "A",
    "B",
    "Ćuprija",
    "Đakovica",
    "Gjilan",
    "010",
    "10",
    "Prishtinë",
    "Пећ",
    "a",
    "O'Neil",
    "say \"so\"",
    "x,y",
    "x;y",
    "two words",
    "=1+1",
    "-5",
    "NULL",
    "true",
    "1e5",
    "Ž",
    "ž",
    "z_z",
    "100%",
];

/// Numbers of everyday size.
const PLAIN: [&str; 16] = [
    "0", "1", "2", "3", "5", "10", "12.5", "14", "33", "100", "0.5", "1234.56", "60000", "30000",
    "250", "7",
];

/// Numbers at which something changes: ties, large, tiny, below zero.
const EDGES: [&str; 18] = [
    "0",
    "0.005",
    "0.015",
    "2.675",
    "1.005",
    "0.125",
    "-1",
    "-0.005",
    "-33.335",
    "1000000000",
    "123456789.01",
    "999999999.995",
    "0.000001",
    "0.0000001",
    "0.3333333333",
    "-250000",
    "49.8",
    "2.5",
];

const DAYS: [&str; 8] = [
    "2025-12-31",
    "2026-01-01",
    "2008-02-29",
    "2024-02-29",
    "1999-12-31",
    "2000-03-01",
    "1950-06-15",
    "2023-01-31",
];

const TEXTS: [&str; 6] = ["north", "south", "", "East", "пети", "a, b"];

/// A table as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Csv {
    /// Its name.
    pub name: String,
    /// Its header and rows.
    pub text: String,
}

/// Makes up every table of a plan and joins them.
///
/// # Errors
/// When the engine refuses what was made up.
pub fn data(plan: &Plan, draw: &mut Draw<'_>) -> Result<Data, Vec<Diagnostic>> {
    read(plan, &tables(plan, draw))
}

/// Reads tables and joins them.
///
/// # Errors
/// What is wrong with them.
pub fn read(plan: &Plan, tables: &[Csv]) -> Result<Data, Vec<Diagnostic>> {
    let texts: Vec<TableText<'_>> = tables
        .iter()
        .map(|table| TableText {
            name: &table.name,
            origin: &table.name,
            csv: table.text.as_bytes(),
            status: None,
            source: None,
        })
        .collect();
    Data::new(plan, read_tables(plan, &texts, &Package::default())?, &[])
}

/// Makes up every table of a plan that is not a category.
pub fn tables(plan: &Plan, draw: &mut Draw<'_>) -> Vec<Csv> {
    let mut keys: Vec<Vec<String>> = plan.tables.iter().map(|table| keys(table, draw)).collect();
    // A row cannot refer to a table without rows.
    for _ in 0..plan.tables.len() {
        for (at, table) in plan.tables.iter().enumerate() {
            let empty = |column: &Column| match column.ty {
                Type::Row(to) => !column.optional && keys.get(to.0).is_some_and(Vec::is_empty),
                _ => false,
            };
            if table.columns.iter().any(empty)
                && let Some(own) = keys.get_mut(at)
            {
                own.clear();
            }
        }
    }
    let of_data = plan.tables.iter().enumerate().filter(|(_, table)| table.members.is_none());
    of_data
        .map(|(at, table)| Csv {
            name: table.name.clone(),
            text: text(plan, TableId(at), table, &keys, draw),
        })
        .collect()
}

/// The keys of a table: of a category those of the formula, else some that differ.
fn keys(table: &Table, draw: &mut Draw<'_>) -> Vec<String> {
    if let Some(members) = &table.members {
        return members.iter().map(|member| member.name.clone()).collect();
    }
    let count = match draw.below(12) {
        0 => 1,
        1 => 0,
        2 => 2,
        3 => 23,
        _ => 3 + draw.below(6),
    };
    let first = draw.below(KEYS.len());
    let key = |at: usize| KEYS.iter().cycle().nth(first + at).copied().unwrap_or_default();
    (0..count).map(|at| key(at).to_owned()).collect()
}

fn text(
    plan: &Plan,
    id: TableId,
    table: &Table,
    keys: &[Vec<String>],
    draw: &mut Draw<'_>,
) -> String {
    let names: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
    let mut text = format!("{}\n", names.join(","));
    let none = Vec::new();
    let own = keys.get(id.0).unwrap_or(&none);
    let equal = draw.below(4) == 3;
    let edges = draw.below(3);
    for (row, key) in leading(table, keys, own) {
        let mut cells = Vec::with_capacity(table.columns.len());
        for (at, column) in table.columns.iter().enumerate() {
            cells.push(match (row.get(at), table.key) {
                (Some(given), _) => quoted(given),
                (None, Some(place)) if place.0 == at => quoted(&key),
                (None, _) => quoted(&cell(plan, column, keys, equal, edges, draw)),
            });
        }
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}

/// How many rows of a cross table are made up at the most.
const PAIRS_MAX: usize = 120;

/// The cells with which each row begins (the keys of the tables that a cross table is made of) and
/// its own key.
fn leading(table: &Table, keys: &[Vec<String>], own: &[String]) -> Vec<(Vec<String>, String)> {
    if table.product.is_empty() {
        return own.iter().map(|key| (Vec::new(), key.clone())).collect();
    }
    let mut rows: Vec<Vec<String>> = vec![Vec::new()];
    for part in &table.product {
        let Some(keys) = keys.get(part.0) else { continue };
        let longer = |row: &Vec<String>| -> Vec<Vec<String>> {
            let with = |key: &String| row.iter().cloned().chain([key.clone()]).collect();
            keys.iter().map(with).collect()
        };
        rows = rows.iter().flat_map(longer).take(PAIRS_MAX).collect();
    }
    rows.into_iter().map(|row| (row, String::new())).collect()
}

fn cell(
    plan: &Plan,
    column: &Column,
    keys: &[Vec<String>],
    equal: bool,
    edges: usize,
    draw: &mut Draw<'_>,
) -> String {
    if column.optional && draw.below(3) == 2 {
        return String::new();
    }
    match &column.ty {
        Type::Number(_) if equal => "7".to_owned(),
        Type::Number(_) if edges == 2 || (edges == 1 && draw.once_in(4)) => {
            draw.word(&EDGES).to_owned()
        }
        Type::Number(_) => match draw.below(3) {
            0 => draw.word(&PLAIN).to_owned(),
            1 => (1 + draw.below(9000)).to_string(),
            _ => format!("{}.{:02}", draw.below(5000), draw.below(100)),
        },
        Type::Bool => draw.word(&["yes", "no"]).to_owned(),
        Type::Date => draw.word(&DAYS).to_owned(),
        Type::Text => match draw.word(&TEXTS) {
            "" if !column.optional => "x".to_owned(),
            text => text.to_owned(),
        },
        Type::Choice(list) => {
            let words = plan.choices.get(list.0).map(Vec::as_slice).unwrap_or_default();
            words.get(draw.below(words.len())).cloned().unwrap_or_default()
        }
        Type::Row(target) => {
            let keys = keys.get(target.0).map(Vec::as_slice).unwrap_or_default();
            keys.get(draw.below(keys.len())).cloned().unwrap_or_default()
        }
    }
}

/// A cell as CSV has it.
fn quoted(text: &str) -> String {
    if text.contains(['"', ',', ';', '\n']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
