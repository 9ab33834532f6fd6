//! PostgreSQL for tests: a cluster of its own in a temporary folder, reached by a socket there, and
//! databases in it, one for each test.

mod place;

pub use place::{Place, shared};

use std::ffi::OsStr;
use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The accounts under which the server may run: it refuses to be root.
const ACCOUNTS: [&str; 2] = ["postgres", "nobody"];

/// Later options win: those of a server whose commits are on the disk before they are answered.
const LASTING: &str = "-c listen_addresses= -c fsync=on -c full_page_writes=on";

/// Waits until its input ends, which it does with the process that holds the other end however
/// that ends; then stops the server and removes its folder.
const KEEPER: &str = "folder=$1; shift; cat; \"$@\"; rm -rf \"$folder\"";

/// A user whom the server of [`Cluster::start`] admits with this password only.
pub const GUARDED: (&str, &str) = ("guarded", "correct horse");

/// A running cluster. It ends, and its folder goes, when this is dropped or its process ends.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    account: Option<&'static str>,
    keeper: Option<Child>,
}

impl Cluster {
    /// Starts one that is reached by its socket only.
    ///
    /// # Errors
    /// A sentence where PostgreSQL is not installed or does not start.
    pub fn start() -> Result<Cluster, String> {
        let cluster = Cluster::prepared()?;
        cluster.launch("-c listen_addresses=")?;
        let (name, password) = GUARDED;
        cluster.run(&format!("CREATE ROLE {name} LOGIN PASSWORD '{password}'"))?;
        Ok(cluster)
    }

    /// Starts one whose commits are on the disk before they are answered, to be killed.
    ///
    /// # Errors
    /// Those of [`Cluster::start`].
    pub fn start_lasting() -> Result<Cluster, String> {
        let cluster = Cluster::prepared()?;
        cluster.launch(LASTING)?;
        Ok(cluster)
    }

    /// Kills the server with all its processes at once, as a loss of power would stop it.
    ///
    /// # Errors
    /// A sentence where it does not run.
    pub fn kill_server(&self) -> Result<(), String> {
        let file = self.folder.join("data").join("postmaster.pid");
        let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
        let server = text.lines().next().unwrap_or_default().to_owned();
        // First the one that would start others.
        done(Command::new("kill").args(["-KILL", &server]))?;
        let children = output(Command::new("pgrep").args(["-P", &server])).unwrap_or_default();
        // Those that saw it go have ended by themselves.
        let _ = Command::new("kill").arg("-KILL").args(children.lines()).output();
        Ok(())
    }

    /// Starts a server that was killed.
    ///
    /// # Errors
    /// A sentence where it does not start.
    pub fn start_again(&self) -> Result<(), String> {
        let mut said = String::new();
        // A process of the old server may still hold its memory for a moment.
        for _ in 0..100 {
            match self.launch(LASTING) {
                Ok(()) => return Ok(()),
                Err(error) => said = error,
            }
        }
        Err(said)
    }

    /// Starts one that is reached by TLS too, on a port of this machine, which it gives. The
    /// authority of its certificate is `authority.pem` in its folder; the certificate holds for
    /// `localhost`.
    ///
    /// # Errors
    /// A sentence where PostgreSQL or `openssl` is not installed or does not start.
    pub fn start_with_tls() -> Result<(Cluster, u16), String> {
        let cluster = Cluster::prepared()?;
        cluster.certify()?;
        let free = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
        let port = free.map_err(|error| error.to_string())?.port();
        cluster.launch(&format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c ssl=on \
             -c ssl_cert_file={0}/server.pem -c ssl_key_file={0}/server.key",
            cluster.folder.display()
        ))?;
        Ok((cluster, port))
    }

    /// A cluster that is not running yet.
    fn prepared() -> Result<Cluster, String> {
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
        let mut cluster = Cluster { programs, folder, account, keeper: None };
        cluster.keep()?;
        if let Some(account) = account {
            done(Command::new("chown").arg(account).arg(&cluster.folder))?;
        }
        let data = cluster.folder.join("data");
        let words = ["--auth=trust", "--username=peshore", "--encoding=UTF8", "--locale=C.UTF-8"];
        done(cluster.as_account("initdb").args(words).arg("--no-sync").arg("-D").arg(&data))?;
        let rules = data.join("pg_hba.conf");
        let old = fs::read_to_string(&rules).map_err(|error| error.to_string())?;
        let (name, _) = GUARDED;
        fs::write(&rules, format!("local all {name} scram-sha-256\n{old}"))
            .map_err(|error| error.to_string())?;
        Ok(cluster)
    }

    /// Starts the server.
    fn launch(&self, options: &str) -> Result<(), String> {
        let options = format!(
            "-k {} -c max_connections=400 -c jit=off -c autovacuum=off -c fsync=off \
             -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 {options}",
            self.folder.display()
        );
        let (log, data) = (self.folder.join("log"), self.folder.join("data"));
        let mut start = self.as_account("pg_ctl");
        start.args(["start", "--wait", "--silent", "-o", &options, "-l"]);
        done(start.arg(log).arg("-D").arg(data))
    }

    /// Starts the process that ends the server after this one.
    fn keep(&mut self) -> Result<(), String> {
        let mut stop = self.as_account("pg_ctl");
        stop.args(["stop", "--mode=immediate", "--silent", "-D"]).arg(self.folder.join("data"));
        let keeper = Command::new("sh")
            .args(["-c", KEEPER, "sh"])
            .arg(&self.folder)
            .arg(stop.get_program())
            .args(stop.get_args())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // What a terminal sends to the tests must not reach it.
            .process_group(0)
            .spawn();
        self.keeper = Some(keeper.map_err(|error| error.to_string())?);
        Ok(())
    }

    /// Makes an authority, and a certificate of the server.
    fn certify(&self) -> Result<(), String> {
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
        let openssl = |words: &[&str]| {
            let mut command = Command::new("openssl");
            command.current_dir(&self.folder).stdin(Stdio::null());
            done(command.args(["req", "-x509", "-days", "2"]).args(curve).args(words))
        };
        openssl(&["-subj", "/CN=Authority", "-keyout", "authority.key", "-out", "authority.pem"])?;
        openssl(&[
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-addext",
            "basicConstraints=critical,CA:FALSE",
            "-CA",
            "authority.pem",
            "-CAkey",
            "authority.key",
            "-keyout",
            "server.key",
            "-out",
            "server.pem",
        ])?;
        if let Some(account) = self.account {
            done(Command::new("chown").arg(account).arg(self.folder.join("server.key")))?;
        }
        Ok(())
    }

    /// The address of a database, for the user who may do everything.
    pub fn url(&self, database: &str) -> String {
        self.url_as("peshore", database)
    }

    /// The address of a database for a user, with the password if the user is `NAME:PASSWORD`.
    pub fn url_as(&self, user: &str, database: &str) -> String {
        let socket: String = self.folder.display().to_string().replace(' ', "%20");
        format!("postgres://{}@localhost/{database}?host={socket}", user.replace(' ', "%20"))
    }

    /// Does one statement in the database `postgres`.
    ///
    /// # Errors
    /// What the server or `psql` said.
    pub fn run(&self, statement: &str) -> Result<String, String> {
        self.ask(Command::new(self.programs.join("psql")).args(["-c", statement]))
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
        self.ask(Command::new(self.programs.join("psql")).arg("-f").arg(file))
    }

    fn ask(&self, psql: &mut Command) -> Result<String, String> {
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "peshore"])
            .args(["-d", "postgres", "-h"])
            .arg(&self.folder)
            .stdin(Stdio::null());
        let ended = psql.output().map_err(|error| error.to_string())?;
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
        let Some(mut keeper) = self.keeper.take() else { return };
        drop(keeper.stdin.take());
        // Nothing can be done here about a server that does not stop.
        let _ = keeper.wait();
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
