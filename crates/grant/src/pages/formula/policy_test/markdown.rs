//! A policy test as a page: its Markdown with the outcome at the heading of each case.

use super::{verdict, wrong_lines};
use crate::pages::words::say;
use formula_data::policy_test::{Case, Verdict};
use pages::html::{Element, Html, element};
use pages::language::Reader;
use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The text as markup. Its first heading is left out: the title of the page says it.
pub(super) fn written(text: &str, judged: &[(Case, Verdict)], reader: &Reader) -> Html {
    let options = Options::ENABLE_TABLES;
    let mut writer = Writer {
        reader,
        judged,
        text,
        wrong: wrong_lines(judged),
        open: vec![Open { of: Kind::Other("div"), inside: Html::new(), line: 0 }],
        alignments: Vec::new(),
        cell: 0,
        tables: 0,
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        writer.event(event, range.start);
    }
    let inside = writer.open.into_iter().next().map(|open| open.inside).unwrap_or_default();
    element("div").class("policy-test flow").attr("lang", "en").child(inside).finish()
}

/// What an open element becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading(HeadingLevel),
    Table,
    Row,
    Cell {
        head: bool,
    },
    Code,
    Other(&'static str),
    /// Only what stands inside is kept.
    Bare,
}

struct Open {
    of: Kind,
    inside: Html,
    line: usize,
}

struct Writer<'w> {
    reader: &'w Reader,
    judged: &'w [(Case, Verdict)],
    text: &'w str,
    wrong: Vec<usize>,
    open: Vec<Open>,
    alignments: Vec<Alignment>,
    cell: usize,
    tables: usize,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.begin(&tag, at),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                // What stands in a block of code may be copied into a formula: it stays as it is.
                let is_code = self.open.last().is_some_and(|open| open.of == Kind::Code);
                let text = if is_code { text.into_string() } else { with_whole_numbers(&text) };
                self.push(Html::text(&text));
            }
            Event::Code(text) => self.push(element("code").child(&*text)),
            Event::SoftBreak | Event::HardBreak => self.push(Html::text(" ")),
            Event::Rule => self.push(element("hr")),
            _ => {}
        }
    }

    fn push(&mut self, more: impl Into<Html>) {
        if let Some(open) = self.open.last_mut() {
            open.inside.push(more);
        }
    }

    fn line(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.matches('\n').count().saturating_add(1)
    }

    fn begin(&mut self, tag: &Tag<'_>, at: usize) {
        let of = match tag {
            Tag::Paragraph => Kind::Other("p"),
            Tag::Heading { level, .. } => Kind::Heading(*level),
            Tag::BlockQuote(_) => Kind::Other("blockquote"),
            Tag::CodeBlock(_) => Kind::Code,
            Tag::List(Some(_)) => Kind::Other("ol"),
            Tag::List(None) => Kind::Other("ul"),
            Tag::Item => Kind::Other("li"),
            Tag::Emphasis => Kind::Other("em"),
            Tag::Strong => Kind::Other("strong"),
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                Kind::Table
            }
            Tag::TableHead => Kind::Other("thead"),
            Tag::TableRow => Kind::Row,
            Tag::TableCell => {
                let head = self.open.last().is_some_and(|open| open.of == Kind::Other("thead"));
                Kind::Cell { head }
            }
            _ => Kind::Bare,
        };
        if matches!(tag, Tag::TableHead | Tag::TableRow) {
            self.cell = 0;
        }
        let line = self.line(at);
        self.open.push(Open { of, inside: Html::new(), line });
    }

    fn end(&mut self, _: TagEnd) {
        // The outermost one is closed by whoever began.
        let Some(open) = (self.open.len() > 1).then(|| self.open.pop()).flatten() else { return };
        let html = match open.of {
            Kind::Heading(level) => self.heading(level, open.inside, open.line),
            Kind::Table => self.table(open.inside),
            Kind::Row => {
                let is_wrong = self.wrong.contains(&open.line);
                element("tr")
                    .attr_if("class", is_wrong.then_some("test-wrong"))
                    .child(open.inside)
                    .finish()
            }
            Kind::Cell { head } => self.table_cell(head, open.inside),
            Kind::Code => element("pre")
                .class("code")
                .attr("tabindex", "0")
                .child(element("code").child(open.inside))
                .finish(),
            Kind::Other("thead") => {
                element("thead").child(element("tr").child(open.inside)).finish()
            }
            Kind::Other(name) => element(name).child(open.inside).finish(),
            Kind::Bare => open.inside,
        };
        self.push(html);
    }

    fn heading(&self, level: HeadingLevel, inside: Html, line: usize) -> Html {
        let case = self.judged.iter().find(|(case, _)| case.line == line);
        let outcome = case.map(|(_, outcome)| verdict(outcome, self.reader));
        let own = |html: Html| {
            element("div").attr("lang", self.reader.language.tag()).child(html).finish()
        };
        let outcome = outcome.map(own).unwrap_or_default();
        match level {
            HeadingLevel::H1 => outcome,
            HeadingLevel::H2 => {
                let id = format!("case-{line}");
                element("h2").attr("id", id).child(inside).finish().with(outcome)
            }
            // What a table is for is no chapter: it may stand above the first case.
            _ => match self.announced(inside.as_str()) {
                Some(words) => element("p")
                    .class("test-part")
                    .attr("lang", self.reader.language.tag())
                    .child(words)
                    .finish(),
                None => element("h3").child(inside).finish(),
            },
        }
    }

    /// What a heading of the notation announces, in the reader's words.
    fn announced(&self, heading: &str) -> Option<String> {
        let (word, rest) = heading.split_once(':').unwrap_or((heading, ""));
        let rest = rest.trim().replace("<code>", "").replace("</code>", "");
        let say = say(self.reader.language);
        match word.trim() {
            "in" => Some(say.with("test-in", &[("table", &rest)])),
            "out" => Some(say.word("test-out")),
            "refused" => Some(say.with("test-refused", &[("id", &rest)])),
            _ => None,
        }
    }

    fn table(&mut self, inside: Html) -> Html {
        self.tables = self.tables.saturating_add(1);
        let number = self.tables.to_string();
        let label = say(self.reader.language).with("test-table", &[("number", &number)]);
        element("div")
            .class("table-region table-wide")
            .attr("role", "region")
            .attr("aria-label", label)
            .attr("tabindex", "0")
            .child(element("table").child(inside))
            .finish()
    }

    fn table_cell(&mut self, head: bool, inside: Html) -> Html {
        let alignment = self.alignments.get(self.cell).copied();
        let is_number = alignment == Some(Alignment::Right);
        let is_first = self.cell == 0;
        self.cell = self.cell.saturating_add(1);
        let cell: Element = match (head, is_first) {
            (true, _) => element("th").attr("scope", "col"),
            (false, true) => element("th").attr("scope", "row"),
            (false, false) => element("td"),
        };
        cell.attr_if("class", is_number.then_some("number")).child(inside).finish()
    }
}

/// The text with numbers that no line parts: the blanks between their digits, and the one before a
/// sign of per cent, do not break.
fn with_whole_numbers(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| signs.get(at)).is_some_and(|sign| sign.is_ascii_digit())
    };
    let joins = |at: usize| {
        let next = signs.get(at.saturating_add(1));
        let after = |n: usize| is_digit(at.checked_add(n));
        let is_group = after(1) && after(2) && after(3) && !after(4);
        is_digit(at.checked_sub(1)) && (is_group || next == Some(&'%'))
    };
    let sign = |(at, sign): (usize, &char)| match *sign {
        ' ' if joins(at) => '\u{a0}',
        other => other,
    };
    signs.iter().enumerate().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::with_whole_numbers;

    /// Goal: a line never ends inside a number. Method: numbers among words and other numbers.
    #[test]
    fn blanks_inside_numbers_do_not_break() {
        for (written, shown) in [
            ("140 000 EUR less 1", "140\u{a0}000 EUR less 1"),
            ("1 000 000, 89 % of it", "1\u{a0}000\u{a0}000, 89\u{a0}% of it"),
            ("in 2024 1234 persons of 12 12", "in 2024 1234 persons of 12 12"),
        ] {
            assert_eq!(with_whole_numbers(written), shown);
        }
    }
}
