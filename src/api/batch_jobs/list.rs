use super::ROUTE;
use crate::api::wire::AdminBatchJobListRes;
use crate::api::{Answer, BodyKind, Endpoint, Kind, Method, Path, Safety};
use crate::error::UsageError;
use crate::query::{Nulls, Value, batch_job_filters, encode};

/// `GET /admin/batch-jobs`: the caller's own jobs, newest first, ten unless `limit` says otherwise.
#[derive(Debug, Clone)]
pub struct ListBatchJobs {
    /// `AdminGetBatchParams` as filters, before they are brought into the server's form.
    pub filters: Vec<(String, Value)>,
}

impl Endpoint for ListBatchJobs {
    type Output = AdminBatchJobListRes;
    const METHOD: Method = Method::Get;
    const BODY: BodyKind = BodyKind::None;
    const SAFETY: Safety = Safety::Idempotent;
    const ANSWER: Answer = Answer::Envelope("batch_jobs", Kind::Array);

    fn path(&self) -> Result<Path, UsageError> {
        Ok(Path::new(ROUTE))
    }

    fn query(&self) -> Result<String, UsageError> {
        batch_job_filters("list(query)", self.filters.clone()).map(|filters| encode(&filters, Nulls::Word))
    }
}
