//! Canonical layout.
//!
//! Lines stay lines: only the space at their start and between their tokens changes, numbers get
//! their thousands in groups, and of several blank lines one stays. Formatting never changes what a
//! file means, and formatting twice is formatting once.

use super::highlight::Class;
use super::lexer::{Comment, Token, TokenKind, grouped};
use super::parse::{CONTINUATION, Entry, Gap, Mark, Read, read};
use crate::diagnostic::{Diagnostic, Source, has_errors};

/// The least number of digits whose thousands are set apart where the text did not do so.
const GROUPED_FROM: usize = 5;

/// Writes a file in canonical layout.
///
/// # Errors
/// The findings, if the file has errors: what is not understood is not rearranged.
pub fn format(source: &Source) -> Result<String, Vec<Diagnostic>> {
    let read = read(source);
    if has_errors(&read.diagnostics) {
        return Err(read.diagnostics);
    }
    let mut writer = Writer {
        text: &source.text,
        indents: line_indents(&read),
        out: String::with_capacity(source.text.len()),
        written: 0,
        open_lines: Vec::new(),
    };
    writer.write(&read);
    Ok(writer.out)
}

/// The line that a token starts.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// Its column as written, from 1.
    column: u32,
    /// Its indentation in canonical layout, in spaces.
    indent: usize,
}

/// The line that starts at each token, where one does.
fn line_indents(read: &Read<'_>) -> Vec<Option<Line>> {
    let mut lines = Vec::with_capacity(read.tokens.len());
    let mut entries = read.entries.iter().peekable();
    let mut open: Vec<(&Entry, usize)> = Vec::new();
    // Where the languages of a title stand that goes on below.
    let mut titles: Option<usize> = None;
    for (at, token) in read.tokens.iter().enumerate() {
        while open.last().is_some_and(|(entry, _)| entry.end <= at) {
            open.pop();
        }
        while let Some(entry) = entries.next_if(|entry| entry.start <= at) {
            if entry.end > at {
                open.push((entry, 0));
            }
        }
        let symbol = token.kind == TokenKind::Symbol;
        let closes = symbol && matches!(token.text, ")" | "]");
        if let (Some((_, brackets)), true) = (open.last_mut(), closes) {
            *brackets = brackets.saturating_sub(1);
        }
        let indent = match open.last() {
            Some((entry, _)) if entry.start == at => entry.indent,
            Some((entry, brackets)) => entry.indent + CONTINUATION + 2 * brackets,
            None => 0,
        };
        let keyword = read.marks.get(at).and_then(|mark| mark.class) == Some(Class::Keyword);
        let language = keyword && matches!(token.text, "en" | "sq" | "sr");
        let indent = titles.filter(|_| language).unwrap_or(indent);
        if token.first && !language {
            let note = keyword.then(|| before_languages(token.text)).flatten();
            titles = note.map(|words| indent + words.len());
        }
        lines.push(token.first.then_some(Line { column: token.column, indent }));
        if let (Some((_, brackets)), true) =
            (open.last_mut(), symbol && matches!(token.text, "(" | "["))
        {
            *brackets += 1;
        }
    }
    lines
}

/// What stands before the languages of a note, under the first of which the others are set.
fn before_languages(word: &str) -> Option<&'static str> {
    match word {
        "title" => Some("title "),
        "cites" => Some("cites "),
        "derived" => Some("derived "),
        "estimated" => Some("estimated because "),
        "assumed" => Some("assumed because "),
        _ => None,
    }
}

struct Writer<'a> {
    text: &'a str,
    indents: Vec<Option<Line>>,
    out: String,
    /// How much of the text has been written.
    written: usize,
    /// The lines around this place, each deeper than the one before it.
    open_lines: Vec<Line>,
}

impl Writer<'_> {
    fn write(&mut self, read: &Read<'_>) {
        let mut comments = read.comments.iter().peekable();
        let mut before: Option<&Token<'_>> = None;
        for (at, (token, mark)) in read.tokens.iter().zip(&read.marks).enumerate() {
            while let Some(comment) = comments.next_if(|c| c.span.start < token.span.start) {
                self.comment(comment, at);
            }
            if token.kind == TokenKind::End {
                continue;
            }
            match self.indents.get(at).copied().flatten() {
                Some(line) => {
                    self.start_line(token.span.start, line.indent);
                    while self.open_lines.last().is_some_and(|open| {
                        open.column >= line.column || open.indent >= line.indent
                    }) {
                        self.open_lines.pop();
                    }
                    self.open_lines.push(line);
                }
                None => self.out.push_str(gap(before, token, *mark)),
            }
            self.out.push_str(&written(token, *mark));
            self.written = token.span.end as usize;
            before = Some(token);
        }
        for comment in comments {
            self.comment(comment, read.tokens.len());
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    /// Ends the line before, keeps one of the blank lines that follow it, and indents.
    fn start_line(&mut self, start: u32, indent: usize) {
        let between = self.text.get(self.written..start as usize).unwrap_or("");
        if !self.out.is_empty() {
            let breaks = between.bytes().filter(|byte| *byte == b'\n').count();
            self.out.push_str(if breaks > 1 { "\n\n" } else { "\n" });
        }
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn comment(&mut self, comment: &Comment, next: usize) {
        let span = comment.span;
        match comment.alone_at {
            Some(column) => {
                let indent = self.comment_indent(column, next);
                self.start_line(span.start, indent);
            }
            None => self.out.push_str("  "),
        }
        let text = self.text.get(span.start as usize..span.end as usize).unwrap_or("");
        let content = text.trim_start_matches('#');
        let hashes = text.len() - content.len();
        self.out.extend(std::iter::repeat_n('#', hashes));
        if !content.is_empty() && !content.starts_with([' ', '!']) {
            self.out.push(' ');
        }
        self.out.push_str(content.trim_end());
        self.written = span.end as usize;
    }

    /// A comment on a line of its own stands with the deepest line around it that is no deeper
    /// than the comment itself.
    fn comment_indent(&self, column: u32, next: usize) -> usize {
        let next = self.indents.get(next).copied().flatten();
        let lines = self.open_lines.iter().copied().chain(next);
        let fitting = lines.filter(|line| line.column <= column);
        fitting.max_by_key(|line| line.column).map_or(0, |line| line.indent)
    }
}

/// What stands between two tokens of a line.
fn gap(before: Option<&Token<'_>>, token: &Token<'_>, mark: Mark) -> &'static str {
    let is = |token: &Token<'_>, signs: &[&str]| {
        token.kind == TokenKind::Symbol && signs.contains(&token.text)
    };
    // `5.name` would be read as a number with a lone point.
    if token.text == "." && before.is_some_and(|b| matches!(b.kind, TokenKind::Number(_))) {
        return " ";
    }
    let opens = before.is_some_and(|before| is(before, &["(", "[", "."]));
    if opens || mark.gap == Gap::None || is(token, &[",", ")", "]", "[", "."]) {
        return "";
    }
    if mark.gap == Gap::Clause { "  " } else { " " }
}

/// A token as it is written.
fn written(token: &Token<'_>, mark: Mark) -> String {
    match &token.kind {
        TokenKind::Number(digits) if mark.class == Some(Class::Number) => {
            let spaced = token.text.chars().any(|letter| !matches!(letter, '0'..='9' | '.'));
            grouped(digits, if spaced { 4 } else { GROUPED_FROM })
        }
        TokenKind::Symbol if token.text == "!=" => "<>".to_owned(),
        _ => token.text.to_owned(),
    }
}
