//! The client as Rust programs use it.

use super::{answering, fetch};
use js_sys::Function;
use medusa_batch_jobs::api::BaseUrl;
use medusa_batch_jobs::api::wire::{AdminPostBatchesReq, BatchJobStatus};
use medusa_batch_jobs::client::{CallOptions, Client, Config, Failure};
use wasm_bindgen_test::wasm_bindgen_test;

const JOB: &str = r#"{"batch_job":{"id":"batch_1","type":"product-export","status":"completed",
    "created_by":"usr_1","context":{},"dry_run":false,"result":{"count":3,"progress":1},
    "created_at":"2026-11-23T12:00:00.000Z","updated_at":"2026-11-23T12:00:00.000Z","deleted_at":null}}"#;

fn client(fetch: Function) -> Client {
    let base_url = BaseUrl(String::from("http://shop.test"));
    Client::new(Config { fetch: fetch.into(), max_retries: 0, ..Config::new(base_url) })
}

#[wasm_bindgen_test]
async fn answers_are_wire_types() {
    let reply = client(answering(200, JOB))
        .retrieve_batch_job("batch_1", CallOptions::default())
        .await
        .unwrap();
    assert_eq!(reply.data.batch_job.status, BatchJobStatus::Completed);
    assert_eq!(reply.headers.get("x-a").as_deref(), Some("1"));
    assert_eq!(reply.attempts, 1);
}

#[wasm_bindgen_test]
async fn payloads_are_wire_types() {
    let echo = fetch(
        "const { type } = JSON.parse(init.body);
         const job = JSON.parse('{\"batch_job\":{\"id\":\"b\",\"status\":\"created\",\"created_by\":null,\"context\":{},\"dry_run\":false,\"result\":null,\"created_at\":\"\",\"updated_at\":\"\",\"deleted_at\":null}}');
         job.batch_job.type = type;
         return Promise.resolve(new Response(JSON.stringify(job), { status: 201 }))",
    );
    let payload: AdminPostBatchesReq =
        serde_json::from_str(r#"{"type":"order-export","context":{}}"#).unwrap();
    let reply = client(echo).create_batch_job(&payload, CallOptions::default()).await.unwrap();
    let kind = serde_json::to_value(&reply.data.batch_job.r#type).unwrap();
    assert_eq!(kind, "order-export");
}

#[wasm_bindgen_test]
async fn failures_are_data() {
    let body = r#"{"type":"not_allowed","message":"no"}"#;
    let failure = client(answering(400, body))
        .confirm_batch_job("x", CallOptions::default())
        .await
        .unwrap_err();
    let Failure::Problem(failed) = failure else { unreachable!("{failure:?}") };
    assert_eq!(failed.problem.text("type"), Some("not_allowed"));
    assert!(matches!(
        client(answering(200, JOB)).cancel_batch_job("..", CallOptions::default()).await,
        Err(Failure::Usage(_))
    ));
}
