//! What is said when something is wrong: an id, the place, both places of a conflict, what was
//! expected and what to do, in each language of the country.
//!
//! A [`Diagnostic`] carries an id and arguments, never a finished sentence; [`Diagnostic::message`]
//! and [`render`] speak it from the catalogue `locales/*.ftl`, where each id has `ID` (what
//! happened), `ID.help` (what to do) and, where a second place matters, `ID.other`.

mod phrase;

pub use phrase::Phrase;

use crate::words::{Catalog, Language, Words};

/// A stretch of a formula file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// From the start of one to the end of the other.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// How serious it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing stops.
    Warning,
    /// Nothing is computed.
    Error,
}

/// Where in the world something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the formula file.
    Formula(Span),
    /// In a table of data. Lines count from 1, the header being line 1.
    Data {
        /// The file or other origin, as a person knows it.
        origin: String,
        /// The table of the formula.
        table: String,
        /// The line in the origin.
        line: Option<u64>,
        /// The row's key, as written.
        row: Option<String>,
        /// The column.
        column: Option<String>,
    },
    /// In what the run was asked for: a parameter given on the command line, a date.
    Request(String),
    /// Nowhere in particular.
    Nowhere,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable id, `area-what-is-wrong`, which is also the id of its message.
    pub id: &'static str,
    /// How serious.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The other place of a conflict.
    pub other: Option<Place>,
    /// Arguments of the message, by name.
    pub arguments: Vec<(&'static str, String)>,
    /// Further arguments, which are said differently in each language.
    pub phrases: Vec<(&'static str, Phrase)>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(id: &'static str, place: Place) -> Diagnostic {
        Diagnostic {
            id,
            severity: Severity::Error,
            place,
            other: None,
            arguments: Vec::new(),
            phrases: Vec::new(),
        }
    }

    /// An error in the formula file.
    pub fn at(id: &'static str, span: Span) -> Diagnostic {
        Diagnostic::error(id, Place::Formula(span))
    }

    /// The same as a warning.
    pub fn warning(mut self) -> Diagnostic {
        self.severity = Severity::Warning;
        self
    }

    /// With an argument of the message. For a name that was probably meant (`near`) and for the
    /// row concerned (`row`) the message also learns whether there is one at all.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Diagnostic {
        let value = value.into();
        let there = if value.is_empty() { "no" } else { "yes" };
        match name {
            "near" => self.arguments.push(("has_near", there.to_owned())),
            "row" => self.arguments.push(("has_row", there.to_owned())),
            _ => {}
        }
        self.arguments.push((name, value));
        self
    }

    /// With an argument that is said differently in each language.
    pub fn phrase(mut self, name: &'static str, phrase: Phrase) -> Diagnostic {
        self.phrases.push((name, phrase));
        self
    }

    /// An argument that is the same in every language.
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.arguments.iter().find(|(of, _)| *of == name).map(|(_, value)| value.as_str())
    }

    fn said(&self, language: Language) -> Vec<(&'static str, String)> {
        let phrases = self.phrases.iter().map(|(name, phrase)| (*name, phrase.say(language)));
        self.arguments.iter().cloned().chain(phrases).collect()
    }

    /// With the other place of a conflict.
    pub fn other(mut self, place: Place) -> Diagnostic {
        self.other = Some(place);
        self
    }

    /// What happened, as a sentence.
    pub fn message(&self, language: Language) -> String {
        catalog().say(language, self.id, &self.said(language))
    }

    /// What to do, as a sentence.
    pub fn help(&self, language: Language) -> Option<String> {
        catalog().attribute(language, self.id, "help", &self.said(language))
    }

    /// What the other place is, as a phrase.
    pub fn other_label(&self, language: Language) -> Option<String> {
        catalog().attribute(language, self.id, "other", &self.said(language))
    }
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// The words of the engine: diagnostics and the sentences of explanations.
pub fn catalog() -> &'static Catalog {
    static CATALOG: std::sync::OnceLock<Catalog> = std::sync::OnceLock::new();
    CATALOG.get_or_init(|| {
        Catalog::new(&Words {
            en: &[include_str!("../locales/en.ftl")],
            sq: &[include_str!("../locales/sq.ftl")],
            sr: &[include_str!("../locales/sr.ftl")],
        })
    })
}

/// The text of a formula file, for turning spans into lines and columns.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name a person knows it by.
    pub name: String,
    /// The whole text.
    pub text: String,
    starts: Vec<u32>,
    /// Where a second text begins that follows the first, and its name.
    second: Option<Box<(u32, String)>>,
}

impl Source {
    /// Takes a name and a text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        let text = text.into();
        let mut starts = vec![0];
        for (at, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Source { name: name.into(), text, starts, second: None }
    }

    /// This text and another one after it, so that places may point into either.
    pub fn followed_by(&self, other: &Source) -> Source {
        let mut both = Source::new(&*self.name, format!("{}\n{}", self.text, other.text));
        let start = u32::try_from(self.text.len() + 1).unwrap_or(u32::MAX);
        both.second = Some(Box::new((start, other.name.clone())));
        both
    }

    /// The name of the file in which a byte stands.
    pub fn file(&self, at: u32) -> &str {
        match self.second.as_deref() {
            Some((start, name)) if at >= *start => name,
            _ => &self.name,
        }
    }

    /// The text of the line in which a byte stands, without its end.
    pub fn line_at(&self, at: u32) -> &str {
        self.line(self.starts.partition_point(|start| *start <= at).max(1))
    }

    /// Line (in its file) and column of a byte, both from 1; the column counts characters.
    pub fn line_column(&self, at: u32) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0) as usize;
        let before = self.text.get(start..at as usize).unwrap_or("");
        let second = self.second.as_deref().filter(|(start, _)| at >= *start);
        let above = second.map_or(0, |(from, _)| self.starts.partition_point(|s| s < from));
        (line - above, before.chars().count() + 1)
    }

    /// The text of a line (from 1), without its end.
    pub fn line(&self, line: usize) -> &str {
        let start = self.starts.get(line.wrapping_sub(1)).copied().unwrap_or(0) as usize;
        self.text.get(start..).unwrap_or("").lines().next().unwrap_or("")
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
}

/// Prints findings for a terminal: place, line of text with a mark below it, help, other place.
pub fn render(diagnostics: &[Diagnostic], source: &Source, language: Language) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        render_one(&mut out, diagnostic, source, language);
    }
    out
}

fn render_one(out: &mut String, diagnostic: &Diagnostic, source: &Source, language: Language) {
    let severity = match diagnostic.severity {
        Severity::Error => "severity-error",
        Severity::Warning => "severity-warning",
    };
    let severity = catalog().say::<&str>(language, severity, &[]);
    out.push_str(&format!("{severity}[{}]: {}\n", diagnostic.id, diagnostic.message(language)));
    render_place(out, &diagnostic.place, None, source, language);
    if let Some(other) = &diagnostic.other {
        render_place(out, other, diagnostic.other_label(language), source, language);
    }
    if let Some(help) = diagnostic.help(language) {
        out.push_str(&format!("   = {help}\n"));
    }
    out.push('\n');
}

fn render_place(
    out: &mut String,
    place: &Place,
    label: Option<String>,
    source: &Source,
    language: Language,
) {
    let label = label.map(|l| format!(" {l}")).unwrap_or_default();
    match place {
        Place::Formula(span) => {
            let (line, column) = source.line_column(span.start);
            let text = source.line_at(span.start);
            let width = source.slice(*span).lines().next().unwrap_or("").chars().count().max(1);
            let gutter = line.to_string().len().max(3);
            let pad = " ".repeat(column - 1);
            let marks =
                "^".repeat(width.min(text.chars().count().saturating_sub(column - 1).max(1)));
            out.push_str(&format!(
                "{:gutter$}--> {}:{line}:{column}\n",
                "",
                source.file(span.start)
            ));
            out.push_str(&format!("{:gutter$} |\n{line:gutter$} | {text}\n", ""));
            out.push_str(&format!("{:gutter$} | {pad}{marks}{label}\n", ""));
        }
        Place::Data { .. } => {
            out.push_str(&format!("   --> {}{label}\n", describe_place(place, language)));
        }
        Place::Request(what) => out.push_str(&format!("   --> {what}{label}\n")),
        Place::Nowhere => {}
    }
}

/// A place in data as one phrase: file, line, row, column.
pub fn describe_place(place: &Place, language: Language) -> String {
    match place {
        Place::Data { origin, table: _, line, row, column } => {
            let mut parts = vec![origin.clone()];
            let say = |id: &str, value: String| catalog().say(language, id, &[("value", value)]);
            if let Some(line) = line {
                parts.push(say("place-line", line.to_string()));
            }
            if let Some(row) = row {
                parts.push(say("place-row", row.clone()));
            }
            if let Some(column) = column {
                parts.push(say("place-column", column.clone()));
            }
            parts.join(", ")
        }
        Place::Request(what) => what.clone(),
        Place::Formula(_) | Place::Nowhere => String::new(),
    }
}
