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
