//! What is known of a municipality, each figure with its standing and source.

use super::Sheet;
use crate::pages::words::worded;
use formula::diagnostic::catalog;
use formula::number::Decimal;
use formula::words::{Language, format_number_short};
use pages::content::standing_tag;
use pages::html::{Element, Html, element};
use territory::model::{Column, Value};

/// The table; a figure that nobody has stands there as missing.
pub(super) fn table(sheet: &Sheet<'_>, columns: &[Column]) -> Html {
    let say = sheet.say();
    let heads = [
        ("column-what", ""),
        ("column-value", "number"),
        ("column-standing", ""),
        ("column-source", ""),
    ];
    let heads = heads.map(|(word, class)| {
        let head = element("th").attr("scope", "col").child(say.word(word));
        if class.is_empty() { head } else { head.class(class) }
    });
    let shown = columns.iter().filter(|column| !column.name.starts_with("name_"));
    let rows = shown.map(|column| row(sheet, column));
    let caption = element("caption")
        .class("unseen")
        .attr("id", "data-caption")
        .child(say.with("data-title", &[("name", &sheet.own.name)]));
    let table = element("table")
        .child(caption)
        .child(element("thead").child(element("tr").children(heads)))
        .child(element("tbody").children(rows));
    element("div")
        .class("table-region")
        .attr("role", "region")
        .attr("aria-labelledby", "data-caption")
        .attr("tabindex", "0")
        .child(table)
        .finish()
}

fn row(sheet: &Sheet<'_>, column: &Column) -> Element {
    let language = sheet.language();
    let place = sheet.places.get(&sheet.own.code);
    let cell = place.and_then(|place| place.municipality.cell(&column.name));
    let name = element("th").attr("scope", "row").child(column.titles.get(language).into_owned());
    let row = element("tr").child(name);
    let Some(cell) = cell else {
        let missing = element("span").class("missing").child(sheet.say().word("missing"));
        return row
            .child(element("td").class("number").child(missing))
            .child(element("td"))
            .child(element("td"));
    };
    let value = match (&cell.value, place) {
        (Value::Text(_), Some(place)) if column.name == "district" => {
            place.municipality.district.get(language).into_owned()
        }
        (Value::Text(text), _) => text.clone(),
        (Value::Number(number), _) => with_unit(*number, column.unit.as_deref(), language),
        (Value::YesNo(true), _) => sheet.say().word("answer-yes"),
        (Value::YesNo(false), _) => sheet.say().word("answer-no"),
    };
    row.child(element("td").class("number").child(value))
        .child(element("td").child(standing_tag(cell.standing, language)))
        .child(element("td").class("source").child(worded(&cell.source, language)))
}

fn with_unit(number: Decimal, unit: Option<&str>, language: Language) -> String {
    let figure = format_number_short(number, 2, language);
    let Some(unit) = unit else { return figure };
    let id = format!("unit-{unit}");
    let words = catalog();
    if words.has(language, &id) {
        format!("{figure}\u{a0}{}", words.say::<&str>(language, &id, &[]))
    } else {
        format!("{figure}\u{a0}{}", unit.replace("km2", "km²"))
    }
}
