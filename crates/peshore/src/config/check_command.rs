//! `peshore config check`: says everything that is wrong with the settings, or what they are.

use super::finding::Place;
use super::read::{Sources, read};
use super::{Config, settings};
use crate::arguments::ConfigCheck;
use crate::error::Error;
use crate::serve::{to_the_end, variable};
use crate::words::{catalog, language_of_terminal};
use formula::words::Language;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Reads the settings like `serve` does and prints them, each with where it was said.
pub fn check(arguments: &ConfigCheck) -> ExitCode {
    to_the_end(async {
        let (config, sources) = load(arguments.config.as_deref(), std::env::vars_os())?;
        let text = shown(&config, &sources, language_of_terminal(variable));
        // Without a terminal to write to there is nobody to tell.
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
        Ok(())
    })
}

/// Reads the settings from a file, if one is named, and from the environment.
///
/// # Errors
/// `config-unreadable`, `config-wrong`.
pub(crate) fn load(
    file: Option<&Path>,
    variables: impl IntoIterator<Item = (std::ffi::OsString, std::ffi::OsString)>,
) -> Result<(Config, Sources), Error> {
    let text = file.map(std::fs::read_to_string).transpose().map_err(|error| {
        let path = file.map(Path::to_owned).unwrap_or_default();
        Error::ConfigUnreadable { path, detail: error.to_string() }
    })?;
    let texts = variables
        .into_iter()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    read(text.as_deref(), texts)
        .map_err(|findings| Error::ConfigWrong { file: file.map(Path::to_owned), findings })
}

/// All settings as a file of settings, each with where it was said. No secret is shown.
pub(super) fn shown(config: &Config, sources: &Sources, language: Language) -> String {
    let mut text = String::new();
    let mut open = "";
    for setting in settings::all() {
        let value = (setting.show)(config);
        let Some((section, name)) = setting.name.split_once('.') else { continue };
        if value.is_empty() {
            continue;
        }
        if section != open {
            text.push_str(&format!("{}[{section}]\n", if open.is_empty() { "" } else { "\n" }));
            open = section;
        }
        let place = match sources.get(setting.name) {
            None | Some(Place::Nowhere) => {
                catalog().say::<&str>(language, "config-by-default", &[])
            }
            Some(Place::Line(line)) => {
                catalog().say(language, "config-line", &[("line", line.to_string())])
            }
            Some(Place::Variable(name)) => name.clone(),
            Some(Place::Argument) => catalog().say::<&str>(language, "config-in-argument", &[]),
        };
        let line = format!("{name} = {value}");
        text.push_str(&format!("{line:<48}  # {place}\n"));
    }
    text
}
