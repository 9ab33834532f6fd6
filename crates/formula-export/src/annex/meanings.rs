//! Which of the language's words a formula uses whose meaning a regulation must state.

use formula::plan::{Builtin, Expr, ExprKind, Plan};
use formula::syntax::ast::AggregateFunction;
use std::collections::BTreeSet;

/// The messages that state the meanings, in their order; what is missing concerns every formula.
pub(super) fn of(plan: &Plan) -> Vec<&'static str> {
    let bodies = plan.definitions.iter().map(|d| &d.body);
    let conditions = plan.checks.iter().map(|c| &c.condition);
    let used: BTreeSet<&'static str> = bodies
        .chain(conditions)
        .flat_map(Expr::walk)
        .flat_map(of_expr)
        .chain(["annex-meaning-missing"])
        .collect();
    used.into_iter().collect()
}

fn of_expr(expr: &Expr) -> Vec<&'static str> {
    match &expr.kind {
        ExprKind::Share(share) => {
            let limited = share.floor.is_some() || share.cap.is_some() || !share.fixed.is_empty();
            let mut all = vec!["annex-meaning-share"];
            match (limited, share.in_rounds) {
                (_, true) => all.push("annex-meaning-in-rounds"),
                (true, false) => all.push("annex-meaning-limits"),
                (false, false) => {}
            }
            all
        }
        ExprKind::Round(round) if round.keeping_sum => {
            vec!["annex-meaning-round", "annex-meaning-keeping-sum"]
        }
        ExprKind::Round(_) => vec!["annex-meaning-round"],
        ExprKind::Aggregate(aggregate) => of_aggregate(aggregate.function),
        ExprKind::Fold(fold) => of_aggregate(fold.function),
        ExprKind::Rank(_) => vec!["annex-meaning-rank"],
        ExprKind::InTop(_) => vec!["annex-meaning-in-top"],
        ExprKind::FillPart(..) => vec!["annex-meaning-fill"],
        ExprKind::Solve(_) => vec!["annex-meaning-solve"],
        ExprKind::Call(Builtin::Age, _) => vec!["annex-meaning-age"],
        _ => Vec::new(),
    }
}

fn of_aggregate(function: AggregateFunction) -> Vec<&'static str> {
    match function {
        AggregateFunction::Median => vec!["annex-meaning-median"],
        AggregateFunction::Percentile => vec!["annex-meaning-percentile"],
        AggregateFunction::Deviation => vec!["annex-meaning-deviation"],
        _ => Vec::new(),
    }
}
