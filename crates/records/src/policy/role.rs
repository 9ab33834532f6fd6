//! What people are in the system, and where.

use crate::error::Error;
use formula::words::{Catalog, Language, Words};
use std::fmt;
use std::sync::LazyLock;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    Catalog::new(&Words {
        en: &[include_str!("../../locales/rights/en.ftl")],
        sq: &[include_str!("../../locales/rights/sq.ftl")],
        sr: &[include_str!("../../locales/rights/sr.ftl")],
    })
});

/// The words of rights: names of roles, and whom a refused person may ask.
pub(crate) fn catalog() -> &'static Catalog {
    &CATALOG
}

/// What someone is in the system. Each is held in a [`Territory`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Collects data, costs standards, writes and compares formulas.
    GrantsAnalyst,
    /// Opens stages and adopts results, never alone.
    MinistryDirector,
    /// Reviews and recommends; reads everything about a cycle.
    GrantsCommission,
    /// Reports need, plans services, negotiates, contracts.
    MunicipalSocialDirector,
    /// Budget lines, commitments, payments.
    MunicipalFinanceOfficer,
    /// Leads a Centre for Social Work.
    CswManager,
    /// Works on referrals and cases.
    SocialWorker,
    /// Leads a provider of services.
    ProviderManager,
    /// Delivers services for a provider.
    ProviderStaff,
    /// Inspects, finds, follows up.
    Inspector,
    /// Teaches courses and confirms attendance.
    Trainer,
    /// Reads records and the journal, changes nothing.
    Auditor,
    /// Users, roles and reference lists; sees no case.
    Administrator,
    /// A person who gets services, or who cares for one.
    Person,
    /// Civil society, donors, the Association of Municipalities.
    CivilSociety,
}

impl Role {
    /// All of them, in the order of documents.
    pub const ALL: [Role; 15] = [
        Role::GrantsAnalyst,
        Role::MinistryDirector,
        Role::GrantsCommission,
        Role::MunicipalSocialDirector,
        Role::MunicipalFinanceOfficer,
        Role::CswManager,
        Role::SocialWorker,
        Role::ProviderManager,
        Role::ProviderStaff,
        Role::Inspector,
        Role::Trainer,
        Role::Auditor,
        Role::Administrator,
        Role::Person,
        Role::CivilSociety,
    ];

    /// The word for it in policies, tables and addresses.
    pub fn word(self) -> &'static str {
        match self {
            Role::GrantsAnalyst => "grants_analyst",
            Role::MinistryDirector => "ministry_director",
            Role::GrantsCommission => "grants_commission",
            Role::MunicipalSocialDirector => "municipal_social_director",
            Role::MunicipalFinanceOfficer => "municipal_finance_officer",
            Role::CswManager => "csw_manager",
            Role::SocialWorker => "social_worker",
            Role::ProviderManager => "provider_manager",
            Role::ProviderStaff => "provider_staff",
            Role::Inspector => "inspector",
            Role::Trainer => "trainer",
            Role::Auditor => "auditor",
            Role::Administrator => "administrator",
            Role::Person => "person",
            Role::CivilSociety => "civil_society",
        }
    }

    /// The role of a word.
    ///
    /// # Errors
    /// `database-value`.
    pub fn from_word(word: &str) -> Result<Role, Error> {
        let found = Role::ALL.into_iter().find(|role| role.word() == word);
        found.ok_or_else(|| Error::value("role", word))
    }

    /// Whether whoever holds it reads cases: it is given by two persons.
    pub fn reads_cases(self) -> bool {
        matches!(self, Role::CswManager | Role::SocialWorker)
    }

    /// Its name as people say it.
    pub fn name(self, language: Language) -> String {
        let id = format!("role-{}", self.word().replace('_', "-"));
        catalog().say::<&str>(language, &id, &[])
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Where a role is held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Territory {
    /// Everywhere: ministry, commission, audit office.
    Country,
    /// A municipality, by its code, with all its units.
    Municipality(String),
    /// A Centre for Social Work or a provider, by its identifier.
    Unit(String),
}

impl Territory {
    /// The text under which it is kept: `country`, `municipality/01`, `unit/csw-01`.
    pub fn word(&self) -> String {
        match self {
            Territory::Country => "country".to_owned(),
            Territory::Municipality(code) => format!("municipality/{code}"),
            Territory::Unit(unit) => format!("unit/{unit}"),
        }
    }

    /// The territory of a kept text.
    ///
    /// # Errors
    /// `database-value`.
    pub fn from_word(word: &str) -> Result<Territory, Error> {
        match word.split_once('/') {
            None if word == "country" => Ok(Territory::Country),
            Some(("municipality", code)) if !code.is_empty() => {
                Ok(Territory::Municipality(code.to_owned()))
            }
            Some(("unit", unit)) if !unit.is_empty() => Ok(Territory::Unit(unit.to_owned())),
            _ => Err(Error::value("territory", word)),
        }
    }
}

/// A role in a territory.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Assignment {
    /// What.
    pub role: Role,
    /// Where.
    pub territory: Territory,
}
