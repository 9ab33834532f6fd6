//! `formula test`: pages that state a rule, an example worked by hand and its result.

use crate::arguments::Test;
use crate::console::{Console, Stop};
use crate::words::say;
use formula::words::Language;
use formula_data::policy_test::{Failure, Fault, OnDisk, Verdict, judge_page};
use std::path::{Path, PathBuf};

/// How many cases passed, failed and were skipped.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
    skipped: usize,
}

/// Runs every case of every file and says what differs.
pub(crate) fn test(
    arguments: &Test,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        if path.is_dir() {
            markdown_files(path, &mut files);
        } else if path.is_file() {
            files.push(path.clone());
        } else {
            let shown = path.display().to_string();
            return Err(Stop::Usage(say(language, "usage-path-unknown", &[("path", &shown)])));
        }
    }
    let mut total = Count::default();
    for file in &files {
        let count = test_file(file, language, console)?;
        total.passed += count.passed;
        total.failed += count.failed;
        total.skipped += count.skipped;
    }
    if total == Count::default() {
        let paths: Vec<String> =
            arguments.paths.iter().map(|path| path.display().to_string()).collect();
        let shown = paths.join(", ");
        return Err(Stop::Usage(say(language, "usage-no-tests", &[("path", &shown)])));
    }
    writeln!(console.out, "{}", counted("test-total", None, total, language))?;
    if total.failed > 0 { Err(Stop::Said) } else { Ok(()) }
}

/// Markdown files below a folder, in order of their names.
fn markdown_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<std::fs::DirEntry> = std::fs::read_dir(folder)
        .map(|entries| entries.filter_map(Result::ok).collect())
        .unwrap_or_default();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // A link that leads back up would never end.
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => markdown_files(&path, files),
            Ok(kind) if kind.is_file() && path.extension().is_some_and(|e| e == "md") => {
                files.push(path);
            }
            _ => {}
        }
    }
}

fn test_file(file: &Path, language: Language, console: &mut Console<'_>) -> Result<Count, Stop> {
    let mut count = Count::default();
    let read = std::fs::read(file)
        .map_err(|fault| fault.to_string())
        .and_then(|bytes| String::from_utf8(bytes).map_err(|fault| fault.to_string()));
    let text = match read {
        Ok(text) => text,
        Err(reason) => {
            let shown = file.display().to_string();
            let arguments = [("file", shown.as_str()), ("reason", reason.as_str())];
            writeln!(console.err, "{}", say(language, "test-file-unreadable", &arguments))?;
            count.failed += 1;
            return Ok(count);
        }
    };
    let cases = match judge_page(&text, &OnDisk::new(file), console.today) {
        Ok(cases) => cases,
        Err(faults) => {
            for fault in faults {
                write_fault(file, None, &fault, language, console)?;
            }
            count.failed += 1;
            return Ok(count);
        }
    };
    for (case, verdict) in &cases {
        let place = format!("{}:{}", file.display(), case.line);
        match verdict {
            Verdict::Passes => count.passed += 1,
            Verdict::Skipped(reason) => {
                let arguments =
                    [("place", place.as_str()), ("title", &case.title), ("reason", reason)];
                writeln!(console.out, "{}", say(language, "test-skipped", &arguments))?;
                count.skipped += 1;
            }
            Verdict::Fails(failures) => {
                count.failed += 1;
                for failure in failures {
                    write_failure(file, &place, &case.title, failure, language, console)?;
                }
            }
        }
    }
    if count != Count::default() {
        writeln!(console.out, "{}", counted("test-counted", Some(file), count, language))?;
    }
    Ok(count)
}

fn write_failure(
    file: &Path,
    place: &str,
    title: &str,
    failure: &Failure,
    language: Language,
    console: &mut Console<'_>,
) -> std::io::Result<()> {
    match failure {
        Failure::Fault(fault) => write_fault(file, Some(title), fault, language, console),
        Failure::Findings(findings) => {
            let arguments = [("place", place), ("title", title)];
            writeln!(console.err, "{}", say(language, "test-does-not-run", &arguments))?;
            console.findings(findings, language)
        }
    }
}

fn write_fault(
    file: &Path,
    title: Option<&str>,
    fault: &Fault,
    language: Language,
    console: &mut Console<'_>,
) -> std::io::Result<()> {
    let what = fault.message(language);
    let title = title.map(|title| format!(" ({title})")).unwrap_or_default();
    writeln!(console.err, "{}:{}: {what}{title}", file.display(), fault.line)
}

fn counted(id: &str, file: Option<&Path>, count: Count, language: Language) -> String {
    let file = file.map(|file| file.display().to_string()).unwrap_or_default();
    let (passed, failed) = (count.passed.to_string(), count.failed.to_string());
    let skipped = count.skipped.to_string();
    say(
        language,
        id,
        &[("file", &file), ("passed", &passed), ("failed", &failed), ("skipped", &skipped)],
    )
}
