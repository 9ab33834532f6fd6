//! What the program has to do, and what it gave up: for administrators.

use super::{answer, done_notice, fault, lead_to, page as frame, request, when};
use crate::door::{Caller, Door};
use crate::words::say;
use axum::extract::{Query, State};
use axum::response::Response;
use pages::content::{Line, Notice, Tone, facts, lines};
use pages::forms::{Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::jobs::again::{Again, try_again};
use records::jobs::{self, Job, JobStep, queue};
use records::people::Error;
use records::policy::Resource;
use std::collections::BTreeMap;

/// How many jobs the page lists.
const LISTED: u32 = 100;

/// Answers `/{language}/jobs`.
pub(super) async fn page(
    State(door): State<Door>,
    caller: Caller,
    Query(query): Query<BTreeMap<String, String>>,
    reader: Reader,
) -> Response {
    let above = match query.get("done").map(String::as_str) {
        Some("again") => done_notice("job-again-done", reader.language),
        Some("not-given-up") => done_notice("job-not-given-up", reader.language),
        _ => Html::new(),
    };
    show(&door, (&reader, &caller), above).await
}

async fn show(door: &Door, (reader, caller): (&Reader, &Caller), above: Html) -> Response {
    let reader = &Reader::new(reader.language, "/jobs");
    let database = door.people.gate().database();
    let found = (queue::list(database, LISTED).await, queue::counts(database).await);
    let (listed, counts) = match found {
        (Ok(listed), Ok(counts)) => (listed, counts),
        (Err(error), _) | (_, Err(error)) => return fault(&error.into(), reader),
    };
    let (language, say) = (reader.language, say(reader.language));
    let may = caller.who.as_ref().is_some_and(|who| {
        let policy = door.people.gate().policy();
        policy.decide(&who.principal, jobs::again::AGAIN, &Resource::national()).permitted
    });
    let count = |step: &JobStep| counts.get(step).copied().unwrap_or(0).to_string();
    let counted = JobStep::ALL.iter().map(|step| {
        (Html::text(&say.word(&format!("job-{}", step.word()))), Html::text(&count(step)))
    });
    let entries: Vec<Line> = listed.iter().map(|job| line(reader, job, may)).collect();
    let mut body = above;
    if !door.writes_letters {
        let notice = Notice::new(Tone::Note, say.word("tone-note"), say.word("jobs-no-mail"));
        body.push(notice.to_html(language));
    }
    body.push(facts(counted));
    body.push(lines(&entries, &say.word("jobs-none")));
    let page = frame(door, reader, Some(caller), "jobs-title");
    answer(page.lede(say.word("jobs-lede")), body)
}

fn line(reader: &Reader, job: &Job, may: bool) -> Line {
    let (language, say) = (reader.language, say(reader.language));
    let kind = match job.kind.as_str() {
        records::notices::LETTER => say.word("job-letter"),
        records::notices::reminders::REMINDER => say.word("job-reminder"),
        other => other.to_owned(),
    };
    let step = say.word(&format!("job-{}", job.step.word()));
    let (at, tried) = (when(job.due, language), job.attempts.to_string());
    let sentence = match job.step {
        JobStep::Waiting => say.with("job-due", &[("at", &at), ("count", &tried)]),
        _ => say.with("job-tried", &[("at", &at), ("count", &tried)]),
    };
    let fault = job.fault.as_ref().filter(|_| job.step != JobStep::Done).map(|fault| {
        // What a machine said is quoted as it said it.
        element("br").finish().with(element("span").attr("lang", "en").child(fault))
    });
    let line = Line::new(format!("{kind}: {step}"), None);
    let line = line.text(Html::text(&sentence).with(Html::from(fault)));
    if job.step != JobStep::GivenUp || !may {
        return line;
    }
    let form = Form::post(reader.href("/jobs"), say.word("job-again"))
        .quiet()
        .hidden("job", job.id.to_string());
    line.side(form.to_html(language))
}

/// Has one tried again.
pub(super) async fn again(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    if sent.is_stale() {
        return show(&door, (&reader, &caller), stale_notice(reader.language)).await;
    }
    let job = sent.get("job").parse().map_err(Error::from);
    let done = match (job, request(&door, &caller, &sent)) {
        (Ok(job), Ok(request)) => {
            try_again(door.people.gate(), &job, request).await.map_err(Error::from)
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match done {
        Ok(Again::Waits) => lead_to(&reader.href("/jobs?done=again"), Vec::new()),
        Ok(Again::NotGivenUp) => lead_to(&reader.href("/jobs?done=not-given-up"), Vec::new()),
        Err(error) => fault(&error, &reader),
    }
}
