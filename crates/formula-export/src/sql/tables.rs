//! The tables of the data, the parameters and the results of other formulas, as relations.

use super::names::{comment, quoted, text};
use super::range::{Fixed, Known, decimals, greatest, least};
use super::sql_text::Held;
use super::writer::Writer;
use super::{CannotExport, Dialect, Reason};
use formula::data::{Column as Cells, PerCell, Table, Values};
use formula::number::Decimal;
use formula::plan::{ColumnId, Constant, ParamId, TableId, Type, UseId};
use formula::run::ParamInForce;
use formula::standing::Standing;

/// How many rows one INSERT carries.
const ROWS_AT_ONCE: usize = 500;

impl Writer<'_> {
    /// The type of a column, by what it holds.
    pub(super) fn type_name(&self, ty: &Type, held: Option<&Held>) -> String {
        match (ty, self.dialect) {
            (Type::Number(_), Dialect::Postgres) => "numeric".to_owned(),
            (Type::Number(_), Dialect::DuckDb) => match held {
                Some(Held::Fixed(fixed)) => format!("decimal(38, {})", fixed.scale),
                _ => "double".to_owned(),
            },
            (Type::Bool, _) => "boolean".to_owned(),
            (Type::Date, _) => "date".to_owned(),
            (Type::Text | Type::Choice(_) | Type::Row(_), _) => "text".to_owned(),
        }
    }

    /// Whether a cell counts as missing: empty, or of a standing that the run leaves out.
    fn is_out(&self, cells: &Cells, row: usize) -> bool {
        let without = &self.asked.request.without;
        let standing = cells.standing.get(row).copied().unwrap_or_default();
        cells.is_missing(row) || without.contains(&standing)
    }

    /// The rows of a table: of the data, or of a category, which the formula itself states.
    pub(super) fn table_of(&self, id: TableId) -> Option<&Table> {
        match self.data() {
            Some(data) => data.table(id),
            None => self.categories.get(&id),
        }
    }

    fn any_out(&self, cells: &Cells, rows: usize) -> bool {
        let without = &self.asked.request.without;
        let excluded = match &cells.standing {
            PerCell::Same(standing) => without.contains(standing),
            PerCell::Each(all) => all.iter().any(|s: &Standing| without.contains(s)),
        };
        excluded || (0..rows).any(|row| cells.is_missing(row))
    }

    fn held_cells(&self, cells: &Cells, rows: usize) -> (Held, bool) {
        let nullable = self.any_out(cells, rows);
        let Values::Number(numbers) = &cells.values else { return (Held::NoNumber, nullable) };
        if self.dialect == Dialect::Postgres {
            return (Held::Numeric, nullable);
        }
        let known: Vec<Decimal> = (0..rows)
            .filter(|row| !cells.is_missing(*row))
            .filter_map(|row| numbers.get(row).copied())
            .collect();
        let low = known.iter().copied().reduce(least).unwrap_or(Decimal::ZERO);
        let high = known.iter().copied().reduce(greatest).unwrap_or(Decimal::ZERO);
        let scale = known.iter().map(|n| decimals(*n)).max().unwrap_or(0);
        let range = Known::between(low, high);
        let held = Fixed::held(range, scale, Decimal::ZERO);
        (held.map_or(Held::Double(range), Held::Fixed), nullable)
    }

    /// How a column of data is held, and whether it may be NULL.
    pub(super) fn held_column(&self, table: TableId, column: ColumnId) -> (Held, bool) {
        let is_number = self
            .plan
            .column(table, column)
            .is_some_and(|column| matches!(column.ty, Type::Number(_)));
        let schema = self.plan.table(table);
        let is_key = schema.is_some_and(|t| t.key == Some(column));
        let found = self.table_of(table);
        match found {
            None => (self.held_unknown(is_number), !is_key),
            Some(table) => match table.column(column) {
                None => (self.held_nothing(is_number), true),
                Some(cells) => self.held_cells(cells, table.rows),
            },
        }
    }

    /// A column without values.
    fn held_nothing(&self, is_number: bool) -> Held {
        match (self.held_unknown(is_number), Fixed::exact(Decimal::ZERO)) {
            (Held::Double(_), Some(fixed)) => Held::Fixed(fixed),
            (held, _) => held,
        }
    }

    fn held_unknown(&self, is_number: bool) -> Held {
        match (is_number, self.dialect) {
            (false, _) => Held::NoNumber,
            (true, Dialect::Postgres) => Held::Numeric,
            (true, Dialect::DuckDb) => Held::Double(Known::default()),
        }
    }

    pub(super) fn held_use(&self, id: UseId) -> (Held, bool) {
        let found = self.data().and_then(|data| data.use_column(id));
        let table = self.plan.uses.get(id.0).and_then(|used| used.table);
        match found {
            None => (self.held_unknown(true), true),
            Some(used) => {
                let rows = table.map_or(1, |table| self.rows_of(table));
                self.held_cells(&used.column, rows)
            }
        }
    }

    /// Whether a parameter of one value counts in this run.
    pub(super) fn param_counts(&self, id: ParamId) -> bool {
        let without = &self.asked.request.without;
        self.param_in_force(id).is_none_or(|param| param.counts(0, without))
    }

    pub(super) fn held_param(&self, id: ParamId) -> Held {
        if !self.param_counts(id) {
            let ty = self.plan.param(id).map(|param| param.ty.clone());
            return ty.map_or(Held::NoNumber, |ty| self.null_of(&ty).held);
        }
        match self.param_in_force(id).map(|param| &param.value) {
            Some(Constant::Number(number)) => match self.dialect {
                Dialect::Postgres => Held::Numeric,
                Dialect::DuckDb => {
                    let range = Known::between(*number, *number);
                    Fixed::exact(*number).map_or(Held::Double(range), Held::Fixed)
                }
            },
            _ => Held::NoNumber,
        }
    }

    /// A parameter on the day of the run, or as it is given for this run.
    pub(super) fn param_in_force(&self, id: ParamId) -> Option<&ParamInForce> {
        match self.asked.inputs {
            Some(inputs) => inputs.run.params().get(id.0),
            None => self.params.get(id.0),
        }
    }

    /// The parameters as a relation of one row, each with its source.
    pub(super) fn write_params(&mut self) -> Result<(), CannotExport> {
        let mut columns = Vec::new();
        for (at, param) in self.plan.params.iter().enumerate() {
            let id = ParamId(at);
            if !param.by.is_empty() {
                // One by category stands where it is read, a value for each member.
                continue;
            }
            let value = self.param_in_force(id).map(|param| param.value.clone());
            let Some(value) = value else {
                let name = param.name.clone();
                return Err(CannotExport { name, reason: Reason::NotInForce });
            };
            let constant = match self.param_counts(id) {
                true => self.constant(&value),
                false => self.null_of(&param.ty),
            };
            let typed = self.typed(&constant);
            let name = self.relations.param_columns.get(at).cloned().unwrap_or_default();
            let says = comment(&self.param_says(id));
            columns.push(format!("\n  -- {says}\n  {} as {}", typed.text, quoted(&name)));
        }
        if columns.is_empty() {
            return Ok(());
        }
        let day = self.asked.request.day.to_string();
        let head = self.words("sql-params", &[("day", &day)]);
        let relation = self.relations.params.clone();
        self.notes.clear();
        self.beside(&head, &relation, &format!("select{}", columns.join(",")));
        Ok(())
    }

    fn hundredths(&self) -> String {
        format!(" [{}]", self.words("sql-hundredths", &[]))
    }

    /// Label, unit, first day and sources of a parameter.
    fn param_says(&self, id: ParamId) -> String {
        let Some(param) = self.plan.param(id) else { return String::new() };
        let mut says = param.labels.say(self.asked.language, &param.name);
        match &param.ty {
            _ if param.percent => says.push_str(&self.hundredths()),
            Type::Number(unit) if !unit.is_plain() => says.push_str(&format!(" [{unit}]")),
            _ => {}
        }
        if self.asked.request.params.contains_key(&param.name) {
            says.push_str(&format!("; {}", self.words("sql-given-for-run", &[])));
            return says;
        }
        if !self.param_counts(id) {
            says.push_str(&format!("; {}", self.words("sql-left-out", &[])));
        }
        if let Some(dated) = param.at(self.asked.request.day) {
            let since = dated.since.to_string();
            says.push_str(&format!("; {}", self.words("sql-since", &[("day", &since)])));
            for cite in &dated.cites {
                says.push_str(&format!("; {}", cite.say(self.asked.language)));
            }
            if let Some(reason) = &dated.reason {
                let reason = reason.say(self.asked.language);
                says.push_str(&format!("; {}: {reason}", dated.standing.word()));
            }
        }
        says
    }

    /// The tables of the data with their rows; without data, what is expected of them.
    pub(super) fn write_data(&mut self) {
        for at in 0..self.plan.tables.len() {
            let id = TableId(at);
            let Some(schema) = self.plan.table(id) else { continue };
            let title = schema.labels.say(self.asked.language, &schema.name);
            let Some(rows) = self.relations.tables.get(at).cloned() else { continue };
            let mut columns = Vec::new();
            if rows.own_key {
                columns.push((
                    rows.key.clone(),
                    "text".to_owned(),
                    "the key of the row".to_owned(),
                ));
            }
            for (column_at, column) in schema.columns.iter().enumerate() {
                let (held, _) = self.held_column(id, ColumnId(column_at));
                let name = rows.columns.get(column_at).cloned().unwrap_or_default();
                let mut says = column.labels.say(self.asked.language, &column.name);
                match &column.ty {
                    _ if column.percent => says.push_str(&self.hundredths()),
                    Type::Number(unit) if !unit.is_plain() => {
                        says.push_str(&format!(" [{unit}]"));
                    }
                    _ => {}
                }
                columns.push((name, self.type_name(&column.ty, Some(&held)), says));
            }
            let found = self.table_of(id).cloned();
            self.write_table(&rows.base, &title, &columns, found.is_some());
            if let Some(table) = found {
                self.write_rows(&rows.base, id, &table, rows.own_key);
            }
        }
        self.write_uses();
    }

    fn write_table(
        &mut self,
        name: &str,
        title: &str,
        columns: &[(String, String, String)],
        carried: bool,
    ) {
        let mut lines = Vec::new();
        for (at, (column, ty, says)) in columns.iter().enumerate() {
            let end = if at + 1 == columns.len() { "" } else { "," };
            lines.push(format!("  {} {ty}{end} -- {}", quoted(column), comment(says)));
        }
        let create = format!("create temporary table {} (\n{}\n);", quoted(name), lines.join("\n"));
        if carried {
            self.body.push_str(&format!("-- {}\n{create}\n", comment(title)));
        } else {
            let expected: String =
                create.lines().map(|line| format!("--   {line}\n")).collect::<String>();
            let head = self.words("sql-expected", &[("title", title)]);
            self.body.push_str(&format!("-- {}\n{expected}\n", comment(&head)));
        }
    }

    fn write_rows(&mut self, name: &str, id: TableId, table: &Table, own_key: bool) {
        let Some(schema) = self.plan.table(id) else { return };
        let mut rows = Vec::with_capacity(table.rows);
        for row in 0..table.rows {
            let mut cells = Vec::new();
            if own_key {
                cells.push(text(table.keys.get(row).map_or("", AsRef::as_ref)));
            }
            for at in 0..schema.columns.len() {
                cells.push(match table.column(ColumnId(at)) {
                    Some(column) => self.cell(id, ColumnId(at), column, row),
                    None => "null".to_owned(),
                });
            }
            rows.push(format!("({})", cells.join(", ")));
        }
        self.insert(name, &rows);
    }

    fn insert(&mut self, name: &str, rows: &[String]) {
        for some in rows.chunks(ROWS_AT_ONCE) {
            let name = quoted(name);
            self.body.push_str(&format!("insert into {name} values\n  {};\n", some.join(",\n  ")));
        }
        self.body.push('\n');
    }

    fn cell(&self, table: TableId, column: ColumnId, cells: &Cells, row: usize) -> String {
        if self.is_out(cells, row) {
            return "null".to_owned();
        }
        let ty = self.plan.column(table, column).map(|column| &column.ty);
        match (&cells.values, ty) {
            (Values::Number(all), _) => all.get(row).map(|n| n.to_canonical()).unwrap_or_default(),
            (Values::Text(all), _) => text(all.get(row).map_or("", AsRef::as_ref)),
            (Values::Date(all), _) => {
                all.get(row).map(|day| format!("date '{day}'")).unwrap_or_default()
            }
            (Values::Bool(all), _) => (all.get(row) == Some(&true)).to_string(),
            (Values::Choice(all), Some(Type::Choice(choice))) => {
                let words = self.plan.choices.get(choice.0);
                let at = all.get(row).and_then(|at| usize::try_from(*at).ok());
                let word = at.and_then(|at| words?.get(at));
                text(word.map_or("", String::as_str))
            }
            (Values::Row(all), Some(Type::Row(target))) => {
                let at = all.get(row).and_then(|at| usize::try_from(*at).ok());
                let keys = self.data().and_then(|data| data.table(*target)).map(|t| &t.keys);
                let key = at.and_then(|at| keys?.get(at));
                text(key.map_or("", AsRef::as_ref))
            }
            _ => "null".to_owned(),
        }
    }

    fn write_uses(&mut self) {
        for at in 0..self.plan.uses.len() {
            let id = UseId(at);
            let Some(used) = self.plan.uses.get(at).cloned() else { continue };
            let name = self.relations.uses.get(at).cloned().unwrap_or_default();
            let (held, _) = self.held_use(id);
            let named = [("result", used.result.as_str()), ("formula", used.formula.as_str())];
            let title = self.words("sql-use", &named);
            let columns = [
                ("key".to_owned(), "text".to_owned(), self.words("sql-key", &[])),
                ("value".to_owned(), self.type_name(&used.ty, Some(&held)), used.result.clone()),
            ];
            let carried = self.data().is_some();
            self.write_table(&name, &title, &columns, carried);
            let Some(found) = self.data().and_then(|data| data.use_column(id)) else { continue };
            let keys: Vec<String> = match used.table.and_then(|t| self.data()?.table(t)) {
                Some(table) => table.keys.iter().map(ToString::to_string).collect(),
                None => vec![String::new()],
            };
            let Values::Number(numbers) = &found.column.values else { continue };
            let rows: Vec<String> = keys
                .iter()
                .enumerate()
                .map(|(row, key)| {
                    let number = match self.is_out(&found.column, row) {
                        true => "null".to_owned(),
                        false => numbers.get(row).map(|n| n.to_canonical()).unwrap_or_default(),
                    };
                    format!("({}, {number})", text(key))
                })
                .collect();
            self.insert(&name, &rows);
        }
    }
}
