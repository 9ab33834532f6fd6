//! Functions: typed once with their arguments open, then put in place where they are called.
//!
//! A function works on its arguments, parameters, scales and other functions, and on nothing else,
//! so it is the same whoever calls it. Putting bodies into bodies could grow beyond all measure;
//! what a call grows to is reckoned before it is made.

use super::expressions::node;
use super::operators::known;
use super::{Checker, Inferred, Scope, Stop, Typed};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::number::{Decimal, Number};
use crate::plan::{self, ColumnId, Constant, ExprKind, FunctionId, TableId, Type};
use crate::syntax::ast;

/// An argument in a body that has not been put in place stands as a column of no table.
const ARGUMENTS: TableId = TableId(usize::MAX);

/// How many forms one call may grow to.
const SIZE_MAX: usize = 10_000;
/// How many forms all calls of a formula may grow to together.
const SIZE_OF_ALL_MAX: usize = 1_000_000;
/// How deep forms may stand in each other.
const HEIGHT_MAX: usize = 256;

/// A function on its way to being typed.
pub(super) struct FunctionDraft<'a> {
    pub(super) ast: &'a ast::Function,
    state: State,
}

enum State {
    Waiting,
    Done(Box<Body>),
    Failed,
}

/// The body of a function with its arguments open.
#[derive(Clone)]
struct Body {
    expr: plan::Expr,
    size: usize,
    height: usize,
    /// How often each argument stands in it.
    uses: Vec<usize>,
}

impl<'a> Checker<'a> {
    pub(super) fn collect_function(&mut self, function: &'a ast::Function) {
        let id = FunctionId(self.functions.len());
        let mut arguments: Vec<(String, Type)> = Vec::new();
        for argument in &function.arguments {
            let name = &argument.name;
            if arguments.iter().any(|(earlier, _)| *earlier == name.text) {
                let first = function.arguments.iter().find(|a| a.name.text == name.text);
                let place = first.map(|a| a.name.span).unwrap_or_default();
                self.report(
                    Diagnostic::at("check-name-twice", name.span)
                        .with("name", &*name.text)
                        .other(Place::Formula(place)),
                );
            }
            arguments.push((name.text.clone(), self.column_type(&argument.kind)));
        }
        self.functions.push(plan::Function {
            name: function.name.text.clone(),
            labels: self.labels(&function.notes),
            cites: super::notes::wordings(&function.notes.cites),
            arguments,
            span: function.name.span,
        });
        self.function_drafts.push(FunctionDraft { ast: function, state: State::Waiting });
        self.declare_national(&function.name, super::National::Function(id));
    }

    /// Types all functions, each after those it calls; a circle is shown with its path.
    pub(super) fn type_functions(&mut self) {
        for start in 0..self.function_drafts.len() {
            let mut stack = vec![start];
            while let Some(current) = stack.last().copied() {
                let before = self.diagnostics.len();
                let state = match self.type_function(current) {
                    Ok(None) => {
                        stack.pop();
                        continue;
                    }
                    Ok(Some(body)) => State::Done(Box::new(body)),
                    Err(Stop::Failed) => State::Failed,
                    Err(Stop::Needs(other)) => {
                        self.diagnostics.truncate(before);
                        match stack.iter().position(|f| *f == other) {
                            None => stack.push(other),
                            Some(from) => {
                                self.report_function_cycle(stack.get(from..).unwrap_or_default());
                                stack.truncate(from);
                            }
                        }
                        continue;
                    }
                };
                if let Some(draft) = self.function_drafts.get_mut(current) {
                    draft.state = state;
                }
                stack.pop();
            }
        }
    }

    fn report_function_cycle(&mut self, cycle: &[usize]) {
        let names: Vec<&ast::Ident> = cycle
            .iter()
            .filter_map(|f| self.function_drafts.get(*f))
            .map(|f| &f.ast.name)
            .collect();
        let mut path: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        path.extend(path.first().copied());
        let (path, first) = (path.join(" → "), names.first().copied());
        if let Some(first) = first {
            self.report(
                Diagnostic::at("check-function-cycle", first.span)
                    .with("name", &*first.text)
                    .with("path", path),
            );
        }
        for function in cycle {
            if let Some(draft) = self.function_drafts.get_mut(*function) {
                draft.state = State::Failed;
            }
        }
    }

    /// The body of a function; none when it was typed before, or found wrong.
    fn type_function(&mut self, index: usize) -> Typed<Option<Body>> {
        let Some(draft) = self.function_drafts.get(index) else { return Ok(None) };
        if !matches!(draft.state, State::Waiting) {
            return Ok(None);
        }
        let ast = draft.ast;
        let declared = ast.returns.as_ref().map(|kind| self.column_type(kind));
        let scope = Scope { function: Some(FunctionId(index)), ..Scope::default() };
        let mut inferred = self.infer_known(&ast.body, &scope, declared.as_ref())?;
        if let Some(declared) = &declared {
            self.fit_as_literal(&mut inferred, declared, Place::Formula(ast.name.span))?;
        }
        let (size, height) = measure(&inferred.expr);
        let mut uses = vec![0; ast.arguments.len()];
        for expr in inferred.expr.walk() {
            if let ExprKind::Column(ARGUMENTS, ColumnId(at)) = expr.kind
                && let Some(uses) = uses.get_mut(at)
            {
                *uses += 1;
            }
        }
        Ok(Some(Body { expr: inferred.expr, size, height, uses }))
    }

    /// What a name means in the body of a function, if it is an argument.
    pub(super) fn argument(&self, name: &ast::Ident, scope: &Scope) -> Option<plan::Expr> {
        let function = self.functions.get(scope.function?.0)?;
        let at = function.arguments.iter().position(|(argument, _)| *argument == name.text)?;
        let (_, ty) = function.arguments.get(at)?;
        Some(node(ExprKind::Column(ARGUMENTS, ColumnId(at)), ty.clone(), false, name.span))
    }

    /// Refuses what a function may not read.
    pub(super) fn refuse_in_function<T>(&mut self, span: Span) -> Typed<T> {
        let text = self.words_at(span);
        self.fail(Diagnostic::at("check-function-reads", span).with("text", text))
    }

    pub(super) fn function_call(
        &mut self,
        id: FunctionId,
        name: &ast::Ident,
        arguments: &[ast::Expr],
        span: Span,
        scope: &Scope,
    ) -> Typed<Inferred> {
        self.used_functions.insert(id);
        let Some(function) = self.functions.get(id.0) else { return Err(Stop::Failed) };
        let (wanted, place) = (function.arguments.clone(), function.span);
        if arguments.len() != wanted.len() {
            return self.wrong_count(name, wanted.len(), arguments.len());
        }
        let body = match self.function_drafts.get(id.0).map(|d| &d.state) {
            Some(State::Waiting) => return Err(Stop::Needs(id.0)),
            Some(State::Done(body)) => body.as_ref().clone(),
            _ => return Err(Stop::Failed),
        };
        let mut typed = Vec::new();
        for (at, (argument, (_, ty))) in arguments.iter().zip(&wanted).enumerate() {
            let mut inferred = self.infer_known(argument, scope, Some(ty))?;
            self.fit_as_literal(&mut inferred, ty, Place::Formula(place))?;
            if self.is_bare_percent(id, at, argument) {
                as_hundredths(&mut inferred.expr);
            }
            typed.push(inferred.expr);
        }
        self.reckon(&body, &typed, name)?;
        let mut expr = body.expr;
        put_in_place(&mut expr, &typed);
        let (ty, per_row) = (expr.ty.clone(), expr.per_row);
        Ok(known(node(ExprKind::Apply(id, typed, Box::new(expr)), ty, per_row, span)))
    }

    /// `5` for an argument in `%` reads as 5 %, as it does in a column.
    fn is_bare_percent(&self, id: FunctionId, at: usize, given: &ast::Expr) -> bool {
        let argument = self.function_drafts.get(id.0).and_then(|d| d.ast.arguments.get(at));
        let in_percent = argument
            .is_some_and(|a| matches!(&a.kind, ast::ColumnKind::Number(unit) if unit.percent));
        in_percent && is_bare_number(given)
    }

    /// Refuses a call that would grow too large, before it is made.
    fn reckon(&mut self, body: &Body, arguments: &[plan::Expr], name: &ast::Ident) -> Typed<()> {
        let (mut size, mut deepest) = (body.size, 0);
        for (argument, uses) in arguments.iter().zip(&body.uses) {
            let (of_argument, height) = measure(argument);
            size = size.saturating_add(of_argument.saturating_mul(uses.saturating_add(1)));
            deepest = deepest.max(height);
        }
        self.applied = self.applied.saturating_add(size);
        let height = body.height.saturating_add(deepest);
        if size > SIZE_MAX || height > HEIGHT_MAX || self.applied > SIZE_OF_ALL_MAX {
            let diagnostic = Diagnostic::at("check-function-too-large", name.span)
                .with("name", &*name.text)
                .with("limit", SIZE_MAX.to_string());
            return self.fail(diagnostic);
        }
        Ok(())
    }
}

/// How many forms an expression is made of, and how deep they stand in each other.
fn measure(expr: &plan::Expr) -> (usize, usize) {
    let (mut size, mut height) = (1_usize, 0_usize);
    for (more, deeper) in expr.inner().into_iter().map(measure) {
        size = size.saturating_add(more);
        height = height.max(deeper);
    }
    (size, height + 1)
}

/// Puts the arguments into a body; whether it has one value a row follows from theirs.
fn put_in_place(expr: &mut plan::Expr, arguments: &[plan::Expr]) {
    if let ExprKind::Column(ARGUMENTS, ColumnId(at)) = expr.kind {
        if let Some(argument) = arguments.get(at) {
            *expr = argument.clone();
        }
        return;
    }
    let mut per_row = false;
    for child in expr.inner_mut() {
        put_in_place(child, arguments);
        per_row |= child.per_row;
    }
    expr.per_row = per_row;
}

/// A number with neither unit nor `%`.
pub(super) fn is_bare_number(expr: &ast::Expr) -> bool {
    matches!(&expr.kind, ast::ExprKind::Number(number, None) if !number.percent)
}

pub(super) fn as_hundredths(expr: &mut plan::Expr) {
    if let ExprKind::Constant(Constant::Number(number)) = &mut expr.kind
        && let Ok(hundredths) = Number::div(*number, Decimal::from_i64(100))
    {
        *number = hundredths;
    }
}
