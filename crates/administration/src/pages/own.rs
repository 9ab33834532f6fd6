//! One's own account: password, second factor, recovery codes, sessions.

use super::{
    answer, codes_html, done_notice, fault, in_words, page as frame, repeated_notice, request,
    secret, set_up, set_up_html, waits, when, with_cookies,
};
use crate::cookies::Cookie;
use crate::door::{Caller, Door, admit};
use crate::places::Places;
use crate::words::say;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use formula::words::Language;
use pages::content::{Line, facts, lines};
use pages::forms::{Choice, Field, Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::notices::letters::{self, Preference};
use records::people::own::{Change, Changed};
use records::people::{Error, Refusal, SignedIn, Token};

/// Which form of the page was refused, and why: at the present password, or at what is new.
#[derive(Default)]
struct Shown {
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
pub(super) async fn page(State(door): State<Door>, caller: Caller, reader: Reader) -> Response {
    show(&door, &reader, &caller, Shown::default()).await
}

async fn show(door: &Door, reader: &Reader, caller: &Caller, shown: Shown) -> Response {
    let language = reader.language;
    let reader = &Reader::new(language, "/account");
    let Some(who) = &caller.who else {
        return fault(&Refusal::AccountUnknown.into(), reader);
    };
    let (account, now) = (&who.account, door.clock.now());
    let made = set_up(door, account.id.as_str(), &shown.sealed);
    let sessions = door.people.sessions(&account.id, now).await;
    let (made, sessions) = match (made, sessions) {
        (Ok(made), Ok(sessions)) => (made, sessions),
        (Err(error), _) | (_, Err(error)) => return fault(&error.into(), reader),
    };
    let places = match Places::read(door).await {
        Ok(places) => places,
        Err(error) => return fault(&error, reader),
    };
    let preference = match preference_of(door, who).await {
        Ok(preference) => preference,
        Err(error) => return fault(&error.into(), reader),
    };
    let say = say(language);
    let section = |title: &str, inside: Html| {
        element("section").child(element("h2").child(say.word(title))).child(inside).finish()
    };
    let roles = who.principal.assignments().iter().map(|held| {
        let place = places.name(&held.territory, language);
        format!("{} ({place})", held.role.name(language))
    });
    let roles: Vec<String> = roles.collect();
    let none = say.word("roles-none");
    let roles = if roles.is_empty() { none } else { roles.join(", ") };
    let about = facts([
        (say.word("name").into(), Html::text(&account.name)),
        (say.word("email").into(), Html::text(&account.email)),
        (say.word("roles").into(), Html::text(&roles)),
    ]);
    let mut body = shown.above.clone().with(about);
    body.push(section("password", password_form(reader, &shown)));
    body.push(section("second-factor", factor_form(reader, &shown, &made, &account.email)));
    body.push(section("recovery", recovery_form(reader, &shown)));
    body.push(section("tokens-title", tokens_html(reader)));
    body.push(section("letters", letters_form(reader, preference, door.writes_letters)));
    body.push(section("sessions", sessions_html(reader, who, &sessions)));
    let is_wrong = shown.at_present.is_some() || shown.at_new.is_some();
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = frame(door, reader, Some(caller), "account-title").status(status);
    let answer = with_cookies(answer(page, body), shown.cookies);
    match shown.session {
        Some(session) => admit(answer, session),
        None => answer,
    }
}

fn present_field(form: &'static str, shown: &Shown, language: Language) -> Field {
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
    (secret, sealed): &(records::people::second_factor::TotpSecret, String),
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

fn sessions_html(reader: &Reader, who: &SignedIn, sessions: &[records::people::Session]) -> Html {
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

/// Changes something after the present password was typed.
async fn change(
    door: &Door,
    (reader, caller, sent): (&Reader, &Caller, &Sent),
    form: &'static str,
    change: Change,
) -> Response {
    let language = reader.language;
    let mut shown = Shown { form, sealed: sent.get("set-up").to_owned(), ..Shown::default() };
    if sent.is_stale() {
        shown.above = stale_notice(language);
        return show(door, reader, caller, shown).await;
    }
    let Some(who) = caller.who.clone() else {
        return fault(&Refusal::AccountUnknown.into(), reader);
    };
    let present = secret(sent, &format!("present-{form}"));
    let done = match request(door, caller, sent) {
        Ok(request) => {
            door.people.change_own(&who, (change, &present), &caller.trier, request).await
        }
        Err(error) => Err(error),
    };
    let mut caller = caller.clone();
    match done {
        Ok(Changed::Done { session, recovery, .. }) => {
            shown =
                Shown { above: done_notice(&format!("{form}-done"), language), ..Shown::default() };
            if !recovery.is_empty() {
                shown.above.push(codes_html(&recovery, language));
            }
            if let Some(token) = session {
                shown.cookies = door.cookie(Cookie::Session, Some(&token));
                shown.session = Some(token.clone());
                if let Ok(records::people::Seen::SignedIn(who)) =
                    door.people.see(&token, door.clock.now()).await
                {
                    caller.who = Some(*who);
                }
            }
        }
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
        Err(error) => return fault(&error, reader),
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
    change(&door, (&reader, &caller, &sent), "password", new).await
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
    change(&door, (&reader, &caller, &sent), "factor", new).await
}

/// New recovery codes.
pub(super) async fn recovery(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    change(&door, (&reader, &caller, &sent), "recovery", Change::Recovery).await
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
