//! What a page cannot know when it is made, put into it by the outermost layer: who reads, whether
//! this is a demonstration, and the token by which a form proves that it is one of ours.
//!
//! A page holds marks where this belongs. Text is escaped before it comes into a page, so nothing
//! that a person typed can be a mark.

use crate::html::{Html, element};
use crate::words::Say;
use formula::words::Language;

/// Where something belongs that the outermost layer knows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark(&'static str);

/// Where the strip of the demonstration belongs.
pub(crate) const STRIP: Mark = Mark("<!--site-strip-->");
/// Where it belongs who reads.
pub(crate) const VISITOR: Mark = Mark("<!--visitor-->");
/// Where the token of a form belongs that changes something.
pub(crate) const FORM: Mark = Mark("<!--form-token-->");

/// The field of the token.
pub const TOKEN: &str = "form-token";
/// The field of the key by which a form that is sent twice is recognised.
pub const KEY: &str = "form-key";

impl Mark {
    pub(crate) fn to_html(self) -> Html {
        Html::literal(self.0)
    }
}

/// Who reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Visitor {
    /// Not known, or of no matter.
    #[default]
    Unknown,
    /// Someone who may sign in.
    Public,
    /// Someone who has signed in.
    SignedIn {
        /// Their name.
        name: String,
        /// What they are, in the reader's language.
        roles: String,
        /// How many notices they have not read.
        unread: i64,
    },
}

/// What surrounds a page.
#[derive(Clone, Default)]
pub struct Surroundings {
    /// Whether this is a demonstration.
    pub demo: bool,
    /// Who reads.
    pub visitor: Visitor,
    /// The token of forms, and the key of this one.
    pub form: Option<(String, String)>,
}

impl Surroundings {
    /// Whether a page holds a form that needs a token.
    pub fn wants_token(document: &str) -> bool {
        document.contains(FORM.0)
    }

    /// The page with what surrounds it.
    pub fn complete(&self, document: &str, language: Language) -> String {
        let strip = self.demo.then(|| demo_strip(language));
        let form = self.form.as_ref().map(|(token, key)| token_fields(token, key));
        let form = Html::from(form);
        document
            .replace(FORM.0, form.as_str())
            .replace(STRIP.0, Html::from(strip).as_str())
            .replace(VISITOR.0, self.visitor.to_html(language, &form).as_str())
    }
}

fn token_fields(token: &str, key: &str) -> Html {
    let hidden = |name: &str, value: &str| {
        element("input").attr("type", "hidden").attr("name", name).attr("value", value).finish()
    };
    hidden(TOKEN, token).with(hidden(KEY, key))
}

impl Visitor {
    fn to_html(&self, language: Language, token: &Html) -> Html {
        let say = Say::shared(language);
        let href = |path: &str| format!("/{}{path}", language.tag());
        let inside = match self {
            Visitor::Unknown => return Html::new(),
            Visitor::Public => element("a")
                .class("visitor-link")
                .attr("href", href("/sign-in"))
                .child(say.word("sign-in"))
                .finish(),
            Visitor::SignedIn { name, roles, unread } => {
                let roles = (!roles.is_empty())
                    .then(|| element("span").class("visitor-roles").child(roles));
                let own = element("a")
                    .class("visitor-link")
                    .attr("href", href("/account"))
                    .child(element("span").child(name))
                    .child(roles);
                let button = element("button")
                    .class("link-button")
                    .attr("type", "submit")
                    .child(say.word("sign-out"));
                let form = element("form")
                    .attr("method", "post")
                    .attr("action", href("/sign-out"))
                    .child(token.clone())
                    .child(button);
                let inbox = match *unread {
                    ..=0 => say.word("inbox"),
                    count => say.with("inbox-unread", &[("count", &count.to_string())]),
                };
                let inbox = element("a")
                    .class(if *unread > 0 { "visitor-link visitor-news" } else { "visitor-link" })
                    .attr("href", href("/inbox"))
                    .child(inbox);
                Html::from(own).with(inbox).with(form)
            }
        };
        element("div").class("visitor").child(inside).finish()
    }
}

/// The strip that says at the top of each page that this is a demonstration.
pub(crate) fn demo_strip(language: Language) -> Html {
    let say = Say::shared(language);
    let text = element("div")
        .class("frame")
        .child(element("strong").child(say.word("demo-title")))
        .child(" ")
        .child(say.word("demo-text"));
    element("div").class("demo-strip").child(text).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: what surrounds a page stands where it belongs, and nowhere where someone typed a mark.
    /// Method: a page with each mark and with the text of one.
    #[test]
    fn marks_are_filled() {
        let typed = Html::text(FORM.0).into_string();
        let page = format!("{}|{}|{}|{typed}", STRIP.0, VISITOR.0, FORM.0);
        assert!(Surroundings::wants_token(&page) && !Surroundings::wants_token(&typed));
        let visitor =
            Visitor::SignedIn { name: "<b>".to_owned(), roles: "r".to_owned(), unread: 2 };
        let form = Some(("t0".to_owned(), "k0".to_owned()));
        let around = Surroundings { demo: true, visitor, form };
        for language in Language::ALL {
            let whole = around.complete(&page, language);
            assert!(!whole.contains("<!--") && !whole.contains("<b>") && !whole.contains('⟦'));
            assert_eq!(whole.matches("value=\"t0\"").count(), 2, "{whole}");
            assert!(whole.contains("demo-strip") && whole.ends_with(&typed));
            let bare = Surroundings::default().complete(&page, language);
            assert_eq!(bare, format!("|||{typed}"));
        }
    }
}
