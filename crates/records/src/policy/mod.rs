//! Who may do what. Closed by default: an action that no policy permits is refused, and a route
//! cannot exist without its entry.
//!
//! | part | holds |
//! |---|---|
//! | `role` | what people are, and in which territory |
//! | `principal` | who asks, with their roles and the purpose |
//! | `asker` | the same for a handler |
//! | `resource` | what is asked for: place, sensitivity, owner |
//! | `rules` | the stations' `policy.cedar`, and decisions with their reasons |
//! | `ties` | how whoever asks stands to the subject, and what follows everywhere |
//! | `scope` | a decision for every row at once, as a condition in SQL |
//! | `rights` | the document of rights: action, role, own and other place |
//! | `routes` | routes with their entries, and the check before each handler |

mod asker;
mod principal;
mod resource;
mod rights;
mod role;
mod routes;
mod rules;
mod scope;
mod ties;

pub use asker::Asker;
pub use principal::{Principal, Purpose, Reach};
pub use resource::{Place, Resource, Sensitivity};
pub use rights::document;
pub(crate) use role::catalog as rights_catalog;
pub use role::{Assignment, Role, Territory};
pub use routes::{Meant, Refuse, RouteEntry, RoutePlace, Routes};
pub use rules::{ActionEntry, Decision, Reason, StationPolicy};
pub use scope::{Columns, Condition, Scope};
pub(crate) use ties::Ties;

use crate::actor::Actor;
use crate::error::Error;
use crate::sealing::Fault;
use rules::{Circumstances, Rules};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Who counts as asking: beyond the reach of their token a person is anybody.
fn within_reach<'p>(principal: &'p Principal, action: &str) -> Cow<'p, Principal> {
    match principal.reaches(action) {
        true => Cow::Borrowed(principal),
        false => Cow::Owned(Principal::from(Actor::public())),
    }
}

/// Decides who may do what.
#[derive(Debug)]
pub struct Policy {
    actions: BTreeMap<&'static str, &'static ActionEntry>,
    rules: Rules,
}

impl Policy {
    /// Gathers the actions and policies of the stations.
    ///
    /// # Errors
    /// `policy-invalid`.
    pub fn new(stations: &[StationPolicy]) -> Result<Policy, Error> {
        let actions = stations.iter().flat_map(|station| station.actions);
        let actions = actions.map(|entry| (entry.action, entry)).collect();
        Ok(Policy { actions, rules: Rules::new(stations)? })
    }

    /// Whether someone may do it to something, and why.
    pub fn decide(&self, principal: &Principal, action: &str, resource: &Resource) -> Decision {
        let reached = within_reach(principal, action);
        let mut circumstances = Circumstances::of(&reached, resource);
        if !principal.reaches(action) {
            circumstances.ties = circumstances.ties.of_anybody();
        }
        self.rules.decide(action, &circumstances)
    }

    /// Lets someone do it, or refuses with the reasons.
    ///
    /// # Errors
    /// `action-refused`; `action-out-of-reach` when it is the token that does not reach it;
    /// `subject-unknown`, as for what is not there, when it is restricted and they are outside.
    pub fn permit(
        &self,
        principal: &Principal,
        action: &str,
        resource: &Resource,
    ) -> Result<(), Error> {
        let decision = self.decide(principal, action, resource);
        if decision.permitted {
            return Ok(());
        }
        let ties = match principal.reaches(action) {
            true => resource.ties,
            false => resource.ties.of_anybody(),
        };
        if let Some(subject) =
            resource.subject.as_ref().filter(|_| ties.hides(resource.sensitivity))
        {
            return Err(Fault::SubjectUnknown { subject: subject.to_string() }.into());
        }
        let deed = self.actions.get(action).copied();
        if !principal.reaches(action) {
            return Err(Error::OutOfReach { action: action.to_owned(), deed });
        }
        Err(Error::Refused {
            actor: principal.actor().word(),
            action: action.to_owned(),
            deed,
            reasons: decision.reasons,
            open_to: self.open_to(action, resource),
        })
    }

    /// The roles that may do it to something, each held where the resource is: whom a refused
    /// person may ask.
    pub fn open_to(&self, action: &str, resource: &Resource) -> Vec<Role> {
        let holds = |role: &Role| {
            let roles = BTreeSet::from([*role]);
            let circumstances = Circumstances {
                actor: crate::actor::ACCOUNT,
                here: roles.clone(),
                anywhere: roles,
                purpose: Purpose::Work,
                sensitivity: resource.sensitivity,
                own: false,
                ties: Ties::NONE,
            };
            self.rules.decide(action, &circumstances).permitted
        };
        Role::ALL.into_iter().filter(holds).collect()
    }

    /// What someone may do it to, for lists.
    pub fn scope(&self, principal: &Principal, action: &str) -> Scope {
        Scope::new(&self.rules, &within_reach(principal, action), action)
    }

    /// Whether someone may do it to something to which not anybody may: so that a token that names
    /// it reaches further than none.
    pub fn adds(&self, principal: &Principal, action: &str) -> bool {
        let anybody = self.scope(&Actor::public().into(), action);
        self.scope(principal, action).adds_to(&anybody)
    }

    /// All listed actions, by name.
    pub fn entries(&self) -> impl Iterator<Item = &ActionEntry> {
        self.actions.values().copied()
    }

    /// Whether an action is listed.
    pub fn lists(&self, action: &str) -> bool {
        self.actions.contains_key(action)
    }
}
