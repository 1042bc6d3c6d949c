use super::{ONE, ROUTE};
use crate::api::wire::AdminBatchJobRes;
use crate::api::{Answer, BodyKind, Endpoint, Method, Path, Safety};
use crate::error::UsageError;

/// `GET /admin/batch-jobs/:id`: one job, all of its columns.
#[derive(Debug, Clone)]
pub struct RetrieveBatchJob {
    /// The job's id.
    pub id: String,
}

impl Endpoint for RetrieveBatchJob {
    type Output = AdminBatchJobRes;
    const METHOD: Method = Method::Get;
    const BODY: BodyKind = BodyKind::None;
    const SAFETY: Safety = Safety::Idempotent;
    const ANSWER: Answer = ONE;

    fn path(&self) -> Result<Path, UsageError> {
        Path::new(ROUTE).id("retrieve(id)", &self.id)
    }
}
