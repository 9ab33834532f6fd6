//! Steps of the database as tests: forward only, expand and contract. The version before still runs
//! while a step is applied, so a step may add and may not take away.

use super::{report, sources};

/// Words that take away, or change under a running program, what an earlier version reads.
const TAKING_AWAY: [(&str, &str); 5] = [
    ("DROP", "leave it: the version before still reads it, and a step never takes away"),
    ("RENAME", "add the new name beside the old one, and write both for a version"),
    ("TRUNCATE", "rows are not removed by a step"),
    ("DELETE", "rows are not removed by a step"),
    ("REPLACE", "it removes the row that was there; write ON CONFLICT DO UPDATE"),
];

/// Words that only one of the two databases reads, or reads in its own way.
const OF_ONE_DATABASE: [&str; 12] = [
    "PRAGMA",
    "AUTOINCREMENT",
    "ROWID",
    "STRICT",
    "SERIAL",
    "BIGSERIAL",
    "JSON",
    "JSONB",
    "UUID",
    "BOOLEAN",
    "TIMESTAMP",
    "TIMESTAMPTZ",
];

/// The statements of a step as words in capitals, without comments and quoted text.
fn statements(sql: &str) -> Vec<Vec<String>> {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    let bare = lines.collect::<Vec<_>>().join("\n");
    let outside: String = bare.split('\'').step_by(2).collect::<Vec<_>>().join(" ");
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    outside
        .split(';')
        .map(|statement| {
            let words = statement.split(|sign| !is_word(sign)).filter(|word| !word.is_empty());
            words.map(str::to_uppercase).collect::<Vec<_>>()
        })
        .filter(|words| !words.is_empty())
        .collect()
}

/// What is wrong with one statement, each with the way out.
fn dangers(words: &[String]) -> Vec<String> {
    let has = |word: &str| words.iter().any(|other| other == word);
    let pair = |one: &str, two: &str| words.windows(2).any(|two_of| two_of == [one, two]);
    let mut found = Vec::new();
    for (word, way_out) in TAKING_AWAY {
        if has(word) {
            found.push(format!("{word}: {way_out}"));
        }
    }
    for word in OF_ONE_DATABASE.into_iter().filter(|word| has(word)) {
        found.push(format!("{word}: SQLite and PostgreSQL do not both read it alike"));
    }
    let alters = pair("ALTER", "TABLE");
    if alters && pair("NOT", "NULL") && !has("DEFAULT") {
        found.push("NOT NULL without DEFAULT: rows that are there could not be kept".to_owned());
    }
    if alters && !has("ADD") {
        found.push("ALTER TABLE without ADD: an existing column does not change".to_owned());
    }
    if alters && (has("CONSTRAINT") || has("CHECK") || has("UNIQUE")) {
        found.push("a new demand on a table that is there: rows may break it".to_owned());
    }
    if words.first().is_some_and(|word| word == "UPDATE") && !has("WHERE") {
        found.push("UPDATE without WHERE: it holds every row while the program waits".to_owned());
    }
    found
}

/// Goal: no step of any station takes away what the version before reads, or reads on one database
/// only. Method: every statement of every `migrations/*.sql` against the list of dangers.
#[test]
fn migrations_only_add() {
    let steps: Vec<_> =
        sources("sql").into_iter().filter(|source| source.path.contains("/migrations/")).collect();
    assert!(steps.len() >= 2, "the steps were not found");
    report(steps.iter().flat_map(|step| {
        let found = statements(&step.text).into_iter().flat_map(|words| dangers(&words));
        found.map(|danger| format!("{}: {danger}", step.path)).collect::<Vec<_>>()
    }));
}

/// Goal: the list of dangers finds each, and lets plain steps pass. Method: a statement for each.
#[test]
fn dangers_are_found() {
    let count = |sql: &str| -> usize { statements(sql).iter().map(|it| dangers(it).len()).sum() };
    for sql in [
        "DROP TABLE box",
        "drop index box_by_name",
        "ALTER TABLE box RENAME TO chest",
        "TRUNCATE box",
        "DELETE FROM box WHERE name = 'a'",
        "INSERT OR REPLACE INTO box VALUES ('a')",
        "ALTER TABLE box ADD COLUMN colour TEXT NOT NULL",
        "ALTER TABLE box ALTER COLUMN name TYPE BIGINT",
        "ALTER TABLE box ADD CONSTRAINT full CHECK (places > 0)",
        "UPDATE box SET places = 1",
        "CREATE TABLE box (full BOOLEAN NOT NULL)",
        "CREATE TABLE box (name TEXT); -- harmless\nDROP TABLE box",
    ] {
        assert!(count(sql) > 0, "{sql}");
    }
    for sql in [
        "CREATE TABLE box (name TEXT NOT NULL PRIMARY KEY, places BIGINT NOT NULL)",
        "ALTER TABLE box ADD COLUMN colour TEXT",
        "ALTER TABLE box ADD COLUMN colour TEXT NOT NULL DEFAULT 'drop'",
        "UPDATE box SET places = 1 WHERE places IS NULL",
        "CREATE INDEX box_by_name ON box (name); -- DROP is only named here",
    ] {
        assert_eq!(count(sql), 0, "{sql}");
    }
}
