//! The derivation of one value: a tree from the result down to cells and parameters.

use super::words::{Speaker, Speech, format_value, rule_in_words, unit_words};
use super::{Explainer, Rests, ties};
use crate::diagnostic::{Span, catalog};
use crate::number::{Decimal, Number};
use crate::plan::{Changed, DefinitionId, Expr, ExprKind, Share, TableId, Type, Varied, Wording};
use crate::run::{GroupShare, Value};
use crate::standing::Standing;
use crate::syntax::ast::Bound;
use crate::words::{Language, format_number_short};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a node of a derivation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A `let` or `result`.
    Definition(DefinitionId),
    /// A parameter.
    Param,
    /// A scale.
    Scale,
    /// A function of the formula, applied.
    Function,
    /// A cell of data.
    Cell,
    /// A result of another formula.
    Use,
    /// A sum or the like over rows.
    Gathering,
    /// What one row brings to it.
    Row,
    /// What further rows bring, told together.
    Further,
    /// A value as it would be with other parameters or definitions.
    Varied,
}

/// One value with its rule and what the rule needed.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its name in the formula.
    pub name: String,
    /// Its label.
    pub title: String,
    /// The row it belongs to, by key; none for a value of the country.
    pub row: Option<String>,
    /// The value.
    pub value: Value<Decimal>,
    /// The value with its unit, as a reader sees it.
    pub shown: String,
    /// Its rule in words.
    pub rule: Option<String>,
    /// Its rule with the values that entered.
    pub worked: Option<String>,
    /// What a share did: level and bound, in a sentence.
    pub remark: Option<String>,
    /// Its sources in law.
    pub cites: Vec<Wording>,
    /// How firm it is: an input's own standing, a definition's only if it states one.
    pub standing: Option<Standing>,
    /// Why it is derived, estimated or assumed.
    pub reason: Option<Wording>,
    /// Where a cell was read.
    pub source: Option<Arc<Wording>>,
    /// Since when a parameter has this value.
    pub since: Option<jiff::civil::Date>,
    /// Where its rule stands in the formula.
    pub span: Span,
    /// What the rule needed.
    pub children: Vec<Node>,
    /// Whether its children are shown where it stands for the first time.
    pub repeated: bool,
}

impl Node {
    /// All nodes, this one first, with their depth.
    pub fn walk(&self) -> Vec<(usize, &Node)> {
        let mut out = Vec::new();
        let mut open = vec![(0, self)];
        while let Some((depth, node)) = open.pop() {
            out.push((depth, node));
            open.extend(node.children.iter().rev().map(|child| (depth + 1, child)));
        }
        out
    }
}

/// How deep a tree may grow.
pub(super) const DEPTH_MAX: usize = 64;

impl Explainer<'_> {
    /// The derivation of a definition's value for a row (any row for a national one). Of a sum
    /// over rows the largest are shown; those that belong to this row, and the row itself, are
    /// opened.
    pub fn derive(&self, definition: DefinitionId, row: usize, language: Language) -> Node {
        Builder::new(self, language, false).definition(definition, row, 0)
    }

    /// The same with every row of every sum, each opened where it stands for the first time.
    pub fn derive_whole(&self, definition: DefinitionId, row: usize, language: Language) -> Node {
        Builder::new(self, language, true).definition(definition, row, 0)
    }

    /// The whole derivation as text for a terminal, with what it rests on.
    pub fn derive_text(&self, definition: DefinitionId, row: usize, language: Language) -> String {
        let tree = self.derive_whole(definition, row, language);
        let mut out = String::new();
        for (depth, node) in tree.walk() {
            let indent = "  ".repeat(depth);
            match node.shown.is_empty() {
                true => out.push_str(&format!("{indent}{}\n", node.title)),
                false => out.push_str(&format!("{indent}{} = {}\n", node.title, node.shown)),
            }
            for line in [&node.rule, &node.worked, &node.remark].into_iter().flatten() {
                out.push_str(&format!("{indent}    {line}\n"));
            }
            for line in node.notes(language) {
                out.push_str(&format!("{indent}    {line}\n"));
            }
        }
        let rests = self.rests(definition, row);
        out.push_str(&format!("\n{}\n", rests_sentence(&rests, language)));
        out
    }
}

/// On how many inputs an amount rests, as a sentence.
pub fn rests_sentence(rests: &Rests, language: Language) -> String {
    let arguments = [
        ("inputs", rests.inputs.to_string()),
        ("unverified", rests.unverified_count().to_string()),
    ];
    catalog().say(language, "explain-rests", &arguments)
}

impl Node {
    /// Citation, standing, reason and source, a line each.
    pub fn notes(&self, language: Language) -> Vec<String> {
        let say = |id: &str, value: String| catalog().say(language, id, &[("value", value)]);
        let mut lines = Vec::new();
        if !self.cites.is_empty() {
            let cites: Vec<String> = self.cites.iter().map(|c| c.say(language)).collect();
            lines.push(say("explain-cites", cites.join("; ")));
        }
        if let Some(standing) = self.standing {
            let word =
                catalog().say::<&str>(language, &format!("standing-{}", standing.word()), &[]);
            let line = match &self.reason {
                Some(reason) => format!("{word}: {}", reason.say(language)),
                None => word,
            };
            lines.push(say("explain-standing", line));
        }
        if let Some(source) = &self.source {
            lines.push(say("explain-source", source.say(language)));
        }
        if self.repeated {
            lines.push(catalog().say::<&str>(language, "explain-repeated", &[]));
        }
        lines
    }
}

pub(super) struct Builder<'e, 'r> {
    pub(super) explainer: &'e Explainer<'r>,
    pub(super) language: Language,
    /// Whether all rows of a sum are shown, and opened.
    pub(super) whole: bool,
    /// Parameters and definitions that have another value for a while.
    pub(super) varied: BTreeSet<Varied>,
    seen: BTreeSet<(DefinitionId, usize)>,
    /// Sums over rows that stand above: place, instance and one of their rows.
    pub(super) gathered: BTreeSet<(Span, u32, usize)>,
}

impl<'e, 'r> Builder<'e, 'r> {
    pub(super) fn new(explainer: &'e Explainer<'r>, language: Language, whole: bool) -> Self {
        let (varied, seen, gathered) = Default::default();
        Builder { explainer, language, whole, varied, seen, gathered }
    }
}

impl Builder<'_, '_> {
    fn definition(&mut self, id: DefinitionId, row: usize, depth: usize) -> Node {
        let explainer = self.explainer;
        let plan = explainer.plan;
        let Some(definition) = plan.definition(id) else { return nothing() };
        let table = definition.table;
        let row = if table.is_some() { row } else { 0 };
        let value = explainer.run.value(id, row);
        if self.varied.contains(&Varied::Definition(id)) {
            return self.set_here(definition, value);
        }
        let first = self.seen.insert((id, row));
        let speak = |speech| {
            let language = self.language;
            Speaker { plan, explainer: Some(explainer), language, speech, table, row, folded: None }
                .rule(&definition.body)
        };
        let rule = speak(Speech::Names);
        let worked = speak(Speech::Values);
        let shown = match (&value, &definition.body.kind) {
            (Value::Number(number), ExprKind::Solve(_)) => {
                self.precisely(*number, &definition.ty, definition.percent)
            }
            _ => explainer.shown(&value, &definition.ty, definition.percent, self.language),
        };
        // What a share or a search did is said better by its remark than by its values in a row.
        let has_remark = matches!(definition.body.kind, ExprKind::Share(_) | ExprKind::Solve(_));
        let worked = (worked != rule && worked != shown && !has_remark).then_some(worked);
        let children = if first && depth < DEPTH_MAX {
            let mut children = Vec::new();
            // The sentence of an aggregate over members already stands here; its terms follow.
            let parts = match &definition.body.kind {
                ExprKind::Fold(_) => self.operands(&definition.body, table, row),
                _ => vec![&definition.body],
            };
            for part in parts {
                self.inputs(part, table, row, depth + 1, &mut children);
            }
            children
        } else {
            Vec::new()
        };
        Node {
            kind: NodeKind::Definition(id),
            name: definition.name.clone(),
            title: definition.labels.say(self.language, &definition.name),
            row: explainer.key(table, row).map(|k| k.to_string()),
            value,
            shown,
            rule: Some(rule),
            worked,
            remark: ties::and_also(
                self.share_remark(&definition.body, row)
                    .or_else(|| self.solve_remark(&definition.body, definition.percent))
                    .or_else(|| self.scenario_remark(Changed::Definition(id))),
                explainer.tie_remark(id, row, self.language),
            ),
            cites: definition.cites.clone(),
            standing: definition.standing.as_ref().map(|(s, _)| *s),
            reason: definition.standing.as_ref().map(|(_, r)| r.clone()),
            source: None,
            since: None,
            span: definition.span,
            children,
            repeated: !first,
        }
    }

    /// What a share did with this row: its part of the weights, or the bound that holds it.
    fn share_remark(&self, body: &Expr, row: usize) -> Option<String> {
        let share_expr = match &body.kind {
            ExprKind::Round(round) => &round.value,
            _ => body,
        };
        let ExprKind::Share(share) = &share_expr.kind else { return None };
        let detail = self.explainer.run.share(share_expr.span)?;
        let group = detail.groups.get(detail.group_of.get(row).copied().flatten()?)?;
        let bound = detail.bounds.get(row).copied().flatten()?;
        let weight = detail.weights.get(row).copied().flatten()?;
        let mut remark = self.remark_of(share, group, weight, bound);
        if let Some(difference) = detail.differences.get(row).copied().flatten() {
            remark.push(' ');
            remark.push_str(&self.difference_of_rounds(difference, &share.pool.ty));
        }
        Some(remark)
    }

    /// Where a `solve` reached its target, and by how much it passed it.
    fn solve_remark(&self, body: &Expr, percent: bool) -> Option<String> {
        let ExprKind::Solve(solve) = &body.kind else { return None };
        let detail = self.explainer.run.solve(body.span)?;
        let say = |number: Decimal, ty: &Type, percent: bool| {
            let value = Value::Number(number);
            format_value(self.explainer.plan, &value, ty, percent, self.language)
        };
        let arguments = [
            ("step", detail.step.to_string()),
            ("steps", detail.steps.to_string()),
            // As precise as it was found: two decimals would name another step.
            ("value", self.precisely(detail.value, &body.ty, percent)),
            ("total", say(detail.total, &solve.total.ty, false)),
            ("target", say(detail.target, &solve.target.ty, false)),
            ("residual", say(detail.residual, &solve.total.ty, false)),
        ];
        Some(catalog().say(self.language, "explain-solve-found", &arguments))
    }

    /// A number with all its digits and its unit.
    fn precisely(&self, number: Decimal, ty: &Type, percent: bool) -> String {
        let hundred = Decimal::from_i64(100);
        let written = if percent { number.mul(hundred).unwrap_or(number) } else { number };
        let shown = format_number_short(written, 34, self.language);
        match ty {
            _ if percent => format!("{shown}\u{a0}%"),
            Type::Number(unit) if !unit.is_plain() => {
                format!("{shown}\u{a0}{}", unit_words(unit, self.language))
            }
            _ => shown,
        }
    }

    /// What a row gets by rounds beside what the share at one level gives.
    fn difference_of_rounds(&self, difference: Decimal, ty: &Type) -> String {
        let plan = self.explainer.plan;
        let id = match (difference.is_zero(), difference.is_negative()) {
            (true, _) => "explain-rounds-same",
            (false, true) => "explain-rounds-less",
            (false, false) => "explain-rounds-more",
        };
        let value = Value::Number(difference.abs());
        let by = format_value(plan, &value, ty, false, self.language);
        catalog().say(self.language, id, &[("by", by)])
    }

    /// What a scenario changed, with what stood there before.
    pub(super) fn scenario_remark(&self, what: Changed) -> Option<String> {
        let scenario = self.explainer.plan.scenario.as_ref()?;
        let change = scenario.change(what)?;
        let name = scenario.labels.say(self.language, &scenario.name);
        let arguments = [("scenario", name), ("before", change.before.clone())];
        Some(catalog().say(self.language, "explain-set-by-scenario", &arguments))
    }

    fn remark_of(
        &self,
        share: &Share,
        group: &GroupShare<Decimal>,
        weight: Decimal,
        bound: Bound,
    ) -> String {
        let plan = self.explainer.plan;
        let number =
            |n: Decimal, ty: &Type| format_value(plan, &Value::Number(n), ty, false, self.language);
        let part = Number::div(weight, group.weights)
            .and_then(|p| Number::mul(p, Decimal::from_i64(100)))
            .map(|p| format_number_short(p, 4, self.language))
            .unwrap_or_default();
        let level = format_number_short(group.level, 8, self.language);
        let id = match bound {
            Bound::Free if group.at_floor + group.at_cap + group.fixed == 0 => "explain-share-part",
            Bound::Free => "explain-share-free",
            Bound::Floor => "explain-share-floor",
            Bound::Cap => "explain-share-cap",
            Bound::Fixed => "explain-share-fixed",
        };
        let arguments = [
            ("pool", number(group.pool, &share.pool.ty)),
            ("weight", number(weight, &share.weight.ty)),
            ("weights", number(group.weights, &share.weight.ty)),
            ("part", part),
            ("level", level),
            ("floors", group.at_floor.to_string()),
            ("caps", group.at_cap.to_string()),
            ("fixed", group.fixed.to_string()),
        ];
        catalog().say(self.language, id, &arguments)
    }

    /// The inputs of an expression in the order in which they stand, along the chosen branches.
    pub(super) fn inputs(
        &mut self,
        expr: &Expr,
        table: Option<TableId>,
        row: usize,
        depth: usize,
        out: &mut Vec<Node>,
    ) {
        use ExprKind as K;
        match &expr.kind {
            K::Column(of, column) => push(out, self.cell(*of, *column, row)),
            K::Use(id) => push(out, self.used(*id, row)),
            K::Param(id, _) => push(out, self.param(expr, *id, None, table, row)),
            K::ParamOf(id, _, members) => {
                let place = self.explainer.member_place(*id, members, table, row);
                push(out, self.param(expr, *id, place, table, row));
            }
            K::Fold(_) => {
                let node = self.folding(expr, table, row, depth);
                push(out, node);
                return;
            }
            K::Scale(id, _) => push(out, self.scale(*id, expr, table, row)),
            K::Definition(id) | K::IsAt(id, _)
                if !out.iter().any(|n| n.kind == NodeKind::Definition(*id)) =>
            {
                let node = self.definition(*id, row, depth);
                push(out, node);
            }
            K::Follow(reference, target, inner) => {
                if let Value::Row(there) = self.explainer.value_of(reference, table, row) {
                    self.inputs(inner, Some(*target), there as usize, depth, out);
                }
            }
            K::Apply(id, _, body) => {
                let node = self.applied(expr, *id, body, table, row, depth);
                push(out, node);
            }
            K::Aggregate(aggregate) => {
                let node = self.gathering(expr, aggregate, table, row, depth);
                push(out, node);
            }
            K::With(value, settings) => {
                let node = self.under_other_values(expr, value, settings, table, row, depth);
                push(out, node);
                return;
            }
            _ => {}
        }
        for operand in self.operands(expr, table, row) {
            self.inputs(operand, table, row, depth, out);
        }
    }

    /// What an expression reads in the same row: all operands, or those of the chosen branch.
    fn operands<'x>(&self, expr: &'x Expr, table: Option<TableId>, row: usize) -> Vec<&'x Expr> {
        use ExprKind as K;
        let value = |e: &Expr| self.explainer.value_of(e, table, row);
        match &expr.kind {
            K::Param(_, day) => day.iter().map(AsRef::as_ref).collect(),
            K::ParamOf(_, day, members) => day.iter().map(AsRef::as_ref).chain(members).collect(),
            K::Lookup(_, all) => all.iter().collect(),
            K::Pick(member, values) => {
                let chosen = match value(member) {
                    Value::Row(at) => values.get(at as usize),
                    _ => None,
                };
                std::iter::once(member.as_ref()).chain(chosen).collect()
            }
            K::Fold(fold) => {
                let counts =
                    |f: &Option<Expr>| f.as_ref().is_none_or(|f| value(f) == Value::Bool(true));
                let of_terms = fold.terms.iter().flat_map(|term| {
                    let taken = counts(&term.filter).then_some([&term.value, &term.weight]);
                    [&term.filter].into_iter().chain(taken.into_iter().flatten())
                });
                of_terms.chain([&fold.argument, &fold.dropping]).flatten().collect()
            }
            K::Follow(reference, ..) => vec![reference],
            K::Negate(a) | K::Not(a) | K::IsKnown(a, _) | K::Convert(a, ..) | K::Scale(_, a) => {
                vec![a]
            }
            K::Binary(_, a, b) => vec![a, b],
            K::Between(a, b, c) => vec![a, b, c],
            K::OneOf(a, list) => std::iter::once(a.as_ref()).chain(list).collect(),
            K::Conditions(_, all) | K::Call(_, all) => all.iter().collect(),
            K::Otherwise(a, b) if value(a) == Value::Missing => vec![a, b],
            K::Otherwise(a, _) => vec![a],
            K::If(condition, yes, no) => match value(condition) {
                Value::Bool(true) => vec![yes, condition],
                Value::Bool(false) => vec![no, condition],
                _ => vec![condition],
            },
            K::FirstOf { cases, otherwise, .. } => {
                let holds = |(_, condition): &(Expr, Expr)| value(condition) == Value::Bool(true);
                let chosen = cases.iter().position(holds);
                let asked = chosen.map_or(cases.len(), |at| at + 1);
                let case = chosen.and_then(|at| cases.get(at)).map(|(value, _)| value);
                let branch = case.or(otherwise.as_deref());
                let conditions = cases.iter().take(asked).map(|(_, condition)| condition);
                branch.into_iter().chain(conditions).collect()
            }
            K::Share(share) => {
                let limits = [&share.filter, &share.floor, &share.cap].into_iter().flatten();
                let fixed = share.fixed.iter().find(|(_, c)| value(c) == Value::Bool(true));
                let fixed = fixed.into_iter().flat_map(|(value, condition)| [value, condition]);
                [&share.pool, &share.weight].into_iter().chain(limits).chain(fixed).collect()
            }
            K::Round(round) => vec![&round.value],
            K::ShiftDate { date: a, by: b, .. } | K::DaysBetween(a, b) => vec![a, b],
            K::Solve(solve) => vec![&solve.from, &solve.to, &solve.step, &solve.target],
            K::Rank(rank) => vec![&rank.value],
            K::InTop(top) => vec![&top.value, &top.amount],
            K::FillPart(fill, part) => {
                let taken = part.map_or(fill.vessels.len(), |at| at + 1);
                let limits = fill.vessels.iter().take(taken).map(|(_, limit)| limit);
                std::iter::once(&fill.amount).chain(limits).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn of_member(&self, what: String, member: String) -> String {
        catalog().say(self.language, "explain-of-member", &[("what", what), ("member", member)])
    }

    /// A function is one node: its rule with the arguments in place, and what that needed.
    fn applied(
        &mut self,
        expr: &Expr,
        id: crate::plan::FunctionId,
        body: &Expr,
        table: Option<TableId>,
        row: usize,
        depth: usize,
    ) -> Node {
        let explainer = self.explainer;
        let Some(function) = explainer.plan.functions.get(id.0) else { return nothing() };
        let value = explainer.value_of(expr, table, row);
        let speaker = |speech| {
            let (plan, language) = (explainer.plan, self.language);
            Speaker { plan, explainer: Some(explainer), language, speech, table, row, folded: None }
        };
        let (rule, worked) =
            (speaker(Speech::Names).rule(body), speaker(Speech::Values).rule(body));
        let mut children = Vec::new();
        if depth < DEPTH_MAX {
            self.inputs(body, table, row, depth + 1, &mut children);
        }
        Node {
            kind: NodeKind::Function,
            name: explainer.plan.source.slice(expr.span).to_owned(),
            title: function.labels.say(self.language, &function.name),
            shown: format_value(explainer.plan, &value, &expr.ty, false, self.language),
            value,
            worked: (worked != rule).then_some(worked),
            rule: Some(rule),
            cites: function.cites.clone(),
            span: function.span,
            children,
            ..nothing()
        }
    }

    /// An aggregate over members is one node, with what each member brings below it.
    fn folding(&mut self, expr: &Expr, table: Option<TableId>, row: usize, depth: usize) -> Node {
        let explainer = self.explainer;
        let value = explainer.value_of(expr, table, row);
        let mut children = Vec::new();
        if depth < DEPTH_MAX {
            for operand in self.operands(expr, table, row) {
                self.inputs(operand, table, row, depth + 1, &mut children);
            }
        }
        Node {
            kind: NodeKind::Gathering,
            name: explainer.plan.source.slice(expr.span).to_owned(),
            title: rule_in_words(explainer.plan, expr, self.language),
            row: explainer.key(table, row).map(|k| k.to_string()),
            shown: explainer.shown(&value, &expr.ty, false, self.language),
            value,
            span: expr.span,
            children,
            ..nothing()
        }
    }
}

/// Adds a node unless the same value already stands there.
pub(super) fn push(out: &mut Vec<Node>, node: Node) {
    let same =
        |other: &Node| other.kind == node.kind && other.name == node.name && other.row == node.row;
    if !out.iter().any(same) {
        out.push(node);
    }
}

pub(super) fn nothing() -> Node {
    Node {
        kind: NodeKind::Gathering,
        name: String::new(),
        title: String::new(),
        row: None,
        value: Value::Missing,
        shown: String::new(),
        rule: None,
        worked: None,
        remark: None,
        cites: Vec::new(),
        standing: None,
        reason: None,
        source: None,
        since: None,
        span: Span::default(),
        children: Vec::new(),
        repeated: false,
    }
}
