//! As much of HTTP as measuring takes: a connection that is kept, and a visitor with cookies.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The cookies that it sets, as `name=value`.
    cookies: Vec<String>,
    /// The body as text.
    pub(crate) body: String,
}

/// A connection that is kept from one request to the next.
#[derive(Debug)]
pub(crate) struct Connection {
    address: String,
    reader: BufReader<TcpStream>,
}

impl Connection {
    /// To an address: `127.0.0.1:8080`.
    pub(crate) fn open(address: &str) -> Result<Connection, String> {
        let stream = TcpStream::connect(address).map_err(|error| error.to_string())?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        Ok(Connection { address: address.to_owned(), reader: BufReader::new(stream) })
    }

    /// Asks with further lines of the head, and reads the answer to its end.
    pub(crate) fn ask(
        &mut self,
        method: &str,
        path: &str,
        heads: &[String],
        body: &str,
    ) -> Result<Answer, String> {
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        for head in heads {
            text.push_str(head);
            text.push_str("\r\n");
        }
        if method != "GET" {
            text.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        text.push_str("\r\n");
        text.push_str(body);
        self.reader.get_mut().write_all(text.as_bytes()).map_err(|error| error.to_string())?;
        self.answer().map_err(|error| format!("{method} {path}: {error}"))
    }

    fn line(&mut self) -> Result<String, String> {
        let mut line = String::new();
        self.reader.read_line(&mut line).map_err(|error| error.to_string())?;
        if line.is_empty() {
            return Err("the connection has ended".to_owned());
        }
        Ok(line.trim_end().to_owned())
    }

    fn answer(&mut self) -> Result<Answer, String> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
        let status = status.ok_or_else(|| format!("no answer begins with {first}"))?;
        let (mut length, mut cookies) = (0, Vec::new());
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => {
                    length = value.trim().parse::<usize>().map_err(|error| error.to_string())?;
                }
                "set-cookie" => {
                    let cookie = value.split(';').next().unwrap_or_default();
                    cookies.push(cookie.trim().to_owned());
                }
                "transfer-encoding" => return Err("a body without a length".to_owned()),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).map_err(|error| error.to_string())?;
        Ok(Answer { status, cookies, body: String::from_utf8_lossy(&body).into_owned() })
    }
}

/// Someone who reads pages and sends their forms, as a browser does.
#[derive(Debug)]
pub(crate) struct Visitor {
    address: String,
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    /// At an address: `127.0.0.1:8080`.
    pub(crate) fn new(address: &str) -> Visitor {
        Visitor { address: address.to_owned(), cookies: BTreeMap::new() }
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<String, String> {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let heads = [
            format!("Origin: http://{}", self.address),
            format!("Cookie: {}", cookies.join("; ")),
            "Content-Type: application/x-www-form-urlencoded".to_owned(),
        ];
        let answer = Connection::open(&self.address)?.ask(method, path, &heads, body)?;
        for cookie in &answer.cookies {
            if let Some((name, value)) = cookie.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        match answer.status {
            200..400 => Ok(answer.body),
            status => Err(format!("{path} was answered with {status}")),
        }
    }

    /// A page.
    pub(crate) fn get(&mut self, path: &str) -> Result<String, String> {
        self.ask("GET", path, "")
    }

    /// Sends the first form of a page that has this in its markup, with further fields.
    pub(crate) fn send(
        &mut self,
        page: &str,
        part: &str,
        fields: &[(&str, &str)],
    ) -> Result<String, String> {
        let forms = page.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next());
        let form = forms.into_iter().find(|form| form.contains(part));
        let form = form.ok_or_else(|| format!("no form has {part}"))?;
        let action = attribute(form, "action").ok_or("a form without an address")?;
        let inputs = form.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
        let hidden = inputs.filter(|input| input.contains("type=\"hidden\"")).filter_map(|input| {
            Some((attribute(input, "name")?, attribute(input, "value").unwrap_or_default()))
        });
        let given = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let pairs: Vec<String> = hidden
            .chain(given)
            .map(|(name, value)| format!("{}={}", encoded(&name), encoded(&value)))
            .collect();
        self.ask("POST", &action, &pairs.join("&"))
    }
}

/// An attribute of the first element of some markup.
fn attribute(markup: &str, name: &str) -> Option<String> {
    let (_, rest) = markup.split_once(&format!("{name}=\""))?;
    Some(rest.split('"').next()?.to_owned())
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
