use crate::*;
use formula::number::Decimal;
use formula::words::Language;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

fn columns() -> [Column; 3] {
    let number = |whole| Kind::Number { whole, least: Decimal::parse("0"), most: None };
    [
        Column::new("code", Kind::Text).key(),
        Column::new("people", number(true)),
        Column::new("cost", number(false)),
    ]
}

fn csv(text: &str) -> Reading {
    read(
        &Upload { file: "t.csv", table: "t", bytes: text.as_bytes(), is_strict: false },
        &columns(),
    )
}

fn faults(reading: &Reading) -> Vec<String> {
    let said = |fault: &Remark| {
        for language in Language::ALL {
            assert!(!fault.say(language).0.contains('⟦'), "{fault:?}");
        }
        format!("{} {}", fault.id, fault.place(Language::En).unwrap_or_default())
    };
    reading.faults.iter().map(said).collect()
}

/// Goal: all that is wrong is named at once, by its place. Method: a fault of each kind.
#[test]
fn every_fault_is_named() {
    let text = "code;people;cost;other\nA;x;-\n;1;2\nA;1,5;12 %;;z\nB;-1;1.234\n";
    let upload = Upload { file: "t", table: "t", bytes: text.as_bytes(), is_strict: true };
    let found = read(&upload, &columns());
    assert_eq!(
        faults(&found),
        [
            "column-unknown line 1, column 4",
            "cell-not-number line 2, column 2",
            "cell-nothing-sign line 2, column 3",
            "cell-empty line 3, column 1",
            "cell-beyond-header line 4, column 5",
            "cell-not-whole line 4, column 2",
            "cell-percent line 4, column 3",
            "row-twice line 4",
            "cell-out-of-range line 5, column 2",
            "cell-ambiguous line 5, column 3",
        ]
    );
    assert!(found.rows.is_empty());
}

/// Goal: a column decides what one of its cells cannot. Method: the same cell in two columns.
#[test]
fn a_column_decides() {
    let cost = |text: &str| csv(text).rows[0].cells[2].value.clone();
    let number = |text: &str| Value::Number(Decimal::parse(text).unwrap());
    assert_eq!(cost("code;people;cost\nA;1.234;1.234\nB;2;0,5\n"), number("1234"));
    assert_eq!(cost("code;people;cost\nA;1.234;1.234\nB;2;0.5\n"), number("1.234"));
    let people = csv("code;people;cost\nA;1.234;1\nB;1,234;2\n");
    assert_eq!(people.rows[0].cells[1].value, number("1234"));
    assert_eq!(people.rows[1].cells[1].value, number("1234"));
    assert_eq!(people.notices.len(), 2);
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, name) in ["code", "people", "cost"].iter().enumerate() {
        sheet.write(0, u16::try_from(at).unwrap(), *name).unwrap();
    }
    sheet.write(1, 0, "A").unwrap().write(1, 1, 7).unwrap();
    sheet.write_formula(1, 2, Formula::new("0.1+0.2").set_result("0.30000000000000004")).unwrap();
    sheet.write(3, 0, "B").unwrap().write(3, 1, "1.234,5").unwrap();
    book.save_to_buffer().unwrap()
}

/// Goal: a cell of a workbook is known as people know it. Method: a formula, and a bad cell.
#[test]
fn workbooks_are_read() {
    let bytes = workbook();
    let found =
        read(&Upload { file: "t.xlsx", table: "t", bytes: &bytes, is_strict: false }, &columns());
    assert_eq!(faults(&found), ["cell-not-whole Sheet1, B4"]);
    assert_eq!(found.notices[0].id, "cell-formula");
    let said = found.notices[0].say(Language::En).0;
    assert!(said.contains("0.3"), "{said}");
    assert!(!said.contains("0.30000"), "{said}");
}

/// Goal: what is too much is refused before it is held. Method: limits of a few bytes and rows.
#[test]
fn too_much_is_refused() {
    let bytes = workbook();
    let upload = Upload { file: "t.xlsx", table: "t", bytes: &bytes, is_strict: false };
    let within = |limits: Limits| faults(&read_within(&upload, &columns(), &limits));
    let usual = Limits::default();
    assert_eq!(within(Limits { bytes: 9, ..usual }), ["table-too-large "]);
    assert_eq!(within(Limits { unpacked: 99, ..usual }), ["table-unpacks-too-large "]);
    assert_eq!(within(Limits { rows: 2, ..usual }), ["table-too-many-rows Sheet1, A4"]);
    assert_eq!(within(Limits { columns: 2, ..usual }), ["table-too-many-columns Sheet1, C1"]);
}

/// Goal: letters of other programs are read and said, or refused. Method: one file in each.
#[test]
fn letters_of_other_programs() {
    let bytes =
        |bytes: &[u8]| read(&Upload { file: "t", table: "t", bytes, is_strict: false }, &columns());
    let windows = bytes(b"code;people;cost\nPej\xeb;1;2\n");
    assert_eq!(windows.notices[0].id, "table-read-as-windows");
    assert_eq!(windows.rows[0].cells[0].value, Value::Text("Pejë".to_owned()));
    let wide: Vec<u8> =
        "\u{feff}code\tpeople\tcost\nč\t1\t2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(bytes(&wide).rows.len(), 1);
    assert_eq!(faults(&bytes(b"code\n\xcf\xf0\xe8\xe7\n")), ["table-encoding-unknown "]);
    assert_eq!(faults(&bytes(&[0xd0, 0xcf, 0x11, 0xe0])), ["table-old-workbook "]);
}

/// Goal: what a spreadsheet adds to a table is no fault, and what is not used is said. Method:
/// empty columns and rows at the end, and a column of somebody's own.
#[test]
fn what_is_beside_the_table_is_left() {
    let found = csv("code;people;cost;note;;\nA;1;2;x;;\n;;;;;\n");
    assert_eq!(faults(&found), Vec::<String>::new());
    assert_eq!(found.notices.iter().map(|n| n.id).collect::<Vec<_>>(), ["column-unused"]);
    assert_eq!(
        faults(&csv("code;people;cost;;\nA;1;2;;x\n"))[0],
        "column-unnamed line 1, column 4"
    );
}

/// Goal: a number is said as the reader writes numbers. Method: one cell in two languages.
#[test]
fn numbers_are_said_in_the_readers_way() {
    let found = csv("code;people;cost\nA;1;1.234,56\n");
    let said = |language| found.notices[0].say(language).0;
    assert!(said(Language::En).contains("1,234.56") || said(Language::En).contains("1 234.56"));
    assert!(said(Language::Sq).contains("1 234,56"), "{}", said(Language::Sq));
}

fn upload(bytes: &[u8]) -> Upload<'_> {
    Upload { file: "t", table: "t", bytes, is_strict: false }
}

/// A workbook without a text that stands in its parts.
fn without(workbook: &[u8], text: &str) -> Vec<u8> {
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut written = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let mut content = String::new();
        std::io::Read::read_to_string(&mut part, &mut content).unwrap();
        written.start_file(part.name().unwrap(), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut written, content.replace(text, "").as_bytes()).unwrap();
    }
    written.finish().unwrap().into_inner()
}

/// Goal: what a workbook shows and does not hold is told. Method: a percentage, a formula without
/// its value, cells that are merged, a sheet that is hidden.
#[test]
fn workbooks_show_what_they_do_not_hold() {
    let part = Column::new("part", Kind::Number { whole: false, least: None, most: None });
    let read_as = |book: &mut Workbook, column: Column| {
        let bytes = book.save_to_buffer().unwrap();
        let columns = [Column::new("code", Kind::Text).key(), column];
        read(&upload(&bytes), &columns)
    };
    let percent = Format::new().set_num_format("0.0%");
    let book = |fill: &dyn Fn(&mut Worksheet)| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "code").unwrap().write(0, 1, "part").unwrap();
        sheet.write(1, 0, "A").unwrap();
        fill(sheet);
        book
    };
    let shown = |sheet: &mut Worksheet| {
        sheet.write_with_format(1, 1, 0.125, &percent).unwrap();
    };
    let found = read_as(&mut book(&shown), part.clone().unit("percent"));
    assert_eq!(found.rows[0].cells[1].value, Value::Number(Decimal::parse("12.5").unwrap()));
    assert_eq!(found.notices[0].id, "cell-read-as");
    assert_eq!(faults(&read_as(&mut book(&shown), part.clone())), ["cell-percent Sheet1, B2"]);
    let mut unworked = book(&|sheet| {
        sheet.write_formula(1, 1, Formula::new("1+1").set_result("77")).unwrap();
    });
    let bytes = without(&unworked.save_to_buffer().unwrap(), "<v>77</v>");
    let found = read(&upload(&bytes), &[Column::new("code", Kind::Text).key(), part.clone()]);
    assert_eq!(faults(&found), ["cell-formula-unworked Sheet1, B2"]);
    let merged = |sheet: &mut Worksheet| {
        sheet.merge_range(1, 1, 2, 1, "1", &Format::new()).unwrap();
    };
    assert_eq!(faults(&read_as(&mut book(&merged), part.clone())), ["table-merged Sheet1, B2"]);
    let mut hidden = book(&|sheet| {
        sheet.set_name("T").unwrap().set_hidden(true);
    });
    hidden.add_worksheet().set_active(true);
    assert_eq!(faults(&read_as(&mut hidden, part)), ["table-sheet-hidden "]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Goal: no bytes harm. Method: random bytes, as text and behind the mark of a zip.
    #[test]
    fn any_bytes_are_answered(mut bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for _ in 0..2 {
            let found = read(&upload(&bytes), &columns());
            prop_assert!(found.faults_in_all > 0 || !found.rows.is_empty());
            bytes.splice(0..0, *b"PK\x03\x04");
        }
    }

    /// Goal: no damaged workbook harms. Method: one with some bytes changed.
    #[test]
    fn damaged_workbooks_are_answered(
        changes in proptest::collection::vec(any::<(u16, u8)>(), 1..6),
    ) {
        let mut bytes = workbook();
        for (at, byte) in changes {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        faults(&read(&upload(&bytes), &columns()));
    }
}
