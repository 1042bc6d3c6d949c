use serde::{Deserialize, Serialize};

/// What `uploads.create` and `uploads.createProtected` answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AdminUploadsRes {
    /// The stored files, in the order they were sent.
    pub uploads: Vec<FileServiceUploadResult>,
}

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FileServiceUploadResult {
    /// Where the file can be read; for a protected file this may need a presigned URL instead.
    pub url: String,
    /// The file's key: an import's `context.fileKey`, and what `delete` and
    /// `getPresignedDownloadUrl` take.
    pub key: String,
}

/// What `uploads.delete` takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AdminDeleteUploadsReq {
    /// The key of the file to delete.
    pub file_key: String,
}

/// What `uploads.delete` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AdminDeleteUploadsRes {
    /// The key of the deleted file.
    pub id: String,
    /// What was deleted: `file`.
    pub object: String,
    /// Whether it is gone; `true` also when it was not there (observed).
    pub deleted: bool,
}

/// What `uploads.getPresignedDownloadUrl` takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AdminPostUploadsDownloadUrlReq {
    /// The key of the file to read, for example a finished export's `result.file_key`.
    pub file_key: String,
}

/// What `uploads.getPresignedDownloadUrl` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AdminUploadsDownloadUrlRes {
    /// Where the file can be read. Given for any key: whether there is such a file shows only when
    /// it is fetched (observed).
    pub download_url: String,
}
