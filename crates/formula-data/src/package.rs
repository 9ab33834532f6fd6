//! What `datapackage.json` says of whole columns: their source and standing.

use formula::diagnostic::Diagnostic;
use formula::plan::{Labels, Wording};
use formula::standing::Standing;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;

/// Sources and standings of columns, by table.
///
/// Of a [Data Package](https://datapackage.org) descriptor only these are read: `resources[].name`,
/// `resources[].schema.fields[]` with `name`, `sources[].title` and `standing` (one of the words of
/// [`Standing`]), and the `sources` of the resource for fields that name none. Beside the `title`
/// of a source may stand its `titles` in `en`, `sq` and `sr`.
#[derive(Debug, Clone, Default)]
pub struct Package {
    columns: HashMap<(String, String), ColumnSource>,
}

/// What is said of one column.
#[derive(Debug, Clone)]
pub(crate) struct ColumnSource {
    pub(crate) standing: Option<Standing>,
    pub(crate) source: Option<Arc<Wording>>,
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
    #[serde(default)]
    titles: Titles,
}

#[derive(Deserialize, Default)]
struct Titles {
    en: Option<String>,
    sq: Option<String>,
    sr: Option<String>,
}

impl Source {
    /// Its title in the languages in which it has one.
    fn wording(&self) -> Option<Wording> {
        let Titles { en, sq, sr } = &self.titles;
        let labels = Labels {
            en: en.clone().or_else(|| self.title.clone()),
            sq: sq.clone(),
            sr: sr.clone(),
        };
        if sq.is_some() || sr.is_some() {
            return Some(Wording::Each(labels));
        }
        labels.en.map(Wording::One)
    }
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

fn titles(sources: &[Source]) -> Option<Arc<Wording>> {
    let titles: Vec<Wording> = sources.iter().filter_map(Source::wording).collect();
    Wording::joined(&titles).map(Arc::new)
}
