//! Values by member and cross tables on the command line.

use super::Folder;

const COSTS: &str = "\
formula costs
  title en \"Costs\"  sq \"Kostot\"  sr \"Трошкови\"
table town
  key code : text
  name : text
category service = home_care, day_care
param rate by service : EUR/place
  title en \"Rate\"  sq \"Norma\"  sr \"Стопа\"
  since 2024-01-01  cites \"Annex\"
    home_care : 10
    day_care : 20
table need for each town and service
  clients : place
each need
  result cost : EUR = clients * service.rate
    title en \"Cost\"  sq \"Kostoja\"  sr \"Трошак\"
";

const NEED: &str = "\
town,service,clients
B,home_care,3
A,day_care,2
A,home_care,1
B,day_care,4
";

const POLICY: &str = "\
# Costs by hand

```formula-test
formula costs.formula
day 2024-01-01
rate[day_care] = 7
```

### in: town

| code | name |
|------|------|
| A    | Aley |

### in: need

| town | service   | clients |
|------|-----------|--------:|
| A    | day_care  |       3 |
| A    | home_care |       2 |

### out

| town | service   | cost (EUR) |
|------|-----------|-----------:|
| A    | home_care |         20 |
| A    | day_care  |         21 |
";

fn folder(name: &str) -> Folder {
    let files = [
        ("costs.formula", COSTS),
        ("town.csv", "code,name\nA,Aley\nB,Beck\n"),
        ("need.csv", NEED),
        ("costs.md", POLICY),
    ];
    Folder::new(name, &files)
}

/// Goal: a result of pairs is written with a column for each table of the pair, so that it can be
/// read again; the value of one member can be given. Method: the whole text.
#[test]
fn pairs_as_csv() {
    let folder = folder("pairs-csv");
    assert_eq!(
        folder.run("run @costs.formula --data @ --format csv --param rate[home_care]=5"),
        "status 0\ntown,service,cost\nA,home_care,5\nA,day_care,40\nB,home_care,15\n\
         B,day_care,80\n",
    );
    let refused = folder.run("run @costs.formula --data @ --param rate=5");
    assert!(refused.contains("run-param-of-which") && refused.contains("rate[home_care]"));
}

/// Goal: JSON tells the value of each member, its standing, and which was given. Method: the
/// parameter alone.
#[test]
fn members_as_json() {
    let folder = folder("pairs-json");
    let text = folder.run("run @costs.formula --data @ --format json --param rate[home_care]=5");
    let json = text.strip_prefix("status 0\n").expect("it runs");
    let value: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    let rate = &value["parameters"][0];
    assert_eq!(rate["by"], serde_json::json!(["service"]));
    let given = serde_json::json!(
        {
            "members": ["home_care"],
            "value": "5",
            "given": true,
            "standing": "assumed",
            "reason": null,
        }
    );
    assert_eq!(rate["values"][0], given);
    assert_eq!(rate["values"][1]["standing"], "verified");
    assert_eq!(value["tables"][0]["key"], "town/service");
    assert_eq!(value["tables"][0]["rows"][0]["key"], "A/home_care");
}

/// Goal: a pair is explained by its key, and the table for people names both rows.
#[test]
fn a_pair_is_explained() {
    let folder = folder("pairs-explain");
    let said = folder.run("explain @costs.formula --data @ --all --row B/day_care");
    assert!(said.contains("Rate for day_care = 20"), "{said}");
    let said = folder.run("run @costs.formula --data @");
    assert!(said.contains("Aley · home_care"), "{said}");
}

/// Goal: a page of policy tests speaks of pairs and of members. Method: one that holds.
#[test]
fn a_policy_test_speaks_of_pairs() {
    let said = folder("pairs-policy").run("test @costs.md");
    assert!(said.starts_with("status 0\n") && said.contains("1 passed"), "{said}");
}
