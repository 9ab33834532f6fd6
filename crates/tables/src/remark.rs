//! A fault of a table, or a notice about how something was read.

use crate::grid::Address;
use crate::words;
use formula::number::Decimal;
use formula::words::{Language, format_number_short};

/// What fills a place in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Filling {
    Text(String),
    /// Written as the reader's language writes numbers.
    Number(Decimal),
}

/// What is wrong somewhere, or how something was read there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Which remark it is, for programs and for the manual.
    pub id: &'static str,
    /// The cell; none if it is about the file.
    pub at: Option<Address>,
    /// The column's name.
    pub column: Option<String>,
    /// What fills its sentence.
    pub(crate) filled: Vec<(&'static str, Filling)>,
}

impl Remark {
    /// About the file as a whole.
    pub(crate) fn of(id: &'static str) -> Remark {
        Remark { id, at: None, column: None, filled: Vec::new() }
    }

    /// About a cell or a line.
    pub(crate) fn at(id: &'static str, at: &Address) -> Remark {
        Remark { at: Some(at.clone()), ..Remark::of(id) }
    }

    /// The same, with a part of its sentence.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Remark {
        self.filled.push((name, Filling::Text(value.into())));
        self
    }

    /// The same, with a number in its sentence.
    pub(crate) fn with_number(mut self, name: &'static str, value: Decimal) -> Remark {
        self.filled.push((name, Filling::Number(value)));
        self
    }

    /// The same, in a column.
    pub(crate) fn in_column(self, name: &str) -> Remark {
        Remark { column: Some(name.to_owned()), ..self }.with("column", name)
    }

    /// What happened, and what to do if there is something to do.
    pub fn say(&self, language: Language) -> (String, Option<String>) {
        let written = |filling: &Filling| match filling {
            Filling::Text(text) => text.clone(),
            Filling::Number(number) => {
                format_number_short(*number, 12, language).replace('\u{202f}', " ")
            }
        };
        let filled: Vec<(&'static str, String)> =
            self.filled.iter().map(|(name, filling)| (*name, written(filling))).collect();
        let what = words::said(language, self.id, &filled);
        (what, words::help(language, self.id, &filled))
    }

    /// Where, as people find it: `Sheet1, B7` or `line 7, column 2`; nothing for the whole file.
    pub fn place(&self, language: Language) -> Option<String> {
        self.at.as_ref().map(|at| at.say(language))
    }
}
