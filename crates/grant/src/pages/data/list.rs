//! The tables of data of a formula: what is in force, files to fill in, versions, the form for the
//! next one, and going back.

use super::{FILE, Visit, fields};
use crate::data::{self, Asked, Settings, UNDO, UPLOAD, UndoData, Version};
use crate::desk::{BASELINE, Desk};
use crate::error::Error;
use crate::office::Office;
use crate::pages::frame;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use formula::words::format_date;
use pages::address::Address;
use pages::content::facts;
use pages::csv::csv_download;
use pages::errors::PageError;
use pages::forms::{Field, Form, Sent, stale_notice};
use pages::html::{Html, element};
use pages::language::Reader;
use pages::table::{Cell, Column, Row, Table};
use records::calendar::office_time;
use records::policy::Asker;

/// What is said above the tables, and what was filled in for one of them.
#[derive(Default)]
pub(super) struct Again {
    pub(super) above: Html,
    pub(super) status: StatusCode,
    pub(super) table: String,
    pub(super) settings: Settings,
    pub(super) file_error: Option<String>,
    pub(super) note_error: Option<String>,
}

/// Answers `/{language}/formula/{name}/data`.
pub(super) async fn page(
    reader: Reader,
    asker: Asker,
    State(desk): State<Desk>,
    State(office): State<Office>,
    Path((_, name)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let visit = Visit::new((reader, asker), (desk, office), &name).map_err(|page| *page)?;
    shown(&visit, Again::default()).await
}

/// The page, with what was said and filled in.
pub(super) async fn shown(visit: &Visit, again: Again) -> Result<Response, PageError> {
    let say = visit.say();
    let mut body = again.above.clone();
    for asked in visit.asked() {
        body.push(section(visit, &asked, &again).await?);
    }
    let grant = visit.entry.plan.labels.say(visit.language(), &visit.entry.name);
    let title = say.with("data-title", &[("formula", &grant)]);
    let page = visit.page(title).lede(say.word("data-lede")).status(again.status);
    Ok(page.respond(Ok(body)))
}

async fn section(visit: &Visit, asked: &Asked, again: &Again) -> Result<Html, PageError> {
    let (say, language) = (visit.say(), visit.language());
    let database = visit.desk.database();
    let in_force = data::in_force(database).await.map_err(|error| visit.fault(&error))?;
    let versions = data::versions(database, &asked.name).await;
    let versions = versions.map_err(|error| visit.fault(&error))?;
    let number = in_force.version(&asked.name);
    let title = asked.labels.say(language, &asked.name);
    let id = format!("table-{}", asked.name);
    let now = versions.iter().find(|version| version.version == number);
    let about = match now {
        Some(version) => say.with(
            "data-version-by",
            &[
                ("version", &number.to_string()),
                ("day", &format_date(office_time(version.made_at).date(), language)),
                ("note", &version.note),
            ],
        ),
        None => say.word("data-version-first"),
    };
    let link = |kind: &str, word: &str| {
        let href = visit.href(&format!("/{}/{kind}", asked.name));
        element("a").attr("href", href).flag("download", true).child(say.word(word)).finish()
    };
    let files = link("csv", "data-as-csv").with(" · ").with(link("xlsx", "data-as-xlsx"));
    let mut inside = element("h2").attr("id", id.as_str()).child(&title).finish();
    inside.push(facts([
        (Html::text(&say.word("data-in-force")), Html::text(&about)),
        (Html::text(&say.word("data-to-fill-in")), files),
    ]));
    if let Some(version) = now {
        inside.push(moved(visit, version).await?);
    }
    if !versions.is_empty() {
        inside.push(history(visit, (&asked.name, &versions), number).await?);
    }
    if visit.may(UNDO) && now.is_some() {
        let address = visit.href(&format!("/{}/undo", asked.name));
        let label = say.with("data-undo", &[("version", &number.to_string())]);
        let form = Form::post(address, label).hidden("version", number.to_string()).quiet();
        inside.push(form.to_html(language));
    }
    if visit.may(UPLOAD) {
        inside.push(element("h3").child(say.word("data-next")));
        inside.push(form(visit, asked, again));
    }
    Ok(element("section").attr("aria-labelledby", id).child(inside).finish())
}

/// A link to what the version in force changed.
async fn moved(visit: &Visit, version: &Version) -> Result<Html, PageError> {
    let runs = visit.desk.runs(&visit.entry.name).await.map_err(|error| visit.fault(&error))?;
    let of = |snapshot: &records::identity::Identifier| {
        runs.iter().find(|run| run.label == BASELINE && run.snapshot == *snapshot)
    };
    let Some((before, after)) = of(&version.snapshot_before).zip(of(&version.snapshot)) else {
        return Ok(Html::new());
    };
    let href = Address::new(&visit.reader.href("/compare"))
        .with("a", before.id.as_str())
        .with("b", after.id.as_str())
        .finish();
    let link = element("a").attr("href", href).child(visit.say().word("data-compare"));
    Ok(element("p").class("page-door").child(link).finish())
}

async fn history(
    visit: &Visit,
    (table, versions): (&str, &[Version]),
    now: i64,
) -> Result<Html, PageError> {
    let (say, language) = (visit.say(), visit.language());
    let names = match visit.may(UPLOAD) {
        true => {
            let actors = versions.iter().map(|version| version.made_by.as_str());
            let names = records::people::names(visit.desk.database(), actors).await;
            Some(names.map_err(|error| visit.fault(&error.into()))?)
        }
        false => None,
    };
    let mut columns = vec![
        Column::text("version", say.word("data-column-version")).unsortable(),
        Column::text("day", say.word("data-column-day")).unsortable(),
        Column::text("note", say.word("data-note")).unsortable(),
    ];
    if names.is_some() {
        columns.push(Column::text("by", say.word("data-column-by")).unsortable());
    }
    let rows = versions.iter().map(|version| {
        let number = match version.version == now {
            true => say.with("data-now", &[("version", &version.version.to_string())]),
            false => version.version.to_string(),
        };
        let day = format_date(office_time(version.made_at).date(), language);
        let mut cells = vec![Cell::text(number), Cell::text(day), Cell::text(&version.note)];
        if let Some(names) = &names {
            cells.push(Cell::text(paper::screen::who(&version.made_by, names, language)));
        }
        Row::new(cells)
    });
    let table =
        Table::new(format!("versions-{table}"), say.word("data-versions"), columns, language);
    Ok(table.rows(rows.collect()).to_html())
}

/// The form for the next version.
fn form(visit: &Visit, asked: &Asked, again: &Again) -> Html {
    let (say, language) = (visit.say(), visit.language());
    let is_it = again.table == asked.name;
    let settings = if is_it { again.settings.clone() } else { Settings::default() };
    let errors = match is_it {
        true => (again.file_error.clone(), again.note_error.clone()),
        false => (None, None),
    };
    let most = records::attachments::size(visit.office.attachments.bytes, language);
    let file = Field::file(FILE, say.word("data-file"), ".csv,.xlsx")
        .hint(say.with("data-file-hint", &[("most", &most)]))
        .error(errors.0);
    let address = visit.href(&format!("/{}", asked.name));
    let form = Form::post(address, say.word("data-look")).with_files().field(&file, language);
    let fields = fields(&settings, errors.1, language);
    fields.iter().fold(form, |form, field| form.field(field, language)).to_html(language)
}

/// Answers a form sent to `…/data/{table}/undo`.
pub(super) async fn undo(
    reader: Reader,
    asker: Asker,
    State(desk): State<Desk>,
    State(office): State<Office>,
    Path((_, name, table)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let reader = Reader::new(reader.language, &format!("/formula/{name}/data"));
    let visit = Visit::new((reader, asker), (desk, office), &name).map_err(|page| *page)?;
    let asked = visit.table(&table).map_err(|error| visit.fault(&error))?;
    if sent.is_stale() {
        let above = stale_notice(visit.language());
        return shown(&visit, Again { above, ..Again::default() }).await;
    }
    let command =
        UndoData { table: asked.name, version: sent.get("version").parse().unwrap_or_default() };
    let key = visit.key(&sent).map_err(|error| visit.fault(&error))?;
    match visit.office.execute(&command, &visit.asker, key).await {
        Ok(_) => Ok(lead_to(&visit.href(""))),
        Err(error @ (Error::Import(_) | Error::DataStoodOn { .. })) => {
            let above = visit.refusal(&error).with(standing(&visit, &error));
            shown(&visit, Again { above, status: StatusCode::CONFLICT, ..Again::default() }).await
        }
        Err(error) => Err(visit.fault(&error)),
    }
}

/// Links to the proposals that stand on the data.
fn standing(visit: &Visit, error: &Error) -> Html {
    let Error::DataStoodOn { proposals } = error else { return Html::new() };
    let word = visit.say().word("data-proposal");
    let links = proposals.iter().map(|id| {
        let href = visit.reader.href(&format!("/proposal/{id}"));
        let short: String = id.as_str().chars().rev().take(6).collect();
        let short: String = short.chars().rev().collect();
        element("li").child(element("a").attr("href", href).child(format!("{word} …{short}")))
    });
    element("ul").children(links).finish()
}

/// Leads on after something was done, so that going back does not do it again.
pub(super) fn lead_to(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, address.to_owned())]).into_response()
}

/// Answers `…/data/{table}/csv`.
pub(super) async fn csv(
    reader: Reader,
    asker: Asker,
    State(desk): State<Desk>,
    State(office): State<Office>,
    Path((_, name, table)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let visit = Visit::new((reader, asker), (desk, office), &name).map_err(|page| *page)?;
    let asked = visit.table(&table).map_err(|error| visit.fault(&error))?;
    let rows = data::rows(&visit.desk, &asked).await.map_err(|error| visit.fault(&error))?;
    Ok(csv_download(&format!("{}.csv", asked.name), &rows))
}

/// Answers `…/data/{table}/xlsx`.
pub(super) async fn xlsx(
    reader: Reader,
    asker: Asker,
    State(desk): State<Desk>,
    State(office): State<Office>,
    Path((_, name, table)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let visit = Visit::new((reader, asker), (desk, office), &name).map_err(|page| *page)?;
    let asked = visit.table(&table).map_err(|error| visit.fault(&error))?;
    let rows = data::rows(&visit.desk, &asked).await.map_err(|error| visit.fault(&error))?;
    let bytes = data::workbook(&asked, &rows, visit.language());
    let bytes = bytes.map_err(|error| frame::fault(&error, &visit.reader))?;
    let headers = [
        (header::CONTENT_TYPE, records::attachments::MediaType::Xlsx.mime().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.xlsx\"", asked.name)),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
