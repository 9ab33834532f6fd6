//! How the reader wants to see a table: sorted by a column, filtered by a word.

use super::model::{Cell, Row, Sorting, Table, Value};
use crate::order::Alphabet;
use serde::Deserialize;
use std::cmp::Ordering;

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest or first letter first.
    Ascending,
    /// Largest or last letter first.
    Descending,
}

impl Direction {
    pub(super) fn word(self) -> &'static str {
        match self {
            Direction::Ascending => "asc",
            Direction::Descending => "desc",
        }
    }

    pub(super) fn other(self) -> Direction {
        match self {
            Direction::Ascending => Direction::Descending,
            Direction::Descending => Direction::Ascending,
        }
    }
}

/// The part of a query that concerns a table; taken by a handler as `Query<View>`.
///
/// What it does not know is ignored, so that an old address never fails.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct View {
    /// The id of the column to sort by.
    pub sort: Option<String>,
    /// `asc` or `desc`.
    pub dir: Option<String>,
    /// What to look for in the text of the rows.
    pub find: Option<String>,
    /// Other fields of the query that links and the filter keep.
    #[serde(skip)]
    pub keep: Vec<(String, String)>,
}

impl View {
    /// With a field of the query that links and the filter keep (a chosen run, a parameter).
    #[must_use]
    pub fn keep(mut self, name: impl Into<String>, value: impl Into<String>) -> View {
        self.keep.push((name.into(), value.into()));
        self
    }

    /// With this order when the reader asked for none.
    #[must_use]
    pub fn or_sorted_by(mut self, column: &str, direction: Direction) -> View {
        if self.sort.is_none() {
            self.sort = Some(column.to_owned());
            self.dir = Some(direction.word().to_owned());
        }
        self
    }

    /// The direction asked for.
    pub fn direction(&self) -> Direction {
        match self.dir.as_deref() {
            Some("desc") => Direction::Descending,
            _ => Direction::Ascending,
        }
    }

    /// What to look for, without spaces around it; `None` when nothing.
    pub fn sought(&self) -> Option<&str> {
        self.find.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }
}

impl Table {
    /// Lets the reader sort this table: `path` is the address of the page, without its query.
    /// The rows are put in the order asked for, and those that the filter leaves out are gone.
    #[must_use]
    pub fn sorted(mut self, view: &View, path: impl Into<String>) -> Table {
        let total_rows = self.rows.len();
        if let Some(sought) = view.sought() {
            let sought = folded(sought);
            self.rows.retain(|row| row.cells.iter().any(|cell| holds(cell, &sought)));
        }
        let sortable = |id: &str| self.columns.iter().position(|c| c.sortable && c.id == id);
        if let Some(at) = view.sort.as_deref().and_then(sortable) {
            let alphabet = Alphabet::of(self.language);
            let direction = view.direction();
            self.rows.sort_by(|one, other| compare(one, other, at, direction, &alphabet));
        }
        let (view, path) = (view.clone(), path.into());
        self.sorting = Some(Sorting { view, path, filter_label: None, total_rows });
        self
    }

    /// Adds a field that filters the rows; needs [`Table::sorted`] before it.
    #[must_use]
    pub fn filter(mut self, label: impl Into<String>) -> Table {
        if let Some(sorting) = &mut self.sorting {
            sorting.filter_label = Some(label.into());
        }
        self
    }
}

fn compare(
    one: &Row,
    other: &Row,
    at: usize,
    direction: Direction,
    alphabet: &Alphabet,
) -> Ordering {
    let value = |row: &Row| row.cells.get(at).map_or(Value::Missing, |cell| cell.value.clone());
    let turned = |order: Ordering| match direction {
        Direction::Ascending => order,
        Direction::Descending => order.reverse(),
    };
    match (value(one), value(other)) {
        (Value::Missing, Value::Missing) => Ordering::Equal,
        (Value::Missing, _) => Ordering::Greater,
        (_, Value::Missing) => Ordering::Less,
        (Value::Figure(a), Value::Figure(b)) => turned(a.cmp(&b)),
        (Value::Text(a), Value::Text(b)) => turned(alphabet.compare(&a, &b)),
        (Value::Figure(_), Value::Text(_)) => turned(Ordering::Less),
        (Value::Text(_), Value::Figure(_)) => turned(Ordering::Greater),
    }
}

fn holds(cell: &Cell, sought: &str) -> bool {
    let in_value = matches!(&cell.value, Value::Text(text) if folded(text).contains(sought));
    in_value || cell.detail.as_deref().is_some_and(|detail| folded(detail).contains(sought))
}

/// Small letters without the signs that people leave out when they type in a hurry.
pub(crate) fn folded(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .map(|letter| match letter {
            'ë' => 'e',
            'ç' | 'č' | 'ć' => 'c',
            'š' => 's',
            'ž' => 'z',
            'đ' => 'd',
            'ђ' => 'д',
            'ћ' | 'ч' => 'ц',
            'ш' => 'с',
            'ж' => 'з',
            other => other,
        })
        .collect()
}
