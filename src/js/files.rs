//! Files into a multipart form. The form is a `Blob` of blobs: engines keep references, so a large
//! file is neither copied nor read before it is sent.

use super::value::{not, part, text};
use crate::api::uploads::{form_end, part_head};
use crate::client::Failure;
use crate::error::UsageError;
use crate::fetch::{global, method, property, tag, uuid};
use js_sys::{Array, Function, Object, Promise, Reflect, Symbol};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// One file of a form.
pub(super) struct File {
    place: String,
    name: String,
    kind: String,
    content: JsValue,
}

const EXPECTED: &str = "a File, a Blob, { name, content }, or an array of these";

/// Reads what a caller gave: one file or a list of them.
pub(super) fn read(argument: &str, given: &JsValue) -> Result<Vec<File>, UsageError> {
    if is_blob(given) || !given.is_object() || tag(given) == "Object" {
        return Ok(vec![file(argument, given)?]);
    }
    if !matches!(tag(given).as_str(), "Array" | "FileList") {
        return Err(not(argument, EXPECTED, given));
    }
    let files = Array::from(given);
    if files.length() == 0 {
        return Err(UsageError::new(argument, EXPECTED, "an empty array"));
    }
    files.iter().map(|given| file(argument, &given)).collect()
}

fn file(argument: &str, given: &JsValue) -> Result<File, UsageError> {
    let place = String::from(argument);
    let kind = property(given, "type").as_string().unwrap_or_default();
    if is_blob(given) {
        // A Blob without a name is called so by FormData too (XMLHttpRequest, "create an entry").
        let name = property(given, "name").as_string().unwrap_or_else(|| String::from("blob"));
        return Ok(File { place, name, kind, content: given.clone() });
    }
    if !given.is_object() || tag(given) != "Object" {
        return Err(not(argument, EXPECTED, given));
    }
    let place = part(argument, "name");
    let name = text(&place, &property(given, "name"))?;
    if name.is_empty() {
        return Err(UsageError::new(&place, "the file's name", "an empty string"));
    }
    let content = property(given, "content");
    let place = part(argument, "content");
    let readable = content.is_string()
        || is_blob(&content)
        || is_bytes(&content)
        || is_iterable(&content)
        || method(&content, "getReader").is_some();
    if !readable {
        return Err(not(&place, "a string, Buffer, Blob or stream", &content));
    }
    Ok(File { place, name, kind, content })
}

/// Assembles the form.
pub(super) async fn form(files: Vec<File>) -> Result<JsValue, Failure> {
    let boundary = uuid();
    let parts = Array::new();
    for file in files {
        parts.push(&JsValue::from_str(&part_head(&boundary, &file.name, &file.kind)));
        let chunks = content(&file.content)
            .await
            .map_err(|_| UsageError::new(&file.place, "a readable stream", "one that failed"))?;
        for chunk in chunks.iter() {
            parts.push(&chunk);
        }
        parts.push(&JsValue::from_str("\r\n"));
    }
    parts.push(&JsValue::from_str(&form_end(&boundary)));
    let mut kind = String::from("multipart/form-data; boundary=");
    kind.push_str(&boundary);
    blob(&parts, &kind).ok_or_else(|| {
        UsageError::new("uploads", "a runtime with Blob", "one without it").into()
    })
}

fn blob(parts: &Array, kind: &str) -> Option<JsValue> {
    let options = Object::new();
    Reflect::set(&options, &JsValue::from_str("type"), &JsValue::from_str(kind)).ok()?;
    let constructor: Function = global("Blob").dyn_into().ok()?;
    Reflect::construct(&constructor, &Array::of2(parts, &options)).ok()
}

/// A file's content as parts of a `Blob`.
async fn content(given: &JsValue) -> Result<Array, JsValue> {
    if given.is_string() || is_bytes(given) {
        return Ok(Array::of1(given));
    }
    if is_blob(given) {
        return blob_content(given).await;
    }
    let (source, step) = match (iterator(given), method(given, "getReader")) {
        (Some(iterator), _) => (iterator, "next"),
        (None, Some(get_reader)) => (get_reader.call0(given)?, "read"),
        (None, None) => return Err(JsValue::UNDEFINED),
    };
    drain(&source, step).await
}

/// This realm's own `Blob` is a part as it is. Another's would be turned into the text
/// `[object Blob]`, so its bytes are read.
async fn blob_content(given: &JsValue) -> Result<Array, JsValue> {
    let prototype = property(&global("Blob"), "prototype");
    if method(&prototype, "isPrototypeOf").is_some_and(|own| own.call1(&prototype, given).is_ok_and(|own| own.is_truthy())) {
        return Ok(Array::of1(given));
    }
    let read = method(given, "arrayBuffer").ok_or(JsValue::UNDEFINED)?;
    let bytes = JsFuture::from(Promise::resolve(&read.call0(given)?)).await?;
    Ok(Array::of1(&bytes))
}

/// Reads an async iterator or a stream's reader to its end. The form then has a known length and can
/// be sent again.
async fn drain(source: &JsValue, step: &str) -> Result<Array, JsValue> {
    let next = method(source, step).ok_or(JsValue::UNDEFINED)?;
    let chunks = Array::new();
    loop {
        let step = JsFuture::from(Promise::resolve(&next.call0(source)?)).await?;
        if property(&step, "done").is_truthy() {
            return Ok(chunks);
        }
        let chunk = property(&step, "value");
        if !(chunk.is_string() || is_bytes(&chunk)) {
            return Err(JsValue::UNDEFINED);
        }
        chunks.push(&chunk);
    }
}

/// The async iterator of a Node stream, a generator or a web stream.
fn iterator(given: &JsValue) -> Option<JsValue> {
    let function = Reflect::get(given, &Symbol::async_iterator()).ok()?;
    function.is_function().then(|| function.unchecked_into::<Function>().call0(given).ok()).flatten()
}

fn is_iterable(given: &JsValue) -> bool {
    given.is_object() && Reflect::get(given, &Symbol::async_iterator()).is_ok_and(|function| function.is_function())
}

fn is_blob(value: &JsValue) -> bool {
    value.is_object() && matches!(tag(value).as_str(), "Blob" | "File")
}

fn is_bytes(value: &JsValue) -> bool {
    let kind = tag(value);
    value.is_object() && (matches!(kind.as_str(), "ArrayBuffer" | "SharedArrayBuffer" | "DataView") || kind.ends_with("Array") && kind != "Array")
}
