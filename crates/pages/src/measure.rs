//! What a number measures, and how it is written for a reader.

use formula::number::Decimal;
use formula::words::{Language, format_number};

/// A unit, so many decimals, and how signs and shares are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    unit: String,
    decimals: u8,
    percent: bool,
    signed: bool,
}

impl Measure {
    /// A number in a unit (in the reader's language), with so many decimals. An empty unit is a
    /// plain number.
    pub fn number(unit: impl Into<String>, decimals: u8) -> Measure {
        Measure { unit: unit.into(), decimals, percent: false, signed: false }
    }

    /// Whole euros.
    pub fn euro() -> Measure {
        Measure::number("EUR", 0)
    }

    /// Euros and cents.
    pub fn euro_cent() -> Measure {
        Measure::number("EUR", 2)
    }

    /// A share shown in hundredths: the value 0.041 with one decimal is shown as 4.1 %.
    pub fn percent(decimals: u8) -> Measure {
        Measure { unit: "%".to_owned(), decimals, percent: true, signed: false }
    }

    /// The same, with a plus before what is more than zero: for changes.
    #[must_use]
    pub fn signed(mut self) -> Measure {
        self.signed = true;
        self
    }

    /// The same for figures whose decimal point was moved to the left: with fewer decimals, but
    /// one at least.
    pub(crate) fn shortened(&self, places: u8) -> Measure {
        let decimals = if places > 3 { 1 } else { 0 };
        Measure { decimals, ..self.clone() }
    }

    /// The unit, as in the header of a column.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// The number alone, as in a column: `312 450`, `+4,1`.
    pub fn figure(&self, value: Decimal, language: Language) -> String {
        let shown = if self.percent { hundredfold(value, self.decimals) } else { value };
        let text = format_number(shown, self.decimals, language);
        let has_value = text.chars().any(|c| ('1'..='9').contains(&c));
        match (has_value, self.signed && value > Decimal::default()) {
            // What rounds to nothing carries no sign.
            (false, _) => text.trim_start_matches('\u{2212}').to_owned(),
            (true, true) => format!("+{text}"),
            (true, false) => text,
        }
    }

    /// The number for a file: all its decimals, a decimal point, no grouping; a share in
    /// hundredths, as its unit says.
    pub fn plain(&self, value: Decimal) -> String {
        if self.percent { hundredfold(value, 12).to_canonical() } else { value.to_canonical() }
    }

    /// The number with its unit, held together: `312 450 EUR`, `4,1 %`.
    pub fn full(&self, value: Decimal, language: Language) -> String {
        let figure = self.figure(value, language);
        if self.unit.is_empty() { figure } else { format!("{figure}\u{a0}{}", self.unit) }
    }
}

/// A hundred times the value, rounded half away from zero for showing.
fn hundredfold(value: Decimal, decimals: u8) -> Decimal {
    let plain = value.to_fixed(decimals.saturating_add(2));
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (moved, rest) = fraction.split_at_checked(2).unwrap_or((fraction, ""));
    let point = if rest.is_empty() { "" } else { "." };
    Decimal::parse(&format!("{sign}{whole}{moved}{point}{rest}")).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    /// Goal: figures read as in the reader's country. Method: each kind in two languages.
    #[test]
    fn figures_in_two_languages() {
        let euro = Measure::euro();
        assert_eq!(euro.full(decimal("312450"), Language::En), "312,450\u{a0}EUR");
        assert_eq!(euro.full(decimal("312450"), Language::Sq), "312\u{202f}450\u{a0}EUR");
        let change = Measure::percent(1).signed();
        assert_eq!(change.full(decimal("0.0414"), Language::Sq), "+4,1\u{a0}%");
        assert_eq!(change.figure(decimal("-1.5"), Language::En), "\u{2212}150.0");
        assert_eq!(change.figure(decimal("0.0004"), Language::En), "0.0");
        assert_eq!(change.figure(decimal("-0.0004"), Language::En), "0.0");
        assert_eq!(Measure::percent(0).figure(decimal("0.5"), Language::En), "50");
        assert_eq!(Measure::number("", 0).full(decimal("7"), Language::En), "7");
        assert_eq!(Measure::percent(0).plain(decimal("-0.04125")), "-4.125");
        assert_eq!(Measure::euro().plain(decimal("312450.4")), "312450.4");
    }
}
