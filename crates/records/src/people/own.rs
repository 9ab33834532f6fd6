//! What someone changes about their own account: password, second factor, recovery codes, access
//! tokens, sessions, the tie to an identity provider.
//!
//! All but ending sessions asks for the present password again: whoever finds a screen unlocked
//! must not take the account with it. Wrong ones are counted like those of signing in.

use super::access_token::{self, NewAccessToken};
use super::delay::{self, Allowance, Trier};
use super::factor_kept;
use super::identity_provider::{self, Departure};
use super::password::refusal_of;
use super::second_factor::{TotpSecret, recovery_codes};
use super::secret::{Secret, Token};
use super::session::{self, Beginning, Limits, SignedIn, Stage, Which};
use super::{AccountKind, Error, People, Refusal, account, entry, resource_of, told};
use crate::command::{Command, Request};
use crate::identity::Identifier;
use crate::notices::NoticeKind;
use crate::policy::Resource;
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Changing one's own account.
pub const OWN: &str = "people.own";

/// What is to be changed.
#[derive(Debug, Clone)]
pub enum Change {
    /// The password; every other session ends, and this one gets a new token.
    Password(Secret),
    /// The second factor, with a code that the new one shows.
    SecondFactor(TotpSecret, Secret),
    /// The recovery codes.
    Recovery,
    /// A further access token.
    AccessToken(NewAccessToken),
    /// The tie to an identity provider: the way there begins, on which it is tied.
    Tie(Departure),
    /// The end of that tie.
    Untie,
}

impl Change {
    /// What the journal calls it.
    fn what(&self) -> &'static str {
        match self {
            Change::Password(_) => "password",
            Change::SecondFactor(..) => "second factor",
            Change::Recovery => "recovery codes",
            Change::AccessToken(_) => "access token",
            Change::Tie(_) => "way to the identity provider",
            Change::Untie => "tie to the identity provider",
        }
    }

    /// The notice of it; none where nothing has changed yet.
    fn told(&self) -> Option<&'static NoticeKind> {
        match self {
            Change::Password(_) => Some(&told::PASSWORD_CHANGED),
            Change::SecondFactor(..) => Some(&told::FACTOR_CHANGED),
            Change::Recovery => Some(&told::RECOVERY_CHANGED),
            Change::AccessToken(_) => Some(&told::TOKEN_MADE),
            Change::Untie => Some(&told::IDENTITY_UNTIED),
            Change::Tie(_) => None,
        }
    }
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum Changed {
    /// It is done. With a new token of the session, an access token, or new recovery codes, to be
    /// shown once.
    Done {
        /// The token in the place of the former one, where it changed.
        session: Option<Token>,
        /// The access token.
        access: Option<Token>,
        /// New recovery codes.
        recovery: Vec<Secret>,
    },
    /// Too many wrong passwords: so many seconds are to be waited.
    Wait(i64),
    /// The present password is another one.
    WrongPassword,
    /// The same form was sent before: what it made was shown then, and is not known any more.
    Repeated,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Outcome {
    /// Done by the request that had the token of this hash.
    DoneBy(String),
    Wait(i64),
    WrongPassword,
}

impl People {
    /// Changes something, once the present password is right.
    ///
    /// # Errors
    /// What is wrong with the new password, `people-code-wrong`, `people-tokens-many`,
    /// `people-busy`, those of the database.
    pub async fn change_own(
        &self,
        who: &SignedIn,
        (change, present): (Change, &Secret),
        trier: &Trier,
        request: Request,
    ) -> Result<Changed, Error> {
        let (account, now) = (&who.account, request.now);
        if let Change::Password(new) = &change
            && let Some(refusal) = refusal_of(new, &[&account.name, &account.email])
        {
            return Err(refusal.into());
        }
        if let Change::SecondFactor(secret, code) = &change {
            secret.step_of(code, now, 0).ok_or(Refusal::CodeWrong)?;
        }
        let mut reading = self.gate().database().readers().acquire().await?;
        let allowance = allowance_of(&mut reading, &account.id, trier, now).await?;
        let kept = account::password_hash(&mut reading, &account.id).await?;
        drop(reading);
        if let Some(seconds) = allowance.wait(now) {
            return Ok(Changed::Wait(seconds));
        }
        let fits = self.hasher.fits(present, kept.as_deref()).await?;
        let new_hash = match &change {
            Change::Password(new) if fits => Some(self.hasher.hash(new).await?),
            _ => None,
        };
        let recovery = match change {
            Change::Recovery => recovery_codes()?,
            _ => Vec::new(),
        };
        let token = Token::make()?;
        let command = ChangeOwn {
            account: account.id.clone(),
            what: change.what(),
            token: token.clone(),
            change: change.clone(),
            // People of the demonstration have no password that could be asked for.
            is_sample: account.kind == AccountKind::Sample,
            new_hash,
            recovery: recovery.clone(),
            fitted: kept.filter(|_| fits),
            trier: trier.clone(),
            limits: *self.limits(),
        };
        let own = token.hash("change");
        let session = matches!(change, Change::Password(_)).then(|| token.clone());
        let access = matches!(change, Change::AccessToken(_)).then_some(token);
        Ok(match self.execute(&command, request).await? {
            Outcome::DoneBy(by) if by == own => Changed::Done { session, access, recovery },
            Outcome::DoneBy(_) => Changed::Repeated,
            Outcome::Wait(seconds) => Changed::Wait(seconds),
            Outcome::WrongPassword => Changed::WrongPassword,
        })
    }

    /// Ends one's own sessions: one of them, or all but the present one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn end_sessions(
        &self,
        who: &SignedIn,
        one: Option<Identifier>,
        request: Request,
    ) -> Result<(), Error> {
        let command =
            EndSessions { account: who.account.id.clone(), present: who.session.clone(), one };
        self.execute(&command, request).await
    }
}

async fn allowance_of(
    connection: &mut sqlx::AnyConnection,
    account: &Identifier,
    trier: &Trier,
    now: Timestamp,
) -> Result<Allowance, crate::Error> {
    let subjects = delay::subjects("own", account.as_str(), trier, false);
    delay::allowance(connection, subjects, now).await
}

#[derive(Serialize)]
struct ChangeOwn {
    account: Identifier,
    what: &'static str,
    /// Left out, like all that is made anew for each request.
    #[serde(skip)]
    token: Token,
    #[serde(skip)]
    change: Change,
    #[serde(skip)]
    is_sample: bool,
    #[serde(skip)]
    new_hash: Option<String>,
    #[serde(skip)]
    recovery: Vec<Secret>,
    #[serde(skip)]
    fitted: Option<String>,
    #[serde(skip)]
    trier: Trier,
    #[serde(skip)]
    limits: Limits,
}

impl ChangeOwn {
    async fn change(&self, step: i64, unit: &mut UnitOfWork) -> Result<(), Error> {
        let (now, id) = (unit.now(), unit.identifier()?);
        let writing = unit.writing();
        match (&self.change, &self.new_hash) {
            (Change::Password(_), Some(hash)) => {
                account::set_password(writing, &self.account, hash, now).await?;
                session::end(writing, &self.account, Which::All, now).await?;
                let beginning = Beginning {
                    token_hash: &self.token.hash("session"),
                    id: &id,
                    account: &self.account,
                    stage: Stage::Full,
                    agent: &self.trier.agent,
                    lasts: self.limits.longest,
                };
                session::begin(writing, beginning, now).await?;
            }
            (Change::SecondFactor(secret, _), _) => {
                factor_kept::set_second_factor(unit, &self.account, (secret, step)).await?;
            }
            (Change::Recovery, _) => {
                account::replace_recovery(writing, &self.account, &self.recovery).await?;
            }
            (Change::AccessToken(new), _) => {
                if access_token::count(writing, &self.account, now).await? >= access_token::OPEN_MAX
                {
                    return Err(Refusal::TokensMany.into());
                }
                let new = (new, &self.token);
                access_token::keep(writing, (&id, &self.account), new, now).await?;
            }
            (Change::Tie(departure), _) => departure.keep(Some(&self.account), unit).await?,
            (Change::Untie, _) => identity_provider::untie(writing, &self.account).await?,
            (Change::Password(_), None) => return Err(Refusal::PasswordWrong.into()),
        }
        if let Some(kind) = self.change.told() {
            told::of_account(unit, kind, &self.account).await?;
        }
        let after = match &self.change {
            Change::AccessToken(new) => json!({ "made": self.what, "token": id, "reach": new }),
            _ => json!({ "changed": self.what }),
        };
        Ok(unit.journal(entry(OWN, Some(&self.account), after)).await?)
    }

    /// Whether the password that was typed is the present one, or none is asked for.
    fn is_proved(&self, kept: &Option<String>) -> bool {
        let is_free = self.is_sample && matches!(self.change, Change::AccessToken(_));
        is_free || (kept.is_some() && *kept == self.fitted)
    }
}

enum Decision {
    Wait(i64),
    Wrong(Allowance),
    Change(i64),
}

impl Command for ChangeOwn {
    type State = (Option<String>, Allowance);
    type Decision = Decision;
    type Outcome = Outcome;
    type Error = Error;
    const ACTION: &'static str = OWN;

    fn resource(&self, _: &Self::State) -> Resource {
        resource_of(&self.account)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Self::State, Error> {
        let now = unit.now();
        let kept = account::password_hash(unit.reading(), &self.account).await?;
        Ok((kept, allowance_of(unit.reading(), &self.account, &self.trier, now).await?))
    }

    fn decide(&self, (kept, allowance): Self::State, now: Timestamp) -> Result<Decision, Error> {
        if let Some(seconds) = allowance.wait(now) {
            return Ok(Decision::Wait(seconds));
        }
        if !self.is_proved(&kept) {
            return Ok(Decision::Wrong(allowance));
        }
        let step = match &self.change {
            Change::SecondFactor(secret, code) => {
                secret.step_of(code, now, 0).ok_or(Refusal::CodeWrong)?
            }
            Change::Password(_)
            | Change::Recovery
            | Change::AccessToken(_)
            | Change::Tie(_)
            | Change::Untie => 0,
        };
        Ok(Decision::Change(step))
    }

    async fn write(&self, decision: Decision, unit: &mut UnitOfWork) -> Result<Outcome, Error> {
        let now = unit.now();
        match decision {
            Decision::Wait(seconds) => Ok(Outcome::Wait(seconds)),
            Decision::Wrong(allowance) => {
                delay::count_failure(unit.writing(), &allowance, now).await?;
                let refused = json!({ "refused": self.what });
                unit.journal(entry(OWN, Some(&self.account), refused)).await?;
                Ok(Outcome::WrongPassword)
            }
            Decision::Change(step) => {
                self.change(step, unit).await?;
                Ok(Outcome::DoneBy(self.token.hash("change")))
            }
        }
    }
}

#[derive(Serialize)]
struct EndSessions {
    account: Identifier,
    present: Identifier,
    one: Option<Identifier>,
}

impl Command for EndSessions {
    type State = ();
    type Decision = ();
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = OWN;

    fn resource(&self, (): &()) -> Resource {
        resource_of(&self.account)
    }

    async fn read(&self, _: &mut UnitOfWork) -> Result<(), Error> {
        Ok(())
    }

    fn decide(&self, (): (), _: Timestamp) -> Result<(), Error> {
        Ok(())
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<(), Error> {
        let now = unit.now();
        let which = match &self.one {
            Some(one) => Which::One(one),
            None => Which::AllBut(&self.present),
        };
        session::end(unit.writing(), &self.account, which, now).await?;
        let ended = json!({ "ended": self.one.as_ref().map_or("other sessions", |_| "session") });
        Ok(unit.journal(entry(OWN, Some(&self.account), ended)).await?)
    }
}
