//! A password that was forgotten: asking for a letter, and replacing it by the link of one.

use super::{answer, done_notice, fault, fault_notice, in_words, page as frame, secret, waits};
use crate::door::{Caller, Door};
use crate::words::say;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use pages::content::{Notice, Tone};
use pages::errors::PageError;
use pages::forms::{Field, Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::people::forgotten::Replaced;
use records::people::{Error, Refusal, Token};
use std::collections::BTreeMap;

/// What is refused of a new password, and said at its field.
const AT_PASSWORD: [Refusal; 4] = [
    Refusal::PasswordShort,
    Refusal::PasswordLong,
    Refusal::PasswordCommon,
    Refusal::PasswordPersonal,
];

/// Answers `/{language}/sign-in/forgotten`.
pub(super) async fn page(State(door): State<Door>, reader: Reader) -> Response {
    asking(&door, &reader, "", Html::new())
}

fn asking(door: &Door, reader: &Reader, email: &str, above: Html) -> Response {
    let reader = &Reader::new(reader.language, "/sign-in/forgotten");
    let (language, say) = (reader.language, say(reader.language));
    let page = frame(door, reader, None, "forgotten-title");
    let page = page.crumb("/sign-in", say.word("sign-in-title"));
    if !door.writes_letters {
        let notice = Notice::new(Tone::Note, say.word("tone-note"), say.word("forgotten-no-mail"));
        return answer(page, notice.to_html(language));
    }
    let email = Field::text("email", say.word("email")).value(email).autocomplete("username");
    let form = Form::post(reader.href("/sign-in/forgotten"), say.word("forgotten-ask"))
        .field(&email, language)
        .to_html(language);
    answer(page.lede(say.word("forgotten-lede")), above.with(form))
}

/// Asks for a letter. What is answered does not say whether the address has an account.
pub(super) async fn ask(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let language = reader.language;
    if sent.is_stale() {
        return asking(&door, &reader, sent.get("email"), stale_notice(language));
    }
    let now = door.clock.now();
    match door.people.ask_for_password(sent.get("email"), &caller.trier, now).await {
        Ok(None) => {
            let say = say(language);
            let page = frame(&door, &reader, None, "forgotten-title");
            let page = page.crumb("/sign-in", say.word("sign-in-title"));
            answer(page, done_notice("forgotten-done", language))
        }
        Ok(Some(seconds)) => {
            let words = waits(seconds, language);
            let notice = Notice::new(Tone::Fault, say(language).word("tone-fault"), words);
            asking(&door, &reader, sent.get("email"), notice.to_html(language))
        }
        Err(error) => fault(&error, &reader),
    }
}

/// Answers `/{language}/sign-in/new-password?link=…`.
pub(super) async fn by_link(
    State(door): State<Door>,
    Query(query): Query<BTreeMap<String, String>>,
    reader: Reader,
) -> Response {
    let link = query.get("link").and_then(|text| Token::read(text));
    replacing(&door, &reader, link, &Shown::default()).await
}

/// What is wrong with the form.
#[derive(Default)]
struct Shown {
    at_password: Option<String>,
    at_code: Option<String>,
    above: Html,
}

async fn replacing(door: &Door, reader: &Reader, link: Option<Token>, shown: &Shown) -> Response {
    let reader = &Reader::new(reader.language, "/sign-in/new-password");
    let (language, say) = (reader.language, say(reader.language));
    let Some(link) = link else { return spent(reader) };
    match door.people.offers_password(&link, door.clock.now()).await {
        Ok(Some(_)) => {}
        Ok(None) => return spent(reader),
        Err(error) => return fault(&error.into(), reader),
    }
    let new = Field::secret("new", say.word("password-new"))
        .hint(say.word("password-hint"))
        .autocomplete("new-password")
        .error(shown.at_password.clone());
    let code = Field::code("code", say.word("code"))
        .hint(say.word("code-hint"))
        .error(shown.at_code.clone());
    let form = Form::post(reader.href("/sign-in/new-password"), say.word("password-change"))
        .hidden("link", link.reveal())
        .field(&new, language)
        .field(&code, language)
        .to_html(language);
    let is_wrong = shown.at_password.is_some() || shown.at_code.is_some();
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = frame(door, reader, None, "new-password-title").status(status);
    let page = page.crumb("/sign-in", say.word("sign-in-title"));
    answer(page.lede(say.word("new-password-lede")), shown.above.clone().with(form))
}

fn spent(reader: &Reader) -> Response {
    let error = Error::from(Refusal::LinkSpent);
    let page = PageError::not_found(reader.language).detail(error.message(reader.language));
    page.what_to_do(say(reader.language).word("forgotten-again"))
        .link(say(reader.language).word("forgotten-title"), &reader.href("/sign-in/forgotten"))
        .into_response()
}

/// Replaces the password.
pub(super) async fn replace(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let (language, now) = (reader.language, door.clock.now());
    let Some(link) = Token::read(sent.get("link")) else { return spent(&reader) };
    if sent.is_stale() {
        let shown = Shown { above: stale_notice(language), ..Shown::default() };
        return replacing(&door, &reader, Some(link), &shown).await;
    }
    let (new, code) = (secret(&sent, "new"), secret(&sent, "code"));
    let replaced = door.people.replace_password(&link, (&new, &code), &caller.trier, now).await;
    let shown = match replaced {
        Ok(Replaced::Done) => {
            let say = say(language);
            let link = element("a").class("button").attr("href", reader.href("/sign-in"));
            let link = element("p").child(link.child(say.word("sign-in-title")));
            let page = frame(&door, &reader, None, "new-password-title");
            return answer(page, done_notice("new-password-done", language).with(link));
        }
        Ok(Replaced::Wrong) => {
            let words = in_words(&Refusal::CodeWrong.into(), language);
            Shown { at_code: Some(words), ..Shown::default() }
        }
        Ok(Replaced::Wait(seconds)) => {
            Shown { at_code: Some(waits(seconds, language)), ..Shown::default() }
        }
        Err(Error::Refused(Refusal::LinkSpent)) => return spent(&reader),
        Err(error @ Error::Refused(refusal)) if AT_PASSWORD.contains(&refusal) => {
            Shown { at_password: Some(in_words(&error, language)), ..Shown::default() }
        }
        Err(error @ Error::Refused(_)) => {
            Shown { above: fault_notice(&error, language), ..Shown::default() }
        }
        Err(error) => return fault(&error, &reader),
    };
    replacing(&door, &reader, Some(link), &shown).await
}
