//! The account of real runs: formulas as text, tables as text, worked by hand.

use super::super::*;
use formula::check::check;
use formula::data::{CellText, Data, Table, TableReader};
use formula::diagnostic::Source;
use formula::number::{Number, sum};
use formula::plan::Plan;
use formula::run::{Request, Run, run};
use jiff::civil::date;

/// A grant by persons and need, with a floor for each person.
const GRANT: &str = "\
formula grant
table town
  key name : text
  people : person
  need : point
table office
  key id : text
  -> town
  rooms : room
param pool : EUR  since 2025-01-01 = 1 000  cites \"a\"  since 2026-01-01 = 1 200  cites \"b\"
param floor : EUR/person  since 2025-01-01 = 1  cites \"a\"
param room_price : EUR/room  since 2025-01-01 = 10  cites \"a\"
each town
  let rooms = sum(rooms over its office)
  let part = share pool by need at least floor * people
  result grant : EUR = round(part to 0.01 EUR keeping sum)
  result offices : EUR = room_price * rooms
check sum(grant) = pool
";

const TOWNS: &str = "name,people,need\nA,100,3\nB,100,1";
const OFFICES: &str = "id,town,rooms\na,A,4\nb,B,6";

/// A run with all that it was made from.
struct Made {
    plan: Plan,
    tables: Vec<(&'static str, String)>,
    request: Request,
    run: Run<Decimal>,
}

fn table(plan: &Plan, name: &str, lines: &str) -> Result<Table, Vec<Diagnostic>> {
    let (id, _) = plan.table_named(name).unwrap();
    let mut lines = lines.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let mut reader = TableReader::new(plan, id, name, &header);
    for (at, line) in lines.enumerate() {
        let cell = |text: &&'static str| CellText { text, standing: None, source: None };
        let line: Vec<&'static str> =
            line.iter().map(|c| &*String::leak((*c).to_owned())).collect();
        reader.row(at as u64 + 2, &line.iter().map(cell).collect::<Vec<_>>());
    }
    reader.finish()
}

impl Made {
    fn new(text: &str, year: i16, params: &[(&str, &str)], towns: &str, offices: &str) -> Made {
        let plan = check(&Source::new("grant.formula", text), &[]).into_result().unwrap();
        let tables = vec![("town", towns.to_owned()), ("office", offices.to_owned())];
        let mut request = Request::on(date(year, 1, 1));
        let params = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        request.params.extend(params);
        let read: Vec<Table> = tables.iter().map(|(n, t)| table(&plan, n, t).unwrap()).collect();
        let data = Data::new(&plan, read, &[]).unwrap();
        let run = run::<Decimal>(&plan, &data, &request).unwrap();
        Made { plan, tables, request, run }
    }

    fn basis(&self) -> Basis<'_> {
        let formulas = vec![Formula { plan: &self.plan, params: self.run.params() }];
        Basis { formulas, request: &self.request }
    }

    fn read(&self, plan: &Plan) -> Result<Vec<Table>, Vec<Diagnostic>> {
        let wanted = self.tables.iter().filter(|(name, _)| plan.table_named(name).is_some());
        wanted.map(|(name, text)| table(plan, name, text)).collect()
    }
}

/// The account of a result, with the data of every row told apart.
fn told(before: &Made, after: &Made, result: &str) -> Account {
    let (first, second) = (before.basis(), after.basis());
    let read = |made: &Made| made.read(&before.plan).unwrap();
    let kinds = between(&first, &second, !same_tables(&read(before), &read(after)));
    let mut teller = Teller::new(|coalition: &Coalition| {
        let mixed = mixed(&first, &second, &kinds, coalition, "town");
        let plan = mixed.plans.last().unwrap();
        let tables = mixed.tables(plan, &mut |plan, side| match side {
            Side::Before => before.read(plan),
            Side::After => after.read(plan),
        })?;
        let data = Data::new(plan, tables, &[])?;
        let run = run::<Decimal>(plan, &data, &mixed.request)?;
        Ok(Worth::of(plan, &data, &run, result))
    });
    let mut found = account(kinds.clone(), &mut teller).unwrap();
    let keys: Vec<Arc<str>> = found.rows.iter().map(|row| row.key.clone()).collect();
    for key in keys {
        tell_data_apart(&mut found, &key, &mut teller);
    }
    for row in &found.rows {
        let Some(parts) = &row.parts else { continue };
        assert_eq!(sum(parts.iter().copied()).ok(), row.change);
        if let (Some(data), Some(at)) = (row.data, found.data_cause()) {
            assert_eq!(Number::add(data.own, data.others).unwrap(), parts[at]);
        }
    }
    found
}

fn texts(amounts: &[Decimal]) -> Vec<String> {
    amounts.iter().map(|amount| amount.to_canonical()).collect()
}

fn parameter(name: &str) -> Kind {
    Kind::Parameter(name.to_owned())
}

/// Goal: pool, parameter and data by hand. Method: the pool goes from 1 000 to 1 200 by another
/// day, the need of B from 1 to 3; the floor does not bind.
#[test]
fn pool_and_data_by_hand() {
    let before = Made::new(GRANT, 2025, &[], TOWNS, OFFICES);
    let towns = "name,people,need\nB,100,3\nA,100,3";
    let after = Made::new(GRANT, 2026, &[], towns, OFFICES);
    let found = told(&before, &after, "grant");
    let kinds: Vec<Kind> = found.causes.iter().flat_map(|cause| cause.kinds.clone()).collect();
    assert_eq!(kinds, [parameter("pool"), Kind::Day, Kind::Data]);
    // A: 750, with the pool 900, with the need of B 500, with both 600. The day itself moves
    // nothing: what it brings into force is the pool.
    let row = found.row("A").unwrap();
    assert_eq!(texts(row.parts.as_ref().unwrap()), ["125", "0", "-275"]);
    assert_eq!(row.data, Some(OwnAndOthers { own: Decimal::ZERO, others: dec("-275") }));
    let row = found.row("B").unwrap();
    assert_eq!(texts(row.parts.as_ref().unwrap()), ["75", "0", "275"]);
    assert_eq!(row.data, Some(OwnAndOthers { own: dec("275"), others: Decimal::ZERO }));
}

fn dec(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

/// Goal: rows that refer to a town are its own data. Method: a room more in each office; each town
/// feels its own only.
#[test]
fn what_refers_to_a_row_is_its_own() {
    let before = Made::new(GRANT, 2025, &[], TOWNS, OFFICES);
    let offices = "id,town,rooms\na,A,5\nb,B,6\nc,B,2";
    let after = Made::new(GRANT, 2025, &[("room_price", "20")], TOWNS, offices);
    let found = told(&before, &after, "offices");
    // A: 4 rooms at 10, 4 at 20, 5 at 10, 5 at 20: 40, 80, 50, 100.
    let row = found.row("A").unwrap();
    assert_eq!(texts(row.parts.as_ref().unwrap()), ["45", "15"]);
    assert_eq!(row.data, Some(OwnAndOthers { own: dec("15"), others: Decimal::ZERO }));
    // B: 60, 120, 80, 160.
    let row = found.row("B").unwrap();
    assert_eq!(texts(row.parts.as_ref().unwrap()), ["70", "30"]);
}

/// Goal: a value given for the run alone, a value in another text, and a change of the rule are
/// three causes; a text that changes only values moves nothing itself. Method: by hand.
#[test]
fn values_are_told_from_the_rule() {
    let before = Made::new(GRANT, 2025, &[("room_price", "20")], TOWNS, OFFICES);
    let dearer =
        GRANT.replace("EUR/room  since 2025-01-01 = 10", "EUR/room  since 2025-01-01 = 30");
    let after = Made::new(&dearer, 2025, &[], TOWNS, OFFICES);
    let found = told(&before, &after, "offices");
    let kinds: Vec<Kind> = found.causes.iter().flat_map(|cause| cause.kinds.clone()).collect();
    assert_eq!(kinds, [parameter("room_price"), Kind::Rules]);
    assert_eq!(texts(found.row("A").unwrap().parts.as_ref().unwrap()), ["40", "0"]);
    let doubled = dearer.replace("room_price * rooms", "2 * room_price * rooms");
    let after = Made::new(&doubled, 2025, &[], TOWNS, OFFICES);
    let found = told(&before, &after, "offices");
    // 4 rooms: 80, dearer 120, doubled 160, both 240.
    assert_eq!(texts(found.row("A").unwrap().parts.as_ref().unwrap()), ["60", "100"]);
}

/// Goal: what cannot be met between the runs joins its causes. Method: pool and floor rise
/// together; the higher floor alone cannot be met by the lower pool.
#[test]
fn a_floor_above_the_pool_joins() {
    let before = Made::new(GRANT, 2025, &[], TOWNS, OFFICES);
    let params = [("pool", "3 000"), ("floor", "10"), ("room_price", "11")];
    let after = Made::new(GRANT, 2025, &params, TOWNS, OFFICES);
    let found = told(&before, &after, "grant");
    let kinds: Vec<Vec<Kind>> = found.causes.iter().map(|cause| cause.kinds.clone()).collect();
    assert_eq!(kinds, [vec![parameter("pool"), parameter("floor")], vec![parameter("room_price")]]);
    assert!(matches!(&found.causes[0].joined, Joined::Together(found) if !found.is_empty()));
    assert_eq!(texts(found.row("A").unwrap().parts.as_ref().unwrap()), ["1250", "0"]);
}

/// Goal: rows and columns may differ between the data. Method: a third town comes with the second
/// run; the towns that were there lose to it by the data of others.
#[test]
fn a_row_may_be_new() {
    let before = Made::new(GRANT, 2025, &[], TOWNS, OFFICES);
    let towns = "name,people,need\nA,100,3\nB,100,1\nC,100,1";
    let after = Made::new(GRANT, 2025, &[], towns, OFFICES);
    let found = told(&before, &after, "grant");
    let row = found.row("A").unwrap();
    assert_eq!(row.data, Some(OwnAndOthers { own: Decimal::ZERO, others: dec("-150") }));
    assert_eq!(found.row("C").unwrap().parts, None);
}
