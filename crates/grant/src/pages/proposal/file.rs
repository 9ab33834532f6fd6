//! A proposal as PDF: of what was published the file that was kept, of a draft one made now.

use super::{Here, Visit};
use crate::proposal::sheet;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use pages::errors::PageError;
use pages::language::Reader;
use records::calendar::office_time;
use records::documents::{Error, publication};
use records::policy::Asker;

/// Answers `/{language}/proposal/{id}/file.pdf`.
pub(super) async fn pdf(
    reader: Reader,
    State(office): Here,
    asker: Asker,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let visit = Visit { reader, office, asker };
    let opened = visit.open(&id).await?;
    let language = visit.language();
    let fault = |error: Error| visit.fault(&error);
    let database = visit.office.gate.database();
    let of = publication::of_document(database, opened.id()).await.map_err(fault)?;
    let (name, bytes) = match of {
        Some(of) => {
            let bytes = publication::file(database, opened.id(), language).await.map_err(fault)?;
            (of.number, bytes)
        }
        None => {
            let today = office_time(visit.office.clock.now()).date();
            let sheet = sheet(&opened.content, None, today, &visit.office.letterhead, language);
            let made = tokio::task::spawn_blocking(move || paper::pdf::write(&sheet)).await;
            let unmade = |detail: String| fault(Error::NotPrinted { detail });
            let made = made.map_err(|error| unmade(error.to_string()))?;
            (opened.id().to_string(), made.map_err(|error| unmade(error.to_string()))?)
        }
    };
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}-{}.pdf\"", language.tag())),
        (CACHE_CONTROL, "no-cache".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
