//! Rules in words: an expression with the labels of what it names, or with their values.

use super::Explainer;
use super::member_words::Folded;
use crate::diagnostic::catalog;
use crate::number::{Decimal, Number};
use crate::plan::{Builtin, Constant, Expr, ExprKind, Plan, RowSet, TableId, Type};
use crate::run::Value;
use crate::syntax::ast::{AggregateFunction, BinaryOperator, Bound, Quantifier};
use crate::unit::{Unit, is_currency};
use crate::words::{Language, format_date, format_number_short};

/// A value as a reader sees it, with its unit.
pub fn format_value(
    plan: &Plan,
    value: &Value<Decimal>,
    ty: &Type,
    percent: bool,
    language: Language,
) -> String {
    let say = |id: &str| catalog().say::<&str>(language, id, &[]);
    match value {
        Value::Missing => say("value-missing"),
        Value::Number(number) => format_number_with_unit(*number, ty, percent, language),
        Value::Bool(true) => say("value-yes"),
        Value::Bool(false) => say("value-no"),
        Value::Date(date) => format_date(*date, language),
        Value::Text(text) => text.to_string(),
        Value::Choice(at) => match ty {
            Type::Choice(id) => {
                let words = plan.choices.get(id.0);
                words.and_then(|w| w.get(*at as usize)).cloned().unwrap_or_default()
            }
            _ => String::new(),
        },
        Value::Row(at) => match ty {
            Type::Row(table) => {
                plan.member(*table, *at).map(|m| m.name.clone()).unwrap_or_default()
            }
            _ => String::new(),
        },
    }
}

/// Decimals shown of a value at the most: cents of money, four of anything else.
fn decimals_of(unit: &Unit, number: Decimal) -> u8 {
    let mut factors = unit.factors();
    let is_amount =
        matches!((factors.next(), factors.next()), (Some((name, 1)), None) if is_currency(name));
    let small = number.abs() < Decimal::ONE;
    match (is_amount, small) {
        (true, false) => 2,
        (true, true) => 4,
        (false, false) => 4,
        (false, true) => 8,
    }
}

/// A number with its unit as a reader sees it.
pub(crate) fn format_number_with_unit(
    number: Decimal,
    ty: &Type,
    percent: bool,
    language: Language,
) -> String {
    let Type::Number(unit) = ty else { return format_number_short(number, 4, language) };
    if percent {
        let hundred = Number::mul(number, Decimal::from_i64(100)).unwrap_or(number);
        return format!("{}\u{a0}%", format_number_short(hundred, 4, language));
    }
    let shown = format_number_short(number, decimals_of(unit, number), language);
    if unit.is_plain() { shown } else { format!("{shown}\u{a0}{}", unit_words(unit, language)) }
}

/// A unit in the words of a language: `EUR/person` is `EUR/banor` in Albanian, and a count of
/// persons is said in the plural.
pub fn unit_words(unit: &Unit, language: Language) -> String {
    let word = |name: &str, is_below: bool| {
        let ids = [format!("unit-per-{name}"), format!("unit-{name}")];
        let known = ids.iter().skip(usize::from(!is_below)).find(|id| catalog().has(language, id));
        known.map_or_else(|| name.to_owned(), |id| catalog().say::<&str>(language, id, &[]))
    };
    let mut is_below = false;
    let text = unit.to_string();
    let mut out = String::new();
    let mut name = String::new();
    for letter in text.chars() {
        if letter.is_alphanumeric() || letter == '_' {
            name.push(letter);
        } else {
            out.push_str(&word(&name, is_below));
            name.clear();
            is_below |= letter == '/';
            out.push(letter);
        }
    }
    out.push_str(&word(&name, is_below));
    out
}

/// Whether a rule is said with what it names or with the values that came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speech {
    Names,
    Values,
}

/// The rule of an expression in words, as it stands before any figure is known: what it names is
/// said by its label, in quotation marks.
pub fn rule_in_words(plan: &Plan, expr: &Expr, language: Language) -> String {
    Speaker {
        plan,
        explainer: None,
        language,
        speech: Speech::Names,
        table: None,
        row: 0,
        folded: None,
    }
    .rule(expr)
}

pub(super) struct Speaker<'e, 'r> {
    pub(super) plan: &'e Plan,
    /// Gives the values; without it only names can be said.
    pub(super) explainer: Option<&'e Explainer<'r>>,
    pub(super) language: Language,
    pub(super) speech: Speech,
    pub(super) table: Option<TableId>,
    pub(super) row: usize,
    /// The members that stand for all of theirs.
    pub(super) folded: Option<&'e Folded<'e>>,
}

impl Speaker<'_, '_> {
    pub(super) fn say(&self, id: &str, arguments: &[(&str, String)]) -> String {
        catalog().say(self.language, id, arguments)
    }

    pub(super) fn plan(&self) -> &Plan {
        self.plan
    }

    /// The rule of a definition.
    pub(super) fn rule(&self, expr: &Expr) -> String {
        self.words(expr, 0)
    }

    pub(super) fn label(&self, labels: &crate::plan::Labels, name: &str) -> String {
        labels.say(self.language, name)
    }

    pub(super) fn value(&self, expr: &Expr, percent: bool) -> String {
        match self.explainer {
            Some(explainer) => explainer.shown(&self.is(expr), &expr.ty, percent, self.language),
            None => format_value(self.plan(), &self.is(expr), &expr.ty, percent, self.language),
        }
    }

    pub(super) fn is(&self, expr: &Expr) -> Value<Decimal> {
        match self.explainer {
            Some(explainer) => explainer.value_of(expr, self.table, self.row),
            None => Value::Missing,
        }
    }

    /// A name, or in the speech of values its value.
    pub(super) fn leaf(&self, expr: &Expr, name: String, percent: bool) -> String {
        match self.speech {
            Speech::Names if self.explainer.is_none() => self.quoted(&name),
            Speech::Names => name,
            Speech::Values => self.value(expr, percent),
        }
    }

    /// A name between the quotation marks of the language, which show where it begins and ends.
    pub(super) fn quoted(&self, name: &str) -> String {
        match self.language {
            Language::SrCyrl | Language::SrLatn => format!("„{name}“"),
            Language::En | Language::Sq => format!("“{name}”"),
        }
    }

    /// The words of an expression; `strength` is how tightly its surroundings bind.
    pub(super) fn words(&self, expr: &Expr, strength: u8) -> String {
        match &expr.kind {
            ExprKind::Constant(constant) => {
                let percent = self.plan().source.slice(expr.span).ends_with('%');
                self.constant(constant, &expr.ty, percent)
            }
            ExprKind::Column(..)
            | ExprKind::Definition(_)
            | ExprKind::Use(_)
            | ExprKind::Param(..)
            | ExprKind::Follow(..) => self.named(expr),
            ExprKind::Negate(inner) => format!("\u{2212}{}", self.words(inner, 7)),
            ExprKind::Binary(operator, a, b) => self.binary(*operator, a, b, strength),
            ExprKind::Convert(inner, ..) => match self.speech {
                Speech::Names => self.words(inner, strength),
                Speech::Values => self.value(expr, false),
            },
            ExprKind::Otherwise(..) | ExprKind::If(..) | ExprKind::FirstOf { .. } => {
                match self.speech {
                    Speech::Names => enclosed(self.choice(expr), strength > BRANCH),
                    Speech::Values => self.chosen(expr, strength),
                }
            }
            ExprKind::Call(builtin, arguments) => {
                enclosed(self.call(*builtin, arguments), strength >= COMPARISON)
            }
            ExprKind::Scale(id, argument) => {
                let scale = self.plan().scales.get(id.0);
                let name = scale.map(|s| self.label(&s.labels, &s.name)).unwrap_or_default();
                let argument = self.words(argument, 0);
                let text = self.say("explain-scale", &[("name", name), ("argument", argument)]);
                enclosed(text, strength >= COMPARISON)
            }
            ExprKind::Aggregate(aggregate) => self.aggregate(expr, aggregate),
            ExprKind::ParamOf(..)
            | ExprKind::This(_)
            | ExprKind::Member(..)
            | ExprKind::Lookup(..)
            | ExprKind::Pick(..) => self.of_member(expr, strength),
            ExprKind::Fold(fold) => self.fold(expr, fold, strength),
            ExprKind::Share(share) => enclosed(self.share(share), strength >= COMPARISON),
            ExprKind::Round(round) => enclosed(self.round(round, &expr.ty), strength >= COMPARISON),
            _ => self.condition(expr, strength),
        }
    }

    /// What has a name: its label, or its value.
    fn named(&self, expr: &Expr) -> String {
        let plan = self.plan();
        let found = match &expr.kind {
            ExprKind::Column(table, column) => {
                plan.column(*table, *column).map(|c| (self.column_label(c), c.percent))
            }
            ExprKind::Definition(id) => {
                plan.definition(*id).map(|d| (self.label(&d.labels, &d.name), d.percent))
            }
            ExprKind::Use(id) => {
                plan.uses.get(id.0).map(|u| (self.label(&u.labels, &u.name), false))
            }
            ExprKind::Param(id, day) => plan.param(*id).map(|param| {
                let name = self.label(&param.labels, &param.name);
                let name = match day {
                    Some(day) => {
                        let day = self.words(day, 9);
                        self.say("explain-on-day", &[("what", name), ("day", day)])
                    }
                    None => name,
                };
                (name, param.percent)
            }),
            ExprKind::Follow(reference, _, value) if self.speech == Speech::Names => {
                let (what, of) = (self.words(value, 9), self.words(reference, 9));
                Some((self.say("explain-of", &[("what", what), ("of", of)]), false))
            }
            _ => Some((String::new(), false)),
        };
        found.map(|(name, percent)| self.leaf(expr, name, percent)).unwrap_or_default()
    }

    /// A choice between branches, all of them.
    fn choice(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Otherwise(a, b) => {
                let (what, other) = (self.words(a, 5), self.words(b, 5));
                self.say("explain-otherwise", &[("what", what), ("other", other)])
            }
            ExprKind::If(condition, yes, no) => {
                let arguments = [
                    ("condition", self.words(condition, 0)),
                    ("yes", self.words(yes, 1)),
                    ("no", self.words(no, 1)),
                ];
                self.say("explain-if", &arguments)
            }
            ExprKind::FirstOf { cases, otherwise, .. } => {
                self.first_of(cases, otherwise.as_deref())
            }
            _ => String::new(),
        }
    }

    /// The branch that was chosen.
    fn chosen(&self, expr: &Expr, strength: u8) -> String {
        let holds = |c: &Expr| self.is(c) == Value::Bool(true);
        let chosen = match &expr.kind {
            ExprKind::Otherwise(a, b) => {
                Some(if self.is(a) == Value::Missing { b.as_ref() } else { a.as_ref() })
            }
            ExprKind::If(condition, yes, no) => match self.is(condition) {
                Value::Bool(true) => Some(yes.as_ref()),
                Value::Bool(false) => Some(no.as_ref()),
                _ => None,
            },
            ExprKind::FirstOf { cases, otherwise, .. } => {
                let case = cases.iter().find(|(_, c)| holds(c)).map(|(value, _)| value);
                case.or(otherwise.as_deref())
            }
            _ => None,
        };
        match chosen {
            Some(chosen) => self.words(chosen, strength),
            None => self.value(expr, false),
        }
    }

    pub(super) fn constant(&self, constant: &Constant, ty: &Type, percent: bool) -> String {
        let value = match constant {
            Constant::Number(n) => Value::Number(*n),
            Constant::Bool(b) => Value::Bool(*b),
            Constant::Date(d) => Value::Date(*d),
            Constant::Text(t) => Value::Text(t.as_str().into()),
        };
        format_value(self.plan(), &value, ty, percent, self.language)
    }

    fn binary(&self, operator: BinaryOperator, a: &Expr, b: &Expr, strength: u8) -> String {
        use BinaryOperator as O;
        let (sign, own) = match operator {
            O::Or | O::And => {
                let id = if operator == O::Or { "explain-or" } else { "explain-and" };
                let mut all = operands(operator, a);
                all.extend(operands(operator, b));
                return enclosed(self.join(id, &all), strength > BRANCH);
            }
            O::Equal => ("=", 3),
            O::NotEqual => ("≠", 3),
            O::Less => ("<", 3),
            O::LessOrEqual => ("≤", 3),
            O::Greater => (">", 3),
            O::GreaterOrEqual => ("≥", 3),
            O::Add => ("+", 5),
            O::Subtract => ("\u{2212}", 5),
            O::Multiply => ("×", 6),
            O::Divide => ("÷", 6),
            O::Power => ("^", 8),
        };
        // The sentence of an aggregate ends with its rows: what follows would seem to be theirs.
        let spoken = self.speech == Speech::Names && matches!(a.kind, ExprKind::Aggregate(_));
        let first = enclosed(self.words(a, own), spoken && own > COMPARISON);
        enclosed(format!("{first} {sign} {}", self.words(b, own + 1)), own < strength)
    }

    fn join(&self, id: &str, all: &[&Expr]) -> String {
        let joint = self.say(id, &[]);
        let parts: Vec<String> = all.iter().map(|e| self.words(e, 2)).collect();
        parts.join(&format!(" {joint} "))
    }

    fn condition(&self, expr: &Expr, strength: u8) -> String {
        match &expr.kind {
            ExprKind::Not(inner) => self.say("explain-not", &[("what", self.words(inner, 2))]),
            ExprKind::Between(value, low, high) => {
                let arguments = [
                    ("what", self.words(value, 4)),
                    ("low", self.words(low, 4)),
                    ("high", self.words(high, 4)),
                ];
                enclosed(self.say("explain-between", &arguments), strength > BRANCH)
            }
            ExprKind::OneOf(value, list) => {
                let list: Vec<String> = list.iter().map(|e| self.words(e, 4)).collect();
                let arguments = [("what", self.words(value, 4)), ("list", list.join(", "))];
                enclosed(self.say("explain-one-of", &arguments), strength > BRANCH)
            }
            ExprKind::IsKnown(value, known) => {
                let id = if *known { "explain-is-known" } else { "explain-is-missing" };
                // Its value would say nothing here: the sentence is about whether there is one.
                let names = Speaker { speech: Speech::Names, ..*self };
                self.say(id, &[("what", names.words(value, 4))])
            }
            ExprKind::IsAt(id, bound) => {
                let plan = self.plan();
                let name = plan.definition(*id).map(|d| self.label(&d.labels, &d.name));
                let id = match bound {
                    Bound::Floor => "explain-is-at-floor",
                    Bound::Cap => "explain-is-at-cap",
                    Bound::Fixed => "explain-is-fixed",
                    Bound::Free => "explain-is-free",
                };
                self.say(id, &[("what", name.unwrap_or_default())])
            }
            ExprKind::Conditions(quantifier, conditions) => {
                let id = match quantifier {
                    Quantifier::Any => "explain-or",
                    Quantifier::All => "explain-and",
                };
                let all: Vec<&Expr> = conditions.iter().collect();
                let text = self.join(id, &all);
                enclosed(text, strength > BRANCH)
            }
            _ => self.sentence(expr).unwrap_or_else(|| self.value(expr, false)),
        }
    }

    fn first_of(&self, cases: &[(Expr, Expr)], otherwise: Option<&Expr>) -> String {
        let mut parts = Vec::new();
        for (value, condition) in cases {
            parts.push(self.say(
                "explain-case",
                &[("value", self.words(value, 1)), ("condition", self.words(condition, 0))],
            ));
        }
        if let Some(otherwise) = otherwise {
            let value = self.words(otherwise, 1);
            parts.push(self.say("explain-case-otherwise", &[("value", value)]));
        }
        parts.join("; ")
    }

    fn call(&self, builtin: Builtin, arguments: &[Expr]) -> String {
        // One of several, joined by a word, is enclosed when it is itself a choice.
        let strength = if arguments.len() > 1 { BRANCH + 1 } else { 0 };
        let list: Vec<String> = arguments.iter().map(|a| self.words(a, strength)).collect();
        let id = match builtin {
            Builtin::Min => "explain-min",
            Builtin::Max => "explain-max",
            Builtin::Abs => "explain-abs",
            Builtin::Log => "explain-log",
            Builtin::Exp => "explain-exp",
            Builtin::Sqrt => "explain-sqrt",
            Builtin::Age => "explain-age",
            Builtin::Year => "explain-year",
        };
        let joint = format!(" {} ", self.say("explain-and", &[]));
        let list = match builtin {
            Builtin::Min | Builtin::Max => list.join(&joint),
            _ => list.join(", "),
        };
        self.say(id, &[("list", list)])
    }

    fn aggregate(&self, expr: &Expr, aggregate: &crate::plan::Aggregate) -> String {
        if self.speech == Speech::Values {
            return self.value(expr, false);
        }
        let id = aggregate_id(aggregate.function);
        let rows = self.rows_of(aggregate.table);
        let there = Speaker { table: Some(aggregate.table), row: 0, ..*self };
        let what = aggregate.value.as_ref().map(|v| there.words(v, 0));
        let what = what.unwrap_or_else(|| rows.clone());
        let mut text = self.say(id, &[("what", what), ("rows", rows)]);
        if let RowSet::Per(key) = &aggregate.rows {
            text.push(' ');
            text.push_str(&self.say("explain-per", &[("key", self.words(key, 0))]));
        }
        if let Some(filter) = &aggregate.filter {
            text.push(' ');
            text.push_str(&self.say("explain-where", &[("condition", there.words(filter, 0))]));
        }
        let weight = aggregate.weight.as_ref().map(|weight| there.words(weight, 0));
        text.push_str(&self.taken(weight, aggregate.dropping.as_ref()));
        text
    }
}

/// How tightly a branch of a choice binds its words: what binds less is enclosed.
const BRANCH: u8 = 1;

/// How tightly a comparison binds; arithmetic binds more. Within either, what is said by a sentence
/// is enclosed, so that nobody takes what follows for a part of it.
const COMPARISON: u8 = 3;

/// A text, in brackets where that is needed.
fn enclosed(text: String, needed: bool) -> String {
    if needed { format!("({text})") } else { text }
}

/// What an `and` joins, or an `or`, through all of the same that stand in it.
fn operands(operator: BinaryOperator, expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Binary(own, a, b) if *own == operator => {
            let mut all = operands(operator, a);
            all.extend(operands(operator, b));
            all
        }
        _ => vec![expr],
    }
}

/// The sentence of an aggregate.
pub(super) fn aggregate_id(function: AggregateFunction) -> &'static str {
    match function {
        AggregateFunction::Sum => "explain-sum",
        AggregateFunction::Mean => "explain-mean",
        AggregateFunction::Median => "explain-median",
        AggregateFunction::Percentile => "explain-percentile",
        AggregateFunction::Min => "explain-least",
        AggregateFunction::Max => "explain-greatest",
        AggregateFunction::Count => "explain-count",
        AggregateFunction::Every => "explain-every",
        AggregateFunction::Some => "explain-some",
        AggregateFunction::No => "explain-no",
        AggregateFunction::Deviation => "explain-deviation",
    }
}
