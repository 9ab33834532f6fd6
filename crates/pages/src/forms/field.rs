//! Fields as markup.

use crate::html::{Element, Html, element};
use crate::words::Say;
use formula::words::Language;

/// One of several answers.
#[derive(Debug, Clone)]
pub struct Choice {
    value: String,
    label: String,
    hint: Option<String>,
}

impl Choice {
    /// An answer: the value sent, and its label.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into(), hint: None }
    }

    /// With a line that explains it (radio buttons only).
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Choice {
        self.hint = Some(hint.into());
        self
    }
}

#[derive(Debug, Clone)]
enum Kind {
    Text,
    Secret,
    Code,
    Number { unit: String },
    Date,
    Search,
    LongText { rows: u8 },
    Select(Vec<Choice>),
    Radios(Vec<Choice>),
    Checkbox,
    File { accept: &'static str },
}

/// A field of a form.
#[derive(Debug, Clone)]
pub struct Field {
    name: String,
    label: String,
    kind: Kind,
    value: String,
    hint: Option<String>,
    error: Option<String>,
    note: Option<String>,
    read_as: Option<String>,
    autocomplete: &'static str,
    optional: bool,
}

impl Field {
    fn new(name: impl Into<String>, label: impl Into<String>, kind: Kind) -> Field {
        Field {
            name: name.into(),
            label: label.into(),
            kind,
            value: String::new(),
            hint: None,
            error: None,
            note: None,
            read_as: None,
            autocomplete: "off",
            optional: false,
        }
    }

    /// A line of text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Field {
        Field::new(name, label, Kind::Text)
    }

    /// A password: not shown while it is typed, and never sent back. Its name gets
    /// [`super::SECRET`] before it.
    pub fn secret(name: &str, label: impl Into<String>) -> Field {
        Field::new(format!("{}{name}", super::SECRET), label, Kind::Secret)
    }

    /// A code for one time, in digits or letters; never sent back. Its name gets
    /// [`super::SECRET`] before it.
    pub fn code(name: &str, label: impl Into<String>) -> Field {
        Field {
            autocomplete: "one-time-code",
            ..Field::new(format!("{}{name}", super::SECRET), label, Kind::Code)
        }
    }

    /// A number with its unit, typed as people type it (see [`super::read_number`]).
    pub fn number(
        name: impl Into<String>,
        label: impl Into<String>,
        unit: impl Into<String>,
    ) -> Field {
        Field::new(name, label, Kind::Number { unit: unit.into() })
    }

    /// A day; its value is `2026-04-25`.
    pub fn date(name: impl Into<String>, label: impl Into<String>) -> Field {
        Field::new(name, label, Kind::Date)
    }

    /// Words to look for; the key `/` leads to it.
    pub fn search(name: impl Into<String>, label: impl Into<String>) -> Field {
        Field::new(name, label, Kind::Search)
    }

    /// A file that is sent; `accept` names the types that a browser offers. Its form is
    /// [`super::Form::with_files`].
    pub fn file(name: impl Into<String>, label: impl Into<String>, accept: &'static str) -> Field {
        Field::new(name, label, Kind::File { accept })
    }

    /// Several lines of text.
    pub fn long_text(name: impl Into<String>, label: impl Into<String>, rows: u8) -> Field {
        Field::new(name, label, Kind::LongText { rows })
    }

    /// One answer from a closed list, for more than about seven.
    pub fn select(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: Vec<Choice>,
    ) -> Field {
        Field::new(name, label, Kind::Select(choices))
    }

    /// One answer from a few, all visible.
    pub fn radios(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: Vec<Choice>,
    ) -> Field {
        Field::new(name, label, Kind::Radios(choices))
    }

    /// Yes or not; it is ticked when the value is `yes`, which is also what it sends.
    pub fn checkbox(name: impl Into<String>, label: impl Into<String>) -> Field {
        Field::new(name, label, Kind::Checkbox)
    }

    /// With what it holds: the present value, or what was typed before a refusal.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Field {
        self.value = value.into();
        self
    }

    /// With a line that says how to answer.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Field {
        self.hint = Some(hint.into());
        self
    }

    /// With what is wrong and what to do.
    #[must_use]
    pub fn error(mut self, error: Option<String>) -> Field {
        self.error = error;
        self
    }

    /// With something to compare with, such as last year's value.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Field {
        self.note = Some(note.into());
        self
    }

    /// With how the typed number was read, when it could be read in two ways.
    #[must_use]
    pub fn read_as(mut self, read_as: Option<String>) -> Field {
        self.read_as = read_as;
        self
    }

    /// With what a browser may fill in (`name`, `email`); nothing by default.
    #[must_use]
    pub fn autocomplete(mut self, autocomplete: &'static str) -> Field {
        self.autocomplete = autocomplete;
        self
    }

    /// As a field that may stay empty; the label says so.
    #[must_use]
    pub fn optional(mut self) -> Field {
        self.optional = true;
        self
    }

    /// The id of the field on the page, to which an error leads.
    pub fn id(&self) -> String {
        format!("field-{}", self.name)
    }

    /// What is wrong with it.
    pub(super) fn refused_because(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// As markup.
    pub fn to_html(&self, language: Language) -> Html {
        let say = Say::shared(language);
        let class = if self.error.is_some() { "field field-wrong" } else { "field" };
        match &self.kind {
            Kind::Radios(choices) => self.radios_html(choices, say, class),
            Kind::Checkbox => element("div")
                .class(class)
                .child(self.error_html(say))
                .child(self.choice_html("checkbox", "yes", &self.label, self.value == "yes", None))
                .child(self.line("hint", "hint", self.hint.as_deref()))
                .finish(),
            _ => element("div")
                .class(class)
                .child(
                    element("label")
                        .attr("for", self.id())
                        .child(&self.label)
                        .child(self.optional_html(say)),
                )
                .child(self.line("hint", "hint", self.hint.as_deref()))
                .child(self.error_html(say))
                .child(self.control())
                .child(self.line("note", "field-note", self.note.as_deref()))
                .child(self.read_as_html())
                .finish(),
        }
    }

    fn optional_html(&self, say: Say<'_>) -> Option<Element> {
        self.optional.then(|| {
            element("span").class("optional").child(format!(" ({})", say.word("optional")))
        })
    }

    fn line(&self, suffix: &str, class: &str, text: Option<&str>) -> Option<Element> {
        let id = format!("{}-{suffix}", self.id());
        text.map(|text| element("p").attr("id", id).class(class).child(text))
    }

    fn read_as_html(&self) -> Option<Element> {
        let line = self.line("read", "read-as", self.read_as.as_deref());
        line.map(|line| line.attr("role", "status"))
    }

    fn error_html(&self, say: Say<'_>) -> Option<Element> {
        self.error.as_ref().map(|error| {
            element("p")
                .attr("id", format!("{}-error", self.id()))
                .class("error")
                .child(element("span").class("unseen").child(say.word("error-before")).child(" "))
                .child(error)
        })
    }

    /// The ids of the lines that describe the field.
    fn described_by(&self) -> Option<String> {
        let parts = [
            ("hint", self.hint.is_some()),
            ("error", self.error.is_some()),
            ("note", self.note.is_some()),
            ("read", self.read_as.is_some()),
        ];
        let ids: Vec<String> = parts
            .iter()
            .filter(|(_, shown)| *shown)
            .map(|(suffix, _)| format!("{}-{suffix}", self.id()))
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn described(&self, control: Element) -> Element {
        control
            .attr("id", self.id())
            .attr("name", &self.name)
            .attr_if("aria-describedby", self.described_by())
            .attr_if("aria-invalid", self.error.as_ref().map(|_| "true"))
    }

    fn control(&self) -> Element {
        let input = |kind: &str| {
            self.described(element("input"))
                .class("input")
                .attr("type", kind)
                .attr_if(
                    "value",
                    (!matches!(self.kind, Kind::Secret | Kind::Code)).then_some(&self.value),
                )
                .attr("autocomplete", self.autocomplete)
        };
        match &self.kind {
            Kind::Number { unit } => {
                let unit = (!unit.is_empty()).then(|| element("span").class("suffix").child(unit));
                let number = input("text").attr("inputmode", "decimal").attr("spellcheck", "false");
                element("span").class("input-row input-number").child(number).child(unit)
            }
            Kind::Secret => input("password").attr("spellcheck", "false"),
            Kind::Code => {
                let code = input("text").attr("spellcheck", "false").attr("autocapitalize", "off");
                element("span").class("input-row input-number").child(code)
            }
            Kind::Date => element("span").class("input-row input-date").child(input("date")),
            Kind::Search => input("search").flag("data-search", true),
            Kind::LongText { rows } => self
                .described(element("textarea"))
                .class("input")
                .attr("rows", rows.to_string())
                .child(&self.value),
            Kind::Select(choices) => {
                let options = choices.iter().map(|choice| {
                    element("option")
                        .attr("value", &choice.value)
                        .flag("selected", choice.value == self.value)
                        .child(&choice.label)
                });
                self.described(element("select")).class("input").children(options)
            }
            Kind::File { accept } => self
                .described(element("input"))
                .class("input")
                .attr("type", "file")
                .attr("accept", *accept),
            Kind::Text | Kind::Radios(_) | Kind::Checkbox => input("text"),
        }
    }

    fn radios_html(&self, choices: &[Choice], say: Say<'_>, class: &str) -> Html {
        let radios = choices.iter().enumerate().map(|(at, choice)| {
            self.choice_html(
                "radio",
                &choice.value,
                &choice.label,
                choice.value == self.value,
                Some((at, choice.hint.as_deref())),
            )
        });
        element("fieldset")
            .class(class)
            .attr_if("aria-describedby", self.described_by())
            .child(element("legend").child(&self.label).child(self.optional_html(say)))
            .child(self.line("hint", "hint", self.hint.as_deref()))
            .child(self.error_html(say))
            .child(element("div").class("choices").children(radios))
            .finish()
    }

    /// One radio button (numbered) or check box with its label. The first radio button carries the
    /// id of the field, so that an error leads to it.
    fn choice_html(
        &self,
        kind: &str,
        value: &str,
        label: &str,
        checked: bool,
        radio: Option<(usize, Option<&str>)>,
    ) -> Element {
        let (id, hint) = match radio {
            Some((at, hint)) if at > 0 => (format!("{}-{at}", self.id()), hint),
            Some((_, hint)) => (self.id(), hint),
            None => (self.id(), None),
        };
        let hint_id = hint.map(|_| format!("{id}-about"));
        let described = match radio {
            Some(_) => hint_id.clone(),
            None => self.described_by(),
        };
        let input = element("input")
            .attr("type", kind)
            .attr("id", &id)
            .attr("name", &self.name)
            .attr("value", value)
            .attr_if("aria-describedby", described)
            .flag("checked", checked);
        let hint = hint.zip(hint_id).map(|(hint, hint_id)| {
            element("span").class("choice-hint").attr("id", hint_id).child(hint)
        });
        element("div")
            .class("choice")
            .child(input)
            .child(element("label").attr("for", &id).child(label))
            .child(hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: each control has a label. Method: every kind of field has a `for` that names an id.
    #[test]
    fn controls_are_labelled() {
        let two = || vec![Choice::new("a", "A").hint("about"), Choice::new("b", "B")];
        let fields = [
            Field::text("t", "T"),
            Field::number("n", "N", "").read_as(Some("read as 5".to_owned())),
            Field::date("d", "D"),
            Field::search("s", "S"),
            Field::long_text("l", "L", 4).value("<b>"),
            Field::select("o", "O", two()).value("b"),
            Field::radios("r", "R", two()).value("a"),
            Field::checkbox("c", "C").value("yes"),
            Field::file("f", "F", ".pdf"),
            Field::secret("p", "P").value("horse"),
            Field::code("o", "O").value("123456"),
        ];
        for field in &fields {
            let html = field.to_html(Language::Sq).into_string();
            for id in html.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert_eq!(html.matches(&format!(" id=\"{id}\"")).count(), 1, "{html}");
            }
            assert!(html.contains(" for=\""), "{html}");
            assert!(!html.contains("<b>") && !html.contains("horse") && !html.contains("123456"));
        }
        assert!(fields[5].to_html(Language::Sq).as_str().contains("value=\"b\" selected"));
        assert!(fields[7].to_html(Language::Sq).as_str().contains("checked"));
    }
}
