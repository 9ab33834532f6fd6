//! A site on a port of this machine, from start to a graceful end.

use crate::arguments::{Demo, Listen, Serve};
use crate::error::Error;
use crate::folder;
use crate::guard::Hosts;
use crate::site::Site;
use crate::words::{catalog, language_of_terminal};
use formula::words::Language;
use records::clock::Clock;
use records::database::Address;
use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;
use tokio::net::TcpListener;

/// How many ports after the wanted one are tried.
const PORTS_TRIED: u16 = 20;

/// How long requests under way may take once the end was asked for.
const LAST_REQUESTS: Duration = Duration::from_secs(5);

/// Shows the demonstration until it is stopped.
pub fn demo(arguments: &Demo) -> ExitCode {
    let folder = arguments.data_dir.clone();
    let folder = folder.unwrap_or_else(|| folder::default_folder("demo", variable));
    let start = async {
        check_address(arguments.listen.address)?;
        let site = Site::open(&absolute(folder::database(&folder)), Clock::system()).await?;
        site.set_up_demo().await?;
        let opens = !arguments.no_open;
        run(site, arguments.listen, "demo", opens).await
    };
    to_the_end(start)
}

/// The variable that names the database to serve. Unlike an argument, other users of the machine
/// do not see it.
const DATABASE: &str = "PESHORE_DATABASE";

/// Serves a database until it is stopped: a file that is there already, or one on a server.
pub fn serve(arguments: &Serve) -> ExitCode {
    let start = async {
        check_address(arguments.listen.address)?;
        let address = database_of(arguments, variable)?;
        if let Some(file) = address.as_file().filter(|file| !file.is_file()) {
            return Err(Error::NoDatabase { path: file.to_owned() });
        }
        let site = Site::open(&address, Clock::system()).await?;
        run(site, arguments.listen, "serve", false).await
    };
    to_the_end(start)
}

/// The database that is asked for: what is typed comes before what the surroundings say.
pub(crate) fn database_of(
    arguments: &Serve,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Address, Error> {
    if let Some(typed) = &arguments.database {
        return Ok(folder::address(typed)?);
    }
    if let Some(folder) = &arguments.data_dir {
        return Ok(absolute(folder::database(folder)));
    }
    match variable(DATABASE).filter(|value| !value.is_empty()) {
        Some(named) => Ok(folder::address(&named)?),
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

/// Nobody signs in yet, so nobody but this machine may reach the site.
fn check_address(address: IpAddr) -> Result<(), Error> {
    if address.is_loopback() { Ok(()) } else { Err(Error::AddressPublic { address }) }
}

/// Takes the port, or the next free one.
///
/// # Errors
/// `start-ports-taken`.
pub async fn listen(wanted: Listen) -> Result<TcpListener, Error> {
    let last = if wanted.port == 0 { 0 } else { wanted.port.saturating_add(PORTS_TRIED) };
    let mut detail = String::new();
    for port in wanted.port..=last {
        match TcpListener::bind(SocketAddr::new(wanted.address, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => detail = error.to_string(),
        }
    }
    Err(Error::PortsTaken { first: wanted.port, last, detail })
}

async fn run(site: Site, wanted: Listen, usage: &str, opens: bool) -> Result<(), Error> {
    let system = |error: std::io::Error| Error::System { detail: error.to_string() };
    let listener = listen(wanted).await?;
    let address = listener.local_addr().map_err(system)?;
    let app = site.app(Hosts::loopback(address.port()))?;
    let site_address = format!("http://{address}/");
    let database = site.gate().database().address();
    announce(&site_address, database, usage, wanted.port != 0 && wanted.port != address.port());
    if opens {
        open_browser(&site_address);
    }
    let warmed = site.clone();
    tokio::spawn(async move { warmed.warm().await });
    let (told, mut is_told) = tokio::sync::watch::channel(false);
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        asked_to_stop().await;
        // The receiver outlives the server.
        let _ = told.send(true);
    });
    let too_long = async {
        let _ = is_told.wait_for(|told| *told).await;
        tokio::time::sleep(LAST_REQUESTS).await;
    };
    let served = tokio::select! {
        served = async { server.await } => served.map_err(system),
        () = too_long => Ok(()),
    };
    site.close().await;
    served
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
    let text = announcement(address, database, usage, other_port, language);
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
