//! Expressions of a wanted kind.

use super::schema::{Holds, WORDS};
use super::{Kind, Maker, Scope, Unit};

const NUMBERS: [&str; 10] = ["1", "2", "0.5", "10", "3", "0.07", "100", "1.005", "7", "0.333"];

const COMPARED: [&str; 6] = ["<", "<=", ">", ">=", "=", "<>"];

impl Maker<'_, '_> {
    /// A number of a unit.
    pub(super) fn number(&mut self, unit: Unit, scope: Scope, depth: usize) -> String {
        if depth == 0 {
            return self.leaf(unit, scope);
        }
        let deeper = depth - 1;
        match self.draw.below(19) {
            0 | 1 => self.leaf(unit, scope),
            2 | 3 => {
                let (a, b) = (self.number(unit, scope, deeper), self.number(unit, scope, deeper));
                let sign = self.draw.word(&["+", "-"]);
                format!("({a} {sign} {b})")
            }
            4 | 5 => self.product(unit, scope, deeper),
            6 => self.quotient(unit, scope, deeper),
            7 => {
                let (a, b) = (self.number(unit, scope, deeper), self.number(unit, scope, deeper));
                let function = self.draw.word(&["min", "max"]);
                format!("{function}({a}, {b})")
            }
            8 => {
                let condition = self.truth(scope, deeper);
                let (a, b) = (self.number(unit, scope, deeper), self.number(unit, scope, deeper));
                format!("(if {condition} then {a} else {b})")
            }
            9 => self.rounded(unit, scope, deeper),
            10 | 11 => self.aggregate(unit, scope, deeper),
            12 => self.optional(unit, scope, deeper),
            13 => self.referred(unit, scope, deeper),
            14 => self.scaled(unit, scope, deeper),
            15 | 16 => self.of_category(unit, scope, deeper),
            17 => self.called(unit, scope, deeper),
            _ => {
                let a = self.number(unit, scope, deeper);
                if self.draw.once_in(2) { format!("abs({a})") } else { format!("(-{a})") }
            }
        }
    }

    /// A number of a unit that is not below zero.
    pub(super) fn weight(&mut self, unit: Unit, scope: Scope, depth: usize) -> String {
        let value = self.number(unit, scope, depth);
        format!("max({value}, 0)")
    }

    /// A column, a definition, a parameter or a literal of a unit.
    fn leaf(&mut self, unit: Unit, scope: Scope) -> String {
        let mut names: Vec<String> = Vec::new();
        if let Some(table) = self.schema.table(scope) {
            let fits = |holds| match holds {
                Holds::Number(own) => own == unit,
                Holds::Percent => unit == Unit::Plain,
                _ => false,
            };
            let columns = table.columns.iter().filter(|c| !c.optional && fits(c.holds));
            names.extend(columns.map(|column| column.name.clone()));
        }
        let kind = Kind::Number(unit);
        let seen = |scope_of: Scope| scope_of.is_none() || scope_of == scope;
        let known = self.known.iter().filter(|known| known.kind == kind && seen(known.scope));
        names.extend(known.map(|known| known.name.clone()));
        let params = self.schema.params.iter().filter(|param| param.unit == unit);
        names.extend(params.map(|param| param.name.clone()));
        let at = self.draw.below(names.len() + 1);
        names.get(at).cloned().unwrap_or_else(|| self.literal(unit))
    }

    /// A number written out.
    pub(super) fn literal(&mut self, unit: Unit) -> String {
        let number = self.draw.word(&NUMBERS);
        self.quantity(number, unit)
    }

    fn product(&mut self, unit: Unit, scope: Scope, depth: usize) -> String {
        let (a, b) = match (unit, self.draw.below(2)) {
            (Unit::Euro, 1) => (Unit::EuroPerPerson, Unit::Person),
            _ => (unit, Unit::Plain),
        };
        let (a, b) = (self.number(a, scope, depth), self.number(b, scope, depth));
        if self.draw.once_in(2) { format!("({b} * {a})") } else { format!("({a} * {b})") }
    }

    /// A division; its divisor is mostly kept off zero, once in a while by a branch.
    fn quotient(&mut self, unit: Unit, scope: Scope, depth: usize) -> String {
        let (over, under) = match (unit, self.draw.below(2)) {
            (Unit::EuroPerPerson, 1) => (Unit::Euro, Unit::Person),
            (Unit::Person, 1) => (Unit::Euro, Unit::EuroPerPerson),
            (Unit::Plain, 1) => (Unit::Euro, Unit::Euro),
            _ => (unit, Unit::Plain),
        };
        let over = self.number(over, scope, depth);
        let divisor = self.number(under, scope, depth);
        match self.draw.below(3) {
            0 => {
                let least = self.literal(under);
                format!("({over} / max({divisor}, {least}))")
            }
            1 => {
                let least = self.literal(under);
                format!("({over} / (abs({divisor}) + {least}))")
            }
            _ => format!("(if {divisor} = 0 then 0 else {over} / {divisor})"),
        }
    }

    /// A unit to round to, as it is written.
    pub(super) fn step(&mut self, unit: Unit) -> String {
        let step = match unit {
            Unit::Euro | Unit::EuroPerPerson => {
                self.draw.word(&["0.01", "1", "0.05", "1000", "0.03"])
            }
            Unit::Person => self.draw.word(&["1", "0.5", "10"]),
            Unit::Plain => self.draw.word(&["0.001", "0.1", "1", "0.25"]),
        };
        self.quantity(step, unit)
    }

    /// How to round, with the comma before it; nothing for half away from zero.
    pub(super) fn mode(&mut self) -> &'static str {
        self.draw.word(&["", "", ", half even", ", up", ", down", ", floor", ", ceiling"])
    }

    fn rounded(&mut self, unit: Unit, scope: Scope, depth: usize) -> String {
        let value = self.number(unit, scope, depth);
        let (step, mode) = (self.step(unit), self.mode());
        format!("round({value} to {step}{mode})")
    }

    /// Something over the rows of a table: of all of them, of those that refer here, of those with
    /// the same word.
    pub(super) fn aggregate(&mut self, unit: Unit, scope: Scope, depth: usize) -> String {
        let referring = scope.map(|at| self.schema.referring(at)).unwrap_or_default();
        let (table, rows) = match (self.draw.below(3), scope) {
            (1, Some(own)) => (own, self.group(own).map(|key| format!(" per {key}"))),
            (2, Some(_)) if !referring.is_empty() => {
                let table = referring.get(self.draw.below(referring.len())).copied();
                let table = table.unwrap_or(0);
                (table, Some(format!(" over its {}", self.name_of(table))))
            }
            _ => (self.draw.below(self.schema.tables.len()), None),
        };
        let name = self.name_of(table);
        let rows = rows.unwrap_or_else(|| format!(" over {name}"));
        let inside = Some(table);
        let filter = if self.draw.once_in(3) {
            format!(" where {}", self.truth(inside, depth.min(1)))
        } else {
            String::new()
        };
        let value = self.number(unit, inside, depth.min(1));
        // There is no mean of nothing: ask first whether there are rows.
        let there = format!("some(true{rows}{filter})");
        match self.draw.below(10) {
            0 => format!("(if {there} then mean({value}{rows}{filter}) else 0)"),
            1 => {
                let function = self.draw.word(&["min", "max", "median", "deviation"]);
                format!("(if {there} then {function}({value}{rows}{filter}) else 0)")
            }
            2 => {
                let weight = self.weight(Unit::Person, inside, 0);
                format!(
                    "(if {there} then mean({value}{rows} weighted by ({weight} + 1 \
                     person){filter}) else 0)"
                )
            }
            3 => {
                let part = self.draw.word(&["25%", "0.9", "0", "1", "10%"]);
                format!("(if {there} then percentile({value}, {part}{rows}{filter}) else 0)")
            }
            _ => format!("sum({value}{rows}{filter})"),
        }
    }

    /// The name of a table.
    pub(super) fn name_of(&self, table: usize) -> &'static str {
        self.schema.tables.get(table).map_or("town", |table| table.name)
    }

    /// What rows are put in groups by: a word, a truth, a text or the row referred to.
    pub(super) fn group(&mut self, table: usize) -> Option<String> {
        let table = self.schema.tables.get(table)?;
        let groups = |holds| matches!(holds, Holds::Word | Holds::Truth | Holds::Text);
        let columns = table.columns.iter().filter(|c| !c.optional && groups(c.holds));
        let mut keys: Vec<String> = columns.map(|column| column.name.clone()).collect();
        keys.extend(table.refers.map(|target| self.name_of(target).to_owned()));
        let at = self.draw.below(keys.len());
        keys.get(at).cloned()
    }

    /// An optional column with what its absence means.
    fn optional(&mut self, unit: Unit, scope: Scope, depth: usize) -> String {
        let fits = |holds| match holds {
            Holds::Number(own) => own == unit,
            Holds::Percent => unit == Unit::Plain,
            _ => false,
        };
        let columns = self.schema.table(scope).map(|t| t.columns.clone()).unwrap_or_default();
        let found = columns.into_iter().find(|column| column.optional && fits(column.holds));
        let Some(column) = found else { return self.leaf(unit, scope) };
        let name = column.name;
        let other = self.number(unit, scope, depth.min(1));
        match self.draw.below(2) {
            0 => format!("({name} otherwise {other})"),
            _ => format!("(if {name} is known then {name} else {other})"),
        }
    }

    /// A value of the row that this one refers to.
    fn referred(&mut self, unit: Unit, scope: Scope, depth: usize) -> String {
        let Some(target) = self.schema.table(scope).and_then(|table| table.refers) else {
            return self.number(unit, scope, depth);
        };
        let kind = Kind::Number(unit);
        let table = self.schema.tables.get(target);
        let columns = table.map(|table| table.columns.as_slice()).unwrap_or_default();
        let fits = |holds| holds == Holds::Number(unit);
        let columns = columns.iter().filter(|c| !c.optional && fits(c.holds));
        let mut names: Vec<String> = columns.map(|column| column.name.clone()).collect();
        let of_target = |scope_of: Scope| scope_of == Some(target);
        let known = self.known.iter().filter(|k| k.kind == kind && of_target(k.scope));
        names.extend(known.map(|known| known.name.clone()));
        let at = self.draw.below(names.len());
        match names.get(at) {
            Some(name) => format!("{}.{name}", self.name_of(target)),
            None => self.leaf(unit, scope),
        }
    }

    fn scaled(&mut self, unit: Unit, scope: Scope, depth: usize) -> String {
        let found = self.schema.scales.iter().find(|scale| scale.gives == unit);
        let Some(name) = found.map(|scale| scale.name.clone()) else {
            return self.number(unit, scope, depth);
        };
        let argument = self.weight(Unit::Person, scope, depth);
        format!("{name}({argument})")
    }

    /// A truth.
    pub(super) fn truth(&mut self, scope: Scope, depth: usize) -> String {
        if depth == 0 {
            return self.plain_truth(scope);
        }
        let deeper = depth - 1;
        match self.draw.below(10) {
            0..=2 => self.compared(scope, deeper),
            3 => {
                let (a, b) = (self.truth(scope, deeper), self.truth(scope, deeper));
                let word = self.draw.word(&["and", "or"]);
                format!("({a} {word} {b})")
            }
            4 => format!("(not {})", self.truth(scope, deeper)),
            5 => {
                let unit = self.draw.of_these(&Unit::ALL, Unit::Euro);
                let value = self.number(unit, scope, deeper);
                let (low, high) = (self.literal(unit), self.number(unit, scope, deeper));
                format!("({value} between {low} and {high})")
            }
            6 => {
                let table = self.draw.below(self.schema.tables.len());
                let word = self.draw.word(&["every", "some", "no"]);
                let condition = self.truth(Some(table), deeper.min(1));
                format!("{word}({condition} over {})", self.name_of(table))
            }
            7 => self.other_truth(scope, deeper),
            _ => self.plain_truth(scope),
        }
    }

    fn compared(&mut self, scope: Scope, depth: usize) -> String {
        let unit = self.draw.of_these(&Unit::ALL, Unit::Euro);
        let (a, b) = (self.number(unit, scope, depth), self.number(unit, scope, 0));
        let sign = self.draw.word(&COMPARED);
        format!("({a} {sign} {b})")
    }

    /// A truth without parts: of a column, a definition, or what holds a share.
    fn plain_truth(&mut self, scope: Scope) -> String {
        let mut all: Vec<String> = Vec::new();
        if let Some(table) = self.schema.table(scope) {
            for column in &table.columns {
                let name = &column.name;
                match (column.optional, column.holds) {
                    (true, _) => all.push(format!("({name} is known)")),
                    (false, Holds::Truth) => all.push(name.clone()),
                    (false, Holds::Word) => {
                        let word = WORDS.first().copied().unwrap_or_default();
                        all.push(format!("({name} = {word})"));
                        all.push(format!("({name} in (mid, high))"));
                    }
                    (false, Holds::Day) => {
                        all.push(format!("({name} < 2024-02-29)"));
                        all.push(format!("(age({name}) < 18)"));
                    }
                    (false, Holds::Text) => all.push(format!("({name} = \"north\")")),
                    (false, _) => all.push(format!("({name} > 0)")),
                }
            }
        }
        for known in self.known.iter().filter(|k| k.scope.is_none() || k.scope == scope) {
            match known.kind {
                Kind::Truth => all.push(known.name.clone()),
                Kind::Number(_) if known.share => {
                    all.push(format!("({} is at its floor)", known.name));
                    all.push(format!("({} is at its cap)", known.name));
                    all.push(format!("({} is free)", known.name));
                }
                Kind::Number(_) => all.push(format!("({} > 0)", known.name)),
            }
        }
        let at = self.draw.below(all.len());
        all.get(at).cloned().unwrap_or_else(|| "true".to_owned())
    }
}
