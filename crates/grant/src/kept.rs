//! Kept runs of another version of the engine.
//!
//! A kept run is a fact: what was kept is shown, whatever this version makes of its texts and
//! data. Where this version can work it out, what comes out is compared with what was kept, and
//! the answer is shown beside it.

use crate::desk::RunSummary;
use crate::opened::OpenedRun;
use crate::words::catalog;
use formula::data::Data;
use formula::number::Decimal;
use formula::plan::{Definition, DefinitionId, Plan, Type};
use formula::run::{ENGINE, Value};
use formula::words::Language;
use formula_data::Findings;
use records::run::ResultRow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The result and the key of the row, which is empty for a national result.
type Place = (String, String);
/// Kept values.
type ByPlace = BTreeMap<Place, ResultRow>;

fn by_place(rows: &[ResultRow]) -> ByPlace {
    rows.iter().map(|row| ((row.result.clone(), row.row_key.clone()), row.clone())).collect()
}

/// The values of a run as another version of the engine gave them.
#[derive(Debug, Clone)]
pub struct OtherEngine {
    /// The version that made the run.
    pub made: String,
    /// How many values were kept.
    pub count: usize,
    /// How many values this version gives otherwise, or does not give, or gives beside them.
    pub differing: usize,
    /// What was kept, by result and key of the row.
    kept: ByPlace,
}

impl OtherEngine {
    /// Compares what was kept with what this version gives.
    pub(crate) fn new(made: &str, kept: &[ResultRow], found: &[ResultRow]) -> OtherEngine {
        let (kept, found) = (by_place(kept), by_place(found));
        let places: BTreeSet<&Place> = kept.keys().chain(found.keys()).collect();
        let value = |rows: &ByPlace, place: &Place| rows.get(place).map(|row| row.value.clone());
        let differs = |place: &&&Place| value(&kept, place) != value(&found, place);
        let differing = places.iter().filter(differs).count();
        OtherEngine { made: made.to_owned(), count: kept.len(), differing, kept }
    }

    /// Whether this version gives every value as it was kept.
    pub fn is_equal(&self) -> bool {
        self.differing == 0
    }

    /// How what comes out anew compares with what was kept, as a sentence.
    pub fn compared(&self, language: Language) -> String {
        let id = match self.is_equal() {
            true => "run-other-engine-equal",
            false => "run-other-engine-differs",
        };
        let arguments =
            [("count", self.count.to_string()), ("differing", self.differing.to_string())];
        catalog().say(language, id, &arguments)
    }

    /// What was kept of a result for a row; the key is empty for a national result.
    pub(crate) fn row(&self, result: &str, key: &str) -> Option<&ResultRow> {
        self.kept.get(&(result.to_owned(), key.to_owned()))
    }

    /// A kept value as the plan types it; missing where nothing was kept.
    pub(crate) fn value(
        &self,
        plan: &Plan,
        data: &Data,
        definition: &Definition,
        row: usize,
    ) -> Value<Decimal> {
        let rows = definition.table.and_then(|table| data.table(table));
        let key = rows.and_then(|rows| rows.keys.get(row)).map(AsRef::as_ref).unwrap_or_default();
        let kept = self.row(&definition.name, key).and_then(|row| row.value.as_deref());
        kept.and_then(|text| read(plan, data, &definition.ty, text)).unwrap_or(Value::Missing)
    }
}

/// A value from the text in which it was kept.
fn read(plan: &Plan, data: &Data, ty: &Type, text: &str) -> Option<Value<Decimal>> {
    Some(match ty {
        Type::Number(_) => Value::Number(Decimal::parse(text)?),
        Type::Bool => Value::Bool(text.parse().ok()?),
        Type::Date => Value::Date(text.parse().ok()?),
        Type::Text => Value::Text(Arc::from(text)),
        Type::Choice(list) => {
            let at = plan.choices.get(list.0)?.iter().position(|word| word == text)?;
            Value::Choice(u32::try_from(at).ok()?)
        }
        Type::Row(table) => Value::Row(u32::try_from(data.table(*table)?.row(text)?).ok()?),
    })
}

/// That a run was made with another version of the engine than this one, as a sentence.
pub fn made_elsewhere(made: &str, language: Language) -> String {
    catalog().say(language, "run-other-engine", &[("made", made), ("now", ENGINE)])
}

/// That this version cannot work a run out, so that only what was kept is shown, as a sentence.
pub(crate) fn only_kept_sentence(language: Language) -> String {
    catalog().say::<&str>(language, "run-other-engine-only-kept", &[])
}

/// A kept run that this version of the engine cannot work out: nothing but what was kept.
#[derive(Debug, Clone)]
pub struct OnlyKept {
    /// What is known of it.
    pub summary: RunSummary,
    /// Its values in the order in which they were kept.
    pub results: Vec<ResultRow>,
    /// What stands in the way of working it out.
    pub findings: Vec<Findings>,
}

impl OnlyKept {
    /// The version that this program has.
    pub fn now(&self) -> &'static str {
        ENGINE
    }
}

impl OpenedRun {
    /// The value of a definition for a row: for a result of a run of another version of the engine
    /// the kept one, else what came out. For a national one any row gives the same.
    pub fn value(&self, id: DefinitionId, row: usize) -> Value<Decimal> {
        let definition = self.plan.definition(id).filter(|definition| definition.result);
        match (&self.other_engine, definition) {
            (Some(other), Some(definition)) => other.value(&self.plan, &self.data, definition, row),
            _ => self.run.value(id, row),
        }
    }

    /// How far the amount of a municipality can be relied on, and on how many inputs that are not
    /// verified it rests; as it was kept where another version of the engine made the run.
    pub fn firmness(&self, code: &str) -> Option<(formula::standing::Standing, usize)> {
        if let Some(other) = &self.other_engine {
            let amount = self.plan.definition(self.amount_definition())?;
            let row = other.row(&amount.name, code)?;
            return Some((row.standing, usize::try_from(row.unverified).unwrap_or(usize::MAX)));
        }
        let rests = self.rests(code)?;
        Some((rests.weakest, rests.unverified_count()))
    }

    /// Whether the steps of a municipality's amount lead to the amount that is shown.
    pub(crate) fn steps_lead_to(&self, code: &str) -> bool {
        let anew = |row| self.run.value(self.amount_definition(), row).number();
        self.other_engine.is_none() || self.row(code).and_then(anew) == self.amount(code)
    }

    /// The version of the engine whose amounts are shown.
    pub fn engine(&self) -> &str {
        match &self.other_engine {
            Some(other) => &other.made,
            None => &self.run.identity().engine,
        }
    }

    /// The hash of the run: of a kept one the hash that was kept.
    pub fn hash(&self) -> &str {
        match &self.summary {
            Some(summary) => &summary.hash,
            None => &self.run.identity().hash,
        }
    }
}
