//! `medusa.admin.uploads` (medusa 1.20, `api/routes/admin/uploads`).

use super::{Answer, Endpoint, Kind, Method, Safety, Takes};

const KEY: Takes = Takes::Strings("file_key");
/// [`super::wire::AdminUploadsRes`]
const UPLOADS: Answer = Answer::Envelope("uploads", Kind::Array);
/// [`super::wire::AdminDeleteUploadsRes`]
const DELETED: Answer = Answer::Envelope("deleted", Kind::Boolean);
/// [`super::wire::AdminUploadsDownloadUrlRes`]
const URL: Answer = Answer::Envelope("download_url", Kind::String);

const MAY_BE_STORED: &str = "the files may be stored; uploading them again does no harm";

/// Stores files, sent as the multipart field `files`. Sending twice leaves an orphaned file.
pub const CREATE: Endpoint = Endpoint {
    takes: Takes::Files,
    find_out: MAY_BE_STORED,
    ..Endpoint::post("create(files)", "/admin/uploads", UPLOADS)
};

/// Stores files that only a presigned URL gives out.
pub const CREATE_PROTECTED: Endpoint = Endpoint {
    takes: Takes::Files,
    find_out: MAY_BE_STORED,
    ..Endpoint::post("createProtected(files)", "/admin/uploads/protected", UPLOADS)
};

/// Deletes a file by its key; answers `deleted` also when it was not there.
pub const DELETE: Endpoint = Endpoint {
    method: Method::Delete,
    takes: KEY,
    safety: Safety::IdempotentByEffect,
    ..Endpoint::post("delete(payload)", "/admin/uploads", DELETED)
};

/// Where a file can be fetched, without this client's credentials. A read in all but its method.
pub const GET_PRESIGNED_DOWNLOAD_URL: Endpoint = Endpoint {
    takes: KEY,
    safety: Safety::Idempotent,
    ..Endpoint::post("getPresignedDownloadUrl(payload)", "/admin/uploads/download-url", URL)
};
