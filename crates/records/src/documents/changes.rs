//! What differs between two versions, part by part and field by field.

use super::section::{Block, Grid, Section};
use similar::{ChangeTag, TextDiff};
use std::collections::BTreeMap;

/// What differs in one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionChange {
    /// The heading of the part, as the later version has it if it is there.
    pub heading: String,
    /// What differs in it.
    pub changes: Vec<Change>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Text, word by word.
    Text(Vec<Piece>),
    /// What something with a name is. Absent means that the version does not have it.
    Field {
        /// The name; of a cell of a table its row and column.
        name: String,
        /// In the earlier version.
        before: Option<String>,
        /// In the later version.
        after: Option<String>,
    },
}

/// A stretch of text that stayed, went or came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// In the earlier version only.
    Gone(String),
    /// In the later version only.
    New(String),
}

/// What differs between an earlier and a later version; nothing where they say the same.
pub fn between(earlier: &[Section], later: &[Section]) -> Vec<SectionChange> {
    let mut all = Vec::new();
    for after in later {
        let before = earlier.iter().find(|section| section.key == after.key);
        let nothing = Vec::new();
        let changes = of_blocks(before.map_or(&nothing, |s| &s.blocks), &after.blocks);
        push(&mut all, &after.heading, changes);
    }
    for before in earlier.iter().filter(|section| later.iter().all(|s| s.key != section.key)) {
        push(&mut all, &before.heading, of_blocks(&before.blocks, &[]));
    }
    all
}

fn push(all: &mut Vec<SectionChange>, heading: &str, changes: Vec<Change>) {
    if !changes.is_empty() {
        all.push(SectionChange { heading: heading.to_owned(), changes });
    }
}

fn of_blocks(earlier: &[Block], later: &[Block]) -> Vec<Change> {
    let mut changes = Vec::new();
    let texts = [earlier, later].map(text_of);
    if let [before, after] = &texts
        && before != after
    {
        changes.push(Change::Text(words(before, after)));
    }
    let [before, after] = [earlier, later].map(fields_of);
    let order = after.order.iter().chain(&before.order);
    let mut told: Vec<&String> = Vec::new();
    for name in order {
        let (was, is) = (before.values.get(name), after.values.get(name));
        if was != is && !told.contains(&name) {
            let (before, after) = (was.cloned(), is.cloned());
            changes.push(Change::Field { name: name.clone(), before, after });
        }
        told.push(name);
    }
    changes
}

fn text_of(blocks: &[Block]) -> String {
    let texts = blocks.iter().filter_map(|block| match block {
        Block::Text(text) => Some(text.as_str()),
        Block::Facts(_) | Block::Table(_) => None,
    });
    texts.collect::<Vec<_>>().join("\n\n")
}

/// Names with their values, in the order in which they stand.
#[derive(Default)]
struct Fields {
    order: Vec<String>,
    values: BTreeMap<String, String>,
}

impl Fields {
    fn add(&mut self, name: String, value: &str) {
        if self.values.insert(name.clone(), value.to_owned()).is_none() {
            self.order.push(name);
        }
    }
}

fn fields_of(blocks: &[Block]) -> Fields {
    let mut fields = Fields::default();
    for block in blocks {
        match block {
            Block::Text(_) => {}
            Block::Facts(facts) => facts.iter().for_each(|f| fields.add(f.name.clone(), &f.is)),
            Block::Table(grid) => cells_of(grid, &mut fields),
        }
    }
    fields
}

fn cells_of(grid: &Grid, fields: &mut Fields) {
    for row in grid.rows.iter().chain(&grid.total) {
        let name = row.first().map_or("", String::as_str);
        for (column, cell) in grid.columns.iter().zip(row).skip(1) {
            fields.add(format!("{name} · {}", column.label), cell);
        }
    }
}

/// Two texts word by word, in stretches.
pub fn words(before: &str, after: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let (word, tag) = (change.value(), change.tag());
        match (pieces.last_mut(), tag) {
            (Some(Piece::Same(text)), ChangeTag::Equal)
            | (Some(Piece::Gone(text)), ChangeTag::Delete)
            | (Some(Piece::New(text)), ChangeTag::Insert) => text.push_str(word),
            (_, ChangeTag::Equal) => pieces.push(Piece::Same(word.to_owned())),
            (_, ChangeTag::Delete) => pieces.push(Piece::Gone(word.to_owned())),
            (_, ChangeTag::Insert) => pieces.push(Piece::New(word.to_owned())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::section::{Fact, GridColumn};
    use super::*;
    use proptest::prelude::*;

    fn grid(amount: &str) -> Grid {
        Grid {
            caption: "Amounts".to_owned(),
            columns: vec![GridColumn::words("Municipality"), GridColumn::figures("EUR")],
            rows: vec![vec!["Junik".to_owned(), amount.to_owned()]],
            total: None,
        }
    }

    /// Goal: a change is told where it is, and nothing else is. Method: two versions with one word,
    /// one fact and one cell changed, a part that came and one that went.
    #[test]
    fn changes_are_told_by_part_and_field() {
        let version = |word: &str, fact: &str, amount: &str, extra: &str| {
            vec![
                Section::new("letter", "Letter").text(format!("We propose {word} for 2024.")),
                Section::new("run", "Run")
                    .facts(vec![Fact::new("Hash", fact), Fact::new("Day", "1.1.2024")])
                    .table(grid(amount)),
                Section::new(extra, extra).text("x"),
            ]
        };
        let (one, two) = (version("this", "aa", "1", "old"), version("that", "ab", "2", "new"));
        assert_eq!(between(&one, &one), Vec::new());
        let found = between(&one, &two);
        let headings: Vec<&str> = found.iter().map(|change| change.heading.as_str()).collect();
        assert_eq!(headings, ["Letter", "Run", "new", "old"]);
        let text = |text: &str| text.to_owned();
        assert_eq!(
            found[0].changes,
            [Change::Text(vec![
                Piece::Same(text("We propose ")),
                Piece::Gone(text("this")),
                Piece::New(text("that")),
                Piece::Same(text(" for 2024.")),
            ])]
        );
        let field = |name: &str, before: &str, after: &str| Change::Field {
            name: text(name),
            before: Some(text(before)),
            after: Some(text(after)),
        };
        let expected = [field("Hash", "aa", "ab"), field("Junik · EUR", "1", "2")];
        assert_eq!(found[1].changes, expected);
    }

    proptest! {
        /// Goal: the pieces of a comparison are the two texts, whatever they hold. Method: random
        /// texts, put together again from the pieces.
        #[test]
        fn pieces_make_both_texts(before: String, after: String) {
            let (mut one, mut two) = (String::new(), String::new());
            for piece in words(&before, &after) {
                match piece {
                    Piece::Same(text) => { one.push_str(&text); two.push_str(&text); }
                    Piece::Gone(text) => one.push_str(&text),
                    Piece::New(text) => two.push_str(&text),
                }
            }
            prop_assert_eq!((one, two), (before, after));
        }
    }
}
