//! The addresses of the files.

use super::workbook::Surroundings;
use super::{csv, file_name, names, workbook};
use crate::desk::Desk;
use crate::error::Error;
use crate::formulas::GENERAL_GRANT;
use crate::opened::OpenedRun;
use axum::extract::{FromRef, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use formula::plan::Type;
use formula::run::parameter_name;
use formula::words::Language;
use pages::errors::PageError;
use pages::forms::read_number;
use pages::language::Reader;
use records::policy::{RouteEntry, Routes};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The fields of a query in their order.
type Fields = Query<Vec<(String, String)>>;

/// The prefix of a what-if parameter in an address: `p.pool=284680000`.
const PARAMETER: &str = "p.";

/// The routes of the files.
///
/// # Errors
/// `route-invalid` when another page has the address.
pub fn routes<S>() -> Result<Routes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Desk: FromRef<S>,
{
    let get = |path, what| RouteEntry::get(path, crate::READ, what);
    Routes::new()
        .route(get("/{language}/allocation.csv", "The amounts of a run as CSV."), csv_file)?
        .route(get("/{language}/allocation.xlsx", "A run as a workbook."), workbook_file)
}

async fn csv_file(
    State(desk): State<Desk>,
    reader: Reader,
    Query(fields): Fields,
) -> Result<Response, PageError> {
    let language = reader.language;
    let opened = asked(&desk, &fields, language).await?;
    let answer = async {
        let names = names(&desk.municipalities().await?, language);
        Ok(file(&opened, "csv", "text/csv; charset=utf-8", csv(&opened, &names, language)?))
    };
    answer.await.map_err(|error| page(&error, language))
}

async fn workbook_file(
    State(desk): State<Desk>,
    reader: Reader,
    Query(fields): Fields,
) -> Result<Response, PageError> {
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let language = reader.language;
    let opened = asked(&desk, &fields, language).await?;
    let answer = async {
        let names = names(&desk.municipalities().await?, language);
        let data = territory::columns(desk.database()).await?;
        let is_proposal = desk.formula(&opened.plan.name)?.is_proposal();
        let around = Surroundings { names: &names, data: &data, is_proposal };
        Ok(file(&opened, "xlsx", XLSX, workbook(&opened, around, language)?))
    };
    answer.await.map_err(|error| page(&error, language))
}

fn file(opened: &OpenedRun, kind: &str, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{}\"", file_name(opened, kind));
    let headers = [
        (CONTENT_TYPE, content_type.to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "no-cache".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// The run that the address names, or the question that it asks beside it.
async fn asked(
    desk: &Desk,
    fields: &[(String, String)],
    language: Language,
) -> Result<Arc<OpenedRun>, PageError> {
    let run = fields.iter().find(|(name, _)| name == "run").map(|(_, id)| id.trim());
    let opened = match run.filter(|id| !id.is_empty()) {
        Some(id) => desk.opened_text(id).await,
        None => desk.baseline(GENERAL_GRANT).await,
    };
    let opened = opened.map_err(|error| page(&error, language))?;
    let mut parameters = BTreeMap::new();
    for (name, text) in fields {
        let Some(name) = name.strip_prefix(PARAMETER) else { continue };
        if !text.trim().is_empty() {
            let value = read(&opened, name, text.trim(), language)
                .map_err(|wrong| PageError::bad_request(language, wrong))?;
            parameters.insert(name.to_owned(), value);
        }
    }
    if parameters.is_empty() {
        return Ok(opened);
    }
    let question = opened.what_if(&parameters, &BTreeSet::new());
    question.map(Arc::new).map_err(|diagnostics| {
        let said: Vec<String> = diagnostics.iter().map(|d| d.message(language)).collect();
        PageError::bad_request(language, said.join(" "))
    })
}

/// A value as people type it in the form, as the engine reads it: numbers without the marks of the
/// reader's language; otherwise what is wrong with it.
fn read(opened: &OpenedRun, name: &str, text: &str, language: Language) -> Result<String, String> {
    let mut declared =
        opened.outcomes().filter_map(|one| one.plan.param_named(parameter_name(name)));
    match declared.next().map(|(_, param)| &param.ty) {
        Some(Type::Number(_)) => match read_number(text, language) {
            Ok(number) => Ok(number.value.to_canonical()),
            Err(error) => Err(error.say(language)),
        },
        // The engine says what is wrong with anything else, an unknown name too.
        _ => Ok(text.to_owned()),
    }
}

fn page(error: &Error, language: Language) -> PageError {
    let page = if error.is_unknown() {
        PageError::not_found(language)
    } else {
        PageError::internal(language, None)
    };
    let page = page.detail(error.message(language));
    match error.help(language) {
        Some(help) => page.what_to_do(help),
        None => page,
    }
}
