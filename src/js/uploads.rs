use super::{Prepared, error, files, options, payload, run};
use crate::api::Endpoint;
use crate::api::uploads::{CreateUpload, DeleteUpload, GetPresignedDownloadUrl};
use crate::client::Client;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::future_to_promise;

/// `medusa.admin.uploads`
#[wasm_bindgen]
#[derive(Debug)]
pub struct AdminUploadsResource(Client);

impl AdminUploadsResource {
    pub(super) fn new(client: &Client) -> Self {
        Self(client.clone())
    }

    fn upload(&self, protected: bool, given: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        let argument = if protected { "createProtected(files)" } else { "create(files)" };
        let prepared = files::read(argument, given).and_then(|files| {
            let request = CreateUpload { protected }.request()?;
            Ok((files, request, options::read(headers, options)?))
        });
        let client = self.0.clone();
        future_to_promise(async move {
            let (files, request, options) = prepared.map_err(|usage| error::to_js(usage.into()))?;
            let form = files::form(files).await.map_err(|failure| error::to_js(failure))?;
            client.call(request, Some(form), options).await.map_err(error::to_js)
        })
    }

    fn by_key(
        &self,
        argument: &str,
        endpoint: &impl Endpoint,
        payload: &JsValue,
        (headers, options): (&JsValue, &JsValue),
    ) -> Promise {
        let prepare = || {
            let payload = Some(payload::strings(argument, payload, &["file_key"])?);
            Ok(Prepared { request: endpoint.request()?, payload, options: options::read(headers, options)? })
        };
        run(&self.0, prepare())
    }
}

#[wasm_bindgen]
impl AdminUploadsResource {
    /// Uploads files.
    #[must_use]
    pub fn create(&self, files: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        self.upload(false, files, headers, options)
    }

    /// Uploads files that only a presigned URL gives out.
    #[wasm_bindgen(js_name = createProtected)]
    #[must_use]
    pub fn create_protected(&self, files: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        self.upload(true, files, headers, options)
    }

    /// Deletes a file.
    #[must_use]
    pub fn delete(&self, payload: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        self.by_key("delete(payload)", &DeleteUpload, payload, (headers, options))
    }

    /// Where a file can be downloaded.
    #[wasm_bindgen(js_name = getPresignedDownloadUrl)]
    #[must_use]
    pub fn get_presigned_download_url(&self, payload: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        let argument = "getPresignedDownloadUrl(payload)";
        self.by_key(argument, &GetPresignedDownloadUrl, payload, (headers, options))
    }
}
