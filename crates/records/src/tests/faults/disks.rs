//! Disks that are full, and write-ahead logs that were torn.

use super::super::*;
use super::lending::lending_gate;
use super::witness::{Said, lines, whole};
use super::writer;
use super::{drawn, rounds};
use std::os::unix::process::CommandExt;
use std::process::Command as Process;

/// A database whose writer was killed with its write-ahead log not folded in, and what it said.
fn with_log(place: &Place, round: &str) -> (Said, Vec<u8>, Vec<u8>) {
    let mut child = writer::start(place.address(), round, 1_000_000);
    let lines = lines(&mut child);
    let mut said = Said::default();
    while said.kept.len() < 40 {
        said.take(&lines.recv_timeout(Duration::from_secs(60)).expect("the writer writes"));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    said.take_rest(&lines);
    let log = std::fs::read(format!("{}-wal", place.address())).unwrap();
    (said, std::fs::read(place.address()).unwrap(), log)
}

fn noise(name: &str, at: usize) -> u8 {
    u8::try_from(drawn(&[name, &at.to_string()], 256)).unwrap()
}

/// A place with these files; the index of the log is made anew from it.
fn laid_out(file: &[u8], log: &[u8]) -> Place {
    let place = Place::file().unwrap();
    std::fs::write(place.address(), file).unwrap();
    std::fs::write(format!("{}-wal", place.address()), log).unwrap();
    place
}

/// Goal: whatever half-written lies behind the last acknowledged write is passed over, and nothing
/// before it is lost. Method: rests of pages and noise appended to the log of a killed program.
#[tokio::test(flavor = "multi_thread")]
async fn torn_end_of_the_log() {
    let first = Place::file().unwrap();
    let (said, file, log) = with_log(&first, "t");
    for round in 0..rounds("PESHORE_FAULTS_TORN", 8) {
        let name = round.to_string();
        let length = usize::try_from(drawn(&["length", &name], 9_000)).unwrap();
        let from = usize::try_from(drawn(&["from", &name], 4_000)).unwrap();
        let mut torn = log.clone();
        let rest: Vec<u8> = match round % 3 {
            // A page of an earlier write, cut off; noise; zeroes, as a file system leaves them.
            0 => log[from..(from + length).min(log.len())].to_vec(),
            1 => (0..length).map(|at| noise(&name, at)).collect(),
            _ => vec![0; length],
        };
        torn.extend(rest);
        let place = laid_out(&file, &torn);
        whole(place.address(), &said).await.database().close().await;
    }
}

/// Goal: a log that lost its end, which a disk that lies about writing can do, gives what was so at
/// an earlier moment and never a mixture. Method: the log cut at random places, and bytes changed
/// in it; both stations and the journal agree, and loans are those told first.
#[tokio::test(flavor = "multi_thread")]
async fn truncated_log() {
    let first = Place::file().unwrap();
    let (said, file, log) = with_log(&first, "c");
    let mut fewer = 0;
    for round in 0..rounds("PESHORE_FAULTS_TORN", 8) {
        let name = round.to_string();
        let at =
            usize::try_from(drawn(&["cut", &name], u64::try_from(log.len()).unwrap())).unwrap();
        let mut cut = log.clone();
        match round % 2 {
            0 => cut.truncate(at),
            _ => cut[at] ^= 0x55,
        }
        let place = laid_out(&file, &cut);
        let Ok(gate) = lending_gate(&Address::read(place.address()).unwrap()).await else {
            // The very beginning was lost, with the tables.
            continue;
        };
        let kept = count(gate.database(), "loan").await;
        gate.database().close().await;
        fewer += usize::from(kept < i64::try_from(said.kept.len()).unwrap());
        // Compared with nothing said: what is there must agree with itself.
        whole(place.address(), &Said::default()).await.database().close().await;
    }
    assert!(fewer > 0);
}

/// Goal: a full disk refuses writes and loses none, and they go on when there is space again.
/// Method: a writer whose files may not grow beyond a size; then one without that bound.
#[tokio::test(flavor = "multi_thread")]
async fn full_disk() {
    let place = Place::file().unwrap();
    lending_gate(&address(&place)).await.unwrap().database().close().await;
    let mut said = Said::default();
    // In units of 512 or 1024 bytes, as the shell has it; the signal is turned into an error.
    let inner = writer::command(place.address(), "f", 40);
    let mut bounded = Process::new("sh");
    bounded.args(["-c", "trap '' XFSZ; ulimit -f 400; exec \"$0\" \"$@\""]);
    bounded.arg(inner.get_program()).args(inner.get_args());
    for (name, value) in inner.get_envs() {
        bounded.env(name, value.unwrap());
    }
    bounded.stdin(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    bounded.stdout(std::process::Stdio::piped()).process_group(0);
    let mut child = bounded.spawn().unwrap();
    let of_child = lines(&mut child);
    said.take_rest(&of_child);
    assert!(child.wait().unwrap().success() && said.through, "{said:?}");
    assert!(!said.failed.is_empty() && !said.kept.is_empty(), "{said:?}");
    whole(place.address(), &said).await.database().close().await;
    let mut child = writer::start(place.address(), "g", 4);
    let of_child = lines(&mut child);
    said.full.clear();
    said.failed.clear();
    said.take_rest(&of_child);
    assert!(child.wait().unwrap().success() && said.failed.is_empty(), "{said:?}");
    whole(place.address(), &said).await.database().close().await;
}
