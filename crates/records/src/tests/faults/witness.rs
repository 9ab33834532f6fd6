//! Remembers what was acknowledged, and compares it with what is there.

use super::super::*;
use super::lending::{Lend, lending_gate};
use super::writer::{box_of, key_of};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::process::Child;
use std::sync::mpsc::{self, Receiver};

/// What a writer said.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Requests that were kept, with the identifier that they were told.
    pub(super) kept: BTreeMap<String, String>,
    /// Requests that were refused because a box was full.
    pub(super) full: Vec<String>,
    /// Requests that failed.
    pub(super) failed: Vec<String>,
    /// Whether it came to its end.
    pub(super) through: bool,
}

/// The lines of a writer, as they come.
pub(super) fn lines(writer: &mut Child) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    let out = BufReader::new(writer.stdout.take().unwrap());
    std::thread::spawn(move || read(out, &sender));
    receiver
}

fn read(out: impl Read, sender: &mpsc::Sender<String>) {
    for line in BufReader::new(out).lines().map_while(Result::ok) {
        // Read to the end also when nobody listens.
        let _ = sender.send(line);
    }
}

impl Said {
    /// Takes a line in. One that was cut off by the kill is no acknowledgement.
    pub(super) fn take(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            // The identifier is as long as it should be, so the line is whole.
            ["kept", key, id] if id.len() == 36 => {
                self.kept.insert((*key).to_owned(), (*id).to_owned());
            }
            ["full", key] => self.full.push((*key).to_owned()),
            ["not", key, ..] => self.failed.push((*key).to_owned()),
            ["through"] => self.through = true,
            _ => {}
        }
    }

    /// Takes everything in that is still to come.
    pub(super) fn take_rest(&mut self, lines: &Receiver<String>) {
        for line in lines {
            self.take(&line);
        }
    }
}

/// What is there: loans by request, loans by box, places by box.
struct There {
    by_request: BTreeMap<String, Vec<String>>,
    by_box: BTreeMap<String, i64>,
    places: BTreeMap<String, i64>,
    entries: i64,
}

async fn there(gate: &Gate) -> There {
    let database = gate.database();
    let mut there = There {
        by_request: BTreeMap::new(),
        by_box: BTreeMap::new(),
        places: BTreeMap::new(),
        entries: count(database, "journal").await,
    };
    let loans = sqlx::query("SELECT id, request, box FROM loan").fetch_all(database.readers());
    for row in loans.await.unwrap() {
        let (id, request, name): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        there.by_request.entry(request).or_default().push(id);
        *there.by_box.entry(name).or_default() += 1;
    }
    let boxes = sqlx::query("SELECT name, places FROM box").fetch_all(database.readers());
    for row in boxes.await.unwrap() {
        there.places.insert(row.get(0), row.get(1));
    }
    there
}

/// Opens what is there after a stop, and compares: every acknowledged loan is there, with the
/// identifier that was told; none is there twice; both stations say the same; the journal holds.
pub(super) async fn whole(address: &str, said: &Said) -> Gate {
    let gate = lending_gate(&Address::read(address).unwrap()).await.unwrap();
    gate.database().check().await.unwrap();
    let there = there(&gate).await;
    for (key, id) in &said.kept {
        assert_eq!(there.by_request.get(key), Some(&vec![id.clone()]), "{key} was acknowledged");
    }
    for (key, ids) in &there.by_request {
        assert_eq!(ids.len(), 1, "{key} is there twice");
    }
    assert_eq!(there.by_box, there.places, "both stations, or neither");
    assert!(there.places.values().all(|places| *places <= 10), "no place is given twice");
    for key in &said.full {
        let name = name_of(key);
        assert_eq!(there.places.get(&name), Some(&10), "{key} was told that {name} is full");
    }
    let chains = crate::journal::verify(gate.database()).await.unwrap();
    let told: i64 = chains.iter().map(|chain| chain.entries).sum();
    let loans = i64::try_from(there.by_request.len()).unwrap();
    assert_eq!((told, there.entries), (2 * loans, 2 * loans), "two entries for each loan");
    assert_eq!(count(gate.database(), "command_outcome").await, loans);
    gate
}

fn name_of(key: &str) -> String {
    let parts: Vec<&str> = key.split('/').collect();
    box_of(parts[0], parts[1].parse().unwrap(), parts[2].parse().unwrap())
}

/// Asks again for everything that was asked and perhaps not answered: what was kept is told, not
/// done again, and the rest is done now or refused.
pub(super) async fn ask_again(gate: &Gate, round: &str, tasks: u32, upto: u32, said: &Said) {
    for task in 0..tasks {
        for number in 0..upto {
            let key = key_of(round, task, number);
            let lend = Lend { name: box_of(round, task, number) };
            let answer = gate.execute(&lend, request(&key)).await;
            match said.kept.get(&key) {
                Some(id) => assert_eq!(answer.as_ref(), Ok(id), "{key}"),
                None => assert!(matches!(answer, Ok(_) | Err(FillError::Full)), "{answer:?}"),
            }
        }
    }
}
