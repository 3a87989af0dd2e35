//! Completions and the manual page, as they are printed.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_letter-ls"));
    command.args(arguments).output().expect("runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("no signal")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

#[test]
fn completions_and_the_manual_know_all_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]);
        assert_eq!(code(&script), 0);
        for word in ["check", "gate", "doctor", "min-severity", "no-spelling"] {
            assert!(out(&script).contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(code(&run(&["completions", "cmd"])), 2);
    let page = run(&["man"]);
    assert_eq!(code(&page), 0);
    assert!(out(&page).contains(".TH letter-ls 1"));
    for command in ["CHECK", "GATE", "DOCTOR", "MAN"] {
        let heading = format!(".SH \"{command}\"");
        assert!(out(&page).contains(&heading), "{command}");
    }
}

#[test]
fn bash_offers_what_follows_a_command() {
    let script = run(&["completions", "bash"]);
    let offers = "
        completes=$(complete -p letter-ls | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
        COMP_WORDS=(letter-ls gate --l) COMP_CWORD=2
        \"$completes\" letter-ls --l gate
        echo \"${COMPREPLY[*]}\"";
    let all = format!("{}\n{offers}", out(&script));
    let Ok(bash) = Command::new("bash").args(["--norc", "-c", &all]).output() else {
        eprintln!("left out: bash is not installed");
        return;
    };
    assert_eq!(out(&bash), "--level --language\n", "{bash:?}");
}
