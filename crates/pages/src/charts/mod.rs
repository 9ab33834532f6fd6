//! Pictures as SVG from the server, each with a table behind it.
//!
//! A picture is one of [`TileMap`], [`Bars`], [`DotPlot`], [`Waterfall`] and [`Slope`]. With a
//! [`Frame`] (the finding as title, what is measured, the source) it is a [`Chart`], which shows
//! itself in a page ([`Chart::to_html`]) and as a file of its own ([`Chart::to_standalone_svg`]).
//!
//! Every picture but the tile map is drawn twice, for a wide and for a narrow screen, and the
//! style sheet shows the one that fits: text keeps its size instead of shrinking with the
//! drawing. Colours are classes, so that both themes hold.

#![allow(
    clippy::float_arithmetic,
    reason = "coordinates of drawings are floats; every figure that is written comes from an \
              exact decimal"
)]

mod bars;
mod canvas;
mod chart;
mod dots;
mod files;
mod lettering;
mod rows;
mod scale;
mod slope;
mod standalone;
mod tiles;
mod waterfall;

pub use bars::{Bars, Item};
pub use chart::{Chart, Frame, Picture};
pub use dots::{DotPlot, median};
pub use files::{AS, PICTURE, picture_file};
pub use scale::{Class, Classes};
pub use slope::{Slope, SlopeLine};
pub use standalone::svg_download;
pub use tiles::{Tile, TileMap};
pub use waterfall::{Step, Waterfall};

#[cfg(test)]
mod tests;
