//! Rows between which only their keys decided.

use super::Explainer;
use crate::diagnostic::catalog;
use crate::plan::DefinitionId;
use crate::words::Language;

/// So many rows of a tie are named.
const NAMED_MAX: usize = 10;

impl Explainer<'_> {
    /// With which rows a row tied when its value was rounded so that a sum is kept, as a sentence;
    /// none where its remainder, or the order that the formula states, told it apart.
    pub(super) fn tie_remark(
        &self,
        definition: DefinitionId,
        row: usize,
        language: Language,
    ) -> Option<String> {
        let of = self.plan.definition(definition)?;
        let (key, body) = (self.key(of.table, row)?, of.body.span);
        let tie = self.run.ties().iter().find(|tie| {
            let stands_here = body.start <= tie.at.start && tie.at.end <= body.end;
            stands_here && tie.rows.contains(&key)
        })?;
        let others: Vec<&str> =
            tie.rows.iter().filter(|other| **other != key).map(AsRef::as_ref).collect();
        let named: Vec<&str> = others.iter().take(NAMED_MAX).copied().collect();
        let more = match others.len().saturating_sub(named.len()) {
            0 => String::new(),
            more => more.to_string(),
        };
        let arguments = [("rows", named.join(", ")), ("more", more)];
        Some(catalog().say(language, "explain-tied", &arguments))
    }
}

/// One sentence after the other, where there are any.
pub(super) fn and_also(first: Option<String>, then: Option<String>) -> Option<String> {
    match (first, then) {
        (Some(first), Some(then)) => Some(format!("{first} {then}")),
        (first, then) => first.or(then),
    }
}
