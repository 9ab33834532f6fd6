//! Signing in: the password first, then the second factor.
//!
//! The password is hashed before the command, away from the database; the command sees whether it
//! fitted, and which hash it fitted, so that a password which was changed in between counts as
//! wrong. A try that fails is an outcome, not an error: it is counted and journalled. A try that
//! has to wait tells nothing and writes nothing.

use super::account::{self, Account, AccountKind};
use super::delay::{self, Allowance, Subject, Trier};
use super::factor_kept;
use super::second_factor::{TotpSecret, recovery_codes, recovery_hash};
use super::secret::{Secret, Token};
use super::session::{self, Beginning, Limits, Stage, Which};
use super::{Error, People, Refusal, entry, samples};
use crate::command::Command;
use crate::content_hash::ContentHash;
use crate::identity::Identifier;
use crate::policy::Resource;
use crate::unit_of_work::UnitOfWork;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::AnyConnection;

/// Signing in.
pub const SIGN_IN: &str = "people.sign-in";

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<T> {
    /// It is passed.
    Passed(T),
    /// What was typed is wrong; which part is not said.
    Wrong,
    /// Too many tries: so many seconds are to be waited.
    Wait(i64),
    /// The time between both steps is over.
    Late,
}

/// What someone who is signed in keeps.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The token of the session.
    pub session: Token,
    /// What the device keeps.
    pub device: Token,
    /// New recovery codes, to be shown once; none when the former ones stay.
    pub recovery: Vec<Secret>,
}

/// What is kept of a step for a repeated request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Outcome {
    Passed,
    Wrong,
    Wait(i64),
    Late,
}

impl Outcome {
    pub(super) fn step<T>(self, passed: T) -> Step<T> {
        match self {
            Outcome::Passed => Step::Passed(passed),
            Outcome::Wrong => Step::Wrong,
            Outcome::Wait(seconds) => Step::Wait(seconds),
            Outcome::Late => Step::Late,
        }
    }
}

impl People {
    /// The first step: address and password. Passed, it gives a token for the second.
    ///
    /// # Errors
    /// `people-busy`, those of the database.
    pub async fn check_password(
        &self,
        (email, password): (&str, &Secret),
        trier: &Trier,
        now: Timestamp,
    ) -> Result<Step<Token>, Error> {
        // What cannot be an address is counted like one that has no account.
        let email = account::email_of(email).unwrap_or_else(|| "none".to_owned());
        let mut reading = self.gate().database().readers().acquire().await?;
        let (found, _, allowance) = reading_of(&mut reading, &email, trier, now).await?;
        let kept = match &found {
            Some(account) => account::password_hash(&mut reading, &account.id).await?,
            None => None,
        };
        drop(reading);
        if let Some(seconds) = allowance.wait(now) {
            return Ok(Step::Wait(seconds));
        }
        let fits = self.hasher.fits(password, kept.as_deref()).await?;
        let token = Token::make()?;
        let command = CheckPassword {
            email,
            session_hash: token.hash("session"),
            trier: trier.clone(),
            fitted: kept.filter(|_| fits),
            limits: *self.limits(),
        };
        let request = self.once(trier.principal(), now)?;
        Ok(self.execute(&command, request).await?.step(token))
    }

    /// Whether whoever passed the first step has no second factor yet and must set one up.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn lacks_second_factor(
        &self,
        half: &Token,
        now: Timestamp,
    ) -> Result<Option<Account>, Error> {
        let mut reading = self.gate().database().readers().acquire().await?;
        let found = session::find(&mut reading, &half.hash("session"), Stage::Half).await?;
        let Some(row) = found.filter(|row| row.is_open(self.limits(), now)) else {
            return Ok(None);
        };
        match factor_kept::second_factor(self.gate().keys(), &mut reading, &row.account).await? {
            Some(_) => Ok(None),
            None => Ok(account::by_id(&mut reading, &row.account).await?),
        }
    }

    /// The second step: a code of the application, or a recovery code. Who has no second factor
    /// sets one up with `new`, of which the code must be. `former` is the session that the browser
    /// had: it ends.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn check_code(
        &self,
        half: &Token,
        (code, new): (&Secret, Option<TotpSecret>),
        (trier, former): (&Trier, Option<&Token>),
        now: Timestamp,
    ) -> Result<Step<Keys>, Error> {
        let keys = Keys {
            session: Token::make()?,
            device: trier.device.clone().map_or_else(Token::make, Ok)?,
            recovery: if new.is_some() { recovery_codes()? } else { Vec::new() },
        };
        let command = CheckCode {
            half_hash: half.hash("session"),
            session_hash: keys.session.hash("session"),
            device_hash: keys.device.hash("device"),
            former_hash: former.map(|token| token.hash("session")),
            new,
            recovery: keys.recovery.clone(),
            code: code.clone(),
            trier: trier.clone(),
            limits: *self.limits(),
        };
        let request = self.once(trier.principal(), now)?;
        Ok(self.execute(&command, request).await?.step(keys))
    }

    /// Signs in as a sample person of the demonstration.
    ///
    /// # Errors
    /// `people-not-demonstration`, `people-account-unknown`, those of the database.
    pub async fn sign_in_as_sample(
        &self,
        account: &Identifier,
        trier: &Trier,
        now: Timestamp,
    ) -> Result<Token, Error> {
        let token = Token::make()?;
        let command = AsSample {
            account: account.clone(),
            session_hash: token.hash("session"),
            agent: trier.agent.clone(),
            limits: *self.limits(),
        };
        let request = self.once(trier.principal(), now)?;
        self.execute(&command, request).await?;
        Ok(token)
    }
}

/// The name under which tries at an account are counted.
pub(super) fn name_of(email: &str) -> String {
    ContentHash::new("sign-in name").text(email).finish()
}

/// The session of someone who has shown everything.
pub(super) struct Admission<'a> {
    pub(super) account: &'a Identifier,
    pub(super) session_hash: &'a str,
    pub(super) device_hash: &'a str,
    /// The session that the browser had.
    pub(super) former_hash: Option<&'a str>,
    pub(super) agent: &'a str,
    pub(super) lasts: SignedDuration,
}

/// Begins it under a new token, ends the former one of the browser, and remembers the device.
pub(super) async fn admit(admission: &Admission<'_>, unit: &mut UnitOfWork) -> Result<(), Error> {
    let (now, id) = (unit.now(), unit.identifier()?);
    let writing = unit.writing();
    if let Some(former) = admission.former_hash
        && let Some(former) = session::find(writing, former, Stage::Full).await?
    {
        session::end(writing, &former.account, Which::One(&former.id), now).await?;
    }
    let beginning = Beginning {
        token_hash: admission.session_hash,
        id: &id,
        account: admission.account,
        stage: Stage::Full,
        agent: admission.agent,
        lasts: admission.lasts,
    };
    session::begin(writing, beginning, now).await?;
    session::remember_device(writing, admission.account, admission.device_hash, now).await?;
    Ok(())
}

/// The account of an address, and what is counted for a try.
async fn reading_of(
    connection: &mut AnyConnection,
    email: &str,
    trier: &Trier,
    now: Timestamp,
) -> Result<(Option<Account>, Vec<Subject>, Allowance), crate::Error> {
    let found = account::by_email(connection, email).await?;
    let found = found.filter(|it| it.ended_at.is_none() && it.kind == AccountKind::Person);
    let known = match (&found, trier.device_hash()) {
        (Some(account), Some(device)) => {
            session::knows_device(connection, &account.id, &device).await?
        }
        _ => false,
    };
    let subjects = delay::subjects("password", &name_of(email), trier, known);
    let allowance = delay::allowance(connection, subjects.clone(), now).await?;
    Ok((found, subjects, allowance))
}

/// What a step of signing in does.
enum Decision<T> {
    Wait(i64),
    Late,
    Refuse,
    Admit(T),
}

#[derive(Serialize)]
struct CheckPassword {
    email: String,
    session_hash: String,
    #[serde(skip)]
    trier: Trier,
    /// The hash that the password fitted.
    #[serde(skip)]
    fitted: Option<String>,
    #[serde(skip)]
    limits: Limits,
}

struct PasswordState {
    account: Option<Account>,
    kept: Option<String>,
    subjects: Vec<Subject>,
    allowance: Allowance,
}

impl Command for CheckPassword {
    type State = PasswordState;
    type Decision = (PasswordState, Decision<Identifier>);
    type Outcome = Outcome;
    type Error = Error;
    const ACTION: &'static str = SIGN_IN;

    fn resource(&self, _: &PasswordState) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<PasswordState, Error> {
        let now = unit.now();
        let reading = unit.reading();
        let (account, subjects, allowance) =
            reading_of(reading, &self.email, &self.trier, now).await?;
        let kept = match &account {
            Some(account) => account::password_hash(reading, &account.id).await?,
            None => None,
        };
        Ok(PasswordState { account, kept, subjects, allowance })
    }

    fn decide(&self, state: PasswordState, now: Timestamp) -> Result<Self::Decision, Error> {
        let admitted = state.account.as_ref().filter(|_| self.fitted.is_some());
        let decision = match (state.allowance.wait(now), admitted) {
            (Some(seconds), _) => Decision::Wait(seconds),
            (None, Some(account)) if state.kept == self.fitted => {
                Decision::Admit(account.id.clone())
            }
            (None, _) => Decision::Refuse,
        };
        Ok((state, decision))
    }

    async fn write(
        &self,
        (state, decision): Self::Decision,
        unit: &mut UnitOfWork,
    ) -> Result<Outcome, Error> {
        let now = unit.now();
        match decision {
            Decision::Wait(seconds) => Ok(Outcome::Wait(seconds)),
            Decision::Late => Ok(Outcome::Late),
            Decision::Refuse => {
                delay::count_failure(unit.writing(), &state.allowance, now).await?;
                let account = state.account.as_ref().map(|account| &account.id);
                unit.journal(entry(SIGN_IN, account, json!({ "refused": "password" }))).await?;
                Ok(Outcome::Wrong)
            }
            Decision::Admit(account) => {
                delay::forget(unit.writing(), &state.subjects).await?;
                let id = unit.identifier()?;
                let beginning = Beginning {
                    token_hash: &self.session_hash,
                    id: &id,
                    account: &account,
                    stage: Stage::Half,
                    agent: &self.trier.agent,
                    lasts: self.limits.half,
                };
                session::begin(unit.writing(), beginning, now).await?;
                unit.journal(entry(SIGN_IN, Some(&account), json!({ "passed": "password" })))
                    .await?;
                Ok(Outcome::Passed)
            }
        }
    }
}

#[derive(Serialize)]
struct CheckCode {
    half_hash: String,
    session_hash: String,
    device_hash: String,
    former_hash: Option<String>,
    #[serde(skip)]
    new: Option<TotpSecret>,
    #[serde(skip)]
    recovery: Vec<Secret>,
    #[serde(skip)]
    code: Secret,
    #[serde(skip)]
    trier: Trier,
    #[serde(skip)]
    limits: Limits,
}

/// Someone who passed the first step.
struct Half {
    row: session::Kept,
    factor: Option<(TotpSecret, i64)>,
    recovery: Vec<String>,
    subjects: Vec<Subject>,
    allowance: Allowance,
}

/// What proved who someone is.
enum Proof {
    Step(i64),
    Recovery(String),
    New(TotpSecret, i64),
}

impl CheckCode {
    fn proof(&self, half: &Half, now: Timestamp) -> Option<Proof> {
        match (&half.factor, &self.new) {
            (Some((secret, last)), _) => {
                if let Some(step) = secret.step_of(&self.code, now, *last) {
                    return Some(Proof::Step(step));
                }
                let hash = recovery_hash(half.row.account.as_str(), &self.code);
                half.recovery.contains(&hash).then_some(Proof::Recovery(hash))
            }
            (None, Some(new)) => {
                let step = new.step_of(&self.code, now, 0)?;
                Some(Proof::New(new.clone(), step))
            }
            (None, None) => None,
        }
    }

    /// Writes what the proof used up, and the session.
    async fn admit(&self, half: &Half, proof: Proof, unit: &mut UnitOfWork) -> Result<(), Error> {
        let (now, account) = (unit.now(), &half.row.account);
        let writing = unit.writing();
        let by = match &proof {
            Proof::Step(_) => "code",
            Proof::Recovery(_) => "recovery code",
            Proof::New(..) => "new second factor",
        };
        match proof {
            Proof::Step(step) => account::take_step(writing, account, step).await?,
            Proof::Recovery(hash) => account::use_recovery(writing, account, &hash, now).await?,
            Proof::New(secret, step) => {
                factor_kept::set_second_factor(unit, account, (&secret, step)).await?;
                account::replace_recovery(unit.writing(), account, &self.recovery).await?;
            }
        }
        let writing = unit.writing();
        delay::forget(writing, &half.subjects).await?;
        session::end(writing, account, Which::One(&half.row.id), now).await?;
        let admission = Admission {
            account,
            session_hash: &self.session_hash,
            device_hash: &self.device_hash,
            former_hash: self.former_hash.as_deref(),
            agent: &self.trier.agent,
            lasts: self.limits.longest,
        };
        admit(&admission, unit).await?;
        unit.journal(entry(SIGN_IN, Some(account), json!({ "signed_in": by }))).await?;
        Ok(())
    }
}

impl Command for CheckCode {
    type State = Option<Half>;
    type Decision = (Option<Half>, Decision<Proof>);
    type Outcome = Outcome;
    type Error = Error;
    const ACTION: &'static str = SIGN_IN;

    fn resource(&self, _: &Option<Half>) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Option<Half>, Error> {
        let now = unit.now();
        let keys = unit.keys();
        let reading = unit.reading();
        let row = session::find(reading, &self.half_hash, Stage::Half).await?;
        let Some(row) = row.filter(|row| row.is_open(&self.limits, now)) else { return Ok(None) };
        let factor = factor_kept::second_factor(keys.as_deref(), reading, &row.account).await?;
        let recovery = account::unused_recovery(reading, &row.account).await?;
        let known = match self.trier.device_hash() {
            Some(device) => session::knows_device(reading, &row.account, &device).await?,
            None => false,
        };
        let subjects = delay::subjects("code", row.account.as_str(), &self.trier, known);
        let allowance = delay::allowance(reading, subjects.clone(), now).await?;
        Ok(Some(Half { row, factor, recovery, subjects, allowance }))
    }

    fn decide(&self, half: Option<Half>, now: Timestamp) -> Result<Self::Decision, Error> {
        let decision = match &half {
            None => Decision::Late,
            Some(half) => match (half.allowance.wait(now), self.proof(half, now)) {
                (Some(seconds), _) => Decision::Wait(seconds),
                (None, Some(proof)) => Decision::Admit(proof),
                (None, None) => Decision::Refuse,
            },
        };
        Ok((half, decision))
    }

    async fn write(
        &self,
        (half, decision): Self::Decision,
        unit: &mut UnitOfWork,
    ) -> Result<Outcome, Error> {
        let now = unit.now();
        let Some(half) = half else { return Ok(Outcome::Late) };
        match decision {
            Decision::Wait(seconds) => Ok(Outcome::Wait(seconds)),
            Decision::Late => Ok(Outcome::Late),
            Decision::Refuse => {
                delay::count_failure(unit.writing(), &half.allowance, now).await?;
                let refused = json!({ "refused": "code" });
                unit.journal(entry(SIGN_IN, Some(&half.row.account), refused)).await?;
                Ok(Outcome::Wrong)
            }
            Decision::Admit(proof) => {
                self.admit(&half, proof, unit).await?;
                Ok(Outcome::Passed)
            }
        }
    }
}

#[derive(Serialize)]
struct AsSample {
    account: Identifier,
    session_hash: String,
    agent: String,
    #[serde(skip)]
    limits: Limits,
}

impl Command for AsSample {
    type State = (bool, Option<Account>);
    type Decision = ();
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = SIGN_IN;

    fn resource(&self, _: &Self::State) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Self::State, Error> {
        let is_demonstration = samples::is_marked(unit.reading()).await?;
        Ok((is_demonstration, account::by_id(unit.reading(), &self.account).await?))
    }

    fn decide(&self, (is_demo, found): Self::State, _: Timestamp) -> Result<(), Error> {
        match found {
            _ if !is_demo => Err(Refusal::NotDemonstration.into()),
            Some(account) if account.kind == AccountKind::Sample => Ok(()),
            _ => Err(Refusal::AccountUnknown.into()),
        }
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<(), Error> {
        let now = unit.now();
        let id = unit.identifier()?;
        let beginning = Beginning {
            token_hash: &self.session_hash,
            id: &id,
            account: &self.account,
            stage: Stage::Full,
            agent: &self.agent,
            lasts: self.limits.longest,
        };
        session::begin(unit.writing(), beginning, now).await?;
        unit.journal(entry(SIGN_IN, Some(&self.account), json!({ "signed_in": "sample" }))).await?;
        Ok(())
    }
}
