use super::*;
use crate::model::{Municipality, NeighbourPair};
use crate::package::{self, Package};
use crate::rules::peers;
use formula::number::{Decimal, sum};
use formula::plan::Wording;
use formula::standing::Standing;
use formula::words::Language;
use std::collections::{BTreeMap, BTreeSet};

fn kosovo() -> Package {
    package::read(&PackageTexts::kosovo()).unwrap()
}

fn total(package: &Package, column: &str) -> i64 {
    let numbers = package.municipalities.iter().filter_map(|m| m.number(column));
    sum(numbers).unwrap().to_i64_exact().unwrap()
}

fn find<'a>(package: &'a Package, text: &str) -> &'a Municipality {
    package.municipalities.iter().find(|m| m.code == code(text)).unwrap()
}

/// Goal: the package holds the figures of its sources. Method: the totals that were published, and
/// those of what is known only in part.
#[test]
fn totals() {
    let package = kosovo();
    assert_eq!(package.municipalities.len(), 38);
    assert_eq!(total(&package, "population_2011"), 1_739_825);
    assert_eq!(total(&package, "population_2024_estimated"), 1_602_515);
    assert_eq!(total(&package, "population_2024_enumerated"), 1_585_566);
    assert_eq!(total(&package, "area"), 10_896);
    assert_eq!(total(&package, "minority_2011"), 122_956);
    assert_eq!(total(&package, "serb_2024_estimated"), 19_449);
    assert_eq!(total(&package, "assistance_families"), 9_742);
    let majority =
        package.municipalities.iter().filter(|m| m.has_minority_majority() == Some(true));
    assert_eq!(majority.count(), 11);
}

/// Goal: what was not counted in the north is missing, not zero, and its two populations differ.
/// Method: look at the four municipalities and at all others.
#[test]
fn north() {
    let package = kosovo();
    let north = ["12", "28", "29", "38"].map(code);
    for municipality in &package.municipalities {
        let is_north = north.contains(&municipality.code);
        assert_eq!(municipality.cell("population_2011").is_none(), is_north);
        assert_eq!(municipality.cell("minority_2011").is_none(), is_north);
        let estimated = municipality.cell("population_2024_estimated").unwrap();
        let enumerated = municipality.cell("population_2024_enumerated").unwrap();
        assert_eq!(estimated.value != enumerated.value, is_north);
        assert_eq!(estimated.standing == Standing::Estimated, is_north);
    }
}

/// Goal: every cell says how far it can be relied on and where it was read, and what is not
/// verified stays so. Method: all cells; the figures known to be derived, estimated or assumed.
#[test]
fn standings_and_sources() {
    let package = kosovo();
    for municipality in &package.municipalities {
        for (name, cell) in &municipality.cells {
            assert!(cell.source != Wording::from(""), "{} {name}", municipality.code);
        }
    }
    let standing = |text: &str, column: &str| find(&package, text).cell(column).unwrap().standing;
    assert_eq!(standing("14", "population_2024_estimated"), Standing::Derived);
    assert_eq!(standing("38", "population_2024_estimated"), Standing::Estimated);
    assert_eq!(standing("01", "minority_2011"), Standing::Assumed);
    assert_eq!(standing("02", "assistance_families"), Standing::Reported);
    assert_eq!(standing("19", "population_2011"), Standing::Verified);
    let memory = &find(&package, "01").cell("minority_2011").unwrap().source;
    assert!(memory.say(Language::En).contains("unverified"), "{memory:?}");
    assert!(memory.say(Language::SrLatn).contains("neprovereno"), "{memory:?}");
}

/// Goal: names come in every language, Serbian Latin without loss. Method: names with letters of
/// two signs.
#[test]
fn names() {
    let package = kosovo();
    let all = |text: &str| Language::ALL.map(|l| find(&package, text).name(l).into_owned());
    assert_eq!(all("02"), ["Gjakovë", "Ђаковица", "Đakovica", "Gjakova"]);
    assert_eq!(all("22"), ["Shtime", "Штимље", "Štimlje", "Shtime"]);
    let hani = find(&package, "31").name(Language::SrLatn).into_owned();
    assert_eq!(hani, "Elez Han (Đeneral Janković)");
    assert_eq!(find(&package, "38").district.get(Language::SrCyrl), "Косовска Митровица");
    for municipality in &package.municipalities {
        let cyrillic = &municipality.names.sr;
        assert!(!cyrillic.chars().any(|c| c.is_ascii_alphabetic()), "{cyrillic}");
    }
    let titles = package.columns.iter().map(|column| &column.titles.sr);
    assert!(titles.into_iter().all(|t| !t.chars().any(|c| c.is_ascii_alphabetic())));
}

/// Goal: the tiles lie compactly, each on a place of its own, with labels that fit. Method: all
/// places and labels; every tile touches another one, also by a corner.
#[test]
fn tiles() {
    let package = kosovo();
    let places: BTreeSet<_> = package.tiles.iter().map(|t| (t.column, t.row)).collect();
    assert_eq!(places.len(), 38);
    for tile in &package.tiles {
        assert!((1..=8).contains(&tile.column) && (1..=8).contains(&tile.row));
        for language in Language::ALL {
            assert!(tile.label(language).chars().count() <= 10, "{}", tile.label(language));
        }
        let touches = |p: &&(u8, u8)| {
            **p != (tile.column, tile.row)
                && p.0.abs_diff(tile.column) <= 1
                && p.1.abs_diff(tile.row) <= 1
        };
        assert!(places.iter().any(|p| touches(&p)), "{}", tile.code);
    }
}

/// Goal: from every municipality one can walk to every other over neighbours, and each has one.
/// Method: walk from Prishtina, both ways along each pair.
#[test]
fn neighbours_are_connected() {
    let package = kosovo();
    let mut near: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for NeighbourPair { a, b } in &package.neighbours {
        near.entry(a).or_default().push(b);
        near.entry(b).or_default().push(a);
    }
    assert_eq!((package.neighbours.len(), near.len()), (85, 38));
    let start = code("19");
    let (mut reached, mut open) = (BTreeSet::new(), vec![&start]);
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(&near[next]);
        }
    }
    assert_eq!(reached.len(), 38);
}

/// Goal: peers are those of the most similar size, both larger and smaller, never the one itself.
/// Method: Prishtina, the smallest, a middle one, and more than there are.
#[test]
fn peers_are_alike_in_population() {
    let package = kosovo();
    let all = &package.municipalities;
    let of = |text: &str, count: usize| -> Vec<String> {
        peers(find(&package, text), all, count).iter().map(|m| m.code.to_string()).collect()
    };
    assert_eq!(of("19", 2), ["20", "25"]);
    assert_eq!(of("36", 2), ["29", "34"]);
    assert_eq!(of("01", 3), ["07", "05", "08"]);
    assert_eq!(of("01", 99).len(), 37);
    let mut hidden = find(&package, "01").clone();
    hidden.cells.remove(crate::model::POPULATION);
    assert_eq!(hidden.population(), None::<Decimal>);
    assert!(peers(&hidden, all, 3).is_empty());
}
