//! The end of a script: the results, table by table, and the checks.

use super::CannotExport;
use super::names::{comment, quoted, text};
use super::range::decimals;
use super::sql_text::{Held, Scope};
use super::writer::Writer;
use formula::plan::{Check, DefinitionId, ExprKind, TableId};

impl Writer<'_> {
    /// One SELECT for the results of each table.
    pub(super) fn write_results(&mut self) {
        let results: Vec<(DefinitionId, Option<TableId>)> =
            self.plan.results().into_iter().map(|(id, d)| (id, d.table)).collect();
        let mut tables: Vec<Option<TableId>> = Vec::new();
        for (_, table) in &results {
            if !tables.contains(table) {
                tables.push(*table);
            }
        }
        for table in tables {
            let ids: Vec<DefinitionId> =
                results.iter().filter(|(_, of)| *of == table).map(|(id, _)| *id).collect();
            let mut columns = Vec::new();
            if let Some(table) = table {
                columns.push(format!("r.{}", self.relations.key(table)));
            }
            columns.extend(ids.iter().map(|id| self.result_column(*id)));
            let rows = self.relations.rows(table);
            let relation = quoted(&rows.relation);
            let order = match table {
                Some(table) => {
                    let key = format!("r.{}", self.relations.key(table));
                    let key = super::sql_text::Sql::plain(key, true);
                    format!("\norder by {}", self.by_bytes(&key))
                }
                None => String::new(),
            };
            let title = match table.and_then(|t| self.plan.table(t)) {
                Some(schema) => schema.labels.say(self.asked.language, &schema.name),
                None => self.plan.labels.say(self.asked.language, &self.plan.name),
            };
            let head = self.words("sql-results", &[("title", &title)]);
            self.body.push_str(&format!(
                "-- {}\nselect\n  {}\nfrom {relation} r{order};\n\n",
                comment(&head),
                columns.join(",\n  ")
            ));
        }
    }

    /// A result as it is shown: with the decimals to which it is rounded.
    fn result_column(&self, id: DefinitionId) -> String {
        let name = self.relations.definitions.get(id.0).cloned().unwrap_or_default();
        let column = format!("r.{}", quoted(&name));
        let rule = self.plan.definition(id).map(|d| &d.body.kind);
        let held = self.definitions.get(&id).map(|(held, _)| held);
        match (rule, held) {
            (Some(ExprKind::Round(round)), Some(Held::Numeric)) => {
                format!("round({column}, {}) as {}", decimals(round.to), quoted(&name))
            }
            _ => column,
        }
    }

    /// The checks: what each says, whether it stops a run, whether it holds, and where it does not.
    pub(super) fn write_checks(&mut self) -> Result<(), CannotExport> {
        let mut selects = Vec::new();
        for (at, check) in self.plan.checks.iter().enumerate() {
            self.notes.clear();
            selects.push(match super::given::reason(&check.condition) {
                Some(reason) => {
                    let outcome = self.asked.inputs.and_then(|inputs| inputs.run.checks().get(at));
                    self.given_check(check, outcome, reason)?
                }
                None => self.check(check)?,
            });
        }
        selects.extend(self.residuals());
        if selects.is_empty() {
            return Ok(());
        }
        let numbered = selects.iter().enumerate().map(|(at, select)| {
            let rest = select.strip_prefix("select ").unwrap_or(select);
            format!("select {} as \"number\", {rest}", at + 1)
        });
        let all = numbered.collect::<Vec<_>>().join("\nunion all\n");
        let head = self.words("sql-checks", &[]);
        let relation = self.relations.names.claim("checks");
        self.notes.clear();
        self.beside(&head, &relation, &all);
        self.body.push_str(&format!(
            "select \"name\", \"kind\", \"holds\", \"rows\" from {} order by \"number\";\n",
            quoted(&relation)
        ));
        self.checks = Some(relation);
        Ok(())
    }

    /// What a check says: its title, or its condition as written.
    pub(super) fn label_of(&self, check: &Check) -> String {
        let written = self.plan.source.slice(check.condition.span);
        let written: String = written.split_whitespace().collect::<Vec<_>>().join(" ");
        check.labels.say(self.asked.language, &written)
    }

    fn check(&mut self, check: &Check) -> Result<String, CannotExport> {
        let row = match check.table {
            Some(_) => "r",
            None => "one",
        };
        let mut scope = Scope::of(check.table, row);
        let condition = self.expr(&check.condition, &mut scope)?;
        let from = self.from(&scope, "  ");
        let label = self.label_of(check);
        let kind = if check.stops { "check" } else { "warn" };
        let Some(table) = check.table else {
            return Ok(format!(
                "select {} as \"name\", '{kind}' as \"kind\", {} as \"holds\", \
                 null::text as \"rows\"{from}",
                text(&label),
                condition.text
            ));
        };
        let key = format!("r.{}", self.relations.key(table));
        let ordered = self.by_bytes(&super::sql_text::Sql::plain("c.\"key\"", true));
        Ok(format!(
            "select {} as \"name\", '{kind}' as \"kind\",\n  case when bool_or(not c.\"holds\") \
             then false when count(*) = count(c.\"holds\") then true end as \"holds\",\n  \
             string_agg(c.\"key\", ', ' order by {ordered}) filter (where c.\"holds\" is not true) \
             as \"rows\"\nfrom (select {key} as \"key\", {} as \"holds\"{from}) c",
            text(&label),
            condition.text
        ))
    }
}
