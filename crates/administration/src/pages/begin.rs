//! Beginning by a link: the first administrator, and whoever was invited.

use super::identity_provider;
use super::sign_in::Carried;
use super::{
    answer, codes_html, fault, in_words, page as frame, secret, set_up, set_up_html, with_cookies,
};
use crate::cookies::Cookie;
use crate::door::{Caller, Door, admit};
use crate::words::say;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use pages::errors::PageError;
use pages::forms::{Field, Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::people::begin::Typed;
use records::people::identity_provider::Departure;
use records::people::sign_in::Keys;
use records::people::{Error, Invitation, Refusal, Token};
use std::collections::BTreeMap;

/// What was typed, for showing it again.
#[derive(Default)]
struct Shown {
    name: String,
    email: String,
    sealed: String,
    connects: bool,
    refusals: Vec<Refusal>,
    notice: Html,
}

/// Answers `/{language}/begin?link=…`.
pub(super) async fn page(
    State(door): State<Door>,
    Query(query): Query<BTreeMap<String, String>>,
    reader: Reader,
) -> Response {
    let link = query.get("link").and_then(|text| Token::read(text));
    match offered(&door, link.as_ref(), &reader).await {
        Ok((link, offered)) => form_page(&door, &reader, (&link, &offered), &Shown::default()),
        Err(refused) => *refused,
    }
}

async fn offered(
    door: &Door,
    link: Option<&Token>,
    reader: &Reader,
) -> Result<(Token, Invitation), Box<Response>> {
    let spent = || {
        let error = Error::from(Refusal::LinkSpent);
        let page = PageError::not_found(reader.language).detail(error.message(reader.language));
        let page = page.what_to_do(error.help(reader.language).unwrap_or_default());
        Box::new(page.into_response())
    };
    let link = link.ok_or_else(spent)?;
    match door.people.offered(link, door.clock.now()).await {
        Ok(Some(offered)) => Ok((link.clone(), offered)),
        Ok(None) => Err(spent()),
        Err(error) => Err(Box::new(fault(&error.into(), reader))),
    }
}

fn form_page(
    door: &Door,
    reader: &Reader,
    (link, offered): (&Token, &Invitation),
    shown: &Shown,
) -> Response {
    let (language, say) = (reader.language, say(reader.language));
    let (totp, sealed) = match set_up(door, &link.hash("set-up"), &shown.sealed) {
        Ok(made) => made,
        Err(error) => return fault(&error.into(), reader),
    };
    let error = |of: &[Refusal]| {
        let found = shown.refusals.iter().find(|refusal| of.contains(refusal));
        found.map(|refusal| in_words(&Error::from(*refusal), language))
    };
    let name = Field::text("name", say.word("name"))
        .value(&shown.name)
        .autocomplete("name")
        .error(error(&[Refusal::NameInvalid]));
    let email_error = error(&[Refusal::EmailInvalid, Refusal::EmailTaken]);
    let email = Field::text("email", say.word("email"))
        .value(offered.email.as_deref().unwrap_or(&shown.email))
        .autocomplete("username")
        .error(email_error);
    let password = Field::secret("password", say.word("password-new"))
        .hint(say.word("password-hint"))
        .autocomplete("new-password")
        .error(error(&[
            Refusal::PasswordShort,
            Refusal::PasswordLong,
            Refusal::PasswordCommon,
            Refusal::PasswordPersonal,
            Refusal::Busy,
        ]));
    let code = Field::code("code", say.word("code"))
        .hint(say.word("code-hint-new"))
        .error(error(&[Refusal::CodeWrong]));
    let account = offered.email.as_deref().unwrap_or("Peshore");
    let connect = door.provider.as_ref().map(|provider| {
        let name = provider.name(language);
        Field::checkbox("connect", say.with("identity-begin", &[("name", &name)]))
            .value(if shown.connects { "yes" } else { "" })
            .hint(say.word("identity-begin-hint"))
    });
    let form = Form::post(reader.href("/begin"), say.word("begin"))
        .hidden("link", link.reveal())
        .hidden("set-up", sealed)
        .field(&name, language)
        .field(&email, language)
        .field(&password, language)
        .markup(set_up_html(&totp, account, language))
        .field(&code, language);
    let form = connect.iter().fold(form, |form, field| form.field(field, language));
    let form = form.to_html(language);
    let role = offered.held.role.name(language);
    let lede = say.with("begin-lede", &[("role", &role)]);
    let is_wrong = !shown.refusals.is_empty();
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = frame(door, reader, None, "begin-title").lede(lede).status(status);
    answer(page, shown.notice.clone().with(form))
}

/// The form, sent.
pub(super) async fn sent(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let (language, now) = (reader.language, door.clock.now());
    let link = Token::read(sent.get("link"));
    let (link, offered) = match offered(&door, link.as_ref(), &reader).await {
        Ok(found) => found,
        Err(refused) => return *refused,
    };
    let mut shown = Shown {
        name: sent.get("name").to_owned(),
        email: sent.get("email").to_owned(),
        sealed: sent.get("set-up").to_owned(),
        connects: !sent.get("connect").is_empty(),
        ..Shown::default()
    };
    if sent.is_stale() {
        shown.notice = stale_notice(language);
        return form_page(&door, &reader, (&link, &offered), &shown);
    }
    let totp = match set_up(&door, &link.hash("set-up"), &shown.sealed) {
        Ok((totp, sealed)) => {
            shown.sealed = sealed;
            totp
        }
        Err(error) => return fault(&error.into(), &reader),
    };
    let connects = shown.connects && door.provider.is_some();
    let carried = || identity_provider::travelling(&reader, &Carried::default());
    let departure = match connects.then(|| Departure::make(carried())).transpose() {
        Ok(departure) => departure,
        Err(error) => return fault(&error.into(), &reader),
    };
    let typed = Typed {
        name: shown.name.clone(),
        email: shown.email.clone(),
        password: secret(&sent, "password"),
        language,
        secret: totp,
        code: secret(&sent, "code"),
        departure: departure.clone(),
    };
    shown.refusals = typed.refusals(&offered, now);
    if shown.refusals.is_empty() {
        match door.people.begin(&link, (typed, &caller.trier), now).await {
            Ok(keys) => return begun(&door, &reader, (keys, departure)).await,
            Err(Error::Refused(refusal)) => shown.refusals = vec![refusal],
            Err(error) => return fault(&error, &reader),
        }
    }
    form_page(&door, &reader, (&link, &offered), &shown)
}

/// Whoever has begun: their codes, and the way on, by the identity provider where they set out to
/// it. One that cannot be reached now can be connected later.
async fn begun(
    door: &Door,
    reader: &Reader,
    (keys, departure): (Keys, Option<Departure>),
) -> Response {
    let (language, say) = (reader.language, say(reader.language));
    let mut cookies = door.cookie(Cookie::Session, Some(&keys.session));
    cookies.extend(door.cookie(Cookie::Device, Some(&keys.device)));
    let mut body = codes_html(&keys.recovery, language);
    let (mut address, mut label) = (reader.href("/"), say.word("go-on"));
    if let (Some(departure), Some(provider)) = (&departure, &door.provider) {
        let way = (departure, true);
        match identity_provider::address(door, provider, way, language).await {
            Ok(onward) => {
                let name = provider.name(language);
                (address, label) = (onward, say.with("identity-onward", &[("name", &name)]));
                cookies.extend(door.cookie(Cookie::Trip, Some(departure.token())));
            }
            Err(fault) => body = identity_provider::said(fault, language).with(body),
        }
    }
    let go_on = element("a").class("button").attr("href", address).child(label);
    let home = Reader::new(language, "/");
    let page = frame(door, &home, None, "signed-in-title");
    let body = body.with(element("p").child(go_on));
    admit(with_cookies(answer(page, body), cookies), keys.session)
}
