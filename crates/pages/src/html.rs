//! Markup that is escaped by construction.
//!
//! Text becomes markup through [`Html::text`] (or `From<&str>`), which escapes it; elements are
//! made by [`element`]; a rendered askama template comes in through [`Html::of`]. There is no way
//! to turn a string that came from a person or a file into markup unescaped.

use std::fmt;

/// A piece of finished markup (HTML, or SVG inside it).
///
/// An askama template shows it with `{{ piece }}` and does not escape it again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Nothing.
    pub const fn new() -> Html {
        Html(String::new())
    }

    /// Text, escaped.
    pub fn text(text: &str) -> Html {
        let mut out = String::with_capacity(text.len());
        escape_into(&mut out, text);
        Html(out)
    }

    /// A rendered template. Fails only when a value inside refuses to be written.
    pub fn of(template: &impl askama::Template) -> Result<Html, askama::Error> {
        template.render().map(Html)
    }

    /// Markup written in our own source code.
    pub fn literal(markup: &'static str) -> Html {
        Html(markup.to_owned())
    }

    /// Adds more after it.
    pub fn push(&mut self, more: impl Into<Html>) {
        self.0.push_str(&more.into().0);
    }

    /// The same with more after it.
    #[must_use]
    pub fn with(mut self, more: impl Into<Html>) -> Html {
        self.push(more);
        self
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup, given away.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

impl From<&str> for Html {
    fn from(text: &str) -> Html {
        Html::text(text)
    }
}

impl From<&String> for Html {
    fn from(text: &String) -> Html {
        Html::text(text)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Html {
        Html::text(&text)
    }
}

impl From<Element> for Html {
    fn from(element: Element) -> Html {
        element.finish()
    }
}

impl<T: Into<Html>> From<Option<T>> for Html {
    fn from(piece: Option<T>) -> Html {
        piece.map(Into::into).unwrap_or_default()
    }
}

impl FromIterator<Html> for Html {
    fn from_iter<I: IntoIterator<Item = Html>>(pieces: I) -> Html {
        let mut all = Html::new();
        for piece in pieces {
            all.push(piece);
        }
        all
    }
}

/// An element being made.
#[derive(Debug, Clone)]
pub struct Element {
    name: &'static str,
    head: String,
    body: String,
}

/// Begins an element. Names of elements and attributes are written in our own source code.
pub fn element(name: &'static str) -> Element {
    let mut head = String::with_capacity(64);
    head.push('<');
    head.push_str(name);
    Element { name, head, body: String::new() }
}

impl Element {
    /// An attribute; its value is escaped. An address with a scheme that could run a program
    /// becomes `#`.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl AsRef<str>) -> Element {
        let value = value.as_ref();
        let leads = matches!(name, "href" | "action" | "src" | "formaction");
        let value = if leads && !is_plain_address(value) { "#" } else { value };
        self.head.push(' ');
        self.head.push_str(name);
        self.head.push_str("=\"");
        escape_into(&mut self.head, value);
        self.head.push('"');
        self
    }

    /// An attribute if there is a value for it.
    #[must_use]
    pub fn attr_if(self, name: &'static str, value: Option<impl AsRef<str>>) -> Element {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// An attribute without a value, if it holds.
    #[must_use]
    pub fn flag(mut self, name: &'static str, holds: bool) -> Element {
        if holds {
            self.head.push(' ');
            self.head.push_str(name);
        }
        self
    }

    /// An attribute that only has to be there, written so that it is also valid in XML.
    #[must_use]
    pub fn flag_value(self, name: &'static str) -> Element {
        self.attr(name, "")
    }

    /// Its classes.
    #[must_use]
    pub fn class(self, classes: impl AsRef<str>) -> Element {
        self.attr("class", classes)
    }

    /// What is inside: text (escaped), markup or another element.
    #[must_use]
    pub fn child(mut self, child: impl Into<Html>) -> Element {
        self.body.push_str(&child.into().0);
        self
    }

    /// Several things inside.
    #[must_use]
    pub fn children<C: Into<Html>>(mut self, children: impl IntoIterator<Item = C>) -> Element {
        for child in children {
            self.body.push_str(&child.into().0);
        }
        self
    }

    /// The finished markup.
    pub fn finish(self) -> Html {
        let mut out = self.head;
        out.push('>');
        if !is_void(self.name) {
            out.push_str(&self.body);
            out.push_str("</");
            out.push_str(self.name);
            out.push('>');
        }
        Html(out)
    }
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "col" | "hr" | "img" | "input" | "link" | "meta" | "wbr")
}

fn is_plain_address(address: &str) -> bool {
    let scheme_end = address.find([':', '/', '?', '#']);
    match scheme_end.and_then(|at| address.get(at..).map(|rest| (at, rest))) {
        Some((at, rest)) if rest.starts_with(':') => address
            .get(..at)
            .is_some_and(|s| ["http", "https", "mailto"].iter().any(|k| s.eq_ignore_ascii_case(k))),
        _ => true,
    }
}

fn escape_into(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Control characters are not allowed in a page and break a downloaded SVG.
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Goal: nothing a person typed becomes markup. Method: a hostile text as text, attribute and
    /// address.
    #[test]
    fn hostile_text_stays_text() {
        let evil = r#"<script>alert("x")</script>' onload='y"#;
        let made = element("p").attr("title", evil).child(evil).finish();
        assert_eq!(made.as_str().matches('<').count(), 2);
        assert!(!made.as_str().contains("' onload"));
        let link = element("a").attr("href", "JavaScript:alert(1)").child("x").finish();
        assert_eq!(link.as_str(), "<a href=\"#\">x</a>");
        for good in ["/sq/a?b=c:d", "#x", "https://example.org/", "a/b:c", ""] {
            assert!(is_plain_address(good), "{good}");
        }
        assert!(!is_plain_address("data:text/html,x"));
    }

    proptest! {
        /// Goal: escaping loses nothing and lets no sign through. Method: any text, escaped, has
        /// no sign of markup, and undoing the five replacements gives the text back.
        #[test]
        fn escaping_is_lossless(text in "[^\\p{Cc}]{0,40}") {
            let escaped = Html::text(&text).into_string();
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            let back = escaped.replace("&lt;", "<").replace("&gt;", ">")
                .replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
            prop_assert_eq!(back, text);
        }
    }
}
