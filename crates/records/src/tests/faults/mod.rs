//! What is acknowledged stays: programs, servers and disks that stop at any moment.
//!
//! A process of its own writes through the gate with fifty tasks and says of each write that it was
//! acknowledged; it is killed at a random moment, and what is there then is compared with what it
//! said. The short form runs with the tests, the long one by `cargo xtask faults`.

mod disks;
mod killed;
mod lending;
mod witness;
mod writer;

/// How many rounds a test makes: what the variable asks for, or the usual number.
fn rounds(variable: &str, usual: u32) -> u32 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// A number below `below` that looks like chance and is the same for the same words.
fn drawn(words: &[&str], below: u64) -> u64 {
    let hash = words.iter().fold(crate::content_hash::ContentHash::new("draw"), |h, w| h.text(w));
    let digits: String = hash.finish().chars().take(15).collect();
    u64::from_str_radix(&digits, 16).unwrap() % below
}
