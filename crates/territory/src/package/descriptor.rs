//! `datapackage.json`: what the columns of a package hold, and the totals it declares.

use crate::error::{Fault, FaultKind};
use crate::model::{Column, Kind, Municipality, Names};
use formula::number::{Decimal, sum};
use formula::plan::{Labels, Wording};
use serde::Deserialize;

const FILE: &str = "datapackage.json";

/// What the descriptor says, as far as it is needed.
#[derive(Debug)]
pub(super) struct Descriptor {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) columns: Vec<Column>,
    totals: Vec<Total>,
}

#[derive(Debug)]
struct Total {
    /// The column that is added up; none when rows are counted.
    column: Option<String>,
    value: Decimal,
}

#[derive(Deserialize)]
struct RawDescriptor {
    name: String,
    version: String,
    resources: Vec<RawResource>,
    #[serde(default)]
    checks: Vec<RawCheck>,
}

#[derive(Deserialize)]
struct RawResource {
    name: String,
    schema: RawSchema,
}

#[derive(Deserialize)]
struct RawSchema {
    fields: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct RawField {
    name: String,
    r#type: String,
    titles: Names,
    description: String,
    unit: Option<String>,
    period: Option<String>,
    #[serde(default)]
    sources: Vec<RawSource>,
    #[serde(default)]
    constraints: RawConstraints,
}

#[derive(Deserialize)]
struct RawSource {
    title: String,
    titles: Option<Names>,
}

impl RawSource {
    fn wording(self) -> Wording {
        match self.titles {
            Some(Names { sq, sr, en }) => {
                Wording::Each(Labels { en: Some(en), sq: Some(sq), sr: Some(sr) })
            }
            None => Wording::One(self.title),
        }
    }
}

#[derive(Deserialize, Default)]
struct RawConstraints {
    #[serde(default)]
    required: bool,
    minimum: Option<serde_json::Number>,
}

#[derive(Deserialize)]
struct RawCheck {
    resource: String,
    sum: Option<String>,
    value: serde_json::Number,
}

/// Reads the descriptor.
pub(super) fn read(text: &str) -> Result<Descriptor, Fault> {
    let unreadable = |line: usize, what: &str| {
        let line = u64::try_from(line).unwrap_or(0);
        Fault::new(FaultKind::Unreadable, FILE, line).found(what)
    };
    let raw: RawDescriptor =
        serde_json::from_str(text).map_err(|error| unreadable(error.line(), &error.to_string()))?;
    let Some(resource) = raw.resources.into_iter().find(|r| r.name == "municipality") else {
        return Err(unreadable(0, "resources: municipality"));
    };
    let mut columns = Vec::new();
    for field in resource.schema.fields {
        let field: RawField =
            serde_json::from_value(field).map_err(|error| unreadable(0, &error.to_string()))?;
        if field.name != "code" {
            let name = field.name.clone();
            columns.push(column(field).ok_or_else(|| unreadable(0, &name))?);
        }
    }
    let mut totals = Vec::new();
    for check in raw.checks.into_iter().filter(|check| check.resource == "municipality") {
        let value = decimal(&check.value).ok_or_else(|| unreadable(0, "checks"))?;
        totals.push(Total { column: check.sum, value });
    }
    Ok(Descriptor { name: raw.name, version: raw.version, columns, totals })
}

fn column(field: RawField) -> Option<Column> {
    let kind = match field.r#type.as_str() {
        "string" => Kind::Text,
        "integer" | "number" => Kind::Number,
        "boolean" => Kind::YesNo,
        _ => return None,
    };
    let minimum = match field.constraints.minimum {
        Some(number) => Some(decimal(&number)?),
        None => None,
    };
    let sources: Vec<Wording> = field.sources.into_iter().map(RawSource::wording).collect();
    Some(Column {
        name: field.name,
        kind,
        required: field.constraints.required,
        minimum,
        titles: field.titles,
        description: field.description,
        unit: field.unit,
        period: field.period,
        source: Wording::joined(&sources).unwrap_or_else(|| Wording::from("")),
    })
}

fn decimal(number: &serde_json::Number) -> Option<Decimal> {
    Decimal::parse(&number.to_string())
}

impl Descriptor {
    /// Names of all columns of the municipalities, the code first.
    pub(super) fn header(&self) -> Vec<&str> {
        let names = self.columns.iter().map(|column| column.name.as_str());
        std::iter::once("code").chain(names).collect()
    }

    /// Compares what the package declares with what its rows add up to.
    pub(super) fn compare_totals(&self, rows: &[Municipality], faults: &mut Vec<Fault>) {
        for total in &self.totals {
            let found = match &total.column {
                None => i64::try_from(rows.len()).ok().map(Decimal::from_i64),
                Some(column) => sum(rows.iter().filter_map(|row| row.number(column))).ok(),
            };
            if found != Some(total.value) {
                let found = found.map(Decimal::to_canonical).unwrap_or_default();
                let fault = Fault::new(FaultKind::TotalDiffers, "municipality.csv", 0);
                let column = total.column.as_deref().unwrap_or("code");
                let expected = total.value.to_canonical();
                faults.push(fault.column(column).found(&found).expected(expected));
            }
        }
    }
}
