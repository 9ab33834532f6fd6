//! The words of shares, rounding, orders, waterfalls, days and functions.

use super::words::{Speaker, Speech, format_value};
use crate::plan::{Expr, ExprKind, Fill, Round, Share, TableId, Type, Varied};
use crate::run::Value;
use crate::syntax::ast::RoundMode;

impl Speaker<'_, '_> {
    /// A form that has a sentence of its own; none for all others.
    pub(super) fn sentence(&self, expr: &Expr) -> Option<String> {
        Some(match &expr.kind {
            ExprKind::Rank(_)
            | ExprKind::FillPart(..)
            | ExprKind::With(..)
            | ExprKind::Solve(_)
                if self.speech == Speech::Values =>
            {
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
            ExprKind::With(value, settings) => self.under(value, settings),
            ExprKind::Solve(solve) => {
                let arguments = [
                    ("unknown", self.name_of(solve.unknown)),
                    ("from", self.end(&solve.from, solve.unknown)),
                    ("to", self.end(&solve.to, solve.unknown)),
                    ("step", self.end(&solve.step, solve.unknown)),
                    ("total", self.words(&solve.total, 0)),
                    ("target", self.words(&solve.target, 0)),
                ];
                self.say("explain-solve", &arguments)
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

    fn under(&self, value: &Expr, settings: &[(Varied, Expr)]) -> String {
        let setting = |(varied, value): &(Varied, Expr)| {
            let arguments = [("name", self.name_of(*varied)), ("value", self.words(value, 0))];
            self.say("explain-with-setting", &arguments)
        };
        let settings: Vec<String> = settings.iter().map(setting).collect();
        let and = format!(" {} ", self.say("explain-and", &[]));
        let what = self.words(value, 2);
        self.say("explain-with", &[("what", what), ("settings", settings.join(&and))])
    }

    fn name_of(&self, varied: Varied) -> String {
        let plan = self.plan();
        let found = match varied {
            Varied::Param(id) => plan.param(id).map(|p| (&p.labels, &p.name)),
            Varied::Definition(id) => plan.definition(id).map(|d| (&d.labels, &d.name)),
        };
        let name = found.map(|(labels, name)| self.label(labels, name)).unwrap_or_default();
        if self.explainer.is_none() { self.quoted(&name) } else { name }
    }

    /// An end of a search, in per cent where the unknown is.
    fn end(&self, end: &Expr, unknown: Varied) -> String {
        let plan = self.plan();
        let percent = match unknown {
            Varied::Param(id) => plan.param(id).is_some_and(|p| p.percent),
            Varied::Definition(id) => plan.definition(id).is_some_and(|d| d.percent),
        };
        match &end.kind {
            ExprKind::Constant(constant) if percent => self.constant(constant, &end.ty, true),
            _ => self.words(end, 0),
        }
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
            .map(|(name, _)| self.quoted(&name.replace('_', " ")))
            .collect();
        let before = before.join(", ");
        let Some((name, limit)) = part.and_then(|at| fill.vessels.get(at)) else {
            return self.say("explain-fill-rest", &[("amount", amount), ("before", before)]);
        };
        let vessel = self.quoted(&name.replace('_', " "));
        let limit = self.words(limit, 0);
        let arguments =
            [("vessel", vessel), ("amount", amount), ("limit", limit), ("before", before)];
        let id = if taken == 0 { "explain-fill-part" } else { "explain-fill-part-after" };
        self.say(id, &arguments)
    }

    pub(super) fn share(&self, share: &Share) -> String {
        let (pool, weight) = (self.words(&share.pool, 0), self.words(&share.weight, 0));
        let text = self.say("explain-share", &[("pool", pool), ("weight", weight)]);
        let mut text = self.narrowed(text, share.per.as_ref(), share.filter.as_ref());
        let mut add = |sentence: String| {
            text.push_str(", ");
            text.push_str(&sentence);
        };
        for (value, condition) in &share.fixed {
            let arguments =
                [("value", self.words(value, 0)), ("condition", self.words(condition, 0))];
            add(self.say("explain-fixed-where", &arguments));
        }
        for (limit, id) in [(&share.floor, "explain-at-least"), (&share.cap, "explain-at-most")] {
            if let Some(limit) = limit {
                add(self.say(id, &[("limit", self.words(limit, 0))]));
            }
        }
        let answers = [
            (share.in_rounds, "explain-in-rounds"),
            (share.if_short_in_proportion, "explain-if-short"),
            (share.if_over_leave_rest, "explain-if-over"),
        ];
        for (_, id) in answers.into_iter().filter(|(is, _)| *is) {
            add(self.say(id, &[]));
        }
        text
    }

    pub(super) fn round(&self, round: &Round, ty: &Type) -> String {
        let what = self.words(&round.value, 1);
        let to = format_value(self.plan(), &Value::Number(round.to), ty, false, self.language);
        let id = match round.mode {
            RoundMode::HalfAwayFromZero if round.keeping_sum => "explain-round-keeping-sum",
            RoundMode::HalfAwayFromZero => "explain-round",
            RoundMode::HalfEven => "explain-round-half-even",
            RoundMode::Up => "explain-round-up",
            RoundMode::Down => "explain-round-down",
            RoundMode::Floor => "explain-round-floor",
            RoundMode::Ceiling => "explain-round-ceiling",
        };
        let mut text = self.say(id, &[("what", what), ("to", to)]);
        if round.keeping_sum && round.mode != RoundMode::HalfAwayFromZero {
            text.push_str(", ");
            text.push_str(&self.say("explain-keeping-sum", &[]));
        }
        let mut text = self.narrowed(text, round.per.as_ref(), None);
        if round.within.is_some() {
            text.push_str(", ");
            text.push_str(&self.say("explain-within-bounds", &[]));
        }
        text
    }
}
