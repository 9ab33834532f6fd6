//! Who a request is from, in one place: before the policy and every page, the session of a request
//! becomes its principal, and a form is looked at whether it is one of ours. Afterwards each page
//! gets what surrounds it: who reads, the demonstration, the token of its forms.
//!
//! A form counts as meant by its sender when the browser says that it comes from this site
//! (`Sec-Fetch-Site`, else `Origin`), and as fresh when its token is that of the session, or of the
//! visit of someone who has not signed in. A form that is not fresh is shown again as it was filled
//! in, and nothing is done.

use crate::cookies::Cookie;
use crate::identity::IdentityProvider;
use crate::kept::{KeptForm, Sealer, form_token};
use crate::pages::sign_in;
use crate::sentences::NoticeKinds;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HOST, ORIGIN, SET_COOKIE, USER_AGENT,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use pages::errors::PageError;
use pages::forms::{Expected, Sent};
use pages::language::{Reader, preferred};
use pages::surroundings::{KEY, Surroundings, TOKEN, Visitor};
use records::actor::Actor;
use records::clock::Clock;
use records::identity::{self, Identifier};
use records::notices::inbox;
use records::people::access_token;
use records::people::delay::Trier;
use records::people::{People, Seen, SignedIn, Token};
use records::policy::{Meant, Principal, Role};
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;

/// The largest form, in bytes.
const FORM_BYTES_MAX: usize = 256 * 1024;

/// What the demonstration allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A site in earnest.
    Earnest,
    /// A database of the demonstration, served without its one-click sign-in.
    Shown,
    /// The demonstration itself.
    Demonstration,
}

/// From where a request comes, put beside it by the layer that knows proxies.
#[derive(Debug, Clone, Copy)]
pub struct Origin(pub IpAddr);

/// What stands before every page.
#[derive(Debug, Clone)]
pub struct Door {
    pub(crate) people: People,
    pub(crate) clock: Clock,
    pub(crate) mode: Mode,
    pub(crate) sealer: Sealer,
    pub(crate) site: Arc<str>,
    pub(crate) kinds: NoticeKinds,
    /// Whether letters are sent, so that pages may speak of them.
    pub(crate) writes_letters: bool,
    /// The actions that programs may be given by tokens.
    pub(crate) offered: Arc<[&'static str]>,
    /// Where people may sign in by another site.
    pub(crate) provider: Option<Arc<IdentityProvider>>,
}

impl Door {
    /// A door of a site.
    ///
    /// # Errors
    /// `randomness-unavailable`.
    pub fn new(people: People, clock: Clock, mode: Mode) -> Result<Door, records::Error> {
        let (sealer, site) = (Sealer::new()?, "".into());
        Ok(Door {
            people,
            clock,
            mode,
            sealer,
            site,
            kinds: &[],
            writes_letters: false,
            offered: Arc::default(),
            provider: None,
        })
    }

    /// With the kinds of notices that people are shown.
    #[must_use]
    pub fn telling(self, kinds: NoticeKinds) -> Door {
        Door { kinds, ..self }
    }

    /// Of a site whose programs can be given these actions by tokens.
    #[must_use]
    pub fn offering(self, actions: impl IntoIterator<Item = &'static str>) -> Door {
        let actions: BTreeSet<&'static str> = actions.into_iter().collect();
        Door { offered: actions.into_iter().collect(), ..self }
    }

    /// Of a site that sends letters, or none.
    #[must_use]
    pub fn writing_letters(self, writes_letters: bool) -> Door {
        Door { writes_letters, ..self }
    }

    /// Of a site at which people may sign in by an identity provider, or not.
    #[must_use]
    pub fn with_provider(self, provider: Option<IdentityProvider>) -> Door {
        Door { provider: provider.map(Arc::new), ..self }
    }

    /// With the address under which people reach the site: `https://peshore.example`. Under `https`
    /// cookies are sent encrypted only.
    #[must_use]
    pub fn reached_at(self, address: &str) -> Door {
        Door { site: address.trim_end_matches('/').into(), ..self }
    }

    /// The same in another mode.
    #[must_use]
    pub fn in_mode(self, mode: Mode) -> Door {
        Door { mode, ..self }
    }

    /// The address at which someone begins by a link.
    pub fn begin_address(&self, link: &Token, language: Language) -> String {
        format!("{}/{}/begin?link={}", self.site, language.tag(), link.reveal())
    }

    /// The address of a page, for whoever reads it outside the site.
    pub(crate) fn address(&self, language: Language, path: &str) -> String {
        format!("{}/{}{path}", self.site, language.tag())
    }

    /// The address to which an identity provider sends people back: it knows one, of no language.
    pub(crate) fn callback(&self) -> String {
        format!("{}/sign-in/callback", self.site)
    }

    pub(crate) fn is_demonstration(&self) -> bool {
        self.mode != Mode::Earnest
    }

    /// What it allows.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    fn is_secure(&self) -> bool {
        self.site.starts_with("https:")
    }

    /// The people.
    pub fn people(&self) -> &People {
        &self.people
    }

    /// Puts the door before a router.
    pub fn before(&self, router: Router) -> Router {
        router.layer(middleware::from_fn_with_state(self.clone(), pass))
    }

    pub(crate) fn cookie(&self, cookie: Cookie, token: Option<&Token>) -> Vec<HeaderValue> {
        cookie.set(token, self.is_secure()).into_iter().collect()
    }
}

/// Who a request is from, and by what: for the pages of this station.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) who: Option<SignedIn>,
    pub(crate) trier: Trier,
    pub(crate) session: Option<Token>,
    pub(crate) half: Option<Token>,
    pub(crate) trip: Option<Token>,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Caller, StatusCode> {
        let caller = parts.extensions.get::<Caller>().cloned();
        caller.ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

async fn pass(State(door): State<Door>, request: Request, next: Next) -> Response {
    let language = language_of(&request);
    match enter(&door, request, next, language).await {
        Ok(answer) => answer,
        Err(error) => {
            PageError::internal(language, None).detail(error.message(language)).into_response()
        }
    }
}

fn language_of(request: &Request) -> Language {
    let tag = request.uri().path().split('/').nth(1).unwrap_or_default();
    Language::from_tag(tag).unwrap_or_else(|| preferred(request.headers()))
}

fn cookies_of(request: &Request, is_secure: bool) -> [Option<Token>; 5] {
    [Cookie::Session, Cookie::Half, Cookie::Visit, Cookie::Device, Cookie::Trip]
        .map(|cookie| cookie.of(request.headers(), is_secure))
}

async fn enter(
    door: &Door,
    mut request: Request,
    next: Next,
    language: Language,
) -> Result<Response, records::Error> {
    if request.uri().path().starts_with(api::BASE) {
        return enter_program(door, request, next).await;
    }
    let now = door.clock.now();
    let [session, half, visit, device, trip] = cookies_of(&request, door.is_secure());
    let trier = trier_of(&request, device);
    let seen = match &session {
        Some(token) => door.people.see(token, now).await?,
        None => Seen::Nobody,
    };
    let caller = Caller {
        who: match &seen {
            Seen::SignedIn(who) => {
                let principal = who.principal.clone().from_origin(&trier.origin);
                Some(SignedIn { principal, ..who.as_ref().clone() })
            }
            Seen::Ended(_) | Seen::Nobody => None,
        },
        trier,
        half,
        trip,
        session: session.clone(),
    };
    let bound_to = if caller.who.is_some() { session } else { visit };
    let principal = caller.who.as_ref().map(|who| who.principal.clone());
    let principal = principal.unwrap_or_else(|| Principal::from(Actor::public()));
    if *request.method() != Method::GET && *request.method() != Method::HEAD {
        let is_meant = comes_from_here(request.headers());
        // Files pass unread: the page that takes them reads them piece by piece, and holds the form
        // to this token.
        let expected = Expected(bound_to.as_ref().map(form_token));
        request.extensions_mut().insert(expected);
        if !is_of_kind(request.headers(), "multipart/form-data") {
            let (mut parts, body) = request.into_parts();
            let sent = match read(body, &parts, bound_to.as_ref()).await {
                Ok(sent) => sent,
                Err(status) => return Ok(status.into_response()),
            };
            if let (true, Seen::Ended(account)) = (is_meant, &seen)
                && !sign_in::is_open_to_all(parts.uri.path())
            {
                let again = sign_in_again(door, (&parts, &sent), account, language).await;
                return finish(door, again, (language, &caller, bound_to)).await;
            }
            parts.extensions.insert(sent);
            request = Request::from_parts(parts, Body::empty());
        }
        if is_meant {
            request.extensions_mut().insert(Meant);
        }
    }
    request.extensions_mut().insert(principal);
    request.extensions_mut().insert(caller.clone());
    let answer = next.run(request).await;
    finish(door, answer, (language, &caller, bound_to)).await
}

/// Lets a program in: by the token of `Authorization`, or, for reading alone, by the session of the
/// browser in which it runs. A request by a token is meant: no browser sends one by itself.
async fn enter_program(
    door: &Door,
    mut request: Request,
    next: Next,
) -> Result<Response, records::Error> {
    let now = door.clock.now();
    let language = preferred(request.headers());
    let trier = trier_of(&request, None);
    let principal = match request.headers().get(AUTHORIZATION) {
        Some(given) => {
            let token = given.to_str().ok().and_then(bearer_of);
            let acted_for = match token {
                Some(token) => door.people.acted_for(&token, now).await?,
                None => None,
            };
            let Some(acted_for) = acted_for else {
                return Ok(api::Problem::token_invalid(language).into_response());
            };
            request.extensions_mut().insert(Meant);
            let origin = format!("{} token/{}", trier.origin, acted_for.token.id);
            Some(acted_for.principal.from_origin(&origin))
        }
        None if [Method::GET, Method::HEAD].contains(request.method()) => {
            match Cookie::Session.of(request.headers(), door.is_secure()) {
                Some(session) => match door.people.see(&session, now).await? {
                    Seen::SignedIn(who) => Some(who.principal.from_origin(&trier.origin)),
                    Seen::Ended(_) | Seen::Nobody => None,
                },
                None => None,
            }
        }
        None => None,
    };
    let public = || Principal::from(Actor::public()).from_origin(&trier.origin);
    request.extensions_mut().insert(principal.unwrap_or_else(public));
    Ok(next.run(request).await)
}

/// The token of the header `Authorization` (RFC 6750).
fn bearer_of(header: &str) -> Option<Token> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| access_token::read(token.trim()))?
}

/// Set beside an answer by which someone is admitted: what surrounds it is theirs already.
#[derive(Clone)]
struct Admitted(Token);

/// An answer by which someone is admitted under a new session.
pub(crate) fn admit(mut answer: Response, session: Token) -> Response {
    answer.extensions_mut().insert(Admitted(session));
    answer
}

/// Set beside an answer whose address has no language: what surrounds it is in this one.
#[derive(Clone, Copy)]
struct Spoken(Language);

/// An answer in a language, at an address that has none.
pub(crate) fn spoken_in(mut answer: Response, language: Language) -> Response {
    answer.extensions_mut().insert(Spoken(language));
    answer
}

/// The page of signing in for a form whose session has ended; it carries the form.
async fn sign_in_again(
    door: &Door,
    (parts, sent): (&Parts, &Sent),
    account: &Identifier,
    language: Language,
) -> Response {
    let path = parts.uri.path().to_owned();
    let form = KeptForm { path, fields: sent.plain().cloned().collect() };
    let kept = form.seal(&door.sealer, account.as_str());
    let reader = Reader::new(language, "/sign-in");
    sign_in::again(door, &reader, kept.as_deref()).await
}

/// Puts what surrounds a page into it, and makes a visit where a form needs one.
async fn finish(
    door: &Door,
    answer: Response,
    (language, caller, bound_to): (Language, &Caller, Option<Token>),
) -> Result<Response, records::Error> {
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return Ok(answer);
    }
    let (mut parts, body) = answer.into_parts();
    let admitted = parts.extensions.remove::<Admitted>();
    let language = parts.extensions.remove::<Spoken>().map_or(language, |Spoken(own)| own);
    let (mut who, mut bound_to) = (caller.who.clone(), bound_to);
    if let Some(Admitted(session)) = admitted {
        if let Seen::SignedIn(admitted) = door.people.see(&session, door.clock.now()).await? {
            who = Some(*admitted);
        }
        bound_to = Some(session);
    }
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_else(|_| Bytes::new());
    let document = String::from_utf8_lossy(&bytes);
    let wants_token = Surroundings::wants_token(&document);
    if wants_token && bound_to.is_none() {
        let visit = Token::make()?;
        for header in door.cookie(Cookie::Visit, Some(&visit)) {
            parts.headers.append(SET_COOKIE, header);
        }
        bound_to = Some(visit);
    }
    let key = identity::make(door.clock.now())?.to_string();
    let unread = match &who {
        Some(who) => inbox::unread(door.people.gate().database(), &who.account.id).await?,
        None => 0,
    };
    let around = Surroundings {
        demo: door.is_demonstration(),
        visitor: visitor_of(who.as_ref(), unread, language),
        form: bound_to.map(|token| (form_token(&token), key)),
    };
    if wants_token || who.is_some() {
        parts.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let whole = around.complete(&document, language);
    parts.headers.remove(axum::http::header::CONTENT_LENGTH);
    Ok(Response::from_parts(parts, Body::from(whole)))
}

fn visitor_of(who: Option<&SignedIn>, unread: i64, language: Language) -> Visitor {
    let Some(who) = who else { return Visitor::Public };
    let held = who.principal.assignments().iter().map(|held| held.role);
    let roles: BTreeSet<Role> = held.collect();
    let roles: Vec<String> = roles.into_iter().map(|role| role.name(language)).collect();
    Visitor::SignedIn { name: who.account.name.clone(), roles: roles.join(", "), unread }
}

fn trier_of(request: &Request, device: Option<Token>) -> Trier {
    let origin = request.extensions().get::<Origin>();
    let origin = origin.map_or_else(|| "unknown".to_owned(), |Origin(address)| address.to_string());
    let agent = request.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok());
    Trier { origin, device, agent: agent_in_words(agent.unwrap_or_default()) }
}

/// The browser and the system of a `User-Agent`, as a person calls them.
fn agent_in_words(agent: &str) -> String {
    let first = |names: &[(&str, &str)]| {
        let found = names.iter().find(|(sign, _)| agent.contains(sign));
        found.map(|(_, name)| (*name).to_owned())
    };
    let browser = first(&[
        ("Firefox", "Firefox"),
        ("Edg", "Edge"),
        ("Chrom", "Chromium"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    let parts: Vec<String> = browser.into_iter().chain(system).collect();
    if parts.is_empty() { "?".to_owned() } else { parts.join(", ") }
}

/// Whether the browser says that a request comes from this site. One that says nothing is no
/// browser of today: it is not taken.
fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |value: &HeaderValue| value.to_str().map(str::to_owned).ok();
    if let Some(site) = headers.get("sec-fetch-site") {
        return text(site).is_some_and(|site| site == "same-origin");
    }
    let host = headers.get(HOST).and_then(text);
    let origin = headers.get(ORIGIN).and_then(text);
    match (host, origin) {
        (Some(host), Some(origin)) => {
            origin.split_once("://").is_some_and(|(_, own)| own.eq_ignore_ascii_case(&host))
        }
        _ => false,
    }
}

fn is_of_kind(headers: &HeaderMap, kind: &str) -> bool {
    let named = headers.get(CONTENT_TYPE).and_then(|named| named.to_str().ok());
    named.is_some_and(|named| named.starts_with(kind))
}

/// Reads a form.
async fn read(body: Body, parts: &Parts, bound_to: Option<&Token>) -> Result<Sent, StatusCode> {
    let is_form = is_of_kind(&parts.headers, "application/x-www-form-urlencoded");
    if parts.headers.contains_key(CONTENT_TYPE) && !is_form {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let bytes = to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    let mut fields = fields_of(&bytes).ok_or(StatusCode::BAD_REQUEST)?;
    let mut taken = |name: &str| {
        let at = fields.iter().position(|(field, _)| field == name)?;
        Some(fields.remove(at).1)
    };
    let (token, key) = (taken(TOKEN), taken(KEY).unwrap_or_default());
    let fits = bound_to.is_some_and(|own| token.as_deref() == Some(form_token(own).as_str()));
    Ok(Sent::new(fields, key, !fits))
}

/// The fields of a form; none when they are no text.
fn fields_of(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let decoded = |part: &str| {
        let spaced = part.replace('+', " ");
        let bytes = percent_encoding::percent_decode_str(&spaced);
        bytes.decode_utf8().ok().map(|text| text.into_owned())
    };
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decoded(name)?, decoded(value)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: a form of another site is told from one of ours. Method: what browsers send.
    #[test]
    fn forms_of_other_sites_are_told() {
        let says = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static("localhost:8080"));
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            comes_from_here(&headers)
        };
        assert!(says(&[("sec-fetch-site", "same-origin")]));
        assert!(says(&[("origin", "http://localhost:8080")]));
        for other in [
            &[("sec-fetch-site", "cross-site"), ("origin", "http://localhost:8080")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("origin", "http://localhost:9")],
            &[("origin", "null")],
            &[],
        ] {
            assert!(!says(other), "{other:?}");
        }
    }

    /// Goal: fields read as they were typed, and no bytes make it panic. Method: signs with a
    /// meaning, and bytes that are no text.
    #[test]
    fn fields_are_read() {
        let read = fields_of(b"a=x+y%26%C3%AB&b=&c&a=2").unwrap();
        let names: Vec<_> = read.iter().map(|(name, value)| format!("{name}:{value}")).collect();
        assert_eq!(names, ["a:x y&ë", "b:", "c:", "a:2"]);
        assert!(fields_of(b"a=%FF").is_none() && fields_of(&[0xff]).is_none());
        assert_eq!(agent_in_words("Mozilla/5.0 (X11; Linux) Firefox/140.0"), "Firefox, Linux");
    }
}
