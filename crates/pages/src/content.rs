//! Small components that pages are composed of: notices, marks of standing, figures with their
//! unit, facts, disclosures, lists and page numbers.

use crate::html::{Element, Html, element};
use crate::language::Reader;
use crate::words::Say;
use formula::standing::Standing;
use formula::words::Language;

/// How a notice concerns the reader. The word before the text says it, not only the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Note,
    /// To be kept in mind before relying on the page: assumed data, a draft.
    Caution,
    /// Something was done.
    Done,
    /// Something went wrong.
    Fault,
}

/// A notice: a hairline, a leading phrase and a sentence.
#[derive(Debug, Clone)]
pub struct Notice {
    tone: Tone,
    lead: String,
    text: Html,
}

impl Notice {
    /// A notice with its leading phrase (`Proposal on assumed data`) and its sentence.
    pub fn new(tone: Tone, lead: impl Into<String>, text: impl Into<Html>) -> Notice {
        Notice { tone, lead: lead.into(), text: text.into() }
    }

    /// As markup.
    pub fn to_html(&self, language: Language) -> Html {
        let say = Say::shared(language);
        let (class, word) = match self.tone {
            Tone::Note => ("notice notice-note", "tone-note"),
            Tone::Caution => ("notice notice-caution", "tone-caution"),
            Tone::Done => ("notice notice-done", "tone-done"),
            Tone::Fault => ("notice notice-fault", "tone-fault"),
        };
        let tone = say.word(word);
        // The tone is read aloud before the lead, unless the lead is the very word.
        let aloud =
            (tone != self.lead).then(|| element("span").class("unseen").child(format!("{tone}: ")));
        let lead = element("strong").class("notice-lead").child(aloud).child(&self.lead);
        let sentence = element("p").child(lead).child(" ").child(self.text.clone());
        element("div").class(class).child(sentence).finish()
    }
}

/// The constant mark of a standing: a small dial, the fuller the firmer. Without words; use
/// [`standing_mark`] or [`standing_tag`] on a page.
pub(crate) fn dial(standing: Standing) -> Element {
    let slice = match standing {
        Standing::Verified => None,
        Standing::Derived => Some("M6 6V2A4 4 0 1 1 2 6z"),
        Standing::Reported => Some("M6 6V2A4 4 0 0 1 6 10z"),
        Standing::Estimated => Some("M6 6V2A4 4 0 0 1 10 6z"),
        Standing::Assumed => None,
    };
    let ring = element("circle").class("dial-ring").attr("cx", "6").attr("cy", "6").attr("r", "5");
    let fill = match (standing, slice) {
        (Standing::Verified, _) => element("circle")
            .class("dial-fill")
            .attr("cx", "6")
            .attr("cy", "6")
            .attr("r", "4")
            .finish(),
        (_, Some(path)) => element("path").class("dial-fill").attr("d", path).finish(),
        (_, None) => Html::new(),
    };
    element("svg")
        .class(format!("dial dial-{}", standing.word()))
        .attr("viewBox", "0 0 12 12")
        .attr("width", "12")
        .attr("height", "12")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(ring)
        .child(fill)
}

/// The mark of a standing beside a figure; its word is read aloud and shown on hover.
pub fn standing_mark(standing: Standing, language: Language) -> Html {
    let word = Say::shared(language).standing(standing);
    element("span")
        .class("standing-mark")
        .attr("title", &word)
        .child(dial(standing))
        .child(element("span").class("unseen").child(format!("({word}) ")))
        .finish()
}

/// The mark of a standing with its word.
pub fn standing_tag(standing: Standing, language: Language) -> Html {
    element("span")
        .class("standing-tag")
        .child(dial(standing))
        .child(Say::shared(language).standing(standing))
        .finish()
}

/// All marks explained, for a place where they are used.
pub fn standing_key(language: Language) -> Html {
    let say = Say::shared(language);
    let entries = Standing::ALL.map(|standing| {
        element("div")
            .child(element("dt").child(standing_tag(standing, language)))
            .child(element("dd").child(say.word(&format!("standing-{}-means", standing.word()))))
    });
    disclosure(say.word("standing-key"), element("dl").class("facts").children(entries), false)
}

/// A large figure with its unit and what it is.
#[derive(Debug, Clone)]
pub struct Stat {
    /// What it is: "Pool 2026".
    pub label: String,
    /// The figure as written for the reader; `None` when it is missing.
    pub figure: Option<String>,
    /// Its unit.
    pub unit: String,
    /// A line beneath: a comparison or the source.
    pub note: Option<String>,
    /// How firm it is.
    pub standing: Option<Standing>,
    /// The page that explains it.
    pub href: Option<String>,
}

impl Stat {
    /// A figure with its label and unit.
    pub fn new(label: impl Into<String>, figure: Option<String>, unit: impl Into<String>) -> Stat {
        Stat {
            label: label.into(),
            figure,
            unit: unit.into(),
            note: None,
            standing: None,
            href: None,
        }
    }

    /// With a line beneath.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Stat {
        self.note = Some(note.into());
        self
    }

    /// With its standing: what is reported, estimated or assumed carries a mark.
    #[must_use]
    pub fn standing(mut self, standing: Standing) -> Stat {
        self.standing = Some(standing).filter(|standing| standing.is_unverified());
        self
    }

    /// As a door to its explanation.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Stat {
        self.href = Some(href.into());
        self
    }

    fn to_html(&self, language: Language) -> Html {
        let figure = match &self.figure {
            Some(figure) => element("span")
                .class("stat-figure")
                .child(figure)
                .child(" ")
                .child(element("span").class("stat-unit").child(&self.unit))
                .finish(),
            None => element("span")
                .class("stat-figure stat-missing")
                .child(Say::shared(language).word("missing"))
                .finish(),
        };
        let mark = self.standing.map(|standing| standing_mark(standing, language));
        let inside = Html::from(mark).with(figure);
        let value = match &self.href {
            Some(href) => element("a").class("stat-link").attr("href", href).child(inside).finish(),
            None => inside,
        };
        let note = self.note.as_ref().map(|n| element("dd").class("stat-note").child(n));
        element("div")
            .class("stat")
            .child(element("dt").child(&self.label))
            .child(element("dd").child(value))
            .child(note)
            .finish()
    }
}

/// Several large figures in a row.
pub fn stats(stats: &[Stat], language: Language) -> Html {
    element("dl").class("stats").children(stats.iter().map(|stat| stat.to_html(language))).finish()
}

/// Names and values with hairlines between them.
pub fn facts(entries: impl IntoIterator<Item = (Html, Html)>) -> Html {
    let entries = entries.into_iter().map(|(name, value)| {
        element("div").child(element("dt").child(name)).child(element("dd").child(value))
    });
    element("dl").class("facts").children(entries).finish()
}

/// Something that opens and closes without a script.
pub fn disclosure(summary: impl Into<Html>, inside: impl Into<Html>, open: bool) -> Html {
    element("details")
        .class("disclosure")
        .flag("open", open)
        .child(element("summary").child(summary))
        .child(element("div").class("disclosure-inside").child(inside))
        .finish()
}

/// An entry of a list of things to open, with hairlines between them.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
    /// A sentence beneath.
    pub text: Html,
    /// At the right: a figure, a date or a mark.
    pub side: Html,
}

impl Line {
    /// An entry with its title and where it leads.
    pub fn new(title: impl Into<String>, href: Option<&str>) -> Line {
        Line {
            title: title.into(),
            href: href.map(str::to_owned),
            text: Html::new(),
            side: Html::new(),
        }
    }

    /// With a sentence beneath.
    #[must_use]
    pub fn text(mut self, text: impl Into<Html>) -> Line {
        self.text = text.into();
        self
    }

    /// With something at the right.
    #[must_use]
    pub fn side(mut self, side: impl Into<Html>) -> Line {
        self.side = side.into();
        self
    }
}

/// A list of things to open; when it is empty, the sentence that says what will be here and how
/// it comes.
pub fn lines(entries: &[Line], empty: &str) -> Html {
    if entries.is_empty() {
        return element("p").class("empty").child(empty).finish();
    }
    let entries = entries.iter().map(|entry| {
        let title = match &entry.href {
            Some(href) => element("a").attr("href", href).child(&entry.title).finish(),
            None => Html::text(&entry.title),
        };
        let text = (!entry.text.is_empty())
            .then(|| element("span").class("line-text").child(entry.text.clone()));
        let side = (!entry.side.is_empty())
            .then(|| element("span").class("line-side").child(entry.side.clone()));
        element("li")
            .child(
                element("span")
                    .class("line-main")
                    .child(element("span").class("line-title").child(title))
                    .child(text),
            )
            .child(side)
    });
    element("ul").class("lines").attr("role", "list").children(entries).finish()
}

/// Page numbers of a long list.
///
/// `address` gives the address of a page, counted from 1. Nothing is shown for a single page.
pub fn pagination(
    page: usize,
    pages: usize,
    reader: &Reader,
    address: impl Fn(usize) -> String,
) -> Html {
    if pages < 2 {
        return Html::new();
    }
    let say = Say::shared(reader.language);
    let page = page.clamp(1, pages);
    let near = |n: usize| n == 1 || n == pages || n.abs_diff(page) <= 1;
    let mut entries = Vec::new();
    let mut gap = false;
    for n in 1..=pages {
        if near(n) {
            let number = n.to_string();
            let link = element("a")
                .attr("href", address(n))
                .attr("aria-label", say.with("page-number", &[("number", &number)]))
                .attr_if("aria-current", (n == page).then_some("page"))
                .child(number);
            entries.push(element("li").child(link));
            gap = false;
        } else if !gap {
            entries.push(element("li").class("page-gap").child("…"));
            gap = true;
        }
    }
    let step = |n: usize, word: &str, rel: &'static str| {
        let link = element("a").attr("href", address(n)).attr("rel", rel).child(say.word(word));
        element("li").class(format!("page-{rel}")).child(link)
    };
    let before = (page > 1).then(|| step(page.saturating_sub(1), "page-previous", "prev"));
    let after = (page < pages).then(|| step(page.saturating_add(1), "page-next", "next"));
    element("nav")
        .class("pagination")
        .attr("aria-label", say.word("pages"))
        .child(element("ul").attr("role", "list").child(before).children(entries).child(after))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: standing is never carried by colour or shape alone. Method: each mark and tag holds
    /// its word in each language.
    #[test]
    fn standing_has_a_word() {
        for language in Language::ALL {
            for standing in Standing::ALL {
                let word = Say::shared(language).standing(standing);
                assert!(!word.contains('⟦'), "{word}");
                assert!(standing_mark(standing, language).as_str().contains(&word));
                assert!(standing_tag(standing, language).as_str().contains(&word));
            }
            assert!(!standing_key(language).as_str().contains('⟦'));
        }
    }

    /// Goal: long lists can be paged through without a wall of numbers. Method: the middle of 40
    /// pages, and the edges.
    #[test]
    fn pages_around_the_present_one() {
        let reader = Reader::new(Language::En, "/x");
        let html = pagination(20, 40, &reader, |n| format!("?page={n}")).into_string();
        let shown: Vec<&str> =
            html.split("?page=").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(shown, ["19", "1", "19", "20", "21", "40", "21"]);
        assert_eq!(html.matches('…').count(), 2);
        assert!(pagination(1, 1, &reader, |n| n.to_string()).is_empty());
        assert!(pagination(0, 3, &reader, |n| n.to_string()).as_str().contains("aria-current"));
    }

    /// Goal: an empty list is no dead end. Method: the sentence stands in its place.
    #[test]
    fn empty_list_says_so() {
        assert!(lines(&[], "No runs yet.").as_str().contains("No runs yet."));
    }
}
