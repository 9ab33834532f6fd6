//! Addresses with a query, and the hidden fields that carry a query through a form.

use crate::html::{Html, element};

/// An address being made: a path and the fields of its query, percent-encoded.
#[derive(Debug, Clone)]
pub struct Address(String);

impl Address {
    /// A path without a query.
    pub fn new(path: &str) -> Address {
        Address(path.to_owned())
    }

    /// With a field.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Address {
        self.0.push(if self.0.contains('?') { '&' } else { '?' });
        encode_into(&mut self.0, name);
        self.0.push('=');
        encode_into(&mut self.0, value);
        self
    }

    /// With several fields.
    #[must_use]
    pub fn with_all(self, fields: &[(String, String)]) -> Address {
        fields.iter().fold(self, |address, (name, value)| address.with(name, value))
    }

    /// The text of the address.
    pub fn finish(self) -> String {
        self.0
    }
}

/// Fields of a query as hidden fields of a form.
pub fn hidden_fields(fields: &[(String, String)]) -> Html {
    let inputs = fields.iter().map(|(name, value)| {
        let input = element("input").attr("type", "hidden");
        input.attr("name", name).attr("value", value).finish()
    });
    inputs.collect()
}

fn encode_into(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            other => {
                out.push('%');
                out.push_str(&hex::encode_upper([other]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: any text travels in an address. Method: signs with a meaning in a query.
    #[test]
    fn fields_are_encoded() {
        let address = Address::new("/sq/runs").with("find", "Fushë K&=#").with("sort", "total");
        assert_eq!(address.finish(), "/sq/runs?find=Fush%C3%AB+K%26%3D%23&sort=total");
    }
}
