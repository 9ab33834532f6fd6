//! Names that every spreadsheet program accepts: of sheets, of columns and of single cells.

use std::collections::BTreeSet;

/// The most letters of a sheet's name.
const SHEET_LETTERS_MAX: usize = 31;

/// The most letters of a defined name that stay readable in the name box.
const NAME_LETTERS_MAX: usize = 200;

/// Gives out names that no two things share, whatever the case of their letters.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// A name for a sheet: without the signs that sheets may not have, at most 31 letters, and
    /// with a number where it is taken.
    pub(super) fn sheet(&mut self, wanted: &str) -> String {
        let plain: String = wanted
            .chars()
            .map(|c| if c.is_control() || "[]:*?/\\'".contains(c) { ' ' } else { c })
            .collect();
        let words: Vec<&str> = plain.split_whitespace().collect();
        let mut base = words.join(" ");
        // Excel keeps this name for itself.
        if base.is_empty() || base.eq_ignore_ascii_case("history") {
            base.push('_');
        }
        self.numbered(&base, SHEET_LETTERS_MAX, " ")
    }

    /// A defined name: letters, digits and low lines, beginning with a letter or low line, and not
    /// to be mistaken for a cell (`A1`, `R1C1`) or a truth.
    pub(super) fn defined(&mut self, wanted: &str) -> String {
        let mut base = String::new();
        for c in wanted.chars() {
            if c.is_ascii_alphanumeric() || c == '_' {
                base.push(c);
            } else {
                base.push_str(&format!("_{:x}", u32::from(c)));
            }
        }
        if !base.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            base.insert(0, '_');
        }
        if reads_as_a_cell(&base) {
            base.push('_');
        }
        self.numbered(&base, NAME_LETTERS_MAX, "_")
    }

    fn numbered(&mut self, base: &str, most: usize, before_number: &str) -> String {
        let mut number = 1_usize;
        loop {
            let end = if number == 1 { String::new() } else { format!("{before_number}{number}") };
            let room = most.saturating_sub(end.chars().count());
            let cut: String = base.chars().take(room).collect();
            let name = format!("{}{end}", cut.trim_end());
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

/// Whether a program could read the name as the address of a cell, row or column, or as a truth.
fn reads_as_a_cell(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    if matches!(upper.as_str(), "TRUE" | "FALSE" | "R" | "C" | "NA") {
        return true;
    }
    let letters = upper.chars().take_while(char::is_ascii_alphabetic).count();
    let rest: String = upper.chars().skip(letters).collect();
    let digits_only = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit());
    if letters > 0 && letters <= 4 && digits_only {
        return true;
    }
    // R1C1: rows and columns by number, either of which may be left out.
    let Some(after_r) = upper.strip_prefix('R').or(upper.starts_with('C').then_some(&upper)) else {
        return false;
    };
    let after_row = after_r.trim_start_matches(|c: char| c.is_ascii_digit());
    match after_row.strip_prefix('C') {
        Some(column) => column.chars().all(|c| c.is_ascii_digit()),
        None => after_row.is_empty(),
    }
}

/// The letters of a column, counted from zero.
pub(super) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column;
    loop {
        let letter = u8::try_from(left % 26).map_or('A', |at| char::from(b'A' + at));
        letters.push(letter);
        if left < 26 {
            break;
        }
        left = left / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// A sheet's name as it stands before a cell in a formula.
pub(super) fn prefix(sheet: &str) -> String {
    format!("'{}'!", sheet.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: no name is refused or read as an address. Method: names that programs stumble over.
    #[test]
    fn defined_names_are_never_addresses() {
        let mut names = Names::default();
        let cases = [
            ("pool", "pool"),
            ("Pool", "Pool_2"),
            ("A1", "A1_"),
            ("tax2024", "tax2024_"),
            ("r", "r_"),
            ("R1C1", "R1C1_"),
            ("rc", "rc_"),
            ("true", "true_"),
            ("rate", "rate"),
            ("part_by_area", "part_by_area"),
            ("2nd", "_2nd"),
            ("ç", "_e7"),
        ];
        for (wanted, expected) in cases {
            assert_eq!(names.defined(wanted), expected, "{wanted}");
        }
        let long = "x".repeat(300);
        assert_eq!(names.defined(&long).len(), NAME_LETTERS_MAX);
        assert_ne!(names.defined(&long), "x".repeat(NAME_LETTERS_MAX));
    }

    /// Goal: sheets of any title can be made. Method: long, clashing, forbidden and empty ones.
    #[test]
    fn sheet_names_are_short_and_differ() {
        let mut names = Names::default();
        assert_eq!(names.sheet("Komunat"), "Komunat");
        assert_eq!(names.sheet("KOMUNAT"), "KOMUNAT 2");
        assert_eq!(names.sheet("a/b [c]: d's"), "a b c d s");
        assert_eq!(names.sheet("History"), "History_");
        assert_eq!(names.sheet(""), "_");
        let long = "Општине у којима мањина чини већину становника";
        let (first, second) = (names.sheet(long), names.sheet(long));
        assert!(first.chars().count() <= SHEET_LETTERS_MAX && first.chars().count() > 25);
        assert!(second.chars().count() <= SHEET_LETTERS_MAX && second != first);
    }

    /// Goal: columns have the letters that programs give them. Method: the edges.
    #[test]
    fn columns_have_letters() {
        let cases = [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")];
        for (column, letters) in cases {
            assert_eq!(column_letters(column), letters);
        }
    }
}
