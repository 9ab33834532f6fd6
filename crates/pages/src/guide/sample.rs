//! Invented figures for the style guide: thirty-eight places with names of every length.

use formula::number::Decimal;
use formula::standing::Standing;
use formula::words::{Language, to_latin};

/// A place of the sample: column and row on the map, short name, names in Albanian and in Serbian
/// (Cyrillic).
type Place = ((u16, u16), &'static str, &'static str, &'static str);

const PLACES: [Place; 38] = [
    ((4, 0), "Lep", "Leposaviq", "Лепосавић"),
    ((3, 1), "ZuP", "Zubin Potok", "Зубин Поток"),
    ((4, 1), "Zve", "Zveçan", "Звечан"),
    ((5, 1), "MiV", "Mitrovicë e Veriut", "Северна Митровица"),
    ((1, 2), "Ist", "Istog", "Исток"),
    ((3, 2), "Ske", "Skenderaj", "Србица"),
    ((4, 2), "MiJ", "Mitrovicë e Jugut", "Јужна Митровица"),
    ((5, 2), "Vus", "Vushtrri", "Вучитрн"),
    ((6, 2), "Pod", "Podujevë", "Подујево"),
    ((0, 3), "Pej", "Pejë", "Пећ"),
    ((2, 3), "Kli", "Klinë", "Клина"),
    ((3, 3), "Gll", "Gllogoc", "Глоговац"),
    ((4, 3), "Obi", "Obiliq", "Обилић"),
    ((5, 3), "FKo", "Fushë Kosovë", "Косово Поље"),
    ((6, 3), "Pri", "Prishtinë", "Приштина"),
    ((0, 4), "Deç", "Deçan", "Дечани"),
    ((2, 4), "Mal", "Malishevë", "Малишево"),
    ((4, 4), "Lip", "Lipjan", "Липљан"),
    ((5, 4), "Gra", "Graçanicë", "Грачаница"),
    ((6, 4), "NoB", "Novobërdë", "Ново Брдо"),
    ((7, 4), "Kam", "Kamenicë", "Косовска Каменица"),
    ((0, 5), "Jun", "Junik", "Јуник"),
    ((1, 5), "Gja", "Gjakovë", "Ђаковица"),
    ((2, 5), "Rah", "Rahovec", "Ораховац"),
    ((3, 5), "Suh", "Suharekë", "Сува Река"),
    ((4, 5), "Sht", "Shtime", "Штимље"),
    ((5, 5), "Fer", "Ferizaj", "Урошевац"),
    ((6, 5), "Gji", "Gjilan", "Гњилане"),
    ((7, 5), "Ran", "Ranillug", "Ранилуг"),
    ((2, 6), "Mam", "Mamushë", "Мамуша"),
    ((3, 6), "Prz", "Prizren", "Призрен"),
    ((4, 6), "Shp", "Shtërpcë", "Штрпце"),
    ((5, 6), "Vit", "Viti", "Витина"),
    ((6, 6), "Klo", "Kllokot", "Клокот"),
    ((7, 6), "Par", "Partesh", "Партеш"),
    ((2, 7), "Dra", "Dragash", "Драгаш"),
    ((4, 7), "Kaç", "Kaçanik", "Качаник"),
    ((5, 7), "HEl", "Hani i Elezit", "Елез Хан (Ђенерал Јанковић)"),
];

/// A place of the sample with its invented figures.
pub(super) struct Sample {
    pub(super) at: (u16, u16),
    pub(super) short: String,
    pub(super) name: String,
    pub(super) total: Option<Decimal>,
    pub(super) before: Decimal,
    pub(super) per_head: Option<Decimal>,
    pub(super) change: Option<Decimal>,
    pub(super) standing: Standing,
}

/// All places, named for the reader; one has no figure.
pub(super) fn places(language: Language) -> Vec<Sample> {
    PLACES
        .iter()
        .zip(0_i64..)
        .map(|((at, short, albanian, serbian), n)| {
            let name = match language {
                Language::Sq | Language::En => (*albanian).to_owned(),
                Language::SrCyrl => (*serbian).to_owned(),
                Language::SrLatn => to_latin(serbian),
            };
            let short = match language {
                Language::Sq | Language::En => (*short).to_owned(),
                Language::SrCyrl | Language::SrLatn => name.chars().take(3).collect(),
            };
            // A spread that has small and large values in no order of the list.
            let turn = n.wrapping_mul(17).wrapping_add(5) % 38;
            let total = turn.wrapping_mul(turn).wrapping_mul(1_930).wrapping_add(96_400);
            let tenths = turn.wrapping_mul(7) % 29 - 11;
            let known = n != 3;
            let cents = |value: i64| decimal(&format!("{}.{:02}", value / 100, value % 100));
            Sample {
                at: *at,
                short,
                name,
                total: known.then(|| Decimal::from_i64(total)),
                before: Decimal::from_i64(total.wrapping_sub(tenths.wrapping_mul(total / 500))),
                per_head: known.then(|| cents(turn.wrapping_mul(31) % 997 + 412)),
                change: known.then(|| thousandths(tenths.wrapping_mul(2))),
                standing: *Standing::ALL
                    .get(usize::try_from(n % 7).unwrap_or(0))
                    .unwrap_or(&Standing::Verified),
            }
        })
        .collect()
}

fn thousandths(value: i64) -> Decimal {
    let sign = if value < 0 { "-" } else { "" };
    decimal(&format!("{sign}0.{:03}", value.unsigned_abs()))
}

/// A number written in our own source code.
pub(super) fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap_or_default()
}
