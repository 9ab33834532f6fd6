//! Aggregates over the members of a category, written out: one term for each member.

use super::expressions::node;
use super::operators::known;
use super::{Binder, Checker, Inferred, Literal, Scope, Stop, Typed};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::number::Decimal;
use crate::plan::{self, Constant, ExprKind, Fold, FoldTerm, TableId, Type};
use crate::syntax::ast::{self, AggregateFunction, IndexArgument, Rows};

/// How many expressions may be typed for aggregates over members in one file.
const WRITTEN_OUT_MAX: usize = 300_000;

/// The members that an aggregate goes through, and the name that they have meanwhile.
struct Members {
    table: TableId,
    name: String,
    places: std::ops::Range<usize>,
}

impl<'a> Checker<'a> {
    /// Counts an expression that is typed once for each member. Aggregates in one another multiply,
    /// so a file that goes on too long is refused, and that is said once.
    pub(super) fn written_out_once_more(&mut self, span: Span) -> Typed<()> {
        self.written_out = self.written_out.saturating_add(1);
        match self.written_out.cmp(&WRITTEN_OUT_MAX) {
            std::cmp::Ordering::Less => Ok(()),
            std::cmp::Ordering::Equal => {
                let most = WRITTEN_OUT_MAX.to_string();
                self.fail(Diagnostic::at("check-too-many-terms", span).with("most", most))
            }
            std::cmp::Ordering::Greater => Err(Stop::Failed),
        }
    }

    /// Tells apart aggregates that were written once and are typed several times.
    pub(super) fn instance(&mut self) -> u32 {
        if self.binders.is_empty() {
            return 0;
        }
        self.instances = self.instances.saturating_add(1);
        self.instances
    }

    /// What looks at all rows of a table together cannot be written out once for each member.
    pub(super) fn not_in_fold(&mut self, what: &str, span: Span) -> Typed<()> {
        if self.binders.is_empty() {
            return Ok(());
        }
        self.fail(Diagnostic::at("check-not-in-fold", span).with("what", what))
    }

    /// An aggregate over the members of a category; none for one over rows.
    pub(super) fn fold(
        &mut self,
        aggregate: &ast::Aggregate,
        span: Span,
        scope: &Scope,
    ) -> Typed<Option<Inferred>> {
        let Some(members) = self.folded(aggregate, scope)? else { return Ok(None) };
        let mut terms: Vec<(FoldTerm, Option<Inferred>)> = Vec::new();
        for place in members.places.clone() {
            let member = u32::try_from(place).unwrap_or(u32::MAX);
            let name = members.name.clone();
            self.binders.push(Binder { name, table: members.table, member });
            let term = self.fold_term(aggregate, scope, (members.table, member));
            self.binders.pop();
            terms.push(term?);
        }
        let value = self.agreeing_terms(aggregate, &mut terms)?;
        let argument = self.argument_of(aggregate, scope)?;
        let dropping = self.dropped(aggregate, value.as_ref(), scope)?;
        let counted = self.tables.get(members.table.0).map(|t| t.name.clone()).unwrap_or_default();
        let ast = aggregate.value.as_ref();
        let ty = self.type_of_aggregate(aggregate, value.as_ref().zip(ast), &counted)?;
        let terms: Vec<FoldTerm> = terms.into_iter().map(|(term, _)| term).collect();
        let parts = |t: &FoldTerm| {
            [&t.value, &t.weight, &t.filter].into_iter().flatten().any(|e| e.per_row)
        };
        let per_row = terms.iter().any(parts);
        let fold = Fold { function: aggregate.function, terms, argument, dropping };
        Ok(Some(known(node(ExprKind::Fold(Box::new(fold)), ty, per_row, span))))
    }

    fn fold_term(
        &mut self,
        aggregate: &ast::Aggregate,
        scope: &Scope,
        member: (TableId, u32),
    ) -> Typed<(FoldTerm, Option<Inferred>)> {
        let filter = match &aggregate.filter {
            Some(filter) => Some(self.infer_bool(filter, scope)?),
            None => None,
        };
        let inside = match &aggregate.filter {
            Some(filter) => self.assuming(scope, filter, true),
            None => scope.clone(),
        };
        let value = match &aggregate.value {
            Some(value) => Some(self.infer_known(value, &inside, None)?),
            None => None,
        };
        let weight = match &aggregate.weight {
            Some(weight) => {
                let typed = self.infer_known(weight, &inside, None)?.expr;
                self.want_number(&typed, weight)?;
                Some(typed)
            }
            None => None,
        };
        Ok((FoldTerm { member, value: None, weight, filter }, value))
    }

    /// Brings the values of all terms to one type, and gives one of them as an example.
    fn agreeing_terms(
        &mut self,
        aggregate: &ast::Aggregate,
        terms: &mut [(FoldTerm, Option<Inferred>)],
    ) -> Typed<Option<plan::Expr>> {
        let Some(ast) = &aggregate.value else { return Ok(None) };
        let fits = |v: &Option<Inferred>| v.as_ref().is_some_and(|v| v.literal == Literal::No);
        let anchor = terms.iter().position(|(_, v)| fits(v)).unwrap_or(0);
        let like = terms.get(anchor).and_then(|(_, v)| v.as_ref()).map(|v| v.expr.clone());
        let Some(like) = like else { return Ok(None) };
        let mut model = known(like.clone());
        for (term, value) in terms.iter_mut() {
            let Some(mut value) = value.take() else { continue };
            self.agree(&mut model, ast.span, &mut value, ast.span)?;
            term.value = Some(value.expr);
        }
        Ok(Some(like))
    }

    /// `dropping n at each end`
    pub(super) fn dropped(
        &mut self,
        aggregate: &ast::Aggregate,
        value: Option<&plan::Expr>,
        scope: &Scope,
    ) -> Typed<Option<plan::Expr>> {
        use AggregateFunction as F;
        let Some(ast) = &aggregate.dropping else { return Ok(None) };
        let ordered = !matches!(aggregate.function, F::Count | F::Every | F::Some | F::No);
        if !ordered || value.is_none_or(|v| !matches!(v.ty, Type::Number(_))) {
            return self.fail(Diagnostic::at("check-dropping-of-what", ast.span));
        }
        let dropping = self.infer_known(ast, scope, None)?.expr;
        let unit = self.want_number(&dropping, ast)?;
        let whole = match &dropping.kind {
            ExprKind::Constant(Constant::Number(n)) => {
                *n >= Decimal::ZERO && n.to_i64_exact().is_some()
            }
            _ => !dropping.per_row,
        };
        if !unit.is_plain() || !whole {
            return self.fail(Diagnostic::at("check-dropping-how-many", ast.span));
        }
        Ok(Some(dropping))
    }

    /// Through which members an aggregate goes: those of `over CATEGORY name`, or those of a range
    /// between brackets.
    fn folded(&mut self, aggregate: &ast::Aggregate, scope: &Scope) -> Typed<Option<Members>> {
        match &aggregate.rows {
            Rows::Over(name, Some(binder)) => {
                let Some(table) = self.category_by_name(name) else { return Err(Stop::Failed) };
                let count = self.members(table).map_or(0, <[plan::Member]>::len);
                Ok(Some(Members { table, name: binder.text.clone(), places: 0..count }))
            }
            Rows::All => self.ranged(aggregate, scope),
            _ => Ok(None),
        }
    }

    fn ranged(&mut self, aggregate: &ast::Aggregate, scope: &Scope) -> Typed<Option<Members>> {
        let mut ranges = Vec::new();
        for expr in [&aggregate.value, &aggregate.weight, &aggregate.filter].into_iter().flatten() {
            find_ranges(expr, &mut ranges);
        }
        let Some(first) = ranges.first() else { return Ok(None) };
        let span = first.from.span.to(first.to.span);
        let text = |range: &Range<'_>| (self.text_of(range.from), self.text_of(range.to));
        let other = ranges.iter().find(|range| text(range) != text(first));
        if let Some(other) = other {
            return self.fail(
                Diagnostic::at("check-ranges-differ", other.from.span.to(other.to.span))
                    .other(Place::Formula(span)),
            );
        }
        let indexed = self.indexed(first.base, scope)?;
        let Some(table) = self.categories_of_index(&indexed).get(first.position).copied() else {
            return Err(Stop::Failed);
        };
        if self.members(table).is_none() {
            let name = self.tables.get(table.0).map(|t| t.name.clone()).unwrap_or_default();
            return self.fail(Diagnostic::at("check-not-a-category", span).with("table", name));
        }
        let from = self.end_of_range(first.from, table)?;
        let to = self.end_of_range(first.to, table)?;
        if from > to {
            return self.fail(Diagnostic::at("check-range-backwards", span));
        }
        Ok(Some(Members { table, name: String::new(), places: from..to.saturating_add(1) }))
    }

    fn end_of_range(&mut self, end: &ast::Expr, table: TableId) -> Typed<usize> {
        let scope = Scope::default();
        match self.member_wanted(end, table, &scope)?.map(|m| m.kind) {
            Some(ExprKind::Member(_, at)) => Ok(usize::try_from(at).unwrap_or(usize::MAX)),
            _ => {
                let text = self.text_of(end);
                self.member_unknown(text, end.span, table)
            }
        }
    }
}

/// `base[… from to to …]`
struct Range<'e> {
    base: &'e ast::Expr,
    position: usize,
    from: &'e ast::Expr,
    to: &'e ast::Expr,
}

/// The ranges between brackets, those of inner aggregates left out: they belong to those.
fn find_ranges<'e>(expr: &'e ast::Expr, ranges: &mut Vec<Range<'e>>) {
    use ast::ExprKind as K;
    let mut all = |inner: &[&'e ast::Expr]| inner.iter().for_each(|e| find_ranges(e, ranges));
    match &expr.kind {
        K::Index(base, index) => {
            for (position, argument) in index.iter().enumerate() {
                match argument {
                    IndexArgument::Range(from, to) => {
                        ranges.push(Range { base, position, from, to });
                    }
                    IndexArgument::One(value) => find_ranges(value, ranges),
                }
            }
            find_ranges(base, ranges);
        }
        K::Field(a, _)
        | K::Negate(a)
        | K::Not(a)
        | K::IsKnown(a, _)
        | K::IsAt(a, _)
        | K::Convert(a, _)
        | K::With(a, _) => find_ranges(a, ranges),
        K::Binary(_, a, b) | K::Otherwise(a, b) | K::At(a, b) => all(&[a, b]),
        K::Between(a, b, c) | K::If(a, b, c) => all(&[a, b, c]),
        K::OneOf(a, list) => {
            all(&[a]);
            list.iter().for_each(|e| find_ranges(e, ranges));
        }
        K::Call(_, list) | K::Conditions(_, list) => {
            list.iter().for_each(|e| find_ranges(e, ranges));
        }
        K::FirstOf(first_of) => {
            for (value, condition) in &first_of.cases {
                find_ranges(value, ranges);
                find_ranges(condition, ranges);
            }
            first_of.otherwise.iter().for_each(|e| find_ranges(e, ranges));
        }
        K::Round(round) => find_ranges(&round.value, ranges),
        _ => {}
    }
}
