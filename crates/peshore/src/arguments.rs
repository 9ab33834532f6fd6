//! What can be asked for on the command line.

use clap::{Args, Parser, Subcommand};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

/// Peshore: who gets what, and why.
#[derive(Debug, Clone, Parser)]
#[command(name = "peshore", version, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub struct Arguments {
    /// What to do; the demonstration when nothing is named.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Of the demonstration, when no command is named.
    #[command(flatten)]
    pub demo: Demo,
}

const EXAMPLES: &str = "\
Examples:
  peshore
  peshore demo --port 9000 --no-open
  peshore serve --data-dir /srv/peshore
  PESHORE_DATABASE='postgres://peshore@db.example/peshore?sslmode=verify-full' peshore serve
  peshore move --from /srv/peshore --to 'postgres://peshore@db.example/peshore'
  peshore verify /srv/peshore
  peshore formula run formulas/kosovo/general-grant.formula --data data/kosovo

Exit status: 0 fine, 1 it could not be started, 2 wrong usage; `formula --help` says its own.";

/// The commands.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Show the system on the data of Kosovo, on this machine only
    Demo(Demo),
    /// Serve a data folder that is there already, on this machine only: there is no sign-in
    Serve(Serve),
    /// Copy everything of one database into another, empty one, and compare both
    Move(Move),
    /// Read a whole database, and say whether it is still what was written
    Verify(Verify),
    /// The master keys of personal data: make, renew, check
    Keys(Keys),
    /// Print who may do what: every role in every action, in Markdown
    Rights,
    /// Check, run, explain, test and format formulas
    Formula(Box<formula_cli::Arguments>),
}

/// `demo`
#[derive(Debug, Clone, Args)]
pub struct Demo {
    /// Folder of the database; a folder of your own user when none is named
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Do not open a browser
    #[arg(long)]
    pub no_open: bool,
    /// Where it listens
    #[command(flatten)]
    pub listen: Listen,
}

/// `serve`
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// Folder of the database; a folder of your own user when none is named
    #[arg(long, value_name = "DIR", conflicts_with = "database")]
    pub data_dir: Option<PathBuf>,
    /// Database instead of a folder: postgres://USER@HOST/NAME, or a file; by default what the
    /// variable PESHORE_DATABASE names. A password belongs into that variable, PGPASSWORD or
    /// ~/.pgpass: what is typed here is seen by whoever lists the programs of this machine
    #[arg(long, value_name = "ADDRESS")]
    pub database: Option<String>,
    /// Where it listens
    #[command(flatten)]
    pub listen: Listen,
}

/// `move`
#[derive(Debug, Clone, Args)]
pub struct Move {
    /// Database that is copied: a folder, a file, or postgres://USER@HOST/NAME
    #[arg(long, value_name = "ADDRESS")]
    pub from: String,
    /// Database that is filled; it must be empty, or not be there yet
    #[arg(long, value_name = "ADDRESS")]
    pub to: String,
}

/// `verify`
#[derive(Debug, Clone, Args)]
pub struct Verify {
    /// Database that is read: a folder, a file, or postgres://USER@HOST/NAME
    #[arg(value_name = "ADDRESS")]
    pub database: String,
}

/// `keys`
#[derive(Debug, Clone, Args)]
pub struct Keys {
    /// What to do with them
    #[command(subcommand)]
    pub command: KeysCommand,
}

/// What can be done with the file of master keys.
#[derive(Debug, Clone, Subcommand)]
pub enum KeysCommand {
    /// Make a new file, for a new database
    Make {
        /// The file; it must not be there yet
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Add a new master key, which is in use from then on
    Add {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Wrap the keys of a database anew under the master key in use; again if it was interrupted
    Rewrap(KeysOfDatabase),
    /// Open every key of a database: the drill after a restore and once a year
    Check(KeysOfDatabase),
    /// Remove the master keys that are no longer in use, once no key of the database needs them.
    /// Backups made before are unreadable from then on
    Drop(KeysOfDatabase),
}

/// A file of master keys and the database whose keys they wrap.
#[derive(Debug, Clone, Args)]
pub struct KeysOfDatabase {
    /// The file of master keys
    #[arg(long, value_name = "FILE")]
    pub keys: PathBuf,
    /// The database: a folder, a file, or postgres://USER@HOST/NAME
    #[arg(value_name = "ADDRESS")]
    pub database: String,
}

/// Where a site listens.
#[derive(Debug, Clone, Copy, Args)]
pub struct Listen {
    /// Port; the next free one is taken if it is in use, and any free one for 0
    #[arg(long, value_name = "N", default_value_t = 8080)]
    pub port: u16,
    /// Address of this machine that only this machine reaches
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub address: IpAddr,
}
