use super::{ONE, ROUTE};
use crate::api::wire::AdminBatchJobRes;
use crate::api::{Answer, BodyKind, Endpoint, Method, Path, Safety};
use crate::error::UsageError;

/// `POST /admin/batch-jobs/:id/cancel`: marks a job as canceled. Processing that has begun is not
/// stopped; the server answers when it has ended (the row is locked until then).
#[derive(Debug, Clone)]
pub struct CancelBatchJob {
    /// The job's id.
    pub id: String,
}

impl Endpoint for CancelBatchJob {
    type Output = AdminBatchJobRes;
    const METHOD: Method = Method::Post;
    const BODY: BodyKind = BodyKind::Json;
    /// Canceling a canceled job is answered with 200 again.
    const SAFETY: Safety = Safety::IdempotentByEffect;
    const ANSWER: Answer = ONE;

    fn path(&self) -> Result<Path, UsageError> {
        Ok(Path::new(ROUTE).id("cancel(id)", &self.id)?.then("/cancel"))
    }
}
