use super::*;
use crate::error::{Fault, FaultKind};
use crate::package::read;
use proptest::prelude::*;

fn faults(texts: &PackageTexts) -> Vec<Fault> {
    read(texts).unwrap_err()
}

/// Goal: each kind of fault is named with its file, line and column. Method: spoil the package of
/// Kosovo in one place at a time.
#[test]
fn every_fault_is_placed() {
    use FaultKind::*;
    type File = fn(&mut PackageTexts) -> &mut String;
    const MUNICIPALITY: File = |t| &mut t.municipality;
    const STATUS: File = |t| &mut t.status;
    const TILE: File = |t| &mut t.tile;
    const NEIGHBOUR: File = |t| &mut t.neighbour;
    const DISTRICT: File = |t| &mut t.district;
    const DESCRIPTOR: File = |t| &mut t.descriptor;
    let cases: [(File, &str, &str, FaultKind, u64, &str); 23] = [
        (MUNICIPALITY, "district,area,", "district,aera,", ColumnMissing, 1, "area"),
        (MUNICIPALITY, "area,population_2011", "area,area", ColumnMissing, 1, "population_2011"),
        (MUNICIPALITY, "Gjakovë,297,", "Gjakovë,,", CellEmpty, 2, "area"),
        (MUNICIPALITY, "01,Deçan,", "01,,", CellEmpty, 2, "name_sq"),
        (MUNICIPALITY, "Gjakovë,297,", "Gjakovë,2 97,", NumberInvalid, 2, "area"),
        (MUNICIPALITY, "Gjakovë,297,", "Gjakovë,\"297,5\",", NumberInvalid, 2, "area"),
        (MUNICIPALITY, "Gjakovë,297,", "Gjakovë,many,", NumberInvalid, 2, "area"),
        (MUNICIPALITY, "Gjakovë,297,", "Gjakovë,-297,", NumberTooSmall, 2, "area"),
        (MUNICIPALITY, "617,,no", "617,,nope", YesNoInvalid, 2, "minority_majority"),
        (MUNICIPALITY, "\n02,", "\n2,", CodeInvalid, 3, "code"),
        (MUNICIPALITY, "\n02,", "\n01,", RowTwice, 3, ""),
        (MUNICIPALITY, "Gjakovë,297", "Gjakova,297", Unknown, 2, "district"),
        (MUNICIPALITY, "Gjakovë,297,", "Gjakovë,297,9,", Unreadable, 2, ""),
        (MUNICIPALITY, "40019,27775", "40018,27775", TotalDiffers, 0, "population_2011"),
        (STATUS, "\n01,reported", "\n01,", StatusUnpaired, 2, "name_sq"),
        (STATUS, "\n01,reported", "\n01,surely", StatusInvalid, 2, "name_sq"),
        (STATUS, "\n01,reported", "\n99,reported", Unknown, 2, "code"),
        (TILE, "\n02,2,5,", "\n02,1,5,", TileTaken, 3, ""),
        (TILE, "\n02,2,5,", "\n02,0,5,", NumberInvalid, 3, "column"),
        (NEIGHBOUR, "\n01,02", "\n02,01", PairOrder, 2, ""),
        (NEIGHBOUR, "\n01,02", "\n01,99", Unknown, 2, "code_b"),
        (DISTRICT, "\nGjilan,", "\nFerizaj,", RowTwice, 4, ""),
        (DESCRIPTOR, "\"checks\": [", "\"checks\": [,", Unreadable, 19, ""),
    ];
    for (file, old, new, kind, line, column) in cases {
        let found = faults(&with(file, old, new));
        let placed = |f: &Fault| (f.kind, f.line, f.column.as_str()) == (kind, line, column);
        let loosely = |f: &Fault| f.kind == Unreadable && kind == Unreadable && f.line > 0;
        assert!(found.iter().any(|f| placed(f) || loosely(f)), "{new}: {found:#?}");
    }
}

/// Goal: a row that is missing from one of the files is named. Method: drop a row from each.
#[test]
fn missing_rows() {
    let status = with(|t| &mut t.status, "\n38,", "\n#38,");
    let missing = Fault::new(FaultKind::RowMissing, "municipality.status.csv", 0).found("38");
    assert!(faults(&status).contains(&missing));
    let mut tile = PackageTexts::kosovo();
    let kept = tile.tile.lines().filter(|line| !line.starts_with("38,"));
    tile.tile = kept.collect::<Vec<_>>().join("\n");
    let missing = Fault::new(FaultKind::RowMissing, "tile.csv", 0).found("38");
    assert_eq!(faults(&tile), [missing]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Goal: no text makes reading panic, and a fault always names its file.
    /// Method: put random text in a random place of a random file.
    #[test]
    fn never_panics(
        file in 0_usize..7,
        at in 0_usize..6000,
        text in "\\PC{0,20}|[,\"\n;0-9]{1,9}",
    ) {
        let mut texts = PackageTexts::kosovo();
        let file = [
            &mut texts.descriptor, &mut texts.municipality, &mut texts.status, &mut texts.source,
            &mut texts.district, &mut texts.tile, &mut texts.neighbour,
        ].into_iter().nth(file).unwrap();
        let place = file.char_indices().map(|(at, _)| at).nth(at % file.chars().count()).unwrap();
        file.insert_str(place, &text);
        if let Err(faults) = read(&texts) {
            prop_assert!(!faults.is_empty() && faults.iter().all(|fault| !fault.file.is_empty()));
        }
    }
}
