//! Who asks, with everything that a decision may rest on.

use super::resource::{Place, Resource};
use super::role::{Assignment, Role, Territory};
use crate::actor::Actor;
use crate::identity::Identifier;
use crate::sensitivity::Member;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What something is asked for. It never widens what a role may do; policies may demand one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Purpose {
    /// The day's work.
    #[default]
    Work,
    /// Finding out whether work was done as the law asks.
    Audit,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Purpose; 2] = [Purpose::Work, Purpose::Audit];

    /// The word for it in policies.
    pub fn word(self) -> &'static str {
        match self {
            Purpose::Work => "work",
            Purpose::Audit => "audit",
        }
    }
}

/// How far a program goes that acts for someone by a token: it never widens what they may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    token: Identifier,
    actions: BTreeSet<String>,
}

impl Reach {
    /// Of a token: the actions that its owner named.
    pub fn new(token: Identifier, actions: BTreeSet<String>) -> Reach {
        Reach { token, actions }
    }

    /// The token.
    pub fn token(&self) -> &Identifier {
        &self.token
    }
}

/// Who asks: the actor, what they are and where, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    actor: Actor,
    assignments: Vec<Assignment>,
    purpose: Purpose,
    origin: Option<String>,
    reach: Option<Arc<Reach>>,
}

impl Principal {
    /// An actor with their assignments, at the day's work.
    pub fn new(actor: Actor, assignments: Vec<Assignment>) -> Principal {
        Principal { actor, assignments, purpose: Purpose::Work, origin: None, reach: None }
    }

    /// The same, for another purpose.
    #[must_use]
    pub fn with_purpose(self, purpose: Purpose) -> Principal {
        Principal { purpose, ..self }
    }

    /// The same, at an address of the network: the journal says from where something was done.
    /// Nothing is decided by it.
    #[must_use]
    pub fn from_origin(self, address: &str) -> Principal {
        Principal { origin: Some(address.to_owned()), ..self }
    }

    /// The same, by a program that goes no further than this.
    #[must_use]
    pub fn within(self, reach: Reach) -> Principal {
        Principal { reach: Some(Arc::new(reach)), ..self }
    }

    /// How far the program goes that acts for them; none when they act themselves.
    pub fn reach(&self) -> Option<&Reach> {
        self.reach.as_deref()
    }

    /// Whether an action is within reach: all are for whoever acts themselves.
    pub(super) fn reaches(&self, action: &str) -> bool {
        self.reach.as_ref().is_none_or(|reach| reach.actions.contains(action))
    }

    /// From where they ask, if it is through a network.
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// Who.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What they are, and where.
    pub fn assignments(&self) -> &[Assignment] {
        &self.assignments
    }

    /// What for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The roles that reach a place. A role in a municipality reaches all its units; a role in a
    /// unit reaches nothing but what belongs to that unit.
    pub(super) fn roles_at(&self, place: &Place) -> BTreeSet<Role> {
        let reaching = self.assignments.iter().filter(|held| match &held.territory {
            Territory::Country => true,
            Territory::Municipality(code) => place.municipality.as_ref() == Some(code),
            Territory::Unit(unit) => place.unit.as_ref() == Some(unit),
        });
        reaching.map(|held| held.role).collect()
    }

    /// The roles that they hold anywhere.
    pub(super) fn roles(&self) -> BTreeSet<Role> {
        self.assignments.iter().map(|held| held.role).collect()
    }

    /// The words under which they may stand in a circle: their own, and each role where it is held.
    pub(crate) fn members(&self) -> Vec<String> {
        let roles = self.assignments.iter().map(|held| Member::Role(held.clone()).word());
        std::iter::once(self.actor.word()).chain(roles).collect()
    }

    /// Whether something belongs to the actor.
    pub(super) fn owns(&self, resource: &Resource) -> bool {
        resource.owner.as_ref() == Some(&self.actor)
    }
}

impl From<Actor> for Principal {
    /// An actor without any role.
    fn from(actor: Actor) -> Principal {
        Principal::new(actor, Vec::new())
    }
}
