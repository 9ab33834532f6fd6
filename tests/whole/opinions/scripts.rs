//! What the two databases have in common: the script of a case, and their answers.

use super::{Case, Opinion, Told};
use formula::plan::DefinitionId;
use formula::words::Language;
use formula_export::sql::{Asked, Dialect, Inputs, Place, Script, script};
use std::collections::BTreeMap;

/// Values by definition and key.
pub(crate) type Values = BTreeMap<DefinitionId, BTreeMap<String, Told>>;

/// What is asked once a script has run: the relation, its column of keys, that of values. The
/// answer on the checks comes behind those on the definitions.
pub(crate) fn questions(script: &Script) -> Vec<(String, Option<String>, String)> {
    let of_place =
        |place: &Place| (place.relation.clone(), place.key.clone(), place.column.clone());
    let of_checks =
        |relation: &String| (relation.clone(), Some("number".to_owned()), "holds".to_owned());
    script.places.iter().map(of_place).chain(script.checks.iter().map(of_checks)).collect()
}

/// The script of a case, with its data.
pub(crate) fn written(case: &Case, dialect: Dialect) -> Result<Script, String> {
    let asked = Asked {
        plan: &case.plan,
        request: &case.request,
        inputs: Some(Inputs { data: &case.data, run: &case.official }),
        dialect,
        language: Language::En,
    };
    script(&asked).map_err(|error| error.to_string())
}

/// Reads answers, one line a definition.
pub(crate) fn answers<'l>(lines: impl Iterator<Item = &'l str>) -> Result<Values, String> {
    let mut values = Values::new();
    for line in lines.filter(|line| !line.is_empty()) {
        let told: serde_json::Value =
            serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
        let at = told["definition"].as_u64().and_then(|at| usize::try_from(at).ok());
        let at = at.ok_or_else(|| format!("of no definition: {line}"))?;
        let mut rows = BTreeMap::new();
        for row in told["rows"].as_array().into_iter().flatten() {
            let key = row[0].as_str().unwrap_or_default().to_owned();
            rows.insert(key, row[1].as_str().map(held));
        }
        values.insert(DefinitionId(at), rows);
    }
    Ok(values)
}

/// A value as the comparison can hold it: DuckDB writes up to 38 digits, of which the last decimals
/// beyond 34 are left out.
fn held(text: &str) -> String {
    let mut digits = 0_usize;
    let mut kept = String::new();
    let is_number = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.'));
    for letter in text.chars() {
        digits += usize::from(letter.is_ascii_digit() && (digits > 0 || letter != '0'));
        if is_number && kept.contains('.') && digits > 34 {
            break;
        }
        kept.push(letter);
    }
    kept
}

/// The opinion of a database.
pub(crate) fn opinion_of(case: &Case, script: Script, mut values: Values) -> Opinion {
    let held = values.remove(&DefinitionId(script.places.len())).unwrap_or_default();
    let verdict = |at: usize| held.get(&(at + 1).to_string()).cloned().flatten();
    let verdicts = (0..case.plan.checks.len()).map(verdict).collect();
    Opinion { values, verdicts, doubles: script.doubles, given: script.given }
}
