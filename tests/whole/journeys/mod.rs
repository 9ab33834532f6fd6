//! Journeys through the running system, by plain HTTP and by the command line.

mod command_line;
mod databases;
mod downloads;
mod editor;
mod front_door;
mod recomputed;
mod running;
