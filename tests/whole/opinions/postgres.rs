//! PostgreSQL, in a cluster of its own.

use super::every_form::every_form;
use super::repository::kosovo;
use super::scripts::{Values, answers, opinion_of, questions, written};
use super::{Case, Engine, Opinion, hold_all};
use cluster::Cluster;
use formula_export::sql::{Dialect, Script};
use std::fs;

/// The engine; its cluster ends when this is dropped.
pub(crate) struct Postgres(Cluster);

impl Postgres {
    /// Starts one; a sentence where PostgreSQL is not installed.
    pub(crate) fn start() -> Result<Postgres, String> {
        Cluster::start().map(Postgres)
    }

    fn ask_one(&self, case: &Case) -> Result<Opinion, String> {
        let script = written(case, Dialect::Postgres)?;
        let values = self.work_out("", &script)?;
        Ok(opinion_of(case, script, values))
    }

    /// What a script works out after some other statements.
    pub(super) fn work_out(&self, before: &str, script: &Script) -> Result<Values, String> {
        let mut text = format!("\\o /dev/null\n{before}\n{}\n\\o\n", script.text);
        for (at, (relation, key, column)) in questions(script).into_iter().enumerate() {
            let (relation, column) = (quoted(&relation), quoted(&column));
            let key = key.map_or_else(|| "''".to_owned(), |key| quoted(&key));
            text.push_str(&format!(
                "select json_build_object('definition', {at}, 'rows', json_agg(json_build_array(\
                 {key}::text, {column}::text))) from {relation};\n"
            ));
        }
        let file = self.0.folder().join("case.sql");
        fs::write(&file, &text).map_err(|error| error.to_string())?;
        let told = self.0.psql(&file)?;
        answers(told.lines())
    }
}

impl Engine for Postgres {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn ask(&mut self, cases: &[&Case]) -> Vec<Result<Opinion, String>> {
        cases.iter().map(|case| self.ask_one(case)).collect()
    }
}

/// A name as SQL takes it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Goal: PostgreSQL has the values of the official run on every formula of the repository, each to
/// the last digit after every rounding. Method: the exported script in a cluster of its own.
#[test]
fn postgres_agrees_on_the_formulas_of_the_repository() {
    let mut engine = Postgres::start().expect("the engine that `cargo xtask test` installs");
    hold_all(&mut engine, &kosovo(), 900);
}

/// Goal: PostgreSQL knows every form of the language, and no name, label or key leads it astray.
/// Method: one formula with all of them.
#[test]
fn postgres_agrees_on_every_form() {
    let mut engine = Postgres::start().expect("the engine that `cargo xtask test` installs");
    hold_all(&mut engine, &[every_form()], 200);
}
