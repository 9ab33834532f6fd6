//! Possible matches: somebody looks for a person or place that is restricted and to which they are
//! outside. They are answered as if it were not there, at once and always alike: the search for it
//! is done later, by the program, and what it finds goes to the broker alone.

use super::circle::watched;
use super::emergency::no_keys;
use super::error::{Error, Refusal};
use super::member::Member;
use super::{ties, told};
use crate::actor::Actor;
use crate::clock::{self, Clock};
use crate::command::{Command, Gate, Request};
use crate::database::Database;
use crate::identity::Identifier;
use crate::jobs::{Claimed, Handler, Handling, NewJob, queue};
use crate::journal::{Chain, Entry};
use crate::notices::{Filling, NewNotice, Recipients, tell};
use crate::people::account;
use crate::policy::{Principal, Resource, Sensitivity};
use crate::sealing::{SearchToken, Subject};
use crate::unit_of_work::{IdempotencyKey, UnitOfWork};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{AnyConnection, Row};

/// Putting a possible match before its broker.
pub const KEEP: &str = "sensitivity.keep-match";
/// Answering one.
pub const ANSWER: &str = "sensitivity.answer-match";
/// The kind of the job that searches.
pub const SEARCH: &str = "possible-match";

/// Where the broker's work is listed.
const PATH: &str = "/broker";

/// Makes a restricted subject findable for the program, in the place of whatever it was found by.
///
/// # Errors
/// `key-missing` without master keys, `seal-broken`, and those of the database.
pub async fn index(
    unit: &mut UnitOfWork,
    subject: &Subject,
    values: &[(&str, &str)],
) -> Result<(), crate::Error> {
    let keys = unit.keys().ok_or_else(no_keys)?;
    forget(unit, subject).await?;
    for (field, value) in values {
        let token = SearchToken::of(&keys, field, value)?;
        sqlx::query(
            "INSERT INTO match_token (municipality_code, subject, token) VALUES ($1, $2, $3)
             ON CONFLICT (municipality_code, subject, token) DO NOTHING",
        )
        .bind(subject.municipality_code())
        .bind(subject.id.to_string())
        .bind(token.as_str().to_owned())
        .execute(unit.writing())
        .await?;
    }
    Ok(())
}

/// Removes by what a subject was found: it is erased, or restricted no longer.
///
/// # Errors
/// Those of the database.
pub async fn forget(unit: &mut UnitOfWork, subject: &Subject) -> Result<(), crate::Error> {
    sqlx::query("DELETE FROM match_token WHERE municipality_code = $1 AND subject = $2")
        .bind(subject.municipality_code())
        .bind(subject.id.to_string())
        .execute(unit.writing())
        .await?;
    Ok(())
}

/// What the job searches for, and for whom.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Sought {
    asked_by: String,
    tokens: Vec<String>,
}

/// Has the program look later whether somebody who looks for these values looks for what is
/// restricted. A station calls it whenever it looks for duplicates; whoever asks learns nothing.
///
/// # Errors
/// `key-missing` without master keys, `seal-broken`, and those of the database.
pub async fn look_for(unit: &mut UnitOfWork, values: &[(&str, &str)]) -> Result<(), crate::Error> {
    let keys = unit.keys().ok_or_else(no_keys)?;
    let of = |(field, value): &(&str, &str)| SearchToken::of(&keys, field, value);
    let tokens = values.iter().map(of).collect::<Result<Vec<_>, _>>()?;
    let tokens = tokens.iter().map(|token| token.as_str().to_owned()).collect();
    let sought = Sought { asked_by: unit.actor().word(), tokens };
    let payload = serde_json::to_value(&sought)
        .map_err(|error| crate::Error::value("sought", &error.to_string()))?;
    let (key, due) = (unit.identifier()?.to_string(), unit.now());
    queue::enqueue(unit, &NewJob { kind: SEARCH, key, payload, due }).await
}

/// Searches, as a job.
#[derive(Debug, Clone)]
pub struct Matching {
    gate: Gate,
    clock: Clock,
}

impl Matching {
    /// Over a gate.
    pub fn new(gate: Gate, clock: Clock) -> Matching {
        Matching { gate, clock }
    }

    async fn search(&self, job: &Claimed) -> Result<(), Error> {
        let sought: Sought = serde_json::from_value(job.payload.clone())
            .map_err(|error| crate::Error::value("sought", &error.to_string()))?;
        let key = IdempotencyKey::of_content(&[SEARCH, job.id.as_str()]);
        let principal = Actor::system("possible-matches").into();
        let request = Request { principal, now: self.clock.now(), key };
        self.gate.execute(&Keep(sought), request).await
    }
}

impl Handler for Matching {
    fn handle<'j>(&'j self, job: &'j Claimed) -> Handling<'j> {
        Box::pin(async move { self.search(job).await.map_err(|error| error.to_string()) })
    }
}

/// Keeps what a search finds, for the brokers.
#[derive(Debug, Serialize)]
struct Keep(Sought);

impl Keep {
    /// Whoever asked, as they are now.
    async fn asker(&self, unit: &mut UnitOfWork) -> Result<Option<Principal>, Error> {
        let Some(id) = Actor::account_of_word(&self.0.asked_by) else { return Ok(None) };
        let given = account::given(unit.reading(), Some(&id)).await?;
        let held = given.into_iter().map(|given| given.held).collect();
        Ok(Some(Principal::new(Actor::account(id), held)))
    }
}

impl Command for Keep {
    type State = Vec<(Identifier, Member)>;
    type Decision = Vec<(Identifier, Member)>;
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = KEEP;

    fn resource(&self, _: &Self::State) -> Resource {
        Resource::national().of_sensitivity(Sensitivity::Official)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Self::State, Error> {
        let Some(asker) = self.asker(unit).await? else { return Ok(Vec::new()) };
        let now = unit.now();
        let mut found = Vec::new();
        for token in &self.0.tokens {
            let rows = sqlx::query("SELECT subject FROM match_token WHERE token = $1")
                .bind(token.clone())
                .fetch_all(unit.reading())
                .await?;
            for row in rows {
                let subject: Identifier = row.try_get::<String, _>(0)?.parse()?;
                let standing = ties::standing(unit.reading(), &asker, &subject, now).await?;
                let broker = watched(unit.reading(), &subject).await?.and_then(|it| it.broker);
                let is_new = found.iter().all(|(known, _)| *known != subject);
                // Whoever is inside finds it without a broker.
                if let Some(broker) = broker.filter(|_| is_new && !standing.ties.circle) {
                    found.push((subject, broker));
                }
            }
        }
        Ok(found)
    }

    fn decide(&self, found: Self::State, _: Timestamp) -> Result<Self::State, Error> {
        Ok(found)
    }

    async fn write(&self, found: Self::State, unit: &mut UnitOfWork) -> Result<(), Error> {
        for (subject, broker) in found {
            let (id, at) = (unit.identifier()?, clock::to_text(unit.now()));
            let kept = sqlx::query(
                "INSERT INTO possible_match (id, broker, asked_by, subject, found_at)
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT (asked_by, subject) DO NOTHING",
            )
            .bind(id.to_string())
            .bind(broker.word())
            .bind(self.0.asked_by.clone())
            .bind(subject.to_string())
            .bind(at)
            .execute(unit.writing())
            .await?;
            unit.journal(entry(&id, KEEP, json!({ "by": self.0.asked_by }))).await?;
            if kept.rows_affected() > 0 {
                let notice = NewNotice::new(&told::MATCH_FOUND, PATH);
                tell(unit, &notice, &Recipients::member(&broker)).await?;
            }
        }
        Ok(())
    }
}

/// The journal of the country, so that no chain tells the municipality.
fn entry(id: &Identifier, action: &str, after: serde_json::Value) -> Entry {
    Entry {
        chain: Chain::National,
        action: action.to_owned(),
        subject: format!("possible-match/{id}"),
        before: None,
        after: Some(after),
    }
}

/// A possible match as its broker sees it: neither the centre nor the municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PossibleMatch {
    /// Its identifier.
    pub id: Identifier,
    /// Who looked, as the journal names them.
    pub asked_by: String,
    /// When it was found.
    pub found_at: Timestamp,
}

/// What waits for somebody as a broker, the longest waiting first.
///
/// # Errors
/// Those of the database.
pub async fn waiting(
    database: &Database,
    principal: &Principal,
) -> Result<Vec<PossibleMatch>, crate::Error> {
    let members = principal.members();
    let numbers = (1..).take(members.len()).map(|number| format!("${number}"));
    let sql = format!(
        "SELECT id, asked_by, found_at FROM possible_match
         WHERE answer IS NULL AND broker IN ({}) ORDER BY found_at, id",
        numbers.collect::<Vec<_>>().join(", ")
    );
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for member in members {
        query = query.bind(member);
    }
    let rows = query.fetch_all(database.readers()).await?;
    rows.iter()
        .map(|row| {
            Ok(PossibleMatch {
                id: row.try_get::<String, _>(0)?.parse()?,
                asked_by: row.try_get(1)?,
                found_at: clock::from_text(row.try_get(2)?)?,
            })
        })
        .collect()
}

/// What a broker answers. Of a match that is none nobody hears: there was nothing to hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BrokerAnswer {
    /// It is the same person, and both sides will hear from the broker.
    ContactMade,
    /// It is another.
    NoMatch,
}

impl BrokerAnswer {
    /// The word in the row.
    pub fn word(self) -> &'static str {
        match self {
            BrokerAnswer::ContactMade => "contact-made",
            BrokerAnswer::NoMatch => "no-match",
        }
    }
}

/// Answers a possible match.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// Which.
    pub id: Identifier,
    /// What.
    pub answer: BrokerAnswer,
}

/// What an answer depends on.
#[derive(Debug)]
pub struct Question {
    resource: Resource,
    open: Option<Sides>,
}

/// Whom an answer concerns.
#[derive(Debug)]
pub struct Sides {
    asked_by: String,
    manager: Option<Member>,
}

async fn question(
    connection: &mut AnyConnection,
    id: &Identifier,
) -> Result<Option<(String, Option<String>, String, Identifier)>, Error> {
    let row =
        sqlx::query("SELECT broker, answer, asked_by, subject FROM possible_match WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(connection)
            .await?;
    let Some(row) = row else { return Ok(None) };
    let subject: String = row.try_get(3)?;
    Ok(Some((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, subject.parse()?)))
}

impl Command for Answer {
    type State = Question;
    type Decision = Sides;
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = ANSWER;

    fn resource(&self, state: &Question) -> Resource {
        state.resource.clone()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Question, Error> {
        let resource = Resource::national().of_sensitivity(Sensitivity::Official);
        let found = question(unit.reading(), &self.id).await?;
        let Some((broker, answer, asked_by, subject)) = found else {
            return Ok(Question { resource, open: None });
        };
        let is_broker = unit.principal().members().contains(&broker);
        let actor = unit.actor().clone();
        let resource = if is_broker { resource.owned_by(actor) } else { resource };
        let manager = watched(unit.reading(), &subject).await?.map(|it| it.manager);
        let open = answer.is_none().then_some(Sides { asked_by, manager });
        Ok(Question { resource, open })
    }

    fn decide(&self, state: Question, _: Timestamp) -> Result<Sides, Error> {
        Ok(state.open.ok_or(Refusal::MatchClosed)?)
    }

    async fn write(&self, sides: Sides, unit: &mut UnitOfWork) -> Result<(), Error> {
        let (at, by) = (clock::to_text(unit.now()), unit.actor().word());
        sqlx::query(
            "UPDATE possible_match SET answer = $2, answered_at = $3, answered_by = $4
             WHERE id = $1",
        )
        .bind(self.id.to_string())
        .bind(self.answer.word())
        .bind(at)
        .bind(by)
        .execute(unit.writing())
        .await?;
        unit.journal(entry(&self.id, ANSWER, json!({ "answer": self.answer.word() }))).await?;
        if self.answer == BrokerAnswer::NoMatch {
            return Ok(());
        }
        let broker = Filling::person(unit.actor());
        let notice = NewNotice::new(&told::CONTACT_MADE, "/inbox").about("who", broker);
        if let Some(asker) = Actor::account_of_word(&sides.asked_by) {
            tell(unit, &notice, &Recipients::Account(asker)).await?;
        }
        if let Some(manager) = &sides.manager {
            tell(unit, &notice, &Recipients::member(manager)).await?;
        }
        Ok(())
    }
}
