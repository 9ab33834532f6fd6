//! Where a derivation ends: cells, results of other formulas, parameters, scales, each with its
//! source and its standing.

use super::derive::{Builder, Node, NodeKind, nothing};
use super::words::format_value;
use crate::diagnostic::catalog;
use crate::plan::{Changed, Decided, Expr, ExprKind, TableId, Varied};
use crate::standing::Standing;

impl Builder<'_, '_> {
    pub(super) fn cell(&self, table: TableId, column: crate::plan::ColumnId, row: usize) -> Node {
        let explainer = self.explainer;
        let (Some(schema), Some(data)) =
            (explainer.plan.column(table, column), explainer.data.table(table))
        else {
            return nothing();
        };
        let expr = Expr {
            kind: ExprKind::Column(table, column),
            ty: schema.ty.clone(),
            optional: schema.optional,
            per_row: true,
            span: schema.span,
        };
        let value = explainer.value_of(&expr, Some(table), row);
        let cells = data.column(column);
        Node {
            kind: NodeKind::Cell,
            name: schema.name.clone(),
            title: match u32::try_from(row).ok().and_then(|row| explainer.plan.member(table, row)) {
                Some(member) => self
                    .of_member(schema.labels.say(self.language, &schema.name), member.name.clone()),
                None => schema.labels.say(self.language, &schema.name),
            },
            row: explainer.key(Some(table), row).map(|k| k.to_string()),
            shown: explainer.shown(&value, &schema.ty, schema.percent, self.language),
            value,
            remark: schema.decided.as_ref().map(|decided| self.decided(decided)),
            cites: schema.cites.clone(),
            standing: cells.and_then(|c| c.standing.get(row).copied()),
            source: cells.and_then(|c| c.source.get(row).cloned().flatten()),
            span: schema.span,
            ..nothing()
        }
    }

    /// From which decision an amount was read.
    pub(super) fn decided(&self, decided: &Decided) -> String {
        let id =
            if decided.year_before { "explain-decided-year-before" } else { "explain-decided" };
        let arguments = [("formula", decided.formula.clone()), ("result", decided.result.clone())];
        catalog().say(self.language, id, &arguments)
    }

    pub(super) fn used(&self, id: crate::plan::UseId, row: usize) -> Node {
        let explainer = self.explainer;
        let Some(used) = explainer.plan.uses.get(id.0) else { return nothing() };
        let row = if used.table.is_some() { row } else { 0 };
        let expr = Expr {
            kind: ExprKind::Use(id),
            ty: used.ty.clone(),
            optional: false,
            per_row: used.table.is_some(),
            span: used.span,
        };
        let value = explainer.value_of(&expr, used.table, row);
        let cells = explainer.data.use_column(id).map(|u| &u.column);
        Node {
            kind: NodeKind::Use,
            name: used.name.clone(),
            title: used.labels.say(self.language, &used.name),
            row: explainer.key(used.table, row).map(|k| k.to_string()),
            shown: format_value(explainer.plan, &value, &used.ty, false, self.language),
            value,
            remark: Some(catalog().say(
                self.language,
                "explain-from-formula",
                &[("formula", used.formula.clone()), ("result", used.result.clone())],
            )),
            standing: cells.and_then(|c| c.standing.get(row).copied()),
            source: cells.and_then(|c| c.source.get(row).cloned().flatten()),
            span: used.span,
            ..nothing()
        }
    }

    pub(super) fn param(
        &self,
        expr: &Expr,
        id: crate::plan::ParamId,
        member: Option<usize>,
        table: Option<TableId>,
        row: usize,
    ) -> Node {
        let explainer = self.explainer;
        let (Some(param), Some(used)) =
            (explainer.plan.param(id), explainer.run.params().get(id.0))
        else {
            return nothing();
        };
        let value = explainer.value_of(expr, table, row);
        let is_set = self.varied.contains(&Varied::Param(id));
        let members = member.map(|place| explainer.plan.members_of(param, place).join(", "));
        let title = param.labels.say(self.language, &param.name);
        Node {
            kind: NodeKind::Param,
            name: match &members {
                Some(members) => format!("{}[{members}]", param.name),
                None => param.name.clone(),
            },
            title: match members {
                Some(member) => self.of_member(title, member),
                None => title,
            },
            shown: format_value(explainer.plan, &value, &param.ty, param.percent, self.language),
            value,
            remark: if is_set {
                Some(catalog().say::<&str>(self.language, "explain-set-here", &[]))
            } else if !used.counts(member.unwrap_or(0), &explainer.run.request().without) {
                Some(self.left_out(member.map_or(used.standing, |place| used.standing_of(place))))
            } else {
                self.scenario_remark(match member {
                    Some(place) => Changed::Member(id, place),
                    None => Changed::Param(id),
                })
            },
            cites: member.map_or(used.cites.as_slice(), |place| used.cites_of(place)).to_vec(),
            standing: (!is_set)
                .then(|| member.map_or(used.standing, |place| used.standing_of(place))),
            reason: member.map_or(used.reason.as_ref(), |place| used.reason_of(place)).cloned(),
            since: used.since.filter(|_| !member.is_some_and(|place| used.given.contains(&place))),
            span: param.span,
            ..nothing()
        }
    }

    pub(super) fn scale(
        &self,
        id: crate::plan::ScaleId,
        expr: &Expr,
        table: Option<TableId>,
        row: usize,
    ) -> Node {
        let explainer = self.explainer;
        let (Some(scale), Some(version)) =
            (explainer.plan.scales.get(id.0), explainer.scale_version(id))
        else {
            return nothing();
        };
        let value = explainer.value_of(expr, table, row);
        let is_out = explainer.run.request().without.contains(&version.standing);
        Node {
            kind: NodeKind::Scale,
            remark: is_out.then(|| self.left_out(version.standing)),
            name: scale.name.clone(),
            title: scale.labels.say(self.language, &scale.name),
            shown: format_value(explainer.plan, &value, &expr.ty, false, self.language),
            value,
            cites: version.cites.clone(),
            standing: Some(version.standing),
            reason: version.reason.clone(),
            since: version.since,
            span: scale.span,
            ..nothing()
        }
    }

    /// That a value of this standing does not count in the run.
    pub(super) fn left_out(&self, standing: Standing) -> String {
        let word = catalog().say::<&str>(self.language, standing.phrase(), &[]);
        catalog().say(self.language, "explain-left-out", &[("standing", word)])
    }
}
