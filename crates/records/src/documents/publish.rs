//! Publishing: a document gets its number, its verification code and its files, all at once.

use super::annexes;
use super::code::Code;
use super::commands::State;
use super::content::Content;
use super::error::Error;
use super::life::{Document, Head, Published, Step, Stored};
use super::publication::{self, Publication};
use super::store;
use super::told;
use crate::calendar::office_time;
use crate::command::Command;
use crate::content_hash::sha256;
use crate::identity::Identifier;
use crate::policy::Resource;
use crate::unit_of_work::UnitOfWork;
use formula::words::Language;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::Row;
use std::fmt;
use std::sync::Arc;

/// Makes the file of a published document in a language, or says why it cannot be made.
pub type Print<C> =
    dyn Fn(&C, &Publication, Language) -> Result<Vec<u8>, String> + Send + Sync + 'static;

/// Puts an approved document in force, with its files in every language.
///
/// Number, code, files and the end of the document that it replaces become lasting together: there
/// is no published document without its files.
#[derive(Serialize)]
pub struct Publish<C: 'static> {
    /// The document.
    pub document: Identifier,
    /// The version that was approved.
    pub version: i64,
    /// The published document whose place it takes.
    pub supersedes: Option<Identifier>,
    #[serde(skip)]
    print: Arc<Print<C>>,
}

impl<C> Publish<C> {
    /// Of a version, with what makes its files.
    pub fn new(
        document: Identifier,
        version: i64,
        supersedes: Option<Identifier>,
        print: Arc<Print<C>>,
    ) -> Publish<C> {
        Publish { document, version, supersedes, print }
    }
}

impl<C> Clone for Publish<C> {
    fn clone(&self) -> Publish<C> {
        Publish {
            document: self.document.clone(),
            version: self.version,
            supersedes: self.supersedes.clone(),
            print: Arc::clone(&self.print),
        }
    }
}

impl<C> fmt::Debug for Publish<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Publish({}, version {})", self.document, self.version)
    }
}

/// What a publication rests on.
#[derive(Debug)]
pub struct Ready<C> {
    state: State<C>,
    /// The document whose place is taken.
    former: Option<Stored>,
    /// How far the series has come.
    last: i64,
    series: String,
    /// What is attached to the version, as it is hashed.
    annexes: Option<String>,
}

/// What is to be published.
#[derive(Debug)]
pub struct Publishing<C> {
    head: Head,
    former: Option<Head>,
    publication: Publication,
    content: C,
    municipality: Option<String>,
    last: i64,
    series: String,
}

/// A document that was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NowPublished {
    /// The document.
    pub document: Identifier,
    /// Its number.
    pub number: String,
    /// Its verification code, in groups.
    pub code: String,
}

impl<C: Content> Command for Publish<C> {
    type State = Ready<C>;
    type Decision = Publishing<C>;
    type Outcome = NowPublished;
    type Error = Error;
    const ACTION: &'static str = C::PUBLISH;

    fn resource(&self, ready: &Ready<C>) -> Resource {
        ready.state.resource()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Ready<C>, Error> {
        let state = State::read(unit, &self.document).await?;
        let former = match &self.supersedes {
            Some(id) => Some(store::open::<C>(unit.reading(), id).await?.stored),
            None => None,
        };
        let year = office_time(unit.now()).year();
        let series = format!("{}-{year}", C::SERIES);
        let row = sqlx::query("SELECT last FROM document_series WHERE series = $1")
            .bind(series.clone())
            .fetch_optional(unit.reading())
            .await?;
        let last = row.map(|row| row.try_get(0)).transpose()?.unwrap_or(0);
        let annexes = annexes::of_version(unit.reading(), &self.document, self.version).await?;
        Ok(Ready { state, former, last, series, annexes })
    }

    fn decide(&self, ready: Ready<C>, now: Timestamp) -> Result<Publishing<C>, Error> {
        let Ready { state, former, last, series, annexes } = ready;
        state.is_version(self.version)?;
        let State { opened, asks } = state;
        let Stored::Approved(document) = opened.stored else {
            return Err(opened.stored.not_now());
        };
        let published = document.published();
        let former = former.map(|former| ended(former, &published)).transpose()?;
        let head = published.head().clone();
        let said = (opened.text.as_str(), annexes.as_deref());
        let content_hash = store::version_hash(C::KIND, &head.id, head.version, said);
        let last = last.saturating_add(1);
        let publication = Publication {
            document: head.id.clone(),
            kind: C::KIND.to_owned(),
            number: format!("{series}-{last:04}"),
            code: Code::of(head.id.as_str(), &content_hash),
            version: head.version,
            content_hash,
            approved_by: published.step().approved_by.clone(),
            published_at: now,
            published_by: asks.word(),
            supersedes: self.supersedes.clone(),
            annexes: annexes::read(annexes.as_deref())?,
        };
        let (content, municipality) = (opened.content, opened.municipality);
        Ok(Publishing { head, former, publication, content, municipality, last, series })
    }

    async fn write(
        &self,
        new: Publishing<C>,
        unit: &mut UnitOfWork,
    ) -> Result<NowPublished, Error> {
        sqlx::query(
            "INSERT INTO document_series (series, last) VALUES ($1, $2)
             ON CONFLICT (series) DO UPDATE SET last = excluded.last",
        )
        .bind(new.series)
        .bind(new.last)
        .execute(unit.writing())
        .await?;
        publication::insert(unit, &new.publication).await?;
        store::go_on(unit, &new.head, Step::Published, None).await?;
        let place = new.municipality.as_deref();
        if let Some(former) = &new.former {
            let after = json!({ "step": "superseded", "by": new.head.id.as_str() });
            store::go_on(unit, former, Step::Superseded, None).await?;
            let states = [Some(json!({ "step": "published" })), Some(after)];
            store::journal(unit, C::PUBLISH, place, &former.id, states).await?;
        }
        told::of_writers(unit, &told::PUBLISHED, (&new.head, &new.content)).await?;
        let files = self.files(new.content, new.publication.clone()).await?;
        for (language, file) in &files {
            publication::insert_file(unit, &new.head.id, *language, file).await?;
        }
        let hashes: serde_json::Map<String, serde_json::Value> = files
            .iter()
            .map(|(language, file)| (language.tag().to_owned(), json!(sha256(file))))
            .collect();
        let publication = new.publication;
        let after = json!({
            "step": "published",
            "number": publication.number,
            "content": publication.content_hash,
            "files": hashes,
        });
        let states = [Some(json!({ "step": "approved" })), Some(after)];
        store::journal(unit, C::PUBLISH, place, &new.head.id, states).await?;
        let (number, code) = (publication.number, publication.code.to_string());
        Ok(NowPublished { document: new.head.id, number, code })
    }
}

impl<C: Content> Publish<C> {
    /// The files in every language, made on a thread of their own.
    async fn files(
        &self,
        content: C,
        publication: Publication,
    ) -> Result<Vec<(Language, Vec<u8>)>, Error> {
        let print = Arc::clone(&self.print);
        let made = tokio::task::spawn_blocking(move || {
            let file = |language| Ok((language, print(&content, &publication, language)?));
            Language::ALL.into_iter().map(file).collect::<Result<Vec<_>, String>>()
        });
        let made = made.await.map_err(|fault| Error::NotPrinted { detail: fault.to_string() })?;
        made.map_err(|detail| Error::NotPrinted { detail })
    }
}

/// The document that is replaced, after the end of its force.
fn ended(former: Stored, by: &Document<Published>) -> Result<Head, Error> {
    let named = former.head().id.clone();
    let Stored::Published(former) = former else {
        return Err(Error::CannotSupersede { named });
    };
    Ok(former.superseded(by)?.head().clone())
}
