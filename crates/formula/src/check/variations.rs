//! Values under other values: `with` and `solve`.
//!
//! `let rate = solve rate … so that sum(aid) = target` may name itself: within its condition `rate`
//! is the unknown, and everywhere else what was found. Its condition names definitions that rest on
//! it; so it is typed first from its ends alone, its condition when all others are typed, and then
//! the definitions are put into an order in which each stands after what it needs, the condition's
//! dependents aside: those are worked out inside the `solve`, step by step.

use super::expressions::node;
use super::functions::{as_hundredths, is_bare_number};
use super::operators::known;
use super::{Checker, Inferred, National, Scope, State, Stop, Typed};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::plan::{self, DefinitionId, Expr, ExprKind, Type, Varied};
use crate::syntax::ast::{self, BinaryOperator};
use std::collections::BTreeSet;

impl<'a> Checker<'a> {
    pub(super) fn with(
        &mut self,
        value: &ast::Expr,
        settings: &[(ast::Ident, ast::Expr)],
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let mut typed: Vec<(Varied, Expr)> = Vec::new();
        for (name, setting) in settings {
            let (varied, ty, percent) = self.varied(name)?;
            if typed.iter().any(|(earlier, _)| *earlier == varied) {
                let first = settings.iter().find(|(n, _)| n.text == name.text);
                let place = Place::Formula(first.map(|(n, _)| n.span).unwrap_or_default());
                return self.fail(
                    Diagnostic::at("check-name-twice", name.span)
                        .with("name", &*name.text)
                        .other(place),
                );
            }
            let setting = self.of_country(setting, &ty, percent, name.span, scope)?;
            typed.push((varied, setting));
        }
        let inner = self.infer_known(value, scope, None)?.expr;
        let (ty, per_row) = (inner.ty.clone(), inner.per_row);
        Ok(known(node(ExprKind::With(Box::new(inner), typed), ty, per_row, span)))
    }

    /// What may be varied: a parameter with one value, or a definition of the country.
    fn varied(&mut self, name: &ast::Ident) -> Typed<(Varied, Type, bool)> {
        match self.national.get(&name.text).copied() {
            Some((National::Param(id), _)) => {
                self.used_params.insert(id);
                let found = self.params.get(id.0).filter(|p| p.by.is_empty());
                if let Some((ty, percent)) = found.map(|p| (p.ty.clone(), p.percent)) {
                    return Ok((Varied::Param(id), ty, percent));
                }
            }
            Some((National::Draft(draft), _)) => {
                let expr = self.draft_reference(draft, name)?;
                if let ExprKind::Definition(id) = expr.kind {
                    let percent = self.typed.get(id.0).is_some_and(|d| d.percent);
                    return Ok((Varied::Definition(id), expr.ty, percent));
                }
            }
            None => return self.unknown_name(name, &Scope::default()),
            _ => {}
        }
        self.fail(Diagnostic::at("check-varied-what", name.span).with("name", &*name.text))
    }

    /// A value of the country that takes the place of another.
    fn of_country(
        &mut self,
        value: &ast::Expr,
        ty: &Type,
        percent: bool,
        place: Span,
        scope: &Scope,
    ) -> Typed<Expr> {
        let mut typed = self.infer_known(value, scope, Some(ty))?;
        self.fit_as_literal(&mut typed, ty, Place::Formula(place))?;
        if percent && is_bare_number(value) {
            as_hundredths(&mut typed.expr);
        }
        if typed.expr.per_row {
            let text = self.text_of(value);
            return self
                .fail(Diagnostic::at("check-varied-per-row", value.span).with("text", text));
        }
        Ok(typed.expr)
    }

    pub(super) fn solve(
        &mut self,
        solve: &ast::Solve,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let own = self.own_unknown(solve, span);
        let (unknown, ty, percent) = match &own {
            None => self.varied(&solve.name)?,
            Some((declared, percent)) => {
                let ty = match declared {
                    Some(ty) => ty.clone(),
                    None => self.infer_known(&solve.from, scope, None)?.expr.ty,
                };
                (Varied::Definition(DefinitionId(self.typed.len())), ty, *percent)
            }
        };
        if !matches!(ty, Type::Number(_)) {
            let ty = self.type_word(&ty);
            return self
                .fail(Diagnostic::at("check-number-wanted", solve.name.span).with("type", ty));
        }
        let mut ends = Vec::new();
        for end in [&solve.from, &solve.to, &solve.step] {
            ends.push(self.of_country(end, &ty, percent, solve.name.span, scope)?);
        }
        let ast::ExprKind::Binary(BinaryOperator::Equal, total, target) = &solve.target.kind else {
            return self.fail(Diagnostic::at("check-solve-equation", solve.target.span));
        };
        let [from, to, step] = ends.as_slice() else { return Err(Stop::Failed) };
        let (total, target) = match own {
            // The condition is typed when everything else is.
            Some(_) => (from.clone(), from.clone()),
            None => self.condition(total, target, scope)?,
        };
        let typed = plan::Solve {
            unknown,
            from: from.clone(),
            to: to.clone(),
            step: step.clone(),
            total,
            target,
        };
        Ok(known(node(ExprKind::Solve(Box::new(typed)), ty, false, span)))
    }

    /// Where a `solve` is the whole rule of the definition of the country that it names: the type
    /// that is declared for it, and whether in `%`.
    fn own_unknown(&mut self, solve: &ast::Solve, span: Span) -> Option<(Option<Type>, bool)> {
        let Some((National::Draft(draft), _)) = self.national.get(&solve.name.text) else {
            return None;
        };
        let ast = self.drafts.get(*draft).map(|d| d.ast).filter(|ast| ast.body.span == span)?;
        let percent = match &ast.kind {
            Some(ast::ColumnKind::Number(unit)) => unit.percent,
            _ => false,
        };
        Some((ast.kind.as_ref().map(|kind| self.column_type(kind)), percent))
    }

    /// Both sides of what a `solve` is to reach, each a number of the country.
    fn condition(
        &mut self,
        total: &ast::Expr,
        target: &ast::Expr,
        scope: &Scope,
    ) -> Typed<(Expr, Expr)> {
        let (a, b) = self.agreeing(total, target, scope)?;
        self.want_number(&a.expr, total)?;
        for (typed, ast) in [(&a, total), (&b, target)] {
            if typed.expr.per_row {
                let text = self.text_of(ast);
                return self
                    .fail(Diagnostic::at("check-varied-per-row", ast.span).with("text", text));
            }
        }
        Ok((a.expr, b.expr))
    }

    /// Types the conditions of those that name themselves, and puts the definitions into order.
    pub(super) fn finish_solves(&mut self) {
        let mut own = Vec::new();
        for at in 0..self.drafts.len() {
            let Some(draft) = self.drafts.get(at) else { continue };
            let (ast, state) = (draft.ast, draft.state);
            let (State::Done(id), ast::ExprKind::Solve(solve)) = (state, &ast.body.kind) else {
                continue;
            };
            if solve.name.text != ast.name.text || draft.table.is_some() {
                continue;
            }
            let ast::ExprKind::Binary(BinaryOperator::Equal, total, target) = &solve.target.kind
            else {
                continue;
            };
            self.needs.clear();
            let Ok((total, target)) = self.condition(total, target, &Scope::default()) else {
                continue;
            };
            self.used_definitions.extend(self.needs.iter().copied());
            if let Some(ExprKind::Solve(solve)) = self.typed.get_mut(id.0).map(|d| &mut d.body.kind)
            {
                (solve.total, solve.target) = (total, target);
            }
            own.push((id, std::mem::take(&mut self.needs)));
        }
        if own.is_empty() {
            return;
        }
        let mut before: Vec<BTreeSet<DefinitionId>> =
            self.typed.iter().map(|d| d.needs.iter().copied().collect()).collect();
        let mut whole = before.clone();
        for (id, needs) in &own {
            if let Some(all) = whole.get_mut(id.0) {
                all.extend(needs.iter().copied().filter(|need| need != id));
            }
        }
        for (id, needs) in &own {
            let resting = resting_on(*id, &whole);
            let outside = needed_outside(*id, needs, &resting, &whole);
            if let Some(other) = own.iter().map(|(o, _)| *o).find(|o| outside.1.contains(o)) {
                return self.report_entangled(*id, other);
            }
            if let Some(before) = before.get_mut(id.0) {
                before.extend(outside.0);
            }
        }
        self.reorder(&before);
    }

    fn report_entangled(&mut self, one: DefinitionId, other: DefinitionId) {
        let of = |id: DefinitionId| self.typed.get(id.0).map(|d| (d.name.clone(), d.name_span));
        let (Some((name, span)), Some((second, place))) = (of(one), of(other)) else { return };
        self.report(
            Diagnostic::at("check-cycle", span)
                .with("path", format!("{name} → {second} → {name}"))
                .with("name", name)
                .other(Place::Formula(place)),
        );
    }

    /// Puts each definition after those that must stand before it, and gives all their new places.
    fn reorder(&mut self, before: &[BTreeSet<DefinitionId>]) {
        let mut place: Vec<Option<DefinitionId>> = vec![None; before.len()];
        let mut order: Vec<DefinitionId> = Vec::with_capacity(before.len());
        for start in 0..before.len() {
            let mut open = vec![DefinitionId(start)];
            while let Some(id) = open.last().copied() {
                if place.get(id.0).is_none_or(Option::is_some) {
                    open.pop();
                    continue;
                }
                let needs = before.get(id.0).into_iter().flatten().copied();
                let waiting: Vec<DefinitionId> =
                    needs.filter(|need| place.get(need.0) == Some(&None)).collect();
                if waiting.is_empty() {
                    if let Some(place) = place.get_mut(id.0) {
                        *place = Some(DefinitionId(order.len()));
                    }
                    order.push(id);
                    open.pop();
                }
                open.extend(waiting.into_iter().rev());
            }
        }
        let new = |id: DefinitionId| place.get(id.0).copied().flatten().unwrap_or(id);
        let mut typed: Vec<Option<plan::Definition>> =
            std::mem::take(&mut self.typed).into_iter().map(Some).collect();
        for id in order {
            let Some(mut definition) = typed.get_mut(id.0).and_then(Option::take) else { continue };
            let needs = before.get(id.0).into_iter().flatten().map(|need| new(*need));
            definition.needs = needs.collect::<BTreeSet<_>>().into_iter().collect();
            rename(&mut definition.body, &new);
            self.typed.push(definition);
        }
        for draft in &mut self.drafts {
            if let State::Done(id) = &mut draft.state {
                *id = new(*id);
            }
        }
        self.used_definitions = self.used_definitions.iter().map(|id| new(*id)).collect();
    }
}

/// The definitions that rest on one.
fn resting_on(on: DefinitionId, needs: &[BTreeSet<DefinitionId>]) -> BTreeSet<DefinitionId> {
    let mut used_by: Vec<Vec<DefinitionId>> = vec![Vec::new(); needs.len()];
    for (at, needs) in needs.iter().enumerate() {
        for need in needs {
            if let Some(users) = used_by.get_mut(need.0) {
                users.push(DefinitionId(at));
            }
        }
    }
    let mut found = BTreeSet::new();
    let mut open = vec![on];
    while let Some(id) = open.pop() {
        for user in used_by.get(id.0).into_iter().flatten() {
            if *user != on && found.insert(*user) {
                open.push(*user);
            }
        }
    }
    found
}

/// What a condition needs beside what rests on the unknown, and what of it rests on the unknown.
fn needed_outside(
    unknown: DefinitionId,
    condition: &BTreeSet<DefinitionId>,
    resting: &BTreeSet<DefinitionId>,
    needs: &[BTreeSet<DefinitionId>],
) -> (BTreeSet<DefinitionId>, BTreeSet<DefinitionId>) {
    let (mut outside, mut inside) = (BTreeSet::new(), BTreeSet::new());
    let mut open: Vec<DefinitionId> = condition.iter().copied().collect();
    while let Some(id) = open.pop() {
        if id == unknown {
            continue;
        }
        if !resting.contains(&id) {
            outside.insert(id);
        } else if inside.insert(id) {
            open.extend(needs.get(id.0).into_iter().flatten().copied());
        }
    }
    (outside, inside)
}

fn rename(expr: &mut Expr, new: &dyn Fn(DefinitionId) -> DefinitionId) {
    match &mut expr.kind {
        ExprKind::Definition(id) | ExprKind::IsAt(id, _) => *id = new(*id),
        ExprKind::Solve(solve) => {
            if let Varied::Definition(id) = &mut solve.unknown {
                *id = new(*id);
            }
        }
        ExprKind::With(_, settings) => {
            for (varied, _) in settings {
                if let Varied::Definition(id) = varied {
                    *id = new(*id);
                }
            }
        }
        _ => {}
    }
    for inner in expr.inner_mut() {
        rename(inner, new);
    }
}
