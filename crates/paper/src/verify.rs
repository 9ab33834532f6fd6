//! The page that answers whether a document is genuine: by its verification code, by the hash of a
//! file, or by the file itself. It is for everyone, and of what is not published it says nothing.

use crate::screen::moment;
use crate::words::say;
use axum::extract::Multipart;
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use pages::content::{Notice, Tone, facts};
use pages::errors::PageError;
use pages::forms::{Field, Form};
use pages::html::{Html, element};
use pages::language::Reader;
use pages::layout::Page;
use records::content_hash::Pieces;
use records::database::Database;
use records::documents::publication::{by_code, by_hash};
use records::documents::{Answer, Code, Error, Publication};

/// The address of the page, after the language.
pub const PATH: &str = "/verify";

/// What the stations say of the kinds of their documents.
#[derive(Debug, Clone, Copy)]
pub struct Kinds {
    /// The name of a kind.
    pub name: fn(&str, Language) -> String,
    /// The address of a published document, after the language.
    pub path: fn(&Publication) -> String,
}

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Asked {
    code: String,
    code_error: Option<String>,
    file_error: Option<String>,
}

/// Answers for what was typed; asks where nothing was.
pub async fn page(
    reader: &Reader,
    frame: Page,
    database: &Database,
    kinds: Kinds,
    typed: Option<&str>,
) -> Response {
    let language = reader.language;
    let Some(typed) = typed.map(|text| text.trim().chars().take(200).collect::<String>()) else {
        return show(reader, frame, Asked::default(), Html::new());
    };
    let asked = |code_error| Asked { code: typed.clone(), code_error, ..Asked::default() };
    if typed.is_empty() {
        let error = say(language).word("verify-code-none");
        return show(reader, frame, asked(Some(error)), Html::new());
    }
    let is_hash = typed.len() == 64 && typed.bytes().all(|byte| byte.is_ascii_hexdigit());
    let found = match typed.parse::<Code>() {
        _ if is_hash => by_hash(database, &typed).await,
        Ok(code) => by_code(database, &code).await,
        Err(error) => Err(error),
    };
    match found {
        Ok(answer) => {
            let answer = answered(&answer, is_hash, kinds, reader);
            show(reader, frame, asked(None), answer)
        }
        Err(error @ Error::CodeInvalid) => {
            let help = error.help(language).unwrap_or_default();
            let error = format!("{} {help}", error.message(language));
            show(reader, frame, asked(Some(error)), Html::new())
        }
        Err(error) => fault(&error, frame, language),
    }
}

/// Answers for a file that was sent.
pub async fn sent(
    reader: &Reader,
    frame: Page,
    database: &Database,
    kinds: Kinds,
    mut sent: Multipart,
) -> Response {
    let language = reader.language;
    let refused = |frame, error: String| {
        let asked = Asked { file_error: Some(error), ..Asked::default() };
        show(reader, frame, asked, Html::new())
    };
    // Read piece by piece and not kept; how long it may be is the site's to say.
    let mut digest = Pieces::default();
    let mut is_empty = true;
    loop {
        let mut field = match sent.next_field().await {
            Ok(Some(field)) if field.name() == Some("file") => field,
            Ok(Some(_)) => continue,
            Ok(None) => break,
            Err(_) => return refused(frame, say(language).word("verify-file-long")),
        };
        loop {
            match field.chunk().await {
                Ok(Some(chunk)) => {
                    is_empty &= chunk.is_empty();
                    digest.take(&chunk);
                }
                Ok(None) => break,
                Err(_) => return refused(frame, say(language).word("verify-file-long")),
            }
        }
    }
    if is_empty {
        return refused(frame, say(language).word("verify-file-none"));
    }
    match by_hash(database, &digest.finish()).await {
        Ok(answer) => {
            let answer = answered(&answer, true, kinds, reader);
            show(reader, frame, Asked::default(), answer)
        }
        Err(error) => fault(&error, frame, language),
    }
}

fn fault(error: &Error, frame: Page, language: Language) -> Response {
    PageError::internal(language, None)
        .with_page(frame)
        .detail(error.message(language))
        .into_response()
}

fn show(reader: &Reader, frame: Page, asked: Asked, answer: Html) -> Response {
    let language = reader.language;
    let say = say(language);
    let code = Field::text("code", say.word("verify-code"))
        .hint(say.word("verify-code-hint"))
        .value(asked.code)
        .error(asked.code_error);
    let file = Field::file("file", say.word("verify-file"), "application/pdf,.pdf")
        .hint(say.word("verify-file-hint"))
        .error(asked.file_error);
    let by_code = Form::get(reader.href(PATH), say.word("verify-ask")).field(&code, language);
    let by_file = Form::post(reader.href(PATH), say.word("verify-ask-file"))
        .with_files()
        .field(&file, language);
    let body =
        answer.with(by_code.to_html(language)).with(element("hr")).with(by_file.to_html(language));
    frame.lede(say.word("verify-lede")).respond(Ok(body))
}

/// The title of the page.
pub fn title(language: Language) -> String {
    say(language).word("verify-title")
}

fn answered(answer: &Answer, is_file: bool, kinds: Kinds, reader: &Reader) -> Html {
    let language = reader.language;
    let say = say(language);
    let link = |word: &str, of: &Publication| {
        let href = reader.href(&(kinds.path)(of));
        element("p").child(element("a").attr("href", href).child(say.word(word))).finish()
    };
    let inside = match answer {
        Answer::Current(of) => {
            let text = say.word("verify-current-text");
            Notice::new(Tone::Done, say.word("verify-current"), text)
                .to_html(language)
                .with(about(of, kinds, language))
                .with(link("verify-open", of))
        }
        Answer::Superseded { was, now } => {
            let text = say.with("verify-superseded-text", &[("number", &now.number)]);
            Notice::new(Tone::Caution, say.word("verify-superseded"), text)
                .to_html(language)
                .with(about(was, kinds, language))
                .with(link("verify-open", was))
                .with(link("verify-open-successor", now))
        }
        Answer::Unknown => {
            let text = if is_file { "verify-unknown-file" } else { "verify-unknown-text" };
            Notice::new(Tone::Fault, say.word("verify-unknown"), say.word(text)).to_html(language)
        }
    };
    element("div").attr("role", "status").child(inside).finish()
}

fn about(of: &Publication, kinds: Kinds, language: Language) -> Html {
    let say = say(language);
    let code = |text: &str| element("code").child(text).finish();
    facts([
        (Html::text(&say.word("verify-number")), Html::text(&of.number)),
        (Html::text(&say.word("verify-kind")), Html::text(&(kinds.name)(&of.kind, language))),
        (Html::text(&say.word("verify-published")), Html::text(&moment(of.published_at, language))),
        (Html::text(&say.word("verify-code")), code(&of.code.to_string())),
        (Html::text(&say.word("verify-hash")), code(&of.content_hash)),
    ])
}
