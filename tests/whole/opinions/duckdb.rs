//! DuckDB: one long-lived Python that runs each script in a database of its own, in memory.

use super::every_form::every_form;
use super::postgres::quoted;
use super::repository::kosovo;
use super::scripts::{Values, answers, opinion_of, questions, written};
use super::{Case, Engine, Opinion, hold_all};
use formula_export::sql::{Dialect, Script};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use xtask::tree;

/// Reads a script and questions on each line and answers on one line: rows of text, or an error.
const SERVER: &str = r#"
import duckdb, json, sys
for line in sys.stdin:
    asked = json.loads(line)
    try:
        connection = duckdb.connect()
        connection.execute("set threads = 1")
        connection.execute(asked["script"])
        told = [connection.execute(question).fetchall() for question in asked["questions"]]
        connection.close()
        print(json.dumps({"told": told}), flush=True)
    except Exception as error:
        print(json.dumps({"error": str(error)}), flush=True)
"#;

/// A running Python with DuckDB.
pub(crate) struct DuckDb {
    child: Child,
    asks: Option<ChildStdin>,
    tells: BufReader<ChildStdout>,
}

impl DuckDb {
    /// Starts it; a sentence where DuckDB is not installed.
    pub(crate) fn start() -> Result<DuckDb, String> {
        let environment =
            tree::target_folder(&tree::root()).join("xtask").join("duckdb-environment");
        let python = environment.join("bin").join("python");
        if !python.is_file() {
            return Err(format!("DuckDB is not installed in {}", environment.display()));
        }
        let mut child = Command::new(python)
            .args(["-u", "-c", SERVER])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let asks = child.stdin.take();
        let tells = BufReader::new(child.stdout.take().ok_or("DuckDB does not answer")?);
        Ok(DuckDb { child, asks, tells })
    }

    fn ask_one(&mut self, case: &Case) -> Result<Opinion, String> {
        let script = written(case, Dialect::DuckDb)?;
        let values = self.work_out("", &script)?;
        Ok(opinion_of(case, script, values))
    }

    /// What a script works out after some other statements.
    pub(super) fn work_out(&mut self, before: &str, script: &Script) -> Result<Values, String> {
        let text = format!("{before}\n{}", script.text);
        let questions: Vec<String> = questions(script)
            .into_iter()
            .enumerate()
            .map(|(at, (relation, key, column))| {
                let (relation, column) = (quoted(&relation), quoted(&column));
                let key = key.map_or_else(|| "''".to_owned(), |key| quoted(&key));
                format!(
                    "select to_json({{'definition': {at}, 'rows': list([{key}::varchar, \
                     {column}::varchar])}})::varchar from {relation}"
                )
            })
            .collect();
        let asked = serde_json::json!({ "script": text, "questions": questions });
        let asks = self.asks.as_mut().ok_or("DuckDB has ended")?;
        writeln!(asks, "{asked}").and_then(|()| asks.flush()).map_err(|error| error.to_string())?;
        let mut line = String::new();
        self.tells.read_line(&mut line).map_err(|error| error.to_string())?;
        let told: serde_json::Value =
            serde_json::from_str(&line).map_err(|error| format!("{error}: {line}"))?;
        if let Some(error) = told["error"].as_str() {
            return Err(error.to_owned());
        }
        let lines: Vec<String> = told["told"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|rows| Some(rows[0][0].as_str()?.to_owned()))
            .collect();
        answers(lines.iter().map(String::as_str))
    }
}

impl Engine for DuckDb {
    fn name(&self) -> &'static str {
        "DuckDB"
    }

    fn ask(&mut self, cases: &[&Case]) -> Vec<Result<Opinion, String>> {
        cases.iter().map(|case| self.ask_one(case)).collect()
    }
}

impl Drop for DuckDb {
    fn drop(&mut self) {
        // Python ends with its input; nothing can be done here if it does not.
        drop(self.asks.take());
        let _ = self.child.wait();
    }
}

/// Goal: DuckDB has the values of the official run on every formula of the repository after every
/// rounding. Method: the exported script, with the data that prove its ranges.
#[test]
fn duckdb_agrees_on_the_formulas_of_the_repository() {
    let mut engine = DuckDb::start().expect("the engine that `cargo xtask test` installs");
    hold_all(&mut engine, &kosovo(), 900);
}

/// Goal: DuckDB knows every form of the language, and no name, label or key leads it astray.
/// Method: one formula with all of them.
#[test]
fn duckdb_agrees_on_every_form() {
    let mut engine = DuckDb::start().expect("the engine that `cargo xtask test` installs");
    hold_all(&mut engine, &[every_form()], 200);
}
