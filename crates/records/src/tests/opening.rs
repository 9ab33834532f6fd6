//! Opening, on both databases: made once, migrated, refused when it is not what it should be.

use super::files::trouble;
use super::*;
use crate::database::{Manner, digests};
use crate::error::Trouble;

/// Goal: opening makes the tables once, and again changes nothing. Method: open twice, compare
/// every table; a database that may not be made is not.
async fn creates_then_opens(place: Place) {
    let asked = Options { may_create: false, ..quick() };
    let missing = Database::open(&address(&place), &[SHELF], &asked, moment()).await.unwrap_err();
    assert_eq!(trouble(&missing), Some(Trouble::Missing));
    let first = open(&place).await.unwrap();
    assert!(first.was_created());
    assert_eq!(count(&first, "applied_migration").await, steps());
    first.check().await.unwrap();
    let before = digests(&first).await.unwrap();
    first.close().await;
    let second = Database::open(&address(&place), &[SHELF], &asked, moment()).await.unwrap();
    assert!(!second.was_created());
    assert_eq!(digests(&second).await.unwrap(), before);
}

/// Goal: a connection that reads cannot write, and a transaction on it sees one moment. Method:
/// try to delete; read before and after somebody writes.
async fn readers_only_read(place: Place) {
    let gate = gate(&place).await;
    let database = gate.database();
    let refused = sqlx::query("DELETE FROM box").execute(database.readers()).await;
    assert!(refused.is_err());
    let mut moment = database.readers().begin().await.unwrap();
    let ask = "SELECT CAST(COUNT(*) AS BIGINT) FROM box";
    let first: i64 = sqlx::query(ask).fetch_one(&mut *moment).await.unwrap().try_get(0).unwrap();
    gate.execute(&Fill::new("a", 1), request("k1")).await.unwrap();
    let again: i64 = sqlx::query(ask).fetch_one(&mut *moment).await.unwrap().try_get(0).unwrap();
    assert_eq!((first, again), (0, 0));
    moment.rollback().await.unwrap();
    assert_eq!(count(database, "box").await, 1);
}

/// Goal: a database that a newer version wrote is refused and stays as it was. Method: open with
/// one step more, then without it.
async fn newer(place: Place) {
    let more = [Migration::new("shelf", 2, "lid", "CREATE TABLE lid (name TEXT PRIMARY KEY)")];
    let address = address(&place);
    let newer = Database::open(&address, &[SHELF, &more], &quick(), moment()).await.unwrap();
    let before = digests(&newer).await.unwrap();
    let error = open(&place).await.unwrap_err();
    let step = "shelf/2 lid".to_owned();
    assert_eq!(error, Error::DatabaseNewer { place: address.to_string(), step });
    assert_eq!(digests(&newer).await.unwrap(), before);
}

/// Goal: an applied step that reads differently now is refused. Method: open with another text.
async fn changed_step(place: Place) {
    open(&place).await.unwrap().close().await;
    let changed = [Migration::new("shelf", 1, "box", "CREATE TABLE box (name TEXT)")];
    let opened = Database::open(&address(&place), &[&changed], &quick(), moment()).await;
    let step = "shelf/1 box".to_owned();
    assert_eq!(opened.unwrap_err(), Error::MigrationChanged { step });
}

/// Goal: a step that fails half-way leaves nothing of itself. Method: a step whose second
/// statement is wrong, then the right one.
async fn failing_step_leaves_nothing(place: Place) {
    let wrong = [Migration::new("shelf", 1, "box", "CREATE TABLE box (a TEXT); CREATE RUBBISH")];
    let address = address(&place);
    assert!(Database::open(&address, &[&wrong], &quick(), moment()).await.is_err());
    let database = open(&place).await.unwrap();
    assert_eq!(count(&database, "box").await, 0);
}

/// How many steps the ground and the shelf have.
fn steps() -> i64 {
    i64::try_from(crate::MIGRATIONS.len() + SHELF.len()).unwrap()
}

/// Goal: several processes that start at once make the tables once and all go on. Method: eight
/// openings at the same time.
async fn opened_at_once(place: Place) {
    // One has to have made the file: SQLite tells a stranger by its first bytes.
    if !place.is_on_server() {
        Database::open(&address(&place), &[], &quick(), moment()).await.unwrap().close().await;
    }
    let patient = Options { wait: Duration::from_secs(20), ..quick() };
    let mut openings = Vec::new();
    for _ in 0..8 {
        let (address, patient) = (address(&place), patient.clone());
        openings.push(tokio::spawn(async move {
            Database::open(&address, &[SHELF], &patient, moment()).await
        }));
    }
    let mut made = 0;
    for opening in openings {
        let database = opening.await.unwrap().unwrap();
        made += usize::from(database.was_created());
        assert_eq!(count(&database, "applied_migration").await, steps());
    }
    assert_eq!(made, usize::from(place.is_on_server()));
}

/// Goal: who waits too long for another writer is told so, and nothing else. Method: hold a unit
/// that writes, and ask for another.
async fn locked(place: Place) {
    let database = open(&place).await.unwrap();
    let other = open(&place).await.unwrap();
    let held = other.begin_writing(Manner::Alone).await.unwrap();
    for manner in [Manner::Together, Manner::Alone] {
        let begun = database.begin_writing(manner).await.map(|_| ());
        assert_eq!(trouble(&begun.unwrap_err()), Some(Trouble::Locked));
    }
    held.rollback().await.unwrap();
    database.begin_writing(Manner::Alone).await.unwrap().rollback().await.unwrap();
}

/// Goal: text sorts by its bytes, whatever the language of the server, in answers, in keys and in
/// the demands of a table. Method: names that languages sort otherwise.
async fn text_sorts_by_bytes(place: Place) {
    let gate = gate(&place).await;
    let names = ["a", "B", "ä", "Z", "-", "a b", "ab", "ç", "č", "џ", "A"];
    for name in names {
        let key = crate::content_hash::sha256(name.as_bytes());
        gate.execute(&Fill::new(name, 1), request(&key)).await.unwrap();
    }
    let rows = sqlx::query("SELECT name FROM box WHERE name > '-' ORDER BY name");
    let rows = rows.fetch_all(gate.database().readers()).await.unwrap();
    let found: Vec<String> = rows.iter().map(|row| row.try_get(0).unwrap()).collect();
    let mut sorted: Vec<&str> = names.into_iter().filter(|name| *name > "-").collect();
    sorted.sort_unstable();
    assert_eq!(found, sorted);
}

cluster::on_both!(
    creates_then_opens,
    readers_only_read,
    newer,
    changed_step,
    failing_step_leaves_nothing,
    opened_at_once,
    locked,
    text_sorts_by_bytes,
);
