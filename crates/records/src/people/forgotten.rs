//! Replacing a password that was forgotten, by a letter and the second factor.
//!
//! Whoever asks hears the same whether an address has an account or not; the letter says the rest.
//! Its link is made when it is sent, so that it waits in no queue; it works once, for half an hour,
//! and a newer one ends it. The link alone changes nothing: a code of the second factor, or a
//! recovery code, must come with it. Where the second factor was taken away, it is set up at the
//! next sign-in as always.

use super::access_token;
use super::account::{self, Account, AccountKind};
use super::delay::{self, Allowance, Subject, Trier};
use super::factor_kept;
use super::password::refusal_of;
use super::second_factor::{TotpSecret, recovery_hash};
use super::secret::{Secret, Token};
use super::session::{self, Which};
use super::{Error, People, Refusal, entry, told};
use crate::actor::Actor;
use crate::clock;
use crate::command::Command;
use crate::content_hash::ContentHash;
use crate::identity::Identifier;
use crate::notices::letters::{self, Letter};
use crate::policy::Resource;
use crate::unit_of_work::UnitOfWork;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{AnyConnection, Row};

/// Asking for a letter.
pub const ASK: &str = "people.ask-password";
/// Making the link of one.
pub const LINK: &str = "people.link-password";
/// Replacing the password.
pub const REPLACE: &str = "people.replace-password";

/// How long a link works.
const LINK_LASTS: SignedDuration = SignedDuration::from_mins(30);

/// Within so many seconds an account is sent one letter at the most.
const ONE_LETTER_IN: i64 = 600;

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Replaced {
    /// It is done.
    Done,
    /// The code is wrong.
    Wrong,
    /// Too many tries: so many seconds are to be waited.
    Wait(i64),
}

/// An account of a person that has not ended.
fn is_open(account: &Account) -> bool {
    account.ended_at.is_none() && account.kind == AccountKind::Person
}

impl People {
    /// Asks for a letter. Gives the seconds that are to be waited, if there were too many tries;
    /// whether there is such an account is not said.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn ask_for_password(
        &self,
        email: &str,
        trier: &Trier,
        now: Timestamp,
    ) -> Result<Option<i64>, Error> {
        let email = account::email_of(email).unwrap_or_else(|| "none".to_owned());
        let command = AskForPassword { email, trier: trier.clone() };
        let request = self.once(trier.principal(), now)?;
        self.execute(&command, request).await
    }

    /// The link of a letter, made as it is sent; none where the account has ended.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn password_link(
        &self,
        account: &Identifier,
        now: Timestamp,
    ) -> Result<Option<Token>, Error> {
        let token = Token::make()?;
        let command =
            LinkPassword { account: account.clone(), token_hash: token.hash("password link") };
        let request = self.once(Actor::system("letters").into(), now)?;
        Ok(self.execute(&command, request).await?.then_some(token))
    }

    /// Whether a link can be used; with the account, for what is refused of a password.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn offers_password(
        &self,
        link: &Token,
        now: Timestamp,
    ) -> Result<Option<Account>, crate::Error> {
        let mut reading = self.gate().database().readers().acquire().await?;
        find(&mut reading, &link.hash("password link"), now).await
    }

    /// Replaces the password by a link and a code of the second factor. Every session ends.
    ///
    /// # Errors
    /// `people-link-spent`, what is wrong with the password, `people-busy`, those of the database.
    pub async fn replace_password(
        &self,
        link: &Token,
        (new, code): (&Secret, &Secret),
        trier: &Trier,
        now: Timestamp,
    ) -> Result<Replaced, Error> {
        let account = self.offers_password(link, now).await?.ok_or(Refusal::LinkSpent)?;
        if let Some(refusal) = refusal_of(new, &[&account.name, &account.email]) {
            return Err(refusal.into());
        }
        let command = ReplacePassword {
            link_hash: link.hash("password link"),
            password_hash: self.hasher.hash(new).await?,
            code: code.clone(),
            trier: trier.clone(),
        };
        let request = self.once(trier.principal(), now)?;
        self.execute(&command, request).await
    }
}

async fn find(
    connection: &mut AnyConnection,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<Account>, crate::Error> {
    let row = sqlx::query(
        "SELECT account_id FROM password_link
         WHERE token_hash = $1 AND used_at IS NULL AND ends_at > $2",
    )
    .bind(token_hash.to_owned())
    .bind(clock::to_text(now))
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let id: String = row.try_get(0)?;
    Ok(account::by_id(connection, &id.parse()?).await?.filter(is_open))
}

/// Ends every open link of an account.
async fn spend(
    connection: &mut AnyConnection,
    account: &Identifier,
    now: Timestamp,
) -> Result<(), crate::Error> {
    sqlx::query("UPDATE password_link SET used_at = $1 WHERE account_id = $2 AND used_at IS NULL")
        .bind(clock::to_text(now))
        .bind(account.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

#[derive(Serialize)]
struct AskForPassword {
    email: String,
    #[serde(skip)]
    trier: Trier,
}

/// The account of an address, and what is counted for asking.
struct Asking {
    account: Option<Account>,
    allowance: Allowance,
}

impl Command for AskForPassword {
    type State = Asking;
    type Decision = (Asking, Option<i64>);
    type Outcome = Option<i64>;
    type Error = Error;
    const ACTION: &'static str = ASK;

    fn resource(&self, _: &Asking) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Asking, Error> {
        let now = unit.now();
        let account = account::by_email(unit.reading(), &self.email).await?.filter(is_open);
        let name = ContentHash::new("asked name").text(&self.email).finish();
        let subjects = delay::subjects("asked", &name, &self.trier, false);
        let allowance = delay::allowance(unit.reading(), subjects, now).await?;
        Ok(Asking { account, allowance })
    }

    fn decide(&self, asking: Asking, now: Timestamp) -> Result<Self::Decision, Error> {
        let wait = asking.allowance.wait(now);
        Ok((asking, wait))
    }

    async fn write(
        &self,
        (asking, wait): Self::Decision,
        unit: &mut UnitOfWork,
    ) -> Result<Option<i64>, Error> {
        if wait.is_some() {
            return Ok(wait);
        }
        let now = unit.now();
        // Asking costs the same as a wrong try: nobody fills another's letter box.
        delay::count_failure(unit.writing(), &asking.allowance, now).await?;
        let account = asking.account.as_ref().map(|account| &account.id);
        if let Some(account) = account {
            let span = now.as_second().div_euclid(ONE_LETTER_IN);
            let letter = Letter::Password { account: account.clone() };
            letters::send(unit, &letter, (format!("password/{account}/{span}"), now)).await?;
        }
        unit.journal(entry(ASK, account, json!({ "asked": "password" }))).await?;
        Ok(None)
    }
}

#[derive(Serialize)]
struct LinkPassword {
    account: Identifier,
    token_hash: String,
}

impl Command for LinkPassword {
    type State = Option<Account>;
    type Decision = bool;
    type Outcome = bool;
    type Error = Error;
    const ACTION: &'static str = LINK;

    fn resource(&self, _: &Option<Account>) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Option<Account>, Error> {
        Ok(account::by_id(unit.reading(), &self.account).await?.filter(is_open))
    }

    fn decide(&self, account: Option<Account>, _: Timestamp) -> Result<bool, Error> {
        Ok(account.is_some())
    }

    async fn write(&self, is_open: bool, unit: &mut UnitOfWork) -> Result<bool, Error> {
        if !is_open {
            return Ok(false);
        }
        let now = unit.now();
        spend(unit.writing(), &self.account, now).await?;
        sqlx::query(
            "INSERT INTO password_link (token_hash, account_id, made_at, ends_at)
             VALUES ($1, $2, $3, $4)",
        )
        .bind(self.token_hash.clone())
        .bind(self.account.to_string())
        .bind(clock::to_text(now))
        .bind(clock::to_text(now.checked_add(LINK_LASTS).unwrap_or(now)))
        .execute(unit.writing())
        .await?;
        unit.journal(entry(LINK, Some(&self.account), json!({ "link": "password" }))).await?;
        Ok(true)
    }
}

#[derive(Serialize)]
struct ReplacePassword {
    link_hash: String,
    #[serde(skip)]
    password_hash: String,
    #[serde(skip)]
    code: Secret,
    #[serde(skip)]
    trier: Trier,
}

/// Someone with a link, and what their code is held against.
struct Holder {
    account: Account,
    factor: Option<(TotpSecret, i64)>,
    recovery: Vec<String>,
    subjects: Vec<Subject>,
    allowance: Allowance,
}

/// What proved who someone is.
enum Proof {
    Step(i64),
    Recovery(String),
    /// The second factor was taken away; the next sign-in sets up another.
    NoneKept,
}

enum Decision {
    Wait(i64),
    Wrong,
    Replace(Proof),
}

impl ReplacePassword {
    fn proof(&self, holder: &Holder, now: Timestamp) -> Option<Proof> {
        let Some((secret, last)) = &holder.factor else { return Some(Proof::NoneKept) };
        if let Some(step) = secret.step_of(&self.code, now, *last) {
            return Some(Proof::Step(step));
        }
        let hash = recovery_hash(holder.account.id.as_str(), &self.code);
        holder.recovery.contains(&hash).then_some(Proof::Recovery(hash))
    }

    async fn replace(
        &self,
        (holder, proof): (Holder, Proof),
        unit: &mut UnitOfWork,
    ) -> Result<(), Error> {
        let (now, account) = (unit.now(), &holder.account.id);
        let writing = unit.writing();
        match proof {
            Proof::Step(step) => account::take_step(writing, account, step).await?,
            Proof::Recovery(hash) => account::use_recovery(writing, account, &hash, now).await?,
            Proof::NoneKept => {}
        }
        account::set_password(writing, account, &self.password_hash, now).await?;
        spend(writing, account, now).await?;
        session::end(writing, account, Which::All, now).await?;
        access_token::end_all(writing, account, now).await?;
        delay::forget(writing, &holder.subjects).await?;
        told::of_account(unit, &told::PASSWORD_CHANGED, account).await?;
        let after = json!({ "changed": "password", "by": "link" });
        Ok(unit.journal(entry(REPLACE, Some(account), after)).await?)
    }
}

impl Command for ReplacePassword {
    type State = Holder;
    type Decision = (Holder, Decision);
    type Outcome = Replaced;
    type Error = Error;
    const ACTION: &'static str = REPLACE;

    fn resource(&self, _: &Holder) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Holder, Error> {
        let now = unit.now();
        let keys = unit.keys();
        let reading = unit.reading();
        let account = find(reading, &self.link_hash, now).await?.ok_or(Refusal::LinkSpent)?;
        let subjects = delay::subjects("code", account.id.as_str(), &self.trier, false);
        Ok(Holder {
            factor: factor_kept::second_factor(keys.as_deref(), reading, &account.id).await?,
            recovery: account::unused_recovery(reading, &account.id).await?,
            allowance: delay::allowance(reading, subjects.clone(), now).await?,
            subjects,
            account,
        })
    }

    fn decide(&self, holder: Holder, now: Timestamp) -> Result<Self::Decision, Error> {
        let decision = match (holder.allowance.wait(now), self.proof(&holder, now)) {
            (Some(seconds), _) => Decision::Wait(seconds),
            (None, None) => Decision::Wrong,
            (None, Some(proof)) => Decision::Replace(proof),
        };
        Ok((holder, decision))
    }

    async fn write(
        &self,
        (holder, decision): Self::Decision,
        unit: &mut UnitOfWork,
    ) -> Result<Replaced, Error> {
        match decision {
            Decision::Wait(seconds) => Ok(Replaced::Wait(seconds)),
            Decision::Wrong => {
                let now = unit.now();
                delay::count_failure(unit.writing(), &holder.allowance, now).await?;
                let refused = json!({ "refused": "code" });
                unit.journal(entry(REPLACE, Some(&holder.account.id), refused)).await?;
                Ok(Replaced::Wrong)
            }
            Decision::Replace(proof) => {
                self.replace((holder, proof), unit).await?;
                Ok(Replaced::Done)
            }
        }
    }
}
