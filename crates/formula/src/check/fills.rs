//! The waterfall: `let paid = fill X: a up to p` defines `paid.a` and `paid.rest`.

use super::expressions::node;
use super::{Checker, Draft, National, OfRow, Scope, State, Stop, Typed};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::plan::{self, DefinitionId, ExprKind, Labels, TableId, Type};
use crate::syntax::ast;

/// The part that holds what no vessel took.
const REST: &str = "rest";

impl<'a> Checker<'a> {
    /// The definitions that a `fill` makes: one a vessel, in their order, and the rest.
    pub(super) fn fill_parts(
        &mut self,
        ast: &'a ast::Definition,
        fill: &ast::Fill,
        table: Option<TableId>,
    ) -> Typed<Vec<plan::Definition>> {
        if ast.result {
            return self.fail(
                Diagnostic::at("check-fill-result", ast.name.span).with("name", &*ast.name.text),
            );
        }
        let scope = Scope { row: table, ..Scope::default() };
        let declared = ast.kind.as_ref().map(|kind| self.column_type(kind));
        let mut amount = self.infer_known(&fill.amount, &scope, declared.as_ref())?;
        if let Some(declared) = &declared {
            self.fit(&mut amount, declared, Place::Formula(ast.name.span))?;
        }
        let unit = Type::Number(self.want_number(&amount.expr, &fill.amount)?);
        let mut vessels: Vec<(String, plan::Expr)> = Vec::new();
        let mut places: Vec<&ast::Ident> = Vec::new();
        for (name, limit) in &fill.steps {
            let earlier = places.iter().find(|p| p.text == name.text).map(|p| p.span);
            if name.text == REST || earlier.is_some() {
                let mut twice =
                    Diagnostic::at("check-fill-name", name.span).with("name", &*name.text);
                twice.other = earlier.map(Place::Formula);
                return self.fail(twice);
            }
            let mut typed = self.infer_known(limit, &scope, Some(&unit))?;
            self.fit(&mut typed, &unit, Place::Formula(fill.amount.span))?;
            places.push(name);
            vessels.push((name.text.clone(), typed.expr));
        }
        let typed = plan::Fill { amount: amount.expr, vessels };
        let per_row = typed.amount.per_row || typed.vessels.iter().any(|(_, l)| l.per_row);
        let needs: Vec<DefinitionId> = std::mem::take(&mut self.needs).into_iter().collect();
        let labels = self.labels(&ast.notes);
        let names = typed.vessels.iter().map(|(name, _)| name.clone()).enumerate();
        let parts: Vec<(String, Option<usize>)> =
            names.map(|(at, name)| (name, Some(at))).chain([(REST.to_owned(), None)]).collect();
        let part = |(name, at): (String, Option<usize>)| plan::Definition {
            name: format!("{}.{name}", ast.name.text),
            labels: labels_of_part(&labels, &name, at),
            cites: super::notes::wordings(&ast.notes.cites),
            standing: self.standing_note(&ast.notes),
            result: false,
            table,
            ty: unit.clone(),
            percent: matches!(&ast.kind, Some(ast::ColumnKind::Number(u)) if u.percent),
            optional: false,
            body: node(
                ExprKind::FillPart(Box::new(typed.clone()), at),
                unit.clone(),
                per_row,
                ast.body.span,
            ),
            needs: needs.clone(),
            span: ast.span,
            name_span: ast.name.span,
        };
        Ok(parts.into_iter().map(part).collect())
    }

    /// `paid.basic` or `reference.paid.basic`; none when what stands before the point is no `fill`.
    pub(super) fn fill_part(
        &mut self,
        base: &ast::Expr,
        part: &ast::Ident,
        span: Span,
        scope: &Scope,
    ) -> Typed<Option<plan::Expr>> {
        match &base.kind {
            ast::ExprKind::Name(name) => match self.draft_of_fill(name, scope.row) {
                Some(draft) => self.part_named(draft, name, part, span).map(Some),
                None => Ok(None),
            },
            ast::ExprKind::Field(reference, name) if self.is_fill_somewhere(name) => {
                let typed = self.infer_known(reference, scope, None)?.expr;
                let Type::Row(target) = typed.ty else { return Ok(None) };
                let key = (target, name.text.clone());
                let Some((OfRow::Draft(draft), _)) = self.of_row.get(&key).copied() else {
                    return Ok(None);
                };
                if !self.is_fill(draft) {
                    return Ok(None);
                }
                let value = self.part_named(draft, name, part, span)?;
                let (ty, per_row) = (value.ty.clone(), typed.per_row);
                let kind = ExprKind::Follow(Box::new(typed), target, Box::new(value));
                Ok(Some(node(kind, ty, per_row, span)))
            }
            _ => Ok(None),
        }
    }

    /// The definitions that a `fill` has made.
    pub(super) fn parts_of(
        &self,
        draft: usize,
    ) -> impl Iterator<Item = (DefinitionId, &plan::Definition)> {
        let place = self.drafts.get(draft).map(|d| d.ast.name.span);
        let all = self.typed.iter().enumerate().map(|(at, d)| (DefinitionId(at), d));
        all.filter(move |(_, d)| Some(d.name_span) == place)
    }

    fn draft_of_fill(&self, name: &ast::Ident, row: Option<TableId>) -> Option<usize> {
        let of_row = row.and_then(|t| self.of_row.get(&(t, name.text.clone())));
        let draft = match (of_row, self.national.get(&name.text)) {
            (Some((OfRow::Draft(draft), _)), _) => *draft,
            (None, Some((National::Draft(draft), _))) => *draft,
            _ => return None,
        };
        self.is_fill(draft).then_some(draft)
    }

    fn is_fill_somewhere(&self, name: &ast::Ident) -> bool {
        self.drafts.iter().any(|d| is_fill(d) && d.ast.name.text == name.text)
    }

    fn is_fill(&self, draft: usize) -> bool {
        self.drafts.get(draft).is_some_and(is_fill)
    }

    fn part_named(
        &mut self,
        draft: usize,
        name: &ast::Ident,
        part: &ast::Ident,
        span: Span,
    ) -> Typed<plan::Expr> {
        match self.drafts.get(draft).map(|d| d.state) {
            Some(State::Parts) => {}
            Some(State::Waiting) => return Err(Stop::Needs(draft)),
            _ => return Err(Stop::Failed),
        }
        let wanted = format!("{}.{}", name.text, part.text);
        let found = self.parts_of(draft).find(|(_, d)| d.name == wanted);
        let found = found.map(|(id, d)| (id, d.ty.clone(), d.table.is_some()));
        let Some((id, ty, per_row)) = found else {
            let names: Vec<String> = self
                .parts_of(draft)
                .filter_map(|(_, d)| d.name.rsplit('.').next().map(ToOwned::to_owned))
                .collect();
            let diagnostic = Diagnostic::at("check-fill-part-unknown", part.span)
                .with("name", &*name.text)
                .with("part", &*part.text)
                .with("parts", names.join(", "))
                .other(Place::Formula(name.span));
            return self.fail(diagnostic);
        };
        self.needs.insert(id);
        Ok(node(ExprKind::Definition(id), ty, per_row, span))
    }
}

fn is_fill(draft: &Draft<'_>) -> bool {
    matches!(draft.ast.body.kind, ast::ExprKind::Fill(_))
}

/// The label of the waterfall and the name of the vessel; the rest has a word of its own.
fn labels_of_part(labels: &Labels, name: &str, at: Option<usize>) -> Labels {
    let of = |label: &Option<String>, rest: &str| {
        let part = if at.is_some() { name } else { rest };
        label.as_ref().map(|label| format!("{label}: {}", part.replace('_', " ")))
    };
    Labels {
        en: of(&labels.en, "rest"),
        sq: of(&labels.sq, "mbetja"),
        sr: of(&labels.sr, "остатак"),
    }
}
