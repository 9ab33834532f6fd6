//! The proposals that there are.

use super::{Here, Visit};
use crate::desk::Desk;
use crate::proposal::{Proposal, say};
use axum::extract::State;
use axum::response::Response;
use pages::content::{Line, lines};
use pages::errors::PageError;
use pages::html::element;
use pages::language::Reader;
use records::documents::{Content, store};
use records::policy::Asker;
use records::policy::{Resource, Sensitivity};

/// How many are listed.
const LISTED_MAX: u32 = 200;

/// Answers `/{language}/proposal`.
pub(super) async fn page(
    reader: Reader,
    State(desk): State<Desk>,
    State(office): Here,
    asker: Asker,
) -> Result<Response, PageError> {
    let visit = Visit { reader, office, asker };
    let language = visit.language();
    let scope = visit.office.gate.policy().scope(&visit.asker.0, Proposal::READ);
    let database = visit.office.gate.database();
    let listed = store::list::<Proposal>(database, &scope, LISTED_MAX).await;
    let listed = listed.map_err(|error| visit.fault(&error))?;
    let entries = listed.iter().map(|opened| {
        let variant = opened.content.record.variant.get(language);
        let changed = paper::screen::moment(opened.saved_at, language);
        Line::new(opened.content.title(language), Some(&visit.href(opened.id(), "")))
            .text(format!("{variant} · {changed}"))
            .side(opened.stored.step().name(language))
    });
    let entries: Vec<Line> = entries.collect();
    let say = say(language);
    let mut body = lines(&entries, &say.word("proposals-none"));
    let mine = Resource::national()
        .of_sensitivity(Sensitivity::Official)
        .owned_by(visit.asker.0.actor().clone());
    if visit.office.gate.policy().decide(&visit.asker.0, Proposal::DRAFT, &mine).permitted {
        let runs = super::frame::runs(&desk, &visit.reader).await?;
        let runs = runs.iter().map(|run| {
            let href = visit.reader.href(&format!("/proposal/new?run={}", run.id()));
            Line::new(run.title(language), Some(&href))
        });
        body.push(element("h2").child(say.word("begin-title")));
        body.push(lines(&runs.collect::<Vec<_>>(), ""));
    }
    let page = super::frame::page(&visit.reader, say.word("proposals-title"));
    Ok(page.lede(say.word("proposals-lede")).respond(Ok(body)))
}
