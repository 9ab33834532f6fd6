//! The operations of the official number, short and full, in nanoseconds.

use formula::number::{ArithmeticError, Decimal, Number};
use std::time::Instant;

const COUNT: usize = 1_000;
const ROUNDS: usize = 2_000;

pub(crate) fn measure() -> Result<(), String> {
    let short = numbers(|at| Decimal::from_parts(1_000_003 + 7_919 * at % 8_999_999, -2))?;
    let full = numbers(|at| {
        let coefficient = 1_234_567_890_123_456_789_012_345_678_901_234 + 7_919_777_777 * at;
        Decimal::from_parts(coefficient, -20)
    })?;
    println!("\nOperations of the official number, nanoseconds\n");
    println!("| operation | short | full | full by short |");
    println!("|---|---|---|---|");
    let operations: [(&str, Operation); 4] = [
        ("add", Number::add),
        ("multiply", Number::mul),
        ("divide", Number::div),
        ("compare", |a, b| Ok(if a.compare(b).is_lt() { a } else { b })),
    ];
    for (name, operation) in operations {
        println!(
            "| {name} | {:.1} | {:.1} | {:.1} |",
            nanoseconds(&short, &short, operation)?,
            nanoseconds(&full, &full, operation)?,
            nanoseconds(&full, &short, operation)?,
        );
    }
    Ok(())
}

type Operation = fn(Decimal, Decimal) -> Result<Decimal, ArithmeticError>;

fn numbers(of: impl Fn(i128) -> Option<Decimal>) -> Result<Vec<Decimal>, String> {
    let all: Option<Vec<Decimal>> = (0_i128..).take(COUNT).map(of).collect();
    all.ok_or_else(|| "a number that cannot be held".to_owned())
}

fn nanoseconds(a: &[Decimal], b: &[Decimal], operation: Operation) -> Result<f64, String> {
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        for (x, y) in a.iter().zip(b.iter().rev()) {
            std::hint::black_box(operation(*x, *y).map_err(|e| e.to_string())?);
        }
        best = best.min(begun.elapsed().as_secs_f64());
    }
    Ok(best * 1e9 / COUNT as f64)
}
