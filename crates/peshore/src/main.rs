//! Peshore.
fn main() {}
