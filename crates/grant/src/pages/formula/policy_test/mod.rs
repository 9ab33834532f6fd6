//! The page of a policy test: the rule in words, tables in, tables out, and how each case comes out
//! when it is run now.

mod markdown;

use super::PATH;
use crate::demo::DAY;
use crate::desk::Desk;
use crate::formulas::{self, FormulaEntry, policy_test_of};
use crate::opened::read_snapshot;
use crate::pages::frame;
use crate::pages::words::say;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use formula::data::Table;
use formula::diagnostic::{Diagnostic, Place, Source, describe_place};
use formula::plan::Plan;
use formula::words::Language;
use formula_data::policy_test::{Case, Failure, Fault, Shelf, Verdict, judge_page};
use formula_data::{Findings, Library};
use pages::content::{Notice, Tone};
use pages::errors::PageError;
use pages::html::{Html, element};
use pages::language::Reader;
use pages::words::Say;
use records::snapshot::SnapshotTable;

/// The folder of data that pages of the program may name.
const KOSOVO: &str = "../../data/kosovo";

#[derive(Template)]
#[template(path = "policy_test.html")]
struct Body {
    say: Say<'static>,
    summary: Html,
    test: Html,
    formula_href: String,
}

/// The address of the policy test of a formula.
pub(super) fn address(reader: &Reader, name: &str) -> String {
    reader.href(&format!("{PATH}/{name}/test"))
}

/// Answers `/{language}/formula/{name}/test`.
pub(in crate::pages) async fn page(
    reader: Reader,
    State(desk): State<Desk>,
    Path((_, name)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let language = reader.language;
    let found = desk.formula(&name).ok().zip(policy_test_of(&name));
    let Some((entry, (file, text))) = found else {
        return Err(super::unknown(&desk, &name, &reader));
    };
    let tables = territory::snapshot_tables(desk.database()).await;
    let tables = tables.map_err(|error| frame::fault(&error.into(), &reader))?;
    let shelf = InProgram { desk: &desk, file, tables };
    let judged = judge_page(text, &shelf, DAY);
    let say = say(language);
    let title = entry.plan.labels.say(language, &entry.name);
    let body = Body {
        say,
        summary: summary(&judged, language),
        test: markdown::written(text, judged.as_deref().unwrap_or_default(), &reader),
        formula_href: reader.href(&format!("{PATH}/{name}")),
    };
    Ok(heading(entry, &judged, &reader)
        .crumb(PATH, say.word("nav-formula"))
        .crumb(&format!("{PATH}/{name}"), title)
        .crumb(&format!("{PATH}/{name}/test"), say.word("test-crumb"))
        .respond(Html::of(&body)))
}

type Judged = Result<Vec<(Case, Verdict)>, Vec<Fault>>;

fn heading(entry: &FormulaEntry, judged: &Judged, reader: &Reader) -> pages::layout::Page {
    let language = reader.language;
    let say = say(language);
    let title = entry.plan.labels.say(language, &entry.name);
    let cases = judged.as_deref().unwrap_or_default();
    let of = |wanted: fn(&Verdict) -> bool| {
        cases.iter().filter(|(_, verdict)| wanted(verdict)).count().to_string()
    };
    let passed = of(|verdict| matches!(verdict, Verdict::Passes));
    let failed = of(|verdict| matches!(verdict, Verdict::Fails(_)));
    let arguments = [("passed", passed.as_str()), ("failed", &failed)];
    frame::page_of(entry.is_proposal(), reader, say.with("test-title", &[("formula", &title)]))
        .eyebrow(title)
        .lede(say.with("test-lede", &arguments))
}

/// What is wrong with how the page itself is written; nothing where it is in order.
fn summary(judged: &Judged, language: Language) -> Html {
    let Err(faults) = judged else { return Html::new() };
    let say = say(language);
    let sentences = faults.iter().map(|fault| {
        let line = fault.line.to_string();
        let what = fault.message(language);
        element("li").child(say.with("test-fault", &[("line", &line), ("what", &what)]))
    });
    let list = element("ul").children(sentences).finish();
    Notice::new(Tone::Fault, say.word("test-unreadable"), "").to_html(language).with(list)
}

/// How a case came out: a word, and what differed.
fn verdict(verdict: &Verdict, reader: &Reader) -> Html {
    let language = reader.language;
    let say = say(language);
    let line = |class: &str, words: String| {
        element("p").class("test-verdict").child(element("strong").class(class).child(words))
    };
    match verdict {
        Verdict::Passes => line("verdict verdict-holds", say.word("test-passes")).finish(),
        Verdict::Skipped(reason) => {
            let words = say.with("test-skipped", &[("reason", reason)]);
            line("verdict verdict-warns", words).finish()
        }
        Verdict::Fails(failures) => {
            let entries = failures.iter().flat_map(|failure| said(failure, language));
            let list = element("ul").class("test-differences").children(entries);
            line("verdict verdict-fails", say.word("test-fails")).finish().with(list)
        }
    }
}

fn said(failure: &Failure, language: Language) -> Vec<Html> {
    let say = say(language);
    match failure {
        Failure::Fault(fault) => {
            let line = fault.line.to_string();
            let what = fault.message(language);
            let words = say.with("test-fault", &[("line", &line), ("what", &what)]);
            vec![element("li").child(words).finish()]
        }
        Failure::Findings(all) => {
            let all = all.iter().flat_map(|findings| &findings.diagnostics);
            let entry = |diagnostic: &Diagnostic| {
                let place = describe_place(&diagnostic.place, language);
                let words = format!("{} {place}", diagnostic.message(language));
                element("li").child(words.trim_end()).finish()
            };
            all.map(entry).collect()
        }
    }
}

/// The lines of the page on which something differs.
fn wrong_lines(judged: &[(Case, Verdict)]) -> Vec<usize> {
    let failures = judged.iter().filter_map(|(_, verdict)| match verdict {
        Verdict::Fails(failures) => Some(failures),
        _ => None,
    });
    let lines = failures.flatten().filter_map(|failure| match failure {
        Failure::Fault(fault) => Some(fault.line),
        Failure::Findings(_) => None,
    });
    lines.collect()
}

/// The formulas and data that are part of the program, as a policy test finds them.
struct InProgram<'d> {
    desk: &'d Desk,
    file: &'static str,
    tables: Vec<SnapshotTable>,
}

impl Shelf for InProgram<'_> {
    fn page(&self) -> String {
        self.file.to_owned()
    }

    fn library(&self, file: &str) -> Result<Library, Vec<Findings>> {
        let name = file.strip_suffix(".formula").unwrap_or(file).replace('-', "_");
        match self.desk.formula(&name) {
            Ok(entry) => Ok(entry.formulas.library.clone()),
            Err(_) => {
                let place = Place::Request(file.to_owned());
                let diagnostic = Diagnostic::error("library-missing", place)
                    .with("file", file)
                    .with("reason", "");
                let source = Source::new(file, "");
                Err(vec![Findings { source, diagnostics: vec![diagnostic] }])
            }
        }
    }

    fn siblings(&self) -> Vec<Source> {
        formulas::sources()
    }

    fn tables(&self, plan: &Plan, folder: &str) -> Result<Vec<Table>, Vec<Diagnostic>> {
        if folder != KOSOVO {
            let place = Place::Request(folder.to_owned());
            return Err(vec![
                Diagnostic::error("data-folder-missing", place).with("folder", folder),
            ]);
        }
        read_snapshot(plan, &self.tables)
    }
}
