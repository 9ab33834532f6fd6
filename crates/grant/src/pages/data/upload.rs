//! A table is sent. One that can be taken is kept for a day, to be looked at; of any other the form
//! comes back filled in, with everything that is wrong.

use super::list::{self, Again, lead_to};
use super::{FILE, Visit, settings, shown};
use crate::data::{Asked, Preview, Settings, UploadData};
use crate::desk::Desk;
use crate::error::Error;
use crate::office::Office;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use formula::words::Language;
use pages::errors::PageError;
use pages::forms::{NoFile, Sent, Upload, stale_notice};
use pages::html::Html;
use pages::language::Reader;
use records::attachments::{self, NewFile};
use records::policy::Asker;

/// The form as it was filled in.
struct Filled<'v> {
    visit: &'v Visit,
    asked: Asked,
    settings: Settings,
}

impl Filled<'_> {
    fn again(&self, above: Html, status: StatusCode) -> Again {
        let (table, settings) = (self.asked.name.clone(), self.settings.clone());
        Again { above, status, table, settings, ..Again::default() }
    }

    /// The page again, with what is wrong at the field of the file.
    async fn refused(&self, error: &attachments::Error) -> Result<Response, PageError> {
        let status = match error {
            attachments::Error::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let file_error = Some(in_words(error, self.visit.language()));
        list::shown(self.visit, Again { file_error, ..self.again(Html::new(), status) }).await
    }
}

/// Answers a form with a file sent to `…/data/{table}`.
pub(super) async fn sent(
    reader: Reader,
    asker: Asker,
    State(desk): State<Desk>,
    State(office): State<Office>,
    Path((_, name, table)): Path<(String, String, String)>,
    request: Request,
) -> Result<Response, PageError> {
    // The page comes back as that with the form: its other languages are there.
    let reader = Reader::new(reader.language, &format!("/formula/{name}/data"));
    let visit = Visit::new((reader, asker), (desk, office), &name).map_err(|page| *page)?;
    let asked = visit.table(&table).map_err(|error| visit.fault(&error))?;
    let most = visit.office.attachments.bytes;
    let Upload { sent, file } = Upload::read(request, FILE, most).await;
    let filled = Filled { visit: &visit, asked, settings: settings(&sent) };
    match file {
        Err(NoFile::Broken) => filled.refused(&attachments::Error::Broken).await,
        _ if sent.is_stale() => {
            let above = stale_notice(visit.language());
            list::shown(&visit, filled.again(above, StatusCode::OK)).await
        }
        Err(NoFile::Missing) => filled.refused(&attachments::Error::Missing).await,
        Err(NoFile::TooLarge) => filled.refused(&attachments::Error::TooLarge { most }).await,
        Ok(file) => taken(&filled, &sent, file).await,
    }
}

/// Looks at a file and keeps it, or says what is wrong with it.
async fn taken(
    filled: &Filled<'_>,
    sent: &Sent,
    (file_name, content): (String, Vec<u8>),
) -> Result<Response, PageError> {
    let Filled { visit, asked, settings } = filled;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some(flaw) = settings.flaw() {
        let note_error = Some(visit.say().word(flaw));
        let again = Again { note_error, ..filled.again(Html::new(), status) };
        return list::shown(visit, again).await;
    }
    let upload =
        tables::Upload { file: &file_name, table: &asked.name, bytes: &content, is_strict: false };
    let preview = Preview::of(&visit.desk, &visit.entry, &upload, settings).await;
    let preview = preview.map_err(|error| visit.fault(&error))?;
    if !preview.faults.is_empty() {
        let above = shown::faults(visit, &preview, &visit.places().await?);
        let file_error = Some(visit.say().word("data-file-refused"));
        let again = Again { file_error, ..filled.again(above, status) };
        return list::shown(visit, again).await;
    }
    let file = match NewFile::of_table(&file_name, content, visit.office.attachments) {
        Err(error) => return filled.refused(&error).await,
        Ok(file) => file,
    };
    let command = UploadData::new(&visit.entry.name, &asked.name, file, settings);
    let command = command.map_err(|error| visit.fault(&error))?;
    let key = visit.key(sent).map_err(|error| visit.fault(&error))?;
    match visit.office.execute(&command, &visit.asker, key).await {
        Ok(done) => Ok(lead_to(&visit.href(&format!("/import/{}", done.import)))),
        Err(Error::Import(records::imports::Error::File(error))) => filled.refused(&error).await,
        Err(error) => Err(visit.fault(&error)),
    }
}

/// What was refused of a file, and what to do.
fn in_words(error: &attachments::Error, language: Language) -> String {
    match error.help(language) {
        Some(help) => format!("{} {help}", error.message(language)),
        None => error.message(language),
    }
}
