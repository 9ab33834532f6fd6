//! The style guide: every component in its states (ordinary, empty, overfull, wrong) on one page,
//! for those who build pages and for tests in a browser.
//!
//! Its figures are invented for the purpose, and the page says so.

mod pictures;
mod sample;
mod sections;

use crate::charts::{Chart, picture_file};
use crate::content::{Notice, Tone};
use crate::errors::PageError;
use crate::html::Html;
use crate::language::Reader;
use crate::layout::{NavEntry, Page};
use crate::table::View;
use crate::words::Say;
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

/// A group of components, each sample with the name of its state.
struct Section {
    id: &'static str,
    title: String,
    samples: Vec<(String, Html)>,
}

#[derive(Template)]
#[template(path = "guide.html")]
struct Guide {
    say: Say<'static>,
    sections: Vec<Section>,
}

/// Which picture is taken away as a file, and as which kind of file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Download {
    picture: Option<String>,
    #[serde(rename = "as")]
    kind: Option<String>,
}

/// Answers `/{lang}/style`; with `?picture=bars&as=svg` one of its pictures as a file.
pub async fn page(
    reader: Reader,
    Query(view): Query<View>,
    Query(download): Query<Download>,
) -> Response {
    let say = Say::shared(reader.language);
    if download.picture.is_some() {
        let places = sample::places(reader.language);
        let all = pictures::all(&places, &reader, say).into_iter();
        let all: Vec<Chart> = all.map(|(_, _, chart)| chart).collect();
        let (picture, kind) = (download.picture.as_deref(), download.kind.as_deref());
        return picture_file(&all, picture, kind, reader.language)
            .unwrap_or_else(|| PageError::not_found(reader.language).into_response());
    }
    let sections = sections::all(&reader, &view, say);
    let nav = vec![
        NavEntry::new("/", say.word("home")),
        NavEntry::new("/style", say.word("guide-title")),
        NavEntry::new("/style/none", say.word("error-not-found-title")),
    ];
    let band = Notice::new(Tone::Caution, say.word("guide-band"), say.word("guide-band-text"));
    Page::new(&reader, say.word("guide-title"))
        .eyebrow(say.word("guide-eyebrow"))
        .lede(say.word("guide-lede"))
        .nav(nav)
        .crumb("/style", say.word("guide-eyebrow"))
        .band(band)
        .demo(true)
        .source(say.word("guide-source"))
        .respond(Html::of(&Guide { say, sections }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use formula::words::Language;

    async fn sample_page(language: Language) -> Response {
        let reader = Reader::new(language, "/style");
        page(reader, Query(View::default()), Query(Download::default())).await
    }

    /// Goal: a picture can be taken away as a drawing and as figures. Method: both kinds of one
    /// that exists, a kind and a picture that do not.
    #[tokio::test]
    async fn picture_as_a_file() {
        let wanted = [
            ("waterfall", "svg", 200),
            ("waterfall", "csv", 200),
            ("waterfall", "gif", 404),
            ("none", "svg", 404),
        ];
        for (picture, kind, status) in wanted {
            let (kind, picture) = (Some(kind.to_owned()), Some(picture.to_owned()));
            let download = Download { picture, kind };
            let reader = Reader::new(Language::Sq, "/style");
            let response = page(reader, Query(View::default()), Query(download)).await;
            assert_eq!(response.status().as_u16(), status);
        }
    }

    /// Goal: the page of all components is whole in every language: no missing word, no doubled
    /// id, no inline style or script, no file from another host. Method: its text.
    #[tokio::test]
    async fn guide_is_whole() {
        for language in Language::ALL {
            let response = sample_page(language).await;
            assert_eq!(response.status(), 200);
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            let text = String::from_utf8(body.to_vec()).unwrap();
            let missing = text.split('⟦').nth(1).and_then(|rest| rest.split('⟧').next());
            assert_eq!(missing, None);
            assert!(!text.contains(" style=") && !text.contains(" onclick"));
            assert!(!text.contains("http:") && !text.contains("https:"));
            assert_eq!(text.matches("<script").count(), 1);
            let mut ids: Vec<&str> =
                text.split(" id=\"").skip(1).filter_map(|r| r.split('"').next()).collect();
            ids.sort_unstable();
            let doubled: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
            assert!(doubled.is_empty(), "{doubled:?}");
            for id in text.split("href=\"#").skip(1).filter_map(|r| r.split('"').next()) {
                assert!(ids.contains(&id), "#{id} leads nowhere");
            }
        }
    }
}
