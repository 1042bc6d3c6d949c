//! `medusa.admin.batchJobs` (medusa 1.20, `api/routes/admin/batch`).

mod cancel;
mod confirm;
mod create;
mod list;
mod retrieve;

pub use cancel::CancelBatchJob;
pub use confirm::ConfirmBatchJob;
pub use create::CreateBatchJob;
pub use list::ListBatchJobs;
pub use retrieve::RetrieveBatchJob;

/// The route all batch jobs live under.
const ROUTE: &str = "/admin/batch-jobs";

/// Every single-job answer: `{ batch_job }`.
const ONE: super::Answer = super::Answer::Envelope("batch_job", super::Kind::Object);
