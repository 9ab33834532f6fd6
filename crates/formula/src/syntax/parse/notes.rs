//! Titles, citations and standing, which may be attached to any definition.

use super::{Fault, Gap, Parse, Parser};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Ident, Notes, StandingKind, StandingNote, Text, Wording};
use crate::syntax::highlight::Class;
use crate::syntax::lexer::TokenKind;

/// The languages of titles, citations and reasons.
const LANGUAGES: [&str; 3] = ["en", "sq", "sr"];

impl Parser<'_> {
    /// Whether a note comes next rather than a name that is spelled like one.
    pub(super) fn at_note(&self) -> bool {
        let after = self.peek_after(1);
        let text = |token: &super::Token<'_>| matches!(token.kind, TokenKind::Text(_));
        let token = self.peek();
        if token.kind != TokenKind::Word {
            return false;
        }
        match token.text {
            "estimated" | "assumed" if after.is_word("because") => true,
            "title" | "cites" | "derived" | "estimated" | "assumed" => {
                text(after) || (after.kind == TokenKind::Word && text(self.peek_after(2)))
            }
            _ => false,
        }
    }

    /// Reads the notes that come next, on this line or on lines below that continue it.
    pub(super) fn notes(&mut self, notes: &mut Notes) -> Parse<()> {
        loop {
            let token = self.peek();
            if token.kind != TokenKind::Word || (token.first && !self.at_note()) {
                return Ok(());
            }
            match token.text {
                "title" => self.titles(notes)?,
                "cites" => {
                    self.gap(Gap::Clause);
                    self.take(Class::Keyword);
                    let said = self.wording()?;
                    notes.cites.push(said);
                }
                "derived" => self.standing(notes, StandingKind::Derived)?,
                "estimated" => self.standing(notes, StandingKind::Estimated)?,
                "assumed" => self.standing(notes, StandingKind::Assumed)?,
                _ => return Ok(()),
            }
        }
    }

    /// `title en "…" sq "…" sr "…"`
    fn titles(&mut self, notes: &mut Notes) -> Parse<()> {
        self.gap(Gap::Clause);
        self.take(Class::Keyword);
        if !self.at_language() {
            let found = super::super::lexer::clipped(self.peek().text);
            let diagnostic = Diagnostic::at("syntax-title-language", self.here());
            return Err(self.fail(diagnostic.with("found", found)));
        }
        self.languages(&mut notes.titles)
    }

    /// `"…"` for all readers, or `en "…" sq "…" sr "…"`.
    fn wording(&mut self) -> Parse<Wording> {
        if !self.at_language() {
            return Ok(Wording::One(self.expect_text()?));
        }
        let mut texts = Vec::new();
        self.languages(&mut texts)?;
        Ok(Wording::Each(texts))
    }

    /// Whether a word stands before a text, as the name of a language does.
    fn at_language(&self) -> bool {
        let is_text = matches!(self.peek_after(1).kind, TokenKind::Text(_));
        self.peek().kind == TokenKind::Word && is_text
    }

    /// `en "…" sq "…" sr "…"`, each language once.
    fn languages(&mut self, texts: &mut Vec<(Ident, Text)>) -> Parse<()> {
        let mut first = true;
        while self.at_language() {
            let word = self.peek();
            if !LANGUAGES.contains(&word.text) {
                if !first && self.at_note() {
                    return Ok(());
                }
                self.report(
                    Diagnostic::at("syntax-title-language", word.span).with("found", word.text),
                );
            }
            if !first {
                self.gap(Gap::Clause);
            }
            first = false;
            self.take(Class::Keyword);
            let text = self.expect_text()?;
            let language = Ident { text: word.text.to_owned(), span: word.span };
            match texts.iter().find(|(known, _)| known.text == language.text) {
                Some((known, _)) => {
                    let before = known.span;
                    self.report_twice(word.text, word.span, before);
                }
                None => texts.push((language, text)),
            }
        }
        Ok(())
    }

    fn standing(&mut self, notes: &mut Notes, kind: StandingKind) -> Parse<()> {
        self.gap(Gap::Clause);
        let word = self.take(Class::Keyword);
        if kind != StandingKind::Derived && !self.take_word("because") {
            let suggestion = format!("{} because \"…\"", word.text);
            let diagnostic = Diagnostic::at("syntax-because", self.here());
            return Err(self.fail(diagnostic.with("suggestion", suggestion)));
        }
        let reason = self.wording()?;
        let span = self.since(word.span);
        if let Some(before) = &notes.standing {
            let before = before.span;
            self.report_twice(word.text, word.span, before);
            return Err(Fault);
        }
        notes.standing = Some(StandingNote { kind, reason, span });
        Ok(())
    }
}
