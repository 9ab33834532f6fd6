//! The same work done by OpenFisca: a closed pool by weights, from one CSV file to amounts, whole
//! processes. `cargo xtask bench peer` alone asks for it, since it fetches OpenFisca from PyPI.

use crate::kosovo::root;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the peer is, by exact version.
const PACKAGES: [&str; 3] = ["OpenFisca-Core==41.5.7", "numpy==1.24.4", "setuptools<70"];

const RUNS: usize = 5;

pub(crate) fn measure() -> Result<(), String> {
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let beside = own.parent().ok_or("no folder")?;
    let (formula, folder) = (beside.join("formula"), beside.join("bench-peer"));
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let python = python(&folder)?;
    println!("\nA closed pool by weights, whole process from CSV to CSV, best of {RUNS}\n");
    println!("| rows | here, exact | OpenFisca | ratio | memory here | OpenFisca | ratio |");
    println!("|---|---|---|---|---|---|---|");
    for rows in [34_935, 349_350] {
        let input = folder.join("commune.csv");
        std::fs::write(&input, communes(rows)).map_err(|e| e.to_string())?;
        let rule = root().join("benches/formulas/closed-pool.formula");
        let ours = best(&python, &folder.join("ours.csv"), |command| {
            let command = command.arg(&formula).arg("run").arg(&rule);
            command.args(["--format", "csv", "--as-of", "2024-06-01", "--data"]).arg(&folder);
        })?;
        let script = root().join("benches/peer/closed_pool.py");
        let theirs = best(&python, &folder.join("said.txt"), |command| {
            command.arg(&python).arg(&script).arg(&input).arg(folder.join("theirs.csv"));
        })?;
        println!(
            "| {rows} | {:.2} s | {:.2} s | {:.2} | {:.0} MiB | {:.0} MiB | {:.2} |",
            ours.0,
            theirs.0,
            ours.0 / theirs.0,
            ours.1,
            theirs.1,
            ours.1 / theirs.1,
        );
    }
    Ok(())
}

/// A Python with the peer in it.
fn python(folder: &Path) -> Result<PathBuf, String> {
    let environment = folder.join("environment");
    let python = environment.join("bin/python");
    let done = environment.join("done");
    if !done.exists() {
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
        std::fs::write(&done, "").map_err(|e| e.to_string())?;
    }
    Ok(python)
}

fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|e| format!("{command:?}: {e}"))?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Seconds and MiB, each the least of several runs.
fn best(python: &Path, out: &Path, arguments: impl Fn(&mut Command)) -> Result<(f64, f64), String> {
    let mut best = (f64::INFINITY, f64::INFINITY);
    for _ in 0..RUNS {
        let mut command = Command::new(python);
        command.arg(root().join("benches/peer/measure.py")).arg(out);
        arguments(&mut command);
        let said = run(&mut command)?;
        let mut numbers = said.split_whitespace().filter_map(|word| word.parse::<f64>().ok());
        let (Some(seconds), Some(memory)) = (numbers.next(), numbers.next()) else {
            return Err(said);
        };
        best = (best.0.min(seconds), best.1.min(memory));
    }
    Ok(best)
}

/// Communes of many sizes, the same in every run.
fn communes(rows: usize) -> String {
    let mut text = String::from("code,population,roads,mountain\n");
    let mut state = 88_172_645_463_325_252_u64;
    for at in 0..rows {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let population = 10 + (state >> 8) % 1_000 * ((state >> 40) % 97);
        let roads = 1 + (state >> 20) % 120;
        let mountain = if (state >> 50).is_multiple_of(7) { "yes" } else { "no" };
        let _ = writeln!(text, "{at:06},{population},{roads},{mountain}");
    }
    text
}
