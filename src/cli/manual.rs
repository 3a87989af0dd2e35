//! `letter-ls completions` and `letter-ls man`: made from the arguments that the program knows.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Arguments, CLEAN, failed};

/// Prints the completion script for a shell; gives the exit code.
pub(super) fn completions(shell: Shell) -> u8 {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    clap_complete::generate(shell, &mut command, name, &mut script);
    match shell {
        Shell::Bash => print(bash(&script).as_bytes()),
        _ => print(&script),
    }
}

/// The script for bash, in which clap_complete 4.6.11 calls commands of a program with a hyphen in its
/// name by two names, so that nothing would be offered after one.
fn bash(script: &[u8]) -> String {
    String::from_utf8_lossy(script).replace("letter__subcmd__ls", "letter__ls")
}

/// Prints the manual page, all commands in it; gives the exit code.
pub(super) fn page() -> u8 {
    let mut command = Arguments::command();
    command.build();
    let mut page = Vec::new();
    let parts = command.get_subcommands();
    let mut parts = parts.filter(|command| command.get_name() != "help");
    let made = head(&command, &mut page)
        .and_then(|()| parts.try_for_each(|command| section(command, &mut page)));
    match made {
        Ok(()) => print(&page),
        Err(problem) => failed("man", &problem),
    }
}

fn head(command: &clap::Command, page: &mut Vec<u8>) -> std::io::Result<()> {
    let man = Man::new(command.clone());
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_options_section(page)
}

/// One command as a part of the page: how it is called, what it does, its options.
fn section(command: &clap::Command, page: &mut Vec<u8>) -> std::io::Result<()> {
    let man = Man::new(command.clone());
    writeln!(page, ".SH \"{}\"", command.get_name().to_uppercase())?;
    let mut part = Vec::new();
    man.render_synopsis_section(&mut part)?;
    man.render_description_section(&mut part)?;
    man.render_options_section(&mut part)?;
    for line in String::from_utf8_lossy(&part).lines() {
        // The parts of a command stand one level below it (groff_man(7)).
        match line.strip_prefix(".SH ") {
            Some(title) => writeln!(page, ".SS {title}")?,
            None => writeln!(page, "{line}")?,
        }
    }
    Ok(())
}

fn print(bytes: &[u8]) -> u8 {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => CLEAN,
        Err(problem) => failed("output", &problem),
    }
}
