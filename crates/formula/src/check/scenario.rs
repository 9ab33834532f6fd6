//! A scenario laid over a formula: the same checks on what then stands there, and what it sets must
//! have the unit and the shape of what it takes the place of.

use super::{Checked, Checker, OfRow, Scope, State, check, finish};
use crate::check::Interface;
use crate::diagnostic::{Diagnostic, Place, Severity, Source, Span, has_errors};
use crate::plan::{self, Change, Changed, ColumnSet, DefinitionId, ExprKind, Plan, Scenario};
use crate::syntax;
use crate::syntax::ast::{self, Item, Overlay, ParamValue, SetValue};

/// What checking a scenario over one formula gives.
#[derive(Debug)]
pub struct CheckedScenario {
    /// Both texts, into which all places point.
    pub source: Source,
    /// The plan as the scenario has it, and what was found.
    pub checked: Checked,
    /// Which lines of the scenario concern this formula, by place.
    pub applied: Vec<usize>,
}

/// Checks a scenario over one formula. A line that names nothing of this formula is passed over:
/// it may concern another formula that this one uses.
pub fn check_scenario(base: &Source, scenario: &Source, others: &[Interface]) -> CheckedScenario {
    let source = base.followed_by(scenario);
    let plain = check(base, others);
    let Some(before) = plain.plan else {
        let checked = Checked { plan: None, diagnostics: plain.diagnostics };
        return CheckedScenario { source, checked, applied: Vec::new() };
    };
    // The scenario is read with its places shifted to where it stands in both texts.
    let shift = source.text.len().saturating_sub(scenario.text.len());
    let padded = Source::new(&*scenario.name, "\n".repeat(shift) + &scenario.text);
    let parsed = syntax::parse(&padded);
    let mut file = syntax::parse(base).file;
    let mut laid = Laid {
        before: &before,
        reason: reason(&parsed.file),
        applied: Vec::new(),
        found: Vec::new(),
    };
    for (at, item) in parsed.file.items.iter().enumerate() {
        if let Item::Overlay(overlay) = item {
            laid.lay(at, overlay, &mut file);
        }
    }
    let mut checker = Checker::new(&source, others);
    checker.diagnostics = parsed.diagnostics;
    checker.diagnostics.append(&mut laid.found);
    checker.collect(&file);
    checker.type_functions();
    checker.type_definitions();
    checker.finish_solves();
    checker.type_checks();
    checker.check_disclosure();
    let sets = checker.sets(&parsed.file);
    let changes = checker.changes(&parsed.file, &file, &before);
    let failed = has_errors(&checker.diagnostics);
    let mut diagnostics = std::mem::take(&mut checker.diagnostics);
    diagnostics.retain(|d| d.severity == Severity::Error || is_after(d, shift));
    finish(&mut diagnostics);
    let header = parsed.file.header.as_ref();
    let plan = (!failed).then(|| {
        let labels = header.map(|h| super::notes::labels(&h.notes)).unwrap_or_default();
        let name = header.map(|h| h.name.text.clone()).unwrap_or_default();
        let mut plan = checker.into_plan();
        plan.scenario = Some(Scenario { name, labels, sets, changes });
        plan
    });
    let checked = Checked { plan, diagnostics };
    CheckedScenario { source, checked, applied: laid.applied }
}

/// The formula that a scenario is laid over, and where it says so; none for what is no scenario.
pub fn scenario_over(source: &Source) -> Option<ast::Ident> {
    syntax::parse(source).file.header?.over
}

fn is_after(diagnostic: &Diagnostic, shift: usize) -> bool {
    matches!(diagnostic.place, Place::Formula(span) if span.start as usize >= shift)
}

/// Why a value is what it is: the title of the scenario, else its name.
fn reason(file: &ast::File) -> ast::Wording {
    match &file.header {
        Some(header) if !header.notes.titles.is_empty() => {
            ast::Wording::Each(header.notes.titles.clone())
        }
        Some(header) => {
            let text = header.name.text.replace('_', " ");
            ast::Wording::One(ast::Text { text, span: header.name.span })
        }
        None => ast::Wording::One(ast::Text { text: String::new(), span: Span::default() }),
    }
}

/// `set NAME[MEMBER, …] = VALUE`, or without members.
struct SetLine<'s> {
    name: &'s ast::Ident,
    members: &'s [ast::Ident],
    value: &'s ast::Expr,
    span: Span,
}

/// Why a line does not say which value of a parameter it sets: members that are missing, that no
/// value has, or that the parameter knows nothing of.
fn wrong_members(set: &SetLine<'_>, param: &ast::Param, before: &Plan) -> Option<Diagnostic> {
    let (_, known) = before.param_named(&param.name.text)?;
    let declared = Place::Formula(param.name.span);
    let names: Vec<&str> = set.members.iter().map(|member| member.text.as_str()).collect();
    if names.len() != known.by.len() {
        let fault = |id| Diagnostic::at(id, set.name.span).with("name", &*set.name.text);
        return Some(match (names.is_empty(), known.by.is_empty()) {
            (true, _) => {
                let first = before.members_of(known, 0).join(", ");
                fault("check-set-members").with("first", first).other(declared)
            }
            (_, true) => fault("check-set-no-members").other(declared),
            _ => Diagnostic::at("check-member-count", set.name.span)
                .with("found", names.len().to_string())
                .with("wanted", known.by.len().to_string()),
        });
    }
    let mut each = set.members.iter().zip(&known.by);
    each.find_map(|(member, table)| {
        let table = before.table(*table)?;
        let members: Vec<&str> = table.members.iter().flatten().map(|m| m.name.as_str()).collect();
        let unknown = !members.contains(&member.text.as_str());
        unknown.then(|| unknown_member(member, table, &members))
    })
}

fn unknown_member(member: &ast::Ident, table: &plan::Table, members: &[&str]) -> Diagnostic {
    let near = super::nearest(&member.text, members.iter().copied()).unwrap_or_default();
    let some: Vec<&str> = members.iter().take(20).copied().collect();
    Diagnostic::at("check-member-unknown", member.span)
        .with("name", &*member.text)
        .with("category", &*table.name)
        .with("members", some.join(", "))
        .with("near", near)
        .other(Place::Formula(table.span))
}

/// Lays lines of a scenario over the tree of a formula.
struct Laid<'b> {
    /// The formula without the scenario.
    before: &'b Plan,
    reason: ast::Wording,
    applied: Vec<usize>,
    found: Vec<Diagnostic>,
}

impl Laid<'_> {
    fn lay(&mut self, at: usize, overlay: &Overlay, file: &mut ast::File) {
        let applies = match overlay {
            Overlay::SetParam(name, members, value, span) => {
                self.set_param(&SetLine { name, members, value, span: *span }, file)
            }
            Overlay::SetColumn(table, column, ..) => self.sets_column(table, column),
            Overlay::Replace(definition) => self.replace(definition, file),
        };
        if applies {
            self.applied.push(at);
        }
    }

    /// Whether this formula has the column; one that cannot be set is said.
    fn sets_column(&mut self, table: &ast::Ident, column: &ast::Ident) -> bool {
        let Some((_, schema)) = self.before.table_named(&table.text) else { return false };
        let family = |c: &plan::Column| c.family.as_ref().is_some_and(|f| f.name == column.text);
        let fault = if let Some(first) = schema.columns.iter().find(|c| family(c)) {
            Diagnostic::at("check-set-family", column.span)
                .with("column", &*column.text)
                .with("table", &*table.text)
                .with("member", self.before.member_of(first).unwrap_or_default())
                .other(Place::Formula(first.span))
        } else if schema.column_named(&column.text).is_none() {
            return false;
        } else if schema.members.is_some() {
            Diagnostic::at("check-set-category", column.span)
                .with("column", &*column.text)
                .with("table", &*table.text)
                .other(Place::Formula(schema.span))
        } else {
            return true;
        };
        self.found.push(fault);
        true
    }

    fn notes(&self, own: &ast::Notes, span: Span) -> ast::Notes {
        let standing = ast::StandingNote {
            kind: ast::StandingKind::Assumed,
            reason: self.reason.clone(),
            span,
        };
        let standing = own.standing.clone().unwrap_or(standing);
        ast::Notes { standing: Some(standing), ..own.clone() }
    }

    fn set_param(&mut self, set: &SetLine<'_>, file: &mut ast::File) -> bool {
        let notes = self.notes(&ast::Notes::default(), set.span);
        let found = file.items.iter_mut().find_map(|item| match item {
            Item::Param(param) if param.name.text == set.name.text => Some(param),
            _ => None,
        });
        let Some(param) = found else { return false };
        if let Some(fault) = wrong_members(set, param, self.before) {
            self.found.push(fault);
            return true;
        }
        for dated in &mut param.values {
            match &mut dated.value {
                ParamValue::One(value) => {
                    *value = set.value.clone();
                    dated.notes = notes.clone();
                }
                ParamValue::Each(lines) => {
                    let texts = |names: &[ast::Ident]| -> Vec<String> {
                        names.iter().map(|name| name.text.clone()).collect()
                    };
                    let wanted = texts(set.members);
                    for line in lines.iter_mut().filter(|line| texts(&line.members) == wanted) {
                        let (value, notes) = (set.value.clone(), notes.clone());
                        line.set = Some(Box::new(SetValue { value, notes }));
                    }
                }
                ParamValue::Repealed => {}
            }
        }
        true
    }

    fn replace(&mut self, new: &ast::Definition, file: &mut ast::File) -> bool {
        let mut found: Vec<&mut ast::Definition> = Vec::new();
        for item in &mut file.items {
            match item {
                Item::Definition(definition) => found.push(definition),
                Item::Each(each) => found.extend(each.items.iter_mut().filter_map(|i| match i {
                    Item::Definition(definition) => Some(definition),
                    _ => None,
                })),
                _ => {}
            }
        }
        found.retain(|definition| definition.name.text == new.name.text);
        let mut found = found.into_iter();
        let Some(old) = found.next() else { return false };
        if let Some(second) = found.next() {
            self.found.push(
                Diagnostic::at("check-replace-several", new.name.span)
                    .with("name", &*new.name.text)
                    .other(Place::Formula(second.name.span)),
            );
        }
        let titles = match new.notes.titles.is_empty() {
            true => old.notes.titles.clone(),
            false => new.notes.titles.clone(),
        };
        let notes = self.notes(&ast::Notes { titles, ..new.notes.clone() }, new.span);
        let kind = new.kind.clone().or_else(|| old.kind.clone());
        *old = ast::Definition { result: old.result, kind, notes, ..new.clone() };
        true
    }
}

impl Checker<'_> {
    /// The cells that a scenario sets in this formula.
    fn sets(&mut self, scenario: &ast::File) -> Vec<ColumnSet> {
        let mut sets = Vec::new();
        for item in &scenario.items {
            let Item::Overlay(Overlay::SetColumn(table, column, filter, value, _)) = item else {
                continue;
            };
            let Some(id) = self.tables_by_name.get(&table.text).copied() else { continue };
            let found = self.of_row.get(&(id, column.text.clone())).copied();
            let Some((OfRow::Column(of), declared)) = found else { continue };
            let schema = self.tables.get(id.0).filter(|t| t.members.is_none());
            let is_key = schema.is_some_and(|t| t.key == Some(of));
            let Some(ty) = schema.and_then(|t| t.columns.get(of.0)).map(|c| c.ty.clone()) else {
                continue;
            };
            if is_key {
                let diagnostic = Diagnostic::at("check-set-key", column.span);
                let diagnostic = diagnostic.with("column", &*column.text);
                self.report(diagnostic.other(Place::Formula(declared)));
                continue;
            }
            let scope = Scope { row: Some(id), ..Scope::default() };
            let known = match filter {
                Some(filter) => self.assuming(&scope, filter, true),
                None => scope.clone(),
            };
            let Ok(mut inferred) = self.infer(value, &known, Some(&ty)) else { continue };
            if self.fit(&mut inferred, &ty, Place::Formula(declared)).is_err() {
                continue;
            }
            let filter = match filter.as_ref().map(|filter| self.infer_bool(filter, &scope)) {
                Some(Ok(filter)) => Some(filter),
                Some(Err(_)) => continue,
                None => None,
            };
            let exprs = [Some(&inferred.expr), filter.as_ref()].into_iter().flatten();
            // A count of a vulnerable group must not pass into a column that is not protected.
            let tables = &self.tables;
            let is_protected = |expr: &plan::Expr| match &expr.kind {
                ExprKind::Column(of, column) => tables
                    .get(of.0)
                    .and_then(|t| t.columns.get(column.0))
                    .is_some_and(|c| c.protected),
                _ => false,
            };
            let defined = exprs.flat_map(plan::Expr::walk).find(|expr| {
                is_protected(expr)
                    || matches!(
                        expr.kind,
                        ExprKind::Definition(_)
                            | ExprKind::IsAt(..)
                            | ExprKind::Use(_)
                            | ExprKind::Param(..)
                            | ExprKind::ParamOf(..)
                            | ExprKind::Scale(..)
                    )
            });
            if let Some(span) = defined.map(|expr| expr.span) {
                let name = self.words_at(span);
                self.report(Diagnostic::at("check-set-from-rule", span).with("name", name));
                continue;
            }
            sets.push(ColumnSet { table: id, column: of, value: inferred.expr, filter });
        }
        sets
    }

    /// What a scenario changed; a change of unit or shape is reported with both places.
    fn changes(&mut self, scenario: &ast::File, laid: &ast::File, before: &Plan) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        for item in &scenario.items {
            let Item::Overlay(overlay) = item else { continue };
            let Some(change) = self.change(overlay, laid, before) else { continue };
            let twice = changes.iter().find(|other| other.what == change.what);
            if let Some(first) = twice
                && !matches!(change.what, Changed::Column(..))
            {
                let diagnostic = Diagnostic::at("check-set-twice", change.span);
                let first = Place::Formula(first.span);
                self.report(diagnostic.other(first));
            }
            changes.push(change);
        }
        changes
    }

    fn change(&mut self, overlay: &Overlay, laid: &ast::File, before: &Plan) -> Option<Change> {
        let text = |span: Span| text_of(before, span);
        match overlay {
            Overlay::SetParam(name, members, value, span) => {
                let (id, old) = before.param_named(&name.text)?;
                let new = self.params.iter().find(|p| p.name == name.text)?.clone();
                self.same(&name.text, value.span, (&new.ty, None), (&old.ty, None), old.span);
                let (what, values) = if members.is_empty() {
                    (Changed::Param(id), old.values.iter().map(|v| text(v.span)).collect())
                } else {
                    let names: Vec<&str> = members.iter().map(|m| m.text.as_str()).collect();
                    let place = before.place_of(old, &names)?;
                    (Changed::Member(id, place), member_before(laid, before, name, &names))
                };
                Some(Change { what, before: values.join("; "), span: *span })
            }
            Overlay::SetColumn(table, column, .., span) => {
                let (id, schema) = before.table_named(&table.text)?;
                let (column, _) = schema.column_named(&column.text)?;
                let what = Changed::Column(id, column);
                Some(Change { what, before: String::new(), span: *span })
            }
            Overlay::Replace(definition) => {
                let name = &definition.name.text;
                let (_, old) = before.definition_named(name)?;
                let id = self.drafts.iter().find(|d| d.ast.name.text == *name)?;
                let State::Done(id) = id.state else { return None };
                let new = self.typed.get(id.0)?.clone();
                let (now, was) = ((&new.ty, new.table), (&old.ty, old.table));
                self.same(name, definition.body.span, now, was, old.name_span);
                let before = text(old.body.span);
                let what = Changed::Definition(DefinitionId(id.0));
                Some(Change { what, before, span: definition.span })
            }
        }
    }

    /// Reports a change of unit or shape.
    fn same(
        &mut self,
        name: &str,
        span: Span,
        now: (&plan::Type, Option<plan::TableId>),
        was: (&plan::Type, Option<plan::TableId>),
        declared: Span,
    ) {
        if now != was {
            let diagnostic = Diagnostic::at("check-scenario-unit", span)
                .with("name", name)
                .with("found", self.type_word(now.0))
                .with("expected", self.type_word(was.0))
                .other(Place::Formula(declared));
            self.report(diagnostic);
        }
    }
}

/// What stands at a place of the formula, on one line.
fn text_of(plan: &Plan, span: Span) -> String {
    plan.source.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The values that one of a parameter's members has in the formula, each since its day.
fn member_before(
    laid: &ast::File,
    before: &Plan,
    name: &ast::Ident,
    names: &[&str],
) -> Vec<String> {
    let dated = laid.items.iter().flat_map(|item| match item {
        Item::Param(param) if param.name.text == name.text => param.values.as_slice(),
        _ => &[],
    });
    let of_member = |dated: &ast::DatedValue| {
        let ParamValue::Each(lines) = &dated.value else { return None };
        let is_it = |line: &&ast::MemberLine| {
            line.members.iter().map(|member| member.text.as_str()).eq(names.iter().copied())
        };
        let line = lines.iter().find(is_it)?;
        Some(format!("since {} = {}", dated.since, text_of(before, line.value.span)))
    };
    dated.filter_map(of_member).collect()
}
