//! Names, texts and comments in SQL, whatever letters a formula or its data bring.

use std::collections::BTreeSet;

/// The longest name that PostgreSQL keeps, in bytes; longer ones it cuts.
const LONGEST: usize = 63;

/// Names that PostgreSQL gives to columns of its own.
const OF_THE_SYSTEM: [&str; 7] = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", "rowid"];

/// Names of one kind (relations, or columns of one relation), each given once.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Those given, in small letters: DuckDB tells no case apart.
    taken: BTreeSet<String>,
}

impl Names {
    /// Names of columns: without those that a table has of itself.
    pub(super) fn of_columns() -> Names {
        Names { taken: OF_THE_SYSTEM.into_iter().map(str::to_owned).collect() }
    }

    /// The name wanted, cut to its length, with a number behind it where it is taken.
    pub(super) fn claim(&mut self, wanted: &str) -> String {
        let clean: String = wanted.chars().filter(|c| !c.is_control()).collect();
        let clean = if clean.is_empty() { "unnamed".to_owned() } else { clean };
        let mut number = 1_usize;
        loop {
            let suffix = if number == 1 { String::new() } else { format!("_{number}") };
            let name = format!("{}{suffix}", cut(&clean, LONGEST - suffix.len()));
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

/// The longest beginning of at most so many bytes that ends with a whole letter.
fn cut(name: &str, bytes: usize) -> &str {
    let mut end = bytes.min(name.len());
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).unwrap_or_default()
}

/// A name between quotation marks.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text between apostrophes. Databases hold no NUL.
pub(super) fn text(value: &str) -> String {
    format!("'{}'", value.replace('\0', "").replace('\'', "''"))
}

/// A text on one line of a comment: nothing in it can end the line.
pub(super) fn comment(value: &str) -> String {
    let ends_line = |c: char| c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
    let spaced: String = value.chars().map(|c| if ends_line(c) { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
