use super::*;
use records::documents::section::{Grid, GridColumn};

/// A document with letters of all three languages, a table over several pages, and a text that
/// would do something if it were read as markup.
fn sample(language: Language) -> Sheet {
    let rows = (1..=120).map(|n| vec![format!("Општина {n} Ë"), format!("{n} 000,00")]);
    let grid = Grid {
        caption: "Shumat · Износи".to_owned(),
        columns: vec![GridColumn::words("Komuna"), GridColumn::figures("EUR")],
        rows: rows.collect(),
        total: Some(vec!["Gjithsej".to_owned(), "7 260 000,00".to_owned()]),
    };
    let markup = "#panic(\"x\") *bold* $x$ @cite <label> [#read(\"/etc/passwd\")] \\ // comment";
    Sheet {
        language,
        notice: Some("Demonstration.".to_owned()),
        kind: "Allocation proposal".to_owned(),
        title: "Ç ë Ё ђ љ њ ћ џ č ć ž š đ".to_owned(),
        issuer: "Ministry".to_owned(),
        reference: "AP-2026-0001".to_owned(),
        date: jiff::civil::date(2026, 11, 26),
        facts: vec![
            Fact::new("Number", "AP-2026-0001"),
            Fact::new("a".repeat(100), format!("SHA-256 {}", "0a".repeat(32))),
        ],
        sections: vec![
            Section::new("letter", "Letter").text(format!("One.\n\nTwo\nlines.\n\n{markup}")),
            Section::new("amounts", "Amounts").table(grid),
            Section::new("empty", "Nothing").facts(Vec::new()).text(""),
        ],
        seal: Some(Seal {
            code: "3H7K-QW9D-MX4T".to_owned(),
            verify: "Genuine? http://localhost/sq/verify".to_owned(),
        }),
        page: "Page".to_owned(),
        unsealed: "Not published".to_owned(),
    }
}

/// Goal: the same content gives the same bytes, and another day or code others. Method: written
/// twice, then with one thing changed.
#[test]
fn equal_content_gives_equal_bytes() {
    for language in Language::ALL {
        let sheet = sample(language);
        let first = write(&sheet).unwrap();
        assert!(first.starts_with(b"%PDF-1.7"));
        assert_eq!(first, write(&sheet).unwrap(), "{}", language.tag());
        let mut other = sheet.clone();
        other.date = jiff::civil::date(2026, 11, 27);
        assert_ne!(first, write(&other).unwrap());
        let mut other = sheet;
        other.seal = None;
        assert_ne!(first, write(&other).unwrap());
    }
}

/// Goal: the file says that it is PDF/A-2a and PDF/UA-1, in which language it is, and its title.
/// Method: its metadata, which stands in it as plain text.
#[test]
fn standards_language_and_title_are_declared() {
    for language in Language::ALL {
        let written = write(&sample(language)).unwrap();
        let text = String::from_utf8_lossy(&written);
        let after = |name: &str| {
            let rest = text.split(name).nth(1).unwrap_or_default();
            rest.trim_start_matches(['>', '=', '"']).chars().next()
        };
        assert_eq!(after("pdfaid:part"), Some('2'));
        assert_eq!(after("pdfaid:conformance"), Some('A'));
        assert_eq!(after("pdfuaid:part"), Some('1'));
        assert!(text.contains("Ç ë Ё ђ љ њ ћ џ č ć ž š đ"));
        assert!(text.contains(language.tag().split('-').next().unwrap()));
    }
}

/// Goal: what would take too long is refused before it is laid out, and what cannot be printed is
/// refused instead of printed wrongly. Method: a long text, many cells, a sign without a glyph.
#[test]
fn what_cannot_be_printed_is_refused() {
    let mut long = sample(Language::En);
    long.sections.push(Section::new("x", "x").text("x".repeat(CHARACTERS_MAX)));
    assert_eq!(write(&long), Err(Fault::TooLong));
    let mut many = sample(Language::En);
    if let Some(Block::Table(grid)) = many.sections[1].blocks.first_mut() {
        grid.rows = vec![vec![String::new(), String::new()]; CELLS_MAX];
    }
    assert_eq!(write(&many), Err(Fault::TooLong));
    let mut strange = sample(Language::En);
    strange.sections.push(Section::new("x", "x").text("漢"));
    assert!(matches!(write(&strange), Err(Fault::Refused(_))));
    assert_eq!(unprintable("Ç ë Ё ђ љ\n– „“ € č"), None);
    assert_eq!(unprintable("a漢b"), Some('漢'));
}
