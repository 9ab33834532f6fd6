//! One formula with every form of the language, and with names that a database would trip over.

use super::Case;
use formula::check::check;
use formula::data::Data;
use formula::diagnostic::Source;
use formula::run::Request;
use formula_data::{Package, TableText, read_tables};
use jiff::civil::date;

const FORMULA: &str = r#"formula every_form
  title en "Every form'; drop table town; -- \n select 1"
  cites "Law \n; select 2"

category age_group
  factor : number
  weighty : bool
  child | 1.5 | true
  adult | 1 | false
  old   | 2.25 | true
category zone = plain, mountain

table state
  key code : text
  quota : %
  pool : EUR
table town
  key name : text
  -> state
  -> zone
  cares_for -> town optional
  people : person
  clients by age_group : person
  largest -> age_group
  money : EUR
  Money : EUR
  order : EUR optional
  born : date
  kind : city | village | hamlet
  user : bool
  становништво : person
  a_name_that_is_longer_than_the_sixty_three_bytes_that_postgresql_keeps_1 : EUR
  a_name_that_is_longer_than_the_sixty_three_bytes_that_postgresql_keeps_2 : EUR
table house
  key id : text
  -> town
  size : m2
  built : date
table need for each town and age_group
  wanted : person optional

param pool : EUR
  since 2020-01-01 = 1000  cites "a"
  since 2024-01-01 = 1 234.56  cites "b"
param wage by zone and age_group : EUR
  since 2020-01-01  cites "c"
    plain, child: 1.1
    plain, adult: 2.2
    plain, old: 3.3
    mountain, child: 4.4
    mountain, adult: 5.5
    mountain, old: 6.6
bands rate(x : person) -> EUR/person
  up to 100 : 5.5 EUR/person
  below 1000 : 3 EUR/person
  above : 1 EUR/person
slices cut(m : EUR) -> EUR
  up to 100 : 0.1
  up to 500 : 0.2
  above : 0.3
points line(x : person) -> EUR
  flat outside
  at 0 : 0 EUR
  at 90 : 50 EUR
  at 1000 : 100 EUR
function annuity(price : EUR, r : number, life : number) -> EUR
  = price * r / (1 - (1 + r) ^ (-life))

let total = sum(people)
let heads = count(town where user)
let average = mean(money)
let middle = median(money)
let ninetieth = percentile(money, 90%)
let spread = deviation(money)
let weighted = mean(money weighted by people)
let trimmed = mean(money dropping 1 at each end)
let youngest = max(born)
let noisy = 1 / 3 * 3 - 1
let pool_then = pool at 2021-05-05
each state
  let inhabitants = sum(people over its town)
  let towns = count(its town)
  let rich = some(user over its town)
  let all_users = every(user over its town)
  let no_users = no(user over its town)
  let range = if towns > 0 town then max(money over its town) - min(money over its town) else 0 EUR
  let elderly = sum(clients_old over its town where kind <> city)
each town
  let by_band = rate(people) * people
  let by_slice = cut(money)
  let by_line = line(people)
  let yearly = annuity(money, 0.05, 7)
  let years = age(born)
  let later = born + 6 month
  let days = later - born
  let by_state = share pool by people where user per state
  let of_state = share state.pool by money per state
  let limited = share pool by people at least 20 EUR at most 400 EUR if over, leave the rest
  let single = share pool by people fixed order where order is known at least 10 EUR
  let short = share pool by people at least 900 EUR if short, floors in proportion
  let cents = round(limited to 0.01 EUR keeping sum, ties by people descending)
  let fives = round(by_state to 5 EUR keeping sum per state)
  let thirds = round(money / 3 to 0.3 EUR, half even)
  let upwards = round(-money / 7 to 0.05 EUR, up)
  let downwards = round(-money / 7 to 10 EUR, floor)
  let place = rank(money, largest first)
  let place_in_state = rank(people, smallest first per state)
  let leading = money in top 40%
  let last_two = people in bottom 2 per state
  let poured = fill money: basic up to 100 EUR, then special up to 300 EUR
  let basic = poured.basic
  let special = poured.special
  let rest = poured.rest
  let houses = sum(size over its house)
  let others = sum(people per state)
  let part = state.quota * money
  let carer = cares_for.people otherwise 0 person
  let at_floor = limited is at its floor
  let at_cap = limited is at its cap
  let logarithm = log(people / 1 person)
  let root = sqrt(people / 1 person)
  let grown = exp(people / 100000 person)
  let power = (people / 1000 person) ^ 1.5
  let urban = if kind = city then 1 else 2
  let word = first of
      kind  when kind in (city, village)
      kind  otherwise
  let served = sum(clients[g] * g.factor over age_group g)
  let heavy = sum(clients[g] over age_group g where g.weighty)
  let fold_mean = mean(clients[g] weighted by g.factor over age_group g)
  let fold_median = median(clients[g] over age_group g)
  let most = clients[largest]
  let paid = wage[zone, largest]
  let either = user or money / (people - 77 person) > 1 EUR/person
  let сума = становништво + people
  let both_long = a_name_that_is_longer_than_the_sixty_three_bytes_that_postgresql_keeps_1
    - a_name_that_is_longer_than_the_sixty_three_bytes_that_postgresql_keeps_2
  let difference = money - Money
  let in_rounds = share pool by people at least 20 EUR at most 400 EUR in rounds
  let metres = houses in ha
  result z : EUR = round(difference to 0.01 EUR)
  check people > 0 person
each house
  let wanted_there = need[town, old].wanted otherwise 0 person
each need
  let asked = (wanted otherwise 0 person) * age_group.factor
let reached = sum(people) * sought
let sought = solve sought from 0 to 2 step 0.01 so that reached = 1000 person
check sum(cents) <= pool
"#;

const STATES: &str = "code,quota,pool\nA,12.5,100\nB,33.3,200.01\nC,1,5\n";

const TOWNS: &str = "\
name,state,zone,cares_for,people,clients_child,clients_adult,clients_old,largest,money,Money,order,\
born,kind,user,становништво,\
a_name_that_is_longer_than_the_sixty_three_bytes_that_postgresql_keeps_1,\
a_name_that_is_longer_than_the_sixty_three_bytes_that_postgresql_keeps_2
x'1,A,plain,,100,1,2,3,adult,500,1,,2000-02-29,city,yes,7,1,2
y/2,A,plain,x'1,1000,4,0,6,old,33.33,2,50,1999-12-31,village,no,8,3,4
z\\,B,mountain,,77,7,8,9,child,1000.5,3,,2010-06-15,hamlet,yes,9,5,6
w; drop table state;,B,plain,z\\,333,1,1,1,child,0.07,4,0,1980-01-01,city,yes,10,7,8
\"ä \"\"q\"\"\",B,mountain,,100,0,0,5,old,250,5,7.25,2004-02-28,village,yes,11,9,0
";

const HOUSES: &str = "id,town,size,built\n1,x'1,100,2001-01-01\n2,x'1,50.5,2002-02-02\n3,z\\,10,\
2003-03-03\n";

const NEEDS: &str = "town,age_group,wanted\nx'1,old,5\ny/2,child,2.5\nz\\,adult,\n";

/// The formula on its data.
pub(crate) fn every_form() -> Case {
    let checked = check(&Source::new("every_form.formula", FORMULA), &[]);
    let plan = checked.into_result().unwrap_or_else(|found| panic!("{found:#?}"));
    let texts: Vec<TableText<'_>> =
        [("state", STATES), ("town", TOWNS), ("house", HOUSES), ("need", NEEDS)]
            .into_iter()
            .map(|(name, csv)| TableText {
                name,
                origin: name,
                csv: csv.as_bytes(),
                status: None,
                source: None,
            })
            .collect();
    let tables = read_tables(&plan, &texts, &Package::default());
    let tables = tables.unwrap_or_else(|found| panic!("{found:#?}"));
    let data = Data::new(&plan, tables, &[]).unwrap_or_else(|found| panic!("{found:#?}"));
    let request = Request::on(date(2024, 6, 1));
    let run = formula::run::run_official(&plan, &data, &request);
    let _ = run.unwrap_or_else(|found| panic!("{found:#?}"));
    Case::new("every form".to_owned(), plan, data, request).unwrap()
}
