//! A formula with its data, to be asked what would be if a figure were another one.
//!
//! Answers are simulations: they are computed in doubles, and never official.
#![allow(clippy::float_arithmetic, reason = "simulations only; nothing official is computed here")]

use formula::data::{Data, NumberColumn};
use formula::number::{Decimal, Number};
use formula::plan::{ColumnId, DefinitionId, Plan, TableId, Type, UseId};
use formula::run::{Request, Run, run};
use formula::standing::Standing;

/// A formula, its data, and what is asked of it.
#[derive(Debug, Clone, Copy)]
pub struct Model<'m> {
    /// The formula.
    pub plan: &'m Plan,
    /// Its data, with the results of other formulas that it uses.
    pub data: &'m Data,
    /// Day and parameters.
    pub request: &'m Request,
}

/// Something that can be varied by numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// The numbers of a column, or of another formula's result.
    Column(NumberColumn),
    /// A parameter, by name.
    Param(String),
}

impl Model<'_> {
    /// The values of a definition, one a row, as a simulation on some data has them; none where the
    /// formula refuses that data, or where a check that stops does not hold.
    pub fn values(
        &self,
        data: &Data,
        params: &[(String, f64)],
        of: DefinitionId,
    ) -> Option<Values> {
        let simulated = self.simulate(data, params)?;
        simulated.holds().then(|| self.read(&simulated, data, of))
    }

    /// The same, whatever checks say.
    pub fn values_unchecked(
        &self,
        data: &Data,
        params: &[(String, f64)],
        of: DefinitionId,
    ) -> Option<Values> {
        Some(self.read(&self.simulate(data, params)?, data, of))
    }

    fn simulate(&self, data: &Data, params: &[(String, f64)]) -> Option<Run<f64>> {
        let mut request = self.request.clone();
        for (name, value) in params {
            request.params.insert(name.clone(), self.written(name, *value)?);
        }
        run::<f64>(self.plan, data, &request).ok()
    }

    /// A parameter's value as a request has it.
    fn written(&self, name: &str, value: f64) -> Option<String> {
        let (_, param) = self.plan.param_named(name)?;
        let value = if param.percent { value * 100.0 } else { value };
        Some(value.to_decimal()?.to_canonical())
    }

    fn read(&self, simulated: &Run<f64>, data: &Data, of: DefinitionId) -> Values {
        let table = self.plan.definition(of).and_then(|d| d.table);
        let rows = table.map_or(1, |t| data.rows(t));
        (0..rows).map(|row| simulated.value(of, row).number()).collect()
    }

    /// The value of a parameter that holds one number.
    pub fn param(&self, name: &str) -> Option<f64> {
        let (id, _) = self.plan.param_named(name)?;
        let params = formula::run::params_in_force(self.plan, self.request).ok()?;
        match params.get(id.0)?.value {
            formula::plan::Constant::Number(number) => Some(number.to_f64()),
            _ => None,
        }
    }

    /// Every column of numbers that the formula reads from its data or from other formulas.
    pub fn columns(&self) -> Vec<NumberColumn> {
        let mut columns = Vec::new();
        for (table, schema) in self.plan.tables.iter().enumerate() {
            if schema.members.is_some() {
                continue;
            }
            for (column, schema) in schema.columns.iter().enumerate() {
                let there =
                    self.data.table(TableId(table)).and_then(|t| t.column(ColumnId(column)));
                if matches!(schema.ty, Type::Number(_)) && there.is_some() {
                    columns.push(NumberColumn::Of(TableId(table), ColumnId(column)));
                }
            }
        }
        columns.extend((0..self.plan.uses.len()).map(|at| NumberColumn::Used(UseId(at))));
        columns
    }

    /// The table to whose rows a column belongs; none for a result for the country.
    pub fn table_of(&self, column: NumberColumn) -> Option<TableId> {
        match column {
            NumberColumn::Of(table, _) => Some(table),
            NumberColumn::Used(id) => self.plan.uses.get(id.0).and_then(|used| used.table),
        }
    }

    /// The cells of a column.
    pub fn cells(&self, column: NumberColumn) -> Option<&formula::data::Column> {
        match column {
            NumberColumn::Of(table, column) => self.data.table(table)?.column(column),
            NumberColumn::Used(id) => Some(&self.data.use_column(id)?.column),
        }
    }

    /// The number in a cell; none where it is missing.
    pub fn number(&self, column: NumberColumn, row: usize) -> Option<Decimal> {
        let cells = self.cells(column)?;
        match &cells.values {
            formula::data::Values::Number(numbers) if !cells.is_missing(row) => {
                numbers.get(row).copied()
            }
            _ => None,
        }
    }

    /// The standing of a cell.
    pub fn standing(&self, column: NumberColumn, row: usize) -> Standing {
        self.cells(column).and_then(|c| c.standing.get(row).copied()).unwrap_or_default()
    }
}

/// One value a row; none where it is missing.
pub type Values = Vec<Option<f64>>;

/// A number of the data, made larger or smaller by a factor.
pub fn scaled(number: Decimal, factor: f64) -> Decimal {
    let factor = factor.to_decimal().unwrap_or(Decimal::ONE);
    Number::mul(number, factor).unwrap_or(number)
}
