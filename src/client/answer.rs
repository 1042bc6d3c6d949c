//! From a response to a result or a failure. JSON is parsed by the engine and handed through
//! untouched; only what decides is read.

use super::Failure;
use crate::api::{Answer, Kind};
use crate::error::{ErrorBody, ErrorName, Problem, Sort, redact};
use crate::fetch::{Read, Response, parse_json, property};
use crate::policy::Credentials;
use js_sys::{Array, JsString, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::{Serializer, preserve};
use wasm_bindgen::{JsCast, JsValue};

/// `response` of a result or an error.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    status: u16,
    #[serde(with = "preserve")]
    status_text: JsValue,
    #[serde(with = "preserve")]
    headers: JsValue,
    #[serde(with = "preserve")]
    url: JsValue,
    attempts: u32,
    #[serde(with = "preserve", skip_serializing_if = "JsValue::is_undefined")]
    data: JsValue,
}

fn meta(response: &Response, attempts: u32, data: JsValue) -> JsValue {
    let meta = Meta {
        status: response.status,
        status_text: response.status_text(),
        headers: response.headers(),
        url: response.url(),
        attempts,
        data,
    };
    meta.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// The result of a success: the server's object with `response` added.
pub(super) fn result(
    answer: Answer,
    response: &Response,
    body: Read,
    attempts: u32,
) -> Result<JsValue, Failure> {
    let data = data(answer, body).map_err(|(mut problem, data)| {
        problem.status = Some(response.status);
        Failure::answered(problem, meta(response, attempts, data))
    })?;
    let _ = Reflect::set(&data, &JsValue::from_str("response"), &meta(response, attempts, JsValue::UNDEFINED));
    Ok(data)
}

/// The object a success holds, or why it is none.
fn data(answer: Answer, body: Read) -> Result<JsValue, (Problem, JsValue)> {
    let (value, text) = match body {
        Read::Parsed(value) => (Some(value), None),
        Read::Text(text) => (parse_json(&text).ok(), Some(text)),
    };
    match answer {
        Answer::Envelope(key, kind) => match value {
            Some(value) if is_plain(&value) && is_kind(&property(&value, key), kind) => Ok(value),
            value => {
                let data = value.or(text).unwrap_or(JsValue::UNDEFINED);
                Err((not_asked_for(&data, Some(key)), data))
            }
        },
        Answer::Ignored | Answer::Any => match (value, text) {
            (Some(value), _) if is_plain(&value) => Ok(value),
            (Some(value), _) => Ok(with_data(&value)),
            (None, Some(text)) => match sort(&text) {
                Sort::Html | Sort::Json => Err((not_asked_for(&text, None), text)),
                Sort::Text if answer == Answer::Any => Ok(with_data(&text)),
                Sort::Text | Sort::Empty => Ok(Object::new().into()),
            },
            (None, None) => Ok(Object::new().into()),
        },
    }
}

fn is_plain(value: &JsValue) -> bool {
    value.is_object() && !Array::is_array(value)
}

/// What is not an object can't carry `response` beside its own keys.
fn with_data(value: &JsValue) -> JsValue {
    let object = Object::new();
    let _ = Reflect::set(&object, &JsValue::from_str("data"), value);
    object.into()
}

fn is_kind(value: &JsValue, kind: Kind) -> bool {
    match kind {
        Kind::Object => is_plain(value),
        Kind::Array => Array::is_array(value),
        Kind::String => value.is_string(),
        Kind::Boolean => value.as_bool().is_some(),
    }
}

/// The sort of a text that may be large: its beginning tells.
fn sort(text: &JsValue) -> Sort {
    let text: &JsString = text.unchecked_ref();
    Sort::of(&String::from(text.slice(0, 500)))
}

fn not_asked_for(data: &JsValue, key: Option<&str>) -> Problem {
    let mut message = String::from("The server's success is not what was asked for: expected JSON");
    if let Some(key) = key {
        message.push_str(" with \"");
        message.push_str(key);
        message.push('"');
    }
    message.push_str(", got ");
    message.push_str(match (data.is_string(), key) {
        (true, _) => match sort(data) {
            Sort::Json => "broken JSON",
            other => other.described(),
        },
        (false, Some(_)) => "JSON without it",
        (false, None) => "something else",
    });
    Problem::new(ErrorName::MedusaResponseError, message)
}

/// The failure an error status stands for, and the `code` of its body.
pub(super) fn failure(response: &Response, body: Read, attempts: u32, credentials: &Credentials) -> Failure {
    let (data, said) = match body {
        Read::Parsed(value) => {
            let said = json_error(&value);
            (value, said)
        }
        Read::Text(text) => error_text(&text, credentials),
    };
    let problem = Problem::from_answer(response.status, &said);
    Failure::answered(problem, meta(response, attempts, data))
}

/// Reads an error's text. Should the server echo a credential, it goes no further.
fn error_text(text: &JsValue, credentials: &Credentials) -> (JsValue, ErrorBody) {
    let whole = text.as_string().unwrap_or_default();
    let clean = redact(whole, credentials.secrets());
    if Sort::of(&clean) == Sort::Json
        && let Ok(value) = parse_json(&JsValue::from_str(&clean))
    {
        let said = json_error(&value);
        return (value, said);
    }
    let said = ErrorBody::from_text(&clean);
    (JsValue::from_str(&clean), said)
}

fn json_error(value: &JsValue) -> ErrorBody {
    let read = |name| property(value, name).as_string().filter(|text| !text.is_empty());
    ErrorBody { message: read("message"), kind: read("type"), code: read("code") }
}
