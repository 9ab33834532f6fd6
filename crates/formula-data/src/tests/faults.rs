//! Broken tables, each refused with one clear finding at its place.

use super::{brief, read_place};
use proptest::prelude::*;

fn refused(csv: &[u8]) -> Vec<String> {
    match read_place(csv, None, None) {
        Ok(table) => vec![format!("accepted with {} rows", table.rows)],
        Err(diagnostics) => diagnostics.iter().map(brief).collect(),
    }
}

/// Goal: each way in which a CSV file can be broken is found, named and placed. Method: one file a
/// fault, compared with the whole list of findings.
#[test]
fn broken_files_are_refused_at_the_place_of_the_fault() {
    let cases: &[(&str, &[u8], &[&str])] = &[
        ("nothing at all", b"", &["data-file-empty place.csv:::"]),
        ("only empty lines", b"\n\r\n  \n", &["data-file-empty place.csv:::"]),
        ("a workbook", b"PK\x03\x04rest", &["data-workbook place.csv:::"]),
        ("an old workbook", b"\xd0\xcf\x11\xe0rest", &["data-workbook place.csv:::"]),
        ("UTF-16", b"\xff\xfec\0o\0", &["data-utf16 place.csv:::"]),
        ("Latin letters", b"code,people\nA,1\nGjilan\xeb,2\n", &["data-not-utf8 place.csv:3::"]),
        ("zeros", b"code,people\nA,\0\n", &["data-control-character place.csv:2::"]),
        ("tabs", b"code\tpeople\nA\t1\n", &["data-separator-unknown place.csv:1::"]),
        ("strokes", b"code|people\nA|1\n", &["data-separator-unknown place.csv:1::"]),
        (
            "two separators in the header",
            b"code,people;rate\nA,1;2\n",
            &["data-separators-mixed place.csv:1::"],
        ),
        (
            "a line with the other separator",
            b"code;people\nA;1\nB,2\n",
            &["data-separators-mixed place.csv:3::"],
        ),
        (
            "a quotation mark that stays open",
            b"code,people,note\nA,1,\"x\nB,2,y\n",
            &["data-quote-open place.csv:2::"],
        ),
        (
            "a quotation mark inside a cell",
            b"code,people,note\nA,1,the \"north\"\n",
            &["data-quote-misplaced place.csv:2::"],
        ),
        (
            "text behind a quotation mark",
            b"code,people,note\nA,1,\"x\"y\n",
            &["data-quote-misplaced place.csv:2::"],
        ),
        (
            "a column without name",
            b"code,,people\nA,,1\n",
            &["data-header-name-empty place.csv:1::"],
        ),
        (
            "a column twice",
            b"code,people,people\nA,1,1\n",
            &["data-column-twice place.csv:1::people"],
        ),
        ("a missing column", b"code,rate\nA,1\n", &["data-column-missing place.csv:1::"]),
        ("a misspelt column", b"code,peple\nA,1\n", &["data-column-missing place.csv:1::"]),
        ("too few cells", b"code,people\nA\n", &["data-cells-in-line place.csv:2::"]),
        ("too many cells", b"code,people\nA,1,2\n", &["data-cells-in-line place.csv:2::"]),
        ("a key twice", b"code,people\nA,1\nB,2\nA,3\n", &["data-key-twice place.csv:4:A:code"]),
        ("an empty key", b"code,people\n,1\n", &["data-cell-empty place.csv:2::code"]),
        ("text in a number", b"code,people\nA,many\n", &["data-not-a-number place.csv:2:A:people"]),
        (
            "a unit in a number",
            b"code,people\nA,1 km2\n",
            &["data-not-a-number place.csv:2:A:people"],
        ),
        (
            "a decimal comma",
            b"code;people\nA;12,5\n",
            &["data-number-separator place.csv:2:A:people"],
        ),
        (
            "thousands with commas",
            b"code;people\nA;1,234,567\n",
            &["data-number-separator place.csv:2:A:people"],
        ),
        (
            "thousands with points",
            b"code;people\nA;1.234.567\n",
            &["data-number-separator place.csv:2:A:people"],
        ),
        ("wrong groups", b"code,people\nA,12 34\n", &["data-not-a-number place.csv:2:A:people"]),
        (
            "too many digits",
            b"code,people\nA,12345678901234567890123456789012345\n",
            &["data-number-too-long place.csv:2:A:people"],
        ),
        ("not a number", b"code,people\nA,NaN\n", &["data-not-a-number place.csv:2:A:people"]),
        ("infinity", b"code,people\nA,1e999\n", &["data-not-a-number place.csv:2:A:people"]),
        (
            "a date the other way round",
            b"code,people,founded\nA,1,31.12.2024\n",
            &["data-not-a-date place.csv:2:A:founded"],
        ),
        (
            "a day that does not exist",
            b"code,people,founded\nA,1,2023-02-29\n",
            &["data-not-a-date place.csv:2:A:founded"],
        ),
        ("not yes or no", b"code,people,coast\nA,1,po\n", &["data-not-yes-no place.csv:2:A:coast"]),
        (
            "a word not listed",
            b"code,people,kind\nA,1,city\n",
            &["data-not-a-choice place.csv:2:A:kind"],
        ),
        (
            "several faults at once",
            b"code,people,founded\nA,x,1.1.2024\nB,2,2024-01-01\nB,3,\n",
            &[
                "data-not-a-number place.csv:2:A:people",
                "data-not-a-date place.csv:2:A:founded",
                "data-key-twice place.csv:4:B:code",
            ],
        ),
        (
            "a fault below a cell of two lines",
            b"code,people,note\nA,1,\"x\ny\"\n\n\nB,z,\n",
            &["data-not-a-number place.csv:6:B:people"],
        ),
    ];
    for (name, csv, expected) in cases {
        assert_eq!(refused(csv), *expected, "{name}");
    }
}

/// Goal: a table with a thousand faults says so without a thousand lines. Method: count.
#[test]
fn many_faults_are_counted_rather_than_listed() {
    let rows: String = (0..1000).map(|row| format!("{row},x\n")).collect();
    let found = refused(format!("code,people\n{rows}").as_bytes());
    assert_eq!(found.len(), 101);
    assert_eq!(found.last().map(String::as_str), Some("data-more-faults place.csv:::"));
}

/// Goal: files beside a table must match it. Method: one status or source file a fault.
#[test]
fn side_files_that_do_not_match_are_refused() {
    let table = b"code,people\nA,1\nB,2\n";
    let cases: &[(&str, &[u8], &[&str])] = &[
        (
            "an unknown word",
            b"code,people\nA,sure\nB,\n",
            &["data-status-unknown place.status.csv:2:A:people"],
        ),
        (
            "a misspelt word",
            b"code,people\nA,reportd\nB,\n",
            &["data-status-unknown place.status.csv:2:A:people"],
        ),
        (
            "a column that the table has not",
            b"code,people,rate\nA,,\nB,,\n",
            &["data-side-column-unknown place.status.csv:1::"],
        ),
        ("no key", b"people\nverified\n", &["data-side-no-key place.status.csv:1::"]),
        (
            "a row that the table has not",
            b"code,people\nA,\nB,\nC,\n",
            &["data-side-row-unknown place.status.csv:4:C:"],
        ),
        (
            "a row missing",
            b"code,people\nA,verified\n",
            &["data-side-row-missing place.status.csv:::"],
        ),
        (
            "a row twice",
            b"code,people\nA,\nB,\nA,verified\n",
            &["data-key-twice place.status.csv:4:A:"],
        ),
        ("empty", b"", &["data-file-empty place.status.csv:::"]),
        (
            "too few cells",
            b"code,people\nA\nB,\n",
            &[
                "data-cells-in-line place.status.csv:2::",
                "data-side-row-missing place.status.csv:::",
            ],
        ),
    ];
    for (name, status, expected) in cases {
        let found: Vec<String> = match read_place(table, Some(status), None) {
            Ok(_) => vec!["accepted".to_owned()],
            Err(diagnostics) => diagnostics.iter().map(brief).collect(),
        };
        assert_eq!(found, *expected, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Goal: no bytes whatever make reading panic. Method: random bytes, and random pieces of what
    /// tables are made of, as table, status and source.
    #[test]
    fn any_bytes_are_answered(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "code", "people", "rate", ",", ";", "\n", "\r\n", "\"", "\"\"", " ", "1 000", "-",
                "1,5", "A", "B", "\u{feff}", "\t", "%", "2024-01-01", "verified", "ë", "\r",
            ]),
            0..60,
        ),
    ) {
        let text = pieces.concat();
        let header = format!("code,people\n{text}");
        for csv in [bytes.as_slice(), text.as_bytes(), header.as_bytes()] {
            let _ = read_place(csv, None, None).map_err(|all| all.iter().map(brief).count());
            let _ = read_place(b"code,people\nA,1\n", Some(csv), Some(csv));
        }
    }
}
