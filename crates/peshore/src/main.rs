//! The one binary.

use clap::Parser;
use peshore::arguments::{Arguments, Command, ConfigCommand};
use peshore::{
    api_command, backup_command, config, formula_command, keys_command, move_command,
    rights_command, serve, verify_command,
};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let words: Vec<String> =
                std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
            let lang = std::env::var("LANG").ok();
            match formula_cli::wrong_usage(&error, &words, lang.as_deref()) {
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
        Some(Command::Api) => api_command::execute(),
        Some(Command::Formula(formula)) => formula_command::execute(&formula),
    }
}
