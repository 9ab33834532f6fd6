use super::*;
use crate::policy::{RouteEntry, Routes};

async fn page() -> &'static str {
    "page"
}

fn get(path: &'static str) -> RouteEntry {
    RouteEntry::get(path, "shelf.read", Access::Public, "A box.")
}

/// Goal: every route has its entry, and the entries list every route. Method: three routes over
/// two stations, then read the list.
#[test]
fn routes_are_listed() {
    let post = RouteEntry::post("/{language}/box", "shelf.fill", Access::Public, "Fills a box.");
    let one = Routes::<()>::new().route(get("/{language}/box"), page).unwrap();
    let one = one.route(post, page).unwrap();
    let two = Routes::<()>::new().route(get("/{language}/box/{name}"), page).unwrap();
    let (_, entries) = one.merge(two).unwrap().into_parts();
    let listed: Vec<_> = entries.iter().map(|e| format!("{} {}", e.method, e.path)).collect();
    assert_eq!(
        listed,
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

/// Goal: the policy lists what stations gave it. Method: read the entries back.
#[test]
fn actions_are_listed() {
    let policy = Policy::new(&[ACTIONS]);
    assert_eq!(policy.entries().collect::<Vec<_>>(), ACTIONS.iter().collect::<Vec<_>>());
    assert!(policy.permit(&Actor::demo(), "shelf.fill").is_ok());
}
