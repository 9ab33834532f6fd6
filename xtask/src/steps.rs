//! The steps of the test run, their counts, and the closing line.

use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use xtask::cargo::cargo;
use xtask::tree;

use crate::child::{Ended, now, run};
use crate::count::{self, Outcome};
use crate::equip::{self, Tools};
use crate::fuzz;
use crate::site::Site;
use crate::size::duration;
use crate::{Consent, Trouble};

/// One step of the test run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The format of the sources.
    Fmt,
    /// The lints of the compiler and of clippy, all of them denied.
    Lint,
    /// Unit, property, snapshot, whole-system and documentation tests.
    Rust,
    /// Independent engines held against the official run.
    Opinions,
    /// Bytes proposed to the engine, guided by coverage.
    Fuzz,
    /// The policy tests in Markdown.
    Policy,
    /// Whatever the description of the API allows and forbids, asked of the running site.
    Api,
    /// Journeys through the running site in a browser.
    Browser,
}

/// The tests of the step `opinions`, which the step `rust` leaves to it.
const OPINIONS: &str = "opinions::";

/// What the cases of the property tests are made from. Fixed, so that two runs of one tree see the
/// same cases; set it to see others.
const SEED: &str = "PROPTEST_RNG_SEED";

/// The seed when none is set.
const USUAL_SEED: &str = "20260101";

impl Step {
    /// All steps, in the order in which they run.
    pub(crate) const ALL: [Self; 8] = [
        Self::Fmt,
        Self::Lint,
        Self::Rust,
        Self::Opinions,
        Self::Fuzz,
        Self::Policy,
        Self::Api,
        Self::Browser,
    ];

    /// The name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Lint => "lint",
            Self::Rust => "rust",
            Self::Opinions => "opinions",
            Self::Fuzz => "fuzz",
            Self::Policy => "policy",
            Self::Api => "api",
            Self::Browser => "browser",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Self::Fmt => "cargo fmt --all --check",
            Self::Lint => "cargo clippy --release --workspace --all-targets",
            Self::Rust => "cargo test --release --workspace",
            Self::Opinions => "independent engines against the official run",
            Self::Fuzz => "bytes proposed to the engine, a minute each target",
            Self::Policy => "peshore formula test formulas docs",
            Self::Api => "what the description of the API allows and forbids, on the running site",
            Self::Browser => "journeys in Chromium on the running site",
        }
    }

    fn carry_out(
        self,
        root: &Path,
        tools: Option<&Tools>,
    ) -> Result<(Outcome, Vec<Ended>), Trouble> {
        match self {
            Self::Fmt => one(run(root, "fmt", cargo().args(["fmt", "--all", "--check"]))?),
            Self::Lint => {
                let words = ["clippy", "--release", "--workspace", "--all-targets"];
                one(run(root, "lint", cargo().args(words).args(["--", "-D", "warnings"]))?)
            }
            Self::Rust => {
                let words = ["test", "--release", "--workspace", "--no-fail-fast"];
                let rest = ["--", "--skip", OPINIONS];
                let mut command = cargo();
                command.args(words).args(rest);
                if std::env::var_os(SEED).is_none() {
                    command.env(SEED, USUAL_SEED);
                }
                let ended = run(root, "rust", &mut command)?;
                Ok((count::cargo_test(&ended.lines), vec![ended]))
            }
            Self::Opinions => {
                let ended = ask_opinions(root, &[])?;
                Ok((count::cargo_test(&ended.lines), vec![ended]))
            }
            Self::Fuzz => fuzz::fuzz(&fuzz::asked(&[])?.0, fuzz::STEP),
            Self::Policy => {
                let built = build(root, "build")?;
                if !built.success {
                    return Ok((Outcome::default(), vec![built]));
                }
                let ended = run(
                    root,
                    "policy",
                    peshore(root).args(["formula", "test", "formulas", "docs"]),
                )?;
                Ok((count::policy_test(&ended.lines), vec![built, ended]))
            }
            Self::Api => api(root, tools),
            Self::Browser => browser(root, tools),
        }
    }
}

/// Runs `steps` and prints the closing line; false when anything failed.
///
/// # Errors
/// When what the steps stand on is missing.
pub(crate) fn test(steps: &[Step], consent: Consent) -> Result<bool, Trouble> {
    let root = tree::root();
    let tools = equip::prepare(&root, steps, consent)?;
    println!("The tests");
    let mut total = Outcome::default();
    let started = now();
    for group in side_by_side(steps) {
        for step in &group {
            println!("  {:<9}{}", step.name(), step.about());
        }
        let settled: Vec<_> = thread::scope(|scope| {
            let running = group.iter().map(|step| {
                let (root, tools) = (&root, tools.as_ref());
                scope.spawn(move || {
                    let started = now();
                    let ended = step.carry_out(root, tools);
                    (ended, started.elapsed())
                })
            });
            let running: Vec<_> = running.collect();
            running.into_iter().map(thread::ScopedJoinHandle::join).collect()
        });
        for (step, settled) in group.iter().zip(settled) {
            let (ended, took) = settled.unwrap_or_else(|_| {
                (Err(Trouble::Ground("The step broke off.".to_owned())), Duration::ZERO)
            });
            let outcome = judged(ended);
            report(&outcome, took, (group.len() > 1).then_some(*step));
            total.add(outcome);
        }
    }
    println!("\nAll of it took {}.", duration(started.elapsed()));
    println!("{} passed, {} failed, {} skipped", total.passed, total.failed, total.skipped.len());
    Ok(total.failed == 0)
}

/// The steps in groups that run at the same time.
///
/// What asks the API and what drives the browser wait for a site of their own most of the time;
/// together they keep two cores busy.
fn side_by_side(steps: &[Step]) -> Vec<Vec<Step>> {
    let together = [Step::Api, Step::Browser];
    let all_asked = together.iter().all(|step| steps.contains(step));
    let mut groups: Vec<Vec<Step>> = Vec::new();
    for step in steps {
        let joins = all_asked && together.contains(step);
        match groups
            .last_mut()
            .filter(|group| joins && group.first().is_some_and(|first| together.contains(first)))
        {
            Some(group) => group.push(*step),
            None => groups.push(vec![*step]),
        }
    }
    groups
}

/// What came of a step, with the end of its log on screen where it failed.
fn judged(ended: Result<(Outcome, Vec<Ended>), Trouble>) -> Outcome {
    match ended {
        Ok((mut outcome, ended)) => {
            let failed = ended.iter().find(|ended| !ended.success);
            outcome.settle(failed.is_none());
            if let Some(failed) = failed.or_else(|| ended.last().filter(|_| outcome.failed > 0)) {
                failed.show_tail();
            }
            if outcome.passed == 0 && outcome.failed == 0 {
                println!("      no test was run");
                outcome.failed = 1;
            }
            outcome
        }
        Err(Trouble::Usage(text) | Trouble::Ground(text)) => {
            println!("      {text}");
            Outcome::single(false)
        }
    }
}

/// Says what came of a step; names it where it did not run alone.
fn report(outcome: &Outcome, took: Duration, step: Option<Step>) {
    let name = step.map_or(String::new(), |step| format!("{:<9}", step.name()));
    println!(
        "      {name}{:<12} {} passed, {} failed, {} skipped",
        duration(took),
        outcome.passed,
        outcome.failed,
        outcome.skipped.len()
    );
    for skip in &outcome.skipped {
        println!("      skipped: {}: {}", skip.test, skip.reason.as_deref().unwrap_or("no reason"));
    }
}

/// A step that is one check.
fn one(ended: Ended) -> Result<(Outcome, Vec<Ended>), Trouble> {
    Ok((Outcome::single(ended.success), vec![ended]))
}

fn peshore(root: &Path) -> Command {
    Command::new(tree::target_folder(root).join("release").join("peshore"))
}

/// The same build as `cargo run --release`, so that one finds the other's work done.
fn build(root: &Path, log: &str) -> Result<Ended, Trouble> {
    run(root, log, cargo().args(["build", "--release"]))
}

/// How many cases are made for each operation of the API.
const API_CASES: &str = "200";

/// The seed of these cases.
const API_SEED: &str = "20260101";

/// The people of the demonstration for whom the API is asked, and the part of it for which each is
/// the right one: an analyst drafts, a director decides, an auditor reads the journal.
const API_PEOPLE: [(&str, Option<&str>); 3] = [
    ("Arta Shembulli", None),
    ("Besim Shembulli", Some("proposals")),
    ("Rina Shembulli", Some("journal")),
];

fn api(root: &Path, tools: Option<&Tools>) -> Result<(Outcome, Vec<Ended>), Trouble> {
    let (Some(askers), Some(tools)) = (equip::askers(root), tools) else {
        return Err(Trouble::Ground("What asks the API was not looked for.".to_owned()));
    };
    let built = build(root, "build-api")?;
    if !built.success {
        return Ok((Outcome::default(), vec![built]));
    }
    let site = Site::start(root, "api")?;
    let (mut outcome, mut all) = (Outcome::default(), vec![built]);
    for (person, part) in API_PEOPLE {
        let mut command = tools.node.command();
        command.args(["tests/browser/programs.mjs", person]).env("PESHORE_ORIGIN", &site.origin);
        let token = run(root, "api-token", &mut command)?;
        let written = token.lines.iter().find(|line| line.starts_with("peshore_"));
        let header = written.map(|written| format!("Authorization: Bearer {}", written.trim()));
        all.push(token);
        let Some(header) = header else { break };
        let mut command = questions(root, &askers, &site.origin);
        command.args(["--header", &header]);
        if let Some(part) = part {
            command.args(["--include-tag", part]);
        }
        let ended = run(root, "api", &mut command)?;
        outcome.add(count::schemathesis(&ended.lines, ended.success));
        all.push(ended);
    }
    Ok((outcome, all))
}

/// What asks the running site whatever the description of its API allows and forbids.
fn questions(root: &Path, askers: &Path, origin: &str) -> Command {
    // It leaves folders of its own where it runs.
    let mut command = Command::new("env");
    command
        .arg("-C")
        .arg(tree::target_folder(root).join("xtask"))
        .arg(askers)
        .arg("--config-file")
        .arg(root.join("tests/schemathesis.toml"))
        .args(["run", &format!("{origin}/api/v1/openapi.json")])
        .args(["--checks", "all", "--max-examples", API_CASES, "--seed", API_SEED, "--no-color"])
        .env("COLUMNS", "100");
    command
}

/// The files of the journeys, in their order.
const JOURNEYS: [&str; 13] = [
    "checks",
    "pages",
    "keyboard",
    "unscripted",
    "people",
    "proposals",
    "annexes",
    "imports",
    "programs",
    "places",
    "marked",
    "letters",
    "openid",
];

fn browser(root: &Path, tools: Option<&Tools>) -> Result<(Outcome, Vec<Ended>), Trouble> {
    let Some(tools) = tools else {
        return Err(Trouble::Ground("The browser's tools were not looked for.".to_owned()));
    };
    let built = build(root, "build-browser")?;
    if !built.success {
        return Ok((Outcome::default(), vec![built]));
    }
    let site = Site::start(root, "browser")?;
    let mut command = tools.node.command();
    command
        .args(["--test", "--test-reporter=tap", "--test-concurrency=1"])
        .args(JOURNEYS.map(|name| format!("tests/browser/{name}.test.mjs")))
        .env("PESHORE_ORIGIN", &site.origin)
        .env("PESHORE_CHROMIUM", &tools.chromium)
        .env("PESHORE_PROGRAM", tree::target_folder(root).join("release").join("peshore"))
        .env("PESHORE_POST", &tools.post);
    let ended = run(root, "browser", &mut command)?;
    Ok((count::node_test(&ended.lines), vec![built, ended]))
}

/// Takes the pictures of the README from the running site into `docs/pictures`.
///
/// # Errors
/// When what the pictures need is missing.
pub(crate) fn shots(consent: Consent) -> Result<bool, Trouble> {
    let root = tree::root();
    let Some(tools) = equip::prepare(&root, &[Step::Browser], consent)? else {
        return Ok(false);
    };
    let built = build(&root, "build")?;
    if !built.success {
        built.show_tail();
        return Ok(false);
    }
    let site = Site::start(&root, "shots")?;
    let mut command = tools.node.command();
    command
        .args(["tests/browser/pictures.mjs", "docs/pictures"])
        .env("PESHORE_ORIGIN", &site.origin)
        .env("PESHORE_CHROMIUM", &tools.chromium);
    let ended = run(&root, "shots", &mut command)?;
    if ended.success {
        for line in &ended.lines {
            println!("{line}");
        }
    } else {
        ended.show_tail();
    }
    Ok(ended.success)
}

/// Runs the tests of independent engines, with what they read from the environment.
///
/// The selection is that of the step `rust`: another one would build libraries anew.
fn ask_opinions(root: &Path, variables: &[(&str, &str)]) -> Result<Ended, Trouble> {
    let words = ["test", "--release", "--workspace", "--test", "whole"];
    let mut command = cargo();
    command.args(words).args(["--", OPINIONS, "--nocapture"]).envs(variables.iter().copied());
    run(root, "opinions", &mut command)
}

/// Holds independent engines against the official run on the cases that `words` ask for.
///
/// # Errors
/// When a word is unknown or the tests do not start.
pub(crate) fn opinions(words: &[&str]) -> Result<bool, Trouble> {
    let mut variables = Vec::new();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let variable = match *word {
            "--seed" => "PESHORE_OPINIONS_SEED",
            "--cases" => "PESHORE_OPINIONS_CASES",
            other => return Err(Trouble::Usage(format!("`{other}` is unknown."))),
        };
        let number = rest.next().copied().filter(|text| text.parse::<u64>().is_ok());
        let wanted = || Trouble::Usage(format!("`{word}` wants a whole number."));
        variables.push((variable, number.ok_or_else(wanted)?));
    }
    let ended = ask_opinions(&tree::root(), &variables)?;
    let told = |line: &&String| line.contains(" values compared") || line.starts_with("  ");
    ended.lines.iter().filter(told).for_each(|line| println!("{line}"));
    if !ended.success {
        ended.show_tail();
    }
    Ok(ended.success)
}

/// What is stopped at random, each with its variable and its usual number of rounds.
const FAULTS: [(&str, &str, u32); 4] = [
    ("--sqlite", "PESHORE_FAULTS_SQLITE", 500),
    ("--postgres", "PESHORE_FAULTS_POSTGRES", 100),
    ("--server", "PESHORE_FAULTS_SERVER", 100),
    ("--torn", "PESHORE_FAULTS_TORN", 500),
];

/// Stops programs, servers and disks at random while they write, as often as `words` ask for.
///
/// # Errors
/// When a word is unknown or the tests do not start.
pub(crate) fn faults(words: &[&str]) -> Result<bool, Trouble> {
    let mut command = cargo();
    command.args(["test", "--release", "--workspace", "--lib"]);
    // One after the other: each wants the disk for itself.
    command.args(["--", "tests::faults::", "--nocapture", "--test-threads", "1"]);
    for (_, variable, usual) in FAULTS {
        command.env(variable, usual.to_string());
    }
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let Some((_, variable, _)) = FAULTS.into_iter().find(|(name, _, _)| name == word) else {
            return Err(Trouble::Usage(format!("`{word}` is unknown.")));
        };
        let number = rest.next().copied().filter(|text| text.parse::<u32>().is_ok());
        let wanted = || Trouble::Usage(format!("`{word}` wants a whole number."));
        command.env(variable, number.ok_or_else(wanted)?);
    }
    let ended = run(&tree::root(), "faults", &mut command)?;
    let told = |line: &&String| line.contains(" rounds, ");
    ended.lines.iter().filter(told).for_each(|line| println!("{line}"));
    if !ended.success {
        ended.show_tail();
    }
    Ok(ended.success)
}

/// Proposes bytes to the engine; false when something broke.
///
/// # Errors
/// When the targets cannot be built or started.
pub(crate) fn fuzz(names: &[&str], length: fuzz::Length) -> Result<bool, Trouble> {
    let (outcome, ended) = fuzz::fuzz(names, length)?;
    if let Some(failed) = ended.iter().find(|ended| !ended.success) {
        failed.show_tail();
        return Ok(false);
    }
    Ok(outcome.failed == 0)
}

/// Measures, with `arguments` handed on to the benches.
///
/// Everything is built by one selection: a single package would be built with other features of
/// its libraries, and those anew.
///
/// # Errors
/// When cargo or the benches do not start.
pub(crate) fn bench(arguments: &[&str]) -> Result<bool, Trouble> {
    let root = tree::root();
    let words = ["build", "--release", "--workspace", "--bins"];
    let built = run(&root, "build-benches", cargo().args(words))?;
    if !built.success {
        built.show_tail();
        return Ok(false);
    }
    let program = tree::target_folder(&root).join("release").join("benches");
    let status = Command::new(&program)
        .args(arguments)
        .current_dir(&root)
        .status()
        .map_err(|error| Trouble::Ground(format!("{}: {error}", program.display())))?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    use super::{Step, side_by_side};

    /// What waits for a site runs together when both are asked for; everything else runs alone.
    #[test]
    fn only_what_drives_a_site_runs_side_by_side() {
        let groups = side_by_side(&Step::ALL);
        assert_eq!(groups.concat(), Step::ALL);
        assert_eq!(groups.last().map(Vec::as_slice), Some(&[Step::Api, Step::Browser][..]));
        assert!(groups.iter().rev().skip(1).all(|group| group.len() == 1));
        assert_eq!(side_by_side(&[Step::Browser]), [[Step::Browser]]);
        assert_eq!(side_by_side(&[Step::Policy, Step::Api]), [[Step::Policy], [Step::Api]]);
    }
}
