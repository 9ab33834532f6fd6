//! Where roles are held, by name.

use crate::door::Door;
use crate::words::say;
use formula::words::Language;
use pages::forms::Choice;
use pages::order::Alphabet;
use records::policy::Territory;
use territory::model::Municipality;

/// The municipalities, for naming where a role is held.
#[derive(Debug, Clone)]
pub(crate) struct Places(Vec<Municipality>);

impl Places {
    /// Those of the database.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn read(door: &Door) -> Result<Places, records::people::Error> {
        let database = door.people.gate().database();
        match territory::municipalities(database).await {
            Ok(all) => Ok(Places(all)),
            Err(territory::Error::Ground(error)) => Err(error.into()),
            // Reading what is stored refuses nothing and names no municipality.
            Err(error) => Err(records::Error::value("municipality", error.id()).into()),
        }
    }

    /// The name of a territory; its code where nothing is known of it.
    pub(crate) fn name(&self, territory: &Territory, language: Language) -> String {
        match territory {
            Territory::Country => say(language).word("place-country"),
            Territory::Municipality(code) => {
                let found = self.0.iter().find(|it| it.code.as_str() == code);
                found.map_or_else(|| code.clone(), |it| it.name(language).into_owned())
            }
            Territory::Unit(unit) => unit.clone(),
        }
    }

    /// The country and all municipalities, for a form; the municipalities by name.
    pub(crate) fn choices(&self, language: Language) -> Vec<Choice> {
        let named = |it: &Municipality| {
            (it.name(language).into_owned(), Territory::Municipality(it.code.as_str().to_owned()))
        };
        let mut municipalities: Vec<_> = self.0.iter().map(named).collect();
        Alphabet::of(language).sort_by(&mut municipalities, |(name, _)| name);
        let country = (say(language).word("place-country"), Territory::Country);
        let all = std::iter::once(country).chain(municipalities);
        all.map(|(name, territory)| Choice::new(territory.word(), name)).collect()
    }
}
