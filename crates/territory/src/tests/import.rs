use super::*;
use crate::commands::{Import, Imported, import_kosovo};
use crate::error::Error;
use records::actor::Actor;
use records::command::Request;
use records::journal::{self, Chain};
use records::unit_of_work::IdempotencyKey;

async fn import(gate: &Gate, texts: PackageTexts, second: i64) -> Result<Imported, Error> {
    let key = IdempotencyKey::of_content(&[&second.to_string()]);
    let request = Request { principal: Actor::demo().into(), now: moment(second), key };
    gate.execute(&Import { texts }, request).await
}

/// Goal: the package reads back from the database as it was read from its files, and taking it in
/// again changes nothing. Method: import twice, compare everything, count the journal.
async fn comes_back_whole(place: Place) {
    let gate = gate(&place).await;
    let first = import_kosovo(&gate, Actor::demo(), moment(1)).await.unwrap();
    assert_eq!(first.changed, 38);
    let again = import_kosovo(&gate, Actor::demo(), moment(2)).await.unwrap();
    assert_eq!(again, Imported { changed: 0, ..first });
    let database = gate.database();
    let package = crate::package::read(&PackageTexts::kosovo()).unwrap();
    assert_eq!(crate::municipalities(database).await.unwrap(), package.municipalities);
    assert_eq!(crate::columns(database).await.unwrap(), package.columns);
    assert_eq!(crate::tiles(database).await.unwrap(), package.tiles);
    assert_eq!(crate::neighbour_pairs(database).await.unwrap(), package.neighbours);
    let chains = journal::verify(database).await.unwrap();
    assert_eq!(chains.len(), 39);
    assert!(chains.iter().all(|chain| chain.entries == 1));
}

/// Goal: what leaves for a formula is what came in, cell by cell, with a source for each. Method:
/// compare the snapshot's texts with the files of the package.
async fn leaves_as_it_came(place: Place) {
    let gate = gate(&place).await;
    import_kosovo(&gate, Actor::demo(), moment(1)).await.unwrap();
    let tables = crate::snapshot_tables(gate.database()).await.unwrap();
    let [table] = tables.as_slice() else { panic!("one table") };
    let texts = PackageTexts::kosovo();
    assert_eq!(table.name, "municipality");
    assert_eq!(table.cells, texts.municipality);
    assert_eq!(table.statuses.as_deref(), Some(texts.status.as_str()));
    let sources = table.sources.as_deref().unwrap();
    assert!(sources.contains("derived: 1,602,515"));
    let blanks = |text: &str| -> usize {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.records().map(|r| r.unwrap().iter().filter(|cell| cell.is_empty()).count()).sum()
    };
    assert_eq!(blanks(sources), blanks(&texts.municipality));
}

/// Goal: a changed figure changes that municipality only, and the journal tells it from what to
/// what; an earlier package may come into force again. Method: change an area of Deçan and back.
async fn change_is_told(place: Place) {
    let gate = gate(&place).await;
    import_kosovo(&gate, Actor::demo(), moment(1)).await.unwrap();
    let mut texts = with(|t| &mut t.municipality, "Gjakovë,297,", "Gjakovë,298,");
    texts.descriptor = texts.descriptor.replace("10896", "10897");
    assert_eq!(import(&gate, texts, 2).await.unwrap().changed, 1);
    let decan = crate::municipality(gate.database(), &code("01")).await.unwrap();
    assert_eq!(decan.area().unwrap().to_canonical(), "298");
    let chain = Chain::Municipality("01".to_owned());
    let told = &journal::latest(gate.database(), &chain, 1).await.unwrap()[0];
    assert_eq!(told.entry, 2);
    assert!(told.before.as_deref().unwrap().contains("\"297\""));
    assert!(told.after.as_deref().unwrap().contains("\"298\""));
    assert!(!told.after.as_deref().unwrap().contains("name_sq"));
    assert_eq!(import_kosovo(&gate, Actor::demo(), moment(3)).await.unwrap().changed, 1);
    let decan = crate::municipality(gate.database(), &code("01")).await.unwrap();
    assert_eq!(decan.area().unwrap().to_canonical(), "297");
}

/// Goal: a municipality that a package no longer has is gone, and the journal keeps it. Method:
/// take in a package without Mamusha.
async fn municipality_may_go(place: Place) {
    let gate = gate(&place).await;
    import_kosovo(&gate, Actor::demo(), moment(1)).await.unwrap();
    let mut texts = PackageTexts::kosovo();
    let start = texts.descriptor.find("\"checks\"").unwrap();
    let end = texts.descriptor.find("\"notes\"").unwrap();
    texts.descriptor.replace_range(start..end, "");
    for file in [&mut texts.municipality, &mut texts.status, &mut texts.source, &mut texts.tile] {
        *file = file.lines().filter(|l| !l.starts_with("32,")).collect::<Vec<_>>().join("\n");
    }
    let pairs = texts.neighbour.lines().filter(|line| !line.contains("32"));
    texts.neighbour = pairs.collect::<Vec<_>>().join("\n");
    assert_eq!(import(&gate, texts, 2).await.unwrap().changed, 1);
    let gone = crate::municipality(gate.database(), &code("32")).await.unwrap_err();
    assert_eq!(gone, Error::MunicipalityUnknown(code("32")));
    let chain = Chain::Municipality("32".to_owned());
    let told = &journal::latest(gate.database(), &chain, 1).await.unwrap()[0];
    assert_eq!((told.entry, &told.after), (2, &None));
}

/// Goal: a faulty package leaves what was in force. Method: two faults, then read.
async fn refused_whole(place: Place) {
    let gate = gate(&place).await;
    import_kosovo(&gate, Actor::demo(), moment(1)).await.unwrap();
    let mut texts = with(|t| &mut t.municipality, "Gjakovë,297,", "Gjakovë,many,");
    texts.municipality = texts.municipality.replacen(",430,", ",-4,", 1);
    let Err(Error::Package(faults)) = import(&gate, texts, 2).await else { panic!("accepted") };
    assert_eq!(faults.len(), 2);
    assert_eq!(journal::verify(gate.database()).await.unwrap().len(), 39);
    assert_eq!(crate::municipalities(gate.database()).await.unwrap().len(), 38);
}

/// Goal: neighbours and peers come with their data, and an unknown code is answered. Method:
/// Dragash has one neighbour; code 99 has none.
async fn neighbours_and_peers(place: Place) {
    let gate = gate(&place).await;
    import_kosovo(&gate, Actor::demo(), moment(1)).await.unwrap();
    let database = gate.database();
    let near = crate::neighbours(database, &code("05")).await.unwrap();
    assert_eq!(near.iter().map(|m| m.code.as_str()).collect::<Vec<_>>(), ["20"]);
    let near = crate::neighbours(database, &code("20")).await.unwrap();
    assert_eq!(near.len(), 6);
    assert_eq!(crate::peers(database, &code("19"), 1).await.unwrap()[0].code, code("20"));
    let unknown = Err(Error::MunicipalityUnknown(code("99")));
    assert_eq!(crate::neighbours(database, &code("99")).await, unknown);
    assert_eq!(crate::peers(database, &code("99"), 1).await, unknown);
}

cluster::on_both!(
    comes_back_whole,
    leaves_as_it_came,
    change_is_told,
    municipality_may_go,
    refused_whole,
    neighbours_and_peers,
);
