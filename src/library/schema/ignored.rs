//! Text that a file may hold and nobody reads.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// Text that is kept in the file and not read.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(with = "String")]
pub(super) struct IgnoredText(IgnoredAny);
