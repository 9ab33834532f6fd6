//! An upload that is looked at: what it would change, in euros too; then it is confirmed.

use super::list::lead_to;
use super::{Visit, shown};
use crate::data::{self, Preview, Settings};
use crate::desk::Desk;
use crate::error::Error;
use crate::office::Office;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use pages::errors::PageError;
use pages::forms::{Form, Sent, stale_notice};
use pages::html::Html;
use pages::language::Reader;
use records::attachments::Reading;
use records::command::Request;
use records::identity::Identifier;
use records::imports::{self, Import};
use records::policy::Asker;
use records::unit_of_work::IdempotencyKey;

/// An upload, opened for whoever may look at it.
struct Opened {
    import: Import,
    settings: Settings,
    preview: Preview,
}

async fn open(visit: &Visit, id: &str) -> Result<Opened, Error> {
    let shown: String = id.chars().take(60).collect();
    let unknown = || Error::from(imports::Error::Unknown { id: shown.clone() });
    let id: Identifier = id.parse().map_err(|_| unknown())?;
    let import = imports::find(visit.desk.database(), data::KIND, &id).await?;
    let (formula, table) = import.about.split_once('/').ok_or_else(unknown)?;
    if formula != visit.entry.name {
        return Err(unknown());
    }
    let settings: Settings = serde_json::from_value(import.settings.clone())
        .map_err(|error| records::Error::value("import.settings", &error.to_string()))?;
    let request = Request {
        principal: visit.asker.0.clone(),
        now: visit.office.clock.now(),
        key: IdempotencyKey::of_content(&["look", import.id.as_str()]),
    };
    let resource = data::resource();
    let reading = Reading { request, action: data::UPLOAD, resource: &resource };
    let file = imports::content(&visit.office.gate, reading, &import).await?;
    let upload =
        tables::Upload { file: file.name.as_str(), table, bytes: &file.bytes, is_strict: false };
    let preview = Preview::of(&visit.desk, &visit.entry, &upload, &settings).await?;
    Ok(Opened { import, settings, preview })
}

/// Answers `…/data/import/{id}`.
pub(super) async fn page(
    reader: Reader,
    asker: Asker,
    State(desk): State<Desk>,
    State(office): State<Office>,
    Path((_, name, id)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let visit = Visit::new((reader, asker), (desk, office), &name).map_err(|page| *page)?;
    let opened = open(&visit, &id).await.map_err(|error| visit.fault(&error))?;
    looked_at(&visit, &opened, Html::new(), StatusCode::OK).await
}

async fn looked_at(
    visit: &Visit,
    opened: &Opened,
    above: Html,
    status: StatusCode,
) -> Result<Response, PageError> {
    let (say, language) = (visit.say(), visit.language());
    let places = visit.places().await?;
    let preview = &opened.preview;
    let mut body = above;
    if preview.faults.is_empty() {
        body.push(shown::summary(visit, preview, &opened.settings));
        body.push(shown::effects(visit, preview, &places));
        body.push(shown::changes(visit, preview, &places));
        body.push(shown::notices(visit, preview));
        let address = visit.href(&format!("/import/{}/confirm", opened.import.id));
        let form = Form::post(address, say.word("data-confirm"))
            .hidden("seen", preview.over.to_string())
            .secondary(say.word("data-leave"), visit.href(""));
        body.push(form.to_html(language));
    } else {
        body.push(shown::faults(visit, preview, &places));
    }
    let title = preview.asked.labels.say(language, &preview.asked.name);
    let page = visit.page(say.with("data-look-title", &[("table", &title)]));
    let page = page.lede(say.word("data-look-lede")).status(status);
    Ok(page.respond(Ok(body)))
}

/// Answers a form sent to `…/data/import/{id}/confirm`.
pub(super) async fn confirm(
    reader: Reader,
    asker: Asker,
    State(desk): State<Desk>,
    State(office): State<Office>,
    Path((_, name, id)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let path = format!("/formula/{name}/data/import/{id}");
    let reader = Reader::new(reader.language, &path);
    let visit = Visit::new((reader, asker), (desk, office), &name).map_err(|page| *page)?;
    let opened = match open(&visit, &id).await {
        Ok(opened) => opened,
        // Sent twice: what is in force is what the first one put there.
        Err(Error::Import(imports::Error::NotNow { step: imports::Step::Confirmed })) => {
            return Ok(lead_to(&visit.href("")));
        }
        Err(error) => return Err(visit.fault(&error)),
    };
    if sent.is_stale() {
        return looked_at(&visit, &opened, stale_notice(visit.language()), StatusCode::OK).await;
    }
    let seen = sent.get("seen").parse().unwrap_or(-1);
    let Some(command) = opened.preview.confirm(&opened.import.id, seen, &opened.settings) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return looked_at(&visit, &opened, Html::new(), status).await;
    };
    let key = visit.key(&sent).map_err(|error| visit.fault(&error))?;
    match visit.office.execute(&command, &visit.asker, key).await {
        Ok(_) => Ok(lead_to(&visit.href(""))),
        Err(error @ Error::Import(imports::Error::Passed { .. })) => {
            let above = visit.refusal(&error);
            looked_at(&visit, &opened, above, StatusCode::CONFLICT).await
        }
        Err(error) => Err(visit.fault(&error)),
    }
}
