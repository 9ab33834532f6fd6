//! `explain`

use super::Folder;

/// Goal: an amount is explained as steps that sum to it, and by what it rests on, for a row named
/// by key or by name in any language. Method: snapshots.
#[test]
fn an_amount_as_steps() {
    let folder = Folder::new("steps", &[]);
    let by_key = folder.run("explain @heads.formula --data @ --row 03");
    for name in ["junik", "Јуник", "Junik"] {
        assert_eq!(by_key, folder.run(&format!("explain @heads.formula --data @ --row {name}")));
    }
    let languages: Vec<String> = ["en", "sq", "sr-Cyrl", "sr-Latn"]
        .iter()
        .map(|tag| folder.run(&format!("explain @heads.formula --data @ --row 03 --lang {tag}")))
        .collect();
    insta::assert_snapshot!("explain_steps", languages.join("\n"));
}

/// Goal: the whole derivation reaches every cell and parameter. Method: snapshot in two languages.
#[test]
fn an_amount_with_its_whole_derivation() {
    let folder = Folder::new("derivation", &[]);
    let all = folder.run("explain @heads.formula --data @ --row 02 --all")
        + &folder.run("explain @heads.formula --data @ --row 02 --all --lang sr-Latn");
    insta::assert_snapshot!("explain_all", all);
}

/// Goal: a program reads the whole derivation, and a person gets a page that needs nothing beside
/// it, in the reader's language. Method: snapshots; the page has no address of another host, and
/// text of the data does not become markup.
#[test]
fn an_amount_as_json_and_as_a_page() {
    let evil = "code,name_sq,name_sr,name_en,people,land\n01,A,A,<b>&,1000,300\n02,B,B,B,500,100\n";
    let folder = Folder::new("whole", &[("evil/place.csv", evil)]);
    let json = folder.run("explain @heads.formula --data @ --row 02 --format json");
    let json: Vec<&str> = json.lines().filter(|line| !line.contains("hash\"")).collect();
    insta::assert_snapshot!("explain_json", json.join("\n"));
    let html = folder.run("explain @heads.formula --data @ --row 02 --format html --lang sq");
    assert!(html.contains("<html lang=\"sq\">") && !html.contains("http"));
    assert_eq!(html.matches("<details").count(), html.matches("</details>").count());
    let masked: Vec<&str> = html.lines().filter(|line| !line.contains("<li>")).collect();
    insta::assert_snapshot!("explain_html", masked.join("\n"));
    let html = folder.run("explain @heads.formula --data @evil --row 01 --format html");
    assert!(html.contains("&lt;b&gt;&amp;") && !html.contains("<b>"));
}

/// Goal: explaining an amount never reveals a protected figure. Method: a formula that uses what an
/// unpublished one discloses, explained in each form; behind the disclosed figure nothing stands.
#[test]
fn nothing_is_shown_behind_a_disclosed_figure() {
    let disclosure = "\
formula disclosure unpublished
table shelter
  key code : text
  victims : person protected
each shelter
  result disclosed : person = round(victims to 5 person)
";
    let published = "\
formula published
use disclosure.disclosed
table shelter
  key code : text
each shelter
  result amount : EUR = disclosed * 10 EUR/person
";
    let files = [
        ("disclosure.formula", disclosure),
        ("published.formula", published),
        ("shelter.csv", "code,victims\n01,3\n"),
    ];
    let folder = Folder::new("disclosed", &files);
    for form in ["--format json", "--format html", "--all"] {
        let said = folder.run(&format!("explain @published.formula --data @ --row 01 {form}"));
        assert!(said.starts_with("status 0"), "{said}");
        assert!(said.contains("disclosed"), "{said}");
        assert!(!said.contains("victims") && !said.contains("3\u{a0}persons"), "{said}");
    }
}
