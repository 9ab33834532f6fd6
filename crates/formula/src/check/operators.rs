//! Arithmetic and comparison: which units agree, and what a bare number beside them means.

use super::{Checker, Inferred, Literal, Scope, Typed};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::plan::{self, Constant, ExprKind, Type};
use crate::syntax::ast::{self, BinaryOperator};
use crate::unit::Unit;

impl<'a> Checker<'a> {
    /// A word for a type, as a person would write it in the file.
    pub(super) fn type_word(&self, ty: &Type) -> String {
        match ty {
            Type::Number(unit) => unit.to_string(),
            Type::Bool => "bool".to_owned(),
            Type::Date => "date".to_owned(),
            Type::Text => "text".to_owned(),
            Type::Choice(id) => {
                self.choices.get(id.0).map(|words| words.join(" | ")).unwrap_or_default()
            }
            Type::Row(table) => {
                self.tables.get(table.0).map(|t| format!("-> {}", t.name)).unwrap_or_default()
            }
        }
    }

    pub(super) fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        use BinaryOperator as O;
        match operator {
            O::And | O::Or => self.both(operator, left, right, span, scope),
            O::Add | O::Subtract => self.sum(operator, left, right, span, scope),
            O::Multiply | O::Divide => self.product(operator, left, right, span, scope),
            O::Power => self.power(left, right, span, scope),
            O::Equal | O::NotEqual => {
                let (a, b) = self.agreeing(left, right, scope)?;
                self.compared(operator, (a, left), b, span)
            }
            O::Less | O::LessOrEqual | O::Greater | O::GreaterOrEqual => {
                let (a, b) = self.agreeing(left, right, scope)?;
                if !matches!(a.expr.ty, Type::Number(_) | Type::Date) {
                    return self.refuse_order(&a.expr.ty, left.span);
                }
                self.compared(operator, (a, left), b, span)
            }
        }
    }

    /// `and`, `or`: the second condition stands where the first has left it.
    fn both(
        &mut self,
        operator: BinaryOperator,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let a = self.infer_bool(left, scope)?;
        self.both_from(operator, (a, left), right, span, scope)
    }

    /// What follows on the left side, which alone grows deep, is worked out in a frame of its own.
    fn both_from(
        &mut self,
        operator: BinaryOperator,
        (a, left): (plan::Expr, &ast::Expr),
        right: &ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let right_scope = self.assuming(scope, left, operator == BinaryOperator::And);
        let b = self.infer_bool(right, &right_scope)?;
        Ok(known(combine(operator, a, b, Type::Bool, span)))
    }

    /// A sum or difference, of days too.
    fn sum(
        &mut self,
        operator: BinaryOperator,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let a = self.infer_known(left, scope, None);
        self.sum_from(operator, (a, left), right, span, scope)
    }

    fn sum_from(
        &mut self,
        operator: BinaryOperator,
        (a, left): (Typed<Inferred>, &ast::Expr),
        right: &ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        if matches!(&a, Ok(day) if day.expr.ty == Type::Date) {
            let back = operator == BinaryOperator::Subtract;
            return self.of_day(back, a?.expr, right, span, scope);
        }
        let (a, b) = self.agreeing_with(a, left, right, scope)?;
        self.want_number(&a.expr, left)?;
        let literal = both_literal(a.literal, b.literal);
        let ty = a.expr.ty.clone();
        Ok(Inferred { expr: combine(operator, a.expr, b.expr, ty, span), literal })
    }

    fn compared(
        &mut self,
        operator: BinaryOperator,
        (a, left): (Inferred, &ast::Expr),
        b: Inferred,
        span: Span,
    ) -> Typed<Inferred> {
        self.warn_of_itself(operator, (&a.expr, left), &b.expr, span);
        Ok(known(combine(operator, a.expr, b.expr, Type::Bool, span)))
    }

    fn refuse_order<T>(&mut self, ty: &Type, span: Span) -> Typed<T> {
        let ty = self.type_word(ty);
        self.fail(Diagnostic::at("check-no-order", span).with("type", ty))
    }

    fn product(
        &mut self,
        operator: BinaryOperator,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let a = self.infer_known(left, scope, None);
        self.product_from(operator, (a, left), right, span, scope)
    }

    fn product_from(
        &mut self,
        operator: BinaryOperator,
        (a, left): (Typed<Inferred>, &ast::Expr),
        right: &ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let b = self.infer_known(right, scope, None);
        self.multiplied(operator, (a?, left), (b?, right), span)
    }

    fn multiplied(
        &mut self,
        operator: BinaryOperator,
        (a, left): (Inferred, &ast::Expr),
        (b, right): (Inferred, &ast::Expr),
        span: Span,
    ) -> Typed<Inferred> {
        let unit_a = self.want_number(&a.expr, left)?;
        let unit_b = self.want_number(&b.expr, right)?;
        let unit = match operator {
            BinaryOperator::Divide => unit_a.over(&unit_b),
            _ => unit_a.times(&unit_b),
        };
        let literal = match (operator, a.literal, b.literal) {
            (_, Literal::Bare | Literal::Zero, Literal::Bare | Literal::Zero) => Literal::Bare,
            _ => Literal::No,
        };
        let expr = combine(operator, a.expr, b.expr, Type::Number(unit), span);
        Ok(Inferred { expr, literal })
    }

    fn power(
        &mut self,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        let a = self.infer_known(left, scope, None)?;
        let b = self.infer_known(right, scope, None)?;
        let unit = self.want_number(&a.expr, left)?;
        let exponent_unit = self.want_number(&b.expr, right)?;
        if !exponent_unit.is_plain() {
            return self.fail(
                Diagnostic::at("check-plain-number-wanted", right.span)
                    .with("unit", exponent_unit.to_string()),
            );
        }
        let unit = if unit.is_plain() {
            unit
        } else {
            let whole = match &b.expr.kind {
                ExprKind::Constant(Constant::Number(n)) => n.to_i64_exact(),
                _ => None,
            };
            match whole.and_then(|n| i8::try_from(n).ok()) {
                Some(n) => unit.power(n),
                None => {
                    return self.fail(
                        Diagnostic::at("check-plain-number-wanted", left.span)
                            .with("unit", unit.to_string()),
                    );
                }
            }
        };
        let ty = Type::Number(unit);
        Ok(known(combine(BinaryOperator::Power, a.expr, b.expr, ty, span)))
    }

    /// Two expressions that must be of one type, a bare number or a word taking that of the other.
    pub(super) fn agreeing(
        &mut self,
        left: &ast::Expr,
        right: &ast::Expr,
        scope: &Scope,
    ) -> Typed<(Inferred, Inferred)> {
        // `status = pupil`: the word is understood from what it is compared with.
        let left_is_word = self.is_unknown_name(left, scope);
        let (mut a, mut b) = if left_is_word {
            let b = self.infer_known(right, scope, None)?;
            let a = self.infer_known(left, scope, Some(&b.expr.ty))?;
            (a, b)
        } else {
            let a = self.infer_known(left, scope, None);
            return self.agreeing_with(a, left, right, scope);
        };
        self.agree(&mut a, left.span, &mut b, right.span)?;
        Ok((a, b))
    }

    /// The same where the left one is typed already, or was found wrong.
    fn agreeing_with(
        &mut self,
        a: Typed<Inferred>,
        left: &ast::Expr,
        right: &ast::Expr,
        scope: &Scope,
    ) -> Typed<(Inferred, Inferred)> {
        let expected = a.as_ref().ok().map(|a| a.expr.ty.clone());
        let b = self.infer_known(right, scope, expected.as_ref());
        let (mut a, mut b) = (a?, b?);
        self.agree(&mut a, left.span, &mut b, right.span)?;
        Ok((a, b))
    }

    /// Brings two typed expressions to one type, or says where they part.
    pub(super) fn agree(
        &mut self,
        a: &mut Inferred,
        a_span: Span,
        b: &mut Inferred,
        b_span: Span,
    ) -> Typed<()> {
        if a.expr.ty == b.expr.ty {
            return Ok(());
        }
        if a.literal != Literal::No && adapts(a.literal, &b.expr.ty) {
            retype(&mut a.expr, &b.expr.ty);
            return Ok(());
        }
        if b.literal != Literal::No && adapts(b.literal, &a.expr.ty) {
            retype(&mut b.expr, &a.expr.ty);
            return Ok(());
        }
        self.differ(&a.expr.ty.clone(), a_span, &b.expr.ty.clone(), b_span, b.literal)
    }

    fn differ(
        &mut self,
        a: &Type,
        a_span: Span,
        b: &Type,
        b_span: Span,
        literal: Literal,
    ) -> Typed<()> {
        let (left, right) = (self.type_word(a), self.type_word(b));
        let convertible = match (a, b) {
            (Type::Number(from), Type::Number(to)) => from.conversion(to).is_some(),
            _ => false,
        };
        let id = match (a, b) {
            (Type::Number(_), Type::Number(_)) if convertible => "check-units-convert",
            (Type::Number(_), Type::Number(_)) if literal == Literal::Bare => {
                "check-bare-number-beside-money"
            }
            (Type::Number(_), Type::Number(_)) => "check-units-differ",
            _ => "check-types-differ",
        };
        self.fail(
            Diagnostic::at(id, b_span)
                .with("left", left)
                .with("right", right)
                .with("text", self.source.slice(b_span))
                .other(Place::Formula(a_span)),
        )
    }

    /// Brings an expression to the type that its place asks for.
    pub(super) fn fit(
        &mut self,
        inferred: &mut Inferred,
        wanted: &Type,
        place: Place,
    ) -> Typed<()> {
        if inferred.expr.ty == *wanted {
            return Ok(());
        }
        if inferred.literal != Literal::No && adapts(inferred.literal, wanted) {
            retype(&mut inferred.expr, wanted);
            return Ok(());
        }
        let (found, wanted_word) = (self.type_word(&inferred.expr.ty), self.type_word(wanted));
        let id = match (&inferred.expr.ty, wanted) {
            (Type::Number(from), Type::Number(to)) if from.conversion(to).is_some() => {
                "check-unit-not-declared-convert"
            }
            (Type::Number(_), Type::Number(_)) => "check-unit-not-declared",
            _ => "check-type-not-declared",
        };
        self.fail(
            Diagnostic::at(id, inferred.expr.span)
                .with("found", found)
                .with("wanted", wanted_word)
                .other(place),
        )
    }

    /// The same for a literal that fills a parameter, a band or a unit of rounding: there any bare
    /// number takes the unit of its place, money too.
    pub(super) fn fit_as_literal(
        &mut self,
        inferred: &mut Inferred,
        wanted: &Type,
        place: Place,
    ) -> Typed<()> {
        if inferred.literal != Literal::No && matches!(wanted, Type::Number(_)) {
            retype(&mut inferred.expr, wanted);
            return Ok(());
        }
        self.fit(inferred, wanted, place)
    }

    /// The unit of an expression that must be a number.
    pub(super) fn want_number(&mut self, expr: &plan::Expr, ast: &ast::Expr) -> Typed<Unit> {
        match &expr.ty {
            Type::Number(unit) => Ok(unit.clone()),
            other => {
                let ty = self.type_word(other);
                self.fail(Diagnostic::at("check-number-wanted", ast.span).with("type", ty))
            }
        }
    }
}

/// Whether a bare number may stand for a value of the type: `0` for any number, another only for a
/// count or an age, never for money.
fn adapts(literal: Literal, ty: &Type) -> bool {
    match (literal, ty) {
        (Literal::Zero, Type::Number(_)) => true,
        (Literal::Bare, Type::Number(unit)) => {
            let mut factors = unit.factors();
            let single = matches!((factors.next(), factors.next()), (Some((_, 1)), None));
            unit.is_plain() || (single && !unit.is_money())
        }
        _ => false,
    }
}

/// Lets bare numbers take the unit that their place expects, if all of them may.
pub(super) fn take_expected(branches: &mut [&mut Inferred], expected: Option<&Type>) {
    let Some(expected) = expected else { return };
    if branches.iter().all(|branch| adapts(branch.literal, expected)) {
        for branch in branches {
            retype(&mut branch.expr, expected);
            branch.literal = Literal::No;
        }
    }
}

/// Gives a literal, and the literals it is made of, the unit of its place.
fn retype(expr: &mut plan::Expr, ty: &Type) {
    expr.ty = ty.clone();
    match &mut expr.kind {
        ExprKind::Negate(inner) => retype(inner, ty),
        ExprKind::Binary(BinaryOperator::Add | BinaryOperator::Subtract, a, b) => {
            retype(a, ty);
            retype(b, ty);
        }
        _ => {}
    }
}

fn both_literal(a: Literal, b: Literal) -> Literal {
    match (a, b) {
        (Literal::No, _) | (_, Literal::No) => Literal::No,
        (Literal::Zero, Literal::Zero) => Literal::Zero,
        _ => Literal::Bare,
    }
}

pub(super) fn known(expr: plan::Expr) -> Inferred {
    Inferred { expr, literal: Literal::No }
}

fn combine(
    operator: BinaryOperator,
    a: plan::Expr,
    b: plan::Expr,
    ty: Type,
    span: Span,
) -> plan::Expr {
    let per_row = a.per_row || b.per_row;
    let kind = ExprKind::Binary(operator, Box::new(a), Box::new(b));
    plan::Expr { kind, ty, optional: false, per_row, span }
}
