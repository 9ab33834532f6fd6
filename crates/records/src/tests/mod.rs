//! Tests of the ground on real databases: each on a file of SQLite and on a PostgreSQL server.

mod access_tokens;
mod attachments;
mod backups;
mod commands;
mod copies;
mod differential;
mod documents;
mod faults;
mod files;
mod identity_provider;
mod imports;
mod jobs;
mod journal;
mod kept;
mod notices;
mod opening;
mod people;
mod policy;
mod sealing;
mod sensitivity;
mod servers;
mod words;

use crate::actor::Actor;
use crate::command::{Command, Gate, Request};
use crate::database::{Address, Database, Options};
use crate::error::Error;
use crate::journal::{Chain, Entry};
use crate::migration::Migration;
use crate::policy::{ActionEntry, Policy, Resource, Sensitivity, StationPolicy};
use crate::unit_of_work::{IdempotencyKey, UnitOfWork};
use cluster::Place;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use sqlx::Row;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// A folder that vanishes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let name = crate::identity::make(moment()).unwrap();
        let folder = std::env::temp_dir().join(format!("peshore-records-{name}"));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("peshore.sqlite")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn moment() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

/// A station with one table, for tests.
const SHELF: &[Migration] = &[Migration::new(
    "shelf",
    1,
    "box",
    "CREATE TABLE box (name TEXT NOT NULL PRIMARY KEY, places BIGINT NOT NULL CHECK (places >= 0))",
)];

const SHELF_POLICY: StationPolicy = StationPolicy {
    station: "shelf",
    actions: &[
        ActionEntry {
            action: "shelf.read",
            description: "Looks into a box.",
            sq: "Shikon në një kuti.",
            sr: "Гледа у кутију.",
        },
        ActionEntry {
            action: "shelf.fill",
            description: "Fills a box.",
            sq: "Mbush një kuti.",
            sr: "Пуни кутију.",
        },
    ],
    text: include_str!("shelf.cedar"),
};

/// How many steps make the ground and the shelf.
fn steps() -> i64 {
    i64::try_from(crate::MIGRATIONS.len() + SHELF.len()).unwrap()
}

fn quick() -> Options {
    Options { readers: 2, wait: Duration::from_millis(500), ..Options::default() }
}

fn address(place: &Place) -> Address {
    Address::read(place.address()).unwrap()
}

/// Another place of the same kind.
fn another(place: &Place) -> Place {
    if place.is_on_server() { Place::on_server().unwrap() } else { Place::file().unwrap() }
}

async fn open(place: &Place) -> Result<Database, Error> {
    Database::open(&address(place), &[SHELF], &quick(), moment()).await
}

async fn open_file(file: &Path) -> Result<Database, Error> {
    Database::open(&Address::file(file), &[SHELF], &quick(), moment()).await
}

async fn gate(place: &Place) -> Gate {
    let patient = Options { readers: 2, wait: Duration::from_secs(20), ..Options::default() };
    let database = Database::open(&address(place), &[SHELF], &patient, moment()).await.unwrap();
    Gate::new(database, Arc::new(Policy::new(&[SHELF_POLICY]).unwrap()))
}

fn request(key: &str) -> Request {
    let key = IdempotencyKey::new(key).unwrap();
    Request { principal: Actor::demo().into(), now: moment(), key }
}

/// Puts things into a box of ten places: refused when it would hold more.
#[derive(Debug, Serialize)]
struct Fill {
    name: String,
    things: i64,
    journals: bool,
}

impl Fill {
    fn new(name: &str, things: i64) -> Fill {
        Fill { name: name.to_owned(), things, journals: true }
    }
}

#[derive(Debug, PartialEq)]
enum FillError {
    Full,
    Ground(Error),
}

impl From<Error> for FillError {
    fn from(error: Error) -> FillError {
        FillError::Ground(error)
    }
}

impl Command for Fill {
    type State = i64;
    type Decision = i64;
    type Outcome = i64;
    type Error = FillError;
    const ACTION: &'static str = "shelf.fill";

    fn resource(&self, _: &i64) -> Resource {
        Resource::national().of_sensitivity(Sensitivity::Official)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<i64, FillError> {
        Ok(places(unit, &self.name).await?)
    }

    fn decide(&self, state: i64, _: Timestamp) -> Result<i64, FillError> {
        let after = state + self.things;
        if after <= 10 { Ok(after) } else { Err(FillError::Full) }
    }

    async fn write(&self, after: i64, unit: &mut UnitOfWork) -> Result<i64, FillError> {
        if self.things == 0 {
            return Ok(after);
        }
        sqlx::query(
            "INSERT INTO box (name, places) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET places = excluded.places",
        )
        .bind(self.name.clone())
        .bind(after)
        .execute(unit.writing())
        .await
        .map_err(Error::from)?;
        if self.journals {
            unit.journal(entry(&self.name, after)).await?;
        }
        Ok(after)
    }
}

fn entry(name: &str, after: i64) -> Entry {
    Entry {
        chain: Chain::Municipality("01".to_owned()),
        action: "shelf.fill".to_owned(),
        subject: format!("box/{name}"),
        before: None,
        after: Some(json!({ "places": after })),
    }
}

async fn places(unit: &mut UnitOfWork, name: &str) -> Result<i64, Error> {
    let row = sqlx::query("SELECT places FROM box WHERE name = $1")
        .bind(name.to_owned())
        .fetch_optional(unit.reading())
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?.unwrap_or(0))
}

async fn count(database: &Database, table: &str) -> i64 {
    let text = format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {table}");
    let row = sqlx::query(sqlx::AssertSqlSafe(text)).fetch_one(database.readers()).await.unwrap();
    row.try_get(0).unwrap()
}

/// Does SQL behind the program's back, without the guards of a table, which a trespasser would
/// remove.
async fn trespass(place: &Place, table: &str, sql: &str) {
    let on = if place.is_on_server() { format!(" ON peshore.{table}") } else { String::new() };
    let path = if place.is_on_server() { "SET search_path TO peshore;" } else { "" };
    let text = format!(
        "{path} DROP TRIGGER {table}_refuses_update{on}; DROP TRIGGER {table}_refuses_delete{on}; \
         {sql}"
    );
    raw(place, &text).await;
}

/// Does SQL on a connection of its own.
async fn raw(place: &Place, sql: &str) {
    use sqlx::Connection;
    let mut connection = stranger(place).await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// A connection of another program.
async fn stranger(place: &Place) -> sqlx::AnyConnection {
    use sqlx::Connection;
    sqlx::any::install_default_drivers();
    let url = match place.folder() {
        Some(_) => format!("sqlite://{}?mode=rwc", place.address()),
        None => place.address().to_owned(),
    };
    sqlx::AnyConnection::connect(&url).await.unwrap()
}
