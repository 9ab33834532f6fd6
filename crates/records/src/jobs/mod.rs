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
//! | [`again`] | has a job tried again that was given up |

pub mod again;
pub mod backoff;
pub mod queue;
pub mod worker;

pub use backoff::Backoff;
pub use queue::{Claimed, Job, JobStep, NewJob};
pub use worker::{Handler, Handling, Worker};

use crate::policy::{ActionEntry, StationPolicy};

/// Seeing what the program has to do.
pub const SEE: &str = "jobs.see";

/// The actions of this room, and who may do them.
pub const POLICY: StationPolicy = StationPolicy {
    station: "jobs",
    actions: &[
        ActionEntry {
            action: SEE,
            description: "Sees what the program has to do: letters, reminders.",
            sq: "Sheh çka ka për të bërë programi: letra, përkujtesa.",
            sr: "Види шта програм треба да обави: писма, подсетнике.",
        },
        ActionEntry {
            action: again::AGAIN,
            description: "Has something tried again that the program gave up.",
            sq: "E kthen në provë diçka që programi e ka braktisur.",
            sr: "Враћа на поновни покушај оно од чега је програм одустао.",
        },
    ],
    text: include_str!("jobs.cedar"),
};
