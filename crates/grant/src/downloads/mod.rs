//! A run as files: CSV for programs, a workbook for people.
//!
//! Both hold what the page of the allocation shows, also of a what-if question; the same run gives
//! the same bytes.

mod answer;
mod sheet;
mod text;
mod workbook;

pub use answer::routes;
pub use text::csv;
pub use workbook::{Surroundings, workbook};

use crate::opened::OpenedRun;
use formula::words::Language;
use std::collections::BTreeMap;
use territory::model::Municipality;

/// The names of municipalities by code, in a reader's language.
pub fn names(municipalities: &[Municipality], language: Language) -> BTreeMap<String, String> {
    let name = |m: &Municipality| (m.code.to_string(), m.name(language).into_owned());
    municipalities.iter().map(name).collect()
}

/// The name of a file: formula and day, and that it is a question where it is no kept run.
pub fn file_name(opened: &OpenedRun, kind: &str) -> String {
    let formula = opened.plan.name.replace('_', "-");
    let what = match &opened.summary {
        Some(summary) => summary.label.clone(),
        None => "what-if".to_owned(),
    };
    format!("{formula}-{}-{what}.{kind}", opened.run.identity().day)
}
