//! The insides of a workbook: what is stored in its cells before it is opened, and what stands in
//! them after a spreadsheet program has worked them out.

#![allow(clippy::string_slice, reason = "cut where a sign of ASCII was found")]

use formula_export::workbook::CellAt;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What is stored for every formula, so that a formula that nobody works out is seen.
const POISON: &str = "987654321.125";

/// What is done to a cell of a workbook before it is opened.
#[derive(Debug, Clone)]
pub(crate) enum Touch {
    /// Another number is typed in.
    Number(CellAt, String),
    /// The formula is replaced by what is stored for it.
    Dead(CellAt),
}

/// The workbook with every stored result poisoned, and with some cells touched.
pub(crate) fn poisoned(bytes: &[u8], touches: &[Touch]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut book = String::new();
    archive.by_name("xl/workbook.xml").unwrap().read_to_string(&mut book).unwrap();
    let names = sheet_names(&book);
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let number = name.strip_prefix("xl/worksheets/sheet").and_then(|n| n.strip_suffix(".xml"));
        if let Some(number) = number.and_then(|n| n.parse::<usize>().ok()) {
            let text = String::from_utf8(content).unwrap();
            content = sheet(&text, &names[number - 1], touches).into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn sheet_names(book: &str) -> Vec<String> {
    let sheets = book.split("<sheet ").skip(1);
    sheets.map(|sheet| unescaped(attribute(sheet, "name").unwrap())).collect()
}

fn sheet(text: &str, name: &str, touches: &[Touch]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("<c ") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let close = rest.find('>').unwrap();
        if rest[..close].ends_with('/') {
            out.push_str(&rest[..=close]);
            rest = &rest[close + 1..];
            continue;
        }
        let end = rest.find("</c>").unwrap() + "</c>".len();
        out.push_str(&cell(&rest[..end], name, touches));
        rest = &rest[end..];
    }
    out + rest
}

fn cell(text: &str, sheet: &str, touches: &[Touch]) -> String {
    let address = attribute(text, "r").unwrap();
    let is = |at: &CellAt| at.sheet == sheet && at.address() == address;
    let style = attribute(text, "s").map_or(String::new(), |s| format!(" s=\"{s}\""));
    let number = |value: &str| format!("<c r=\"{address}\"{style}><v>{value}</v></c>");
    for touch in touches {
        match touch {
            Touch::Number(at, value) if is(at) => return number(value),
            Touch::Dead(at) if is(at) => {
                let value = text.split_once("<v>").unwrap().1.split_once("</v>").unwrap().0;
                return number(value);
            }
            _ => {}
        }
    }
    match (text.find("<f"), text.find("</f>")) {
        (Some(from), Some(to)) => {
            let formula = &text[from..to + "</f>".len()];
            format!("<c r=\"{address}\"{style}>{formula}<v>{POISON}</v></c>")
        }
        _ => text.to_owned(),
    }
}

/// The value of an attribute of the first element of a text.
fn attribute<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let element = &text[..text.find('>').unwrap_or(text.len())];
    let from = element
        .find(&format!(" {name}=\""))
        .map(|at| at + name.len() + 3)
        .or_else(|| element.starts_with(&format!("{name}=\"")).then_some(name.len() + 2))?;
    element[from..].split('"').next()
}

fn unescaped(text: &str) -> String {
    let mut out = text.to_owned();
    for (sign, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'")] {
        out = out.replace(sign, letter);
    }
    out.replace("&amp;", "&")
}

/// What a cell holds after a program has worked it out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shown {
    /// A number; days and truths of some programs too.
    Number(String),
    /// A truth.
    Truth(bool),
    /// A day: `2026-01-31`.
    Day(String),
    /// Words.
    Text(String),
    /// An error: `#N/A`.
    Error(String),
}

/// The cells of a workbook: by sheet, row counted from one, and column counted from zero.
pub(crate) type Sheets = BTreeMap<String, BTreeMap<(u32, u32), Shown>>;

/// Reads a flat OpenDocument spreadsheet.
pub(crate) fn read(text: &str) -> Sheets {
    let mut sheets = Sheets::new();
    for table in text.split("<table:table ").skip(1) {
        let name = unescaped(attribute(table, "table:name").unwrap());
        let table = table.split("</table:table>").next().unwrap();
        let mut cells = BTreeMap::new();
        let mut row = 1;
        for line in table.split("<table:table-row").skip(1) {
            let line = line.split("</table:table-row>").next().unwrap();
            let (head, rest) = line.split_once('>').unwrap_or((line, ""));
            let repeated = repeats(head, "table:number-rows-repeated");
            if !head.ends_with('/') {
                read_row(rest, row, &mut cells);
            }
            row += repeated;
        }
        sheets.insert(name, cells);
    }
    sheets
}

fn repeats(head: &str, name: &str) -> u32 {
    attribute(head, name).and_then(|n| n.parse().ok()).unwrap_or(1)
}

fn read_row(text: &str, row: u32, cells: &mut BTreeMap<(u32, u32), Shown>) {
    let mut column = 0;
    let mut rest = text;
    while let Some(at) = rest
        .find("<table:table-cell")
        .into_iter()
        .chain(rest.find("<table:covered-table-cell"))
        .min()
    {
        rest = &rest[at..];
        let close = rest.find('>').unwrap();
        let head = &rest[..close];
        let empty = head.ends_with('/');
        let end = if empty { close } else { rest.find("</table:table-cell>").unwrap_or(close) };
        let repeated = repeats(head, "table:number-columns-repeated");
        if let Some(shown) = shown(head, if empty { "" } else { &rest[close + 1..end] }) {
            for further in 0..repeated.min(1000) {
                cells.insert((row, column + further), shown.clone());
            }
        }
        column += repeated;
        rest = &rest[end..];
    }
}

fn shown(head: &str, inside: &str) -> Option<Shown> {
    let kind = attribute(head, "office:value-type")?;
    let words = || {
        // A note on the cell holds paragraphs of its own.
        let inside = match (inside.find("<office:annotation"), inside.find("</office:annotation>"))
        {
            (Some(from), Some(to)) => format!("{}{}", &inside[..from], &inside[to..]),
            _ => inside.to_owned(),
        };
        let paragraphs = inside.split("<text:p").skip(1).map(|p| {
            let p = p.split_once('>').map_or("", |(_, rest)| rest);
            unescaped(p.split("</text:p>").next().unwrap_or_default())
        });
        paragraphs.collect::<Vec<_>>().join("\n")
    };
    if attribute(head, "calcext:value-type") == Some("error") {
        return Some(Shown::Error(words()));
    }
    Some(match kind {
        "boolean" => Shown::Truth(attribute(head, "office:boolean-value")? == "true"),
        "date" => Shown::Day(attribute(head, "office:date-value")?.to_owned()),
        "string" => Shown::Text(words()),
        _ => Shown::Number(attribute(head, "office:value")?.to_owned()),
    })
}
