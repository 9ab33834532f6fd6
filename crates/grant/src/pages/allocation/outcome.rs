//! The checks of a run, and what identifies it.

use crate::opened::OpenedRun;
use crate::pages::frame::short_hash;
use crate::pages::words::say;
use formula::run::{CheckOutcome, Verdict};
use formula::words::{Language, format_date};
use pages::content::{Line, Notice, Tone, facts, lines};
use pages::html::{Html, element};
use pages::language::Reader;

/// Every check and warning of a run and of those that it uses, those that do not hold first.
pub(super) fn checks(opened: &OpenedRun, reader: &Reader) -> Html {
    let used = opened.used.iter().map(AsRef::as_ref);
    outcomes(std::iter::once(opened).chain(used), reader)
}

/// The checks and warnings of one formula alone.
pub(in crate::pages) fn own_checks(opened: &OpenedRun, reader: &Reader) -> Html {
    outcomes(std::iter::once(opened), reader)
}

fn outcomes<'o>(all: impl Iterator<Item = &'o OpenedRun>, reader: &Reader) -> Html {
    let say = say(reader.language);
    let mut found: Vec<(&OpenedRun, &CheckOutcome)> =
        all.flat_map(|one| one.run.checks().iter().map(move |check| (one, check))).collect();
    found.sort_by_key(|(_, check)| match (check.verdict, check.stops) {
        (Verdict::Fails, true) => 0,
        (Verdict::Open, true) => 1,
        (Verdict::Fails, false) => 2,
        (Verdict::Open, false) => 3,
        (Verdict::Holds, _) => 4,
    });
    let failed = found.iter().filter(|(_, c)| c.stops && c.verdict != Verdict::Holds).count();
    let notice = (failed > 0).then(|| {
        Notice::new(Tone::Fault, say.count("checks-failed", failed), say.word("checks-failed-text"))
            .to_html(reader.language)
    });
    let entries: Vec<Line> =
        found.into_iter().map(|(one, check)| line(one, check, reader)).collect();
    Html::from(notice).with(lines(&entries, &say.word("checks-none")))
}

fn line(opened: &OpenedRun, check: &CheckOutcome, reader: &Reader) -> Line {
    let language = reader.language;
    let say = say(language);
    let (number, _) = opened.plan.source.line_column(check.span.start);
    let href = reader.href(&format!("/formula/{}#L{number}", opened.plan.name));
    let (word, class) = verdict(check);
    let side = element("span").class(class).child(say.word(word)).finish();
    // What was found names the rows and both sides; beyond the first twenty rows only the number.
    let found: Vec<String> = check.found.iter().map(|found| found.say(language)).collect();
    let text = if check.rows.is_empty() {
        Html::text(&found.join("; "))
    } else {
        let count = check.rows.len().to_string();
        Html::text(&say.with("check-rows", &[("count", &count), ("rows", &found.join("; "))]))
    };
    Line::new(check_title(check, language), Some(&href)).text(text).side(side)
}

/// What a check says to a person; its condition where the formula gives it no title.
fn check_title(check: &CheckOutcome, language: Language) -> String {
    check.labels.say(language, &check.text)
}

/// The word for an outcome and the class that gives it its colour.
fn verdict(check: &CheckOutcome) -> (&'static str, &'static str) {
    match (check.verdict, check.stops) {
        (Verdict::Holds, _) => ("check-holds", "verdict verdict-holds"),
        (Verdict::Fails, true) => ("check-fails", "verdict verdict-fails"),
        (Verdict::Fails, false) => ("check-warns", "verdict verdict-warns"),
        (Verdict::Open, _) => ("check-open", "verdict verdict-warns"),
    }
}

/// What identifies a run, so that anybody can make it again.
pub(super) fn identity(opened: &OpenedRun, is_question: bool, reader: &Reader) -> Html {
    let language = reader.language;
    let say = say(language);
    let identity = opened.run.identity();
    let code = |hash: &str| element("code").attr("title", hash).child(short_hash(hash)).finish();
    let formula = element("a")
        .attr("href", reader.href(&format!("/formula/{}", opened.plan.name)))
        .child(opened.plan.labels.say(language, &opened.plan.name));
    let mut entries = vec![
        (Html::text(&say.word("identity-run")), code(&identity.hash)),
        (
            Html::text(&say.word("identity-formula")),
            formula.finish().with(" ").with(code(&identity.formula)),
        ),
        (Html::text(&say.word("identity-data")), code(&identity.data)),
        (Html::text(&say.word("identity-parameters")), code(&identity.parameters)),
        (Html::text(&say.word("identity-day")), Html::text(&format_date(identity.day, language))),
        (Html::text(&say.word("identity-engine")), Html::text(&identity.engine)),
    ];
    if let Some(summary) = &opened.summary {
        let day = summary.made_at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let made = Html::text(&format_date(day, language));
        entries.push((Html::text(&say.word("identity-made")), made));
    }
    let sentence = if is_question { "identity-question" } else { "identity-kept" };
    let sentence = element("p").child(say.word(sentence)).finish();
    sentence.with(facts(entries))
}
