//! Accounts: who holds which role, an invitation, and what administrators change.

use super::{answer, done_notice, fault, fault_notice, in_words, lead_to, page as frame, request};
use crate::door::{Caller, Door};
use crate::places::Places;
use crate::words::say;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use pages::content::{Line, Notice, Tone, disclosure, facts, lines, pagination};
use pages::errors::PageError;
use pages::forms::{Choice, Field, Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use records::identity::Identifier;
use records::people::pending::Asked;
use records::people::{Account, AccountKind, Error, Given, Refusal, rights};
use records::policy::{Assignment, Resource, Role, Territory};
use std::collections::BTreeMap;

/// How many accounts a page lists.
const PAGE_LENGTH: usize = 50;

/// What can be said to be done, as addresses name it.
const DONE: [&str; 5] = ["given", "waits", "ended", "closed", "reset-waits"];

/// What is refused of an e-mail address, and said at its field.
const AT_EMAIL: &[Refusal] = &[Refusal::EmailInvalid, Refusal::EmailTaken];

/// What is refused of a role, and said at its field.
const AT_ROLE: &[Refusal] = &[Refusal::RoleInvalid, Refusal::AssignmentHeld];

/// A form of role and territory as it was filled in, and what is wrong with it.
#[derive(Default)]
struct Shown {
    email: String,
    role: String,
    territory: String,
    error: Option<Error>,
    above: Html,
}

impl Shown {
    fn of(sent: &Sent) -> Shown {
        let typed = |name: &str| sent.get(name).to_owned();
        let (role, territory) = (typed("role"), typed("territory"));
        Shown { email: typed("email"), role, territory, ..Shown::default() }
    }

    fn status(&self) -> StatusCode {
        match self.error {
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
            None => StatusCode::OK,
        }
    }

    /// What was refused, above a form of whose fields none is its place.
    fn refused(&self, fields: &[&[Refusal]], language: Language) -> Html {
        match &self.error {
            Some(error @ Error::Refused(refusal))
                if !fields.iter().any(|at| at.contains(refusal)) =>
            {
                fault_notice(error, language)
            }
            _ => Html::new(),
        }
    }

    /// The sentence for a field, if one of these was refused.
    fn at(&self, refusals: &[Refusal], language: Language) -> Option<String> {
        match &self.error {
            Some(error @ Error::Refused(refusal)) if refusals.contains(refusal) => {
                Some(in_words(error, language))
            }
            _ => None,
        }
    }

    /// Role and territory that were chosen.
    fn held(&self) -> Result<Assignment, Error> {
        let role = Role::from_word(&self.role).map_err(|_| Refusal::RoleInvalid)?;
        let territory = Territory::from_word(&self.territory);
        let held = Assignment { role, territory: territory.map_err(|_| Refusal::RoleInvalid)? };
        if held.is_usual() { Ok(held) } else { Err(Refusal::RoleInvalid.into()) }
    }
}

/// Whether the caller may do this with accounts.
fn may(door: &Door, caller: &Caller, action: &str) -> bool {
    caller.who.as_ref().is_some_and(|who| {
        door.people.gate().policy().decide(&who.principal, action, &Resource::national()).permitted
    })
}

/// Answers `/{language}/accounts?q=…&page=…`.
pub(super) async fn page(
    State(door): State<Door>,
    caller: Caller,
    Query(query): Query<BTreeMap<String, String>>,
    reader: Reader,
) -> Response {
    let (accounts, places) = match (door.people.accounts().await, Places::read(&door).await) {
        (Ok(accounts), Ok(places)) => (accounts, places),
        (Err(error), _) => return fault(&error.into(), &reader),
        (_, Err(error)) => return fault(&error, &reader),
    };
    let (language, say) = (reader.language, say(reader.language));
    let sought = query.get("q").map(|text| text.trim().to_lowercase()).unwrap_or_default();
    let entries: Vec<Line> = accounts
        .iter()
        .filter(|(account, _)| account.ended_at.is_none())
        .map(|(account, given)| (account, roles_words(given, &places, language)))
        .filter(|(account, roles)| {
            let texts = [&account.name, &account.email, roles];
            texts.iter().any(|text| text.to_lowercase().contains(&sought))
        })
        .map(|(account, roles)| {
            let address = reader.href(&format!("/accounts/{}", account.id));
            let text = Html::text(&account.email).with(element("br")).with(Html::text(&roles));
            Line::new(&account.name, Some(&address)).text(text)
        })
        .collect();
    let pages = entries.len().div_ceil(PAGE_LENGTH).max(1);
    let shown = query.get("page").and_then(|text| text.parse::<usize>().ok()).unwrap_or(1);
    let shown = shown.clamp(1, pages);
    let listed: Vec<Line> =
        entries.into_iter().skip((shown - 1) * PAGE_LENGTH).take(PAGE_LENGTH).collect();
    let filter = Form::get(reader.href("/accounts"), say.word("accounts-seek"))
        .quiet()
        .field(&Field::search("q", say.word("accounts-filter")).value(&sought), language)
        .inline();
    let invite = may(&door, &caller, records::people::begin::INVITE).then(|| {
        let address = reader.href("/accounts/invite");
        let link = element("a").class("button").attr("href", address);
        element("p").child(link.child(say.word("invite-title")))
    });
    let address = |page: usize| {
        let sought =
            percent_encoding::utf8_percent_encode(&sought, percent_encoding::NON_ALPHANUMERIC);
        reader.href(&format!("/accounts?q={sought}&page={page}"))
    };
    let done = match query.get("done").map(String::as_str) {
        Some("closed") => done_notice("closed-done", language),
        _ => Html::new(),
    };
    let body = done
        .with(Html::from(invite))
        .with(filter.to_html(language))
        .with(lines(&listed, &say.word("accounts-none")))
        .with(pagination(shown, pages, &reader, address));
    let page = frame(&door, &reader, Some(&caller), "accounts-title");
    answer(page.lede(say.word("accounts-lede")), body)
}

/// The roles of an account in one line.
fn roles_words(given: &[Given], places: &Places, language: Language) -> String {
    let words = given.iter().map(|given| {
        let place = places.name(&given.held.territory, language);
        format!("{} ({place})", given.held.role.name(language))
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { say(language).word("roles-none") } else { words.join(", ") }
}

/// The fields of a role and where it is held.
fn role_fields(shown: &Shown, places: &Places, language: Language) -> [Field; 2] {
    let say = say(language);
    let choose = || Choice::new("", say.word("choose"));
    // Persons and civil society come in by ways of their own, not by an administrator.
    let roles = Role::ALL
        .into_iter()
        .filter(|role| !matches!(role, Role::Person | Role::CivilSociety))
        .map(|role| Choice::new(role.word(), role.name(language)));
    let roles = std::iter::once(choose()).chain(roles).collect();
    let territories = std::iter::once(choose()).chain(places.choices(language)).collect();
    [
        Field::select("role", say.word("role"), roles)
            .value(&shown.role)
            .hint(say.word("role-hint"))
            .error(shown.at(AT_ROLE, language)),
        Field::select("territory", say.word("territory"), territories).value(&shown.territory),
    ]
}

/// Answers `/{language}/accounts/invite`.
pub(super) async fn invitation(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
) -> Response {
    invitation_page(&door, (&reader, &caller), &Shown::default()).await
}

async fn invitation_page(
    door: &Door,
    (reader, caller): (&Reader, &Caller),
    shown: &Shown,
) -> Response {
    let places = match Places::read(door).await {
        Ok(places) => places,
        Err(error) => return fault(&error, reader),
    };
    let (language, say) = (reader.language, say(reader.language));
    let email = Field::text("email", say.word("email"))
        .value(&shown.email)
        .error(shown.at(AT_EMAIL, language));
    let [role, territory] = role_fields(shown, &places, language);
    let form = Form::post(reader.href("/accounts/invite"), say.word("invite-make"))
        .field(&email, language)
        .field(&role, language)
        .field(&territory, language)
        .secondary(say.word("accounts-back"), reader.href("/accounts"))
        .to_html(language);
    let page = frame(door, reader, Some(caller), "invite-title").status(shown.status());
    let page = page.crumb("/accounts", say.word("accounts-title")).lede(say.word("invite-lede"));
    let refused = shown.refused(&[AT_EMAIL, AT_ROLE], language);
    answer(page, shown.above.clone().with(refused).with(form))
}

/// An invitation: its link is shown this once.
pub(super) async fn invite(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let (language, mut shown) = (reader.language, Shown::of(&sent));
    if sent.is_stale() {
        shown.above = stale_notice(language);
        return invitation_page(&door, (&reader, &caller), &shown).await;
    }
    let made = match (shown.held(), request(&door, &caller, &sent)) {
        (Ok(held), Ok(request)) => door.people.invite((&shown.email, held), request).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match made {
        Ok(link) => {
            let say = say(language);
            let page = frame(&door, &reader, Some(&caller), "invited-title")
                .crumb("/accounts", say.word("accounts-title"));
            let body = match link {
                Some(link) => {
                    let address = door.begin_address(&link, language);
                    Notice::new(Tone::Caution, say.word("invited-once"), say.word("invited-how"))
                        .to_html(language)
                        .with(element("p").class("address").child(element("code").child(address)))
                }
                None => Notice::new(Tone::Note, say.word("tone-note"), say.word("invited-before"))
                    .to_html(language),
            };
            let back = element("a").attr("href", reader.href("/accounts"));
            let back = element("p").child(back.child(say.word("accounts-back")));
            answer(page, body.with(back))
        }
        Err(error @ Error::Refused(_)) => {
            shown.error = Some(error);
            invitation_page(&door, (&reader, &caller), &shown).await
        }
        Err(error) => fault(&error, &reader),
    }
}

/// Answers `/{language}/accounts/{account}`.
pub(super) async fn account(
    State(door): State<Door>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Query(query): Query<BTreeMap<String, String>>,
    reader: Reader,
) -> Response {
    let done = query.get("done").map(String::as_str).unwrap_or_default();
    let above = match DONE.contains(&done) {
        true => done_notice(&format!("{done}-done"), reader.language),
        false => Html::new(),
    };
    account_page(&door, (&reader, &caller), &id, &Shown { above, ..Shown::default() }).await
}

/// An account with what it holds, and the municipalities.
async fn holder(
    door: &Door,
    reader: &Reader,
    id: &str,
) -> Result<(Account, Vec<Given>, Places), Box<Response>> {
    let found = door.people.accounts().await.map_err(|error| fault(&error.into(), reader))?;
    let found = found.into_iter().find(|(account, _)| account.id.as_str() == id);
    let Some((account, given)) = found.filter(|(account, _)| account.ended_at.is_none()) else {
        let error = Error::from(Refusal::AccountUnknown);
        let page = PageError::not_found(reader.language).detail(error.message(reader.language));
        return Err(Box::new(page.into_response()));
    };
    let places = Places::read(door).await.map_err(|error| fault(&error, reader))?;
    Ok((account, given, places))
}

/// The form by which an account ends, folded: it cannot be undone.
fn closing(reader: &Reader, id: &str) -> Html {
    let (language, say) = (reader.language, say(reader.language));
    let form = Form::post(reader.href("/accounts/close"), say.word("close"))
        .quiet()
        .hidden("account", id)
        .to_html(language);
    let text = element("p").child(say.word("close-text")).finish();
    let inside = disclosure(say.word("close-title"), text.with(form), false);
    element("section").child(inside).finish()
}

async fn account_page(
    door: &Door,
    (reader, caller): (&Reader, &Caller),
    id: &str,
    shown: &Shown,
) -> Response {
    let (account, given, places) = match holder(door, reader, id).await {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let (language, say) = (reader.language, say(reader.language));
    let reader = &Reader::new(language, &format!("/accounts/{id}"));
    let may_end = may(door, caller, rights::END);
    let entries: Vec<Line> = given
        .iter()
        .map(|given| {
            let place = places.name(&given.held.territory, language);
            let line = Line::new(given.held.role.name(language), None).text(place);
            let end = may_end.then(|| {
                Form::post(reader.href("/accounts/end"), say.word("role-end"))
                    .quiet()
                    .hidden("account", id)
                    .hidden("assignment", given.id.to_string())
                    .to_html(language)
            });
            line.side(end)
        })
        .collect();
    let section = |title: &str, inside: Html| {
        element("section").child(element("h2").child(say.word(title))).child(inside).finish()
    };
    let kind = match account.kind {
        AccountKind::Person => "kind-person",
        AccountKind::Sample => "kind-sample",
    };
    let may_give = may(door, caller, rights::GIVE);
    let at_fields: &[&[Refusal]] = if may_give { &[AT_ROLE] } else { &[] };
    let mut body = shown.above.clone().with(shown.refused(at_fields, language)).with(facts([
        (Html::text(&say.word("email")), Html::text(&account.email)),
        (Html::text(&say.word("kind")), Html::text(&say.word(kind))),
    ]));
    body.push(section("roles", lines(&entries, &say.word("roles-none"))));
    if may_give {
        let [role, territory] = role_fields(shown, &places, language);
        let form = Form::post(reader.href("/accounts/give"), say.word("role-give"))
            .hidden("account", id)
            .field(&role, language)
            .field(&territory, language);
        body.push(section("role-give-title", form.to_html(language)));
    }
    if account.kind == AccountKind::Person && may(door, caller, rights::RESET) {
        let form = Form::post(reader.href("/accounts/reset"), say.word("reset-ask"))
            .quiet()
            .hidden("account", id)
            .to_html(language);
        let text = element("p").child(say.word("reset-text")).finish();
        body.push(section("reset-title", text.with(form)));
    }
    let is_own = caller.who.as_ref().is_some_and(|who| who.account.id == account.id);
    if !is_own && may(door, caller, rights::CLOSE) {
        body.push(closing(reader, id));
    }
    let page = frame(door, reader, Some(caller), "account-of").heading(account.name);
    let page = page.status(shown.status()).crumb("/accounts", say.word("accounts-title"));
    answer(page, body)
}

/// What came of a change of someone's rights: on to the account, or the form again.
async fn changed(
    door: &Door,
    (reader, caller): (&Reader, &Caller),
    sent: &Sent,
    outcome: Result<&str, Error>,
) -> Response {
    let (id, mut shown) = (sent.get("account"), Shown::of(sent));
    match outcome {
        Ok(done) => lead_to(&reader.href(&format!("/accounts/{id}?done={done}")), Vec::new()),
        Err(error @ Error::Refused(_)) => {
            shown.error = Some(error);
            account_page(door, (reader, caller), id, &shown).await
        }
        Err(error) => fault(&error, reader),
    }
}

/// The form again because its session has changed in between.
async fn again(door: &Door, (reader, caller): (&Reader, &Caller), sent: &Sent) -> Response {
    let shown = Shown { above: stale_notice(reader.language), ..Shown::of(sent) };
    account_page(door, (reader, caller), sent.get("account"), &shown).await
}

fn account_of(sent: &Sent) -> Result<Identifier, Error> {
    sent.get("account").parse().map_err(|_| Refusal::AccountUnknown.into())
}

/// A further role.
pub(super) async fn give(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let who = (&reader, &caller);
    if sent.is_stale() {
        return again(&door, who, &sent).await;
    }
    let ready = request(&door, &caller, &sent)
        .and_then(|request| Ok((account_of(&sent)?, Shown::of(&sent).held()?, request)));
    let outcome = match ready {
        Ok((account, held, request)) => door.people.give(&account, &held, request).await,
        Err(error) => Err(error),
    };
    let done = outcome.map(|asked| match asked {
        Asked::Done => "given",
        Asked::Waits(_) => "waits",
    });
    changed(&door, who, &sent, done).await
}

/// The end of a role.
pub(super) async fn end(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let who = (&reader, &caller);
    if sent.is_stale() {
        return again(&door, who, &sent).await;
    }
    let assignment = sent.get("assignment").parse::<Identifier>();
    let assignment = assignment.map_err(|_| Error::from(Refusal::AssignmentUnknown));
    let outcome = match (assignment, request(&door, &caller, &sent)) {
        (Ok(assignment), Ok(request)) => door.people.end_role(&assignment, request).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    changed(&door, who, &sent, outcome.map(|()| "ended")).await
}

/// The end of an account.
pub(super) async fn close(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let who = (&reader, &caller);
    if sent.is_stale() {
        return again(&door, who, &sent).await;
    }
    let outcome = match (account_of(&sent), request(&door, &caller, &sent)) {
        (Ok(account), Ok(request)) => door.people.close(&account, request).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match outcome {
        Ok(()) => lead_to(&reader.href("/accounts?done=closed"), Vec::new()),
        Err(error) => changed(&door, who, &sent, Err(error)).await,
    }
}

/// A lost second factor.
pub(super) async fn reset(
    State(door): State<Door>,
    caller: Caller,
    reader: Reader,
    sent: Sent,
) -> Response {
    let who = (&reader, &caller);
    if sent.is_stale() {
        return again(&door, who, &sent).await;
    }
    let outcome = match (account_of(&sent), request(&door, &caller, &sent)) {
        (Ok(account), Ok(request)) => door.people.ask_reset(&account, request).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    changed(&door, who, &sent, outcome.map(|_| "reset-waits")).await
}
