//! Who may do what. Closed by default: an action that nobody listed is refused, and a route cannot
//! exist without its entry.

use crate::actor::Actor;
use crate::error::Error;
use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, on};
use std::collections::BTreeMap;

/// For whom something is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Access {
    /// Anyone, without signing in.
    Public,
}

/// An action that a command does, listed by the station that owns it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionEntry {
    /// `station.verb`, the command's `ACTION`.
    pub action: &'static str,
    /// For whom it is open.
    pub access: Access,
    /// What it does, in a sentence, for the matrix of rights.
    pub description: &'static str,
}

/// Decides who may do what.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    actions: BTreeMap<&'static str, ActionEntry>,
}

impl Policy {
    /// Gathers the actions of the stations.
    pub fn new(stations: &[&[ActionEntry]]) -> Policy {
        let actions = stations.iter().copied().flatten();
        Policy { actions: actions.map(|entry| (entry.action, *entry)).collect() }
    }

    /// Lets the actor do it, or refuses.
    ///
    /// # Errors
    /// `action-refused`.
    pub fn permit(&self, actor: &Actor, action: &str) -> Result<(), Error> {
        match self.actions.get(action).map(|entry| entry.access) {
            Some(Access::Public) => Ok(()),
            None => {
                Err(Error::Refused { actor: actor.word().to_owned(), action: action.to_owned() })
            }
        }
    }

    /// All listed actions, by name.
    pub fn entries(&self) -> impl Iterator<Item = &ActionEntry> {
        self.actions.values()
    }
}

/// What is known of a route before it may exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteEntry {
    /// The method.
    pub method: Method,
    /// The path, with parameters in braces: `/{language}/municipality/{code}`.
    pub path: &'static str,
    /// What is done there: `station.verb`.
    pub action: &'static str,
    /// For whom it is open.
    pub access: Access,
    /// What a person finds there, in a sentence, for the matrix of rights.
    pub description: &'static str,
}

impl RouteEntry {
    /// A page or file that is read.
    pub fn get(
        path: &'static str,
        action: &'static str,
        access: Access,
        description: &'static str,
    ) -> RouteEntry {
        RouteEntry { method: Method::GET, path, action, access, description }
    }

    /// A form that is sent.
    pub fn post(
        path: &'static str,
        action: &'static str,
        access: Access,
        description: &'static str,
    ) -> RouteEntry {
        RouteEntry { method: Method::POST, path, action, access, description }
    }

    /// The path with nameless parameters: two routes of one shape cannot be told apart.
    fn shape(&self) -> String {
        let segments = self.path.split('/').map(|segment| match segment.strip_prefix('{') {
            Some(rest) if rest.starts_with('*') => "{*}",
            Some(_) => "{}",
            None => segment,
        });
        segments.collect::<Vec<_>>().join("/")
    }
}

/// Routes, each with its entry. There is no way to add one without.
#[derive(Debug)]
pub struct Routes<S> {
    router: Router<S>,
    entries: Vec<RouteEntry>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Routes<S> {
        Routes { router: Router::new(), entries: Vec::new() }
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// None yet.
    pub fn new() -> Routes<S> {
        Routes::default()
    }

    /// Adds a route with its entry.
    ///
    /// # Errors
    /// `route-invalid` when the path is none, or is taken.
    pub fn route<H, T>(mut self, entry: RouteEntry, handler: H) -> Result<Routes<S>, Error>
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let invalid = || Error::RouteInvalid { route: format!("{} {}", entry.method, entry.path) };
        let filter = MethodFilter::try_from(entry.method.clone()).map_err(|_| invalid())?;
        self.admit(&entry)?;
        self.router = self.router.route(entry.path, on(filter, handler));
        self.entries.push(entry);
        Ok(self)
    }

    /// Adds the routes of another station.
    ///
    /// # Errors
    /// `route-invalid` when both have the same one.
    pub fn merge(mut self, other: Routes<S>) -> Result<Routes<S>, Error> {
        for entry in other.entries {
            self.admit(&entry)?;
            self.entries.push(entry);
        }
        self.router = self.router.merge(other.router);
        Ok(self)
    }

    /// All entries, in the order in which they were added.
    pub fn entries(&self) -> &[RouteEntry] {
        &self.entries
    }

    /// The router that serves them, and the entries.
    pub fn into_parts(self) -> (Router<S>, Vec<RouteEntry>) {
        (self.router, self.entries)
    }

    fn admit(&self, entry: &RouteEntry) -> Result<(), Error> {
        let shape = entry.shape();
        let taken = self.entries.iter().any(|other| {
            other.shape() == shape && (other.path != entry.path || other.method == entry.method)
        });
        if taken || !entry.path.starts_with('/') {
            let route = format!("{} {}", entry.method, entry.path);
            return Err(Error::RouteInvalid { route });
        }
        Ok(())
    }
}
