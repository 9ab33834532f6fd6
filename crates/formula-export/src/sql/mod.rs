//! The formula as SQL.
