//! The description of the API: OpenAPI 3.1, made from the operations and types of the code.

use crate::BASE;
use crate::operation::{Operation, Parameter};
use crate::problem::{KIND, Problem};
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// What a program may be told apart from what it asked for.
const REFUSALS: [(&str, &str); 5] = [
    ("400", "The request is not what this address takes."),
    ("403", "The policy does not let the asker see it."),
    ("404", "There is no such thing."),
    ("429", "Too many requests; `Retry-After` says how many seconds to wait."),
    ("500", "Something went wrong here."),
];

/// The whole document.
pub fn document(operations: &[Operation], version: &str) -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    let problem = (Problem::name().into_owned(), Problem::schema());
    let all = operations.iter().flat_map(|operation| operation.schemas.iter());
    for (name, schema) in all.chain([&problem]) {
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
            "description": "The financing of social services, explained: what is published, for \
                            programs. Words come in the language of Accept-Language (sq, sr-Cyrl, \
                            sr-Latn, en). Numbers are texts in decimal, exact; money is in EUR.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn value_of(schema: &RefOr<Schema>) -> Value {
    serde_json::to_value(schema).unwrap_or_default()
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn described(operation: &Operation) -> Value {
    let tag = json!({ "description": "Names the content.", "schema": { "type": "string" } });
    let mut responses = Map::new();
    responses.insert(
        "200".to_owned(),
        json!({
            "description": "It.",
            "headers": { "ETag": tag },
            "content": { "application/json": { "schema": reference(&operation.answer) } },
        }),
    );
    let has = json!({ "description": "The asker has it already.", "headers": { "ETag": tag } });
    responses.insert("304".to_owned(), has);
    for (status, about) in REFUSALS {
        let content = json!({ KIND: { "schema": reference(&Problem::name()) } });
        responses.insert(status.to_owned(), json!({ "description": about, "content": content }));
    }
    let parameters: Vec<Value> = operation.parameters.iter().map(parameter).collect();
    json!({
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": operation.route.description,
        "parameters": parameters,
        "responses": responses,
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
        "required": parameter.in_path,
        "description": parameter.about,
        "schema": schema,
    })
}

/// The path of the document itself.
pub fn path() -> String {
    format!("{BASE}/openapi.json")
}
