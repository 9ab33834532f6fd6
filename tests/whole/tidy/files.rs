//! Rules for which files there are.

use super::{Source, paths, report, sources, texts};

/// Goal: every page of documentation can be found by reading. Method: each Markdown file below
/// `docs` is linked from another Markdown file, by its path from the root or by its name.
#[test]
fn every_page_of_documentation_is_linked() {
    let pages = sources("md");
    let mut breaches = Vec::new();
    for page in pages.iter().filter(|page| page.path.starts_with("docs/")) {
        let name = page.path.rsplit('/').next().unwrap_or_default();
        let links = |other: &&Source| {
            other.path != page.path
                && (other.text.contains(&format!("/{name})"))
                    || other.text.contains(&format!("({name})"))
                    || other.text.contains(&format!("/{name}#"))
                    || other.text.contains(&page.path))
        };
        if !pages.iter().any(|other| links(&other)) {
            breaches.push(format!("{}: no other page links to it", page.path));
        }
    }
    report(breaches);
}

/// Goal: no link in the documentation leads nowhere. Method: resolve every relative link of every
/// Markdown file against the tree.
#[test]
fn no_link_leads_nowhere() {
    let all = paths();
    let exists = |target: &str| {
        let folder = format!("{}/", target.trim_end_matches('/'));
        all.iter().any(|path| path == target || path.starts_with(&folder))
    };
    let mut breaches = Vec::new();
    for page in sources("md") {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, link) in links(&page.text) {
            let target = link.split('#').next().unwrap_or_default();
            let elsewhere = target.is_empty() || target.contains(':') || target.starts_with('<');
            if !elsewhere && !exists(&resolved(folder, target)) {
                breaches.push(format!("{}:{number}: `{link}` leads nowhere", page.path));
            }
        }
    }
    report(breaches);
}

/// Goal: no template, picture or style lies unused. Method: its name stands in another text file.
#[test]
fn every_template_and_picture_is_used() {
    let texts = texts();
    let endings = [".html", ".txt", ".css", ".js", ".mjs", ".svg", ".png", ".ico", ".sql"];
    let mut breaches = Vec::new();
    for path in paths() {
        let name = path.rsplit('/').next().unwrap_or_default();
        // What a property test found once is read again by its own path, named nowhere.
        let found_by_chance = path.contains("/proptest-regressions/");
        if found_by_chance || !endings.iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        // A picture in a light and a dark form is named once, without the form.
        let stem = name.split('.').next().unwrap_or_default();
        let named = |source: &Source| {
            source.path != path && (source.text.contains(name) || quoted(&source.text, stem))
        };
        if !texts.iter().any(named) {
            breaches.push(format!("{path}: nothing names it; delete it or use it"));
        }
    }
    report(breaches);
}

/// Whether `stem` stands in `text` between quotation marks.
fn quoted(text: &str, stem: &str) -> bool {
    text.contains(&format!("\"{stem}\""))
}

/// The targets of Markdown links and pictures outside fenced blocks, with their lines.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for part in line.split("](").skip(1) {
            let target = part.split([')', ' ']).next().unwrap_or_default();
            found.push((index + 1, target.to_owned()));
        }
    }
    found
}

/// A relative link seen from the root of the tree.
fn resolved(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}
