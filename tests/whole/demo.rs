//! The real binary on a fresh folder, and a small HTTP client to ask it.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak, mpsc};
use std::thread;
use std::time::Duration;

use xtask::cargo::cargo;
use xtask::tree;

const START: Duration = Duration::from_secs(60);
const ANSWER: Duration = Duration::from_secs(20);

/// A running demo. It ends, and its folder goes, with the last test that holds it.
pub(crate) struct Demo {
    child: Child,
    folder: PathBuf,
    /// Host and port, as the `Host` header wants them.
    pub(crate) host: String,
}

impl Demo {
    /// The demo that the tests running at this moment have in common; only for reading.
    pub(crate) fn shared() -> Arc<Self> {
        static RUNNING: Mutex<Weak<Demo>> = Mutex::new(Weak::new());
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(demo) = running.upgrade() {
            return demo;
        }
        let demo = Arc::new(Self::start());
        *running = Arc::downgrade(&demo);
        demo
    }

    /// Starts a demo of one's own.
    pub(crate) fn start() -> Self {
        let folder = fresh_folder();
        let mut command = Command::new(program());
        command.args(["demo", "--no-open", "--port", "0", "--data-dir"]).arg(&folder);
        Self::running(&mut command, folder)
    }

    /// Serves what was this demo's database where it lies now; the keys come from where they are.
    pub(crate) fn goes_on_at(&self, database: &str) -> Self {
        let mut command = Command::new(program());
        command
            .args(["serve", "--port", "0"])
            .env("PESHORE_DATABASE", database)
            .env("PESHORE_KEYS_FILE", self.folder.join("keys.txt"));
        Self::running(&mut command, fresh_folder())
    }

    /// Serves the database at an address.
    pub(crate) fn serving(database: &str) -> Self {
        let mut command = Command::new(program());
        command.args(["serve", "--port", "0"]).env("PESHORE_DATABASE", database);
        Self::running(&mut command, fresh_folder())
    }

    fn running(command: &mut Command, folder: PathBuf) -> Self {
        let mut child = command
            .current_dir(tree::root())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let stdout = child.stdout.take().unwrap();
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Some((_, rest)) = line.split_once("http://") {
                    let host = rest.split(['/', ' ']).next().unwrap_or_default();
                    // The stream is read to its end also when nobody waits for the address.
                    let _ = sender.send(host.to_owned());
                }
            }
        });
        let mut demo = Self { child, folder, host: String::new() };
        demo.host = receiver.recv_timeout(START).expect("the demo names its address in time");
        demo
    }

    /// The folder of its database.
    pub(crate) fn folder(&self) -> String {
        self.folder.display().to_string()
    }

    /// Ends the process at once, as a loss of power would; the folder stays for now.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks for a path.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n", self.host))
    }

    /// Sends the head of a request (each line with its end, without the empty line).
    pub(crate) fn ask(&self, head: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(ANSWER)).unwrap();
        stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::parse(&bytes)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // A demo that has ended by itself and a folder that is gone already are both fine.
        self.kill();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The binary in the state of the sources, built by the same command that a person types.
pub(crate) fn program() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let build = || {
        let built = cargo()
            .args(["build", "--release", "--quiet"])
            .current_dir(tree::root())
            .output()
            .unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        tree::target_folder(&tree::root()).join("release").join("peshore")
    };
    BUILT.get_or_init(build).clone()
}

/// A folder for one test that does not exist yet; the test leaves nothing else behind.
pub(crate) fn fresh_folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("demo-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

/// An answer of the site.
pub(crate) struct Answer {
    /// The status, for example 200.
    pub(crate) status: u16,
    headers: BTreeMap<String, String>,
    /// The body, as bytes.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A header by its name in small letters; empty when the answer does not have it.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("the answer is UTF-8")
    }

    /// Reads an answer from its bytes.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("a head in UTF-8");
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap();
        let headers: BTreeMap<String, String> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
            .collect();
        let raw = &bytes[end + 4..];
        let chunked = headers.get("transfer-encoding").is_some_and(|value| value == "chunked");
        let body = if chunked { unchunked(raw) } else { raw.to_vec() };
        Self { status: status.parse().unwrap(), headers, body }
    }
}

/// The content of a body sent in chunks.
fn unchunked(mut raw: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = raw.windows(2).position(|two| two == b"\r\n").expect("the size of a chunk");
        let size = std::str::from_utf8(&raw[..end]).unwrap().split(';').next().unwrap();
        let size = usize::from_str_radix(size.trim(), 16).unwrap();
        if size == 0 {
            return body;
        }
        let start = end + 2;
        body.extend_from_slice(&raw[start..start + size]);
        raw = &raw[start + size + 2..];
    }
}

/// Goal: the client reads both ways in which a server sends a body. Method: one answer of each.
#[test]
fn answers_are_read_whole_and_in_chunks() {
    let whole = Answer::parse(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nhi");
    assert_eq!((whole.status, whole.text().as_str()), (404, "hi"));
    let chunked =
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    let chunked = Answer::parse(chunked);
    assert_eq!((chunked.status, chunked.text().as_str()), (200, "abcde"));
    assert_eq!(chunked.header("transfer-encoding"), "chunked");
    assert_eq!(chunked.header("x-none"), "");
}
