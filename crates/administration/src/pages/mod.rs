//! The pages of this station.
//!
//! | room | page |
//! |---|---|
//! | `sign_in` | `/{language}/sign-in`: password, then code; `/{language}/sign-out` |
//! | `forgotten` | `/{language}/sign-in/forgotten`, `/{language}/sign-in/new-password?link=…` |
//! | `identity_provider` | `/sign-in/callback`, and its part of signing in and one's own account |
//! | `begin` | `/{language}/begin?link=…`: beginning by a link |
//! | `own` | `/{language}/account`: password, second factor, recovery codes, sessions |
//! | `tokens` | `/{language}/account/tokens`: access tokens of one's own programs |
//! | `inbox` | `/{language}/inbox`: what someone was told |
//! | `accounts` | `/{language}/accounts`: who holds which role, invitations |
//! | `journal` | `/{language}/journal`: who did what, for auditors |
//! | `jobs` | `/{language}/jobs`: what the program has to do, and what it gave up |
//! | `waiting` | `/{language}/waiting`: what waits for a second person |

mod accounts;
mod begin;
mod forgotten;
mod identity_provider;
mod inbox;
mod jobs;
mod journal;
mod own;
pub(crate) mod sign_in;
mod tokens;
mod waiting;

use crate::door::{Caller, Door};
use crate::words::say;
use axum::extract::FromRef;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use pages::content::{Notice, Tone};
use pages::errors::PageError;
use pages::forms::Sent;
use pages::html::{Html, element};
use pages::language::Reader;
use pages::layout::{NavEntry, Page};
use records::command::Request;
use records::jobs as jobs_of;
use records::people::forgotten as asked;
use records::people::second_factor::TotpSecret;
use records::people::{self, Error, Secret, begin as links, rights, sign_in as steps};
use records::policy::{Resource, RouteEntry, Routes};
use records::unit_of_work::IdempotencyKey;

/// The routes of this station.
///
/// # Errors
/// `route-invalid` when two of them have the same path.
pub fn routes<S>() -> Result<Routes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Door: FromRef<S>,
{
    entering()?.merge(own_pages()?)?.merge(looking_after()?)
}

/// Coming in and going out.
fn entering<S>() -> Result<Routes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Door: FromRef<S>,
{
    let get = RouteEntry::get;
    let post = RouteEntry::post;
    let enter = steps::SIGN_IN;
    Routes::new()
        .route(get("/{language}/sign-in", enter, "Signing in."), sign_in::page)?
        .route(post("/{language}/sign-in", enter, "Address and password."), sign_in::password)?
        .route(post("/{language}/sign-in/code", enter, "The second factor."), sign_in::code)?
        .route(
            post("/{language}/sign-in/sample", enter, "A sample person of the demonstration."),
            sign_in::sample,
        )?
        .route(
            post("/{language}/sign-in/provider", enter, "The way to an identity provider."),
            identity_provider::start,
        )?
        .route(
            get("/sign-in/callback", enter, "The way back from an identity provider."),
            identity_provider::callback,
        )?
        .route(
            get("/{language}/sign-in/forgotten", asked::ASK, "A password that was forgotten."),
            forgotten::page,
        )?
        .route(
            post("/{language}/sign-in/forgotten", asked::ASK, "Asking for a letter."),
            forgotten::ask,
        )?
        .route(
            get("/{language}/sign-in/new-password", asked::REPLACE, "By the link of a letter."),
            forgotten::by_link,
        )?
        .route(
            post("/{language}/sign-in/new-password", asked::REPLACE, "The new password."),
            forgotten::replace,
        )?
        .route(post("/{language}/sign-out", enter, "Signing out."), sign_in::out)?
        .route(
            get("/{language}/begin", links::BEGIN, "Beginning by a link that was sent."),
            begin::page,
        )?
        .route(
            post("/{language}/begin", links::BEGIN, "Name, password and second factor."),
            begin::sent,
        )
}

/// What everyone who has signed in sees of their own.
fn own_pages<S>() -> Result<Routes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Door: FromRef<S>,
{
    let (get, post) = (RouteEntry::get, RouteEntry::post);
    let visit = people::VISIT;
    Routes::new()
        .route(get("/{language}/account", visit, "One's own account."), own::page)?
        .route(post("/{language}/account/password", visit, "Another password."), own::password)?
        .route(
            post("/{language}/account/second-factor", visit, "Another second factor."),
            own::second_factor,
        )?
        .route(post("/{language}/account/recovery", visit, "New recovery codes."), own::recovery)?
        .route(
            post("/{language}/account/provider", visit, "Connecting with an identity provider."),
            identity_provider::connect,
        )?
        .route(
            post("/{language}/account/provider/end", visit, "Disconnecting from it."),
            identity_provider::disconnect,
        )?
        .route(post("/{language}/account/sessions", visit, "Ending sessions."), own::sessions)?
        .route(post("/{language}/account/letters", visit, "How one is written to."), own::letters)?
        .route(
            get("/{language}/account/tokens", visit, "Tokens of one's own programs."),
            tokens::page,
        )?
        .route(post("/{language}/account/tokens", visit, "A further token."), tokens::make)?
        .route(post("/{language}/account/tokens/end", visit, "The end of a token."), tokens::end)?
        .route(get("/{language}/inbox", visit, "What one was told."), inbox::page)?
        .route(post("/{language}/inbox", visit, "Marking it as read."), inbox::mark)?
        .route(get("/{language}/waiting", visit, "What waits for a second person."), waiting::page)?
        .route(
            post("/{language}/waiting", visit, "The answer of the second person."),
            waiting::answer,
        )
}

/// Accounts, the journal, the work of the program.
fn looking_after<S>() -> Result<Routes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Door: FromRef<S>,
{
    let (get, post) = (RouteEntry::get, RouteEntry::post);
    Routes::new()
        .route(
            get("/{language}/jobs", jobs_of::SEE, "What the program has to do, and gave up."),
            jobs::page,
        )?
        .route(
            post("/{language}/jobs", jobs_of::again::AGAIN, "Having something tried again."),
            jobs::again,
        )?
        .route(get("/{language}/accounts", people::SEE, "Who holds which role."), accounts::page)?
        .route(
            get("/{language}/accounts/invite", links::INVITE, "Inviting into a role."),
            accounts::invitation,
        )?
        .route(
            post("/{language}/accounts/invite", links::INVITE, "An invitation into a role."),
            accounts::invite,
        )?
        .route(
            get("/{language}/accounts/{account}", people::SEE, "An account and its roles."),
            accounts::account,
        )?
        .route(post("/{language}/accounts/give", rights::GIVE, "A further role."), accounts::give)?
        .route(post("/{language}/accounts/end", rights::END, "The end of a role."), accounts::end)?
        .route(
            post("/{language}/accounts/close", rights::CLOSE, "The end of an account."),
            accounts::close,
        )?
        .route(
            post("/{language}/accounts/reset", rights::RESET, "A lost second factor."),
            accounts::reset,
        )?
        .route(
            get("/{language}/journal", records::journal::READ, "Who did what, when, from where."),
            journal::page,
        )?
        .route(
            get("/{language}/journal.csv", records::journal::READ, "The same as CSV."),
            journal::csv_file,
        )
}

/// A page of this station without its body.
fn page(door: &Door, reader: &Reader, caller: Option<&Caller>, title: &str) -> Page {
    let say = say(reader.language);
    let mut nav = vec![NavEntry::new("/", say.word("home"))];
    if let Some(who) = caller.and_then(|caller| caller.who.as_ref()) {
        nav.push(NavEntry::new("/account", say.word("nav-account")));
        let everything = Resource::national();
        let policy = door.people.gate().policy();
        let may = |action| policy.decide(&who.principal, action, &everything).permitted;
        if may(people::SEE) {
            nav.push(NavEntry::new("/accounts", say.word("nav-accounts")));
        }
        nav.push(NavEntry::new("/waiting", say.word("nav-waiting")));
        if may(jobs_of::SEE) {
            nav.push(NavEntry::new("/jobs", say.word("nav-jobs")));
        }
        if may(records::journal::READ) {
            nav.push(NavEntry::new("/journal", say.word("nav-journal")));
        }
    }
    Page::new(reader, say.word(title)).nav(nav)
}

/// A page with its body, which is markup already.
fn answer(page: Page, body: Html) -> Response {
    page.respond(Ok(body))
}

/// Leads on after something was done, with cookies.
fn lead_to(address: &str, cookies: Vec<HeaderValue>) -> Response {
    let location = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    with_cookies((StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response(), cookies)
}

fn with_cookies(mut answer: Response, cookies: Vec<HeaderValue>) -> Response {
    for cookie in cookies {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    answer
}

/// What was refused, and what to do, in one sentence after the other.
fn in_words(error: &Error, language: Language) -> String {
    match error.help(language) {
        Some(help) => format!("{} {help}", error.message(language)),
        None => error.message(language),
    }
}

/// The notice of something that was refused without belonging to a field.
fn fault_notice(error: &Error, language: Language) -> Html {
    let say = say(language);
    Notice::new(Tone::Fault, say.word("tone-fault"), in_words(error, language)).to_html(language)
}

fn done_notice(word: &str, language: Language) -> Html {
    let say = say(language);
    Notice::new(Tone::Done, say.word("tone-done"), say.word(word)).to_html(language)
}

/// The notice that a form was sent a second time: what it made was shown the first time.
fn repeated_notice(language: Language) -> Html {
    let say = say(language);
    Notice::new(Tone::Caution, say.word("repeated"), say.word("repeated-text")).to_html(language)
}

/// The sentence for someone who has to wait.
fn waits(seconds: i64, language: Language) -> String {
    let wait = Error::from(people::Refusal::Wait);
    let minutes = seconds.saturating_add(59).div_euclid(60).to_string();
    let how_long = match seconds {
        0..60 => say(language).with("wait-seconds", &[("count", &seconds.to_string())]),
        _ => say(language).with("wait-minutes", &[("count", &minutes)]),
    };
    format!("{} {how_long}", in_words(&wait, language))
}

/// A page for an error that no form can show.
fn fault(error: &Error, reader: &Reader) -> Response {
    let (language, words) = (reader.language, error.message(reader.language));
    let page = match error {
        Error::Ground(records::Error::Refused { .. }) => PageError::refused(language, words),
        Error::Ground(records::Error::KeyReused { .. } | records::Error::KeyInvalid) => {
            PageError::conflict(language, words)
        }
        Error::Ground(_) => PageError::internal(language, None).detail(words),
        Error::Refused(_) => PageError::bad_request(language, words),
    };
    match error.help(language) {
        Some(help) => page.what_to_do(help).into_response(),
        None => page.into_response(),
    }
}

/// A moment as people read it.
fn when(at: jiff::Timestamp, language: Language) -> String {
    records::calendar::in_words(at, language)
}

/// The request of someone who sent a form.
fn request(door: &Door, caller: &Caller, sent: &Sent) -> Result<Request, Error> {
    let who = caller.who.as_ref().ok_or(people::Refusal::AccountUnknown)?;
    let key = IdempotencyKey::new(sent.key())?;
    Ok(Request { principal: who.principal.clone(), now: door.clock.now(), key })
}

/// A typed secret by the name of its field.
fn secret(sent: &Sent, name: &str) -> Secret {
    Secret::new(sent.get(&format!("{}{name}", pages::forms::SECRET)))
}

/// The secret of a second factor that is being set up: sealed in the form for whoever it is for, or
/// a new one.
fn set_up(door: &Door, whom: &str, sealed: &str) -> Result<(TotpSecret, String), records::Error> {
    let whom = format!("set-up/{whom}");
    let opened = door.sealer.open(&whom, sealed).and_then(|text| TotpSecret::read(&text));
    let secret = opened.map_or_else(TotpSecret::make, Ok)?;
    let sealed = door.sealer.seal(&whom, secret.reveal()).unwrap_or_default();
    Ok((secret, sealed))
}

/// What the application for codes needs: a picture to scan, and the same to type.
fn set_up_html(secret: &TotpSecret, account: &str, language: Language) -> Html {
    let say = say(language);
    let groups: Vec<&str> = {
        let text = secret.reveal();
        (0..text.len()).step_by(4).filter_map(|at| text.get(at..text.len().min(at + 4))).collect()
    };
    let picture = qr_code(&secret.address("Peshore", account), &say.word("qr-alt"));
    let typed = element("code").child(groups.join(" "));
    element("div")
        .class("flow")
        .child(element("p").child(say.word("set-up-how")))
        .child(picture)
        .child(element("p").child(say.word("set-up-typed")).child(" ").child(typed))
        .finish()
}

/// A QR code as a picture in the page: black on white in dark appearance, too, with its quiet zone.
fn qr_code(text: &str, alt: &str) -> Html {
    use qrcodegen::{QrCode, QrCodeEcc};
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return Html::new() };
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        for x in (0..size).filter(|x| code.get_module(*x, y)) {
            path.push_str(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
        }
    }
    let side = (size + 8).to_string();
    element("svg")
        .class("qr")
        .attr("viewBox", format!("0 0 {side} {side}"))
        .attr("role", "img")
        .attr("aria-label", alt)
        .attr("shape-rendering", "crispEdges")
        .child(element("rect").attr("width", &side).attr("height", &side).attr("fill", "#fff"))
        .child(element("path").attr("d", path).attr("fill", "#000"))
        .finish()
}

/// Recovery codes, to be written down now.
fn codes_html(codes: &[Secret], language: Language) -> Html {
    let say = say(language);
    let notice = Notice::new(Tone::Caution, say.word("codes-once"), say.word("codes-once-text"));
    let codes = codes.iter().map(|code| element("li").child(element("code").child(code.reveal())));
    notice.to_html(language).with(element("ol").class("codes").children(codes))
}
