//! The offside rule: what belongs together by indentation.

use super::{Fault, Parse, Parser};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::highlight::Class;
use crate::syntax::lexer::TokenKind;

/// The stretch being read: it goes on over lines that stand deeper than its own column.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Layout {
    /// The column it starts at; 0 for the whole file.
    pub(super) column: u32,
    /// Its first token.
    pub(super) start: usize,
    /// How many brackets are open in it.
    pub(super) open: usize,
    /// Its indentation in canonical layout, in spaces.
    pub(super) indent: usize,
    /// Whether a bracket is open around it.
    pub(super) bracketed: bool,
}

/// A stretch held together by layout: from a first token to before a last one.
#[derive(Debug, Clone, Copy)]
pub(in crate::syntax) struct Entry {
    /// Its first token.
    pub(in crate::syntax) start: usize,
    /// One past its last token.
    pub(in crate::syntax) end: usize,
    /// Its indentation in canonical layout, in spaces.
    pub(in crate::syntax) indent: usize,
}

/// Which kind of lines a block has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    /// Lines of an item: columns, rows, dated values. Whatever stands deeper than the item and is
    /// no continuation is a line of it.
    Structure,
    /// Lines of an expression, which goes on after them where a line stands left of them.
    Expression,
}

/// How a continuation stands to the entry it continues, in canonical layout.
pub(in crate::syntax) const CONTINUATION: usize = 2;

impl Parser<'_> {
    /// Whether the stretch being read has ended.
    pub(super) fn ended(&self) -> bool {
        self.ends_before(self.at)
    }

    /// Whether it ends before the token at an index, seen from inside.
    pub(super) fn ends_before(&self, at: usize) -> bool {
        let token = self.raw(at);
        if token.kind == TokenKind::End {
            return true;
        }
        let closes = self.layout.open > 0 && matches!(token.text, ")" | "]");
        token.first && at != self.layout.start && token.column <= self.layout.column && !closes
    }

    /// Skips what is left of the stretch being read, up to a bracket that closes one around it.
    pub(super) fn skip(&mut self) {
        while !self.ended() {
            let token = self.raw(self.at);
            match token.text {
                "(" | "[" => self.layout.open += 1,
                ")" | "]" if self.layout.open > 0 => self.layout.open -= 1,
                ")" | "]" if self.layout.bracketed => return,
                _ => {}
            }
            self.previous = token.span;
            self.at += 1;
        }
    }

    /// Reads an entry that starts with the next token, to its end. What is left of it after an
    /// error is skipped.
    pub(super) fn entry<T>(
        &mut self,
        indent: usize,
        block: Block,
        read: impl FnOnce(&mut Self) -> Parse<T>,
    ) -> Parse<T> {
        let start = self.at;
        let column = self.raw(start).column;
        let bracketed = self.layout.bracketed || self.layout.open > 0;
        let bracketed = bracketed && block == Block::Expression;
        let inner = Layout { column, start, open: 0, indent, bracketed };
        let index = self.entries.len();
        self.entries.push(Entry { start, end: start, indent });
        let outer = std::mem::replace(&mut self.layout, inner);
        let result = read(self);
        let closes_outside = bracketed && matches!(self.peek().text, ")" | "]" | ",");
        match result {
            Ok(_) if self.ended() || closes_outside => {}
            Ok(_) => {
                self.leftover();
                self.skip();
            }
            Err(Fault) => self.skip(),
        }
        self.layout = outer;
        if let Some(entry) = self.entries.get_mut(index) {
            entry.end = self.at;
        }
        result
    }

    /// Whether lines of a block come next: the next token starts a line and is no continuation of
    /// something else.
    pub(super) fn at_block(&self) -> bool {
        let token = self.raw(self.at);
        token.kind != TokenKind::End && token.first && token.column > self.layout.column
    }

    /// Reads the lines of a block; each line starts at the column of the first one. Stops before
    /// a line at which `stops` holds.
    pub(super) fn block(
        &mut self,
        block: Block,
        stops: impl Fn(&Self) -> bool,
        mut read: impl FnMut(&mut Self) -> Parse<()>,
    ) {
        if !self.at_block() {
            return;
        }
        let column = self.raw(self.at).column;
        let step = match block {
            Block::Structure => 2,
            Block::Expression => 4 + 2 * self.layout.open,
        };
        let indent = self.layout.indent + step;
        while self.at_block() && !stops(self) {
            let token = self.raw(self.at);
            if token.column != column {
                if block == Block::Expression {
                    return;
                }
                let expected = column.to_string();
                self.report(
                    Diagnostic::at("syntax-line-column", token.span)
                        .with("found", token.column.to_string())
                        .with("expected", expected),
                );
            }
            if matches!(token.text, ")" | "]" | ",") && block == Block::Expression {
                return;
            }
            let before = self.at;
            // An error was reported and its line skipped; the next line is read as usual.
            let _ = self.entry(indent, block, &mut read);
            if self.at == before {
                return;
            }
        }
    }

    /// Lines of values, for tables of rates: reads one line and keeps it if it was understood.
    pub(super) fn lines<T>(
        &mut self,
        stops: impl Fn(&Self) -> bool,
        mut read: impl FnMut(&mut Self) -> Parse<T>,
    ) -> Vec<T> {
        let mut lines = Vec::new();
        self.block(Block::Structure, stops, |parser| {
            lines.push(read(parser)?);
            Ok(())
        });
        lines
    }

    /// Reports what is left where nothing more is expected.
    pub(super) fn leftover(&mut self) {
        let token = self.peek();
        let span = token.span;
        let found = crate::syntax::lexer::clipped(token.text);
        let diagnostic = match &token.kind {
            TokenKind::End => return,
            TokenKind::Word if self.at_indented_item() => {
                Diagnostic::at("syntax-item-indented", span)
                    .with("found", found)
                    .with("column", self.item_column().to_string())
            }
            TokenKind::Symbol if matches!(token.text, ")" | "]") => {
                Diagnostic::at("syntax-bracket-unopened", span).with("found", found)
            }
            TokenKind::Symbol => Diagnostic::at("syntax-unexpected", span).with("found", found),
            _ if self.at_note() => Diagnostic::at("syntax-note-misplaced", span),
            TokenKind::Word if token.text == "not" => Diagnostic::at("syntax-not-position", span),
            // `sum(x) over t`; not `where` and `per`, which may belong to a `share`.
            TokenKind::Word if matches!(token.text, "over" | "weighted" | "dropping") => {
                Diagnostic::at("syntax-clause-outside", span).with("clause", found)
            }
            TokenKind::Word if super::words::is_reserved(token.text) => {
                Diagnostic::at("syntax-unexpected", span).with("found", found)
            }
            TokenKind::Word => match super::words::nearest_clause(token.text) {
                Some(meant) => Diagnostic::at("syntax-word-unknown", span)
                    .with("found", found)
                    .with("suggestion", meant),
                None => Diagnostic::at("syntax-operator-missing", span).with("found", found),
            },
            _ => Diagnostic::at("syntax-operator-missing", span).with("found", found),
        };
        self.report(diagnostic);
    }

    /// Whether a line starts here that looks like an item but stands deeper than one.
    fn at_indented_item(&self) -> bool {
        let token = self.peek();
        token.first
            && super::words::starts_item(token.text)
            && self.peek_after(1).kind == TokenKind::Word
    }

    /// Reads the closing bracket that belongs to an opening one.
    pub(super) fn close(&mut self, bracket: &'static str, opened: Span) -> Parse<()> {
        if self.next_is_symbol(bracket) {
            self.take(Class::Operator);
            return Ok(());
        }
        if self.ended() {
            let unclosed = Diagnostic::at("syntax-bracket-unclosed", self.here());
            let unclosed = unclosed.with("bracket", bracket);
            return Err(self.fail(unclosed.other(crate::syntax::lexer::place(opened))));
        }
        self.leftover();
        Err(Fault)
    }

    /// The column at which items of this chapter start.
    fn item_column(&self) -> u32 {
        self.layout.column.max(1)
    }
}
