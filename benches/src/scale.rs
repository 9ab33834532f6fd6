//! How the cost grows: with rows from a thousand to ten million, with definitions from ten to two
//! thousand.

use formula::check::check;
use formula::data::{Column, Data, PerCell, Table, Values};
use formula::diagnostic::Source;
use formula::number::Decimal;
use formula::plan::{ParamId, Plan, TableId};
use formula::run::{Request, run};
use formula::simulate::{Kept, Simulation};
use formula::standing::Standing;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};
use std::time::Instant;

/// The largest table of an exact run; beyond it the decimals alone take gigabytes.
const EXACT_ROWS: usize = 1_000_000;

const SHARES: &str = "formula shares
table state
  key code : text
table place
  key code : text
  -> state
  people : person
param pool : EUR
  since 2024-01-01 = 1 000 000 000
    assumed because \"for measuring\"
param part : %
  since 2024-01-01 = 60%
    assumed because \"for measuring\"
each place
  let even = share pool by people
  let weighted = part * even + (1 - part) * (sum(even per state) * 1 place / count(place per state))
  let limited = share pool by weighted
    at least 50% * even
    at most 200% * even
  result grant : EUR = round(limited to 0.01 EUR keeping sum)
  let of_state = share pool by weighted per state
  result pooled : EUR = round(of_state to 0.01 EUR keeping sum per state)
check sum(grant) = pool
";

const CHAIN: &str = "formula chain
table state
  key code : text
table place
  key code : text
  -> state
  people : person
param rate : EUR/person
  since 2024-01-01 = 3
    assumed because \"for measuring\"
each place
";

pub(crate) fn rows() -> Result<(), String> {
    println!(
        "\nRows: two shares, one bounded, and one with keeping the sum in a pool of each group"
    );
    println!("of about 215 rows (seconds of one core)\n");
    println!(
        "| rows | groups | exact run | plain simulation | compiled | exact, µs a row | compiled, \
         µs a row | largest memory so far |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let request = Request::on(jiff::civil::date(2026, 1, 1));
    let plan = plan_of(SHARES)?;
    let varied = [ParamId(0), ParamId(1)];
    let largest = std::env::var("PESHORE_BENCH_ROWS").ok().and_then(|n| n.parse().ok());
    for rows in [1_000_usize, 10_000, 100_000, 1_000_000, 10_000_000] {
        if rows > largest.unwrap_or(10_000_000) {
            break;
        }
        let groups = rows.div_ceil(215);
        let data = data_of(&plan, rows, groups)?;
        let small = rows <= EXACT_ROWS;
        let exact = small.then(|| best(rows, || run::<Decimal>(&plan, &data, &request).is_ok()));
        let plain = small.then(|| best(rows, || run::<f64>(&plan, &data, &request).is_ok()));
        let simulation = Simulation::new(&plan, &data, &request, &varied, Kept::Results);
        let mut simulation = simulation.filter(Simulation::is_compiled).ok_or("not compiled")?;
        let mut turn = 0.0;
        let compiled = best(rows, || {
            turn += 1.0;
            let point = [1_000_000_000.0 + 1_234.56 * turn, 0.6 + 0.000_1 * turn];
            simulation.evaluate(&point).is_ok_and(|outcome| outcome.is_compiled())
        })?;
        let shown = |time: &Option<Result<f64, String>>| match time {
            Some(Ok(seconds)) => format!("{:.2} ms", seconds * 1e3),
            _ => String::new(),
        };
        let each = exact.as_ref().and_then(|e| e.as_ref().ok()).map(|e| e * 1e6 / rows as f64);
        println!(
            "| {rows} | {groups} | {} | {} | {:.2} ms | {} | {:.3} | {} MiB |",
            shown(&exact),
            shown(&plain),
            compiled * 1e3,
            each.map(|each| format!("{each:.2}")).unwrap_or_default(),
            compiled * 1e6 / rows as f64,
            peak_memory(),
        );
        if let Some(Err(problem)) = exact.or(plain) {
            return Err(problem);
        }
    }
    Ok(())
}

pub(crate) fn definitions() -> Result<(), String> {
    println!("\nDefinitions over 38 rows, each resting on the one before it\n");
    println!(
        "| definitions | check | check, written last first | exact run | compiled | check, µs a \
         definition | exact, µs a definition | compiled, µs a definition |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let request = Request::on(jiff::civil::date(2026, 1, 1));
    for count in [10, 100, 1_000, 2_000] {
        let text = chain(count, false);
        let backwards = chain(count, true);
        let plan = plan_of(&text)?;
        let data = data_of(&plan, 38, 1)?;
        let checked = |text: &str| {
            let source = Source::new("chain.formula", text);
            best(count * 10, || check(&source, &[]).plan.is_some())
        };
        let (forward, backward) = (checked(&text)?, checked(&backwards)?);
        let exact = best(count * 10, || run::<Decimal>(&plan, &data, &request).is_ok())?;
        let simulation = Simulation::new(&plan, &data, &request, &[ParamId(0)], Kept::Results);
        let mut simulation = simulation.filter(Simulation::is_compiled).ok_or("not compiled")?;
        let mut turn = 0.0;
        let compiled = best(count * 10, || {
            turn += 1.0;
            simulation.evaluate(&[1.0 + turn / 1e6]).is_ok_and(|outcome| outcome.is_compiled())
        })?;
        let each = |seconds: f64| seconds * 1e6 / count as f64;
        println!(
            "| {count} | {:.2} ms | {:.2} ms | {:.3} ms | {:.4} ms | {:.1} | {:.2} | {:.3} |",
            forward * 1e3,
            backward * 1e3,
            exact * 1e3,
            compiled * 1e3,
            each(forward),
            each(exact),
            each(compiled),
        );
    }
    Ok(())
}

/// A formula of so many definitions, of which the last adds up every tenth.
fn chain(count: usize, backwards: bool) -> String {
    let mut lines = vec!["  let d0 = people * rate\n".to_owned()];
    for at in 1..count.saturating_sub(1) {
        let before = at - 1;
        lines.push(match at % 3 {
            0 => format!("  let d{at} = max(d{before} * 99%, people * rate)\n"),
            1 => format!("  let d{at} = d{before} + 1% * people * rate\n"),
            _ => format!("  let d{at} = if people > 50 then d{before} else people * rate\n"),
        });
    }
    let tenth: Vec<String> =
        (0..count.saturating_sub(1)).step_by(10).map(|d| format!("d{d}")).collect();
    lines.push(format!("  result last : EUR = {}\n", tenth.join(" + ")));
    if backwards {
        lines.reverse();
    }
    let mut text = String::from(CHAIN);
    lines.iter().for_each(|line| text.push_str(line));
    let _ = writeln!(text, "check sum(last over place) > 0");
    text
}

fn plan_of(text: &str) -> Result<Plan, String> {
    check(&Source::new("measured.formula", text), &[])
        .into_result()
        .map_err(|found| format!("{:?}", found.first()))
}

/// So many places, spread over so many states.
fn data_of(plan: &Plan, rows: usize, groups: usize) -> Result<Data, String> {
    let key = |name: &str| plan.table_named(name).map(|(id, _)| id).ok_or("no such table");
    let states: Vec<Arc<str>> = (0..groups).map(|at| format!("S{at:06}").into()).collect();
    let places: Vec<Arc<str>> = (0..rows).map(|at| format!("{at:08}").into()).collect();
    let of_state = (0..rows).filter_map(|at| states.get(at % groups).cloned()).collect();
    let people =
        (0..rows).map(|at| 20 + (at * 7_919 % 30_011)).filter_map(|n| i64::try_from(n).ok());
    let people = people.map(Decimal::from_i64).collect();
    let tables = vec![
        table(key("state")?, states.clone(), vec![Values::Text(states)]),
        table(
            key("place")?,
            places.clone(),
            vec![Values::Text(places), Values::Text(of_state), Values::Number(people)],
        ),
    ];
    Data::new(plan, tables, &[]).map_err(|found| format!("{:?}", found.first()))
}

fn table(id: TableId, keys: Vec<Arc<str>>, columns: Vec<Values>) -> Table {
    let column = |values| Column {
        values,
        missing: None,
        standing: PerCell::Same(Standing::default()),
        source: PerCell::Same(None),
    };
    Table {
        table: id,
        origin: "measured".to_owned(),
        rows: keys.len(),
        lines: (0_u64..).take(keys.len()).collect(),
        keys,
        columns: columns.into_iter().map(|values| Some(column(values))).collect(),
    }
}

/// The quickest of several times, in seconds of one core: fewer for what is large. Others use this
/// machine too, and what takes longer than a turn of the scheduler would be charged with theirs.
fn best(size: usize, mut work: impl FnMut() -> bool) -> Result<f64, String> {
    let together = (200_000 / size).clamp(1, 1_000);
    let mut best = f64::INFINITY;
    for _ in 0..(50_000 / size).clamp(3, 20) {
        let begun = core_seconds();
        for _ in 0..together {
            let wall = Instant::now();
            if !std::hint::black_box(work()) {
                return Err("what is measured fails".to_owned());
            }
            best = best.min(wall.elapsed().as_secs_f64());
        }
        // The system counts in turns of some milliseconds.
        let spent = core_seconds() - begun;
        if spent > 0.05 {
            best = best.min(spent / together as f64);
        }
    }
    Ok(best)
}

/// How long this thread has been on a core; by the clock where the system does not tell.
fn core_seconds() -> f64 {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let status = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = status.split_whitespace().next().and_then(|n| n.parse::<f64>().ok());
    nanoseconds.map_or_else(|| BEGUN.elapsed().as_secs_f64(), |n| n / 1e9)
}

/// The most memory that this process has had, in MiB; zero where the system does not tell.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    number.unwrap_or(0) / 1024
}
