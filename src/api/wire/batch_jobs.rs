use serde::{Deserialize, Deserializer, Serialize};

use super::{BatchJob, BatchJobType, DateComparisonOperator, DateFilter, JsonObject};

/// What `create` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct AdminPostBatchesReq {
    /// The strategy that is to run the job.
    pub r#type: BatchJobType,
    /// What the strategy needs to know. The server checks only that it is an object; a wrong value
    /// is accepted here and fails the job in its preparation.
    pub context: JsonObject,
    /// Whether the job is to rest after its preparation until it is confirmed; `false` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dry_run: Option<bool>,
}

/// What `list` takes. Filters hold together, and only one's own jobs are listed in any case. There is
/// no filter by status: the server refuses it, status is not a column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default)]
pub struct AdminGetBatchParams {
    /// How many jobs to list at most, 10 if left out; 0 lists all of them (observed).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// How many jobs to skip, 0 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// Only these jobs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "string | readonly string[]"))]
    pub id: Option<OneOrMany<String>>,
    /// Only jobs of these types.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "BatchJobType | readonly BatchJobType[]"))]
    pub r#type: Option<OneOrMany<BatchJobType>>,
    /// Only jobs confirmed then; `null` for those not confirmed.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
    pub confirmed_at: Option<DateFilter>,
    /// Only jobs whose preparation ended then; `null` for those not prepared.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
    pub pre_processed_at: Option<DateFilter>,
    /// Only jobs completed then; `null` for those not completed.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
    pub completed_at: Option<DateFilter>,
    /// Only jobs that failed then; `null` for those that have not.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
    pub failed_at: Option<DateFilter>,
    /// Only jobs canceled then; `null` for those not canceled.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
    pub canceled_at: Option<DateFilter>,
    /// Only jobs created then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<DateComparisonOperator>,
    /// Only jobs last changed then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<DateComparisonOperator>,
    /// The column to sort by, descending with a `-` before it; `-created_at` if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// The columns to answer with, separated by commas; `+column` adds one to the default ones,
    /// `-column` removes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<String>,
    /// The relations to answer with; there is one, `created_by_user`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<String>,
}

/// serde reads `null` into an `Option` as `None`; here it says [`DateFilter::Unset`].
fn given<'de, D: Deserializer<'de>>(json: D) -> Result<Option<DateFilter>, D::Error> {
    DateFilter::deserialize(json).map(Some)
}

/// One value or several. This client sends one as a list of one: the server refuses a plain value in
/// these filters (`id must be an array`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany<T> {
    /// One value.
    One(T),
    /// Several values, at least one: an empty list is refused, for the server would take it as no
    /// filter at all.
    Many(Vec<T>),
}

/// What `create`, `retrieve`, `confirm` and `cancel` answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AdminBatchJobRes {
    /// The job.
    pub batch_job: BatchJob,
}

/// What `list` answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AdminBatchJobListRes {
    /// The jobs of this page.
    pub batch_jobs: Vec<BatchJob>,
    /// How many jobs the filters let through, on all pages.
    pub count: u64,
    /// How many jobs were skipped.
    pub offset: u64,
    /// How many jobs a page holds at most.
    pub limit: u64,
}
