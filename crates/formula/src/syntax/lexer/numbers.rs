//! Numbers and dates.
//!
//! A number has a decimal point, and its thousands stand in groups of three after one space, all
//! or none. Whatever else a person may write (`1,000`, `1.000,50`, `1 00`, `1e6`, `24.12.2025`) is
//! recognised, reported with what to write instead, and read as that.

use super::{Lexer, TokenKind, clipped, is_word_letter, is_word_start};
use crate::diagnostic::Diagnostic;
use jiff::civil::Date;

/// What stands between two runs of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// One space: plain, no-break, thin or narrow no-break.
    Space,
    /// Several spaces.
    Spaces,
    Point,
    Comma,
    /// An apostrophe or an underscore.
    Other,
}

/// A number as found: the first run of digits, and the others with what stands before them.
struct Runs<'a> {
    first: &'a str,
    others: Vec<(Separator, &'a str)>,
}

impl<'a> Lexer<'a> {
    /// A number or a date.
    pub(super) fn number(&mut self) {
        if self.date() {
            return;
        }
        let start = self.at;
        let runs = self.runs();
        let mut digits = runs.digits();
        if let Some((id, suggestion)) = runs.fault() {
            let span = self.span_from(start);
            let found = clipped(self.slice(span));
            let diagnostic = Diagnostic::at(id, span).with("found", found);
            self.report(diagnostic.with("suggestion", clipped(&suggestion)));
            if let Some(date) = written_date(&suggestion) {
                return self.push(TokenKind::Date(date), self.slice(span), span);
            }
        } else {
            self.tail(start, &mut digits);
        }
        let span = self.span_from(start);
        self.push(TokenKind::Number(digits), self.slice(span), span);
        // A unit that clings to its number was reported and is read on as a unit.
        self.spaced = self.peek().is_some_and(is_word_start);
    }

    /// What clings to the end of a number: a lone point, a unit, an exponent.
    fn tail(&mut self, start: usize, digits: &mut String) {
        let rest = self.rest();
        if rest.starts_with('.') {
            self.advance();
            let span = self.span_from(start);
            let suggestion = grouped(digits, 4);
            self.report(Diagnostic::at("syntax-number-point", span).with("suggestion", suggestion));
            return;
        }
        if !rest.starts_with(is_word_start) {
            return;
        }
        let length = rest.find(|letter| !is_word_letter(letter)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("");
        let mut span = self.span_from(start);
        span.end = u32::try_from(self.at + length).unwrap_or(u32::MAX);
        let suggestion = match expanded(digits, word) {
            Some(plain) => {
                self.at += length;
                *digits = plain;
                grouped(digits, 4)
            }
            None => format!("{} {word}", grouped(digits, 4)),
        };
        let found = clipped(self.slice(span));
        self.report(
            Diagnostic::at("syntax-number-letters", span)
                .with("found", found)
                .with("suggestion", clipped(&suggestion)),
        );
    }

    /// `.5`, read as `0.5`.
    pub(super) fn bare_fraction(&mut self) {
        let start = self.at;
        self.advance();
        let fraction = self.take_while(|letter| letter.is_ascii_digit());
        let span = self.span_from(start);
        let digits = format!("0.{fraction}");
        self.report(
            Diagnostic::at("syntax-number-point", span).with("suggestion", clipped(&digits)),
        );
        self.push(TokenKind::Number(digits), self.slice(span), span);
    }

    /// The longest stretch that a person might mean as one number.
    fn runs(&mut self) -> Runs<'a> {
        let is_digit = |letter: char| letter.is_ascii_digit();
        let first = self.take_while(is_digit);
        let mut others = Vec::new();
        loop {
            let before = self.at;
            let separator = match self.peek() {
                Some(letter) if is_thousands_space(letter) => {
                    let spaces = self.take_while(is_thousands_space);
                    if spaces.chars().count() == 1 { Separator::Space } else { Separator::Spaces }
                }
                Some('.') => self.passing(Separator::Point),
                Some(',') => self.passing(Separator::Comma),
                Some('\'' | '’' | '_') => self.passing(Separator::Other),
                _ => break,
            };
            if !self.peek().is_some_and(is_digit) || date_length(self.rest()).is_some() {
                self.at = before;
                break;
            }
            others.push((separator, self.take_while(is_digit)));
        }
        Runs { first, others }
    }

    fn passing(&mut self, separator: Separator) -> Separator {
        self.advance();
        separator
    }

    /// `2025-01-01`, also where day or month lacks its zero or is none of the calendar.
    fn date(&mut self) -> bool {
        let start = self.at;
        let Some(length) = date_length(self.rest()) else {
            return false;
        };
        self.at += length;
        let span = self.span_from(start);
        let text = self.slice(span);
        let parts: Vec<i16> = text.split('-').filter_map(|part| part.parse().ok()).collect();
        let short = |value: i16| i8::try_from(value).unwrap_or(0);
        let date = match parts.as_slice() {
            [year, month, day] => Date::new(*year, short(*month), short(*day)).ok(),
            _ => None,
        };
        match date {
            Some(date) if length == 10 => self.push(TokenKind::Date(date), text, span),
            Some(date) => {
                self.report(
                    Diagnostic::at("syntax-date-form", span)
                        .with("found", text)
                        .with("suggestion", date.to_string()),
                );
                self.push(TokenKind::Date(date), text, span);
            }
            None => {
                self.report(Diagnostic::at("syntax-date-invalid", span).with("found", text));
                self.push(TokenKind::Date(Date::ZERO), text, span);
            }
        }
        true
    }
}

/// The length of what is meant as a date at the start of the text: four digits, and twice a hyphen
/// with one or two digits, after which the word ends.
fn date_length(text: &str) -> Option<usize> {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or("").bytes();
        rest.take_while(u8::is_ascii_digit).count()
    };
    let hyphen = |at: usize| text.as_bytes().get(at) == Some(&b'-');
    if digits(0) != 4 || !hyphen(4) {
        return None;
    }
    let month = digits(5);
    if !(1..=2).contains(&month) || !hyphen(5 + month) {
        return None;
    }
    let day = digits(6 + month);
    let length = 6 + month + day;
    let ends = !text.get(length..)?.starts_with(is_word_letter);
    ((1..=2).contains(&day) && ends).then_some(length)
}

/// Whether it may stand between thousands.
fn is_thousands_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

impl Runs<'_> {
    /// The digits, as far as they can be understood.
    fn digits(&self) -> String {
        match self.decimal() {
            Some(decimal) => format!("{}.{}", self.joined(decimal), self.run(decimal)),
            None => self.joined(self.others.len()),
        }
    }

    /// The run after the decimal sign: the last one, where its separator occurs once and cannot
    /// stand between thousands.
    fn decimal(&self) -> Option<usize> {
        let (sign, run) = self.others.last()?;
        let last = self.others.len() - 1;
        let once = self.others.iter().filter(|(separator, _)| separator == sign).count() == 1;
        let decimal = match sign {
            Separator::Point => once,
            Separator::Comma => once && (last > 0 || run.len() != 3 || self.first == "0"),
            _ => false,
        };
        decimal.then_some(last)
    }

    fn run(&self, at: usize) -> &str {
        self.others.get(at).map_or("", |(_, run)| run)
    }

    /// The first run with so many of the others.
    fn joined(&self, count: usize) -> String {
        let others = self.others.iter().take(count).map(|(_, run)| *run);
        std::iter::once(self.first).chain(others).collect()
    }

    /// What is wrong with it, and what to write instead.
    fn fault(&self) -> Option<(&'static str, String)> {
        let spaces = self.others.iter().take_while(|(sign, _)| *sign == Separator::Space);
        let groups = spaces.clone().count();
        let well_grouped =
            groups == 0 || (self.first.len() <= 3 && spaces.clone().all(|(_, run)| run.len() == 3));
        let rest = self.others.get(groups..).unwrap_or(&[]);
        if well_grouped && matches!(rest, [] | [(Separator::Point, _)]) {
            return None;
        }
        if let Some(date) = self.date_of_another_country() {
            return Some(("syntax-date-form", date));
        }
        let all = |sign, length: usize| {
            self.others.iter().all(|(found, run)| *found == sign && run.len() == length)
        };
        let has = |sign| self.others.iter().any(|(found, _)| *found == sign);
        let suggestion = grouped(&self.digits(), 4);
        let id = if has(Separator::Comma) {
            match self.decimal() {
                Some(at) if matches!(self.others.get(at), Some((Separator::Comma, _))) => {
                    "syntax-number-decimal-comma"
                }
                _ if self.commas_between_thousands() => "syntax-number-comma",
                _ => return Some(("syntax-number-list", self.as_list())),
            }
        } else if has(Separator::Point) && !has(Separator::Other) && self.decimal().is_none() {
            let thousands = all(Separator::Point, 3);
            if !thousands {
                return Some(("syntax-number-points", self.as_list()));
            }
            "syntax-number-grouping"
        } else {
            "syntax-number-grouping"
        };
        Some((id, suggestion))
    }

    fn commas_between_thousands(&self) -> bool {
        let whole = self.decimal().unwrap_or(self.others.len());
        let mut groups = self.others.iter().take(whole);
        self.first.len() <= 3 && groups.all(|(_, run)| run.len() == 3)
    }

    fn as_list(&self) -> String {
        let others = self.others.iter().map(|(_, run)| *run);
        std::iter::once(self.first).chain(others).collect::<Vec<_>>().join(", ")
    }

    /// `24.12.2025` as `2025-12-24`.
    fn date_of_another_country(&self) -> Option<String> {
        let [(Separator::Point, month), (Separator::Point, year)] = self.others.as_slice() else {
            return None;
        };
        let short = |text: &str| text.parse::<i8>().ok();
        let year = if year.len() == 4 {
            year.parse().ok()?
        } else {
            return None;
        };
        let date = Date::new(year, short(month)?, short(self.first)?).ok()?;
        Some(date.to_string())
    }
}

/// A date as the suggestion states it.
fn written_date(text: &str) -> Option<Date> {
    date_length(text).filter(|length| *length == text.len()).and_then(|_| text.parse().ok())
}

/// Digits with their thousands in groups, from so many digits on.
pub(in crate::syntax) fn grouped(digits: &str, least: usize) -> String {
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let count = whole.chars().count();
    let mut out = String::with_capacity(digits.len() + count / 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && count >= least && (count - at) % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// `1.5` with `e6` is `1500000`; `None` if the word is no exponent of a size that a person writes.
fn expanded(digits: &str, word: &str) -> Option<String> {
    let exponent: usize = word.strip_prefix(['e', 'E'])?.parse().ok().filter(|e| *e <= 30)?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{fraction:0<exponent$}");
    let (moved, left) = padded.split_at_checked(exponent)?;
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if left.is_empty() { whole.to_owned() } else { format!("{whole}.{left}") })
}

#[cfg(test)]
mod tests {
    use super::{expanded, grouped};

    /// Goal: suggestions show numbers as the language writes them. Method: examples.
    #[test]
    fn writes_thousands_and_powers_out() {
        assert_eq!(grouped("1000", 5), "1000");
        assert_eq!(grouped("1000", 4), "1 000");
        assert_eq!(grouped("10188", 5), "10 188");
        assert_eq!(grouped("580790947.25", 5), "580 790 947.25");
        assert_eq!(expanded("1.5", "e6").as_deref(), Some("1500000"));
        assert_eq!(expanded("1.2345", "E2").as_deref(), Some("123.45"));
        assert_eq!(expanded("1", "EUR"), None);
    }
}
