//! The queue of jobs on real databases.

use super::{count, gate, moment, open, request};
use crate::clock::Clock;
use crate::command::Gate;
use crate::jobs::queue::{claim, enqueue, list, settle};
use crate::jobs::{Backoff, Claimed, Handler, Handling, JobStep, NewJob, Worker};
use cluster::Place;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

const LEASE: SignedDuration = SignedDuration::from_mins(5);

fn job(key: &str) -> NewJob {
    let payload = json!({ "to": key });
    NewJob { kind: "mail", key: key.to_owned(), payload, due: moment() }
}

/// Asks for jobs as a command does: with an entry in the journal, all at once.
async fn ask(gate: &Gate, key: &str, jobs: &[NewJob]) {
    let mut unit = gate.begin(request(key)).await.unwrap();
    for job in jobs {
        enqueue(&mut unit, job).await.unwrap();
    }
    unit.journal(super::entry(key, 1)).await.unwrap();
    unit.commit("test").await.unwrap();
}

fn later(seconds: i64) -> Timestamp {
    moment().checked_add(SignedDuration::from_secs(seconds)).unwrap()
}

/// Goal: a job is asked for once for its key, and not at all if what asks for it is undone. Method:
/// the same key twice, and a unit rolled back.
async fn asked_for_once(place: Place) {
    let gate = gate(&place).await;
    ask(&gate, "a", &[job("one"), job("one")]).await;
    ask(&gate, "b", &[job("one"), job("two")]).await;
    let mut unit = gate.begin(request("c")).await.unwrap();
    enqueue(&mut unit, &job("three")).await.unwrap();
    unit.rollback().await.unwrap();
    assert_eq!(count(gate.database(), "job").await, 2);
}

/// Goal: of several workers one gets a job, and each job is got. Method: four workers on two
/// connections race for forty jobs.
async fn claimed_by_one(place: Place) {
    let gates = [gate(&place).await, gate(&place).await];
    let jobs: Vec<NewJob> = (0..40).map(|number| job(&format!("job {number}"))).collect();
    ask(&gates[0], "all", &jobs).await;
    let mut workers = Vec::new();
    for number in 0..4 {
        let database = gates[number % 2].database().clone();
        workers.push(tokio::spawn(async move {
            let mut got = Vec::new();
            let name = format!("worker {number}");
            while let Some(job) = claim(&database, &name, moment(), LEASE).await.unwrap() {
                got.push(job.key);
            }
            got
        }));
    }
    let mut got = Vec::new();
    for worker in workers {
        got.extend(worker.await.unwrap());
    }
    assert_eq!(got.len(), 40);
    assert_eq!(got.into_iter().collect::<BTreeSet<_>>().len(), 40);
}

/// Goal: a job whose worker died is taken by another, and the dead one's word counts no more.
/// Method: claimed and not settled, claimed again after the lease, settled by both.
async fn a_dead_worker_is_followed(place: Place) {
    let gate = gate(&place).await;
    let database = gate.database();
    ask(&gate, "a", &[job("one")]).await;
    let first = claim(database, "dead", moment(), LEASE).await.unwrap().unwrap();
    assert_eq!(claim(database, "next", later(299), LEASE).await.unwrap(), None);
    let second = claim(database, "next", later(300), LEASE).await.unwrap().unwrap();
    assert_eq!((first.attempt, second.attempt, first.id.clone()), (1, 2, second.id.clone()));
    let backoff = Backoff::new(1);
    let fault = Err("late".to_owned());
    assert!(!settle(database, &first, fault, later(301), &backoff).await.unwrap());
    assert!(settle(database, &second, Ok(()), later(302), &backoff).await.unwrap());
    assert_eq!(list(database, 9).await.unwrap()[0].step, JobStep::Done);
    assert_eq!(claim(database, "next", later(100_000), LEASE).await.unwrap(), None);
}

/// Goal: what fails is tried again later and later, and is given up with its reason in the end.
/// Method: three attempts, each claimed when it is due and not before.
async fn given_up_in_the_end(place: Place) {
    let gate = gate(&place).await;
    let database = gate.database();
    ask(&gate, "a", &[job("one")]).await;
    let backoff = Backoff { attempts_max: 3, ..Backoff::new(1) };
    let mut now = moment();
    for attempt in 1..=3 {
        let held = claim(database, "w", now, LEASE).await.unwrap().unwrap();
        assert_eq!(held.attempt, attempt);
        let fault = Err(format!("no answer\0 {attempt}"));
        assert!(settle(database, &held, fault, now, &backoff).await.unwrap());
        let listed = list(database, 9).await.unwrap().remove(0);
        if attempt < 3 {
            assert_eq!(listed.step, JobStep::Waiting);
            let before = listed.due.checked_sub(SignedDuration::from_millis(1)).unwrap();
            assert_eq!(claim(database, "w", before, LEASE).await.unwrap(), None);
            now = listed.due;
        } else {
            assert_eq!(listed.step, JobStep::GivenUp);
            assert_eq!(listed.fault.as_deref(), Some("no answer 3"));
        }
    }
}

/// Keeps what it was given; fails for one key.
struct Pupil(Mutex<Vec<String>>);

impl Handler for Pupil {
    fn handle<'j>(&'j self, job: &'j Claimed) -> Handling<'j> {
        Box::pin(async move {
            self.0.lock().unwrap().push(job.key.clone());
            if job.key == "bad" { Err("refused".to_owned()) } else { Ok(()) }
        })
    }
}

/// Goal: a worker does what is due, keeps the reason of what fails, says so of what nobody can do,
/// and ends when it is told to. Method: three jobs, and the end asked for while it rests.
async fn a_worker_works_and_stops(place: Place) {
    let gate = gate(&place).await;
    let strange = NewJob { kind: "fax", ..job("strange") };
    ask(&gate, "a", &[job("good"), job("bad"), strange]).await;
    let pupil = Arc::new(Pupil(Mutex::default()));
    let database = open(&place).await.unwrap();
    let worker = Worker::new(database, Clock::fixed(moment()), "w", Backoff::new(1));
    let worker = worker.with("mail", Arc::clone(&pupil) as Arc<dyn Handler>);
    let (stop, told) = tokio::sync::watch::channel(false);
    let working = tokio::spawn(worker.run(told));
    loop {
        let listed = list(gate.database(), 9).await.unwrap();
        if listed.iter().all(|job| job.attempts == 1 && job.step != JobStep::Running) {
            break;
        }
        tokio::task::yield_now().await;
    }
    stop.send(true).unwrap();
    working.await.unwrap();
    let mut done = pupil.0.lock().unwrap().clone();
    done.sort();
    assert_eq!(done, ["bad", "good"]);
    let faults = list(gate.database(), 9).await.unwrap();
    let fault = |key: &str| faults.iter().find(|job| job.key == key).unwrap().fault.clone();
    assert_eq!(fault("good"), None);
    assert_eq!(fault("bad").as_deref(), Some("refused"));
    assert!(fault("strange").unwrap().contains("fax"));
}

cluster::on_both!(
    asked_for_once,
    claimed_by_one,
    a_dead_worker_is_followed,
    given_up_in_the_end,
    a_worker_works_and_stops,
);
