//! Whom sealed data are about.

use crate::identity::Identifier;
use crate::journal::Chain;

/// A person, or a place that must not be found, and the municipality whose file it is.
///
/// The identifier says nothing about the person. Sealed data of one subject are opened with one
/// key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The code of the municipality that keeps the file; none for what the country keeps.
    pub municipality: Option<String>,
    /// Whose file.
    pub id: Identifier,
}

impl Subject {
    /// The journal that says who read and changed the file.
    pub fn chain(&self) -> Chain {
        match &self.municipality {
            Some(code) => Chain::Municipality(code.clone()),
            None => Chain::National,
        }
    }

    /// As the journal names it.
    pub(crate) fn word(&self) -> String {
        format!("subject/{}", self.id)
    }

    /// As the leading column of a key has it: empty for the country.
    pub(crate) fn municipality_code(&self) -> String {
        self.municipality.clone().unwrap_or_default()
    }

    pub(crate) fn from_row(code: String, id: String) -> Result<Subject, crate::Error> {
        let municipality = if code.is_empty() { None } else { Some(code) };
        Ok(Subject { municipality, id: id.parse()? })
    }
}
