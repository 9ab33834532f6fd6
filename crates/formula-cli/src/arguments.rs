//! What can be asked for on the command line.

use crate::questions;
use clap::{Args, Parser, Subcommand, ValueEnum};
use formula::standing::Standing;
use formula::words::Language;
use jiff::civil::Date;
use std::path::PathBuf;

/// Check, run, explain, compare, export, test and format formulas.
#[derive(Debug, Clone, Parser)]
#[command(name = "formula", version, after_help = EXAMPLES)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Language of results and messages: en, sq, sr-Cyrl or sr-Latn
    #[arg(long, global = true, value_name = "LANGUAGE", default_value = "en")]
    #[arg(value_parser = language)]
    pub lang: Language,
}

const EXAMPLES: &str = "\
Examples:
  formula check formulas/kosovo/general-grant.formula
  formula run formulas/kosovo/general-grant.formula --data data/kosovo
  formula explain formulas/kosovo/general-grant.formula --data data/kosovo --row Junik
  formula compare formulas/kosovo/general-grant.formula --data data/kosovo \\
      --with-param pool=300000000
  formula export formulas/kosovo/general-grant.formula --data data/kosovo --to xlsx -o grant.xlsx
  formula test
  formula fmt formulas/kosovo/*.formula

Exit status: 0 fine, 1 the formula or the data is at fault, 2 wrong usage, 3 our fault.";

/// The commands.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Check formulas: names, units, shapes, sources
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Run a formula, and those whose results it uses, on a folder of data
    #[command(after_help = RUN_EXAMPLES)]
    Run(Run),
    /// Explain an amount: its steps, its derivation, on what it rests
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Compare two runs: how much of each change comes from which cause
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(Compare),
    /// Write a formula for other tools: a workbook of live formulas, a script for a database
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(Export),
    /// Run policy tests written in Markdown
    #[command(after_help = TEST_EXAMPLES)]
    Test(Test),
    /// Write formulas in canonical layout
    #[command(after_help = FMT_EXAMPLES)]
    Fmt(Fmt),
    /// Print a formula as the annex to a regulation
    #[command(after_help = DOCS_EXAMPLES)]
    Docs(Docs),
    /// Serve an editor: findings, meanings, completion, layout (Language Server Protocol)
    #[command(after_help = LSP_EXAMPLES)]
    Lsp(Lsp),
    /// Find the least value of a parameter at which a condition holds
    #[command(after_help = questions::SEEK_EXAMPLES)]
    Seek(questions::Seek),
    /// Find the weights that leave the least shortfall against a target
    #[command(after_help = questions::FIT_EXAMPLES)]
    Fit(questions::Fit),
    /// Say what uncertain figures leave open: an interval for each amount
    #[command(after_help = questions::UNCERTAINTY_EXAMPLES)]
    Uncertainty(questions::Uncertainty),
    /// Look through a formula: cliffs, rewards for reporting, drivers, idle rules
    #[command(after_help = questions::XRAY_EXAMPLES)]
    Xray(questions::Xray),
}

/// `check FILE…`
#[derive(Debug, Clone, Args)]
pub struct Check {
    /// Formula files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = FindingsFormat::Text)]
    pub format: FindingsFormat,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  formula check formulas/kosovo/general-grant.formula
  formula check formulas/kosovo/*.formula --lang sq
  formula check formulas/kosovo/general-grant.formula --format json";

/// `run FILE --data DIR`
#[derive(Debug, Clone, Args)]
pub struct Run {
    /// What is run, and on what
    #[command(flatten)]
    pub what: What,
    /// Only this result; may be given several times
    #[arg(long = "result", value_name = "NAME")]
    pub results: Vec<String>,
    /// How results are written: csv is key and result columns only; json adds parameters, checks,
    /// hashes and the standing of each amount
    #[arg(long, value_enum, default_value_t = ResultsFormat::Table)]
    pub format: ResultsFormat,
    /// Leave missing what figures are missing for, and list them; never official
    #[arg(long)]
    pub simulate: bool,
}

const RUN_EXAMPLES: &str = "\
Examples:
  formula run formulas/kosovo/general-grant.formula --data data/kosovo
  formula run formulas/kosovo/general-grant.formula --data data/kosovo --format csv
  formula run formulas/kosovo/specific-grant.formula --data data/kosovo --param core=80000
  formula run formulas/kosovo/general-grant.formula --data data/kosovo --without estimated
  formula run formulas/kosovo/specific-grant.formula --data data/kosovo --without estimated \\
      --simulate
  formula run formulas/kosovo/general-grant.formula --data data/kosovo --as-of 2024-07-01
  formula run formulas/kosovo/general-grant.formula --data data/kosovo --as-of 2025-01-01 \\
      --known 2024-09-30
  formula run formulas/kosovo/general-grant.formula --data data/kosovo --lang sr-Latn";

/// `explain FILE --data DIR --row KEY`
#[derive(Debug, Clone, Args)]
pub struct Explain {
    /// What is explained
    #[command(flatten)]
    pub what: What,
    /// The row: its key or its name
    #[arg(long, value_name = "KEY")]
    pub row: Option<String>,
    /// The result or definition to explain; the first result where none is named
    #[arg(long = "result", value_name = "NAME")]
    pub result: Option<String>,
    /// The whole derivation, down to each cell and parameter
    #[arg(long)]
    pub all: bool,
    /// How the explanation is written; json and html hold the whole derivation
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub format: ExplainFormat,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  formula explain formulas/kosovo/general-grant.formula --data data/kosovo --row 33
  formula explain formulas/kosovo/general-grant.formula --data data/kosovo --row Junik --lang sq
  formula explain formulas/kosovo/specific-grant.formula --data data/kosovo --row 28 --all
  formula explain formulas/kosovo/specific-grant.formula --data data/kosovo --result equal_amount
  formula explain formulas/kosovo/general-grant.formula --data data/kosovo --row 33 \\
      --format html > junik.html";

/// `compare FILE --data DIR --with…`
#[derive(Debug, Clone, Args)]
pub struct Compare {
    /// The first run
    #[command(flatten)]
    pub what: What,
    /// The second run: another text of the formula
    #[arg(long, value_name = "FILE")]
    pub with: Option<PathBuf>,
    /// The second run: another folder of data
    #[arg(long, value_name = "DIR")]
    pub with_data: Option<PathBuf>,
    /// The second run: a parameter; may be given several times
    #[arg(long = "with-param", value_name = "NAME=VALUE", value_parser = param)]
    pub with_params: Vec<(String, String)>,
    /// The second run: another day
    #[arg(long, value_name = "DATE")]
    pub with_as_of: Option<Date>,
    /// Only this row: its key or its name. Without it every row, and their total
    #[arg(long, value_name = "KEY")]
    pub row: Option<String>,
    /// The result that is compared; the first result where none is named
    #[arg(long = "result", value_name = "NAME")]
    pub result: Option<String>,
    /// How the account is written
    #[arg(long, value_enum, default_value_t = ResultsFormat::Table)]
    pub format: ResultsFormat,
    /// With --format csv: also on how many inputs each amount rests, how many of them are not
    /// verified, and the weakest standing among them, of both runs
    #[arg(long)]
    pub standings: bool,
}

const COMPARE_EXAMPLES: &str = "\
Examples:
  formula compare formulas/kosovo/general-grant.formula --data data/kosovo \\
      --with-param pool=300000000
  formula compare formulas/kosovo/general-grant.formula --data data/kosovo \\
      --with-param northern_population_estimated=false --with-param pool=300000000 --row Junik
  formula compare grant-2025.formula --data data/2025 --with grant-2026.formula \\
      --with-data data/2026 --with-as-of 2026-01-01 --format csv

What differs between the runs is taken as causes: the pool, each other parameter, each scale, the
rules, the day, a row's own data and the data of others. Each cause gets what switching it adds,
averaged over all orders of switching (its Shapley value); the parts sum to the change.";

/// `export FILE --to FORMAT`
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// The formula file; formulas that it uses are found beside it
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What is written
    #[arg(long, value_enum)]
    pub to: ExportFormat,
    /// For which database, with --to sql
    #[arg(long, value_enum, required_if_eq("to", "sql"))]
    pub dialect: Option<SqlDialect>,
    /// Folder with one TABLE.csv for each table. A script carries them, and the values that SQL
    /// cannot seek; without it the script reads tables that are in the database
    #[arg(long, value_name = "DIR", required_if_eq("to", "xlsx"))]
    pub data: Option<PathBuf>,
    /// The day the run is made for, as year-month-day; today where none is given
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// The day up to which the data were known; the run names it, and it chooses nothing
    #[arg(long, value_name = "DATE")]
    pub known: Option<Date>,
    /// A parameter for this run alone; may be given several times
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = param)]
    pub params: Vec<(String, String)>,
    /// Treat figures of this standing as missing: estimated, assumed …
    #[arg(long, value_name = "STANDING", value_parser = standing)]
    pub without: Vec<Standing>,
    /// Where it is written; a script goes to standard output where none is given
    #[arg(short, long, value_name = "OUT", required_if_eq("to", "xlsx"))]
    pub output: Option<PathBuf>,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  formula export formulas/kosovo/general-grant.formula --data data/kosovo --to xlsx -o grant.xlsx
  formula export formulas/kosovo/specific-grant.formula --data data/kosovo --as-of 2024-07-01 \
--param core=80000 --lang sq --to xlsx -o grant.xlsx
  formula export formulas/kosovo/general-grant.formula --data data/kosovo \\
      --to sql --dialect postgres -o grant.sql && psql -X -f grant.sql
  formula export formulas/kosovo/general-grant.formula --data data/kosovo \\
      --to sql --dialect duckdb | duckdb
  formula export formulas/kosovo/specific-grant.formula --to sql --dialect postgres --lang sq";

/// A formula, data and the conditions of a run.
#[derive(Debug, Clone, Args)]
pub struct What {
    /// The formula file; formulas that it uses are found beside it
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Folder with one TABLE.csv for each table (UTF-8, header row, `,` or `;`, decimal point)
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// The day the run is made for, as year-month-day; today where none is given
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// The day up to which the data were known; the run names it, and it chooses nothing
    #[arg(long, value_name = "DATE")]
    pub known: Option<Date>,
    /// A parameter for this run alone, that of one member as quota[AC]=3%; may be given several
    /// times
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = param)]
    pub params: Vec<(String, String)>,
    /// Treat figures of this standing as missing: estimated, assumed …
    #[arg(long, value_name = "STANDING", value_parser = standing)]
    pub without: Vec<Standing>,
}

/// `test [PATH]…`
#[derive(Debug, Clone, Args)]
pub struct Test {
    /// Markdown files or folders with them
    #[arg(value_name = "PATH", default_value = "formulas")]
    pub paths: Vec<PathBuf>,
}

const TEST_EXAMPLES: &str = "\
Examples:
  formula test
  formula test formulas/kosovo/general-grant.md

How a policy test is written stands in docs/formula-tests.md.";

/// `fmt FILE…`
#[derive(Debug, Clone, Args)]
pub struct Fmt {
    /// Formula files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Change nothing; say which files are not in canonical layout
    #[arg(long)]
    pub check: bool,
}

const FMT_EXAMPLES: &str = "\
Examples:
  formula fmt formulas/kosovo/general-grant.formula
  formula fmt formulas/kosovo/*.formula --check";

/// `docs FILE [-o OUT]`
#[derive(Debug, Clone, Args)]
pub struct Docs {
    /// The formula file; formulas that it uses are found beside it
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where the page of HTML is written; standard output where none is given
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
}

const DOCS_EXAMPLES: &str = "\
Examples:
  formula docs formulas/kosovo/general-grant.formula --lang sq -o shtojca.html
  formula docs formulas/kosovo/specific-grant.formula --lang sr-Latn > prilog.html";

/// `lsp`
#[derive(Debug, Clone, Args)]
pub struct Lsp {}

const LSP_EXAMPLES: &str = "\
Examples:
  formula lsp
  formula lsp --lang sq

An editor starts it for files that end in .formula and speaks to it over the standard streams.";

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FindingsFormat {
    /// For people, on standard error
    Text,
    /// For programs, on standard output
    Json,
}

/// How an explanation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// For people, on a terminal
    Text,
    /// For programs: steps, the whole derivation, hashes
    Json,
    /// A page that needs nothing beside it
    Html,
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ResultsFormat {
    /// Aligned, for people
    Table,
    /// Key and result columns
    Csv,
    /// With parameters, checks, hashes and standings
    Json,
}

/// What an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A workbook whose formulas are alive (LibreOffice 7.4, Excel 2010 or newer)
    Xlsx,
    /// A script for a database, with --dialect
    Sql,
}

/// The database for which a script is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SqlDialect {
    /// PostgreSQL 13 or newer: every value as the engine has it, to the last digit
    Postgres,
    /// DuckDB 1.3 or newer: decimals where their 38 digits are proved to be enough
    Duckdb,
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_tag(text).ok_or_else(|| {
        let tags: Vec<&str> = Language::ALL.iter().map(|l| l.tag()).collect();
        tags.join(", ")
    })
}

fn standing(text: &str) -> Result<Standing, String> {
    Standing::from_word(text).ok_or_else(|| Standing::ALL.map(Standing::word).join(", "))
}

fn param(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("NAME=VALUE".to_owned()),
    }
}
