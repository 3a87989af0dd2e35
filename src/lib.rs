//! letter-ls: a language server that makes a business letter right before it is sent.
//!
//! A letter flows through the modules in this order: [`text`] holds it, `letter` finds its parts,
//! `rules` judge them, `engine` remembers what has not changed, `server` and `cli` tell the user.

#![forbid(unsafe_code)]

#[cfg(test)]
extern crate self as letter_ls;

pub mod cli;
pub mod completion;
pub mod config;
pub mod dates;
pub mod engine;
pub mod files;
pub mod folds;
pub mod formatting;
pub mod guard;
pub mod letter;
pub mod links;
pub mod mending;
pub mod outline;
pub mod rewrites;
pub mod rules;
pub mod selection;
pub mod server;
pub mod spelling;
pub mod surroundings;
pub mod templates;
pub mod text;
