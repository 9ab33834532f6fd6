//! The annexes of proposals for programs: listed, saved, attached and removed by the same commands
//! as on the pages. A file is the whole body of a request, and its name stands in the address.

use super::proposals::{Answer, Asked, Call, Marks, OF, ProposalState};
use crate::office::Office;
use crate::proposal::{Proposal, annex};
use api::{ApiRoutes, Asker, IfMatch, Once, Operation, Paging, Parameter, Problem, list, made_as};
use axum::body::to_bytes;
use axum::extract::{DefaultBodyLimit, FromRef, Path, Query, Request, State};
use axum::http::HeaderMap;
use records::attachments::{self, Attachment, NewFile};
use records::documents::annexes::{self, AttachFile, RemoveFile};
use records::documents::{Content, Error, Opened};
use records::policy::{RouteEntry, Sensitivity};
use serde::Serialize;
use utoipa::ToSchema;

/// A file that belongs to a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnnexState {
    /// The SHA-256 of its content, by which it is known.
    pub sha256: String,
    /// Its name.
    pub name: String,
    /// Its type, as it was found in its content.
    pub media_type: String,
    /// How many bytes it has.
    pub bytes: i64,
    /// When it was attached, in universal time.
    pub attached_at: String,
}

impl AnnexState {
    fn of(annex: &Attachment) -> AnnexState {
        AnnexState {
            sha256: annex.sha256.clone(),
            name: annex.open_name().to_owned(),
            media_type: annex.media.mime().to_owned(),
            bytes: annex.bytes,
            attached_at: annex.attached_at.to_string(),
        }
    }
}

/// The routes of annexes for programs.
///
/// # Errors
/// `route-invalid` when two of them have the same path.
pub(super) fn routes<S>() -> Result<ApiRoutes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Office: FromRef<S>,
{
    const ALL: &str = "/api/v1/proposals/{proposal}/annexes";
    const ONE: &str = "/api/v1/proposals/{proposal}/annexes/{annex}";
    const ANNEX: Parameter =
        Parameter::in_path("annex", "The SHA-256 of its content.", Some("^[0-9a-f]{64}$"));
    const NAME: Parameter =
        Parameter::in_query("name", "The name of the file.", Some("^[^\\n\\r]{1,200}$")).required();
    let named = |id| ("proposals", id);
    let official = |entry: RouteEntry| entry.of_sensitivity(Sensitivity::Official);
    let all = RouteEntry::get(ALL, Proposal::READ, "The annexes of a proposal.");
    let one = RouteEntry::get(ONE, Proposal::READ, "An annex of a proposal, to save.");
    let attach = RouteEntry::post(ALL, Proposal::ATTACH, "Attaches an annex to a draft.");
    let remove = RouteEntry::delete(ONE, Proposal::REMOVE, "Removes an annex from a draft.");
    ApiRoutes::new()
        .route(Operation::list::<AnnexState>(all, named("listAnnexes")).with(OF), listed)?
        .route(
            Operation::read::<AnnexState>(one, named("getAnnex"))
                .with(OF)
                .with(ANNEX)
                .giving_file(),
            file,
        )?
        .route(
            Operation::write::<AnnexState>(official(attach), named("attachAnnex"))
                .with(OF)
                .with(NAME)
                .taking_file()
                .making()
                .on_condition(),
            attached,
        )?
        .route(
            Operation::write::<ProposalState>(official(remove), named("removeAnnex"))
                .with(OF)
                .with(ANNEX)
                .on_condition(),
            removed,
        )
}

/// The annexes of a proposal.
async fn all(call: &Call, opened: &Opened<Proposal>) -> Result<Vec<Attachment>, Box<Problem>> {
    let all = annexes::list(call.office.gate.database(), opened).await;
    all.map_err(|error| call.problem(&error))
}

async fn listed(
    State(office): State<Office>,
    who: records::policy::Asker,
    Path(id): Path<String>,
    Query(query): Asked,
    asker: Asker,
) -> Answer {
    let call = Call::new(office, who, &asker);
    let paging = Paging::of(&query, ("annexes", &[]), asker.language)?;
    let opened = call.open(&id).await?;
    let found = all(&call, &opened).await?;
    let page = paging.page(&found, |annex| annex.sha256.clone(), AnnexState::of)?;
    Ok(api::answered(&asker, &page))
}

async fn file(
    State(office): State<Office>,
    who: records::policy::Asker,
    Path((id, hash)): Path<(String, String)>,
    Query(query): Asked,
    asker: Asker,
    headers: HeaderMap,
) -> Answer {
    list::known(&query, &[], asker.language)?;
    let call = Call::new(office, who, &asker);
    let opened = call.open(&id).await?;
    let saved = annex::saved(&call.office, &call.who, &opened, (&hash, &headers)).await;
    saved.map_err(|error| call.problem(&error))
}

async fn attached(
    State(office): State<Office>,
    who: records::policy::Asker,
    Path(id): Path<String>,
    Query(query): Asked,
    asker: Asker,
    (if_match, once): (IfMatch, Once),
    mut request: Request,
) -> Answer {
    list::known(&query, &["name"], asker.language)?;
    let call = Call::new(office, who, &asker);
    let limits = call.office.attachments;
    let refused = |error: attachments::Error| call.problem(&Error::from(error));
    // How much is read is bounded here, by what may be attached.
    DefaultBodyLimit::disable().apply(&mut request);
    let content = to_bytes(request.into_body(), limits.bytes).await;
    let too_large = |_| refused(attachments::Error::TooLarge { most: limits.bytes });
    let content = content.map_err(too_large)?.to_vec();
    let name = query.get("name").map(String::as_str).filter(|name| is_name(name));
    let name = name.ok_or_else(|| refused(attachments::Error::NameInvalid))?;
    let file = NewFile::check(name, content, limits).map_err(refused)?;
    let attach = |opened: &Opened<Proposal>, marks: Marks| {
        AttachFile::<Proposal>::new(opened.id().clone(), file).seen(marks.annexes)
    };
    let (done, opened) = call.attempt(&id, (&if_match, once), attach).await?;
    let found = all(&call, &opened).await?.into_iter().find(|one| one.sha256 == done.sha256);
    // A request that is repeated hears of a file that was removed since.
    let unknown = || refused(attachments::Error::Unknown { sha256: done.sha256.clone() });
    let annex = found.ok_or_else(unknown)?;
    let place = format!("{}/proposals/{}/annexes/{}", api::BASE, opened.id(), annex.sha256);
    Ok(made_as(&place, &Marks::of(&opened).tag(), &AnnexState::of(&annex)))
}

/// Whether a text may name a file: one line of at most 200 characters.
fn is_name(text: &str) -> bool {
    (1..=200).contains(&text.chars().count()) && !text.contains(['\n', '\r'])
}

async fn removed(
    State(office): State<Office>,
    who: records::policy::Asker,
    Path((id, hash)): Path<(String, String)>,
    asker: Asker,
    if_match: IfMatch,
    once: Once,
) -> Answer {
    let call = Call::new(office, who, &asker);
    let remove = |opened: &Opened<Proposal>, marks: Marks| {
        RemoveFile::<Proposal>::new(opened.id().clone(), &hash).seen(marks.annexes)
    };
    call.change(&id, (&if_match, once), remove).await
}
