//! Letters about notices: written when they are sent, to whoever did not read on the site.

use super::{Folder, moment};
use crate::folder::database;
use crate::site::Site;
use jiff::{SignedDuration, Timestamp};
use mail::{Outbox, sender};
use records::clock::Clock;
use records::command::Request;
use records::database::Address;
use records::notices::inbox;
use records::people::{Account, People};
use records::policy::{Assignment, Principal, Role, Territory};
use records::unit_of_work::IdempotencyKey;
use std::path::Path;

/// The demonstration at a time, with letters in a folder.
async fn site_at(folder: &Path, at: Timestamp) -> Site {
    let site = Site::open(&Address::file(database(folder)), Clock::fixed(at)).await.unwrap();
    let outbox =
        Outbox::folder(sender("no-reply@peshore.example").unwrap(), folder.join("letters"));
    let site = site.set_up_demo().await.unwrap();
    site.reached_at("https://peshore.example").with_letters(Some(outbox))
}

async fn person(people: &People, name: &str) -> (Account, Principal) {
    let accounts = people.accounts().await.unwrap();
    let (account, given) = accounts.into_iter().find(|(it, _)| it.name.contains(name)).unwrap();
    let actor = records::actor::Actor::account(account.id.clone());
    (account, Principal::new(actor, given.into_iter().map(|given| given.held).collect()))
}

fn letters(folder: &Path) -> Vec<String> {
    let Ok(found) = std::fs::read_dir(folder.join("letters")) else { return Vec::new() };
    found.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
}

/// Goal: a notice becomes a letter after five minutes, in the language of its reader, with where to
/// read on, once; and none when it was read in between. Method: two people are given a role, one
/// reads of it on the site, and a worker goes through the jobs before and after.
#[tokio::test]
async fn notices_become_letters() {
    let folder = Folder::new();
    let site = site_at(&folder.0, moment()).await;
    let people = People::new(site.gate().clone(), Default::default());
    let (_, admin) = person(&people, "Valon").await;
    let (arta, arta_acts) = person(&people, "Arta").await;
    let (besim, _) = person(&people, "Besim").await;
    for account in [&arta, &besim] {
        let key = IdempotencyKey::new(account.id.as_str()).unwrap();
        let request = Request { principal: admin.clone(), now: moment(), key };
        let held = Assignment { role: Role::Trainer, territory: Territory::Country };
        people.give(&account.id, &held, request).await.unwrap();
    }
    let worker = site.worker("early");
    assert!(!worker.once().await.unwrap() && letters(&folder.0).is_empty());
    let key = IdempotencyKey::new("read").unwrap();
    let request = Request { principal: arta_acts, now: moment(), key };
    inbox::mark_read(site.gate(), (&arta.id, None), request).await.unwrap();
    site.close().await;
    let later = moment().checked_add(SignedDuration::from_mins(6)).unwrap();
    let site = site_at(&folder.0, later).await;
    let worker = site.worker("late");
    while worker.once().await.unwrap() {}
    let written = letters(&folder.0);
    assert_eq!(written.len(), 1, "{written:?}");
    let head = &written[0];
    assert!(head.contains(&format!("To: {}", besim.email)), "{head}");
    assert!(head.contains("Content-Language: sq"), "{head}");
    assert!(!head.contains("Arta"), "{head}");
    site.close().await;
}
