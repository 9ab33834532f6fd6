//! One's own account and the journal, for programs.

use crate::door::Door;
use api::{ApiRoutes, Asker, Operation, Paging, Parameter, Problem, answered, list};
use axum::Extension;
use axum::extract::{FromRef, Query, State};
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use jiff::Timestamp;
use records::journal::{self, Chain, Found, Search};
use records::people;
use records::policy::{Assignment, Principal, RouteEntry, Sensitivity};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A role that someone holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeldRole {
    /// The role, as policies name it: `grants_analyst`.
    pub role: String,
    /// Where: `country`, `municipality/19`, `unit/…`.
    pub territory: String,
}

/// How far a token goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TokenReach {
    /// The title that its owner gave it.
    pub title: String,
    /// The actions that it reaches.
    pub actions: Vec<String>,
    /// When it ends, in universal time.
    pub ends_at: String,
}

/// One's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnAccount {
    /// Its identifier.
    pub id: String,
    /// The name.
    pub name: String,
    /// The address of e-mail.
    pub email: String,
    /// The roles that it holds now.
    pub roles: Vec<HeldRole>,
    /// The token by which the program asks.
    pub token: Option<TokenReach>,
}

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct JournalEntry {
    /// The chain: `national`, `municipality/19`.
    pub chain: String,
    /// Its number in the chain.
    pub entry: i64,
    /// When, in universal time.
    pub at: String,
    /// Who: `account/…`, `system/…`, `public`.
    pub actor: String,
    /// From which address of the network, where it came through one.
    pub origin: Option<String>,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: String,
    /// What was so before.
    pub before: Option<Value>,
    /// What is so after.
    pub after: Option<Value>,
    /// The hash of the entry, which holds that of the one before.
    pub hash: String,
}

impl JournalEntry {
    fn of(found: Found) -> JournalEntry {
        let Found { chain, written, .. } = found;
        let read = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok());
        JournalEntry {
            chain,
            entry: written.entry,
            at: written.at.to_string(),
            actor: written.actor,
            origin: written.origin,
            action: written.action,
            subject: written.subject,
            before: read(written.before),
            after: read(written.after),
            hash: written.hash,
        }
    }
}

/// What the journal is searched by.
const SEARCHED: [&str; 6] = ["from", "until", "chain", "actor", "action", "subject"];

/// The form of a moment in universal time.
const MOMENT: &str =
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$";

/// The form of a chain.
const CHAIN: &str = "^(national|municipality/[0-9]{2})$";

/// The routes of this station for programs.
///
/// # Errors
/// `route-invalid` when two of them have the same path.
pub fn routes<S>() -> Result<ApiRoutes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Door: FromRef<S>,
{
    let account =
        RouteEntry::get("/api/v1/account", people::VISIT, "One's own account, and the token.");
    let entries = RouteEntry::get("/api/v1/journal", journal::READ, "Who did what, latest first.")
        .of_sensitivity(Sensitivity::Official);
    let about = [
        "Not before this moment.",
        "Before this moment.",
        "Of one chain.",
        "By one actor, as entries name them.",
        "Of one action.",
        "With this in what it was done to.",
    ];
    let patterns = [Some(MOMENT), Some(MOMENT), Some(CHAIN), None, None, None];
    let mut listed = Operation::list::<JournalEntry>(entries, ("journal", "listJournal"));
    for ((name, about), pattern) in SEARCHED.into_iter().zip(about).zip(patterns) {
        listed = listed.with(Parameter::in_query(name, about, pattern));
    }
    let own = Operation::read::<OwnAccount>(account, ("people", "getOwnAccount"));
    ApiRoutes::new()
        .route(own.for_signed_in(), own_account)?
        .route(listed.for_signed_in(), entries_of)
}

type Asked = Query<BTreeMap<String, String>>;

async fn own_account(
    State(door): State<Door>,
    Extension(principal): Extension<Principal>,
    Query(query): Asked,
    asker: Asker,
) -> Response {
    let language = asker.language;
    if let Err(problem) = list::known(&query, &[], language) {
        return problem.into_response();
    }
    match account_of(&door, &principal).await {
        Ok(Some(account)) => answered(&asker, &account),
        Ok(None) => Problem::token_needed(language).into_response(),
        Err(error) => Problem::of_ground(&error, language).into_response(),
    }
}

async fn account_of(
    door: &Door,
    principal: &Principal,
) -> Result<Option<OwnAccount>, records::Error> {
    let Some(id) = principal.actor().identifier() else { return Ok(None) };
    let Some(account) = door.people.account(id).await? else { return Ok(None) };
    let role = |held: &Assignment| HeldRole {
        role: held.role.word().to_owned(),
        territory: held.territory.word(),
    };
    let reach = principal.reach().map(|reach| reach.token().clone());
    let open = door.people.access_tokens(id, door.clock.now()).await?;
    let token = open.into_iter().find(|token| Some(&token.id) == reach.as_ref());
    Ok(Some(OwnAccount {
        id: account.id.to_string(),
        name: account.name,
        email: account.email,
        roles: principal.assignments().iter().map(role).collect(),
        token: token.map(|token| TokenReach {
            title: token.title,
            actions: token.actions.into_iter().collect(),
            ends_at: token.ends_at.to_string(),
        }),
    }))
}

/// The search of a query.
fn sought(query: &BTreeMap<String, String>, language: Language) -> Result<Search, Box<Problem>> {
    let text = |name: &str| query.get(name).cloned();
    let wrong = |name: &str, text: &str, expected| {
        Box::new(Problem::parameter((name, text), (expected, &[]), language))
    };
    let moment = |name: &str| -> Result<Option<Timestamp>, Box<Problem>> {
        let Some(text) = query.get(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| wrong(name, text, "api-moment-is"))
    };
    let chain = match query.get("chain").map(String::as_str) {
        None => None,
        Some("national") => Some(Chain::National),
        Some(text) => match text.strip_prefix("municipality/") {
            Some(code) if code.len() == 2 && code.bytes().all(|it| it.is_ascii_digit()) => {
                Some(Chain::Municipality(code.to_owned()))
            }
            _ => return Err(wrong("chain", text, "api-chain-is")),
        },
    };
    Ok(Search {
        from: moment("from")?,
        until: moment("until")?,
        chain,
        actor: text("actor"),
        action: text("action"),
        subject: text("subject").unwrap_or_default(),
        older_than: None,
    })
}

async fn entries_of(State(door): State<Door>, Query(query): Asked, asker: Asker) -> Response {
    let language = asker.language;
    let asked = Paging::of(&query, ("journal", &SEARCHED), language)
        .and_then(|paging| Ok((paging, sought(&query, language)?)));
    let (paging, mut search) = match asked {
        Ok(asked) => asked,
        Err(problem) => return problem.into_response(),
    };
    if let Some(key) = paging.after() {
        search.older_than = journal::Place::read(key);
        if search.older_than.is_none() {
            return Problem::cursor(language).into_response();
        }
    }
    let further = u32::try_from(paging.limit()).unwrap_or(u32::MAX).saturating_add(1);
    match journal::search(door.people.gate().database(), &search, further).await {
        Ok(found) => {
            let page = paging.begun(found, |found| found.place.word());
            let entries = page.items.into_iter().map(JournalEntry::of).collect();
            answered(&asker, &api::List { items: entries, next: page.next })
        }
        Err(error) => Problem::of_ground(&error, language).into_response(),
    }
}
