//! Kinship that somebody declares of themselves: whom it concerns they neither read nor decide on,
//! also not in an emergency. It holds at once, whether there is such a file or not, so that
//! declaring tells nobody what there is; and it ends only with a second person.

use super::pending::{Asked, TwoPersons};
use super::rights::{CONFIRM, resource_in};
use super::{Error, People, Refusal, entry, resource_of};
use crate::actor::Actor;
use crate::clock;
use crate::command::{Command, Request};
use crate::identity::Identifier;
use crate::policy::{Resource, Territory};
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::Row;

/// Declaring it.
pub const DECLARE: &str = "people.declare-kinship";
/// Withdrawing it.
pub const WITHDRAW: &str = "people.withdraw-kinship";

/// How somebody is partial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// By blood, marriage or household.
    Kin,
    /// In another way: a friend, an enemy, a debtor.
    Partial,
}

impl Relation {
    /// The word in the row.
    pub fn word(self) -> &'static str {
        match self {
            Relation::Kin => "kin",
            Relation::Partial => "partial",
        }
    }

    /// The relation of a word.
    pub fn from_word(word: &str) -> Option<Relation> {
        [Relation::Kin, Relation::Partial].into_iter().find(|it| it.word() == word)
    }
}

/// A declaration that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Its identifier.
    pub id: Identifier,
    /// Of which file.
    pub subject: Identifier,
    /// How.
    pub relation: Relation,
    /// Since when.
    pub declared_at: Timestamp,
}

impl People {
    /// Declares to be kin to whom a file is about.
    ///
    /// # Errors
    /// `people-file-invalid`, `action-refused`, those of the database.
    pub async fn declare_kinship(
        &self,
        (subject, relation): (&str, Relation),
        request: Request,
    ) -> Result<(), Error> {
        let subject = subject.trim().to_lowercase();
        let subject: Identifier = subject.parse().map_err(|_| Refusal::FileInvalid)?;
        let account = own(&request)?;
        self.execute(&DeclareKinship { account, subject, relation }, request).await
    }

    /// Asks for a declaration to be withdrawn; a second person decides.
    ///
    /// # Errors
    /// `people-kinship-unknown`, `action-refused`, those of the database.
    pub async fn withdraw_kinship(
        &self,
        declaration: &Identifier,
        request: Request,
    ) -> Result<Asked, Error> {
        let account = own(&request)?;
        // Those decide who answer for the work at the place where whoever asks works.
        let held = request.principal.assignments().first();
        let territory = held.map_or(Territory::Country, |held| held.territory.clone()).word();
        let declaration = declaration.clone();
        self.ask(WithdrawKinship { account, declaration, territory }, request).await
    }

    /// What an account has declared, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn kinship(&self, account: &Identifier) -> Result<Vec<Declared>, crate::Error> {
        let rows = sqlx::query(
            "SELECT id, subject, relation, declared_at FROM kinship
             WHERE actor = $1 AND withdrawn_at IS NULL ORDER BY declared_at DESC, id",
        )
        .bind(Actor::account(account.clone()).word())
        .fetch_all(self.gate().database().readers())
        .await?;
        rows.iter()
            .map(|row| {
                let relation: String = row.try_get(2)?;
                Ok(Declared {
                    id: row.try_get::<String, _>(0)?.parse()?,
                    subject: row.try_get::<String, _>(1)?.parse()?,
                    relation: Relation::from_word(&relation)
                        .ok_or_else(|| crate::Error::value("kinship.relation", &relation))?,
                    declared_at: clock::from_text(row.try_get(3)?)?,
                })
            })
            .collect()
    }
}

fn own(request: &Request) -> Result<Identifier, Error> {
    Ok(request.principal.actor().identifier().cloned().ok_or(Refusal::AccountUnknown)?)
}

#[derive(Serialize)]
struct DeclareKinship {
    account: Identifier,
    subject: Identifier,
    relation: Relation,
}

impl Command for DeclareKinship {
    type State = bool;
    type Decision = bool;
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = DECLARE;

    fn resource(&self, _: &bool) -> Resource {
        resource_of(&self.account)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<bool, Error> {
        let row = sqlx::query(
            "SELECT id FROM kinship
             WHERE actor = $1 AND subject = $2 AND withdrawn_at IS NULL LIMIT 1",
        )
        .bind(Actor::account(self.account.clone()).word())
        .bind(self.subject.to_string())
        .fetch_optional(unit.reading())
        .await?;
        Ok(row.is_some())
    }

    fn decide(&self, is_declared: bool, _: Timestamp) -> Result<bool, Error> {
        Ok(is_declared)
    }

    async fn write(&self, is_declared: bool, unit: &mut UnitOfWork) -> Result<(), Error> {
        if is_declared {
            return Ok(());
        }
        let (id, at) = (unit.identifier()?, clock::to_text(unit.now()));
        sqlx::query(
            "INSERT INTO kinship (id, actor, subject, relation, declared_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id.to_string())
        .bind(Actor::account(self.account.clone()).word())
        .bind(self.subject.to_string())
        .bind(self.relation.word())
        .bind(at)
        .execute(unit.writing())
        .await?;
        let after = json!({
            "declared": id, "file": self.subject, "relation": self.relation.word(),
        });
        Ok(unit.journal(entry(DECLARE, Some(&self.account), after)).await?)
    }
}

/// Withdraws a declaration, when a second person agrees that it does not hold.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WithdrawKinship {
    account: Identifier,
    declaration: Identifier,
    territory: String,
}

impl Command for WithdrawKinship {
    type State = bool;
    type Decision = ();
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = WITHDRAW;

    fn resource(&self, _: &bool) -> Resource {
        // Their own to whoever declared; for the second person it is where they work that counts.
        resource_in(&self.territory).owned_by(Actor::account(self.account.clone()))
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<bool, Error> {
        let row = sqlx::query(
            "SELECT id FROM kinship WHERE id = $1 AND actor = $2 AND withdrawn_at IS NULL",
        )
        .bind(self.declaration.to_string())
        .bind(Actor::account(self.account.clone()).word())
        .fetch_optional(unit.reading())
        .await?;
        Ok(row.is_some())
    }

    fn decide(&self, holds: bool, _: Timestamp) -> Result<(), Error> {
        if holds { Ok(()) } else { Err(Refusal::KinshipUnknown.into()) }
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<(), Error> {
        let (at, by) = (clock::to_text(unit.now()), unit.actor().word());
        sqlx::query("UPDATE kinship SET withdrawn_at = $2, withdrawn_by = $3 WHERE id = $1")
            .bind(self.declaration.to_string())
            .bind(at)
            .bind(by)
            .execute(unit.writing())
            .await?;
        let after = json!({ "withdrawn": self.declaration });
        Ok(unit.journal(entry(WITHDRAW, Some(&self.account), after)).await?)
    }
}

impl TwoPersons for WithdrawKinship {
    const CONFIRM: &'static str = CONFIRM;

    fn subject(&self) -> String {
        format!("account/{}", self.account)
    }

    fn territory(&self) -> String {
        self.territory.clone()
    }
}
