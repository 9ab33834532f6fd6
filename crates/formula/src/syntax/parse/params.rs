//! Parameters and their dated values.

use super::layout::Block;
use super::{Fault, Gap, Parse, Parser};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::ast::{DatedValue, Ident, MemberLine, Notes, Param, ParamValue};
use crate::syntax::highlight::Class;
use crate::syntax::lexer::TokenKind;
use jiff::civil::Date;

impl Parser<'_> {
    /// `param NAME [by CATEGORY [and CATEGORY]] [: TYPE]` with dated values
    pub(super) fn param(&mut self) -> Parse<Param> {
        let start = self.take(Class::Keyword).span;
        let name = self.expect_new_name()?;
        let mut param = Param {
            name,
            by: Vec::new(),
            kind: None,
            values: Vec::new(),
            notes: Notes::default(),
            span: start,
        };
        let undated = match self.param_parts(&mut param) {
            Ok(()) => param.values.is_empty(),
            Err(Fault) => {
                self.skip();
                false
            }
        };
        if undated {
            self.report(Diagnostic::at("syntax-param-undated", self.here()));
        }
        param.span = self.since(start);
        Ok(param)
    }

    fn param_parts(&mut self, param: &mut Param) -> Parse<()> {
        if self.take_word("by") {
            param.by.push(self.expect_name(Class::Name)?);
            while self.take_word("and") {
                param.by.push(self.expect_name(Class::Name)?);
            }
        }
        if self.take_symbol(":") {
            param.kind = Some(self.kind()?);
        }
        loop {
            self.notes(&mut param.notes)?;
            if !self.at_dated() {
                return Ok(());
            }
            let first = self.peek().first;
            let read = |parser: &mut Parser<'_>| parser.dated(first);
            let value = if first {
                let indent = self.layout.indent + 2;
                self.entry(indent, Block::Structure, read)
            } else {
                read(self)
            };
            if let Ok(mut value) = value {
                // A title belongs to the parameter, wherever it stands.
                param.notes.titles.append(&mut value.notes.titles);
                param.values.push(value);
            } else if !first {
                return Err(Fault);
            }
        }
    }

    /// Whether `since` or `repealed since` comes next.
    pub(super) fn at_dated(&self) -> bool {
        let after = self.peek_after(1);
        (self.next_is_word("since") && !after.is_symbol(":"))
            || (self.next_is_word("repealed") && after.is_word("since"))
    }

    /// `since DATE`
    pub(super) fn since_date(&mut self) -> Parse<(Date, Span)> {
        self.gap(Gap::Clause);
        self.expect_word("since")?;
        let TokenKind::Date(date) = self.peek().kind else {
            return Err(self.expected("syntax-expected-date", &[]));
        };
        Ok((date, self.take(Class::Date).span))
    }

    /// `since DATE = VALUE`, `since DATE` with one line a member, or `repealed since DATE`. Notes
    /// below the lines of members belong to the value only if it has a line of its own.
    fn dated(&mut self, own_line: bool) -> Parse<DatedValue> {
        let start = self.here();
        let mut notes = Notes::default();
        let repealed = self.next_is_word("repealed");
        if repealed {
            self.gap(Gap::Clause);
            self.take(Class::Keyword);
        }
        let (since, since_span) = self.since_date()?;
        if repealed {
            self.unset_gap_of_since();
            self.notes(&mut notes)?;
            let (value, span) = (ParamValue::Repealed, self.since(start));
            return Ok(DatedValue { since, since_span, value, notes, span });
        }
        self.notes(&mut notes)?;
        let value = if self.take_symbol("=") {
            let value = self.whole()?;
            self.notes(&mut notes)?;
            ParamValue::One(value)
        } else {
            if !self.at_block() || self.at_dated() {
                return Err(self.expected("syntax-param-value", &[]));
            }
            let stops = |parser: &Parser<'_>| parser.at_dated() || parser.at_note();
            let lines = self.lines(stops, Parser::member_line);
            if own_line {
                self.notes(&mut notes)?;
            }
            ParamValue::Each(lines)
        };
        Ok(DatedValue { since, since_span, value, notes, span: self.since(start) })
    }

    /// In `repealed since DATE` the two words are one clause.
    fn unset_gap_of_since(&mut self) {
        let since = self.at.checked_sub(2).and_then(|at| self.marks.get_mut(at));
        if let Some(mark) = since {
            mark.gap = Gap::Word;
        }
    }

    /// `AC : 3.421%`, or `AC, child : 5` for two categories
    fn member_line(&mut self) -> Parse<MemberLine> {
        let members = self.members()?;
        self.expect_symbol(":")?;
        Ok(MemberLine { members, value: self.cell(), set: None })
    }

    /// Names of members, one for each category: `AC, child`
    pub(super) fn members(&mut self) -> Parse<Vec<Ident>> {
        let mut members = vec![self.line_member()?];
        while self.take_symbol(",") {
            members.push(self.line_member()?);
        }
        Ok(members)
    }

    fn line_member(&mut self) -> Parse<Ident> {
        let at = self.at;
        let member = self.member()?;
        if let Some(mark) = self.marks.get_mut(at) {
            mark.class = Some(Class::Name);
        }
        Ok(member)
    }
}
