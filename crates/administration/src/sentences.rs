//! The sentences of notices, in the reader's words: a role by its name, a person by theirs, an
//! action by what it does.

use crate::door::Door;
use crate::places::Places;
use crate::words::say;
use formula::words::{Language, format_date};
use jiff::civil::Date;
use records::notices::{Filling, NoticeKind};
use records::people::{self, Error};
use records::policy::{Role, Territory};
use std::collections::BTreeMap;

/// The kinds of notices of one room or station after the other.
pub type NoticeKinds = &'static [&'static [NoticeKind]];

/// What the sentences of some notices need.
#[derive(Debug)]
pub(crate) struct Sentences {
    kinds: NoticeKinds,
    places: Places,
    names: BTreeMap<String, String>,
    /// What each action does, by the action, in the language.
    actions: BTreeMap<&'static str, String>,
    language: Language,
}

impl Sentences {
    /// For notices about these things.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn of<'f>(
        door: &Door,
        fillings: impl Iterator<Item = &'f Filling>,
        language: Language,
    ) -> Result<Sentences, Error> {
        let people = fillings.filter_map(|filling| match filling {
            Filling::Person(word) => Some(word.as_str()),
            _ => None,
        });
        let names = people::names(door.people.gate().database(), people).await?;
        let entries = door.people.gate().policy().entries();
        let actions = entries.map(|entry| (entry.action, entry.say(language))).collect();
        Ok(Sentences {
            kinds: door.kinds,
            places: Places::read(door).await?,
            names,
            actions,
            language,
        })
    }

    /// The sentence of a notice; that it is of another version of the program, where its kind is
    /// not known.
    pub(crate) fn sentence(&self, kind: &str, about: &BTreeMap<String, Filling>) -> String {
        let found = self.kinds.iter().copied().flatten().find(|known| known.kind == kind);
        let Some(found) = found else { return say(self.language).word("notice-unknown") };
        let filled: Vec<(&str, String)> =
            about.iter().map(|(name, filling)| (name.as_str(), self.words(filling))).collect();
        found.sentence(self.language, &filled)
    }

    fn words(&self, filling: &Filling) -> String {
        let language = self.language;
        match filling {
            Filling::Text(text) => text.clone(),
            Filling::Words(words) => {
                let own = words.get(language.tag()).or_else(|| words.values().next());
                own.cloned().unwrap_or_default()
            }
            Filling::Role(word) => {
                Role::from_word(word).map_or_else(|_| word.clone(), |role| role.name(language))
            }
            Filling::Place(word) => match Territory::from_word(word) {
                Ok(territory) => self.places.name(&territory, language),
                Err(_) => word.clone(),
            },
            Filling::Person(word) => match self.names.get(word) {
                Some(name) => name.clone(),
                None => say(language).word("someone"),
            },
            Filling::Action(action) => {
                self.actions.get(action.as_str()).cloned().unwrap_or_else(|| action.clone())
            }
            Filling::Day(day) => match day.parse::<Date>() {
                Ok(day) => format_date(day, language),
                Err(_) => day.clone(),
            },
        }
    }
}
