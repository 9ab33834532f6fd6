//! The door for writes: taking in a data package.

use crate::error::Error;
use crate::model::Municipality;
use crate::package::{self, Package, PackageTexts};
use crate::rules::{self, Change};
use crate::store;
use jiff::Timestamp;
use records::clock;
use records::command::{Command, Gate, Request};
use records::journal::{Chain, Entry};
use records::policy::{Principal, Resource};
use records::unit_of_work::{IdempotencyKey, UnitOfWork};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The action of [`Import`].
pub const IMPORT: &str = "territory.import";

/// Takes in a data package, whole or not at all. The package in force again changes nothing.
#[derive(Debug, Clone, Serialize)]
pub struct Import {
    /// The files of the package.
    pub texts: PackageTexts,
}

/// What an import led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The hash of the package that is in force now.
    pub hash: String,
    /// How many municipalities are new, gone or different.
    pub changed: usize,
}

/// What the decision needs to know: the package in force and what it says.
#[derive(Debug)]
pub struct InForce {
    number: i64,
    hash: Option<String>,
    municipalities: Vec<Municipality>,
}

/// What an import does.
#[derive(Debug)]
pub enum Decision {
    /// The package is in force already.
    Nothing,
    /// The package takes the place of the one in force.
    Replace {
        /// Its number.
        number: i64,
        /// What it says.
        package: Box<Package>,
        /// What that changes.
        changes: Vec<Change>,
    },
}

impl Command for Import {
    type State = InForce;
    type Decision = Decision;
    type Outcome = Imported;
    type Error = Error;
    const ACTION: &'static str = IMPORT;

    fn resource(&self, _: &Self::State) -> Resource {
        Resource::national()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<InForce, Error> {
        let in_force = store::package_in_force(unit.reading()).await?;
        let (number, hash) = in_force.map_or((0, None), |(number, hash)| (number, Some(hash)));
        let municipalities = store::read_municipalities(unit.reading()).await?;
        Ok(InForce { number, hash, municipalities })
    }

    fn decide(&self, state: InForce, _: Timestamp) -> Result<Decision, Error> {
        if state.hash.as_deref() == Some(self.texts.hash().as_str()) {
            return Ok(Decision::Nothing);
        }
        let package = package::read(&self.texts).map_err(Error::Package)?;
        let changes = rules::changes(&state.municipalities, &package.municipalities);
        let number = state.number.saturating_add(1);
        Ok(Decision::Replace { number, package: Box::new(package), changes })
    }

    async fn write(&self, decision: Decision, unit: &mut UnitOfWork) -> Result<Imported, Error> {
        let Decision::Replace { number, package, changes } = decision else {
            return Ok(Imported { hash: self.texts.hash(), changed: 0 });
        };
        let at = clock::to_text(unit.now());
        let gone: Vec<_> =
            changes.iter().filter(|change| change.after.is_none()).map(|c| &c.code).collect();
        store::replace(unit.writing(), number, &package, &gone, &at).await?;
        for change in &changes {
            unit.journal(Entry {
                chain: Chain::Municipality(change.code.to_string()),
                action: IMPORT.to_owned(),
                subject: format!("municipality/{}", change.code),
                before: change.before.clone(),
                after: change.after.clone(),
            })
            .await?;
        }
        unit.journal(Entry {
            chain: Chain::National,
            action: IMPORT.to_owned(),
            subject: format!("territory-package/{number}"),
            before: None,
            after: Some(json!({
                "name": package.name,
                "version": package.version,
                "hash": package.hash,
                "changed": changes.len(),
            })),
        })
        .await?;
        Ok(Imported { hash: package.hash.clone(), changed: changes.len() })
    }
}

/// Takes in the package of Kosovo that is part of the program, unless it is in force already.
///
/// # Errors
/// `package-refused`, `action-refused`, those of the database. Nothing is kept after an error.
pub async fn import_kosovo(
    gate: &Gate,
    principal: impl Into<Principal>,
    now: Timestamp,
) -> Result<Imported, Error> {
    let command = Import { texts: PackageTexts::kosovo() };
    // With the time in the key, a package may come into force again after another one.
    let key = IdempotencyKey::of_content(&[IMPORT, &command.texts.hash(), &clock::to_text(now)]);
    gate.execute(&command, Request { principal: principal.into(), now, key }).await
}
