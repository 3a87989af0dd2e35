//! letter-ls: a language server that makes a business letter right before it is sent.
#![forbid(unsafe_code)]

pub mod spelling;
