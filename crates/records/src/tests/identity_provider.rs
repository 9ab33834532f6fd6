//! People who sign in by an identity provider, on both databases.

use super::people::{PASSWORD, Person, asks, holds, later, people, trier, typed};
use super::*;
use crate::people::delay::Trier;
use crate::people::identity_provider::{Carried, Departure, Entered, Known, Proofs, Trip};
use crate::people::own::{Change, Changed};
use crate::people::second_factor::{TotpSecret, step_at};
use crate::people::sign_in::Step;
use crate::people::{People, Secret, Seen, SignedIn, begin::Typed};
use crate::policy::{Role, Territory};

const AT: &str = "https://id.example";

fn known(subject: &str) -> Known<'_> {
    Known { issuer: AT, subject }
}

/// The way back of someone who wants to sign in.
async fn back(people: &People, by: &Trier, at: i64) -> Trip {
    let departure = Departure::make(Carried::default()).unwrap();
    people.set_out(&departure, by, later(at)).await.unwrap();
    people.comes_back(departure.token(), by, later(at)).await.unwrap().unwrap()
}

/// What came of signing in by the provider as someone there.
async fn enters(people: &People, subject: &str, by: &Trier, at: i64) -> Step<Entered> {
    let trip = back(people, by, at).await;
    let entering = (known(subject), false);
    people.sign_in_by_provider(&trip, entering, (by, None), later(at)).await.unwrap()
}

/// Sets out to tie an account, with a password that was typed.
async fn sets_out_to_tie(
    people: &People,
    who: &SignedIn,
    password: &str,
    at: i64,
) -> (Changed, Departure) {
    let departure = Departure::make(Carried::default()).unwrap();
    let change = Change::Tie(departure.clone());
    let (typed, by) = (Secret::new(password), trier("192.0.2.1", None));
    let request = asks(who, &format!("tie-{at}"), later(at));
    (people.change_own(who, (change, &typed), &by, request).await.unwrap(), departure)
}

/// Goal: only who tied their account with the present password signs in by the provider, then with
/// the second factor, unless the provider's word counts for it; a tie is one person's and one
/// account's. Method: each way, and every row of the database searched for what is secret.
async fn a_provider_takes_the_place_of_the_password(place: Place) {
    let (people, by) = (people(&place).await, trier("192.0.2.1", None));
    let first = Person::first(&people).await;
    let who = first.is(&people, later(1)).await;
    assert!(matches!(enters(&people, "arta", &by, 2).await, Step::Wrong), "nobody is tied");
    let (changed, departure) = sets_out_to_tie(&people, &who, "another phrase", 3).await;
    assert!(matches!(changed, Changed::WrongPassword));
    let trip = people.comes_back(departure.token(), &by, later(3)).await.unwrap();
    assert!(trip.is_none(), "a wrong password begins no way");
    let (changed, departure) = sets_out_to_tie(&people, &who, PASSWORD, 4).await;
    assert!(matches!(changed, Changed::Done { .. }));
    let trip = people.comes_back(departure.token(), &by, later(5)).await.unwrap().unwrap();
    assert_eq!(trip.ties(), Some(&who.account.id));
    let entering = (known("arta"), true);
    let refused = people.sign_in_by_provider(&trip, entering, (&by, None), later(5)).await;
    assert_eq!(refused.unwrap_err().id(), "people-identity-late", "it was a way to tie");
    people.tie(&who, (&trip, known("arta")), later(6)).await.unwrap();
    assert_eq!(people.tied(&who.account.id).await.unwrap().unwrap().issuer, AT);

    let Step::Passed(Entered::Half(half)) = enters(&people, "arta", &by, 60).await else {
        panic!("the second factor is to be shown");
    };
    assert!(matches!(people.see(&half, later(60)).await.unwrap(), Seen::Nobody));
    let code = first.secret.code(step_at(later(60)));
    let step = people.check_code(&half, (&code, None), (&by, None), later(60)).await.unwrap();
    assert!(matches!(step, Step::Passed(_)), "{step:?}");
    let trip = back(&people, &by, 61).await;
    let entering = (known("arta"), true);
    let former = &first.keys.session;
    let step = people.sign_in_by_provider(&trip, entering, (&by, Some(former)), later(61)).await;
    let Step::Passed(Entered::Whole(keys)) = step.unwrap() else { panic!() };
    assert!(matches!(people.see(&keys.session, later(61)).await.unwrap(), Seen::SignedIn(_)));
    assert!(matches!(people.see(former, later(61)).await.unwrap(), Seen::Ended(_)));

    let untie = (Change::Untie, &Secret::new(PASSWORD));
    let request = asks(&who, "untie", later(62));
    people.change_own(&who, untie, &by, request).await.unwrap();
    assert!(matches!(enters(&people, "arta", &by, 63).await, Step::Wrong));
    let text = format!("{:?}", crate::database::all_rows(people.gate().database()).await.unwrap());
    let proofs = Proofs::of(departure.token());
    for secret in [departure.token().reveal(), &proofs.state, &proofs.verifier, &proofs.nonce] {
        assert!(!text.contains(secret), "a secret is kept");
    }
    for word in [r#"passed\":\"identity"#, r#"signed_in\":\"identity"#, r#"tied\":"#] {
        assert!(text.contains(word), "{word} is not in the journal: {text}");
    }
    people.gate().database().close().await;
}

/// Goal: a way works once, for ten minutes, in the browser that began it, for the account that
/// began it; who is tied elsewhere is not taken; whoever guesses is slowed; an ended account is
/// let in no more. Method: each.
async fn ways_to_a_provider_are_guarded(place: Place) {
    let (people, by) = (people(&place).await, trier("192.0.2.1", None));
    let first = Person::first(&people).await;
    let admin = first.is(&people, later(1)).await;
    let begun = Departure::make(Carried::default()).unwrap();
    people.set_out(&begun, &by, later(2)).await.unwrap();
    let comes_back = async |departure: &Departure, at: i64| {
        people.comes_back(departure.token(), &by, later(at)).await.unwrap()
    };
    assert!(comes_back(&begun, 602).await.is_none(), "after ten minutes");
    assert!(comes_back(&begun, 601).await.is_some());
    assert!(comes_back(&begun, 601).await.is_none(), "a second time");
    assert!(comes_back(&Departure::make(Carried::default()).unwrap(), 3).await.is_none());

    let held = holds(Role::Auditor, Territory::Country);
    let invited = people.invite(("aud@example.org", held), asks(&admin, "i", later(4))).await;
    let link = invited.unwrap().unwrap();
    let departure = Departure::make(Carried::default()).unwrap();
    let secret = TotpSecret::make().unwrap();
    let typed =
        Typed { departure: Some(departure.clone()), ..typed("aud@example.org", &secret, later(5)) };
    let keys = people.begin(&link, (typed, &by), later(5)).await.unwrap();
    let Seen::SignedIn(auditor) = people.see(&keys.session, later(6)).await.unwrap() else {
        panic!()
    };
    let trip = comes_back(&departure, 6).await.unwrap();
    let refused = people.tie(&admin, (&trip, known("aud")), later(6)).await.unwrap_err();
    assert_eq!(refused.id(), "people-identity-late", "the way is another account's");
    people.tie(&auditor, (&trip, known("aud")), later(6)).await.unwrap();
    let (_, departure) = sets_out_to_tie(&people, &admin, PASSWORD, 7).await;
    let trip = comes_back(&departure, 7).await.unwrap();
    let refused = people.tie(&admin, (&trip, known("aud")), later(8)).await.unwrap_err();
    assert_eq!(refused.id(), "people-identity-taken");

    assert!(matches!(enters(&people, "aud", &by, 9).await, Step::Passed(_)));
    people.close(&auditor.account.id, asks(&admin, "c", later(10))).await.unwrap();
    assert!(people.tied(&auditor.account.id).await.unwrap().is_none());
    for at in 11..17 {
        assert!(matches!(enters(&people, "aud", &by, at).await, Step::Wrong), "it has ended");
    }
    assert!(matches!(enters(&people, "aud", &by, 16).await, Step::Wait(_)));
    // Who has to wait for having guessed the password waits here, too.
    let (_, departure) = sets_out_to_tie(&people, &admin, PASSWORD, 18).await;
    let trip = comes_back(&departure, 18).await.unwrap();
    people.tie(&admin, (&trip, known("arta")), later(18)).await.unwrap();
    let other = trier("198.51.100.7", None);
    for at in 20..26 {
        assert_eq!(first.tries(&people, "another phrase of words", &other, at).await, Step::Wrong);
    }
    assert!(matches!(enters(&people, "arta", &other, 25).await, Step::Wait(_)));
    assert!(matches!(enters(&people, "arta", &by, 26).await, Step::Passed(_)));
    people.gate().database().close().await;
}

cluster::on_both!(a_provider_takes_the_place_of_the_password, ways_to_a_provider_are_guarded);
