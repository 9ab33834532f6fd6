//! `compare`

use super::Folder;

/// Data in which one place and one figure of another have changed.
const LATER: &str = "\
code,name_sq,name_sr,name_en,people,land
01,Gjakovë,Ђаковица,Gjakova,1100,300
02,Pejë,Пећ,Peja,500,120
03,Junik,Јуник,Junik,333,70
";

/// Goal: a change is told by cause, for one row and for all, in each language. Method: pool, a
/// parameter and data differ; snapshots.
#[test]
fn a_change_by_cause() {
    let folder = Folder::new("compare", &[("later/place.csv", LATER)]);
    let with = "compare @heads.formula --data @ --with-data @later --with-param pool=1·200 \
                --with-param part=50%";
    let mut text = String::new();
    for tag in ["en", "sq", "sr-Cyrl", "sr-Latn"] {
        text.push_str(&folder.run(&format!("{with} --row Junik --lang {tag}")));
        text.push('\n');
    }
    text.push_str(&folder.run(with));
    text.push_str(&folder.run(&format!("{with} --format csv")));
    insta::assert_snapshot!("compare", text);
}

/// Goal: a program reads runs, causes and parts. Method: snapshot of a row with another text of the
/// formula.
#[test]
fn a_change_for_programs() {
    let dearer = super::HEADS.replace("= 1 000  cites", "= 1 500  cites").replace(
        "round(by_people + by_land to",
        "round(0.4 * (by_people + by_land) + 0.6 * by_land / part * (100% - part) to",
    );
    let dearer = dearer.replace("check sum(grant) = pool", "warn sum(grant) = pool");
    let folder = Folder::new("compare-json", &[("other/heads.formula", &dearer)]);
    let line = "compare @heads.formula --data @ --with @other/heads.formula --row 02 --format json";
    let text = folder.run(line);
    let text: Vec<&str> = text.lines().filter(|line| !line.contains("hash\"")).collect();
    insta::assert_snapshot!("compare_json", text.join("\n"));
}

/// Goal: what does not add up to a comparison is refused, and what moves nothing is said so.
/// Method: nothing to compare with, an unknown row and result, the same value again.
#[test]
fn what_cannot_be_compared() {
    let folder = Folder::new("compare-faults", &[]);
    let compare = "compare @heads.formula --data @";
    let lines = [
        String::new(),
        " --with-param pool=2000 --row Junk".to_owned(),
        " --with-param pool=2000 --result grnt".to_owned(),
        " --with-param pol=2000".to_owned(),
        " --with-param pool=1000 --row 03".to_owned(),
    ];
    let text: Vec<String> =
        lines.iter().map(|line| folder.run(&format!("{compare}{line}"))).collect();
    insta::assert_snapshot!("compare_faults", text.join("\n"));
}

/// Goal: values that do not add up have no total, and it is said; a CSV says on request on what
/// both amounts rest. Method: the density of the places, and the grants with their standings.
#[test]
fn what_does_not_add_up_has_no_total() {
    let folder = Folder::new("compare-totals", &[("later/place.csv", LATER)]);
    let with = "compare @heads.formula --data @ --with-data @later";
    let said = folder.run(&format!("{with} --result density"));
    assert!(
        said.contains("No total: values of this kind do not add up") && !said.contains("Total ")
    );
    let json = folder.run(&format!("{with} --result density --format json"));
    assert!(json.contains("\"total\": null"), "{json}");
    let said = folder.run(&format!("{with} --result grant"));
    assert!(said.contains("Total") && !said.contains("No total"), "{said}");
    let csv = folder.run(&format!("{with} --result grant --format csv --standings"));
    let mut lines = csv.lines().skip(1);
    let header = lines.next().unwrap_or_default();
    let of = "inputs_before,unverified_before,weakest_before,\
              inputs_after,unverified_after,weakest_after";
    assert!(header.ends_with(of), "{csv}");
    assert!(lines.next().is_some_and(|line| line.ends_with(",8,7,assumed,8,7,assumed")), "{csv}");
}
