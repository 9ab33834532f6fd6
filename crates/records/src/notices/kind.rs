//! The kinds of notices, and what a sentence is filled with.

use crate::actor::Actor;
use crate::policy::{Role, Territory};
use formula::words::Language;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One kind of thing that people are told. Its sentence stands in the words of the room or station
/// that tells it, under [`NoticeKind::id`].
#[derive(Debug, Clone, Copy)]
pub struct NoticeKind {
    /// Names it: `people.role-given`.
    pub kind: &'static str,
    /// Says a sentence of the room or station that tells it.
    pub say: fn(Language, &str, &[(&str, String)]) -> String,
    /// Whether a letter is sent even to those who want none: about the safety of their own account.
    pub always_written: bool,
}

impl NoticeKind {
    /// The id of its sentence: `notice-people-role-given`.
    pub fn id(&self) -> String {
        format!("notice-{}", self.kind.replace('.', "-"))
    }

    /// Its sentence, filled with words of the reader's language.
    pub fn sentence(&self, language: Language, filled: &[(&str, String)]) -> String {
        (self.say)(language, &self.id(), filled)
    }
}

/// What a place in a sentence is filled with. Whoever shows the notice puts it into the reader's
/// words; a person is named by identifier, so that their name stands in one place only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "value")]
pub enum Filling {
    /// A text as it is: a title, a number.
    Text(String),
    /// A text that has words of its own in each language, by the tag of the language.
    Words(BTreeMap<String, String>),
    /// A role, by its word.
    Role(String),
    /// A territory, by its word.
    Place(String),
    /// Who acted, as the journal names them.
    Person(String),
    /// An action: `people.give`.
    Action(String),
    /// A day: `2026-11-27`.
    Day(String),
}

impl Filling {
    /// A role.
    pub fn role(role: Role) -> Filling {
        Filling::Role(role.word().to_owned())
    }

    /// A territory.
    pub fn place(territory: &Territory) -> Filling {
        Filling::Place(territory.word())
    }

    /// A day.
    pub fn day(day: Date) -> Filling {
        Filling::Day(day.to_string())
    }

    /// Someone who acted.
    pub fn person(actor: &Actor) -> Filling {
        Filling::Person(actor.word())
    }
}
