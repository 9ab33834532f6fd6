//! A formula together with the formulas whose results it uses.

use formula::check::{self, Interface};
use formula::diagnostic::{Diagnostic, Place, Source, has_errors, render};
use formula::plan::Plan;
use formula::syntax::{ast, parse};
use formula::words::Language;
use std::path::Path;

/// What was found in one file, with the text that the places point into.
#[derive(Debug, Clone)]
pub struct Findings {
    /// The text.
    pub source: Source,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Findings {
    /// As a terminal shows it.
    pub fn render(&self, language: Language) -> String {
        render(&self.diagnostics, &self.source, language)
    }
}

/// A formula and those that it uses, each after those that it needs itself.
#[derive(Debug, Clone)]
pub struct Library {
    plans: Vec<Plan>,
    warnings: Vec<Findings>,
}

impl Library {
    /// Opens a formula file; formulas that it uses are looked for in the same folder, by the name
    /// that their first line states. Fails when a file cannot be read, when formulas use each other
    /// in a circle, and with everything that checking finds wrong.
    pub fn open(file: &Path) -> Result<Library, Vec<Findings>> {
        let main = read(file)?;
        let folder = match file.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        Library::from_sources(main, sources_in(folder, Some(file)))
    }

    /// The same from texts that are already there.
    pub fn from_sources(main: Source, siblings: Vec<Source>) -> Result<Library, Vec<Findings>> {
        let name = formula_name(&main.text);
        let named = siblings.into_iter().filter_map(|source| {
            let name = formula_name(&source.text)?;
            Some((name, source))
        });
        let mut opening = Opening {
            siblings: named.filter(|(other, _)| Some(other) != name.as_ref()).collect(),
            plans: Vec::new(),
            warnings: Vec::new(),
        };
        let mut path = vec![name.unwrap_or_default()];
        opening.open(&main, &mut path)?;
        Ok(Library { plans: opening.plans, warnings: opening.warnings })
    }

    /// Of plans that were checked already, each after those that it uses.
    pub fn of_plans(plans: Vec<Plan>) -> Library {
        Library { plans, warnings: Vec::new() }
    }

    /// The formula that was asked for.
    pub fn plan(&self) -> Option<&Plan> {
        self.plans.last()
    }

    /// All formulas, each after those that it uses; the one asked for is the last.
    pub fn plans(&self) -> &[Plan] {
        &self.plans
    }

    /// Warnings of checking, by file.
    pub fn warnings(&self) -> &[Findings] {
        &self.warnings
    }
}

struct Opening {
    siblings: Vec<(String, Source)>,
    plans: Vec<Plan>,
    warnings: Vec<Findings>,
}

impl Opening {
    /// Opens what a formula uses, then the formula. `path` holds the names on the way to it.
    fn open(&mut self, source: &Source, path: &mut Vec<String>) -> Result<(), Vec<Findings>> {
        let file = parse(source).file;
        for item in &file.items {
            let ast::Item::Use(used) = item else { continue };
            let name = used.formula.text.clone();
            if self.plans.iter().any(|plan| plan.name == name) {
                continue;
            }
            let refuse = |diagnostic| {
                vec![Findings { source: source.clone(), diagnostics: vec![diagnostic] }]
            };
            if let Some(from) = path.iter().position(|on_path| *on_path == name) {
                let mut circle: Vec<&str> = path.iter().skip(from).map(String::as_str).collect();
                circle.push(&name);
                return Err(refuse(
                    Diagnostic::at("library-cycle", used.span).with("path", circle.join(" → ")),
                ));
            }
            let found: Vec<Source> = self
                .siblings
                .iter()
                .filter(|(other, _)| *other == name)
                .map(|(_, source)| source.clone())
                .collect();
            match found.as_slice() {
                // Checking says that it is unknown, and which one is near.
                [] => {}
                [only] => {
                    path.push(name);
                    self.open(only, path)?;
                    path.pop();
                }
                [first, second, ..] => {
                    return Err(refuse(
                        Diagnostic::at("library-two-files", used.formula.span)
                            .with("formula", name)
                            .with("first", &*first.name)
                            .with("second", &*second.name),
                    ));
                }
            }
        }
        self.check(source)
    }

    fn check(&mut self, source: &Source) -> Result<(), Vec<Findings>> {
        let mut others: Vec<Interface> = self.plans.iter().map(Plan::interface).collect();
        for (name, _) in &self.siblings {
            if others.iter().all(|other| other.name != *name) {
                others.push(Interface { name: name.clone(), results: Vec::new() });
            }
        }
        let checked = check::check(source, &others);
        let findings = Findings { source: source.clone(), diagnostics: checked.diagnostics };
        match checked.plan {
            Some(plan) if !has_errors(&findings.diagnostics) => {
                self.plans.push(plan);
                if !findings.diagnostics.is_empty() {
                    self.warnings.push(findings);
                }
                Ok(())
            }
            _ => Err(vec![findings]),
        }
    }
}

/// The formula files of a folder, in the order of their names, without the one that is left out.
/// One that cannot be read is passed over: it is not necessarily one that is needed.
pub fn sources_in(folder: &Path, without: Option<&Path>) -> Vec<Source> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    paths.retain(|path| path.extension().is_some_and(|e| e == "formula"));
    paths.retain(|path| without.is_none_or(|w| path.file_name() != w.file_name()));
    paths.sort();
    paths.iter().filter_map(|path| read(path).ok()).collect()
}

fn read(file: &Path) -> Result<Source, Vec<Findings>> {
    let shown = file.display().to_string();
    let refuse = |id, reason: String| {
        let diagnostic = Diagnostic::error(id, Place::Request(shown.clone()))
            .with("file", &*shown)
            .with("reason", reason);
        vec![Findings { source: Source::new(&*shown, ""), diagnostics: vec![diagnostic] }]
    };
    let bytes = std::fs::read(file).map_err(|fault| {
        let missing = fault.kind() == std::io::ErrorKind::NotFound;
        refuse(if missing { "library-missing" } else { "library-unreadable" }, fault.to_string())
    })?;
    let text = String::from_utf8(bytes).map_err(|_| refuse("library-not-utf8", String::new()))?;
    Ok(Source::new(&*shown, text.strip_prefix('\u{feff}').unwrap_or(&text)))
}

/// The name that the first line with anything on it states.
fn formula_name(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with('#'))?;
    let rest = line.strip_prefix("formula")?;
    let name = rest.strip_prefix([' ', '\t'])?.split_whitespace().next()?;
    Some(name.to_owned())
}
