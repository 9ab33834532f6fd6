//! The process that writes until it is killed.

use super::super::*;
use super::lending::{Lend, lending_gate};
use std::io::Write;
use std::process::{Child, Command as Process, Stdio};

/// The variable that makes of this test binary a writer: the address of its database.
const WRITER: &str = "PESHORE_FAULTS_WRITER";

/// The variable with what distinguishes the requests of this process.
const ROUND: &str = "PESHORE_FAULTS_ROUND";

/// The variable with how many requests each task makes.
const EACH: &str = "PESHORE_FAULTS_EACH";

/// How many tasks write.
pub(super) const TASKS: u32 = 50;

/// The command that starts a writer.
pub(super) fn command(address: &str, round: &str, each: u32) -> Process {
    let mut process = Process::new(std::env::current_exe().unwrap());
    process
        .args(["--exact", "tests::faults::writer::writes_until_killed", "--nocapture"])
        .env(WRITER, address)
        .env(ROUND, round)
        .env(EACH, each.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    process
}

/// Starts a writer.
pub(super) fn start(address: &str, round: &str, each: u32) -> Child {
    command(address, round, each).spawn().unwrap()
}

/// The box of a request: every second one goes for the last places of one that all tasks want, the
/// others into one that eight tasks share.
pub(super) fn box_of(round: &str, task: u32, number: u32) -> String {
    match number % 2 {
        0 => format!("{round} all {number}"),
        _ => format!("{round} {} {number}", task / 8),
    }
}

/// The key of a request.
pub(super) fn key_of(round: &str, task: u32, number: u32) -> String {
    format!("{round}/{task}/{number}")
}

/// Goal: a process that writes and says what was acknowledged; nothing without its variables.
/// Method: each task asks for its requests in turn, and prints a line for each answer.
#[test]
fn writes_until_killed() {
    let Ok(address) = std::env::var(WRITER) else { return };
    let round = std::env::var(ROUND).unwrap();
    let each: u32 = std::env::var(EACH).unwrap().parse().unwrap();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build();
    runtime.unwrap().block_on(async move {
        let gate = lending_gate(&Address::read(&address).unwrap()).await.unwrap();
        say("open");
        let tasks = (0..TASKS).map(|task| {
            let (gate, round) = (gate.clone(), round.clone());
            tokio::spawn(async move {
                for number in 0..each {
                    one(&gate, &round, task, number).await;
                }
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        gate.database().close().await;
        say("through");
    });
}

async fn one(gate: &Gate, round: &str, task: u32, number: u32) {
    let lend = Lend { name: box_of(round, task, number) };
    let key = key_of(round, task, number);
    match gate.execute(&lend, request(&key)).await {
        Ok(id) => say(&format!("kept {key} {id}")),
        Err(FillError::Full) => say(&format!("full {key}")),
        // A server that was killed, a disk that is full: nothing was promised.
        Err(FillError::Ground(error)) => say(&format!("not {key} {}", error.id())),
    }
}

/// Says a line in one piece; the first sign parts it from what the test program itself says.
fn say(line: &str) {
    let text = format!("\n{line}\n");
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
