//! The examples of the language's own description, and files that use every form.

use super::super::ast::Wording;
use super::super::ast::{
    AggregateFunction, BinaryOperator, ColumnKind, ExprKind, Item, ParamValue, Rows, ScaleKind,
};
use super::{findings, read};

/// A grant with a minimum, a collar, a cap and a council decided singly.
pub(super) const GRANT: &str = r#"formula general_purpose_grant
  title en "General purpose grant"  sq "Granti i përgjithshëm"  sr "Opšti grant"
  cites "Local Government (Financial Assistance) Act 1995, s 6"

table council
  key name    : text
  population  : person
  expenditure : AUD                                   # standardised
  revenue     : AUD
  determined  : AUD optional                          # decided for this council alone, with a reason
  last_year   : AUD from decided general_purpose_grant.initial for the year before

param pool       : AUD  since 2024-07-01 = 580 790 947  cites "Determination 2024-25"
param disaster   : AUD  since 2024-07-01 = 714 262      cites "same"
param guaranteed : %    since 1995-07-01 = 30%          cites "s 6"
let minimum = guaranteed * (pool + disaster) / sum(population)         # AUD/person, found by the checker
each council
  let need       = expenditure - revenue                               # may be negative
  let unadjusted = share pool by need  at least minimum * population
  let limited    = share pool by unadjusted
                     fixed    determined where determined is known
                     fixed    unadjusted where unadjusted is at its floor
                     at least 102% * last_year
                     at most  110% * last_year
  result grant   = round(limited to 1 AUD keeping sum, ties by population descending)
check sum(grant) = pool
"#;

/// Social assistance over persons and households; the file head is added.
pub(super) const ASSISTANCE: &str = r#"formula assistance
table household
  key id : text
  land   : ha
table person
  key id : text
  -> household                                        # a reference; its name is the table's name
  cares_for -> person optional                        # a further reference has a name of its own
  born   : date
  status : employed | jobseeker | unable | pupil | other
slices scale (members : person) -> EUR/month          # each slice at its own rate
  since 2023-01-01  cites "Government decision on social assistance"
    up to 1 : 70 EUR/person/month
    up to 2 : 20 EUR/person/month
    above   : 10 EUR/person/month
param per_child : EUR/person/month  since 2023-01-01 = 10   cites "same"
param cap       : EUR/month         since 2023-01-01 = 250  cites "same"
param max_land  : ha                since 2003-08-18 = 0.5  cites "Law 2003/15"

each person
  let years     = age(born)                           # completed years on the day the run is made for
  let dependent = any of
        years <= 14
        years between 15 and 18 and status = pupil
        years >= 18 and status = unable
        years > 65
        cares_for is known and (cares_for.status = unable or cares_for.years > 65)
each household
  let members  = count(its person)
  let children = count(its person where years < 18)
  let entitled = land <= max_land and every(dependent over its person) and no(status = employed over its person)
  result benefit : EUR/month = first of
        0                                                when not entitled
        min(scale(members) + per_child * children, cap)  otherwise
"#;

/// Costing from the standards; the file head is added.
pub(super) const COSTING: &str = r#"formula costing
table need for each municipality and service          # one row per pair; a pair without data is missing, not zero
  clients : place
  served  : place optional
each need
  let staff     = round(clients / service.places_per_staff to 0.5 FTE, up)
  let wages     = staff * wage[service.grade] * municipality.wage_index
  let training  = staff * service.training_time * trainer_rate                 # hour/FTE/year * EUR/hour
  let premises  = clients * service.space * (municipality.rent in EUR/m2/year) # data: EUR/m2/month
  let equipment = clients * service.equipment / service.lifetime               # one-off, spread: EUR/place / year
  let oversight = round(clients / service.places_per_centre to 1 centre, up) * service.visits * visit_cost
  let cost      = (wages + training + premises + equipment) * (1 + service.overhead) + oversight
  let gap       = if clients = 0 then 0 else cost * max(clients - (served otherwise 0), 0) / clients
each municipality
  result standard_cost : EUR/year = round(sum(cost over its need) to 1 EUR/year)
"#;

/// Every form of the language that the three examples leave out.
pub(super) const EVERYTHING: &str = r#"# A file with every form.
formula everything title en "Everything" sq "Gjithçka" sr "Све"
  cites "Law 1"
  cites "Law 2"

use costing.standard_cost as cost
use costing.gap

category age_group = child, adult, older  title en "Age"
category year = 2019, 2020, 2021
category state
  title en "State" sq "Shteti" sr "Држава"
  quota : %
  name  : text
  AC | 3.421% | "Acre"
  AL | 4.1%   | "Alagoas"

table municipality
  title en "Municipality"
  cites "Census 2024"
  key code    : text            title en "Code" sq "Kodi" sr "Шифра"
  -> state
  twin -> municipality optional
  clients by age_group : person
    cites "Report"
  requirement by year : AUD optional
  minority    : person optional protected
  floor       : EUR
  rest        : bool
  since       : date
  by_law      : number
  last        : EUR optional from decided grant.amount for the year before
  first_run   : EUR optional from decided grant.amount  assumed because "no record"
table link
  key -> municipality
  key -> state

param pool : EUR  title en "Pool"
  since 2023-01-01 = 1 000 + 2 * 500  cites "Determination 2023"
  since 2024-01-01 = 284 680 000
    cites "Grants Commission, 25.4.2023"
  repealed since 2030-01-01  cites "Law 3"
param quota by state : %
  since 2024-01-01  cites "Decree"
    AC : 3.421%
    AL : 4.1%
  since 2025-01-01
    AC : 5%
    AL : 6%
param weight by state and age_group since 2024-01-01 estimated because "a rule"
  AC, child : 1.2
  AC, adult : 1
param start : date since 2024-01-01 = 2020-07-01 derived "from the law"
param on since 2024-01-01 = true

bands coefficient (n : person) -> number
  up to 10 188 : 0.6
  below 13 585 : 0.8
  above        : 4
slices scale (members : person) -> EUR/month since 2023-01-01 cites "Law"
  up to 1 : 70 EUR/person/month
  above : 10 EUR/person/month
points curve (x : number) -> number flat outside
  since 2020-01-01
    at 0 : 1
    at 10 : 2
  since 2021-01-01 error outside
    at 0 : 1
    at 20 : 3

function annuity(price : EUR, rate : %, life : year) -> EUR/year = price * rate / (1 - (1 + rate) ^ -life)
function half(x : number) = x / 2

let total : EUR = sum(clients[child] * 2 over municipality)
each municipality
  let band    = coefficient(sum(clients[g] * weight[state, g] over age_group g))
  let mean6   = mean(requirement[2019 to 2021] dropping 1 at each end)
  let density = (band + 1) in person/km2
  let old     = pool at 2024-01-01
  let years   = age(since, at 2024-09-01)
  let paid    = fill max(band, 0): basic up to 5, then special up to 10
  let part    = if paid.basic > 0 and not rest then 1 else if by_law = 2 then 3
                else 0
  let class   = exactly one of
        1  when band between 1 and 2
        2  when band in (3, 4)  # a remark
        3  when band in top 20% per state where not rest
        # between the cases
        4  otherwise
  let both    = all of
        rest
        any of
            band <> 3
            band != 4
        last is missing
      cites "Art. 4"
  let ranked  = rank(band, largest first per state where rest)
  let spread  = deviation(band per state) / mean(band weighted by by_law over municipality where rest)
  let quart   = percentile(band, 25% over municipality) + median(band) + percentile(band, 10%)
  let lower   = min(band, 3, -by_law) - min(band over municipality)
  let shared  = share pool by band where not rest per state
                  fixed 5 where last is known
                  fixed last where floor is at its cap or floor is free
                  at least floor
                  at most 110% * (last otherwise 0)
                  if short, floors in proportion
                  if over, leave the rest
                  in rounds
  let rounded = round(shared to 0.01 EUR, half even keeping sum per state, ties by band descending, code within bounds)
  result amount : EUR = round(rounded to 1 EUR, up)
      title en "Amount"
            sq "Shuma"
      assumed because "no figure"
  warn amount >= 0  title en "No negative amount"
let rate  = solve step_rate from 0% to 10% step 0.01% so that sum(amount) with pool = 5, start = (2020-01-01) = pool
let share = 1
let floor = share * 2 - 3 EUR/person^2*year
let older = count(its person by guardian where rest) + count(over municipality) + no(rest over its link)
check sum(amount) = pool cites "Art. 1"
each state: let part = round(share pool by quota to 0.01 BRL keeping sum)
"#;

/// A scenario with every form.
pub(super) const SCENARIO: &str = r#"scenario less over everything
  title en "Less"

set pool = 250 000 000
set quota[AC] = 3%
set quota[AC, 2020] = 3%
set municipality.floor = 2 * 3 EUR where code = "01" and not rest
set municipality.rest = true
replace let total : EUR = 5 EUR  cites "Proposal"
"#;

/// Goal: the language's description holds. Method: each of its examples, and each form once,
/// parses without findings.
#[test]
fn every_example_parses() {
    for text in [GRANT, ASSISTANCE, COSTING, EVERYTHING, SCENARIO] {
        assert_eq!(findings(text), Vec::<String>::new());
    }
}

/// Goal: the grant example gives the expected tree. Method: spot checks.
#[test]
fn grant_tree() {
    let file = read(GRANT);
    let header = file.header.unwrap();
    assert_eq!(header.name.text, "general_purpose_grant");
    assert_eq!(header.notes.titles.len(), 3);
    assert_eq!(header.notes.cites.len(), 1);
    let Item::Table(table) = &file.items[0] else { panic!() };
    let names: Vec<&str> = table.columns.iter().map(|c| c.name.text.as_str()).collect();
    let expected = ["name", "population", "expenditure", "revenue", "determined", "last_year"];
    assert_eq!(names, expected);
    assert!(table.columns[0].key && table.columns[0].kind == ColumnKind::Text);
    assert!(table.columns[4].optional && !table.columns[3].optional);
    let decided = table.columns[5].decided.as_ref().unwrap();
    assert_eq!(decided.result.text, "initial");
    assert!(decided.year_before);
    let Item::Param(pool) = &file.items[1] else { panic!() };
    let ParamValue::One(value) = &pool.values[0].value else { panic!() };
    assert!(matches!(&value.kind, ExprKind::Number(n, None) if n.digits == "580790947"));
    let cited = &pool.values[0].notes.cites[0];
    assert!(matches!(cited, Wording::One(said) if said.text == "Determination 2024-25"));
    assert_eq!(pool.values[0].since.to_string(), "2024-07-01");
    let Item::Each(each) = &file.items[5] else { panic!() };
    assert_eq!(each.items.len(), 4);
    let Item::Definition(limited) = &each.items[2] else { panic!() };
    let ExprKind::Share(share) = &limited.body.kind else { panic!() };
    assert_eq!(share.fixed.len(), 2);
    assert!(matches!(share.fixed[0].1.kind, ExprKind::IsKnown(_, true)));
    assert!(matches!(share.fixed[1].1.kind, ExprKind::IsAt(..)));
    assert!(share.floor.is_some() && share.cap.is_some() && share.filter.is_none());
    let Item::Definition(grant) = &each.items[3] else { panic!() };
    let ExprKind::Round(round) = &grant.body.kind else { panic!() };
    assert!(grant.result && round.keeping_sum && round.ties[0].1);
    let Item::Check(check) = &file.items[6] else { panic!() };
    assert!(check.stops);
    assert!(matches!(check.condition.kind, ExprKind::Binary(BinaryOperator::Equal, ..)));
}

/// Goal: the assistance example gives the expected tree. Method: spot checks.
#[test]
fn assistance_tree() {
    let file = read(ASSISTANCE);
    let Item::Table(person) = &file.items[1] else { panic!() };
    let kinds: Vec<_> = person.columns.iter().map(|c| (c.name.text.as_str(), &c.kind)).collect();
    assert!(matches!(kinds[1], ("household", ColumnKind::Reference(t)) if t.text == "household"));
    assert!(matches!(kinds[2], ("cares_for", ColumnKind::Reference(t)) if t.text == "person"));
    assert!(matches!(kinds[3], ("born", ColumnKind::Date)));
    assert!(matches!(kinds[4], ("status", ColumnKind::OneOf(words)) if words.len() == 5));
    let Item::Scale(scale) = &file.items[2] else { panic!() };
    assert_eq!((scale.kind, scale.versions.len()), (ScaleKind::Slices, 1));
    assert_eq!(scale.versions[0].lines.len(), 3);
    let powers: Vec<_> = scale.unit.factors.iter().map(|(n, p)| (n.text.as_str(), *p)).collect();
    assert_eq!(powers, [("EUR", 1), ("month", -1)]);
    let Item::Each(person) = &file.items[6] else { panic!() };
    let Item::Definition(dependent) = &person.items[1] else { panic!() };
    assert!(matches!(&dependent.body.kind, ExprKind::Conditions(_, c) if c.len() == 5));
    let Item::Each(household) = &file.items[7] else { panic!() };
    assert_eq!(household.items.len(), 4);
    let Item::Definition(members) = &household.items[0] else { panic!() };
    let ExprKind::Aggregate(count) = &members.body.kind else { panic!() };
    assert_eq!(count.function, AggregateFunction::Count);
    assert!(matches!(&count.rows, Rows::Its(table, None) if table.text == "person"));
    assert!(count.value.is_none());
    let Item::Definition(benefit) = &household.items[3] else { panic!() };
    let ExprKind::FirstOf(first) = &benefit.body.kind else { panic!() };
    assert!(!first.exactly && first.cases.len() == 1);
    assert!(matches!(first.cases[0].1.kind, ExprKind::Not(_)));
    let otherwise = first.otherwise.as_ref().unwrap();
    assert!(
        matches!(&otherwise.kind, ExprKind::Call(min, two) if min.text == "min" && two.len() == 2)
    );
}

/// Goal: the costing example gives the expected tree. Method: spot checks.
#[test]
fn costing_tree() {
    let file = read(COSTING);
    let Item::Table(need) = &file.items[0] else { panic!() };
    assert_eq!(need.product.len(), 2);
    let Item::Each(each) = &file.items[1] else { panic!() };
    let Item::Definition(premises) = &each.items[3] else { panic!() };
    let ExprKind::Binary(BinaryOperator::Multiply, _, right) = &premises.body.kind else {
        panic!()
    };
    assert!(matches!(&right.kind, ExprKind::Convert(_, unit) if unit.factors.len() == 3));
    let Item::Definition(gap) = &each.items[7] else { panic!() };
    assert!(matches!(gap.body.kind, ExprKind::If(..)));
    let Item::Each(municipality) = &file.items[2] else { panic!() };
    let Item::Definition(cost) = &municipality.items[0] else { panic!() };
    let ExprKind::Round(round) = &cost.body.kind else { panic!() };
    let ExprKind::Aggregate(sum) = &round.value.kind else { panic!() };
    assert!(matches!(&sum.rows, Rows::Its(table, None) if table.text == "need"));
    assert!(matches!(&round.to.kind, ExprKind::Number(_, Some(unit)) if unit.factors.len() == 2));
}
