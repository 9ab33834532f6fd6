//! The database, the gate of its commands, the desk of its pages, and all routes.

use crate::error::Error;
use crate::guard::{self, Hosts};
use crate::probes;
use crate::watch::Watch;
use administration::{Door, IdentityProvider, Mode, NoticeKinds, Postbox};
use api::{ApiRoutes, Asker};
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef};
use formula::words::Language;
use grant::Desk;
use grant::office::Office;
use mail::Outbox;
use pages::assets::{self, Asset};
use records::actor::Actor;
use records::attachments;
use records::clock::Clock;
use records::command::Gate;
use records::database::{Address, Database, Options};
use records::jobs::{Backoff, Worker};
use records::migration::Migration;
use records::notices::LETTER;
use records::notices::reminders::{REMINDER, Reminding};
use records::people::{self, People, Token};
use records::policy::{ActionEntry, Policy, Role, RouteEntry, Routes, StationPolicy};
use records::sealing::{Fault, KeyRing};
use records::sensitivity::matches::{Matching, SEARCH};
use std::sync::Arc;
use territory::pages::Registry;

/// The tables of the stations, upstream first.
pub(crate) const MIGRATIONS: &[&[Migration]] = &[territory::MIGRATIONS, grant::MIGRATIONS];

/// What belongs to no station.
const PAGES: StationPolicy = StationPolicy {
    station: "pages",
    actions: &[ActionEntry {
        action: READ,
        description: "Reads what every page needs, and the guide to the pages.",
        sq: "Lexon çka i duhet çdo faqeje, dhe udhëzuesin e faqeve.",
        sr: "Чита оно што је потребно свакој страници и водич кроз странице.",
    }],
    text: include_str!("../policy.cedar"),
};

const READ: &str = "pages.read";

/// The policies of the stations.
pub const POLICIES: &[StationPolicy] = &[
    PAGES,
    records::journal::POLICY,
    records::people::POLICY,
    records::notices::POLICY,
    records::jobs::POLICY,
    records::sensitivity::POLICY,
    territory::POLICY,
    grant::POLICY,
];

/// What people are told, one line a room or station.
const NOTICES: NoticeKinds = &[
    &records::people::told::KINDS,
    &records::documents::told::KINDS,
    &records::sensitivity::told::KINDS,
];

/// What the pages of all stations are given.
#[derive(Debug, Clone)]
pub struct Rooms {
    desk: Desk,
    door: Door,
    office: Office,
    registry: Registry,
}

impl FromRef<Rooms> for Database {
    fn from_ref(rooms: &Rooms) -> Database {
        rooms.desk.database().clone()
    }
}

impl FromRef<Rooms> for Desk {
    fn from_ref(rooms: &Rooms) -> Desk {
        rooms.desk.clone()
    }
}

impl FromRef<Rooms> for Door {
    fn from_ref(rooms: &Rooms) -> Door {
        rooms.door.clone()
    }
}

impl FromRef<Rooms> for Registry {
    fn from_ref(rooms: &Rooms) -> Registry {
        rooms.registry.clone()
    }
}

impl FromRef<Rooms> for Office {
    fn from_ref(rooms: &Rooms) -> Office {
        rooms.office.clone()
    }
}

/// A site: one database with everything that reads and writes it.
#[derive(Debug, Clone)]
pub struct Site {
    gate: Gate,
    rooms: Rooms,
    clock: Clock,
    outbox: Option<Outbox>,
}

impl Site {
    /// Opens the database at an address, or makes it.
    ///
    /// # Errors
    /// Those of [`Database::open`]: unwritable, damaged, foreign, locked, newer, out of reach.
    pub async fn open(address: &Address, clock: Clock) -> Result<Site, Error> {
        Site::open_with(address, clock, &Options::default()).await
    }

    /// Opens it with other options.
    ///
    /// # Errors
    /// Those of [`Database::open`].
    pub async fn open_with(
        address: &Address,
        clock: Clock,
        options: &Options,
    ) -> Result<Site, Error> {
        Site::open_with_keys(address, clock, options, None).await
    }

    /// Opens it with the master keys of what is sealed; what was kept open is sealed now.
    ///
    /// # Errors
    /// Those of [`Database::open`]; `start-no-keys` when something is sealed and there are none.
    pub async fn open_with_keys(
        address: &Address,
        clock: Clock,
        options: &Options,
        keys: Option<KeyRing>,
    ) -> Result<Site, Error> {
        let database = Database::open(address, MIGRATIONS, options, clock.now()).await?;
        let gate = Gate::new(database.clone(), Arc::new(Policy::new(POLICIES)?));
        let gate = keys.into_iter().fold(gate, Gate::with_keys);
        let people = People::new(gate.clone(), people::Limits::default());
        if let Some(key) = people.missing_key().await? {
            return Err(match gate.keys() {
                None => Error::NoKeys,
                Some(_) => records::Error::from(Fault::KeyMissing { key }).into(),
            });
        }
        people.seal(clock.now()).await?;
        let mode = match people.is_demonstration().await? {
            true => Mode::Shown,
            false => Mode::Earnest,
        };
        let (_, operations) = api_routes()?.parts();
        let offered = operations.iter().map(|operation| operation.route.action);
        let door = Door::new(people, clock.clone(), mode)?.telling(NOTICES).offering(offered);
        let office = Office::new(gate.clone(), clock.clone());
        let office = office.in_demonstration(mode != Mode::Earnest);
        let registry = Registry { gate: gate.clone(), clock: clock.clone() };
        let rooms = Rooms { desk: Desk::new(database)?, door, office, registry };
        Ok(Site { gate, rooms, clock, outbox: None })
    }

    /// Makes whatever is missing of the demonstration: its mark, sample people, municipalities,
    /// snapshot, runs. From then on whoever opens the site may sign in as one of the people.
    ///
    /// # Errors
    /// `people-not-demonstration` for a database that is none, and is then left as it is; those of
    /// [`grant::demo::set_up`].
    pub async fn set_up_demo(self) -> Result<Site, Error> {
        let (now, people) = (self.clock.now(), self.rooms.door.people());
        people.set_up_samples(administration::samples::all(), now).await?;
        grant::demo::set_up(&self.gate, &self.rooms.desk, now).await?;
        if let Some(manager) = people.sample(Role::CswManager).await? {
            let places = territory::demo::set_up(&self.gate, &manager, now).await;
            places.map_err(grant::Error::from)?;
        }
        let door = self.rooms.door.in_mode(Mode::Demonstration);
        let office = self.rooms.office.in_demonstration(true);
        Ok(Site { rooms: Rooms { door, office, ..self.rooms }, ..self })
    }

    /// Takes in the municipalities of Kosovo, in a database that was made for use in earnest.
    ///
    /// # Errors
    /// Those of the import.
    pub async fn set_up_country(&self) -> Result<(), Error> {
        let actor = Actor::system("first-start");
        let imported =
            territory::commands::import_kosovo(&self.gate, actor, self.clock.now()).await;
        imported.map_err(grant::Error::from)?;
        self.rooms.desk.forget_territory();
        Ok(())
    }

    /// A new link by which the first administrator begins, as long as there is none; none for a
    /// database of the demonstration, which has its own people.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn first_link(&self) -> Result<Option<Token>, Error> {
        match self.rooms.door.mode() {
            Mode::Earnest => Ok(self.rooms.door.people().first_link(self.clock.now()).await?),
            Mode::Shown | Mode::Demonstration => Ok(None),
        }
    }

    /// The address at which someone begins by a link.
    pub fn begin_address(&self, link: &Token) -> String {
        self.rooms.door.begin_address(link, Language::Sq)
    }

    /// The same site, reached by people at an address: `https://peshore.example`.
    #[must_use]
    pub fn reached_at(self, address: &str) -> Site {
        let door = self.rooms.door.reached_at(address);
        let office = self.rooms.office.reached_at(address);
        Site { rooms: Rooms { door, office, ..self.rooms }, ..self }
    }

    /// The same site, whose letters go there.
    #[must_use]
    pub fn with_letters(self, outbox: Option<Outbox>) -> Site {
        let door = self.rooms.door.writing_letters(outbox.is_some());
        Site { rooms: Rooms { door, ..self.rooms }, outbox, ..self }
    }

    /// The same site, at which people may sign in by an identity provider.
    #[must_use]
    pub fn with_provider(self, provider: Option<IdentityProvider>) -> Site {
        let door = self.rooms.door.with_provider(provider);
        Site { rooms: Rooms { door, ..self.rooms }, ..self }
    }

    /// What does the jobs of this site, under a name that no other has.
    pub fn worker(&self, name: &str) -> Worker {
        let (database, clock) = (self.gate.database().clone(), self.clock.clone());
        let postbox = Postbox::new(self.rooms.door.clone(), self.outbox.clone());
        let reminding = Reminding::new(self.gate.clone(), self.clock.clone());
        let matching = Matching::new(self.gate.clone(), self.clock.clone());
        // The same number for a name: waits can be told in advance, and differ between processes.
        let seed = name.bytes().fold(0_u64, |seed, byte| seed.rotate_left(5) ^ u64::from(byte));
        Worker::new(database, clock, name, Backoff::new(seed))
            .with(LETTER, Arc::new(postbox))
            .with(REMINDER, Arc::new(reminding))
            .with(SEARCH, Arc::new(matching))
    }

    /// Opens the runs that pages show first, so that the first reader need not wait. What cannot be
    /// opened says so on its page.
    pub async fn warm(&self) {
        let desk = self.desk();
        for entry in desk.formulas().iter().filter(|entry| entry.is_grant()) {
            for run in desk.runs(&entry.name).await.unwrap_or_default() {
                if let Ok(opened) = desk.opened(&run.id).await {
                    let _ = opened.rows().next().map(|(_, code)| opened.rests(code));
                }
            }
        }
    }

    /// The desk, for what pages read.
    pub fn desk(&self) -> &Desk {
        &self.rooms.desk
    }

    /// The gate, for commands.
    pub fn gate(&self) -> &Gate {
        &self.gate
    }

    /// Everything that is served, behind the guard: only requests to these hosts are answered.
    ///
    /// # Errors
    /// `route-invalid` when two stations have one address.
    pub fn app(&self, hosts: Hosts) -> Result<Router, Error> {
        self.app_with(hosts, Watch::default())
    }

    /// The same with other limits, and measured.
    ///
    /// # Errors
    /// `route-invalid` when two stations have one address.
    pub fn app_with(&self, hosts: Hosts, watch: Watch) -> Result<Router, Error> {
        let body = DefaultBodyLimit::max(watch.limits().body_bytes);
        let bytes = watch.limits().attachment_bytes;
        let routes = routes()?;
        let takes = routes.entries().iter().filter(|entry| entry.takes_files);
        let watch = watch.with_files(takes.map(|entry| entry.path).collect());
        let limits = attachments::Limits { bytes, ..attachments::Limits::default() };
        let office = self.rooms.office.clone().attaching(limits);
        let rooms = Rooms { office, ..self.rooms.clone() };
        let router = routes.guarded(Arc::clone(self.gate.policy()), guard::refused)?;
        let router = router.fallback(pages::errors::fallback).with_state(rooms);
        let router = self.rooms.door.before(router);
        Ok(guard::around(router.layer(body), hosts, self.clock.clone(), watch))
    }

    /// Finishes what is under way and closes the database.
    pub async fn close(&self) {
        self.gate.database().close().await;
    }
}

/// All routes, one line a station.
///
/// # Errors
/// `route-invalid` when two stations have one address.
pub fn routes() -> Result<Routes<Rooms>, Error> {
    let stations = territory::pages::routes()?.merge(grant::routes()?)?;
    let mut routes = stations.merge(administration::routes()?)?;
    for asset in assets::all() {
        routes = with_asset(routes, asset)?;
    }
    let get = |path, what| RouteEntry::get(path, READ, what);
    let root = get("/", "Leads to the home page in the language of the browser.");
    let style = get("/{language}/style", "Every component of the pages in every state.");
    let alive = get("/healthz", "Says that the program runs.");
    let ready = get("/readyz", "Says whether the program can serve.");
    let routes = routes.merge(api_routes()?.parts().0)?;
    let described = get("/api/v1/openapi.json", "What the API answers, as OpenAPI 3.1.");
    let document = api_document()?;
    let routes = routes
        .route(described, move |asker: Asker| async move { api::answered(&asker, &document) })?;
    let routes = routes.route(alive, probes::alive)?.route(ready, probes::ready_of_desk)?;
    Ok(routes.route(root, pages::language::to_preferred)?.route(style, pages::guide::page)?)
}

/// What programs read, one line a station.
fn api_routes() -> Result<ApiRoutes<Rooms>, Error> {
    let stations = territory::api::routes()?.merge(grant::api::routes()?)?;
    Ok(stations.merge(administration::api::routes()?)?)
}

/// The description of the API, OpenAPI 3.1.
///
/// # Errors
/// `route-invalid` when two stations have one address.
pub fn api_document() -> Result<serde_json::Value, Error> {
    let (_, operations) = api_routes()?.parts();
    Ok(api::document(&operations, env!("CARGO_PKG_VERSION")))
}

fn with_asset(routes: Routes<Rooms>, asset: &'static Asset) -> Result<Routes<Rooms>, Error> {
    let entry =
        RouteEntry::get(asset.path(), READ, "A file of the pages: style sheet, script or icon.");
    Ok(routes.route(entry, move || async { asset.respond() })?)
}
