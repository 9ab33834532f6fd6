//! Chores of the workspace: `cargo xtask test` runs every test there is, the others make pictures,
//! measure, and draw the crate graph.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks on its standard streams"
)]

mod child;
mod count;
mod equip;
mod fuzz;
mod node;
mod site;
mod size;
mod steps;

use std::process::ExitCode;

use steps::Step;
use xtask::{layers, manifest, tree};

const USAGE: &str = "\
Chores of the Peshore workspace.

    cargo xtask test [--yes] [--only STEP[,STEP…]]…
        Installs what the tests need (asking once) and runs them all:
        fmt, lint, rust, opinions, fuzz, policy, api, browser. --yes or CI=true answers the
        question.
    cargo xtask e2e [--yes]       only the browser journeys
    cargo xtask shots [--yes]     takes the pictures of the README from the running site
    cargo xtask bench [ARG…]      measures; arguments go to the benches
    cargo xtask fuzz [--target T]… [--seconds N | --runs N | --long]
        Proposes bytes to the engine, guided by coverage: text, check, evaluate, tables.
    cargo xtask opinions [--seed N] [--cases N]
        Holds independent engines against the official run on formulas made up from a seed.
    cargo xtask faults [--sqlite N] [--postgres N] [--server N] [--torn N]
        Kills programs, servers and disks while fifty tasks write, and compares what was
        acknowledged with what is there: 500, 100, 100 and 500 rounds unless said otherwise.
    cargo xtask layers            draws which crate imports which

Exit status: 0 all is well, 1 something failed, 2 wrong usage.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if std::env::var_os(fuzz::COVERAGE).is_some() {
        return fuzz::compile(&arguments);
    }
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.split_first() {
        Some((&"test", rest)) => options(rest).and_then(|o| steps::test(&o.steps, o.consent)),
        Some((&"e2e", rest)) => {
            options(rest).and_then(|o| steps::test(&[Step::Browser], o.consent))
        }
        Some((&"shots", rest)) => options(rest).and_then(|o| steps::shots(o.consent)),
        Some((&"bench", rest)) => steps::bench(rest),
        Some((&"fuzz", rest)) => {
            fuzz::asked(rest).and_then(|(names, length)| steps::fuzz(&names, length))
        }
        Some((&"opinions", rest)) => steps::opinions(rest),
        Some((&"faults", rest)) => steps::faults(rest),
        Some((&"layers", [])) => draw(),
        Some((&("help" | "--help" | "-h"), _)) => {
            print!("{USAGE}");
            Ok(true)
        }
        _ => Err(Trouble::Usage(USAGE.to_owned())),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(Trouble::Usage(text)) => {
            eprintln!("{}", text.trim_end());
            ExitCode::from(2)
        }
        Err(Trouble::Ground(text)) => {
            eprintln!("\n{}", text.trim_end());
            ExitCode::from(1)
        }
    }
}

/// Why a chore could not be carried out at all.
#[derive(Debug, PartialEq, Eq)]
enum Trouble {
    /// The command line was not understood.
    Usage(String),
    /// Something that the chore stands on is missing.
    Ground(String),
}

/// Who answers the question whether to install.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Consent {
    /// The person at the terminal.
    Ask,
    /// Already given, by `--yes` or `CI=true`.
    Given,
}

/// The options of `test`.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    consent: Consent,
    steps: Vec<Step>,
}

fn options(words: &[&str]) -> Result<Options, Trouble> {
    let in_ci = std::env::var("CI").is_ok_and(|value| value == "true");
    let mut consent = if in_ci { Consent::Given } else { Consent::Ask };
    let mut chosen = Vec::new();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let names = match *word {
            "--yes" => {
                consent = Consent::Given;
                continue;
            }
            "--only" => rest.next().copied().unwrap_or_default(),
            other => match other.strip_prefix("--only=") {
                Some(names) => names,
                None => return Err(Trouble::Usage(format!("`{other}` is unknown.\n\n{USAGE}"))),
            },
        };
        for name in names.split(',') {
            match Step::ALL.into_iter().find(|step| step.name() == name) {
                Some(step) => chosen.push(step),
                None => {
                    let known = Step::ALL.map(Step::name).join(", ");
                    return Err(Trouble::Usage(format!(
                        "There is no step `{name}`. The steps are: {known}."
                    )));
                }
            }
        }
    }
    let all = chosen.is_empty();
    let steps = Step::ALL.into_iter().filter(|step| all || chosen.contains(step)).collect();
    Ok(Options { consent, steps })
}

fn draw() -> Result<bool, Trouble> {
    let packages = manifest::workspace(&tree::root()).map_err(Trouble::Ground)?;
    print!("{}", layers::drawing(&packages));
    let breaches = layers::breaches(&packages);
    for breach in &breaches {
        eprintln!("{breach}");
    }
    Ok(breaches.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: steps run in their own order however they are asked for, and each spelling is taken.
    /// Method: ask for two the wrong way round.
    #[test]
    fn steps_are_chosen_by_name() {
        let options = options(&["--only", "rust,fmt", "--only=rust", "--yes"]).unwrap();
        assert_eq!(options.steps, [Step::Fmt, Step::Rust]);
        assert_eq!(options.consent, Consent::Given);
    }

    /// Goal: a misspelt step or option is refused with what would be right. Method: one of each.
    #[test]
    fn what_is_unknown_is_refused() {
        let Err(Trouble::Usage(text)) = options(&["--only", "lints"]) else { panic!() };
        assert!(text.contains("`lints`") && text.contains("lint, rust"));
        assert!(options(&["--all"]).is_err());
        assert!(options(&["--only"]).is_err());
    }
}
