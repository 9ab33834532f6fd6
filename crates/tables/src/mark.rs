//! Which sign parts the decimals in a column: one cell often cannot say it, a column mostly can.

use formula::words::Language;
use pages::forms::read_number;

/// What the cells of a column say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Comma,
    Point,
    /// No cell says it, or two say different things.
    Unknown,
}

impl Mark {
    /// The language that writes numbers so.
    pub(crate) fn language(self) -> Language {
        if self == Mark::Point { Language::En } else { Language::Sq }
    }
}

/// The mark of a column, by those cells that can be read in one way only. Whole numbers have no
/// decimals, so that each sign in them parts thousands.
pub(crate) fn of_column<'a>(cells: impl Iterator<Item = &'a str>) -> Mark {
    let (mut comma, mut point) = (false, false);
    for cell in cells {
        match of_cell(cell) {
            Mark::Comma => comma = true,
            Mark::Point => point = true,
            Mark::Unknown => {}
        }
    }
    match (comma, point) {
        (true, false) => Mark::Comma,
        (false, true) => Mark::Point,
        _ => Mark::Unknown,
    }
}

fn of_cell(cell: &str) -> Mark {
    let Ok(number) = read_number(cell, Language::En) else { return Mark::Unknown };
    if number.how_it_was_read.is_some() {
        return Mark::Unknown;
    }
    let (points, commas) = (cell.matches('.').count(), cell.matches(',').count());
    match (points, commas) {
        (0, 0) => Mark::Unknown,
        (0, 1) => Mark::Comma,
        (1, 0) => Mark::Point,
        (_, 0) => Mark::Comma,
        (0, _) => Mark::Point,
        _ if cell.rfind(',') > cell.rfind('.') => Mark::Comma,
        _ => Mark::Point,
    }
}
