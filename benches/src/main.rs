//! Measurements against named limits, all in one run on one machine.
//!
//! `cargo xtask bench` builds the product and runs this; `cargo xtask bench simulation` measures
//! one part alone. Each line says what was measured, how often, the median and the 99th percentile,
//! the limit it is held against and the ratio of the two. A measurement never fails a test: it is
//! read, and written down in `docs/performance.md`.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "this program measures durations and prints them"
)]

mod engine;
mod http;
mod kosovo;
mod load;
mod numbers;
mod peer;
mod scale;
mod simulation;
mod site;

use std::process::ExitCode;
use std::time::Duration;

/// What came of measuring one thing.
pub(crate) struct Measured {
    pub(crate) what: String,
    /// One duration a repetition.
    pub(crate) times: Vec<Duration>,
    /// What the 99th percentile is held against.
    pub(crate) limit: Duration,
}

impl Measured {
    fn percentile(&self, part: f64) -> Duration {
        let mut sorted = self.times.clone();
        sorted.sort();
        let last = sorted.len().saturating_sub(1);
        let wanted = (part * last as f64).round();
        let place = (0..=last)
            .min_by(|a, b| (*a as f64 - wanted).abs().total_cmp(&(*b as f64 - wanted).abs()));
        place.and_then(|at| sorted.get(at).copied()).unwrap_or_default()
    }

    fn print(&self) {
        let (median, high) = (self.percentile(0.5), self.percentile(0.99));
        let ms = |d: Duration| d.as_secs_f64() * 1000.0;
        println!(
            "{:<58} {:>6} × {:>10.3} ms {:>10.3} ms {:>9.0} ms {:>8.3}",
            self.what,
            self.times.len(),
            ms(median),
            ms(high),
            ms(self.limit),
            ms(high) / ms(self.limit),
        );
    }
}

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let is_asked = |part: &str| asked.is_empty() || asked.iter().any(|a| a == part);
    let mut outcome = Ok(());
    if is_asked("simulation") {
        outcome = outcome.and_then(|()| simulation::measure());
    }
    if is_asked("numbers") {
        outcome = outcome.and_then(|()| numbers::measure());
    }
    if is_asked("rows") {
        outcome = outcome.and_then(|()| scale::rows());
    }
    if is_asked("definitions") {
        outcome = outcome.and_then(|()| scale::definitions());
    }
    // Only on demand: one fetches the peer, one shows nothing by itself, one takes its minutes.
    if asked.iter().any(|a| a == "load") {
        outcome = outcome.and_then(|()| load::measure());
    }
    if asked.iter().any(|a| a == "peer") {
        outcome = outcome.and_then(|()| peer::measure());
    }
    if asked.iter().any(|a| a == "exact") {
        outcome = outcome.and_then(|()| engine::run_for_a_profiler());
    }
    if is_asked("engine") {
        outcome = outcome.and_then(|()| engine::measure()).map(print_all);
    }
    if is_asked("site") {
        outcome = outcome.and_then(|()| site::measure()).map(print_all);
    }
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            println!("not measured: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn print_all(measured: Vec<Measured>) {
    println!(
        "\n{:<58} {:>8} {:>13} {:>13} {:>12} {:>8}",
        "measured", "runs", "median", "99th", "limit", "ratio"
    );
    measured.iter().for_each(Measured::print);
}
