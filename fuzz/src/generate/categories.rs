//! What rests on a category: its columns, parameters by it, families of columns, cross tables.

use super::schema::{MEMBERS, Table};
use super::{Maker, Scope, Unit};

impl Maker<'_, '_> {
    /// A number that rests on the category, where the formula has one.
    pub(super) fn of_category(&mut self, unit: Unit, scope: Scope, depth: usize) -> String {
        let forms = match self.schema.categories {
            true => self.forms(unit, scope, depth),
            false => Vec::new(),
        };
        let at = self.draw.below(forms.len());
        match forms.into_iter().nth(at) {
            Some(form) => form,
            None => self.number(unit, scope, depth),
        }
    }

    fn forms(&mut self, unit: Unit, scope: Scope, depth: usize) -> Vec<String> {
        let member = self.draw.word(&MEMBERS);
        let (table, cross) = (self.schema.table(scope).cloned(), self.schema.cross);
        let mut forms = Vec::new();
        if unit == Unit::Plain {
            forms.push(format!("weight_of[{member}]"));
            forms.push("sum(weight_of[g] over kind g)".to_owned());
            forms.push("mean(weight_of[g] over kind g where weight_of[g] < 2)".to_owned());
        }
        let Some(Table { name, has_kind, has_family, .. }) = table else { return forms };
        if unit == Unit::Plain && has_kind {
            forms.push(format!("{name}_kind.kind_factor"));
            forms.push(format!("weight_of[{name}_kind]"));
        }
        if unit == Unit::Person && has_family {
            forms.push(format!("{name}_clients[{member}]"));
            forms.push(format!("sum({name}_clients[g] * weight_of[g] over kind g)"));
            let function = self.draw.word(&["max", "min", "median", "mean", "deviation"]);
            forms.push(format!("{function}({name}_clients[g] over kind g)"));
            if has_kind {
                forms.push(format!("{name}_clients[{name}_kind]"));
            }
        }
        if scope.is_some() && cross == scope {
            if unit == Unit::Person {
                forms.push("sum(cell_people over its cell)".to_owned());
                forms.push(format!("cell[{name}, {member}].cell_people"));
            }
            if unit == Unit::Euro {
                let absent = self.number(unit, None, depth.min(1));
                forms.push(format!("sum((cell_money otherwise {absent}) over its cell)"));
            }
        }
        forms
    }

    /// A call of a function, a value under another parameter, or a place in an order.
    pub(super) fn called(&mut self, unit: Unit, scope: Scope, depth: usize) -> String {
        match (unit, self.draw.below(4)) {
            (Unit::Euro, 0 | 1) => {
                let (amount, times) =
                    (self.number(unit, scope, depth), self.number(Unit::Plain, scope, depth));
                format!("enlarged({amount}, {times})")
            }
            (Unit::Plain, 0 | 1) if scope.is_some() => {
                let ranked = self.number(Unit::Person, scope, depth.min(1));
                let order = self.draw.word(&["largest", "smallest"]);
                let per = match self.draw.once_in(2) {
                    true => scope.and_then(|table| self.group(table)),
                    false => None,
                };
                let per = per.map(|key| format!(" per {key}")).unwrap_or_default();
                format!("rank({ranked}, {order} first{per})")
            }
            (_, 2) => {
                let value = self.number(unit, scope, depth.min(1));
                format!("((rate * {value}) with rate = 0.75)")
            }
            _ => self.number(unit, scope, depth),
        }
    }

    /// A truth about days, about a place in an order, or about a kind.
    pub(super) fn other_truth(&mut self, scope: Scope, depth: usize) -> String {
        let Some(Table { name, has_kind, columns, .. }) = self.schema.table(scope).cloned() else {
            return self.truth(scope, depth);
        };
        let day = columns.iter().find(|c| !c.optional && c.name.ends_with("_opened"));
        match (self.draw.below(4), day) {
            (0, _) => {
                let value = self.number(Unit::Person, scope, depth.min(1));
                let (end, part) =
                    (self.draw.word(&["top", "bottom"]), self.draw.word(&["50%", "20%", "2"]));
                format!("({value} in {end} {part})")
            }
            (1, Some(day)) => {
                let months = self.draw.word(&["1 month", "6 month", "1 year", "30 day"]);
                let sign = self.draw.word(&["+", "-"]);
                format!("({} {sign} {months} > 2024-02-29)", day.name)
            }
            (2, Some(day)) => format!("(2026-01-01 - {} > 700 day)", day.name),
            (_, _) if has_kind => format!("({name}_kind = day)"),
            _ => self.truth(scope, depth),
        }
    }
}
