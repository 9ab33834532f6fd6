//! One's own account: password, second factor, recovery codes, another sign-in, sessions.

use super::identity_provider;
use super::{
    answer, codes_html, done_notice, fault, in_words, page as frame, repeated_notice, request,
    secret, set_up, set_up_html, waits, when, with_cookies,
};
use crate::cookies::Cookie;
use crate::door::{Caller, Door, admit};
use crate::places::Places;
use crate::words::say;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use formula::words::Language;
use pages::content::{Line, facts, lines};
use pages::forms::{Choice, Field, Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::notices::letters::{self, Preference};
use records::people::identity_provider::Tie;
use records::people::own::{Change, Changed};
use records::people::second_factor::TotpSecret;
use records::people::{Error, Refusal, Secret, Seen, Session, SignedIn, Token};
use std::collections::BTreeMap;

/// Which form of the page was refused, and why: at the present password, or at what is new.
#[derive(Default)]
pub(super) struct Shown {
    form: &'static str,
    at_present: Option<String>,
    at_new: Option<String>,
    sealed: String,
    above: Html,
    cookies: Vec<HeaderValue>,
    session: Option<Token>,
}

impl Shown {
    fn present(&self, form: &str) -> Option<String> {
        self.at_present.clone().filter(|_| self.form == form)
    }

    fn new_one(&self, form: &str) -> Option<String> {
        self.at_new.clone().filter(|_| self.form == form)
    }
}

/// Answers `/{language}/account`.
pub(super) async fn page(
    State(door): State<Door>,
    caller: Caller,
    Query(query): Query<BTreeMap<String, String>>,
    reader: Reader,
) -> Response {
    let above = match query.get("done").map(String::as_str) {
        Some("connect") => done_notice("connect-done", reader.language),
        _ => Html::new(),
    };
    told(&door, &reader, &caller, above).await
}

/// The page, with what is to be said above it.
pub(super) async fn told(door: &Door, reader: &Reader, caller: &Caller, above: Html) -> Response {
    show(door, reader, caller, Shown { above, ..Shown::default() }).await
}

/// What the page says of an account.
struct Own {
    made: (TotpSecret, String),
    sessions: Vec<Session>,
    places: Places,
    preference: Preference,
    tie: Option<Tie>,
}

impl Own {
    async fn read(door: &Door, who: &SignedIn, sealed: &str) -> Result<Own, Error> {
        let (account, now) = (&who.account.id, door.clock.now());
        Ok(Own {
            made: set_up(door, account.as_str(), sealed)?,
            sessions: door.people.sessions(account, now).await?,
            places: Places::read(door).await?,
            preference: preference_of(door, who).await?,
            tie: identity_provider::connected(door, who).await?,
        })
    }
}

async fn show(door: &Door, reader: &Reader, caller: &Caller, shown: Shown) -> Response {
    let language = reader.language;
    let reader = &Reader::new(language, "/account");
    let Some(who) = &caller.who else {
        return fault(&Refusal::AccountUnknown.into(), reader);
    };
    let own = match Own::read(door, who, &shown.sealed).await {
        Ok(own) => own,
        Err(error) => return fault(&error, reader),
    };
    let say = say(language);
    let section = |title: &str, inside: Html| {
        element("section").child(element("h2").child(say.word(title))).child(inside).finish()
    };
    let mut body = shown.above.clone().with(about(who, &own.places, language));
    body.push(section("password", password_form(reader, &shown)));
    let email = &who.account.email;
    body.push(section("second-factor", factor_form(reader, &shown, &own.made, email)));
    body.push(section("recovery", recovery_form(reader, &shown)));
    body.push(section("tokens-title", tokens_html(reader)));
    let tie = own.tie.as_ref();
    body.push(Html::from(identity_provider::section(door, reader, (&shown, tie))));
    body.push(section("letters", letters_form(reader, own.preference, door.writes_letters)));
    body.push(section("sessions", sessions_html(reader, who, &own.sessions)));
    let is_wrong = shown.at_present.is_some() || shown.at_new.is_some();
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = frame(door, reader, Some(caller), "account-title").status(status);
    let answer = with_cookies(answer(page, body), shown.cookies);
    match shown.session {
        Some(session) => admit(answer, session),
        None => answer,
    }
}

/// Name, address and roles.
fn about(who: &SignedIn, places: &Places, language: Language) -> Html {
    let (account, say) = (&who.account, say(language));
    let roles = who.principal.assignments().iter().map(|held| {
        let place = places.name(&held.territory, language);
        format!("{} ({place})", held.role.name(language))
    });
    let roles: Vec<String> = roles.collect();
    let none = say.word("roles-none");
    let roles = if roles.is_empty() { none } else { roles.join(", ") };
    facts([
        (say.word("name").into(), Html::text(&account.name)),
        (say.word("email").into(), Html::text(&account.email)),
        (say.word("roles").into(), Html::text(&roles)),
    ])
}

pub(super) fn present_field(form: &'static str, shown: &Shown, language: Language) -> Field {
    Field::secret(&format!("present-{form}"), say(language).word("password-present"))
        .autocomplete("current-password")
        .error(shown.present(form))
}

fn password_form(reader: &Reader, shown: &Shown) -> Html {
    let (language, say) = (reader.language, say(reader.language));
    let new = Field::secret("new", say.word("password-new"))
        .hint(say.word("password-hint"))
        .autocomplete("new-password")
        .error(shown.new_one("password"));
    Form::post(reader.href("/account/password"), say.word("password-change"))
        .field(&present_field("password", shown, language), language)
        .field(&new, language)
        .to_html(language)
}

fn factor_form(
    reader: &Reader,
    shown: &Shown,
    (secret, sealed): &(TotpSecret, String),
    email: &str,
) -> Html {
    let (language, say) = (reader.language, say(reader.language));
    let code = Field::code("code", say.word("code"))
        .hint(say.word("code-hint-new"))
        .error(shown.new_one("factor"));
    let form = Form::post(reader.href("/account/second-factor"), say.word("factor-change"))
        .quiet()
        .hidden("set-up", sealed)
        .markup(set_up_html(secret, email, language))
        .field(&present_field("factor", shown, language), language)
        .field(&code, language)
        .to_html(language);
    let is_open = shown.form == "factor";
    pages::content::disclosure(say.word("factor-replace"), form, is_open)
}

async fn preference_of(door: &Door, who: &SignedIn) -> Result<Preference, records::Error> {
    let mut reading = door.people.gate().database().readers().acquire().await?;
    letters::preference(&mut reading, &who.account.id).await
}

/// How someone is written to: in which language, and whether.
fn letters_form(reader: &Reader, preference: Preference, writes_letters: bool) -> Html {
    let (language, say) = (reader.language, say(reader.language));
    let named = |tag: &str| say.word(&format!("letters-in-{}", tag.to_lowercase()));
    let choices = Language::ALL.map(|choice| Choice::new(choice.tag(), named(choice.tag())));
    let languages = Field::select("letter-language", say.word("letters-language"), choices.into())
        .value(preference.language.tag());
    let wanted = Field::checkbox("letters-wanted", say.word("letters-wanted"))
        .value(if preference.is_wanted { "yes" } else { "" })
        .hint(say.word("letters-always"));
    let text = if writes_letters { "letters-text" } else { "letters-none" };
    let form = Form::post(reader.href("/account/letters"), say.word("letters-change"))
        .quiet()
        .field(&languages, language)
        .field(&wanted, language);
    element("p").child(say.word(text)).finish().with(form.to_html(language))
}

/// Another way of being written to.
pub(super) async fn letters(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let language = reader.language;
    if sent.is_stale() {
        let shown = Shown { above: stale_notice(language), ..Shown::default() };
        return show(&door, &reader, &caller, shown).await;
    }
    let Some(who) = &caller.who else {
        return fault(&Refusal::AccountUnknown.into(), &reader);
    };
    let preference = Preference {
        language: Language::from_tag(sent.get("letter-language")).unwrap_or(language),
        is_wanted: !sent.get("letters-wanted").is_empty(),
    };
    let done = match request(&door, &caller, &sent) {
        Ok(request) => {
            let own = (&who.account.id, preference);
            letters::prefer(door.people.gate(), own, request).await.map_err(Error::from)
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => {
            let shown = Shown { above: done_notice("letters-done", language), ..Shown::default() };
            show(&door, &reader, &caller, shown).await
        }
        Err(error) => fault(&error, &reader),
    }
}

fn recovery_form(reader: &Reader, shown: &Shown) -> Html {
    let (language, say) = (reader.language, say(reader.language));
    let form = Form::post(reader.href("/account/recovery"), say.word("recovery-change"))
        .quiet()
        .field(&present_field("recovery", shown, language), language);
    element("p").child(say.word("recovery-text")).finish().with(form.to_html(language))
}

/// The way to the tokens of one's own programs.
fn tokens_html(reader: &Reader) -> Html {
    let say = say(reader.language);
    let link = element("a").attr("href", reader.href("/account/tokens")).child(say.word("tokens"));
    element("p").child(say.word("tokens-lede")).finish().with(element("p").child(link))
}

fn sessions_html(reader: &Reader, who: &SignedIn, sessions: &[Session]) -> Html {
    let (language, say) = (reader.language, say(reader.language));
    let entries = sessions.iter().map(|session| {
        let is_present = session.id == who.session;
        let (since, seen) = (when(session.made_at, language), when(session.seen_at, language));
        let text = say.with("session-times", &[("since", &since), ("seen", &seen)]);
        let side = match is_present {
            true => Html::text(&say.word("session-present")),
            false => Form::post(reader.href("/account/sessions"), say.word("session-end"))
                .quiet()
                .hidden("session", session.id.to_string())
                .to_html(language),
        };
        Line::new(&session.agent, None).text(text).side(side)
    });
    let entries: Vec<Line> = entries.collect();
    let all = Form::post(reader.href("/account/sessions"), say.word("sessions-end")).quiet();
    lines(&entries, "").with((sessions.len() > 1).then(|| all.to_html(language)))
}

/// What came of a change that was done: a new token of the session, new recovery codes.
pub(super) type Done = (Option<Token>, Vec<Secret>);

/// Changes something after the present password was typed. Not done, it is the page with what was
/// wrong.
pub(super) async fn change(
    door: &Door,
    (reader, caller, sent): (&Reader, &Caller, &Sent),
    form: &'static str,
    change: Change,
) -> Result<Done, Box<Response>> {
    let language = reader.language;
    let mut shown = Shown { form, sealed: sent.get("set-up").to_owned(), ..Shown::default() };
    if sent.is_stale() {
        shown.above = stale_notice(language);
        return Err(Box::new(show(door, reader, caller, shown).await));
    }
    let Some(who) = caller.who.clone() else {
        return Err(Box::new(fault(&Refusal::AccountUnknown.into(), reader)));
    };
    let present = secret(sent, &format!("present-{form}"));
    let done = match request(door, caller, sent) {
        Ok(request) => {
            door.people.change_own(&who, (change, &present), &caller.trier, request).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(Changed::Done { session, recovery, .. }) => return Ok((session, recovery)),
        Ok(Changed::Repeated) => shown.above = repeated_notice(language),
        Ok(Changed::Wait(seconds)) => shown.at_present = Some(waits(seconds, language)),
        Ok(Changed::WrongPassword) => {
            let wrong = Error::from(Refusal::PasswordWrong);
            shown.at_present = Some(in_words(&wrong, language));
        }
        Err(error @ Error::Refused(Refusal::Busy)) => {
            shown.at_present = Some(in_words(&error, language));
        }
        Err(error @ Error::Refused(_)) => shown.at_new = Some(in_words(&error, language)),
        Err(error) => return Err(Box::new(fault(&error, reader))),
    }
    Err(Box::new(show(door, reader, caller, shown).await))
}

/// The same, and the page that says that it is done.
async fn changed(
    door: &Door,
    (reader, caller, sent): (&Reader, &Caller, &Sent),
    form: &'static str,
    what: Change,
) -> Response {
    let (session, recovery) = match change(door, (reader, caller, sent), form, what).await {
        Ok(done) => done,
        Err(refused) => return *refused,
    };
    let (language, mut caller) = (reader.language, caller.clone());
    let above = done_notice(&format!("{form}-done"), language);
    let mut shown = Shown { above, ..Shown::default() };
    if !recovery.is_empty() {
        shown.above.push(codes_html(&recovery, language));
    }
    if let Some(token) = session {
        shown.cookies = door.cookie(Cookie::Session, Some(&token));
        shown.session = Some(token.clone());
        if let Ok(Seen::SignedIn(who)) = door.people.see(&token, door.clock.now()).await {
            caller.who = Some(*who);
        }
    }
    show(door, reader, &caller, shown).await
}

/// Another password.
pub(super) async fn password(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let new = Change::Password(secret(&sent, "new"));
    changed(&door, (&reader, &caller, &sent), "password", new).await
}

/// Another second factor.
pub(super) async fn second_factor(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let whom = caller.who.as_ref().map(|who| who.account.id.to_string()).unwrap_or_default();
    let totp = match set_up(&door, &whom, sent.get("set-up")) {
        Ok((totp, _)) => totp,
        Err(error) => return fault(&error.into(), &reader),
    };
    let new = Change::SecondFactor(totp, secret(&sent, "code"));
    changed(&door, (&reader, &caller, &sent), "factor", new).await
}

/// New recovery codes.
pub(super) async fn recovery(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    changed(&door, (&reader, &caller, &sent), "recovery", Change::Recovery).await
}

/// Ends a session, or all but the present one.
pub(super) async fn sessions(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let mut shown = Shown::default();
    let Some(who) = caller.who.clone().filter(|_| !sent.is_stale()) else {
        shown.above = stale_notice(reader.language);
        return show(&door, &reader, &caller, shown).await;
    };
    let one = Some(sent.get("session")).filter(|id| !id.is_empty());
    let done = match (one.map(str::parse).transpose(), request(&door, &caller, &sent)) {
        (Ok(one), Ok(request)) => door.people.end_sessions(&who, one, request).await,
        (Err(error), _) => Err(Error::Ground(error)),
        (_, Err(error)) => Err(error),
    };
    match done {
        Ok(()) => shown.above = done_notice("sessions-done", reader.language),
        Err(error) => return fault(&error, &reader),
    }
    show(&door, &reader, &caller, shown).await
}
