//! What has to be worked out anew when a parameter or a definition has another value.

use super::{DefinitionId, Expr, ExprKind, Plan, Varied};
use std::collections::BTreeSet;

/// What an expression names, at any depth.
#[derive(Debug, Default)]
struct Mentions {
    definitions: BTreeSet<DefinitionId>,
    varied: bool,
}

impl Plan {
    /// The definitions on which some expressions rest and which rest on something varied, each
    /// after those it needs; what is varied is not among them.
    ///
    /// A parameter read on a day of its own (`pool at 2024-01-01`) is read as it stands.
    pub fn anew(&self, varied: &[Varied], exprs: &[&Expr]) -> Vec<DefinitionId> {
        let of = |exprs: &[&Expr]| mentions(varied, exprs);
        let bodies: Vec<Mentions> = self.definitions.iter().map(|d| of(&[&d.body])).collect();
        let fixed = |at: usize| varied.contains(&Varied::Definition(DefinitionId(at)));
        let mut rests: Vec<bool> =
            bodies.iter().enumerate().map(|(at, m)| m.varied && !fixed(at)).collect();
        // Once through is enough but for a `solve`, which names what comes after it.
        loop {
            let mut changed = false;
            for (at, body) in bodies.iter().enumerate() {
                let newly = !rests.get(at).copied().unwrap_or(true)
                    && !fixed(at)
                    && body.definitions.iter().any(|d| rests.get(d.0) == Some(&true));
                if let (true, Some(slot)) = (newly, rests.get_mut(at)) {
                    *slot = true;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        let mut wanted = BTreeSet::new();
        let mut open: Vec<DefinitionId> = of(exprs).definitions.into_iter().collect();
        while let Some(id) = open.pop() {
            if rests.get(id.0) == Some(&true) && wanted.insert(id) {
                open.extend(bodies.get(id.0).into_iter().flat_map(|m| &m.definitions));
            }
        }
        wanted.into_iter().collect()
    }
}

fn mentions(varied: &[Varied], exprs: &[&Expr]) -> Mentions {
    let mut out = Mentions::default();
    for expr in exprs.iter().flat_map(|expr| expr.walk()) {
        match &expr.kind {
            ExprKind::Definition(id) | ExprKind::IsAt(id, _) => {
                out.definitions.insert(*id);
                out.varied |= varied.contains(&Varied::Definition(*id));
            }
            ExprKind::Param(id, None) => out.varied |= varied.contains(&Varied::Param(*id)),
            _ => {}
        }
    }
    out
}
