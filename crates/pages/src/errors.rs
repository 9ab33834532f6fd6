//! Error pages: what happened, and what to do.

use crate::content::{Line, lines};
use crate::forms::Field;
use crate::html::{Html, element};
use crate::language::Reader;
use crate::layout::{Page, render};
use crate::words::Say;
use axum::extract::OriginalUri;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use formula::words::Language;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    NotFound,
    Refused,
    BadRequest,
    Conflict,
    Internal,
}

/// An error with its page.
///
/// A handler returns it as `Err`. By itself it is a page in the right language that leads home;
/// [`PageError::with_page`] gives it the navigation of the site.
#[derive(Debug, Clone)]
pub struct PageError {
    kind: Kind,
    language: Language,
    detail: Option<String>,
    todo: Option<String>,
    request: Option<String>,
    page: Option<Box<Page>>,
    links: Vec<Line>,
    search: Option<(String, String)>,
}

impl PageError {
    fn new(kind: Kind, language: Language) -> PageError {
        PageError {
            kind,
            language,
            detail: None,
            todo: None,
            request: None,
            page: None,
            links: Vec::new(),
            search: None,
        }
    }

    /// There is no such page, or it may not be known to exist (404).
    pub fn not_found(language: Language) -> PageError {
        PageError::new(Kind::NotFound, language)
    }

    /// The reader may not see or do this (403): why, and who may.
    pub fn refused(language: Language, why: impl Into<String>) -> PageError {
        PageError::new(Kind::Refused, language).detail(why)
    }

    /// The request makes no sense (400): what is wrong with it.
    pub fn bad_request(language: Language, what: impl Into<String>) -> PageError {
        PageError::new(Kind::BadRequest, language).detail(what)
    }

    /// Someone else changed the same thing (409): what, and which version stands.
    pub fn conflict(language: Language, what: impl Into<String>) -> PageError {
        PageError::new(Kind::Conflict, language).detail(what)
    }

    /// The fault is ours (500), with the number under which it is in the log.
    pub fn internal(language: Language, request: Option<String>) -> PageError {
        PageError { request, ..PageError::new(Kind::Internal, language) }
    }

    /// With a sentence that says what happened in this case.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> PageError {
        self.detail = Some(detail.into());
        self
    }

    /// With what to do in this case, instead of the general advice.
    #[must_use]
    pub fn what_to_do(mut self, todo: impl Into<String>) -> PageError {
        self.todo = Some(todo.into());
        self
    }

    /// In the frame of a page: its navigation, bands and footer.
    #[must_use]
    pub fn with_page(mut self, page: Page) -> PageError {
        self.page = Some(Box::new(page));
        self
    }

    /// With a page that may be what was meant.
    #[must_use]
    pub fn link(mut self, label: impl Into<String>, href: &str) -> PageError {
        self.links.push(Line::new(label, Some(href)));
        self
    }

    /// With a search: the address that answers it and the name of its field.
    #[must_use]
    pub fn search(mut self, action: impl Into<String>, field: impl Into<String>) -> PageError {
        self.search = Some((action.into(), field.into()));
        self
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self.kind {
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Refused => StatusCode::FORBIDDEN,
            Kind::BadRequest => StatusCode::BAD_REQUEST,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn id(&self) -> &'static str {
        match self.kind {
            Kind::NotFound => "not-found",
            Kind::Refused => "refused",
            Kind::BadRequest => "bad-request",
            Kind::Conflict => "conflict",
            Kind::Internal => "internal",
        }
    }

    fn body(&self, home: &str) -> Html {
        let say = Say::shared(self.language);
        let word = |part: &str| say.word(&format!("error-{}-{part}", self.id()));
        let paragraph = |text: &str| element("p").child(text).finish();
        let mut body = Html::new();
        if let Some(detail) = &self.detail {
            body.push(paragraph(detail));
        }
        body.push(paragraph(self.todo.as_deref().unwrap_or(&word("todo"))));
        if let Some(request) = &self.request {
            let number = element("code").child(request);
            let line = element("p").child(say.word("error-request")).child(" ").child(number);
            body.push(line);
        }
        if let Some((action, name)) = &self.search {
            let field = Field::search(name.as_str(), say.word("search")).to_html(self.language);
            let button = element("button").class("button").attr("type", "submit");
            let form = element("form")
                .class("form")
                .attr("method", "get")
                .attr("action", action)
                .attr("role", "search")
                .child(field)
                .child(element("p").class("form-end").child(button.child(say.word("search"))));
            body.push(form);
        }
        let mut links = self.links.clone();
        links.push(Line::new(say.word("error-home"), Some(home)));
        body.with(lines(&links, ""))
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let say = Say::shared(self.language);
        let title = say.word(&format!("error-{}-title", self.id()));
        let what = say.word(&format!("error-{}-what", self.id()));
        let reader = Reader::new(self.language, "/");
        let page = match &self.page {
            Some(page) => page.as_ref().clone().retitled(&title),
            None => Page::new(&reader, &title),
        };
        let body = self.body(&reader.href("/"));
        render(&page.lede(what).status(self.status()), &body)
    }
}

/// Answers whatever no route answers: the not-found page in the language of the address.
pub async fn fallback(OriginalUri(uri): OriginalUri, headers: HeaderMap) -> Response {
    match Reader::of(uri.path(), uri.query(), &headers) {
        Ok(reader) => PageError::not_found(reader.language).into_response(),
        Err(wrong) => wrong.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: every error page says what happened and what to do, in every language, with its
    /// status. Method: each kind, its words present, no id shown.
    #[test]
    fn every_error_has_its_words() {
        for language in Language::ALL {
            let all = [
                (PageError::not_found(language).search("/x", "q"), 404),
                (PageError::refused(language, "w"), 403),
                (PageError::bad_request(language, "w"), 400),
                (PageError::conflict(language, "w"), 409),
                (PageError::internal(language, Some("7f3a".to_owned())), 500),
            ];
            for (error, status) in all {
                let body = error.body("/x").into_string();
                assert!(!body.contains('⟦'), "{body}");
                assert_eq!(error.clone().into_response().status().as_u16(), status);
            }
        }
    }
}
