//! From tree to plan: names, units and shapes are settled, or said to be wrong at their place.
//!
//! Definitions are typed one by one. One that needs another which is not typed yet gives way to
//! it and is taken up again afterwards; meeting a definition that itself waits is a cycle and is
//! shown with its path. No step recurses over definitions, so a long chain of them is no danger.

mod aggregates;
mod categories;
mod collect;
mod constants;
mod dates;
mod decided;
mod disclosure;
mod expressions;
mod facts;
mod fills;
mod folds;
mod functions;
mod indices;
mod itself;
mod members;
mod names;
mod notes;
mod operators;
mod orders;
mod scales;
mod scenario;
mod sequence;
mod shares;
mod tables;
mod unapplied;
mod variations;

pub use names::nearest;
pub use scenario::{CheckedScenario, check_scenario, scenario_over};
pub use unapplied::unapplied;

use crate::diagnostic::{Diagnostic, Place, Severity, Source, Span, has_errors};
use crate::plan::{
    self, ChoiceId, DefinitionId, FunctionId, ParamId, Plan, ScaleId, TableId, Type, UseId,
};
use crate::standing::Standing;
use crate::syntax::{self, ast};
use notes::{wording, wordings};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};

/// What another formula offers: its results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// The name of the formula.
    pub name: String,
    /// Its results.
    pub results: Vec<InterfaceResult>,
}

/// One result that another formula offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterfaceResult {
    /// Its name.
    pub name: String,
    /// Its labels.
    pub labels: plan::Labels,
    /// The name of the table to whose rows it belongs; none for one value for the country.
    pub table: Option<String>,
    /// What it is.
    pub ty: Type,
}

impl Plan {
    /// What this formula offers to others.
    pub fn interface(&self) -> Interface {
        let results = self.results().into_iter().map(|(_, d)| InterfaceResult {
            name: d.name.clone(),
            labels: d.labels.clone(),
            table: d.table.and_then(|t| self.table(t)).map(|t| t.name.clone()),
            ty: d.ty.clone(),
        });
        Interface { name: self.name.clone(), results: results.collect() }
    }
}

/// What checking gives: a plan unless something is wrong, and everything that was found.
#[derive(Debug)]
pub struct Checked {
    /// The plan; none after an error.
    pub plan: Option<Plan>,
    /// Errors and warnings in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// The plan, or what is wrong.
    pub fn into_result(self) -> Result<Plan, Vec<Diagnostic>> {
        match self.plan {
            Some(plan) => Ok(plan),
            None => Err(self.diagnostics),
        }
    }
}

/// Checks a formula file against what other formulas offer.
pub fn check(source: &Source, others: &[Interface]) -> Checked {
    let parsed = syntax::parse(source);
    let mut checker = Checker::new(source, others);
    checker.diagnostics = parsed.diagnostics;
    let syntax_errors = has_errors(&checker.diagnostics);
    checker.collect(&parsed.file);
    checker.type_functions();
    checker.type_definitions();
    checker.finish_solves();
    checker.type_checks();
    checker.check_disclosure();
    checker.check_decided();
    if !has_errors(&checker.diagnostics) {
        checker.warn_of_unused();
    }
    let failed = syntax_errors || has_errors(&checker.diagnostics);
    let mut diagnostics = std::mem::take(&mut checker.diagnostics);
    finish(&mut diagnostics);
    Checked { plan: (!failed).then(|| checker.into_plan()), diagnostics }
}

/// Puts findings in the order of the file, errors before warnings of the same place.
fn finish(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|d| (place_order(d), d.severity == Severity::Warning));
}

fn place_order(diagnostic: &Diagnostic) -> u32 {
    match diagnostic.place {
        Place::Formula(span) => span.start,
        _ => u32::MAX,
    }
}

/// A definition on its way to being typed.
struct Draft<'a> {
    ast: &'a ast::Definition,
    table: Option<TableId>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Done(DefinitionId),
    /// A `fill`, whose parts are definitions with its place.
    Parts,
    Failed,
}

/// What a name at national level means.
#[derive(Clone, Copy)]
enum National {
    Param(ParamId),
    Draft(usize),
    Scale(ScaleId),
    Function(FunctionId),
    Use(UseId),
}

/// What a name means in the rows of a table.
#[derive(Clone, Copy)]
enum OfRow {
    Column(plan::ColumnId),
    /// A family of columns: the first of them, and the category whose members follow each other.
    Family(plan::ColumnId, TableId),
    Draft(usize),
    Use(UseId),
}

/// A name that stands for one member of a category while an aggregate over the category is written
/// out. Without a name it is the member of a range such as `[2019 to 2024]`.
struct Binder {
    name: String,
    table: TableId,
    member: u32,
}

/// Why an expression has no type.
enum Stop {
    /// Another definition must be typed first.
    Needs(usize),
    /// Something is wrong and was said.
    Failed,
}

type Typed<T> = Result<T, Stop>;

/// An expression with what is still open about its unit.
struct Inferred {
    expr: plan::Expr,
    literal: Literal,
}

/// How a bare number adapts to what stands beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Literal {
    /// Not a bare number.
    No,
    /// `0`, which fits every unit.
    Zero,
    /// Another bare number, which takes the unit of a count or age beside it.
    Bare,
}

/// Where an expression stands.
#[derive(Clone, Default)]
struct Scope {
    row: Option<TableId>,
    /// The function whose body it belongs to.
    function: Option<FunctionId>,
    /// Optional values that are known here.
    known: Vec<String>,
}

struct Checker<'a> {
    source: &'a Source,
    others: &'a [Interface],
    header: Option<&'a ast::Header>,
    tables: Vec<plan::Table>,
    choices: Vec<Vec<String>>,
    params: Vec<plan::Param>,
    scales: Vec<plan::Scale>,
    functions: Vec<plan::Function>,
    function_drafts: Vec<functions::FunctionDraft<'a>>,
    uses: Vec<plan::Use>,
    drafts: Vec<Draft<'a>>,
    typed: Vec<plan::Definition>,
    checks_ast: Vec<(&'a ast::Check, Option<TableId>)>,
    checks: Vec<plan::Check>,
    national: HashMap<String, (National, Span)>,
    of_row: HashMap<(TableId, String), (OfRow, Span)>,
    tables_by_name: HashMap<String, TableId>,
    /// The names of cross tables.
    products: BTreeSet<String>,
    /// Members that have a name at the place being typed, the innermost last.
    binders: Vec<Binder>,
    /// How many expressions were typed in order to write aggregates over members out.
    written_out: usize,
    /// How many aggregates were written out in several terms.
    instances: u32,
    used_params: BTreeSet<ParamId>,
    used_functions: BTreeSet<FunctionId>,
    used_definitions: BTreeSet<DefinitionId>,
    /// Definitions that the expression being typed needs.
    needs: BTreeSet<DefinitionId>,
    /// How many forms the calls of functions have grown to.
    applied: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Checker<'a> {
    fn new(source: &'a Source, others: &'a [Interface]) -> Checker<'a> {
        Checker {
            source,
            others,
            header: None,
            tables: Vec::new(),
            choices: Vec::new(),
            params: Vec::new(),
            scales: Vec::new(),
            functions: Vec::new(),
            function_drafts: Vec::new(),
            uses: Vec::new(),
            drafts: Vec::new(),
            typed: Vec::new(),
            checks_ast: Vec::new(),
            checks: Vec::new(),
            national: HashMap::new(),
            of_row: HashMap::new(),
            tables_by_name: HashMap::new(),
            products: BTreeSet::new(),
            binders: Vec::new(),
            written_out: 0,
            instances: 0,
            used_params: BTreeSet::new(),
            used_functions: BTreeSet::new(),
            used_definitions: BTreeSet::new(),
            needs: BTreeSet::new(),
            applied: 0,
            diagnostics: Vec::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn fail<T>(&mut self, diagnostic: Diagnostic) -> Typed<T> {
        self.report(diagnostic);
        Err(Stop::Failed)
    }

    fn choice(&mut self, words: Vec<String>) -> ChoiceId {
        if let Some(found) = self.choices.iter().position(|c| *c == words) {
            return ChoiceId(found);
        }
        self.choices.push(words);
        ChoiceId(self.choices.len() - 1)
    }

    fn type_definitions(&mut self) {
        for start in self.sequence() {
            let mut stack = vec![start];
            while let Some(current) = stack.last().copied() {
                let before = self.diagnostics.len();
                match self.type_definition(current) {
                    Ok(()) | Err(Stop::Failed) => {
                        stack.pop();
                    }
                    Err(Stop::Needs(other)) => {
                        // What was said so far will be said again when this one is taken up again.
                        self.diagnostics.truncate(before);
                        match stack.iter().position(|d| *d == other) {
                            None => stack.push(other),
                            Some(from) => {
                                self.report_cycle(stack.get(from..).unwrap_or_default());
                                stack.truncate(from);
                            }
                        }
                    }
                }
            }
        }
    }

    fn report_cycle(&mut self, cycle: &[usize]) {
        let definitions: Vec<&ast::Definition> =
            cycle.iter().filter_map(|d| self.drafts.get(*d)).map(|d| d.ast).collect();
        let mut path: Vec<&str> = definitions.iter().map(|d| d.name.text.as_str()).collect();
        path.extend(path.first().copied());
        if let (Some(first), last) = (definitions.first(), definitions.last()) {
            let mut diagnostic = Diagnostic::at("check-cycle", first.name.span)
                .with("name", &*first.name.text)
                .with("path", path.join(" → "));
            if let Some(last) = last.filter(|l| l.name.span != first.name.span) {
                diagnostic = diagnostic.other(Place::Formula(last.name.span));
            }
            self.report(diagnostic);
        }
        for draft in cycle {
            if let Some(draft) = self.drafts.get_mut(*draft) {
                draft.state = State::Failed;
            }
        }
    }

    fn type_definition(&mut self, index: usize) -> Typed<()> {
        let Some((ast, table, state)) = self.drafts.get(index).map(|d| (d.ast, d.table, d.state))
        else {
            return Ok(());
        };
        if state != State::Waiting {
            return Ok(());
        }
        self.needs.clear();
        let applied = self.applied;
        let typed = match &ast.body.kind {
            ast::ExprKind::Fill(fill) => self.fill_parts(ast, fill, table),
            _ => self.definition(ast, table).map(|definition| vec![definition]),
        };
        let first = DefinitionId(self.typed.len());
        let state = match typed {
            Ok(definitions) => {
                for definition in definitions {
                    self.used_definitions.extend(definition.needs.iter().copied());
                    self.typed.push(definition);
                }
                match &ast.body.kind {
                    ast::ExprKind::Fill(_) => State::Parts,
                    _ => State::Done(first),
                }
            }
            Err(Stop::Needs(other)) => {
                self.applied = applied;
                return Err(Stop::Needs(other));
            }
            Err(Stop::Failed) => State::Failed,
        };
        if let Some(draft) = self.drafts.get_mut(index) {
            draft.state = state;
        }
        Ok(())
    }

    fn definition(
        &mut self,
        ast: &'a ast::Definition,
        table: Option<TableId>,
    ) -> Typed<plan::Definition> {
        let declared = ast.kind.as_ref().map(|kind| self.column_type(kind));
        let percent = matches!(&ast.kind, Some(ast::ColumnKind::Number(u)) if u.percent);
        let scope = Scope { row: table, ..Scope::default() };
        let mut inferred = self.infer(&ast.body, &scope, declared.as_ref())?;
        if inferred.expr.optional {
            let name = self.text_of(&ast.body);
            let id = match &ast.body.kind {
                ast::ExprKind::FirstOf(cases) if !cases.exactly && cases.otherwise.is_none() => {
                    "check-first-of-open"
                }
                _ => "check-optional-defined",
            };
            return self.fail(Diagnostic::at(id, ast.body.span).with("name", name));
        }
        match (&declared, ast.result) {
            (Some(declared), _) => {
                let other = Place::Formula(ast.name.span);
                self.fit(&mut inferred, declared, other)?;
            }
            (None, true) => {
                return self.fail(
                    Diagnostic::at("check-result-without-unit", ast.name.span)
                        .with("name", &*ast.name.text)
                        .with("unit", self.type_word(&inferred.expr.ty)),
                );
            }
            (None, false) => {}
        }
        let standing = self.standing_note(&ast.notes);
        Ok(plan::Definition {
            name: ast.name.text.clone(),
            labels: self.labels(&ast.notes),
            cites: wordings(&ast.notes.cites),
            standing,
            result: ast.result,
            table,
            ty: inferred.expr.ty.clone(),
            percent,
            optional: inferred.expr.optional,
            body: inferred.expr,
            needs: std::mem::take(&mut self.needs).into_iter().collect(),
            span: ast.span,
            name_span: ast.name.span,
        })
    }

    fn type_checks(&mut self) {
        for (ast, table) in std::mem::take(&mut self.checks_ast) {
            self.needs.clear();
            let scope = Scope { row: table, ..Scope::default() };
            let Ok(condition) = self.infer_bool(&ast.condition, &scope) else { continue };
            self.used_definitions.extend(self.needs.iter().copied());
            let check = plan::Check {
                stops: ast.stops,
                labels: self.labels(&ast.notes),
                cites: wordings(&ast.notes.cites),
                table,
                condition,
                is_protected: false,
                span: ast.span,
            };
            self.checks.push(check);
        }
    }

    fn warn_of_unused(&mut self) {
        let mut unused: Vec<(Span, String)> = Vec::new();
        let used: BTreeSet<Span> = self
            .used_definitions
            .iter()
            .filter_map(|id| self.typed.get(id.0).map(|d| d.name_span))
            .collect();
        for draft in &self.drafts {
            if !draft.ast.result && !used.contains(&draft.ast.name.span) {
                unused.push((draft.ast.name.span, draft.ast.name.text.clone()));
            }
        }
        for (at, param) in self.params.iter().enumerate() {
            if !self.used_params.contains(&ParamId(at)) {
                unused.push((param.span, param.name.clone()));
            }
        }
        for (at, function) in self.functions.iter().enumerate() {
            if !self.used_functions.contains(&FunctionId(at)) {
                unused.push((function.span, function.name.clone()));
            }
        }
        for (span, name) in unused {
            self.report(Diagnostic::at("check-unused", span).warning().with("name", name));
        }
    }

    fn labels(&self, notes: &ast::Notes) -> plan::Labels {
        notes::labels(notes)
    }

    fn standing_note(&self, notes: &ast::Notes) -> Option<(Standing, plan::Wording)> {
        let note = notes.standing.as_ref()?;
        Some((constants::standing_of(note.kind), wording(&note.reason)))
    }

    fn text_of(&self, expr: &ast::Expr) -> String {
        self.words_at(expr.span)
    }

    fn words_at(&self, span: Span) -> String {
        self.source.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn into_plan(self) -> Plan {
        let header = self.header;
        Plan {
            name: header.map(|h| h.name.text.clone()).unwrap_or_default(),
            labels: header.map(|h| self.labels(&h.notes)).unwrap_or_default(),
            cites: header.map(|h| wordings(&h.notes.cites)).unwrap_or_default(),
            hash: hex::encode(Sha256::digest(self.source.text.as_bytes())),
            unpublished: header.is_some_and(|h| h.unpublished),
            source: self.source.clone(),
            scenario: None,
            tables: self.tables,
            choices: self.choices,
            params: self.params,
            scales: self.scales,
            functions: self.functions,
            uses: self.uses,
            definitions: self.typed,
            checks: self.checks,
        }
    }
}
