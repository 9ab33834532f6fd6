//! The running site: the real binary on a fresh database, on a free port, ended with its owner.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use xtask::tree;

use crate::Trouble;
use crate::child::log_path;

/// How long the first start may take, with the database created and every formula run.
const START: Duration = Duration::from_secs(60);

/// A demo that runs until this is dropped.
#[derive(Debug)]
pub(crate) struct Site {
    child: Child,
    folder: PathBuf,
    /// Where it answers, for example `http://127.0.0.1:41234`.
    pub(crate) origin: String,
}

impl Site {
    /// Starts `target/release/peshore demo` on an empty folder below `target/xtask`.
    ///
    /// # Errors
    /// When it does not start, or names no address in time.
    pub(crate) fn start(root: &Path, name: &str) -> Result<Self, Trouble> {
        let folder = tree::target_folder(root).join("xtask").join(format!("site-{name}"));
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .map_err(|error| Trouble::Ground(format!("{}: {error}", folder.display())))?;
        }
        let log = log_path(root, &format!("site-{name}"))?;
        let program = tree::target_folder(root).join("release").join("peshore");
        let ground = |error| Trouble::Ground(format!("{}: {error}", program.display()));
        let errors = fs::File::create(&log).map_err(ground)?;
        let mut child = Command::new(&program)
            .args(["demo", "--no-open", "--port", "0", "--data-dir"])
            .arg(&folder)
            .current_dir(root)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .map_err(ground)?;
        let (sender, receiver) = mpsc::channel();
        if let Some(stdout) = child.stdout.take() {
            thread::spawn(move || {
                for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                    if let Some(origin) = origin(&line)
                        && sender.send(origin).is_err()
                    {
                        // The address is known; the stream is read on so that the site never
                        // waits for somebody to listen.
                    }
                }
            });
        }
        let mut site = Self { child, folder, origin: String::new() };
        match receiver.recv_timeout(START) {
            Ok(origin) => site.origin = origin,
            Err(_) => {
                let said = fs::read_to_string(&log).unwrap_or_default();
                return Err(Trouble::Ground(format!(
                    "The site named no address within {} seconds. It said:\n{said}",
                    START.as_secs()
                )));
            }
        }
        Ok(site)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // A site that has ended by itself and a folder that is gone already are both fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The address in a line of the demo's output, without a path.
fn origin(line: &str) -> Option<String> {
    let start = line.find("http://")?;
    let (_, address) = line.split_at_checked(start)?;
    let (_, rest) = address.split_at_checked("http://".len())?;
    let host: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '[' | ']' | '-'))
        .collect();
    let host = host.trim_end_matches([':', '.']);
    (!host.is_empty()).then(|| format!("http://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: the address is found however the sentence around it reads. Method: three sentences.
    #[test]
    fn the_address_is_found_in_a_sentence() {
        let found = origin("  Peshore is at http://127.0.0.1:8080/en/ (Ctrl-C ends it)");
        assert_eq!(found.as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(origin("http://[::1]:81.").as_deref(), Some("http://[::1]:81"));
        assert_eq!(origin("no address"), None);
    }
}
