//! Columns beside the published ones: what a commission has decided for single rows.

use super::Published;
use formula::number::Decimal;
use std::collections::BTreeMap;

/// A table with one more column, whose cells follow from the key in the first one.
pub(super) fn with_column(table: &[u8], name: &str, cell: impl Fn(&str) -> String) -> Vec<u8> {
    let mut reader = csv::Reader::from_reader(table);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut header = reader.headers().unwrap().clone();
    header.push_field(name);
    writer.write_record(&header).unwrap();
    for line in reader.records() {
        let mut line = line.unwrap();
        let more = cell(&line[0]);
        line.push_field(&more);
        writer.write_record(&line).unwrap();
    }
    writer.into_inner().unwrap()
}

impl Published {
    /// A published figure by the key of its row.
    pub(super) fn figure(&self, key: &str, column: &str) -> BTreeMap<String, Decimal> {
        let lines = self.lines("inputs.csv");
        let figure = |line: &BTreeMap<String, String>| Decimal::parse(&line[column]).unwrap();
        lines.iter().map(|line| (line[key].clone(), figure(line))).collect()
    }
}
