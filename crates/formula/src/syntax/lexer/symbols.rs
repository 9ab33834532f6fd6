//! Operators and other signs, also those of other languages, which are read as what they mean.

use super::{Comment, Lexer, TokenKind, clipped, is_word_start, texts};
use crate::diagnostic::Diagnostic;

/// The signs of the language, longer ones first.
const SYMBOLS: [&str; 22] = [
    "->", "<=", ">=", "<>", "!=", "(", ")", "[", "]", ",", ":", ".", "|", "+", "-", "*", "/", "^",
    "=", "<", ">", "%",
];

/// Signs of other languages with what is written here instead, longer ones first.
const INSTEAD: [(&str, &str); 18] = [
    ("==", "="),
    ("=<", "<="),
    ("=>", ">="),
    (":=", "="),
    ("**", "^"),
    ("&&", "and"),
    ("||", "or"),
    ("&", "and"),
    ("!", "not"),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "<>"),
    ("×", "*"),
    ("·", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("–", "-"),
    ("→", "->"),
];

impl Lexer<'_> {
    /// A sign of the language, one of another language, or what has no meaning here.
    pub(super) fn symbol(&mut self) {
        let start = self.at;
        let rest = self.rest();
        if rest.starts_with("//") {
            return self.foreign_comment();
        }
        let own = SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol));
        let other = INSTEAD.into_iter().find(|(found, _)| rest.starts_with(found));
        if let Some((found, meant)) = other
            && own.is_none_or(|own| own.len() < found.len())
        {
            self.at += found.len();
            let span = self.span_from(start);
            self.report(
                Diagnostic::at("syntax-operator-instead", span)
                    .with("found", found)
                    .with("suggestion", meant),
            );
            let is_word = meant.chars().all(|letter| letter.is_ascii_alphabetic());
            let kind = if is_word { TokenKind::Word } else { TokenKind::Symbol };
            self.spaced = true;
            return self.push(kind, meant, span);
        }
        let Some(symbol) = own else {
            return self.unknown();
        };
        let next_is_digit = rest.chars().nth(1).is_some_and(|next| next.is_ascii_digit());
        if symbol == "." && next_is_digit && !self.follows_operand() {
            return self.bare_fraction();
        }
        self.at += symbol.len();
        let span = self.span_from(start);
        self.push(TokenKind::Symbol, symbol, span);
    }

    /// Whether a value ends right before this place.
    fn follows_operand(&self) -> bool {
        let operand = |token: &super::Token<'_>| match token.kind {
            TokenKind::Symbol => matches!(token.text, ")" | "]"),
            _ => true,
        };
        !self.spaced && self.tokens.last().is_some_and(operand)
    }

    fn foreign_comment(&mut self) {
        let start = self.at;
        let text = self.take_while(|letter| letter != '\n').trim_end();
        let mut span = self.span_from(start);
        span.end = u32::try_from(start + text.len()).unwrap_or(u32::MAX);
        self.comments.push(Comment { span, alone_at: self.first.then_some(self.column) });
        span.end = span.start.saturating_add(2);
        self.report(
            Diagnostic::at("syntax-operator-instead", span)
                .with("found", "//")
                .with("suggestion", "#"),
        );
    }

    fn unknown(&mut self) {
        let start = self.at;
        self.advance();
        self.take_while(|letter| {
            let starts = |sign: &str| sign.starts_with(letter);
            !letter.is_whitespace()
                && !letter.is_ascii_digit()
                && !is_word_start(letter)
                && !texts::opens_typographic(letter)
                && !matches!(letter, '"' | '#')
                && !SYMBOLS.into_iter().any(starts)
                && !INSTEAD.into_iter().any(|(sign, _)| starts(sign))
        });
        let span = self.span_from(start);
        let text = self.slice(span);
        let visible = text.chars().all(|letter| !letter.is_control());
        let codes = || {
            let code = |letter| format!("U+{:04X}", u32::from(letter));
            text.chars().take(3).map(code).collect::<Vec<_>>().join(" ")
        };
        let found = if visible { clipped(text) } else { codes() };
        self.report(Diagnostic::at("syntax-character", span).with("found", found));
    }
}
