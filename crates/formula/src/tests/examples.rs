//! The three formulas by which the language is judged, as they are written, on figures small enough
//! to work by hand.

use super::Case;
use jiff::civil::date;

/// Goal: a grant with a minimum, a collar and a cap, and one council decided singly. Method: three
/// councils share 1 000; C's need is negative and it stands at the minimum of 30 % of an equal
/// share a head (330 / 100 a head for 20 heads are 66), D is decided at 100.
#[test]
fn a_grant_with_minimum_collar_and_cap() {
    let text = r#"formula general_purpose_grant
  title en "General purpose grant"  sq "Granti i përgjithshëm"  sr "Општи грант"
  cites "Local Government (Financial Assistance) Act 1995, s 6"

table council
  key name    : text
  population  : person
  expenditure : AUD                                   # standardised
  revenue     : AUD
  determined  : AUD optional                          # decided for this council alone, with a reason
  last_year   : AUD

param pool       : AUD  since 2024-07-01 = 1 000  cites "Determination 2024-25"
param disaster   : AUD  since 2024-07-01 = 100    cites "same"
param guaranteed : %    since 1995-07-01 = 30%    cites "s 6"
let minimum = guaranteed * (pool + disaster) / sum(population)         # AUD/person, found by the checker
each council
  let need       = expenditure - revenue                               # may be negative
  let unadjusted = share pool by need  at least minimum * population
  let limited    = share pool by unadjusted
                     fixed    determined where determined is known
                     fixed    unadjusted where unadjusted is at its floor
                     at least 102% * last_year
                     at most  110% * last_year
  result grant : AUD = round(limited to 1 AUD keeping sum, ties by population descending)
check sum(grant) = pool
"#;
    let rows = "name,population,expenditure,revenue,determined,last_year\n\
                A,30,500,100,,400\nB,30,500,100,,450\nC,20,100,300,,60\nD,20,300,200,100,300";
    let case = Case::new(text, &[("council", rows)]).on(date(2024, 7, 1));
    // A and B would share 834 evenly; B stands at its floor of 459 and A gets the rest, 375, which
    // is below its own floor of 408: the bounds cannot meet the pool.
    assert_eq!(super::ids(&case.refused()), ["run-share-short"]);
    let rows = rows.replace("B,30,500,100,,450", "B,30,500,100,,400");
    let case = Case::new(text, &[("council", &rows)]).on(date(2024, 7, 1));
    assert_eq!(case.values("minimum"), ["3.3"]);
    assert_eq!(case.values("unadjusted").get(2).map(String::as_str), Some("66"));
    assert_eq!(case.values("grant"), ["417", "417", "66", "100"]);
    assert!(case.official().holds());
}

/// Goal: social assistance over persons and households. Method: a household with a person unable to
/// work and a pupil; one with too much land; one whose member is employed; one whose member cares
/// for a person unable to work.
#[test]
fn social_assistance_over_persons_and_households() {
    let text = r#"formula social_assistance
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
    let households = "id,land\nH1,0.3\nH2,0.6\nH3,0.5\nH4,0";
    let persons = "id,household,cares_for,born,status\n\
                   a,H1,,1990-05-01,unable\nb,H1,,2010-05-01,pupil\n\
                   c,H2,,1950-01-01,other\n\
                   d,H3,,1950-01-01,employed\n\
                   e,H4,f,1990-01-01,jobseeker\nf,H4,,1980-01-01,unable\ng,H4,,2020-02-29,other";
    let case = Case::new(text, &[("household", households), ("person", persons)]);
    assert_eq!(case.values("dependent"), ["true"; 7]);
    // Two members, one a child: 70 + 20 + 10; three members, one a child: 70 + 20 + 10 + 10.
    assert_eq!(case.values("benefit"), ["100", "0", "0", "110"]);
    // In 2028 the pupil is of age and no longer a child.
    assert_eq!(case.on(date(2028, 5, 1)).values("benefit"), ["90", "0", "0", "110"]);
}

/// Goal: costing from the standards, for every municipality and service. Method: 20 clients with 8
/// to a full-time post need 2.5 posts; a municipality without clients costs nothing.
#[test]
fn costing_over_every_municipality_and_service() {
    let text = r#"formula costing
category grade = junior, senior
table municipality
  key name : text
  wage_index : number
  rent : EUR/m2/month
table service
  key name : text
  -> grade
  places_per_staff : place/FTE
  training_time : hour/FTE/year
  space : m2/place
  equipment : EUR/place
  lifetime : year
  places_per_centre : place/centre
  visits : visit/centre/year
  overhead : %
param wage by grade : EUR/FTE/year  since 2024-01-01  cites "a"
  junior : 6 000
  senior : 9 000
param trainer_rate : EUR/hour  since 2024-01-01 = 12  cites "a"
param visit_cost : EUR/visit  since 2024-01-01 = 50  cites "a"
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
  result missing_cost : EUR/year = sum(gap over its need)
"#;
    let data = [
        ("municipality", "name,wage_index,rent\nM,1.1,2\nN,1,3"),
        (
            "service",
            "name,grade,places_per_staff,training_time,space,equipment,lifetime,places_per_centre,\
             visits,overhead\n\
             day care,junior,8,20,5,100,5,30,2,10",
        ),
        ("need", "municipality,service,clients,served\nM,day care,20,15\nN,day care,0,"),
    ];
    let case = Case::new(text, &data);
    assert_eq!(case.values("staff"), ["2.5", "0"]);
    // (16 500 + 600 + 2 400 + 400) * 1.1 + 100, of which a quarter is not served.
    assert_eq!(case.values("standard_cost"), ["21990", "0"]);
    assert_eq!(case.values("missing_cost"), ["5497.5", "0"]);
}
