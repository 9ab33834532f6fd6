//! What stands behind a sum over rows, and behind a value under other parameters.

use super::Explainer;
use super::derive::{Builder, DEPTH_MAX, Node, NodeKind, nothing, push};
use super::words::{Speaker, Speech, format_value};
use crate::diagnostic::catalog;
use crate::number::{Decimal, Number};
use crate::plan::{Aggregate, Definition, Expr, RowSet, TableId, Varied};
use crate::run::Value;
use crate::syntax::ast::AggregateFunction;

/// How many rows of a sum are shown before the others are told together.
const ROWS_SHOWN: usize = 20;

impl Explainer<'_> {
    /// The rows that take part in an aggregate.
    fn rows_taking_part(&self, aggregate: &Aggregate, row: usize) -> Vec<u32> {
        let count = self.data.rows(aggregate.table);
        let mut rows: Vec<u32> = (0..count).filter_map(|r| u32::try_from(r).ok()).collect();
        match &aggregate.rows {
            RowSet::All => {}
            RowSet::Its(column) => {
                let cells = self.data.table(aggregate.table).and_then(|t| t.column(*column));
                let owner = |of: u32| match cells.map(|c| &c.values) {
                    Some(crate::data::Values::Row(owners)) => owners.get(of as usize).copied(),
                    _ => None,
                };
                let known = |of: u32| cells.is_some_and(|c| !c.is_missing(of as usize));
                rows.retain(|of| known(*of) && owner(*of).is_some_and(|o| o as usize == row));
            }
            RowSet::Per(key) => {
                let groups = self.groups_by(key, aggregate.table, &rows);
                let own = groups.get(row).copied().flatten();
                rows.retain(|of| own.is_some() && groups.get(*of as usize) == Some(&own));
            }
        }
        if let Some(filter) = &aggregate.filter {
            let there = Some(aggregate.table);
            let holds = self.run.evaluate(self.plan, self.data, filter, there, rows.clone());
            let holds = |at: usize| holds.as_ref().is_ok_and(|c| c.bool(at) == Some(true));
            let mut at = 0..;
            rows.retain(|_| at.next().is_some_and(&holds));
        }
        rows
    }
}

impl Builder<'_, '_> {
    /// A sum or the like is one node, with what each row brings below it, the largest first.
    pub(super) fn gathering(
        &mut self,
        expr: &Expr,
        aggregate: &Aggregate,
        table: Option<TableId>,
        row: usize,
        depth: usize,
    ) -> Node {
        let explainer = self.explainer;
        let value = explainer.value_of(expr, table, row);
        let plan = explainer.plan;
        let title = self.named(expr, table, row);
        let rows = explainer.rows_taking_part(aggregate, row);
        let group = rows.first().map_or(usize::MAX, |first| *first as usize);
        let first = self.gathered.insert((expr.span, aggregate.instance, group));
        let children = match first && depth < DEPTH_MAX {
            true => self.rows_of(aggregate, &rows, table.map(|t| (t, row)), depth + 1),
            false => Vec::new(),
        };
        Node {
            kind: NodeKind::Gathering,
            name: plan.source.slice(expr.span).to_owned(),
            title,
            shown: format_value(plan, &value, &expr.ty, false, self.language),
            value,
            span: expr.span,
            repeated: !first && !rows.is_empty(),
            children,
            ..nothing()
        }
    }

    /// An expression in words, with the names of what it reads.
    fn named(&self, expr: &Expr, table: Option<TableId>, row: usize) -> String {
        let explainer = self.explainer;
        let (plan, language, speech) = (explainer.plan, self.language, Speech::Names);
        Speaker { plan, explainer: Some(explainer), language, speech, table, row, folded: None }
            .rule(expr)
    }

    /// What rows bring to an aggregate: all of them where the whole is asked for.
    fn rows_of(
        &mut self,
        aggregate: &Aggregate,
        rows: &[u32],
        from: Option<(TableId, usize)>,
        depth: usize,
    ) -> Vec<Node> {
        let mut brings: Vec<(usize, Value<Decimal>)> = match &aggregate.value {
            None => rows.iter().map(|row| (*row as usize, Value::Number(Decimal::ONE))).collect(),
            Some(value) => {
                let (explainer, there) = (self.explainer, Some(aggregate.table));
                let (plan, data) = (explainer.plan, explainer.data);
                let cells = explainer.run.evaluate(plan, data, value, there, rows.to_vec());
                let value = |at: usize| cells.as_ref().map_or(Value::Missing, |c| c.get(at));
                rows.iter().enumerate().map(|(at, row)| (*row as usize, value(at))).collect()
            }
        };
        brings.sort_by(|a, b| largest_first(aggregate.function, &a.1, &b.1));
        let shown = if self.whole { brings.len() } else { ROWS_SHOWN };
        let rest = brings.split_off(shown.min(brings.len()));
        let its = matches!(aggregate.rows, RowSet::Its(_));
        let mut nodes = Vec::with_capacity(brings.len() + 1);
        for (row, value) in brings {
            let opened = self.whole || its || from == Some((aggregate.table, row));
            nodes.push(self.row_of(aggregate, row, value, opened.then_some(depth)));
        }
        if !rest.is_empty() {
            nodes.push(self.further(aggregate, &rest));
        }
        nodes
    }

    fn row_of(
        &mut self,
        aggregate: &Aggregate,
        row: usize,
        value: Value<Decimal>,
        opened: Option<usize>,
    ) -> Node {
        let explainer = self.explainer;
        let there = Some(aggregate.table);
        let mut children = Vec::new();
        if let Some(depth) = opened {
            let parts = [&aggregate.value, &aggregate.weight, &aggregate.filter];
            for part in parts.into_iter().flatten() {
                self.inputs(part, there, row, depth + 1, &mut children);
            }
        }
        let named = explainer.data.table(aggregate.table);
        let named = named.map(|t| t.named_row(explainer.plan, row).say(self.language));
        let key = explainer.key(there, row).map(|key| key.to_string());
        Node {
            kind: NodeKind::Row,
            name: key.clone().unwrap_or_default(),
            title: named.unwrap_or_default(),
            row: key,
            shown: match &aggregate.value {
                None => "1".to_owned(),
                Some(of) => explainer.shown(&value, &of.ty, false, self.language),
            },
            value,
            children,
            ..nothing()
        }
    }

    /// So many further rows, with what they bring together where that is a sum.
    fn further(&self, aggregate: &Aggregate, rest: &[(usize, Value<Decimal>)]) -> Node {
        let count = rest.len().to_string();
        let numbers: Option<Vec<Decimal>> = match aggregate.function {
            AggregateFunction::Sum | AggregateFunction::Count => {
                rest.iter().map(|(_, value)| value.number()).collect()
            }
            _ => None,
        };
        let sum = numbers.and_then(|numbers| crate::number::sum(numbers).ok());
        let value = sum.map_or(Value::Missing, Value::Number);
        let plan = self.explainer.plan;
        let shown = match (&value, &aggregate.value) {
            (Value::Missing, _) => String::new(),
            (_, None) => count.clone(),
            (_, Some(of)) => format_value(plan, &value, &of.ty, false, self.language),
        };
        Node {
            kind: NodeKind::Further,
            title: catalog().say(self.language, "explain-further-rows", &[("count", count)]),
            value,
            shown,
            ..nothing()
        }
    }

    /// A value under other parameters or definitions: what they are set to, then how it comes out.
    pub(super) fn under_other_values(
        &mut self,
        expr: &Expr,
        value: &Expr,
        settings: &[(Varied, Expr)],
        table: Option<TableId>,
        row: usize,
        depth: usize,
    ) -> Node {
        let explainer = self.explainer;
        let (plan, data) = (explainer.plan, explainer.data);
        let outcome = explainer.value_of(expr, table, row);
        let title = self.named(expr, table, row);
        let mut children = Vec::new();
        if depth < DEPTH_MAX {
            for (what, setting) in settings {
                let node = self.setting(*what, setting, depth + 1);
                push(&mut children, node);
            }
            if let Ok(run) = explainer.run.under_other_values(plan, data, settings, value) {
                let inner = Explainer::new(plan, data, &run);
                let mut builder = Builder::new(&inner, self.language, self.whole);
                builder.varied.clone_from(&self.varied);
                builder.varied.extend(settings.iter().map(|(what, _)| *what));
                let mut inside = Vec::new();
                builder.inputs(value, table, row, depth + 1, &mut inside);
                children.extend(inside);
            }
        }
        Node {
            kind: NodeKind::Varied,
            name: plan.source.slice(expr.span).to_owned(),
            title,
            row: explainer.key(table, row).map(|key| key.to_string()),
            shown: explainer.shown(&outcome, &expr.ty, false, self.language),
            value: outcome,
            span: expr.span,
            children,
            ..nothing()
        }
    }

    /// A parameter or definition that is set for a while, with what its value needs.
    fn setting(&mut self, what: Varied, setting: &Expr, depth: usize) -> Node {
        let explainer = self.explainer;
        let plan = explainer.plan;
        let named = match what {
            Varied::Param(id) => plan.param(id).map(|p| (&p.labels, &p.name, p.percent)),
            Varied::Definition(id) => plan.definition(id).map(|d| (&d.labels, &d.name, d.percent)),
        };
        let Some((labels, name, percent)) = named else { return nothing() };
        let value = explainer.value_of(setting, None, 0);
        let mut children = Vec::new();
        self.inputs(setting, None, 0, depth, &mut children);
        Node {
            kind: NodeKind::Varied,
            name: name.clone(),
            title: labels.say(self.language, name),
            shown: explainer.shown(&value, &setting.ty, percent, self.language),
            value,
            remark: Some(catalog().say::<&str>(self.language, "explain-set-here", &[])),
            span: setting.span,
            children,
            ..nothing()
        }
    }

    /// A definition that has another value than its rule gives.
    pub(super) fn set_here(&self, definition: &Definition, value: Value<Decimal>) -> Node {
        Node {
            kind: NodeKind::Varied,
            name: definition.name.clone(),
            title: definition.labels.say(self.language, &definition.name),
            shown: self.explainer.shown(&value, &definition.ty, definition.percent, self.language),
            value,
            remark: Some(catalog().say::<&str>(self.language, "explain-set-here", &[])),
            span: definition.span,
            ..nothing()
        }
    }
}

/// Numbers by their size; of answers those first that decide the whole.
fn largest_first(
    function: AggregateFunction,
    a: &Value<Decimal>,
    b: &Value<Decimal>,
) -> std::cmp::Ordering {
    let rank = |value: &Value<Decimal>| match value {
        Value::Bool(holds) => usize::from(*holds == (function == AggregateFunction::Every)),
        Value::Missing => 0,
        _ => 1,
    };
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => b.abs().total_order(a.abs()),
        _ => rank(a).cmp(&rank(b)),
    }
}
