use super::{ONE, ROUTE};
use crate::api::wire::AdminBatchJobRes;
use crate::api::{Answer, BodyKind, Endpoint, Method, Path, Safety};
use crate::error::UsageError;

/// `POST /admin/batch-jobs/:id/confirm`: lets a dry run that rests in `pre_processed` be processed.
#[derive(Debug, Clone)]
pub struct ConfirmBatchJob {
    /// The job's id.
    pub id: String,
}

impl Endpoint for ConfirmBatchJob {
    type Output = AdminBatchJobRes;
    const METHOD: Method = Method::Post;
    const BODY: BodyKind = BodyKind::Json;
    /// A second confirm is answered with 400 `not_allowed`, which would hide the first's success.
    const SAFETY: Safety = Safety::NotIdempotent;
    const ANSWER: Answer = ONE;

    fn path(&self) -> Result<Path, UsageError> {
        Ok(Path::new(ROUTE).id("confirm(id)", &self.id)?.then("/confirm"))
    }
}
