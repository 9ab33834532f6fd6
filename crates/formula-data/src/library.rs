//! A formula together with the formulas whose results it uses.

use formula::check::{self, Checked, Interface, nearest, scenario_over, unapplied};
use formula::diagnostic::{Diagnostic, Place, Source, has_errors, render};
use formula::plan::Plan;
use formula::syntax::{ast, parse};
use formula::words::Language;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

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
        match scenario_over(&main) {
            Some(over) => Library::of_scenario(main, &over, sources_in(folder, None), Some(folder)),
            None => Library::from_sources(main, sources_in(folder, Some(file))),
        }
    }

    /// The same with a further line at the end of the formula: of the one over which it lies, where
    /// the file holds a scenario.
    ///
    /// # Errors
    /// As [`Library::open`]; a fault of the line stands in the formula that it was put to.
    pub fn open_with(file: &Path, line: &str) -> Result<Library, Vec<Findings>> {
        let main = read(file)?;
        let folder = match file.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        let wider = |source: &Source| {
            Source::new(&*source.name, format!("{}\n{line}\n", source.text.trim_end()))
        };
        let Some(over) = scenario_over(&main) else {
            return Library::from_sources(wider(&main), sources_in(folder, Some(file)));
        };
        let mut siblings = sources_in(folder, None);
        for source in &mut siblings {
            if formula_name(&source.text).as_ref() == Some(&over.text) {
                *source = wider(source);
            }
        }
        Library::of_scenario(main, &over, siblings, Some(folder))
    }

    /// A scenario over one of these formulas, from texts that are already there.
    ///
    /// # Errors
    /// As [`Library::open`]; also where the text is no scenario.
    pub fn of_texts(scenario: Source, formulas: Vec<Source>) -> Result<Library, Vec<Findings>> {
        match scenario_over(&scenario) {
            Some(over) => Library::of_scenario(scenario, &over, formulas, None),
            None => Library::from_sources(scenario, formulas),
        }
    }

    /// A scenario with the formula over which it is laid and those that this one uses: a line
    /// concerns whichever of them declares what it names.
    fn of_scenario(
        scenario: Source,
        over: &ast::Ident,
        siblings: Vec<Source>,
        folder: Option<&Path>,
    ) -> Result<Library, Vec<Findings>> {
        let named = |source: &Source| formula_name(&source.text).as_ref() == Some(&over.text);
        let Some(base) = siblings.iter().find(|source| named(source)).cloned() else {
            let diagnostic = base_missing(&scenario, over, &siblings, folder);
            return Err(vec![Findings { source: scenario, diagnostics: vec![diagnostic] }]);
        };
        let mut opening = Opening::among(siblings, &over.text);
        opening.scenario = Some((scenario.clone(), over.text.clone()));
        opening.open(&base, &mut vec![over.text.clone()])?;
        let applied: Vec<usize> = opening.applied.iter().copied().collect();
        let diagnostics = unapplied(&scenario, &applied, &opening.plans);
        if !diagnostics.is_empty() {
            return Err(vec![Findings { source: scenario, diagnostics }]);
        }
        Ok(Library { plans: opening.plans, warnings: opening.warnings })
    }

    /// The same from texts that are already there.
    pub fn from_sources(main: Source, siblings: Vec<Source>) -> Result<Library, Vec<Findings>> {
        let name = formula_name(&main.text);
        let name = name.unwrap_or_default();
        let mut opening = Opening::among(siblings, &name);
        let mut path = vec![name];
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
    /// The scenario, and the name of the formula over which it is laid.
    scenario: Option<(Source, String)>,
    /// Lines of the scenario that concern a formula opened so far.
    applied: BTreeSet<usize>,
}

impl Opening {
    /// Among the other formulas of a folder.
    fn among(siblings: Vec<Source>, own: &str) -> Opening {
        let named = siblings.into_iter().filter_map(|source| {
            let name = formula_name(&source.text)?;
            Some((name, source))
        });
        Opening {
            siblings: named.filter(|(other, _)| other != own).collect(),
            plans: Vec::new(),
            warnings: Vec::new(),
            scenario: None,
            applied: BTreeSet::new(),
        }
    }

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

    /// Checks a formula as the scenario has it, if one is laid over it.
    fn checked(&mut self, source: &Source, others: &[Interface]) -> (Source, Checked) {
        if let Some((scenario, over)) = &self.scenario {
            let laid = check::check_scenario(source, scenario, others);
            let is_base = formula_name(&source.text).as_ref() == Some(over);
            self.applied.extend(laid.applied.iter().copied());
            if is_base || !laid.applied.is_empty() {
                return (laid.source, laid.checked);
            }
        }
        (source.clone(), check::check(source, others))
    }

    fn check(&mut self, source: &Source) -> Result<(), Vec<Findings>> {
        let mut others: Vec<Interface> = self.plans.iter().map(Plan::interface).collect();
        for (name, _) in &self.siblings {
            if others.iter().all(|other| other.name != *name) {
                others.push(Interface { name: name.clone(), results: Vec::new() });
            }
        }
        let (source, checked) = self.checked(source, &others);
        let findings = Findings { source, diagnostics: checked.diagnostics };
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
    let mut paths = paths_in(folder, "formula");
    paths.retain(|path| without.is_none_or(|w| path.file_name() != w.file_name()));
    paths.iter().filter_map(|path| read(path).ok()).collect()
}

fn paths_in(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    paths.retain(|path: &PathBuf| path.extension().is_some_and(|e| e == ending));
    paths.sort();
    paths
}

/// Why there is no formula to lay a scenario over: its name belongs to another scenario, or to
/// nothing.
fn base_missing(
    scenario: &Source,
    over: &ast::Ident,
    siblings: &[Source],
    folder: Option<&Path>,
) -> Diagnostic {
    let files = folder.map(|folder| paths_in(folder, "scenario")).unwrap_or_default();
    let scenarios: Vec<(String, String)> = files
        .iter()
        .filter_map(|path| read(path).ok())
        .filter_map(|source| {
            let header = parse(&source).file.header?;
            Some((header.name.text, header.over?.text))
        })
        .collect();
    let own = parse(scenario).file.header.map(|header| header.name.text).unwrap_or_default();
    let mut path = vec![own, over.text.clone()];
    while let Some((_, next)) = scenarios.iter().find(|(name, _)| Some(name) == path.last()) {
        let is_circle = path.contains(next);
        path.push(next.clone());
        if is_circle {
            break;
        }
    }
    if path.len() > 2 {
        return Diagnostic::at("library-scenario-over-scenario", over.span)
            .with("path", path.join(" → "));
    }
    let names: Vec<String> = siblings.iter().filter_map(|s| formula_name(&s.text)).collect();
    let near = nearest(&over.text, names.iter().map(String::as_str)).unwrap_or_default();
    Diagnostic::at("library-scenario-base-missing", over.span)
        .with("formula", &*over.text)
        .with("near", near)
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
