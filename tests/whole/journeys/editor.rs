//! The language server as an editor starts it.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use xtask::tree;

use crate::demo::program;

const ANSWER: Duration = Duration::from_secs(60);

/// A message as the protocol frames it.
fn framed(message: &Value) -> String {
    let text = message.to_string();
    format!("Content-Length: {}\r\n\r\n{text}", text.len())
}

/// What an editor says from hello to goodbye; between them it opens a formula with a fault.
fn conversation() -> String {
    let opened = json!({
        "uri": "file:///place.formula",
        "languageId": "formula",
        "version": 1,
        "text": "formula place\nlet a = b\n",
    });
    let said = [
        json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize",
                "params": { "capabilities": {} } }),
        json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }),
        json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen",
                "params": { "textDocument": opened } }),
        json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" }),
        json!({ "jsonrpc": "2.0", "method": "exit" }),
    ];
    said.iter().map(framed).collect()
}

/// Goal: an editor that starts the program is answered over the standard streams. Method: the real
/// binary, and a whole conversation; it names what it can do and what is wrong, and ends.
#[test]
fn an_editor_is_answered() {
    let mut server = Command::new(program())
        .args(["formula", "lsp"])
        .current_dir(tree::root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    server.stdin.take().unwrap().write_all(conversation().as_bytes()).unwrap();
    let mut output = server.stdout.take().unwrap();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut heard = String::new();
        let read = output.read_to_string(&mut heard);
        // Who no longer waits has given up already.
        let _ = sender.send(read.map(|_| heard));
    });
    let heard = receiver.recv_timeout(ANSWER);
    // One that has ended by itself is fine.
    let _ = server.kill();
    let ended = server.wait().unwrap();
    let heard = heard.expect("the server answers in time").unwrap();
    assert!(heard.contains("hoverProvider"), "{heard}");
    assert!(heard.contains("check-name-unknown"), "{heard}");
    assert!(ended.success(), "{ended}: {heard}");
}
