//! One proposal: what it says, what was done, what can be done; and what differs between versions.

use super::{Here, Visit, annexes, named};
use crate::proposal::{Proposal, say};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use pages::content::{Notice, Tone, facts};
use pages::errors::PageError;
use pages::forms::{Field, Form};
use pages::html::{Html, element};
use pages::language::Reader;
use records::documents::changes::between;
use records::documents::{Content, Opened, Publication, Step, Stored, publication, store};
use records::policy::Asker;
use records::policy::{Resource, Sensitivity};

/// Answers `/{language}/proposal/{id}`.
pub(super) async fn page(
    reader: Reader,
    State(office): Here,
    asker: Asker,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let visit = Visit { reader, office, asker };
    let opened = visit.open(&id).await?;
    shown(&visit, &opened, Asked::default()).await
}

/// What was typed into a field, and why it was refused.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) text: String,
    pub(super) error: Option<String>,
}

/// What was asked for on the page and not done.
#[derive(Default)]
pub(super) struct Asked {
    /// What is said of it above everything else.
    pub(super) above: Html,
    /// The reason of a return.
    pub(super) reason: Typed,
    /// The number of what a publication replaces.
    pub(super) supersedes: Typed,
}

/// The page of a proposal; with its forms filled in again, if one was not taken.
pub(super) async fn shown(
    visit: &Visit,
    opened: &Opened<Proposal>,
    asked: Asked,
) -> Result<Response, PageError> {
    let language = visit.language();
    let words = say(language);
    let database = visit.office.gate.database();
    let fault = |error| visit.fault(&error);
    let of = publication::of_document(database, opened.id()).await.map_err(fault)?;
    let successor = publication::successor(database, opened.id()).await.map_err(fault)?;
    let step = opened.stored.step();
    let is_refused = asked.reason.error.is_some() || asked.supersedes.error.is_some();
    let mut body = asked.above.clone();
    body.push(returned(opened, visit));
    body.push(doors(visit, opened, asked));
    body.push(about(visit, opened, of.as_ref(), successor.as_ref()));
    body.push(paper::screen::sections(&opened.content.sections(language)));
    body.push(annexes::shown(visit, opened).await?);
    // How a document came about is for those who may read what is not published.
    if may_read_history(visit, opened) {
        let steps = store::history(database, opened.id()).await.map_err(fault)?;
        let names = visit.names(steps.iter().map(|done| done.by.as_str())).await?;
        body.push(element("h2").child(paper::words::say(language).word("history-title")));
        body.push(paper::screen::history(&steps, &names, language));
        let version = opened.stored.head().version;
        if version > 1 {
            let from = version.saturating_sub(1).to_string();
            let rest = format!("/changes?from={from}&to={version}");
            let link = element("a").attr("href", visit.href(opened.id(), &rest));
            let label =
                words.with("changes-link", &[("from", &from), ("to", &version.to_string())]);
            body.push(element("p").child(link.child(label)));
        }
    }
    let page = visit
        .page(opened.content.title(language))
        .eyebrow(format!("{} · {}", words.word("proposal-kind"), step.name(language)))
        .lede(lede(opened, of.as_ref(), visit));
    let page = match is_refused {
        true => page.status(axum::http::StatusCode::UNPROCESSABLE_ENTITY),
        false => page,
    };
    Ok(page.respond(Ok(body)))
}

fn may_read_history(visit: &Visit, opened: &Opened<Proposal>) -> bool {
    let resource = Resource::national().of_sensitivity(Sensitivity::Official);
    let resource = match opened.stored.head().owner == visit.asker.0.actor().word() {
        true => resource.owned_by(visit.asker.0.actor().clone()),
        false => resource,
    };
    visit.office.gate.policy().decide(&visit.asker.0, Proposal::READ, &resource).permitted
}

/// The answer first: what is proposed, and how far it has come.
fn lede(opened: &Opened<Proposal>, of: Option<&Publication>, visit: &Visit) -> String {
    let language = visit.language();
    let record = &opened.content.record;
    let sum = crate::proposal::euro_of(&record.total, language);
    let count = record.amounts.len().to_string();
    let number = of.map(|of| of.number.clone()).unwrap_or_default();
    let id = format!("lede-{}", opened.stored.step().word());
    say(language).with(&id, &[("sum", &sum), ("count", &count), ("number", &number)])
}

/// Why it was returned, where it was.
fn returned(opened: &Opened<Proposal>, visit: &Visit) -> Html {
    let Stored::Returned(document) = &opened.stored else { return Html::new() };
    let reason = paper::screen::paragraphs(document.step().reason.as_str());
    let lead = say(visit.language()).word("returned-lead");
    Notice::new(Tone::Caution, lead, reason).to_html(visit.language())
}

fn about(
    visit: &Visit,
    opened: &Opened<Proposal>,
    of: Option<&Publication>,
    successor: Option<&Publication>,
) -> Html {
    let language = visit.language();
    let (words, paper) = (say(language), paper::words::say(language));
    let mut entries = vec![(
        Html::text(&words.word("about-step")),
        Html::text(&opened.stored.step().name(language)),
    )];
    if let Some(of) = of {
        let code = element("code").child(of.code.to_string());
        let verify = visit.reader.href(&format!("{}?code={}", paper::verify::PATH, of.code));
        let link = element("a").attr("href", verify).child(code).finish();
        entries.push((Html::text(&paper.word("paper-number")), Html::text(&of.number)));
        entries.push((
            Html::text(&paper.word("paper-published")),
            Html::text(&paper::screen::moment(of.published_at, language)),
        ));
        entries.push((Html::text(&paper.word("verify-code")), link));
    }
    if let Some(next) = successor {
        let href = visit.href(&next.document, "");
        let link = element("a").attr("href", href).child(&next.number).finish();
        entries.push((Html::text(&words.word("about-successor")), link));
    }
    let file = element("a").attr("href", visit.href(opened.id(), "/file.pdf"));
    entries.push((Html::text(&words.word("about-file")), file.child("PDF").finish()));
    facts(entries)
}

/// What the one who asks may do now, as forms.
fn doors(visit: &Visit, opened: &Opened<Proposal>, asked: Asked) -> Html {
    let language = visit.language();
    let words = say(language);
    let id = opened.id();
    let may = |action| visit.may(action, opened);
    let version = opened.stored.head().version.to_string();
    let form = |rest: &str, word: &str| Form::post(visit.href(id, rest), words.word(word));
    let mut all = Html::new();
    let wrote = opened.stored.head().writers.contains(&visit.asker.0.actor().word());
    match opened.stored.step() {
        Step::Draft | Step::Returned => {
            if may(Proposal::DRAFT) {
                let edit = element("a").class("button").attr("href", visit.href(id, "/edit"));
                all.push(element("p").child(edit.child(words.word("do-edit"))));
            }
            if may(Proposal::SUBMIT) {
                let form = form("/submit", "do-submit");
                let form = form
                    .hidden("edition", opened.edition.to_string())
                    .hidden("annexes", opened.annexes.to_string());
                all.push(form.to_html(language));
            }
        }
        Step::Submitted => {
            if may(Proposal::APPROVE) && !wrote {
                let approve = form("/approve", "do-approve").hidden("version", version.clone());
                all.push(approve.to_html(language));
            }
            if may(Proposal::RETURN) {
                let reason = Field::long_text("reason", words.word("do-return-reason"), 4)
                    .hint(words.word("do-return-hint"))
                    .value(asked.reason.text)
                    .error(asked.reason.error);
                let form = form("/return", "do-return").hidden("version", version);
                all.push(form.field(&reason, language).to_html(language));
            }
        }
        Step::Approved => {
            if may(Proposal::PUBLISH) {
                let former = Field::text("supersedes", words.word("do-supersedes"))
                    .hint(words.word("do-supersedes-hint"))
                    .optional()
                    .value(asked.supersedes.text)
                    .error(asked.supersedes.error);
                let form = form("/publish", "do-publish").hidden("version", version);
                all.push(form.field(&former, language).to_html(language));
            }
        }
        Step::Published | Step::Superseded => {}
    }
    all
}

/// Answers `/{language}/proposal/{id}/changes`.
pub(super) async fn changes(
    reader: Reader,
    State(office): Here,
    asker: Asker,
    Path((_, id)): Path<(String, String)>,
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let visit = Visit { reader, office, asker };
    let opened = visit.open(&id).await?;
    let unknown = || visit.fault(&records::documents::Error::Unknown { id: id.clone() });
    if !may_read_history(&visit, &opened) {
        return Err(unknown());
    }
    let number = |name: &str| named(&fields, name).and_then(|text| text.parse::<i64>().ok());
    let (Some(from), Some(to)) = (number("from"), number("to")) else { return Err(unknown()) };
    let language = visit.language();
    let database = visit.office.gate.database();
    let mut sections = Vec::new();
    for version in [from, to] {
        let content = store::version::<Proposal>(database, opened.id(), version).await;
        sections.push(content.map_err(|error| visit.fault(&error))?.sections(language));
    }
    let found = match sections.as_slice() {
        [before, after] => between(before, after),
        _ => Vec::new(),
    };
    let arguments = [("from", from.to_string()), ("to", to.to_string())];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    let back = format!("{}/{}", super::PATH, opened.id());
    let page = visit
        .page(say(language).with("changes-title", &arguments))
        .crumb(&back, opened.content.title(language));
    Ok(page.respond(Ok(paper::screen::changes(&found, [from, to], language))))
}
