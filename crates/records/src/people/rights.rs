//! Giving and ending roles, and taking away a lost second factor. A change of rights ends the
//! sessions of the account: the next one begins with the rights as they are then.

use super::access_token;
use super::account::{self, Account, Given};
use super::identity_provider;
use super::link;
use super::pending::{Asked, TwoPersons};
use super::session::{self, Which};
use super::{Error, People, Refusal, entry, told};
use crate::actor::Actor;
use crate::command::{Command, Request};
use crate::identity::Identifier;
use crate::policy::{Assignment, Resource, Role, Sensitivity, Territory};
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Giving a role.
pub const GIVE: &str = "people.give";
/// Ending one.
pub const END: &str = "people.end";
/// Ending an account.
pub const CLOSE: &str = "people.close";
/// Taking away a second factor.
pub const RESET: &str = "people.reset";
/// Confirming one of them as the second person.
pub const CONFIRM: &str = "people.confirm";

impl Assignment {
    /// Whether the role can be held there: those of the ministry in the country, of a municipality
    /// in one, of a centre or provider in a unit.
    pub fn is_usual(&self) -> bool {
        match self.role {
            Role::MunicipalSocialDirector | Role::MunicipalFinanceOfficer => {
                matches!(self.territory, Territory::Municipality(_))
            }
            Role::CswManager | Role::SocialWorker | Role::ProviderManager | Role::ProviderStaff => {
                matches!(self.territory, Territory::Unit(_) | Territory::Municipality(_))
            }
            _ => self.territory == Territory::Country,
        }
    }
}

impl People {
    /// Gives a role; one that reads cases waits for a second person, and is then given by them.
    ///
    /// # Errors
    /// `people-account-unknown`, `people-assignment-held`, `people-role-invalid`, `action-refused`,
    /// those of the database.
    pub async fn give(
        &self,
        account: &Identifier,
        held: &Assignment,
        request: Request,
    ) -> Result<Asked, Error> {
        let command = GiveRole::new(account.clone(), held);
        if held.role.reads_cases() {
            return self.ask(command, request).await;
        }
        self.execute(&command, request).await?;
        Ok(Asked::Done)
    }

    /// Ends a role.
    ///
    /// # Errors
    /// `people-assignment-unknown`, `people-last-administrator`, `action-refused`, those of the
    /// database.
    pub async fn end_role(&self, assignment: &Identifier, request: Request) -> Result<(), Error> {
        self.execute(&EndRole { assignment: assignment.clone() }, request).await
    }

    /// Ends an account: its roles and sessions end with it, and nobody signs in to it again. The
    /// account itself stays, so that the journal still says who acted.
    ///
    /// # Errors
    /// `people-account-unknown`, `people-own-account`, `people-last-administrator`,
    /// `action-refused`, those of the database.
    pub async fn close(&self, account: &Identifier, request: Request) -> Result<(), Error> {
        self.execute(&CloseAccount { account: account.clone() }, request).await
    }

    /// Asks for a lost second factor to be taken away; a second person decides.
    ///
    /// # Errors
    /// `people-account-unknown`, `action-refused`, those of the database.
    pub async fn ask_reset(&self, account: &Identifier, request: Request) -> Result<Asked, Error> {
        self.ask(ResetSecondFactor { account: account.clone() }, request).await
    }
}

/// Gives a role.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GiveRole {
    account: Identifier,
    role: String,
    territory: String,
}

impl GiveRole {
    /// A role for an account.
    pub fn new(account: Identifier, held: &Assignment) -> GiveRole {
        let (role, territory) = (held.role.word().to_owned(), held.territory.word());
        GiveRole { account, role, territory }
    }
}

/// An account with what it holds.
#[derive(Debug)]
pub struct Holder {
    account: Option<Account>,
    given: Vec<Given>,
}

async fn holder(unit: &mut UnitOfWork, account: &Identifier) -> Result<Holder, Error> {
    let found = account::by_id(unit.reading(), account).await?;
    Ok(Holder {
        account: found.filter(|account| account.ended_at.is_none()),
        given: account::given(unit.reading(), Some(account)).await?,
    })
}

/// Where a role is given: that is where whoever decides on it must be.
pub(super) fn resource_in(territory: &str) -> Resource {
    let territory = Territory::from_word(territory).unwrap_or(Territory::Country);
    Resource::in_territory(&territory).of_sensitivity(Sensitivity::Official)
}

impl Command for GiveRole {
    type State = Holder;
    type Decision = Assignment;
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = GIVE;

    fn resource(&self, _: &Holder) -> Resource {
        resource_in(&self.territory)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Holder, Error> {
        holder(unit, &self.account).await
    }

    fn decide(&self, holder: Holder, _: Timestamp) -> Result<Assignment, Error> {
        holder.account.ok_or(Refusal::AccountUnknown)?;
        let held = Assignment {
            role: Role::from_word(&self.role)?,
            territory: Territory::from_word(&self.territory)?,
        };
        if holder.given.iter().any(|given| given.held == held) {
            return Err(Refusal::AssignmentHeld.into());
        }
        if held.is_usual() { Ok(held) } else { Err(Refusal::RoleInvalid.into()) }
    }

    async fn write(&self, held: Assignment, unit: &mut UnitOfWork) -> Result<(), Error> {
        let (now, id) = (unit.now(), unit.identifier()?);
        let by = unit.actor().clone();
        let given = Given { id: id.clone(), account: self.account.clone(), held, at: now };
        account::give(unit.writing(), &given, &by).await?;
        session::end(unit.writing(), &self.account, Which::All, now).await?;
        told::of_role(unit, &told::ROLE_GIVEN, (&self.account, &given.held)).await?;
        let after = json!({ "assignment": id, "role": self.role, "territory": self.territory });
        Ok(unit.journal(entry(GIVE, Some(&self.account), after)).await?)
    }
}

impl TwoPersons for GiveRole {
    const CONFIRM: &'static str = CONFIRM;

    fn subject(&self) -> String {
        format!("account/{}", self.account)
    }

    fn territory(&self) -> String {
        self.territory.clone()
    }
}

#[derive(Serialize)]
struct EndRole {
    assignment: Identifier,
}

impl Command for EndRole {
    type State = (Vec<Given>, i64);
    type Decision = Given;
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = END;

    fn resource(&self, (given, _): &Self::State) -> Resource {
        let found = given.iter().find(|given| given.id == self.assignment);
        resource_in(&found.map(|given| given.held.territory.word()).unwrap_or_default())
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Self::State, Error> {
        let given = account::given(unit.reading(), None).await?;
        Ok((given, link::administrators(unit.reading()).await?))
    }

    fn decide(&self, (given, administrators): Self::State, _: Timestamp) -> Result<Given, Error> {
        let found = given.into_iter().find(|given| given.id == self.assignment);
        let found = found.ok_or(Refusal::AssignmentUnknown)?;
        if found.held.role == Role::Administrator && administrators < 2 {
            return Err(Refusal::LastAdministrator.into());
        }
        Ok(found)
    }

    async fn write(&self, given: Given, unit: &mut UnitOfWork) -> Result<(), Error> {
        let (now, by) = (unit.now(), unit.actor().clone());
        account::end_assignment(unit.writing(), &given.id, (&by, now)).await?;
        session::end(unit.writing(), &given.account, Which::All, now).await?;
        told::of_role(unit, &told::ROLE_ENDED, (&given.account, &given.held)).await?;
        let after = json!({
            "ended": given.id,
            "role": given.held.role.word(),
            "territory": given.held.territory.word(),
        });
        Ok(unit.journal(entry(END, Some(&given.account), after)).await?)
    }
}

#[derive(Serialize)]
struct CloseAccount {
    account: Identifier,
}

/// An account that is to end, who asks, and how many administrators there are.
#[derive(Debug)]
struct Closing {
    holder: Holder,
    asks: Actor,
    administrators: i64,
}

impl Command for CloseAccount {
    type State = Closing;
    type Decision = Holder;
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = CLOSE;

    fn resource(&self, _: &Closing) -> Resource {
        Resource::national().of_sensitivity(Sensitivity::Official)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Closing, Error> {
        let asks = unit.actor().clone();
        let holder = holder(unit, &self.account).await?;
        let administrators = link::administrators(unit.reading()).await?;
        Ok(Closing { holder, asks, administrators })
    }

    fn decide(&self, closing: Closing, _: Timestamp) -> Result<Holder, Error> {
        let Closing { holder, asks, administrators } = closing;
        let account = holder.account.as_ref().ok_or(Refusal::AccountUnknown)?;
        if asks.identifier() == Some(&account.id) {
            return Err(Refusal::OwnAccount.into());
        }
        let is_administrator = |given: &Given| {
            let Assignment { role, territory } = &given.held;
            *role == Role::Administrator && *territory == Territory::Country
        };
        if administrators < 2 && holder.given.iter().any(is_administrator) {
            return Err(Refusal::LastAdministrator.into());
        }
        Ok(holder)
    }

    async fn write(&self, holder: Holder, unit: &mut UnitOfWork) -> Result<(), Error> {
        let (now, by) = (unit.now(), unit.actor().clone());
        for given in &holder.given {
            account::end_assignment(unit.writing(), &given.id, (&by, now)).await?;
        }
        session::end(unit.writing(), &self.account, Which::All, now).await?;
        access_token::end_all(unit.writing(), &self.account, now).await?;
        account::end(unit.writing(), &self.account, now).await?;
        identity_provider::untie(unit.writing(), &self.account).await?;
        let after = json!({ "ended": "account", "roles": holder.given.len() });
        Ok(unit.journal(entry(CLOSE, Some(&self.account), after)).await?)
    }
}

/// Takes away a lost second factor: at the next sign-in its owner sets up another, after the
/// password.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ResetSecondFactor {
    account: Identifier,
}

impl Command for ResetSecondFactor {
    type State = Holder;
    type Decision = ();
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = RESET;

    fn resource(&self, _: &Holder) -> Resource {
        Resource::national().of_sensitivity(Sensitivity::Official)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Holder, Error> {
        holder(unit, &self.account).await
    }

    fn decide(&self, holder: Holder, _: Timestamp) -> Result<(), Error> {
        holder.account.ok_or(Refusal::AccountUnknown)?;
        Ok(())
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<(), Error> {
        let now = unit.now();
        account::remove_second_factor(unit.writing(), &self.account).await?;
        session::end(unit.writing(), &self.account, Which::All, now).await?;
        access_token::end_all(unit.writing(), &self.account, now).await?;
        told::of_account(unit, &told::FACTOR_TAKEN, &self.account).await?;
        let after = json!({ "removed": "second factor" });
        Ok(unit.journal(entry(RESET, Some(&self.account), after)).await?)
    }
}

impl TwoPersons for ResetSecondFactor {
    const CONFIRM: &'static str = CONFIRM;

    fn subject(&self) -> String {
        format!("account/{}", self.account)
    }

    fn territory(&self) -> String {
        Territory::Country.word()
    }
}
