//! Signing in by an identity provider: who is tied to whom there, the way to it and back, and the
//! session of who comes back.
//!
//! Only somebody who has an account signs in so, and only once they have tied it themselves: with
//! the present password, or as they begin by a link. An address of e-mail ties nobody to anything.
//! A way to the provider is begun by a record that works once, for ten minutes. Its secrets are
//! derived from a token that the browser alone keeps, so that a copy of the database helps nobody
//! to come back in another's place.
//!
//! What the provider says takes the place of the password; the second factor is asked for after it,
//! unless the site takes the provider's word for that, too.

use super::account::{self, Account, AccountKind};
use super::delay::{self, Allowance, Subject, Trier};
use super::own::OWN;
use super::secret::Token;
use super::session::{self, Beginning, Limits, SignedIn, Stage};
use super::sign_in::{self, Admission, Keys, SIGN_IN, Step};
use super::{Error, People, Refusal, entry, resource_of, told};
use crate::clock;
use crate::command::Command;
use crate::content_hash::ContentHash;
use crate::identity::Identifier;
use crate::policy::Resource;
use crate::unit_of_work::UnitOfWork;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{AnyConnection, Row};

/// How long a way to the provider and back may take: someone may have to look for a password there.
const TRIP_LASTS: SignedDuration = SignedDuration::from_mins(10);

/// How many may be under way: each keeps a row, and anybody may set out.
const TRIPS_MAX: i64 = 10_000;

/// What the journal calls it.
const PROVIDER: &str = "identity provider";

/// What travels to the provider and back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The language of the page from which someone went, as its tag.
    pub language: String,
    /// Where they go afterwards.
    pub then: String,
    /// A form that waits for them, sealed.
    pub kept: String,
}

/// A way to the provider that begins.
#[derive(Debug, Clone)]
pub struct Departure {
    token: Token,
    carried: Carried,
}

impl Departure {
    /// A new one.
    ///
    /// # Errors
    /// `randomness-unavailable`.
    pub fn make(carried: Carried) -> Result<Departure, crate::Error> {
        Ok(Departure { token: Token::make()?, carried })
    }

    /// What the browser keeps of it.
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// Keeps it: for an account that is to be tied, or for somebody who wants to sign in.
    pub(super) async fn keep(
        &self,
        account: Option<&Identifier>,
        unit: &mut UnitOfWork,
    ) -> Result<(), crate::Error> {
        let now = unit.now();
        let carried = serde_json::to_string(&self.carried)
            .map_err(|_| crate::Error::value("identity_trip.carried", ""))?;
        sqlx::query("DELETE FROM identity_trip WHERE ends_at <= $1")
            .bind(clock::to_text(now))
            .execute(unit.writing())
            .await?;
        sqlx::query(
            "INSERT INTO identity_trip (token_hash, account_id, carried, made_at, ends_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(self.token.hash("identity trip"))
        .bind(account.map(ToString::to_string))
        .bind(carried)
        .bind(clock::to_text(now))
        .bind(clock::to_text(now.checked_add(TRIP_LASTS).unwrap_or(now)))
        .execute(unit.writing())
        .await?;
        Ok(())
    }
}

/// The secrets of one way, as the protocol calls them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proofs {
    /// Comes back beside the code.
    pub state: String,
    /// Comes back in the token.
    pub nonce: String,
    /// Proves to the provider who began.
    pub verifier: String,
}

impl Proofs {
    /// Those of the token that the browser keeps. None leads to another, or to the token.
    pub fn of(token: &Token) -> Proofs {
        Proofs {
            state: token.hash("identity state"),
            nonce: token.hash("identity nonce"),
            verifier: token.hash("identity verifier"),
        }
    }
}

/// A way that came back, once: nothing but [`People::comes_back`] makes one.
#[derive(Debug, Clone)]
pub struct Trip {
    account: Option<Identifier>,
    carried: Carried,
}

impl Trip {
    /// The account that is to be tied; none for somebody who wants to sign in.
    pub fn ties(&self) -> Option<&Identifier> {
        self.account.as_ref()
    }

    /// What travelled along.
    pub fn carried(&self) -> &Carried {
        &self.carried
    }
}

/// Who someone is to a provider.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The provider.
    pub issuer: &'a str,
    /// What it calls them.
    pub subject: &'a str,
}

impl Known<'_> {
    fn hash(&self) -> String {
        ContentHash::new("identity").text(self.issuer).text(self.subject).finish()
    }
}

/// That an account is tied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// To a person at this provider.
    pub issuer: String,
    /// Since when.
    pub tied_at: Timestamp,
}

/// How far someone has come in by the provider.
#[derive(Debug, Clone)]
pub enum Entered {
    /// The second factor is still to be shown, with this token.
    Half(Token),
    /// They are signed in.
    Whole(Keys),
}

impl People {
    /// Sets out to sign in.
    ///
    /// # Errors
    /// `people-busy`, those of the database.
    pub async fn set_out(
        &self,
        departure: &Departure,
        trier: &Trier,
        now: Timestamp,
    ) -> Result<(), Error> {
        let hash = departure.token.hash("identity trip");
        let command = SetOut { token_hash: hash, departure: departure.clone() };
        self.execute(&command, self.once(trier.principal(), now)?).await
    }

    /// The way of a browser that comes back; none when it never began, came back already, or took
    /// too long.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn comes_back(
        &self,
        token: &Token,
        trier: &Trier,
        now: Timestamp,
    ) -> Result<Option<Trip>, Error> {
        let hash = token.hash("identity trip");
        let mut reading = self.gate().database().readers().acquire().await?;
        let found = find_trip(&mut reading, &hash, now).await?;
        drop(reading);
        let Some(trip) = found else { return Ok(None) };
        let command = ComeBack { token_hash: hash };
        let was_there = self.execute(&command, self.once(trier.principal(), now)?).await?;
        Ok(was_there.then_some(trip))
    }

    /// Signs in by what the provider said. `is_whole` when its word counts for the second factor,
    /// too. `former` is the session that the browser had: it ends. Wrong is who is tied to no
    /// account, or to one that has ended.
    ///
    /// # Errors
    /// `people-identity-late` when the way was one to tie an account, those of the database.
    pub async fn sign_in_by_provider(
        &self,
        trip: &Trip,
        (known, is_whole): (Known<'_>, bool),
        (trier, former): (&Trier, Option<&Token>),
        now: Timestamp,
    ) -> Result<Step<Entered>, Error> {
        if trip.account.is_some() {
            return Err(Refusal::IdentityLate.into());
        }
        let keys = Keys {
            session: Token::make()?,
            device: trier.device.clone().map_or_else(Token::make, Ok)?,
            recovery: Vec::new(),
        };
        let command = ByProvider {
            identity_hash: known.hash(),
            is_whole,
            session_hash: keys.session.hash("session"),
            device_hash: keys.device.hash("device"),
            former_hash: former.map(|token| token.hash("session")),
            trier: trier.clone(),
            limits: *self.limits(),
        };
        let step = self.execute(&command, self.once(trier.principal(), now)?).await?;
        let entered = if is_whole { Entered::Whole(keys) } else { Entered::Half(keys.session) };
        Ok(step.step(entered))
    }

    /// Ties an account to a person at a provider, in the place of a former tie.
    ///
    /// # Errors
    /// `people-identity-late` when the way was another account's, `people-identity-taken`, those of
    /// the database.
    pub async fn tie(
        &self,
        who: &SignedIn,
        (trip, known): (&Trip, Known<'_>),
        now: Timestamp,
    ) -> Result<(), Error> {
        if trip.account.as_ref() != Some(&who.account.id) {
            return Err(Refusal::IdentityLate.into());
        }
        let command = TieAccount {
            account: who.account.id.clone(),
            issuer: known.issuer.to_owned(),
            identity_hash: known.hash(),
        };
        self.execute(&command, self.once(who.principal.clone(), now)?).await
    }

    /// To whom an account is tied.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn tied(&self, account: &Identifier) -> Result<Option<Tie>, crate::Error> {
        let mut reading = self.gate().database().readers().acquire().await?;
        let row = sqlx::query("SELECT issuer, tied_at FROM identity_tie WHERE account_id = $1")
            .bind(account.to_string())
            .fetch_optional(&mut *reading)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let at: String = row.try_get(1)?;
        Ok(Some(Tie { issuer: row.try_get(0)?, tied_at: clock::from_text(&at)? }))
    }
}

/// Ends the tie of an account, if it has one.
pub(super) async fn untie(
    connection: &mut AnyConnection,
    account: &Identifier,
) -> Result<(), crate::Error> {
    sqlx::query("DELETE FROM identity_tie WHERE account_id = $1")
        .bind(account.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

async fn find_trip(
    connection: &mut AnyConnection,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<Trip>, crate::Error> {
    let row = sqlx::query(
        "SELECT account_id, carried FROM identity_trip WHERE token_hash = $1 AND ends_at > $2",
    )
    .bind(token_hash.to_owned())
    .bind(clock::to_text(now))
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (account, carried): (Option<String>, String) = (row.try_get(0)?, row.try_get(1)?);
    let carried = serde_json::from_str(&carried)
        .map_err(|_| crate::Error::value("identity_trip.carried", ""))?;
    Ok(Some(Trip { account: account.map(|id| id.parse()).transpose()?, carried }))
}

/// The account to which a person at a provider is tied.
async fn account_of(
    connection: &mut AnyConnection,
    identity_hash: &str,
) -> Result<Option<Account>, crate::Error> {
    let row = sqlx::query("SELECT account_id FROM identity_tie WHERE identity_hash = $1")
        .bind(identity_hash.to_owned())
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let id: String = row.try_get(0)?;
    account::by_id(connection, &id.parse()?).await
}

#[derive(Serialize)]
struct SetOut {
    token_hash: String,
    #[serde(skip)]
    departure: Departure,
}

impl Command for SetOut {
    /// How many are under way.
    type State = i64;
    type Decision = ();
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = SIGN_IN;

    fn resource(&self, _: &i64) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<i64, Error> {
        let row = sqlx::query("SELECT COUNT(*) FROM identity_trip WHERE ends_at > $1")
            .bind(clock::to_text(unit.now()))
            .fetch_one(unit.reading())
            .await?;
        Ok(row.try_get(0)?)
    }

    fn decide(&self, under_way: i64, _: Timestamp) -> Result<(), Error> {
        if under_way < TRIPS_MAX { Ok(()) } else { Err(Refusal::Busy.into()) }
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<(), Error> {
        self.departure.keep(None, unit).await?;
        Ok(unit.journal(entry(SIGN_IN, None, json!({ "set_out": PROVIDER }))).await?)
    }
}

#[derive(Serialize)]
struct ComeBack {
    token_hash: String,
}

impl Command for ComeBack {
    type State = Option<Trip>;
    type Decision = Option<Trip>;
    type Outcome = bool;
    type Error = Error;
    const ACTION: &'static str = SIGN_IN;

    fn resource(&self, _: &Option<Trip>) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Option<Trip>, Error> {
        let now = unit.now();
        Ok(find_trip(unit.reading(), &self.token_hash, now).await?)
    }

    fn decide(&self, trip: Option<Trip>, _: Timestamp) -> Result<Option<Trip>, Error> {
        Ok(trip)
    }

    async fn write(&self, trip: Option<Trip>, unit: &mut UnitOfWork) -> Result<bool, Error> {
        let Some(trip) = trip else { return Ok(false) };
        sqlx::query("DELETE FROM identity_trip WHERE token_hash = $1")
            .bind(self.token_hash.clone())
            .execute(unit.writing())
            .await?;
        let after = json!({ "came_back": PROVIDER });
        unit.journal(entry(SIGN_IN, trip.account.as_ref(), after)).await?;
        Ok(true)
    }
}

#[derive(Serialize)]
struct ByProvider {
    identity_hash: String,
    is_whole: bool,
    session_hash: String,
    device_hash: String,
    former_hash: Option<String>,
    #[serde(skip)]
    trier: Trier,
    #[serde(skip)]
    limits: Limits,
}

/// The account of a person at a provider, and what is counted for a try.
struct Coming {
    account: Option<Account>,
    subjects: Vec<Subject>,
    allowance: Allowance,
}

enum Decision {
    Wait(i64),
    Refuse,
    Admit(Identifier),
}

impl ByProvider {
    async fn admit(&self, account: &Identifier, unit: &mut UnitOfWork) -> Result<(), Error> {
        if self.is_whole {
            let admission = Admission {
                account,
                session_hash: &self.session_hash,
                device_hash: &self.device_hash,
                former_hash: self.former_hash.as_deref(),
                agent: &self.trier.agent,
                lasts: self.limits.longest,
            };
            sign_in::admit(&admission, unit).await?;
            let after = json!({ "signed_in": PROVIDER });
            return Ok(unit.journal(entry(SIGN_IN, Some(account), after)).await?);
        }
        let (now, id) = (unit.now(), unit.identifier()?);
        let beginning = Beginning {
            token_hash: &self.session_hash,
            id: &id,
            account,
            stage: Stage::Half,
            agent: &self.trier.agent,
            lasts: self.limits.half,
        };
        session::begin(unit.writing(), beginning, now).await?;
        Ok(unit.journal(entry(SIGN_IN, Some(account), json!({ "passed": PROVIDER }))).await?)
    }
}

impl Command for ByProvider {
    type State = Coming;
    type Decision = (Coming, Decision);
    type Outcome = sign_in::Outcome;
    type Error = Error;
    const ACTION: &'static str = SIGN_IN;

    fn resource(&self, _: &Coming) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Coming, Error> {
        let now = unit.now();
        let reading = unit.reading();
        let account = account_of(reading, &self.identity_hash).await?;
        let account = account
            .filter(|account| account.ended_at.is_none() && account.kind == AccountKind::Person);
        let known = match (&account, self.trier.device_hash()) {
            (Some(account), Some(device)) => {
                session::knows_device(reading, &account.id, &device).await?
            }
            _ => false,
        };
        // Whoever waits for having guessed passwords waits here, too.
        let subjects = match &account {
            Some(account) => {
                let name = sign_in::name_of(&account.email);
                delay::subjects("password", &name, &self.trier, known)
            }
            None => delay::subjects(PROVIDER, &self.identity_hash, &self.trier, false),
        };
        let allowance = delay::allowance(reading, subjects.clone(), now).await?;
        Ok(Coming { account, subjects, allowance })
    }

    fn decide(&self, coming: Coming, now: Timestamp) -> Result<Self::Decision, Error> {
        let decision = match (coming.allowance.wait(now), &coming.account) {
            (Some(seconds), _) => Decision::Wait(seconds),
            (None, Some(account)) => Decision::Admit(account.id.clone()),
            (None, None) => Decision::Refuse,
        };
        Ok((coming, decision))
    }

    async fn write(
        &self,
        (coming, decision): Self::Decision,
        unit: &mut UnitOfWork,
    ) -> Result<sign_in::Outcome, Error> {
        let now = unit.now();
        match decision {
            Decision::Wait(seconds) => Ok(sign_in::Outcome::Wait(seconds)),
            Decision::Refuse => {
                delay::count_failure(unit.writing(), &coming.allowance, now).await?;
                unit.journal(entry(SIGN_IN, None, json!({ "refused": PROVIDER }))).await?;
                Ok(sign_in::Outcome::Wrong)
            }
            Decision::Admit(account) => {
                delay::forget(unit.writing(), &coming.subjects).await?;
                self.admit(&account, unit).await?;
                Ok(sign_in::Outcome::Passed)
            }
        }
    }
}

#[derive(Serialize)]
struct TieAccount {
    account: Identifier,
    issuer: String,
    identity_hash: String,
}

impl Command for TieAccount {
    /// Whose the person at the provider is already.
    type State = Option<Account>;
    type Decision = ();
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = OWN;

    fn resource(&self, _: &Option<Account>) -> Resource {
        resource_of(&self.account)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Option<Account>, Error> {
        Ok(account_of(unit.reading(), &self.identity_hash).await?)
    }

    fn decide(&self, holder: Option<Account>, _: Timestamp) -> Result<(), Error> {
        match holder {
            Some(holder) if holder.id != self.account => Err(Refusal::IdentityTaken.into()),
            _ => Ok(()),
        }
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<(), Error> {
        let now = clock::to_text(unit.now());
        sqlx::query(
            "INSERT INTO identity_tie (account_id, issuer, identity_hash, tied_at)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (account_id) DO UPDATE SET issuer = excluded.issuer,
               identity_hash = excluded.identity_hash, tied_at = excluded.tied_at",
        )
        .bind(self.account.to_string())
        .bind(self.issuer.clone())
        .bind(self.identity_hash.clone())
        .bind(now)
        .execute(unit.writing())
        .await?;
        told::of_account(unit, &told::IDENTITY_TIED, &self.account).await?;
        Ok(unit.journal(entry(OWN, Some(&self.account), json!({ "tied": PROVIDER }))).await?)
    }
}
