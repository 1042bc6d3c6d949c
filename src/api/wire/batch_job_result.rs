use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::JsonObject;

/// What a job reports. Every member is optional: which ones there are depends on the strategy and on
/// how far it came (observed: an empty export completes without `count` and `progress`, imports never
/// have `progress`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default)]
pub struct BatchJobResult {
    /// How many items there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<Number>,
    /// How many items are done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advancement_count: Option<Number>,
    /// The share that is done, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<Number>,
    /// Why the job failed. One failure can leave two entries, an object and its text (observed).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
    pub errors: Option<Vec<BatchJobError>>,
    /// What the strategy found, as sentences for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stat_descriptors: Option<Vec<BatchJobResultStatDescriptor>>,
    /// Exports: the key of the file, for `uploads.getPresignedDownloadUrl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_key: Option<String>,
    /// Exports: the file's size in bytes, approximately.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_size: Option<Number>,
    /// Imports: how many operations of each kind there are (`PRODUCT_CREATE`, `VARIANT_UPDATE`, …).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operations: Option<BTreeMap<String, Number>>,
    /// Imports: the keys of the intermediate files, by kind of operation; deleted on success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<BTreeMap<String, String>>,
    /// Whatever else the strategy reports.
    #[serde(flatten)]
    pub other: JsonObject,
}

/// One entry of a result's `errors`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum BatchJobError {
    /// A message.
    Text(String),
    /// A message with its code.
    Detailed(BatchJobResultError),
    /// What a strategy of the backend's own may have put there.
    #[cfg_attr(test, ts(skip))]
    Other(Value),
}

/// An error as a strategy reports it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct BatchJobResultError {
    /// What went wrong.
    pub message: String,
    /// The error's own code, for example `ENOENT`; `unknown` if it has none.
    #[cfg_attr(test, ts(inline))]
    pub code: BatchJobErrorCode,
    /// The error itself, as JSON wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub err: Option<Value>,
    /// Whatever else the strategy reports.
    #[serde(flatten)]
    pub other: JsonObject,
}

/// An error's code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum BatchJobErrorCode {
    /// For example `ENOENT`.
    Text(String),
    /// For example `409`.
    Number(Number),
}

/// A sentence about what a strategy found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BatchJobResultStatDescriptor {
    /// What is counted, for example `product-export-count`.
    pub key: String,
    /// Its title.
    pub name: String,
    /// The sentence, for example `There will be 30 products exported by this action`.
    pub message: String,
}
