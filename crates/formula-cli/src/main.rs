//! The light binary `formula`.

use clap::Parser;
use formula_cli::{Arguments, Console, execute, wrong_usage};
use jiff::civil::Date;
use std::io::IsTerminal;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let words: Vec<String> =
                std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
            let lang = std::env::var("LANG").ok();
            match wrong_usage(&error, &words, lang.as_deref()) {
                None => error.exit(),
                Some(said) => {
                    let told = std::io::Write::write_all(&mut std::io::stderr(), said.as_bytes());
                    let is_told = told.is_ok();
                    let status = if is_told { formula_cli::WRONG_USAGE } else { formula_cli::OURS };
                    return ExitCode::from(status);
                }
            }
        }
    };
    let (out, err) = (std::io::stdout(), std::io::stderr());
    let terminal = err.is_terminal() && out.is_terminal();
    // Neither is locked: the language server writes from a thread of its own.
    let (mut out, mut err) = (std::io::BufWriter::new(out), err);
    let mut console = Console { out: &mut out, err: &mut err, terminal, today: today() };
    let status = execute(&arguments, &mut console);
    ExitCode::from(status)
}

/// The day on which the command was typed, in Greenwich time.
#[allow(
    clippy::disallowed_methods,
    reason = "the day on which a person types a command is the default of --as-of; nothing else \
              reads the clock"
)]
fn today() -> Date {
    let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = elapsed.map_or(0, |elapsed| elapsed.as_secs());
    let seconds = i64::try_from(seconds).unwrap_or(0);
    jiff::Timestamp::from_second(seconds)
        .map(|now| jiff::tz::Offset::UTC.to_datetime(now).date())
        .unwrap_or_default()
}
