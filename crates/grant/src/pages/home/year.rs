//! The year's loop as a picture: nine stations, each with where it stands.

use crate::pages::words::say;
use pages::html::{Element, Html, element};
use pages::language::Reader;

/// The stations in their order; the last leads to the first again.
const STATIONS: [&str; 9] = [
    "need",
    "cost",
    "formula",
    "consultation",
    "adoption",
    "plan",
    "contracts",
    "cases",
    "standards",
];

/// The station at which the system stands: formulas are written, and runs of them can be read.
const HERE: &str = "formula";

/// The picture: a list that a style sheet bends into a loop, so that it reads the same without one.
pub(super) fn picture(runs: usize, formulas: usize, reader: &Reader) -> Html {
    let say = say(reader.language);
    let stations = STATIONS.into_iter().zip(1_usize..).map(|(station, number)| {
        let is_here = station == HERE;
        let state = if is_here {
            let counts = [("formulas", formulas.to_string()), ("runs", runs.to_string())];
            let counts = counts.each_ref().map(|(name, value)| (*name, value.as_str()));
            say.with("year-here", &counts)
        } else {
            say.word("year-closed")
        };
        let name = say.word(&format!("year-{station}"));
        let name: Element = if is_here {
            element("a").attr("href", reader.href("/formula")).child(name)
        } else {
            element("span").child(name)
        };
        element("li")
            .class(if is_here { "station station-here" } else { "station" })
            .attr_if("aria-current", is_here.then_some("step"))
            .child(
                element("span")
                    .class("station-mark")
                    .attr("aria-hidden", "true")
                    .child(number.to_string()),
            )
            .child(element("span").class("station-name").child(name))
            .child(element("span").class("station-state").child(state))
    });
    element("ol").class("year").attr("role", "list").children(stations).finish()
}
