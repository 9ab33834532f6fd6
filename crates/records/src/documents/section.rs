//! What a document says, part by part: one description for the screen, for the file on paper and
//! for comparing versions.

use serde::{Deserialize, Serialize};

/// A part of a document under a heading of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// A stable word, by which the part is found again in another version.
    pub key: String,
    /// Its heading, in the reader's language.
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A piece of a section. All text is plain: nothing in it is markup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "block", content = "is")]
pub enum Block {
    /// Paragraphs, parted by empty lines.
    Text(String),
    /// Names with what each is.
    Facts(Vec<Fact>),
    /// Rows and columns.
    Table(Grid),
}

/// A name with what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// What it is.
    pub is: String,
}

impl Fact {
    /// A name with what it is.
    pub fn new(name: impl Into<String>, is: impl Into<String>) -> Fact {
        Fact { name: name.into(), is: is.into() }
    }
}

/// A table as it is read; figures are written in the reader's way already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    /// What the table shows.
    pub caption: String,
    /// Its columns; the first names the row.
    pub columns: Vec<GridColumn>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<String>>,
    /// The row of totals at its foot.
    pub total: Option<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridColumn {
    /// Its label, with the unit.
    pub label: String,
    /// Whether it holds figures, which stand at the right.
    pub figures: bool,
}

impl GridColumn {
    /// A column of words.
    pub fn words(label: impl Into<String>) -> GridColumn {
        GridColumn { label: label.into(), figures: false }
    }

    /// A column of figures.
    pub fn figures(label: impl Into<String>) -> GridColumn {
        GridColumn { label: label.into(), figures: true }
    }
}

impl Section {
    /// A part without anything in it yet.
    pub fn new(key: &str, heading: impl Into<String>) -> Section {
        Section { key: key.to_owned(), heading: heading.into(), blocks: Vec::new() }
    }

    /// With paragraphs.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Section {
        self.blocks.push(Block::Text(text.into()));
        self
    }

    /// With names and what each is.
    #[must_use]
    pub fn facts(mut self, facts: Vec<Fact>) -> Section {
        self.blocks.push(Block::Facts(facts));
        self
    }

    /// With a table.
    #[must_use]
    pub fn table(mut self, table: Grid) -> Section {
        self.blocks.push(Block::Table(table));
        self
    }
}
