//! Values: literals, names, calls, what clings to a value, and forms that start with a word.

use super::expressions::Strength;
use super::layout::Block;
use super::{Fault, Gap, Parse, Parser, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::ast::{
    Expr, ExprKind, FirstOf, Ident, IndexArgument, NumberLiteral, Quantifier, UnitExpr,
};
use crate::syntax::highlight::Class;
use crate::syntax::lexer::TokenKind;

/// How many words are looked at to tell `if (a) then` from `if(a, b, c)`.
const LOOKED_AHEAD: usize = 64;

impl Parser<'_> {
    /// A value without anything that clings to it.
    pub(super) fn primary(&mut self) -> Parse<Expr> {
        let token = self.peek();
        let start = self.here();
        let kind = match &token.kind {
            TokenKind::Number(digits) => return self.number(digits.clone()),
            TokenKind::Text(text) => {
                self.take(Class::Text);
                ExprKind::Text(text.clone())
            }
            TokenKind::Date(date) => {
                self.take(Class::Date);
                ExprKind::Date(*date)
            }
            TokenKind::Symbol if token.text == "(" => {
                self.take(Class::Operator);
                let inner = self.whole()?;
                self.close(")", start)?;
                return Ok(Expr { kind: inner.kind, span: self.since(start) });
            }
            TokenKind::Word => return self.word_value(token.text, start),
            _ => return Err(self.expected("syntax-expected-value", &[])),
        };
        Ok(Expr { kind, span: self.since(start) })
    }

    /// A number with its `%` or unit.
    fn number(&mut self, digits: String) -> Parse<Expr> {
        let start = self.take(Class::Number).span;
        let next = self.peek();
        let mut literal = NumberLiteral { digits, percent: false };
        let mut unit = None;
        if next.is_symbol("%") && !next.first {
            self.gap(Gap::None);
            literal.percent = true;
            let percent = self.take(Class::Number).span;
            if self.at_further_factor() {
                let mut of = UnitExpr { factors: Vec::new(), percent: true, span: percent };
                self.further_factors(&mut of, percent)?;
                unit = Some(of);
            }
        } else if next.kind == TokenKind::Word && !next.first && words::may_be_unit(next.text) {
            unit = Some(self.unit()?);
        }
        Ok(Expr { kind: ExprKind::Number(literal, unit), span: self.since(start) })
    }

    /// What starts with a word: a form of the language, a call or a name.
    fn word_value(&mut self, word: &str, start: Span) -> Parse<Expr> {
        let (next, after) = (self.peek_after(1), self.peek_after(2));
        let of = next.is_word("of");
        let kind = match word {
            "true" | "false" => {
                self.take(Class::Keyword);
                ExprKind::Bool(word == "true")
            }
            "if" => self.condition()?,
            "first" if of => self.first_of(false)?,
            "exactly" if next.is_word("one") && after.is_word("of") => self.first_of(true)?,
            "any" if of => self.conditions(Quantifier::Any)?,
            "all" if of => self.conditions(Quantifier::All)?,
            "share" if self.form_follows() => self.share()?,
            "fill" if self.form_follows() => self.fill()?,
            "solve" if self.form_follows() => self.solve()?,
            "round" if next.is_symbol("(") => self.round()?,
            "rank" if next.is_symbol("(") => self.rank()?,
            _ if next.is_symbol("(") && !words::is_reserved(word) => self.call(word)?,
            _ if words::is_reserved(word) => {
                return Err(self.expected("syntax-expected-value", &[]));
            }
            _ => ExprKind::Name(self.expect_name(Class::Name)?),
        };
        Ok(Expr { kind, span: self.since(start) })
    }

    /// Whether a value follows the next word, which then is a form (`share pool by …`) and no
    /// name (`share * 2`).
    fn form_follows(&self) -> bool {
        let next = self.peek_after(1);
        match next.kind {
            TokenKind::Number(_) => true,
            TokenKind::Symbol => next.text == "(",
            TokenKind::Word => next.text == "if" || words::may_be_unit(next.text),
            _ => false,
        }
    }

    /// `f(x, y)`, where `f` may be an aggregate.
    fn call(&mut self, word: &str) -> Parse<ExprKind> {
        if let Some(function) = super::aggregates::function_named(word) {
            return self.aggregate(function);
        }
        let name = self.expect_name(Class::Name)?;
        self.gap(Gap::None);
        let opened = self.take(Class::Operator).span;
        let mut arguments = Vec::new();
        if !self.next_is_symbol(")") {
            loop {
                if name.text == "age" && !arguments.is_empty() {
                    self.take_word("at");
                }
                arguments.push(self.whole()?);
                if !self.take_symbol(",") {
                    break;
                }
            }
        }
        self.close(")", opened)?;
        Ok(ExprKind::Call(name, arguments))
    }

    /// What clings to a value: fields and indices, `in UNIT`, `at DATE`, `with NAME = VALUE`.
    pub(super) fn clinging(&mut self, value: Expr) -> Parse<Expr> {
        let start = value.span;
        let mut value = self.fields(value)?;
        loop {
            let next = self.peek_after(1);
            let kind = match self.peek().text {
                _ if self.peek().kind != TokenKind::Word => return Ok(value),
                "in" if next.is_symbol("%") || is_unit_after_in(next) => {
                    self.take(Class::Keyword);
                    ExprKind::Convert(Box::new(value), self.unit()?)
                }
                "at" if !matches!(next.text, "least" | "most" | "each" | "its") => {
                    self.take(Class::Keyword);
                    let day = self.short()?;
                    ExprKind::At(Box::new(value), Box::new(day))
                }
                "with" => {
                    let settings = self.settings()?;
                    ExprKind::With(Box::new(value), settings)
                }
                _ => return Ok(value),
            };
            self.grow()?;
            value = Expr { kind, span: self.since(start) };
        }
    }

    /// Fields and indices: `.name`, `[a, b]`, `[2019 to 2024]`.
    pub(super) fn fields(&mut self, value: Expr) -> Parse<Expr> {
        let start = value.span;
        let mut value = value;
        loop {
            let kind = if self.take_symbol(".") {
                ExprKind::Field(Box::new(value), self.expect_name(Class::Name)?)
            } else if self.next_is_symbol("[") {
                ExprKind::Index(Box::new(value), self.index()?)
            } else {
                return Ok(value);
            };
            self.grow()?;
            value = Expr { kind, span: self.since(start) };
        }
    }

    fn index(&mut self) -> Parse<Vec<IndexArgument>> {
        let opened = self.take(Class::Operator).span;
        let mut arguments = Vec::new();
        loop {
            let from = self.whole()?;
            arguments.push(if self.take_word("to") {
                IndexArgument::Range(from, self.whole()?)
            } else {
                IndexArgument::One(from)
            });
            if !self.take_symbol(",") {
                break;
            }
        }
        self.close("]", opened)?;
        Ok(arguments)
    }

    /// `with rate = r, other = (a + b)`
    fn settings(&mut self) -> Parse<Vec<(Ident, Expr)>> {
        self.take(Class::Keyword);
        let mut settings = Vec::new();
        loop {
            let name = self.expect_name(Class::Name)?;
            self.expect_symbol("=")?;
            settings.push((name, self.short()?));
            let (comma, equals) = (self.peek(), self.peek_after(2));
            let name_follows = self.peek_after(1).kind == TokenKind::Word;
            if !(comma.is_symbol(",") && name_follows && equals.is_symbol("=")) {
                return Ok(settings);
            }
            self.take(Class::Operator);
        }
    }

    /// `if c then a else b`
    /// Whether an opened bracket comes next that holds several things, as in `if(a, b, c)`.
    fn lists_in_brackets(&self) -> bool {
        if !self.next_is_symbol("(") {
            return false;
        }
        let mut depth = 0_u32;
        for at in 0..LOOKED_AHEAD {
            let token = self.peek_after(at);
            match token.text {
                "(" | "[" => depth += 1,
                ")" | "]" => depth = depth.saturating_sub(1),
                "," if depth == 1 => return true,
                "then" => return false,
                _ => {}
            }
            if depth == 0 {
                return false;
            }
        }
        false
    }

    fn condition(&mut self) -> Parse<ExprKind> {
        let start = self.take(Class::Keyword).span;
        if self.lists_in_brackets() {
            return Err(self.fail(Diagnostic::at("syntax-if-brackets", start)));
        }
        let condition = self.whole()?;
        self.expect_word("then")?;
        let then = self.whole()?;
        if !self.take_word("else") {
            let diagnostic = Diagnostic::at("syntax-if-without-else", self.here());
            return Err(self.fail(diagnostic.other(super::place(start))));
        }
        let otherwise = self.whole()?;
        Ok(ExprKind::If(Box::new(condition), Box::new(then), Box::new(otherwise)))
    }

    /// The words before a block, which then stands on the lines below.
    fn block_words(&mut self, count: usize) -> Parse<()> {
        let start = self.here();
        let words: Vec<_> = (0..count).map(|_| self.take(Class::Keyword).text).collect();
        let words = words.join(" ");
        if !self.ended() && !self.peek().first {
            let diagnostic = Diagnostic::at("syntax-block-same-line", self.here());
            return Err(self.fail(diagnostic.with("words", words)));
        }
        if !self.at_block() {
            let diagnostic = Diagnostic::at("syntax-block-empty", self.since(start));
            return Err(self.fail(diagnostic.with("words", words)));
        }
        Ok(())
    }

    /// `first of` and `exactly one of` with one case a line.
    fn first_of(&mut self, exactly: bool) -> Parse<ExprKind> {
        self.block_words(if exactly { 3 } else { 2 })?;
        let mut form = FirstOf { exactly, cases: Vec::new(), otherwise: None };
        let mut closed: Option<Span> = None;
        self.block(Block::Expression, Parser::at_note, |parser| {
            let start = parser.here();
            let value = parser.rule();
            if value.kind == ExprKind::Error {
                form.cases.push((value.clone(), value));
                return Ok(());
            }
            if let Some(before) = closed {
                let diagnostic = Diagnostic::at("syntax-case-after-otherwise", start);
                return Err(parser.fail(diagnostic.other(super::place(before))));
            }
            if parser.next_is_word("when") {
                parser.gap(Gap::Clause);
                parser.take(Class::Keyword);
                let condition = parser.rule();
                form.cases.push((value, condition));
            } else if parser.next_is_word("otherwise") {
                parser.gap(Gap::Clause);
                closed = Some(parser.take(Class::Keyword).span);
                form.otherwise = Some(value);
            } else {
                return Err(parser.expected("syntax-case-without-when", &[]));
            }
            Ok(())
        });
        Ok(ExprKind::FirstOf(Box::new(form)))
    }

    /// `any of` and `all of` with one condition a line.
    fn conditions(&mut self, quantifier: Quantifier) -> Parse<ExprKind> {
        self.block_words(2)?;
        let mut conditions = Vec::new();
        self.block(Block::Expression, Parser::at_note, |parser| {
            conditions.push(parser.rule());
            Ok(())
        });
        Ok(ExprKind::Conditions(quantifier, conditions))
    }

    /// The value of a clause that may be given once.
    pub(super) fn once(
        &mut self,
        slot: &mut Option<Expr>,
        clause: &str,
        start: Span,
        read: impl FnOnce(&mut Self) -> Parse<Expr>,
    ) -> Parse<()> {
        let value = read(self)?;
        if let Some(before) = slot {
            let before = before.span;
            self.report_twice(clause, start, before);
            return Err(Fault);
        }
        *slot = Some(value);
        Ok(())
    }

    /// A sum, for places where a comparison cannot stand.
    pub(super) fn amount(&mut self) -> Parse<Expr> {
        self.expression(Strength::Otherwise)
    }
}

/// Whether `in` is followed by a unit to convert to rather than by a list or a rank.
fn is_unit_after_in(next: &crate::syntax::lexer::Token<'_>) -> bool {
    next.kind == TokenKind::Word
        && !matches!(next.text, "top" | "bottom" | "rounds")
        && !words::is_reserved(next.text)
}
