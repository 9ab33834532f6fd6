//! Runs a command with its whole output in a log file, a sign of life while it works, and the end
//! of the log on screen when it fails.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use xtask::tree;

use crate::Trouble;
use crate::size::duration;

/// After how long a silent step says what it is doing.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// How many lines of the log a failure shows.
const TAIL_LINES: usize = 60;

/// A command that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Whether its exit status was 0.
    pub(crate) success: bool,
    /// Both its streams, line by line, in the order in which they arrived.
    pub(crate) lines: Vec<String>,
    /// Where the same lines lie.
    pub(crate) log: PathBuf,
}

impl Ended {
    /// Prints the end of the log and where the whole of it lies.
    pub(crate) fn show_tail(&self) {
        let skipped = self.lines.len().saturating_sub(TAIL_LINES);
        println!();
        if skipped > 0 {
            println!("    … {skipped} lines before this");
        }
        for line in self.lines.iter().skip(skipped) {
            println!("    {line}");
        }
        println!("    the whole output: {}\n", self.log.display());
    }
}

/// The moment now, for progress reports only.
#[allow(clippy::disallowed_methods, reason = "a duration that is shown and decides nothing")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// The path of the log called `name`, in a folder that exists.
pub(crate) fn log_path(root: &Path, name: &str) -> Result<PathBuf, Trouble> {
    let folder = tree::target_folder(root).join("xtask");
    fs::create_dir_all(&folder)
        .map_err(|error| Trouble::Ground(format!("{}: {error}", folder.display())))?;
    Ok(folder.join(format!("{name}.log")))
}

/// Runs `command` from `root` to its end, with its output in the log called `name`.
///
/// # Errors
/// When the program cannot be started or the log cannot be written; a program that fails is not
/// an error here.
pub(crate) fn run(root: &Path, name: &str, command: &mut Command) -> Result<Ended, Trouble> {
    let log = log_path(root, name)?;
    let ground = |error: std::io::Error| Trouble::Ground(format!("{}: {error}", log.display()));
    let mut file = fs::File::create(&log).map_err(ground)?;
    let started = now();
    let mut child = command
        .current_dir(root)
        .env("CARGO_TERM_COLOR", "never")
        .env("NO_COLOR", "1")
        .env("TERM", "dumb")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| Trouble::Ground(format!("{} did not start: {error}", shown(command))))?;

    let (sender, receiver) = mpsc::channel();
    let mut readers = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        readers.push(reader(stdout, sender.clone()));
    }
    if let Some(stderr) = child.stderr.take() {
        readers.push(reader(stderr, sender.clone()));
    }
    drop(sender);

    let mut lines: Vec<String> = Vec::new();
    let mut spoken = started;
    loop {
        match receiver.recv_timeout(SIGN_OF_LIFE) {
            Ok(line) => {
                writeln!(file, "{line}").map_err(ground)?;
                lines.push(line);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if spoken.elapsed() >= SIGN_OF_LIFE {
            spoken = now();
            let latest = lines.iter().rev().map(|line| line.trim()).find(|line| !line.is_empty());
            let latest: String = latest.unwrap_or("no output yet").chars().take(70).collect();
            println!("      after {:<12} {name}: {latest}", duration(started.elapsed()));
        }
    }
    for reader in readers {
        // A reader ends with its stream and owns nothing else: there is no failure to pass on.
        let _ = reader.join();
    }
    let status = child.wait().map_err(ground)?;
    Ok(Ended { success: status.success(), lines, log })
}

/// Sends each line of a stream; bytes that are no UTF-8 become replacement characters.
fn reader(stream: impl Read + Send + 'static, sender: Sender<String>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut bytes = Vec::new();
        while stream.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
            let line = String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned();
            bytes.clear();
            if sender.send(line).is_err() {
                break;
            }
        }
    })
}

/// What a program prints on its standard output, or nothing when it is absent or fails.
pub(crate) fn answer<S: AsRef<OsStr>>(
    program: impl AsRef<OsStr>,
    arguments: &[S],
) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The place of a program on the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// A command as it would be typed.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
