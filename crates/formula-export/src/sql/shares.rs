//! Shares: amounts at the one level at which they sum to the pool.
//!
//! A share without bounds is a part of the pool; one with bounds stands in `bounded`. Each share is
//! a relation of its own: key, amount, and what holds the row.

use super::CannotExport;
use super::names::quoted;
use super::sql_text::{Scope, Sql};
use super::writer::{Lowered, Writer};
use formula::plan::{Expr, Share};

/// The parts of a share, each a column of its rows.
pub(super) struct Parts {
    /// The columns as they are written, with their names.
    pub(super) columns: Vec<String>,
    /// The FROM clause of the rows.
    pub(super) from: String,
    pub(super) pool: Sql,
    pub(super) weight: Sql,
    pub(super) floor: Option<Sql>,
    pub(super) cap: Option<Sql>,
    pub(super) fixed: Option<Sql>,
    pub(super) grouped: bool,
    pub(super) filtered: bool,
    /// Whether something may be missing in a row that takes part.
    pub(super) open: Vec<String>,
    pub(super) rows: usize,
}

impl Writer<'_> {
    pub(super) fn share(&mut self, share: &Share, scope: &mut Scope) -> Lowered {
        if share.in_rounds {
            return Err(self.cannot());
        }
        let parts = self.share_parts(share)?;
        let bounded = parts.floor.is_some() || parts.cap.is_some() || parts.fixed.is_some();
        let id = self.current;
        let definition = id.and_then(|id| self.plan.definition(id));
        let base = definition.map(|d| d.name.clone()).unwrap_or_default();
        let name = self.relations.names.claim(&format!("{base}_share"));
        let (text, amount) = match bounded {
            true => self.bounded_share(share, &parts),
            false => self.plain_share(&parts),
        };
        let (title, _) = self.current_title();
        let head = match bounded {
            true => "sql-share-bounded",
            false => "sql-share",
        };
        let head = self.words(head, &[("title", &title)]);
        self.beside(&head, &name, &text);
        if let Some(id) = id
            && definition.is_some_and(|d| is_share(&d.body, share))
        {
            self.shares.insert(id, name.clone());
        }
        let alias = self.join_by_key(&name, share.table, scope);
        Ok(Sql { text: format!("{alias}.\"amount\""), tight: true, ..amount })
    }

    fn share_parts(&mut self, share: &Share) -> Result<Parts, CannotExport> {
        let mut scope = Scope::of(Some(share.table), "r");
        let rows = self.rows_of(share.table);
        let mut columns = vec![format!("r.{} as \"key\"", self.relations.key(share.table))];
        let mut open = Vec::new();
        let named = |name: &str, sql: &Sql| Sql {
            text: format!("e.{}", quoted(name)),
            tight: true,
            ..sql.clone()
        };
        if let Some(per) = &share.per {
            let key = self.expr(per, &mut scope)?;
            columns.push(format!("{} as \"group\"", key.text));
        }
        let filter = match &share.filter {
            None => None,
            Some(filter) => Some(self.expr(filter, &mut scope)?),
        };
        if let Some(filter) = &filter {
            columns.push(format!("{} as \"inside\"", filter.text));
            if filter.nullable {
                open.push("e.\"inside\" is null".to_owned());
            }
        }
        let pool = self.expr(&share.pool, &mut scope).map(|pool| self.typed(&pool))?;
        columns.push(format!("{} as \"pool\"", pool.text));
        if pool.nullable {
            open.push("e.\"pool\" is null".to_owned());
        }
        let mut part = |writer: &mut Self, name: &str, expr: &Expr| -> Lowered {
            let sql = writer.expr(expr, &mut scope).map(|sql| writer.typed(&sql))?;
            let guarded = match &filter {
                Some(filter) => format!("case when {} then {} end", filter.text, sql.text),
                None => sql.text.clone(),
            };
            columns.push(format!("{guarded} as {}", quoted(name)));
            if sql.nullable {
                let inside = if filter.is_some() { "e.\"inside\" and " } else { "" };
                open.push(format!("{inside}e.{} is null", quoted(name)));
            }
            Ok(named(name, &sql))
        };
        let weight = part(self, "weight", &share.weight)?;
        let floor = share.floor.as_ref().map(|floor| part(self, "floor", floor)).transpose()?;
        let cap = share.cap.as_ref().map(|cap| part(self, "cap", cap)).transpose()?;
        let fixed = self.fixed_rows(share, &mut scope, &mut columns, &mut open)?;
        let from = self.from(&scope, "  ");
        Ok(Parts {
            columns,
            from,
            pool: named("pool", &pool),
            weight,
            floor,
            cap,
            fixed: fixed.map(|sql| named("fixed", &sql)),
            grouped: share.per.is_some(),
            filtered: share.filter.is_some(),
            open,
            rows,
        })
    }

    /// Rows decided singly: whether one is, and its amount. The first condition that holds decides.
    fn fixed_rows(
        &mut self,
        share: &Share,
        scope: &mut Scope,
        columns: &mut Vec<String>,
        open: &mut Vec<String>,
    ) -> Result<Option<Sql>, CannotExport> {
        if share.fixed.is_empty() {
            return Ok(None);
        }
        let (mut values, mut conditions) = (Vec::new(), Vec::new());
        for (value, condition) in &share.fixed {
            values.push(self.expr(value, scope)?);
            conditions.push(Some(self.expr(condition, scope)?));
        }
        let truths: Vec<Sql> =
            conditions.iter().map(|_| Sql::plain("true", true).known()).collect();
        let none = Sql::plain("false", true).known();
        let truths: Vec<Sql> = truths.into_iter().chain([none]).collect();
        let with_rest: Vec<Option<Sql>> = conditions.iter().cloned().chain([None]).collect();
        let is_fixed = self.case(&truths, &with_rest);
        let amount = self.case(&values, &conditions);
        columns.push(format!("{} as \"is_fixed\"", is_fixed.text));
        columns.push(format!("{} as \"fixed\"", amount.text));
        let inside = if share.filter.is_some() { "e.\"inside\" and " } else { "" };
        open.push(format!(
            "{inside}(e.\"is_fixed\" is null or e.\"is_fixed\" and e.\"fixed\" is null)"
        ));
        Ok(Some(amount))
    }

    pub(super) fn entry(&self, parts: &Parts) -> String {
        format!("with entry as (\n  select\n    {}{}\n)", parts.columns.join(",\n    "), parts.from)
    }

    /// Each row its part of the pool.
    fn plain_share(&mut self, parts: &Parts) -> (String, Sql) {
        let weights = self.sum_of(&parts.weight, parts.rows);
        let weights = Sql { text: "t.\"weights\"".to_owned(), tight: true, ..weights };
        // No weight is negative, so no part is more than the pool.
        let most = parts.pool.known_range().up_from_zero();
        let part = self.part_of(&parts.pool, &parts.weight, &weights, most);
        let zero = self.zero_like(&part);
        let mut cases = Vec::new();
        if parts.filtered {
            cases.push(format!(
                "when not e.\"inside\" and (t.\"open\" is not false or t.\"somebody\" or {} = 0) \
                 then {}",
                parts.pool.text, zero.text
            ));
        }
        if !parts.open.is_empty() || parts.grouped {
            cases.push("when t.\"open\" is not false then null".to_owned());
        }
        let pool = &parts.pool.text;
        let short = self.refuse_number("sql-refuse-pool-negative", &part);
        let nobody = self.refuse_number("sql-refuse-nobody", &part);
        let negative = self.refuse_number("sql-refuse-weight-negative", &part);
        cases.push(format!("when t.\"least\" < 0 then {negative}"));
        cases.push(format!("when {pool} < 0 then {short}"));
        cases.push(format!("when {pool} = 0 then {}", zero.text));
        if parts.filtered {
            cases.push(format!("when not t.\"somebody\" then {nobody}"));
        }
        cases.push(format!("when t.\"weights\" = 0 then {nobody}"));
        let sum = self.sum_of(&parts.weight, parts.rows);
        let open = self.open_or_refused(parts);
        let mut columns = vec![("weights", &*sum.text), ("least", "min(e.\"weight\")")];
        if parts.filtered {
            columns.push(("somebody", "bool_or(e.\"inside\")"));
        }
        let groups = self.groups(parts, &open, &columns);
        let bound = match (parts.filtered, parts.open.is_empty() && !parts.grouped) {
            (true, _) => "case when e.\"inside\" and not t.\"open\" then 'free' end",
            (false, true) => "'free'",
            (false, false) => "case when not t.\"open\" then 'free' end",
        };
        let text = format!(
            "{}, {groups}\nselect e.\"key\",\n  case {}\n    else {} end as \"amount\",\n  \
             {bound} as \"bound\"\nfrom entry e\n  {}",
            self.entry(parts),
            cases.join("\n    "),
            part.text,
            join_groups(parts, "total t"),
        );
        let nullable = !parts.open.is_empty() || parts.grouped;
        (text, Sql { nullable, may_refuse: false, ..part })
    }

    /// The totals of each group, or of all rows.
    fn groups(&self, parts: &Parts, open: &str, columns: &[(&str, &str)]) -> String {
        let mut all = Vec::new();
        if parts.grouped {
            all.push("e.\"group\"".to_owned());
        }
        for (name, text) in columns {
            all.push(format!("{text} as {}", quoted(name)));
        }
        all.push(format!("{open} as \"open\""));
        let rest = match parts.grouped {
            true => "\n  where e.\"group\" is not null\n  group by e.\"group\"",
            false => "",
        };
        format!("total as (\n  select {}\n  from entry e{rest}\n)", all.join(",\n    "))
    }

    pub(super) fn refuse_number(&mut self, reason: &str, like: &Sql) -> String {
        self.refuse(reason, like)
    }
}

/// Whether a rule is this share and nothing else.
fn is_share(rule: &Expr, share: &Share) -> bool {
    match &rule.kind {
        formula::plan::ExprKind::Share(own) => std::ptr::eq(own.as_ref(), share),
        formula::plan::ExprKind::Apply(_, _, body) => is_share(body, share),
        _ => false,
    }
}

fn join_groups(parts: &Parts, what: &str) -> String {
    let alias = what.rsplit(' ').next().unwrap_or_default();
    match parts.grouped {
        true => format!("left join {what} on {alias}.\"group\" = e.\"group\""),
        false => format!("cross join {what}"),
    }
}

/// A relation of a WITH clause, line by line; empty lines are left out.
pub(super) fn clause(name: &str, lines: &[&str]) -> String {
    let lines: Vec<&str> = lines.iter().copied().filter(|line| !line.is_empty()).collect();
    format!("{name} as (\n  {}\n)", lines.join("\n  "))
}

/// A column of one of the relations of a bounded share.
pub(super) fn of(alias: &str, name: &str, like: &Sql) -> Sql {
    Sql { text: format!("{alias}.{}", quoted(name)), tight: true, ..like.clone() }
}
