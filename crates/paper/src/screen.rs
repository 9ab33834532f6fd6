//! Documents on the screen: what they say, what was done, what differs, two texts side by side.

use crate::words::say;
use formula::words::Language;
use jiff::Timestamp;
use pages::content::facts;
use pages::html::{Element, Html, element};
use records::calendar::in_words;
use records::documents::DoneStep;
use records::documents::changes::{Change, Piece, SectionChange, words};
use records::documents::section::{Block, Grid, Section};
use std::collections::BTreeMap;

/// What a document says, its parts under headings of the second level.
pub fn sections(sections: &[Section]) -> Html {
    sections.iter().enumerate().map(|(at, section)| one(at, section)).collect()
}

fn one(at: usize, section: &Section) -> Html {
    let id = format!("part-{}", at.saturating_add(1));
    let blocks = section.blocks.iter().enumerate().map(|(number, block)| match block {
        Block::Text(text) => paragraphs(text),
        Block::Facts(entries) => {
            facts(entries.iter().map(|fact| (Html::text(&fact.name), Html::text(&fact.is))))
        }
        Block::Table(grid) => table(&format!("{id}-table-{number}"), grid),
    });
    element("section")
        .attr("aria-labelledby", &id)
        .child(element("h2").attr("id", &id).child(&section.heading))
        .children(blocks)
        .finish()
}

/// A text as people typed it: empty lines part paragraphs, other line ends stay.
pub fn paragraphs(text: &str) -> Html {
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    let paragraph = |part: &str| {
        let mut inside = Html::new();
        for (at, line) in part.lines().enumerate() {
            if at > 0 {
                inside.push(element("br"));
            }
            inside.push(line);
        }
        element("p").child(inside).finish()
    };
    parts.map(paragraph).collect()
}

fn table(id: &str, grid: &Grid) -> Html {
    let number = |at: usize| grid.columns.get(at).is_some_and(|column| column.figures);
    let head = grid.columns.iter().map(|column| {
        element("th")
            .attr("scope", "col")
            .attr_if("class", column.figures.then_some("number"))
            .child(&column.label)
    });
    let row = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(at, cell)| {
            let base = match at {
                0 => element("th").attr("scope", "row"),
                _ => element("td"),
            };
            base.attr_if("class", number(at).then_some("number")).child(cell)
        });
        element("tr").children(cells)
    };
    let foot = grid.total.as_ref().map(|total| element("tfoot").child(row(total)));
    let table = element("table")
        .child(element("caption").attr("id", id).child(&grid.caption))
        .child(element("thead").child(element("tr").children(head)))
        .child(element("tbody").children(grid.rows.iter().map(row)))
        .child(foot);
    region(id, table)
}

/// A table that scrolls sideways on a narrow screen, reachable by keyboard.
fn region(caption: &str, table: Element) -> Html {
    element("div")
        .class("table-region")
        .attr("role", "region")
        .attr("aria-labelledby", caption)
        .attr("tabindex", "0")
        .child(table)
        .finish()
}

/// The names of actors, by the word that the journal has of each.
pub type Names = BTreeMap<String, String>;

/// Who an actor is, from the word that the journal has: by name, where there is one.
pub fn who(word: &str, names: &Names, language: Language) -> String {
    let say = say(language);
    if let Some(name) = names.get(word) {
        return name.clone();
    }
    match word.split_once('/') {
        Some(("account", id)) => {
            let short: String = id.chars().rev().take(6).collect();
            let short: String = short.chars().rev().collect();
            say.with("by-account", &[("id", &short)])
        }
        Some((_, job)) => say.with("by-system", &[("job", job)]),
        None if word == "demo" => say.word("by-demo"),
        None => say.word("by-public"),
    }
}

/// A moment as people read it.
pub fn moment(at: Timestamp, language: Language) -> String {
    in_words(at, language)
}

/// Every step of a document, the last one first.
pub fn history(steps: &[DoneStep], names: &Names, language: Language) -> Html {
    let say = say(language);
    let heads = ["history-step", "history-when", "history-who", "history-version", "history-why"];
    let head = heads.map(|id| element("th").attr("scope", "col").child(say.word(id)));
    let rows = steps.iter().rev().map(|done| {
        let version = if done.version == 0 { "–".to_owned() } else { done.version.to_string() };
        element("tr")
            .child(element("th").attr("scope", "row").child(done.step.name(language)))
            .child(element("td").child(moment(done.at, language)))
            .child(element("td").child(who(&done.by, names, language)))
            .child(element("td").child(version))
            .child(element("td").child(done.reason.as_deref().map_or_else(Html::new, paragraphs)))
    });
    let caption = element("caption").attr("id", "history").class("unseen");
    let table = element("table")
        .child(caption.child(say.word("history-title")))
        .child(element("thead").child(element("tr").children(head)))
        .child(element("tbody").children(rows));
    region("history", table)
}

/// What differs between two versions.
pub fn changes(changes: &[SectionChange], [before, after]: [i64; 2], language: Language) -> Html {
    let say = say(language);
    if changes.is_empty() {
        return element("p").class("empty").child(say.word("changes-none")).finish();
    }
    let heads = [
        say.word("changes-field"),
        say.with("changes-before", &[("before", &before.to_string())]),
        say.with("changes-after", &[("after", &after.to_string())]),
    ];
    let parts = changes.iter().enumerate().map(|(at, part)| {
        let texts = part.changes.iter().filter_map(|change| match change {
            Change::Text(pieces) => Some(pieces_html(pieces, language)),
            Change::Field { .. } => None,
        });
        let rows: Vec<Element> = part.changes.iter().filter_map(|c| row(c, language)).collect();
        let id = format!("change-{}", at.saturating_add(1));
        let table = (!rows.is_empty()).then(|| {
            let head = heads.iter().map(|word| element("th").attr("scope", "col").child(word));
            let caption = element("caption").attr("id", format!("{id}-fields")).class("unseen");
            let table = element("table")
                .child(caption.child(&part.heading))
                .child(element("thead").child(element("tr").children(head)))
                .child(element("tbody").children(rows));
            region(&format!("{id}-fields"), table)
        });
        element("section")
            .attr("aria-labelledby", &id)
            .child(element("h2").attr("id", &id).child(&part.heading))
            .children(texts)
            .child(table)
            .finish()
    });
    parts.collect()
}

fn row(change: &Change, language: Language) -> Option<Element> {
    let Change::Field { name, before, after } = change else { return None };
    let absent = || say(language).word("changes-absent");
    let cell = |value: &Option<String>| {
        let value = value.clone().unwrap_or_else(absent);
        element("td").child(value)
    };
    let name = element("th").attr("scope", "row").child(name);
    Some(element("tr").child(name).child(cell(before)).child(cell(after)))
}

/// A text in which what went is struck through and what came is underlined, said in words too.
fn pieces_html(pieces: &[Piece], language: Language) -> Html {
    let say = say(language);
    let said = |id: &str| element("span").class("unseen").child(say.word(id)).child(" ");
    let inside = pieces.iter().map(|piece| match piece {
        Piece::Same(text) => Html::text(text),
        Piece::Gone(text) => element("del").child(said("changes-gone")).child(text).finish(),
        Piece::New(text) => element("ins").child(said("changes-new")).child(text).finish(),
    });
    element("p").class("changes").children(inside).finish()
}

/// Two texts of one field: the one that stands, and what differs from it in the one that came
/// after.
pub fn beside(heading: &str, theirs: &str, yours: &str, language: Language) -> Html {
    let say = say(language);
    let column = |id: &str, inside: Html| {
        element("div").child(element("h3").child(say.word(id))).child(inside)
    };
    element("section")
        .child(element("h2").child(heading))
        .child(
            element("div")
                .class("beside")
                .child(column("conflict-theirs-short", paragraphs(theirs)))
                .child(column("conflict-yours", paragraphs(yours))),
        )
        .child(element("h3").child(say.word("conflict-differs")))
        .child(pieces_html(&words(theirs, yours), language))
        .finish()
}
