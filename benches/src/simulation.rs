//! Simulation in bulk: how often a second a formula is evaluated, each time with other parameters.

use crate::kosovo::{Ready, formulas};
use formula::number::Decimal;
use formula::plan::ParamId;
use formula::run::run;
use formula::simulate::{Kept, Simulation};
use std::time::Instant;

/// Evaluations a second and core that the product sets itself, for the last of the formulas.
const WANTED: f64 = 200_000.0;

/// Points at which a formula is evaluated; every one differs in every parameter.
const POINTS: usize = 256;

const ROUNDS: usize = 1_000;

pub(crate) fn measure() -> Result<(), String> {
    println!("\nSimulation of 38 municipalities, every numeric parameter varied by up to 5 %\n");
    println!(
        "| formula | definitions | exact run | plain simulation | compiled, one core | exact / \
         compiled | evaluations a second | compiled, two cores at once, each |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let mut last = 0.0;
    for ready in formulas()? {
        last = one(&ready)?;
    }
    println!("\nwanted {WANTED:.0} a second and core: ratio {:.2}", last / WANTED);
    Ok(())
}

fn one(ready: &Ready) -> Result<f64, String> {
    let (plan, data, request) = (&ready.plan, &ready.data, &ready.request);
    let exact = median(|| run::<Decimal>(plan, data, request).is_ok());
    let plain = median(|| run::<f64>(plan, data, request).is_ok());
    let varied = ready.varied();
    let ids: Vec<ParamId> = varied.iter().map(|(id, _)| *id).collect();
    let simulation = Simulation::new(plan, data, request, &ids, Kept::Results);
    let simulation = simulation.ok_or("parameters that cannot be varied")?;
    if let Some(span) = simulation.not_compiled() {
        return Err(format!("{} is not compiled: {}", ready.name, plan.source.slice(span)));
    }
    let points = points(&varied);
    let alone = rate(&mut simulation.clone(), &points)?;
    let both = std::thread::scope(|scope| {
        let spawn = || {
            let (mut copy, points) = (simulation.clone(), &points);
            scope.spawn(move || rate(&mut copy, points))
        };
        let (one, other) = (spawn(), spawn());
        let joined = [one.join(), other.join()];
        joined.into_iter().map(|r| r.map_err(|_| "a core stopped")?).sum::<Result<f64, String>>()
    })?;
    println!(
        "| {} | {} | {:.1} µs | {:.1} µs | {:.2} µs | {:.0} | {:.0} | {:.2} µs |",
        ready.name,
        plan.definitions.len(),
        exact,
        plain,
        1e6 / alone,
        exact * alone / 1e6,
        alone,
        2e6 / both,
    );
    Ok(alone)
}

/// Evaluations a second, the best of several rounds, since others use this machine too.
fn rate(simulation: &mut Simulation<'_>, points: &[Vec<f64>]) -> Result<f64, String> {
    let mut best = f64::INFINITY;
    let mut plainly = 0;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        for point in points {
            match simulation.evaluate(point) {
                Ok(outcome) => plainly += usize::from(!outcome.is_compiled()),
                Err(refusal) => return Err(format!("{:?}", refusal.first().map(|d| d.id))),
            }
        }
        best = best.min(begun.elapsed().as_secs_f64() / points.len() as f64);
    }
    if plainly > 0 {
        return Err(format!("{plainly} evaluations went the plain way"));
    }
    Ok(1.0 / best)
}

/// Parameters spread around their values, the same in every run.
fn points(varied: &[(ParamId, f64)]) -> Vec<Vec<f64>> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut part = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut point = || varied.iter().map(|(_, value)| value * (0.95 + 0.1 * part())).collect();
    (0..POINTS).map(|_| point()).collect()
}

/// Microseconds.
fn median(work: impl Fn() -> bool) -> f64 {
    let mut times: Vec<f64> = (0..2_000)
        .map(|_| {
            let begun = Instant::now();
            std::hint::black_box(work());
            begun.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(0.0)
}
