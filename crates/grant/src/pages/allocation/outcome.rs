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

/// That checks do not hold, so that the run could not be adopted; nothing where all do.
pub(super) fn failing(opened: &OpenedRun, language: Language) -> Html {
    let used = opened.used.iter().map(AsRef::as_ref);
    notice(std::iter::once(opened).chain(used).flat_map(|one| one.run.checks()), language)
}

fn notice<'c>(checks: impl Iterator<Item = &'c CheckOutcome>, language: Language) -> Html {
    let failed = checks.filter(|check| check.stops && check.verdict != Verdict::Holds).count();
    if failed == 0 {
        return Html::new();
    }
    let say = say(language);
    Notice::new(Tone::Fault, say.count("checks-failed", failed), say.word("checks-failed-text"))
        .to_html(language)
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
    let notice = notice(found.iter().map(|(_, check)| *check), reader.language);
    let entries: Vec<Line> =
        found.into_iter().map(|(one, check)| line(one, check, reader)).collect();
    notice.with(lines(&entries, &say.word("checks-none")))
}

fn line(opened: &OpenedRun, check: &CheckOutcome, reader: &Reader) -> Line {
    let language = reader.language;
    let say = say(language);
    let (number, _) = opened.plan.source.line_column(check.span.start);
    let href = reader.href(&format!("/formula/{}#L{number}", opened.plan.name));
    let (word, class) = verdict(check);
    let side = element("span").class(class).child(say.word(word)).finish();
    let text = Html::text(&found(opened, check, language));
    Line::new(check_title(check, language), Some(&href)).text(text).side(side)
}

/// Where a check does not hold and what stands on both sides, as far as it is listed. Of a formula
/// whose inputs are not published only the number of rows.
fn found(opened: &OpenedRun, check: &CheckOutcome, language: Language) -> String {
    let count = check.rows.len();
    if opened.plan.unpublished {
        return match count {
            0 => String::new(),
            _ => say(language).count("check-rows-count", count),
        };
    }
    listed(check.found.iter().map(|found| found.say(language)).collect(), count, language)
}

/// What was found in so many rows, of which the first are listed; or for the country.
fn listed(mut found: Vec<String>, count: usize, language: Language) -> String {
    if count == 0 {
        return found.join("; ");
    }
    let say = say(language);
    let more = count.saturating_sub(found.len());
    if more > 0 {
        found.push(say.count("check-rows-more", more));
    }
    say.with("check-rows", &[("count", &count.to_string()), ("rows", &found.join("; "))])
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
        (Html::text(&say.word("identity-run")), code(opened.hash())),
        (
            Html::text(&say.word("identity-formula")),
            formula.finish().with(" ").with(code(&identity.formula)),
        ),
        (Html::text(&say.word("identity-data")), code(&identity.data)),
        (Html::text(&say.word("identity-parameters")), code(&identity.parameters)),
        (Html::text(&say.word("identity-day")), Html::text(&format_date(identity.day, language))),
        (Html::text(&say.word("identity-engine")), Html::text(opened.engine())),
    ];
    if let Some(known) = identity.known {
        let known = Html::text(&format_date(known, language));
        entries.push((Html::text(&say.word("identity-known")), known));
    }
    if let Some(summary) = &opened.summary {
        let day = records::calendar::office_time(summary.made_at).date();
        let made = Html::text(&format_date(day, language));
        entries.push((Html::text(&say.word("identity-made")), made));
    }
    let sentence = if is_question { "identity-question" } else { "identity-kept" };
    let sentence = element("p").child(say.word(sentence)).finish();
    sentence.with(facts(entries))
}

#[cfg(test)]
mod tests {
    use super::listed;
    use formula::words::Language;

    /// Goal: a long list says how many rows it leaves out, a short one says nothing of the kind.
    /// Method: 23 rows of which 20 are listed, one row, and the country, in each language.
    #[test]
    fn what_is_left_out_is_counted() {
        let rows = |count: usize| (1..=count).map(|row| format!("row {row}")).collect();
        for language in Language::ALL {
            let long = listed(rows(20), 23, language);
            assert!(long.contains("23") && long.contains("row 20; "), "{long}");
            assert!(long.trim_end_matches(|sign: char| !sign.is_ascii_digit()).ends_with('3'));
            assert!(listed(rows(1), 1, language).ends_with("row 1"));
            assert_eq!(listed(rows(1), 0, language), "row 1");
        }
    }
}
