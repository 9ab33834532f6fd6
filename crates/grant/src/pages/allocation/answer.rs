//! The answer to a what-if question: what was changed, and whom it moves.

use super::{Against, Sheet, outcome, what_if};
use crate::pages::arithmetic::total;
use formula::number::Decimal;
use pages::address::Address;
use pages::charts::{Bars, Chart, Frame, Item};
use pages::content::{Stat, facts, stats};
use pages::html::{Html, element};
use pages::measure::Measure;

/// How many of the largest changes are drawn; the map and the table hold all of them.
const LARGEST: usize = 12;

/// The section that stands above everything else when something was asked.
pub(super) fn section(sheet: &Sheet<'_>, question: &what_if::Question) -> Html {
    let (Some(_), Some(against)) = (&question.answer, sheet.against) else {
        return Html::new();
    };
    let say = sheet.say();
    let language = sheet.language();
    let changed = question.changed.iter().map(|changed| {
        let arguments = [("before", changed.before.as_str()), ("after", changed.after.as_str())];
        (Html::text(&changed.label), Html::text(&say.with("what-if-changed", &arguments)))
    });
    let heading = element("h2").child(say.word("what-if-answer"));
    let figures = stats(&figures(sheet, against), language);
    let picture = match bars(sheet, against) {
        Some(chart) => chart.to_html(language),
        None => element("p").child(say.word("what-if-moves-nothing")).finish(),
    };
    element("section")
        .class("answer")
        .attr("id", "answer")
        .child(heading)
        .child(outcome::failing(&sheet.shown.opened, language))
        .child(facts(changed))
        .child(figures)
        .child(picture)
        .child(why(sheet, question))
        .finish()
}

fn figures(sheet: &Sheet<'_>, against: &Against) -> Vec<Stat> {
    let say = sheet.say();
    let language = sheet.language();
    let signed = Measure::euro().signed();
    let gains = || against.differences.values().filter(|d| !d.is_zero() && !d.is_negative());
    let losses = || against.differences.values().filter(|d| d.is_negative());
    let of = |name: &str, count: usize, sum: Option<Decimal>| {
        let all = sheet.shown.allotments.len().to_string();
        let stat = Stat::new(
            say.word(name),
            Some(count.to_string()),
            say.with("of-all", &[("all", &all)]),
        );
        match sum {
            Some(sum) => stat.note(say.with("together", &[("sum", &signed.full(sum, language))])),
            None => stat,
        }
    };
    let change = total(against.differences.values().copied()).map(|d| signed.figure(d, language));
    vec![
        of("gainers", gains().count(), total(gains().copied())),
        of("losers", losses().count(), total(losses().copied())),
        Stat::new(say.word("change-of-sum"), change, "EUR").note(
            say.with("sum-now", &[("sum", &Measure::euro().full(sheet.shown.sum, language))]),
        ),
    ]
}

/// The door to the account of the change by cause.
fn why(sheet: &Sheet<'_>, question: &what_if::Question) -> Html {
    let address = Address::new(&sheet.reader.href("/compare"))
        .with("a", &sheet.known.id())
        .with("b", &sheet.known.id())
        .with_all(&question.given());
    let words = sheet.say().word("what-if-why");
    let link = element("a").attr("href", address.finish()).child(words);
    element("p").class("page-door").child(link).finish()
}

/// The largest changes; none where nothing changes.
pub(super) fn bars(sheet: &Sheet<'_>, against: &Against) -> Option<Chart> {
    let changes = sheet.shown.allotments.iter().filter_map(|allotment| {
        let change = against.of(allotment).filter(|change| !change.is_zero())?;
        Some((allotment, change))
    });
    let mut changes: Vec<_> = changes.collect();
    changes.sort_by_key(|(_, change)| std::cmp::Reverse(change.abs()));
    changes.truncate(LARGEST);
    let items = changes.iter().map(|(allotment, change)| {
        let href = sheet.municipality(&allotment.code);
        Item::new(&allotment.name, Some(*change)).href(href)
    });
    let moved: Vec<Item> = items.collect();
    if moved.is_empty() {
        return None;
    }
    let arguments = [("year", sheet.known.year()), ("against", against.words.clone())];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    let finding = sheet.say().count("answer-largest", moved.len());
    let measured = sheet.say().with("measured-change", &arguments);
    let frame = Frame::new("answer-bars", finding, measured, sheet.source()).heading_level(3);
    Some(sheet.picture(Chart::new(frame, Bars::changes(moved, Measure::euro()))))
}
