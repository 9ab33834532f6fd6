//! The formula as the annex to a regulation.
