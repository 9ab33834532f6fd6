//! Writes a script from top to bottom: data, parameters, then step by step the definitions.
//!
//! Definitions of one table that need nothing of each other become columns of one step; a
//! definition that needs another begins a new one. A step is a table: what stands in it has been
//! worked out once, and can be looked at.

use super::functions::Helper;
use super::names::{comment, quoted};
use super::relations::Relations;
use super::sql_text::{Held, Join, Scope, Sql};
use super::{Asked, CannotExport, Dialect};
use crate::words::say;
use formula::data::{CellText, Data, Table, TableReader};
use formula::plan::{Definition, DefinitionId, Plan, TableId, Type};
use formula::run::{ParamInForce, in_force};
use std::collections::{BTreeMap, BTreeSet};

/// What a lowering gives.
pub(super) type Lowered = Result<Sql, CannotExport>;

/// A definition on its way into a step.
struct Pending {
    id: DefinitionId,
    lines: String,
    held: Held,
    nullable: bool,
}

/// A step that is being collected.
struct Open {
    scope: Scope,
    definitions: Vec<Pending>,
}

/// Writes one script.
pub(super) struct Writer<'a> {
    pub(super) asked: &'a Asked<'a>,
    pub(super) plan: &'a Plan,
    pub(super) dialect: Dialect,
    pub(super) relations: Relations,
    pub(super) helpers: BTreeSet<Helper>,
    /// How each definition that has been written is held, and whether it may be NULL.
    pub(super) definitions: BTreeMap<DefinitionId, (Held, bool)>,
    /// Statements so far.
    pub(super) body: String,
    /// The relation of the checks, once it is written.
    pub(super) checks: Option<String>,
    /// Definitions of which a step runs in doubles.
    pub(super) doubles: BTreeSet<DefinitionId>,
    /// Definitions that go in as values, with the reason.
    pub(super) given: BTreeMap<DefinitionId, String>,
    /// What is to be said of the definition that is being written.
    pub(super) notes: Vec<String>,
    /// Whether a step of it runs in doubles.
    pub(super) in_doubles: bool,
    /// The definition that is being written.
    pub(super) current: Option<DefinitionId>,
    /// The relations with the amounts of shares, by place and instance.
    pub(super) shares: BTreeMap<DefinitionId, String>,
    /// The parameters in force, where there is no run that tells them.
    pub(super) params: Vec<ParamInForce>,
    /// The rows of categories, where there are no data that hold them.
    pub(super) categories: BTreeMap<TableId, Table>,
    open: BTreeMap<Option<TableId>, Open>,
    aliases: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(asked: &'a Asked<'a>) -> Writer<'a> {
        Writer {
            asked,
            plan: asked.plan,
            dialect: asked.dialect,
            relations: Relations::of(asked.plan),
            helpers: BTreeSet::new(),
            definitions: BTreeMap::new(),
            body: String::new(),
            checks: None,
            doubles: BTreeSet::new(),
            given: BTreeMap::new(),
            notes: Vec::new(),
            in_doubles: false,
            current: None,
            shares: BTreeMap::new(),
            params: in_force(asked.plan, asked.request).unwrap_or_default(),
            categories: categories(asked.plan),
            open: BTreeMap::new(),
            aliases: 0,
        }
    }

    /// The data, where the script carries them.
    pub(super) fn data(&self) -> Option<&'a Data> {
        self.asked.inputs.map(|inputs| inputs.data)
    }

    /// An alias that no other relation of the script has.
    pub(super) fn alias(&mut self, letter: &str) -> String {
        self.aliases += 1;
        format!("{letter}{}", self.aliases)
    }

    /// A message in the language of the script.
    pub(super) fn words(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        say(self.asked.language, id, arguments)
    }

    /// Says that a step runs in doubles, and why: it is not proved to fit, or a part of it is one.
    pub(super) fn note_doubles(&mut self, parts: &[&Sql]) {
        self.in_doubles = true;
        let rests = parts.iter().any(|part| matches!(part.held, Held::Double(_)));
        let id = if rests { "sql-doubles-rests" } else { "sql-doubles-unproved" };
        self.note(self.words(id, &[]));
    }

    pub(super) fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Joins a relation to the rows of a scope, once.
    pub(super) fn join(
        &mut self,
        scope: &mut Scope,
        letter: &str,
        what: String,
        text: impl FnOnce(&str) -> String,
    ) -> String {
        if let Some(join) = scope.joins.iter().find(|join| join.what == what) {
            return join.alias.clone();
        }
        let alias = self.alias(letter);
        let text = text(&alias);
        scope.joins.push(Join { what, alias: alias.clone(), text });
        alias
    }

    /// The FROM clause of a scope, each relation on a line of its own; empty when it needs none.
    pub(super) fn from(&self, scope: &Scope, indent: &str) -> String {
        let mut first: Vec<String> = Vec::new();
        if let Some(table) = scope.table {
            let relation = quoted(&self.relations.rows(Some(table)).relation);
            first.push(format!("{relation} {}", scope.row));
        }
        if scope.country {
            first.push(format!("{} country", quoted(&self.relations.country.relation)));
        }
        if scope.params {
            first.push(format!("{} param", quoted(&self.relations.params)));
        }
        if first.is_empty() && !scope.joins.is_empty() {
            first.push("(select 1) one".to_owned());
        }
        if first.is_empty() {
            return String::new();
        }
        let mut text =
            format!("\n{indent}from {}", first.join(&format!("\n{indent}  cross join ")));
        for join in &scope.joins {
            text.push_str(&format!("\n{indent}  {}", join.text));
        }
        text
    }

    /// Writes all definitions.
    pub(super) fn write_definitions(&mut self) -> Result<(), CannotExport> {
        for (at, definition) in self.plan.definitions.iter().enumerate() {
            let id = DefinitionId(at);
            self.close_needed(definition)?;
            self.notes.clear();
            self.in_doubles = false;
            self.current = Some(id);
            self.write_definition(id, definition)?;
            self.current = None;
            if self.in_doubles {
                self.doubles.insert(id);
            }
        }
        self.close_all()
    }

    /// Closes every step in which something stands that a definition needs.
    fn close_needed(&mut self, definition: &Definition) -> Result<(), CannotExport> {
        let needed: BTreeSet<Option<TableId>> = self
            .open
            .iter()
            .filter(|(_, open)| open.definitions.iter().any(|p| definition.needs.contains(&p.id)))
            .map(|(table, _)| *table)
            .collect();
        for table in needed {
            self.close(table)?;
        }
        Ok(())
    }

    fn write_definition(
        &mut self,
        id: DefinitionId,
        definition: &Definition,
    ) -> Result<(), CannotExport> {
        let mut scope = match self.open.get(&definition.table) {
            Some(open) => open.scope.clone(),
            None => Scope::of(definition.table, "r"),
        };
        let excluded = definition
            .standing
            .as_ref()
            .is_some_and(|(standing, _)| self.asked.request.without.contains(standing));
        let sql = if excluded {
            self.note(self.words("sql-left-out", &[]));
            self.null_of(&definition.ty)
        } else if let Some(reason) = super::given::reason(&definition.body) {
            self.given_values(id, definition, reason, &mut scope)?
        } else {
            self.expr(&definition.body, &mut scope)?
        };
        let sql = self.typed(&sql);
        if matches!(sql.held, Held::Double(_)) {
            self.in_doubles = true;
        }
        let name = self.relations.definitions.get(id.0).cloned().unwrap_or_default();
        let mut lines = String::new();
        lines.push_str(&format!("\n  -- {}", comment(&self.described(definition))));
        for note in &self.notes {
            lines.push_str(&format!("\n  -- {}", comment(note)));
        }
        lines.push_str(&format!("\n  {} as {}", sql.text, quoted(&name)));
        let pending = Pending { id, lines, held: sql.held, nullable: sql.nullable };
        let open = self
            .open
            .entry(definition.table)
            .or_insert_with(|| Open { scope: scope.clone(), definitions: Vec::new() });
        open.scope = scope;
        open.definitions.push(pending);
        Ok(())
    }

    /// The label and the name of the definition that is being written.
    pub(super) fn current_title(&self) -> (String, String) {
        let definition = self.current.and_then(|id| self.plan.definition(id));
        let name = definition.map(|d| d.name.clone()).unwrap_or_default();
        let label = definition.map(|d| d.labels.say(self.asked.language, &d.name));
        (label.unwrap_or_default(), name)
    }

    /// Writes the statement that makes a relation beside the steps, with what it is and the notes.
    pub(super) fn beside(&mut self, head: &str, relation: &str, text: &str) {
        self.body.push_str(&format!("-- {}\n", comment(head)));
        for note in &self.notes {
            self.body.push_str(&format!("-- {}\n", comment(note)));
        }
        let relation = quoted(relation);
        self.body.push_str(&format!("create temporary table {relation} as\n{text};\n\n"));
    }

    /// Label, unit and sources of a definition.
    fn described(&self, definition: &Definition) -> String {
        let mut text = definition.labels.say(self.asked.language, &definition.name);
        if let Type::Number(unit) = &definition.ty
            && !unit.is_plain()
        {
            text.push_str(&format!(" [{unit}]"));
        }
        for cite in &definition.cites {
            text.push_str(&format!("; {}", cite.say(self.asked.language)));
        }
        if let Some((standing, reason)) = &definition.standing {
            let reason = reason.say(self.asked.language);
            text.push_str(&format!("; {}: {reason}", standing.word()));
        }
        text
    }

    /// Writes a step of a table, or of the country, as a relation.
    pub(super) fn close(&mut self, table: Option<TableId>) -> Result<(), CannotExport> {
        let Some(open) = self.open.remove(&table) else { return Ok(()) };
        let before = self.relations.rows(table).relation.clone();
        let mut scope = open.scope;
        let mut columns = Vec::new();
        if table.is_some() {
            columns.push("\n  r.*".to_owned());
        } else if !before.is_empty() {
            scope.country = true;
            columns.push("\n  country.*".to_owned());
        }
        columns.extend(open.definitions.iter().map(|pending| pending.lines.clone()));
        let from = self.from(&scope, "");
        let name = self.relations.advance(table);
        let title = match table.and_then(|t| self.plan.table(t)) {
            Some(schema) => schema.labels.say(self.asked.language, &schema.name),
            None => self.plan.labels.say(self.asked.language, &self.plan.name),
        };
        let steps = self.relations.rows(table).steps.to_string();
        let head = self.words("sql-step", &[("title", &title), ("step", &steps)]);
        self.body.push_str(&format!(
            "-- {}\ncreate temporary table {} as\nselect{}{from};\n\n",
            comment(&head),
            quoted(&name),
            columns.join(","),
        ));
        for pending in open.definitions {
            self.definitions.insert(pending.id, (pending.held, pending.nullable));
        }
        Ok(())
    }

    fn close_all(&mut self) -> Result<(), CannotExport> {
        let tables: Vec<Option<TableId>> = self.open.keys().copied().collect();
        for table in tables {
            self.close(table)?;
        }
        Ok(())
    }

    /// A value that is missing, of a type.
    pub(super) fn null_of(&self, ty: &Type) -> Sql {
        let name = self.type_name(ty, None);
        let held = match (ty, self.dialect) {
            (Type::Number(_), Dialect::Postgres) => Held::Numeric,
            (Type::Number(_), Dialect::DuckDb) => Held::Double(super::range::Known::default()),
            _ => Held::NoNumber,
        };
        Sql { held, ..Sql::plain(format!("null::{name}"), true) }
    }
}

/// The rows that the formula itself states.
fn categories(plan: &Plan) -> BTreeMap<TableId, Table> {
    let mut all = BTreeMap::new();
    for (at, schema) in plan.tables.iter().enumerate() {
        let Some(members) = &schema.members else { continue };
        let header: Vec<&str> = schema.columns.iter().map(|c| c.name.as_str()).collect();
        let mut reader = TableReader::new(plan, TableId(at), &plan.source.name, &header);
        for member in members {
            let cells: Vec<CellText<'_>> = member
                .cells
                .iter()
                .map(|text| CellText { text, standing: None, source: None })
                .collect();
            reader.row(0, &cells);
        }
        // The formula has been checked, so that its own rows can be read.
        if let Ok(table) = reader.finish() {
            all.insert(TableId(at), table);
        }
    }
    all
}
