//! The ground for screens: layout, forms, tables, pictures, languages, error pages.
//!
//! This crate knows no station. A station renders a template of its own, puts components of this
//! crate into it, and hands the result to a [`layout::Page`]:
//!
//! ```
//! use axum::response::Response;
//! use formula::number::Decimal;
//! use pages::charts::{Bars, Chart, Frame, Item};
//! use pages::html::Html;
//! use pages::language::Reader;
//! use pages::layout::{NavEntry, Page};
//! use pages::measure::Measure;
//! use pages::table::{Cell, Column, Row, Table};
//!
//! #[derive(askama::Template)]
//! #[template(source = "<p>{{ note }}</p>{{ table }}{{ chart }}", ext = "html")]
//! struct Body {
//!     note: &'static str, // escaped
//!     table: Html,        // markup already: shown as it is
//!     chart: Html,
//! }
//!
//! async fn allocation(reader: Reader) -> Response {
//!     let language = reader.language;
//!     let value = Decimal::from_i64(312_450);
//!     let columns = vec![
//!         Column::text("name", "Municipality"),
//!         Column::figure("total", "Total", Measure::euro()),
//!     ];
//!     let table = Table::new("allocation", "Allocation 2026", columns, language)
//!         .rows(vec![Row::new(vec![Cell::text("Junik"), Cell::figure(value)])]);
//!     let bars = Bars::new(vec![Item::new("Junik", Some(value))], Measure::euro());
//!     let frame = Frame::new("bars", "Junik receives most", "EUR, 2026", "Source: run 4");
//!     let body = Body {
//!         note: "Amounts < pool",
//!         table: table.to_html(),
//!         chart: Chart::new(frame, bars).to_html(language),
//!     };
//!     Page::new(&reader, "Allocation")
//!         .nav(vec![NavEntry::new("/allocation", "Allocation")])
//!         .lede("Junik receives 312 450 EUR in 2026.")
//!         .respond(Html::of(&body))
//! }
//! # use axum::{Router, routing::get};
//! # let app: Router = Router::new().route("/{lang}/allocation", get(allocation));
//! ```
//!
//! | room | what is in it |
//! |---|---|
//! | [`html`] | markup escaped by construction |
//! | [`language`] | the [`language::Reader`] of a request; `/` leads to the browser's language |
//! | [`words`] | shared words and those of a station; a test that the languages agree |
//! | [`order`] | sorting by the reader's alphabet |
//! | [`measure`] | how a number with its unit is written |
//! | [`layout`] | the frame of every page |
//! | [`surroundings`] | who reads, the demonstration, the token of forms: put into each page at last |
//! | [`content`] | notices, marks of standing, large figures, facts, lists, page numbers |
//! | [`table`] | typed tables, sorted and filtered by links and a plain form |
//! | [`forms`] | fields, error summary, numbers as people type them |
//! | [`charts`] | tile map, bars, dots, waterfall, slope |
//! | [`download`] | files that people sent, given out again |
//! | [`errors`] | error pages |
//! | [`assets`] | style sheet, script and icon |
//! | [`guide`] | every component in every state, on one page |
//!
//! Every page works without a script, loads nothing from another host, and fits the content
//! security policy [`layout::CONTENT_SECURITY`]: a template has no inline script and no `style`
//! attribute.

pub mod address;
pub mod assets;
pub mod charts;
pub mod content;
pub mod csv;
pub mod download;
pub mod errors;
pub mod forms;
pub mod guide;
pub mod html;
pub mod language;
pub mod layout;
pub mod measure;
pub mod order;
pub mod surroundings;
pub mod table;
pub mod words;

use axum::Router;
use axum::routing::get;

/// The routes of this crate: `/`, the files of the pages and the style guide. The not-found page is
/// set once for the whole site: `.fallback(pages::errors::fallback)`, or a handler of the site's
/// own with its navigation.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    assets::router()
        .route("/", get(language::to_preferred))
        .route("/{lang}/style", get(guide::page))
}
