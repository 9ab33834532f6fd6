//! Telling, in a unit of work.

use super::kind::{Filling, NoticeKind};
use super::letters;
use crate::clock;
use crate::error::Error;
use crate::identity::Identifier;
use crate::people::account;
use crate::policy::{Assignment, Principal, Resource, Sensitivity, Territory};
use crate::sensitivity::Member;
use crate::unit_of_work::UnitOfWork;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewNotice {
    /// Its kind.
    pub kind: String,
    /// What its sentence is filled with.
    pub about: BTreeMap<String, Filling>,
    /// Where to read on, without the language: `/waiting`.
    pub path: String,
    /// Whether a letter is sent even to those who want none.
    pub always_written: bool,
    /// Whether the letter does not wait for whether the notice is read.
    #[serde(default)]
    pub at_once: bool,
}

impl NewNotice {
    /// A notice of a kind that leads to a page.
    pub fn new(kind: &NoticeKind, path: impl Into<String>) -> NewNotice {
        NewNotice {
            kind: kind.kind.to_owned(),
            about: BTreeMap::new(),
            path: path.into(),
            always_written: kind.always_written,
            at_once: false,
        }
    }

    /// The same, with a letter at once.
    #[must_use]
    pub fn at_once(self) -> NewNotice {
        NewNotice { at_once: true, ..self }
    }

    /// The same, about something.
    #[must_use]
    pub fn about(mut self, name: &str, filling: Filling) -> NewNotice {
        self.about.insert(name.to_owned(), filling);
        self
    }
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recipients {
    /// One person, also of what they did themselves; nobody when the account has ended.
    Account(Identifier),
    /// Everyone who stands under a word of a circle: an account, or a role where it is held.
    Member(String),
    /// Everyone who may do something there, but whoever acts.
    WhoMay {
        /// The action.
        action: String,
        /// Where, as [`Territory::word`] writes it.
        territory: String,
        /// How sensitive it is.
        sensitivity: Sensitivity,
    },
}

impl Recipients {
    /// A person, or everyone who holds a role at a place; also of what they did themselves.
    pub fn member(member: &Member) -> Recipients {
        match member {
            Member::Account(account) => Recipients::Account(account.clone()),
            Member::Role(_) => Recipients::Member(member.word()),
        }
    }

    /// Everyone who may do something in a territory, to what is so sensitive.
    pub fn who_may(action: &str, territory: &Territory, sensitivity: Sensitivity) -> Recipients {
        let territory = territory.word();
        Recipients::WhoMay { action: action.to_owned(), territory, sensitivity }
    }

    async fn accounts(&self, unit: &mut UnitOfWork) -> Result<Vec<Identifier>, Error> {
        let (action, territory, sensitivity) = match self {
            Recipients::Account(one) => {
                let account = account::by_id(unit.reading(), one).await?;
                let account = account.filter(|account| account.ended_at.is_none());
                return Ok(account.map(|account| account.id).into_iter().collect());
            }
            Recipients::Member(word) => return holders(unit, word).await,
            Recipients::WhoMay { action, territory, sensitivity } => {
                (action, Territory::from_word(territory)?, *sensitivity)
            }
        };
        let resource = Resource::in_territory(&territory).of_sensitivity(sensitivity);
        let accounts = account::all(unit.reading()).await?;
        let mut held: HashMap<Identifier, Vec<Assignment>> = HashMap::new();
        for given in account::given(unit.reading(), None).await? {
            held.entry(given.account).or_default().push(given.held);
        }
        let mut found = Vec::new();
        for account in accounts.into_iter().filter(|account| account.ended_at.is_none()) {
            // Whoever holds no role may do nothing that others are to be told of.
            let Some(held) = held.remove(&account.id) else { continue };
            let actor = crate::actor::Actor::account(account.id.clone());
            if actor == *unit.actor() {
                continue;
            }
            let principal = Principal::new(actor, held);
            if unit.policy().decide(&principal, action, &resource).permitted {
                found.push(account.id);
            }
        }
        Ok(found)
    }
}

/// The accounts that hold the role of a word where it is held.
async fn holders(unit: &mut UnitOfWork, word: &str) -> Result<Vec<Identifier>, Error> {
    let open = account::all(unit.reading()).await?.into_iter();
    let open: Vec<_> = open.filter(|account| account.ended_at.is_none()).collect();
    let given = account::given(unit.reading(), None).await?;
    let holds = |id: &Identifier| {
        let mut own = given.iter().filter(|given| given.account == *id);
        own.any(|given| Member::Role(given.held.clone()).word() == word)
    };
    Ok(open.into_iter().map(|account| account.id).filter(holds).collect())
}

/// Tells people something in the unit of work of the command that did it, and has letters sent to
/// those who want them. Returns how many were told. The journal entry of the command covers it.
///
/// # Errors
/// Those of the database.
pub async fn tell(
    unit: &mut UnitOfWork,
    notice: &NewNotice,
    to: &Recipients,
) -> Result<usize, Error> {
    let accounts = to.accounts(unit).await?;
    let about = serde_json::to_string(&notice.about)
        .map_err(|error| Error::value("notice.about", &error.to_string()))?;
    for account in &accounts {
        let (id, now) = (unit.identifier()?, clock::to_text(unit.now()));
        sqlx::query(
            "INSERT INTO notice (account_id, id, kind, about, path, told_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(account.to_string())
        .bind(id.to_string())
        .bind(notice.kind.clone())
        .bind(about.clone())
        .bind(notice.path.clone())
        .bind(now)
        .execute(unit.writing())
        .await?;
        letters::of_notice(unit, (account, &id), notice).await?;
    }
    Ok(accounts.len())
}
