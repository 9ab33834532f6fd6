//! Municipalities and what is known of them.

use formula::number::Decimal;
use formula::plan::Wording;
use formula::standing::Standing;
use formula::words::{Language, to_latin};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The code that the Kosovo Agency of Statistics gives a municipality: two digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MunicipalityCode(String);

impl MunicipalityCode {
    /// As text, for an address or a row.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no municipality code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotACode(pub String);

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for MunicipalityCode {
    type Err = NotACode;
    fn from_str(text: &str) -> Result<MunicipalityCode, NotACode> {
        if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(MunicipalityCode(text.to_owned()))
        } else {
            Err(NotACode(text.chars().take(60).collect()))
        }
    }
}

impl From<MunicipalityCode> for String {
    fn from(code: MunicipalityCode) -> String {
        code.0
    }
}

impl TryFrom<String> for MunicipalityCode {
    type Error = NotACode;
    fn try_from(text: String) -> Result<MunicipalityCode, NotACode> {
        text.parse()
    }
}

/// A name in each stored language. Serbian is in Cyrillic; Latin derives from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Albanian.
    pub sq: String,
    /// Serbian, in Cyrillic.
    pub sr: String,
    /// English.
    pub en: String,
}

impl Names {
    /// In the reader's language and script.
    pub fn get(&self, language: Language) -> Cow<'_, str> {
        match language {
            Language::Sq => Cow::Borrowed(&self.sq),
            Language::SrCyrl => Cow::Borrowed(&self.sr),
            Language::SrLatn => Cow::Owned(to_latin(&self.sr)),
            Language::En => Cow::Borrowed(&self.en),
        }
    }
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A number, in the column's unit.
    Number,
    /// Yes or no.
    YesNo,
}

impl Kind {
    /// The word in the row.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Number => "number",
            Kind::YesNo => "yes_no",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Kind> {
        [Kind::Text, Kind::Number, Kind::YesNo].into_iter().find(|kind| kind.word() == word)
    }
}

/// What a column of the package holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name, as formulas write it.
    pub name: String,
    /// What its cells are.
    pub kind: Kind,
    /// Whether every municipality must have it.
    pub required: bool,
    /// The smallest number allowed, if there is one.
    pub minimum: Option<Decimal>,
    /// Its title for a reader.
    pub titles: Names,
    /// What it means, in English.
    pub description: String,
    /// The unit of a number: `person`, `km2`, `family`.
    pub unit: Option<String>,
    /// The year or month of which it speaks: `2024`, `2025-01`.
    pub period: Option<String>,
    /// Where its cells were read, unless a cell says otherwise.
    pub source: Wording,
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number, in the column's unit.
    Number(Decimal),
    /// Yes or no.
    YesNo(bool),
}

impl Value {
    /// As it stands in a file.
    pub fn to_text(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_canonical(),
            Value::YesNo(true) => "yes".to_owned(),
            Value::YesNo(false) => "no".to_owned(),
        }
    }

    /// Reads what stands in a file; `None` when it is not of the kind.
    pub fn from_text(kind: Kind, text: &str) -> Option<Value> {
        match (kind, text) {
            (Kind::Text, _) => Some(Value::Text(text.to_owned())),
            (Kind::Number, _) => Decimal::parse(text).map(Value::Number),
            (Kind::YesNo, "yes") => Some(Value::YesNo(true)),
            (Kind::YesNo, "no") => Some(Value::YesNo(false)),
            (Kind::YesNo, _) => None,
        }
    }
}

/// A figure or word about a municipality, with how far it can be relied on and where it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The value.
    pub value: Value,
    /// How far it can be relied on.
    pub standing: Standing,
    /// Where it was read.
    pub source: Wording,
}

/// A municipality and all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Its code.
    pub code: MunicipalityCode,
    /// Its names.
    pub names: Names,
    /// The names of its district.
    pub district: Names,
    /// Every known cell, by column. A column that is not here is missing, which is not zero.
    pub cells: BTreeMap<String, Cell>,
}

/// The column of the population by which municipalities are compared: census 2024, the north as
/// estimated.
pub const POPULATION: &str = "population_2024_estimated";

impl Municipality {
    /// Its name for a reader.
    pub fn name(&self, language: Language) -> Cow<'_, str> {
        self.names.get(language)
    }

    /// What is known in a column.
    pub fn cell(&self, column: &str) -> Option<&Cell> {
        self.cells.get(column)
    }

    /// The number in a column; `None` is missing, which is not zero.
    pub fn number(&self, column: &str) -> Option<Decimal> {
        match self.cell(column)?.value {
            Value::Number(number) => Some(number),
            Value::Text(_) | Value::YesNo(_) => None,
        }
    }

    /// Inhabitants in 2024, the north as estimated.
    pub fn population(&self) -> Option<Decimal> {
        self.number(POPULATION)
    }

    /// Area in km².
    pub fn area(&self) -> Option<Decimal> {
        self.number("area")
    }

    /// Whether a national minority is its majority.
    pub fn has_minority_majority(&self) -> Option<bool> {
        match self.cell("minority_majority")?.value {
            Value::YesNo(answer) => Some(answer),
            Value::Text(_) | Value::Number(_) => None,
        }
    }
}

/// The place of a municipality on the map of equal tiles: a layout of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// The municipality.
    pub code: MunicipalityCode,
    /// From the west, from 1.
    pub column: u8,
    /// From the north, from 1.
    pub row: u8,
    /// A name of at most ten characters.
    pub labels: Names,
}

impl Tile {
    /// The short name for a reader.
    pub fn label(&self, language: Language) -> Cow<'_, str> {
        self.labels.get(language)
    }
}

/// Two municipalities that share a boundary, the smaller code first. Compiled from general
/// knowledge, no official source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NeighbourPair {
    /// The smaller code.
    pub a: MunicipalityCode,
    /// The larger code.
    pub b: MunicipalityCode,
}

impl NeighbourPair {
    /// The other of the two, if this is one of them.
    pub fn other(&self, code: &MunicipalityCode) -> Option<&MunicipalityCode> {
        match (&self.a == code, &self.b == code) {
            (true, _) => Some(&self.b),
            (_, true) => Some(&self.a),
            _ => None,
        }
    }
}
