//! What is said about what is wrong, and where.

use super::super::ast::{ExprKind, Item};
use super::super::parse;
use super::findings;
use crate::diagnostic::{Severity, Source, catalog};
use crate::words::Language;
use std::collections::BTreeSet;

/// Texts below `formula f`, each with the one finding it gives.
const CASES: &[(&str, &str)] = &[
    // Characters, texts, comments
    ("let x = 5 § 3", "syntax-character 2:11"),
    ("let x = $5", "syntax-character 2:9"),
    ("let x = 5;", "syntax-character 2:10"),
    ("let x = a ≤ 3", "syntax-operator-instead 2:11"),
    ("let x = a == 3", "syntax-operator-instead 2:11"),
    ("let x = a && b", "syntax-operator-instead 2:11"),
    ("let x = a ** 2", "syntax-operator-instead 2:11"),
    ("let x = a − 2", "syntax-operator-instead 2:11"),
    ("let x = 5 // five", "syntax-operator-instead 2:11"),
    ("check a = “yes”", "syntax-quotes 2:11"),
    ("check a = „po“", "syntax-quotes 2:11"),
    ("check a = 'yes'", "syntax-quotes 2:11"),
    ("check a = b'", "syntax-quotes 2:12"),
    ("check a = \"yes", "syntax-text-unclosed 2:11"),
    ("check a = \"C:\\data\"", "syntax-text-escape 2:14"),
    ("let x = 5 # \u{202e}", "syntax-hidden-character 2:13"),
    ("check a = \"\u{2066}b\"", "syntax-hidden-character 2:12"),
    ("let pоol = 5", "syntax-mixed-scripts 2:5"),
    ("each t\n\tlet x = 1\n  let y = 1", "syntax-tabs-and-spaces 3:1"),
    // Numbers and dates
    ("let x = 1,000", "syntax-number-comma 2:9"),
    ("let x = 12,345,678.5 EUR", "syntax-number-comma 2:9"),
    ("let x = 1,5", "syntax-number-decimal-comma 2:9"),
    ("let x = 1.000,50", "syntax-number-decimal-comma 2:9"),
    ("let x = a in (1,2,3)", "syntax-number-list 2:15"),
    ("let x = 1 00", "syntax-number-grouping 2:9"),
    ("let x = 1000 000", "syntax-number-grouping 2:9"),
    ("let x = 10  188", "syntax-number-grouping 2:9"),
    ("let x = 1_000", "syntax-number-grouping 2:9"),
    ("let x = 1.000.000", "syntax-number-grouping 2:9"),
    ("let x = 1.2.3", "syntax-number-points 2:9"),
    ("let x = 70EUR", "syntax-number-letters 2:9"),
    ("let x = 1e6", "syntax-number-letters 2:9"),
    ("let x = .5", "syntax-number-point 2:9"),
    ("let x = 5. + 1", "syntax-number-point 2:9"),
    ("let x = 2025-02-30", "syntax-date-invalid 2:9"),
    ("let x = 2025-13-01", "syntax-date-invalid 2:9"),
    ("let x = 2025-1-1", "syntax-date-form 2:9"),
    ("let x = 24.12.2025", "syntax-date-form 2:9"),
    // Names and units
    ("let 5 = 3", "syntax-expected-name 2:5"),
    ("let", "syntax-expected-name 2:4"),
    ("let per = 3", "syntax-reserved-word 2:5"),
    ("let a-b = 3", "syntax-name-hyphen 2:5"),
    ("let x : = 3", "syntax-expected-type 2:9"),
    ("table t\n  a : 5", "syntax-expected-type 3:7"),
    ("table t\n  a : EUR / person", "syntax-unit-spaces 3:11"),
    ("table t\n  a", "syntax-column-type 3:4"),
    ("bands b (n : person) -> 5", "syntax-expected-unit 2:25"),
    ("let x : m^x = 3", "syntax-expected-unit-power 2:11"),
    ("let x = a/b", "syntax-division-spaces 2:10"),
    ("let x = 3 /b", "syntax-division-spaces 2:11"),
    // Expressions
    ("let x 5", "syntax-expected-symbol 2:7"),
    ("let x =", "syntax-expected-value 2:8"),
    ("let x = a + * b", "syntax-expected-value 2:13"),
    ("let x = a + where", "syntax-expected-value 2:13"),
    ("let x = a b", "syntax-operator-missing 2:11"),
    ("let x = a 5", "syntax-operator-missing 2:11"),
    ("let x = (a + b", "syntax-bracket-unclosed 2:15"),
    ("let x = t[a, b", "syntax-bracket-unclosed 2:15"),
    ("let x = a)", "syntax-bracket-unopened 2:10"),
    ("let x = a , b", "syntax-unexpected 2:11"),
    ("let x = a then b", "syntax-unexpected 2:11"),
    ("let x = a < b < c", "syntax-comparison-chain 2:15"),
    ("let x = a not in (b, c)", "syntax-not-position 2:11"),
    ("let x = a in 5", "syntax-in-what 2:14"),
    ("let x = a is not known", "syntax-is-what 2:14"),
    ("let x = a is at its fixed", "syntax-is-at-its 2:21"),
    ("let x = a between 1 2", "syntax-number-grouping 2:19"),
    ("let x = a between b or c", "syntax-expected-word 2:21"),
    ("let x = if a then b", "syntax-if-without-else 2:20"),
    ("let x = if(a, b, c)", "syntax-if-brackets 2:9"),
    ("let x = sum(a) over t", "syntax-clause-outside 2:16"),
    ("let x = if a b else c", "syntax-expected-word 2:14"),
    ("let x = age(born, at)", "syntax-expected-value 2:21"),
    ("let x = sum()", "syntax-aggregate-empty 2:13"),
    ("let x = sum(a, b)", "syntax-aggregate-arguments 2:14"),
    ("let x = min(a, b over t)", "syntax-values-with-clause 2:18"),
    ("let x = percentile(a)", "syntax-percentile-which 2:21"),
    ("let x = sum(a over t per k)", "syntax-rows-twice 2:22"),
    ("let x = sum(a over t where b where c)", "syntax-clause-twice 2:30"),
    ("let x = sum(a ovr t)", "syntax-word-unknown 2:15"),
    ("let x = sum(a over 5)", "syntax-expected-name 2:20"),
    ("let x = mean(a dropping 1 at end)", "syntax-expected-word 2:30"),
    ("let x = rank(a)", "syntax-rank-order 2:15"),
    ("let x = rank(a, first)", "syntax-rank-order 2:15"),
    ("let x = share pool need", "syntax-share-by 2:20"),
    ("let x = share pool by need fixed a", "syntax-fixed-where 2:35"),
    ("let x = share pool by need if less, b", "syntax-share-if 2:31"),
    ("let x = share pool by need at least a at least b", "syntax-clause-twice 2:39"),
    ("let x = round(a, 2)", "syntax-round-to 2:16"),
    ("let x = round(a to 1 EUR, upwards)", "syntax-round-mode 2:27"),
    ("let x = round(a to b up)", "syntax-round-comma 2:22"),
    ("let x = fill a: b to c", "syntax-fill-up-to 2:19"),
    ("let x = solve r from a to b so that c", "syntax-expected-word 2:29"),
    ("let x = first of 0 when a", "syntax-block-same-line 2:18"),
    ("let x = any of\nlet y = 1", "syntax-block-empty 2:9"),
    ("let x = first of\n    0 when a\n    1", "syntax-case-without-when 4:6"),
    ("let x = first of\n    0 otherwise\n    1 when a", "syntax-case-after-otherwise 4:5"),
    // Items
    ("tabel t\n  key a : text", "syntax-word-unknown 2:1"),
    ("Let x = 5", "syntax-word-unknown 2:1"),
    ("x = 5", "syntax-let-missing 2:1"),
    ("(x)", "syntax-expected-item 2:1"),
    ("let x = 5\n  let y = 6", "syntax-item-indented 3:3"),
    ("formula g", "syntax-header-twice 2:1"),
    ("set pool = 5", "syntax-only-in-scenario 2:1"),
    ("each t\n  param p since 2024-01-01 = 5", "syntax-not-in-chapter 3:3"),
    ("each t\n  each u\n    let x = 1", "syntax-each-in-each 3:3"),
    ("each t\n    let x = 1\n  let y = 1", "syntax-line-column 4:3"),
    ("each t", "syntax-block-empty 2:1"),
    ("table t for each a", "syntax-product-of-one 2:19"),
    ("table t\n  a : EUR optional optional", "syntax-clause-twice 3:20"),
    ("table t\n  a : EUR from decided f", "syntax-expected-symbol 3:25"),
    ("category c\n  q : %\n  AC | 5% | 6%", "syntax-category-cells 4:3"),
    ("category c = a, , b", "syntax-expected-name 2:17"),
    ("param p : EUR = 5", "syntax-param-undated 2:15"),
    ("param p : EUR", "syntax-param-undated 2:14"),
    ("param p : EUR since 2024 = 5", "syntax-expected-date 2:21"),
    ("param p : EUR since 2024-01-01", "syntax-param-value 2:31"),
    ("param p by c since 2024-01-01\n  a : 5 cites \"x\"", "syntax-note-misplaced 3:9"),
    ("let x = 5 cites Art. 24", "syntax-expected-text 2:17"),
    ("let x = 5 title \"X\"", "syntax-title-language 2:17"),
    ("let x = 5 title fr \"X\"", "syntax-title-language 2:17"),
    ("let x = 5 cites fr \"X\"", "syntax-title-language 2:17"),
    ("let x = 5 cites en \"X\" en \"Y\"", "syntax-clause-twice 2:24"),
    ("let x = 5 assumed because en X", "syntax-expected-text 2:27"),
    ("let x = 5 assumed \"no source\"", "syntax-because 2:19"),
    ("let x = 5 derived \"a\" derived \"b\"", "syntax-clause-twice 2:23"),
    ("bands b (n : person) -> EUR\n  until 5 : 1", "syntax-expected-edge 3:3"),
    ("bands b (n : person) -> EUR\n  above 5 : 1", "syntax-above-edge 3:9"),
    ("bands b (n : person) -> EUR flat outside\n  above : 1", "syntax-outside-points 2:29"),
    ("points b (n : person) -> EUR\n  up to 5 : 1", "syntax-expected-point 3:3"),
    ("slices b (n : person) -> EUR since 2024-01-01", "syntax-block-empty 2:30"),
];

/// Whole files, each with the one finding it gives.
const FILES: &[(&str, &str)] = &[
    ("", "syntax-header-missing 1:1"),
    ("# only a remark\n", "syntax-header-missing 1:1"),
    ("let x = 5", "syntax-header-missing 1:1"),
    ("Formula f", "syntax-word-unknown 1:1"),
    ("let x = 5\nformula f", "syntax-header-missing 1:1"),
    ("  formula f", "syntax-line-column 1:3"),
    ("formula general-grant", "syntax-name-hyphen 1:9"),
    ("scenario s", "syntax-expected-word 1:11"),
    ("scenario s over f\nlet x = 5", "syntax-not-in-scenario 2:1"),
    ("scenario s over f\nset q[] = 5", "syntax-expected-name 2:7"),
    ("scenario s over f\nset q[a + 1] = 5", "syntax-unexpected 2:9"),
    ("scenario s over f\nset q[a = 5", "syntax-unexpected 2:9"),
    ("scenario s over f\nset t.c where a = 5", "syntax-set-where 2:9"),
    ("scenario s over f\nset t.c = 5 where", "syntax-expected-value 2:18"),
    ("scenario s over f\nreplace x = 5", "syntax-expected-word 2:9"),
];

/// Goal: each slip gives one finding with the right id at the right place. Method: a table.
#[test]
fn each_slip_has_one_finding() {
    let bodies = CASES.iter().map(|(text, finding)| (format!("formula f\n{text}\n"), finding));
    let files = FILES.iter().map(|(text, finding)| ((*text).to_owned(), finding));
    let mut wrong = Vec::new();
    for (text, finding) in bodies.chain(files) {
        let expected = match text.as_str() {
            "let x = 5\nformula f" => {
                vec![finding.to_string(), "syntax-header-not-first 2:1".into()]
            }
            _ => vec![finding.to_string()],
        };
        let found = findings(&text);
        if found != expected {
            wrong.push(format!("{text}\n  found {found:?}\n  expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Goal: no finding is without its test. Method: the ids of the catalogue against the tables.
#[test]
fn every_finding_is_tested() {
    let elsewhere = [
        "syntax-here",
        "syntax-file-too-large",
        "syntax-header-not-first",
        "syntax-too-deep",
        "syntax-too-many",
    ];
    let id = |finding: &&str| finding.split(' ').next().unwrap().to_owned();
    let table = CASES.iter().chain(FILES).map(|(_, finding)| id(finding));
    let tested: BTreeSet<String> = table.chain(elsewhere.map(str::to_owned)).collect();
    let catalogue: BTreeSet<String> = include_str!("../../../locales/en.ftl")
        .lines()
        .filter(|line| line.starts_with("syntax-"))
        .map(|line| line.split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(catalogue, tested);
    assert!(CASES.len() + FILES.len() >= 60);
}

/// Goal: every finding says in every language what happened and what to do. Method: speak each one
/// of the table; none lacks its words or an argument.
#[test]
fn every_finding_speaks() {
    for (text, _) in CASES {
        let source = Source::new("f", format!("formula f\n{text}\n"));
        for diagnostic in parse(&source).diagnostics {
            for language in Language::ALL {
                let message = diagnostic.message(language);
                let help = diagnostic.help(language).unwrap();
                let whole = format!("{message} {help}");
                let unsaid = whole.contains('⟦') || whole.contains("{$") || whole.contains("``");
                assert!(!unsaid, "{language:?} {}: {whole}", diagnostic.id);
                let other = diagnostic.other_label(language).is_some();
                assert!(other || diagnostic.other.is_none(), "{}", diagnostic.id);
            }
        }
    }
}

/// Goal: suggestions are what to write. Method: those of numbers, dates and names.
#[test]
fn suggestions_can_be_copied() {
    let suggestion = |text: &str| {
        let source = Source::new("f", format!("formula f\nlet x = {text}\n"));
        let found = parse(&source).diagnostics;
        let argument = found[0].arguments.iter().find(|(name, _)| *name == "suggestion");
        argument.unwrap().1.clone()
    };
    assert_eq!(suggestion("1,000"), "1 000");
    assert_eq!(suggestion("12,345,678.5"), "12 345 678.5");
    assert_eq!(suggestion("1,5"), "1.5");
    assert_eq!(suggestion("0,125"), "0.125");
    assert_eq!(suggestion("1.000,50"), "1 000.50");
    assert_eq!(suggestion("1 00"), "100");
    assert_eq!(suggestion("1'000"), "1 000");
    assert_eq!(suggestion("1.000.000"), "1 000 000");
    assert_eq!(suggestion("1e6"), "1 000 000");
    assert_eq!(suggestion("70EUR"), "70 EUR");
    assert_eq!(suggestion(".5"), "0.5");
    assert_eq!(suggestion("2025-1-1"), "2025-01-01");
    assert_eq!(suggestion("24.12.2025"), "2025-12-24");
    assert_eq!(suggestion("a/b"), "a / b");
    assert_eq!(suggestion("sum(a whre b)"), "where");
    assert_eq!(suggestion("a => b"), ">=");
}

/// Goal: an error costs its own entry only. Method: three independent errors among sound lines
/// give three findings, and what is sound is in the tree.
#[test]
fn three_errors_three_findings() {
    let text = "formula f
param pool : EUR
  since 2023-01-01 = 1,000
  since 2024-01-01 = 5
table t
  key a : text
  b EUR
  c : EUR
each t
  let x = c +
  let y = first of
      0 when c < 1 < 2
      1 when c = 3
      2 otherwise
  let z = c
";
    let expected = [
        "syntax-number-comma 3:22",
        "syntax-column-type 7:5",
        "syntax-expected-value 10:14",
        "syntax-comparison-chain 12:20",
    ];
    assert_eq!(findings(text), expected);
    let file = parse(&Source::new("f", text)).file;
    let Item::Param(pool) = &file.items[0] else { panic!() };
    assert_eq!(pool.values.len(), 2);
    let Item::Table(table) = &file.items[1] else { panic!() };
    assert_eq!(table.columns.len(), 2);
    let Item::Each(each) = &file.items[2] else { panic!() };
    assert_eq!(each.items.len(), 3);
    let Item::Definition(x) = &each.items[0] else { panic!() };
    assert_eq!((x.name.text.as_str(), &x.body.kind), ("x", &ExprKind::Error));
    let Item::Definition(y) = &each.items[1] else { panic!() };
    let ExprKind::FirstOf(first) = &y.body.kind else { panic!() };
    assert_eq!(first.cases.len(), 2);
    assert!(first.otherwise.is_some());
}

/// Goal: a bracket left open does not swallow what follows. Method: the next items are sound.
#[test]
fn open_bracket_ends_with_its_item() {
    let text = "formula f\nlet a = max(1, (2\nlet b = any of\n    (x\n    y\nlet c = 3\n";
    let expected = ["syntax-bracket-unclosed 2:18", "syntax-bracket-unclosed 4:7"];
    assert_eq!(findings(text), expected);
    assert_eq!(parse(&Source::new("f", text)).file.items.len(), 3);
}

/// Goal: an error within a block within brackets is one finding. Method: the bracket that closes
/// after the block is still found.
#[test]
fn error_in_bracketed_block() {
    let text = "formula f\nlet a = max(first of\n      0 when + \n      1 otherwise\n  , 5)\n";
    assert_eq!(findings(text), ["syntax-expected-value 3:14"]);
}

/// Goal: deep or endless texts are refused without harm. Method: brackets, signs, sums, fields and
/// conditions, far deeper than allowed; and as deep as allowed.
#[test]
fn depth_is_bounded() {
    let deep = |text: String| findings(&format!("formula f\nlet x = {text}\nlet y = 1\n"));
    for (open, close) in [("(", ")"), ("-", ""), ("not ", ""), ("f(", ")"), ("t[", "]")] {
        let text = format!("{}a{}", open.repeat(20_000), close.repeat(20_000));
        let found = deep(text);
        assert_eq!(found.len(), 1, "{open}: {found:?}");
        assert!(found[0].starts_with("syntax-too-deep 2:"), "{found:?}");
    }
    for link in [" + a", ".a", "[1]", " and a", " otherwise a", " in EUR"] {
        let found = deep(format!("a{}", link.repeat(50_000)));
        assert_eq!(found.len(), 1, "{link}: {found:?}");
        assert!(found[0].starts_with("syntax-too-deep 2:"), "{link}: {found:?}");
    }
    assert!(deep(format!("a{}", " + a".repeat(200))).is_empty());
    assert!(deep(format!("{}a{}", "(".repeat(60), ")".repeat(60))).is_empty());
}

/// Goal: a file beyond measure is refused. Method: one of more than a mebibyte.
#[test]
fn size_is_bounded() {
    let text = format!("formula f\n{}", "# remark\n".repeat(120_000));
    assert_eq!(findings(&text), ["syntax-file-too-large 1:1"]);
}

/// Goal: a hopeless file does not flood the reader. Method: 500 errors give 100 findings, of which
/// the last says how many are hidden.
#[test]
fn findings_are_capped() {
    let text = format!("formula f\n{}", "let x = \n".repeat(500));
    let source = Source::new("f", text);
    let found = parse(&source).diagnostics;
    assert_eq!(found.len(), 100);
    let last = found.last().unwrap();
    assert_eq!((last.id, last.severity), ("syntax-too-many", Severity::Error));
    assert_eq!(last.message(Language::En), "401 further findings are not shown.");
    assert!(catalog().has(Language::Sq, "syntax-too-many"));
}

/// Goal: no error hides behind a warning. Method: a name of mixed scripts, which is a warning,
/// where a name cannot stand, and with an error right after it.
#[test]
fn no_error_hides_behind_a_warning() {
    for text in ["formula f\ntable own\n ulrf\u{410}5/rm", "formula f\nlet x = pо\u{43e}l pool\n"]
    {
        let found = parse(&Source::new("f", text)).diagnostics;
        assert!(found.iter().any(|it| it.severity == Severity::Error), "{text}: {found:?}");
    }
    let text = "formula f\nlet pоol = 5\n";
    let found = parse(&Source::new("f", text)).diagnostics;
    assert_eq!(found.iter().map(|it| it.severity).collect::<Vec<_>>(), [Severity::Warning]);
}
