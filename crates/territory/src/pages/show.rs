//! One place: what is known of it, and who is in its circle where it has one.

use super::{Registry, Visit, circle, kind_name, path_of, say};
use crate::model::Municipality;
use crate::place::{self, Details, Place, commands};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use formula::words::{Language, format_date};
use pages::content::{Notice, Tone, facts};
use pages::errors::PageError;
use pages::html::{Html, element};
use pages::language::Reader;
use records::calendar::office_time;
use records::policy::Asker;
use records::unit_of_work::IdempotencyKey;
use std::collections::BTreeMap;

/// Answers `/{language}/municipality/{code}/places/{id}`.
pub(super) async fn page(
    reader: Reader,
    State(registry): State<Registry>,
    asker: Asker,
    Path((_, code, id)): Path<(String, String, String)>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let visit = Visit { reader, registry, asker };
    let done = match query.get("done").map(String::as_str) {
        Some("registered") => Some("place-registered"),
        Some("saved") => Some("place-saved"),
        Some("circle") => Some("circle-changed"),
        _ => None,
    };
    let above = done.map_or_else(Html::new, |word| {
        let notice = Notice::new(Tone::Done, say(visit.language()).word(word), "");
        notice.to_html(visit.language())
    });
    show(&visit, (&code, &id), above, &circle::Typed::default()).await
}

/// What is known of a place, for whoever may see it.
pub(super) async fn opened(visit: &Visit, place: &Place) -> Result<Details, PageError> {
    let key = IdempotencyKey::of_content(&["read", place.id.as_str()]);
    let details = place::details(&visit.registry.gate, visit.request(key), place).await;
    details.map_err(|error| visit.fault(&error))
}

/// The page of a place with what stands above it, and what was typed about its circle.
pub(super) async fn show(
    visit: &Visit,
    (code, id): (&str, &str),
    above: Html,
    typed: &circle::Typed,
) -> Result<Response, PageError> {
    let place = visit.place(code, id).await?;
    let municipality = visit.municipality(code).await?;
    let details = opened(visit, &place).await?;
    let language = visit.language();
    let words = say(language);
    let mut body = above;
    if place.is_protected() {
        let lead = words.word("place-protected-lead");
        let notice = Notice::new(Tone::Caution, lead, words.word("place-protected-text"));
        body.push(notice.to_html(language));
    }
    body.push(known(&place, &municipality, &details, language));
    if visit.may(commands::CHANGE, &place).await? {
        let link =
            element("a").class("button").attr("href", visit.reader.href(&path_of(&place, "/edit")));
        body.push(element("p").child(link.child(words.word("place-edit"))));
    }
    if place.is_protected() {
        body.push(circle::section(visit, &place, &municipality, typed).await?);
    }
    let status = match typed.error.is_some() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let lede = format!("{}, {}", kind_name(place.kind, language), municipality.name(language));
    Ok(visit.page(&details.name).lede(lede).status(status).respond(Ok(body)))
}

/// What is known of a place, name by name.
pub(super) fn known(
    place: &Place,
    municipality: &Municipality,
    details: &Details,
    language: Language,
) -> Html {
    let words = say(language);
    let unsaid = || Html::text(&words.word("place-unsaid"));
    let text = |text: &str| Html::text(text);
    let coordinates = details.coordinates.map_or_else(unsaid, |at| {
        text(&format!("{}, {}", at.latitude.to_text(), at.longitude.to_text()))
    });
    let mut staff = Html::new();
    for (number, name) in details.staff.iter().enumerate() {
        if number > 0 {
            staff.push(element("br"));
        }
        staff.push(text(name));
    }
    let staff = if details.staff.is_empty() { unsaid() } else { staff };
    let changed = format_date(office_time(place.changed_at).date(), language);
    let entries = [
        ("place-name", text(&details.name)),
        ("place-kind", text(&kind_name(place.kind, language))),
        ("place-municipality", text(&municipality.name(language))),
        ("place-address", text(&details.address)),
        ("place-coordinates", coordinates),
        ("place-telephone", details.telephone.as_deref().map_or_else(unsaid, text)),
        ("place-staff", staff),
        ("place-changed", text(&changed)),
    ];
    facts(entries.into_iter().map(|(word, value)| (Html::text(&words.word(word)), value)))
}
