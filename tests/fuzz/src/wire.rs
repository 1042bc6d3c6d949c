//! Wire types: the text is what a server answered, or what a caller wants to send. Reading never
//! panics, and what was read is written so that it reads the same again.
//!
//! Rust programs read what the engine has parsed, where of keys that are there twice the last one is
//! left, as in a `Value`. Straight from a text serde refuses such an object.

use std::fmt::Debug;

use medusa_batch_jobs::api::wire::{
    AdminAuthRes, AdminBatchJobListRes, AdminBatchJobRes, AdminBearerAuthRes,
    AdminDeleteUploadsReq, AdminDeleteUploadsRes, AdminGetBatchParams, AdminPostAuthReq,
    AdminPostBatchesReq, AdminPostUploadsDownloadUrlReq, AdminUploadsDownloadUrlRes,
    AdminUploadsRes, BatchJob, BatchJobResult, BatchJobStatus, BatchJobType, DateFilter, User,
    UserRole,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, from_str, from_value, to_value};

pub fn check(json: &str) {
    there_and_back::<AdminBatchJobRes>(json);
    there_and_back::<AdminBatchJobListRes>(json);
    there_and_back::<BatchJob>(json);
    there_and_back::<BatchJobResult>(json);
    there_and_back::<BatchJobStatus>(json);
    there_and_back::<BatchJobType>(json);
    there_and_back::<AdminPostBatchesReq>(json);
    there_and_back::<AdminGetBatchParams>(json);
    there_and_back::<DateFilter>(json);
    there_and_back::<AdminPostAuthReq>(json);
    there_and_back::<AdminAuthRes>(json);
    there_and_back::<AdminBearerAuthRes>(json);
    there_and_back::<User>(json);
    there_and_back::<UserRole>(json);
    there_and_back::<AdminUploadsRes>(json);
    there_and_back::<AdminDeleteUploadsReq>(json);
    there_and_back::<AdminDeleteUploadsRes>(json);
    there_and_back::<AdminPostUploadsDownloadUrlReq>(json);
    there_and_back::<AdminUploadsDownloadUrlRes>(json);
}

fn there_and_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(json: &str) {
    // That there is no panic is all that is asked here.
    let _ = from_str::<T>(json);
    let Ok(parsed) = from_str::<Value>(json) else { return };
    let Ok(read) = from_value::<T>(parsed) else { return };
    let written = to_value(&read).expect("what was read can be written");
    let again = from_value::<T>(written.clone()).expect("what was written can be read");
    assert_eq!(again, read, "{written}");
    let text = written.to_string();
    assert_eq!(from_str::<T>(&text).expect("also as a text"), read, "{text}");
}
