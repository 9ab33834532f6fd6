//! A second station, downstream of the shelf: it lends things from a box. The place in the box and
//! the loan become lasting together, in two stations and two chains of the journal.

use super::super::*;
use crate::command::perform;

pub(super) const LENDING: &[Migration] = &[Migration::new(
    "lending",
    1,
    "loan",
    // No key keeps a request from being kept twice: that is what the gate is for.
    "CREATE TABLE loan (id TEXT NOT NULL PRIMARY KEY, request TEXT NOT NULL, box TEXT NOT NULL);
     CREATE INDEX loan_by_request ON loan (request)",
)
.append_only(&["loan"])];

pub(super) const STATIONS: &[&[Migration]] = &[SHELF, LENDING];

const LENDING_POLICY: StationPolicy = StationPolicy {
    station: "lending",
    actions: &[ActionEntry {
        action: "lending.lend",
        description: "Lends a thing.",
        sq: "Huazon një send.",
        sr: "Позајмљује ствар.",
    }],
    text: include_str!("../lending.cedar"),
};

/// Lends one thing from a box of ten.
#[derive(Debug, Serialize)]
pub(super) struct Lend {
    pub(super) name: String,
}

impl Command for Lend {
    type State = ();
    type Decision = ();
    type Outcome = String;
    type Error = FillError;
    const ACTION: &'static str = "lending.lend";

    fn resource(&self, (): &()) -> Resource {
        Resource::national().of_sensitivity(Sensitivity::Official)
    }

    async fn read(&self, _: &mut UnitOfWork) -> Result<(), FillError> {
        Ok(())
    }

    fn decide(&self, (): (), _: Timestamp) -> Result<(), FillError> {
        Ok(())
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<String, FillError> {
        perform(&Fill::new(&self.name, 1), unit).await?;
        let id = unit.identifier()?.to_string();
        let request = unit.key().as_str().to_owned();
        sqlx::query("INSERT INTO loan (id, request, box) VALUES ($1, $2, $3)")
            .bind(id.clone())
            .bind(request)
            .bind(self.name.clone())
            .execute(unit.writing())
            .await
            .map_err(Error::from)?;
        unit.journal(Entry {
            chain: Chain::National,
            action: "lending.lend".to_owned(),
            subject: format!("loan/{id}"),
            before: None,
            after: Some(json!({ "box": self.name })),
        })
        .await?;
        Ok(id)
    }
}

/// The gate of both stations.
pub(super) async fn lending_gate(address: &Address) -> Result<Gate, Error> {
    let patient = Options { wait: Duration::from_secs(30), ..Options::default() };
    let database = Database::open(address, STATIONS, &patient, moment()).await?;
    let policy = Policy::new(&[SHELF_POLICY, LENDING_POLICY]).unwrap();
    Ok(Gate::new(database, Arc::new(policy)))
}
