//! `peshore move`: everything of one database into another, empty one.

use crate::arguments::Move;
use crate::error::Error;
use crate::folder;
use crate::serve::{to_the_end, variable};
use crate::site::MIGRATIONS;
use crate::words::{catalog, language_of_terminal};
use formula::words::Language;
use records::clock::Clock;
use records::database::{self, Copied, Options};
use std::io::Write;
use std::process::ExitCode;

/// How many digits of a hash are printed; enough to compare two lists by eye.
const DIGITS: usize = 16;

/// Copies, compares, and says what was copied.
pub fn execute(arguments: &Move) -> ExitCode {
    let copied = async {
        let (from, to) = (folder::address(&arguments.from)?, folder::address(&arguments.to)?);
        let now = Clock::system().now();
        let copied = database::copy(&from, &to, MIGRATIONS, &Options::default(), now).await?;
        let language = language_of_terminal(variable);
        let text = report(&copied, &from.to_string(), &to.to_string(), language);
        // Without a terminal to write to there is nobody to tell.
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
        Ok::<(), Error>(())
    };
    to_the_end(copied)
}

/// What was copied: a line for each table with its rows and the beginning of its hash, and the sum.
pub(crate) fn report(copied: &Copied, from: &str, to: &str, language: Language) -> String {
    let arguments = [
        ("from", from.to_owned()),
        ("to", to.to_owned()),
        ("tables", copied.tables.len().to_string()),
        ("rows", copied.rows().to_string()),
    ];
    let say = |id: &str| catalog().say(language, id, &arguments) + "\n";
    let mut text = say("move-copied");
    let width = copied.tables.iter().map(|table| table.table.len()).max().unwrap_or_default();
    for table in &copied.tables {
        let hash: String = table.hash.chars().take(DIGITS).collect();
        text.push_str(&format!("  {:<width$} {:>9}  {hash}\n", table.table, table.rows));
    }
    text + &say("move-compared") + &say("move-from-stays")
}
