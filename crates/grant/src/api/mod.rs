//! Formulas, runs, amounts and proposals for programs.

pub mod annexes;
pub mod proposals;

use crate::READ;
use crate::desk::{Desk, RunSummary};
use crate::error::Error;
use crate::office::Office;
use crate::opened::OpenedRun;
use api::list::{self, Paging};
use api::{ApiRoutes, Asker, Operation, Parameter, Problem, answered};
use axum::extract::{FromRef, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use records::policy::RouteEntry;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A formula of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FormulaSummary {
    /// Its name, by which runs name it.
    pub name: String,
    /// Whether no law states it yet.
    pub is_proposal: bool,
    /// Whether it shares out a grant; others prepare what grants rest on.
    pub is_grant: bool,
    /// The formulas whose results it uses.
    pub uses: Vec<String>,
}

/// A run that was made and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RunEntry {
    /// Its identifier.
    pub id: String,
    /// The formula.
    pub formula: String,
    /// What distinguishes it, in words.
    pub title: String,
    /// Whether it is the one that the pages of the formula show first.
    pub is_baseline: bool,
    /// The day it was made for: `2026-01-01`.
    pub day: String,
    /// When it was made, in universal time.
    pub made_at: String,
    /// Parameters that were given for it alone.
    pub parameters: BTreeMap<String, String>,
    /// The hash of formula, data, parameters and engine.
    pub hash: String,
    /// The version of the engine.
    pub engine: String,
    /// The snapshot of the data on which it was made.
    pub snapshot: String,
}

impl RunEntry {
    fn of(run: &RunSummary, language: Language) -> RunEntry {
        RunEntry {
            id: run.id.to_string(),
            formula: run.formula.clone(),
            title: run.title(language),
            is_baseline: run.is_baseline && run.is_on_data_in_force,
            day: run.day.to_string(),
            made_at: run.made_at.to_string(),
            parameters: run.parameters.clone(),
            hash: run.hash.clone(),
            engine: run.engine.clone(),
            snapshot: run.snapshot.to_string(),
        }
    }
}

/// What a municipality gets by a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Amount {
    /// The code of the municipality.
    pub municipality: String,
    /// The amount in EUR, exact; none where it is missing, which is not zero.
    pub amount: Option<String>,
    /// How firm the weakest figure is on which it rests: `verified`, `published`, `assumed`, …
    pub standing: Option<String>,
}

/// A step of an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AmountStep {
    /// What it is, in words.
    pub label: String,
    /// What it adds, in EUR, exact.
    pub amount: String,
}

/// What a municipality gets by a run, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExplainedAmount {
    /// The code of the municipality.
    pub municipality: String,
    /// The amount in EUR, exact; none where it is missing, which is not zero.
    pub amount: Option<String>,
    /// How firm the weakest figure is on which it rests.
    pub standing: Option<String>,
    /// The steps that sum to it, in their order.
    pub steps: Vec<AmountStep>,
    /// The page on which a person reads it.
    pub page: String,
}

/// The routes of this station for programs.
///
/// # Errors
/// `route-invalid` when two of them have the same path.
pub fn routes<S>() -> Result<ApiRoutes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Desk: FromRef<S>,
    Office: FromRef<S>,
{
    const RUN: Parameter = Parameter::in_path("run", "Its identifier.", Some(IDENTIFIER));
    const OF: Parameter = Parameter::in_query("formula", "Those of one formula, by name.", None);
    const CODE: Parameter =
        Parameter::in_path("code", "The code of the municipality.", Some("^[0-9]{2}$"));
    let get = |path, about| RouteEntry::get(path, READ, about);
    let named = |id| ("grant", id);
    let formulas = get("/api/v1/formulas", "The formulas, by name.");
    let runs = get("/api/v1/runs", "The runs that are kept, the latest first.");
    let run = get("/api/v1/runs/{run}", "One run.");
    let amounts = get("/api/v1/runs/{run}/amounts", "What each municipality gets by a run.");
    let amount =
        get("/api/v1/runs/{run}/amounts/{code}", "What a municipality gets by a run, and why.");
    ApiRoutes::new()
        .route(Operation::list::<FormulaSummary>(formulas, named("listFormulas")), formulas_of)?
        .route(Operation::list::<RunEntry>(runs, named("listRuns")).with(OF), runs_of)?
        .route(Operation::read::<RunEntry>(run, named("getRun")).with(RUN), run_of)?
        .route(Operation::list::<Amount>(amounts, named("listAmounts")).with(RUN), amounts_of)?
        .route(
            Operation::read::<ExplainedAmount>(amount, named("explainAmount")).with(RUN).with(CODE),
            amount_of,
        )?
        .merge(annexes::routes()?)?
        .merge(proposals::routes()?)
}

/// What identifiers look like.
const IDENTIFIER: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";

type Asked = Query<BTreeMap<String, String>>;

async fn formulas_of(State(desk): State<Desk>, Query(query): Asked, asker: Asker) -> Response {
    let mut all: Vec<FormulaSummary> = desk
        .formulas()
        .iter()
        .map(|entry| FormulaSummary {
            name: entry.name.clone(),
            is_proposal: entry.is_proposal(),
            is_grant: entry.is_grant(),
            uses: entry.uses.clone(),
        })
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    let page = Paging::of(&query, ("formulas", &[]), asker.language)
        .and_then(|paging| paging.page(&all, |it| it.name.clone(), Clone::clone));
    page.map_or_else(IntoResponse::into_response, |page| answered(&asker, &page))
}

async fn runs_of(State(desk): State<Desk>, Query(query): Asked, asker: Asker) -> Response {
    let language = asker.language;
    let found = match query.get("formula") {
        Some(formula) => desk.runs(formula).await,
        None => desk.all_runs().await,
    };
    let mut found = match found {
        Ok(found) => found,
        Err(error) => return problem(&error, language).into_response(),
    };
    // Identifiers begin with the time at which they were made.
    found.sort_by(|a, b| b.id.cmp(&a.id));
    let page = Paging::of(&query, ("runs", &["formula"]), language).and_then(|paging| {
        paging.page(&found, |run| run.id.to_string(), |run| RunEntry::of(run, language))
    });
    page.map_or_else(IntoResponse::into_response, |page| answered(&asker, &page))
}

/// The opened run of an address, or the problem.
async fn opened(
    desk: &Desk,
    run: &str,
    language: Language,
) -> Result<std::sync::Arc<OpenedRun>, Box<Problem>> {
    desk.opened_text(run).await.map_err(|error| Box::new(problem(&error, language)))
}

async fn run_of(
    State(desk): State<Desk>,
    Path(run): Path<String>,
    Query(query): Asked,
    asker: Asker,
) -> Response {
    let language = asker.language;
    if let Err(problem) = list::known(&query, &[], language) {
        return problem.into_response();
    }
    match opened(&desk, &run, language).await {
        Ok(opened) => match &opened.summary {
            Some(summary) => answered(&asker, &RunEntry::of(summary, language)),
            None => Problem::unknown(language).into_response(),
        },
        Err(problem) => problem.into_response(),
    }
}

/// The amount of a municipality, and how firm it is.
fn amount(run: &OpenedRun, code: &str) -> Amount {
    Amount {
        municipality: code.to_owned(),
        amount: run.amount(code).map(|amount| amount.to_string()),
        standing: run.rests(code).map(|rests| rests.weakest.word().to_owned()),
    }
}

async fn amounts_of(
    State(desk): State<Desk>,
    Path(run): Path<String>,
    Query(query): Asked,
    asker: Asker,
) -> Response {
    let paging = match Paging::of(&query, ("amounts", &[]), asker.language) {
        Ok(paging) => paging,
        Err(problem) => return problem.into_response(),
    };
    let opened = match opened(&desk, &run, asker.language).await {
        Ok(opened) => opened,
        Err(problem) => return problem.into_response(),
    };
    let mut codes: Vec<&str> = opened.rows().map(|(_, code)| code).collect();
    codes.sort_unstable();
    let page = paging.page(&codes, |code| (*code).to_owned(), |code| amount(&opened, code));
    page.map_or_else(IntoResponse::into_response, |page| answered(&asker, &page))
}

async fn amount_of(
    State(desk): State<Desk>,
    Path((run, code)): Path<(String, String)>,
    Query(query): Asked,
    asker: Asker,
) -> Response {
    let language = asker.language;
    if let Err(problem) = list::known(&query, &[], language) {
        return problem.into_response();
    }
    let opened = match opened(&desk, &run, language).await {
        Ok(opened) => opened,
        Err(problem) => return problem.into_response(),
    };
    if opened.row(&code).is_none() {
        return Problem::unknown(language).into_response();
    }
    let steps = opened.steps(&code).iter().map(|step| AmountStep {
        label: crate::pages::step_words(&opened, step, language),
        amount: step.amount.to_string(),
    });
    let Amount { municipality, amount, standing } = amount(&opened, &code);
    let page = format!("/{}/municipality/{code}?run={run}", language.tag());
    let steps = steps.collect();
    answered(&asker, &ExplainedAmount { municipality, amount, standing, steps, page })
}

/// An error of this station as a problem.
fn problem(error: &Error, language: Language) -> Problem {
    let status = match error.id() {
        "run-unknown" | "identifier-invalid" | "grant-formula-unknown" | "grant-no-run" => {
            StatusCode::NOT_FOUND
        }
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    Problem::new(status, error.id(), (error.message(language), error.help(language)))
}
