//! A decision for every row of a list at once: only the policy makes one, and it becomes part of
//! the SQL, so that a list never shows more than its rows would one by one.

use super::principal::Principal;
use super::resource::{Place, Resource, Sensitivity};
use super::role::Territory;
use super::rules::{Circumstances, Rules};
use std::collections::{BTreeMap, BTreeSet};

/// Which of the places that a principal can tell apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Where {
    /// None: what concerns the country, or no unit.
    Nowhere,
    /// One in which the principal has a role.
    Own(String),
    /// Any other.
    Other,
}

/// Rows alike for the policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    municipality: Where,
    unit: Where,
    own: bool,
}

/// What someone may do something to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    actor: String,
    municipalities: Vec<String>,
    units: Vec<String>,
    permitted: BTreeMap<Cell, BTreeSet<Sensitivity>>,
}

/// Where a table keeps what a scope speaks of. The names are part of the program, never of a
/// request.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// The code of the municipality; without it all rows concern the country.
    pub municipality: Option<&'static str>,
    /// The centre or provider; without it rows belong to none.
    pub unit: Option<&'static str>,
    /// The word of the sensitivity, or the one that all rows have.
    pub sensitivity: Result<&'static str, Sensitivity>,
    /// The word of the actor to whom a row belongs; without it rows belong to nobody.
    pub owner: Option<&'static str>,
}

/// A condition of a query with its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The condition in SQL, in brackets.
    pub sql: String,
    /// What is to be bound to its parameters, in order.
    pub parameters: Vec<String>,
}

impl Scope {
    pub(super) fn new(rules: &Rules, principal: &Principal, action: &str) -> Scope {
        let mut municipalities = BTreeSet::new();
        let mut units = BTreeSet::new();
        for held in principal.assignments() {
            match &held.territory {
                Territory::Country => {}
                Territory::Municipality(code) => {
                    municipalities.insert(code.clone());
                }
                Territory::Unit(unit) => {
                    units.insert(unit.clone());
                }
            }
        }
        let mut decided: BTreeMap<Circumstances, bool> = BTreeMap::new();
        let mut permitted: BTreeMap<Cell, BTreeSet<Sensitivity>> = BTreeMap::new();
        for cell in cells(&municipalities, &units) {
            for sensitivity in Sensitivity::ALL {
                let resource = cell.example(sensitivity, principal);
                let circumstances = Circumstances::of(principal, &resource);
                let answer = *decided
                    .entry(circumstances)
                    .or_insert_with_key(|given| rules.decide(action, given).permitted);
                if answer {
                    permitted.entry(cell.clone()).or_default().insert(sensitivity);
                }
            }
        }
        Scope {
            actor: principal.actor().word(),
            municipalities: municipalities.into_iter().collect(),
            units: units.into_iter().collect(),
            permitted,
        }
    }

    /// Whether something is within it that is not within what anybody may do.
    pub(super) fn adds_to(&self, anybody: &Scope) -> bool {
        self.permitted.iter().any(|(cell, sensitivities)| {
            let open = anybody.permitted.get(&cell.of_anybody());
            open.is_none_or(|open| !sensitivities.is_subset(open))
        })
    }

    /// Whether nothing is within it.
    pub fn is_empty(&self) -> bool {
        self.permitted.is_empty()
    }

    /// The condition that rows of a table meet which are within the scope. Its parameters are
    /// numbered from `first` on.
    pub fn condition(&self, columns: &Columns, first: usize) -> Condition {
        let mut writer = Writer { scope: self, first, parameters: Vec::new() };
        let parts: Vec<String> = self
            .permitted
            .iter()
            .filter_map(|(cell, sensitivities)| writer.cell(cell, sensitivities, columns))
            .collect();
        let sql = match parts.is_empty() {
            true => "(1 = 0)".to_owned(),
            false => format!("({})", parts.join(" OR ")),
        };
        Condition { sql, parameters: writer.parameters }
    }
}

fn cells(municipalities: &BTreeSet<String>, units: &BTreeSet<String>) -> Vec<Cell> {
    let places = |own: &BTreeSet<String>| -> Vec<Where> {
        let own = own.iter().cloned().map(Where::Own);
        [Where::Nowhere, Where::Other].into_iter().chain(own).collect()
    };
    let mut cells = Vec::new();
    for municipality in places(municipalities) {
        for unit in places(units) {
            for own in [false, true] {
                cells.push(Cell { municipality: municipality.clone(), unit: unit.clone(), own });
            }
        }
    }
    cells
}

impl Cell {
    /// The same to someone who has no role there and to whom it does not belong.
    fn of_anybody(&self) -> Cell {
        let strange = |place: &Where| match place {
            Where::Nowhere => Where::Nowhere,
            Where::Own(_) | Where::Other => Where::Other,
        };
        Cell { municipality: strange(&self.municipality), unit: strange(&self.unit), own: false }
    }

    /// A resource of the cell. No territory is named by the empty text, so that it stands for any
    /// place in which the principal has no role.
    fn example(&self, of: Sensitivity, principal: &Principal) -> Resource {
        let place = |place: &Where| match place {
            Where::Nowhere => None,
            Where::Own(own) => Some(own.clone()),
            Where::Other => Some(String::new()),
        };
        Resource {
            place: Place { municipality: place(&self.municipality), unit: place(&self.unit) },
            sensitivity: of,
            owner: self.own.then(|| principal.actor().clone()),
        }
    }
}

/// Writes a condition, part by part.
struct Writer<'s> {
    scope: &'s Scope,
    first: usize,
    parameters: Vec<String>,
}

impl Writer<'_> {
    fn bind(&mut self, value: &str) -> String {
        let number = self.first.saturating_add(self.parameters.len());
        self.parameters.push(value.to_owned());
        format!("${number}")
    }

    /// The condition of one cell; none when no row of the table can lie in it.
    fn cell(
        &mut self,
        cell: &Cell,
        sensitivities: &BTreeSet<Sensitivity>,
        columns: &Columns,
    ) -> Option<String> {
        // First whether the cell can be met at all, so that no parameter is bound for nothing.
        let unmet =
            |column: Option<&str>, place: &Where| column.is_none() && *place != Where::Nowhere;
        let no_owner = columns.owner.is_none() && cell.own;
        if unmet(columns.municipality, &cell.municipality) || unmet(columns.unit, &cell.unit) {
            return None;
        }
        if no_owner || columns.sensitivity.is_err_and(|fixed| !sensitivities.contains(&fixed)) {
            return None;
        }
        let mut parts = Vec::new();
        if let Some(column) = columns.municipality {
            let own = self.scope.municipalities.clone();
            parts.push(self.place(column, &cell.municipality, &own));
        }
        if let Some(column) = columns.unit {
            let own = self.scope.units.clone();
            parts.push(self.place(column, &cell.unit, &own));
        }
        if let Ok(column) = columns.sensitivity {
            let words = sensitivities.iter().map(|of| format!("'{}'", of.word()));
            parts.push(format!("{column} IN ({})", words.collect::<Vec<_>>().join(", ")));
        }
        if let Some(column) = columns.owner {
            let actor = self.scope.actor.clone();
            let actor = self.bind(&actor);
            parts.push(match cell.own {
                true => format!("{column} = {actor}"),
                false => format!("({column} IS NULL OR {column} <> {actor})"),
            });
        }
        // A table without any of the columns holds what is open to all or to none.
        let all = if parts.is_empty() { "1 = 1".to_owned() } else { parts.join(" AND ") };
        Some(format!("({all})"))
    }

    fn place(&mut self, column: &str, place: &Where, own: &[String]) -> String {
        match place {
            Where::Nowhere => format!("{column} IS NULL"),
            Where::Own(own) => format!("{column} = {}", self.bind(own)),
            Where::Other if own.is_empty() => format!("{column} IS NOT NULL"),
            Where::Other => {
                let own: Vec<String> = own.iter().map(|own| self.bind(own)).collect();
                format!("({column} IS NOT NULL AND {column} NOT IN ({}))", own.join(", "))
            }
        }
    }
}
