//! `medusa.admin.batchJobs` (medusa 1.20, `api/routes/admin/batch`).

use super::{Answer, Endpoint, Kind, Safety, Takes, Trace};

const PATH: &str = "/admin/batch-jobs";
/// [`super::wire::AdminBatchJobRes`]
const ONE: Answer = Answer::Envelope("batch_job", Kind::Object);
/// [`super::wire::AdminBatchJobListRes`]
const MANY: Answer = Answer::Envelope("batch_jobs", Kind::Array);

const RETRIEVE_IT: &str = "retrieve the job to see its state";

/// Creates a job, which the backend runs asynchronously; with `dry_run` it rests after its
/// preparation until it is confirmed. The server ignores `Idempotency-Key` here: sending twice makes
/// two jobs. One that can be found in the list is reconcilable.
pub const CREATE: Endpoint = Endpoint {
    takes: Takes::BatchJob,
    trace: Trace::Listed,
    find_out: "look for the job with list({ type, created_at }) before you repeat it",
    ..Endpoint::post("create(payload)", PATH, ONE)
};

/// The caller's own jobs, newest first, ten unless `limit` says otherwise.
pub const LIST: Endpoint =
    Endpoint { takes: Takes::Filters, ..Endpoint::get("list(query)", PATH, MANY) };

/// One job, all of its columns.
pub const RETRIEVE: Endpoint =
    Endpoint { takes: Takes::Id, ..Endpoint::get("retrieve(id)", PATH, ONE) };

/// Lets a dry run that rests in `pre_processed` be processed. A second confirm is answered with 400
/// `not_allowed`, which would hide the first's success.
pub const CONFIRM: Endpoint = Endpoint {
    tail: "/confirm",
    takes: Takes::Id,
    safety: Safety::Reconcilable,
    trace: Trace::Confirmed,
    find_out: RETRIEVE_IT,
    ..Endpoint::post("confirm(id)", PATH, ONE)
};

/// Marks a job as canceled; canceling a canceled one is answered with 200 again. Processing that has
/// begun is not stopped: the server answers when the job's transaction has ended, so this has time.
pub const CANCEL: Endpoint = Endpoint {
    tail: "/cancel",
    takes: Takes::Id,
    safety: Safety::IdempotentByEffect,
    timeout_ms: 120_000,
    find_out: RETRIEVE_IT,
    ..Endpoint::post("cancel(id)", PATH, ONE)
};
