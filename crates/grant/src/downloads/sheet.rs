//! What both files hold: a row for each municipality, a column for each result.

use crate::opened::OpenedRun;
use crate::words::catalog;
use formula::explain::unit_words;
use formula::number::Decimal;
use formula::plan::{DefinitionId, Type};
use formula::standing::Standing;
use formula::words::Language;
use pages::words::Say;
use std::collections::BTreeMap;

/// A result that has a value for each municipality.
#[derive(Debug)]
pub(super) struct ResultColumn {
    pub(super) id: DefinitionId,
    /// Title and unit.
    pub(super) title: String,
    /// Written in hundredths.
    pub(super) percent: bool,
    /// Money in itself, not per something: it has a sum, and two decimals.
    pub(super) money: bool,
    /// Money, alone or per something: it has two decimals.
    pub(super) cents: bool,
}

/// A municipality.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) code: String,
    pub(super) name: String,
    /// One value a column; none where it is missing, which is not zero.
    pub(super) values: Vec<Option<Decimal>>,
    pub(super) standing: Standing,
    pub(super) unverified: usize,
}

/// The words of files.
pub(super) fn word(language: Language, id: &str) -> String {
    catalog().say::<&str>(language, id, &[])
}

/// The word for a standing.
pub(super) fn standing_word(language: Language, standing: Standing) -> String {
    Say::shared(language).standing(standing)
}

/// The results that belong to the municipalities' rows.
pub(super) fn columns(opened: &OpenedRun, language: Language) -> Vec<ResultColumn> {
    let table = opened.amount_table().map(|(id, _)| id);
    let results = opened.plan.results().into_iter();
    let columns = results.filter(|(_, d)| d.table.is_some() && d.table == table);
    columns
        .filter_map(|(id, definition)| {
            let Type::Number(unit) = &definition.ty else { return None };
            let label = definition.labels.say(language, &definition.name);
            let title = match (definition.percent, unit.is_plain()) {
                (true, _) => format!("{label} (%)"),
                (false, true) => label,
                (false, false) => format!("{label} ({})", unit_words(unit, language)),
            };
            Some(ResultColumn {
                id,
                title,
                percent: definition.percent,
                money: unit.is_money() && unit.factors().count() == 1,
                cents: unit.is_money(),
            })
        })
        .collect()
}

/// The municipalities in the order of the snapshot.
pub(super) fn lines(
    opened: &OpenedRun,
    columns: &[ResultColumn],
    names: &BTreeMap<String, String>,
) -> Vec<Line> {
    let line = |(row, code): (usize, &str)| {
        let (standing, unverified) = opened.firmness(code).unwrap_or_default();
        Line {
            code: code.to_owned(),
            name: names.get(code).cloned().unwrap_or_default(),
            values: columns.iter().map(|c| opened.value(c.id, row).number()).collect(),
            standing,
            unverified,
        }
    };
    opened.rows().map(line).collect()
}
