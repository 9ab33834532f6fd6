//! The site under load: so many requests a second for a minute, nine in ten of them reading, from
//! a generator on the same machine, on each database.
//!
//! Requests begin at their own times, whether earlier ones were answered or not, and each is
//! measured from the time at which it was due: a site that falls behind is seen to. What is written
//! is the covering text of proposals, through the API, each command with its journal entry.

use crate::http::{Answer, Connection, Visitor};
use crate::{Measured, print_all};
use cluster::Cluster;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Requests a second.
const RATE: u32 = 300;

/// How long.
const SECONDS: u32 = 60;

/// One request in so many writes.
const WRITES_EVERY: usize = 10;

/// Connections that are kept open: people who read at the same time.
const CONNECTIONS: usize = 48;

/// What the 99th percentile is held against.
const LIMIT: Duration = Duration::from_millis(50);

/// What the memory of the program is held against, in MiB.
const MEMORY_MIB: u64 = 200;

/// What is read, each in every language in turn.
const READ: [&str; 8] = [
    "",
    "/allocation",
    "/municipality/33",
    "/formula/general_grant",
    "/compare",
    "/proposal",
    "/formula",
    "/verify",
];

const LANGUAGES: [&str; 4] = ["sq", "sr-Cyrl", "sr-Latn", "en"];

/// Measures both databases.
pub(crate) fn measure() -> Result<(), String> {
    let program = crate::site::program()?;
    let folder = std::env::temp_dir().join(format!("peshore-load-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let outcome = both(&program, &folder);
    let _ = std::fs::remove_dir_all(&folder);
    outcome
}

fn both(program: &Path, folder: &Path) -> Result<(), String> {
    let data = folder.join("file");
    let mut all = Vec::new();
    let mut demo = Command::new(program);
    demo.args(["demo", "--no-open", "--port", "0", "--data-dir"]);
    let site = Site::start(demo.arg(&data))?;
    let (token, proposals) = prepare(&site.address)?;
    all.extend(press(&site, &token, &proposals, "SQLite")?);
    drop(site);
    // The same people, tokens and proposals, on a server.
    let cluster = Cluster::start_lasting()?;
    cluster.run("CREATE DATABASE load")?;
    let url = cluster.url("load");
    let moved = Command::new(program)
        .args(["move", "--from"])
        .arg(&data)
        .args(["--to", &url])
        .output()
        .map_err(|error| error.to_string())?;
    if !moved.status.success() {
        return Err(format!("move: {}", String::from_utf8_lossy(&moved.stderr)));
    }
    // What the demonstration has sealed opens with the keys that lie in its folder.
    let mut serving = Command::new(program);
    serving.args(["serve", "--port", "0", "--database", &url]);
    let site = Site::start(serving.env("PESHORE_KEYS_FILE", data.join("keys.txt")))?;
    all.extend(press(&site, &token, &proposals, "PostgreSQL")?);
    print_all(all);
    Ok(())
}

/// A running program.
struct Site {
    child: Child,
    address: String,
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Site {
    fn start(command: &mut Command) -> Result<Site, String> {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        let out = child.stdout.take().ok_or("no output")?;
        let mut lines = BufReader::new(out).lines();
        let address = lines.find_map(|line| {
            let line = line.ok()?;
            let (_, rest) = line.split_once("http://")?;
            Some(rest.chars().take_while(|c| !c.is_whitespace() && *c != '/').collect())
        });
        // What it says later is read on, so that it never waits for somebody to listen.
        std::thread::spawn(move || lines.for_each(drop));
        match address {
            Some(address) => Ok(Site { child, address }),
            None => {
                let _ = child.wait();
                Err("the program stopped before it answered".to_owned())
            }
        }
    }

    /// The most memory that the program has had, in MiB.
    fn memory_mib(&self) -> Result<u64, String> {
        let path = PathBuf::from(format!("/proc/{}/status", self.child.id()));
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kib.map(|kib| kib.div_ceil(1024)).ok_or_else(|| "no memory is told".to_owned())
    }
}

/// A token of an analyst, and a proposal for each connection.
fn prepare(address: &str) -> Result<(String, Vec<String>), String> {
    let mut analyst = Visitor::new(address);
    let page = analyst.get("/en/sign-in")?;
    analyst.send(&page, "Arta Shembulli", &[])?;
    let page = analyst.get("/en/account/tokens")?;
    let reach = ["reach-grant.draft-proposal", "reach-grant.read-proposal"];
    let mut fields = vec![("title", "Load"), ("days", "7")];
    fields.extend(reach.map(|name| (name, "yes")));
    let made = analyst.send(&page, "name=\"title\"", &fields)?;
    let at = made.find("peshore_").ok_or("no token was made")?;
    let token: String =
        made.get(at..).unwrap_or_default().chars().take_while(|c| *c != '<').collect();
    let mut connection = Connection::open(address)?;
    let runs = connection.ask("GET", "/api/v1/runs?formula=general_grant&limit=1", &[], "")?;
    let run = field(&runs.body, "id")?;
    let mut proposals = Vec::new();
    for number in 0..CONNECTIONS {
        let body = format!(
            "{{\"run\":\"{run}\",\"letter\":{{\"sq\":\"Numri {number}.\",\"sr\":\"Број.\",\
             \"en\":\"Number.\"}}}}"
        );
        let heads = heads(&token, &format!("begin-{number}"), false);
        let begun = connection.ask("POST", "/api/v1/proposals", &heads, &body)?;
        proposals.push(field(&begun.body, "id")?);
    }
    Ok((token, proposals))
}

/// The first text of this name in an answer.
fn field(body: &str, name: &str) -> Result<String, String> {
    let start = format!("\"{name}\":\"");
    let (_, rest) = body.split_once(&start).ok_or_else(|| format!("no {name} in {body}"))?;
    Ok(rest.chars().take_while(|c| *c != '"').collect())
}

fn heads(token: &str, key: &str, on_condition: bool) -> Vec<String> {
    let mut heads = vec![
        format!("Authorization: Bearer {token}"),
        format!("Idempotency-Key: {key}"),
        "Content-Type: application/json".to_owned(),
    ];
    if on_condition {
        heads.push("If-Match: *".to_owned());
    }
    heads
}

/// What one connection has measured: reads and writes.
#[derive(Default)]
struct Times {
    reads: Vec<Duration>,
    writes: Vec<Duration>,
}

fn press(
    site: &Site,
    token: &str,
    proposals: &[String],
    database: &str,
) -> Result<Vec<Measured>, String> {
    // Once over everything, so that what is made once is made.
    let mut connection = Connection::open(&site.address)?;
    for turn in 0..READ.len().saturating_mul(LANGUAGES.len()) {
        connection.ask("GET", &page(turn), &[], "")?;
    }
    let due = AtomicUsize::new(0);
    let begun = Instant::now();
    let all = std::thread::scope(|scope| {
        let of = |number: usize, proposal: &str| {
            let (due, proposal) = (&due, proposal.to_owned());
            scope.spawn(move || one(site, (token, &proposal, database), number, (due, begun)))
        };
        let running: Vec<_> =
            proposals.iter().enumerate().map(|(number, proposal)| of(number, proposal)).collect();
        let mut all = Times::default();
        for one in running {
            let times = one.join().map_err(|_| "a connection stopped")??;
            all.reads.extend(times.reads);
            all.writes.extend(times.writes);
        }
        Ok::<_, String>(all)
    })?;
    let (took, memory) = (begun.elapsed(), site.memory_mib()?);
    let count = all.reads.len().saturating_add(all.writes.len());
    println!(
        "load on {database}: {count} requests in {:.1} s, none refused; at most {memory} MiB of \
         {MEMORY_MIB}",
        took.as_secs_f64()
    );
    let measured = |what: &str, times| Measured {
        what: format!("load on {database}: {what}"),
        times,
        limit: LIMIT,
    };
    let both = all.reads.iter().chain(&all.writes).copied().collect();
    Ok(vec![measured("all", both), measured("reads", all.reads), measured("writes", all.writes)])
}

/// A page by its number, in the languages in turn.
fn page(turn: usize) -> String {
    let (language, page) = (turn % LANGUAGES.len(), turn / LANGUAGES.len() % READ.len());
    let (language, page) = (LANGUAGES.get(language), READ.get(page));
    format!("/{}{}", language.unwrap_or(&"en"), page.unwrap_or(&""))
}

/// Takes whatever is due next until the time is over.
fn one(
    site: &Site,
    (token, proposal, database): (&str, &str, &str),
    number: usize,
    (due, begun): (&AtomicUsize, Instant),
) -> Result<Times, String> {
    let mut connection = Connection::open(&site.address)?;
    let mut times = Times::default();
    loop {
        let turn = due.fetch_add(1, Ordering::Relaxed);
        let index = u32::try_from(turn).map_err(|error| error.to_string())?;
        if index >= RATE * SECONDS {
            return Ok(times);
        }
        let at = begun + Duration::from_secs(1) * index / RATE;
        std::thread::sleep(at.saturating_duration_since(Instant::now()));
        let is_writing = turn % WRITES_EVERY == WRITES_EVERY - 1;
        let answer = if is_writing {
            let heads = heads(token, &format!("{database}-{number}-{turn}"), true);
            let body = format!("{{\"sq\":\"Teksti {turn}.\",\"sr\":\"Текст.\",\"en\":\"Text.\"}}");
            connection.ask("PUT", &format!("/api/v1/proposals/{proposal}/letter"), &heads, &body)
        } else {
            connection.ask("GET", &page(turn), &[], "")
        };
        let Answer { status, .. } = answer?;
        if status != 200 {
            return Err(format!("request {turn} was answered with {status}"));
        }
        let took = at.elapsed();
        if is_writing { &mut times.writes } else { &mut times.reads }.push(took);
    }
}
