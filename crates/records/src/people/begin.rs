//! Beginning by a link: making one, and setting name, password and second factor by it.

use super::account::{self, Account, AccountKind, Given, email_of};
use super::delay::Trier;
use super::factor_kept;
use super::identity_provider::Departure;
use super::link::{self, Invitation, LinkKind};
use super::password::refusal_of;
use super::pending;
use super::rights::GiveRole;
use super::second_factor::{TotpSecret, recovery_codes};
use super::secret::{Secret, Token};
use super::session::{self, Beginning, Limits, Stage};
use super::sign_in::Keys;
use super::{Error, People, Refusal, entry};
use crate::actor::Actor;
use crate::command::{Command, Request};
use crate::identity::Identifier;
use crate::notices::letters::{self, Preference};
use crate::policy::{Assignment, Principal, Resource, Role, Sensitivity, Territory};
use crate::unit_of_work::UnitOfWork;
use formula::words::Language;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;

/// Beginning by a link.
pub const BEGIN: &str = "people.begin";
/// Making the link of the first administrator.
pub const FIRST_LINK: &str = "people.first-link";
/// Inviting someone.
pub const INVITE: &str = "people.invite";

/// The most characters of a name.
const NAME_MAX: usize = 100;

/// What someone who begins has typed.
#[derive(Debug, Clone)]
pub struct Typed {
    /// Their name.
    pub name: String,
    /// Their address; that of the invitation counts where there is one.
    pub email: String,
    /// The password.
    pub password: Secret,
    /// The secret that their application got.
    pub secret: TotpSecret,
    /// The code that it shows.
    pub code: Secret,
    /// The language in which they begin, and are written to from then on.
    pub language: Language,
    /// The way to an identity provider that they set out on, to be tied to themselves there.
    pub departure: Option<Departure>,
}

/// A name as it is kept.
///
/// # Errors
/// `people-name-invalid` when it is empty, too long or holds signs that are none.
fn name_of(typed: &str) -> Result<String, Refusal> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = !name.is_empty()
        && name.chars().count() <= NAME_MAX
        && !name.chars().any(|c| c.is_control());
    if fits { Ok(name) } else { Err(Refusal::NameInvalid) }
}

impl Typed {
    /// What is wrong with it, all at once; empty when nothing is.
    pub fn refusals(&self, offered: &Invitation, now: Timestamp) -> Vec<Refusal> {
        let email = offered.email.as_deref().unwrap_or(&self.email);
        let step = self.secret.step_of(&self.code, now, 0);
        let all = [
            name_of(&self.name).err(),
            email_of(email).is_none().then_some(Refusal::EmailInvalid),
            refusal_of(&self.password, &[&self.name, email]),
            step.is_none().then_some(Refusal::CodeWrong),
        ];
        all.into_iter().flatten().collect()
    }
}

impl People {
    /// What a link offers, if it can be used.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn offered(
        &self,
        link: &Token,
        now: Timestamp,
    ) -> Result<Option<Invitation>, crate::Error> {
        let mut reading = self.gate().database().readers().acquire().await?;
        link::find(&mut reading, &link.hash("link"), now).await
    }

    /// Begins by a link: an account, a session, and recovery codes to be shown once.
    ///
    /// # Errors
    /// `people-link-spent`, `people-email-taken`, what is wrong with what was typed, `people-busy`,
    /// those of the database.
    pub async fn begin(
        &self,
        link: &Token,
        (typed, trier): (Typed, &Trier),
        now: Timestamp,
    ) -> Result<Keys, Error> {
        let offered = self.offered(link, now).await?.ok_or(Refusal::LinkSpent)?;
        if let Some(first) = typed.refusals(&offered, now).into_iter().next() {
            return Err(first.into());
        }
        let keys = Keys {
            session: Token::make()?,
            device: trier.device.clone().map_or_else(Token::make, Ok)?,
            recovery: recovery_codes()?,
        };
        let email = email_of(offered.email.as_deref().unwrap_or(&typed.email));
        let command = Begin {
            link_hash: link.hash("link"),
            name: name_of(&typed.name)?,
            email: email.ok_or(Refusal::EmailInvalid)?,
            session_hash: keys.session.hash("session"),
            device_hash: keys.device.hash("device"),
            password_hash: self.hasher.hash(&typed.password).await?,
            secret: typed.secret,
            code: typed.code,
            preference: Preference { language: typed.language, is_wanted: true },
            recovery: keys.recovery.clone(),
            departure: typed.departure,
            agent: trier.agent.clone(),
            limits: *self.limits(),
        };
        let request = self.once(trier.principal(), now)?;
        self.execute(&command, request).await?;
        Ok(keys)
    }

    /// A new link of the first administrator; none where there is an administrator already. Links
    /// made for this before end.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn first_link(&self, now: Timestamp) -> Result<Option<Token>, Error> {
        let token = Token::make()?;
        let command = FirstLink { token_hash: token.hash("link"), limits: *self.limits() };
        let request = self.once(Actor::system("first-start").into(), now)?;
        match self.execute(&command, request).await {
            Ok(()) => Ok(Some(token)),
            Err(Error::Refused(Refusal::NotFirst)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Invites someone: the link, to be shown once. None when the request was done before: its
    /// link was shown then.
    ///
    /// # Errors
    /// `people-email-invalid`, `people-email-taken`, `people-role-invalid`, `action-refused`, those
    /// of the database.
    pub async fn invite(
        &self,
        (email, held): (&str, Assignment),
        request: Request,
    ) -> Result<Option<Token>, Error> {
        let token = Token::make()?;
        let command = Invite {
            email: email_of(email).ok_or(Refusal::EmailInvalid)?,
            role: held.role.word().to_owned(),
            territory: held.territory.word(),
            token_hash: token.hash("link"),
            limits: *self.limits(),
        };
        let made = self.execute(&command, request).await?;
        Ok((made == command.token_hash).then_some(token))
    }
}

#[derive(Serialize)]
struct Begin {
    link_hash: String,
    name: String,
    email: String,
    session_hash: String,
    device_hash: String,
    #[serde(skip)]
    password_hash: String,
    #[serde(skip)]
    secret: TotpSecret,
    #[serde(skip)]
    code: Secret,
    #[serde(skip)]
    preference: Preference,
    #[serde(skip)]
    recovery: Vec<Secret>,
    #[serde(skip)]
    departure: Option<Departure>,
    #[serde(skip)]
    agent: String,
    #[serde(skip)]
    limits: Limits,
}

struct Offer {
    link: Option<Invitation>,
    is_taken: bool,
    has_administrator: bool,
    maker: Option<Principal>,
}

impl Begin {
    /// Gives the role of the link, or asks for it where a second person must agree.
    async fn give(
        &self,
        account: &Identifier,
        link: &Invitation,
        unit: &mut UnitOfWork,
    ) -> Result<(), Error> {
        let held = link.held.clone();
        if let (true, Some(maker)) = (held.role.reads_cases(), link::maker(&link.made_by)) {
            let role = GiveRole::new(account.clone(), &held);
            pending::keep(&role, &maker, unit).await?;
            return Ok(());
        }
        let (id, at) = (unit.identifier()?, unit.now());
        let given = Given { id, account: account.clone(), held, at };
        let by = link::maker(&link.made_by).unwrap_or_else(|| unit.actor().clone());
        Ok(account::give(unit.writing(), &given, &by).await?)
    }
}

impl Command for Begin {
    type State = Offer;
    type Decision = (Invitation, i64);
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = BEGIN;

    fn resource(&self, _: &Offer) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Offer, Error> {
        let now = unit.now();
        let reading = unit.reading();
        let link = link::find(reading, &self.link_hash, now).await?;
        let maker = match link.as_ref().and_then(|link| link::maker(&link.made_by)) {
            Some(actor) => match actor.identifier() {
                Some(id) => Some(account::principal(reading, id).await?),
                None => None,
            },
            None => None,
        };
        Ok(Offer {
            link,
            is_taken: account::by_email(reading, &self.email).await?.is_some(),
            has_administrator: link::has_administrator(reading).await?,
            maker,
        })
    }

    fn decide(&self, offer: Offer, now: Timestamp) -> Result<(Invitation, i64), Error> {
        let link = offer.link.ok_or(Refusal::LinkSpent)?;
        let is_wanted = match link.kind {
            LinkKind::FirstAdministrator => !offer.has_administrator,
            // Who has lost the right to invite has invited nobody.
            LinkKind::Invitation => offer.maker.is_some_and(|maker| may_invite(&maker)),
        };
        if !is_wanted {
            return Err(Refusal::LinkSpent.into());
        }
        if offer.is_taken {
            return Err(Refusal::EmailTaken.into());
        }
        let step = self.secret.step_of(&self.code, now, 0).ok_or(Refusal::CodeWrong)?;
        Ok((link, step))
    }

    async fn write(
        &self,
        (link, step): (Invitation, i64),
        unit: &mut UnitOfWork,
    ) -> Result<(), Error> {
        let (now, id) = (unit.now(), unit.identifier()?);
        let session = unit.identifier()?;
        let made = Account {
            id: id.clone(),
            email: self.email.clone(),
            name: self.name.clone(),
            kind: AccountKind::Person,
            ended_at: None,
        };
        let writing = unit.writing();
        account::insert(writing, &made, now).await?;
        account::set_password(writing, &id, &self.password_hash, now).await?;
        factor_kept::set_second_factor(unit, &id, (&self.secret, step)).await?;
        let writing = unit.writing();
        account::replace_recovery(writing, &id, &self.recovery).await?;
        letters::keep(writing, &id, self.preference).await?;
        link::spend(writing, &link.id, now).await?;
        let beginning = Beginning {
            token_hash: &self.session_hash,
            id: &session,
            account: &id,
            stage: Stage::Full,
            agent: &self.agent,
            lasts: self.limits.longest,
        };
        session::begin(writing, beginning, now).await?;
        session::remember_device(writing, &id, &self.device_hash, now).await?;
        if let Some(departure) = &self.departure {
            departure.keep(Some(&id), unit).await?;
        }
        self.give(&id, &link, unit).await?;
        let after = json!({
            "link": link.id,
            "role": link.held.role.word(),
            "territory": link.held.territory.word(),
        });
        Ok(unit.journal(entry(BEGIN, Some(&id), after)).await?)
    }
}

/// Whether someone is an administrator of the country still.
fn may_invite(maker: &Principal) -> bool {
    let is_administrator = |held: &Assignment| {
        held.role == Role::Administrator && held.territory == Territory::Country
    };
    maker.assignments().iter().any(is_administrator)
}

#[derive(Serialize)]
struct FirstLink {
    token_hash: String,
    #[serde(skip)]
    limits: Limits,
}

impl Command for FirstLink {
    type State = bool;
    type Decision = ();
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = FIRST_LINK;

    fn resource(&self, _: &bool) -> Resource {
        Resource::national().of_sensitivity(Sensitivity::Official)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<bool, Error> {
        Ok(link::has_administrator(unit.reading()).await?)
    }

    fn decide(&self, has_administrator: bool, _: Timestamp) -> Result<(), Error> {
        if has_administrator { Err(Refusal::NotFirst.into()) } else { Ok(()) }
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<(), Error> {
        let now = unit.now();
        let link = Invitation {
            id: unit.identifier()?,
            kind: LinkKind::FirstAdministrator,
            email: None,
            held: Assignment { role: Role::Administrator, territory: Territory::Country },
            made_by: unit.actor().word(),
            ends_at: now.checked_add(self.limits.link).unwrap_or(now),
        };
        link::spend_first(unit.writing(), now).await?;
        link::insert(unit.writing(), &self.token_hash, &link, now).await?;
        Ok(unit.journal(entry(FIRST_LINK, None, json!({ "link": link.id }))).await?)
    }
}

#[derive(Serialize)]
struct Invite {
    email: String,
    role: String,
    territory: String,
    /// Left out of the request's hash: a repeated request is the same request.
    #[serde(skip)]
    token_hash: String,
    #[serde(skip)]
    limits: Limits,
}

impl Command for Invite {
    type State = bool;
    type Decision = Assignment;
    type Outcome = String;
    type Error = Error;
    const ACTION: &'static str = INVITE;

    fn resource(&self, _: &bool) -> Resource {
        Resource::national().of_sensitivity(Sensitivity::Official)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<bool, Error> {
        Ok(account::by_email(unit.reading(), &self.email).await?.is_some())
    }

    fn decide(&self, is_taken: bool, _: Timestamp) -> Result<Assignment, Error> {
        if is_taken {
            return Err(Refusal::EmailTaken.into());
        }
        let held = Assignment {
            role: Role::from_word(&self.role)?,
            territory: Territory::from_word(&self.territory)?,
        };
        if held.is_usual() { Ok(held) } else { Err(Refusal::RoleInvalid.into()) }
    }

    async fn write(&self, held: Assignment, unit: &mut UnitOfWork) -> Result<String, Error> {
        let now = unit.now();
        let link = Invitation {
            id: unit.identifier()?,
            kind: LinkKind::Invitation,
            email: Some(self.email.clone()),
            held,
            made_by: unit.actor().word(),
            ends_at: now.checked_add(self.limits.link).unwrap_or(now),
        };
        link::insert(unit.writing(), &self.token_hash, &link, now).await?;
        let after = json!({
            "link": link.id, "role": self.role, "territory": self.territory,
        });
        unit.journal(entry(INVITE, None, after)).await?;
        // The hash tells a repeated request that the link which it has made is not the one kept.
        Ok(self.token_hash.clone())
    }
}
