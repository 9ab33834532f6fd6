//! What waits for a second person, and their answer.

use super::when;
use super::{answer as respond, done_notice, fault, in_words, lead_to, page as frame, request};
use crate::door::{Caller, Door};
use crate::places::Places;
use crate::words::say;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use pages::content::facts;
use pages::errors::PageError;
use pages::forms::{Field, Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::people::pending::Pending;
use records::people::{Account, Error, Refusal, rights};
use records::policy::Role;
use std::collections::BTreeMap;

/// The field of the button that was pressed, and what it says of a refusal.
const ANSWER: &str = "answer";
const REFUSE: &str = "refuse";

/// An answer as it was typed, and what is wrong with it.
#[derive(Default)]
struct Shown {
    pending: String,
    why: String,
    error: Option<String>,
    above: Html,
}

/// Answers `/{language}/waiting`.
pub(super) async fn page(
    State(door): State<Door>,
    caller: Caller,
    Query(query): Query<BTreeMap<String, String>>,
    reader: Reader,
) -> Response {
    let above = match query.get("done").map(String::as_str) {
        Some("approved") => done_notice("approved-done", reader.language),
        Some("refused") => done_notice("refused-done", reader.language),
        _ => Html::new(),
    };
    show(&door, (&reader, &caller), &Shown { above, ..Shown::default() }).await
}

async fn show(door: &Door, (reader, caller): (&Reader, &Caller), shown: &Shown) -> Response {
    let language = reader.language;
    let reader = &Reader::new(language, "/waiting");
    let Some(who) = &caller.who else {
        return fault(&Refusal::AccountUnknown.into(), reader);
    };
    let found = (
        door.people.waiting(&who.principal).await,
        door.people.accounts().await,
        Places::read(door).await,
    );
    let (waiting, accounts, places) = match found {
        (Ok(waiting), Ok(accounts), Ok(places)) => (waiting, accounts, places),
        (Err(error), ..) | (_, Err(error), _) => return fault(&error.into(), reader),
        (.., Err(error)) => {
            let page = PageError::internal(language, None).detail(error.message(language));
            return page.into_response();
        }
    };
    let accounts: Vec<Account> = accounts.into_iter().map(|(account, _)| account).collect();
    let say = say(language);
    let mut body = shown.above.clone();
    for pending in &waiting {
        body.push(entry(reader, pending, (&accounts, &places), shown));
    }
    if waiting.is_empty() {
        body.push(element("p").class("empty").child(say.word("waiting-none")));
    }
    let is_wrong = shown.error.is_some();
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = frame(door, reader, Some(caller), "waiting-title").status(status);
    respond(page.lede(say.word("waiting-lede")), body)
}

/// The name of an account as the journal names it: `account/…`.
fn name_of(word: &str, accounts: &[Account], language: Language) -> String {
    let id = word.strip_prefix("account/").unwrap_or(word);
    let found = accounts.iter().find(|account| account.id.as_str() == id);
    found.map_or_else(|| say(language).word("someone"), |account| account.name.clone())
}

fn entry(
    reader: &Reader,
    pending: &Pending,
    (accounts, places): (&[Account], &Places),
    shown: &Shown,
) -> Html {
    let (language, say) = (reader.language, say(reader.language));
    let id = pending.id.to_string();
    let role = pending.role().and_then(|word| Role::from_word(&word).ok());
    let title = match (pending.action.as_str(), role) {
        (rights::GIVE, Some(role)) => say.with("pending-give", &[("role", &role.name(language))]),
        (rights::RESET, _) => say.word("pending-reset"),
        _ => say.word("pending-other"),
    };
    let line = |word: &str, text: &str| (Html::text(&say.word(word)), Html::text(text));
    let about = facts([
        line("pending-whom", &name_of(&pending.subject, accounts, language)),
        line("territory", &places.name(&pending.territory, language)),
        line("pending-by", &name_of(&pending.asked_by, accounts, language)),
        line("pending-at", &when(pending.asked_at, language)),
    ]);
    let is_this = shown.pending == id;
    let why = Field::long_text(format!("why-{id}"), say.word("pending-why"), 3)
        .value(if is_this { shown.why.as_str() } else { "" })
        .error(shown.error.clone().filter(|_| is_this));
    let form = Form::post(reader.href("/waiting"), say.word("pending-approve"))
        .hidden("pending", &id)
        .field(&why, language)
        .button(ANSWER, REFUSE, say.word("pending-refuse"))
        .to_html(language);
    element("section").child(element("h2").child(title)).child(about).child(form).finish()
}

/// The answer of the second person.
pub(super) async fn answer(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let (language, pending) = (reader.language, sent.get("pending").to_owned());
    let why = sent.get(&format!("why-{pending}")).to_owned();
    let mut shown = Shown { pending: pending.clone(), why, ..Shown::default() };
    if sent.is_stale() {
        shown.above = stale_notice(language);
        return show(&door, (&reader, &caller), &shown).await;
    }
    let approves = sent.get(ANSWER) != REFUSE;
    let id = pending.parse().map_err(|_| Error::from(Refusal::PendingClosed));
    let done = match (id, request(&door, &caller, &sent)) {
        (Ok(id), Ok(request)) => door.people.answer(&id, (approves, &shown.why), request).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match done {
        Ok(()) => {
            let done = if approves { "approved" } else { "refused" };
            lead_to(&reader.href(&format!("/waiting?done={done}")), Vec::new())
        }
        Err(error @ Error::Refused(Refusal::PendingClosed)) => {
            shown.above = super::fault_notice(&error, language);
            show(&door, (&reader, &caller), &shown).await
        }
        Err(error @ Error::Refused(_)) => {
            shown.error = Some(in_words(&error, language));
            show(&door, (&reader, &caller), &shown).await
        }
        Err(error) => fault(&error, &reader),
    }
}
