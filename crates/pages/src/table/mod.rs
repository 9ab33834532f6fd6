//! Tables: typed columns and cells, sorted and filtered by plain links and a plain form.
//!
//! A [`Table`] is built once and shown with [`Table::to_html`]. The [`View`] of the request (from
//! its query) sorts and filters it. Text sorts by the reader's alphabet, figures by value, and
//! what is missing comes last in both directions.

mod model;
mod render;
mod view;

pub use model::{Cell, Column, Row, Table, Value};
pub use view::{Direction, View};

#[cfg(test)]
mod tests;
