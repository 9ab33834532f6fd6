//! Asks an engine, compares, and goes on from the official value after each exception.

use super::compare::{Exception, Found, compare};
use super::{Case, Engine};
use formula::data::{Data, Table, UseValue, UseValues, Values};
use formula::number::Decimal;
use formula::plan::{
    ColumnId, Constant, DefinitionId, Expr, ExprKind, Plan, TableId, Type, Use, UseId,
};
use formula::standing::Standing;
use formula::syntax::ast::BinaryOperator;
use formula::unit::Unit;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What became of a set of cases in one engine.
#[derive(Debug, Default)]
pub(crate) struct Judgement {
    /// The engine.
    pub(crate) engine: &'static str,
    /// Cases that were asked.
    pub(crate) cases: usize,
    /// Values that were compared.
    pub(crate) values: usize,
    /// Verdicts on checks that were compared.
    pub(crate) verdicts: usize,
    /// Values that the engine took from the official run.
    pub(crate) given: usize,
    /// Values that may differ, by case.
    pub(crate) exceptions: Vec<(String, Exception)>,
    /// What must not be: a difference without an excuse, or no answer.
    pub(crate) faults: Vec<String>,
}

impl Judgement {
    /// How many cases have an exception.
    pub(crate) fn cases_with_exceptions(&self) -> usize {
        self.exceptions.iter().map(|(case, _)| case).collect::<BTreeSet<_>>().len()
    }

    /// The report, as it is printed.
    pub(crate) fn report(&self) -> String {
        let mut text = format!(
            "{}: {} cases, {} values compared, {} verdicts compared, {} taken from the \
             official run, exceptions in {} cases, {} faults\n",
            self.engine,
            self.cases,
            self.values,
            self.verdicts,
            self.given,
            self.cases_with_exceptions(),
            self.faults.len()
        );
        for (case, exception) in &self.exceptions {
            let _ = writeln!(text, "  exception: {case}: {exception}");
        }
        for fault in &self.faults {
            let _ = writeln!(text, "  fault: {fault}");
        }
        text
    }
}

/// Holds one engine against the official runs of all cases.
pub(crate) fn judge(engine: &mut dyn Engine, cases: &[Case]) -> Judgement {
    let mut judgement =
        Judgement { engine: engine.name(), cases: cases.len(), ..Judgement::default() };
    let mut open: Vec<(Case, BTreeSet<DefinitionId>)> =
        cases.iter().map(|case| (case.clone(), BTreeSet::new())).collect();
    let mut first = true;
    while !open.is_empty() {
        let asked: Vec<&Case> = open.iter().map(|(case, _)| case).collect();
        let opinions = engine.ask(&asked);
        assert_eq!(opinions.len(), asked.len(), "{} left out a case", engine.name());
        let mut again = Vec::new();
        for ((case, mut pinned), opinion) in open.into_iter().zip(opinions) {
            let found = match opinion {
                Ok(opinion) => compare(&case, &opinion, &pinned),
                Err(said) => Found::no_answer(&said),
            };
            if first {
                judgement.values += found.values;
                judgement.verdicts += found.verdicts;
                judgement.given += found.given;
            }
            let new: BTreeSet<DefinitionId> =
                found.exceptions.iter().filter_map(|e| e.at).collect();
            judgement.faults.extend(found.faults.iter().map(|f| format!("{}: {f}", case.name)));
            judgement
                .exceptions
                .extend(found.exceptions.into_iter().map(|e| (case.name.clone(), e)));
            if found.faults.is_empty() && !new.is_empty() {
                pinned.extend(&new);
                again.push((pin(case, &new), pinned));
            }
        }
        open = again;
        first = false;
    }
    judgement
}

/// The case with the official values of some definitions in place of their rules. Such a value goes
/// in as the result of another formula.
fn pin(case: Case, definitions: &BTreeSet<DefinitionId>) -> Case {
    let Case { name, mut plan, data, request, official } = case;
    let mut uses: Vec<(UseId, UseValues)> =
        (0..plan.uses.len()).map(|at| (UseId(at), used_before(&plan, &data, UseId(at)))).collect();
    for id in definitions {
        let table = plan.definitions[id.0].table;
        let keys = match table.and_then(|table| data.table(table)) {
            Some(table) => table.keys.clone(),
            None => vec!["".into()],
        };
        let values = keys.iter().enumerate().map(|(row, key)| UseValue {
            key: key.clone(),
            value: match official.value(*id, row) {
                formula::run::Value::Number(number) => Some(number),
                formula::run::Value::Bool(truth) => Some(Decimal::from_i64(i64::from(truth))),
                _ => None,
            },
            standing: Standing::Verified,
            source: None,
        });
        let run = official.identity().hash.clone();
        let values = UseValues { run, day: request.day, values: values.collect() };
        let at = replace_by_use(&mut plan, *id);
        uses.push((at, values));
    }
    let tables = (0..plan.tables.len()).filter_map(|at| {
        let table = data.table(formula::plan::TableId(at))?;
        Some(with_keys_for_rows(&plan, &data, table))
    });
    let data = Data::new(&plan, tables.collect(), &uses).unwrap_or_else(|d| panic!("{d:#?}"));
    Case { name, plan, data, request, official }
}

/// Puts a result of another formula in the place of a rule.
fn replace_by_use(plan: &mut Plan, id: DefinitionId) -> UseId {
    let at = UseId(plan.uses.len());
    let definition = &mut plan.definitions[id.0];
    let number = match &definition.ty {
        Type::Number(unit) => unit.clone(),
        _ => Unit::default(),
    };
    let leaf = |kind, ty| Expr {
        kind,
        ty,
        optional: false,
        per_row: definition.table.is_some(),
        span: definition.body.span,
    };
    let used = leaf(ExprKind::Use(at), Type::Number(number.clone()));
    let body = match definition.ty {
        Type::Bool => {
            let one = ExprKind::Constant(Constant::Number(Decimal::ONE));
            let one = Expr { per_row: false, ..leaf(one, Type::Number(number.clone())) };
            let equal = BinaryOperator::Equal;
            leaf(ExprKind::Binary(equal, Box::new(used), Box::new(one)), Type::Bool)
        }
        _ => used,
    };
    plan.uses.push(Use {
        name: format!("official_{}_{}", definition.name, id.0),
        formula: "official".to_owned(),
        result: definition.name.clone(),
        labels: definition.labels.clone(),
        table: definition.table,
        ty: Type::Number(number),
        span: definition.span,
    });
    let table = definition.table;
    definition.body = body;
    definition.needs.clear();
    debug_assert_eq!(table, plan.uses[at.0].table);
    at
}

/// The values that a case already takes from other formulas.
fn used_before(plan: &Plan, data: &Data, id: UseId) -> UseValues {
    let column = &data.use_column(id).unwrap().column;
    let keys = match plan.uses[id.0].table.and_then(|table| data.table(table)) {
        Some(table) => table.keys.clone(),
        None => vec!["".into()],
    };
    let Values::Number(numbers) = &column.values else { panic!("a use is a number") };
    let values = keys.iter().enumerate().map(|(row, key)| UseValue {
        key: key.clone(),
        value: (!column.is_missing(row)).then(|| numbers[row]),
        standing: column.standing.get(row).copied().unwrap_or_default(),
        source: column.source.get(row).cloned().flatten(),
    });
    let run = data.use_column(id).unwrap().run.clone();
    UseValues { run, day: jiff::civil::Date::MIN, values: values.collect() }
}

/// Data with another number in one cell.
pub(crate) fn with_cell(
    plan: &Plan,
    data: &Data,
    (table, column, row): (TableId, ColumnId, usize),
    number: &str,
) -> Data {
    let tables = (0..plan.tables.len()).filter_map(|at| {
        let mut joined = with_keys_for_rows(plan, data, data.table(TableId(at))?);
        if at == table.0 {
            let cells = joined.columns[column.0].as_mut().unwrap();
            let Values::Number(numbers) = &mut cells.values else { panic!("no number") };
            numbers[row] = Decimal::parse(number).unwrap();
        }
        Some(joined)
    });
    let uses: Vec<(UseId, UseValues)> =
        (0..plan.uses.len()).map(|at| (UseId(at), used_before(plan, data, UseId(at)))).collect();
    Data::new(plan, tables.collect(), &uses).unwrap_or_else(|d| panic!("{d:#?}"))
}

/// A joined table as it was before its references were resolved.
fn with_keys_for_rows(plan: &Plan, data: &Data, table: &Table) -> Table {
    let mut table = table.clone();
    for (at, column) in table.columns.iter_mut().enumerate() {
        let Some(column) = column else { continue };
        let Type::Row(target) = plan.tables[table.table.0].columns[at].ty else { continue };
        let Values::Row(rows) = &column.values else { continue };
        let keys = data.table(target).map(|t| t.keys.clone()).unwrap_or_default();
        let key = |row: &u32| keys.get(*row as usize).cloned().unwrap_or_else(|| "".into());
        column.values = Values::Text(rows.iter().map(key).collect());
    }
    table
}
