//! A command line that cannot be read, said in the reader's language.

use crate::words::say;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use formula::diagnostic::catalog;
use formula::words::Language;

/// What is wrong with a command line, for a reader of another language than English; nothing where
/// no fault is told but help is given.
///
/// The language is the one that the line asks for, else that of the surroundings (`LANG`).
pub fn wrong_usage(error: &clap::Error, words: &[String], lang: Option<&str>) -> Option<String> {
    let language = asked(words).or_else(|| lang.and_then(of_surroundings)).unwrap_or(Language::En);
    if language == Language::En || !error.use_stderr() {
        return None;
    }
    let severity = catalog().say::<&str>(language, "severity-error", &[]);
    let more = say(language, "usage-line-help", &[]);
    Some(format!("{severity}: {}\n\n{more}\n", sentence(error, language)))
}

fn sentence(error: &clap::Error, language: Language) -> String {
    let told = |kind| error.get(kind).map(in_words).unwrap_or_default();
    let what = match told(ContextKind::InvalidArg) {
        empty if empty.is_empty() => told(ContextKind::InvalidSubcommand),
        found => found,
    };
    let value = told(ContextKind::InvalidValue);
    let has = told(ContextKind::ValidValue);
    let near =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().map(told).find(|near| !near.is_empty()).unwrap_or_default();
    let id = match error.kind() {
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => "usage-line-unknown",
        ErrorKind::MissingRequiredArgument => "usage-line-missing",
        ErrorKind::InvalidValue if value.is_empty() => "usage-line-without-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-line-value",
        ErrorKind::ArgumentConflict => "usage-line-conflict",
        _ => "usage-line-other",
    };
    let has_near = if near.is_empty() { "no" } else { "yes" };
    let has_has = if has.is_empty() { "no" } else { "yes" };
    let given = [
        ("what", what.as_str()),
        ("value", &value),
        ("has", &has),
        ("has_has", has_has),
        ("near", &near),
        ("has_near", has_near),
    ];
    say(language, id, &given)
}

fn in_words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The language that a line asks for, whatever else is wrong with it.
fn asked(words: &[String]) -> Option<Language> {
    let at = words.iter().position(|word| word == "--lang" || word.starts_with("--lang="))?;
    let word = words.get(at)?;
    let tag = match word.strip_prefix("--lang=") {
        Some(tag) => tag,
        None => words.get(at.checked_add(1)?)?,
    };
    Language::from_tag(tag)
}

/// `sq_XK.UTF-8`, `sr_RS@latin`
fn of_surroundings(lang: &str) -> Option<Language> {
    let tag = lang.split(['.', '_', '@']).next()?;
    match tag {
        "sr" if lang.contains("latin") => Some(Language::SrLatn),
        "sr" => Some(Language::SrCyrl),
        tag => Language::from_tag(tag),
    }
}
