//! The engine in the process: the formulas of Kosovo on the municipalities of Kosovo.

use crate::{Measured, kosovo};
use formula::check::check;
use formula::run::run;
use std::time::{Duration, Instant};

const REPETITIONS: usize = 2_000;

pub(crate) fn measure() -> Result<Vec<Measured>, String> {
    let mut all = Vec::new();
    for ready in kosovo::formulas()? {
        let (plan, data, request) = (&ready.plan, &ready.data, &ready.request);
        all.push(Measured {
            what: format!("engine: exact run of {}, 38 municipalities", ready.name),
            times: repeat(|| run::<formula::number::Decimal>(plan, data, request).is_ok())?,
            limit: Duration::from_millis(1),
        });
        all.push(Measured {
            what: format!("engine: simulation of {}, 38 municipalities", ready.name),
            times: repeat(|| run::<f64>(plan, data, request).is_ok())?,
            limit: Duration::from_millis(1),
        });
        let offers: Vec<_> = ready.library.plans().iter().map(|p| p.interface()).collect();
        all.push(Measured {
            what: format!("engine: check of {}", ready.name),
            times: repeat(|| check(&plan.source, &offers).plan.is_some())?,
            limit: Duration::from_millis(20),
        });
    }
    Ok(all)
}

/// Runs each formula exactly for a while and does nothing else, for a profiler to look at.
pub(crate) fn run_for_a_profiler() -> Result<(), String> {
    for ready in kosovo::formulas()? {
        let (plan, data, request) = (&ready.plan, &ready.data, &ready.request);
        repeat(|| run::<formula::number::Decimal>(plan, data, request).is_ok())?;
        repeat(|| run::<formula::number::Decimal>(plan, data, request).is_ok())?;
    }
    Ok(())
}

fn repeat(work: impl Fn() -> bool) -> Result<Vec<Duration>, String> {
    let mut times = Vec::with_capacity(REPETITIONS);
    for _ in 0..REPETITIONS {
        let begun = Instant::now();
        if !std::hint::black_box(work()) {
            return Err("what is measured fails".to_owned());
        }
        times.push(begun.elapsed());
    }
    Ok(times)
}
