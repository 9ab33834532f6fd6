//! Where the command line writes, and how it ends.

use crate::words::say;
use crate::{AT_FAULT, FINE, OURS, WRONG_USAGE};
use formula::diagnostic::{Severity, catalog};
use formula::words::Language;
use formula_data::Findings;
use jiff::civil::Date;
use std::io::{self, Write};

/// The surroundings of a command.
pub struct Console<'w> {
    /// Where results go.
    pub out: &'w mut dyn Write,
    /// Where findings and progress go.
    pub err: &'w mut dyn Write,
    /// Whether a person reads along: colours are used on a terminal only.
    pub terminal: bool,
    /// The day on which runs are made when none is named.
    pub today: Date,
}

impl std::fmt::Debug for Console<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Console")
            .field("terminal", &self.terminal)
            .field("today", &self.today)
            .finish_non_exhaustive()
    }
}

/// Why a command ends without having done what was asked.
#[derive(Debug)]
pub enum Stop {
    /// The formula or the data is at fault.
    Findings(Vec<Findings>),
    /// The same, and everything was said already.
    Said,
    /// The command was used wrongly: what to say.
    Usage(String),
    /// Results cannot be written.
    Write(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Write(error)
    }
}

const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

impl Console<'_> {
    /// Writes findings for a person, on the error writer.
    pub(crate) fn findings(&mut self, all: &[Findings], language: Language) -> io::Result<()> {
        for findings in all {
            let text = findings.render(language);
            let text = if self.terminal { coloured(&text, language) } else { text };
            self.err.write_all(text.as_bytes())?;
        }
        Ok(())
    }

    /// Text that stands out on a terminal.
    pub(crate) fn bold(&self, text: &str) -> String {
        if self.terminal { format!("{BOLD}{text}{PLAIN}") } else { text.to_owned() }
    }

    /// Says why a command ended, and returns its exit status.
    pub(crate) fn stop(&mut self, stop: &Stop, language: Language) -> u8 {
        let (said, status) = match stop {
            Stop::Findings(all) => (self.findings(all, language), AT_FAULT),
            Stop::Said => (Ok(()), AT_FAULT),
            Stop::Usage(what) => {
                let error = catalog().say::<&str>(language, "severity-error", &[]);
                let text = format!("{error}: {what}\n");
                let text = if self.terminal { coloured(&text, language) } else { text };
                (self.err.write_all(text.as_bytes()), WRONG_USAGE)
            }
            // Who closes the pipe has seen enough.
            Stop::Write(error) if error.kind() == io::ErrorKind::BrokenPipe => (Ok(()), FINE),
            Stop::Write(error) => {
                let reason = error.to_string();
                let text = say(language, "cannot-write", &[("reason", &reason)]);
                (self.err.write_all(format!("{text}\n").as_bytes()), OURS)
            }
        };
        match said {
            Ok(()) => status,
            Err(_) => OURS,
        }
    }
}

fn coloured(text: &str, language: Language) -> String {
    let word = |severity| match severity {
        Severity::Error => catalog().say::<&str>(language, "severity-error", &[]),
        Severity::Warning => catalog().say::<&str>(language, "severity-warning", &[]),
    };
    let (error, warning) = (word(Severity::Error), word(Severity::Warning));
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let head = [(&error, RED), (&warning, YELLOW)].into_iter().find_map(|(word, colour)| {
            let rest = line.strip_prefix(word.as_str())?;
            rest.starts_with(['[', ':']).then_some((word, colour, rest))
        });
        match head {
            Some((word, colour, rest)) => {
                out.push_str(&format!("{colour}{word}{PLAIN}{rest}"));
            }
            None => out.push_str(line),
        }
    }
    out
}
