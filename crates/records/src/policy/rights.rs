//! The document of rights: who may do what, where, to what.

use super::Policy;
use super::principal::Purpose;
use super::resource::Sensitivity;
use super::role::Role;
use super::rules::{Circumstances, StationPolicy};
use super::ties::Ties;
use crate::actor;
use crate::error::Error;
use formula::words::Language;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Who asks, in a row of the document.
enum Row {
    /// An actor without an account: its name and kind.
    Without(&'static str, &'static str),
    /// Someone with a role.
    With(Role),
}

impl Row {
    fn all() -> Vec<Row> {
        let without = [("the public", "public"), ("the program itself", "system")];
        let without = without.into_iter().map(|(name, kind)| Row::Without(name, kind));
        let demo = Row::Without("the demonstration, setting itself up", "demo");
        let roles = Role::ALL.into_iter().map(Row::With);
        without.chain([demo]).chain(roles).collect()
    }

    fn name(&self) -> String {
        match self {
            Row::Without(name, _) => (*name).to_owned(),
            Row::With(role) => role.name(Language::En),
        }
    }

    /// What the row stands for, beside a resource at a place that its role reaches, or another.
    fn circumstances(
        &self,
        purpose: Purpose,
        (reaches, own): (bool, bool),
        sensitivity: Sensitivity,
    ) -> Circumstances {
        let (actor, role) = match self {
            Row::Without(_, kind) => (*kind, None),
            Row::With(role) => (actor::ACCOUNT, Some(*role)),
        };
        let anywhere: BTreeSet<Role> = role.into_iter().collect();
        let here = if reaches { anywhere.clone() } else { BTreeSet::new() };
        Circumstances { actor, here, anywhere, purpose, sensitivity, own, ties: Ties::NONE }
    }
}

/// Writes the rights of every role in each action, in Markdown.
///
/// # Errors
/// `policy-invalid`.
pub fn document(stations: &[StationPolicy]) -> Result<String, Error> {
    let policy = Policy::new(stations)?;
    let mut text = String::new();
    for station in stations {
        let _ = write!(text, "\n## {}\n", station.station);
        for entry in station.actions {
            let _ = write!(text, "\n### `{}`\n\n{}\n\n", entry.action, entry.description);
            text.push_str(&table(&policy, entry.action));
        }
    }
    Ok(text)
}

/// Who may do one action, at work, and for another purpose where that changes something. Rows of no
/// right at all are left out: closed is the rule.
fn table(policy: &Policy, action: &str) -> String {
    let mut text = String::new();
    for row in Row::all() {
        let at_work = cells(policy, action, &row, Purpose::Work);
        for purpose in Purpose::ALL {
            let cells = cells(policy, action, &row, purpose);
            let said = match purpose {
                Purpose::Work => cells.iter().any(|cell| cell != NOTHING),
                Purpose::Audit => cells != at_work,
            };
            if said {
                let name = format!("{}{}", row.name(), at(purpose));
                let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
            }
        }
    }
    if text.is_empty() {
        return "Nobody.\n".to_owned();
    }
    format!("| who | where the role reaches | elsewhere | their own |\n|---|---|---|---|\n{text}")
}

const NOTHING: &str = "–";

/// The sensitivities to which a row may do it where its role reaches, elsewhere, and to its own.
fn cells(policy: &Policy, action: &str, row: &Row, purpose: Purpose) -> [String; 3] {
    [(true, false), (false, false), (false, true)].map(|whose| {
        let may = |of: &Sensitivity| {
            policy.rules.decide(action, &row.circumstances(purpose, whose, *of)).permitted
        };
        let words: Vec<&str> =
            Sensitivity::ALL.iter().filter(|of| may(of)).map(|of| of.word()).collect();
        if words.is_empty() { NOTHING.to_owned() } else { words.join(", ") }
    })
}

/// What stands behind the name of whoever acts for a purpose.
fn at(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Work => "",
        Purpose::Audit => ", at an audit",
    }
}
