use super::*;
use crate::database::Manner;
use crate::identity::Identifier;
use crate::policy::{
    Assignment, Columns, Meant, Place as Where, Principal, Purpose, Reach, Role, RouteEntry,
    RoutePlace, Routes, Sensitivity, Territory, document,
};
use formula::words::Language;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sqlx::Row;

async fn page() -> &'static str {
    "page"
}

fn get(path: &'static str) -> RouteEntry {
    RouteEntry::get(path, "shelf.read", "A box.")
}

fn policy() -> Policy {
    Policy::new(&[SHELF_POLICY]).unwrap()
}

pub(super) fn account(number: u8) -> Actor {
    let text = format!("01920000-0000-7000-8000-0000000000{number:02x}");
    Actor::account(text.parse::<Identifier>().unwrap())
}

fn holds(number: u8, role: Role, territory: Territory) -> Principal {
    Principal::new(account(number), vec![Assignment { role, territory }])
}

fn municipality(code: &str) -> Territory {
    Territory::Municipality(code.to_owned())
}

/// Goal: every route has its entry, and the entries list every route. Method: three routes over
/// two stations, then read the list.
#[test]
fn routes_are_listed() {
    let post = RouteEntry::post("/{language}/box", "shelf.fill", "Fills a box.");
    let one = Routes::<()>::new().route(get("/{language}/box"), page).unwrap();
    let one = one.route(post, page).unwrap();
    let two = Routes::<()>::new().route(get("/{language}/box/{name}"), page).unwrap();
    let all = one.merge(two).unwrap();
    let listed = all.entries().iter().map(|e| format!("{} {}", e.method, e.path));
    assert_eq!(
        listed.collect::<Vec<_>>(),
        ["GET /{language}/box", "POST /{language}/box", "GET /{language}/box/{name}"]
    );
}

/// Goal: a path that is none or is taken gives an error and no panic. Method: the same route
/// twice, the same shape with another name, a path without a slash, a clash between stations.
#[test]
fn clashing_routes() {
    let routes = || Routes::<()>::new().route(get("/{language}/box"), page).unwrap();
    for path in ["/{language}/box", "/{tag}/box", "box"] {
        assert_eq!(routes().route(get(path), page).unwrap_err().id(), "route-invalid", "{path}");
    }
    assert_eq!(routes().merge(routes()).unwrap_err().id(), "route-invalid");
}

/// Goal: a route for an action that nobody lists cannot be served. Method: one misspelt.
#[test]
fn routes_name_listed_actions() {
    let entry = RouteEntry::get("/box", "shelf.raed", "A box.");
    let routes = Routes::<()>::new().route(entry, page).unwrap();
    let refuse = |_: &axum::extract::Request, _: Error| axum::response::Response::default();
    let refused = routes.guarded(Arc::new(policy()), refuse).unwrap_err();
    assert_eq!(refused.id(), "action-unlisted");
}

/// Goal: a role counts only where it is held: a municipality with its units, a unit alone, the
/// country everywhere. Method: one right, asked for at each place by each holder.
#[test]
fn roles_count_where_they_are_held() {
    let policy = policy();
    let official = Resource::national().of_sensitivity(Sensitivity::Official);
    let director = Role::MunicipalSocialDirector;
    let own = official.clone().in_municipality("01");
    let in_unit = own.clone().in_unit("u1");
    let other = official.clone().in_municipality("02");
    let may = |principal: &Principal, resource: &Resource| {
        policy.decide(principal, "shelf.read", resource).permitted
    };
    let here = holds(1, director, municipality("01"));
    assert!(may(&here, &own) && may(&here, &in_unit));
    assert!(!may(&here, &other) && !may(&here, &official));
    let unit = holds(1, director, Territory::Unit("u1".to_owned()));
    assert!(may(&unit, &in_unit) && !may(&unit, &own) && !may(&unit, &other));
    let country = holds(1, director, Territory::Country);
    assert!(may(&country, &own) && may(&country, &other) && may(&country, &official));
    assert!(!may(&Actor::public().into(), &own) && !may(&Actor::demo().into(), &own));
}

/// Goal: a decision says why, in each language, and a refusal says who may. Method: a right, a
/// prohibition that overrides one, and a right that nobody gave.
#[test]
fn decisions_say_why() {
    let policy = policy();
    let personal = Resource::national()
        .of_sensitivity(Sensitivity::Personal)
        .in_municipality("01")
        .in_unit("u1");
    let worker = Assignment { role: Role::SocialWorker, territory: Territory::Unit("u1".into()) };
    let administrator = Assignment { role: Role::Administrator, territory: Territory::Country };
    let alone = Principal::new(account(1), vec![worker.clone()]);
    let decision = policy.decide(&alone, "shelf.read", &personal);
    assert!(decision.permitted);
    let said: Vec<String> =
        decision.reasons.iter().map(|reason| reason.say(Language::SrLatn)).collect();
    assert_eq!(said, ["Socijalni radnici gledaju u kutije svog centra."]);
    let both = Principal::new(account(1), vec![worker, administrator]);
    let refused = policy.permit(&both, "shelf.read", &personal).unwrap_err();
    assert_eq!(refused.id(), "action-refused");
    let english = refused.message(Language::En);
    assert!(
        english.ends_with(
            "An administrator sees nothing about persons, whatever other role \
                               they hold."
        ),
        "{english}"
    );
    let public = Actor::public().into();
    let refused = policy.permit(&public, "shelf.read", &personal).unwrap_err();
    let help = refused.help(Language::En).unwrap();
    assert!(help.starts_with("It may be done by: social worker."), "{help}");
    for language in [Language::Sq, Language::SrCyrl, Language::SrLatn, Language::En] {
        assert!(!refused.message(language).contains('⟦'));
        assert!(!refused.help(language).unwrap().contains('⟦'));
        for role in Role::ALL {
            assert!(!role.name(language).contains('⟦'), "{role}");
        }
    }
}

/// Goal: a purpose widens nothing by itself, and opens what a policy ties to it. Method: an
/// auditor, and someone else, at work and at an audit.
#[test]
fn purposes_count_with_their_role() {
    let policy = policy();
    let resource = Resource::national().of_sensitivity(Sensitivity::Restricted);
    let may = |principal: Principal| policy.decide(&principal, "shelf.read", &resource).permitted;
    let auditor = holds(1, Role::Auditor, Territory::Country);
    let inspector = holds(1, Role::Inspector, Territory::Country);
    assert!(!may(auditor.clone()) && may(auditor.with_purpose(Purpose::Audit)));
    assert!(!may(inspector.with_purpose(Purpose::Audit)));
}

/// Goal: a policy that cannot mean what it says is refused when the program starts. Method: an
/// unknown action, an unknown attribute, a sentence that is missing, no policy at all.
#[test]
fn faulty_policies_are_refused() {
    let words = "@en(\"e\") @sq(\"s\") @sr(\"с\") ";
    let faulty = [
        "permit (principal, action == Action::\"shelf.raed\", resource);",
        "permit (principal, action == Action::\"shelf.read\", resource) \
         when { resource.colour == \"red\" };",
        "permit (principal, action, resource",
    ];
    for text in faulty {
        let text: &'static str = Box::leak(format!("{words}{text}").into_boxed_str());
        let station = StationPolicy { text, ..SHELF_POLICY };
        assert_eq!(Policy::new(&[station]).unwrap_err().id(), "policy-invalid", "{text}");
    }
    let text = "@en(\"e\") @sq(\"s\") permit (principal, action, resource);";
    let silent = StationPolicy { text, ..SHELF_POLICY };
    let refused = Policy::new(&[silent]).unwrap_err().message(Language::En);
    assert!(refused.contains("@sr"), "{refused}");
    // Closed by default.
    let closed = Policy::new(&[StationPolicy { text: "", ..SHELF_POLICY }]).unwrap();
    let box_of_all = Resource::national();
    assert!(!closed.decide(&Actor::demo().into(), "shelf.read", &box_of_all).permitted);
    assert!(closed.open_to("shelf.read", &box_of_all).is_empty());
}

/// Goal: someone who lost a right does not hear what a repeated request once led to. Method: a
/// command, then the same key by the same account without the role.
async fn a_repeated_request_is_decided_anew(place: Place) {
    let gate = gate(&place).await;
    let director = holds(7, Role::MunicipalSocialDirector, Territory::Country);
    let asked = |principal: Principal| Request { principal, ..request("k1") };
    assert_eq!(gate.execute(&Fill::new("a", 3), asked(director)).await, Ok(3));
    let without = Principal::from(account(7));
    let refused = gate.execute(&Fill::new("a", 3), asked(without)).await.unwrap_err();
    assert!(matches!(refused, FillError::Ground(Error::Refused { .. })), "{refused:?}");
}

/// Goal: the document of rights lists each action with who may. Method: read it.
#[test]
fn rights_are_written_down() {
    let text = document(&[SHELF_POLICY]).unwrap();
    assert!(text.contains("### `shelf.read`"));
    let director = "| municipal social director | public, official | public | \
                    public, official, personal |";
    assert!(text.contains(director), "{text}");
    assert!(text.contains("| auditor | public | public | public, official, personal |"));
}

/// A row of a list.
#[derive(Debug, Clone)]
struct Listed {
    place: Where,
    sensitivity: Sensitivity,
    owner: Option<u8>,
    subject: Option<u8>,
}

const CODES: [&str; 3] = ["01", "02", "03"];
const UNITS: [&str; 3] = ["u1", "u2", "u3"];

fn rows() -> impl Strategy<Value = Vec<Listed>> {
    let of = |list: [&'static str; 3]| {
        proptest::option::of(proptest::sample::select(list.to_vec()).prop_map(str::to_owned))
    };
    let sensitivity = proptest::sample::select(&Sensitivity::ALL[..]);
    let subject = proptest::option::of(100_u8..106);
    let row = (of(CODES), of(UNITS), sensitivity, proptest::option::of(1_u8..4), subject);
    let row = row.prop_map(|(municipality, unit, sensitivity, owner, subject)| Listed {
        place: Where { municipality, unit },
        sensitivity,
        owner,
        subject,
    });
    proptest::collection::vec(row, 0..40)
}

/// The resource that a row is, of its own class or of the one that all rows have.
fn resource_of(row: &Listed, fixed: Option<Sensitivity>) -> Resource {
    let resource = Resource {
        place: row.place.clone(),
        owner: row.owner.map(account),
        ..Resource::national().of_sensitivity(fixed.unwrap_or(row.sensitivity))
    };
    match row.subject {
        Some(subject) => resource.about(&subject_of(subject)),
        None => resource,
    }
}

/// What binds somebody to a subject.
#[derive(Debug, Clone)]
struct Bound {
    subject: u8,
    number: u8,
    /// By which bond: in the circle as a person or by a role, left it, kin, emergency access that
    /// runs, is over, or was ended.
    bond: u8,
    role: Assignment,
}

fn bonds() -> impl Strategy<Value = Vec<Bound>> {
    let role = prop_oneof![
        Just(Assignment { role: Role::SocialWorker, territory: municipality("01") }),
        Just(Assignment { role: Role::SocialWorker, territory: Territory::Unit("u1".into()) }),
        Just(Assignment { role: Role::Inspector, territory: Territory::Country }),
    ];
    let bound = (100_u8..106, 1_u8..4, 0_u8..8, role);
    let bound =
        bound.prop_map(|(subject, number, bond, role)| Bound { subject, number, bond, role });
    proptest::collection::vec(bound, 0..24)
}

/// Writes what binds people to subjects, as the ground keeps it.
async fn bind(connection: &mut sqlx::AnyConnection, bonds: &[Bound]) {
    // One subject is watched over by nobody; of the others the ground knows a class of its own.
    for (subject, class) in (100_u8..105).zip(Sensitivity::ALL.into_iter().cycle()) {
        let opens = subject % 2;
        let sql = format!(
            "INSERT INTO guarded VALUES ('', '{}', '{}', 'm', NULL, {opens}, 't', 'b')",
            subject_of(subject),
            class.word()
        );
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *connection).await.unwrap();
    }
    for (number, bound) in bonds.iter().enumerate() {
        let (subject, actor) = (subject_of(bound.subject), account(bound.number).word());
        let role = crate::sensitivity::Member::Role(bound.role.clone()).word();
        let circle = |member: &str, ended: &str| {
            format!(
                "INSERT INTO circle_member VALUES
                 ('', '{number}', '{subject}', '{member}', 't', 'b', {ended}, NULL)"
            )
        };
        let emergency = |ends: &str, ended: &str| {
            format!(
                "INSERT INTO emergency_access VALUES ('', '{number}', '{subject}', '{actor}', 'm',
                 CAST('r' AS BYTEA), 't', '{ends}', {ended}, NULL)"
            )
        };
        let sql = match bound.bond {
            0 => circle(&actor, "NULL"),
            1 | 2 => circle(&role, "NULL"),
            3 => circle(&actor, "'t'"),
            4 => format!(
                "INSERT INTO kinship VALUES
                 ('{number}', '{actor}', '{subject}', 'kin', 't', NULL, NULL)"
            ),
            5 => emergency("2027-01-01T00:00:00.000000Z", "NULL"),
            6 => emergency("2026-01-01T00:00:00.000000Z", "NULL"),
            _ => emergency("2027-01-01T00:00:00.000000Z", "'t'"),
        };
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *connection).await.unwrap();
    }
}

fn subject_of(number: u8) -> Identifier {
    account(number).identifier().unwrap().clone()
}

fn principals() -> impl Strategy<Value = Principal> {
    let territory = prop_oneof![
        Just(Territory::Country),
        proptest::sample::select(&CODES[..]).prop_map(municipality),
        proptest::sample::select(&UNITS[..]).prop_map(|unit| Territory::Unit(unit.to_owned())),
    ];
    // Those of whom the shelf's policies speak: with a prohibition for some place and a right for
    // every other, a list that mistakes one place for another shows too much or too little.
    let role = proptest::sample::select(vec![
        Role::MunicipalSocialDirector,
        Role::SocialWorker,
        Role::ProviderManager,
        Role::Inspector,
        Role::Auditor,
        Role::Administrator,
    ]);
    let held = (role, territory).prop_map(|(role, territory)| Assignment { role, territory });
    let purpose = proptest::sample::select(&Purpose::ALL[..]);
    let reach = proptest::option::of(proptest::sample::select(vec!["shelf.read", "shelf.fill"]));
    let drawn = (proptest::collection::vec(held, 0..4), 1_u8..4, purpose, reach);
    drawn.prop_map(|(held, number, purpose, reach)| {
        let principal = Principal::new(account(number), held).with_purpose(purpose);
        match reach {
            None => principal,
            Some(action) => principal.within(reach_of(action)),
        }
    })
}

/// The reach of a token.
fn reach_of(action: &str) -> Reach {
    let token = "01a2054d-9e3a-7027-86ed-ebff39b7a501".parse().unwrap();
    Reach::new(token, [action.to_owned()].into())
}

/// Goal: a token widens nothing and narrows to what it names: beyond it a person is anybody, and
/// the refusal says that it is the token. Method: someone who may, with and without, and someone
/// who may not.
#[test]
fn tokens_only_narrow() {
    let policy = policy();
    let personal = Resource::national()
        .of_sensitivity(Sensitivity::Personal)
        .in_municipality("01")
        .in_unit("u1");
    let refusal = |principal: &Principal| {
        policy.permit(principal, "shelf.read", &personal).map_err(|error| error.id()).err()
    };
    let worker = holds(1, Role::SocialWorker, Territory::Unit("u1".to_owned()));
    assert_eq!(refusal(&worker), None);
    assert_eq!(refusal(&worker.clone().within(reach_of("shelf.read"))), None);
    let narrow = worker.within(reach_of("shelf.fill"));
    assert_eq!(refusal(&narrow), Some("action-out-of-reach"));
    assert!(
        policy.scope(&narrow, "shelf.read") == policy.scope(&Actor::public().into(), "shelf.read")
    );
    // What can be ticked is what its owner may do and not anybody may.
    assert!(
        policy.adds(&holds(1, Role::SocialWorker, Territory::Unit("u1".to_owned())), "shelf.read")
    );
    let stranger = holds(2, Role::Trainer, Territory::Country).within(reach_of("shelf.read"));
    assert_eq!(refusal(&stranger), Some("action-refused"));
}

/// Goal: a list shows exactly the rows that would be permitted one by one. Method: made-up rows,
/// people with made-up roles, circles, kinship and emergency access, subjects of which the ground
/// keeps a class of its own; the list asked of the database, each row of the policy; once with a
/// class for each row, once with one for all.
async fn lists_equal_their_rows(place: Place) {
    let sql = "CREATE TABLE listed (number BIGINT NOT NULL, municipality_code TEXT, unit TEXT,
                                    sensitivity TEXT NOT NULL, owner TEXT, subject TEXT)";
    let step: &'static [Migration] =
        Box::leak(Box::new([Migration::new("listed", 1, "rows", sql)]));
    let opened = Database::open(&address(&place), &[step], &quick(), moment()).await.unwrap();
    let policy = policy();
    let columns = Columns {
        municipality: Some("municipality_code"),
        unit: Some("unit"),
        sensitivity: Ok("sensitivity"),
        owner: Some("owner"),
        subject: Some("subject"),
    };
    let alike = Columns { sensitivity: Err(Sensitivity::Personal), ..columns };
    let mut runner = TestRunner::default();
    for _ in 0..150 {
        let drawn = (rows(), principals(), bonds()).new_tree(&mut runner).unwrap().current();
        let (rows, principal, bonds) = drawn;
        let mut transaction = opened.begin_writing(Manner::Alone).await.unwrap();
        bind(&mut transaction, &bonds).await;
        for (number, row) in (0_i64..).zip(&rows) {
            sqlx::query("INSERT INTO listed VALUES ($1, $2, $3, $4, $5, $6)")
                .bind(number)
                .bind(row.place.municipality.clone())
                .bind(row.place.unit.clone())
                .bind(row.sensitivity.word())
                .bind(row.owner.map(|owner| account(owner).word()))
                .bind(row.subject.map(|subject| subject_of(subject).to_string()))
                .execute(&mut *transaction)
                .await
                .unwrap();
        }
        let scope = policy.scope(&principal, "shelf.read");
        for columns in [columns, alike] {
            let mut expected = Vec::new();
            for (number, row) in (0_i64..).zip(&rows) {
                let resource = resource_of(row, columns.sensitivity.err());
                let resource =
                    crate::sensitivity::known(&mut transaction, &principal, resource, moment());
                let resource = resource.await.unwrap();
                if policy.decide(&principal, "shelf.read", &resource).permitted {
                    expected.push(number);
                }
            }
            let condition = scope.condition(&columns, 1, moment());
            let sql = format!("SELECT number FROM listed WHERE {} ORDER BY number", condition.sql);
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for parameter in condition.parameters {
                query = query.bind(parameter);
            }
            let found = query.fetch_all(&mut *transaction).await.unwrap();
            let found: Vec<i64> = found.iter().map(|row| row.try_get(0).unwrap()).collect();
            assert_eq!(found, expected, "{principal:?} {rows:?} {bonds:?} {columns:?}");
        }
        transaction.rollback().await.unwrap();
    }
    opened.close().await;
}

/// Goal: a place that the path names is the place that is decided on. Method: a page of a
/// municipality, asked for by its director, by another and by nobody.
#[tokio::test]
async fn routes_are_decided_on() {
    use axum::body::Body;
    use axum::http::{Request as HttpRequest, StatusCode};
    use axum::response::IntoResponse;
    use tower::ServiceExt;
    let entry = RouteEntry::get("/box/{code}", "shelf.read", "A box.")
        .at(RoutePlace::Municipality("code"))
        .of_sensitivity(Sensitivity::Official);
    let fill = RouteEntry::post("/fill", "shelf.read", "Fills a box.");
    let routes = Routes::<()>::new().route(entry, page).unwrap().route(fill, page).unwrap();
    let refuse = |_: &axum::extract::Request, _: Error| StatusCode::FORBIDDEN.into_response();
    let router = routes.guarded(Arc::new(policy()), refuse).unwrap();
    let ask = |method: &str, path: &str, principal: Option<Principal>| {
        let mut request = HttpRequest::builder().method(method).uri(path);
        if let Some(principal) = principal {
            request = request.extension(principal);
        }
        router.clone().oneshot(request.body(Body::empty()).unwrap())
    };
    let director = holds(1, Role::MunicipalSocialDirector, municipality("01"));
    for (method, path, principal, expected) in [
        ("GET", "/box/01", Some(director.clone()), StatusCode::OK),
        ("HEAD", "/box/01", Some(director.clone()), StatusCode::OK),
        ("GET", "/box/02", Some(director.clone()), StatusCode::FORBIDDEN),
        ("HEAD", "/box/02", Some(director.clone()), StatusCode::FORBIDDEN),
        ("GET", "/box/01", None, StatusCode::FORBIDDEN),
        ("POST", "/box/01", Some(director.clone()), StatusCode::METHOD_NOT_ALLOWED),
        ("POST", "/fill", Some(director.clone()), StatusCode::FORBIDDEN),
        ("GET", "/nowhere", Some(director), StatusCode::NOT_FOUND),
    ] {
        let answer = ask(method, path, principal).await.unwrap();
        assert_eq!(answer.status(), expected, "{method} {path}");
    }
    // What changes something is let in only when it was meant.
    let meant = HttpRequest::builder().method("POST").uri("/fill").extension(Meant);
    let answer = router.oneshot(meant.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}

cluster::on_both!(a_repeated_request_is_decided_anew, lists_equal_their_rows,);
