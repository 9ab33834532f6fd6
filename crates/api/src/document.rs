//! The description of the API: OpenAPI 3.1, made from the operations and types of the code.

use crate::BASE;
use crate::operation::{Operation, Parameter};
use crate::problem::{KIND, Problem};
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// What a program may be told apart from what it asked for.
const REFUSALS: [(&str, &str); 6] = [
    ("400", "The request is not what this address takes."),
    ("401", "The token is missing, was never made, or has ended."),
    ("403", "The policy does not let the asker do it, or the token does not reach it."),
    ("404", "There is no such thing."),
    ("429", "Too many requests; `Retry-After` says how many seconds to wait."),
    ("500", "Something went wrong here."),
];

/// What a program may be told besides when it changes something.
const REFUSALS_OF_WRITING: [(&str, &str); 5] = [
    ("409", "The thing is not in a step in which this is done."),
    ("412", "The thing has changed since it was read."),
    ("413", "The body is too large."),
    ("415", "The body is no JSON."),
    ("422", "What was sent is refused, or the key was used for something else."),
];

/// The whole document.
pub fn document(operations: &[Operation], version: &str) -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    let mut problem = vec![(Problem::name().into_owned(), Problem::schema())];
    Problem::schemas(&mut problem);
    let all = operations.iter().flat_map(|operation| operation.schemas.iter());
    for (name, schema) in all.chain(&problem) {
        schemas.insert(name.clone(), value_of(schema));
    }
    for operation in operations {
        let path = paths.entry(operation.route.path.to_owned()).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            let method = operation.route.method.as_str().to_lowercase();
            path.insert(method, described(operation));
        }
    }
    paths.sort_keys();
    schemas.sort_keys();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Peshore",
            "version": version,
            "description": "The financing of social services, explained, for programs. Words \
                            come in the language of Accept-Language (sq, sr-Cyrl, sr-Latn, en). \
                            Numbers are texts in decimal, exact; money is in EUR. What is \
                            published is read by everyone; for more, a person makes a token on \
                            the page of their account.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                TOKEN: {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An access token: what it reaches of what its owner may do.",
                },
            },
        },
    })
}

fn value_of(schema: &RefOr<Schema>) -> Value {
    serde_json::to_value(schema).unwrap_or_default()
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn described(operation: &Operation) -> Value {
    let mut parameters: Vec<Value> = operation.parameters.iter().map(parameter).collect();
    if operation.writes() {
        let about = "A random text for this one thing: sent again, it is done no second time.";
        let schema = json!({ "type": "string", "pattern": "^[!-~]{1,200}$" });
        parameters.push(header("Idempotency-Key", about, &schema));
    }
    if operation.on_condition {
        let about = "The `ETag` with which the thing was read.";
        let schema = json!({ "type": "string", "pattern": "^(\\*|\"[!#-~]{1,100}\")$" });
        parameters.push(header("If-Match", about, &schema));
    }
    let open = if operation.needs_token { vec![] } else { vec![json!({})] };
    let security: Vec<Value> = open.into_iter().chain([json!({ TOKEN: [] })]).collect();
    let mut described = json!({
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": operation.route.description,
        "parameters": parameters,
        "responses": responses(operation),
        "security": security,
    });
    if let (Some(body), Some(described)) = (&operation.body, described.as_object_mut()) {
        let content = json!({ "application/json": { "schema": reference(body) } });
        described.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
    }
    if let (true, Some(described)) = (operation.takes_file, described.as_object_mut()) {
        let content = json!({ "application/octet-stream": { "schema": bytes() } });
        described.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
    }
    described
}

/// What is said of a file: any bytes.
fn bytes() -> Value {
    json!({ "type": "string", "format": "binary" })
}

/// The name of the scheme by which tokens are sent.
const TOKEN: &str = "token";

fn responses(operation: &Operation) -> Map<String, Value> {
    let text = |about: &str| json!({ "description": about, "schema": { "type": "string" } });
    let mut headers = json!({ "ETag": text("Names the content.") });
    let tagged = headers.clone();
    if operation.status == 201
        && let Some(headers) = headers.as_object_mut()
    {
        headers.insert("Location".to_owned(), text("Where it is."));
    }
    let content = match operation.gives_file {
        true => json!({ "*/*": { "schema": bytes() } }),
        false => json!({ "application/json": { "schema": reference(&operation.answer) } }),
    };
    let mut responses = Map::new();
    responses.insert(
        operation.status.to_string(),
        json!({
            "description": "It.",
            "headers": headers,
            "content": content,
        }),
    );
    let mut refusals = REFUSALS.to_vec();
    if operation.writes() {
        refusals.extend(REFUSALS_OF_WRITING);
    } else {
        let has = json!({ "description": "The asker has it already.", "headers": tagged });
        responses.insert("304".to_owned(), has);
    }
    if operation.on_condition {
        refusals.push(("428", "`If-Match` is missing."));
    }
    for (status, about) in refusals {
        let content = json!({ KIND: { "schema": reference(&Problem::name()) } });
        responses.insert(status.to_owned(), json!({ "description": about, "content": content }));
    }
    responses.sort_keys();
    responses
}

fn header(name: &str, about: &str, schema: &Value) -> Value {
    json!({
        "name": name, "in": "header", "required": true, "description": about, "schema": schema,
    })
}

fn parameter(parameter: &Parameter) -> Value {
    let schema = match (parameter.most, parameter.pattern) {
        (Some(most), _) => json!({ "type": "integer", "minimum": 1, "maximum": most }),
        (None, Some(pattern)) => json!({ "type": "string", "pattern": pattern }),
        (None, None) => json!({ "type": "string" }),
    };
    json!({
        "name": parameter.name,
        "in": if parameter.in_path { "path" } else { "query" },
        "required": parameter.is_required,
        "description": parameter.about,
        "schema": schema,
    })
}

/// The path of the document itself.
pub fn path() -> String {
    format!("{BASE}/openapi.json")
}
