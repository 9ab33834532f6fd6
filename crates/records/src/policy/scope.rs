//! A decision for every row of a list at once: only the policy makes one, and it becomes part of
//! the SQL, so that a list never shows more than its rows would one by one.

use super::principal::Principal;
use super::resource::{Place, Resource, Sensitivity};
use super::role::Territory;
use super::rules::{Circumstances, Rules};
use super::ties::Ties;
use crate::clock;
use crate::sensitivity::ties as tied;
use jiff::Timestamp;
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
    ties: Ties,
}

/// What someone may do something to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    actor: String,
    municipalities: Vec<String>,
    units: Vec<String>,
    members: Vec<String>,
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
    /// The identifier of the subject, over which the ground keeps watch; without it rows have none.
    pub subject: Option<&'static str>,
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
        let mut permitted: BTreeMap<Cell, BTreeSet<Sensitivity>> = BTreeMap::new();
        for cell in cells(&municipalities, &units) {
            for sensitivity in Sensitivity::ALL {
                let resource = cell.example(sensitivity, principal);
                if rules.decide(action, &Circumstances::of(principal, &resource)).permitted {
                    permitted.entry(cell.clone()).or_default().insert(sensitivity);
                }
            }
        }
        Scope {
            actor: principal.actor().word(),
            municipalities: municipalities.into_iter().collect(),
            units: units.into_iter().collect(),
            members: principal.members(),
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

    /// The condition that rows of a table meet which are within the scope at a moment. Its
    /// parameters are numbered from `first` on.
    pub fn condition(&self, columns: &Columns, first: usize, now: Timestamp) -> Condition {
        let mut writer = Writer { scope: self, first, parameters: Vec::new(), now };
        let mut parts = Vec::new();
        for ties in TIES {
            let Some(standing) = writer.standing(ties, columns) else { continue };
            let cells = self.permitted.iter().filter(|(cell, _)| cell.ties == ties);
            let mut within = Vec::new();
            for (cell, sensitivities) in cells {
                within.extend(writer.cell(cell, sensitivities, columns));
            }
            // A cell that no row can lie in binds nothing, so that the standing was bound last.
            match within.is_empty() {
                true => writer.forget(&standing),
                false => parts.push(format!("({} AND ({}))", standing.sql, within.join(" OR "))),
            }
        }
        let sql = match parts.is_empty() {
            true => "(1 = 0)".to_owned(),
            false => format!("({})", parts.join(" OR ")),
        };
        Condition { sql, parameters: writer.parameters }
    }
}

/// The ways in which someone may stand to a subject and be permitted something. Whoever is kin is
/// permitted nothing.
const TIES: [Ties; 5] = [
    Ties::NONE,
    Ties { guarded: true, circle: false, kin: false, emergency: false },
    Ties { guarded: true, circle: false, kin: false, emergency: true },
    Ties { guarded: true, circle: true, kin: false, emergency: false },
    Ties { guarded: true, circle: true, kin: false, emergency: true },
];

fn cells(municipalities: &BTreeSet<String>, units: &BTreeSet<String>) -> Vec<Cell> {
    let places = |own: &BTreeSet<String>| -> Vec<Where> {
        let own = own.iter().cloned().map(Where::Own);
        [Where::Nowhere, Where::Other].into_iter().chain(own).collect()
    };
    let mut cells = Vec::new();
    for municipality in places(municipalities) {
        for unit in places(units) {
            for (own, ties) in TIES.into_iter().flat_map(|ties| [(false, ties), (true, ties)]) {
                let (municipality, unit) = (municipality.clone(), unit.clone());
                cells.push(Cell { municipality, unit, own, ties });
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
        Cell {
            municipality: strange(&self.municipality),
            unit: strange(&self.unit),
            own: false,
            ties: self.ties.of_anybody(),
        }
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
            subject: None,
            ties: self.ties,
        }
    }
}

/// Writes a condition, part by part.
struct Writer<'s> {
    scope: &'s Scope,
    first: usize,
    parameters: Vec<String>,
    now: Timestamp,
}

impl Writer<'_> {
    /// The condition of how someone stands to the subject of a row; none when no row of the table
    /// can be so.
    fn standing(&mut self, ties: Ties, columns: &Columns) -> Option<Condition> {
        let bound = self.parameters.len();
        let Some(subject) = columns.subject else {
            let sql = "1 = 1".to_owned();
            return (!ties.guarded).then_some(Condition { sql, parameters: Vec::new() });
        };
        if !ties.guarded {
            return Some(Condition { sql: format!("{subject} IS NULL"), parameters: Vec::new() });
        }
        let members = self.scope.members.clone();
        let members: Vec<String> = members.iter().map(|word| self.bind(word)).collect();
        let (actor, now) = (self.scope.actor.clone(), clock::to_text(self.now));
        let (actor, now) = (self.bind(&actor), self.bind(&now));
        let not = |yes: bool| if yes { "" } else { "NOT " };
        let sql = format!(
            "{subject} IS NOT NULL AND NOT {} AND {}{} AND {}{}",
            tied::kin(subject, &actor),
            not(ties.circle),
            tied::circle(subject, &members),
            not(ties.emergency),
            tied::emergency(subject, &actor, &now),
        );
        let parameters = self.parameters.get(bound..).unwrap_or_default().to_vec();
        Some(Condition { sql, parameters })
    }

    /// Takes back what a condition bound last.
    fn forget(&mut self, unused: &Condition) {
        let kept = self.parameters.len().saturating_sub(unused.parameters.len());
        self.parameters.truncate(kept);
    }

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
        let classes = class(cell, sensitivities, columns)?;
        if no_owner {
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
        parts.extend(classes);
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

/// The condition that the class of a row is permitted, which is the stricter of its own and of the
/// one that the ground keeps of its subject; an empty one when every row meets it, none when no row
/// can.
fn class(
    cell: &Cell,
    permitted: &BTreeSet<Sensitivity>,
    columns: &Columns,
) -> Option<Option<String>> {
    let subject = columns.subject.filter(|_| cell.ties.guarded);
    let (Some(subject), own) = (subject, columns.sensitivity) else {
        return match columns.sensitivity {
            Ok(column) => Some(Some(format!("{column} IN ({})", words(permitted.iter().copied())))),
            Err(fixed) => permitted.contains(&fixed).then_some(None),
        };
    };
    let mut alternatives = Vec::new();
    for class in Sensitivity::ALL {
        if own.is_err_and(|fixed| fixed != class) {
            continue;
        }
        let kept = |is_permitted: bool| {
            let all = Sensitivity::ALL.into_iter();
            let all = all.filter(|kept| permitted.contains(&class.max(*kept)) == is_permitted);
            words(all)
        };
        // What the ground does not watch over is of the class of its row.
        let (which, kept) = match permitted.contains(&class) {
            true => ("NOT IN", kept(false)),
            false => ("IN", kept(true)),
        };
        let mut parts = Vec::new();
        if let Ok(column) = own {
            parts.push(format!("{column} = '{}'", class.word()));
        }
        if !kept.is_empty() {
            parts.push(format!("{subject} {which} ({})", tied::of_class(&kept)));
        } else if which == "IN" {
            continue;
        }
        match parts.is_empty() {
            true => return Some(None),
            false => alternatives.push(format!("({})", parts.join(" AND "))),
        }
    }
    (!alternatives.is_empty()).then(|| Some(format!("({})", alternatives.join(" OR "))))
}

fn words(classes: impl Iterator<Item = Sensitivity>) -> String {
    classes.map(|class| format!("'{}'", class.word())).collect::<Vec<_>>().join(", ")
}
