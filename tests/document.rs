//! The page that tells what serves each line of the company's document names what there is.

use letter_ls::rules::{RULES, by_code};
use letter_ls::templates;

/// What stands between backquotes.
fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn each_line_of_the_document_is_served_by_what_there_is() {
    let page = include_str!("../docs/document.md");
    let rows = page
        .lines()
        .filter(|line| line.starts_with("| G") || line.starts_with("| D"));
    let mut marks = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [mark, _, rules, templates, commands] = cells[..] else {
            panic!("five cells: {row}");
        };
        assert!(!commands.is_empty() && codes(rules).count() > 0, "{row}");
        assert!(codes(templates).count() > 0, "{row}");
        for code in codes(rules) {
            assert!(by_code(code).is_some(), "no rule {code}");
        }
        for name in codes(templates) {
            assert!(templates::by_name(name).is_some(), "no template {name}");
        }
        for name in codes(commands).filter_map(|command| command.strip_prefix("letter-ls new ")) {
            let name = name.split(' ').next().expect("a name");
            assert!(
                name == "config" || templates::by_name(name).is_some(),
                "no template {name}"
            );
        }
        marks.push(mark.to_owned());
    }
    let expected = |letter, count| (1..=count).map(move |number| format!("{letter}{number}"));
    let mut expected: Vec<String> = expected("G", 7).chain(expected("D", 12)).collect();
    marks.sort();
    expected.sort();
    assert_eq!(marks, expected);
    for rule in RULES {
        let row = |mark: &str| {
            page.lines()
                .find(|line| line.starts_with(&format!("| {mark} |")))
        };
        assert!(
            codes(page).any(|code| code == rule.code),
            "{} is not on the page",
            rule.code
        );
        for mark in rule.source.split(", ").filter(|mark| !mark.is_empty()) {
            let row = row(mark).expect("a row");
            assert!(
                codes(row).any(|code| code == rule.code),
                "{} is not beside {mark}",
                rule.code
            );
        }
    }
    for template in templates::all() {
        assert!(
            codes(page).any(|code| code == template.name),
            "{} is not on the page",
            template.name
        );
    }
}
