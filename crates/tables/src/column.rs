//! What a station expects of a column.

use formula::number::Decimal;

/// What the cells of a column hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A number, as people write it.
    Number {
        /// Whether it counts whole things; that also decides what `1.234` means.
        whole: bool,
        /// The smallest number allowed.
        least: Option<Decimal>,
        /// The largest number allowed.
        most: Option<Decimal>,
    },
    /// A day.
    Date,
    /// One of these words.
    OneOf(Vec<String>),
}

/// A column as a station describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name in the header; small and capital letters are not told apart.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether every row must have it.
    pub required: bool,
    /// Whether it belongs to the key by which rows are told apart.
    pub key: bool,
    /// The unit of its numbers; only `percent` admits a percent sign.
    pub unit: Option<String>,
}

impl Column {
    /// A column whose cells may be empty.
    pub fn new(name: &str, kind: Kind) -> Column {
        Column { name: name.to_owned(), kind, required: false, key: false, unit: None }
    }

    /// The same, with a figure in every row.
    #[must_use]
    pub fn required(self) -> Column {
        Column { required: true, ..self }
    }

    /// The same, as part of the key; a key is in every row.
    #[must_use]
    pub fn key(self) -> Column {
        Column { required: true, key: true, ..self }
    }

    /// The same, counted in a unit.
    #[must_use]
    pub fn unit(self, unit: &str) -> Column {
        Column { unit: Some(unit.to_owned()), ..self }
    }

    /// Whether a name in a header means this column.
    pub(crate) fn is_named(&self, written: &str) -> bool {
        self.name.to_lowercase() == written.trim().to_lowercase()
    }
}
