//! Arguments of a message that are said differently in each language.

use super::catalog;
use crate::explain::format_number_with_unit;
use crate::number::Decimal;
use crate::plan::{Labels, Type};
use crate::words::Language;

/// An argument that waits for the language of the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phrase {
    /// The same in every language.
    Text(String),
    /// What a formula gives a title to, with the name that stands in for a title it lacks.
    Titled(Labels, String),
    /// A row: its names and its key.
    Row(Labels, String),
    /// A number with its unit, hundredths as per cent where so said.
    Number(Decimal, Type, bool),
    /// A message of the catalogue with its own arguments.
    Said(&'static str, Vec<(&'static str, Phrase)>),
    /// Several, parted by this text.
    List(Vec<Phrase>, &'static str),
}

impl Phrase {
    /// In the language of the reader.
    pub fn say(&self, language: Language) -> String {
        match self {
            Phrase::Text(text) => text.clone(),
            Phrase::Titled(labels, name) => labels.say(language, name),
            Phrase::Row(names, key) if *names == Labels::default() => key.clone(),
            Phrase::Row(names, key) => format!("{} ({key})", names.say(language, key)),
            Phrase::Number(number, ty, percent) => {
                format_number_with_unit(*number, ty, *percent, language)
            }
            Phrase::Said(id, arguments) => {
                let said: Vec<(&str, String)> =
                    arguments.iter().map(|(name, phrase)| (*name, phrase.say(language))).collect();
                catalog().say(language, id, &said)
            }
            Phrase::List(all, between) => {
                let said: Vec<String> = all.iter().map(|phrase| phrase.say(language)).collect();
                said.join(between)
            }
        }
    }
}

impl From<&str> for Phrase {
    fn from(text: &str) -> Phrase {
        Phrase::Text(text.to_owned())
    }
}
