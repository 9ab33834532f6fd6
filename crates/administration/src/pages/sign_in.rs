//! Signing in and out: the password, then the second factor; for the demonstration one click.

use super::identity_provider;
use super::{
    answer, codes_html, fault, fault_notice, in_words, lead_to, page as frame, secret, set_up,
    set_up_html, waits, with_cookies,
};
use crate::cookies::Cookie;
use crate::door::{Caller, Door, Mode, admit};
use crate::kept::KeptForm;
use crate::words::say;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use pages::content::{Line, Notice, Tone, lines};
use pages::errors::PageError;
use pages::forms::{Field, Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::people::sign_in::{Keys, Step};
use records::people::{Account, AccountKind, Error, Refusal, Seen, Token};
use records::policy::Role;
use std::collections::BTreeMap;

/// What travels through both steps: where to go afterwards, and a form that is kept.
#[derive(Debug, Clone, Default)]
pub(super) struct Carried {
    pub(super) then: String,
    pub(super) kept: String,
}

impl Carried {
    pub(super) fn of(sent: &Sent) -> Carried {
        Carried { then: sent.get("then").to_owned(), kept: sent.get("kept").to_owned() }
    }

    pub(super) fn put(&self, form: Form) -> Form {
        form.hidden("then", &self.then).hidden("kept", &self.kept)
    }

    /// The address to go to: one of this site, or the home page.
    fn address(&self, reader: &Reader) -> String {
        let then = &self.then;
        let plain = then.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        match plain && then.starts_with('/') && !then.starts_with("//") {
            true => then.clone(),
            false => reader.href("/"),
        }
    }
}

/// Whether a path is one to which everyone may send a form.
pub(crate) fn is_open_to_all(path: &str) -> bool {
    let rest = path.trim_start_matches('/').split_once('/').map_or("", |(_, rest)| rest);
    rest.starts_with("sign-in") || matches!(rest, "sign-out" | "begin")
}

/// The page of signing in again, when the session of a form has ended.
pub(crate) async fn again_body(
    door: &Door,
    reader: &Reader,
    kept: Option<&str>,
) -> Result<Html, records::Error> {
    let say = say(reader.language);
    let (lead, text) = match kept {
        Some(_) => ("again-kept", "again-kept-text"),
        None => ("again-lost", "again-lost-text"),
    };
    let notice = Notice::new(Tone::Caution, say.word(lead), say.word(text));
    let carried = Carried { kept: kept.unwrap_or_default().to_owned(), ..Carried::default() };
    let forms = forms(door, reader, &carried, ("", None)).await?;
    Ok(notice.to_html(reader.language).with(forms))
}

/// The same, as an answer.
pub(crate) async fn again(door: &Door, reader: &Reader, kept: Option<&str>) -> Response {
    match again_body(door, reader, kept).await {
        Ok(body) => {
            let page = frame(door, reader, None, "sign-in-title");
            answer(page.status(StatusCode::UNAUTHORIZED), body)
        }
        Err(error) => fault(&error.into(), reader),
    }
}

/// The forms of the first step: that of the password, and the people of the demonstration.
async fn forms(
    door: &Door,
    reader: &Reader,
    carried: &Carried,
    (email, error): (&str, Option<String>),
) -> Result<Html, records::Error> {
    let (language, say) = (reader.language, say(reader.language));
    let email = Field::text("email", say.word("email")).value(email).autocomplete("username");
    let password = Field::secret("password", say.word("password"))
        .autocomplete("current-password")
        .error(error);
    let form = Form::post(reader.href("/sign-in"), say.word("next"))
        .field(&email, language)
        .field(&password, language);
    let forgotten = element("a").attr("href", reader.href("/sign-in/forgotten"));
    let forgotten = element("p").child(forgotten.child(say.word("forgotten-link")));
    let form = carried.put(form).to_html(language).with(forgotten);
    let form = form.with(identity_provider::button(door, reader, carried));
    if door.mode != Mode::Demonstration {
        return Ok(form);
    }
    let heading = |word: &str| element("h2").child(say.word(word)).finish();
    let samples = element("section")
        .child(heading("samples-title"))
        .child(element("p").child(say.word("samples-text")))
        .child(samples(door, reader, carried).await?);
    Ok(Html::from(samples).with(heading("with-password")).with(form))
}

/// The people of the demonstration, in the order of roles, each with a button to sign in.
async fn samples(door: &Door, reader: &Reader, carried: &Carried) -> Result<Html, records::Error> {
    let (language, say) = (reader.language, say(reader.language));
    let mut people: Vec<(Role, Account)> = door
        .people
        .accounts()
        .await?
        .into_iter()
        .filter(|(account, _)| account.kind == AccountKind::Sample)
        .filter_map(|(account, given)| Some((given.first()?.held.role, account)))
        .collect();
    people.sort_by_key(|(role, _)| *role);
    let entries = people.iter().map(|(role, account)| {
        let form = Form::post(reader.href("/sign-in/sample"), say.word("sign-in"))
            .quiet()
            .named(say.with("sign-in-as", &[("name", &account.name)]))
            .hidden("account", account.id.to_string());
        let side = carried.put(form).to_html(language);
        Line::new(&account.name, None).text(role.name(language)).side(side)
    });
    Ok(lines(&entries.collect::<Vec<_>>(), ""))
}

/// The page of the first step, with what is wrong.
pub(super) async fn first_step(
    door: &Door,
    reader: &Reader,
    (carried, notice): (&Carried, Html),
    typed: (&str, Option<String>),
) -> Response {
    let is_wrong = typed.1.is_some();
    match forms(door, reader, carried, typed).await {
        Ok(forms) => {
            let page = frame(door, reader, None, "sign-in-title");
            let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            answer(page.status(status), notice.with(forms))
        }
        Err(error) => fault(&error.into(), reader),
    }
}

/// Answers `/{language}/sign-in`.
pub(super) async fn page(
    State(door): State<Door>,
    Query(query): Query<BTreeMap<String, String>>,
    reader: Reader,
) -> Response {
    let then = query.get("then").cloned().unwrap_or_default();
    let carried = Carried { then, ..Carried::default() };
    first_step(&door, &reader, (&carried, Html::new()), ("", None)).await
}

/// The first step.
pub(super) async fn password(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let (carried, email, language) = (Carried::of(&sent), sent.get("email"), reader.language);
    if sent.is_stale() {
        let notice = stale_notice(language);
        return first_step(&door, &reader, (&carried, notice), (email, None)).await;
    }
    let now = door.clock.now();
    let typed = secret(&sent, "password");
    let refused = match door.people.check_password((email, &typed), &caller.trier, now).await {
        Ok(Step::Passed(half)) => {
            let shown = second_step(&door, &reader, (&carried, &half), ("", None)).await;
            return with_cookies(shown, door.cookie(Cookie::Half, Some(&half)));
        }
        Ok(Step::Wait(seconds)) => waits(seconds, language),
        Ok(Step::Wrong | Step::Late) => in_words(&Refusal::SignInWrong.into(), language),
        Err(Error::Refused(refusal)) => in_words(&refusal.into(), language),
        Err(error) => return fault(&error, &reader),
    };
    first_step(&door, &reader, (&carried, Html::new()), (email, Some(refused))).await
}

/// The page of the second step; for someone without a second factor, of setting one up.
pub(super) async fn second_step(
    door: &Door,
    reader: &Reader,
    (carried, half): (&Carried, &Token),
    (sealed, error): (&str, Option<String>),
) -> Response {
    let (language, say) = (reader.language, say(reader.language));
    let reader = &Reader::new(language, "/sign-in");
    let lacking = match door.people.lacks_second_factor(half, door.clock.now()).await {
        Ok(lacking) => lacking,
        Err(error) => return fault(&error, reader),
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let hint = if lacking.is_some() { "code-hint-new" } else { "code-hint" };
    let code = Field::code("code", say.word("code")).hint(say.word(hint)).error(error);
    let mut form = Form::post(reader.href("/sign-in/code"), say.word("sign-in"));
    let mut body = Html::new();
    if let Some(account) = lacking {
        let (secret, sealed) = match set_up(door, &half.hash("set-up"), sealed) {
            Ok(made) => made,
            Err(error) => return fault(&error.into(), reader),
        };
        body.push(set_up_html(&secret, &account.email, language));
        form = form.hidden("set-up", sealed);
    }
    let form = carried.put(form.field(&code, language)).to_html(language);
    answer(frame(door, reader, None, "code-title").status(status), body.with(form))
}

/// The second step.
pub(super) async fn code(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let (carried, now, language) = (Carried::of(&sent), door.clock.now(), reader.language);
    let late = || (&carried, fault_notice(&Refusal::SignInLate.into(), language));
    let Some(half) = caller.half.clone() else {
        return first_step(&door, &reader, late(), ("", None)).await;
    };
    if sent.is_stale() {
        let notice = stale_notice(language);
        return first_step(&door, &reader, (&carried, notice), ("", None)).await;
    }
    let sealed = sent.get("set-up");
    let new = match sealed.is_empty() {
        true => None,
        false => set_up(&door, &half.hash("set-up"), sealed).ok().map(|(secret, _)| secret),
    };
    let typed = (&secret(&sent, "code"), new);
    let former = caller.session.as_ref();
    let step = door.people.check_code(&half, typed, (&caller.trier, former), now).await;
    let refused = match step {
        Ok(Step::Passed(keys)) => return admitted(&door, &reader, &carried, keys).await,
        Ok(Step::Wait(seconds)) => waits(seconds, language),
        Ok(Step::Wrong) => in_words(&Refusal::CodeWrong.into(), language),
        Ok(Step::Late) => return first_step(&door, &reader, late(), ("", None)).await,
        Err(error) => return fault(&error, &reader),
    };
    second_step(&door, &reader, (&carried, &half), (sealed, Some(refused))).await
}

/// Whoever has signed in: their cookies, their new recovery codes, the form that was kept.
pub(super) async fn admitted(
    door: &Door,
    reader: &Reader,
    carried: &Carried,
    keys: Keys,
) -> Response {
    let mut cookies = door.cookie(Cookie::Session, Some(&keys.session));
    cookies.extend(door.cookie(Cookie::Device, Some(&keys.device)));
    cookies.extend(door.cookie(Cookie::Half, None));
    let kept = kept_form(door, carried, &keys.session).await;
    let language = reader.language;
    let go_on = match &kept {
        Some(form) => resume_html(form, language),
        None => {
            let address = carried.address(reader);
            if keys.recovery.is_empty() && carried.kept.is_empty() {
                return lead_to(&address, cookies);
            }
            let link = element("a").class("button").attr("href", address);
            element("p").child(link.child(say(language).word("go-on"))).finish()
        }
    };
    let mut body = Html::new();
    if !keys.recovery.is_empty() {
        body.push(codes_html(&keys.recovery, language));
    }
    if kept.is_none() && !carried.kept.is_empty() {
        let say = say(language);
        let lost = Notice::new(Tone::Caution, say.word("again-lost"), say.word("kept-not-opened"));
        body.push(lost.to_html(language));
    }
    let reader = Reader::new(language, "/sign-in");
    let page = frame(door, &reader, None, "signed-in-title");
    admit(with_cookies(answer(page, body.with(go_on)), cookies), keys.session)
}

/// The form that was kept for whoever has signed in now.
async fn kept_form(door: &Door, carried: &Carried, session: &Token) -> Option<KeptForm> {
    match door.people.see(session, door.clock.now()).await {
        Ok(Seen::SignedIn(who)) => {
            KeptForm::open(&door.sealer, who.account.id.as_str(), &carried.kept)
        }
        _ => None,
    }
}

/// A button that leads back to the form as it was filled in: without a token, so that the form is
/// shown and nothing is done.
fn resume_html(form: &KeptForm, language: Language) -> Html {
    let say = say(language);
    let again = Form::post(&form.path, say.word("back-to-form")).without_token();
    let again = form.fields.iter().fold(again, |again, (name, value)| again.hidden(name, value));
    element("p").child(say.word("back-to-form-text")).finish().with(again.to_html(language))
}

/// Signs in as a sample person of the demonstration.
pub(super) async fn sample(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    if door.mode != Mode::Demonstration {
        return PageError::not_found(reader.language).into_response();
    }
    let carried = Carried::of(&sent);
    if sent.is_stale() {
        let notice = stale_notice(reader.language);
        return first_step(&door, &reader, (&carried, notice), ("", None)).await;
    }
    let signed_in = match sent.get("account").parse() {
        Ok(id) => door.people.sign_in_as_sample(&id, &caller.trier, door.clock.now()).await,
        Err(error) => Err(Error::Ground(error)),
    };
    match signed_in {
        Ok(session) => {
            let cookies = door.cookie(Cookie::Session, Some(&session));
            match kept_form(&door, &carried, &session).await {
                Some(form) => {
                    let reader = Reader::new(reader.language, "/sign-in");
                    let page = frame(&door, &reader, None, "signed-in-title");
                    let body = resume_html(&form, reader.language);
                    admit(with_cookies(answer(page, body), cookies), session)
                }
                None => lead_to(&carried.address(&reader), cookies),
            }
        }
        Err(error) => fault(&error, &reader),
    }
}

/// Signs out.
pub(super) async fn out(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let forget = door.cookie(Cookie::Session, None);
    let Some(who) = caller.who.clone().filter(|_| !sent.is_stale()) else {
        // Nobody is signed in here, or in another window someone else is: nothing is to be ended.
        return lead_to(&reader.href("/"), Vec::new());
    };
    let ended = match super::request(&door, &caller, &sent) {
        Ok(request) => door.people.end_sessions(&who, Some(who.session.clone()), request).await,
        Err(error) => Err(error),
    };
    match ended {
        Ok(()) => lead_to(&reader.href("/"), forget),
        Err(error) => fault(&error, &reader),
    }
}
