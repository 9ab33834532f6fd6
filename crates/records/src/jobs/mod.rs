//! Jobs: what is to be done later, or again until it succeeds. A queue in the database, so that a
//! job becomes lasting together with the rows that ask for it.
//!
//! A job is done **at least once**: a worker that dies after its work and before it has said so is
//! followed by another. Whoever does a job goes by its key, so that twice is as good as once.
//!
//! | room | holds |
//! |---|---|
//! | [`queue`] | enqueued in a unit of work, claimed, settled, listed |
//! | [`backoff`] | how long a job waits before it is tried again |
//! | [`worker`] | takes jobs one by one until it is asked to stop |

pub mod backoff;
pub mod queue;
pub mod worker;

pub use backoff::Backoff;
pub use queue::{Claimed, Job, JobStep, NewJob};
pub use worker::{Handler, Handling, Worker};
