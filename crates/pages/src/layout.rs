//! The frame of every page: header, navigation, languages, bands, heading and footer.
//!
//! A handler renders its own template to [`Html`] and hands it to [`Page::respond`].

use crate::assets;
use crate::content::Notice;
use crate::errors::PageError;
use crate::html::{Html, element};
use crate::language::Reader;
use crate::surroundings::{STRIP, VISITOR, demo_strip};
use crate::words::Say;
use askama::Template;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use formula::words::Language;

/// What a page of ours may load: files of our own, nothing inline, nothing from another host.
pub const CONTENT_SECURITY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// An entry of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavEntry {
    path: String,
    label: String,
}

impl NavEntry {
    /// A page by its path after the language (`/allocation`), with its label in the reader's
    /// language.
    pub fn new(path: impl Into<String>, label: impl Into<String>) -> NavEntry {
        NavEntry { path: path.into(), label: label.into() }
    }

    /// How well the entry fits a path: the length of the path when the page is it or under it.
    fn fit(&self, path: &str) -> Option<usize> {
        let own = self.path.trim_end_matches('/');
        let rest = path.strip_prefix(own)?;
        let under = rest.is_empty() || rest == "/" || (!own.is_empty() && rest.starts_with('/'));
        under.then_some(own.len())
    }
}

/// A step of the way from the home page to this page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    href: String,
    label: String,
}

/// Everything about a page but its body.
#[derive(Debug, Clone)]
pub struct Page {
    reader: Reader,
    title: String,
    heading: Option<Html>,
    eyebrow: Option<String>,
    lede: Option<Html>,
    nav: Vec<NavEntry>,
    crumbs: Vec<Crumb>,
    bands: Vec<Notice>,
    demo: bool,
    source: Option<String>,
    status: StatusCode,
}

impl Page {
    /// A page with its title, which is also its heading.
    pub fn new(reader: &Reader, title: impl Into<String>) -> Page {
        Page {
            reader: reader.clone(),
            title: title.into(),
            heading: None,
            eyebrow: None,
            lede: None,
            nav: Vec::new(),
            crumbs: Vec::new(),
            bands: Vec::new(),
            demo: false,
            source: None,
            status: StatusCode::OK,
        }
    }

    /// The reader.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.reader.language
    }

    /// Says something else in the heading than in the title of the window.
    #[must_use]
    pub fn heading(mut self, heading: impl Into<Html>) -> Page {
        self.heading = Some(heading.into());
        self
    }

    /// A short line above the heading: the year, the run, the kind of page.
    #[must_use]
    pub fn eyebrow(mut self, eyebrow: impl Into<String>) -> Page {
        self.eyebrow = Some(eyebrow.into());
        self
    }

    /// The answer first: one sentence under the heading that a person could say aloud.
    #[must_use]
    pub fn lede(mut self, sentence: impl Into<Html>) -> Page {
        self.lede = Some(sentence.into());
        self
    }

    /// The entries of the navigation; the one that fits the present path best is marked.
    #[must_use]
    pub fn nav(mut self, entries: Vec<NavEntry>) -> Page {
        self.nav = entries;
        self
    }

    /// Adds a step to the breadcrumbs: a path after the language and its label. The home page
    /// comes first by itself; the present page is its own heading and is not listed.
    #[must_use]
    pub fn crumb(mut self, path: &str, label: impl Into<String>) -> Page {
        let href = self.reader.href(path);
        self.crumbs.push(Crumb { href, label: label.into() });
        self
    }

    /// Adds a band that stands on the page permanently, such as "proposal on assumed data".
    #[must_use]
    pub fn band(mut self, band: Notice) -> Page {
        self.bands.push(band);
        self
    }

    /// Says at the top that this is a demonstration without official effect.
    #[must_use]
    pub fn demo(mut self, demo: bool) -> Page {
        self.demo = demo;
        self
    }

    /// Where the figures of the page come from, in the footer.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Page {
        self.source = Some(source.into());
        self
    }

    /// The same page under another title, without what belonged to the former one.
    #[must_use]
    pub(crate) fn retitled(mut self, title: &str) -> Page {
        self.title = title.to_owned();
        (self.heading, self.eyebrow, self.lede) = (None, None, None);
        self
    }

    /// The status of the answer, when it is not 200.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Page {
        self.status = status;
        self
    }

    /// The page with its body, as an answer. A body that could not be rendered becomes the error
    /// page.
    pub fn respond(self, body: Result<Html, askama::Error>) -> Response {
        match body {
            Ok(body) => render(&self, &body),
            Err(_) => PageError::internal(self.language(), None).with_page(self).into_response(),
        }
    }

    /// The whole document, as text.
    pub fn document(&self, body: &Html) -> Result<String, askama::Error> {
        Document::of(self, body).render()
    }
}

/// The page with its body, as an answer with its status and its security headers.
pub fn render(page: &Page, body: &Html) -> Response {
    let (status, text) = match page.document(body) {
        Ok(text) => (page.status, text),
        Err(fault) => (StatusCode::INTERNAL_SERVER_ERROR, fault.to_string()),
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    ];
    (status, headers, text).into_response()
}

struct NavLink<'a> {
    href: String,
    label: &'a str,
    current: bool,
}

struct LanguageLink {
    tag: &'static str,
    name: &'static str,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "layout.html")]
struct Document<'a> {
    page: &'a Page,
    say: Say<'static>,
    tag: &'static str,
    home: String,
    nav: Vec<NavLink<'a>>,
    languages: Vec<LanguageLink>,
    heading: Html,
    bands: Vec<Html>,
    body: &'a Html,
    css: &'static str,
    js: &'static str,
    icon: &'static str,
    mark: Html,
    strip: Html,
    visitor: Html,
    version: &'static str,
}

impl<'a> Document<'a> {
    fn of(page: &'a Page, body: &'a Html) -> Document<'a> {
        let reader = &page.reader;
        let best = page.nav.iter().filter_map(|entry| entry.fit(&reader.path)).max();
        let nav = page.nav.iter().map(|entry| NavLink {
            href: reader.href(&entry.path),
            label: &entry.label,
            current: best.is_some() && entry.fit(&reader.path) == best,
        });
        let languages = Language::ALL.into_iter().map(|language| LanguageLink {
            tag: language.tag(),
            name: language.own_name(),
            href: reader.same_page_in(language),
            current: language == reader.language,
        });
        Document {
            page,
            say: Say::shared(reader.language),
            tag: reader.language.tag(),
            home: reader.href("/"),
            nav: nav.collect(),
            languages: languages.collect(),
            heading: page.heading.clone().unwrap_or_else(|| Html::text(&page.title)),
            bands: page.bands.iter().map(|band| band.to_html(reader.language)).collect(),
            body,
            css: assets::css().path(),
            js: assets::js().path(),
            icon: assets::icon().path(),
            mark: mark(),
            strip: if page.demo { demo_strip(reader.language) } else { STRIP.to_html() },
            visitor: VISITOR.to_html(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// Our mark, a pair of scales, in the colour of the text around it.
pub fn mark() -> Html {
    let stroke = |d: &str| element("path").attr("d", d);
    element("svg")
        .class("mark")
        .attr("viewBox", "0 0 32 32")
        .attr("width", "32")
        .attr("height", "32")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(
            element("g")
                .attr("fill", "none")
                .attr("stroke", "currentColor")
                .attr("stroke-width", "2")
                .attr("stroke-linejoin", "round")
                .child(stroke("M4 8.5H28M16 5V27M10.5 27.5H21.5"))
                .child(stroke("M8 8.5L3.5 18.5M8 8.5L12.5 18.5"))
                .child(stroke("M24 8.5L19.5 18.5M24 8.5L28.5 18.5")),
        )
        .child(
            element("path")
                .attr("fill", "currentColor")
                .attr("d", "M2.5 18.5h11a5.5 4.5 0 0 1-11 0zM18.5 18.5h11a5.5 4.5 0 0 1-11 0z"),
        )
        .child(
            element("circle")
                .attr("cx", "16")
                .attr("cy", "4.5")
                .attr("r", "2")
                .attr("fill", "currentColor"),
        )
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(path: &str) -> String {
        let reader = Reader {
            language: Language::SrLatn,
            path: path.to_owned(),
            query: Some("sort=total&dir=desc".to_owned()),
        };
        let nav = vec![
            NavEntry::new("/", "Početak"),
            NavEntry::new("/runs", "Obračuni"),
            NavEntry::new("/runs/compare", "Poređenje"),
        ];
        Page::new(&reader, "A <b>")
            .nav(nav)
            .crumb("/runs", "Obračuni")
            .demo(true)
            .document(&Html::text("body & more"))
            .unwrap()
    }

    /// Goal: a page says its language, keeps the reader on it when the language changes, and
    /// escapes its title. Method: the text of a document.
    #[test]
    fn document_is_whole() {
        let page = sample("/runs/4");
        assert!(page.contains("<html lang=\"sr-Latn\""));
        assert!(page.contains("href=\"/sq/runs/4?sort=total&#38;dir=desc\""), "{page}");
        assert!(page.contains("A &#60;b&#62;") || page.contains("A &lt;b&gt;"));
        assert!(page.contains("body &amp; more"));
        assert!(!page.contains(" style="), "no inline style");
        assert!(!page.contains("⟦"), "a word is missing");
        assert!(!page.contains("http://") && !page.contains("https://"), "no other host");
    }

    /// Goal: one entry of the navigation is marked, the one that fits best. Method: three paths.
    #[test]
    fn navigation_marks_the_best_fit() {
        for (path, label) in
            [("/", "Početak"), ("/runs/4", "Obračuni"), ("/runs/compare", "Poređenje")]
        {
            let page = sample(path);
            let nav: Vec<&str> = page.lines().filter(|l| l.contains("nav-link")).collect();
            let marked: Vec<&&str> = nav.iter().filter(|l| l.contains("aria-current")).collect();
            assert_eq!((nav.len(), marked.len()), (3, 1), "{path} {nav:?}");
            assert!(marked[0].contains(label), "{path} {marked:?}");
        }
        assert!(!sample("/elsewhere").contains("nav-link\" aria-current"));
    }
}
