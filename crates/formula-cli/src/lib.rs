//! The command line of the formula language: check, run, explain, compare, export, test, format
//! and print.
//!
//! [`execute`] does what [`Arguments`] say and writes to the writers it is given; it knows neither
//! the process nor the clock, so that a test sees every character. The exit status is 0 when all
//! is well, 1 when the formula or the data is at fault, 2 when the command was used wrongly, 3
//! when the fault is ours.

mod arguments;
mod check;
mod compare;
mod console;
mod docs;
mod explain;
mod export;
mod format;
mod json;
mod lsp;
mod output;
mod policy_test;
pub mod questions;
mod results;
mod run;
mod sheet;
mod words;
mod wrong_usage;

pub use arguments::{Arguments, Command};
pub use console::{Console, Stop};
pub use wrong_usage::wrong_usage;

/// All is well.
pub const FINE: u8 = 0;
/// The formula or the data is at fault; diagnostics are on the error writer.
pub const AT_FAULT: u8 = 1;
/// The command was used wrongly.
pub const WRONG_USAGE: u8 = 2;
/// The fault is ours.
pub const OURS: u8 = 3;

/// Does what the arguments say and returns the exit status.
pub fn execute(arguments: &Arguments, console: &mut Console<'_>) -> u8 {
    let language = arguments.lang;
    let done = match &arguments.command {
        Command::Check(check) => check::check(check, language, console),
        Command::Run(run) => run::run(run, language, console),
        Command::Explain(explain) => explain::explain(explain, language, console),
        Command::Compare(both) => compare::compare(both, language, console),
        Command::Export(export) => export::export(export, language, console),
        Command::Test(test) => policy_test::test(test, language, console),
        Command::Fmt(format) => format::format(format, language, console),
        Command::Docs(docs) => docs::docs(docs, language, console),
        Command::Lsp(_) => lsp::serve(language),
        Command::Seek(seek) => questions::seek(seek, language, console),
        Command::Fit(fit) => questions::fit(fit, language, console),
        Command::Uncertainty(asked) => questions::uncertainty(asked, language, console),
        Command::Xray(xray) => questions::xray(xray, language, console),
    };
    // A writer that holds text back says only now that it cannot be written.
    match done.and_then(|()| console.out.flush().map_err(Stop::from)) {
        Ok(()) => FINE,
        Err(stop) => console.stop(&stop, language),
    }
}

#[cfg(test)]
mod tests;
