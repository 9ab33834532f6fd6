//! Quoted texts.

use super::{Lexer, TokenKind, clipped};
use crate::diagnostic::{Diagnostic, Span};

/// Whether it opens a quotation in some language's typography, or is an apostrophe.
pub(super) fn opens_typographic(letter: char) -> bool {
    matches!(letter, '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '‚' | '\'')
}

fn closes_typographic(letter: char) -> bool {
    matches!(letter, '“' | '”' | '»' | '«' | '’' | '‘' | '\'' | '"')
}

impl Lexer<'_> {
    /// `"…"` on one line, with `\"`, `\\` and `\n`.
    pub(super) fn text(&mut self) {
        let start = self.at;
        self.advance();
        let mut content = String::new();
        loop {
            content.push_str(self.take_while(|letter| !matches!(letter, '"' | '\\' | '\n')));
            match self.peek() {
                Some('"') => {
                    self.advance();
                    break;
                }
                Some('\\') => self.escape(&mut content),
                _ => {
                    let kept = content.trim_end().len();
                    content.truncate(kept);
                    let line = self.slice(self.span_from(start)).trim_end().len();
                    let end = u32::try_from(start + line).unwrap_or(u32::MAX);
                    let span = Span { end, ..self.span_from(start) };
                    self.report(Diagnostic::at("syntax-text-unclosed", span));
                    break;
                }
            }
        }
        let span = self.span_from(start);
        self.report_hidden(self.slice(span), start);
        self.push(TokenKind::Text(content), self.slice(span), span);
    }

    fn escape(&mut self, content: &mut String) {
        let start = self.at;
        self.advance();
        match self.peek() {
            Some(letter @ ('"' | '\\')) => {
                content.push(letter);
                self.advance();
            }
            Some('n') => {
                content.push('\n');
                self.advance();
            }
            Some('\n' | '\r') | None => {}
            Some(letter) => {
                self.advance();
                let span = self.span_from(start);
                let found = format!("\\{letter}");
                self.report(Diagnostic::at("syntax-text-escape", span).with("found", found));
                content.push(letter);
            }
        }
    }

    /// A text in quotation marks of typography, read as what it means.
    pub(super) fn typographic_text(&mut self) {
        let start = self.at;
        self.advance();
        let after_mark = self.at;
        let content = self.take_while(|letter| !closes_typographic(letter) && letter != '\n');
        if self.peek().is_none_or(|letter| letter == '\n') {
            self.at = after_mark;
            let span = self.span_from(start);
            self.report(Diagnostic::at("syntax-quotes", span).with("suggestion", "\"…\""));
            return;
        }
        self.advance();
        let span = self.span_from(start);
        let suggestion = format!("\"{}\"", clipped(content));
        self.report(Diagnostic::at("syntax-quotes", span).with("suggestion", suggestion));
        self.push(TokenKind::Text(content.to_owned()), self.slice(span), span);
    }
}
