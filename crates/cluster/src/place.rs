//! A database for one test: a file in a folder of its own, or a database of its own in the cluster
//! that all tests of the process share. Both go with the test.

use crate::{Cluster, output};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Where one test has its database.
#[derive(Debug)]
pub struct Place {
    address: String,
    kept: Kept,
}

#[derive(Debug)]
enum Kept {
    Folder(PathBuf),
    Database(String),
}

impl Place {
    /// A file that is not there yet, in a folder of its own.
    ///
    /// # Errors
    /// A sentence where no folder can be made.
    pub fn file() -> Result<Place, String> {
        let folder = output(Command::new("mktemp").args(["-d", "-t", "peshore-test-XXXXXX"]))
            .map(PathBuf::from)
            .ok_or("no temporary folder could be made")?;
        let address = folder.join("peshore.sqlite").display().to_string();
        Ok(Place { address, kept: Kept::Folder(folder) })
    }

    /// An empty database on the server. It sorts as no database of ours may depend on: by the
    /// rules of a language.
    ///
    /// # Errors
    /// A sentence where PostgreSQL is not installed or does not start.
    pub fn on_server() -> Result<Place, String> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let cluster = shared()?;
        cluster.run(&format!(
            "CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'sq'"
        ))?;
        Ok(Place { address: cluster.url(&name), kept: Kept::Database(name) })
    }

    /// The path of the file, or the address of the database on its server.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The folder of the file; none for a database on a server.
    pub fn folder(&self) -> Option<&Path> {
        match &self.kept {
            Kept::Folder(folder) => Some(folder),
            Kept::Database(_) => None,
        }
    }

    /// Whether it is on a server.
    pub fn is_on_server(&self) -> bool {
        matches!(self.kept, Kept::Database(_))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What cannot be removed here goes with the cluster, or with the temporary files.
        match &self.kept {
            Kept::Folder(folder) => {
                let _ = fs::remove_dir_all(folder);
            }
            Kept::Database(name) => {
                let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                let _ = shared().map(|cluster| cluster.run(&drop));
            }
        }
    }
}

/// The one cluster of this process. It ends with the process, however that ends.
///
/// # Errors
/// Those of [`Cluster::start`], the same at each call.
pub fn shared() -> Result<&'static Cluster, String> {
    static SHARED: OnceLock<Result<Cluster, String>> = OnceLock::new();
    SHARED.get_or_init(Cluster::start).as_ref().map_err(Clone::clone)
}

/// Makes of each function that takes a [`Place`] two tests: `NAME::sqlite` and `NAME::postgres`.
/// The second is left out, with that reason, where PostgreSQL was not installed when the tests
/// were built.
#[cfg(postgres)]
#[macro_export]
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => { $(
        mod $test {
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                super::$test($crate::Place::file().unwrap()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                super::$test($crate::Place::on_server().unwrap()).await;
            }
        }
    )+ };
}

/// Makes of each function that takes a [`Place`] two tests: `NAME::sqlite` and `NAME::postgres`.
/// The second is left out, with that reason, where PostgreSQL was not installed when the tests
/// were built.
#[cfg(not(postgres))]
#[macro_export]
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => { $(
        mod $test {
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                super::$test($crate::Place::file().unwrap()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            #[ignore = "PostgreSQL is not installed"]
            async fn postgres() {
                super::$test($crate::Place::on_server().unwrap()).await;
            }
        }
    )+ };
}

/// Makes of each function that takes a [`Place`] a test on the server, `NAME::postgres`, left out
/// where PostgreSQL was not installed when the tests were built.
#[cfg(postgres)]
#[macro_export]
macro_rules! on_server {
    ($($test:ident),+ $(,)?) => { $(
        mod $test {
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                super::$test($crate::Place::on_server().unwrap()).await;
            }
        }
    )+ };
}

/// Makes of each function that takes a [`Place`] a test on the server, `NAME::postgres`, left out
/// where PostgreSQL was not installed when the tests were built.
#[cfg(not(postgres))]
#[macro_export]
macro_rules! on_server {
    ($($test:ident),+ $(,)?) => { $(
        mod $test {
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            #[ignore = "PostgreSQL is not installed"]
            async fn postgres() {
                super::$test($crate::Place::on_server().unwrap()).await;
            }
        }
    )+ };
}
