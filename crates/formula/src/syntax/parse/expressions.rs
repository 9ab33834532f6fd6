//! Expressions: operators by how strongly they bind.

use super::{DEEPEST_NESTING, Fault, Gap, HIGHEST_TREE, Parse, Parser};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{BinaryOperator, Bound, Expr, ExprKind};
use crate::syntax::highlight::Class;
use crate::syntax::lexer::{TokenKind, clipped};

/// How strongly an operator binds, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    Lowest,
    Or,
    And,
    Not,
    Compare,
    Otherwise,
    Sum,
    Product,
    Sign,
    Power,
}

/// An operator between two values, or after one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Binary(BinaryOperator),
    Between,
    In,
    Is,
    Otherwise,
}

impl Parser<'_> {
    /// An expression of any form.
    pub(super) fn whole(&mut self) -> Parse<Expr> {
        self.expression(Strength::Lowest)
    }

    /// The rule of a definition, to the end of the item: an error costs the rule, not the item.
    pub(super) fn rule(&mut self) -> Expr {
        let start = self.here();
        match self.whole() {
            Ok(expression) => expression,
            Err(Fault) => self.lost(start),
        }
    }

    /// A value on a line of a table, to the end of the line.
    pub(super) fn cell(&mut self) -> Expr {
        let value = self.rule();
        self.settled(value)
    }

    /// Skips what cannot be read and stands for it.
    pub(super) fn lost(&mut self, start: crate::diagnostic::Span) -> Expr {
        self.skip();
        Expr { kind: ExprKind::Error, span: self.since(start) }
    }

    /// After the notes of a definition nothing may be left; if something is, then its rule was not
    /// understood.
    pub(super) fn settled(&mut self, expression: Expr) -> Expr {
        if self.ended() {
            return expression;
        }
        self.leftover();
        self.lost(expression.span)
    }

    /// An expression whose operators bind at least so strongly.
    pub(super) fn expression(&mut self, least: Strength) -> Parse<Expr> {
        if self.depth >= DEEPEST_NESTING {
            return Err(self.too_deep());
        }
        self.depth += 1;
        let siblings = std::mem::take(&mut self.height);
        let result = self.operators(least);
        self.depth -= 1;
        self.height = siblings.max(self.height + 1);
        result
    }

    fn too_deep(&mut self) -> Fault {
        let here = self.here();
        self.fail(Diagnostic::at("syntax-too-deep", here))
    }

    /// Counts one more level of the tree that is growing to the left.
    pub(super) fn grow(&mut self) -> Parse<()> {
        self.height += 1;
        if self.height > HIGHEST_TREE { Err(self.too_deep()) } else { Ok(()) }
    }

    fn operators(&mut self, least: Strength) -> Parse<Expr> {
        let mut left = self.operand()?;
        let mut compared = false;
        while let Some((link, power)) = self.link() {
            if power < least {
                break;
            }
            if power == Strength::Compare && compared {
                let token = self.peek();
                let chain = Diagnostic::at("syntax-comparison-chain", token.span);
                return Err(self.fail(chain.with("found", token.text)));
            }
            compared |= power == Strength::Compare;
            let height = std::mem::take(&mut self.height);
            left = self.linked(left, link, power)?;
            self.height = self.height.max(height);
            self.grow()?;
        }
        Ok(left)
    }

    /// The operator that comes next, if one does.
    fn link(&self) -> Option<(Link, Strength)> {
        use BinaryOperator as Op;
        let token = self.peek();
        let binary = |operator, power| Some((Link::Binary(operator), power));
        match (&token.kind, token.text) {
            (TokenKind::Symbol, text) => match text {
                "+" => binary(Op::Add, Strength::Sum),
                "-" => binary(Op::Subtract, Strength::Sum),
                "*" => binary(Op::Multiply, Strength::Product),
                "/" => binary(Op::Divide, Strength::Product),
                "^" => binary(Op::Power, Strength::Power),
                "=" => binary(Op::Equal, Strength::Compare),
                "<>" | "!=" => binary(Op::NotEqual, Strength::Compare),
                "<" => binary(Op::Less, Strength::Compare),
                "<=" => binary(Op::LessOrEqual, Strength::Compare),
                ">" => binary(Op::Greater, Strength::Compare),
                ">=" => binary(Op::GreaterOrEqual, Strength::Compare),
                _ => None,
            },
            (TokenKind::Word, text) => match text {
                "or" => binary(Op::Or, Strength::Or),
                "and" => binary(Op::And, Strength::And),
                "between" => Some((Link::Between, Strength::Compare)),
                "in" if !self.peek_after(1).is_word("rounds") => {
                    Some((Link::In, Strength::Compare))
                }
                "is" => Some((Link::Is, Strength::Compare)),
                "otherwise" if self.value_follows() => Some((Link::Otherwise, Strength::Otherwise)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a value stands after the next word, so that `otherwise` joins two values rather
    /// than closing the last case of `first of`.
    fn value_follows(&self) -> bool {
        let next = self.peek_after(1);
        match next.kind {
            TokenKind::End => false,
            TokenKind::Symbol => matches!(next.text, "(" | "-"),
            _ => true,
        }
    }

    fn linked(&mut self, left: Expr, link: Link, power: Strength) -> Parse<Expr> {
        let start = left.span;
        let left = Box::new(left);
        let kind = match link {
            Link::Binary(operator) => {
                let right = self.right_side(operator, power)?;
                ExprKind::Binary(operator, left, Box::new(right))
            }
            Link::Otherwise => {
                self.take(Class::Keyword);
                let right = self.expression(Strength::Sum)?;
                ExprKind::Otherwise(left, Box::new(right))
            }
            Link::Between => {
                self.take(Class::Keyword);
                let low = self.expression(Strength::Otherwise)?;
                self.expect_word("and")?;
                let high = self.expression(Strength::Otherwise)?;
                ExprKind::Between(left, Box::new(low), Box::new(high))
            }
            Link::In => self.membership(left)?,
            Link::Is => self.state(left)?,
        };
        Ok(Expr { kind, span: self.since(start) })
    }

    fn right_side(&mut self, operator: BinaryOperator, power: Strength) -> Parse<Expr> {
        let word = self.peek().kind == TokenKind::Word;
        if operator == BinaryOperator::Divide {
            self.check_division_spaces();
        }
        self.take(if word { Class::Keyword } else { Class::Operator });
        let least = match power {
            Strength::Or => Strength::And,
            Strength::And => Strength::Not,
            Strength::Compare => Strength::Otherwise,
            Strength::Sum => Strength::Product,
            Strength::Product => Strength::Sign,
            _ => Strength::Power,
        };
        self.expression(least)
    }

    /// A division has spaces on both sides, so that it is never taken for a unit.
    fn check_division_spaces(&mut self) {
        let (slash, right) = (self.peek(), self.peek_after(1));
        if right.kind == TokenKind::End || ((slash.spaced || slash.first) && right.spaced) {
            return;
        }
        let left = self.at.checked_sub(1).map_or("", |before| self.raw(before).text);
        let suggestion = format!("{} / {}", clipped(left), clipped(right.text));
        self.report(
            Diagnostic::at("syntax-division-spaces", slash.span).with("suggestion", suggestion),
        );
    }

    /// `in (a, b)` or `in top 20%`
    fn membership(&mut self, left: Box<Expr>) -> Parse<ExprKind> {
        self.take(Class::Keyword);
        if matches!(self.peek().text, "top" | "bottom") {
            return self.in_top(*left);
        }
        if !self.next_is_symbol("(") {
            return Err(self.expected("syntax-in-what", &[]));
        }
        let opened = self.take(Class::Operator).span;
        let mut members = vec![self.whole()?];
        while self.take_symbol(",") {
            members.push(self.whole()?);
        }
        self.close(")", opened)?;
        Ok(ExprKind::OneOf(left, members))
    }

    /// `is known`, `is missing`, `is at its floor`, `is at its cap`, `is fixed`, `is free`
    fn state(&mut self, left: Box<Expr>) -> Parse<ExprKind> {
        self.take(Class::Keyword);
        let word = self.peek();
        if word.is_word("at") && self.peek_after(1).is_word("its") {
            self.take(Class::Keyword);
            self.take(Class::Keyword);
            let bound = match self.peek().text {
                "floor" => Bound::Floor,
                "cap" => Bound::Cap,
                _ => return Err(self.expected("syntax-is-at-its", &[])),
            };
            self.take(Class::Keyword);
            return Ok(ExprKind::IsAt(left, bound));
        }
        let kind = match word.text {
            "known" => ExprKind::IsKnown(left, true),
            "missing" => ExprKind::IsKnown(left, false),
            "fixed" => ExprKind::IsAt(left, Bound::Fixed),
            "free" => ExprKind::IsAt(left, Bound::Free),
            _ => return Err(self.expected("syntax-is-what", &[])),
        };
        self.take(Class::Keyword);
        Ok(kind)
    }

    /// A value with its sign and with what clings to it.
    fn operand(&mut self) -> Parse<Expr> {
        let start = self.here();
        if self.take_symbol("-") {
            self.gap(Gap::None);
            let body = self.expression(Strength::Sign)?;
            return Ok(Expr { kind: ExprKind::Negate(Box::new(body)), span: self.since(start) });
        }
        if self.take_word("not") {
            let body = self.expression(Strength::Not)?;
            return Ok(Expr { kind: ExprKind::Not(Box::new(body)), span: self.since(start) });
        }
        let value = self.primary()?;
        self.clinging(value)
    }

    /// A value that ends as early as it can: a name, a number, something in brackets, with fields
    /// and indices. It stands where a clause takes one short value, as in `per state`.
    pub(super) fn short(&mut self) -> Parse<Expr> {
        let start = self.here();
        let negative = self.take_symbol("-");
        if negative {
            self.gap(Gap::None);
        }
        let value = self.primary()?;
        let value = self.fields(value)?;
        if !negative {
            return Ok(value);
        }
        self.grow()?;
        Ok(Expr { kind: ExprKind::Negate(Box::new(value)), span: self.since(start) })
    }
}
