//! Why amounts differ, cause by cause: what differs, and the account of one municipality.

use super::{PATH, Sheet};
use crate::account::Told;
use analysis::account::{Cause, RowAccount, others_data, own_data};
use formula::number::Decimal;
use formula::words::Language;
use pages::address::Address;
use pages::charts::{Chart, Frame, Step, Waterfall};
use pages::content::facts;
use pages::forms::{Choice, Field, Form};
use pages::html::{Html, element};
use pages::measure::Measure;

/// What a cause is called, by the labels of the second run.
pub(super) fn title(told: &Told<'_>, cause: &Cause, language: Language) -> String {
    cause.title(&told.after, language)
}

/// "1 000 EUR → 1 200 EUR"; empty where no single value changed.
fn values(sheet: &Sheet<'_>, told: &Told<'_>, cause: &Cause) -> String {
    let language = sheet.language();
    let values = cause.kinds.iter().filter_map(|kind| {
        let before = told.before.value(kind, language)?;
        let after = told.after.value(kind, language)?;
        let arguments = [("before", before.as_str()), ("after", after.as_str())];
        Some(sheet.say().with("what-if-changed", &arguments))
    });
    values.collect::<Vec<_>>().join("; ")
}

/// The causes that move an amount, by their place among all.
pub(super) fn moving<'t>(told: &'t Told<'_>) -> impl Iterator<Item = (usize, &'t Cause)> {
    told.account.causes.iter().enumerate().filter(|(at, _)| {
        let parts = told.account.rows.iter().filter_map(|row| row.parts.as_ref()?.get(*at));
        parts.into_iter().any(|part| !part.is_zero())
    })
}

/// What differs between both runs, each with its values before and after.
pub(super) fn list(sheet: &Sheet<'_>, told: &Told<'_>) -> Html {
    let language = sheet.language();
    let entries = moving(told).map(|(_, cause)| {
        let said =
            [values(sheet, told, cause), cause.remark(&told.after, language).unwrap_or_default()];
        let mut words = Html::new();
        for said in said.into_iter().filter(|said| !said.is_empty()) {
            words.push(element("p").child(said));
        }
        (Html::text(&title(told, cause, language)), words)
    });
    facts(entries)
}

/// The municipality whose account is shown: the one asked for, else the one that is moved most.
pub(super) fn chosen<'s>(sheet: &'s Sheet<'_>) -> Option<&'s str> {
    let known = |code: &&str| sheet.comparison.row(code).is_some();
    let asked = sheet.asked.get("m").filter(known);
    let most = || {
        let found = sheet.comparison;
        let first = [found.winners.first(), found.losers.first()].into_iter().flatten();
        let rows = first.filter_map(|at| found.rows.get(*at));
        rows.max_by_key(|row| row.difference.map(Decimal::abs)).map(|row| row.code.as_str())
    };
    asked.or_else(most)
}

/// The form that chooses the municipality.
pub(super) fn choice(sheet: &Sheet<'_>, code: &str) -> Html {
    let say = sheet.say();
    let mut places: Vec<(&str, &str)> =
        sheet.comparison.rows.iter().map(|row| (row.code.as_str(), sheet.name(row))).collect();
    pages::order::Alphabet::of(sheet.language()).sort_by(&mut places, |(_, name)| name);
    let choices = places.into_iter().map(|(code, name)| Choice::new(code, name)).collect();
    let field = Field::select("m", say.word("column-municipality"), choices).value(code);
    let action = format!("{}#account", sheet.reader.href(PATH));
    let form = Form::get(action, say.word("compare-show")).inline();
    let form =
        sheet.fields().into_iter().fold(form, |form, (name, value)| form.hidden(name, value));
    form.field(&field, sheet.language()).to_html(sheet.language())
}

/// The account of a municipality: from its amount before to its amount after, cause by cause.
pub(super) fn waterfall(sheet: &Sheet<'_>, told: &Told<'_>, code: &str) -> Option<Chart> {
    let say = sheet.say();
    let language = sheet.language();
    let row = told.account.row(code)?;
    let parts = parts(sheet, told, row)?;
    let name = sheet.places.get(code).map_or(code, |place| &place.name);
    let signed = Measure::euro_cent().signed();
    let most = parts.iter().max_by_key(|(_, _, part)| part.abs());
    let finding = match most.filter(|(_, _, part)| !part.is_zero()) {
        Some((cause, _, part)) => {
            let amount = signed.full(*part, language);
            let arguments = [("name", name), ("cause", cause.as_str()), ("amount", &amount)];
            say.with("compare-account", &arguments)
        }
        None => say.with("compare-account-nothing", &[("name", name)]),
    };
    let steps = parts.iter().map(|(cause, values, part)| {
        let step = Step::change(cause, *part);
        if values.is_empty() { step } else { step.detail(values) }
    });
    let first = Step::level(say.word("column-before"), row.before?);
    let last = Step::level(say.word("column-after"), row.after?);
    let steps = std::iter::once(first).chain(steps).chain([last]).collect();
    let frame =
        Frame::new("account", finding, say.word("compare-account-measured"), sheet.source());
    let chart = Chart::new(frame, Waterfall::new(steps, Measure::euro_cent()));
    Some(sheet.picture_with(chart, &[("m", code)]))
}

/// Name, values and part of each cause of a row, with its data told apart; those of nothing are
/// left out.
fn parts(
    sheet: &Sheet<'_>,
    told: &Told<'_>,
    row: &RowAccount,
) -> Option<Vec<(String, String, Decimal)>> {
    let language = sheet.language();
    let mut parts = Vec::new();
    for (at, (cause, part)) in told.account.causes.iter().zip(row.parts.as_ref()?).enumerate() {
        match row.data.filter(|_| told.account.data_cause() == Some(at)) {
            Some(data) => {
                parts.push((own_data(language), String::new(), data.own));
                parts.push((others_data(language), String::new(), data.others));
            }
            None => parts.push((title(told, cause, language), values(sheet, told, cause), *part)),
        }
    }
    parts.retain(|(_, _, part)| !part.is_zero());
    Some(parts)
}

/// The address of the account of a municipality on this page.
pub(super) fn address(sheet: &Sheet<'_>, code: &str) -> String {
    let page = Address::new(&sheet.reader.href(PATH)).with_all(&sheet.fields());
    page.with("m", code).finish() + "#account"
}
