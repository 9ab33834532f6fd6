//! The words of orders, waterfalls, days and functions.

use super::words::{Speaker, Speech};
use crate::plan::{Expr, ExprKind, Fill, TableId};

impl Speaker<'_, '_> {
    /// A form that has a sentence of its own; none for all others.
    pub(super) fn sentence(&self, expr: &Expr) -> Option<String> {
        Some(match &expr.kind {
            ExprKind::Rank(_) | ExprKind::FillPart(..) if self.speech == Speech::Values => {
                self.value(expr, false)
            }
            ExprKind::Rank(rank) => {
                let id = match rank.largest_first {
                    true => "explain-rank-largest",
                    false => "explain-rank-smallest",
                };
                let what = self.words(&rank.value, 0);
                let text = self.say(id, &[("what", what), ("rows", self.rows_of(rank.table))]);
                self.narrowed(text, rank.per.as_ref(), rank.filter.as_ref())
            }
            ExprKind::InTop(top) => {
                let id = if top.top { "explain-in-top" } else { "explain-in-bottom" };
                let arguments = [
                    ("what", self.words(&top.value, 4)),
                    ("amount", self.words(&top.amount, 0)),
                    ("rows", self.rows_of(top.table)),
                ];
                let text = self.say(id, &arguments);
                self.narrowed(text, top.per.as_ref(), top.filter.as_ref())
            }
            ExprKind::FillPart(fill, part) => self.fill_part(fill, *part),
            ExprKind::ShiftDate { date, by, back } => {
                let id = if *back { "explain-earlier" } else { "explain-later" };
                self.say(id, &[("shift", self.words(by, 6)), ("day", self.words(date, 6))])
            }
            ExprKind::DaysBetween(later, earlier) => {
                let (later, earlier) = (self.words(later, 6), self.words(earlier, 6));
                self.say("explain-days-between", &[("later", later), ("earlier", earlier)])
            }
            ExprKind::Apply(id, arguments, _) => {
                let function = self.plan().functions.get(id.0);
                let name = function.map(|f| self.label(&f.labels, &f.name)).unwrap_or_default();
                let list: Vec<String> = arguments.iter().map(|a| self.words(a, 0)).collect();
                self.say("explain-apply", &[("name", name), ("list", list.join("; "))])
            }
            _ => return None,
        })
    }

    /// What a table calls its rows.
    pub(super) fn rows_of(&self, table: TableId) -> String {
        let table = self.plan().table(table);
        table.map(|t| self.label(&t.labels, &t.name)).unwrap_or_default()
    }

    /// With the group within which, and the rows for which, something holds.
    fn narrowed(&self, mut text: String, per: Option<&Expr>, filter: Option<&Expr>) -> String {
        if let Some(key) = per {
            text.push(' ');
            text.push_str(&self.say("explain-per", &[("key", self.words(key, 0))]));
        }
        if let Some(filter) = filter {
            text.push(' ');
            text.push_str(&self.say("explain-where", &[("condition", self.words(filter, 0))]));
        }
        text
    }

    fn fill_part(&self, fill: &Fill, part: Option<usize>) -> String {
        let amount = self.words(&fill.amount, 0);
        let taken = part.unwrap_or(fill.vessels.len());
        let before: Vec<String> = fill
            .vessels
            .iter()
            .take(taken)
            .map(|(name, _)| format!("“{}”", name.replace('_', " ")))
            .collect();
        let before = before.join(", ");
        let Some((name, limit)) = part.and_then(|at| fill.vessels.get(at)) else {
            return self.say("explain-fill-rest", &[("amount", amount), ("before", before)]);
        };
        let vessel = name.replace('_', " ");
        let limit = self.words(limit, 0);
        let arguments =
            [("vessel", vessel), ("amount", amount), ("limit", limit), ("before", before)];
        let id = if taken == 0 { "explain-fill-part" } else { "explain-fill-part-after" };
        self.say(id, &arguments)
    }
}
