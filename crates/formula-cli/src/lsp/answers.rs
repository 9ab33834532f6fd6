//! What an editor asks: what a name means, where it is defined, what may stand here, how the file
//! is laid out.

use super::names::{Declared, Kind, Meant, chapter, declaration, declared, meant_at, word_at};
use super::place::{address, offset, range};
use super::project::Project;
use formula::diagnostic::{Source, Span};
use formula::explain::{format_value, rule_in_words, unit_words};
use formula::plan::{Constant, Definition, Labels, Param, Plan, Type, Wording};
use formula::run::Value;
use formula::syntax::ast::{ColumnKind, File, Item};
use formula::syntax::highlight::{Class, classify};
use formula::syntax::{format, parse};
use formula::words::{Language, format_date};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionResponse, DocumentSymbol, DocumentSymbolResponse,
    GotoDefinitionResponse, Hover, HoverContents, Location, MarkupContent, MarkupKind,
    SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensResult, SymbolKind,
    TextDocumentPositionParams, TextEdit, Uri,
};
use std::path::Path;

/// A file, its tree and, if it is in order, its plan.
struct Read {
    source: Source,
    file: File,
    plan: Option<Plan>,
}

fn read(project: &Project, uri: &Uri) -> Option<Read> {
    let source = project.source(uri)?;
    let file = parse(&source).file;
    let plan = project.library(uri).ok().and_then(|library| library.plan().cloned());
    Some(Read { source, file, plan })
}

/// What the name at a place means: its label, its unit, its rule or value, its sources.
pub(super) fn hover(
    project: &Project,
    at: &TextDocumentPositionParams,
    language: Language,
) -> Option<Hover> {
    let read = read(project, &at.text_document.uri)?;
    let offset = offset(&read.source.text, at.position);
    let (word, span) = word_at(&read.source.text, offset)?;
    let plan = read.plan.as_ref()?;
    let text = match meant_at(plan, span) {
        Some(meant) => of_meant(plan, meant, language)?,
        None => {
            let names = declared(&read.file);
            let found = declaration(&names, &read.source, &read.file, Some(plan), offset)?;
            of_declared(plan, found, &word, language)?
        }
    };
    let value = MarkupContent { kind: MarkupKind::Markdown, value: text };
    Some(Hover {
        contents: HoverContents::Markup(value),
        range: Some(range(&read.source.text, span)),
    })
}

fn of_declared(plan: &Plan, found: &Declared, word: &str, language: Language) -> Option<String> {
    let of_table = found.table.as_ref().and_then(|name| plan.table_named(name));
    match found.kind {
        Kind::Param => of_meant(plan, Meant::Param(plan.param_named(word)?.0), language),
        Kind::Column => {
            let (table, schema) = of_table?;
            let (column, _) = schema.column_named(word)?;
            of_meant(plan, Meant::Column(table, column), language)
        }
        Kind::Let | Kind::Result => {
            let here = of_table.map(|(id, _)| id);
            let all = plan.definitions.iter();
            let definition = all.clone().find(|d| d.name == word && d.table == here)?;
            Some(of_definition(plan, definition, language))
        }
        Kind::Use => {
            let at = plan.uses.iter().position(|u| u.name == word)?;
            of_meant(plan, Meant::Use(formula::plan::UseId(at)), language)
        }
        Kind::Scale => {
            let at = plan.scales.iter().position(|s| s.name == word)?;
            of_meant(plan, Meant::Scale(formula::plan::ScaleId(at)), language)
        }
        Kind::Table | Kind::Category => {
            let (_, table) = plan.table_named(word)?;
            Some(head(&table.labels, &table.name, "", language))
        }
        Kind::Function => {
            let function = plan.functions.iter().find(|f| f.name == word)?;
            let rule = plan.source.slice(function.span);
            let head = head(&function.labels, &function.name, "", language);
            let text = format!("{head}\n\n```formula\n{rule}\n```");
            Some(with_sources(text, &function.cites, language))
        }
        Kind::Member => None,
    }
}

fn of_meant(plan: &Plan, meant: Meant, language: Language) -> Option<String> {
    Some(match meant {
        Meant::Column(table, column) => {
            let schema = plan.column(table, column)?;
            let unit = unit(plan, &schema.ty, schema.percent, language);
            let head = head(&schema.labels, &schema.name, &unit, language);
            with_sources(head, &schema.cites, language)
        }
        Meant::Definition(id) => of_definition(plan, plan.definition(id)?, language),
        Meant::Param(id) => of_param(plan, plan.param(id)?, language),
        Meant::Use(id) => {
            let used = plan.uses.get(id.0)?;
            let unit = unit(plan, &used.ty, false, language);
            let head = head(&used.labels, &used.name, &unit, language);
            format!("{head}\n\n`{}.{}`", used.formula, used.result)
        }
        Meant::Scale(id) => {
            let scale = plan.scales.get(id.0)?;
            let result = unit_words(&scale.result, language);
            let cites: Vec<Wording> =
                scale.versions.iter().flat_map(|v| v.cites.iter().cloned()).collect();
            let head = head(&scale.labels, &scale.name, &result, language);
            with_sources(head, &cites, language)
        }
    })
}

fn of_definition(plan: &Plan, definition: &Definition, language: Language) -> String {
    let unit = unit(plan, &definition.ty, definition.percent, language);
    let head = head(&definition.labels, &definition.name, &unit, language);
    let rule = rule_in_words(plan, &definition.body, language);
    with_sources(format!("{head}\n\n{rule}"), &definition.cites, language)
}

/// A parameter with its values, the newest first, each with its day and source.
fn of_param(plan: &Plan, param: &Param, language: Language) -> String {
    let mut text = head(&param.labels, &param.name, "", language);
    for dated in param.values.iter().rev() {
        let value = match &dated.value {
            Some(_) if !param.by.is_empty() => "…".to_owned(),
            Some(Constant::Number(number)) => {
                let value = Value::Number(*number);
                format_value(plan, &value, &param.ty, param.percent, language)
            }
            Some(Constant::Bool(truth)) => {
                format_value(plan, &Value::Bool(*truth), &param.ty, false, language)
            }
            Some(Constant::Date(date)) => format_date(*date, language),
            Some(Constant::Text(text)) => text.clone(),
            None => "—".to_owned(),
        };
        let sources = dated.reason.iter().chain(&dated.cites);
        let source: Vec<String> = sources.map(|source| source.say(language)).collect();
        let since = format_date(dated.since, language);
        text.push_str(&format!("\n\n{since}: **{value}** {}", source.join("; ")));
    }
    text
}

fn head(labels: &Labels, name: &str, unit: &str, language: Language) -> String {
    let label = labels.say(language, name);
    if unit.is_empty() { format!("**{label}**") } else { format!("**{label}** ({unit})") }
}

fn with_sources(text: String, cites: &[Wording], language: Language) -> String {
    match Wording::joined(cites) {
        Some(cited) => format!("{text}\n\n*{}*", cited.say(language)),
        None => text,
    }
}

fn unit(plan: &Plan, ty: &Type, percent: bool, language: Language) -> String {
    match ty {
        Type::Number(_) if percent => "%".to_owned(),
        Type::Number(unit) => unit_words(unit, language),
        Type::Choice(id) => plan.choices.get(id.0).map(|w| w.join(" | ")).unwrap_or_default(),
        Type::Row(table) => plan.table(*table).map(|t| format!("→ {}", t.name)).unwrap_or_default(),
        Type::Bool => "bool".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Text => "text".to_owned(),
    }
}

/// Where a name is declared: in this file, or in the formula whose result it is.
pub(super) fn definition(
    project: &Project,
    at: &TextDocumentPositionParams,
) -> Option<GotoDefinitionResponse> {
    let uri = &at.text_document.uri;
    let read = read(project, uri)?;
    let offset = offset(&read.source.text, at.position);
    if let Some(found) = used_elsewhere(project, uri, &read, offset) {
        return Some(found.into());
    }
    let names = declared(&read.file);
    let found = declaration(&names, &read.source, &read.file, read.plan.as_ref(), offset)?;
    let range = range(&read.source.text, found.name_span);
    Some(Location { uri: uri.clone(), range }.into())
}

/// On a `use`, or on a name that one brings: the result in the other file.
fn used_elsewhere(project: &Project, uri: &Uri, read: &Read, offset: usize) -> Option<Location> {
    let (word, _) = word_at(&read.source.text, offset)?;
    let used = read.file.items.iter().find_map(|item| match item {
        Item::Use(used) => {
            let inside = (used.span.start as usize..=used.span.end as usize).contains(&offset);
            let name = used.alias.as_ref().unwrap_or(&used.result);
            (inside || name.text == word).then_some(used)
        }
        _ => None,
    })?;
    let sibling = project.siblings(uri).into_iter().find(|source| {
        parse(source).file.header.is_some_and(|header| header.name.text == used.formula.text)
    })?;
    let names = declared(&parse(&sibling).file);
    let result = names.iter().find(|d| d.kind == Kind::Result && d.name == used.result.text)?;
    let range = range(&sibling.text, result.name_span);
    Some(Location { uri: address(Path::new(&sibling.name))?, range })
}

/// The words that begin an item, a clause or a form.
const WORDS: [&str; 46] = [
    "table",
    "category",
    "param",
    "bands",
    "slices",
    "points",
    "function",
    "let",
    "result",
    "check",
    "warn",
    "each",
    "use",
    "key",
    "optional",
    "protected",
    "since",
    "cites",
    "derived",
    "assumed because",
    "estimated because",
    "title",
    "if",
    "then",
    "else",
    "first of",
    "exactly one of",
    "any of",
    "all of",
    "when",
    "otherwise",
    "where",
    "per",
    "over",
    "its",
    "share",
    "by",
    "at least",
    "at most",
    "fixed",
    "round",
    "keeping sum",
    "ties by",
    "fill",
    "solve",
    "rank",
];

/// Functions that every formula has.
const BUILT_IN: [&str; 19] = [
    "sum",
    "mean",
    "median",
    "percentile",
    "min",
    "max",
    "count",
    "every",
    "some",
    "no",
    "deviation",
    "abs",
    "log",
    "exp",
    "sqrt",
    "age",
    "year",
    "rank",
    "round",
];

/// The names that may stand at a place; after a point those of the table that is referred to.
pub(super) fn completion(
    project: &Project,
    at: &TextDocumentPositionParams,
    language: Language,
) -> Option<CompletionResponse> {
    let read = read(project, &at.text_document.uri)?;
    let offset = offset(&read.source.text, at.position);
    let names = declared(&read.file);
    let here = chapter(&read.file, offset);
    if let Some(table) = table_before_point(&read, &names, here.as_deref(), offset) {
        let of_table = names.iter().filter(|d| d.table.as_deref() == Some(&*table));
        let items: Vec<_> = of_table.map(|d| item(&read, d, language)).collect();
        return Some(items.into());
    }
    let in_scope = names.iter().filter(|d| d.table.is_none() || d.table == here || here.is_none());
    let mut items: Vec<CompletionItem> = in_scope.map(|d| item(&read, d, language)).collect();
    items.extend(words_of_lists(&read.file));
    let plain = |word: &&str, kind| CompletionItem {
        label: (*word).to_owned(),
        kind: Some(kind),
        ..CompletionItem::default()
    };
    items.extend(BUILT_IN.iter().map(|word| plain(word, CompletionItemKind::FUNCTION)));
    items.extend(WORDS.iter().map(|word| plain(word, CompletionItemKind::KEYWORD)));
    Some(items.into())
}

/// The table whose names may follow the point before a byte.
fn table_before_point(
    read: &Read,
    names: &[Declared],
    here: Option<&str>,
    offset: usize,
) -> Option<String> {
    let word = word_at(&read.source.text, offset);
    let start = word.map_or(offset, |(_, span)| span.start as usize);
    let before = read.source.text.get(..start)?.strip_suffix('.')?;
    let (name, _) = word_at(before, before.len())?;
    let named = || names.iter().filter(|d| d.name == name);
    let reference = named().find(|d| d.table.as_deref() == here && d.target.is_some());
    reference.or_else(|| named().find(|d| d.target.is_some()))?.target.clone()
}

/// Words that columns may hold.
fn words_of_lists(file: &File) -> Vec<CompletionItem> {
    let mut words = Vec::new();
    for item in &file.items {
        let Item::Table(table) = item else { continue };
        for column in &table.columns {
            let ColumnKind::OneOf(list) = &column.kind else { continue };
            words.extend(list.iter().map(|word| CompletionItem {
                label: word.text.clone(),
                kind: Some(CompletionItemKind::ENUM_MEMBER),
                detail: Some(column.name.text.clone()),
                ..CompletionItem::default()
            }));
        }
    }
    words
}

fn item(read: &Read, declared: &Declared, language: Language) -> CompletionItem {
    let kind = match declared.kind {
        Kind::Table | Kind::Category => CompletionItemKind::STRUCT,
        Kind::Column => CompletionItemKind::FIELD,
        Kind::Member => CompletionItemKind::ENUM_MEMBER,
        Kind::Param => CompletionItemKind::CONSTANT,
        Kind::Scale | Kind::Function => CompletionItemKind::FUNCTION,
        Kind::Let | Kind::Use => CompletionItemKind::VARIABLE,
        Kind::Result => CompletionItemKind::VALUE,
    };
    let says = read.plan.as_ref().and_then(|p| of_declared(p, declared, &declared.name, language));
    let detail = says.as_deref().and_then(|s| s.lines().next()).map(|s| s.replace("**", ""));
    CompletionItem {
        label: declared.name.clone(),
        kind: Some(kind),
        detail,
        ..CompletionItem::default()
    }
}

/// The file in canonical layout; nothing when it has errors or stands so already.
pub(super) fn formatting(project: &Project, uri: &Uri) -> Option<Vec<TextEdit>> {
    let source = project.source(uri)?;
    let new_text = format::format(&source).ok().filter(|text| *text != source.text)?;
    let end = u32::try_from(source.text.len()).ok()?;
    Some(vec![TextEdit { range: range(&source.text, Span { start: 0, end }), new_text }])
}

/// The outline of a file: tables with their columns, parameters, rules.
pub(super) fn symbols(project: &Project, uri: &Uri) -> Option<DocumentSymbolResponse> {
    let source = project.source(uri)?;
    let names = declared(&parse(&source).file);
    let mut roots: Vec<DocumentSymbol> = Vec::new();
    for name in &names {
        let symbol = symbol(&source.text, name);
        let parent = match name.kind {
            Kind::Column | Kind::Member => roots.last_mut(),
            _ => None,
        };
        match parent {
            Some(parent) => parent.children.get_or_insert_default().push(symbol),
            None => roots.push(symbol),
        }
    }
    Some(roots.into())
}

#[allow(deprecated, reason = "the protocol's type has a field that it no longer wants")]
fn symbol(text: &str, declared: &Declared) -> DocumentSymbol {
    DocumentSymbol {
        name: declared.name.clone(),
        detail: declared.table.clone(),
        kind: match declared.kind {
            Kind::Table | Kind::Category => SymbolKind::STRUCT,
            Kind::Column => SymbolKind::FIELD,
            Kind::Member => SymbolKind::ENUM_MEMBER,
            Kind::Param => SymbolKind::CONSTANT,
            Kind::Scale | Kind::Function => SymbolKind::FUNCTION,
            Kind::Let | Kind::Use => SymbolKind::VARIABLE,
            Kind::Result => SymbolKind::EVENT,
        },
        tags: None,
        deprecated: None,
        range: range(text, declared.span),
        selection_range: range(text, declared.name_span),
        children: None,
    }
}

/// The kinds of stretches of text, in the order of [`Class::ALL`].
pub(super) fn token_types() -> Vec<SemanticTokenType> {
    let of = |class: &Class| match class {
        Class::Keyword => SemanticTokenType::KEYWORD,
        Class::Definition => SemanticTokenType::FUNCTION,
        Class::Name => SemanticTokenType::VARIABLE,
        Class::Number => SemanticTokenType::NUMBER,
        Class::Unit => SemanticTokenType::TYPE,
        Class::Date => SemanticTokenType::NUMBER,
        Class::Text => SemanticTokenType::STRING,
        Class::Comment => SemanticTokenType::COMMENT,
        Class::Operator => SemanticTokenType::OPERATOR,
    };
    Class::ALL.iter().map(of).collect()
}

/// Every stretch of the text with its kind, each counted from the one before, as the protocol
/// wants it.
pub(super) fn tokens(project: &Project, uri: &Uri) -> Option<SemanticTokensResult> {
    let source = project.source(uri)?;
    let (mut line, mut character) = (0, 0);
    let mut data = Vec::new();
    for (span, class) in classify(&source) {
        let at = range(&source.text, span);
        let kind = Class::ALL.iter().position(|other| *other == class)?;
        let same_line = at.start.line == line;
        data.push(SemanticToken {
            delta_line: at.start.line - line,
            delta_start: at.start.character - if same_line { character } else { 0 },
            length: at.end.character.saturating_sub(at.start.character),
            token_type: u32::try_from(kind).ok()?,
            token_modifiers_bitset: 0,
        });
        (line, character) = (at.start.line, at.start.character);
    }
    Some(SemanticTokens { result_id: None, data }.into())
}
