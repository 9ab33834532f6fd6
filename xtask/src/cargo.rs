//! The cargo that runs this very program.

use std::process::Command;

/// The cargo that runs this very program, without what it told this program about itself: build
/// scripts of libraries look at some of it, and would be run again, with all that stands on them.
#[must_use]
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_about_this_program) {
            command.env_remove(name);
        }
    }
    command
}

/// Whether a variable is one that cargo sets for the program that it runs (The Cargo Book,
/// Environment Variables).
fn is_about_this_program(name: &str) -> bool {
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "OUT_DIR"
}
