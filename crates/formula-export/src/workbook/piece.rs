//! Pieces of spreadsheet formulas, bracketed only where they must be.

/// Stands in a formula for the number of its own row, until the formula is written into one.
pub(super) const ROW: char = '\u{1}';

/// How tightly a piece holds together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bond {
    /// `a=b`
    Comparison,
    /// `a+b`
    Sum,
    /// `a*b`
    Product,
    /// `-a`, `a^b`
    Sign,
    /// A number, a cell, a call.
    Whole,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ColumnAt {
    /// The sheet.
    pub(super) sheet: String,
    /// The column, counted from zero.
    pub(super) column: u32,
    /// How many rows it has.
    pub(super) rows: usize,
}

/// A part of a formula.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Its text, with [`ROW`] for its own row.
    pub(super) text: String,
    bond: Bond,
    /// The column, if it is nothing but this row's cell of one.
    pub(super) column: Option<ColumnAt>,
}

impl Piece {
    /// Something that needs no brackets.
    pub(super) fn whole(text: impl Into<String>) -> Piece {
        Piece { text: text.into(), bond: Bond::Whole, column: None }
    }

    /// Something that holds together as said.
    pub(super) fn bound(text: impl Into<String>, bond: Bond) -> Piece {
        Piece { text: text.into(), bond, column: None }
    }

    /// This row's cell of a column.
    pub(super) fn cell(text: String, column: ColumnAt) -> Piece {
        Piece { text, bond: Bond::Whole, column: Some(column) }
    }

    /// A call.
    pub(super) fn call(function: &str, arguments: &[&str]) -> Piece {
        Piece::whole(format!("{function}({})", arguments.join(",")))
    }

    /// The text, in brackets unless it holds together at least so.
    pub(super) fn at(&self, bond: Bond) -> String {
        if self.bond < bond { format!("({})", self.text) } else { self.text.clone() }
    }

    /// Whether it differs from row to row.
    pub(super) fn is_of_row(&self) -> bool {
        self.text.contains(ROW)
    }

    /// `self + other`
    pub(super) fn plus(&self, other: &Piece) -> Piece {
        Piece::bound(format!("{}+{}", self.at(Bond::Sum), other.at(Bond::Product)), Bond::Sum)
    }

    /// `self - other`
    pub(super) fn minus(&self, other: &Piece) -> Piece {
        Piece::bound(format!("{}-{}", self.at(Bond::Sum), other.at(Bond::Product)), Bond::Sum)
    }

    /// `self * other`
    pub(super) fn times(&self, other: &Piece) -> Piece {
        let text = format!("{}*{}", self.at(Bond::Product), other.at(Bond::Sign));
        Piece::bound(text, Bond::Product)
    }

    /// `self / other`
    pub(super) fn over(&self, other: &Piece) -> Piece {
        let text = format!("{}/{}", self.at(Bond::Product), other.at(Bond::Sign));
        Piece::bound(text, Bond::Product)
    }

    /// `self > other` or any other comparison
    pub(super) fn compared(&self, sign: &str, other: &Piece) -> Piece {
        let text = format!("{}{sign}{}", self.at(Bond::Sum), other.at(Bond::Sum));
        Piece::bound(text, Bond::Comparison)
    }
}

/// A text between quotation marks.
pub(super) fn quoted(text: &str) -> Piece {
    let parts: Vec<String> = text
        .chars()
        .collect::<Vec<_>>()
        // Formulas hold texts of at most 255 letters.
        .chunks(200)
        .map(|part| format!("\"{}\"", part.iter().collect::<String>().replace('"', "\"\"")))
        .collect();
    match parts.as_slice() {
        [] => Piece::whole("\"\""),
        [one] => Piece::whole(one.clone()),
        _ => Piece::whole(format!("({})", parts.join("&"))),
    }
}

/// What stands for a missing value.
pub(super) fn missing() -> Piece {
    Piece::whole("NA()")
}

/// What stands for a value that cannot be.
pub(super) fn impossible() -> Piece {
    Piece::whole("#NUM!")
}
