//! Killed programs and killed servers.

use super::super::*;
use super::witness::{Said, ask_again, lines, whole};
use super::writer::{self, TASKS};
use super::{drawn, rounds};
use cluster::Cluster;
use std::process::Child;
use std::sync::mpsc::Receiver;

/// More requests for each task than it can make before it is killed.
const ENDLESS: u32 = 1_000_000;

/// After so many rounds a database is large enough, and the next one begins.
const TO_ONE: u32 = 25;

/// Lets a writer write for a time that looks like chance, at least until it wrote something.
fn let_write(lines: &Receiver<String>, said: &mut Said, round: &str) {
    while said.kept.is_empty() {
        said.take(&lines.recv_timeout(Duration::from_secs(60)).expect("the writer writes"));
    }
    let (_open, never) = std::sync::mpsc::channel::<()>();
    let _ = never.recv_timeout(Duration::from_micros(drawn(&["wait", round], 120_000)));
}

fn kill(writer: &mut Child, lines: &Receiver<String>, said: &mut Said) {
    writer.kill().unwrap();
    writer.wait().unwrap();
    said.take_rest(lines);
}

/// Kills a writer again and again, and compares after each kill. Says how many writes were
/// acknowledged.
async fn program_is_killed(place: impl Fn() -> Place, rounds: u32) -> usize {
    let mut acknowledged = 0;
    let mut first = 0;
    while first < rounds {
        let place = place();
        let mut said = Said::default();
        for round in first..rounds.min(first + TO_ONE) {
            let name = format!("r{round}");
            let mut of_round = Said::default();
            let mut child = writer::start(place.address(), &name, ENDLESS);
            let lines = lines(&mut child);
            let_write(&lines, &mut of_round, &name);
            kill(&mut child, &lines, &mut of_round);
            assert!(!of_round.through && of_round.failed.is_empty(), "{of_round:?}");
            acknowledged += of_round.kept.len();
            said.kept.extend(of_round.kept);
            said.full = of_round.full;
            let gate = whole(place.address(), &said).await;
            if round % TO_ONE == 0 {
                ask_again(&gate, &name, TASKS, 3, &said).await;
                said.full.clear();
                gate.database().close().await;
                whole(place.address(), &said).await.database().close().await;
            } else {
                gate.database().close().await;
            }
        }
        first += TO_ONE;
    }
    acknowledged
}

/// Goal: no acknowledged write is lost and none is doubled when the program is killed, on SQLite.
/// Method: fifty tasks in a process that is killed at a random moment; everything is compared after
/// each kill; open requests are asked again.
#[tokio::test(flavor = "multi_thread")]
async fn program_on_sqlite() {
    let rounds = rounds("PESHORE_FAULTS_SQLITE", 3);
    let kept = program_is_killed(|| Place::file().unwrap(), rounds).await;
    println!("program killed, SQLite: {rounds} rounds, {kept} acknowledged writes");
}

/// Goal: the same on PostgreSQL. Method: the same; the server goes on.
async fn program_on_server(_: Place) {
    let rounds = rounds("PESHORE_FAULTS_POSTGRES", 2);
    let kept = program_is_killed(|| Place::on_server().unwrap(), rounds).await;
    println!("program killed, PostgreSQL: {rounds} rounds, {kept} acknowledged writes");
}

/// Goal: no acknowledged write is lost when the server itself is killed. Method: a server that
/// waits for the disk, killed with all its processes while fifty tasks write, and started again.
async fn server(_: Place) {
    let rounds = rounds("PESHORE_FAULTS_SERVER", 2);
    let cluster = Cluster::start_lasting().unwrap();
    let mut acknowledged = 0;
    for round in 0..rounds {
        let name = format!("s{round}");
        let database = format!("killed_{}", round / TO_ONE);
        if round % TO_ONE == 0 {
            cluster.run(&format!("CREATE DATABASE {database}")).unwrap();
        }
        let address = cluster.url(&database);
        let mut said = Said::default();
        let mut child = writer::start(&address, &name, ENDLESS);
        let lines = lines(&mut child);
        let_write(&lines, &mut said, &name);
        cluster.kill_server().unwrap();
        kill(&mut child, &lines, &mut said);
        cluster.start_again().unwrap();
        acknowledged += said.kept.len();
        whole(&address, &said).await.database().close().await;
    }
    println!("server killed, PostgreSQL: {rounds} rounds, {acknowledged} acknowledged writes");
}

cluster::on_server!(program_on_server, server);
