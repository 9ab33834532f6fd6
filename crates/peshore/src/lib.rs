//! The whole: stations wired to one site, and the commands that start it.
//!
//! | room | holds |
//! |---|---|
//! | [`site`] | the database, the gate and the desk; all routes with their policy entries |
//! | [`guard`] | what every request passes: Host header, request number, headers, faults |
//! | [`config`] | the settings: one file, the environment over it |
//! | [`watch`], [`limits`] | what is bounded, measured and logged of every request |
//! | [`metrics`], `probes`, `trace`, `listener` | measurements, the door for them, log, connections |
//! | [`arguments`] | what can be asked for on the command line |
//! | [`folder`] | where data lies when nobody says where |
//! | [`serve`] | a site on a port of this machine, from start to a graceful end |
//! | [`move_command`] | `peshore move`: a database copied into another |
//! | [`backup_command`] | `peshore backup`, `backup-key`, `restore` |
//! | [`verify_command`] | `peshore verify`: a database read whole |
//! | [`keys_command`] | `peshore keys`: the file of master keys |
//! | [`rights_command`] | `peshore rights`: who may do what |
//! | [`formula_command`] | `peshore formula …` |
//! | [`error`], [`words`] | what cannot be started and why; what is printed, in three languages |
//!
//! A test or a bench starts the same site in its own process: open a [`site::Site`], set it up, and
//! take [`site::Site::app`].

pub mod api_command;
pub mod arguments;
pub mod backup_command;
pub mod config;
pub mod error;
pub mod folder;
pub mod formula_command;
pub mod guard;
pub mod keys_command;
pub mod limits;
mod listener;
pub mod metrics;
pub mod move_command;
mod probes;
pub mod rights_command;
pub mod serve;
pub mod site;
mod trace;
pub mod verify_command;
pub mod watch;
pub mod words;

pub use error::Error;
pub use site::Site;

#[cfg(test)]
mod tests;
