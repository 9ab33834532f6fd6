//! `peshore formula …`: the same code as the light binary `formula`.

use formula_cli::{Arguments, Console};
use records::clock::Clock;
use std::io::IsTerminal;
use std::process::ExitCode;

/// Does what the arguments say and returns the exit status that the command line of formulas
/// defines.
pub fn execute(arguments: &Arguments) -> ExitCode {
    let (out, err) = (std::io::stdout(), std::io::stderr());
    let terminal = err.is_terminal() && out.is_terminal();
    // Neither is locked: the language server writes from a thread of its own.
    let (mut out, mut err) = (std::io::BufWriter::new(out), err);
    let today = records::calendar::office_time(Clock::system().now()).date();
    let mut console = Console { out: &mut out, err: &mut err, terminal, today };
    ExitCode::from(formula_cli::execute(arguments, &mut console))
}
