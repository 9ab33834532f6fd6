//! Programs that act for people by access tokens, on both databases.

use super::people::{PASSWORD, Person, asks, holds, later, people, trier};
use super::*;
use crate::people::own::{Change, Changed};
use crate::people::{NewAccessToken, People, Secret, SignedIn, Token};
use crate::policy::{Role, Territory};

/// Makes a token of someone's that sees accounts, for 30 days.
async fn token_of(people: &People, who: &SignedIn, password: &str, at: (&str, i64)) -> Changed {
    let new = NewAccessToken::new("Copy", ["people.see".to_owned()].into(), 30).unwrap();
    let (change, present) = (Change::AccessToken(new), Secret::new(password));
    let request = asks(who, at.0, later(at.1));
    let by = trier("192.0.2.1", None);
    people.change_own(who, (change, &present), &by, request).await.unwrap()
}

/// Goal: a token acts for its owner within what it names, until its end, its owner's word, or that
/// of whoever ends the account; it is made with the password alone, once for each form, and is kept
/// as its hash. Method: each, on someone who is invited.
async fn tokens_act_for_people(place: Place) {
    let people = people(&place).await;
    let first = Person::first(&people).await;
    let admin = first.is(&people, later(1)).await;
    let held = holds(Role::Auditor, Territory::Country);
    let invited = people.invite(("aud@example.org", held), asks(&admin, "i", later(2))).await;
    let link = invited.unwrap().unwrap();
    let auditor = Person::begins(&people, &link, "aud@example.org", later(2)).await;
    let who = auditor.is(&people, later(3)).await;
    let wrong = token_of(&people, &who, "another phrase", ("t0", 4)).await;
    assert!(matches!(wrong, Changed::WrongPassword), "{wrong:?}");
    let made = token_of(&people, &who, PASSWORD, ("t1", 5)).await;
    let Changed::Done { access: Some(token), session: None, .. } = made else { panic!("{made:?}") };
    let again = token_of(&people, &who, PASSWORD, ("t1", 5)).await;
    assert!(matches!(again, Changed::Repeated), "{again:?}");
    let acts = |token: &Token, at: i64| {
        let (people, token) = (people.clone(), token.clone());
        async move { people.acted_for(&token, later(at)).await.unwrap() }
    };
    let acted = acts(&token, 6).await.unwrap();
    assert_eq!(acted.account.id, who.account.id);
    let policy = people.gate().policy();
    let may = |action| policy.decide(&acted.principal, action, &Resource::national()).permitted;
    assert!(may("people.see") && !may("people.visit"));
    assert!(policy.decide(&who.principal, "people.visit", &Resource::national()).permitted);
    assert_eq!(acts(&token, 8).await.unwrap().token.used_at, Some(later(6)));
    assert!(acts(&Token::make().unwrap(), 9).await.is_none());
    assert!(acts(&token, 30 * 86_400 + 5).await.is_none(), "it has ended");
    let rows = crate::database::all_rows(people.gate().database()).await.unwrap();
    assert!(!format!("{rows:?}").contains(token.reveal()), "a token is kept");
    // Its owner ends it; nobody ends another's.
    let id = acted.token.id.clone();
    let foreign = people.end_access_token(&admin, id.clone(), asks(&admin, "e0", later(10))).await;
    assert_eq!(foreign.unwrap_err().id(), "people-token-unknown");
    people.end_access_token(&who, id, asks(&who, "e1", later(11))).await.unwrap();
    assert!(acts(&token, 12).await.is_none());
    let made = token_of(&people, &who, PASSWORD, ("t2", 13)).await;
    let Changed::Done { access: Some(token), .. } = made else { panic!("{made:?}") };
    people.close(&who.account.id, asks(&admin, "c", later(14))).await.unwrap();
    assert!(acts(&token, 15).await.is_none(), "the account has ended");
    people.gate().database().close().await;
}

cluster::on_both!(tokens_act_for_people);
