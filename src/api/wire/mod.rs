//! The types that cross the wire, named as Medusa names them.
//!
//! They are the one source of both languages: Rust programs read them with serde, and the TypeScript
//! declarations of the npm package (`pkg/src/generated/types.ts`) are written from them by the test
//! in `typescript`. The npm package itself never runs them: there JSON stays with the engine
//! (`JSON.parse`), results are the server's own objects, and the deserialisers below are dropped by
//! the linker.
//!
//! Three rules hold throughout:
//!
//! - Reading never fails over a value the server may add later. Status and role keep what they don't
//!   know, custom job types are ordinary, and a job's `result` keeps every member it came with.
//! - A name is Medusa's name, also where Rust would choose another; `type` is `r#type`.
//! - Open JSON is [`JsonObject`]. A type parameter in its place would let callers read `context` and
//!   `result` straight into types of their own, but it would put that parameter on every type that
//!   holds a job, for a member that `serde_json::from_value` reads just as well.
//!
//! Where a fact is not obvious its source is named: paths are those of `packages/medusa/src` in
//! Medusa 1.20, and "observed" means seen on a running 1.20.11 (`tests/recorded`).

mod auth;
mod batch_job;
mod batch_job_result;
mod batch_jobs;
mod date_filter;
mod uploads;
mod user;

#[cfg(test)]
mod recorded;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod typescript;

pub use auth::{AdminAuthRes, AdminBearerAuthRes, AdminPostAuthReq};
pub use batch_job::{BatchJob, BatchJobStatus, BatchJobType};
pub use batch_job_result::{
    BatchJobError, BatchJobErrorCode, BatchJobResult, BatchJobResultError,
    BatchJobResultStatDescriptor,
};
pub use batch_jobs::{
    AdminBatchJobListRes, AdminBatchJobRes, AdminGetBatchParams, AdminPostBatchesReq, OneOrMany,
};
pub use date_filter::{DateComparisonOperator, DateFilter};
pub use uploads::{
    AdminDeleteUploadsReq, AdminDeleteUploadsRes, AdminPostUploadsDownloadUrlReq,
    AdminUploadsDownloadUrlRes, AdminUploadsRes, FileServiceUploadResult,
};
pub use user::{User, UserRole};

/// A JSON object whose members this crate doesn't know.
pub type JsonObject = serde_json::Map<String, serde_json::Value>;
