//! Citations, reasons and sources in the language of the reader.

use super::Case;
use crate::plan::Wording;
use crate::words::Language;
use proptest::prelude::*;

const NOTED: &str = r#"formula noted
  cites en "Law 03/L-049, Art. 24" sq "Ligji 03/L-049, neni 24" sr "Закон 03/L-049, члан 24"
param pool : EUR
  since 2025-01-01 = 1 000
    assumed because en "nobody decided it" sq "askush nuk e vendosi"
                    sr "нико то није одлучио"
result amount : EUR = round(pool to 1 EUR)
  cites "31/2024"
  derived sq "sipas fondit"  en "from the pool"
"#;

/// Goal: an explanation cites and reasons in the reader's language and script, an official number
/// the same for all, and falls back to English, saying so. Method: one derivation in each language.
#[test]
fn an_explanation_cites_in_the_readers_language() {
    let case = Case::new(NOTED, &[]);
    let of_formula = |language| case.plan.cites[0].say(language);
    assert_eq!(of_formula(Language::Sq), "Ligji 03/L-049, neni 24");
    assert_eq!(of_formula(Language::SrLatn), "Zakon 03/L-049, član 24");
    let (id, _) = case.plan.definition_named("amount").expect("the result");
    case.explain(|explainer| {
        let said = |language| explainer.derive_text(id, 0, language);
        for (language, words) in [
            (Language::En, ["nobody decided it", "from the pool", "31/2024"]),
            (Language::Sq, ["askush nuk e vendosi", "sipas fondit", "31/2024"]),
            (Language::SrCyrl, ["нико то није одлучио", "from the pool", "31/2024"]),
            (Language::SrLatn, ["niko to nije odlučio", "from the pool", "31/2024"]),
        ] {
            for word in words {
                assert!(said(language).contains(word), "{language:?} {word}: {}", said(language));
            }
        }
        let reason = explainer.derive(id, 0, Language::SrCyrl).reason.expect("a reason");
        assert_eq!(reason.spoken(Language::SrCyrl).language, Some(Language::En));
        assert_eq!(reason.spoken(Language::Sq).language, Some(Language::Sq));
        assert_eq!(Wording::from("31/2024").spoken(Language::Sq).language, None);
    });
}

/// Goal: several citations are one in each language. Method: one for all beside one for each.
#[test]
fn several_are_joined_in_each_language() {
    let each = Wording::read(r#"en "Law" sq "Ligji""#).expect("a wording");
    let both = Wording::joined([&each, &Wording::from("31/2024")]).expect("two");
    assert_eq!(both.say(Language::Sq), "Ligji; 31/2024");
    assert_eq!(both.say(Language::SrCyrl), "Law; 31/2024");
    assert_eq!(Wording::joined([]), None);
}

/// Goal: a cell that begins like several languages and is not is refused, any other text is one
/// wording for all. Method: slips and plain texts.
#[test]
fn a_cell_is_read_or_refused() {
    for plain in ["census 2024", "en passant", "", "sr. 5", "de \"x\""] {
        assert_eq!(Wording::read(plain), Some(Wording::from(plain)), "{plain}");
    }
    for slip in [r#"en "a" en "b""#, r#"en "a" and"#, r#"en "a"#, r#"en "a" de "b""#] {
        assert_eq!(Wording::read(slip), None, "{slip}");
    }
}

proptest! {
    /// Goal: what is written into a cell is read back. Method: any texts in any languages.
    #[test]
    fn a_cell_keeps_every_wording(texts in proptest::collection::vec(any::<Option<String>>(), 3)) {
        let [en, sq, sr] = texts.as_slice() else { return Ok(()) };
        let labels = crate::plan::Labels { en: en.clone(), sq: sq.clone(), sr: sr.clone() };
        prop_assume!(labels != crate::plan::Labels::default());
        let wording = Wording::Each(labels);
        prop_assert_eq!(Wording::read(&wording.written()), Some(wording));
    }
}

/// Goal: words keep the order in which a rule is worked out: what is worked out first is enclosed
/// where what stands beside it would seem to be a part of it. Method: rules that differ by their
/// brackets alone, or hold a sentence within arithmetic, said in English.
#[test]
fn words_keep_brackets() {
    let rules = [
        ("c > 1 and (c < 2 or c > 3)", "“c” > 1 and (“c” < 2 or “c” > 3)"),
        ("c > 1 and c < 2 and c > 3", "“c” > 1 and “c” < 2 and “c” > 3"),
        ("(c > 1 and c < 2) or c > 3", "(“c” > 1 and “c” < 2) or “c” > 3"),
        ("c between 1 and 2 or c > 3", "(“c” is between 1 and 2) or “c” > 3"),
    ];
    for (rule, said) in rules {
        assert_eq!(
            in_words(&format!("if {rule} then 1 else 2")),
            format!("1 if {said}, otherwise 2")
        );
    }
    for (rule, inner, around) in [
        ("(if c > 1 then 2 else 3) * c", "(2 if “c” > 1, otherwise 3)", " × “c”"),
        ("(a otherwise 1) * c", "(", ") × “c”"),
        ("round(c + 1 to 1) * 2", "(", ") × 2"),
        ("max(c, 2) * c", "(", ") × “c”"),
        ("sum(c over place) * 2", "(", ") × 2"),
        ("max(if c > 1 then 2 else 3, c)", "", ""),
    ] {
        let said = in_words(rule);
        assert!(said.starts_with(inner) && said.ends_with(around), "{rule}: {said}");
    }
    let said = in_words("max(if c > 1 then 2 else 3, c)");
    assert!(said.contains("(2 if “c” > 1, otherwise 3)"), "{said}");
}

/// A rule of one row in English.
fn in_words(rule: &str) -> String {
    let text = format!(
        "formula words\n\ntable place\n  key code : text\n  a : number optional\n  c : number\n\n\
         each place\n  result out : number = {rule}\n"
    );
    let plan = super::plan(&text).unwrap();
    let (out, _) = plan.definition_named("out").unwrap();
    let body = &plan.definition(out).unwrap().body;
    crate::explain::rule_in_words(&plan, body, crate::words::Language::En)
}
