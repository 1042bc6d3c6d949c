use super::{ONE, ROUTE};
use crate::api::wire::AdminBatchJobRes;
use crate::api::{Answer, BodyKind, Endpoint, Method, Path, Safety};
use crate::error::UsageError;

/// `POST /admin/batch-jobs`: creates a job, which the backend runs asynchronously; with `dry_run` it
/// rests after its preparation until it is confirmed.
#[derive(Debug, Clone)]
pub struct CreateBatchJob;

impl Endpoint for CreateBatchJob {
    type Output = AdminBatchJobRes;
    const METHOD: Method = Method::Post;
    const BODY: BodyKind = BodyKind::Json;
    /// The server ignores `Idempotency-Key` here: sending twice makes two jobs.
    const SAFETY: Safety = Safety::NotIdempotent;
    const ANSWER: Answer = ONE;

    fn path(&self) -> Result<Path, UsageError> {
        Ok(Path::new(ROUTE))
    }
}
