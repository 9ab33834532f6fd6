//! Hands the targets to libFuzzer. Which one is called, the variable `PESHORE_FUZZ` says.
#![no_main]
#![allow(unsafe_code, reason = "the macro gives C++ a function to call")]

use fuzz::targets::Target;
use std::sync::OnceLock;

static TARGET: OnceLock<Target> = OnceLock::new();

libfuzzer_sys::fuzz_target!(
    init: {
        let name = std::env::var("PESHORE_FUZZ").unwrap_or_default();
        let Some(target) = Target::named(&name) else {
            eprintln!("PESHORE_FUZZ names no target: {name}");
            std::process::exit(2);
        };
        TARGET.get_or_init(|| target);
    },
    |bytes: &[u8]| {
        if let Some(target) = TARGET.get() {
            target.call(bytes);
        }
    }
);
