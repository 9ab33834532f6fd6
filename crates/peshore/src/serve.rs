//! A site on a port of this machine, from start to a graceful end.

use crate::arguments::{Demo, Listen, Serve};
use crate::config::{Config, PublicUrl, load};
use crate::error::Error;
use crate::guard::Hosts;
use crate::metrics::Metrics;
use crate::site::Site;
use crate::watch::Watch;
use crate::words::{catalog, language_of_terminal};
use crate::{folder, keys_command, listener, probes, trace};
use formula::words::Language;
use records::clock::Clock;
use records::database::{Address, Options};
use records::sealing::KeyRing;
use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use tokio::net::TcpListener;

/// How many ports after the wanted one are tried.
const PORTS_TRIED: u16 = 20;

/// Shows the demonstration until it is stopped.
pub fn demo(arguments: &Demo) -> ExitCode {
    let folder = arguments.data_dir.clone();
    let folder = folder.unwrap_or_else(|| folder::default_folder("demo", variable));
    let start = async {
        let mut config = Config { metrics: None, ..Config::default() };
        config.mail.from = Some(DEMO_SENDER.to_owned());
        config.mail.folder = Some(folder.join("letters"));
        take_listen(&mut config, arguments.listen);
        check_address(config.address)?;
        // What the demonstration seals is made up; its keys may lie beside it.
        let keys = keys_of(&folder.join(KEYS), true)?;
        let (address, options) = (absolute(folder::database(&folder)), Options::default());
        let site = Site::open_with_keys(&address, Clock::system(), &options, keys).await?;
        let site = site.set_up_demo().await?;
        let (opens, keys) = (!arguments.no_open, String::new());
        let usage = Usage { name: "demo", opens, takes_next_port: true, keys };
        run(site, &config, usage).await
    };
    to_the_end(start)
}

/// From whom the letters of the demonstration come, which go into a folder beside its database.
const DEMO_SENDER: &str = "Peshore <demo@peshore.invalid>";

/// The variable that names the database to serve. Unlike an argument, other users of the machine
/// do not see it.
pub(crate) const DATABASE: &str = "PESHORE_DATABASE";

/// Serves a database until it is stopped: a file that is there already, or one on a server.
pub fn serve(arguments: &Serve) -> ExitCode {
    let start = async {
        let (mut config, sources) = load(arguments.config.as_deref(), std::env::vars_os())?;
        take_listen(&mut config, arguments.listen);
        // Behind a proxy that is trusted the settings were checked as a whole.
        if arguments.listen.address.is_some() {
            check_address(config.address)?;
        }
        let address = database_of(arguments, &config, variable)?;
        let missing = address.as_file().filter(|file| !file.is_file() && !arguments.create);
        if let Some(file) = missing {
            return Err(Error::NoDatabase { path: file.to_owned() });
        }
        let clock = Clock::system();
        let file = key_file(&config, &address);
        let keys = match &file {
            Some(file) if config.keys.is_some() && !arguments.create => {
                Some(keys_command::read(file)?)
            }
            Some(file) => keys_of(file, arguments.create)?,
            None => None,
        };
        let is_keyed = keys.is_some();
        let site = Site::open_with_keys(&address, clock, &config.options, keys).await?;
        let keys = keys_in_words(file.filter(|_| is_keyed).as_deref());
        if site.gate().database().was_created() {
            site.set_up_country().await?;
        }
        // Whoever named a port in the settings has told others of it.
        let takes_next_port = !sources.contains_key("listen.port");
        run(site, &config, Usage { name: "serve", opens: false, takes_next_port, keys }).await
    };
    to_the_end(start)
}

/// The name of a file of master keys that nobody named.
const KEYS: &str = "keys.txt";

/// The file of master keys: the named one, else one beside the folder of the database, but not in
/// it, so that whoever copies the folder does not copy both. A demonstration has its keys in its
/// folder, where they are found as long as there are no others. A database on a server has none by
/// default.
fn key_file(config: &Config, address: &Address) -> Option<PathBuf> {
    if let Some(named) = &config.keys {
        return Some(named.clone());
    }
    let folder = address.as_file()?.parent()?;
    let mut name = folder.file_name()?.to_owned();
    name.push("-keys");
    let (beside, within) = (folder.with_file_name(name).join(KEYS), folder.join(KEYS));
    Some(if !beside.exists() && within.exists() { within } else { beside })
}

/// The keys of a file, which is made where it is wanted and not there.
fn keys_of(file: &Path, is_wanted: bool) -> Result<Option<KeyRing>, Error> {
    if !file.exists() {
        if !is_wanted {
            return Ok(None);
        }
        let failed = |error: std::io::Error| Error::System { detail: error.to_string() };
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let ring = KeyRing::new()?;
        keys_command::write_new(file, &ring)?;
        return Ok(Some(ring));
    }
    keys_command::read(file).map(Some)
}

/// Where the master keys are, or that there are none: whoever runs the site must know.
fn keys_in_words(file: Option<&Path>) -> String {
    let language = language_of_terminal(variable);
    match file {
        Some(file) => {
            let path = std::path::absolute(file).unwrap_or(file.to_owned());
            catalog().say(language, "start-keys", &[("path", path.display().to_string())])
        }
        None => catalog().say::<&str>(language, "start-unsealed", &[]),
    }
}

fn take_listen(config: &mut Config, typed: Listen) {
    config.port = typed.port.unwrap_or(config.port);
    config.address = typed.address.unwrap_or(config.address);
}

/// The database that is asked for: what is typed comes before what the settings say.
pub(crate) fn database_of(
    arguments: &Serve,
    config: &Config,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Address, Error> {
    if let Some(typed) = &arguments.database {
        return Ok(folder::address(typed)?);
    }
    if let Some(folder) = arguments.data_dir.as_ref().or(config.data_dir.as_ref()) {
        return Ok(absolute(folder::database(folder)));
    }
    match &config.database {
        Some(named) => Ok(named.clone()),
        None => Ok(absolute(folder::database(&folder::default_folder("serve", variable)))),
    }
}

/// The file by its whole path, as it is printed.
fn absolute(file: PathBuf) -> Address {
    Address::file(std::path::absolute(&file).unwrap_or(file))
}

pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

pub(crate) fn to_the_end(work: impl Future<Output = Result<(), Error>>) -> ExitCode {
    let language = language_of_terminal(variable);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(work),
        Err(error) => Err(Error::System { detail: error.to_string() }),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let help = error.help(language).map(|help| format!("{help}\n")).unwrap_or_default();
            let text = format!("{} [{}]\n{help}", error.message(language), error.id());
            // Without a terminal to write to there is nobody to tell.
            let _ = std::io::stderr().lock().write_all(text.as_bytes());
            ExitCode::from(1)
        }
    }
}

/// Without a proxy nothing is encrypted, so nobody but this machine may reach the site.
fn check_address(address: IpAddr) -> Result<(), Error> {
    if address.is_loopback() { Ok(()) } else { Err(Error::AddressPublic { address }) }
}

/// Takes the port, or the next free one where that is wanted.
///
/// # Errors
/// `start-ports-taken`.
pub async fn listen(
    address: IpAddr,
    port: u16,
    takes_next_port: bool,
) -> Result<TcpListener, Error> {
    let further = if port == 0 || !takes_next_port { 0 } else { PORTS_TRIED };
    let last = port.saturating_add(further);
    let mut detail = String::new();
    for port in port..=last {
        match TcpListener::bind(SocketAddr::new(address, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => detail = error.to_string(),
        }
    }
    Err(Error::PortsTaken { first: port, last, detail })
}

/// For what a site is started.
#[derive(Debug, Clone)]
struct Usage {
    /// The word of the command.
    name: &'static str,
    /// Whether a browser is opened.
    opens: bool,
    /// Whether another port serves as well.
    takes_next_port: bool,
    /// What is to be said of the master keys.
    keys: String,
}

async fn run(site: Site, config: &Config, usage: Usage) -> Result<(), Error> {
    let system = |error: std::io::Error| Error::System { detail: error.to_string() };
    trace::begin(config.log, usage.name == "demo");
    let listener = listen(config.address, config.port, usage.takes_next_port).await?;
    let address = listener.local_addr().map_err(system)?;
    let metrics = Metrics::new(Clock::system().now().as_second());
    let hosts = Hosts::of(config, address.port());
    let site_address = format!("http://{address}/");
    let public = config.public_url.as_ref().map(PublicUrl::address);
    let site = site.reached_at(public.as_deref().unwrap_or(&site_address));
    let site = site.with_letters(config.mail.outbox()?).with_provider(config.sign_in.provider()?);
    let app = site.app_with(hosts, Watch::new(config, metrics.clone()))?;
    let database = site.gate().database().address();
    watched(&site, config, metrics).await?;
    let other_port = config.port != 0 && config.port != address.port();
    announce(&site_address, database, usage.name, other_port);
    if !usage.keys.is_empty() {
        say_line(format!("{}\n", usage.keys));
    }
    if usage.name == "serve"
        && let Some(link) = site.first_link().await?
    {
        let language = language_of_terminal(variable);
        let text =
            catalog().say(language, "start-first-link", &[("link", site.begin_address(&link))]);
        say_line(text + "\n");
    }
    trace::started(env!("CARGO_PKG_VERSION"), &database.to_string(), &site_address);
    if usage.opens {
        open_browser(&site_address);
    }
    let warmed = site.clone();
    tokio::spawn(async move { warmed.warm().await });
    let (tell_worker, told) = tokio::sync::watch::channel(false);
    let name = format!("worker {}", records::identity::make(Clock::system().now())?);
    let working = tokio::spawn(site.worker(&name).run(told));
    let stop = async {
        asked_to_stop().await;
        trace::stopping();
    };
    let all_answered = listener::serve(listener, app, &config.limits, config.stop, stop).await;
    // Whoever does jobs finishes the one in hand; it is done again when that takes too long.
    let _ = tell_worker.send(true);
    let _ = tokio::time::timeout(config.stop, working).await;
    site.close().await;
    trace::stopped(all_answered);
    Ok(())
}

/// Opens the door at which measurements are read. One that nobody asked for may be taken.
async fn watched(site: &Site, config: &Config, metrics: Metrics) -> Result<(), Error> {
    let Some(address) = config.metrics else { return Ok(()) };
    match TcpListener::bind(address).await {
        Ok(door) => {
            let app = probes::app(site.gate().database().clone(), metrics);
            tokio::spawn(async move { axum::serve(door, app).await });
            Ok(())
        }
        Err(error) if config.metrics_asked => {
            let (first, last) = (address.port(), address.port());
            Err(Error::PortsTaken { first, last, detail: error.to_string() })
        }
        Err(error) => {
            trace::unmeasured(&address.to_string(), &error.to_string());
            Ok(())
        }
    }
}

/// Ctrl-C, or the signal with which a service is stopped.
async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn announce(address: &str, database: &Address, usage: &str, other_port: bool) {
    let language = language_of_terminal(variable);
    say_line(announcement(address, database, usage, other_port, language));
}

fn say_line(text: String) {
    let mut out = std::io::stdout().lock();
    // Whoever closed the terminal still has the site.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// What is printed once the site listens: where it is, where its database lies, how to start
/// afresh, how to stop.
pub(crate) fn announcement(
    address: &str,
    database: &Address,
    usage: &str,
    other_port: bool,
    language: Language,
) -> String {
    let folder = database.as_file().and_then(Path::parent);
    let arguments = [
        ("address", address.to_owned()),
        ("database", database.to_string()),
        ("folder", folder.map(|folder| folder.display().to_string()).unwrap_or_default()),
    ];
    let afresh = format!("start-{usage}");
    let mut ids = vec!["start-address"];
    ids.extend(other_port.then_some("start-other-port"));
    ids.extend(["start-database", &afresh, "start-stop"]);
    let lines = ids.into_iter().map(|id| catalog().say(language, id, &arguments) + "\n");
    lines.collect()
}

/// Shows the page in a browser. A machine without one, or without a screen, is no fault.
fn open_browser(address: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let has_screen = cfg!(target_os = "macos")
        || ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(|name| variable(name).is_some());
    if has_screen {
        let quiet = Stdio::null;
        let mut command = Command::new(program);
        let _ = command.arg(address).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
    }
}
