//! `seek`, `fit`, `uncertainty`, `xray`

use super::Folder;

/// Goal: goal seek tells the value, the one before it and how often it ran, and a goal that is out
/// of reach ends with status 1. Method: the three places of the tests; place 03 has 333 of 1 833
/// people and 70 of 470 ha, so it gets 0.6 × 333/1833 + 0.4 × 70/470 = 16.858 % of the pool, and
/// 250 EUR from a pool of 1 482.98 on.
#[test]
fn goal_seek_tells_the_least_value() {
    let folder = Folder::new("seek", &[]);
    let asked = "seek @heads.formula --data @ --as-of 2024-06-01 --vary pool --from 1000 \
                 --to 2000 --step 1 --until every(grant>=250·EUR)";
    let said = folder.run(asked);
    assert!(said.starts_with("status 0\n"), "{said}");
    assert!(said.contains("Pool: the condition holds from 1,483\u{a0}EUR on."), "{said}");
    assert!(said.contains("At 1,482\u{a0}EUR it does not yet."), "{said}");
    let json = folder.run(&format!("{asked} --format json"));
    assert!(json.contains("\"value\": \"1483\"") && json.contains("\"steady\": true"), "{json}");
    let never = folder.run(&asked.replace("--to 2000", "--to 1100"));
    assert!(never.starts_with("status 1\n") && never.contains("no value tried"), "{never}");
    let wrong = folder.run(&asked.replace("--vary pool", "--vary pol"));
    assert!(wrong.starts_with("status 2\n") && wrong.contains("pool, part"), "{wrong}");
    let wrong = folder.run(&asked.replace("grant", "grnt"));
    assert!(wrong.starts_with("status 1\n") && wrong.contains("check-name-unknown"), "{wrong}");
}

/// Goal: a fit names the weight it found and the shortfall before and after. Method: place 03
/// should get 180; it gets 181.67 by people alone and 148.94 by land alone, and 01 and 02 must not
/// fall below 500 and 200: by people they get 545.55 and 272.78, so that people alone serves all.
#[test]
fn a_fit_names_the_weights() {
    let folder = Folder::new("fit", &[]);
    let said = folder.run(
        "fit @heads.formula --data @ --as-of 2024-06-01 --weight part=0%..100% --free-sum \
         --target min(people*0.54·EUR/person,500·EUR)",
    );
    assert!(said.starts_with("status 0\n"), "{said}");
    assert!(said.contains("Part by people") && said.contains("Shortfall of all rows"), "{said}");
    assert!(said.contains("0.00 with the weights found"), "{said}");
    let wrong = folder
        .run("fit @heads.formula --data @ --as-of 2024-06-01 --weight part=1..x --target people");
    assert!(wrong.starts_with("status 2\n") && wrong.contains("PARAM=LOW..HIGH"), "{wrong}");
}

/// Goal: intervals are told for each row, in the reader's language. Method: cells of the tests are
/// reported; a tenth around each.
#[test]
fn intervals_are_told() {
    let folder = Folder::new("intervals", &[]);
    let asked = "uncertainty @heads.formula --data @ --as-of 2024-06-01 --within reported=10% \
                 --draws 200";
    let said = folder.run(&format!("{asked} --lang sq"));
    assert!(said.starts_with("status 0\n"), "{said}");
    assert!(said.contains("Gjakovë (01)") && said.contains("6 të dhëna hyrëse"), "{said}");
    assert_eq!(folder.run(asked), folder.run(asked));
    let nothing = folder.run("uncertainty @heads.formula --data @ --as-of 2024-06-01");
    assert!(nothing.starts_with("status 2\n") && nothing.contains("--within"), "{nothing}");
}

/// Goal: the X-ray reads well. Method: a snapshot.
#[test]
fn an_xray_reads_well() {
    let folder = Folder::new("xray", &[]);
    let said = folder.run("xray @heads.formula --data @ --as-of 2024-06-01");
    insta::assert_snapshot!("xray", said);
    let json = folder.run("xray @heads.formula --data @ --as-of 2024-06-01 --format json");
    assert!(json.contains("\"drivers\""), "{json}");
}

/// Goal: goal seek and fit ask about a scenario too. Method: a scenario that doubles the people of
/// 03, so that it reaches 250 EUR from a smaller pool; and a fit on it.
#[test]
fn questions_are_asked_about_a_scenario() {
    let scenario = "scenario more over heads\nset place.people = people * 2 where code = \"03\"\n";
    let folder = Folder::new("seek-scenario", &[("more.scenario", scenario)]);
    let said = folder.run(
        "seek @more.scenario --data @ --as-of 2024-06-01 --vary pool --from 1000 --to 2000 \
         --step 1 --until every(grant>=250·EUR)",
    );
    assert!(said.starts_with("status 0\n") && said.contains("the condition holds from"), "{said}");
    assert!(!said.contains("1,483"), "{said}");
    let said = folder.run(
        "fit @more.scenario --data @ --as-of 2024-06-01 --weight part=0%..100% --free-sum \
         --target min(people*0.54·EUR/person,500·EUR)",
    );
    assert!(said.starts_with("status 0\n"), "{said}");
}
