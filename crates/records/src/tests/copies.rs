//! Copies of a whole database, in each direction.

use super::files::trouble;
use super::*;
use crate::database::{Copied, all_rows, copy, digests};
use crate::error::Trouble;
use std::pin::pin;
use std::task::Poll;
use tokio::sync::oneshot::error::TryRecvError;

/// The shelf with a table that has every kind of column, and one that refers to it.
pub(super) const LARGER_SHELF: &[Migration] = &[
    SHELF[0],
    Migration::new(
        "shelf",
        2,
        "content",
        "CREATE TABLE item (box TEXT NOT NULL REFERENCES box (name), number SMALLINT NOT NULL,
                            weight BIGINT, picture BYTEA, label TEXT,
                            PRIMARY KEY (number, box));
         CREATE TABLE above (box TEXT NOT NULL PRIMARY KEY REFERENCES box (name));",
    )
    .append_only(&["item"]),
];

pub(super) async fn larger(place: &Place) -> Gate {
    let wait = Duration::from_secs(20);
    let options = Options { wait, ..Options::default() };
    let opened = Database::open(&address(place), &[LARGER_SHELF], &options, moment()).await;
    Gate::new(opened.unwrap(), Arc::new(Policy::new(&[SHELF_POLICY]).unwrap()))
}

/// Some hundred rows, with every kind of value, missing ones and the largest among them.
pub(super) async fn filled(place: &Place) -> Gate {
    let gate = larger(place).await;
    for number in 0..7 {
        let name = ["", "a", "Ä", "č'\"\\", "a\nb", "𝄞", "NULL"][number];
        gate.execute(&Fill::new(name, 1), request(&format!("k{number}"))).await.unwrap();
    }
    let insert =
        "INSERT INTO item (box, number, weight, picture, label) VALUES ($1, $2, $3, $4, $5)";
    for number in 0_u8..230 {
        let weight = [None, Some(i64::MAX), Some(i64::MIN), Some(0)][usize::from(number % 4)];
        sqlx::query(insert)
            .bind(if number % 2 == 0 { "Ä" } else { "a" })
            .bind(i16::from(number) - 100)
            .bind(weight)
            .bind((number % 3 > 0).then(|| vec![0, 255, number]))
            .bind((number % 5 > 0).then(|| format!("label {number}")))
            .execute(&gate.database().writers)
            .await
            .unwrap();
    }
    gate
}

async fn copied(from: &Place, to: &Place) -> Result<Copied, Error> {
    let options = Options { wait: Duration::from_secs(20), ..Options::default() };
    let later = moment().checked_add(jiff::SignedDuration::from_hours(9)).unwrap();
    copy(&address(from), &address(to), &[LARGER_SHELF], &options, later).await
}

/// A file, and the given database on the server: each is the first once.
fn each_first(on_server: Place) -> [Place; 2] {
    [Place::file().unwrap(), on_server]
}

/// A place of the other kind.
fn other_kind(place: &Place) -> Place {
    if place.is_on_server() { Place::file().unwrap() } else { Place::on_server().unwrap() }
}

/// Goal: a copy holds every row of every table, to and from and back again, and says so. Method:
/// fill one, copy it to the other kind and from there to a third, compare all rows; go on writing
/// in the copy.
async fn everything_arrives(place: Place) {
    for first in each_first(place) {
        arrives(first).await;
    }
}

async fn arrives(first: Place) {
    let gate = filled(&first).await;
    let before = all_rows(gate.database()).await.unwrap();
    assert_eq!(before["item"].len(), 230);
    let (second, third) = (other_kind(&first), another(&first));
    let there = copied(&first, &second).await.unwrap();
    let back = copied(&second, &third).await.unwrap();
    assert_eq!(there, back);
    assert_eq!(there.tables, digests(gate.database()).await.unwrap());
    let counted: usize = before.values().map(Vec::len).sum();
    assert_eq!(there.rows(), u64::try_from(counted).unwrap());
    for place in [&second, &third] {
        let gate = larger(place).await;
        assert_eq!(all_rows(gate.database()).await.unwrap(), before);
        assert!(!gate.database().was_created());
        assert_eq!(gate.execute(&Fill::new("a", 1), request("later")).await, Ok(2));
        let refused = sqlx::query("DELETE FROM item").execute(&gate.database().writers).await;
        let table = "item".to_owned();
        assert_eq!(Error::from(refused.unwrap_err()), Error::AppendOnly { table });
        crate::journal::verify(gate.database()).await.unwrap();
    }
    assert_eq!(all_rows(gate.database()).await.unwrap(), before);
}

/// Goal: only an empty database is filled, and only from one that is there. Method: a full one,
/// itself, a source that does not exist.
async fn refused(place: Place) {
    for first in each_first(place) {
        only_empty_is_filled(first).await;
    }
}

async fn only_empty_is_filled(first: Place) {
    let gate = filled(&first).await;
    let before = all_rows(gate.database()).await.unwrap();
    let second = other_kind(&first);
    larger(&second).await.database().close().await;
    for to in [&second, &first] {
        let error = copied(&first, to).await.unwrap_err();
        assert_eq!(trouble(&error), Some(Trouble::NotEmpty), "{error:?}");
    }
    let (nowhere, third) = (another(&first), another(&first));
    let error = copied(&nowhere, &third).await.unwrap_err();
    assert_eq!(trouble(&error), Some(Trouble::Missing), "{error:?}");
    let error = copied(&third, &nowhere).await.unwrap_err();
    assert_eq!(trouble(&error), Some(Trouble::Missing), "{error:?}");
    assert_eq!(all_rows(gate.database()).await.unwrap(), before);
}

/// Goal: a copy that was interrupted is never taken for a whole one. Method: let the copy go after
/// it was woken 1, 2, 4 … times; what is there then is nothing, refused as incomplete, or whole.
async fn interrupted(place: Place) {
    for first in each_first(place) {
        interrupted_from(first).await;
    }
}

async fn interrupted_from(first: Place) {
    let gate = filled(&first).await;
    let before = digests(gate.database()).await.unwrap();
    let (mut wakes, mut incomplete) = (1_u32, 0);
    loop {
        let second = other_kind(&first);
        let whole = {
            let mut copying = pin!(copied(&first, &second));
            let mut left = wakes;
            std::future::poll_fn(|context| match copying.as_mut().poll(context) {
                Poll::Ready(done) => Poll::Ready(Some(done)),
                Poll::Pending if left == 0 => Poll::Ready(None),
                Poll::Pending => {
                    left -= 1;
                    Poll::Pending
                }
            })
            .await
        };
        let options = Options { may_create: false, ..Options::default() };
        let opened = Database::open(&address(&second), &[LARGER_SHELF], &options, moment()).await;
        match opened {
            Ok(database) => {
                assert_eq!(digests(&database).await.unwrap(), before);
                database.close().await;
            }
            Err(error) if trouble(&error) == Some(Trouble::Incomplete) => {
                incomplete += 1;
                let again = copied(&first, &second).await.unwrap_err();
                assert_eq!(trouble(&again), Some(Trouble::Incomplete));
            }
            // The mark itself was not written yet.
            Err(error) => assert_eq!(trouble(&error), Some(Trouble::Missing), "{error:?}"),
        }
        match whole {
            Some(done) => {
                assert_eq!(done.unwrap().tables, before);
                break;
            }
            None => wakes *= 2,
        }
    }
    assert!(incomplete > 0);
}

/// Goal: a text that a server cannot keep is named by its table and column. Method: one with U+0000
/// in a file, written past the commands.
async fn unstorable(first: Place) {
    let file = Place::file().unwrap();
    let gate = larger(&file).await;
    sqlx::query("INSERT INTO box (name, places) VALUES ($1, 1)")
        .bind("a\0b")
        .execute(&gate.database().writers)
        .await
        .unwrap();
    let within = "box.name".to_owned();
    assert_eq!(copied(&file, &first).await.unwrap_err(), Error::TextUnstorable { within });
    let opened = Database::open(&address(&first), &[LARGER_SHELF], &quick(), moment()).await;
    assert_eq!(trouble(&opened.unwrap_err()), Some(Trouble::Incomplete));
}

/// Goal: a copy shows one moment. Method: copy while somebody fills boxes; the journal of the copy
/// holds, and its boxes are those that its journal tells of.
async fn one_moment(place: Place) {
    for first in each_first(place) {
        one_moment_of(first).await;
    }
}

async fn one_moment_of(first: Place) {
    let gate = filled(&first).await;
    let (stop, mut stopped) = tokio::sync::oneshot::channel::<()>();
    let writer = gate.clone();
    let writing = tokio::spawn(async move {
        let mut number = 0_u32;
        while stopped.try_recv() == Err(TryRecvError::Empty) {
            let name = format!("box {number}");
            let key = format!("w{number}");
            writer.execute(&Fill::new(&name, 1), request(&key)).await.unwrap();
            number += 1;
        }
        number
    });
    let second = other_kind(&first);
    copied(&first, &second).await.unwrap();
    stop.send(()).unwrap();
    assert!(writing.await.unwrap() > 0);
    let gate = larger(&second).await;
    let told = crate::journal::verify(gate.database()).await.unwrap();
    assert_eq!(told[0].entries, count(gate.database(), "box").await);
}

cluster::on_server!(everything_arrives, refused, interrupted, unstorable, one_moment);
