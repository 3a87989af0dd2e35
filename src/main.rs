//! The program: reads its arguments and the environment, and hands over to the library.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::Parser;
use letter_ls::cli::{Arguments, Environment, run};

fn main() -> ExitCode {
    let variable = |name| {
        std::env::var(name)
            .ok()
            .filter(|value: &String| !value.is_empty())
    };
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(variable);
    let environment = Environment {
        locale: locale.unwrap_or_default(),
        user_rules: letter_ls::config::user_file(),
        places: letter_ls::spelling::Places::of_system(),
        clock: jiff::ZonedDateTime::now,
        gate_is_open: variable("LETTER_LS_GATE").is_some_and(|value| value == "off"),
    };
    run(Arguments::parse(), &environment)
}
