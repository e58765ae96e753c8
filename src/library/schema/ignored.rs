//! Text that a file may hold and nobody reads.

#[cfg(test)]
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// Text that is kept in the file and not read.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(with = "String"))]
pub(super) struct IgnoredText(IgnoredAny);
