//! What stands in the way of a what-if question, in the words of someone who changed a parameter:
//! municipalities by name, amounts as they are written, and what to change in the fields. What an
//! author of formulas would be told does not help here.

use crate::opened::OpenedRun;
use crate::pages::allocated::Places;
use crate::pages::words::say;
use formula::diagnostic::{Diagnostic, Phrase};
use formula::explain::unit_words;
use formula::number::Decimal;
use formula::plan::Type;
use formula::words::{Language, format_number_short};

/// Findings that have words of their own; any other is said as the engine says it, without its
/// advice to authors.
const SAID: [&str; 8] = [
    "run-share-short",
    "run-share-over",
    "run-share-floor-above-cap",
    "run-share-zero-weight",
    "run-share-pool-below-zero",
    "run-division-by-zero",
    "run-number-too-large",
    "run-param-unreadable",
];

/// A finding as a sentence or two.
pub(super) fn said(
    diagnostic: &Diagnostic,
    opened: &OpenedRun,
    places: &Places,
    language: Language,
) -> String {
    let arguments = diagnostic.arguments.iter().map(|(name, value)| {
        let value = match *name {
            "row" => places.get(value).map_or_else(|| value.clone(), |place| place.name.clone()),
            _ => value.clone(),
        };
        (*name, value)
    });
    let amounts = diagnostic.phrases.iter().filter_map(|(name, phrase)| match phrase {
        Phrase::Number(number, ..) => Some((*name, amount(*number, opened, language))),
        _ => None,
    });
    let arguments: Vec<(&'static str, String)> = arguments.chain(amounts).collect();
    let title = diagnostic.phrases.iter().find(|(name, _)| *name == "title");
    let title = title.map(|(_, title)| title.say(language)).unwrap_or_default();
    if diagnostic.id.starts_with("run-check-fails") && !title.is_empty() {
        return say(language).with("refused-run-check-fails", &[("title", &title)]);
    }
    if SAID.contains(&diagnostic.id) {
        let arguments: Vec<(&str, &str)> =
            arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        return say(language).with(&format!("refused-{}", diagnostic.id), &arguments);
    }
    Diagnostic { arguments, ..diagnostic.clone() }.message(language)
}

/// An amount of what is shared out, in the unit of the pool.
fn amount(number: Decimal, opened: &OpenedRun, language: Language) -> String {
    let decimals = if number.abs() < Decimal::ONE { 8 } else { 2 };
    let shown = format_number_short(number, decimals, language);
    match opened.plan.param_named("pool").map(|(_, param)| &param.ty) {
        Some(Type::Number(unit)) if !unit.is_plain() => {
            format!("{shown}\u{a0}{}", unit_words(unit, language))
        }
        _ => shown,
    }
}
