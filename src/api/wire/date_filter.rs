use serde::{Deserialize, Serialize};

/// Bounds for a date; they hold together. In TypeScript each is a `Date` or an ISO 8601 string, the
/// one form the server reads alike in every filter.
///
/// The server's columns have microseconds, its answers milliseconds: `lte` a job's own `created_at`
/// leaves that job out, and `gt` lets it in (observed).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default)]
pub struct DateComparisonOperator {
    /// Before this.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "Date | string"))]
    pub lt: Option<String>,
    /// After this.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "Date | string"))]
    pub gt: Option<String>,
    /// At this or after.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "Date | string"))]
    pub gte: Option<String>,
    /// At this or before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "Date | string"))]
    pub lte: Option<String>,
}

/// A filter on a date that a job may not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum DateFilter {
    /// The date lies within these bounds.
    Within(DateComparisonOperator),
    /// There is no such date (yet).
    Unset,
}
