//! Reading numbers as people type them.

use crate::measure::Measure;
use crate::words::Say;
use formula::number::Decimal;
use formula::words::{Language, format_number_short};

/// A number that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadNumber {
    /// The number.
    pub value: Decimal,
    /// How it was read ("read as 1 234"), when what was typed can be read in two ways; shown
    /// beside the field so that the reader can correct it.
    pub how_it_was_read: Option<String>,
}

/// Why what was typed is not a number. It says itself in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldError {
    /// Nothing was typed.
    Empty,
    /// There are signs that belong to no number.
    NotANumber {
        /// What was typed, shortened.
        typed: String,
    },
    /// Thousands are not in groups of three, or there are two decimal marks.
    OddGroups {
        /// What was typed, shortened.
        typed: String,
    },
    /// More digits than the system computes with.
    TooLong,
    /// Below the smallest or above the largest number allowed.
    OutOfRange {
        /// The bounds as written for the reader.
        range: String,
    },
    /// A sentence of the station's own.
    Said(String),
}

impl FieldError {
    /// What went wrong and what to do.
    pub fn say(&self, language: Language) -> String {
        let say = Say::shared(language);
        match self {
            FieldError::Empty => say.word("number-empty"),
            FieldError::NotANumber { typed } => say.with("number-not", &[("typed", typed)]),
            FieldError::OddGroups { typed } => say.with("number-groups", &[("typed", typed)]),
            FieldError::TooLong => say.word("number-too-long"),
            FieldError::OutOfRange { range } => say.with("number-range", &[("range", range)]),
            FieldError::Said(sentence) => sentence.clone(),
        }
    }
}

impl ReadNumber {
    /// The number if it lies within bounds (both included).
    pub fn within(
        self,
        least: Decimal,
        most: Decimal,
        measure: &Measure,
        language: Language,
    ) -> Result<ReadNumber, FieldError> {
        if least <= self.value && self.value <= most {
            return Ok(self);
        }
        let (least, most) = (measure.figure(least, language), measure.full(most, language));
        Err(FieldError::OutOfRange { range: format!("{least} – {most}") })
    }
}

/// Digits in groups, as typed, and the marks between them.
struct Typed {
    negative: bool,
    body: String,
    shown: String,
}

/// Reads a number as people type it: `1.234,56`, `1,234.56`, `1 234,56`, `−5`, `1234`, `12,5 %`,
/// `1 234 EUR`.
///
/// The last of two different marks is the decimal mark. A single mark followed by exactly three
/// digits can be either: it is read as the language writes numbers, and
/// [`ReadNumber::how_it_was_read`] says how. A sign for the unit at the end is allowed and
/// ignored. Any text is answered, never with a panic.
pub fn read_number(text: &str, language: Language) -> Result<ReadNumber, FieldError> {
    let typed = clean(text)?;
    let odd = || FieldError::OddGroups { typed: typed.shown.clone() };
    let dots = typed.body.matches('.').count();
    let commas = typed.body.matches(',').count();
    let spaced = typed.body.contains(' ');
    let last = typed.body.rfind(['.', ',']).and_then(|at| typed.body.get(at..at.saturating_add(1)));
    let decimal_mark = match (dots, commas) {
        (0, 0) => None,
        // Two kinds: the last one parts the decimals, and there is one of it.
        (d, c) if d > 0 && c > 0 => {
            let count = if last == Some(".") { d } else { c };
            if count > 1 || spaced {
                return Err(odd());
            }
            last
        }
        (1, 0) | (0, 1) => single_mark(&typed.body, last, spaced, language),
        _ if spaced => return Err(odd()),
        _ => None,
    };
    let (whole, fraction) = match decimal_mark.and_then(|mark| typed.body.rsplit_once(mark)) {
        Some((whole, fraction)) => (whole, fraction),
        None => (typed.body.as_str(), ""),
    };
    let whole = grouped(whole).ok_or_else(odd)?;
    if fraction.contains(|c: char| !c.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty())
    {
        return Err(odd());
    }
    let whole = if whole.is_empty() { "0" } else { whole.as_str() };
    if whole.len().saturating_add(fraction.len()) > 30 {
        return Err(FieldError::TooLong);
    }
    let sign = if typed.negative { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    let value =
        Decimal::parse(&format!("{sign}{whole}{point}{fraction}")).ok_or(FieldError::TooLong)?;
    let how_it_was_read = (!spaced && is_ambiguous(&typed.body)).then(|| {
        let number = format_number_short(value, 12, language);
        Say::shared(language).with("number-read-as", &[("number", &number)])
    });
    Ok(ReadNumber { value, how_it_was_read })
}

/// Whether one mark with three digits after it and one to three before it could part thousands
/// as well as decimals.
fn is_ambiguous(body: &str) -> bool {
    let mut parts = body.split(['.', ',']);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(before), Some(after), None) => {
            after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0')
        }
        _ => false,
    }
}

/// The decimal mark when there is a single mark; `None` when it parts thousands.
fn single_mark<'a>(
    body: &str,
    mark: Option<&'a str>,
    spaced: bool,
    language: Language,
) -> Option<&'a str> {
    let thousands = match language {
        Language::En => ",",
        Language::Sq | Language::SrCyrl | Language::SrLatn => ".",
    };
    mark.filter(|mark| spaced || !is_ambiguous(body) || *mark != thousands)
}

/// The text without what people add around a number, in plain signs.
fn clean(text: &str) -> Result<Typed, FieldError> {
    let text = text.trim();
    let mut shown: String = text.chars().take(24).collect();
    if text.chars().count() > 24 {
        shown.push('…');
    }
    if text.is_empty() {
        return Err(FieldError::Empty);
    }
    if text.len() > 200 {
        return Err(FieldError::TooLong);
    }
    let mut rest = text.trim_start_matches('€').trim_start();
    for unit in ["EUR", "eur", "Eur", "€", "%"] {
        rest = rest.strip_suffix(unit).unwrap_or(rest).trim_end();
    }
    let (negative, rest) = match rest.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, rest.strip_prefix('+').unwrap_or(rest).trim_start()),
    };
    let body: String = rest
        .chars()
        .map(|c| match c {
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}' => ' ',
            other => other,
        })
        .collect();
    let known = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ');
    if !body.chars().all(known) || !body.contains(|c: char| c.is_ascii_digit()) {
        return Err(FieldError::NotANumber { typed: shown });
    }
    Ok(Typed { negative, body, shown })
}

/// The digits of a whole number whose thousands may be parted by one kind of mark; `None` when
/// the groups are not of three.
fn grouped(whole: &str) -> Option<String> {
    let marks: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let Some(first) = marks.first() else {
        return Some(whole.to_owned());
    };
    if marks.iter().any(|mark| mark != first) {
        return None;
    }
    let groups: Vec<&str> = whole.split(*first).collect();
    let (head, rest) = groups.split_first()?;
    let fits = (1..=3).contains(&head.len()) && rest.iter().all(|group| group.len() == 3);
    fits.then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, language: Language) -> (String, bool) {
        let number = read_number(text, language).unwrap();
        let value = number.value.to_fixed(4);
        let value = value.trim_end_matches('0').trim_end_matches('.').to_owned();
        (value, number.how_it_was_read.is_some())
    }

    /// Goal: what people type is understood. Method: the ways in which one number is written
    /// around us, each in a language where it could be mistaken.
    #[test]
    fn numbers_as_people_type_them() {
        for (typed, value) in [
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1 234,56", "1234.56"),
            ("1\u{202f}234,56", "1234.56"),
            ("1'234.56", "1234.56"),
            ("1234", "1234"),
            ("1.234.567", "1234567"),
            ("1,234,567", "1234567"),
            ("0,125", "0.125"),
            ("0.125", "0.125"),
            (",5", "0.5"),
            ("5,", "5"),
            ("12345.678", "12345.678"),
            ("1 234.567", "1234.567"),
            ("\u{2212}5", "-5"),
            ("- 5", "-5"),
            ("+5", "5"),
            ("12,5 %", "12.5"),
            ("€ 312 450", "312450"),
            ("312 450 EUR", "312450"),
            ("  7  ", "7"),
        ] {
            for language in Language::ALL {
                assert_eq!(read(typed, language), (value.to_owned(), false), "{typed}");
            }
        }
    }

    /// Goal: what can be read in two ways is read as the language writes it, and said.
    /// Method: one mark before three digits.
    #[test]
    fn ambiguous_numbers_are_said() {
        assert_eq!(read("1.234", Language::Sq), ("1234".to_owned(), true));
        assert_eq!(read("1.234", Language::En), ("1.234".to_owned(), true));
        assert_eq!(read("1,234", Language::Sq), ("1.234".to_owned(), true));
        assert_eq!(read("1,234", Language::En), ("1234".to_owned(), true));
        let said = read_number("1.234", Language::En).unwrap().how_it_was_read.unwrap();
        assert!(said.contains("1.234"), "{said}");
        let said = read_number("1.234", Language::SrLatn).unwrap().how_it_was_read.unwrap();
        assert!(said.contains("1\u{202f}234"), "{said}");
    }

    /// Goal: what is no number is refused with a sentence. Method: common slips.
    #[test]
    fn slips_are_refused() {
        use FieldError::{Empty, NotANumber, OddGroups, TooLong};
        let refused = |text: &str| read_number(text, Language::En).unwrap_err();
        assert_eq!(refused("  "), Empty);
        for text in ["abc", "12a", "1e5", "--5", "1/2", "٣", ".", "€", "NaN", "inf"] {
            assert!(matches!(refused(text), NotANumber { .. }), "{text}");
        }
        for text in ["1.23.456", "1,2,3", "1.234,56,7", "12 34", "1,234.56.7", "1 234 5", "1.2,3.4"]
        {
            assert!(matches!(refused(text), OddGroups { .. }), "{text}");
        }
        assert_eq!(refused(&"9".repeat(40)), TooLong);
        assert_eq!(refused(&"9".repeat(400)), TooLong);
        for language in Language::ALL {
            for fault in [Empty, TooLong, refused("abc"), refused("1,2,3")] {
                assert!(!fault.say(language).contains('⟦'));
            }
        }
    }

    /// Goal: bounds are said in the reader's way of writing. Method: one number above.
    #[test]
    fn bounds_are_said() {
        let bound = |text: &str| Decimal::parse(text).unwrap();
        let read = read_number("1 500 000", Language::Sq).unwrap();
        let measure = Measure::euro();
        let refused = read.clone().within(bound("0"), bound("1000000"), &measure, Language::Sq);
        let said = refused.unwrap_err().say(Language::Sq);
        assert!(said.contains("0 – 1\u{202f}000\u{202f}000\u{a0}EUR"), "{said}");
        assert!(read.within(bound("0"), bound("1500000"), &measure, Language::Sq).is_ok());
    }

    proptest! {
        /// Goal: no text harms. Method: any text is answered, a refusal has a sentence.
        #[test]
        fn any_text_is_answered(text in "\\PC{0,30}") {
            if let Err(fault) = read_number(&text, Language::SrCyrl) {
                prop_assert!(!fault.say(Language::SrCyrl).is_empty());
            }
        }

        /// Goal: what a page writes can be typed back. Method: numbers with two decimals,
        /// formatted in each language and read again.
        #[test]
        fn written_numbers_read_back(cents in -1_000_000_000_i64..1_000_000_000) {
            let sign = if cents < 0 { "-" } else { "" };
            let cents = cents.abs();
            let plain = format!("{sign}{}.{:02}", cents / 100, cents % 100);
            let value = Decimal::parse(&plain).unwrap();
            for language in Language::ALL {
                let written = formula::words::format_number(value, 2, language);
                let read = read_number(&written, language).unwrap();
                prop_assert_eq!(read.value, value);
                prop_assert_eq!(read.how_it_was_read, None);
            }
        }
    }
}
