//! The engine in the process: the formulas of Kosovo on the municipalities of Kosovo.

use crate::Measured;
use formula::check::check;
use formula::diagnostic::Source;
use formula::run::{Request, run};
use formula_data::Library;
use std::path::Path;
use std::time::{Duration, Instant};

const REPETITIONS: usize = 2_000;

pub(crate) fn measure() -> Result<Vec<Measured>, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let data = root.join("data/kosovo");
    let mut all = Vec::new();
    for name in ["estimates", "general-grant", "specific-grant"] {
        let file = root.join(format!("formulas/kosovo/{name}.formula"));
        let library = Library::open(&file).map_err(|_| format!("{name} cannot be opened"))?;
        let request = Request::on(jiff::civil::date(2026, 1, 1));
        let runs = library.run_all(&data, &request).map_err(|_| format!("{name} cannot be run"))?;
        let Some(outcome) = runs.all().last() else { continue };
        let (plan, data) = (outcome.plan, &outcome.data);
        all.push(Measured {
            what: format!("engine: exact run of {name}, 38 municipalities"),
            times: repeat(|| run::<formula::number::Decimal>(plan, data, &request).is_ok())?,
            limit: Duration::from_millis(1),
        });
        all.push(Measured {
            what: format!("engine: simulation of {name}, 38 municipalities"),
            times: repeat(|| run::<f64>(plan, data, &request).is_ok())?,
            limit: Duration::from_millis(1),
        });
        let text = std::fs::read_to_string(&file).map_err(|e| e.to_string())?;
        let source = Source::new(name, text);
        let offers: Vec<_> = library.plans().iter().map(|p| p.interface()).collect();
        all.push(Measured {
            what: format!("engine: check of {name}"),
            times: repeat(|| check(&source, &offers).plan.is_some())?,
            limit: Duration::from_millis(20),
        });
    }
    Ok(all)
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
