//! Which crate may import which: the arrows of the house, checked against the manifests.

use std::fmt::Write as _;

use crate::manifest::{Arrow, Kind, Package};

/// The stations in the order of the loop, upstream first. A station may import those before it.
pub const LOOP: [&str; 13] = [
    "territory",
    "need",
    "standards",
    "costing",
    "grant",
    "plan",
    "dialogue",
    "partners",
    "casework",
    "assistance",
    "facilities",
    "workforce",
    "portal",
];

/// The crates below the stations, each with the crates of ours that it may import.
const GROUND: [(&str, &[&str]); 14] = [
    ("formula", &[]),
    ("formula-data", &["formula"]),
    ("formula-export", &["formula"]),
    ("analysis", &["formula"]),
    ("fuzz", &["formula", "formula-data"]),
    ("formula-cli", &["formula", "formula-data", "formula-export", "analysis"]),
    ("records", &["formula"]),
    ("pages", &["formula"]),
    ("api", &["formula", "records", "pages"]),
    ("tables", &["formula", "formula-data", "pages"]),
    ("mail", &[]),
    ("openid", &[]),
    ("paper", &["formula", "records", "pages"]),
    ("cluster", &[]),
];

/// Stations beside the loop, each with the stations that it may import.
const BESIDE: [(&str, &[&str]); 1] = [("administration", &["territory"])];

/// The crates that stand above everything: the binary, and what measures and tests it.
const TOP: [&str; 4] = ["peshore", "whole-tests", "benches", "xtask"];

/// Libraries that a crate must not import, except for its tests and examples, with the reason.
const STRANGERS: [(&str, &[&str], &str); 4] = [
    (
        "formula",
        &["axum", "askama", "sqlx", "tokio", "hyper", "csv"],
        "the engine is pure: no files, no network, no clock",
    ),
    (
        "formula*",
        &["axum", "askama", "sqlx"],
        "the language serves any host, with or without a site",
    ),
    ("records", &["askama"], "the ground for data draws no screens"),
    ("pages", &["sqlx", "tokio"], "the ground for screens stores nothing"),
];

/// What `records` and the stations may import for their tests alone. A database that stands in for
/// the real one would prove nothing of it; and what only tests import is in no product.
const FOR_TESTS: [&str; 1] = ["cluster"];

fn is_for_tests(whose: &str, arrow: &Arrow) -> bool {
    arrow.kind == Kind::Dev
        && FOR_TESTS.contains(&arrow.to.as_str())
        && (whose == "records" || LOOP.contains(&whose))
}

/// Every arrow that runs the wrong way, one sentence each; empty when the house stands.
#[must_use]
pub fn breaches(packages: &[Package]) -> Vec<String> {
    let ours = |name: &str| packages.iter().any(|package| package.name == name);
    let mut breaches = Vec::new();
    for package in packages {
        let Some(allowed) = allowed(&package.name) else {
            breaches.push(format!(
                "{}: the crate `{}` has no place in the layers; add it to xtask/src/layers.rs",
                package.folder.display(),
                package.name
            ));
            continue;
        };
        for arrow in &package.arrows {
            let place = format!("{}/Cargo.toml:{}", package.folder.display(), arrow.line);
            let admitted = allowed.admits(&arrow.to) || is_for_tests(&package.name, arrow);
            if ours(&arrow.to) && !admitted {
                breaches.push(format!(
                    "{place}: `{}` must not know `{}`; it may know {allowed}",
                    package.name, arrow.to
                ));
            }
            for (whose, libraries, reason) in STRANGERS {
                if arrow.kind != Kind::Dev
                    && covers(whose, &package.name)
                    && libraries.contains(&arrow.to.as_str())
                {
                    breaches.push(format!(
                        "{place}: `{}` must not use `{}`: {reason}",
                        package.name, arrow.to
                    ));
                }
            }
        }
    }
    breaches
}

/// The graph of our own crates, the lowest first, each with what it imports.
#[must_use]
pub fn drawing(packages: &[Package]) -> String {
    let mut rows: Vec<(usize, &Package)> =
        packages.iter().map(|package| (height(package, packages, 0), package)).collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.name.cmp(&b.1.name)));
    let mut text = String::new();
    for (height, package) in rows {
        let mut known: Vec<&str> = own_arrows(package, packages).collect();
        known.sort_unstable();
        let known = if known.is_empty() { "-".to_owned() } else { known.join(", ") };
        let _ = writeln!(text, "{height:>2}  {:<14} -> {known}", package.name);
    }
    text
}

/// The length of the longest chain of imports below a package. A cycle (which Cargo refuses) ends
/// at the number of packages.
fn height(package: &Package, packages: &[Package], depth: usize) -> usize {
    if depth > packages.len() {
        return depth;
    }
    own_arrows(package, packages)
        .filter_map(|name| packages.iter().find(|other| other.name == name))
        .map(|below| height(below, packages, depth + 1) + 1)
        .max()
        .unwrap_or(0)
}

fn own_arrows<'a>(
    package: &'a Package,
    packages: &'a [Package],
) -> impl Iterator<Item = &'a str> + 'a {
    package
        .arrows
        .iter()
        .filter(|arrow| arrow.kind != Kind::Dev)
        .map(|arrow| arrow.to.as_str())
        .filter(|name| packages.iter().any(|other| other.name == *name))
}

/// Whether a rule written for `pattern` (a name, or a beginning and a star) holds for `name`.
fn covers(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => pattern == name,
    }
}

/// What a crate may import of ours.
enum Allowed {
    Anything,
    These(Vec<&'static str>),
}

impl Allowed {
    fn admits(&self, name: &str) -> bool {
        match self {
            Self::Anything => true,
            Self::These(names) => names.contains(&name),
        }
    }
}

impl std::fmt::Display for Allowed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Anything => out.write_str("everything"),
            Self::These(names) if names.is_empty() => out.write_str("none of our crates"),
            Self::These(names) => out.write_str(&names.join(", ")),
        }
    }
}

/// What the crate `name` may import, or `None` when it has no place in the house.
fn allowed(name: &str) -> Option<Allowed> {
    if name == "xtask" {
        return Some(Allowed::These(Vec::new()));
    }
    if TOP.contains(&name) {
        return Some(Allowed::Anything);
    }
    if let Some((_, names)) = GROUND.iter().find(|(crate_name, _)| *crate_name == name) {
        return Some(Allowed::These(names.to_vec()));
    }
    let beside = BESIDE.iter().find(|(station, _)| *station == name).map(|(_, may)| may.to_vec());
    let upstream = || LOOP.iter().position(|station| *station == name);
    let upstream = match beside {
        Some(stations) => stations,
        None => LOOP.into_iter().take(upstream()?).collect(),
    };
    let below = GROUND
        .iter()
        .map(|(crate_name, _)| *crate_name)
        .filter(|n| !["formula-cli", "cluster"].contains(n));
    Some(Allowed::These(below.chain(upstream).collect()))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::manifest::parse;

    fn package(name: &str, dependencies: &str) -> Package {
        let text = format!("[package]\nname = \"{name}\"\n[dependencies]\n{dependencies}");
        parse(&text, PathBuf::from("crates").join(name)).unwrap()
    }

    /// Goal: an arrow from upstream to downstream is named with file, line and both crates.
    /// Method: let territory import grant.
    #[test]
    fn an_arrow_against_the_loop_is_named() {
        let packages = [package("grant", ""), package("territory", "grant.workspace = true\n")];
        let breaches = breaches(&packages);
        assert_eq!(breaches.len(), 1);
        let breach = breaches.first().unwrap();
        assert!(
            breach.starts_with("crates/territory/Cargo.toml:4: `territory` must not know `grant`")
        );
    }

    /// Goal: the engine, the grounds and their bans hold. Method: one breach of each kind.
    #[test]
    fn the_engine_and_the_grounds_know_no_station_and_no_stranger() {
        let packages = [
            package("formula", "sqlx = \"1\"\n"),
            package("formula-data", "axum = \"1\"\nrecords = \"1\"\n"),
            package("records", "formula = \"1\"\naskama = \"1\"\n"),
            package("pages", "territory = \"1\"\n"),
            package("territory", "records = \"1\"\npages = \"1\"\nformula = \"1\"\n"),
            package("cellar", ""),
        ];
        let breaches = breaches(&packages);
        // `formula` breaks its own rule on sqlx and that of the whole family.
        assert_eq!(breaches.len(), 7, "{breaches:#?}");
        assert!(breaches.iter().any(|b| b.contains("`cellar` has no place")));
        assert!(!breaches.iter().any(|b| b.contains("crates/territory")));
    }

    /// Goal: the cluster of tests is imported for tests only, and only where there is a database.
    /// Method: the same arrow of each kind and from each side.
    #[test]
    fn the_cluster_is_for_tests() {
        let dev = |name: &str| package(name, "[dev-dependencies]\ncluster.workspace = true\n");
        let allowed = [package("cluster", ""), dev("records"), dev("territory"), dev("grant")];
        assert_eq!(breaches(&allowed), Vec::<String>::new());
        let shipped = package("records", "cluster.workspace = true\n");
        let refused = [package("cluster", ""), shipped, dev("formula"), dev("pages")];
        assert_eq!(breaches(&refused).len(), 3);
    }

    /// Goal: the drawing puts a crate below all that import it. Method: a chain of three.
    #[test]
    fn the_drawing_goes_from_the_lowest_up() {
        let packages = [
            package("grant", "territory = \"1\"\nformula = \"1\"\n"),
            package("formula", ""),
            package("territory", "formula = \"1\"\n"),
        ];
        let drawn = drawing(&packages);
        let expected = " 0  formula        -> -\n 1  territory      -> formula\n \
                        2  grant          -> formula, territory\n";
        assert_eq!(drawn, expected);
    }
}
