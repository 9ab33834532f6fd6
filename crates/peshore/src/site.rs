//! The database, the gate of its commands, the desk of its pages, and all routes.

use crate::error::Error;
use crate::guard::{self, Hosts};
use crate::probes;
use crate::watch::Watch;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use grant::Desk;
use pages::assets::{self, Asset};
use records::clock::Clock;
use records::command::Gate;
use records::database::{Address, Database, Options};
use records::migration::Migration;
use records::policy::{ActionEntry, Policy, RouteEntry, Routes, StationPolicy};
use std::sync::Arc;

/// The tables of the stations, upstream first.
pub(crate) const MIGRATIONS: &[&[Migration]] = &[territory::MIGRATIONS];

/// What belongs to no station.
const PAGES: StationPolicy = StationPolicy {
    station: "pages",
    actions: &[ActionEntry {
        action: READ,
        description: "Reads what every page needs, and the guide to the pages.",
    }],
    text: include_str!("../policy.cedar"),
};

const READ: &str = "pages.read";

/// The policies of the stations.
pub const POLICIES: &[StationPolicy] = &[PAGES, territory::POLICY, grant::POLICY];

/// A site: one database with everything that reads and writes it.
#[derive(Debug, Clone)]
pub struct Site {
    gate: Gate,
    desk: Desk,
    clock: Clock,
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
        let database = Database::open(address, MIGRATIONS, options, clock.now()).await?;
        let gate = Gate::new(database.clone(), Arc::new(Policy::new(POLICIES)?));
        Ok(Site { gate, desk: Desk::new(database)?, clock })
    }

    /// Makes whatever is missing of the demonstration: municipalities, snapshot, runs.
    ///
    /// # Errors
    /// Those of [`grant::demo::set_up`].
    pub async fn set_up_demo(&self) -> Result<(), Error> {
        Ok(grant::demo::set_up(&self.gate, &self.desk, self.clock.now()).await?)
    }

    /// Opens the runs that pages show first, so that the first reader need not wait. What cannot be
    /// opened says so on its page.
    pub async fn warm(&self) {
        for entry in self.desk.formulas().iter().filter(|entry| entry.is_grant()) {
            for run in self.desk.runs(&entry.name).await.unwrap_or_default() {
                if let Ok(opened) = self.desk.opened(&run.id).await {
                    let _ = opened.rows().next().map(|(_, code)| opened.rests(code));
                }
            }
        }
    }

    /// The desk, for what pages read.
    pub fn desk(&self) -> &Desk {
        &self.desk
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
        let router = routes()?.guarded(Arc::clone(self.gate.policy()), guard::refused)?;
        let router = router.fallback(pages::errors::fallback).with_state(self.desk.clone());
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
pub fn routes() -> Result<Routes<Desk>, Error> {
    let mut routes = grant::routes()?;
    for asset in assets::all() {
        routes = with_asset(routes, asset)?;
    }
    let get = |path, what| RouteEntry::get(path, READ, what);
    let root = get("/", "Leads to the home page in the language of the browser.");
    let style = get("/{language}/style", "Every component of the pages in every state.");
    let alive = get("/healthz", "Says that the program runs.");
    let ready = get("/readyz", "Says whether the program can serve.");
    let routes = routes.route(alive, probes::alive)?.route(ready, probes::ready_of_desk)?;
    Ok(routes.route(root, pages::language::to_preferred)?.route(style, pages::guide::page)?)
}

fn with_asset(routes: Routes<Desk>, asset: &'static Asset) -> Result<Routes<Desk>, Error> {
    let entry =
        RouteEntry::get(asset.path(), READ, "A file of the pages: style sheet, script or icon.");
    Ok(routes.route(entry, move || async { asset.respond() })?)
}
