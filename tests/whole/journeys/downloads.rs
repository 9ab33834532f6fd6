//! What a person takes home from the site.

use crate::demo::Demo;

/// The targets of links in a page that hold `part`.
fn links(text: &str, part: &str) -> Vec<String> {
    let targets = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut links: Vec<String> =
        targets.filter(|href| href.contains(part)).map(|href| href.replace("&amp;", "&")).collect();
    links.sort();
    links.dedup();
    links
}

/// Goal: the table on the page and the file beside it say the same. Method: fetch both kinds of
/// file that the allocation links, and look at their form.
#[test]
fn the_allocation_can_be_taken_home() {
    let demo = Demo::shared();
    let page = demo.get("/en/allocation").text();
    let csv = links(&page, "csv");
    let xlsx = links(&page, "xlsx");
    assert!(!csv.is_empty() && !xlsx.is_empty(), "the page links a CSV and an XLSX file");
    let table = demo.get(&csv[0]);
    assert_eq!(table.status, 200);
    assert!(table.header("content-type").starts_with("text/csv"));
    assert!(table.header("content-disposition").contains("attachment"));
    let text = table.text();
    let rows = text.lines().filter(|line| !line.trim().is_empty()).count();
    assert!(rows > 38, "38 municipalities and a header, found {rows} lines");
    let workbook = demo.get(&xlsx[0]);
    assert_eq!(workbook.status, 200);
    assert!(workbook.body.starts_with(b"PK"), "a workbook is a ZIP file");
}
