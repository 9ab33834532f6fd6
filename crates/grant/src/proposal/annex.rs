//! An annex of a proposal, given out as a file: to people and to programs alike.

use super::Proposal;
use crate::office::Office;
use axum::http::HeaderMap;
use axum::response::Response;
use pages::download::Download;
use records::command::Request;
use records::documents::{Content, Error, Opened, annexes};
use records::policy::Asker;
use records::unit_of_work::IdempotencyKey;

/// The annex with a hash, to be saved by whoever may read the proposal; without its content for who
/// has it already, as the head of their request says.
///
/// # Errors
/// Those of [`annexes::open`].
pub(crate) async fn saved(
    office: &Office,
    asker: &Asker,
    opened: &Opened<Proposal>,
    (sha256, headers): (&str, &HeaderMap),
) -> Result<Response, Error> {
    let request = Request {
        principal: asker.0.clone(),
        now: office.clock.now(),
        key: IdempotencyKey::of_content(&[Proposal::READ, opened.id().as_str(), sha256]),
    };
    let content = annexes::open(&office.gate, request, opened, sha256).await?;
    let file = Download {
        name: content.name.as_str(),
        media_type: content.attachment.media.mime(),
        sha256: &content.attachment.sha256,
        is_public: opened.stored.step().is_public(),
        bytes: content.bytes,
    };
    Ok(file.respond(headers))
}
