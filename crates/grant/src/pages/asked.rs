//! What an address asks for beyond its path.

use std::collections::BTreeMap;

/// The prefix of a parameter in an address: `p.pool=284680000`.
pub(super) const PARAMETER: &str = "p.";

/// The fields of a query in their order. A field that no page knows is ignored, so that an old
/// address never fails.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked(Vec<(String, String)>);

impl Asked {
    /// Takes the fields of a query.
    pub(super) fn new(fields: Vec<(String, String)>) -> Asked {
        Asked(fields)
    }

    /// A field, if it is there and says something.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|(field, _)| field == name);
        field.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The parameters that were typed, by name, as typed; those left empty are left out.
    pub(super) fn parameters(&self) -> BTreeMap<String, String> {
        let typed = self.0.iter().filter_map(|(field, value)| {
            let name = field.strip_prefix(PARAMETER)?;
            let value = value.trim();
            (!value.is_empty()).then(|| (name.to_owned(), value.to_owned()))
        });
        typed.collect()
    }

    /// The fields that a link keeps when it changes those named.
    pub(super) fn without(&self, names: &[&str]) -> Vec<(String, String)> {
        let kept = self
            .0
            .iter()
            .filter(|(field, value)| !names.contains(&field.as_str()) && !value.trim().is_empty());
        kept.cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: parameters are told from other fields, and empty ones count as not asked.
    /// Method: a query with all kinds.
    #[test]
    fn fields_and_parameters() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let asked = Asked::new(vec![
            field("run", " r1 "),
            field("find", "  "),
            field("p.pool", "1 000"),
            field("p.core", ""),
        ]);
        assert_eq!(asked.get("run"), Some("r1"));
        assert_eq!(asked.get("find"), None);
        assert_eq!(asked.parameters().into_iter().collect::<Vec<_>>(), [field("pool", "1 000")]);
        assert_eq!(asked.without(&["run"]), [field("p.pool", "1 000")]);
    }
}
