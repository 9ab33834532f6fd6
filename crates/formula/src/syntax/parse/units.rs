//! Types and units.

use super::{Gap, Parse, Parser, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::ast::{ColumnKind, Ident, UnitExpr};
use crate::syntax::highlight::Class;
use crate::syntax::lexer::TokenKind;

impl Parser<'_> {
    /// What stands where a type stands: `text`, `date`, `bool`, a unit, or a list of words.
    pub(super) fn kind(&mut self) -> Parse<ColumnKind> {
        let token = self.peek();
        let alone = !self.peek_after(1).is_symbol("/");
        let kind = match (&token.kind, token.text) {
            (TokenKind::Word, "text") if alone => ColumnKind::Text,
            (TokenKind::Word, "date") if alone => ColumnKind::Date,
            (TokenKind::Word, "bool") if alone => ColumnKind::Bool,
            (TokenKind::Word, _) if self.peek_after(1).is_symbol("|") => return self.choices(),
            (TokenKind::Word, word) if !words::is_reserved(word) => return self.written_unit(),
            (TokenKind::Symbol, "%") => return self.written_unit(),
            _ => return Err(self.expected("syntax-expected-type", &[])),
        };
        self.take(Class::Keyword);
        Ok(kind)
    }

    /// `employed | jobseeker | pupil`
    fn choices(&mut self) -> Parse<ColumnKind> {
        let mut words = vec![self.expect_name(Class::Name)?];
        while self.take_symbol("|") {
            words.push(self.expect_name(Class::Name)?);
        }
        Ok(ColumnKind::OneOf(words))
    }

    /// A unit in the place of a type, where a division with spaces can only be meant as part of
    /// the unit.
    fn written_unit(&mut self) -> Parse<ColumnKind> {
        let start = self.here();
        let mut unit = self.unit()?;
        let slash = self.here();
        let mut spaced = false;
        while self.next_is_symbol("/") && self.peek_after(1).kind == TokenKind::Word {
            spaced = true;
            self.take(Class::Unit);
            let rest = self.unit()?;
            let rest = rest.factors.into_iter().enumerate();
            unit.factors.extend(rest.map(|(at, (name, power))| {
                (name, if at == 0 { power.saturating_neg() } else { power })
            }));
        }
        unit.span = self.since(start);
        if spaced {
            let suggestion = unit_text(&unit);
            self.report(Diagnostic::at("syntax-unit-spaces", slash).with("suggestion", suggestion));
        }
        Ok(ColumnKind::Number(unit))
    }

    /// `EUR/place/year`, `m2`, `%`, `number`; no spaces inside.
    pub(super) fn unit(&mut self) -> Parse<UnitExpr> {
        let start = self.here();
        let mut unit = UnitExpr { factors: Vec::new(), percent: false, span: start };
        if self.next_is_symbol("%") {
            self.take(Class::Unit);
            unit.percent = true;
        } else {
            self.factor(&mut unit, 1)?;
        }
        self.further_factors(&mut unit, start)?;
        Ok(unit)
    }

    /// `/place/year`, clinging to what stands before it.
    pub(super) fn further_factors(&mut self, unit: &mut UnitExpr, start: Span) -> Parse<()> {
        while self.at_further_factor() {
            let sign = if self.next_is_symbol("/") { -1 } else { 1 };
            self.gap(Gap::None);
            self.take(Class::Unit);
            self.gap(Gap::None);
            self.factor(unit, sign)?;
        }
        unit.span = self.since(start);
        Ok(())
    }

    /// Whether `/NAME` or `*NAME` clings to what was just read.
    pub(super) fn at_further_factor(&self) -> bool {
        let (operator, name) = (self.peek(), self.peek_after(1));
        (operator.is_symbol("/") || operator.is_symbol("*"))
            && !operator.spaced
            && !name.spaced
            && name.kind == TokenKind::Word
            && !words::is_reserved(name.text)
    }

    /// One name of a unit, with its power: `m2`, `month`, `m^3`.
    fn factor(&mut self, unit: &mut UnitExpr, sign: i8) -> Parse<()> {
        if self.peek().kind != TokenKind::Word || words::is_reserved(self.peek().text) {
            return Err(self.expected("syntax-expected-unit", &[]));
        }
        let token = self.take(Class::Unit);
        let mut power = sign;
        if self.next_is_symbol("^") && !self.peek().spaced {
            self.gap(Gap::None);
            self.take(Class::Unit);
            self.gap(Gap::None);
            let minus = self.next_is_symbol("-");
            if minus {
                self.take(Class::Unit);
                self.gap(Gap::None);
            }
            let TokenKind::Number(digits) = &self.peek().kind else {
                return Err(self.expected("syntax-expected-unit-power", &[]));
            };
            let Some(exponent) = digits.parse::<i8>().ok().filter(|power| *power <= 9) else {
                return Err(self.expected("syntax-expected-unit-power", &[]));
            };
            self.take(Class::Unit);
            power = sign * if minus { -exponent } else { exponent };
        }
        if token.text != "number" {
            unit.factors.push((Ident { text: token.text.to_owned(), span: token.span }, power));
        }
        Ok(())
    }
}

/// A unit as it should be written.
fn unit_text(unit: &UnitExpr) -> String {
    let mut out = String::from(if unit.percent { "%" } else { "" });
    for (name, power) in &unit.factors {
        if *power < 0 {
            out.push_str(if out.is_empty() { "number/" } else { "/" });
        } else if !out.is_empty() {
            out.push('*');
        }
        out.push_str(&name.text);
        if power.unsigned_abs() > 1 {
            out.push_str(&format!("^{}", power.unsigned_abs()));
        }
    }
    out
}
