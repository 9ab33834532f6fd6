//! Tests of the whole tree and of the whole system.
//!
//! They live in one binary because every further integration test file is a further slow link:
//! a new subject is a new module here, never a new file beside this one.

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod journeys;
#[cfg(test)]
mod language;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod locales;
#[cfg(test)]
mod opinions;
#[cfg(test)]
mod reuse;
#[cfg(test)]
mod tidy;
