//! Downloaded files.

use super::ready;
use crate::downloads::{Surroundings, csv, file_name, names, workbook};
use crate::formulas::{GENERAL_GRANT, SPECIFIC_GRANT};
use crate::words::catalog;
use cluster::Place;
use formula::words::Language;

/// Goal: the CSV holds every municipality and sums to the pool, in each language.
/// Method: read it back.
async fn csv_reads_back(place: Place) {
    let ready = ready(place).await;
    let opened = ready.desk.baseline(GENERAL_GRANT).await.unwrap();
    for language in Language::ALL {
        let names = names(&ready.desk.municipalities().await.unwrap(), language);
        let bytes = csv(&opened, &names, language).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with('\u{feff}') && !text.contains('⟦'));
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let cents: i64 = rows.iter().map(|r| r[2].replace('.', "").parse::<i64>().unwrap()).sum();
        assert_eq!((rows.len(), cents), (38, 28_468_000_000));
        assert!(rows.iter().all(|row| !row[1].is_empty() && row.len() == 6));
    }
}

/// Goal: the same run gives the same workbook, byte by byte, in each language.
/// Method: write it twice.
async fn workbook_is_deterministic(place: Place) {
    let ready = ready(place).await;
    let opened = ready.desk.baseline(SPECIFIC_GRANT).await.unwrap();
    let data = territory::columns(ready.desk.database()).await.unwrap();
    for language in Language::ALL {
        let names = names(&ready.desk.municipalities().await.unwrap(), language);
        let around = Surroundings { names: &names, data: &data, is_proposal: true };
        let first = workbook(&opened, around, language).unwrap();
        assert!(first.starts_with(b"PK") && first.len() > 4000);
        assert_eq!(first, workbook(&opened, around, language).unwrap());
    }
    let name = file_name(&opened, "xlsx");
    assert_eq!(name, "specific-grant-2024-01-01-baseline.xlsx");
}

/// Goal: a sheet's name is no longer than a workbook allows. Method: its word in each language.
#[test]
fn sheet_names_are_short() {
    for language in Language::ALL {
        for id in ["file-amounts", "file-about"] {
            let name = catalog().say::<&str>(language, id, &[]);
            assert!(name.chars().count() <= 31, "{name}");
        }
    }
}

cluster::on_both!(csv_reads_back, workbook_is_deterministic,);
