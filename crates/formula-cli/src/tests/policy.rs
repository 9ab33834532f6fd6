//! `test`

use super::Folder;

const GOOD: &str = "\
# Heads by hand

60 % by people, 40 % by land.

```formula-test
formula heads.formula
day 2024-01-01
pool = 1 000
```

### in: place

| code | people (person) | land | remark  |
|------|----------------:|-----:|---------|
| `A`  |             600 |   30 | a \\| b |
| B    |             400 |   10 |         |

## The rule

A has 60 % of the people and three quarters of the land: 360 + 300.

| this table | is prose |
|------------|----------|
| and        | ignored  |

### out

| code | remark | by_people | grant (EUR) |
|------|--------|----------:|------------:|
| A    | x      |   **360** |      660.00 |
| B    |        |       240 |         340 |

## Thirds go on

```formula-test
part = 0%
```

### in: place

| code | people | land |
|------|-------:|-----:|
| A    |      1 |    2 |
| B    |      1 |    1 |

### out: place

| code |  by_land | grant  |
|------|---------:|-------:|
| A    | 666.666… | 666.67 |
| B    |  333.33… | 333.33 |

## Nobody lives there

### in: place

| code | people | land |
|------|-------:|-----:|
| A    |      0 |    2 |
| B    |      1 |    1 |

### refused: run-check-fails-for

## Later

```formula-test
skip the law is not out yet
```
";

/// Goal: a formula may stand in the file itself, what is wrong in it is shown at its line of the
/// file, and a case has one. Method: one that runs, one with an unknown name on line 15, two.
#[test]
fn a_formula_may_stand_in_the_test() {
    let page = "\
# Doubles

```formula-test
day 2024-01-01
```

```formula
formula doubles

table place
  key code : text
  people   : person

each place
  result twice : person = 2 * people
```

### in: place

| code | people |
|------|-------:|
| A    |      3 |

### out

| code | twice |
|------|------:|
| A    |     6 |
";
    let wrong = page.replace("2 * people", "2 * peple");
    let two = page.replace("### in", "```formula\nformula other\n```\n\n### in");
    let files = [("a/good.md", page), ("b/wrong.md", &wrong), ("c/two.md", &two)];
    let folder = Folder::new("written", &files);
    assert!(folder.run("test @a").contains("1 passed, 0 failed, 0 skipped"));
    let found = folder.run("test @b");
    assert!(found.contains("--> b/wrong.md:15:"), "{found}");
    let found = folder.run("test @c");
    assert!(found.contains("c/two.md:18: there are two formulas"), "{found}");
}

/// Goal: a good file passes, with its skipped case counted. Method: the whole text; a folder with
/// a plain text beside it.
#[test]
fn a_good_file_passes() {
    let good = GOOD.replace("formula heads.formula", "formula ../heads.formula");
    let folder = Folder::new(
        "good",
        &[("tests/good.md", &good), ("tests/README.md", "# A text\n\n### out\n\nNothing.\n")],
    );
    assert_eq!(
        folder.run("test @tests"),
        "status 0\n\
         tests/good.md:64: skipped “Later”: the law is not out yet\n\
         tests/good.md: 3 passed, 0 failed, 1 skipped\n\
         3 passed, 0 failed, 1 skipped\n",
    );
}

/// Goal: what differs and what is badly written is said at its line. Method: one of each.
#[test]
fn faults_are_said_at_their_line() {
    let differs = GOOD.replace("660.00", "660.01").replace("666.666…", "666.667…");
    let unknown = GOOD
        .replace("| by_people |", "| by_peopel |")
        .replace("grant (EUR)", "grant (person)")
        .replace("| B    |        |       240 |", "| C    |        |       240 |");
    let not_refused = GOOD.replace("|      0 |    2 |", "|      5 |    2 |");
    let otherwise = GOOD.replace("refused: run-check-fails-for", "refused: data-key-twice");
    let data = GOOD.replace("|      0 |    2 |", "|      0 |   2,5 |");
    let written = "\
# Badly written

```formula-test
formula heads.formula
day 1.1.2024
without sure
how are you
```

### out

| code | grant |
|------|------:|
| A    |     1 |

## A case

### in:

| code |
|------|
| A    |

### out

Nothing here.

### refused

### in: place

| code | people |
|------|-------:|
| A    |
";
    let bare = "# Bare\n\n```formula-test\nday 2024-01-01\n```\n";
    let absent = GOOD.replace("formula heads.formula", "formula other.formula");
    let folder = Folder::new(
        "bad",
        &[
            ("differs.md", &differs),
            ("unknown.md", &unknown),
            ("not_refused.md", &not_refused),
            ("otherwise.md", &otherwise),
            ("data.md", &data),
            ("written.md", written),
            ("bare.md", bare),
            ("absent.md", &absent),
        ],
    );
    let mut text = String::new();
    for name in
        ["differs", "unknown", "not_refused", "otherwise", "data", "written", "bare", "absent"]
    {
        let said = folder.run(&format!("test @{name}.md"));
        assert!(said.starts_with("status 1\n"), "{name}: {said}");
        text.push_str(&format!("$ test {name}.md\n{said}\n"));
    }
    insta::assert_snapshot!("policy_faults", text);
}

/// Goal: results of another formula may be given by hand or worked out, and values of the country
/// compared. Method: a second formula that uses the first, once with and once without a column.
#[test]
fn results_of_other_formulas_given_or_worked_out() {
    let twice = "\
formula twice
use heads.grant
table place
  key code : text
let total = sum(grant)
each place
  result double : EUR = grant * 2
result all : EUR = total * 2
";
    let text = "\
# Twice

```formula-test
formula twice.formula
day 2024-01-01
```

## Given

### in: place

| code | grant |
|------|------:|
| A    |    10 |
| B    |    20 |

### out

| code | grant | double |
|------|------:|-------:|
| A    |    10 |     20 |
| B    |    20 |     40 |

### out

| total | all |
|------:|----:|
|    30 |  60 |

## Worked out

### in: place

| code | people | land |
|------|-------:|-----:|
| A    |    600 |   30 |
| B    |    400 |   10 |

### out

| code | grant | double |
|------|------:|-------:|
| A    |   660 |  1 320 |
| B    |   340 |    680 |

## On a folder

```formula-test
data .
```

### out

| code | double   |
|------|---------:|
| 01   | 1 165.30 |
";
    let folder = Folder::new("twice", &[("twice.formula", twice), ("twice.md", text)]);
    assert_eq!(
        folder.run("test @twice.md"),
        "status 0\ntwice.md: 3 passed, 0 failed, 0 skipped\n3 passed, 0 failed, 0 skipped\n",
    );
}

/// Goal: a heading that would silently not be counted is refused with the one that is meant, prose
/// is left alone; warnings are tested; a scenario is written out; and of two tables with the same
/// key the one that is meant must be told. Method: a page for each.
#[test]
fn pages_say_what_they_mean() {
    let page = |name: &str, text: &str| {
        let shop = r#"formula shops
table region
  key code : text
  size : km2
table shop
  key code : text
  people : person
param rate : number since 2020-01-01 = 2 cites "a"
each region
  result double : km2 = size * 2
each shop
  result both : person = people * rate
  warn people > 0
    title en "Somebody works there" sq "Dikush punon aty"
"#;
        let text = format!(
            "# T\n\n```formula-test\nformula shops.formula\nday 2024-01-01\n```\n\n### in: region\n\
             \n| code | size |\n|---|---|\n| a | 3 |\n\n### in: shop\n\n| code | people |\n\
             |---|---|\n| a | 0 |\n\n## Case\n\n{text}\n"
        );
        let folder = Folder::new(name, &[("shops.formula", shop), ("page.md", &text)]);
        folder.run("test @page.md")
    };
    let out = "| code | both |\n|---|---|\n| a | 0 |\n";
    for (at, (heading, meant)) in [
        ("### outs", "“out”"),
        ("### out shop", "“out: shop”"),
        ("### outputs", "“out”"),
        ("### refuse: run-check-fails", "“refused”"),
        ("### warnings: run-warning", "“warned”"),
    ]
    .into_iter()
    .enumerate()
    {
        let said = page(&format!("heading-{at}"), &format!("{heading}\n\n{out}"));
        assert!(said.starts_with("status 1") && said.contains(meant), "{heading}: {said}");
    }
    let prose = format!("### Out of scope\n\n### How it goes\n\n### out\n\n{out}");
    assert!(page("heading-prose", &prose).contains("1 passed, 0 failed"));
    for (at, what) in ["Somebody works there", "Dikush punon aty"].into_iter().enumerate() {
        let said =
            page(&format!("warned-{at}"), &format!("### warned: {what}\n\n### out\n\n{out}"));
        assert!(said.contains("1 passed, 0 failed"), "{said}");
    }
    let said = page("warned-not", "### warned: Nobody works there\n");
    assert!(said.starts_with("status 1") && said.contains("Nobody works there"), "{said}");
    let laid = format!(
        "```formula\nscenario more over shops\n\nset rate = 5\nset shop.people = 4\n```\n\n\
         ### out\n\n{}",
        out.replace("| 0 |", "| 20 |")
    );
    let said = page("laid", &laid);
    assert!(said.contains("1 passed, 0 failed"), "{said}");
    let region = out.replace("both", "double (km2)").replace("| 0 |", "| 6 |");
    assert!(page("of-region", &format!("### out\n\n{region}")).contains("1 passed"));
    let said = page("of-which", "### out\n\n| code |\n|---|\n| a |\n");
    assert!(said.starts_with("status 1") && said.contains("region, shop"), "{said}");
}
