//! A worker: takes jobs one by one, until it is asked to stop.

use super::backoff::Backoff;
use super::queue::{self, Claimed};
use crate::clock::Clock;
use crate::database::Database;
use crate::error::Error;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// For how long a job belongs to a worker.
const LEASE: SignedDuration = SignedDuration::from_mins(5);

/// How long one attempt may take. It is shorter than the lease, so that no two workers do one job
/// at one time.
const ATTEMPT_MAX: Duration = Duration::from_secs(240);

/// How long a worker waits before it asks again whether something is due.
const PAUSE: Duration = Duration::from_secs(2);

/// A job being done: nothing, or why it failed, in words for whoever runs the site. A fault names
/// no secret and no content of a record.
pub type Handling<'j> = Pin<Box<dyn Future<Output = Result<(), String>> + Send + 'j>>;

/// Does jobs of one kind. Twice is as good as once: it goes by the key of the job.
pub trait Handler: Send + Sync {
    /// Does a job.
    fn handle<'j>(&'j self, job: &'j Claimed) -> Handling<'j>;
}

/// Takes jobs and has them done.
#[derive(Clone)]
pub struct Worker {
    database: Database,
    clock: Clock,
    name: String,
    backoff: Backoff,
    handlers: BTreeMap<&'static str, Arc<dyn Handler>>,
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Worker({}, {:?})", self.name, self.handlers.keys())
    }
}

impl Worker {
    /// A worker under a name that no other has, who can do nothing yet.
    pub fn new(database: Database, clock: Clock, name: &str, backoff: Backoff) -> Worker {
        Worker { database, clock, name: name.to_owned(), backoff, handlers: BTreeMap::new() }
    }

    /// The same, able to do jobs of a kind.
    #[must_use]
    pub fn with(mut self, kind: &'static str, handler: Arc<dyn Handler>) -> Worker {
        self.handlers.insert(kind, handler);
        self
    }

    /// Takes one job and has it done, if one is due. Returns whether there was one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn once(&self) -> Result<bool, Error> {
        let now = self.clock.now();
        let Some(job) = queue::claim(&self.database, &self.name, now, LEASE).await? else {
            return Ok(false);
        };
        let outcome = match self.handlers.get(job.kind.as_str()) {
            None => Err(format!("nobody here does jobs of the kind {}", job.kind)),
            Some(handler) => match tokio::time::timeout(ATTEMPT_MAX, handler.handle(&job)).await {
                Ok(outcome) => outcome,
                Err(_) => Err(format!("not done within {} s", ATTEMPT_MAX.as_secs())),
            },
        };
        queue::settle(&self.database, &job, outcome, self.clock.now(), &self.backoff).await?;
        Ok(true)
    }

    /// Takes jobs until it is told to stop; the one under way is finished first.
    ///
    /// A database that cannot be asked is asked again after a pause: a job is never lost by it.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if matches!(self.once().await, Ok(true)) {
                continue;
            }
            // Whoever could have told is gone, or has told.
            let told = async {
                let _ = stop.wait_for(|told| *told).await;
            };
            tokio::select! {
                () = told => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }
}
