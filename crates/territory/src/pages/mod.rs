//! The screens of places at which services are given.
//!
//! | room | page |
//! |---|---|
//! | `list` | `/{language}/places`: those that there are for the reader |
//! | `show` | `/{language}/municipality/{code}/places/{id}`: one, with its circle where it has one |
//! | `write` | `…/places/new`, `…/places/{id}/edit`: registering and changing |
//! | `circle` | `…/places/{id}/circle`, `…/circle/dismiss` |
//!
//! The municipality stands in the address so that roles held there count for the route itself.

mod circle;
mod list;
mod show;
mod write;

use crate::error::Error;
use crate::model::{Municipality, MunicipalityCode};
use crate::place::{self, Place, commands};
use crate::{SEE_PLACE, municipalities};
use axum::extract::FromRef;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use formula::words::{Catalog, Language, Words};
use pages::errors::PageError;
use pages::forms::Sent;
use pages::language::Reader;
use pages::layout::{NavEntry, Page};
use pages::words::Say;
use records::clock::Clock;
use records::command::{Command, Gate, Request};
use records::identity::Identifier;
use records::policy::{Asker, Resource, RouteEntry, RoutePlace, Routes};
use records::sensitivity;
use records::unit_of_work::IdempotencyKey;
use std::sync::LazyLock;

/// The files of the words.
pub static WORDS: Words = Words {
    en: &[include_str!("../../locales/places/en.ftl")],
    sq: &[include_str!("../../locales/places/sq.ftl")],
    sr: &[include_str!("../../locales/places/sr.ftl")],
};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(&WORDS));

/// Says words of these pages, and the shared ones, in a language.
fn say(language: Language) -> Say<'static> {
    Say::new(&CATALOG, language)
}

/// The address of the list, after the language.
const PATH: &str = "/places";

/// What these pages need; the site gives it to them.
#[derive(Debug, Clone)]
pub struct Registry {
    /// The door for writes.
    pub gate: Gate,
    /// The time.
    pub clock: Clock,
}

/// The routes of this station.
///
/// # Errors
/// `route-invalid` when two of them have the same path.
pub fn routes<S>() -> Result<Routes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Registry: FromRef<S>,
{
    let here = |entry: RouteEntry| entry.at(RoutePlace::Municipality("code"));
    let get = |path, action, text| here(RouteEntry::get(path, action, text));
    let post = |path, action, text| here(RouteEntry::post(path, action, text));
    let new = "/{language}/municipality/{code}/places/new";
    let edit = "/{language}/municipality/{code}/places/{id}/edit";
    let circle = "/{language}/municipality/{code}/places/{id}/circle";
    let dismiss = "/{language}/municipality/{code}/places/{id}/circle/dismiss";
    let (register, change, keep) = (commands::REGISTER, commands::CHANGE, commands::KEEP_CIRCLE);
    Routes::new()
        .route(
            RouteEntry::get("/{language}/places", SEE_PLACE, "Where services are given."),
            list::page,
        )?
        .route(
            get("/{language}/municipality/{code}/places/{id}", SEE_PLACE, "One such place."),
            show::page,
        )?
        .route(get(new, register, "The form in which a place is registered."), write::new)?
        .route(post(new, register, "Registers a place."), write::register)?
        .route(get(edit, change, "The form in which a place is changed."), write::edit)?
        .route(post(edit, change, "Changes a place."), write::change)?
        .route(post(circle, keep, "Takes someone into the circle of a place."), circle::admit)?
        .route(post(dismiss, keep, "Takes someone out of the circle of a place."), circle::dismiss)
}

/// Who asks on which page, with what it takes to answer.
struct Visit {
    reader: Reader,
    registry: Registry,
    asker: Asker,
}

impl Visit {
    fn language(&self) -> Language {
        self.reader.language
    }

    fn request(&self, key: IdempotencyKey) -> Request {
        Request { principal: self.asker.0.clone(), now: self.registry.clock.now(), key }
    }

    /// The municipality of an address.
    async fn municipality(&self, code: &str) -> Result<Municipality, PageError> {
        let code: Result<MunicipalityCode, _> = code.parse();
        let unknown = || PageError::not_found(self.language());
        let code = code.map_err(|_| unknown().with_page(self.frame("")))?;
        let found = crate::municipality(self.registry.gate.database(), &code).await;
        found.map_err(|error| self.fault(&error))
    }

    async fn municipalities(&self) -> Result<Vec<Municipality>, PageError> {
        let all = municipalities(self.registry.gate.database()).await;
        all.map_err(|error| self.fault(&error))
    }

    /// A place of an address: for whoever may not see it, it is not there.
    async fn place(&self, code: &str, id: &str) -> Result<Place, PageError> {
        let unknown = || self.fault(&Error::PlaceUnknown);
        let id: Identifier = id.parse().map_err(|_| unknown())?;
        let found = self.find(&id).await.map_err(|error| self.fault(&error))?;
        let place = found.filter(|place| place.municipality.as_str() == code);
        let place = place.ok_or_else(unknown)?;
        match self.may(SEE_PLACE, &place).await? {
            true => Ok(place),
            false => Err(unknown()),
        }
    }

    async fn find(&self, id: &Identifier) -> Result<Option<Place>, Error> {
        let mut connection = self.registry.gate.database().readers().acquire().await?;
        place::find(&mut connection, id).await
    }

    /// Whether the one who asks may do something to a place.
    async fn may(&self, action: &str, place: &Place) -> Result<bool, PageError> {
        let known = async {
            let mut connection = self.registry.gate.database().readers().acquire().await?;
            let (principal, now) = (&self.asker.0, self.registry.clock.now());
            sensitivity::known(&mut connection, principal, place.resource(), now).await
        };
        let resource = known.await.map_err(|error| self.fault(&error.into()))?;
        Ok(self.registry.gate.policy().decide(&self.asker.0, action, &resource).permitted)
    }

    /// Whether the one who asks may register a place in a municipality.
    fn may_register(&self, code: &MunicipalityCode) -> bool {
        let resource = Resource::national().in_municipality(code.as_str());
        let policy = self.registry.gate.policy();
        policy.decide(&self.asker.0, commands::REGISTER, &resource).permitted
    }

    /// Does the command of a form.
    async fn execute<C: Command<Error = Error>>(
        &self,
        command: &C,
        sent: &Sent,
    ) -> Result<C::Outcome, Error> {
        let request = self.request(IdempotencyKey::new(sent.key())?);
        self.registry.gate.execute(command, request).await
    }

    /// A page of this station without its body.
    fn frame(&self, title: &str) -> Page {
        let words = say(self.language());
        let nav = [("/", "home"), (PATH, "nav-places")];
        let nav = nav.map(|(path, word)| NavEntry::new(path, words.word(word)));
        Page::new(&self.reader, title).nav(nav.to_vec()).source(words.word("footer-places"))
    }

    /// The page of a place, or about one, without its body.
    fn page(&self, title: &str) -> Page {
        self.frame(title).crumb(PATH, say(self.language()).word("places-title"))
    }

    /// The page for an error.
    fn fault(&self, error: &Error) -> PageError {
        let language = self.language();
        let message = error.message(language);
        let page = match error {
            Error::PlaceUnknown | Error::MunicipalityUnknown(_) => {
                PageError::not_found(language).detail(message)
            }
            Error::Ground(records::Error::Refused { .. }) => PageError::refused(language, message),
            Error::PlacePassed { .. } => PageError::conflict(language, message),
            Error::Ground(_) => PageError::internal(language, None).detail(message),
            _ => PageError::bad_request(language, message),
        };
        let page = page.with_page(self.frame(""));
        match error.help(language) {
            Some(help) => page.what_to_do(help),
            None => page,
        }
    }
}

/// The address of a place, or of something of it, after the language.
fn path_of(place: &Place, rest: &str) -> String {
    format!("/municipality/{}/places/{}{rest}", place.municipality, place.id)
}

/// What a place is, in the reader's language.
fn kind_name(kind: place::PlaceKind, language: Language) -> String {
    say(language).word(&format!("place-kind-{}", kind.word()))
}

/// Leads on after something was done, so that going back does not do it again.
fn lead_to(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, address.to_owned())]).into_response()
}

/// What was refused, and what to do, one sentence after the other.
fn in_words(error: &Error, language: Language) -> String {
    match error.help(language) {
        Some(help) => format!("{} {help}", error.message(language)),
        None => error.message(language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: every word exists in each language with the same arguments. Method: the three files
    /// compared entry by entry.
    #[test]
    fn words_are_complete() {
        assert_eq!(::pages::words::differences(&WORDS), Vec::<String>::new());
    }
}
