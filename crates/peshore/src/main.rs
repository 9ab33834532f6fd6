//! The one binary.

use clap::Parser;
use peshore::arguments::{Arguments, Command, ConfigCommand};
use peshore::{
    backup_command, config, formula_command, keys_command, move_command, rights_command, serve,
    verify_command,
};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        None => serve::demo(&arguments.demo),
        Some(Command::Demo(demo)) => serve::demo(&demo),
        Some(Command::Serve(serve)) => serve::serve(&serve),
        Some(Command::Move(wanted)) => move_command::execute(&wanted),
        Some(Command::Backup(wanted)) => backup_command::backup(&wanted),
        Some(Command::BackupKey(wanted)) => backup_command::key(&wanted),
        Some(Command::Restore(wanted)) => backup_command::restore(&wanted),
        Some(Command::Verify(wanted)) => verify_command::execute(&wanted),
        Some(Command::Keys(wanted)) => keys_command::execute(&wanted),
        Some(Command::Config(ConfigCommand::Check(wanted))) => config::check(&wanted),
        Some(Command::Rights) => rights_command::execute(),
        Some(Command::Formula(formula)) => formula_command::execute(&formula),
    }
}
