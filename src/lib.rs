//! Stub of the map; the rooms land next.
/// What can be asked.
pub mod api {
    /// The types that cross the wire.
    pub mod wire {}
}
