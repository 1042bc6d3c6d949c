//! The JavaScript exports by themselves, without the npm entry.

use super::{answering, call, config, fetch, get, object, text};
use js_sys::{Array, Error, Function, Object};
use medusa_batch_jobs::js::Medusa;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const JOB: &str = r#"{"batch_job":{"id":"batch_1","of_a_later_version":[1]}}"#;

fn medusa(fetch: &Function) -> JsValue {
    Medusa::new(&config(fetch), JsValue::UNDEFINED, JsValue::UNDEFINED).unwrap().into()
}

fn batch_jobs(medusa: &JsValue) -> JsValue {
    get(&get(medusa, "admin"), "batchJobs")
}

#[wasm_bindgen_test]
fn resources_are_the_same_objects_every_time() {
    let medusa = medusa(&answering(200, JOB));
    assert!(get(&medusa, "admin") == get(&medusa, "admin"));
    for name in ["auth", "batchJobs", "custom", "uploads"] {
        assert!(get(&get(&medusa, "admin"), name) == get(&get(&medusa, "admin"), name), "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_result_is_the_servers_object_with_response_beside_it() {
    let jobs = batch_jobs(&medusa(&answering(200, JOB)));
    let result = call(&jobs, "retrieve", &["batch_1".into()]).await.unwrap();
    let job = get(&result, "batch_job");
    assert_eq!(text(&job, "id"), "batch_1");
    assert!(Array::is_array(&get(&job, "of_a_later_version")));
    let response = get(&result, "response");
    assert_eq!(get(&response, "status").as_f64(), Some(200.0));
    assert_eq!(text(&get(&response, "headers"), "x-a"), "1");
    assert_eq!(get(&response, "attempts").as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
async fn the_request_is_what_medusa_js_sends() {
    let echo = fetch(
        "return Promise.resolve(new Response(JSON.stringify({ batch_jobs: [url, init.method, init.headers, init.redirect] })))",
    );
    let query = object(&[("type", &"product-export".into()), ("failed_at", &JsValue::NULL)]);
    let result = call(&batch_jobs(&medusa(&echo)), "list", &[query]).await.unwrap();
    let sent: Array = get(&result, "batch_jobs").unchecked_into();
    assert_eq!(
        sent.get(0).as_string().unwrap(),
        "http://shop.test/admin/batch-jobs?type%5B%5D=product-export&failed_at=null&fields=%2Bdry_run"
    );
    assert_eq!(sent.get(1), "GET");
    assert_eq!(Object::keys(sent.get(2).unchecked_ref::<Object>()).length(), 1);
    assert_eq!(text(&sent.get(2), "Accept"), "application/json");
    assert_eq!(sent.get(3), "manual");
}

#[wasm_bindgen_test]
async fn errors_are_errors_with_the_same_fields_where_no_factory_is_given() {
    let body = r#"{"type":"not_found","message":"Batch job with id x was not found"}"#;
    let jobs = batch_jobs(&medusa(&answering(404, body)));
    let error = call(&jobs, "retrieve", &["x".into()]).await.unwrap_err();
    assert!(error.is_instance_of::<Error>());
    assert_eq!(text(&error, "name"), "MedusaApiError");
    assert_eq!(
        text(&error, "message"),
        "Request failed with status code 404: Batch job with id x was not found (GET /admin/batch-jobs/x)"
    );
    assert_eq!(get(&error, "status").as_f64(), Some(404.0));
    assert_eq!(text(&get(&get(&error, "response"), "data"), "type"), "not_found");
}

#[wasm_bindgen_test]
async fn a_factory_makes_the_errors() {
    let factory = Function::new_with_args("record", "return { made: record.name }");
    let medusa: JsValue =
        Medusa::new(&config(&answering(200, "{}")), factory.into(), JsValue::UNDEFINED)
            .unwrap()
            .into();
    for (argument, name) in [("x", "MedusaResponseError"), ("..", "MedusaUsageError")] {
        let error = call(&batch_jobs(&medusa), "retrieve", &[argument.into()]).await.unwrap_err();
        assert_eq!(text(&error, "made"), name);
    }
}

#[wasm_bindgen_test]
fn a_bad_configuration_is_refused_by_name() {
    let given = object(&[("baseUrl", &"localhost:9000".into())]);
    let error = Medusa::new(&given, JsValue::UNDEFINED, JsValue::UNDEFINED).unwrap_err();
    assert_eq!(text(&error, "argument"), "new Medusa({ baseUrl })");
}

#[wasm_bindgen_test]
async fn an_abort_rejects_with_the_signals_own_reason() {
    let never = fetch("return new Promise(() => {})");
    let controller = Function::new_no_args(
        "const c = new AbortController(); setTimeout(() => c.abort('enough'), 20); return c",
    )
    .call0(&JsValue::UNDEFINED)
    .unwrap();
    let options = object(&[("signal", &get(&controller, "signal"))]);
    let jobs = batch_jobs(&medusa(&never));
    let reason =
        call(&jobs, "retrieve", &["x".into(), JsValue::UNDEFINED, options]).await.unwrap_err();
    assert_eq!(reason, "enough");
}

#[wasm_bindgen_test]
async fn whatever_fetch_does_the_call_settles_with_an_error() {
    for (body, name) in [
        ("throw new Error('x')", "MedusaConnectionError"),
        ("throw undefined", "MedusaConnectionError"),
        ("return Promise.reject()", "MedusaConnectionError"),
        ("return Promise.reject(new Proxy({}, { get() { throw 1 } }))", "MedusaConnectionError"),
        ("return undefined", "MedusaConnectionError"),
        ("return Promise.resolve({})", "MedusaConnectionError"),
        ("return Promise.resolve({ get status() { throw 1 } })", "MedusaConnectionError"),
        ("return { status: 200, text() { throw 1 } }", "MedusaConnectionError"),
        ("return { status: 200, text: () => 5 }", "MedusaResponseError"),
        ("return { status: 200, text: () => '<html>' }", "MedusaResponseError"),
        ("return { status: 500, text: () => '' }", "MedusaApiError"),
        ("return { status: 302 }", "MedusaRedirectError"),
    ] {
        let error = call(&batch_jobs(&medusa(&fetch(body))), "retrieve", &["x".into()]).await;
        assert_eq!(text(&error.unwrap_err(), "name"), name, "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_call_can_be_made_after_the_client_was_freed() {
    let jobs = {
        let medusa = medusa(&answering(200, JOB));
        let jobs = batch_jobs(&medusa);
        let free: Function = get(&medusa, "free").unchecked_into();
        free.call0(&medusa).unwrap();
        jobs
    };
    assert!(call(&jobs, "retrieve", &["x".into()]).await.is_ok());
}
