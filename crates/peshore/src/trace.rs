//! The log: one line for each request and for what happens to the program itself, on standard
//! error.
//!
//! **Never in the log**: what people type (query, form, body, what stands in a path), cookies and
//! other headers, addresses of people, statements and values of the database. Therefore no library
//! writes into it: only events of this crate do, and each names its fields here. What a page was
//! asked for stands as the template of its route.

use crate::config::LogFormat;
use std::time::Duration;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The only source of lines.
const OURS: &str = "peshore";

/// Begins the log of this process. Where there is one already it stays.
///
/// Whoever looks at a demonstration in a terminal reads of faults only.
pub(crate) fn begin(format: LogFormat, only_faults: bool) {
    let level = if only_faults { LevelFilter::WARN } else { LevelFilter::INFO };
    let ours = Targets::new().with_target(OURS, level);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false);
    let registry = tracing_subscriber::registry();
    let _ = match format {
        LogFormat::Plain => registry.with(lines.with_ansi(false).with_filter(ours)).try_init(),
        LogFormat::Json => {
            let lines = lines.json().flatten_event(true).with_current_span(false);
            registry.with(lines.with_span_list(false).with_filter(ours)).try_init()
        }
    };
    // What a panic says may quote data; where it happened does not.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(target: OURS, place, "fault");
    }));
}

/// A request was answered.
pub(crate) fn request(id: &str, method: &str, route: &str, status: u16, lasted: Duration) {
    let microseconds = u64::try_from(lasted.as_micros()).unwrap_or(u64::MAX);
    if status >= 500 {
        tracing::error!(target: OURS, id, method, route, status, microseconds, "request");
    } else {
        tracing::info!(target: OURS, id, method, route, status, microseconds, "request");
    }
}

/// The site listens.
pub(crate) fn started(version: &str, database: &str, address: &str) {
    tracing::info!(target: OURS, version, database, address, "started");
}

/// Nobody can read the measurements.
pub(crate) fn unmeasured(address: &str, detail: &str) {
    tracing::warn!(target: OURS, address, detail, "no metrics");
}

/// The end was asked for.
pub(crate) fn stopping() {
    tracing::info!(target: OURS, "stopping");
}

/// The end.
pub(crate) fn stopped(all_answered: bool) {
    tracing::info!(target: OURS, all_answered, "stopped");
}
