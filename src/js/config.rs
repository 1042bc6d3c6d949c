//! `new Medusa(config)`. A property that is `undefined` means its default, everywhere.

use super::options::{headers, max_retries, timeout_ms};
use super::value::{is_record, not, secret, text};
use crate::api::BaseUrl;
use crate::client::Config;
use crate::error::UsageError;
use crate::fetch::property;
use wasm_bindgen::{JsCast, JsValue};

/// Reads a configuration. Properties this client doesn't know are left alone: configurations written
/// for medusa-js have some.
pub(super) fn read(config: &JsValue) -> Result<Config, UsageError> {
    let mut read = Config::default();
    if config.is_undefined() || config.is_null() {
        return Ok(read);
    }
    if !is_record(config) {
        return Err(not("new Medusa(config)", "an object", config));
    }
    let given = |name| Some(property(config, name)).filter(|value| !value.is_undefined());
    if let Some(url) = given("baseUrl") {
        read.base_url = BaseUrl::parse(&text("new Medusa({ baseUrl })", &url)?)?;
    }
    if let Some(count) = given("maxRetries") {
        read.max_retries = max_retries("new Medusa({ maxRetries })", &count)?;
    }
    if let Some(ms) = given("timeoutMs") {
        read.timeout_ms = timeout_ms("new Medusa({ timeoutMs })", &ms)?;
    }
    if let Some(custom) = given("customHeaders") {
        read.headers = headers("new Medusa({ customHeaders })", &custom)?;
    }
    if let Some(fetch) = given("fetch").filter(|fetch| !fetch.is_null()) {
        if !fetch.is_function() {
            return Err(not("new Medusa({ fetch })", "a function", &fetch));
        }
        read.fetch = Some(fetch.unchecked_into());
    }
    if let Some(key) = given("apiKey") {
        read.credentials.api_key = secret("new Medusa({ apiKey })", &key)?;
    }
    if let Some(key) = given("publishableApiKey") {
        read.credentials.publishable_key = secret("new Medusa({ publishableApiKey })", &key)?;
    }
    Ok(read)
}
