//! What a station says of its own documents: their content, their names, when they are fit.

use super::error::Error;
use super::section::Section;
use crate::identity::Identifier;
use formula::words::Language;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The content of one kind of document. A station gives the type; the life is the same for all.
///
/// The actions are listed in the policy of the station, which says who may do each.
pub trait Content: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// The kind, as policies and tables name it: `allocation-proposal`.
    const KIND: &'static str;
    /// What the number of a published document begins with: `AP`.
    const SERIES: &'static str;
    /// The action of reading one.
    const READ: &'static str;
    /// The action of beginning one and of saving its text.
    const DRAFT: &'static str;
    /// The action of submitting one.
    const SUBMIT: &'static str;
    /// The action of returning one with a reason.
    const RETURN: &'static str;
    /// The action of approving one.
    const APPROVE: &'static str;
    /// The action of publishing one.
    const PUBLISH: &'static str;
    /// The action of attaching a file to one.
    const ATTACH: &'static str = Self::DRAFT;
    /// The action of removing a file from one.
    const REMOVE: &'static str = Self::DRAFT;

    /// The page of one of them, without the language: `/proposal/0192…`.
    fn path(document: &Identifier) -> String;

    /// Its title.
    fn title(&self, language: Language) -> String;

    /// What it is about, as the journal names subjects: `run/0192…`.
    fn about(&self) -> String;

    /// The code of the municipality to which it belongs; none for what concerns the country.
    fn municipality(&self) -> Option<String> {
        None
    }

    /// What stands in the way of submitting it; nothing when it is fit.
    fn flaws(&self) -> Vec<Flaw>;

    /// What it says, for the screen, for paper and for comparing versions.
    fn sections(&self, language: Language) -> Vec<Section>;
}

/// What is wrong with a field, in words of the station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The field.
    pub field: &'static str,
    /// The identifier of the sentence that says it.
    pub id: &'static str,
}

/// Content in the one form in which it is kept and hashed: JSON with the names of every object in
/// the order of their letters.
///
/// # Errors
/// `database-value` when the content refuses to be written.
pub fn canonical<C: Content>(content: &C) -> Result<String, Error> {
    let value = serde_json::to_value(content);
    let value = value.map_err(|error| crate::Error::value(C::KIND, &error.to_string()))?;
    Ok(ordered(value).to_string())
}

/// Reads content that was kept.
///
/// # Errors
/// `database-value` when it is none of its kind.
pub fn read<C: Content>(text: &str) -> Result<C, Error> {
    Ok(serde_json::from_str(text).map_err(|_| crate::Error::value(C::KIND, text))?)
}

pub(super) fn ordered(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut entries: Vec<(String, Value)> = object.into_iter().collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(entries.into_iter().map(|(k, v)| (k, ordered(v))).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(ordered).collect()),
        other => other,
    }
}
