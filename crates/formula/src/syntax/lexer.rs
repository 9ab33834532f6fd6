//! Tokens with their place in the layout. Whatever the text, there are tokens: what cannot be
//! read is reported once and read as what was probably meant.

mod numbers;
mod symbols;
mod texts;

use crate::diagnostic::{Diagnostic, Place, Span};
use jiff::civil::Date;
pub(super) use numbers::grouped;

/// The largest file that is read, in bytes. The longest regulations stay far below it.
const LARGEST_FILE: usize = 1 << 20;
/// How many columns a tab moves at most in an indentation.
const TAB_WIDTH: u32 = 4;

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    /// A name or a keyword; which of the two, the parser decides.
    Word,
    /// A number: its digits without spaces, with a decimal point.
    Number(String),
    /// A quoted text, escapes resolved.
    Text(String),
    /// A date of the calendar.
    Date(Date),
    /// An operator or other sign.
    Symbol,
    /// The end of the file, or of the stretch that the parser is reading.
    End,
}

/// A token with its place in the layout.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token<'a> {
    /// What it is.
    pub(super) kind: TokenKind,
    /// As written, or as meant where a sign of another language was written.
    pub(super) text: &'a str,
    /// Where it stands.
    pub(super) span: Span,
    /// Its column, from 1; kept for the first token of a line only, where layout depends on it.
    pub(super) column: u32,
    /// Whether it is the first of its line.
    pub(super) first: bool,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

impl Token<'_> {
    /// Whether it is this word.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text == word
    }

    /// Whether it is this sign.
    pub(super) fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == TokenKind::Symbol && self.text == symbol
    }
}

/// A comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comment {
    /// From `#` to the end of the line.
    pub(super) span: Span,
    /// Its column, when it stands alone on its line.
    pub(super) alone_at: Option<u32>,
}

/// A text in tokens.
#[derive(Debug)]
pub(super) struct Lexed<'a> {
    /// The tokens; the last one is the end.
    pub(super) tokens: Vec<Token<'a>>,
    /// The comments in order.
    pub(super) comments: Vec<Comment>,
    /// What could not be read.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Cuts a text into tokens.
pub(super) fn lex(text: &str) -> Lexed<'_> {
    let mut lexer = Lexer {
        text,
        at: 0,
        column: 1,
        first: true,
        spaced: false,
        tab: None,
        indented_by_spaces: false,
        tokens: Vec::new(),
        comments: Vec::new(),
        diagnostics: Vec::new(),
    };
    if text.len() > LARGEST_FILE {
        let size = text.len().div_ceil(1024).to_string();
        let start = Span { start: 0, end: 0 };
        lexer.diagnostics.push(Diagnostic::at("syntax-file-too-large", start).with("size", size));
        lexer.push(TokenKind::End, "", start);
    } else {
        lexer.run();
    }
    Lexed { tokens: lexer.tokens, comments: lexer.comments, diagnostics: lexer.diagnostics }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    column: u32,
    first: bool,
    spaced: bool,
    /// The first tab in an indentation.
    tab: Option<Span>,
    indented_by_spaces: bool,
    tokens: Vec<Token<'a>>,
    comments: Vec<Comment>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Lexer<'a> {
    fn run(&mut self) {
        if self.peek() == Some('\u{feff}') {
            self.advance();
        }
        self.skip_blank();
        while let Some(letter) = self.peek() {
            if letter.is_ascii_digit() {
                self.number();
            } else if is_word_start(letter) {
                self.word();
            } else if letter == '"' {
                self.text();
            } else if texts::opens_typographic(letter) {
                self.typographic_text();
            } else {
                self.symbol();
            }
            self.skip_blank();
        }
        if let (Some(tab), true) = (self.tab, self.indented_by_spaces) {
            self.diagnostics.push(Diagnostic::at("syntax-tabs-and-spaces", tab));
        }
        let end = self.span_from(self.at);
        self.push(TokenKind::End, "", end);
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn advance(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Moves on while the condition holds; what was passed.
    fn take_while(&mut self, condition: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|letter| !condition(letter)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or("")
    }

    fn span_from(&self, start: usize) -> Span {
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: byte(start), end: byte(self.at) }
    }

    fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    fn push(&mut self, kind: TokenKind, text: &'a str, span: Span) {
        let (column, first, spaced) = (self.column, self.first, self.spaced);
        self.tokens.push(Token { kind, text, span, column, first, spaced });
        self.first = false;
        self.spaced = false;
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// White space, line ends and comments.
    fn skip_blank(&mut self) {
        let mut tab = None;
        let mut spaces = false;
        while let Some(letter) = self.peek() {
            match letter {
                '\n' => {
                    (self.first, self.column, tab, spaces) = (true, 1, None, false);
                }
                '\t' => {
                    self.column += TAB_WIDTH - (self.column - 1) % TAB_WIDTH;
                    let start = self.at;
                    tab = tab.or(Some(Span {
                        end: self.span_from(start).end + 1,
                        ..self.span_from(start)
                    }));
                }
                '\r' => {}
                '#' => {
                    self.comment();
                    continue;
                }
                _ if letter.is_whitespace() => {
                    self.column += 1;
                    spaces = true;
                }
                _ => break,
            }
            self.spaced = true;
            self.advance();
        }
        if self.first && self.peek().is_some() {
            self.tab = self.tab.or(tab);
            self.indented_by_spaces |= spaces;
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        let text = self.take_while(|letter| letter != '\n');
        self.report_hidden(text, start);
        let kept = text.trim_end().len();
        let end = u32::try_from(start + kept).unwrap_or(u32::MAX);
        let span = Span { end, ..self.span_from(start) };
        self.comments.push(Comment { span, alone_at: self.first.then_some(self.column) });
    }

    fn word(&mut self) {
        let start = self.at;
        let text = self.take_while(is_word_letter);
        let span = self.span_from(start);
        let latin = text.chars().any(|letter| letter.is_ascii_alphabetic());
        let cyrillic = text.chars().any(|letter| ('\u{400}'..='\u{4ff}').contains(&letter));
        if latin && cyrillic {
            self.report(Diagnostic::at("syntax-mixed-scripts", span).with("name", text).warning());
        }
        self.push(TokenKind::Word, text, span);
    }

    /// Signs that turn the direction of writing make a reader see another text than the one that
    /// is computed.
    fn report_hidden(&mut self, text: &str, start: usize) {
        let turns = |letter| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if let Some((at, letter)) = text.char_indices().find(|(_, letter)| turns(*letter)) {
            let start = u32::try_from(start + at).unwrap_or(u32::MAX);
            let end = start.saturating_add(3);
            let code = format!("U+{:04X}", u32::from(letter));
            let span = Span { start, end };
            self.report(Diagnostic::at("syntax-hidden-character", span).with("character", code));
        }
    }
}

/// Whether a name may start with it.
fn is_word_start(letter: char) -> bool {
    letter.is_alphabetic() || letter == '_'
}

/// Whether a name may go on with it.
fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// A text in a message, cut where it would fill the screen.
pub(super) fn clipped(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// The place of a span, for the second place of a conflict.
pub(super) fn place(span: Span) -> Place {
    Place::Formula(span)
}
