//! The tables, parameters and scales of a made-up formula.

use super::{Money, Scope, Unit};
use crate::draw::Draw;
use std::fmt::Write as _;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A number.
    Number(Unit),
    /// A number written in per cent.
    Percent,
    /// True or false.
    Truth,
    /// A day.
    Day,
    /// One of three words.
    Word,
    /// A text.
    Text,
}

/// The words of a column of them.
pub(crate) const WORDS: [&str; 3] = ["low", "mid", "high"];

/// A column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Its name, which no other table has.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) holds: Holds,
    /// Whether it may be empty.
    pub(crate) optional: bool,
}

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its columns besides key and reference.
    pub(crate) columns: Vec<Column>,
    /// The table that its rows refer to.
    pub(crate) refers: Option<usize>,
    /// Whether its rows are of a kind.
    pub(crate) has_kind: bool,
    /// Whether it counts clients of each kind.
    pub(crate) has_family: bool,
}

/// A parameter.
#[derive(Debug, Clone)]
pub(crate) struct Param {
    /// Its name.
    pub(crate) name: String,
    /// Its unit.
    pub(crate) unit: Unit,
    /// Whether it is written in per cent.
    percent: bool,
    /// Its value.
    value: &'static str,
}

/// A scale from people to something else.
#[derive(Debug, Clone)]
pub(crate) struct Scale {
    /// Its name.
    pub(crate) name: String,
    /// What comes out.
    pub(crate) gives: Unit,
    /// Bands, slices or points.
    kind: usize,
}

/// What the rules of a formula may speak of.
#[derive(Debug, Clone)]
pub(crate) struct Schema {
    /// Tables; a table refers only to those before it.
    pub(crate) tables: Vec<Table>,
    /// Parameters.
    pub(crate) params: Vec<Param>,
    /// Scales.
    pub(crate) scales: Vec<Scale>,
    /// Whether there is a category.
    pub(crate) categories: bool,
    /// The table that is crossed with the category.
    pub(crate) cross: Option<usize>,
}

/// The members of the category.
pub(crate) const MEMBERS: [&str; 3] = ["home", "day", "night"];

/// The category and what goes by it.
const CATEGORY: &str = "category kind
  kind_factor : number
  home  | 1
  day   | 1.35
  night | 0.8
param weight_of by kind : number
  since 2000-01-01  cites \"d\"
    home : 1
    day : 2.5
    night : 0.333
";

const TABLES: [&str; 3] = ["district", "town", "house"];

const POOLS: [&str; 6] = ["1 000 000", "100", "0.03", "284 680 000", "1 234 567.89", "33.33"];

const RATES: [&str; 5] = ["0.5", "1.1", "0.333", "2", "0.07"];

impl Schema {
    /// Makes one up.
    pub(crate) fn draw(draw: &mut Draw<'_>) -> Schema {
        let count = 1 + draw.below(3);
        let categories = draw.below(2) == 1;
        let mut tables = Vec::new();
        for (at, name) in TABLES.into_iter().take(count).enumerate() {
            let refers = (at > 0 && draw.below(5) < 4).then(|| draw.below(at));
            let [has_kind, has_family] = [categories, categories].map(|c| c && draw.once_in(2));
            let columns = columns(name, draw);
            tables.push(Table { name, columns, refers, has_kind, has_family });
        }
        let cross = (categories && draw.once_in(2)).then(|| draw.below(count));
        let (params, scales) = (params(draw), scales(draw));
        Schema { tables, params, scales, categories, cross }
    }

    /// Its declarations.
    pub(crate) fn text(&self, money: Money) -> String {
        let mut text = "formula made_up\n".to_owned();
        if self.categories {
            text.push_str(CATEGORY);
        }
        for table in &self.tables {
            let _ = writeln!(text, "table {}", table.name);
            let _ = writeln!(text, "  key {}_code : text", table.name);
            if let Some(target) = table.refers.and_then(|at| self.tables.get(at)) {
                let _ = writeln!(text, "  -> {}", target.name);
            }
            if table.has_kind {
                let _ = writeln!(text, "  {}_kind -> kind", table.name);
            }
            if table.has_family {
                let _ = writeln!(text, "  {}_clients by kind : person", table.name);
            }
            for column in &table.columns {
                let holds = match column.holds {
                    Holds::Number(unit) => money.unit(unit).to_owned(),
                    Holds::Percent => "%".to_owned(),
                    Holds::Truth => "bool".to_owned(),
                    Holds::Day => "date".to_owned(),
                    Holds::Word => WORDS.join(" | "),
                    Holds::Text => "text".to_owned(),
                };
                let optional = if column.optional { " optional" } else { "" };
                let _ = writeln!(text, "  {} : {holds}{optional}", column.name);
            }
        }
        if let Some(crossed) = self.table(self.cross) {
            let _ = writeln!(text, "table cell for each {} and kind", crossed.name);
            let _ = writeln!(text, "  cell_people : person");
            let _ = writeln!(text, "  cell_money : {} optional", money.unit(Unit::Euro));
        }
        let (euro, one) = (money.unit(Unit::Euro), money.amount("1"));
        let _ = writeln!(
            text,
            "function enlarged(a : {euro}, n : number) -> {euro} = if a > 0 then a * n else a + \
             {one} {euro}"
        );
        for param in &self.params {
            let Param { name, unit, percent, value } = param;
            let declared = if *percent { "%" } else { money.unit(*unit) };
            let (first, value) = (money.number("1", *unit), money.number(value, *unit));
            let _ = writeln!(text, "param {name} : {declared}");
            let _ = writeln!(text, "  since 2000-01-01 = {first}  cites \"a\"");
            let _ = writeln!(text, "  since 2020-01-01 = {value}  cites \"b\"");
        }
        for scale in &self.scales {
            text.push_str(&scale.text(money));
        }
        text
    }

    /// The table of a scope.
    pub(crate) fn table(&self, scope: Scope) -> Option<&Table> {
        scope.and_then(|at| self.tables.get(at))
    }

    /// The tables that refer to one.
    pub(crate) fn referring(&self, to: usize) -> Vec<usize> {
        let tables = self.tables.iter().enumerate();
        tables.filter(|(_, table)| table.refers == Some(to)).map(|(at, _)| at).collect()
    }
}

fn columns(table: &str, draw: &mut Draw<'_>) -> Vec<Column> {
    let always = [
        ("people", Holds::Number(Unit::Person)),
        ("money", Holds::Number(Unit::Euro)),
        ("size", Holds::Word),
    ];
    let sometimes = [
        ("score", Holds::Number(Unit::Plain)),
        ("fee", Holds::Number(Unit::EuroPerPerson)),
        ("part", Holds::Percent),
        ("urban", Holds::Truth),
        ("opened", Holds::Day),
        ("group", Holds::Text),
        ("extra", Holds::Number(Unit::Euro)),
    ];
    let named = |name: &str| format!("{table}_{name}");
    let always = always.into_iter().map(|(name, holds)| (name, holds, false));
    let chosen: Vec<(&str, Holds, bool)> = sometimes
        .into_iter()
        .filter_map(|(name, holds)| match draw.below(3) {
            0 => None,
            1 => Some((name, holds, false)),
            _ => Some((name, holds, true)),
        })
        .collect();
    let all = always.chain(chosen);
    all.map(|(name, holds, optional)| Column { name: named(name), holds, optional }).collect()
}

fn params(draw: &mut Draw<'_>) -> Vec<Param> {
    let pool = draw.word(&POOLS);
    let rate = draw.word(&RATES);
    let mut params = vec![
        Param { name: "pool".into(), unit: Unit::Euro, percent: false, value: pool },
        Param { name: "rate".into(), unit: Unit::Plain, percent: false, value: rate },
    ];
    if draw.once_in(2) {
        let value = draw.word(&["30%", "0.5%", "100%", "102%"]);
        params.push(Param { name: "share_of".into(), unit: Unit::Plain, percent: true, value });
    }
    if draw.once_in(2) {
        let value = draw.word(&["12.5", "0.01", "40"]);
        let unit = Unit::EuroPerPerson;
        params.push(Param { name: "each_one".into(), unit, percent: false, value });
    }
    params
}

fn scales(draw: &mut Draw<'_>) -> Vec<Scale> {
    let mut scales = Vec::new();
    for at in 0..draw.below(3) {
        let name = format!("scale{at}");
        let kind = draw.below(3);
        let gives = match kind {
            0 => Unit::Plain,
            1 => Unit::Euro,
            _ => draw.of_these(&[Unit::Plain, Unit::Euro], Unit::Plain),
        };
        scales.push(Scale { name, gives, kind });
    }
    scales
}

impl Scale {
    /// Its declaration.
    fn text(&self, money: Money) -> String {
        let Scale { name, gives, .. } = self;
        let amount = |number: &str| money.number(number, *gives);
        let (unit, each) = (money.unit(*gives), money.unit(Unit::EuroPerPerson));
        let dated = "  since 2000-01-01  cites \"c\"";
        match self.kind {
            0 => format!(
                "bands {name}(x : person) -> {unit}\n{dated}\n    up to 10 : 0.5\n    below 60 000 \
                 : 1.25\n    above : 3\n"
            ),
            1 => format!(
                "slices {name}(x : person) -> {unit}\n{dated}\n    up to 1 : {} {each}\n    up to \
                 100 : {} {each}\n    above : {} {each}\n",
                amount("70"),
                amount("20"),
                amount("0.35")
            ),
            _ => format!(
                "points {name}(x : person) -> {unit}  flat outside\n{dated}\n    at 0 : {}\n    at \
                 100 : {}\n    at 10 000 : {}\n",
                amount("1"),
                amount("7.5"),
                amount("8")
            ),
        }
    }
}
