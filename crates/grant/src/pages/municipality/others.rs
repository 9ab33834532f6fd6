//! How a municipality stands among its neighbours and those of about its size.

use super::Sheet;
use crate::desk::Desk;
use crate::error::Error;
use crate::pages::frame::fault;
use pages::charts::{Chart, DotPlot, Frame, Item, median};
use pages::errors::PageError;
use pages::measure::Measure;

/// The codes of the municipalities near this one.
pub(super) struct Near {
    neighbours: Vec<String>,
    peers: Vec<String>,
}

/// How many of about the same size are shown.
const PEERS: usize = 6;

/// Reads which municipalities are near.
pub(super) async fn near(desk: &Desk, sheet: &Sheet<'_>) -> Result<Near, PageError> {
    let Some(place) = sheet.places.get(&sheet.own.code) else {
        return Ok(Near { neighbours: Vec::new(), peers: Vec::new() });
    };
    let code = &place.municipality.code;
    let wrong = |error: territory::Error| fault(&Error::from(error), sheet.reader);
    let neighbours = territory::neighbours(desk.database(), code).await.map_err(wrong)?;
    let peers = territory::peers(desk.database(), code, PEERS).await.map_err(wrong)?;
    Ok(Near {
        neighbours: neighbours.iter().map(|m| m.code.to_string()).collect(),
        peers: peers.iter().map(|m| m.code.to_string()).collect(),
    })
}

/// Both pictures.
pub(super) fn pictures(sheet: &Sheet<'_>, near: &Near) -> [Chart; 2] {
    [picture(sheet, "neighbours", &near.neighbours), picture(sheet, "peers", &near.peers)]
}

fn picture(sheet: &Sheet<'_>, id: &str, codes: &[String]) -> Chart {
    let say = sheet.say();
    let language = sheet.language();
    let own = sheet.own;
    let others: Vec<_> = codes.iter().filter_map(|code| sheet.all.of(code)).collect();
    let own_item = Item::new(&own.name, own.per_head).marked(true);
    let items = others
        .iter()
        .map(|other| Item::new(&other.name, other.per_head).href(sheet.municipality(&other.code)));
    let more = others.iter().filter(|other| other.per_head > own.per_head).count();
    let finding = say.with(
        &format!("{id}-finding"),
        &[("name", &own.name), ("more", &more.to_string()), ("count", &others.len().to_string())],
    );
    let measured = say.with("measured-per-head", &[("year", &sheet.known.year()), ("against", "")]);
    let source = format!("{} {}", sheet.known.source(language), say.word(&format!("{id}-own")));
    let mut plot = DotPlot::new(items.chain([own_item]).collect(), Measure::number("EUR", 2));
    let all: Vec<_> = sheet.all.allotments.iter().filter_map(|a| a.per_head).collect();
    if let Some(middle) = median(&all) {
        plot = plot.reference(say.word("median-all"), middle);
    }
    let frame = Frame::new(id, finding, measured, source).heading_level(3);
    sheet.picture(Chart::new(frame, plot))
}
