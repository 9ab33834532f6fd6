//! Operators and functions of the language, written as steps over columns.

use super::compile::{Column, Place, Writer, Written};
use super::tape::{Arithmetic, Function, Numbers, Step, Truths};
use crate::diagnostic::Span;
use crate::plan::{Builtin, Expr};
use crate::syntax::ast::{BinaryOperator, Quantifier};

impl Writer<'_> {
    pub(super) fn arithmetic(
        &mut self,
        operator: Arithmetic,
        a: Numbers,
        b: Numbers,
        place: &Place,
    ) -> Numbers {
        let out = self.number_slot(self.length(&[a, b], &[], place));
        self.tape.push(Step::Arithmetic { operator, a, b, live: place.live, out });
        Numbers::Slot(out)
    }

    pub(super) fn function(
        &mut self,
        function: Function,
        inner: &Expr,
        place: &Place,
    ) -> Written<Column> {
        let a = self.numbers(inner, place)?;
        let out = self.number_slot(self.length(&[a], &[], place));
        self.tape.push(Step::Function { function, a, live: place.live, out });
        Ok(Column::Numbers(Numbers::Slot(out)))
    }

    pub(super) fn compare(
        &mut self,
        operator: BinaryOperator,
        a: Numbers,
        b: Numbers,
        place: &Place,
    ) -> Truths {
        let out = self.truth_slot(self.length(&[a, b], &[], place));
        self.tape.push(Step::Compare { operator, a, b, out });
        Truths::Slot(out)
    }

    pub(super) fn combine(&mut self, any: bool, a: Truths, b: Truths, place: &Place) -> Truths {
        let out = self.truth_slot(self.length(&[], &[a, b], place));
        self.tape.push(Step::Combine { any, a, b, out });
        Truths::Slot(out)
    }

    pub(super) fn not(&mut self, a: Truths, place: &Place) -> Truths {
        let out = self.truth_slot(self.length(&[], &[a], place));
        self.tape.push(Step::Not { a, out });
        Truths::Slot(out)
    }

    pub(super) fn binary(
        &mut self,
        operator: BinaryOperator,
        a: &Expr,
        b: &Expr,
        place: &Place,
    ) -> Written<Column> {
        use BinaryOperator as O;
        let arithmetic = match operator {
            O::And => {
                return Ok(Column::Truths(self.conditions(Quantifier::All, &[a, b], place)?));
            }
            O::Or => {
                return Ok(Column::Truths(self.conditions(Quantifier::Any, &[a, b], place)?));
            }
            O::Add => Arithmetic::Add,
            O::Subtract => Arithmetic::Subtract,
            O::Multiply => Arithmetic::Multiply,
            O::Divide => Arithmetic::Divide,
            O::Power => Arithmetic::Power,
            _ => return self.comparison(operator, a, b, place).map(Column::Truths),
        };
        let (a, b) = (self.numbers(a, place)?, self.numbers(b, place)?);
        Ok(Column::Numbers(self.arithmetic(arithmetic, a, b, place)))
    }

    pub(super) fn comparison(
        &mut self,
        operator: BinaryOperator,
        a: &Expr,
        b: &Expr,
        place: &Place,
    ) -> Written<Truths> {
        match (self.column(a, place)?, self.column(b, place)?) {
            (Column::Numbers(a), Column::Numbers(b)) => Ok(self.compare(operator, a, b, place)),
            (Column::Truths(left), Column::Truths(right)) => {
                let equal = match operator {
                    BinaryOperator::Equal => true,
                    BinaryOperator::NotEqual => false,
                    _ => return Err(a.span),
                };
                let out = self.truth_slot(self.length(&[], &[left, right], place));
                self.tape.push(Step::Agree { equal, a: left, b: right, out });
                Ok(Truths::Slot(out))
            }
            _ => Err(a.span),
        }
    }

    pub(super) fn otherwise(&mut self, a: &Expr, b: &Expr, place: &Place) -> Written<Column> {
        let first = self.numbers(a, place)?;
        let out = self.truth_slot(self.length(&[first], &[], place));
        self.tape.push(Step::Known { a: first, known: false, out });
        let place = self.where_true(Truths::Slot(out), b, place);
        let second = self.numbers(b, &place)?;
        let out = self.number_slot(self.length(&[first, second], &[], &place));
        self.tape.push(Step::Otherwise { a: first, b: second, out });
        Ok(Column::Numbers(Numbers::Slot(out)))
    }

    pub(super) fn call(
        &mut self,
        builtin: Builtin,
        arguments: &[Expr],
        place: &Place,
        span: Span,
    ) -> Written<Column> {
        let first = arguments.first().ok_or(span)?;
        let function = match builtin {
            Builtin::Abs => Function::Abs,
            Builtin::Log => Function::Log,
            Builtin::Exp => Function::Exp,
            Builtin::Sqrt => Function::Sqrt,
            Builtin::Age | Builtin::Year => return Err(span),
            Builtin::Min | Builtin::Max => {
                let mut best = self.numbers(first, place)?;
                for argument in arguments.iter().skip(1) {
                    let other = self.numbers(argument, place)?;
                    let out = self.number_slot(self.length(&[best, other], &[], place));
                    let greatest = builtin == Builtin::Max;
                    self.tape.push(Step::Extreme { greatest, a: best, b: other, out });
                    best = Numbers::Slot(out);
                }
                return Ok(Column::Numbers(best));
            }
        };
        self.function(function, first, place)
    }
}
