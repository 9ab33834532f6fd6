//! What only a server can be: out of reach, closed to us, somebody else's, protected.

use super::files::trouble;
use super::*;
use crate::database::Manner;
use crate::error::Trouble;
use cluster::{Cluster, GUARDED, shared};
use formula::words::Language;

async fn open_url(url: &str) -> Result<Database, Error> {
    Database::open(&Address::read(url).unwrap(), &[SHELF], &quick(), moment()).await
}

/// A setting as a pool has it.
async fn setting(pool: &sqlx::AnyPool, name: &str) -> String {
    let asked = sqlx::query("SELECT current_setting($1)").bind(name.to_owned());
    asked.fetch_one(pool).await.unwrap().try_get(0).unwrap()
}

/// Goal: every connection is set as promised. Method: ask the settings of writer and reader, after
/// the database was told other defaults.
async fn settings_hold(place: Place) {
    open(&place).await.unwrap().close().await;
    let name = place.address().split(['/', '?']).nth(3).unwrap();
    for other in ["synchronous_commit = off", "search_path = public", "lock_timeout = 0"] {
        shared().unwrap().run(&format!("ALTER DATABASE {name} SET {other}")).unwrap();
    }
    let database = open(&place).await.unwrap();
    for pool in [&database.writers, database.readers()] {
        assert_eq!(setting(pool, "search_path").await, "peshore, pg_temp");
        assert_eq!(setting(pool, "lock_timeout").await, "500ms");
        assert_eq!(setting(pool, "statement_timeout").await, "30s");
        assert_eq!(setting(pool, "idle_in_transaction_session_timeout").await, "5min");
    }
    let (readers, writers) = (database.readers(), &database.writers);
    assert_eq!(setting(writers, "synchronous_commit").await, "on");
    assert_eq!(setting(readers, "default_transaction_read_only").await, "on");
    assert_eq!(setting(readers, "default_transaction_isolation").await, "repeatable read");
}

/// Goal: each way in which a server does not let us in has its own words. Method: no server, a
/// wrong password, a user without rights, a database that is not there.
async fn closed_doors(place: Place) {
    let cluster = shared().unwrap();
    let name = place.address().split(['/', '?']).nth(3).unwrap();
    let (user, password) = GUARDED;
    let wrong = cluster.url_as(&format!("{user}:wrong"), name);
    let powerless = cluster.url_as(&format!("{user}:{password}"), name);
    for (url, expected) in [
        ("postgres://peshore@127.0.0.1:1/peshore", Trouble::Unreachable),
        ("postgres:///peshore?host=/nowhere/at/all", Trouble::Unreachable),
        (&wrong, Trouble::Denied),
        (&powerless, Trouble::Unwritable),
        (&cluster.url("nothing"), Trouble::Missing),
        (&cluster.url_as("nobody_known", name), Trouble::Denied),
    ] {
        let error = open_url(url).await.unwrap_err();
        assert_eq!(trouble(&error), Some(expected), "{error:?}");
        for language in Language::ALL {
            let said = error.message(language) + &error.help(language).unwrap();
            assert!(!said.contains("wrong") && !said.contains(password), "{said}");
            assert!(said.contains("postgres://"), "{said}");
        }
    }
    open(&place).await.unwrap();
}

/// Goal: what is not ours is refused and stays as it is. Method: a table of somebody else, a schema
/// of our name without our mark, one that a copy left behind; an empty schema of our name serves.
async fn foreign(place: Place) {
    raw(&place, "CREATE TABLE payroll (name TEXT)").await;
    assert_eq!(trouble(&open(&place).await.unwrap_err()), Some(Trouble::Foreign));
    let second = another(&place);
    raw(&second, "CREATE SCHEMA peshore; CREATE TABLE peshore.journal (name TEXT)").await;
    assert_eq!(trouble(&open(&second).await.unwrap_err()), Some(Trouble::Foreign));
    let third = another(&place);
    raw(&third, "CREATE SCHEMA peshore; COMMENT ON SCHEMA peshore IS 'mine'").await;
    assert_eq!(trouble(&open(&third).await.unwrap_err()), Some(Trouble::Foreign));
    raw(&third, "COMMENT ON SCHEMA peshore IS 'Peshore database, incomplete'").await;
    assert_eq!(trouble(&open(&third).await.unwrap_err()), Some(Trouble::Incomplete));
    raw(&third, "COMMENT ON SCHEMA peshore IS NULL").await;
    assert!(open(&third).await.unwrap().was_created());
}

/// Goal: a database that could not hold our texts is refused before anything is made in it.
/// Method: one in Latin 1.
async fn unfit(place: Place) {
    let cluster = shared().unwrap();
    let made = "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'";
    cluster.run(made).unwrap();
    let error = open_url(&cluster.url("latin")).await.unwrap_err();
    assert_eq!(trouble(&error), Some(Trouble::Unfit), "{error:?}");
    cluster.run("DROP DATABASE latin").unwrap();
    open(&place).await.unwrap();
}

/// Goal: the password is nowhere in what can be printed. Method: an open database, its errors and
/// its address, in every form.
async fn password_is_never_printed(place: Place) {
    let (user, password) = GUARDED;
    let name = place.address().split(['/', '?']).nth(3).unwrap();
    let cluster = shared().unwrap();
    cluster.run(&format!("GRANT ALL ON DATABASE {name} TO {user}")).unwrap();
    let secret = cluster.url_as(&format!("{user}:{password}"), name);
    let database = open_url(&secret).await.unwrap();
    let gate = Gate::new(database.clone(), Arc::new(Policy::new(&[SHELF_POLICY]).unwrap()));
    let unit = gate.begin(request("k1")).await.unwrap();
    let error = Error::database(Trouble::Failed, String::new()).at(database.address());
    let printed = format!("{database:?} {gate:?} {unit:?} {error:?} {}", database.address());
    assert!(printed.contains(user), "{printed}");
    for part in [password, "correct", "horse"] {
        assert!(!printed.contains(part), "{printed}");
    }
}

/// Goal: a connection is protected as its address demands, or there is none. Method: a server with
/// a certificate: the right authority, none, another name; a server without one.
async fn protected(place: Place) {
    let (cluster, port) = Cluster::start_with_tls().unwrap();
    let authority = cluster.folder().join("authority.pem").display().to_string();
    let url = |host: &str, rest: &str| format!("postgres://peshore@{host}:{port}/postgres?{rest}");
    let trusted = format!("sslmode=verify-full&sslrootcert={authority}");
    let database = open_url(&url("localhost", &trusted)).await.unwrap();
    let ask = "SELECT CAST(ssl AS TEXT) FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    let row = sqlx::query(ask).fetch_one(database.readers()).await.unwrap();
    assert_eq!(row.try_get::<String, _>(0).unwrap(), "true");
    open_url(&url("localhost", "sslmode=require")).await.unwrap();
    let plain = format!("{}&sslmode=verify-full", place.address());
    let stranger = url("localhost", "sslmode=verify-full");
    for url in [stranger, url("127.0.0.1", &trusted), plain] {
        let error = open_url(&url).await.unwrap_err();
        assert_eq!(trouble(&error), Some(Trouble::Unprotected), "{error:?}");
    }
}

/// Goal: who writes together does not wait, and what one reads cannot change under it unseen.
/// Method: two units that write different boxes; then two that each read both and fill one.
async fn together_without_races(place: Place) {
    let database = open(&place).await.unwrap();
    let begin = async || database.begin_writing(Manner::Together).await.unwrap();
    let fill = async |unit: &mut sqlx::AnyConnection, name: &str| {
        let insert = sqlx::query("INSERT INTO box (name, places) VALUES ($1, 1)");
        insert.bind(name.to_owned()).execute(unit).await.map(|_| ())
    };
    let (mut one, mut two) = (begin().await, begin().await);
    fill(&mut one, "a").await.unwrap();
    fill(&mut two, "b").await.unwrap();
    two.commit().await.unwrap();
    one.commit().await.unwrap();
    let (mut one, mut two) = (begin().await, begin().await);
    for unit in [&mut one, &mut two] {
        sqlx::query("SELECT name FROM box").fetch_all(&mut **unit).await.unwrap();
    }
    fill(&mut one, "c").await.unwrap();
    let filled = fill(&mut two, "d").await;
    one.commit().await.unwrap();
    let ended = match filled {
        Ok(()) => two.commit().await,
        failed => failed,
    };
    assert_eq!(trouble(&Error::from(ended.unwrap_err())), Some(Trouble::Locked));
    assert_eq!(count(&database, "box").await, 3);
}

/// Goal: a server that drops its connections costs the unit under way and nothing else. Method: end
/// all connections from outside, inside a unit and between two commands.
async fn dropped_connections(place: Place) {
    let gate = gate(&place).await;
    gate.execute(&Fill::new("a", 1), request("k1")).await.unwrap();
    let name = place.address().split(['/', '?']).nth(3).unwrap();
    let end = format!(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'"
    );
    let mut unit = gate.begin(request("k2")).await.unwrap();
    crate::command::perform(&Fill::new("a", 1), &mut unit).await.unwrap();
    shared().unwrap().run(&end).unwrap();
    unit.commit("shelf.fill").await.unwrap_err();
    assert_eq!(gate.execute(&Fill::new("a", 1), request("k3")).await, Ok(2));
    shared().unwrap().run(&end).unwrap();
    assert_eq!(gate.execute(&Fill::new("a", 1), request("k4")).await, Ok(3));
    assert_eq!(count(gate.database(), "journal").await, 3);
}

cluster::on_server!(
    settings_hold,
    closed_doors,
    foreign,
    unfit,
    password_is_never_printed,
    protected,
    together_without_races,
    dropped_connections,
);
