//! The server, spoken to in its protocol over a connection in memory.

use super::converse;
use formula::words::Language;
use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const NEED: &str = "\
formula need

table municipality
  key code : text
  people : person  title en \"Population\"  sq \"Popullsia\"  sr \"Становништво\"

each municipality
  result weight : person = people
    title en \"Weight\"  sq \"Pesha\"  sr \"Пондер\"
";

const GRANT: &str = "\
formula grant

use need.weight

table region
  key name : text
  rate : EUR/person

table municipality
  key code : text
  -> region
  status : urban | rural

param pool : EUR  since 2025-01-01 = 1 000  cites \"Budget 2025\"
  title en \"Pool\"  sq \"Fondi\"  sr \"Фонд\"

each municipality
  let by_weight = share pool by weight
    title en \"By weight\"  sq \"Sipas peshës\"  sr \"Према пондеру\"
  result grant : EUR = by_weight
  result own : EUR = weight * region.rate
";

/// An editor with a folder of two formulas.
struct Editor {
    connection: Connection,
    folder: PathBuf,
    server: Option<std::thread::JoinHandle<Result<(), String>>>,
    asked: i32,
}

impl Editor {
    fn new(name: &str, language: Language) -> Editor {
        let folder =
            std::env::temp_dir().join(format!("formula lsp {name} {}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("need.formula"), NEED).expect("a file");
        let (ours, theirs) = Connection::memory();
        let server = std::thread::spawn(move || converse(&theirs, language));
        let mut editor = Editor { connection: ours, folder, server: Some(server), asked: 0 };
        editor.ask("initialize", json!({ "capabilities": {} }));
        editor.tell("initialized", json!({}));
        editor
    }

    fn uri(&self, file: &str) -> String {
        super::place::address(&self.folder.join(file)).expect("an address").as_str().to_owned()
    }

    fn tell(&self, method: &str, params: Value) {
        let message = Notification { method: method.to_owned(), params };
        self.connection.sender.send(message.into()).expect("the server listens");
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let request = Request { id: self.asked.into(), method: method.to_owned(), params };
        self.connection.sender.send(request.into()).expect("the server listens");
        loop {
            match self.connection.receiver.recv().expect("the server answers") {
                Message::Response(response) => {
                    return serde_json::to_value(response).expect("JSON");
                }
                _ => continue,
            }
        }
    }

    /// Opens or changes a file and returns what the server finds in it.
    fn write(&self, file: &str, text: &str, method: &str) -> Vec<Value> {
        let uri = self.uri(file);
        let params = match method {
            "textDocument/didOpen" => json!({ "textDocument":
                { "uri": uri, "languageId": "formula", "version": 1, "text": text } }),
            _ => json!({ "textDocument": { "uri": uri, "version": 2 },
                "contentChanges": [{ "text": text }] }),
        };
        self.tell(method, params);
        loop {
            if let Message::Notification(found) =
                self.connection.receiver.recv().expect("the server publishes")
                && found.params["uri"] == json!(uri)
            {
                return found.params["diagnostics"].as_array().cloned().unwrap_or_default();
            }
        }
    }

    fn at(&self, file: &str, text: &str, word: &str, nth: usize) -> Value {
        let at = text.match_indices(word).nth(nth).expect("the word is there").0 + 1;
        let before = text.get(..at).expect("whole letters");
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().map_or(0, str::len);
        json!({ "textDocument": { "uri": self.uri(file) },
            "position": { "line": line, "character": character } })
    }

    fn result(&mut self, method: &str, params: Value) -> Value {
        self.ask(method, params)["result"].clone()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        if let Some(server) = self.server.take() {
            assert_eq!(server.join().expect("no panic"), Ok(()));
        }
        let _ = std::fs::remove_dir_all(Path::new(&self.folder));
    }
}

/// Goal: what is wrong is said while it is written, with id, place and help, and goes away when it
/// is mended. Method: a slip in a name, then the right name; another file breaks what this one
/// uses.
#[test]
fn findings_come_and_go() {
    let editor = Editor::new("findings", Language::En);
    let slip = GRANT.replace("share pool", "share pol");
    let found = editor.write("grant.formula", &slip, "textDocument/didOpen");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "check-name-unknown");
    assert_eq!(found[0]["range"]["start"]["line"], 17);
    assert!(found[0]["message"].as_str().is_some_and(|m| m.contains("pool")), "{found:?}");
    let found = editor.write("grant.formula", GRANT, "textDocument/didChange");
    assert_eq!(found, Vec::<Value>::new());
    editor.tell(
        "textDocument/didOpen",
        json!({ "textDocument": { "uri": editor.uri("need.formula"), "languageId": "formula",
            "version": 1, "text": NEED.replace("result weight", "result wight") } }),
    );
    let found = loop {
        if let Message::Notification(n) = editor.connection.receiver.recv().expect("published")
            && n.params["uri"] == json!(editor.uri("grant.formula"))
        {
            break n.params["diagnostics"].clone();
        }
    };
    assert_eq!(found[0]["code"], "check-use-result-unknown", "{found}");
}

/// Goal: a name says its label, unit, rule and source in the reader's language. Method: hover over
/// a parameter, a definition, a result of another formula.
#[test]
fn a_name_says_what_it_means() {
    let mut editor = Editor::new("hover", Language::Sq);
    editor.write("grant.formula", GRANT, "textDocument/didOpen");
    let mut says = |word: &str, nth| {
        let at = editor.at("grant.formula", GRANT, word, nth);
        let hover = editor.result("textDocument/hover", at);
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    let pool = says("pool", 1);
    assert!(
        pool.contains("Fondi") && pool.contains("1\u{202f}000") && pool.contains("Budget 2025")
    );
    let by_weight = says("by_weight", 1);
    assert!(by_weight.contains("Sipas peshës") && by_weight.contains("“Fondi”"), "{by_weight}");
    let weight = says("weight", 2);
    assert!(weight.contains("Pesha") && weight.contains("need.weight"), "{weight}");
    let rate = says("rate", 1);
    assert!(rate.contains("EUR/"), "{rate}");
}

/// Goal: a name leads to where it is declared, also in another file. Method: from a use of a
/// definition, of a column behind a reference, of another formula's result.
#[test]
fn a_name_leads_to_its_declaration() {
    let mut editor = Editor::new("definition", Language::En);
    editor.write("grant.formula", GRANT, "textDocument/didOpen");
    let at = editor.at("grant.formula", GRANT, "by_weight", 1);
    let found = editor.result("textDocument/definition", at);
    assert_eq!(found["range"]["start"], json!({ "line": 17, "character": 6 }));
    let at = editor.at("grant.formula", GRANT, "rate", 1);
    let found = editor.result("textDocument/definition", at);
    assert_eq!(found["range"]["start"], json!({ "line": 6, "character": 2 }));
    let at = editor.at("grant.formula", GRANT, "weight", 0);
    let found = editor.result("textDocument/definition", at);
    assert_eq!(found["uri"], json!(editor.uri("need.formula")));
    assert_eq!(found["range"]["start"]["line"], 7);
}

/// Goal: completion offers what fits: names in scope, words of lists, and after a point the names
/// of the table that is referred to. Method: in the chapter, and behind `region.` in a file that
/// is not yet in order.
#[test]
fn completion_offers_what_fits() {
    let mut editor = Editor::new("completion", Language::En);
    let half = GRANT.replace("weight * region.rate", "weight * region.");
    editor.write("grant.formula", &half, "textDocument/didOpen");
    let mut labels = |text: &str, word: &str, nth: usize| -> Vec<String> {
        let mut at = editor.at("grant.formula", text, word, nth);
        let character = at["position"]["character"].as_u64().expect("a number");
        at["position"]["character"] = json!(character + word.chars().count() as u64 - 1);
        let items = editor.result("textDocument/completion", at);
        let items = items.as_array().expect("a list").clone();
        items.iter().map(|i| i["label"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(labels(&half, "region.", 0), ["name", "rate"]);
    let all = labels(&half, "share ", 0);
    for wanted in ["pool", "by_weight", "status", "urban", "sum", "keeping sum"] {
        assert!(all.iter().any(|label| label == wanted), "{wanted} is not offered: {all:?}");
    }
}

/// Goal: formatting, outline and colours are those of the language. Method: a file out of layout;
/// the outline's names; the number of coloured stretches.
#[test]
fn layout_outline_and_colours() {
    let mut editor = Editor::new("layout", Language::En);
    let crooked = GRANT.replace("  result grant", "  result   grant");
    editor.write("grant.formula", &crooked, "textDocument/didOpen");
    let document = json!({ "textDocument": { "uri": editor.uri("grant.formula") } });
    let mut options = document.clone();
    options["options"] = json!({ "tabSize": 2, "insertSpaces": true });
    let edits = editor.result("textDocument/formatting", options);
    assert!(edits[0]["newText"].as_str().is_some_and(|t| !t.contains("result   grant")));
    editor.write("grant.formula", GRANT, "textDocument/didChange");
    let outline = editor.result("textDocument/documentSymbol", document.clone());
    let names: Vec<&str> = outline
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|symbol| symbol["name"].as_str())
        .collect();
    let wanted = ["weight", "region", "municipality", "pool", "by_weight", "grant", "own"];
    assert_eq!(names, wanted);
    let tokens = editor.result("textDocument/semanticTokens/full", document);
    assert!(tokens["data"].as_array().is_some_and(|data| data.len() > 100 && data.len() % 5 == 0));
}

/// Goal: what the server does not know is answered, not ignored. Method: an unknown request and
/// one with parameters that do not fit.
#[test]
fn what_is_not_understood_is_answered() {
    let mut editor = Editor::new("unknown", Language::En);
    assert_eq!(editor.ask("workspace/symbol", json!({}))["error"]["code"], -32601);
    assert_eq!(editor.ask("textDocument/hover", json!({}))["error"]["code"], -32602);
}
