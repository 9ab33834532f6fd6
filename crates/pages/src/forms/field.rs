//! Fields and forms as markup.

use crate::address::hidden_fields;
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
    Number { unit: String },
    Date,
    Search,
    LongText { rows: u8 },
    Select(Vec<Choice>),
    Radios(Vec<Choice>),
    Checkbox,
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
                .attr("value", &self.value)
                .attr("autocomplete", self.autocomplete)
        };
        match &self.kind {
            Kind::Number { unit } => {
                let unit = (!unit.is_empty()).then(|| element("span").class("suffix").child(unit));
                let number = input("text").attr("inputmode", "decimal").attr("spellcheck", "false");
                element("span").class("input-row input-number").child(number).child(unit)
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

/// A form.
#[derive(Debug, Clone)]
pub struct Form {
    action: String,
    method: &'static str,
    submit: String,
    body: Vec<Html>,
    errors: Vec<(String, String)>,
    hidden: Vec<(String, String)>,
    secondary: Option<(String, String)>,
    inline: bool,
}

impl Form {
    /// A form that asks a question: its answer is a page with an address that can be kept.
    pub fn get(action: impl Into<String>, submit: impl Into<String>) -> Form {
        Form::new(action, submit, "get")
    }

    /// A form that changes something.
    pub fn post(action: impl Into<String>, submit: impl Into<String>) -> Form {
        Form::new(action, submit, "post")
    }

    fn new(action: impl Into<String>, submit: impl Into<String>, method: &'static str) -> Form {
        Form {
            action: action.into(),
            method,
            submit: submit.into(),
            body: Vec::new(),
            errors: Vec::new(),
            hidden: Vec::new(),
            secondary: None,
            inline: false,
        }
    }

    /// Adds a field.
    #[must_use]
    pub fn field(mut self, field: &Field, language: Language) -> Form {
        if let Some(error) = &field.error {
            self.errors.push((field.id(), error.clone()));
        }
        self.body.push(field.to_html(language));
        self
    }

    /// Adds a group of fields with its heading.
    #[must_use]
    pub fn group(mut self, legend: &str, fields: &[Field], language: Language) -> Form {
        for field in fields {
            if let Some(error) = &field.error {
                self.errors.push((field.id(), error.clone()));
            }
        }
        let group = element("fieldset")
            .class("group")
            .child(element("legend").child(legend))
            .child(
                element("div")
                    .class("group-fields")
                    .children(fields.iter().map(|field| field.to_html(language))),
            );
        self.body.push(group.finish());
        self
    }

    /// Adds a field that is not shown.
    #[must_use]
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Form {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// Adds a link beside the button: its label and address ("Put back to the adopted values").
    #[must_use]
    pub fn secondary(mut self, label: impl Into<String>, href: impl Into<String>) -> Form {
        self.secondary = Some((label.into(), href.into()));
        self
    }

    /// With the fields side by side where there is room.
    #[must_use]
    pub fn inline(mut self) -> Form {
        self.inline = true;
        self
    }

    /// As markup, with the error summary above it when a field is wrong.
    pub fn to_html(&self, language: Language) -> Html {
        let secondary = self.secondary.as_ref().map(|(label, href)| {
            element("a").class("secondary").attr("href", href).child(label)
        });
        let form = element("form")
            .class(if self.inline { "form form-inline" } else { "form" })
            .attr("method", self.method)
            .attr("action", &self.action)
            .flag("novalidate", true)
            .child(hidden_fields(&self.hidden))
            .child(element("div").class("fields").children(self.body.clone()))
            .child(
                element("p")
                    .class("form-end")
                    .child(
                        element("button")
                            .class("button")
                            .attr("type", "submit")
                            .child(&self.submit),
                    )
                    .child(secondary),
            );
        error_summary(&self.errors, language).with(form)
    }
}

/// What is wrong with a form, at the top, each line leading to its field (id, sentence). Nothing
/// when nothing is wrong.
pub fn error_summary(errors: &[(String, String)], language: Language) -> Html {
    if errors.is_empty() {
        return Html::new();
    }
    let say = Say::shared(language);
    let entries = errors.iter().map(|(id, error)| {
        element("li").child(element("a").attr("href", format!("#{id}")).child(error))
    });
    element("div")
        .class("error-summary")
        .attr("role", "alert")
        .attr("aria-labelledby", "error-summary-title")
        .attr("tabindex", "-1")
        .child(
            element("h2")
                .attr("id", "error-summary-title")
                .child(say.count("error-summary", errors.len())),
        )
        .child(element("ul").attr("role", "list").children(entries))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: an error is found from the summary and by those who cannot see it; what was typed
    /// stays. Method: a refused field in its form.
    #[test]
    fn refused_field_keeps_what_was_typed() {
        let field = Field::number("pool", "Pool", "EUR")
            .value("12a")
            .hint("Whole euros")
            .error(Some("Type a number.".to_owned()));
        let html = Form::get("/en/what-if", "Compute").field(&field, Language::En)
            .to_html(Language::En).into_string();
        assert!(html.contains("<a href=\"#field-pool\">Type a number.</a>"));
        assert!(html.contains("value=\"12a\""));
        assert!(html.contains("aria-describedby=\"field-pool-hint field-pool-error\""));
        assert!(html.contains("aria-invalid=\"true\""));
        assert!(html.contains("inputmode=\"decimal\""));
    }

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
        ];
        for field in &fields {
            let html = field.to_html(Language::Sq).into_string();
            for id in html.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert_eq!(html.matches(&format!(" id=\"{id}\"")).count(), 1, "{html}");
            }
            assert!(html.contains(" for=\""), "{html}");
            assert!(!html.contains("<b>"));
        }
        assert!(fields[5].to_html(Language::Sq).as_str().contains("value=\"b\" selected"));
        assert!(fields[7].to_html(Language::Sq).as_str().contains("checked"));
    }
}
