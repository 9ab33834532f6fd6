//! Definitions and parameters that move no amount, on the figures at hand: a cap that never binds,
//! a criterion whose weight is zero.

use super::Idle;
use crate::model::{Model, Values};
use formula::number::Decimal;
use formula::plan::{Constant, DefinitionId, Expr, ExprKind, ParamId, Plan, Type};
use formula::syntax::ast::BinaryOperator;

pub(super) fn find(model: &Model<'_>) -> Vec<Idle> {
    let results: Vec<DefinitionId> = model.plan.results().into_iter().map(|(id, _)| id).collect();
    let Some(usual) = all(model, &results, &[]) else { return Vec::new() };
    let mut idle = Vec::new();
    for (at, definition) in model.plan.definitions.iter().enumerate() {
        if definition.result || !matches!(definition.ty, Type::Number(_)) {
            continue;
        }
        let plan = with_tenth_more(model.plan, at);
        let varied = Model { plan: &plan, ..*model };
        if all(&varied, &results, &[]).is_some_and(|values| same(&values, &usual)) {
            idle.push(Idle::Definition(DefinitionId(at)));
        }
    }
    for (at, param) in model.plan.params.iter().enumerate() {
        let Some(value) = model.param(&param.name) else { continue };
        // A limit that binds only from one side shows only there.
        let moved = [0.9, 1.1].map(|factor| {
            let other = [(param.name.clone(), value * factor)];
            all(model, &results, &other).is_some_and(|values| same(&values, &usual))
        });
        if value != 0.0 && moved == [true, true] {
            idle.push(Idle::Param(ParamId(at)));
        }
    }
    idle
}

fn all(
    model: &Model<'_>,
    results: &[DefinitionId],
    params: &[(String, f64)],
) -> Option<Vec<Values>> {
    let values = |of: &DefinitionId| model.values_unchecked(model.data, params, *of);
    results.iter().map(values).collect()
}

/// Whether no value differs by more than the noise of doubles.
fn same(a: &[Values], b: &[Values]) -> bool {
    let close = |(x, y): (&Option<f64>, &Option<f64>)| match (x, y) {
        (Some(x), Some(y)) => (x - y).abs() <= 1e-9 * x.abs().max(y.abs()),
        (None, None) => true,
        _ => false,
    };
    a.iter().zip(b).all(|(x, y)| x.iter().zip(y).all(close))
}

/// The plan with a definition a tenth larger. Its rule keeps its place in the text, by which what
/// a share did is remembered.
fn with_tenth_more(plan: &Plan, at: usize) -> Plan {
    let mut plan = plan.clone();
    if let Some(definition) = plan.definitions.get_mut(at) {
        let body = definition.body.clone();
        let factor = Expr {
            kind: ExprKind::Constant(Constant::Number(Decimal::parse("1.1").unwrap_or_default())),
            ty: Type::Number(formula::unit::Unit::plain()),
            optional: false,
            per_row: false,
            span: body.span,
        };
        let kind =
            ExprKind::Binary(BinaryOperator::Multiply, Box::new(body.clone()), Box::new(factor));
        definition.body = Expr { kind, ..body };
    }
    plan
}
