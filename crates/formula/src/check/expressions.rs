//! Expressions become typed, each form by its rule.

use super::collect::unit_of;
use super::operators::{known, take_expected};
use super::{Checker, Inferred, Literal, National, Scope, Stop, Typed};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::number::{Decimal, Number};
use crate::plan::{self, Builtin, Constant, ExprKind, Type};
use crate::syntax::ast;
use crate::unit::Unit;

impl<'a> Checker<'a> {
    /// The type of an expression; `expected` helps a word or bare number to find its meaning.
    pub(super) fn infer(
        &mut self,
        expr: &ast::Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Typed<Inferred> {
        if scope.function.is_some() && reads_rows(&expr.kind) {
            return self.refuse_in_function(expr.span);
        }
        if !self.binders.is_empty() {
            self.written_out_once_more(expr.span)?;
        }
        match &expr.kind {
            // Long chains are made of these: they need little of the stack for each link.
            ast::ExprKind::Binary(operator, a, b) => self.binary(*operator, a, b, expr.span, scope),
            _ => self.infer_form(expr, scope, expected),
        }
    }

    /// The type of an expression that is no operator between two others.
    fn infer_form(
        &mut self,
        expr: &ast::Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Typed<Inferred> {
        use ast::ExprKind as K;
        let span = expr.span;
        if let Some(Type::Row(table)) = expected
            && let Some(member) = self.member_wanted(expr, *table, scope)?
        {
            return Ok(known(member));
        }
        match &expr.kind {
            K::Error => Err(Stop::Failed),
            K::Number(number, unit) => self.number(number, unit.as_ref(), span),
            K::Text(text) => Ok(constant(Constant::Text(text.clone()), Type::Text, span)),
            K::Date(date) => Ok(constant(Constant::Date(*date), Type::Date, span)),
            K::Bool(value) => Ok(constant(Constant::Bool(*value), Type::Bool, span)),
            K::Name(name) => self.name_or_word(name, scope, expected).map(known),
            K::Field(base, field) => self.field(base, field, span, scope).map(known),
            K::Negate(inner) => self.negated(inner, span, scope, expected),
            K::Not(inner) => {
                let inner = self.infer_bool(inner, scope)?;
                let per_row = inner.per_row;
                Ok(known(node(ExprKind::Not(Box::new(inner)), Type::Bool, per_row, span)))
            }
            K::Binary(operator, a, b) => self.binary(*operator, a, b, span, scope),
            K::Between(value, low, high) => self.between(value, low, high, span, scope),
            K::OneOf(value, list) => self.one_of(value, list, span, scope),
            K::IsKnown(value, is_known) => self.is_known(value, *is_known, span, scope),
            K::IsAt(value, bound) => self.is_at(value, *bound, span, scope),
            K::Otherwise(value, fallback) => self.otherwise(value, fallback, span, scope),
            K::Convert(value, unit) => self.convert(value, unit, span, scope),
            K::At(value, day) => self.at(value, day, span, scope),
            K::If(condition, yes, no) => self.if_else(condition, yes, no, span, scope, expected),
            K::FirstOf(first_of) => self.first_of(first_of, span, scope, expected),
            K::Conditions(quantifier, conditions) => {
                self.conditions(*quantifier, conditions, span, scope)
            }
            K::Call(name, arguments) => self.call(name, arguments, span, scope, expected),
            K::Aggregate(aggregate) => self.aggregate(aggregate, span, scope),
            K::Share(share) => self.share(share, span, scope),
            K::Round(round) => self.round(round, span, scope),
            K::Index(base, index) => self.index(base, index, span, scope).map(known),
            K::Rank(rank) => self.rank(rank, span, scope),
            K::InTop(top) => self.in_top(top, span, scope),
            K::Fill(_) => self.fail(Diagnostic::at("check-fill-alone", span)),
            K::Solve(solve) => self.solve(solve, span, scope),
            K::With(value, settings) => self.with(value, settings, span, scope),
        }
    }

    fn negated(
        &mut self,
        inner: &ast::Expr,
        span: Span,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Typed<Inferred> {
        let mut inner_typed = self.infer_known(inner, scope, expected)?;
        self.want_number(&inner_typed.expr, inner)?;
        let literal = inner_typed.literal;
        let ty = inner_typed.expr.ty.clone();
        let per_row = inner_typed.expr.per_row;
        inner_typed.expr.span = inner.span;
        let kind = ExprKind::Negate(Box::new(inner_typed.expr));
        Ok(Inferred { expr: node(kind, ty, per_row, span), literal })
    }

    /// `any of` and `all of`: a later condition stands where the earlier ones have left it.
    fn conditions(
        &mut self,
        quantifier: ast::Quantifier,
        conditions: &[ast::Expr],
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let mut typed = Vec::new();
        let mut inner = scope.clone();
        for condition in conditions {
            typed.push(self.infer_bool(condition, &inner)?);
            let holds = quantifier == ast::Quantifier::All;
            inner = self.assuming(&inner, condition, holds);
        }
        let per_row = typed.iter().any(|c| c.per_row);
        let kind = ExprKind::Conditions(quantifier, typed);
        Ok(known(node(kind, Type::Bool, per_row, span)))
    }

    /// The same, for a place that cannot do with an absent value.
    pub(super) fn infer_known(
        &mut self,
        expr: &ast::Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Typed<Inferred> {
        let inferred = self.infer(expr, scope, expected)?;
        if inferred.expr.optional { self.refuse_optional(expr) } else { Ok(inferred) }
    }

    fn refuse_optional<T>(&mut self, expr: &ast::Expr) -> Typed<T> {
        let name = self.text_of(expr);
        self.fail(Diagnostic::at("check-optional-used", expr.span).with("name", name))
    }

    pub(super) fn infer_bool(&mut self, expr: &ast::Expr, scope: &Scope) -> Typed<plan::Expr> {
        let inferred = self.infer_known(expr, scope, Some(&Type::Bool))?;
        if inferred.expr.ty != Type::Bool {
            let ty = self.type_word(&inferred.expr.ty);
            return self.fail(Diagnostic::at("check-condition-wanted", expr.span).with("type", ty));
        }
        Ok(inferred.expr)
    }

    fn number(
        &mut self,
        number: &ast::NumberLiteral,
        unit: Option<&ast::UnitExpr>,
        span: Span,
    ) -> Typed<Inferred> {
        let Some(mut value) = Decimal::parse(&number.digits) else {
            return self
                .fail(Diagnostic::at("check-number-too-long", span).with("text", &*number.digits));
        };
        if number.percent {
            value = Number::div(value, Decimal::from_i64(100)).map_err(|_| Stop::Failed)?;
        }
        let literal = match unit {
            Some(_) => Literal::No,
            None if number.percent => Literal::No,
            None if value.is_zero() => Literal::Zero,
            None => Literal::Bare,
        };
        let unit = unit.map_or_else(Unit::plain, unit_of);
        let mut typed = constant(Constant::Number(value), Type::Number(unit), span);
        typed.literal = literal;
        Ok(typed)
    }

    /// A name, or a word of the list that is expected here.
    fn name_or_word(
        &mut self,
        name: &ast::Ident,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Typed<plan::Expr> {
        if let Some(Type::Choice(id)) = expected
            && !self.is_declared(name, scope)
            && let Some(words) = self.choices.get(id.0)
        {
            if let Some(at) = words.iter().position(|w| *w == name.text) {
                let kind = ExprKind::Choice(*id, u32::try_from(at).unwrap_or(0));
                return Ok(node(kind, Type::Choice(*id), false, name.span));
            }
            let near = super::nearest(&name.text, words.iter().map(String::as_str));
            let words = words.join(", ");
            return self.fail(
                Diagnostic::at("check-word-unknown", name.span)
                    .with("name", &*name.text)
                    .with("words", words)
                    .with("near", near.unwrap_or_default()),
            );
        }
        self.name(name, scope)
    }

    pub(super) fn is_declared(&self, name: &ast::Ident, scope: &Scope) -> bool {
        self.binders.iter().any(|b| b.name == name.text)
            || scope.row.is_some_and(|t| self.of_row.contains_key(&(t, name.text.clone())))
            || self.national.contains_key(&name.text)
            || self.argument(name, scope).is_some()
    }

    pub(super) fn is_unknown_name(&self, expr: &ast::Expr, scope: &Scope) -> bool {
        matches!(&expr.kind, ast::ExprKind::Name(name) if !self.is_declared(name, scope))
    }

    fn between(
        &mut self,
        value: &ast::Expr,
        low: &ast::Expr,
        high: &ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let (a, l) = self.agreeing(value, low, scope)?;
        let (_, h) = self.agreeing(value, high, scope)?;
        if !matches!(a.expr.ty, Type::Number(_) | Type::Date) {
            let ty = self.type_word(&a.expr.ty);
            return self.fail(Diagnostic::at("check-no-order", value.span).with("type", ty));
        }
        let per_row = a.expr.per_row || l.expr.per_row || h.expr.per_row;
        let kind = ExprKind::Between(Box::new(a.expr), Box::new(l.expr), Box::new(h.expr));
        Ok(known(node(kind, Type::Bool, per_row, span)))
    }

    fn one_of(
        &mut self,
        value: &ast::Expr,
        list: &[ast::Expr],
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let mut typed = Vec::new();
        let subject = self.infer_known(value, scope, None)?.expr;
        for item in list {
            let (_, b) = self.agreeing(value, item, scope)?;
            typed.push(b.expr);
        }
        let per_row = subject.per_row || typed.iter().any(|e| e.per_row);
        let kind = ExprKind::OneOf(Box::new(subject), typed);
        Ok(known(node(kind, Type::Bool, per_row, span)))
    }

    fn is_known(
        &mut self,
        value: &ast::Expr,
        is_known: bool,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let inner = self.infer(value, scope, None)?.expr;
        if !inner.optional {
            let name = self.text_of(value);
            self.report(
                Diagnostic::at("check-always-known", value.span).warning().with("name", name),
            );
        }
        let per_row = inner.per_row;
        Ok(known(node(ExprKind::IsKnown(Box::new(inner), is_known), Type::Bool, per_row, span)))
    }

    fn is_at(
        &mut self,
        value: &ast::Expr,
        bound: ast::Bound,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let inner = self.infer(value, scope, None)?.expr;
        if let ExprKind::Definition(id) = inner.kind
            && self.typed.get(id.0).is_some_and(|d| matches!(d.body.kind, ExprKind::Share(_)))
        {
            return Ok(known(node(ExprKind::IsAt(id, bound), Type::Bool, true, span)));
        }
        let name = self.text_of(value);
        self.fail(Diagnostic::at("check-not-a-share", value.span).with("name", name))
    }

    fn otherwise(
        &mut self,
        value: &ast::Expr,
        fallback: &ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let mut a = self.infer(value, scope, None)?;
        let mut b = self.infer(fallback, scope, Some(&a.expr.ty))?;
        if !a.expr.optional {
            let name = self.text_of(value);
            self.report(
                Diagnostic::at("check-always-known", value.span).warning().with("name", name),
            );
        }
        self.agree(&mut a, value.span, &mut b, fallback.span)?;
        let (ty, optional) = (a.expr.ty.clone(), b.expr.optional);
        let per_row = a.expr.per_row || b.expr.per_row;
        let kind = ExprKind::Otherwise(Box::new(a.expr), Box::new(b.expr));
        let mut expr = node(kind, ty, per_row, span);
        expr.optional = optional;
        Ok(known(expr))
    }

    fn convert(
        &mut self,
        value: &ast::Expr,
        unit: &ast::UnitExpr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let inner = self.infer_known(value, scope, None)?.expr;
        let from = self.want_number(&inner, value)?;
        let to = unit_of(unit);
        let Some((times, over)) = from.conversion(&to) else {
            return self.fail(
                Diagnostic::at("check-units-do-not-convert", unit.span)
                    .with("from", from.to_string())
                    .with("to", to.to_string())
                    .other(Place::Formula(value.span)),
            );
        };
        let per_row = inner.per_row;
        let kind = ExprKind::Convert(Box::new(inner), times, over);
        Ok(known(node(kind, Type::Number(to), per_row, span)))
    }

    fn at(
        &mut self,
        value: &ast::Expr,
        day: &ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let mut inner = self.infer_known(value, scope, None)?.expr;
        let day_typed = self.infer_known(day, scope, Some(&Type::Date))?.expr;
        if day_typed.ty != Type::Date {
            let ty = self.type_word(&day_typed.ty);
            return self.fail(Diagnostic::at("check-date-wanted", day.span).with("type", ty));
        }
        let (ExprKind::Param(_, at) | ExprKind::ParamOf(_, at, _)) = &mut inner.kind else {
            let name = self.text_of(value);
            return self.fail(Diagnostic::at("check-not-a-param", value.span).with("name", name));
        };
        inner.per_row |= day_typed.per_row;
        *at = Some(Box::new(day_typed));
        inner.span = span;
        Ok(known(inner))
    }

    fn if_else(
        &mut self,
        condition: &ast::Expr,
        yes: &ast::Expr,
        no: &ast::Expr,
        span: Span,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Typed<Inferred> {
        let typed_condition = self.infer_bool(condition, scope)?;
        let yes_scope = self.assuming(scope, condition, true);
        let no_scope = self.assuming(scope, condition, false);
        let mut a = self.infer(yes, &yes_scope, expected)?;
        let mut b = self.infer(no, &no_scope, expected.or(Some(&a.expr.ty.clone())))?;
        take_expected(&mut [&mut a, &mut b], expected);
        self.agree(&mut a, yes.span, &mut b, no.span)?;
        let literal = if a.literal == b.literal { a.literal } else { Literal::No };
        let (ty, optional) = (a.expr.ty.clone(), a.expr.optional || b.expr.optional);
        let per_row = typed_condition.per_row || a.expr.per_row || b.expr.per_row;
        let kind = ExprKind::If(Box::new(typed_condition), Box::new(a.expr), Box::new(b.expr));
        let mut expr = node(kind, ty, per_row, span);
        expr.optional = optional;
        Ok(Inferred { expr, literal: if per_row { Literal::No } else { literal } })
    }

    fn first_of(
        &mut self,
        first_of: &ast::FirstOf,
        span: Span,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Typed<Inferred> {
        let mut typed: Vec<(Inferred, Span, Option<plan::Expr>)> = Vec::new();
        let mut rest = scope.clone();
        for (value, condition) in &first_of.cases {
            let typed_condition = self.infer_bool(condition, &rest)?;
            let inside = self.assuming(&rest, condition, true);
            let value_typed = self.infer(value, &inside, expected)?;
            typed.push((value_typed, value.span, Some(typed_condition)));
            rest = self.assuming(&rest, condition, false);
        }
        if let Some(otherwise) = &first_of.otherwise {
            let value = self.infer(otherwise, &rest, expected)?;
            typed.push((value, otherwise.span, None));
        }
        let mut branches: Vec<&mut Inferred> = typed.iter_mut().map(|(value, ..)| value).collect();
        take_expected(&mut branches, expected);
        // The first line with a unit of its own gives it to the bare numbers of the others.
        let anchor = typed.iter().position(|(v, ..)| v.literal == Literal::No).unwrap_or(0);
        let Some((anchor_typed, anchor_span)) =
            typed.get(anchor).map(|(v, s, _)| (v.expr.clone(), *s))
        else {
            return self.fail(Diagnostic::at("check-first-of-empty", span));
        };
        let mut like = known(anchor_typed.clone());
        let (mut cases, mut otherwise) = (Vec::new(), None);
        // Where no condition holds, nothing is said.
        let open = !first_of.exactly && first_of.otherwise.is_none();
        let (mut per_row, mut optional) = (false, open);
        for (mut value, value_span, condition) in typed {
            self.agree(&mut like, anchor_span, &mut value, value_span)?;
            per_row |= value.expr.per_row || condition.as_ref().is_some_and(|c| c.per_row);
            optional |= value.expr.optional;
            match condition {
                Some(condition) => cases.push((value.expr, condition)),
                None => otherwise = Some(Box::new(value.expr)),
            }
        }
        let exactly = first_of.exactly;
        let kind = ExprKind::FirstOf { exactly, cases, otherwise };
        let mut expr = node(kind, anchor_typed.ty, per_row, span);
        expr.optional = optional;
        Ok(known(expr))
    }

    fn call(
        &mut self,
        name: &ast::Ident,
        arguments: &[ast::Expr],
        span: Span,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Typed<Inferred> {
        match self.national.get(&name.text).copied() {
            Some((National::Scale(id), _)) => {
                return self.scale_call(id, name, arguments, span, scope);
            }
            Some((National::Function(id), _)) => {
                return self.function_call(id, name, arguments, span, scope);
            }
            _ => {}
        }
        let Some((builtin, counts)) = builtin(&name.text) else {
            if let Some(written) = super::names::written_instead(&name.text) {
                let foreign = Diagnostic::at("check-function-foreign", name.span);
                let foreign = foreign.with("name", &*name.text).with("written", written);
                return self.fail(foreign);
            }
            let mut names: Vec<&str> = BUILTINS.iter().map(|(n, ..)| *n).collect();
            let scales = self.scales.iter().map(|s| s.name.as_str());
            names.extend(scales);
            names.extend(self.functions.iter().map(|f| f.name.as_str()));
            let near = super::nearest(&name.text, names.iter().copied()).unwrap_or_default();
            return self.fail(
                Diagnostic::at("check-function-unknown", name.span)
                    .with("name", &*name.text)
                    .with("near", near),
            );
        };
        if !counts.contains(&arguments.len()) {
            return self.wrong_count(name, *counts.start(), arguments.len());
        }
        match builtin {
            Builtin::Min | Builtin::Max => {
                self.least_or_greatest(builtin, arguments, span, scope, expected)
            }
            Builtin::Age => self.age(arguments, span, scope),
            Builtin::Year => {
                let day = self.date_argument(arguments.first(), span, scope)?;
                let per_row = day.per_row;
                let ty = Type::Number(Unit::named("year"));
                Ok(known(node(ExprKind::Call(builtin, vec![day]), ty, per_row, span)))
            }
            Builtin::Abs | Builtin::Log | Builtin::Exp | Builtin::Sqrt => {
                let Some(argument) = arguments.first() else { return Err(Stop::Failed) };
                let inner = self.infer_known(argument, scope, expected)?;
                let unit = self.want_number(&inner.expr, argument)?;
                if builtin != Builtin::Abs && !unit.is_plain() {
                    return self.fail(
                        Diagnostic::at("check-plain-number-wanted", argument.span)
                            .with("unit", unit.to_string()),
                    );
                }
                let (ty, per_row) = (inner.expr.ty.clone(), inner.expr.per_row);
                Ok(known(node(ExprKind::Call(builtin, vec![inner.expr]), ty, per_row, span)))
            }
        }
    }

    pub(super) fn wrong_count<T>(
        &mut self,
        name: &ast::Ident,
        wanted: usize,
        found: usize,
    ) -> Typed<T> {
        self.fail(
            Diagnostic::at("check-argument-count", name.span)
                .with("name", &*name.text)
                .with("wanted", wanted.to_string())
                .with("found", found.to_string()),
        )
    }

    fn scale_call(
        &mut self,
        id: plan::ScaleId,
        name: &ast::Ident,
        arguments: &[ast::Expr],
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let [argument] = arguments else {
            return self.wrong_count(name, 1, arguments.len());
        };
        let Some((unit, result, place)) =
            self.scales.get(id.0).map(|s| (s.argument.clone(), s.result.clone(), s.span))
        else {
            return Err(Stop::Failed);
        };
        let wanted = Type::Number(unit);
        let mut inner = self.infer_known(argument, scope, Some(&wanted))?;
        self.fit(&mut inner, &wanted, Place::Formula(place))?;
        let per_row = inner.expr.per_row;
        let kind = ExprKind::Scale(id, Box::new(inner.expr));
        Ok(known(node(kind, Type::Number(result), per_row, span)))
    }

    fn least_or_greatest(
        &mut self,
        builtin: Builtin,
        arguments: &[ast::Expr],
        span: Span,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Typed<Inferred> {
        let mut typed = Vec::new();
        for argument in arguments {
            typed.push((self.infer_known(argument, scope, expected)?, argument));
        }
        let anchor = typed.iter().position(|(v, _)| v.literal == Literal::No).unwrap_or(0);
        let Some((anchor_expr, anchor_ast)) = typed.get(anchor).map(|(v, a)| (v.expr.clone(), *a))
        else {
            return Err(Stop::Failed);
        };
        if anchor_expr.ty != Type::Date {
            self.want_number(&anchor_expr, anchor_ast)?;
        }
        let mut like = known(anchor_expr);
        let mut values = Vec::new();
        for (mut value, argument) in typed {
            self.agree(&mut like, anchor_ast.span, &mut value, argument.span)?;
            values.push(value.expr);
        }
        let per_row = values.iter().any(|v| v.per_row);
        Ok(known(node(ExprKind::Call(builtin, values), like.expr.ty, per_row, span)))
    }
}

const BUILTINS: [(&str, Builtin, std::ops::RangeInclusive<usize>); 8] = [
    ("min", Builtin::Min, 2..=64),
    ("max", Builtin::Max, 2..=64),
    ("abs", Builtin::Abs, 1..=1),
    ("log", Builtin::Log, 1..=1),
    ("exp", Builtin::Exp, 1..=1),
    ("sqrt", Builtin::Sqrt, 1..=1),
    ("age", Builtin::Age, 1..=2),
    ("year", Builtin::Year, 1..=1),
];

fn builtin(name: &str) -> Option<(Builtin, std::ops::RangeInclusive<usize>)> {
    BUILTINS.iter().find(|(n, ..)| *n == name).map(|(_, b, counts)| (*b, counts.clone()))
}

/// Whether a form reads rows of tables, which a function cannot.
fn reads_rows(kind: &ast::ExprKind) -> bool {
    use ast::ExprKind as K;
    match kind {
        K::Round(round) => round.keeping_sum || round.within_bounds,
        K::Aggregate(_)
        | K::Rank(_)
        | K::InTop(_)
        | K::Share(_)
        | K::Fill(_)
        | K::Solve(_)
        | K::With(..) => true,
        _ => false,
    }
}

fn constant(value: Constant, ty: Type, span: Span) -> Inferred {
    known(node(ExprKind::Constant(value), ty, false, span))
}

pub(super) fn node(kind: ExprKind, ty: Type, per_row: bool, span: Span) -> plan::Expr {
    plan::Expr { kind, ty, optional: false, per_row, span }
}
