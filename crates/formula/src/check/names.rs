//! What a name means, and which name was probably meant.

use super::{Checker, National, OfRow, Scope, State, Stop, Typed};
use crate::diagnostic::{Diagnostic, Place};
use crate::plan::{self, ExprKind, TableId, Type};
use crate::syntax::ast;

/// The candidate closest to what was written, if any is close enough to be a slip.
pub fn nearest<'c>(written: &str, candidates: impl Iterator<Item = &'c str>) -> Option<String> {
    let limit = (written.chars().count() / 3).clamp(1, 3);
    candidates
        .map(|candidate| (distance(written, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by(|a, b| a.cmp(b))
        .map(|(_, candidate)| candidate.to_owned())
}

/// Edit distance with capitals folded, so that `Population` is one slip from `population` at most.
fn distance(a: &str, b: &str) -> usize {
    let fold = |s: &str| s.chars().flat_map(char::to_lowercase).take(64).collect::<Vec<_>>();
    let (a, b) = (fold(a), fold(b));
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (j, to) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(usize::MAX - 1);
            left = (diagonal + usize::from(from != to)).min(above + 1).min(left + 1);
            diagonal = above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

/// What is written here for a function that spreadsheets and databases have under another name.
pub(super) fn written_instead(function: &str) -> Option<&'static str> {
    Some(match function.to_ascii_lowercase().as_str() {
        "average" | "avg" => "mean(x over TABLE)",
        "averageif" => "mean(x over TABLE where CONDITION)",
        "coalesce" | "ifnull" | "ifna" | "iferror" | "nvl" | "isnull" => "x otherwise y",
        "iif" | "ifs" => "if CONDITION then x else y",
        "case" | "switch" | "choose" => {
            "first of, with a line `VALUE when CONDITION` for each case"
        }
        "sumif" | "sumifs" => "sum(x over TABLE where CONDITION)",
        "countif" | "countifs" => "count(TABLE where CONDITION)",
        "sumproduct" => "sum(x * y over TABLE)",
        "total" => "sum(x over TABLE)",
        "vlookup" | "xlookup" | "lookup" | "index" => "REFERENCE.COLUMN",
        "ceil" | "roundup" => "round(x to UNIT, up)",
        "rounddown" | "trunc" | "int" => "round(x to UNIT, down)",
        "stdev" | "stddev" => "deviation(x over TABLE)",
        "ln" => "log(x)",
        "power" | "pow" => "x ^ n",
        _ => return None,
    })
}

/// A number that is written as a word.
fn in_digits(word: &str) -> Option<usize> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS.iter().position(|known| *known == word)
}

impl<'a> Checker<'a> {
    /// A name: this row's, else the national one.
    pub(super) fn name(&mut self, name: &ast::Ident, scope: &Scope) -> Typed<plan::Expr> {
        if let Some(expr) = self.try_name(name, scope)? {
            return Ok(expr);
        }
        match self.member_anywhere(name)? {
            Some(expr) => Ok(expr),
            None => match scope.row.filter(|row| self.is_table(&name.text, *row)) {
                // In a chapter the name of its table is the row itself.
                Some(row) => Ok(leaf(ExprKind::This(row), Type::Row(row), true, name)),
                None => self.unknown_name(name, scope),
            },
        }
    }

    fn is_table(&self, name: &str, table: TableId) -> bool {
        self.tables_by_name.get(name) == Some(&table)
    }

    /// The same, leaving it to the caller what an unknown name is.
    pub(super) fn try_name(
        &mut self,
        name: &ast::Ident,
        scope: &Scope,
    ) -> Typed<Option<plan::Expr>> {
        if let Some(binder) = self.binders.iter().rev().find(|b| b.name == name.text) {
            let kind = ExprKind::Member(binder.table, binder.member);
            return Ok(Some(leaf(kind, Type::Row(binder.table), false, name)));
        }
        if let Some(table) = scope.row
            && let Some((found, _)) = self.of_row.get(&(table, name.text.clone())).copied()
        {
            return self.name_of_row(name, table, found, scope).map(Some);
        }
        if let Some(argument) = self.argument(name, scope) {
            return Ok(Some(argument));
        }
        let Some((found, _)) = self.national.get(&name.text).copied() else { return Ok(None) };
        if scope.function.is_some() && matches!(found, National::Draft(_) | National::Use(_)) {
            return self.refuse_in_function(name.span);
        }
        let expr = match found {
            National::Param(id) => {
                self.used_params.insert(id);
                if self.params.get(id.0).is_some_and(|p| !p.by.is_empty()) {
                    return self.param_of_this_row(id, name, scope).map(Some);
                }
                let ty = self.params.get(id.0).map_or(Type::Bool, |p| p.ty.clone());
                leaf(ExprKind::Param(id, None), ty, false, name)
            }
            National::Draft(draft) => self.draft_reference(draft, name)?,
            National::Use(id) => {
                let ty = self.uses.get(id.0).map_or(Type::Bool, |u| u.ty.clone());
                leaf(ExprKind::Use(id), ty, false, name)
            }
            National::Function(_) => {
                return self.fail(
                    Diagnostic::at("check-function-without-arguments", name.span)
                        .with("name", &*name.text),
                );
            }
            National::Scale(_) => {
                return self.fail(
                    Diagnostic::at("check-scale-without-argument", name.span)
                        .with("name", &*name.text),
                );
            }
        };
        Ok(Some(expr))
    }

    fn name_of_row(
        &mut self,
        name: &ast::Ident,
        table: TableId,
        found: OfRow,
        scope: &Scope,
    ) -> Typed<plan::Expr> {
        let mut expr = match found {
            OfRow::Column(column) => {
                let schema = self.tables.get(table.0).and_then(|t| t.columns.get(column.0));
                let (ty, optional) =
                    schema.map_or((Type::Bool, false), |c| (c.ty.clone(), c.optional));
                let mut expr = leaf(ExprKind::Column(table, column), ty, true, name);
                expr.optional = optional;
                expr
            }
            OfRow::Family(_, category) => {
                let category = self.tables.get(category.0).map(|t| t.name.clone());
                return self.fail(
                    Diagnostic::at("check-family-of-which", name.span)
                        .with("name", &*name.text)
                        .with("category", category.unwrap_or_default()),
                );
            }
            OfRow::Draft(draft) => self.draft_reference(draft, name)?,
            OfRow::Use(id) => {
                let ty = self.uses.get(id.0).map_or(Type::Bool, |u| u.ty.clone());
                leaf(ExprKind::Use(id), ty, true, name)
            }
        };
        if expr.optional && scope.known.contains(&name.text) {
            expr.optional = false;
        }
        Ok(expr)
    }

    pub(super) fn draft_reference(&mut self, draft: usize, name: &ast::Ident) -> Typed<plan::Expr> {
        let state = self.drafts.get(draft).map_or(State::Failed, |d| d.state);
        match state {
            State::Waiting => Err(Stop::Needs(draft)),
            State::Failed => Err(Stop::Failed),
            State::Parts => {
                let part = self.parts_of(draft).next().map(|(_, d)| d.name.clone());
                let part = part.unwrap_or_default();
                self.fail(
                    Diagnostic::at("check-fill-part-wanted", name.span)
                        .with("name", &*name.text)
                        .with("part", part),
                )
            }
            State::Done(id) => {
                self.needs.insert(id);
                let definition = self.typed.get(id.0);
                let ty = definition.map_or(Type::Bool, |d| d.ty.clone());
                let per_row = definition.is_some_and(|d| d.table.is_some());
                Ok(leaf(ExprKind::Definition(id), ty, per_row, name))
            }
        }
    }

    pub(super) fn unknown_name<T>(&mut self, name: &ast::Ident, scope: &Scope) -> Typed<T> {
        let elsewhere: Vec<(String, crate::diagnostic::Span)> = self
            .of_row
            .iter()
            .filter(|((table, n), _)| *n == name.text && Some(*table) != scope.row)
            .filter_map(|((table, _), (_, span))| {
                Some((self.tables.get(table.0)?.name.clone(), *span))
            })
            .collect();
        if let Some((table, span)) = elsewhere.into_iter().min() {
            return self.fail(
                Diagnostic::at("check-name-of-other-table", name.span)
                    .with("name", &*name.text)
                    .with("table", table)
                    .other(Place::Formula(span)),
            );
        }
        if let Some(digits) = in_digits(&name.text) {
            let word = Diagnostic::at("check-number-word", name.span).with("name", &*name.text);
            return self.fail(word.with("digits", digits.to_string()));
        }
        let mut candidates: Vec<String> = self.national.keys().cloned().collect();
        candidates.extend(
            self.of_row.keys().filter(|(t, _)| Some(*t) == scope.row).map(|(_, n)| n.clone()),
        );
        candidates.sort();
        let near = nearest(&name.text, candidates.iter().map(String::as_str)).unwrap_or_default();
        self.fail(
            Diagnostic::at("check-name-unknown", name.span)
                .with("name", &*name.text)
                .with("near", near),
        )
    }

    /// `base.field`: the field of the row that base names.
    pub(super) fn field(
        &mut self,
        base: &ast::Expr,
        field: &ast::Ident,
        span: crate::diagnostic::Span,
        scope: &Scope,
    ) -> Typed<plan::Expr> {
        if let Some(part) = self.fill_part(base, field, span, scope)? {
            return Ok(part);
        }
        let reference = self.infer(base, scope, None)?.expr;
        let Type::Row(target) = reference.ty else {
            let what = self.text_of(base);
            let ty = self.type_word(&reference.ty);
            return self.fail(
                Diagnostic::at("check-not-a-reference", base.span)
                    .with("name", what)
                    .with("type", ty)
                    .with("field", &*field.text),
            );
        };
        let inner = Scope { row: Some(target), ..Scope::default() };
        if !self.of_row.contains_key(&(target, field.text.clone()))
            && let Some(id) = self.param_by(&field.text, target)
        {
            return self.param_of_reference(id, base, reference, span, scope);
        }
        let Some(value) = self.try_field(field, &inner)? else {
            let table = self.tables.get(target.0);
            let table_name = table.map(|t| t.name.clone()).unwrap_or_default();
            let place = table.map(|t| t.span).unwrap_or_default();
            let names: Vec<String> =
                self.of_row.keys().filter(|(t, _)| *t == target).map(|(_, n)| n.clone()).collect();
            let near = nearest(&field.text, names.iter().map(String::as_str)).unwrap_or_default();
            return self.fail(
                Diagnostic::at("check-field-unknown", field.span)
                    .with("name", &*field.text)
                    .with("table", table_name)
                    .with("near", near)
                    .other(Place::Formula(place)),
            );
        };
        let key = self.text_of(base) + "." + &field.text;
        let base_known = !reference.optional || scope.known.contains(&self.text_of(base));
        let optional = (!base_known || value.optional) && !scope.known.contains(&key);
        let (ty, per_row) = (value.ty.clone(), reference.per_row);
        let mut reference = reference;
        reference.optional = false;
        let kind = ExprKind::Follow(Box::new(reference), target, Box::new(value));
        Ok(plan::Expr { kind, ty, optional, per_row, span })
    }

    fn try_field(&mut self, field: &ast::Ident, inner: &Scope) -> Typed<Option<plan::Expr>> {
        let Some(table) = inner.row else { return Ok(None) };
        match self.of_row.get(&(table, field.text.clone())).copied() {
            Some((found, _)) => self.name_of_row(field, table, found, inner).map(Some),
            None => Ok(None),
        }
    }
}

fn leaf(kind: ExprKind, ty: Type, per_row: bool, name: &ast::Ident) -> plan::Expr {
    plan::Expr { kind, ty, optional: false, per_row, span: name.span }
}
