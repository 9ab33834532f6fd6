//! Which relation and column holds what, as the script is written from top to bottom.

use super::names::{Names, quoted};
use formula::plan::{Plan, TableId, Type, UseId};

/// A table of the formula in the database: it grows by columns from step to step.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// The name on which the names of its steps are built.
    pub(super) base: String,
    /// The relation that holds all columns worked out so far.
    pub(super) relation: String,
    /// The names of its columns of data.
    pub(super) columns: Vec<String>,
    /// The column with the key of a row, as text.
    pub(super) key: String,
    /// Whether that column stands beside the columns of data.
    pub(super) own_key: bool,
    /// The names taken within it.
    pub(super) names: Names,
    /// How many steps there have been.
    pub(super) steps: usize,
}

/// All relations of a script.
#[derive(Debug, Clone)]
pub(super) struct Relations {
    /// By table of the plan.
    pub(super) tables: Vec<Rows>,
    /// The values of the country.
    pub(super) country: Rows,
    /// The parameters, one row.
    pub(super) params: String,
    /// The column of each parameter.
    pub(super) param_columns: Vec<String>,
    /// The results of other formulas: key and value.
    pub(super) uses: Vec<String>,
    /// The column of each definition in its table.
    pub(super) definitions: Vec<String>,
    /// The names of relations taken.
    pub(super) names: Names,
}

impl Relations {
    /// Names for everything that a plan has; its tables keep theirs where that is possible.
    pub(super) fn of(plan: &Plan) -> Relations {
        let mut names = Names::default();
        let mut tables: Vec<Rows> = Vec::new();
        for table in &plan.tables {
            let base = names.claim(&table.name);
            let mut own = Names::of_columns();
            let columns: Vec<String> = table.columns.iter().map(|c| own.claim(&c.name)).collect();
            let key = table.key.and_then(|key| Some((table.columns.get(key.0)?, key)));
            let text_key = key.filter(|(column, _)| column.ty == Type::Text);
            let named = text_key.and_then(|(_, key)| columns.get(key.0).cloned());
            let own_key = named.is_none();
            let key = named.unwrap_or_else(|| own.claim("row_key"));
            let relation = base.clone();
            tables.push(Rows { base, relation, columns, key, own_key, names: own, steps: 0 });
        }
        let params = names.claim("param");
        let mut of_params = Names::of_columns();
        let param_columns = plan.params.iter().map(|p| of_params.claim(&p.name)).collect();
        let uses = plan.uses.iter().map(|u| names.claim(&format!("{}_{}", u.formula, u.result)));
        let uses = uses.collect();
        let base = names.claim("country");
        let mut country = Rows {
            relation: String::new(),
            base,
            columns: Vec::new(),
            key: String::new(),
            own_key: true,
            names: Names::of_columns(),
            steps: 0,
        };
        let mut definitions = Vec::new();
        for definition in &plan.definitions {
            let rows = definition.table.and_then(|t| tables.get_mut(t.0)).unwrap_or(&mut country);
            definitions.push(rows.names.claim(&definition.name));
        }
        Relations { tables, country, params, param_columns, uses, definitions, names }
    }

    /// A table, or the country.
    pub(super) fn rows(&self, table: Option<TableId>) -> &Rows {
        table.and_then(|t| self.tables.get(t.0)).unwrap_or(&self.country)
    }

    /// Moves a table, or the country, on to its next relation, and names it.
    pub(super) fn advance(&mut self, table: Option<TableId>) -> String {
        let rows = match table.and_then(|t| self.tables.get_mut(t.0)) {
            Some(rows) => rows,
            None => &mut self.country,
        };
        rows.steps += 1;
        let wanted = format!("{}_{}", rows.base, rows.steps);
        let name = self.names.claim(&wanted);
        rows.relation.clone_from(&name);
        name
    }

    /// The quoted column of a table with the key of a row.
    pub(super) fn key(&self, table: TableId) -> String {
        self.tables.get(table.0).map(|rows| quoted(&rows.key)).unwrap_or_default()
    }

    /// The quoted relation with the values of a result of another formula.
    pub(super) fn used(&self, id: UseId) -> String {
        self.uses.get(id.0).map(|name| quoted(name)).unwrap_or_default()
    }
}
