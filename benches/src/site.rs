//! The site as a reader meets it: the built program, started on a database of its own, asked over
//! loopback by two readers at once.

use crate::Measured;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const READERS: usize = 2;
const REQUESTS_PER_PAGE: usize = 200;

/// Pages of the site, each measured in every language in turn.
const PAGES: [&str; 7] = [
    "",
    "/allocation",
    "/allocation?p.pool=300000000",
    "/municipality/33",
    "/formula",
    "/formula/general_grant",
    "/compare",
];

struct Running {
    child: Child,
    address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn measure() -> Result<Vec<Measured>, String> {
    let program = program()?;
    let folder = std::env::temp_dir().join(format!("peshore-bench-{}", std::process::id()));
    let made = start(&program, &folder)?;
    drop(made);
    let mut starts = Vec::new();
    for _ in 0..20 {
        let begun = Instant::now();
        let running = start(&program, &folder)?;
        starts.push(begun.elapsed());
        drop(running);
    }
    let mut all = vec![Measured {
        what: "site: start on an existing database until it answers".to_owned(),
        times: starts,
        limit: Duration::from_millis(300),
    }];
    let running = start(&program, &folder)?;
    for page in PAGES {
        all.push(measure_page(&running.address, page)?);
    }
    drop(running);
    let _ = std::fs::remove_dir_all(&folder);
    Ok(all)
}

pub(crate) fn program() -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let beside = own.parent().map(|folder| folder.join("peshore"));
    beside
        .filter(|p| p.exists())
        .ok_or_else(|| "the program `peshore` is not built; run `cargo xtask bench`".to_owned())
}

fn start(program: &Path, folder: &Path) -> Result<Running, String> {
    let mut child = Command::new(program)
        .args(["demo", "--no-open", "--port", "0", "--data-dir"])
        .arg(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("{}: {e}", program.display()))?;
    let out = child.stdout.take().ok_or("no output")?;
    for line in BufReader::new(out).lines() {
        let line = line.map_err(|e| e.to_string())?;
        if let Some(at) = line.find("http://") {
            let rest = line.get(at + 7..).unwrap_or("");
            let address: String =
                rest.chars().take_while(|c| !c.is_whitespace() && *c != '/').collect();
            let running = Running { child, address };
            get(&running.address, "/en")?;
            return Ok(running);
        }
    }
    let _ = child.wait();
    Err("the program stopped before it answered".to_owned())
}

fn measure_page(address: &str, page: &str) -> Result<Measured, String> {
    let languages = ["sq", "sr-Cyrl", "sr-Latn", "en"];
    let times = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|reader| {
                scope.spawn(move || {
                    let mut times = Vec::new();
                    for turn in 0..REQUESTS_PER_PAGE {
                        let language = languages.get((turn + reader) % 4).unwrap_or(&"en");
                        let begun = Instant::now();
                        get(address, &format!("/{language}{page}"))?;
                        times.push(begun.elapsed());
                    }
                    Ok::<_, String>(times)
                })
            })
            .collect();
        let mut times = Vec::new();
        for reader in readers {
            times.extend(reader.join().map_err(|_| "a reader stopped")??);
        }
        Ok::<_, String>(times)
    })?;
    Ok(Measured {
        what: format!("site: /{{language}}{page}"),
        times,
        limit: Duration::from_millis(50),
    })
}

/// Reads a page to its end; anything but a good answer is a failure.
fn get(address: &str, path: &str) -> Result<usize, String> {
    let mut stream = TcpStream::connect(address).map_err(|e| e.to_string())?;
    stream.set_nodelay(true).map_err(|e| e.to_string())?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).map_err(|e| e.to_string())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(|e| e.to_string())?;
    if answer.starts_with(b"HTTP/1.1 200") {
        Ok(answer.len())
    } else {
        let first = answer.split(|b| *b == b'\r').next().unwrap_or_default();
        Err(format!("{path}: {}", String::from_utf8_lossy(first)))
    }
}
