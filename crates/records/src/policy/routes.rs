//! Routes with their entries: none can be added without, and each is decided on before its handler
//! runs.

use super::Policy;
use super::principal::Principal;
use super::resource::{Resource, Sensitivity};
use crate::actor::Actor;
use crate::error::Error;
use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, RawPathParams, Request, State};
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use std::sync::Arc;

/// Where what a route shows belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoutePlace {
    /// To the country.
    National,
    /// To the municipality whose code stands in the path under this name.
    Municipality(&'static str),
    /// To the centre or provider whose identifier stands in the path under this name.
    Unit(&'static str),
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
    /// Where what it shows belongs.
    pub place: RoutePlace,
    /// How sensitive what it shows is.
    pub sensitivity: Sensitivity,
    /// Whether files are sent there: more than the body of a form holds.
    pub takes_files: bool,
    /// What a person finds there, in a sentence, for the matrix of rights.
    pub description: &'static str,
}

impl RouteEntry {
    /// A page or file that is read; of the whole country and public unless said otherwise.
    pub fn get(path: &'static str, action: &'static str, description: &'static str) -> RouteEntry {
        RouteEntry::new(Method::GET, path, action, description)
    }

    /// A form that is sent.
    pub fn post(path: &'static str, action: &'static str, description: &'static str) -> RouteEntry {
        RouteEntry::new(Method::POST, path, action, description)
    }

    /// A part of a thing that a program replaces.
    pub fn put(path: &'static str, action: &'static str, description: &'static str) -> RouteEntry {
        RouteEntry::new(Method::PUT, path, action, description)
    }

    /// A thing that a program removes.
    pub fn delete(
        path: &'static str,
        action: &'static str,
        description: &'static str,
    ) -> RouteEntry {
        RouteEntry::new(Method::DELETE, path, action, description)
    }

    fn new(
        method: Method,
        path: &'static str,
        action: &'static str,
        description: &'static str,
    ) -> RouteEntry {
        let (place, sensitivity) = (RoutePlace::National, Sensitivity::Public);
        let takes_files = false;
        RouteEntry { method, path, action, place, sensitivity, takes_files, description }
    }

    /// The same, of a place that the path names.
    #[must_use]
    pub fn at(self, place: RoutePlace) -> RouteEntry {
        RouteEntry { place, ..self }
    }

    /// The same, to which files are sent.
    #[must_use]
    pub fn taking_files(self) -> RouteEntry {
        RouteEntry { takes_files: true, ..self }
    }

    /// The same, showing something more sensitive.
    #[must_use]
    pub fn of_sensitivity(self, sensitivity: Sensitivity) -> RouteEntry {
        RouteEntry { sensitivity, ..self }
    }

    /// What is asked for by a request with these parameters in its path.
    fn resource(&self, parameters: &RawPathParams) -> Resource {
        let named = |wanted: &str| {
            let found = parameters.iter().find(|(name, _)| *name == wanted);
            found.map_or("", |(_, value)| value)
        };
        let resource = Resource::national().of_sensitivity(self.sensitivity);
        match self.place {
            RoutePlace::National => resource,
            RoutePlace::Municipality(name) => resource.in_municipality(named(name)),
            RoutePlace::Unit(name) => resource.in_unit(named(name)),
        }
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

    /// The router that serves them, in which the policy decides before each handler. `refuse`
    /// makes the answer to whoever is refused.
    ///
    /// The principal is what an outer layer put beside the request; without one it is the public.
    ///
    /// # Errors
    /// `action-unlisted` when a route names an action that no station lists.
    pub fn guarded(self, policy: Arc<Policy>, refuse: Refuse) -> Result<Router<S>, Error> {
        for entry in &self.entries {
            if !policy.lists(entry.action) {
                let route = format!("{} {}", entry.method, entry.path);
                return Err(Error::ActionUnlisted { action: entry.action.to_owned(), route });
            }
        }
        let check = Check { policy, entries: self.entries.into(), refuse };
        Ok(self.router.route_layer(middleware::from_fn_with_state(check, pass)))
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

/// Put beside a request by an outer layer that has found out that its sender meant it: it came from
/// a page of ours, or with a token of its own. Without it nothing that changes anything is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meant;

/// Makes the answer to a request that the policy refused.
pub type Refuse = fn(&Request, Error) -> Response<Body>;

/// What the check before each handler needs.
#[derive(Debug, Clone)]
struct Check {
    policy: Arc<Policy>,
    entries: Arc<[RouteEntry]>,
    refuse: Refuse,
}

async fn pass(
    State(check): State<Check>,
    path: MatchedPath,
    parameters: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    // The head of a page is answered by whatever answers the page.
    let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    let entry = check.entries.iter().find(|e| e.path == path.as_str() && e.method == *method);
    // A method that the path does not have reaches no handler of ours: the router answers it.
    let Some(entry) = entry else { return next.run(request).await };
    let principal = request.extensions().get::<Principal>().cloned();
    let principal = principal.unwrap_or_else(|| Principal::from(Actor::public()));
    if *method != Method::GET && request.extensions().get::<Meant>().is_none() {
        return (check.refuse)(&request, Error::NotMeant);
    }
    match check.policy.permit(&principal, entry.action, &entry.resource(&parameters)) {
        Ok(()) => next.run(request).await,
        Err(refused) => (check.refuse)(&request, refused),
    }
}
