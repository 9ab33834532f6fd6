//! Languages, catalogues of words, and how numbers and dates are written in each language.
//!
//! Serbian is kept in Cyrillic and shown in either script; Latin derives from it without loss.

use crate::number::Decimal;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;

/// The languages a reader may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Language {
    /// Albanian.
    Sq,
    /// Serbian in Cyrillic.
    SrCyrl,
    /// Serbian in Latin.
    SrLatn,
    /// English.
    #[default]
    En,
}

impl Language {
    /// All, in the order of menus.
    pub const ALL: [Language; 4] = [Language::Sq, Language::SrCyrl, Language::SrLatn, Language::En];

    /// BCP 47 tag, as in addresses and on the command line.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Sq => "sq",
            Language::SrCyrl => "sr-Cyrl",
            Language::SrLatn => "sr-Latn",
            Language::En => "en",
        }
    }

    /// Reads a tag; `sr` alone means Cyrillic.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let tag = tag.to_ascii_lowercase();
        match tag.as_str() {
            "sr" => Some(Language::SrCyrl),
            _ => Language::ALL.into_iter().find(|l| l.tag().to_ascii_lowercase() == tag),
        }
    }

    /// Its own name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::Sq => "Shqip",
            Language::SrCyrl => "Српски",
            Language::SrLatn => "Srpski",
            Language::En => "English",
        }
    }
}

/// Sources of a catalogue: Fluent files by stored language.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// English.
    pub en: &'static [&'static str],
    /// Albanian.
    pub sq: &'static [&'static str],
    /// Serbian, in Cyrillic.
    pub sr: &'static [&'static str],
}

/// Words by id in every language.
pub struct Catalog {
    en: FluentBundle<FluentResource>,
    sq: FluentBundle<FluentResource>,
    sr: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Catalog")
    }
}

impl Catalog {
    /// Reads the files. A faulty file loses only its faulty entries; the test of each crate that
    /// owns words compares the three files entry by entry.
    pub fn new(words: &Words) -> Catalog {
        Catalog {
            en: bundle("en", words.en),
            sq: bundle("sq", words.sq),
            sr: bundle("sr", words.sr),
        }
    }

    fn of(&self, language: Language) -> &FluentBundle<FluentResource> {
        match language {
            Language::En => &self.en,
            Language::Sq => &self.sq,
            Language::SrCyrl | Language::SrLatn => &self.sr,
        }
    }

    /// Whether the id exists in the stored language.
    pub fn has(&self, language: Language, id: &str) -> bool {
        self.of(language).has_message(id)
    }

    /// Says a message; a missing one shows its id between brackets, so that it is seen and found.
    pub fn say<V: AsRef<str>>(
        &self,
        language: Language,
        id: &str,
        arguments: &[(&str, V)],
    ) -> String {
        self.format(language, id, None, arguments).unwrap_or_else(|| format!("⟦{id}⟧"))
    }

    /// Says an attribute of a message (`.help`), if there is one.
    pub fn attribute<V: AsRef<str>>(
        &self,
        language: Language,
        id: &str,
        attribute: &str,
        arguments: &[(&str, V)],
    ) -> Option<String> {
        self.format(language, id, Some(attribute), arguments)
    }

    fn format<V: AsRef<str>>(
        &self,
        language: Language,
        id: &str,
        attribute: Option<&str>,
        arguments: &[(&str, V)],
    ) -> Option<String> {
        let bundle = self.of(language);
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let mut values = FluentArgs::new();
        let latin = language == Language::SrLatn;
        // What comes in as an argument (a municipality's name, an identifier) is already in the
        // reader's script: only the catalogue's own words are transliterated.
        for (index, (name, value)) in arguments.iter().enumerate() {
            let value = value.as_ref();
            // Lets a message leave out what it has no value for: Fluent cannot ask for an empty
            // text.
            values.set(format!("has_{name}"), if value.is_empty() { "no" } else { "yes" });
            let value = match (value.parse::<i64>(), latin) {
                // A code such as `07` is a text, though it reads as a number.
                (Ok(count), _) if value.len() < 16 && count.to_string() == value => {
                    FluentValue::from(count)
                }
                (_, true) => FluentValue::from(format!("\u{e000}{index}\u{e001}")),
                (_, false) => FluentValue::from(value.to_owned()),
            };
            values.set((*name).to_owned(), value);
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        if !latin {
            return Some(text);
        }
        let mut text = to_latin(&text);
        for (index, (_, value)) in arguments.iter().enumerate() {
            text = text.replace(&format!("\u{e000}{index}\u{e001}"), value.as_ref());
        }
        Some(text)
    }
}

fn bundle(tag: &str, sources: &[&str]) -> FluentBundle<FluentResource> {
    let language = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Serbian Latin from Serbian Cyrillic. Every letter has exactly one counterpart; capitals of the
/// letters with two signs follow their neighbours (`ЉУБАВ` → `LJUBAV`, `Љубав` → `Ljubav`).
pub fn to_latin(cyrillic: &str) -> String {
    let letters: Vec<char> = cyrillic.chars().collect();
    let mut out = String::with_capacity(cyrillic.len());
    for (at, letter) in letters.iter().enumerate() {
        let loud = |other: Option<&char>| other.is_some_and(|c| c.is_uppercase());
        let all_capitals = loud(letters.get(at + 1))
            || (loud(at.checked_sub(1).and_then(|before| letters.get(before)))
                && !letters.get(at + 1).is_some_and(|c| c.is_lowercase()));
        match latin_letter(*letter) {
            Some((capital, _, _)) if letter.is_uppercase() && all_capitals => out.push_str(capital),
            Some((_, title, _)) if letter.is_uppercase() => out.push_str(title),
            Some((_, _, small)) => out.push_str(small),
            None => out.push(*letter),
        }
    }
    out
}

fn latin_letter(letter: char) -> Option<(&'static str, &'static str, &'static str)> {
    let pair = |c, s| Some((c, c, s));
    match letter.to_lowercase().next()? {
        'а' => pair("A", "a"),
        'б' => pair("B", "b"),
        'в' => pair("V", "v"),
        'г' => pair("G", "g"),
        'д' => pair("D", "d"),
        'ђ' => pair("Đ", "đ"),
        'е' => pair("E", "e"),
        'ж' => pair("Ž", "ž"),
        'з' => pair("Z", "z"),
        'и' => pair("I", "i"),
        'ј' => pair("J", "j"),
        'к' => pair("K", "k"),
        'л' => pair("L", "l"),
        'љ' => Some(("LJ", "Lj", "lj")),
        'м' => pair("M", "m"),
        'н' => pair("N", "n"),
        'њ' => Some(("NJ", "Nj", "nj")),
        'о' => pair("O", "o"),
        'п' => pair("P", "p"),
        'р' => pair("R", "r"),
        'с' => pair("S", "s"),
        'т' => pair("T", "t"),
        'ћ' => pair("Ć", "ć"),
        'у' => pair("U", "u"),
        'ф' => pair("F", "f"),
        'х' => pair("H", "h"),
        'ц' => pair("C", "c"),
        'ч' => pair("Č", "č"),
        'џ' => Some(("DŽ", "Dž", "dž")),
        'ш' => pair("Š", "š"),
        _ => None,
    }
}

/// A number as a reader of the language expects it, with exactly so many decimals (half away from
/// zero, for showing only): `1,234.50` in English, `1 234,50` with a thin no-break space in
/// Albanian and Serbian. A minus is the typographic one.
pub fn format_number(value: Decimal, decimals: u8, language: Language) -> String {
    let plain = value.to_fixed(decimals);
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (thousands, point) = match language {
        Language::En => (',', '.'),
        Language::Sq | Language::SrCyrl | Language::SrLatn => ('\u{202f}', ','),
    };
    let mut out = String::new();
    if negative {
        out.push('\u{2212}');
    }
    let count = whole.chars().count();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (count - at) % 3 == 0 {
            out.push(thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

/// A number with as many decimals as it has, at the most so many.
pub fn format_number_short(value: Decimal, decimals_max: u8, language: Language) -> String {
    let plain = value.to_fixed(decimals_max);
    let used = plain
        .split_once('.')
        .map(|(_, fraction)| fraction.trim_end_matches('0').len())
        .unwrap_or(0);
    format_number(value, u8::try_from(used).unwrap_or(decimals_max), language)
}

/// A date as it is written in formulas, cells and requests: year, month and day, `2025-01-31`. None
/// for any other way of writing one, for a day that the calendar does not have, and for one outside
/// the years 1 to 9999.
pub fn read_date(text: &str) -> Option<Date> {
    let mut signs = text.char_indices();
    let has_form = text.len() == 10
        && signs.all(|(at, c)| if matches!(at, 4 | 7) { c == '-' } else { c.is_ascii_digit() });
    let date: Date = text.parse().ok().filter(|_| has_form)?;
    (date.year() > 0).then_some(date)
}

/// A date as a reader of the language expects it: `25 April 2023`, `25.4.2023`.
pub fn format_date(date: Date, language: Language) -> String {
    match language {
        Language::En => {
            let month = [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ]
            .get(usize::try_from(date.month() - 1).unwrap_or(0))
            .copied()
            .unwrap_or("");
            format!("{} {month} {}", date.day(), date.year())
        }
        Language::Sq => format!("{}.{}.{}", date.day(), date.month(), date.year()),
        Language::SrCyrl | Language::SrLatn => {
            format!("{}. {}. {}.", date.day(), date.month(), date.year())
        }
    }
}
