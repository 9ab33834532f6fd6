//! `formula lsp`: the language server, which an editor starts and speaks to over the standard
//! streams (Language Server Protocol 3.17).
//!
//! It says what is wrong while a formula is being written, shows what a name means with its unit
//! and source, goes to where it is defined, offers the names that fit, and formats. A file is read
//! together with those beside it, as the editor has them.

mod answers;
mod findings;
mod names;
mod place;
mod project;

use crate::console::Stop;
use formula::words::Language;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument,
    Notification as _, PublishDiagnostics,
};
use lsp_types::request::{
    Completion, DocumentSymbolRequest, Formatting, GotoDefinition, HoverRequest, Request as _,
    SemanticTokensFullRequest,
};
use lsp_types::{
    CompletionOptions, HoverProviderCapability, OneOf, PublishDiagnosticsParams,
    SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, Uri,
};
use project::Project;
use serde_json::Value;
use std::io;

/// Speaks with the editor that has started the program, until it says goodbye.
pub(crate) fn serve(language: Language) -> Result<(), Stop> {
    let (connection, threads) = Connection::stdio();
    converse(&connection, language).map_err(|reason| Stop::Write(io::Error::other(reason)))?;
    // The writer ends when nobody can send to it any more.
    drop(connection);
    threads.join().map_err(Stop::Write)
}

/// The conversation over a connection, whatever it runs on.
pub(crate) fn converse(connection: &Connection, language: Language) -> Result<(), String> {
    let capabilities = serde_json::to_value(capabilities()).map_err(|e| e.to_string())?;
    connection.initialize(capabilities).map_err(|e| e.to_string())?;
    let mut server = Server { connection, project: Project::default(), language };
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request).map_err(|e| e.to_string())? {
                    return Ok(());
                }
                let response = server.answer(request);
                connection.sender.send(response.into()).map_err(|e| e.to_string())?;
            }
            Message::Notification(notification) => server.hear(notification)?,
            Message::Response(_) => {}
        }
    }
    Ok(())
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(vec![".".to_owned()]),
            ..CompletionOptions::default()
        }),
        semantic_tokens_provider: Some(
            SemanticTokensOptions {
                legend: SemanticTokensLegend {
                    token_types: answers::token_types(),
                    token_modifiers: Vec::new(),
                },
                full: Some(SemanticTokensFullOptions::Bool(true)),
                ..SemanticTokensOptions::default()
            }
            .into(),
        ),
        ..ServerCapabilities::default()
    }
}

struct Server<'c> {
    connection: &'c Connection,
    project: Project,
    language: Language,
}

impl Server<'_> {
    fn answer(&mut self, request: Request) -> Response {
        let id = request.id.clone();
        let answered = match request.method.as_str() {
            HoverRequest::METHOD => reply::<HoverRequest>(request, |params| {
                let at = params.text_document_position_params;
                answers::hover(&self.project, &at, self.language)
            }),
            GotoDefinition::METHOD => reply::<GotoDefinition>(request, |params| {
                answers::definition(&self.project, &params.text_document_position_params)
            }),
            Completion::METHOD => reply::<Completion>(request, |params| {
                answers::completion(&self.project, &params.text_document_position, self.language)
            }),
            Formatting::METHOD => reply::<Formatting>(request, |params| {
                answers::formatting(&self.project, &params.text_document.uri)
            }),
            DocumentSymbolRequest::METHOD => reply::<DocumentSymbolRequest>(request, |params| {
                answers::symbols(&self.project, &params.text_document.uri)
            }),
            SemanticTokensFullRequest::METHOD => {
                reply::<SemanticTokensFullRequest>(request, |params| {
                    answers::tokens(&self.project, &params.text_document.uri)
                })
            }
            other => Err((ErrorCode::MethodNotFound, other.to_owned())),
        };
        match answered {
            Ok(value) => Response::new_ok(id, value),
            Err((code, reason)) => Response::new_err(id, code as i32, reason),
        }
    }

    fn hear(&mut self, notification: Notification) -> Result<(), String> {
        let params = notification.params;
        match notification.method.as_str() {
            DidOpenTextDocument::METHOD => {
                if let Some(opened) = read::<DidOpenTextDocument>(params) {
                    self.project.put(opened.text_document.uri, opened.text_document.text);
                }
            }
            DidChangeTextDocument::METHOD => {
                // The whole text is asked for, so the last change is the document.
                if let Some(mut changed) = read::<DidChangeTextDocument>(params)
                    && let Some(change) = changed.content_changes.pop()
                {
                    self.project.put(changed.text_document.uri, change.text);
                }
            }
            DidCloseTextDocument::METHOD => {
                if let Some(closed) = read::<DidCloseTextDocument>(params) {
                    self.project.remove(&closed.text_document.uri);
                    self.publish(closed.text_document.uri, Vec::new())?;
                }
            }
            DidSaveTextDocument::METHOD => {}
            _ => return Ok(()),
        }
        // What one file offers, others use: all open ones are looked at again.
        for uri in self.project.open_files() {
            let found = findings::of(&self.project, &uri, self.language);
            self.publish(uri, found)?;
        }
        Ok(())
    }

    fn publish(&self, uri: Uri, diagnostics: Vec<lsp_types::Diagnostic>) -> Result<(), String> {
        let params = PublishDiagnosticsParams { uri, diagnostics, version: None };
        let notification = Notification::new(PublishDiagnostics::METHOD.to_owned(), params);
        self.connection.sender.send(notification.into()).map_err(|e| e.to_string())
    }
}

fn read<N: lsp_types::notification::Notification>(params: Value) -> Option<N::Params> {
    serde_json::from_value(params).ok()
}

/// The answer to a request of a kind, or the reason why there is none.
fn reply<R: lsp_types::request::Request>(
    request: Request,
    answer: impl FnOnce(R::Params) -> R::Result,
) -> Result<Value, (ErrorCode, String)> {
    let params = serde_json::from_value(request.params)
        .map_err(|error| (ErrorCode::InvalidParams, error.to_string()))?;
    serde_json::to_value(answer(params))
        .map_err(|error| (ErrorCode::InternalError, error.to_string()))
}

#[cfg(test)]
mod tests;
