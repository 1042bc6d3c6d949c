//! Every success recorded from a real backend (`tests/recorded`) fits its type, and nothing of it is
//! lost on the way through.

use std::collections::BTreeSet;
use std::{fs, path::Path};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, from_value, to_value};

use super::*;

/// What `tests/recorded/record.ts` writes.
#[derive(Deserialize)]
struct Recording {
    what: String,
    request: Request,
    status: u16,
    r#type: Option<String>,
    body: Value,
}

#[derive(Deserialize)]
struct Request {
    path: String,
}

fn recordings(file: &str) -> Vec<Recording> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded").join(file);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn successes() -> Vec<Recording> {
    ["auth.json", "jobs.json", "lists.json", "uploads.json"]
        .into_iter()
        .flat_map(recordings)
        .collect()
}

fn there_and_back(recording: &Recording, r#type: &str) -> Value {
    fn through<T: Serialize + DeserializeOwned>(recording: &Recording) -> Value {
        let read: Result<T, _> = from_value(recording.body.clone());
        to_value(read.unwrap_or_else(|e| panic!("{}: {e}", recording.what))).unwrap()
    }
    match r#type {
        "AdminAuthRes" => through::<AdminAuthRes>(recording),
        "AdminBatchJobListRes" => through::<AdminBatchJobListRes>(recording),
        "AdminBatchJobRes" => through::<AdminBatchJobRes>(recording),
        "AdminBearerAuthRes" => through::<AdminBearerAuthRes>(recording),
        "AdminDeleteUploadsRes" => through::<AdminDeleteUploadsRes>(recording),
        "AdminUploadsDownloadUrlRes" => through::<AdminUploadsDownloadUrlRes>(recording),
        "AdminUploadsRes" => through::<AdminUploadsRes>(recording),
        other => panic!("{}: no type {other}", recording.what),
    }
}

/// Drops from `full` what `part` has not.
fn narrowed(full: &Value, part: &Value) -> Value {
    match (full, part) {
        (Value::Object(full), Value::Object(part)) => full
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), narrowed(value, part.get(key)?))))
            .collect(),
        (Value::Array(full), Value::Array(part)) => {
            full.iter().zip(part).map(|(full, part)| narrowed(full, part)).collect()
        }
        _ => full.clone(),
    }
}

fn jobs(recording: &Recording) -> Vec<BatchJob> {
    match recording.r#type.as_deref() {
        Some("AdminBatchJobRes") => {
            vec![from_value::<AdminBatchJobRes>(recording.body.clone()).unwrap().batch_job]
        }
        Some("AdminBatchJobListRes") => {
            from_value::<AdminBatchJobListRes>(recording.body.clone()).unwrap().batch_jobs
        }
        _ => Vec::new(),
    }
}

#[test]
fn every_success_is_read_and_written_without_loss() {
    let mut types = BTreeSet::new();
    for recording in successes() {
        let Some(r#type) = recording.r#type.clone() else {
            continue;
        };
        let written = there_and_back(&recording, &r#type);
        // Columns that `fields` left out come back empty; those that were there must be the same.
        let written = if recording.request.path.contains("fields=id") {
            narrowed(&written, &recording.body)
        } else {
            written
        };
        assert_eq!(written, recording.body, "{}", recording.what);
        types.insert(r#type);
    }
    assert_eq!(types.len(), 7, "{types:?}");
}

#[test]
fn nothing_recorded_is_unknown() {
    let jobs: Vec<BatchJob> = successes().iter().flat_map(jobs).collect();
    let statuses: BTreeSet<String> = jobs.iter().map(|job| format!("{:?}", job.status)).collect();
    let known =
        ["Canceled", "Completed", "Confirmed", "Created", "Failed", "PreProcessed", "Processing"];
    assert_eq!(statuses, known.map(String::from).into());

    let errors: Vec<BatchJobError> =
        jobs.into_iter().filter_map(|job| job.result?.errors).flatten().collect();
    assert!(errors.iter().any(|error| matches!(error, BatchJobError::Text(_))));
    assert!(errors.iter().any(|error| matches!(error, BatchJobError::Detailed(_))));
    assert!(!errors.iter().any(|error| matches!(error, BatchJobError::Other(_))), "{errors:?}");
}

#[test]
fn all_types_of_jobs_and_their_results_are_recorded() {
    let jobs: Vec<BatchJob> = successes().iter().flat_map(jobs).collect();
    for r#type in
        ["product-export", "order-export", "product-import", "price-list-import", "slow-job"]
    {
        let r#type = BatchJobType::from(r#type);
        assert!(
            jobs.iter().any(|job| job.r#type == r#type && job.status == BatchJobStatus::Completed),
            "{type:?}",
        );
    }
    let results: Vec<&BatchJobResult> = jobs.iter().filter_map(|job| job.result.as_ref()).collect();
    assert!(results.iter().any(|result| result.file_key.is_some() && result.file_size.is_some()));
    assert!(results.iter().any(|result| result.operations.is_some() && result.files.is_some()));
    assert!(results.iter().any(|result| result.stat_descriptors.is_some()));
    assert!(results.iter().any(|result| result.progress.is_some()));
    assert!(jobs.iter().any(|job| job.created_by_user.is_some()));
}

#[test]
fn error_bodies_are_no_successes() {
    for recording in recordings("errors.json") {
        assert!(recording.status >= 400 && recording.r#type.is_none(), "{}", recording.what);
        assert!(
            from_value::<AdminBatchJobRes>(recording.body.clone()).is_err(),
            "{}",
            recording.what
        );
        assert!(from_value::<AdminBatchJobListRes>(recording.body).is_err(), "{}", recording.what);
    }
}
