//! Words for values by member and for aggregates over members.

use super::words::{Speaker, Speech};
use crate::plan::{Column, Expr, ExprKind, Fold, ParamId, TableId};
use crate::run::Value;
use crate::syntax::ast::AggregateFunction;

/// The member at which an aggregate over members is being said: its name is left away, for the
/// sentence means all of them.
#[derive(Debug)]
pub(super) struct Folded<'f> {
    member: (TableId, u32),
    around: Option<&'f Folded<'f>>,
}

/// How many terms of a sum are written with their values.
const TERMS_MAX: usize = 12;

impl Speaker<'_, '_> {
    fn means_all(&self, table: TableId, member: u32) -> bool {
        let mut next = self.folded;
        while let Some(folded) = next {
            if folded.member == (table, member) {
                return true;
            }
            next = folded.around;
        }
        false
    }

    /// The label of a column; of one in a family only the family's where all members are meant.
    pub(super) fn column_label(&self, column: &Column) -> String {
        match &column.family {
            Some(family) if self.means_all(family.category, family.member) => {
                self.label(&family.labels, &family.name)
            }
            _ => self.label(&column.labels, &column.name),
        }
    }

    pub(super) fn table_label(&self, table: TableId) -> String {
        let table = self.plan().table(table);
        table.map(|t| self.label(&t.labels, &t.name)).unwrap_or_default()
    }

    /// What a member chooses or is.
    pub(super) fn of_member(&self, expr: &Expr, strength: u8) -> String {
        match &expr.kind {
            ExprKind::ParamOf(id, day, members) => {
                self.param_of(expr, *id, day.as_deref(), members)
            }
            ExprKind::This(table) => {
                let label = self.table_label(*table);
                self.leaf(expr, label, false)
            }
            ExprKind::Member(table, place) if self.means_all(*table, *place) => {
                self.table_label(*table)
            }
            ExprKind::Member(table, place) => {
                self.plan().member(*table, *place).map(|m| m.name.clone()).unwrap_or_default()
            }
            ExprKind::Lookup(table, factors) => {
                let label = self.table_label(*table);
                let member = self.list(factors);
                self.say("explain-of-member", &[("what", label), ("member", member)])
            }
            ExprKind::Pick(member, values) => self.pick(member, values, strength),
            _ => String::new(),
        }
    }

    fn list(&self, all: &[Expr]) -> String {
        let words: Vec<String> = all.iter().map(|e| self.words(e, 0)).collect();
        words.join(", ")
    }

    fn param_of(&self, expr: &Expr, id: ParamId, day: Option<&Expr>, members: &[Expr]) -> String {
        let Some(param) = self.plan().param(id) else { return String::new() };
        if self.speech == Speech::Values {
            return self.value(expr, param.percent);
        }
        let mut text = self.label(&param.labels, &param.name);
        let for_all = |member: &Expr| match member.kind {
            ExprKind::Member(table, place) => self.means_all(table, place),
            ExprKind::This(_) => true,
            _ => false,
        };
        if !members.iter().all(for_all) {
            let member = self.list(members);
            text = self.say("explain-of-member", &[("what", text), ("member", member)]);
        }
        match day {
            Some(day) => {
                let day = self.words(day, 9);
                self.say("explain-on-day", &[("what", text), ("day", day)])
            }
            None => text,
        }
    }

    /// One column of a family, of which the data tell which.
    fn pick(&self, member: &Expr, values: &[Expr], strength: u8) -> String {
        if self.speech == Speech::Values {
            let chosen = match self.is(member) {
                Value::Row(at) => values.get(at as usize),
                _ => None,
            };
            return chosen.map(|value| self.words(value, strength)).unwrap_or_default();
        }
        let column = values.first().and_then(|value| match &value.kind {
            ExprKind::Column(table, column) => self.plan().column(*table, *column),
            ExprKind::Follow(_, _, value) => match &value.kind {
                ExprKind::Column(table, column) => self.plan().column(*table, *column),
                _ => None,
            },
            _ => None,
        });
        let family = column.and_then(|c| c.family.as_ref());
        let what = family.map(|f| self.label(&f.labels, &f.name)).unwrap_or_default();
        let member = self.words(member, 0);
        self.say("explain-of-member", &[("what", what), ("member", member)])
    }

    /// An aggregate over members: in general, or a sum with the value of each term.
    pub(super) fn fold(&self, expr: &Expr, fold: &Fold, strength: u8) -> String {
        if self.speech == Speech::Values {
            return self.fold_in_values(expr, fold, strength);
        }
        let Some(first) = fold.terms.first() else { return String::new() };
        let here = Folded { member: first.member, around: self.folded };
        let inside = Speaker { folded: Some(&here), ..*self };
        let rows = self.rows_of_fold(fold, first.member.0);
        let what = first.value.as_ref().map(|value| inside.words(value, 0));
        let what = what.unwrap_or_else(|| rows.clone());
        let id = super::words::aggregate_id(fold.function);
        let mut text = self.say(id, &[("what", what), ("rows", rows)]);
        if let Some(filter) = &first.filter {
            let condition = inside.words(filter, 0);
            text.push(' ');
            text.push_str(&self.say("explain-where", &[("condition", condition)]));
        }
        let weight = first.weight.as_ref().map(|weight| inside.words(weight, 0));
        text.push_str(&self.taken(weight, fold.dropping.as_ref()));
        text
    }

    /// The category, or from which of its members to which.
    fn rows_of_fold(&self, fold: &Fold, table: TableId) -> String {
        let label = self.table_label(table);
        let all = self.plan().table(table).and_then(|t| t.members.as_ref()).map_or(0, Vec::len);
        let name = |place: Option<u32>| {
            place.and_then(|at| self.plan().member(table, at)).map(|m| m.name.clone())
        };
        let ends = (
            name(fold.terms.first().map(|t| t.member.1)),
            name(fold.terms.last().map(|t| t.member.1)),
        );
        match ends {
            (Some(from), Some(to)) if fold.terms.len() < all => {
                let arguments = [("category", label), ("from", from), ("to", to)];
                self.say("explain-members-from-to", &arguments)
            }
            _ => label,
        }
    }

    /// How the values are weighted, and how many are left out.
    pub(super) fn taken(&self, weight: Option<String>, dropping: Option<&Expr>) -> String {
        let mut text = String::new();
        if let Some(weight) = weight {
            text.push_str(", ");
            text.push_str(&self.say("explain-weighted", &[("weight", weight)]));
        }
        if let Some(dropping) = dropping {
            let count = self.words(dropping, 0);
            text.push_str(", ");
            text.push_str(&self.say("explain-dropping", &[("count", count)]));
        }
        text
    }

    fn fold_in_values(&self, expr: &Expr, fold: &Fold, strength: u8) -> String {
        let counted: Vec<&Expr> = fold
            .terms
            .iter()
            .filter(|t| t.filter.as_ref().is_none_or(|f| self.is(f) == Value::Bool(true)))
            .filter_map(|t| t.value.as_ref())
            .collect();
        let plain_sum = fold.function == AggregateFunction::Sum && fold.dropping.is_none();
        if !plain_sum || counted.is_empty() || counted.len() > TERMS_MAX {
            return self.value(expr, false);
        }
        let parts: Vec<String> = counted.iter().map(|value| self.words(value, 6)).collect();
        let text = parts.join(" + ");
        if strength > 5 && parts.len() > 1 { format!("({text})") } else { text }
    }
}
