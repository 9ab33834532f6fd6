//! The names that a file declares, and the one that stands at a place.

use formula::diagnostic::{Source, Span};
use formula::plan::{Expr, ExprKind, Plan, TableId};
use formula::syntax::ast::{ColumnKind, File, Item};

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Table,
    Column,
    Category,
    Member,
    Param,
    Scale,
    Function,
    Let,
    Result,
    Use,
}

/// A name where it is declared.
#[derive(Debug, Clone)]
pub(super) struct Declared {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Where the name stands.
    pub(super) name_span: Span,
    /// All that belongs to it.
    pub(super) span: Span,
    /// The table whose rows have it; none for the country.
    pub(super) table: Option<String>,
    /// The table to which a reference leads.
    pub(super) target: Option<String>,
}

/// The names of a file in its order, also of one with errors.
pub(super) fn declared(file: &File) -> Vec<Declared> {
    let mut all = Vec::new();
    for item in &file.items {
        match item {
            Item::Each(each) => {
                let table = Some(each.table.text.clone());
                each.items.iter().for_each(|item| declare(item, table.as_ref(), &mut all));
            }
            other => declare(other, None, &mut all),
        }
    }
    all
}

fn declare(item: &Item, table: Option<&String>, all: &mut Vec<Declared>) {
    let mut put = |name: &formula::syntax::ast::Ident, kind, span, of: Option<&String>| {
        all.push(Declared {
            name: name.text.clone(),
            kind,
            name_span: name.span,
            span,
            table: of.cloned(),
            target: None,
        });
    };
    match item {
        Item::Table(t) => {
            put(&t.name, Kind::Table, t.span, None);
            columns(&t.columns, &t.name.text, all);
        }
        Item::Category(c) => {
            put(&c.name, Kind::Category, c.span, None);
            c.rows.iter().for_each(|(name, _)| put(name, Kind::Member, name.span, None));
            columns(&c.columns, &c.name.text, all);
        }
        Item::Param(p) => put(&p.name, Kind::Param, p.span, None),
        Item::Scale(s) => put(&s.name, Kind::Scale, s.span, None),
        Item::Function(f) => put(&f.name, Kind::Function, f.span, None),
        Item::Definition(d) => {
            put(&d.name, if d.result { Kind::Result } else { Kind::Let }, d.span, table);
        }
        Item::Use(u) => put(u.alias.as_ref().unwrap_or(&u.result), Kind::Use, u.span, None),
        Item::Check(_) | Item::Each(_) | Item::Overlay(_) => {}
    }
}

fn columns(columns: &[formula::syntax::ast::Column], table: &str, all: &mut Vec<Declared>) {
    for column in columns {
        all.push(Declared {
            name: column.name.text.clone(),
            kind: Kind::Column,
            name_span: column.name.span,
            span: column.span,
            table: Some(table.to_owned()),
            target: match &column.kind {
                ColumnKind::Reference(to) => Some(to.text.clone()),
                _ => None,
            },
        });
    }
}

/// The word at a byte, with its place.
pub(super) fn word_at(text: &str, offset: usize) -> Option<(String, Span)> {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let before = text.get(..offset)?;
    let start = before.len()
        - before.chars().rev().take_while(|c| is_letter(*c)).map(char::len_utf8).sum::<usize>();
    let after = text.get(offset..)?;
    let end =
        offset + after.chars().take_while(|c| is_letter(*c)).map(char::len_utf8).sum::<usize>();
    let word = text.get(start..end).filter(|w| !w.is_empty())?;
    let number = |n: usize| u32::try_from(n).ok();
    Some((word.to_owned(), Span { start: number(start)?, end: number(end)? }))
}

/// The table of the chapter in which a byte stands.
pub(super) fn chapter(file: &File, offset: usize) -> Option<String> {
    file.items.iter().find_map(|item| match item {
        Item::Each(each) => {
            let inside = (each.span.start as usize..=each.span.end as usize).contains(&offset);
            inside.then(|| each.table.text.clone())
        }
        _ => None,
    })
}

/// What a plan knows a name at a place to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    Column(TableId, formula::plan::ColumnId),
    Definition(formula::plan::DefinitionId),
    Param(formula::plan::ParamId),
    Scale(formula::plan::ScaleId),
    Use(formula::plan::UseId),
}

/// The name that is used at a place, as the checker has understood it.
pub(super) fn meant_at(plan: &Plan, span: Span) -> Option<Meant> {
    let bodies = plan.definitions.iter().map(|d| &d.body);
    let conditions = plan.checks.iter().map(|c| &c.condition);
    bodies
        .chain(conditions)
        .flat_map(Expr::walk)
        .filter(|expr| expr.span.start <= span.start && span.end <= expr.span.end)
        .filter_map(|expr| Some((expr.span.end - expr.span.start, meant(expr)?)))
        .filter(|(length, what)| match what {
            // A scale's call is as wide as its argument; only its name is the name.
            Meant::Scale(id) => {
                let name = plan.scales.get(id.0).map(|s| s.name.as_str());
                name == Some(plan.source.slice(span))
            }
            _ => *length == span.end - span.start,
        })
        .min_by_key(|(length, _)| *length)
        .map(|(_, what)| what)
}

fn meant(expr: &Expr) -> Option<Meant> {
    match &expr.kind {
        ExprKind::Column(table, column) => Some(Meant::Column(*table, *column)),
        ExprKind::Definition(id) | ExprKind::IsAt(id, _) => Some(Meant::Definition(*id)),
        ExprKind::Param(id, _) | ExprKind::ParamOf(id, ..) => Some(Meant::Param(*id)),
        ExprKind::Scale(id, _) => Some(Meant::Scale(*id)),
        ExprKind::Use(id) => Some(Meant::Use(*id)),
        _ => None,
    }
}

/// The declaration that a name at a place most likely means: what the plan says, else a name of the
/// same chapter, of the country, of any table.
pub(super) fn declaration<'d>(
    all: &'d [Declared],
    source: &Source,
    file: &File,
    plan: Option<&Plan>,
    offset: usize,
) -> Option<&'d Declared> {
    let (word, span) = word_at(&source.text, offset)?;
    if let Some(standing) = all.iter().find(|d| d.name_span == span) {
        return Some(standing);
    }
    let of_plan = plan.and_then(|plan| meant_at(plan, span).map(|what| (plan, what)));
    let table = match of_plan {
        Some((plan, Meant::Column(table, _))) => plan.table(table).map(|t| t.name.clone()),
        Some((plan, Meant::Definition(id))) => {
            let table = plan.definition(id).and_then(|d| d.table);
            table.and_then(|t| plan.table(t)).map(|t| t.name.clone())
        }
        Some(_) => None,
        None => chapter(file, offset),
    };
    let named = || all.iter().filter(|d| d.name == word);
    named()
        .find(|d| d.table == table && d.kind != Kind::Member)
        .or_else(|| named().find(|d| d.table.is_none() && d.kind != Kind::Member))
        .or_else(|| named().next())
}
