//! What a table holds.

use crate::measure::Measure;
use formula::number::Decimal;
use formula::standing::Standing;
use formula::words::Language;

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) measure: Option<Measure>,
    pub(super) sortable: bool,
}

impl Column {
    /// A column of text. The id stands in the address when the table is sorted by it.
    pub fn text(id: impl Into<String>, label: impl Into<String>) -> Column {
        Column { id: id.into(), label: label.into(), measure: None, sortable: true }
    }

    /// A column of figures: its unit stands in the header, its figures at the right.
    pub fn figure(id: impl Into<String>, label: impl Into<String>, measure: Measure) -> Column {
        Column { id: id.into(), label: label.into(), measure: Some(measure), sortable: true }
    }

    /// A column that cannot be sorted by.
    #[must_use]
    pub fn unsortable(mut self) -> Column {
        self.sortable = false;
        self
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A number, shown by the measure of its column.
    Figure(Decimal),
    /// Nothing is known; never shown as zero.
    Missing,
}

/// A cell.
#[derive(Debug, Clone)]
pub struct Cell {
    pub(super) value: Value,
    pub(super) href: Option<String>,
    pub(super) detail: Option<String>,
    pub(super) standing: Option<Standing>,
}

impl Cell {
    fn new(value: Value) -> Cell {
        Cell { value, href: None, detail: None, standing: None }
    }

    /// Text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::new(Value::Text(text.into()))
    }

    /// A number.
    pub fn figure(value: Decimal) -> Cell {
        Cell::new(Value::Figure(value))
    }

    /// A number, or nothing known.
    pub fn perhaps(value: Option<Decimal>) -> Cell {
        value.map_or_else(Cell::missing, Cell::figure)
    }

    /// Nothing known.
    pub fn missing() -> Cell {
        Cell::new(Value::Missing)
    }

    /// As a link.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Cell {
        self.href = Some(href.into());
        self
    }

    /// With a smaller line beneath.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Cell {
        self.detail = Some(detail.into());
        self
    }

    /// With its standing: what is reported, estimated or assumed carries a mark.
    #[must_use]
    pub fn standing(mut self, standing: Standing) -> Cell {
        self.standing = Some(standing).filter(|standing| standing.is_unverified());
        self
    }
}

/// A row.
#[derive(Debug, Clone)]
pub struct Row {
    pub(super) id: Option<String>,
    pub(super) cells: Vec<Cell>,
    pub(super) marked: bool,
}

impl Row {
    /// A row of cells, one for each column; the first names the row.
    pub fn new(cells: Vec<Cell>) -> Row {
        Row { id: None, cells, marked: false }
    }

    /// With an id, so that an address can lead to it.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Row {
        self.id = Some(id.into());
        self
    }

    /// As the row that the page is about.
    #[must_use]
    pub fn marked(mut self, marked: bool) -> Row {
        self.marked = marked;
        self
    }
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    pub(super) id: String,
    pub(super) caption: String,
    pub(super) language: Language,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    pub(super) total: Option<Row>,
    pub(super) empty: Option<String>,
    pub(super) quiet_caption: bool,
    pub(super) sorting: Option<Sorting>,
    pub(super) numbered: bool,
    pub(super) wide: bool,
}

/// What a table needs to be sorted and filtered by the reader.
#[derive(Debug, Clone)]
pub(super) struct Sorting {
    pub(super) view: super::View,
    pub(super) path: String,
    pub(super) filter_label: Option<String>,
    pub(super) total_rows: usize,
}

impl Table {
    /// A table with its id on the page, its caption, and its columns.
    pub fn new(
        id: impl Into<String>,
        caption: impl Into<String>,
        columns: Vec<Column>,
        language: Language,
    ) -> Table {
        Table {
            id: id.into(),
            caption: caption.into(),
            language,
            columns,
            rows: Vec::new(),
            total: None,
            empty: None,
            quiet_caption: false,
            sorting: None,
            numbered: false,
            wide: false,
        }
    }

    /// With these rows.
    #[must_use]
    pub fn rows(mut self, rows: Vec<Row>) -> Table {
        self.rows = rows;
        self
    }

    /// Adds a row.
    pub fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// With a row of totals at the foot; sorting and filtering leave it alone.
    #[must_use]
    pub fn total(mut self, total: Row) -> Table {
        self.total = Some(total);
        self
    }

    /// What is said when there are no rows: what will be here and how it comes.
    #[must_use]
    pub fn empty(mut self, sentence: impl Into<String>) -> Table {
        self.empty = Some(sentence.into());
        self
    }

    /// With the caption only read aloud, where a heading above already says it.
    #[must_use]
    pub fn quiet_caption(mut self) -> Table {
        self.quiet_caption = true;
        self
    }

    /// With a first column that numbers the rows as they stand.
    #[must_use]
    pub fn numbered(mut self) -> Table {
        self.numbered = true;
        self
    }

    /// As a table with more columns than fit: it scrolls sideways within its region on any screen.
    #[must_use]
    pub fn wide(mut self) -> Table {
        self.wide = true;
        self
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The columns' labels with units and the rows as plain text, for a CSV of the same table:
    /// figures with a decimal point and full precision, the missing empty.
    pub fn to_csv_rows(&self) -> Vec<Vec<String>> {
        let head = self.columns.iter().map(|column| match &column.measure {
            Some(measure) if !measure.unit().is_empty() => {
                format!("{} ({})", column.label, measure.unit())
            }
            _ => column.label.clone(),
        });
        let plain = |(cell, column): (&Cell, &Column)| match (&cell.value, &column.measure) {
            (Value::Text(text), _) => text.clone(),
            (Value::Figure(value), Some(measure)) => measure.plain(*value),
            (Value::Figure(value), None) => value.to_canonical(),
            (Value::Missing, _) => String::new(),
        };
        let rows = self.rows.iter();
        let rows = rows.map(|row| row.cells.iter().zip(&self.columns).map(plain).collect());
        std::iter::once(head.collect()).chain(rows).collect()
    }
}
