//! The derivation of an amount: values that open to the rule and to what the rule needed.

use crate::pages::words::{say, worded, worded_all};
use formula::diagnostic::Source;
use formula::explain::{Node, NodeKind};
use formula::run::Value;
use formula::words::{Language, format_date};
use pages::content::{facts, standing_mark, standing_tag};
use pages::html::{Element, Html, element};

/// Finds the derivation of a value that another formula worked out.
pub(super) trait Elsewhere {
    /// The derivation of the result of another formula that stands behind a node of kind `Use`,
    /// with the text and the page of that formula.
    fn open(&self, node: &Node) -> Option<(Node, Text<'_>)>;
}

/// A formula's text and the address of its page.
#[derive(Debug, Clone)]
pub(super) struct Text<'a> {
    /// The text, to find lines in.
    pub(super) source: &'a Source,
    /// The page on which the text stands.
    pub(super) href: String,
}

/// Writes derivations for a reader.
pub(super) struct Writer<'a> {
    /// The language of the reader.
    pub(super) language: Language,
    /// Where other formulas are opened.
    pub(super) elsewhere: &'a dyn Elsewhere,
    /// The address under which everything stands opened; none where that is what is written.
    pub(super) whole: Option<String>,
}

/// How deep values can be opened one inside the other on a page that is not the whole one.
const DEPTH_FOLDED: usize = 1;

impl Writer<'_> {
    /// What stands inside an opened value: rule, source and what it needed.
    pub(super) fn inside(&self, node: &Node, text: &Text<'_>, depth: usize) -> Html {
        let mut out = self.rule(node);
        out.push(self.notes(node, text));
        if node.repeated {
            let words = formula::diagnostic::catalog();
            let sentence = words.say::<&str>(self.language, "explain-repeated", &[]);
            out.push(element("p").class("why-repeated").child(sentence));
        }
        let opened = match node.kind {
            NodeKind::Use => self.elsewhere.open(node),
            _ => None,
        };
        match opened {
            Some((inner, inner_text)) => out.push(self.inside(&inner, &inner_text, depth)),
            None if !node.children.is_empty() => {
                let children = node.children.iter().map(|child| self.node(child, text, depth));
                out.push(element("div").class("why-needs").children(children));
            }
            None => {}
        }
        out
    }

    /// A value that opens.
    fn node(&self, node: &Node, text: &Text<'_>, depth: usize) -> Element {
        // What is missing was not read, so it has no standing to show.
        let known = node.standing.filter(|_| node.value != Value::Missing);
        let mark = known.map(|standing| standing_mark(standing, self.language));
        let title = element("span").class("why-title").child(&node.title);
        let shown = element("span").class("why-value").child(mark).child(&node.shown);
        match &self.whole {
            Some(whole) if depth >= DEPTH_FOLDED => element("a")
                .class("why why-further")
                .attr("href", format!("{whole}#steps"))
                .child(title)
                .child(" ")
                .child(shown),
            whole => element("details")
                .class("why")
                .flag("open", whole.is_none())
                .child(element("summary").child(title).child(" ").child(shown))
                .child(element("div").class("why-inside").child(self.inside(
                    node,
                    text,
                    depth.saturating_add(1),
                ))),
        }
    }

    fn rule(&self, node: &Node) -> Html {
        let say = say(self.language);
        let mut out = Html::new();
        if let Some(rule) = &node.rule {
            let label = element("span").class("why-label").child(say.word("why-rule")).child(" ");
            out.push(element("p").class("why-rule").child(label).child(rule));
        }
        if let Some(worked) = &node.worked {
            let sentence = format!("= {worked}");
            out.push(element("p").class("why-worked").child(sentence));
        }
        if let Some(remark) = &node.remark {
            out.push(element("p").class("why-remark").child(remark));
        }
        out
    }

    fn notes(&self, node: &Node, text: &Text<'_>) -> Html {
        let say = say(self.language);
        let mut entries: Vec<(Html, Html)> = Vec::new();
        if !node.cites.is_empty() {
            entries.push((say.word("why-law").into(), worded_all(&node.cites, self.language)));
        }
        let is_known = node.value != Value::Missing;
        if let Some(standing) = node.standing.filter(|_| is_known) {
            let reason = node.reason.as_ref().map(|reason| {
                element("span").child(" ").child(worded(reason, self.language)).finish()
            });
            let tag = standing_tag(standing, self.language);
            entries.push((say.word("why-standing").into(), tag.with(reason)));
        }
        if let Some(source) = &node.source {
            let word = if node.kind == NodeKind::Use { "why-weakest" } else { "why-source" };
            entries.push((say.word(word).into(), worded(source, self.language).into()));
        }
        if let Some(since) = node.since {
            entries.push((say.word("why-since").into(), format_date(since, self.language).into()));
        }
        let unplaced = matches!(node.kind, NodeKind::Gathering | NodeKind::Varied | NodeKind::Use);
        if !unplaced && node.span.end > 0 {
            let (line, _) = text.source.line_column(node.span.start);
            let words = say.with("why-line", &[("line", &line.to_string())]);
            let link = element("a").attr("href", format!("{}#L{line}", text.href)).child(words);
            entries.push((say.word("why-formula").into(), link.into()));
        }
        if entries.is_empty() { Html::new() } else { facts(entries) }
    }
}
