//! From tokens to the tree, by recursive descent.
//!
//! Layout decides where things end: an item, an entry of a block or a column of a table starts at
//! a line and goes on over the lines that stand deeper. So an error costs its own entry only: the
//! parser skips to the entry's end and goes on with the next.

mod aggregates;
mod expressions;
mod items;
mod layout;
mod notes;
mod operands;
mod params;
mod scales;
mod shares;
mod tables;
mod units;
mod words;

pub(super) use layout::{CONTINUATION, Entry};
pub(super) use words::is_reserved;
#[cfg(test)]
pub(super) use words::{CLAUSES, RESERVED};

use super::ast;
use super::highlight::Class;
use super::lexer::{Comment, Lexed, Token, TokenKind, lex, place};
use crate::diagnostic::{Diagnostic, Place, Severity, Source, Span};
use layout::Layout;
use std::collections::BTreeSet;

/// The most findings of one file; who has so many repairs the first ones first.
const MOST_DIAGNOSTICS: usize = 100;
/// How deep brackets and other forms may stand in each other.
const DEEPEST_NESTING: u32 = 64;
/// How high the tree of one expression may grow: as many terms may stand in one sum.
const HIGHEST_TREE: u32 = 256;

/// What a text gives: always a tree, and whatever is wrong with the text.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The tree; what could not be read is missing or stands as [`ast::ExprKind::Error`].
    pub file: ast::File,
    /// Findings in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a formula or scenario file.
pub fn parse(source: &Source) -> Parsed {
    let read = read(source);
    Parsed { file: read.file, diagnostics: read.diagnostics }
}

/// A text with all that the formatter and the highlighter need to know about it.
#[derive(Debug)]
pub(super) struct Read<'a> {
    pub(super) file: ast::File,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) comments: Vec<Comment>,
    /// One a token.
    pub(super) marks: Vec<Mark>,
    /// The stretches that layout holds together, inner ones after the outer ones that hold them.
    pub(super) entries: Vec<Entry>,
}

/// What the parser learnt about a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mark {
    /// What it is, if it was read.
    pub(super) class: Option<Class>,
    /// How it is set off from the token before it.
    pub(super) gap: Gap,
}

/// The space before a token in canonical layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Gap {
    /// One space, as between words.
    #[default]
    Word,
    /// None.
    None,
    /// Two spaces, before a clause that stands on its own.
    Clause,
}

/// Reads a text, keeping all that was learnt.
pub(super) fn read(source: &Source) -> Read<'_> {
    let Lexed { tokens, comments, diagnostics } = lex(&source.text);
    let unreadable = diagnostics.iter().any(|d| d.id == "syntax-file-too-large");
    let mut parser = Parser {
        marks: vec![Mark::default(); tokens.len()],
        tokens: &tokens,
        at: 0,
        previous: Span::default(),
        layout: Layout::default(),
        entries: Vec::new(),
        depth: 0,
        height: 0,
        findings: Findings::new(diagnostics, &tokens),
    };
    let file = if unreadable { ast::File::default() } else { parser.file() };
    let Parser { marks, entries, findings, .. } = parser;
    Read { file, diagnostics: findings.finish(), tokens, comments, marks, entries }
}

/// That something could not be read; the diagnostic was given.
#[derive(Debug, Clone, Copy)]
struct Fault;

/// What a rule of the grammar gives.
type Parse<T> = Result<T, Fault>;

/// The end, where no token is left.
const END: Token<'static> = Token {
    kind: TokenKind::End,
    text: "",
    span: Span { start: 0, end: 0 },
    column: 1,
    first: true,
    spaced: true,
};

struct Parser<'a> {
    tokens: &'a [Token<'a>],
    marks: Vec<Mark>,
    at: usize,
    /// Where the last token that was read stands.
    previous: Span,
    layout: Layout,
    entries: Vec<Entry>,
    /// How many forms are open around this place.
    depth: u32,
    /// The height of the highest tree that the form being read has got so far.
    height: u32,
    findings: Findings,
}

/// What is wrong, without saying it twice.
struct Findings {
    diagnostics: Vec<Diagnostic>,
    /// Whether tabs and spaces are mixed, so that columns say nothing.
    columns_unsure: bool,
    /// What the lexer reported: whatever the parser finds odd there follows from it.
    unreadable: Vec<Span>,
    starts: BTreeSet<u32>,
}

impl Findings {
    fn new(diagnostics: Vec<Diagnostic>, tokens: &[Token<'_>]) -> Findings {
        // What was left out for having no meaning is missed where the next token stands.
        let span = |diagnostic: &Diagnostic| match diagnostic.place {
            Place::Formula(span) if diagnostic.id == "syntax-character" => {
                let next = tokens.partition_point(|token| token.span.start < span.end);
                let end = tokens.get(next).map_or(span.end, |token| token.span.start);
                Some(Span { end, ..span })
            }
            Place::Formula(span) => Some(span),
            _ => None,
        };
        let starts = diagnostics.iter().filter_map(span).map(|span| span.start).collect();
        // A warning changes nothing about what was read: what is odd after it is odd by itself.
        let errors = diagnostics.iter().filter(|it| it.severity == Severity::Error);
        let unreadable: Vec<Span> = errors.filter_map(span).collect();
        let columns_unsure = diagnostics.iter().any(|d| d.id == "syntax-tabs-and-spaces");
        Findings { diagnostics, columns_unsure, unreadable, starts }
    }

    fn add(&mut self, diagnostic: Diagnostic, span: Span) {
        let after = self.unreadable.partition_point(|known| known.start <= span.start);
        let known = after.checked_sub(1).and_then(|last| self.unreadable.get(last));
        let follows = known.is_some_and(|known| span.start <= known.end);
        let follows = follows || (self.columns_unsure && diagnostic.id == "syntax-line-column");
        if follows {
            return;
        }
        if self.starts.insert(span.start) {
            self.diagnostics.push(diagnostic);
        } else if diagnostic.severity == Severity::Error {
            self.harden(span.start);
        }
    }

    /// Makes what was found at a place an error, whatever it was: an error that is not said,
    /// because something was said there already, must still keep the text from being taken.
    fn harden(&mut self, start: u32) {
        let here = |known: &&mut Diagnostic| match known.place {
            Place::Formula(span) => span.start == start,
            _ => false,
        };
        for known in self.diagnostics.iter_mut().filter(here) {
            known.severity = Severity::Error;
        }
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        let start = |diagnostic: &Diagnostic| match diagnostic.place {
            Place::Formula(span) => span,
            _ => Span::default(),
        };
        self.diagnostics.sort_by_key(start);
        if self.diagnostics.len() > MOST_DIAGNOSTICS {
            let more = self.diagnostics.len() - (MOST_DIAGNOSTICS - 1);
            let hidden = self.diagnostics.split_off(MOST_DIAGNOSTICS - 1);
            let severity = hidden.iter().map(|d| d.severity).max().unwrap_or(Severity::Error);
            if let Some(first) = hidden.first() {
                let mut last = Diagnostic::error("syntax-too-many", first.place.clone());
                last.severity = severity;
                self.diagnostics.push(last.with("count", more.to_string()));
            }
        }
        self.diagnostics
    }
}

impl<'a> Parser<'a> {
    /// The token at an index of the file, whatever the layout.
    fn raw(&self, at: usize) -> &'a Token<'a> {
        match self.tokens.get(at).or(self.tokens.last()) {
            Some(token) => token,
            None => &END,
        }
    }

    /// The next token of the entry being read; the end where the entry ends.
    fn peek(&self) -> &'a Token<'a> {
        if self.ended() { &END } else { self.raw(self.at) }
    }

    /// The token so many after the next one, within the entry being read.
    fn peek_after(&self, count: usize) -> &'a Token<'a> {
        if self.ended() || (1..=count).any(|more| self.ends_before(self.at + more)) {
            return &END;
        }
        self.raw(self.at + count)
    }

    fn next_is_word(&self, word: &str) -> bool {
        self.peek().is_word(word)
    }

    fn next_is_symbol(&self, symbol: &str) -> bool {
        self.peek().is_symbol(symbol)
    }

    /// Whether these two words come next.
    fn next_are_words(&self, first: &str, second: &str) -> bool {
        self.next_is_word(first) && self.peek_after(1).is_word(second)
    }

    /// Reads the next token as what it is.
    fn take(&mut self, class: Class) -> &'a Token<'a> {
        let token = self.peek();
        if token.kind != TokenKind::End {
            self.mark(class);
            if matches!(token.text, "(" | "[") && token.kind == TokenKind::Symbol {
                self.layout.open += 1;
            }
            if matches!(token.text, ")" | "]") && token.kind == TokenKind::Symbol {
                self.layout.open = self.layout.open.saturating_sub(1);
            }
            self.previous = token.span;
            self.at += 1;
        }
        token
    }

    /// Notes what the next token is.
    fn mark(&mut self, class: Class) {
        if let Some(mark) = self.marks.get_mut(self.at) {
            mark.class = Some(class);
        }
    }

    /// Notes how the next token is set off from the one before it.
    fn gap(&mut self, gap: Gap) {
        if let Some(mark) = self.marks.get_mut(self.at) {
            mark.gap = gap;
        }
    }

    /// Reads a keyword if it comes next.
    fn take_word(&mut self, word: &str) -> bool {
        let found = self.next_is_word(word);
        if found {
            self.take(Class::Keyword);
        }
        found
    }

    /// Reads a sign if it comes next.
    fn take_symbol(&mut self, symbol: &str) -> bool {
        let found = self.next_is_symbol(symbol);
        if found {
            self.take(Class::Operator);
        }
        found
    }

    /// Reads a keyword that must come next.
    fn expect_word(&mut self, word: &'static str) -> Parse<()> {
        if self.take_word(word) {
            return Ok(());
        }
        Err(self.expected("syntax-expected-word", &[("word", word)]))
    }

    /// Reads a sign that must come next.
    fn expect_symbol(&mut self, symbol: &'static str) -> Parse<()> {
        if self.take_symbol(symbol) {
            return Ok(());
        }
        Err(self.expected("syntax-expected-symbol", &[("symbol", symbol)]))
    }

    /// Reads a name that must come next.
    fn expect_name(&mut self, class: Class) -> Parse<ast::Ident> {
        let token = self.peek();
        if token.kind != TokenKind::Word {
            return Err(self.expected("syntax-expected-name", &[]));
        }
        if words::is_reserved(token.text) {
            return Err(self.fail(
                Diagnostic::at("syntax-reserved-word", token.span).with("word", token.text),
            ));
        }
        let name = self.take(class);
        Ok(ast::Ident { text: name.text.to_owned(), span: name.span })
    }

    /// Reads the name of something being defined. `general-grant` is told how to write it.
    fn expect_new_name(&mut self) -> Parse<ast::Ident> {
        let mut name = self.expect_name(Class::Definition)?;
        let joined = |parser: &Parser<'_>| {
            let (hyphen, word) = (parser.peek(), parser.peek_after(1));
            hyphen.is_symbol("-") && !hyphen.spaced && word.kind == TokenKind::Word && !word.spaced
        };
        if !joined(self) {
            return Ok(name);
        }
        while joined(self) {
            self.take(Class::Definition);
            let part = self.take(Class::Definition);
            name.text = format!("{}_{}", name.text, part.text);
            name.span = name.span.to(part.span);
        }
        let suggestion = name.text.clone();
        self.report(Diagnostic::at("syntax-name-hyphen", name.span).with("suggestion", suggestion));
        Ok(name)
    }

    /// Reads a text that must come next.
    fn expect_text(&mut self) -> Parse<ast::Text> {
        let TokenKind::Text(text) = &self.peek().kind else {
            return Err(self.expected("syntax-expected-text", &[]));
        };
        let span = self.take(Class::Text).span;
        Ok(ast::Text { text: text.clone(), span })
    }

    /// Where the next token stands; right after the last one where the entry ends.
    fn here(&self) -> Span {
        if self.ended() {
            let end = self.previous.end;
            return Span { start: end, end };
        }
        self.raw(self.at).span
    }

    /// From a start to the last token that was read.
    fn since(&self, start: Span) -> Span {
        if self.previous.end < start.end { start } else { start.to(self.previous) }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if let Place::Formula(span) = diagnostic.place {
            self.findings.add(diagnostic, span);
        }
    }

    /// Reports, and gives up on the rule being read.
    fn fail(&mut self, diagnostic: Diagnostic) -> Fault {
        self.report(diagnostic);
        Fault
    }

    /// Reports that something else is expected here than what stands here.
    fn expected(&mut self, id: &'static str, arguments: &[(&'static str, &str)]) -> Fault {
        let token = self.peek();
        let ended = token.kind == TokenKind::End;
        let found = super::lexer::clipped(token.text);
        let mut diagnostic = Diagnostic::at(id, self.here())
            .with("ended", if ended { "1" } else { "0" })
            .with("found", found);
        for (name, value) in arguments {
            diagnostic = diagnostic.with(name, *value);
        }
        self.fail(diagnostic)
    }

    /// Reports a clause that was given before.
    fn report_twice(&mut self, clause: &str, here: Span, before: Span) {
        self.report(
            Diagnostic::at("syntax-clause-twice", here).with("clause", clause).other(place(before)),
        );
    }
}
