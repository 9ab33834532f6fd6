//! Signing in by an identity provider: the button, the way there, the way back, and the section of
//! one's own account where it is connected.
//!
//! A form that changes to another site is stopped by the rule of our pages that forms go to this
//! site alone. What is answered is therefore a page, which leads on by itself and by a link.

use super::own::{self, Shown};
use super::sign_in::{self, Carried};
use super::{
    answer, done_notice, fault, fault_notice, lead_to, page as frame, waits, when, with_cookies,
};
use crate::cookies::Cookie;
use crate::door::{Caller, Door, spoken_in};
use crate::identity::IdentityProvider;
use crate::words::say;
use axum::extract::{Query, State};
use axum::http::header::REFRESH;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use openid::{Fault, Identity};
use pages::content::{Notice, Tone};
use pages::errors::PageError;
use pages::forms::{Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::{Reader, preferred};
use records::people::identity_provider::{Departure, Entered, Known, Proofs, Tie, Trip};
use records::people::own::Change;
use records::people::sign_in::Step;
use records::people::{Error, Refusal, SignedIn, Token, identity_provider as ways};
use std::collections::BTreeMap;

/// The button on the page of signing in; nothing at a site without a provider.
pub(super) fn button(door: &Door, reader: &Reader, carried: &Carried) -> Html {
    let Some(provider) = &door.provider else { return Html::new() };
    let (language, say) = (reader.language, say(reader.language));
    let label = say.with("identity-sign-in", &[("name", &provider.name(language))]);
    let form = Form::post(reader.href("/sign-in/provider"), label).quiet();
    carried.put(form).to_html(language)
}

/// What travels to the provider and back.
pub(super) fn travelling(reader: &Reader, carried: &Carried) -> ways::Carried {
    let language = reader.language.tag().to_owned();
    ways::Carried { language, then: carried.then.clone(), kept: carried.kept.clone() }
}

/// The address to which someone is sent on a way.
pub(super) async fn address(
    door: &Door,
    provider: &IdentityProvider,
    (departure, asks_again): (&Departure, bool),
    language: Language,
) -> Result<String, Fault> {
    let proofs = Proofs::of(departure.token());
    let (callback, now) = (door.callback(), door.clock.now());
    let trip = trip_of(&callback, &proofs);
    provider.provider.address(&trip, (language.tag(), asks_again), now).await
}

fn trip_of<'a>(callback: &'a str, proofs: &'a Proofs) -> openid::Trip<'a> {
    let Proofs { state, nonce, verifier } = proofs;
    openid::Trip { callback, state, nonce, verifier }
}

/// The page that leads on to the provider.
fn onward(door: &Door, reader: &Reader, (departure, address): (&Departure, &str)) -> Response {
    let (language, say) = (reader.language, say(reader.language));
    let name = door.provider.as_ref().map(|provider| provider.name(language));
    let name = name.unwrap_or_default();
    let link = element("a").class("button").attr("href", address);
    let link = link.child(say.with("identity-onward", &[("name", &name)]));
    let text = element("p").child(say.word("identity-onward-text")).finish();
    let reader = Reader::new(language, "/sign-in");
    let page = frame(door, &reader, None, "identity-onward-title");
    let mut answer = answer(page, text.with(element("p").child(link)));
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={address}")) {
        answer.headers_mut().insert(REFRESH, refresh);
    }
    with_cookies(answer, door.cookie(Cookie::Trip, Some(departure.token())))
}

/// What is said of the provider when it did not work.
pub(super) fn said(fault: Fault, language: Language) -> Html {
    let say = say(language);
    let help = say.word(&format!("{}-help", fault.id()));
    let text = format!("{} {help}", say.word(fault.id()));
    Notice::new(Tone::Fault, say.word("tone-fault"), text).to_html(language)
}

fn with_status(mut answer: Response, status: StatusCode) -> Response {
    *answer.status_mut() = status;
    answer
}

/// The page of signing in, with what happened on the way.
async fn again(
    door: &Door,
    reader: &Reader,
    (carried, notice): (&Carried, Html),
    status: StatusCode,
) -> Response {
    let page = sign_in::first_step(door, reader, (carried, notice), ("", None)).await;
    with_status(page, status)
}

/// Sets out to sign in.
pub(super) async fn start(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let (carried, language) = (Carried::of(&sent), reader.language);
    let Some(provider) = door.provider.clone() else {
        return PageError::not_found(language).into_response();
    };
    if sent.is_stale() {
        let notice = stale_notice(language);
        return again(&door, &reader, (&carried, notice), StatusCode::OK).await;
    }
    let departure = match Departure::make(travelling(&reader, &carried)) {
        Ok(departure) => departure,
        Err(error) => return fault(&error.into(), &reader),
    };
    let address = match address(&door, &provider, (&departure, false), language).await {
        Ok(address) => address,
        Err(fault) => {
            let notice = said(fault, language);
            return again(&door, &reader, (&carried, notice), StatusCode::BAD_GATEWAY).await;
        }
    };
    match door.people.set_out(&departure, &caller.trier, door.clock.now()).await {
        Ok(()) => onward(&door, &reader, (&departure, &address)),
        Err(error @ Error::Refused(_)) => {
            let notice = fault_notice(&error, language);
            again(&door, &reader, (&carried, notice), StatusCode::SERVICE_UNAVAILABLE).await
        }
        Err(error) => fault(&error, &reader),
    }
}

/// Answers `/sign-in/callback?code=…&state=…`: the one address that the provider knows, whatever
/// the language in which someone set out.
pub(super) async fn callback(
    State(door): State<Door>,
    caller: Caller,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let reader = Reader::new(preferred(&headers), "/sign-in");
    let Some(provider) = door.provider.clone() else {
        return PageError::not_found(reader.language).into_response();
    };
    let (token, trip) = match own_trip(&door, &caller, (&provider, &query)).await {
        Ok(Some(found)) => found,
        Ok(None) => {
            let notice = fault_notice(&Refusal::IdentityLate.into(), reader.language);
            let carried = (&Carried::default(), notice);
            let page = again(&door, &reader, carried, StatusCode::FORBIDDEN).await;
            return spoken_in(page, reader.language);
        }
        Err(error) => return fault(&error, &reader),
    };
    let language = Language::from_tag(&trip.carried().language).unwrap_or(reader.language);
    let reader = Reader::new(language, "/sign-in");
    let page = come_back(&door, (&reader, &caller), (&provider, &token, &trip), &query).await;
    spoken_in(with_cookies(page, door.cookie(Cookie::Trip, None)), language)
}

/// The way that comes back, if it is one of this browser. A stranger's address uses none up.
async fn own_trip(
    door: &Door,
    caller: &Caller,
    (provider, query): (&IdentityProvider, &BTreeMap<String, String>),
) -> Result<Option<(Token, Trip)>, Error> {
    let Some(token) = caller.trip.clone() else { return Ok(None) };
    // RFC 9207: a provider that says who it is must be the one to which someone was sent.
    let own = provider.provider.issuer().as_str();
    let is_own = query.get("iss").is_none_or(|issuer| issuer == own);
    if !is_own || query.get("state") != Some(&Proofs::of(&token).state) {
        return Ok(None);
    }
    let trip = door.people.comes_back(&token, &caller.trier, door.clock.now()).await?;
    Ok(trip.map(|trip| (token, trip)))
}

async fn come_back(
    door: &Door,
    (reader, caller): (&Reader, &Caller),
    (provider, token, trip): (&IdentityProvider, &Token, &Trip),
    query: &BTreeMap<String, String>,
) -> Response {
    let (callback, proofs) = (door.callback(), Proofs::of(token));
    let known = match query.get("code") {
        Some(code) if !query.contains_key("error") => {
            let way = trip_of(&callback, &proofs);
            let known = provider.provider.identity(&way, code, door.clock.now()).await;
            known.map_err(|fault| (said(fault, reader.language), StatusCode::BAD_GATEWAY))
        }
        // What the provider says of it is not shown: anybody could write it into the address.
        _ => {
            let say = say(reader.language);
            let text = say.word("identity-declined");
            let notice = Notice::new(Tone::Caution, say.word("tone-caution"), text);
            Err((notice.to_html(reader.language), StatusCode::OK))
        }
    };
    match (known, trip.ties()) {
        (Ok(known), None) => enter(door, (reader, caller), (provider, trip), &known).await,
        (Ok(known), Some(_)) => tie(door, (reader, caller), trip, &known).await,
        (Err((notice, status)), None) => {
            let carried = carried_by(trip);
            again(door, reader, (&carried, notice), status).await
        }
        (Err((notice, status)), Some(_)) => {
            with_status(own::told(door, reader, caller, notice).await, status)
        }
    }
}

fn carried_by(trip: &Trip) -> Carried {
    let carried = trip.carried();
    Carried { then: carried.then.clone(), kept: carried.kept.clone() }
}

fn known_as(identity: &Identity) -> Known<'_> {
    Known { issuer: &identity.issuer, subject: &identity.subject }
}

/// Signs in whoever the provider knows.
async fn enter(
    door: &Door,
    (reader, caller): (&Reader, &Caller),
    (provider, trip): (&IdentityProvider, &Trip),
    identity: &Identity,
) -> Response {
    let (carried, language) = (carried_by(trip), reader.language);
    let is_whole = provider.is_second_factor && identity.has_second_factor;
    let entering = (known_as(identity), is_whole);
    let who = (&caller.trier, caller.session.as_ref());
    let notice = match door.people.sign_in_by_provider(trip, entering, who, door.clock.now()).await
    {
        Ok(Step::Passed(Entered::Half(half))) => {
            let page = sign_in::second_step(door, reader, (&carried, &half), ("", None)).await;
            return with_cookies(page, door.cookie(Cookie::Half, Some(&half)));
        }
        Ok(Step::Passed(Entered::Whole(keys))) => {
            return sign_in::admitted(door, reader, &carried, keys).await;
        }
        Ok(Step::Wait(seconds)) => {
            let say = say(language);
            let text = waits(seconds, language);
            Notice::new(Tone::Fault, say.word("tone-fault"), text).to_html(language)
        }
        Ok(Step::Wrong | Step::Late) => fault_notice(&Refusal::IdentityUntied.into(), language),
        Err(error) => return fault(&error, reader),
    };
    again(door, reader, (&carried, notice), StatusCode::FORBIDDEN).await
}

/// Connects an account, whose owner set out with their password, with whoever the provider knows.
async fn tie(
    door: &Door,
    (reader, caller): (&Reader, &Caller),
    trip: &Trip,
    identity: &Identity,
) -> Response {
    let language = reader.language;
    let Some(who) = &caller.who else {
        let notice = fault_notice(&Refusal::IdentityLate.into(), language);
        return again(door, reader, (&Carried::default(), notice), StatusCode::FORBIDDEN).await;
    };
    match door.people.tie(who, (trip, known_as(identity)), door.clock.now()).await {
        Ok(()) => lead_to(&reader.href("/account?done=connect"), Vec::new()),
        Err(error @ Error::Refused(_)) => {
            let page = own::told(door, reader, caller, fault_notice(&error, language)).await;
            with_status(page, StatusCode::FORBIDDEN)
        }
        Err(error) => fault(&error, reader),
    }
}

/// To whom the account of someone is connected at the present provider.
pub(super) async fn connected(door: &Door, who: &SignedIn) -> Result<Option<Tie>, records::Error> {
    let Some(provider) = &door.provider else { return Ok(None) };
    let tie = door.people.tied(&who.account.id).await?;
    Ok(tie.filter(|tie| tie.issuer == provider.provider.issuer().as_str()))
}

/// The section of one's own account; none at a site without a provider.
pub(super) fn section(
    door: &Door,
    reader: &Reader,
    (shown, tie): (&Shown, Option<&Tie>),
) -> Option<Html> {
    let provider = door.provider.as_ref()?;
    let (language, say) = (reader.language, say(reader.language));
    let name = provider.name(language);
    let (text, path, form, button) = match tie {
        Some(tie) => {
            let values = [("name", name.as_str()), ("since", &when(tie.tied_at, language))];
            let text = say.with("identity-connected", &values);
            (text, "/account/provider/end", "disconnect", "identity-disconnect")
        }
        None => {
            let text = say.with("identity-text", &[("name", &name)]);
            (text, "/account/provider", "connect", "identity-connect")
        }
    };
    let button = say.with(button, &[("name", &name)]);
    let form = Form::post(reader.href(path), button)
        .quiet()
        .field(&own::present_field(form, shown, language), language);
    let title = say.with("identity-sign-in", &[("name", &name)]);
    let text = element("p").child(text);
    let title = element("h2").child(title);
    Some(element("section").child(title).child(text).child(form.to_html(language)).finish())
}

/// Sets out to connect one's own account.
pub(super) async fn connect(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let language = reader.language;
    let Some(provider) = door.provider.clone() else {
        return PageError::not_found(language).into_response();
    };
    let departure = match Departure::make(travelling(&reader, &Carried::default())) {
        Ok(departure) => departure,
        Err(error) => return fault(&error.into(), &reader),
    };
    // Whoever the browser is to the provider may be somebody else who sat here: it asks anew.
    let address = match address(&door, &provider, (&departure, true), language).await {
        Ok(address) => address,
        Err(fault) => {
            let page = own::told(&door, &reader, &caller, said(fault, language)).await;
            return with_status(page, StatusCode::BAD_GATEWAY);
        }
    };
    let change = Change::Tie(departure.clone());
    match own::change(&door, (&reader, &caller, &sent), "connect", change).await {
        Ok(_) => onward(&door, &reader, (&departure, &address)),
        Err(refused) => *refused,
    }
}

/// Ends the connection of one's own account.
pub(super) async fn disconnect(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    match own::change(&door, (&reader, &caller, &sent), "disconnect", Change::Untie).await {
        Ok(_) => {
            let notice = done_notice("disconnect-done", reader.language);
            own::told(&door, &reader, &caller, notice).await
        }
        Err(refused) => *refused,
    }
}
