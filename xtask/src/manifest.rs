//! Reads the `Cargo.toml` files of the workspace, as far as the layer test needs them: the name of
//! each package and what it depends on.
//!
//! Only the forms of TOML that Cargo manifests of this workspace use are understood. A table of
//! dependencies in a form this reader does not know is an error, never silently empty.

use std::fs;
use std::path::{Path, PathBuf};

/// A package of the workspace and its arrows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The name that other packages import it by.
    pub name: String,
    /// Its folder, relative to the root of the workspace.
    pub folder: PathBuf,
    /// What it depends on, in the order of the manifest.
    pub arrows: Vec<Arrow>,
}

/// One dependency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrow {
    /// The name of the package depended on, as the registry or the workspace knows it.
    pub to: String,
    /// For what it is needed.
    pub kind: Kind,
    /// The line in the manifest, counted from 1.
    pub line: usize,
}

/// For what a dependency is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To build and run the package.
    Normal,
    /// To run its tests and benches.
    Dev,
    /// To run its build script.
    Build,
}

/// The packages of the workspace at `root`, sorted by name.
///
/// # Errors
/// A sentence naming the file (and line) that could not be read or understood.
pub fn workspace(root: &Path) -> Result<Vec<Package>, String> {
    let mut folders = Vec::new();
    for name in ["tests", "benches", "fuzz", "xtask"] {
        folders.push(PathBuf::from(name));
    }
    let crates = root.join("crates");
    let entries = fs::read_dir(&crates).map_err(|error| format!("crates/: {error}"))?;
    for entry in entries {
        let entry = entry.map_err(|error| format!("crates/: {error}"))?;
        folders.push(Path::new("crates").join(entry.file_name()));
    }
    let mut packages = Vec::new();
    for folder in folders {
        let path = folder.join("Cargo.toml");
        let text = match fs::read_to_string(root.join(&path)) {
            Ok(text) => text,
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        let package =
            parse(&text, folder).map_err(|error| format!("{}:{error}", path.display()))?;
        packages.push(package);
    }
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(packages)
}

/// Reads one manifest.
///
/// # Errors
/// The line and what is wrong with it.
pub fn parse(text: &str, folder: PathBuf) -> Result<Package, String> {
    let mut package = Package { name: String::new(), folder, arrows: Vec::new() };
    let mut section = Section::Other;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        if let Some(heading) = line.strip_prefix('[') {
            let heading = heading.trim_end_matches(']');
            section = Section::of(heading);
            if let Section::One(kind, name) = &section {
                package.arrows.push(Arrow { to: name.clone(), kind: *kind, line: number });
            }
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let (key, value) = (key.trim(), value.trim());
        match &section {
            Section::Package if key == "name" => {
                value.trim_matches('"').clone_into(&mut package.name)
            }
            Section::Dependencies(kind) => {
                let named = key.split('.').next().unwrap_or_default().trim_matches('"');
                if named.is_empty() {
                    return Err(format!("{number}: a dependency without a name"));
                }
                let to = renamed(value).unwrap_or(named).to_owned();
                package.arrows.push(Arrow { to, kind: *kind, line: number });
            }
            _ => {}
        }
    }
    if package.name.is_empty() {
        return Err("1: the manifest names no package".to_owned());
    }
    Ok(package)
}

/// Where in the manifest a line stands.
enum Section {
    Package,
    Dependencies(Kind),
    One(Kind, String),
    Other,
}

impl Section {
    /// The section of a heading, also below a `[target.'…']`.
    fn of(heading: &str) -> Self {
        if heading == "package" {
            return Self::Package;
        }
        let kinds = [
            ("dev-dependencies", Kind::Dev),
            ("build-dependencies", Kind::Build),
            ("dependencies", Kind::Normal),
        ];
        for (word, kind) in kinds {
            if heading == word || heading.ends_with(&format!(".{word}")) {
                return Self::Dependencies(kind);
            }
            let named = match heading.strip_prefix(&format!("{word}.")) {
                Some(named) => Some(named),
                None => heading.split_once(&format!(".{word}.")).map(|(_, named)| named),
            };
            if let Some(named) = named {
                return Self::One(kind, named.trim_matches('"').to_owned());
            }
        }
        Self::Other
    }
}

/// The registry name in `{ package = "name", … }`, when a dependency goes by another one.
fn renamed(value: &str) -> Option<&str> {
    let (_, rest) = value.split_once("package")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?;
    rest.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: every form in which a manifest names a dependency is seen. Method: one manifest with
    /// all of them.
    #[test]
    fn every_form_of_a_dependency_is_read() {
        let text = "[package]\nname = \"grant\"\n\n[dependencies]\nformula.workspace = true\n\
                    csv = \"1\" # why\nold = { package = \"new\", version = \"1\" }\n\
                    [dependencies.serde]\nversion = \"1\"\n[dev-dependencies]\ninsta = \"1\"\n\
                    [target.'cfg(unix)'.dependencies]\nlibc = \"1\"\n[features]\nx = []\n";
        let package = parse(text, PathBuf::from("crates/grant")).unwrap();
        assert_eq!(package.name, "grant");
        let arrows: Vec<_> = package.arrows.iter().map(|a| (a.to.as_str(), a.kind)).collect();
        let expected = [
            ("formula", Kind::Normal),
            ("csv", Kind::Normal),
            ("new", Kind::Normal),
            ("serde", Kind::Normal),
            ("insta", Kind::Dev),
            ("libc", Kind::Normal),
        ];
        assert_eq!(arrows, expected);
    }

    /// Goal: a file that is no manifest is refused rather than read as a package without arrows.
    /// Method: parse a text without a name.
    #[test]
    fn a_manifest_without_a_name_is_refused() {
        assert!(parse("[workspace]\n", PathBuf::new()).is_err());
    }
}
