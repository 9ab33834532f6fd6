//! What can be asked for on the command line.

use clap::{Args, Parser, Subcommand};
use std::net::IpAddr;
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
  peshore serve --create --data-dir /srv/peshore
  PESHORE_DATABASE='postgres://peshore@db.example/peshore?sslmode=verify-full' peshore serve
  peshore serve --config /etc/peshore/peshore.toml
  peshore config check --config /etc/peshore/peshore.toml
  peshore move --from /srv/peshore --to 'postgres://peshore@db.example/peshore'
  peshore backup-key --to peshore.key
  peshore backup --from /srv/peshore --to /backups --recipient age1…
  peshore backup --verify night.backup --identity peshore.key
  peshore restore night.backup --identity peshore.key --to /srv/new.sqlite
  peshore verify /srv/peshore
  peshore formula run formulas/kosovo/general-grant.formula --data data/kosovo

Exit status: 0 fine, 1 it could not be started, 2 wrong usage; `formula --help` says its own.";

/// The commands.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Show the system on the data of Kosovo, on this machine only
    Demo(Demo),
    /// Serve a database that is there already, as the settings say
    Serve(Serve),
    /// Copy everything of one database into another, empty one, and compare both
    Move(Move),
    /// Write everything of a database into one encrypted file while others use it, or verify one
    Backup(Backup),
    /// Make the pair of keys for backups: one that encrypts, one that decrypts
    BackupKey(BackupKey),
    /// Fill an empty database from a backup, and compare both
    Restore(Restore),
    /// Read a whole database, and say whether it is still what was written
    Verify(Verify),
    /// The master keys of personal data: make, renew, check
    Keys(Keys),
    /// Look at the settings
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print who may do what: every role in every action, in Markdown
    Rights,
    /// Print the description of the API, OpenAPI 3.1
    Api,
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
    /// File of settings; variables of the environment come before it, and what is typed before both
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Make the database if there is none, and print a link for the first administrator
    #[arg(long)]
    pub create: bool,
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

/// `config`
#[derive(Debug, Clone, Subcommand)]
pub enum ConfigCommand {
    /// Say everything that is wrong with the settings, or print what they are
    Check(ConfigCheck),
}

/// `config check`
#[derive(Debug, Clone, Args)]
pub struct ConfigCheck {
    /// File of settings; variables of the environment come before it
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
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

/// `backup`
#[derive(Debug, Clone, Args)]
pub struct Backup {
    /// Database that is backed up: a folder, a file, or postgres://USER@HOST/NAME;
    /// by default what the variable PESHORE_DATABASE names
    #[arg(long, value_name = "ADDRESS")]
    pub from: Option<String>,
    /// File that is made, and must not be there yet; in a folder one named after the time
    #[arg(long, value_name = "PATH", required_unless_present = "verify")]
    pub to: Option<PathBuf>,
    /// Key for which it is encrypted (age1…); several for several people who can read it
    #[arg(long, value_name = "KEY", required_unless_present_any = ["verify", "recipients"])]
    pub recipient: Vec<String>,
    /// File with such keys, one a line
    #[arg(long, value_name = "FILE")]
    pub recipients: Option<PathBuf>,
    /// Backup that is read whole instead, and compared with the numbers and hashes in it
    #[arg(
        long,
        value_name = "FILE",
        requires = "identity",
        conflicts_with_all = ["to", "recipient"]
    )]
    pub verify: Option<PathBuf>,
    /// File with the key that decrypts
    #[arg(long, value_name = "FILE", requires = "verify")]
    pub identity: Option<PathBuf>,
}

/// `backup-key`
#[derive(Debug, Clone, Args)]
pub struct BackupKey {
    /// File that gets the key that decrypts; the one that encrypts is printed
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

/// `restore`
#[derive(Debug, Clone, Args)]
pub struct Restore {
    /// Backup that is read
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// File with the key that decrypts
    #[arg(long, value_name = "FILE")]
    pub identity: PathBuf,
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
    /// Port, 8080 when none is named; the next free one is taken if it is in use, and any free one
    /// for 0
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Address of this machine that only this machine reaches; 127.0.0.1 when none is named
    #[arg(long, value_name = "ADDRESS")]
    pub address: Option<IpAddr>,
}
