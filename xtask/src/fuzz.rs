//! Fuzzing with libFuzzer on the stable compiler: builds the targets with coverage, proposes bytes,
//! and tells what broke.
//!
//! The instrumentation is what `cargo fuzz -s none` asks of the compiler, for the crates of this
//! tree alone and by flags that the stable one takes. No sanitizer is needed: the tree has no
//! unsafe code of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use xtask::cargo::cargo;
use xtask::tree;

use crate::Trouble;
use crate::child::{Ended, now, run};
use crate::count::Outcome;
use crate::size::duration;

/// A target with the options of libFuzzer that fit it.
struct Target {
    name: &'static str,
    /// Longest input, in bytes.
    longest: u32,
    /// Executions of a long run.
    long_runs: u64,
}

/// The targets: `fuzz/src/targets.rs` says what each calls.
const TARGETS: [Target; 4] = [
    Target { name: "text", longest: 4096, long_runs: 10_000_000 },
    Target { name: "check", longest: 2048, long_runs: 1_000_000 },
    Target { name: "evaluate", longest: 2048, long_runs: 1_000_000 },
    Target { name: "tables", longest: 2048, long_runs: 10_000_000 },
];

/// Coverage of edges by counters in line, with a table of places. Comparisons are not reported: for
/// the reader of text they cost two fifths of the time, and the words that they would find stand in
/// `fuzz/words.dict`. Cargo does not see the flags: whoever changes them removes `target/fuzz`.
const FLAGS: [&str; 5] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Clink-dead-code",
];

/// Says to this program, called by cargo in the place of the compiler, that it is to pass on the
/// call with the flags of coverage.
pub(crate) const COVERAGE: &str = "XTASK_COVERAGE";

/// An input that takes longer is a finding. What libFuzzer calls slow is run again alone before it
/// counts, since on a busy machine anything may be slow once.
const SLOW_SECONDS: u64 = 1;

/// An input that needs more memory is a finding.
const MEMORY_MB: u32 = 512;

/// How many targets run side by side.
const SIDE_BY_SIDE: usize = 2;

/// How long, or how often, a target is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// For so many seconds.
    Seconds(u64),
    /// So many times.
    Runs(u64),
    /// As often as a long run wants.
    Long,
}

/// What a step of the test run fuzzes for, each target.
pub(crate) const STEP: Length = Length::Seconds(60);

/// Reads the words behind `cargo xtask fuzz`.
///
/// # Errors
/// When a word is unknown.
pub(crate) fn asked(words: &[&str]) -> Result<(Vec<&'static str>, Length), Trouble> {
    let (mut names, mut length) = (Vec::new(), STEP);
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let value = || Trouble::Usage(format!("`{word}` wants a value."));
        let number = |text: Option<&&str>| text.and_then(|t| t.parse().ok()).ok_or_else(value);
        match *word {
            "--long" => length = Length::Long,
            "--seconds" => length = Length::Seconds(number(rest.next())?),
            "--runs" => length = Length::Runs(number(rest.next())?),
            "--target" => {
                let name = rest.next().copied().unwrap_or_default();
                let known = TARGETS.iter().map(|t| t.name).find(|known| *known == name);
                names.push(known.ok_or_else(|| {
                    let all = TARGETS.map(|t| t.name).join(", ");
                    Trouble::Usage(format!("There is no target `{name}`. The targets are: {all}."))
                })?);
            }
            other => return Err(Trouble::Usage(format!("`{other}` is unknown."))),
        }
    }
    if names.is_empty() {
        names.extend(TARGETS.iter().map(|t| t.name));
    }
    Ok((names, length))
}

/// Fuzzes the targets of these names.
///
/// # Errors
/// When the targets cannot be built or started.
pub(crate) fn fuzz(names: &[&str], length: Length) -> Result<(Outcome, Vec<Ended>), Trouble> {
    let root = tree::root();
    let built = build(&root)?;
    if !built.success {
        return Ok((Outcome::default(), vec![built]));
    }
    let mut outcome = Outcome::default();
    let mut all = Vec::new();
    let targets: Vec<&Target> = TARGETS.iter().filter(|t| names.contains(&t.name)).collect();
    for pair in targets.chunks(SIDE_BY_SIDE) {
        let work = |target: &&Target| (target.name, call(&root, target, length));
        let ended: Vec<_> = std::thread::scope(|scope| {
            let started: Vec<_> =
                pair.iter().map(|target| scope.spawn(move || work(target))).collect();
            started.into_iter().filter_map(|thread| thread.join().ok()).collect()
        });
        for (name, result) in ended {
            let (ended, sound) = result?;
            println!("      {name:<10} {}", told(&ended));
            outcome.add(Outcome::single(sound));
            all.push(Ended { success: sound, ..ended });
        }
    }
    Ok((outcome, all))
}

/// The folder of what is built with coverage, beside what is built without.
fn target_folder(root: &Path) -> PathBuf {
    tree::target_folder(root).join("fuzz")
}

fn build(root: &Path) -> Result<Ended, Trouble> {
    let mut command = cargo();
    command
        .args(["build", "--release", "--package", "fuzz", "--features", "libfuzzer"])
        // With a target named, the flags leave build scripts alone.
        .args(["--target", &host()?, "--target-dir"])
        .arg(target_folder(root))
        // Only what is tested here reports its coverage: for the reader of CSV, reports of the
        // libraries below cost two thirds of the time.
        .env("RUSTC_WORKSPACE_WRAPPER", this_program()?)
        .env(COVERAGE, "1")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "3")
        .env("CARGO_PROFILE_RELEASE_INCREMENTAL", "false");
    run(root, "fuzz-build", &mut command)
}

fn this_program() -> Result<PathBuf, Trouble> {
    std::env::current_exe().map_err(|error| Trouble::Ground(error.to_string()))
}

/// Calls the compiler in the place of cargo, with the flags of coverage.
pub(crate) fn compile(words: &[String]) -> ExitCode {
    let Some((compiler, rest)) = words.split_first() else { return ExitCode::from(2) };
    match Command::new(compiler).args(rest).args(FLAGS).status() {
        Ok(ended) => {
            let code = ended.code().and_then(|code| u8::try_from(code).ok());
            ExitCode::from(code.unwrap_or(1))
        }
        Err(error) => {
            eprintln!("{compiler}: {error}");
            ExitCode::from(1)
        }
    }
}

/// The machine that the compiler builds for.
fn host() -> Result<String, Trouble> {
    let told = crate::child::answer("rustc", &["--version", "--verbose"]).unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| Trouble::Ground("rustc names no host.".to_owned()))
}

fn program(root: &Path) -> Result<PathBuf, Trouble> {
    Ok(target_folder(root).join(host()?).join("release").join("fuzz"))
}

/// Where the inputs of a target that are kept lie.
fn corpus(root: &Path, target: &str) -> PathBuf {
    root.join("fuzz").join("corpus").join(target)
}

/// Calls one target; with whether nothing broke.
fn call(root: &Path, target: &Target, length: Length) -> Result<(Ended, bool), Trouble> {
    let found = target_folder(root).join("found").join(target.name);
    let fresh = target_folder(root).join("corpus").join(target.name);
    for folder in [&found, &fresh] {
        fs::create_dir_all(folder)
            .map_err(|error| Trouble::Ground(format!("{}: {error}", folder.display())))?;
    }
    let before = slow_units(&found);
    let limit = match length {
        Length::Seconds(seconds) => format!("-max_total_time={seconds}"),
        Length::Runs(runs) => format!("-runs={runs}"),
        Length::Long => format!("-runs={}", target.long_runs),
    };
    let mut command = Command::new(program(root)?);
    command
        .arg(fresh)
        .arg(corpus(root, target.name))
        .args([limit, format!("-max_len={}", target.longest)])
        .arg(format!("-artifact_prefix={}/", found.display()))
        .arg(format!("-dict={}", root.join("fuzz").join("words.dict").display()))
        .args([format!("-rss_limit_mb={MEMORY_MB}"), format!("-report_slow_units={SLOW_SECONDS}")])
        .args(["-timeout=30", "-print_final_stats=1", "-verbosity=1"])
        // Weighing inputs by the rarity of what they reach cost more than running them, where
        // one input reaches thousands of edges: 49 executions a second instead of 243.
        .arg("-entropic=0")
        .env("PESHORE_FUZZ", target.name);
    let ended = run(root, &format!("fuzz-{}", target.name), &mut command)?;
    let mut sound = ended.success;
    for unit in slow_units(&found).into_iter().filter(|unit| !before.contains(unit)) {
        let took = alone(root, target, &unit)?;
        if took >= Duration::from_secs(SLOW_SECONDS) {
            println!("      {}: takes {}", unit.display(), duration(took));
            sound = false;
        }
    }
    Ok((ended, sound))
}

/// The inputs that libFuzzer put aside because they took long.
fn slow_units(found: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(found).map(|entries| entries.flatten().collect::<Vec<_>>());
    let paths = entries.unwrap_or_default().into_iter().map(|entry| entry.path());
    paths.filter(|path| path.to_string_lossy().contains("slow-unit-")).collect()
}

/// How long one input takes at the best of three times.
fn alone(root: &Path, target: &Target, unit: &Path) -> Result<Duration, Trouble> {
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let mut command = Command::new(program(root)?);
        command.arg(unit).env("PESHORE_FUZZ", target.name);
        let started = now();
        run(root, &format!("fuzz-{}-alone", target.name), &mut command)?;
        best = best.min(started.elapsed());
    }
    Ok(best)
}

/// The figures at the end of libFuzzer's output.
fn told(ended: &Ended) -> String {
    let figure = |name: &str| {
        let mut lines = ended.lines.iter().rev();
        lines.find_map(|line| Some(line.strip_prefix(name)?.trim().to_owned()))
    };
    let covered = ended.lines.iter().rev().find_map(|line| {
        let rest = line.split_once("cov: ")?.1;
        rest.split_whitespace().next().map(str::to_owned)
    });
    format!(
        "{} executions, {} a second, {} edges covered, {} MB at the most",
        figure("stat::number_of_executed_units:").unwrap_or_else(|| "no".to_owned()),
        figure("stat::average_exec_per_sec:").unwrap_or_else(|| "none".to_owned()),
        covered.unwrap_or_else(|| "no".to_owned()),
        figure("stat::peak_rss_mb:").unwrap_or_else(|| "unknown".to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: what is asked for is understood, and what is unknown refused. Method: one of each.
    #[test]
    fn targets_and_lengths_are_read() {
        let (names, length) = asked(&["--target", "text", "--runs", "5"]).unwrap();
        assert_eq!((names, length), (vec!["text"], Length::Runs(5)));
        assert_eq!(asked(&[]).unwrap(), (TARGETS.map(|t| t.name).to_vec(), STEP));
        assert_eq!(asked(&["--long"]).unwrap().1, Length::Long);
        assert!(asked(&["--target", "texts"]).is_err());
        assert!(asked(&["--seconds"]).is_err());
        assert!(asked(&["--fast"]).is_err());
    }
}
