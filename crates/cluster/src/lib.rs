//! PostgreSQL for tests: a cluster of its own in a temporary folder, reached by a socket there.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The accounts under which the server may run: it refuses to be root.
const ACCOUNTS: [&str; 2] = ["postgres", "nobody"];

/// A running cluster. It ends, and its folder goes, when this is dropped.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    account: Option<&'static str>,
}

impl Cluster {
    /// Starts one.
    ///
    /// # Errors
    /// A sentence where PostgreSQL is not installed or does not start.
    pub fn start() -> Result<Cluster, String> {
        let programs = programs().ok_or("PostgreSQL is not installed")?;
        let account = match output(Command::new("id").arg("-u")).as_deref() {
            Some("0") => Some(
                ACCOUNTS
                    .into_iter()
                    .find(|name| output(Command::new("id").args(["-u", name])).is_some())
                    .ok_or("no account is there under which PostgreSQL could run")?,
            ),
            _ => None,
        };
        let folder = output(Command::new("mktemp").args(["-d", "-t", "peshore-pg-XXXXXX"]))
            .map(PathBuf::from)
            .ok_or("no temporary folder could be made")?;
        let cluster = Cluster { programs, folder, account };
        if let Some(account) = account {
            done(Command::new("chown").arg(account).arg(&cluster.folder))?;
        }
        let data = cluster.folder.join("data");
        let words = ["--auth=trust", "--username=peshore", "--encoding=UTF8", "--locale=C.UTF-8"];
        done(cluster.as_account("initdb").args(words).arg("--no-sync").arg("-D").arg(&data))?;
        let options =
            format!("-k {} -c listen_addresses= -c fsync=off -c jit=off", cluster.folder.display());
        let log = cluster.folder.join("log");
        done(
            cluster
                .as_account("pg_ctl")
                .args(["start", "--wait", "--silent", "-o", &options, "-l"])
                .arg(&log)
                .arg("-D")
                .arg(&data),
        )?;
        Ok(cluster)
    }

    /// A program of PostgreSQL under the account of the server.
    fn as_account(&self, program: &str) -> Command {
        let path = self.programs.join(program);
        let mut command = match self.account {
            None => Command::new(path),
            Some(account) => {
                let mut command = Command::new("setpriv");
                command.arg(format!("--reuid={account}")).args(["--clear-groups", "--"]).arg(path);
                command
            }
        };
        // The account may not enter the folder from which the tests run.
        command.current_dir(&self.folder).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        command
    }

    /// Runs a file of SQL in a session of its own and gives what it prints.
    ///
    /// # Errors
    /// What the server or `psql` said.
    pub fn psql(&self, file: &Path) -> Result<String, String> {
        let mut command = Command::new(self.programs.join("psql"));
        command
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "peshore"])
            .args(["-d", "postgres", "-h"])
            .arg(&self.folder)
            .arg("-f")
            .arg(file)
            .stdin(Stdio::null());
        let ended = command.output().map_err(|error| error.to_string())?;
        if ended.status.success() {
            return Ok(String::from_utf8_lossy(&ended.stdout).into_owned());
        }
        Err(String::from_utf8_lossy(&ended.stderr).trim().to_owned())
    }

    /// The folder that goes with the cluster; the server's socket is in it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        let mut stop = self.as_account("pg_ctl");
        // Nothing can be done here about a server that does not stop.
        let _ = stop.args(["stop", "--mode=immediate", "--silent", "-D"]).arg(data).output();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder with the programs of the newest PostgreSQL that Debian installed.
fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name().and_then(OsStr::to_str)?.parse().ok()?;
            let programs = path.join("bin");
            programs.join("initdb").is_file().then_some((version, programs))
        })
        .collect();
    versions.sort();
    versions.pop().map(|(_, programs)| programs)
}

fn output(command: &mut Command) -> Option<String> {
    let ended = command.stdin(Stdio::null()).output().ok()?;
    ended.status.success().then(|| String::from_utf8_lossy(&ended.stdout).trim().to_owned())
}

fn done(command: &mut Command) -> Result<(), String> {
    let Output { status, stderr, stdout } = command.output().map_err(|error| error.to_string())?;
    match status.success() {
        true => Ok(()),
        false => {
            Err(format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
        }
    }
}
