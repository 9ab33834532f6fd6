//! Rules for Rust sources.

use super::{Source, paths, report, sources};

const LINE_COLUMNS_MAX: usize = 100;
const FUNCTION_LINES_MAX: usize = 70;
const FILE_LINES_MAX: usize = 750;

/// Names of modules that have no purpose of their own, where anything may end up.
const DRAWERS: [&str; 9] =
    ["utils", "util", "helpers", "helper", "common", "misc", "shared", "stuff", "various"];

/// Goal: code can be read side by side on a small screen. Method: count the columns of each line
/// of Rust. What cannot be broken without becoming something else is left alone: an address, a line
/// of a raw string, a row of a table in a comment.
#[test]
fn lines_fit_on_the_screen() {
    let mut breaches = Vec::new();
    for source in sources("rs") {
        let mut in_raw_string = false;
        for (index, line) in source.text.lines().enumerate() {
            let was_in_raw_string = in_raw_string;
            in_raw_string = match in_raw_string {
                true => !line.contains("\"#"),
                false => line.rsplit_once("r#\"").is_some_and(|(_, rest)| !rest.contains("\"#")),
            };
            let unbreakable = was_in_raw_string
                || line.contains("r#\"")
                || line.contains("https://")
                || line.trim_start().starts_with("//! |");
            let columns = line.chars().count();
            if columns > LINE_COLUMNS_MAX && !unbreakable {
                breaches.push(format!(
                    "{}:{}: {columns} columns; break it at {LINE_COLUMNS_MAX}",
                    source.path,
                    index + 1
                ));
            }
        }
    }
    report(breaches);
}

/// Goal: a function is seen whole. Method: `rustfmt` puts the closing brace under the first letter
/// of the function, so its length is the distance to the next brace at that indent; a brace at that
/// indent inside a raw string shortens the measure and is accepted. A test may be as long as its
/// table of cases.
#[test]
fn functions_fit_on_the_screen() {
    let mut breaches = Vec::new();
    for source in sources("rs") {
        for (name, line, length) in functions(&source.text) {
            if length > FUNCTION_LINES_MAX {
                breaches.push(format!(
                    "{}:{line}: `{name}` has {length} lines; at {FUNCTION_LINES_MAX} it wants \
                     to be two",
                    source.path
                ));
            }
        }
    }
    report(breaches);
}

/// Goal: a file is a room with one purpose. Method: count its lines up to its tests.
#[test]
fn files_keep_to_one_purpose() {
    let mut breaches = Vec::new();
    for source in sources("rs") {
        let code = source.text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let lines = code.lines().count();
        if lines > FILE_LINES_MAX {
            breaches.push(format!(
                "{}: {lines} lines before its tests; above {FILE_LINES_MAX} it wants rooms of \
                 its own",
                source.path
            ));
        }
    }
    report(breaches);
}

/// Goal: every module says what it is for. Method: refuse the names that say nothing.
#[test]
fn no_module_is_a_drawer() {
    let mut breaches = Vec::new();
    for path in paths() {
        let named = |part: &str| DRAWERS.contains(&part.split('.').next().unwrap_or_default());
        if path.split('/').any(named) {
            breaches.push(format!("{path}: name it after the one thing it is for"));
        }
    }
    report(breaches);
}

/// Goal: no source lies about that nothing compiles. Method: every file below a `src` folder that
/// is no root of its own is declared by `mod` in the file above it.
#[test]
fn every_source_is_part_of_its_crate() {
    let all = sources("rs");
    let declared = |above: &str, name: &str| {
        let is_above = |source: &&Source| source.path == above;
        all.iter().find(is_above).is_some_and(|source| {
            source.text.lines().any(|line| {
                let line = line.trim();
                line.ends_with(&format!("mod {name};")) || line.ends_with(&format!("mod {name} {{"))
            })
        })
    };
    let mut breaches = Vec::new();
    for source in all.iter().filter(|source| source.path.contains("/src/")) {
        let path = &source.path;
        let (folder, file) = path.rsplit_once('/').unwrap();
        let is_root = matches!(file, "lib.rs" | "main.rs") || folder.ends_with("/src/bin");
        if is_root {
            continue;
        }
        // `a/mod.rs` is declared above its folder, `a/b.rs` in `a/mod.rs` or in `a.rs`.
        let (folder, name) = match file {
            "mod.rs" => folder.rsplit_once('/').unwrap(),
            _ => (folder, file.trim_end_matches(".rs")),
        };
        let above = if folder.ends_with("/src") {
            vec![format!("{folder}/lib.rs"), format!("{folder}/main.rs")]
        } else {
            vec![format!("{folder}/mod.rs"), format!("{folder}.rs")]
        };
        if !above.iter().any(|above| declared(above, name)) {
            breaches.push(format!("{path}: nothing declares it; delete it or declare it"));
        }
    }
    report(breaches);
}

/// Goal: a test that is left out says why. Method: find the bare attribute.
#[test]
fn no_test_is_left_out_without_a_reason() {
    let bare = ["#[ignore", "]"].concat();
    let mut breaches = Vec::new();
    for source in sources("rs") {
        for (index, line) in source.text.lines().enumerate() {
            if line.trim() == bare {
                let path = &source.path;
                breaches.push(format!("{path}:{}: give the reason: ignore = \"…\"", index + 1));
            }
        }
    }
    report(breaches);
}

/// The functions of a formatted source: name, line and number of lines.
fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else {
            continue;
        };
        let indent = line.len() - line.trim_start().len();
        let at_indent = |other: &str| other.len() - other.trim_start().len() == indent;
        let is_test = lines[..start].iter().rev().take_while(|above| is_attribute(above));
        if line.ends_with([';', '}']) || is_test.into_iter().any(|above| above.contains("test]")) {
            continue;
        }
        for (end, other) in lines.iter().enumerate().skip(start + 1) {
            if !at_indent(other) || other.is_empty() {
                continue;
            }
            if other.trim_start().starts_with(')') && other.ends_with(';') {
                break;
            }
            if other.trim_start().starts_with('}') {
                found.push((name, start + 1, end - start + 1));
                break;
            }
        }
    }
    found
}

/// Whether a line is an attribute: of `test`, `proptest` or another.
fn is_attribute(line: &str) -> bool {
    line.trim_start().starts_with("#[")
}

/// The name of the function that a line begins to define.
fn function_name(line: &str) -> Option<String> {
    let mut rest = line.trim_start();
    if let Some(after) = rest.strip_prefix("pub(") {
        rest = after.split_once(')')?.1.trim_start();
    }
    for word in ["pub ", "const ", "async ", "unsafe "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let rest = rest.strip_prefix("fn ")?;
    let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

/// Goal: the measure of a function is right for the forms that `rustfmt` leaves. Method: one of
/// each, with declarations that have no body between them.
#[test]
fn functions_are_measured_by_indent() {
    let lines = [
        "pub fn a() {",
        "    x",
        "}",
        "impl B {",
        "    pub(crate) async fn b(",
        "        x: u8,",
        "    ) -> u8 {",
        "        {",
        "            x",
        "        }",
        "    }",
        "    fn c(",
        "        x: u8,",
        "    );",
        "    fn d() {}",
        "    #[test]",
        "    fn e() {",
        "    }",
        "}",
    ];
    let found = functions(&lines.join("\n"));
    let expected = [("a".to_owned(), 1, 3), ("b".to_owned(), 5, 7)];
    assert_eq!(found, expected);
}
