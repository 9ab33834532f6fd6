//! What `datapackage.json` says of whole columns: their source and standing.

use formula::diagnostic::Diagnostic;
use formula::standing::Standing;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;

/// Sources and standings of columns, by table.
///
/// Of a [Data Package](https://datapackage.org) descriptor only these are read: `resources[].name`,
/// `resources[].schema.fields[]` with `name`, `sources[].title` and `standing` (one of the words of
/// [`Standing`]), and the `sources` of the resource for fields that name none.
#[derive(Debug, Clone, Default)]
pub struct Package {
    columns: HashMap<(String, String), ColumnSource>,
}

/// What is said of one column.
#[derive(Debug, Clone)]
pub(crate) struct ColumnSource {
    pub(crate) standing: Option<Standing>,
    pub(crate) source: Option<Arc<str>>,
}

#[derive(Deserialize)]
struct Descriptor {
    #[serde(default)]
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    name: String,
    #[serde(default)]
    schema: Schema,
    #[serde(default)]
    sources: Vec<Source>,
}

#[derive(Deserialize, Default)]
struct Schema {
    #[serde(default)]
    fields: Vec<Field>,
}

#[derive(Deserialize)]
struct Field {
    name: String,
    standing: Option<String>,
    #[serde(default)]
    sources: Vec<Source>,
}

#[derive(Deserialize)]
struct Source {
    title: Option<String>,
}

impl Package {
    /// Reads a descriptor. Fails when it is no JSON of that shape or names an unknown standing.
    pub fn read(origin: &str, bytes: &[u8]) -> Result<Package, Vec<Diagnostic>> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let descriptor: Descriptor = serde_json::from_slice(bytes).map_err(|fault| {
            let line = u64::try_from(fault.line()).ok().filter(|line| *line > 0);
            let place = crate::csv_text::place(origin, "", line);
            vec![
                Diagnostic::error("data-package-unreadable", place)
                    .with("file", origin)
                    .with("reason", fault.to_string()),
            ]
        })?;
        let mut package = Package::default();
        let mut diagnostics = Vec::new();
        for resource in descriptor.resources {
            for field in resource.schema.fields {
                let standing = match field.standing.as_deref() {
                    None => None,
                    Some(word) => match Standing::from_word(word.trim()) {
                        Some(standing) => Some(standing),
                        None => {
                            let mut place = crate::csv_text::place(origin, &resource.name, None);
                            if let formula::diagnostic::Place::Data { column, .. } = &mut place {
                                *column = Some(field.name.clone());
                            }
                            diagnostics.push(crate::side::unknown_standing(word, place));
                            continue;
                        }
                    },
                };
                let source = titles(&field.sources).or_else(|| titles(&resource.sources));
                let key = (resource.name.clone(), field.name);
                package.columns.insert(key, ColumnSource { standing, source });
            }
        }
        if diagnostics.is_empty() { Ok(package) } else { Err(diagnostics) }
    }

    pub(crate) fn column(&self, table: &str, column: &str) -> Option<&ColumnSource> {
        self.columns.get(&(table.to_owned(), column.to_owned()))
    }
}

fn titles(sources: &[Source]) -> Option<Arc<str>> {
    let titles: Vec<&str> = sources.iter().filter_map(|s| s.title.as_deref()).collect();
    (!titles.is_empty()).then(|| Arc::from(titles.join("; ")))
}
