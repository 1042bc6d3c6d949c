//! `medusa.admin.uploads` (medusa 1.20, `api/routes/admin/uploads`).

mod multipart;

pub use multipart::{form_end, part_head};

use super::wire::{AdminDeleteUploadsRes, AdminUploadsDownloadUrlRes, AdminUploadsRes};
use super::{Answer, BodyKind, Endpoint, Kind, Method, Path, Safety};
use crate::error::UsageError;

const ROUTE: &str = "/admin/uploads";

/// `POST /admin/uploads` or `/admin/uploads/protected`: stores files, sent as the multipart field
/// `files`.
#[derive(Debug, Clone)]
pub struct CreateUpload {
    /// Whether the files may only be read through a presigned URL.
    pub protected: bool,
}

impl Endpoint for CreateUpload {
    type Output = AdminUploadsRes;
    const METHOD: Method = Method::Post;
    const BODY: BodyKind = BodyKind::Multipart;
    /// Sending twice leaves an orphaned file.
    const SAFETY: Safety = Safety::NotIdempotent;
    const ANSWER: Answer = Answer::Envelope("uploads", Kind::Array);

    fn path(&self) -> Result<Path, UsageError> {
        let path = Path::new(ROUTE);
        Ok(if self.protected { path.then("/protected") } else { path })
    }
}

/// `DELETE /admin/uploads`: deletes a file by its key; answers `deleted` also when it was not there.
#[derive(Debug, Clone)]
pub struct DeleteUpload;

impl Endpoint for DeleteUpload {
    type Output = AdminDeleteUploadsRes;
    const METHOD: Method = Method::Delete;
    const BODY: BodyKind = BodyKind::Json;
    const SAFETY: Safety = Safety::IdempotentByEffect;
    const ANSWER: Answer = Answer::Envelope("deleted", Kind::Boolean);

    fn path(&self) -> Result<Path, UsageError> {
        Ok(Path::new(ROUTE))
    }
}

/// `POST /admin/uploads/download-url`: where a file can be fetched, without this client's
/// credentials.
#[derive(Debug, Clone)]
pub struct GetPresignedDownloadUrl;

impl Endpoint for GetPresignedDownloadUrl {
    type Output = AdminUploadsDownloadUrlRes;
    const METHOD: Method = Method::Post;
    const BODY: BodyKind = BodyKind::Json;
    /// A read in all but its method.
    const SAFETY: Safety = Safety::Idempotent;
    const ANSWER: Answer = Answer::Envelope("download_url", Kind::String);

    fn path(&self) -> Result<Path, UsageError> {
        Ok(Path::new("/admin/uploads/download-url"))
    }
}
