//! What is read is written again as it was, whatever a server or a caller may say.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value, json, to_value};

use super::*;

fn there_and_back<T: Serialize + DeserializeOwned>(json: &Value) -> Value {
    to_value(from_value::<T>(json.clone()).unwrap()).unwrap()
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(".*", inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

fn any_bounds() -> impl Strategy<Value = DateComparisonOperator> {
    let date = || option::of("[0-9]{4}-[01][0-9]-[0-3][0-9]");
    (date(), date(), date(), date()).prop_map(|(lt, gt, gte, lte)| DateComparisonOperator {
        lt,
        gt,
        gte,
        lte,
    })
}

fn any_date_filter() -> impl Strategy<Value = Option<DateFilter>> {
    option::of(prop_oneof![Just(DateFilter::Unset), any_bounds().prop_map(DateFilter::Within)])
}

fn any_type() -> impl Strategy<Value = BatchJobType> {
    prop_oneof![
        Just("product-export".to_owned()),
        Just("order-export".to_owned()),
        Just("product-import".to_owned()),
        Just("price-list-import".to_owned()),
        ".*",
    ]
    .prop_map(|name| BatchJobType::from(name.as_str()))
}

proptest! {
    #[test]
    fn any_status_is_kept(status in ".*") {
        prop_assert_eq!(there_and_back::<BatchJobStatus>(&json!(status)), json!(status));
    }

    #[test]
    fn any_role_is_kept(role in ".*") {
        prop_assert_eq!(there_and_back::<UserRole>(&json!(role)), json!(role));
    }

    #[test]
    fn any_type_is_kept_and_named_alike(r#type in any_type()) {
        let json = to_value(&r#type).unwrap();
        prop_assert_eq!(BatchJobType::from(json.as_str().unwrap()), r#type.clone());
        prop_assert_eq!(from_value::<BatchJobType>(json).unwrap(), r#type);
    }

    #[test]
    fn any_error_entry_is_kept(entry in any_json()) {
        prop_assert_eq!(there_and_back::<BatchJobError>(&entry), entry);
    }

    #[test]
    fn a_detailed_error_keeps_its_members(
        message in ".*", code in prop_oneof![any::<i64>().prop_map(Value::from), ".*".prop_map(Value::from)],
        extra in any_json(),
    ) {
        let entry = json!({ "message": message, "code": code, "detail": extra });
        let read = from_value::<BatchJobError>(entry.clone()).unwrap();
        prop_assert!(matches!(read, BatchJobError::Detailed(_)));
        prop_assert_eq!(to_value(read).unwrap(), entry);
    }

    #[test]
    fn a_result_keeps_what_its_strategy_added(
        count in any::<u32>(), progress in 0.0..1.0_f64, added in btree_map("[a-z]{1,3}", any_json(), 0..4),
    ) {
        let mut result = json!({ "count": count, "progress": progress });
        result.as_object_mut().unwrap().extend(added);
        prop_assert_eq!(there_and_back::<BatchJobResult>(&result), result);
    }

    #[test]
    fn any_filters_are_kept(
        limit in option::of(any::<u64>()),
        id in option::of(prop_oneof![
            ".*".prop_map(OneOrMany::One),
            vec(".*", 1..4).prop_map(OneOrMany::Many),
        ]),
        r#type in option::of(vec(any_type(), 1..3).prop_map(OneOrMany::Many)),
        completed_at in any_date_filter(),
        canceled_at in any_date_filter(),
        created_at in option::of(any_bounds()),
    ) {
        let params = AdminGetBatchParams {
            limit, id, r#type, completed_at, canceled_at, created_at,
            ..AdminGetBatchParams::default()
        };
        let json = to_value(&params).unwrap();
        prop_assert_eq!(from_value::<AdminGetBatchParams>(json).unwrap(), params);
    }
}

#[test]
fn a_filter_by_absence_is_written_as_null() {
    let params = AdminGetBatchParams {
        failed_at: Some(DateFilter::Unset),
        ..AdminGetBatchParams::default()
    };
    assert_eq!(to_value(&params).unwrap(), json!({ "failed_at": null }));
}

#[test]
fn no_debug_text_holds_a_credential() {
    let user = json!({
        "id": "usr_1", "email": "a@b.c", "role": "admin", "first_name": null, "last_name": null,
        "api_token": "s3cret", "metadata": null, "created_at": "", "updated_at": "", "deleted_at": null,
    });
    let texts = [
        format!("{:?}", from_value::<AdminAuthRes>(json!({ "user": user })).unwrap()),
        format!("{:?}", AdminPostAuthReq { email: "a@b.c".into(), password: "s3cret".into() }),
        format!("{:?}", AdminBearerAuthRes { access_token: "s3cret".into() }),
    ];
    for text in texts {
        assert!(!text.contains("s3cret"), "{text}");
    }
}
