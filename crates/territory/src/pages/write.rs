//! Registering a place and changing one.

use super::show::{known, opened};
use super::{Registry, Visit, in_words, kind_name, lead_to, path_of, say};
use crate::error::Error;
use crate::model::Municipality;
use crate::place::commands::{Change, Register, Said};
use crate::place::{Flaw, Place, PlaceKind, Typed};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use pages::content::{Notice, Tone};
use pages::errors::PageError;
use pages::forms::{Choice, Field, Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::policy::Asker;

/// For whom a place is there, as the form sends it.
const EVERYONE: &str = "everyone";
/// The other answer.
const CIRCLE: &str = "circle";

/// The form as it is filled in.
#[derive(Default)]
struct Filled {
    kind: String,
    who: String,
    typed: Typed,
    flaws: Vec<Flaw>,
    edition: i64,
}

impl Filled {
    fn of(sent: &Sent) -> Filled {
        let text = |name: &str| sent.get(name).to_owned();
        let typed = Typed {
            name: text("name"),
            address: text("address"),
            latitude: text("latitude"),
            longitude: text("longitude"),
            telephone: text("telephone"),
            staff: text("staff"),
        };
        let edition = sent.get("edition").parse().unwrap_or(0);
        Filled { kind: text("kind"), who: text("who"), typed, edition, ..Filled::default() }
    }

    /// What the form says, or what is wrong with it, which is kept beside the fields.
    fn read(&mut self) -> Option<Said> {
        let (kind, is_protected) = (PlaceKind::from_word(&self.kind), self.who == CIRCLE);
        let details = self.typed.read();
        if kind.is_none() {
            self.flaws.push(Flaw { field: "kind", id: "place-kind-missing" });
        }
        if !is_protected && self.who != EVERYONE {
            self.flaws.push(Flaw { field: "who", id: "place-who-missing" });
        }
        match (kind, details) {
            (Some(kind), Ok(details)) if self.flaws.is_empty() => {
                Some(Said { kind, is_protected, details })
            }
            (_, details) => {
                self.flaws.extend(details.err().into_iter().flatten());
                None
            }
        }
    }

    fn status(&self) -> StatusCode {
        match self.flaws.is_empty() {
            true => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// The fields, on a place that is protected already or on another.
fn form(visit: &Visit, filled: &Filled, place: Option<&Place>, path: &str) -> Html {
    let language = visit.language();
    let words = say(language);
    let at = |field: &str| {
        let flaw = filled.flaws.iter().find(|flaw| flaw.field == field);
        flaw.map(|flaw| words.word(flaw.id))
    };
    let kinds = PlaceKind::ALL.map(|kind| Choice::new(kind.word(), kind_name(kind, language)));
    let choose = |who: &str| {
        Choice::new(who, words.word(&format!("place-who-{who}")))
            .hint(words.word(&format!("place-who-{who}-hint")))
    };
    let is_protected = place.is_some_and(Place::is_protected);
    let whose = match is_protected {
        true => vec![choose(CIRCLE)],
        false => vec![choose(EVERYONE), choose(CIRCLE)],
    };
    let mut who = Field::radios("who", words.word("place-who"), whose).value(&filled.who);
    if place.is_some() && !is_protected {
        who = who.hint(words.word("place-who-was-open"));
    }
    let typed = &filled.typed;
    let text = |name: &'static str, value: &str| {
        Field::text(name, words.word(&format!("place-{name}"))).value(value).error(at(name))
    };
    let fields = [
        Field::radios("kind", words.word("place-kind"), kinds.into())
            .value(&filled.kind)
            .error(at("kind")),
        who.error(at("who")),
        text("name", &typed.name).hint(words.word("place-name-hint")),
        text("address", &typed.address).hint(words.word("place-address-hint")),
        text("latitude", &typed.latitude).hint(words.word("place-degrees-hint")).optional(),
        text("longitude", &typed.longitude).optional(),
        text("telephone", &typed.telephone).optional(),
        Field::long_text("staff", words.word("place-staff"), 4)
            .value(&typed.staff)
            .hint(words.word("place-staff-hint"))
            .optional()
            .error(at("staff")),
    ];
    let (submit, stop) = match place {
        Some(place) => ("do-save-place", path_of(place, "")),
        None => ("do-register-place", super::PATH.to_owned()),
    };
    let form = Form::post(visit.reader.href(path), words.word(submit))
        .hidden("edition", filled.edition.to_string())
        .secondary(words.word("do-stop-place"), visit.reader.href(&stop));
    fields.iter().fold(form, |form, field| form.field(field, language)).to_html(language)
}

/// The page of the form in which a place is registered.
fn new_page(visit: &Visit, municipality: &Municipality, filled: &Filled, above: Html) -> Response {
    let words = say(visit.language());
    let path = format!("/municipality/{}/places/new", municipality.code);
    let title = words.word("place-new-title");
    let title = format!("{title}: {}", municipality.name(visit.language()));
    let page = visit.page(&title).lede(words.word("place-new-lede")).status(filled.status());
    page.respond(Ok(above.with(form(visit, filled, None, &path))))
}

/// Answers `/{language}/municipality/{code}/places/new`.
pub(super) async fn new(
    reader: Reader,
    State(registry): State<Registry>,
    asker: Asker,
    Path((_, code)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let visit = Visit { reader, registry, asker };
    let municipality = visit.municipality(&code).await?;
    Ok(new_page(&visit, &municipality, &Filled::default(), Html::new()))
}

/// Answers the form sent there.
pub(super) async fn register(
    reader: Reader,
    State(registry): State<Registry>,
    asker: Asker,
    Path((_, code)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let visit = Visit { reader, registry, asker };
    let municipality = visit.municipality(&code).await?;
    let mut filled = Filled::of(&sent);
    if sent.is_stale() {
        return Ok(new_page(&visit, &municipality, &filled, stale_notice(visit.language())));
    }
    let Some(said) = filled.read() else {
        return Ok(new_page(&visit, &municipality, &filled, Html::new()));
    };
    let command = Register { municipality: municipality.code.clone(), said };
    let id = visit.execute(&command, &sent).await.map_err(|error| visit.fault(&error))?;
    let path = format!("/municipality/{}/places/{id}?done=registered", municipality.code);
    Ok(lead_to(&visit.reader.href(&path)))
}

/// The page of the form in which a place is changed.
fn edit_page(visit: &Visit, place: &Place, filled: &Filled, above: Html) -> Response {
    let words = say(visit.language());
    let page = visit.page(&words.word("place-edit-title")).status(filled.status());
    page.respond(Ok(above.with(form(visit, filled, Some(place), &path_of(place, "/edit")))))
}

/// A place that the one who asks may change.
async fn changeable(visit: &Visit, code: &str, id: &str) -> Result<Place, PageError> {
    let place = visit.place(code, id).await?;
    match visit.may(super::commands::CHANGE, &place).await? {
        true => Ok(place),
        false => {
            let action = super::commands::CHANGE;
            let resource = place.resource();
            let refused = visit.registry.gate.policy().permit(&visit.asker.0, action, &resource);
            let error = refused.err().map_or(Error::PlaceUnknown, Error::Ground);
            Err(visit.fault(&error))
        }
    }
}

/// Answers `…/places/{id}/edit`.
pub(super) async fn edit(
    reader: Reader,
    State(registry): State<Registry>,
    asker: Asker,
    Path((_, code, id)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let visit = Visit { reader, registry, asker };
    let place = changeable(&visit, &code, &id).await?;
    let details = opened(&visit, &place).await?;
    let filled = Filled {
        kind: place.kind.word().to_owned(),
        who: if place.is_protected() { CIRCLE } else { EVERYONE }.to_owned(),
        typed: Typed::of(&details),
        edition: place.edition,
        flaws: Vec::new(),
    };
    Ok(edit_page(&visit, &place, &filled, Html::new()))
}

/// Answers the form sent there.
pub(super) async fn change(
    reader: Reader,
    State(registry): State<Registry>,
    asker: Asker,
    Path((_, code, id)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let visit = Visit { reader, registry, asker };
    let place = changeable(&visit, &code, &id).await?;
    let language = visit.language();
    let mut filled = Filled::of(&sent);
    if sent.is_stale() {
        return Ok(edit_page(&visit, &place, &filled, stale_notice(language)));
    }
    let Some(said) = filled.read() else {
        return Ok(edit_page(&visit, &place, &filled, Html::new()));
    };
    let command = Change { place: place.id.clone(), based_on: filled.edition, said };
    match visit.execute(&command, &sent).await {
        Ok(_) => Ok(lead_to(&visit.reader.href(&path_of(&place, "?done=saved")))),
        Err(error @ Error::PlacePassed { .. }) => {
            conflict_page(&visit, (&code, &id), filled, &error).await
        }
        Err(error @ Error::PlaceStaysProtected) => {
            let lead = error.message(language);
            let help = error.help(language).unwrap_or_default();
            let notice = Notice::new(Tone::Fault, lead, help).to_html(language);
            Ok(edit_page(&visit, &place, &filled, notice))
        }
        Err(error) => Err(visit.fault(&error)),
    }
}

/// What stands beside what was typed; saving again is based on what stands.
async fn conflict_page(
    visit: &Visit,
    (code, id): (&str, &str),
    filled: Filled,
    error: &Error,
) -> Result<Response, PageError> {
    let language = visit.language();
    let place = changeable(visit, code, id).await?;
    let municipality = visit.municipality(code).await?;
    let stands = opened(visit, &place).await?;
    let notice = Notice::new(Tone::Caution, in_words(error, language), "").to_html(language);
    let above = notice.with(element("h2").child(say(language).word("place-stands"))).with(known(
        &place,
        &municipality,
        &stands,
        language,
    ));
    let filled = Filled { edition: place.edition, ..filled };
    let words = say(language);
    let page = visit.page(&words.word("place-edit-title")).status(StatusCode::CONFLICT);
    Ok(page.respond(Ok(above.with(form(visit, &filled, Some(&place), &path_of(&place, "/edit"))))))
}
