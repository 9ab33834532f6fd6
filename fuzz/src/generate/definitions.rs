//! Definitions of every form.

use super::{Kind, Known, Maker, Scope, Unit};

/// How deep expressions stand in each other in a definition of their own.
const DEPTH: usize = 3;

impl Maker<'_, '_> {
    /// Writes a definition that later ones may use.
    pub(super) fn define(&mut self, at: usize) {
        let scope = self.scope();
        let name = format!("d{at}");
        let unit = self.draw.of_these(&Unit::ALL, Unit::Euro);
        let number = Kind::Number(unit);
        let form = self.draw.below(16);
        let money = Kind::Number(Unit::Euro);
        let (kind, rule) = match (form, scope) {
            (12 | 13, _) => return self.fill(&name, scope),
            (14, None) => (Kind::Number(Unit::Plain), self.solve()),
            (15, Some(table)) if self.share_of(table).is_some() => {
                (money, self.within_bounds(table))
            }
            (0 | 1, Some(table)) => (money, self.share(table)),
            (2 | 3, Some(table)) => (number, self.keeping_sum(unit, table)),
            (4, _) => (number, self.cases(unit, scope)),
            (5, _) => (Kind::Truth, self.truth(scope, 2)),
            (6, _) => {
                let value = self.number(unit, scope, DEPTH);
                let (step, mode) = (self.step(unit), self.mode());
                (number, format!("round({value} to {step}{mode})"))
            }
            (7, _) => (number, self.aggregate(unit, scope, 2)),
            _ => (number, self.number(unit, scope, DEPTH)),
        };
        let share = form < 2 && scope.is_some();
        self.write(scope, &format!("let {name} : {} = {rule}", self.ty(kind)));
        self.known.push(Known { name, kind, scope, share });
    }

    /// A waterfall, whose parts later rules use.
    fn fill(&mut self, name: &str, scope: Scope) {
        let amount = self.number(Unit::Euro, scope, 2);
        let (first, second) =
            (self.weight(Unit::Euro, scope, 1), self.weight(Unit::Euro, scope, 0));
        let rule = format!("fill {amount}: low up to {first}, then high up to {second}");
        self.write(scope, &format!("let {name} = {rule}"));
        for part in ["low", "high", "rest"] {
            let kind = Kind::Number(Unit::Euro);
            self.known.push(Known { name: format!("{name}.{part}"), kind, scope, share: false });
        }
    }

    /// The rate at which a total that rises with it reaches what it is at one.
    fn solve(&mut self) -> String {
        let table = self.draw.below(self.schema.tables.len());
        let table = self.name_of(table);
        let each = format!("(abs({table}_people) + 1 person)");
        let step = self.draw.word(&["0.25", "0.1", "0.03", "1"]);
        format!(
            "solve rate from 0 to 2 step {step} so that sum(rate * {each} over {table}) = \
             sum({each} over {table})"
        )
    }

    /// A share of a table among the definitions.
    fn share_of(&self, table: usize) -> Option<String> {
        let shares = self.known.iter().filter(|known| known.share && known.scope == Some(table));
        shares.map(|known| known.name.clone()).next_back()
    }

    /// A share rounded within its own limits.
    fn within_bounds(&mut self, table: usize) -> String {
        let share = self.share_of(table).unwrap_or_default();
        let step = self.quantity("0.01", Unit::Euro);
        format!("round({share} to {step} keeping sum within bounds)")
    }

    /// A pool parted by weights, with some of the clauses that a share may have.
    fn share(&mut self, table: usize) -> String {
        let scope = Some(table);
        let unit = self.draw.of_these(&[Unit::Person, Unit::Euro, Unit::Plain], Unit::Person);
        let weight = match self.draw.below(6) {
            0 => self.weight(unit, scope, 2),
            // Somebody must have a weight above zero.
            _ => format!("({} + {})", self.weight(unit, scope, 2), self.literal(unit)),
        };
        let name = self.name_of(table);
        let group = if self.draw.once_in(3) { self.group(table) } else { None };
        let (pool, per) = match &group {
            Some(key) => {
                let part = self.weight(Unit::Euro, scope, 1);
                (format!("sum({part} per {key})"), format!(" per {key}"))
            }
            None => {
                let national: Vec<String> = self
                    .known
                    .iter()
                    .filter(|k| k.kind == Kind::Number(Unit::Euro) && k.scope.is_none())
                    .map(|known| format!("abs({})", known.name))
                    .chain(["pool".to_owned(), format!("pool * 3% * count({name}) / 1 {name}")])
                    .collect();
                let at = self.draw.below(national.len());
                (national.get(at).cloned().unwrap_or_else(|| "pool".to_owned()), String::new())
            }
        };
        let filter = match self.draw.below(4) {
            3 => format!(" where {}", self.truth(scope, 1)),
            _ => String::new(),
        };
        let mut rule = format!("share {pool} by {weight}{filter}{per}");
        if self.draw.once_in(4) {
            let (value, condition) = (self.literal(Unit::Euro), self.truth(scope, 1));
            rule.push_str(&format!(" fixed {value} where {condition}"));
        }
        rule.push_str(&self.bounds(scope, group.is_some()));
        rule
    }

    /// Floor and cap, mostly such that the pool can be met, else with what then happens.
    fn bounds(&mut self, scope: Scope, grouped: bool) -> String {
        let mut clauses = String::new();
        let floor = self.draw.once_in(2);
        if floor {
            let least = match self.draw.below(3) {
                0 => "1% * pool".to_owned(),
                1 => self.literal(Unit::Euro),
                _ => format!("min({}, 2% * pool)", self.weight(Unit::Euro, scope, 0)),
            };
            clauses.push_str(&format!(" at least {least}"));
        }
        let cap = self.draw.once_in(2);
        if cap {
            let most = match self.draw.below(2) {
                0 => format!("60% * pool + {}", self.quantity("100", Unit::Euro)),
                _ => format!("max(40% * pool, {})", self.weight(Unit::Euro, scope, 0)),
            };
            clauses.push_str(&format!(" at most {most}"));
        }
        if (floor || cap) && self.draw.once_in(6) {
            clauses.push_str(" in rounds");
            return clauses;
        }
        if floor && (grouped || self.draw.below(3) > 0) {
            clauses.push_str(" if short, floors in proportion");
        }
        if cap && (grouped || self.draw.below(3) > 0) {
            clauses.push_str(" if over, leave the rest");
        }
        clauses
    }

    /// Rounding that keeps the sum, in one or in groups, with stated ties or by key.
    fn keeping_sum(&mut self, unit: Unit, table: usize) -> String {
        let scope = Some(table);
        let value = self.number(unit, scope, 2);
        // A value of each row, also where what was drawn is one of the country.
        let name = self.name_of(table);
        let value = format!("({value} + {name}_people * {} / 7 person)", self.literal(unit));
        let (step, mode) = (self.step(unit), self.mode());
        let per = match self.draw.below(3) {
            2 => self.group(table).map(|key| format!(" per {key}")),
            _ => None,
        };
        let per = per.unwrap_or_default();
        let ties = match self.draw.below(3) {
            2 => {
                let order = self.draw.word(&["", " ascending", " descending"]);
                format!(", ties by {}{order}", self.number(Unit::Person, scope, 0))
            }
            _ => String::new(),
        };
        format!("round({value} to {step}{mode} keeping sum{per}{ties})")
    }

    /// Cases, of which the first that holds decides.
    fn cases(&mut self, unit: Unit, scope: Scope) -> String {
        let mut rule = "first of".to_owned();
        for _ in 0..1 + self.draw.below(3) {
            let value = self.number(unit, scope, 1);
            let condition = self.truth(scope, 1);
            rule.push_str(&format!("\n    {value} when {condition}"));
        }
        let value = self.number(unit, scope, 2);
        rule.push_str(&format!("\n    {value} otherwise"));
        rule
    }
}
