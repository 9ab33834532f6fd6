//! `peshore backup`, `peshore backup-key` and `peshore restore`: everything of a database in one
//! encrypted file, and back.

use crate::arguments::{Backup, BackupKey, Restore};
use crate::error::Error;
use crate::folder;
use crate::serve::{DATABASE, to_the_end, variable};
use crate::site::MIGRATIONS;
use crate::words::{catalog, language_of_terminal};
use formula::words::Language;
use jiff::Timestamp;
use records::backup::{self, Held, Identities, Recipient};
use records::clock::Clock;
use records::database::Options;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How many digits of the hash of a table are printed.
const DIGITS: usize = 16;

/// Makes a backup, or reads one whole, and says what it holds.
pub fn backup(arguments: &Backup) -> ExitCode {
    to_the_end(async {
        match &arguments.verify {
            Some(file) => verify(file, arguments),
            None => make(arguments).await,
        }
    })
}

fn verify(file: &Path, arguments: &Backup) -> Result<(), Error> {
    let key = arguments.identity.as_deref().unwrap_or(Path::new(""));
    let held = backup::verify(file, &Identities::file(key)?)?;
    say(&report(&held, "backup-verified", "", file, language_of_terminal(variable)));
    Ok(())
}

async fn make(arguments: &Backup) -> Result<(), Error> {
    let mut recipients = Vec::new();
    for key in &arguments.recipient {
        recipients.push(key.parse::<Recipient>()?);
    }
    if let Some(file) = &arguments.recipients {
        recipients.extend(Recipient::file(file)?);
    }
    let named = arguments.from.clone().or_else(|| variable(DATABASE)).unwrap_or_default();
    let from = folder::address(&named)?;
    let now = Clock::system().now();
    let to = file_of(arguments.to.as_deref().unwrap_or(Path::new("")), now);
    let options = Options::default();
    let held = backup::make(&from, &to, &recipients, MIGRATIONS, &options, now).await?;
    let language = language_of_terminal(variable);
    say(&report(&held, "backup-made", &from.to_string(), &to, language));
    say(&(catalog().say::<&str>(language, "backup-keep", &[]) + "\n"));
    Ok(())
}

/// The file that is meant: in a folder, one named after the time, so that names sort as backups
/// do.
pub(crate) fn file_of(path: &Path, now: Timestamp) -> PathBuf {
    match path.is_dir() {
        true => path.join(format!("peshore-{}.backup", now.strftime("%Y%m%dT%H%M%SZ"))),
        false => path.to_owned(),
    }
}

/// Makes a pair of keys.
pub fn key(arguments: &BackupKey) -> ExitCode {
    to_the_end(async {
        let recipient = Identities::make(&arguments.to)?;
        let values =
            [("file", arguments.to.display().to_string()), ("recipient", recipient.to_string())];
        let language = language_of_terminal(variable);
        // The key itself on a line of its own, for a program that reads it.
        let line = |id| catalog().say(language, id, &values) + "\n";
        say(&format!("{recipient}\n"));
        say_aside(&(line("backup-key-made") + &line("backup-key-keep")));
        Ok(())
    })
}

/// Fills an empty database from a backup, and says what it holds.
pub fn restore(arguments: &Restore) -> ExitCode {
    to_the_end(async {
        let to = folder::address(&arguments.to)?;
        let identities = Identities::file(&arguments.identity)?;
        let (file, options) = (&arguments.file, Options::default());
        let held = backup::restore(file, &identities, &to, MIGRATIONS, &options).await?;
        let language = language_of_terminal(variable);
        say(&report(&held, "backup-restored", &to.to_string(), file, language));
        Ok(())
    })
}

/// What a backup holds: a line for each table with its rows and the beginning of its hash, and the
/// hash of the file.
pub(crate) fn report(
    held: &Held,
    title: &str,
    database: &str,
    file: &Path,
    language: Language,
) -> String {
    let arguments = [
        ("database", database.to_owned()),
        ("file", file.display().to_string()),
        ("made", held.made_at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()),
        ("program", held.program.clone()),
        ("tables", held.tables.len().to_string()),
        ("rows", held.rows().to_string()),
        ("hash", held.file_hash.clone()),
    ];
    let line = |id: &str| catalog().say(language, id, &arguments) + "\n";
    let mut text = line(title);
    let width = held.tables.iter().map(|table| table.table.len()).max().unwrap_or_default();
    for table in &held.tables {
        let hash: String = table.hash.chars().take(DIGITS).collect();
        text.push_str(&format!("  {:<width$} {:>9}  {hash}\n", table.table, table.rows));
    }
    text + &line("backup-sum") + &line("backup-hash")
}

fn say(text: &str) {
    // Without a terminal to write to there is nobody to tell.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

fn say_aside(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
