//! The site on a PostgreSQL server, and the way there and back.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use cluster::{GUARDED, Place, shared};
use xtask::tree;

use super::command_line::{Ended, peshore};
use crate::demo::{Demo, fresh_folder, program};

/// Pages with figures of every kind: of stored runs, computed anew, of municipalities; a file.
const PAGES: [&str; 7] = [
    "/en/",
    "/sq/allocation",
    "/sr-Cyrl/municipality/01",
    "/en/allocation?p.pool=300000000",
    "/sr-Latn/compare",
    "/en/formula/general_grant",
    "/en/allocation.csv",
];

fn pages(site: &Demo) -> Vec<String> {
    PAGES
        .map(|page| {
            let answer = site.get(page);
            assert_eq!(answer.status, 200, "{page}");
            answer.text()
        })
        .to_vec()
}

/// What `serve` says of a database that it does not serve.
fn refused(database: &str, language: &str) -> Ended {
    let output = Command::new(program())
        .args(["serve", "--port", "0"])
        .env("PESHORE_DATABASE", database)
        .env("LC_ALL", language)
        .current_dir(tree::root())
        .output()
        .unwrap();
    Ended {
        status: output.status.code().unwrap_or(-1),
        output: String::from_utf8(output.stdout).unwrap(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Goal: a site that began in a file goes on, page by page the same, on a server, and from there in
/// a file again. Method: a demo that is killed, moved, served, moved back, served.
#[test]
#[cfg_attr(not(postgres), ignore = "PostgreSQL is not installed")]
fn a_site_moves_to_a_server_and_back() {
    let place = Place::on_server().unwrap();
    let mut demo = Demo::start();
    let first = pages(&demo);
    demo.kill();
    let there = peshore(&["move", "--from", &demo.folder(), "--to", place.address()]);
    assert_eq!((there.status, there.errors.as_str()), (0, ""));
    for word in ["Copied from ", "  run_result ", "  journal ", "  municipality_cell "] {
        assert!(there.output.contains(word), "{word}: {}", there.output);
    }
    let on_server = demo.goes_on_at(place.address());
    assert!(pages(&on_server) == first, "a page on the server differs");
    drop(on_server);
    let back = fresh_folder();
    std::fs::create_dir_all(&back).unwrap();
    let file = back.join("peshore.sqlite").display().to_string();
    let returned = peshore(&["move", "--from", place.address(), "--to", &file]);
    assert_eq!((returned.status, returned.errors.as_str()), (0, ""));
    let tables = |said: &str| -> Vec<String> {
        said.lines().filter(|line| line.starts_with("  ")).map(str::to_owned).collect()
    };
    assert_eq!(tables(&there.output), tables(&returned.output));
    let in_file = demo.goes_on_at(&file);
    assert!(pages(&in_file) == first, "a page in the file differs");
    let again = peshore(&["move", "--from", &file, "--to", place.address()]);
    assert_eq!(again.status, 1);
    assert!(again.errors.contains("[database-not-empty]"), "{}", again.errors);
    drop(in_file);
    let _ = std::fs::remove_dir_all(back);
}

/// Goal: what stands between a site and its database is said in the reader's language, and no
/// password with it. Method: each cause, in three languages.
#[test]
#[cfg_attr(not(postgres), ignore = "PostgreSQL is not installed")]
fn a_database_that_cannot_be_served_is_named() {
    let place = Place::on_server().unwrap();
    let cluster = shared().unwrap();
    let name = place.address().split(['/', '?']).nth(3).unwrap();
    let foreign = Place::on_server().unwrap();
    let foreign_name = foreign.address().split(['/', '?']).nth(3).unwrap();
    let sql = cluster.folder().join("foreign.sql");
    std::fs::write(&sql, format!("\\c {foreign_name}\nCREATE TABLE payroll (name TEXT);")).unwrap();
    cluster.psql(&sql).unwrap();
    let causes = [
        ("postgres://me:sesame@127.0.0.1:1/peshore".to_owned(), "database-unreachable", 2),
        (cluster.url_as(&format!("{}:sesame", GUARDED.0), name), "database-denied", 2),
        (cluster.url_as("peshore:sesame", "nothing"), "database-missing", 2),
        (foreign.address().replace("peshore@", "peshore:sesame@"), "database-foreign", 2),
        ("postgres://me:sesame@localhost/x?sslmod=require".to_owned(), "config-value", 4),
        (format!("{}/nowhere.sqlite", fresh_folder().display()), "start-no-database", 2),
    ];
    for (address, id, lines) in &causes {
        let said = ["en", "sq_AL.UTF-8", "sr_RS.UTF-8"].map(|language| {
            let ended = refused(address, language);
            assert_eq!(ended.status, 1, "{id}");
            assert!(ended.errors.contains(&format!("[{id}]")), "{id}: {}", ended.errors);
            assert_eq!(ended.errors.trim_end().lines().count(), *lines, "{id}: {}", ended.errors);
            assert!(!(ended.output + &ended.errors).contains("sesame"), "{id}");
            ended.errors
        });
        assert!(said[0] != said[1] && said[1] != said[2] && said[0] != said[2], "{id}");
    }
}

/// Goal: several programs serve one database, and the first of them makes its tables. Method: two
/// started at once on an empty one.
#[test]
#[cfg_attr(not(postgres), ignore = "PostgreSQL is not installed")]
fn two_programs_serve_one_empty_database() {
    let place = Place::on_server().unwrap();
    let starting = std::thread::scope(|scope| {
        [(); 2].map(|()| scope.spawn(|| Demo::serving(place.address()))).map(|one| one.join())
    });
    for site in starting {
        assert_eq!(site.unwrap().get("/en/").status, 200);
    }
}

/// Goal: a move that was killed leaves a database that is refused, or one that is whole. Method:
/// kill it after longer and longer times, and serve what is there.
#[test]
#[cfg_attr(not(postgres), ignore = "PostgreSQL is not installed")]
fn a_killed_move_is_never_taken_for_a_whole_one() {
    let mut demo = Demo::start();
    let first = pages(&demo);
    demo.kill();
    let mut outcomes = [0, 0, 0];
    for milliseconds in (0..).map(|step| step * 15) {
        let place = Place::on_server().unwrap();
        let mut moving = Command::new(program())
            .args(["move", "--from", &demo.folder(), "--to", place.address()])
            .current_dir(tree::root())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let (_open, never) = mpsc::channel::<()>();
        let _ = never.recv_timeout(Duration::from_millis(milliseconds));
        let ended = moving.try_wait().unwrap();
        let _ = moving.kill();
        let _ = moving.wait();
        let back = fresh_folder();
        let file = back.join("peshore.sqlite").display().to_string();
        let taken = peshore(&["move", "--from", place.address(), "--to", &file]);
        let at = match taken.errors.as_str() {
            said if said.contains("[database-missing]") => 0,
            said if said.contains("[database-incomplete]") => 1,
            said => {
                assert_eq!((taken.status, said), (0, ""), "{milliseconds} ms");
                let site = demo.goes_on_at(&file);
                assert!(pages(&site) == first, "{milliseconds} ms: a page differs");
                2
            }
        };
        outcomes[at] += 1;
        let _ = std::fs::remove_dir_all(back);
        if ended.is_some() {
            assert_eq!(at, 2, "a move that came to its end is whole");
            break;
        }
    }
    assert!(outcomes[1] > 0 && outcomes[2] > 0, "{outcomes:?}");
    assert!(Path::new(&demo.folder()).is_dir(), "what was copied is still there");
}
