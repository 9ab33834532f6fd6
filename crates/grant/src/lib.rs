//! Made in the following commits.
