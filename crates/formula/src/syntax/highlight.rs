//! What each stretch of a formula's text is, for showing it in colours.

use super::lexer::{Token, TokenKind};
use super::parse::read;
use crate::diagnostic::{Source, Span};

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A word of the language.
    Keyword,
    /// A name where it is defined.
    Definition,
    /// A name where it is used.
    Name,
    /// A number with its `%`.
    Number,
    /// A unit.
    Unit,
    /// A date.
    Date,
    /// A quoted text.
    Text,
    /// A comment.
    Comment,
    /// An operator or bracket.
    Operator,
}

impl Class {
    /// All of them.
    pub const ALL: [Class; 9] = [
        Class::Keyword,
        Class::Definition,
        Class::Name,
        Class::Number,
        Class::Unit,
        Class::Date,
        Class::Text,
        Class::Comment,
        Class::Operator,
    ];

    /// A word for it, as in the names of styles.
    pub fn word(self) -> &'static str {
        match self {
            Class::Keyword => "keyword",
            Class::Definition => "definition",
            Class::Name => "name",
            Class::Number => "number",
            Class::Unit => "unit",
            Class::Date => "date",
            Class::Text => "text",
            Class::Comment => "comment",
            Class::Operator => "operator",
        }
    }
}

/// Says what each stretch is, in the order of the text and without overlap; white space is left
/// out. A file with errors is answered as well.
pub fn classify(source: &Source) -> Vec<(Span, Class)> {
    let read = read(source);
    let tokens = read.tokens.iter().zip(&read.marks);
    let mut stretches: Vec<(Span, Class)> = tokens
        .filter(|(token, _)| token.kind != TokenKind::End)
        .map(|(token, mark)| (token.span, mark.class.unwrap_or_else(|| class_alone(token))))
        .chain(read.comments.iter().map(|comment| (comment.span, Class::Comment)))
        .collect();
    stretches.sort_by_key(|(span, _)| *span);
    stretches
}

/// What a token is when the parser could not read it.
fn class_alone(token: &Token<'_>) -> Class {
    match token.kind {
        TokenKind::Word if super::parse::is_reserved(token.text) => Class::Keyword,
        TokenKind::Word => Class::Name,
        TokenKind::Number(_) => Class::Number,
        TokenKind::Text(_) => Class::Text,
        TokenKind::Date(_) => Class::Date,
        TokenKind::Symbol | TokenKind::End => Class::Operator,
    }
}
