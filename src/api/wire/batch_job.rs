use serde::{Deserialize, Serialize};

use super::{BatchJobResult, JsonObject, User};

/// A job the backend runs in the background: an export, an import, or a type of its own.
///
/// In a list with `fields`, the columns left out are missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
// Rust reads a missing column as `None` or as empty: a second type for that one case, or an `Option`
// around every column, would cost every other reader.
pub struct BatchJob {
    /// The job's id, `batch_` and a ULID.
    pub id: String,
    /// The strategy that runs the job.
    #[serde(default = "left_out")]
    pub r#type: BatchJobType,
    /// Where the job stands. The server computes it from the timestamps below, the last one that is
    /// set in the order `pre_processed`, confirmed, processing, completed, canceled, failed, so a list
    /// whose `fields` leave timestamps out shows a wrong status (observed: `fields=id` makes every
    /// job `created`).
    pub status: BatchJobStatus,
    /// The id of the user who created the job; the only one who may see it.
    #[serde(default)]
    pub created_by: Option<String>,
    /// The user who created the job, in a list with `expand: "created_by_user"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional = nullable))]
    pub created_by_user: Option<User>,
    /// What the job was created with, plus what its strategy added.
    #[serde(default)]
    pub context: JsonObject,
    /// Whether the job rests in `pre_processed` until it is confirmed. A list tells the truth only
    /// when `dry_run` is among its `fields` (this client asks for it unless you set `fields`): the
    /// server's default fields lack it, and the class default `false` shows instead.
    pub dry_run: bool,
    /// What came of the job so far; `null` until the strategy reports something.
    #[serde(default)]
    pub result: Option<BatchJobResult>,
    /// When the preparation ended, ISO 8601.
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub pre_processed_at: Option<String>,
    /// When the job was confirmed, by a call or, without `dry_run`, by the server; ISO 8601.
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub confirmed_at: Option<String>,
    /// When processing began, ISO 8601. Set in the transaction of the processing itself: nobody sees
    /// it before that ends, and a failure takes it back (`subscribers/batch-job.ts`).
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub processing_at: Option<String>,
    /// When processing ended well, ISO 8601.
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub completed_at: Option<String>,
    /// When the job was canceled, ISO 8601; moved by every further cancel.
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub canceled_at: Option<String>,
    /// When the job failed, ISO 8601. `result.errors` says why.
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub failed_at: Option<String>,
    /// When the job was created, ISO 8601.
    #[serde(default)]
    pub created_at: String,
    /// When the job last changed, ISO 8601.
    #[serde(default)]
    pub updated_at: String,
    /// When the job was deleted, ISO 8601. The admin API has no route that does.
    #[serde(default)]
    pub deleted_at: Option<String>,
}

fn left_out() -> BatchJobType {
    BatchJobType::Custom(String::new())
}

/// Where a batch job stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BatchJobStatus {
    /// Created, not prepared yet. An import whose file can't be read stays here forever.
    Created,
    /// Prepared; a dry run rests here until it is confirmed.
    PreProcessed,
    /// Confirmed, waiting to be processed.
    Confirmed,
    /// Being processed. Not seen over HTTP with Medusa's own job runner, which commits once at the
    /// end (`subscribers/batch-job.ts`).
    Processing,
    /// Done.
    Completed,
    /// Canceled. Not final: a job canceled before its preparation or processing began turns to
    /// `failed` when the server gets to it (observed).
    Canceled,
    /// Failed; `result.errors` says why.
    Failed,
    /// A status this version doesn't know.
    #[serde(untagged)]
    #[cfg_attr(test, ts(skip))]
    Unknown(String),
}

/// The strategy that runs a job: one of Medusa's own, or one the backend was extended with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum BatchJobType {
    /// Products to a CSV file.
    ProductExport,
    /// Orders to a CSV file.
    OrderExport,
    /// Products from an uploaded CSV file; `context.fileKey` is the upload's key.
    ProductImport,
    /// A price list's prices from an uploaded CSV file, replacing those it had; `context` holds
    /// `price_list_id` and `fileKey`.
    PriceListImport,
    /// A strategy of the backend's own.
    #[serde(untagged)]
    Custom(#[cfg_attr(test, ts(type = "(string & {})"))] String),
}

impl From<&str> for BatchJobType {
    fn from(name: &str) -> Self {
        match name {
            "product-export" => Self::ProductExport,
            "order-export" => Self::OrderExport,
            "product-import" => Self::ProductImport,
            "price-list-import" => Self::PriceListImport,
            custom => Self::Custom(String::from(custom)),
        }
    }
}
