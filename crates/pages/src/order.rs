//! Alphabetical order as the reader's alphabet has it.
//!
//! Albanian counts `ç dh ë gj ll nj rr sh th xh zh` as letters of their own, Serbian Latin
//! `č ć dž đ lj nj š ž`; Cyrillic follows the azbuka. The order is that of the Unicode consortium
//! (CLDR).

use formula::words::Language;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use std::cmp::Ordering;

/// Compares by the alphabet of one language.
#[derive(Debug)]
pub struct Alphabet(Option<CollatorBorrowed<'static>>);

impl Alphabet {
    /// The alphabet of a language.
    pub fn of(language: Language) -> Alphabet {
        let locale = match language {
            Language::Sq => locale!("sq"),
            Language::SrCyrl => locale!("sr-Cyrl"),
            Language::SrLatn => locale!("sr-Latn"),
            Language::En => locale!("en"),
        };
        Alphabet(Collator::try_new(locale.into(), CollatorOptions::default()).ok())
    }

    /// Which of two texts comes first.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        match &self.0 {
            Some(collator) => collator.compare(one, other),
            None => one.cmp(other),
        }
    }

    /// Sorts by a text of each item.
    pub fn sort_by<T>(&self, items: &mut [T], text: impl Fn(&T) -> &str) {
        items.sort_by(|one, other| self.compare(text(one), text(other)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_order(language: Language, ordered: &[&str]) {
        let mut mixed: Vec<&str> = ordered.to_vec();
        mixed.sort_by_key(|word| word.chars().rev().collect::<String>());
        Alphabet::of(language).sort_by(&mut mixed, |word| word);
        assert_eq!(mixed, ordered, "{language:?}");
    }

    /// Goal: names stand where a reader looks for them. Method: names that a plain comparison
    /// puts elsewhere, in each alphabet.
    #[test]
    fn each_alphabet() {
        assert_order(
            Language::Sq,
            &[
                "Cërnicë",
                "Çabër",
                "Dragash",
                "Dhoks",
                "Ezra",
                "Ëma",
                "Gllogoc",
                "Gurë",
                "Gjakovë",
                "Lypjan",
                "Lluzhan",
                "Novobërdë",
                "Njegosh",
                "Rugovë",
                "Rrafsh",
                "Suharekë",
                "Shtime",
                "Theranda",
                "Vushtrri",
                "Xërxë",
                "Xhur",
                "Zym",
                "Zhur",
            ],
        );
        assert_order(
            Language::SrLatn,
            &[
                "Cernica",
                "Čabra",
                "Ćuprija",
                "Dragaš",
                "Dub",
                "Džep",
                "Đakovica",
                "Lukare",
                "Ljubižda",
                "Novo Brdo",
                "Nurina",
                "Njegoš",
                "Srbica",
                "Štrpce",
                "Zvečan",
                "Žabar",
            ],
        );
        assert_order(
            Language::SrCyrl,
            &[
                "Вучитрн",
                "Гњилане",
                "Драгаш",
                "Ђаковица",
                "Жабар",
                "Звечан",
                "Исток",
                "Јуник",
                "Качаник",
                "Лукаре",
                "Љубижда",
                "Ново Брдо",
                "Његош",
                "Србица",
                "Ћуприја",
                "Церница",
                "Чабра",
                "Џеп",
                "Штрпце",
            ],
        );
    }
}
