//! PostgreSQL: a cluster of its own in a temporary folder, reached by a socket in that folder.

use super::every_form::every_form;
use super::judge::judge;
use super::repository::kosovo;
use super::scripts::{answers, opinion_of, written};
use super::{Case, Engine, Opinion};
use formula_export::sql::Dialect;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The accounts under which the server may run: it refuses to be root.
const ACCOUNTS: [&str; 2] = ["postgres", "nobody"];

/// A running cluster. It ends, and its folder goes, when this is dropped.
pub(crate) struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    account: Option<&'static str>,
}

impl Postgres {
    /// Starts one; a sentence where PostgreSQL is not installed.
    pub(crate) fn start() -> Result<Postgres, String> {
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
        let postgres = Postgres { programs, folder, account };
        if let Some(account) = account {
            done(Command::new("chown").arg(account).arg(&postgres.folder))?;
        }
        let data = postgres.folder.join("data");
        let words = ["--auth=trust", "--username=peshore", "--encoding=UTF8", "--locale=C.UTF-8"];
        done(postgres.as_account("initdb").args(words).arg("--no-sync").arg("-D").arg(&data))?;
        let options = format!(
            "-k {} -c listen_addresses= -c fsync=off -c jit=off",
            postgres.folder.display()
        );
        let log = postgres.folder.join("log");
        done(
            postgres
                .as_account("pg_ctl")
                .args(["start", "--wait", "--silent", "-o", &options, "-l"])
                .arg(&log)
                .arg("-D")
                .arg(&data),
        )?;
        Ok(postgres)
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

    /// Runs a file of SQL in a session of its own: what its last part prints, or the error.
    fn psql(&self, file: &Path) -> Result<String, String> {
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

    fn ask_one(&self, case: &Case) -> Result<Opinion, String> {
        let script = written(case, Dialect::Postgres)?;
        let mut text = format!("\\o /dev/null\n{}\n\\o\n", script.text);
        for (at, place) in script.places.iter().enumerate() {
            let (relation, column) = (quoted(&place.relation), quoted(&place.column));
            let key = place.key.as_ref().map_or_else(|| "''".to_owned(), |key| quoted(key));
            text.push_str(&format!(
                "select json_build_object('definition', {at}, 'rows', json_agg(json_build_array(\
                 {key}, {column}::text))) from {relation};\n"
            ));
        }
        let file = self.folder.join("case.sql");
        fs::write(&file, &text).map_err(|error| error.to_string())?;
        let told = self.psql(&file)?;
        let values = answers(told.lines())?;
        Ok(opinion_of(script, values))
    }
}

impl Engine for Postgres {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn ask(&mut self, cases: &[&Case]) -> Vec<Result<Opinion, String>> {
        cases.iter().map(|case| self.ask_one(case)).collect()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        let mut stop = self.as_account("pg_ctl");
        // Nothing can be done here about a server that does not stop.
        let _ = stop.args(["stop", "--mode=immediate", "--silent", "-D"]).arg(data).output();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A name as SQL takes it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
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

/// Goal: PostgreSQL has the values of the official run on every formula of the repository, each to
/// the last digit after every rounding. Method: the exported script in a cluster of its own.
#[test]
fn postgres_agrees_on_the_formulas_of_the_repository() {
    let mut engine = Postgres::start().expect("the engine that `cargo xtask test` installs");
    let judgement = judge(&mut engine, &kosovo());
    let report = judgement.report();
    assert!(judgement.faults.is_empty() && judgement.exceptions.is_empty(), "{report}");
    assert!(judgement.values > 900, "{report}");
}

/// Goal: PostgreSQL knows every form of the language, and no name, label or key leads it astray.
/// Method: one formula with all of them.
#[test]
fn postgres_agrees_on_every_form() {
    let mut engine = Postgres::start().expect("the engine that `cargo xtask test` installs");
    let judgement = judge(&mut engine, &[every_form()]);
    let report = judgement.report();
    assert!(judgement.faults.is_empty() && judgement.exceptions.is_empty(), "{report}");
    assert!(judgement.values > 200, "{report}");
}
