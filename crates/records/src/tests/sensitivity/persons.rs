//! A station that keeps persons' records, as casework will: it names the subject, and the rest
//! follows.

use super::super::*;
use crate::identity::Identifier;
use crate::people::samples::Sample;
use crate::people::{Limits, People};
use crate::policy::{Assignment, Columns, Principal, Role, Territory};
use crate::sealing::{ForWriting, KeyRing, OpenFile, Sealed, SearchToken, Subject};
use crate::sensitivity::{self, Guard, Member, matches};

pub(super) const READ: &str = "persons.read";

const PERSONS: &[Migration] = &[Migration::new(
    "persons",
    1,
    "person",
    "CREATE TABLE person (municipality_code TEXT NOT NULL, subject TEXT NOT NULL,
                          unit TEXT NOT NULL, sensitivity TEXT NOT NULL, name BYTEA NOT NULL,
                          name_token TEXT NOT NULL, PRIMARY KEY (municipality_code, subject))",
)];

const PERSONS_POLICY: StationPolicy = StationPolicy {
    station: "persons",
    actions: &[
        ActionEntry {
            action: READ,
            description: "Reads a person's record.",
            sq: "Lexon një dosje personi.",
            sr: "Чита досије лица.",
        },
        ActionEntry {
            action: "persons.keep",
            description: "Keeps a person's record.",
            sq: "Mban një dosje personi.",
            sr: "Води досије лица.",
        },
    ],
    text: include_str!("persons.cedar"),
};

const COLUMNS: Columns = Columns {
    municipality: Some("municipality_code"),
    unit: Some("unit"),
    sensitivity: Ok("sensitivity"),
    owner: None,
    subject: Some("subject"),
};

/// Keeps a person: begins the record, or changes the name in one that is there.
#[derive(Debug, Serialize)]
pub(super) struct Keep {
    pub(super) subject: Identifier,
    pub(super) unit: String,
    pub(super) name: String,
    pub(super) class: Sensitivity,
    pub(super) is_new: bool,
}

impl Command for Keep {
    type State = ();
    type Decision = ();
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = "persons.keep";

    fn resource(&self, (): &()) -> Resource {
        let resource = Resource::national().in_municipality("01").in_unit(&self.unit);
        match self.is_new {
            true => resource.of_sensitivity(Sensitivity::Personal),
            false => resource.of_sensitivity(self.class).about(&self.subject),
        }
    }

    async fn read(&self, _: &mut UnitOfWork) -> Result<(), Error> {
        Ok(())
    }

    fn decide(&self, (): (), _: Timestamp) -> Result<(), Error> {
        Ok(())
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<(), Error> {
        let (keys, subject) = (unit.keys().unwrap(), of(&self.subject));
        let file = ForWriting::of(&keys, unit, &subject, "case").await?;
        let name = file.seal("person.name", &self.name)?;
        sqlx::query(
            "INSERT INTO person (municipality_code, subject, unit, sensitivity, name, name_token)
             VALUES ('01', $1, $2, $3, $4, $5)
             ON CONFLICT (municipality_code, subject) DO UPDATE SET name = excluded.name",
        )
        .bind(self.subject.to_string())
        .bind(self.unit.clone())
        .bind(self.class.word())
        .bind(name.as_bytes().to_vec())
        .bind(SearchToken::of(&keys, "person.name", &self.name)?.as_str().to_owned())
        .execute(unit.writing())
        .await?;
        let guard = Guard {
            class: self.class,
            manager: Member::Role(held(Role::CswManager, &self.unit)),
            broker: Some(Member::Role(everywhere(Role::Inspector))),
            opens_in_emergency: self.unit != "shelter",
        };
        sensitivity::guard(unit, &subject, &guard).await?;
        if self.class == Sensitivity::Restricted {
            matches::index(unit, &subject, &[("person.name", &self.name)]).await?;
        }
        Ok(())
    }
}

/// Looks for records that may be of the same person.
#[derive(Debug, Serialize)]
pub(super) struct LookForDuplicates {
    pub(super) name: String,
    pub(super) unit: String,
}

impl Command for LookForDuplicates {
    type State = Vec<String>;
    type Decision = Vec<String>;
    type Outcome = Vec<String>;
    type Error = Error;
    const ACTION: &'static str = READ;

    fn resource(&self, _: &Vec<String>) -> Resource {
        let resource = Resource::national().in_municipality("01").in_unit(&self.unit);
        resource.of_sensitivity(Sensitivity::Personal)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Vec<String>, Error> {
        let token = SearchToken::of(&unit.keys().unwrap(), "person.name", &self.name)?;
        let scope = unit.policy().scope(unit.principal(), READ);
        let condition = scope.condition(&COLUMNS, 2, unit.now());
        let sql = format!("SELECT subject FROM person WHERE name_token = $1 AND {}", condition.sql);
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(token.as_str().to_owned());
        for parameter in condition.parameters {
            query = query.bind(parameter);
        }
        let rows = query.fetch_all(unit.reading()).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    fn decide(&self, found: Vec<String>, _: Timestamp) -> Result<Vec<String>, Error> {
        Ok(found)
    }

    async fn write(&self, found: Vec<String>, unit: &mut UnitOfWork) -> Result<Vec<String>, Error> {
        matches::look_for(unit, &[("person.name", &self.name)]).await?;
        unit.journal(Entry {
            chain: Chain::Municipality("01".to_owned()),
            action: READ.to_owned(),
            subject: "duplicates".to_owned(),
            before: None,
            after: None,
        })
        .await?;
        Ok(found)
    }
}

pub(super) fn of(subject: &Identifier) -> Subject {
    Subject { municipality: Some("01".to_owned()), id: subject.clone() }
}

pub(super) fn held(role: Role, unit: &str) -> Assignment {
    Assignment { role, territory: Territory::Unit(unit.to_owned()) }
}

fn everywhere(role: Role) -> Assignment {
    Assignment { role, territory: Territory::Country }
}

pub(super) fn later(minutes: i64) -> Timestamp {
    moment().checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap()
}

/// Whoever has a name, as they are now.
async fn named(people: &People, name: &str) -> Principal {
    let accounts = people.accounts().await.unwrap();
    let (account, given) = accounts.into_iter().find(|(it, _)| it.name == name).unwrap();
    let held = given.into_iter().map(|given| given.held).collect();
    Principal::new(Actor::account(account.id), held)
}

/// A second social worker, at another centre: there is one sample for each role.
async fn give_elsewhere(people: &People) {
    let account = named(people, "Elsewhere").await.actor().identifier().unwrap().clone();
    let asked = Request { principal: named(people, "Administrator").await, ..request("give") };
    people.give(&account, &held(Role::SocialWorker, "u2"), asked).await.unwrap();
    let director = named(people, "Director").await;
    let waiting = people.waiting(&director).await.unwrap();
    let agrees = Request { principal: director, ..request("agree") };
    people.answer(&waiting[0].id, (true, "hired"), agrees).await.unwrap();
}

/// A station with people who work at it.
pub(super) struct Office {
    pub(super) people: People,
    everybody: Vec<(String, Principal)>,
}

impl Office {
    pub(super) async fn opened(place: &Place) -> Office {
        let wait = Duration::from_secs(20);
        let options = Options { readers: 2, wait, ..Options::default() };
        let opened = Database::open(&address(place), &[PERSONS], &options, moment()).await;
        let policies = [
            PERSONS_POLICY,
            sensitivity::POLICY,
            crate::people::POLICY,
            crate::notices::POLICY,
            crate::jobs::POLICY,
        ];
        let policy = Arc::new(Policy::new(&policies).unwrap());
        let gate = Gate::new(opened.unwrap(), policy).with_keys(KeyRing::new().unwrap());
        let people = People::new(gate, Limits::default());
        let samples = [
            ("Manager", held(Role::CswManager, "u1")),
            ("Worker", held(Role::SocialWorker, "u1")),
            ("Elsewhere", everywhere(Role::Trainer)),
            ("Director", everywhere(Role::MinistryDirector)),
            ("Auditor", everywhere(Role::Auditor)),
            ("Broker", everywhere(Role::Inspector)),
            ("Administrator", everywhere(Role::Administrator)),
        ];
        let samples = samples.map(|(name, held)| Sample { name: name.to_owned(), held });
        people.set_up_samples(samples.into(), moment()).await.unwrap();
        give_elsewhere(&people).await;
        let accounts = people.accounts().await.unwrap();
        let everybody = accounts.into_iter().map(|(account, given)| {
            let held = given.into_iter().map(|given| given.held).collect();
            (account.name, Principal::new(Actor::account(account.id), held))
        });
        Office { people, everybody: everybody.collect() }
    }

    pub(super) fn gate(&self) -> &Gate {
        self.people.gate()
    }

    pub(super) fn everybody(&self) -> impl Iterator<Item = &Principal> {
        self.everybody.iter().map(|(_, principal)| principal)
    }

    pub(super) fn who(&self, name: &str) -> Principal {
        self.everybody.iter().find(|(it, _)| it == name).unwrap().1.clone()
    }

    pub(super) fn account(&self, name: &str) -> Identifier {
        self.who(name).actor().identifier().unwrap().clone()
    }

    pub(super) fn asks(&self, name: &str, minutes: i64) -> Request {
        let key = crate::identity::make(moment()).unwrap();
        let key = IdempotencyKey::new(key.as_str()).unwrap();
        Request { principal: self.who(name), now: later(minutes), key }
    }

    /// Keeps a new person of the centre `u1`, as its social worker.
    pub(super) async fn keep(&self, name: &str, class: Sensitivity) -> Identifier {
        let subject = crate::identity::make(moment()).unwrap();
        self.rename(&subject, name, class, "Worker", true).await.unwrap();
        subject
    }

    pub(super) async fn rename(
        &self,
        subject: &Identifier,
        name: &str,
        class: Sensitivity,
        by: &str,
        is_new: bool,
    ) -> Result<(), Error> {
        let (name, unit) = (name.to_owned(), "u1".to_owned());
        let keep = Keep { subject: subject.clone(), unit, name, class, is_new };
        self.gate().execute(&keep, self.asks(by, 1)).await
    }

    /// The name of a person by its direct address.
    pub(super) async fn read(
        &self,
        subject: &Identifier,
        by: &str,
        minutes: i64,
    ) -> Result<String, Error> {
        let sql = "SELECT unit, name FROM person WHERE subject = $1";
        let row = sqlx::query(sql)
            .bind(subject.to_string())
            .fetch_optional(self.gate().database().readers())
            .await?;
        let unit: String = row.as_ref().map_or(Ok("u1".to_owned()), |row| row.try_get(0))?;
        let resource = Resource::national().in_municipality("01").in_unit(&unit);
        let resource = resource.of_sensitivity(Sensitivity::Personal);
        let (ring, asks) = (self.gate().keys().unwrap(), self.asks(by, minutes));
        let file = OpenFile::read(ring, self.gate(), asks, READ, &of(subject), &resource).await?;
        let name = Sealed::from_stored(row.unwrap().try_get(1)?);
        Ok(file.value("person.name", &name)?.to_string())
    }

    /// The persons of the list, as somebody sees it.
    pub(super) async fn list(&self, by: &Principal, minutes: i64) -> Vec<String> {
        let scope = self.gate().policy().scope(by, READ);
        let condition = scope.condition(&COLUMNS, 1, later(minutes));
        let sql = format!("SELECT subject FROM person WHERE {} ORDER BY subject", condition.sql);
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
        for parameter in condition.parameters {
            query = query.bind(parameter);
        }
        let rows = query.fetch_all(self.gate().database().readers()).await.unwrap();
        rows.iter().map(|row| row.try_get(0).unwrap()).collect()
    }

    pub(super) async fn told(&self, name: &str) -> Vec<String> {
        let id = self.account(name);
        let database = self.gate().database();
        let all = crate::notices::inbox::list(database, &id, 50).await.unwrap();
        let kinds = all.into_iter().map(|notice| notice.kind);
        kinds.filter(|kind| kind.starts_with("sensitivity.")).collect()
    }
}
