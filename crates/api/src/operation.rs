//! Routes of the API, each with its description: none can be added without.

use axum::handler::Handler;
use records::Error;
use records::policy::{RouteEntry, Routes};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A parameter of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// What it matches, as a regular expression; none for any text.
    pub pattern: Option<&'static str>,
    /// Whether it stands in the path, and not in the query.
    pub in_path: bool,
    /// Whether it is a whole number up to this.
    pub most: Option<usize>,
    /// Whether nothing is answered without it.
    pub is_required: bool,
}

impl Parameter {
    /// One in the path.
    pub const fn in_path(
        name: &'static str,
        about: &'static str,
        pattern: Option<&'static str>,
    ) -> Parameter {
        Parameter { name, about, pattern, in_path: true, most: None, is_required: true }
    }

    /// One in the query, which may be left out.
    pub const fn in_query(
        name: &'static str,
        about: &'static str,
        pattern: Option<&'static str>,
    ) -> Parameter {
        Parameter { name, about, pattern, in_path: false, most: None, is_required: false }
    }

    /// The same, which may not be left out.
    pub const fn required(self) -> Parameter {
        Parameter { is_required: true, ..self }
    }
}

/// The parameters of every list.
pub const LIST: [Parameter; 2] = [
    Parameter::in_query(
        "cursor",
        "Where to go on: `next` of the answer before.",
        Some("^[0-9a-f]{2,400}$"),
    ),
    Parameter {
        name: "limit",
        about: "How many things to answer with at the most.",
        pattern: None,
        in_path: false,
        most: Some(crate::list::LIMIT_MAX),
        is_required: false,
    },
];

/// A named schema with those that it refers to.
pub(crate) type Schemas = Vec<(String, RefOr<Schema>)>;

/// What can be asked at an address.
#[derive(Clone)]
pub struct Operation {
    /// Its route.
    pub route: RouteEntry,
    /// Names it: `listMunicipalities`.
    pub id: &'static str,
    /// The part of the API to which it belongs.
    pub tag: &'static str,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// The schema of what is answered, by name.
    pub(crate) answer: String,
    /// The schema of what is sent, by name; none where nothing is.
    pub(crate) body: Option<String>,
    /// Whether a file is sent, as it is.
    pub(crate) takes_file: bool,
    /// Whether a file is answered, as it is.
    pub(crate) gives_file: bool,
    /// The status of the answer when it is done.
    pub(crate) status: u16,
    /// Whether it rests on the state of a thing: `If-Match`.
    pub(crate) on_condition: bool,
    /// Whether only someone with a token is answered.
    pub(crate) needs_token: bool,
    /// It, and those that it refers to.
    pub(crate) schemas: Schemas,
}

impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Operation({} {})", self.route.method, self.route.path)
    }
}

impl Operation {
    /// Reading something, which is answered as a `T`.
    pub fn read<T: ToSchema>(route: RouteEntry, (tag, id): (&'static str, &'static str)) -> Self {
        let mut schemas = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut schemas);
        let answer = T::name().into_owned();
        Operation {
            route,
            id,
            tag,
            parameters: Vec::new(),
            answer,
            body: None,
            takes_file: false,
            gives_file: false,
            status: 200,
            on_condition: false,
            needs_token: false,
            schemas,
        }
    }

    /// Changing something, which is answered as a `T`: with a token, and a key under which it is
    /// done once.
    pub fn write<T: ToSchema>(route: RouteEntry, names: (&'static str, &'static str)) -> Self {
        Operation::read::<T>(route, names).for_signed_in()
    }

    /// The same, of what a `B` says.
    #[must_use]
    pub fn taking<B: ToSchema>(mut self) -> Operation {
        self.schemas.push((B::name().into_owned(), B::schema()));
        B::schemas(&mut self.schemas);
        Operation { body: Some(B::name().into_owned()), ..self }
    }

    /// The same, of a file that is the whole body.
    #[must_use]
    pub fn taking_file(self) -> Operation {
        Operation { takes_file: true, route: self.route.taking_files(), ..self }
    }

    /// The same, answered with a file of whichever type it is in the place of the `T`.
    #[must_use]
    pub fn giving_file(self) -> Operation {
        Operation { gives_file: true, schemas: Vec::new(), ..self }
    }

    /// The same, by which a thing is made: 201 with its place.
    #[must_use]
    pub fn making(self) -> Operation {
        Operation { status: 201, ..self }
    }

    /// The same, resting on the state of a thing: its tag comes in `If-Match`.
    #[must_use]
    pub fn on_condition(self) -> Operation {
        Operation { on_condition: true, ..self }
    }

    /// The same, answered to nobody without a token.
    #[must_use]
    pub fn for_signed_in(self) -> Operation {
        Operation { needs_token: true, ..self }
    }

    /// Whether it changes something.
    pub(crate) fn writes(&self) -> bool {
        self.route.method != axum::http::Method::GET
    }

    /// Reading a list of `T`, page by page.
    pub fn list<T: ToSchema>(route: RouteEntry, (tag, id): (&'static str, &'static str)) -> Self {
        let mut schemas = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut schemas);
        let answer = format!("{}List", T::name());
        schemas.push((answer.clone(), crate::List::<T>::schema()));
        let read = Operation::read::<T>(route, (tag, id));
        Operation { parameters: LIST.to_vec(), answer, schemas, ..read }
    }

    /// With a further parameter.
    #[must_use]
    pub fn with(mut self, parameter: Parameter) -> Operation {
        self.parameters.push(parameter);
        self
    }
}

/// Routes with their descriptions.
#[derive(Debug)]
pub struct ApiRoutes<S> {
    routes: Routes<S>,
    operations: Vec<Operation>,
}

impl<S: Clone + Send + Sync + 'static> Default for ApiRoutes<S> {
    fn default() -> ApiRoutes<S> {
        ApiRoutes { routes: Routes::new(), operations: Vec::new() }
    }
}

impl<S: Clone + Send + Sync + 'static> ApiRoutes<S> {
    /// None yet.
    pub fn new() -> ApiRoutes<S> {
        ApiRoutes::default()
    }

    /// Adds what can be asked at an address.
    ///
    /// # Errors
    /// `route-invalid` when the path is none of the API's, or is taken.
    pub fn route<H, T>(mut self, operation: Operation, handler: H) -> Result<ApiRoutes<S>, Error>
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let entry = operation.route.clone();
        if !entry.path.starts_with(crate::BASE) {
            return Err(Error::RouteInvalid { route: format!("{} {}", entry.method, entry.path) });
        }
        self.routes = self.routes.route(entry, handler)?;
        self.operations.push(operation);
        Ok(self)
    }

    /// Adds those of another station.
    ///
    /// # Errors
    /// `route-invalid` when both have the same one.
    pub fn merge(mut self, other: ApiRoutes<S>) -> Result<ApiRoutes<S>, Error> {
        self.routes = self.routes.merge(other.routes)?;
        self.operations.extend(other.operations);
        Ok(self)
    }

    /// The routes, and what describes them.
    pub fn parts(self) -> (Routes<S>, Vec<Operation>) {
        (self.routes, self.operations)
    }
}
