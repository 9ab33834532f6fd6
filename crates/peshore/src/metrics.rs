//! What is measured, in the form that Prometheus reads. Requests are counted by the template of
//! their route, never by what stands in its place: `/{language}/municipality/{code}`.

use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, LabelSetEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use records::database::Database;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Bounds of the durations that are counted, in seconds.
const BOUNDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// By which requests are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Asked {
    route: String,
    method: &'static str,
    status: u16,
}

impl EncodeLabelSet for Asked {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> fmt::Result {
        let status = self.status.to_string();
        [("route", self.route.as_str()), ("method", self.method), ("status", &status)]
            .encode(encoder)
    }
}

/// By which durations are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Route(String);

impl EncodeLabelSet for Route {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> fmt::Result {
        [("route", self.0.as_str())].encode(encoder)
    }
}

/// A name of a pool of connections.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Pool(&'static str, &'static str);

impl EncodeLabelSet for Pool {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> fmt::Result {
        [("pool", self.0), ("state", self.1)].encode(encoder)
    }
}

/// What is measured of one process.
#[derive(Debug, Clone)]
pub struct Metrics(Arc<Measured>);

#[derive(Debug)]
struct Measured {
    registry: Registry,
    requests: Family<Asked, Counter>,
    durations: Family<Route, Histogram, fn() -> Histogram>,
    under_way: Gauge,
    refused: Family<Route, Counter>,
    memory: Gauge,
    pools: Family<Pool, Gauge>,
}

impl Default for Metrics {
    /// Without the time of the start.
    fn default() -> Metrics {
        Metrics::new(0)
    }
}

impl Metrics {
    /// Begins to count. `started` is the time of the start in seconds since 1970.
    pub fn new(started: i64) -> Metrics {
        let mut registry = Registry::with_prefix("peshore");
        let requests = Family::<Asked, Counter>::default();
        registry.register("requests", "Answered requests", requests.clone());
        let durations: Family<Route, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(BOUNDS));
        let help = "Time to the answer";
        registry.register_with_unit("request_duration", help, Unit::Seconds, durations.clone());
        let under_way = Gauge::default();
        registry.register("requests_under_way", "Requests under way", under_way.clone());
        let refused = Family::<Route, Counter>::default();
        registry.register("refused", "Requests that were too much, by why", refused.clone());
        let memory = Gauge::default();
        registry.register_with_unit("memory", "Resident memory", Unit::Bytes, memory.clone());
        let pools = Family::<Pool, Gauge>::default();
        registry.register("connections", "Connections to the database", pools.clone());
        let start: Gauge = Gauge::default();
        start.set(started);
        registry.register_with_unit("start_time", "Start", Unit::Seconds, start);
        let version = [("version", env!("CARGO_PKG_VERSION"))];
        let build = Family::<Vec<(String, String)>, Gauge>::default();
        let labels = version.map(|(name, value)| (name.to_owned(), value.to_owned()));
        build.get_or_create(&labels.to_vec()).set(1);
        registry.register("build", "The version", build);
        Metrics(Arc::new(Measured {
            registry,
            requests,
            durations,
            under_way,
            refused,
            memory,
            pools,
        }))
    }

    /// A request began.
    pub(crate) fn began(&self) {
        self.0.under_way.inc();
    }

    /// It was answered.
    pub(crate) fn ended(&self, route: &str, method: &'static str, status: u16, lasted: Duration) {
        self.0.under_way.dec();
        let asked = Asked { route: route.to_owned(), method, status };
        self.0.requests.get_or_create(&asked).inc();
        let durations = self.0.durations.get_or_create(&Route(route.to_owned()));
        durations.observe(lasted.as_secs_f64());
    }

    /// It was too much.
    pub(crate) fn refused(&self, id: &str) {
        self.0.refused.get_or_create(&Route(id.to_owned())).inc();
    }

    /// Everything, with the memory and the connections of this moment.
    pub(crate) fn text(&self, database: &Database) -> String {
        self.0.memory.set(resident_bytes().unwrap_or(0));
        let whole = |number: u32| i64::from(number);
        for (name, pool) in database.pools() {
            self.0.pools.get_or_create(&Pool(name, "open")).set(whole(pool.open));
            self.0.pools.get_or_create(&Pool(name, "idle")).set(whole(pool.idle));
            self.0.pools.get_or_create(&Pool(name, "most")).set(whole(pool.most));
        }
        let mut text = String::new();
        // Writing into a text does not fail.
        let _ = encode(&mut text, &self.0.registry);
        text
    }
}

/// The memory of this process that is not swapped out, where the system tells it.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: i64 = line.split_whitespace().nth(1)?.parse().ok()?;
    kilobytes.checked_mul(1024)
}
