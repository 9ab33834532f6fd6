//! The sample people of the demonstration, and the mark of a database that it made.

use super::account::{self, Account, AccountKind, Given};
use super::{Error, People, Refusal, entry};
use crate::actor::Actor;
use crate::clock;
use crate::command::Command;
use crate::policy::{Assignment, Principal, Resource, Role, Territory};
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use sqlx::{AnyConnection, Row};

/// Making the sample people.
pub const SET_UP: &str = "people.set-up-samples";

/// The mark of a database that the demonstration made.
const MARK: &str = "demonstration";

/// A sample person: the name, and the role with its territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// What is kept as the name.
    pub name: String,
    /// The role, and where.
    pub held: Assignment,
}

impl People {
    /// Whether the demonstration made this database.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn is_demonstration(&self) -> Result<bool, crate::Error> {
        is_marked(&mut *self.gate().database().readers().acquire().await?).await
    }

    /// Marks a database that was just made as one of the demonstration, and makes whatever sample
    /// people are missing. A database without the mark is taken only if nobody but a demonstration
    /// has ever written in it, as one of an earlier version.
    ///
    /// # Errors
    /// `people-not-demonstration`, those of the database. Nothing is changed after one.
    pub async fn set_up_samples(&self, samples: Vec<Sample>, now: Timestamp) -> Result<(), Error> {
        let samples = samples
            .into_iter()
            .map(|it| (it.name, it.held.role.word().to_owned(), it.held.territory.word()));
        let is_new = self.gate().database().was_created();
        let command = SetUp { samples: samples.collect(), is_new };
        let request = self.once(Actor::demo().into(), now)?;
        self.execute(&command, request).await
    }
}

impl People {
    /// The sample person who holds a role, if there is one still.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sample(&self, role: Role) -> Result<Option<Principal>, crate::Error> {
        let all = self.accounts().await?.into_iter();
        let found = all.into_iter().find(|(account, given)| {
            let is_open = account.kind == AccountKind::Sample && account.ended_at.is_none();
            is_open && given.iter().any(|given| given.held.role == role)
        });
        Ok(found.map(|(account, given)| {
            let held = given.into_iter().map(|given| given.held).collect();
            Principal::new(Actor::account(account.id), held)
        }))
    }
}

/// Whether a database bears the mark.
pub(super) async fn is_marked(connection: &mut AnyConnection) -> Result<bool, crate::Error> {
    let row = sqlx::query("SELECT 1 FROM database_mark WHERE name = $1")
        .bind(MARK)
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// Whether nobody but a demonstration has written: every entry of the journal is one of its own,
/// and nobody has an account.
async fn is_all_demonstration(connection: &mut AnyConnection) -> Result<bool, crate::Error> {
    let row = sqlx::query(
        "SELECT (SELECT COUNT(*) FROM journal WHERE actor = 'demo'),
                (SELECT COUNT(*) FROM journal WHERE actor <> 'demo'),
                (SELECT COUNT(*) FROM account)",
    )
    .fetch_one(connection)
    .await?;
    let counts: [i64; 3] = [row.try_get(0)?, row.try_get(1)?, row.try_get(2)?];
    Ok(matches!(counts, [own, 0, 0] if own > 0))
}

#[derive(Serialize)]
struct SetUp {
    samples: Vec<(String, String, String)>,
    is_new: bool,
}

struct State {
    is_marked: bool,
    is_all_demonstration: bool,
    there: Vec<Account>,
}

/// The address under which a sample is kept: of a domain that there is not (RFC 2606).
fn email_of(role: &str) -> String {
    format!("{}@sample.invalid", role.replace('_', "."))
}

impl Command for SetUp {
    type State = State;
    type Decision = (bool, Vec<(String, Assignment)>);
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = SET_UP;

    fn resource(&self, _: &State) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<State, Error> {
        Ok(State {
            is_marked: is_marked(unit.reading()).await?,
            is_all_demonstration: is_all_demonstration(unit.reading()).await?,
            there: account::all(unit.reading()).await?,
        })
    }

    fn decide(&self, state: State, _: Timestamp) -> Result<Self::Decision, Error> {
        if !(state.is_marked || self.is_new || state.is_all_demonstration) {
            return Err(Refusal::NotDemonstration.into());
        }
        let mut missing = Vec::new();
        for (name, role, territory) in &self.samples {
            if state.there.iter().all(|account| account.email != email_of(role)) {
                let (role, territory) = (Role::from_word(role)?, Territory::from_word(territory)?);
                missing.push((name.clone(), Assignment { role, territory }));
            }
        }
        Ok((!state.is_marked, missing))
    }

    async fn write(
        &self,
        (marks, missing): Self::Decision,
        unit: &mut UnitOfWork,
    ) -> Result<(), Error> {
        let (now, by) = (unit.now(), unit.actor().clone());
        if marks {
            sqlx::query("INSERT INTO database_mark (name, set_at) VALUES ($1, $2)")
                .bind(MARK)
                .bind(clock::to_text(now))
                .execute(unit.writing())
                .await?;
            unit.journal(entry(SET_UP, None, json!({ "marked": MARK }))).await?;
        }
        for (name, held) in missing {
            let (id, given) = (unit.identifier()?, unit.identifier()?);
            let made = Account {
                id: id.clone(),
                email: email_of(held.role.word()),
                name,
                kind: AccountKind::Sample,
                ended_at: None,
            };
            let role = held.role.word();
            account::insert(unit.writing(), &made, now).await?;
            let given = Given { id: given, account: id.clone(), held, at: now };
            account::give(unit.writing(), &given, &by).await?;
            unit.journal(entry(SET_UP, Some(&id), json!({ "sample": role }))).await?;
        }
        Ok(())
    }
}
