//! Forms as markup, with the error summary above them.

use super::Field;
use crate::address::hidden_fields;
use crate::html::{Html, element};
use crate::surroundings::FORM;
use crate::words::Say;
use formula::words::Language;

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
    sends_files: bool,
    buttons: Vec<(String, String, String)>,
    saves: Option<[String; 3]>,
    quiet: bool,
    named: Option<String>,
    bears_token: bool,
    below: Html,
}

impl Form {
    /// A form that asks a question: its answer is a page with an address that can be kept.
    pub fn get(action: impl Into<String>, submit: impl Into<String>) -> Form {
        Form::new(action, submit, "get")
    }

    /// A form that changes something. It carries the token of forms (see
    /// [`crate::surroundings`]) and is read with [`super::Sent`].
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
            sends_files: false,
            buttons: Vec::new(),
            saves: None,
            quiet: false,
            named: None,
            bears_token: method == "post",
            below: Html::new(),
        }
    }

    /// Adds a field.
    #[must_use]
    pub fn field(mut self, field: &Field, language: Language) -> Form {
        if let Some(error) = field.refused_because() {
            self.errors.push((field.id(), error.to_owned()));
        }
        self.body.push(field.to_html(language));
        self
    }

    /// Adds a group of fields with its heading.
    #[must_use]
    pub fn group(mut self, legend: &str, fields: &[Field], language: Language) -> Form {
        for field in fields {
            if let Some(error) = field.refused_because() {
                self.errors.push((field.id(), error.to_owned()));
            }
        }
        let group =
            element("fieldset").class("group").child(element("legend").child(legend)).child(
                element("div")
                    .class("group-fields")
                    .children(fields.iter().map(|field| field.to_html(language))),
            );
        self.body.push(group.finish());
        self
    }

    /// Adds markup between fields: a picture to scan, an explanation.
    #[must_use]
    pub fn markup(mut self, markup: impl Into<Html>) -> Form {
        self.body.push(markup.into());
        self
    }

    /// Adds markup below the button, with a field in it that has buttons of its own (see
    /// [`button_to`]); what is wrong with the field stands in the summary too.
    #[must_use]
    pub fn below(mut self, markup: Html, field: &Field) -> Form {
        if let Some(error) = field.refused_because() {
            self.errors.push((field.id(), error.to_owned()));
        }
        self.below.push(markup);
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

    /// As a form that sends files.
    #[must_use]
    pub fn with_files(mut self) -> Form {
        self.sends_files = true;
        self
    }

    /// Adds a button beside the first that sends the same form with a field more: its name and
    /// value, and the label of the button.
    #[must_use]
    pub fn button(
        mut self,
        name: impl Into<String>,
        value: impl Into<String>,
        label: impl Into<String>,
    ) -> Form {
        self.buttons.push((name.into(), value.into(), label.into()));
        self
    }

    /// As a form whose script sends it as it is typed, and says so in these words: being saved,
    /// not saved, and what is left unsaved. Its answer to such a request is JSON:
    /// `{"edition": "7", "said": "Saved."}`, where `edition` is the value of the field of that
    /// name from then on. Without a script its button saves.
    #[must_use]
    pub fn saved_as_typed(mut self, saving: String, failed: String, unsaved: String) -> Form {
        self.saves = Some([saving, failed, unsaved]);
        self
    }

    /// With a button that does not stand out: one of many on its page, or one that few people need.
    #[must_use]
    pub fn quiet(mut self) -> Form {
        self.quiet = true;
        self
    }

    /// With a name for its button that is read aloud, where many buttons of a page look alike. It
    /// begins with what the button shows.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Form {
        self.named = Some(name.into());
        self
    }

    /// Without the token of forms: whatever it is sent to shows the form again as it was filled in,
    /// and does nothing.
    #[must_use]
    pub fn without_token(mut self) -> Form {
        self.bears_token = false;
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
        let secondary = self
            .secondary
            .as_ref()
            .map(|(label, href)| element("a").class("secondary").attr("href", href).child(label));
        let buttons = self.buttons.iter().map(|(name, value, label)| {
            element("button")
                .class("button button-quiet")
                .attr("type", "submit")
                .attr("name", name)
                .attr("value", value)
                .child(label)
        });
        let state = self.saves.as_ref().map(|[saving, failed, unsaved]| {
            element("p")
                .class("save-state")
                .attr("role", "status")
                .flag("data-save-state", true)
                .attr("data-saving", saving)
                .attr("data-failed", failed)
                .attr("data-unsaved", unsaved)
        });
        let form = element("form")
            .class(if self.inline { "form form-inline" } else { "form" })
            .attr("method", self.method)
            .attr("action", &self.action)
            .attr_if("enctype", self.sends_files.then_some("multipart/form-data"))
            .flag("novalidate", true)
            .flag("data-saves", self.saves.is_some())
            .child(self.bears_token.then(|| FORM.to_html()))
            .child(hidden_fields(&self.hidden))
            .child(element("div").class("fields").children(self.body.clone()))
            .child(
                element("p")
                    .class("form-end")
                    .child(
                        element("button")
                            .class(if self.quiet { "button button-quiet" } else { "button" })
                            .attr("type", "submit")
                            .attr_if("aria-label", self.named.as_ref())
                            .child(&self.submit),
                    )
                    .children(buttons)
                    .child(secondary),
            )
            .child(state)
            .child(self.below.clone());
        error_summary(&self.errors, language).with(form)
    }
}

/// A button within a form that sends the whole form to another address, with its files or without.
/// `named` is read aloud where many such buttons look alike; it begins with the label.
pub fn button_to(label: &str, address: &str, named: Option<String>, sends_files: bool) -> Html {
    element("button")
        .class("button button-quiet")
        .attr("type", "submit")
        .attr("formaction", address)
        .attr_if("formenctype", sends_files.then_some("multipart/form-data"))
        .attr_if("aria-label", named)
        .child(label)
        .finish()
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
        let html = Form::get("/en/what-if", "Compute")
            .field(&field, Language::En)
            .to_html(Language::En)
            .into_string();
        assert!(html.contains("<a href=\"#field-pool\">Type a number.</a>"));
        assert!(html.contains("value=\"12a\""));
        assert!(html.contains("aria-describedby=\"field-pool-hint field-pool-error\""));
        assert!(html.contains("aria-invalid=\"true\""));
        assert!(html.contains("inputmode=\"decimal\""));
    }
}
