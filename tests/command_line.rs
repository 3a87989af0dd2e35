//! The command line as a person and a program see it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const LETTER: &str = "To: Иван Петров <ivan@client.example>\nSubject: Акт 5\n\nДобрый день!\n\nЖду инфу.\n\nС уважением,\nАнна\n";
const CLEAN: &str = "To: Иван Петров <ivan@client.example>\nSubject: Акт 5\n\nДобрый день!\n\nЖду ответа.\n\nС уважением,\nАнна\n";

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_letter-ls"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C.UTF-8")
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .env("XDG_DATA_HOME", folder.join("data"))
        .env("XDG_DATA_DIRS", folder.join("share"))
        .env("DICPATH", folder.join("dictionaries"));
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("runs")
}

fn run_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command(folder, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    child
        .stdin
        .take()
        .expect("piped")
        .write_all(input)
        .expect("written");
    child.wait_with_output().expect("ends")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("no signal")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

fn json(output: &Output) -> Vec<Value> {
    serde_json::from_slice(&output.stdout).expect("an array")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn exit_codes_tell_clean_found_and_failed() {
    let home = folder();
    fs::write(home.path().join("clean.mail"), CLEAN).expect("written");
    fs::write(home.path().join("bad.mail"), LETTER).expect("written");
    assert_eq!(code(&run(home.path(), &["check", "clean.mail"])), 0);
    assert_eq!(
        code(&run(home.path(), &["check", "bad.mail", "clean.mail"])),
        1
    );
    let failed = run(home.path(), &["check", "missing.mail", "bad.mail"]);
    assert_eq!(code(&failed), 2);
    assert!(err(&failed).contains("missing.mail"), "{}", err(&failed));
    assert!(
        out(&failed).contains("tone-informal"),
        "the other one is still checked"
    );
    assert_eq!(code(&run(home.path(), &["check"])), 2);
    assert_eq!(
        code(&run(
            home.path(),
            &["check", "--min-severity", "error", "bad.mail"]
        )),
        0
    );
}

#[test]
fn the_words_of_a_project_are_no_letter() {
    let home = folder();
    let words = home.path().join(".letter-ls");
    fs::create_dir(&words).expect("made");
    fs::write(words.join("words.txt"), "насосик\n").expect("written");
    fs::write(home.path().join("clean.mail"), CLEAN).expect("written");
    let checked = run(home.path(), &["check", "."]);
    assert_eq!(code(&checked), 0, "{}", out(&checked));
    assert!(out(&checked).contains("Letters: 1."), "{}", out(&checked));
}

#[test]
fn json_has_the_fixed_shape() {
    let home = folder();
    fs::write(home.path().join("a.mail"), LETTER).expect("written");
    let findings = json(&run(home.path(), &["check", "--format", "json", "a.mail"]));
    let finding = findings
        .iter()
        .find(|finding| finding["code"] == "tone-informal")
        .expect("found");
    let at = LETTER.find("инфу").expect("in the text");
    let expected = serde_json::json!({
        "file": "a.mail",
        "code": "tone-informal",
        "severity": "warning",
        "message": "“инфу” does not belong in an official letter.",
        "range": {"start": {"line": 5, "character": 4}, "end": {"line": 5, "character": 8}},
        "byteRange": [at, at + "инфу".len()],
        "fixes": [{
            "title": "Replace by “информацию”",
            "preferred": true,
            "edits": [{"byteRange": [at, at + "инфу".len()], "newText": "информацию"}],
        }],
    });
    assert_eq!(*finding, expected);
    fs::write(home.path().join("a.mail"), CLEAN).expect("written");
    assert_eq!(
        out(&run(home.path(), &["check", "--format", "json", "a.mail"])),
        "[]\n"
    );
}

#[test]
fn the_other_formats_say_the_same() {
    let home = folder();
    fs::write(home.path().join("a,b.mail"), LETTER).expect("written");
    let github = run(home.path(), &["check", "--format", "github", "a,b.mail"]);
    assert!(out(&github).contains(
        "::warning file=a%2Cb.mail,line=6,endLine=6,col=5,endColumn=9,title=tone-informal::"
    ));
    let sarif = run(home.path(), &["check", "--format", "sarif", "a,b.mail"]);
    let log: Value = serde_json::from_slice(&sarif.stdout).expect("JSON");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "tone-informal");
    assert_eq!(
        result["locations"][0]["physicalLocation"]["region"]["startColumn"],
        5
    );
    assert_eq!(
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "a%2Cb.mail"
    );
    let text = run(home.path(), &["check", "a,b.mail"]);
    assert!(out(&text).contains("a,b.mail:6:5"), "{}", out(&text));
    assert!(out(&text).contains("^^^^"), "underlined");
    assert!(!out(&text).contains('\u{1b}'), "no colour off a terminal");
    fs::write(home.path().join("a,b.mail"), CLEAN).expect("written");
    let empty = run(home.path(), &["check", "--format", "sarif", "a,b.mail"]);
    let log: Value = serde_json::from_slice(&empty.stdout).expect("JSON");
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn standard_input_is_read_as_the_kind_given() {
    let home = folder();
    let markdown = "---\nto: a@b.example\n---\n\nDear Anna,\n\nSee below.\n\nKind regards,\nJohn\n";
    let arguments = ["check", "--format", "json", "--as", "markdown", "-"];
    let findings = json(&run_with_input(
        home.path(),
        &arguments,
        markdown.as_bytes(),
    ));
    assert_eq!(findings[0]["code"], "subject-missing");
    let as_text = json(&run_with_input(
        home.path(),
        &["check", "--format", "json", "--as", "text", "-"],
        markdown.as_bytes(),
    ));
    assert!(
        as_text
            .iter()
            .all(|finding| finding["code"] != "subject-missing")
    );
}

#[test]
fn messages_follow_the_locale_and_the_option() {
    let home = folder();
    fs::write(home.path().join("a.mail"), LETTER).expect("written");
    let russian = command(home.path(), &["check", "a.mail"])
        .env("LC_ALL", "ru_RU.UTF-8")
        .output()
        .expect("runs");
    assert!(out(&russian).contains("не для официального письма"));
    let english = command(home.path(), &["check", "--language", "en", "a.mail"])
        .env("LC_ALL", "ru_RU.UTF-8")
        .output()
        .expect("runs");
    assert!(out(&english).contains("does not belong"));
}

#[test]
fn byte_ranges_count_the_bytes_of_the_file() {
    let home = folder();
    let text = LETTER.replace(
        "Subject: Акт 5\n",
        "Subject: act 5\nContent-Type: text/plain; charset=koi8-r\n",
    );
    let text = text.replace("Иван Петров <ivan@client.example>", "ivan@client.example");
    let koi8 = encoding_rs::KOI8_R.encode(&text).0.into_owned();
    fs::write(home.path().join("a.eml"), &koi8).expect("written");
    let findings = json(&run(home.path(), &["check", "--format", "json", "a.eml"]));
    let finding = findings
        .iter()
        .find(|finding| finding["code"] == "tone-informal")
        .expect("found");
    let bytes = finding["byteRange"].as_array().expect("a range");
    let (start, end) = (
        bytes[0].as_u64().expect("a number") as usize,
        bytes[1].as_u64().expect("a number") as usize,
    );
    assert_eq!(
        &koi8[start..end],
        encoding_rs::KOI8_R.encode("инфу").0.as_ref()
    );
}

#[test]
fn fix_mends_what_is_safe_in_the_charset_of_the_file() {
    let home = folder();
    let path = home.path().join("a.eml");
    let text = "To: a@b.example\nSubject: act 5\nContent-Type: text/plain; charset=koi8-r\n\nПривет, Иван!\n\nГотово!!!\n\nС уважением,\nАнна\n";
    fs::write(&path, encoding_rs::KOI8_R.encode(text).0).expect("written");
    let fixed = run(home.path(), &["fix", "a.eml"]);
    assert_eq!(code(&fixed), 0, "{}", err(&fixed));
    let bytes = fs::read(&path).expect("there");
    let after = encoding_rs::KOI8_R.decode(&bytes).0.into_owned();
    assert!(
        after.contains("Здравствуйте, Иван!\n\nГотово.\n"),
        "{after}"
    );
    assert_eq!(
        fs::read_dir(home.path()).expect("a folder").count(),
        1,
        "nothing is left beside it"
    );
    let again = run(home.path(), &["fix", "a.eml"]);
    assert_eq!(out(&again), "");
}

#[test]
fn folders_are_walked_in_order() {
    let home = folder();
    fs::create_dir_all(home.path().join("box/new")).expect("a folder");
    fs::write(home.path().join("box/b.mail"), LETTER).expect("written");
    fs::write(home.path().join("box/a.mail"), LETTER).expect("written");
    fs::write(home.path().join("box/new/1700000000.M1P1.host:2,S"), LETTER).expect("written");
    fs::write(home.path().join("box/notes.rs"), "инфа").expect("written");
    let findings = json(&run(home.path(), &["check", "--format", "json", "box"]));
    let mut files: Vec<&str> = findings
        .iter()
        .filter_map(|finding| finding["file"].as_str())
        .collect();
    files.dedup();
    assert_eq!(
        files,
        [
            "box/a.mail",
            "box/b.mail",
            "box/new/1700000000.M1P1.host:2,S"
        ]
    );
}

#[test]
fn broken_rules_are_named_with_their_place() {
    let home = folder();
    fs::write(home.path().join("a.mail"), LETTER).expect("written");
    fs::write(
        home.path().join("rules.toml"),
        "[rules]\ntone-infromal = \"off\"\n",
    )
    .expect("written");
    let output = run(home.path(), &["check", "a.mail"]);
    assert_eq!(code(&output), 2);
    assert!(
        err(&output).contains(
            "rules.toml:2:1: unknown rule `tone-infromal`; did you mean `tone-informal`?"
        ),
        "{}",
        err(&output)
    );
    let russian = run(home.path(), &["--language", "ru", "check", "a.mail"]);
    assert!(
        err(&russian).contains(
            "rules.toml:2:1: неизвестное правило `tone-infromal`; возможно, нужно `tone-informal`?"
        ),
        "{}",
        err(&russian)
    );
}

#[test]
fn bad_input_gets_a_message_and_the_others_are_checked() {
    let home = folder();
    let write =
        |name: &str, bytes: &[u8]| fs::write(home.path().join(name), bytes).expect("written");
    write(
        "nul.mail",
        "To: a@b.example\nSubject: Акт 5\n\nДобрый день!\n\nДа\0нет.\n\nС уважением,\nАнна\n"
            .as_bytes(),
    );
    write("open.md", b"---\nto: a@b.example\nsubject: Plan 5\n\nDear Anna,\n\nSee below.\n\nKind regards,\nJohn\n");
    write("cut.eml", b"To: a@b.example\nSubject: x y\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n0JTQvtCx0YDRi9C5INC00LXQvdGM\n0J");
    write(
        "part.eml",
        b"To: a@b.example\nSubject: x y\nContent-Type: multipart/mixed; boundary=b\n\nno parts\n",
    );
    write("empty.mail", b"");
    write(
        "binary.eml",
        &(0..=255).cycle().take(5000).collect::<Vec<u8>>(),
    );
    write("long.txt", "Добрый день! ".repeat(400_000).as_bytes());
    write("good.mail", LETTER.as_bytes());
    let names = [
        "nul.mail",
        "open.md",
        "cut.eml",
        "part.eml",
        "empty.mail",
        "binary.eml",
        "long.txt",
        "good.mail",
    ];
    let mut arguments = vec!["check", "--format", "json"];
    arguments.extend(names);
    let output = run(home.path(), &arguments);
    assert_eq!(code(&output), 1, "{}", err(&output));
    let findings = json(&output);
    let has = |file: &str, code: &str| {
        findings
            .iter()
            .any(|found| found["file"] == file && found["code"] == code)
    };
    for file in ["nul.mail", "open.md", "cut.eml", "part.eml"] {
        assert!(has(file, "letter-malformed"), "{file}");
    }
    assert!(has("good.mail", "tone-informal"));
}

#[test]
fn the_catalogue_lists_every_rule_in_both_languages() {
    let home = folder();
    let rules = json(&run(home.path(), &["rules", "--format", "json"]));
    assert!(rules.iter().any(|rule| rule["code"] == "greeting-missing"));
    for rule in &rules {
        for key in ["title", "why", "bad", "good"] {
            for language in ["ru", "en"] {
                assert!(
                    rule[key][language]
                        .as_str()
                        .is_some_and(|text| !text.is_empty()),
                    "{rule}"
                );
            }
        }
    }
    assert!(
        out(&run(home.path(), &["rules", "--language", "ru"]))
            .contains("Письмо начинается с обращения")
    );
}

#[test]
fn the_pages_of_the_catalogue_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/rules.md")).unwrap_or_default();
    let made = letter_ls::cli::catalogue_page();
    assert!(
        page == made,
        "run: cargo run -- rules --format markdown > docs/rules.md"
    );
    let readme = fs::read_to_string(root.join("README.md")).unwrap_or_default();
    assert!(
        readme.contains(&letter_ls::cli::catalogue_table()),
        "run: cargo run -- rules --format table, and paste it into README.md"
    );
}

#[test]
fn without_a_command_it_speaks_lsp_and_ends_with_its_client() {
    let home = folder();
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
    let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
    for arguments in [&[][..], &["serve"], &["--stdio"], &["serve", "--stdio"]] {
        let output = run_with_input(home.path(), arguments, frame.as_bytes());
        assert!(
            out(&output).contains("\"positionEncoding\":\"utf-16\""),
            "{arguments:?}: {}",
            out(&output)
        );
        assert_eq!(code(&output), 1, "no shutdown came first");
    }
}

#[test]
fn dictionaries_are_used_listed_and_compiled() {
    let home = folder();
    let own = home.path().join("dictionaries");
    fs::create_dir(&own).expect("a folder");
    fs::write(own.join("med.aff"), "SET UTF-8\n").expect("written");
    fs::write(own.join("med.dic"), "1\nхрямзолин\n").expect("written");
    let letter = CLEAN.replace("Жду ответа", "Жду хрямзолин");
    fs::write(home.path().join("a.mail"), &letter).expect("written");
    fs::write(home.path().join("b.mail"), &letter).expect("written");
    assert_eq!(code(&run(home.path(), &["check", "a.mail"])), 1);

    let rules = "[spelling]\ndictionaries = [\"med\", \"x/none.aff\"]\n";
    fs::write(home.path().join("rules.toml"), rules).expect("written");
    let checked = run(home.path(), &["check", "a.mail", "b.mail"]);
    assert_eq!(code(&checked), 0, "{}", out(&checked));
    let told = err(&checked);
    assert_eq!(told.lines().count(), 1, "it is told once: {told}");
    assert!(told.contains("/x/none.aff: "), "{told}");

    let list = run(home.path(), &["dictionary", "list"]);
    assert!(
        out(&list).contains("med.aff\tnamed in the rules\tnot compiled yet"),
        "{}",
        out(&list)
    );
    assert_eq!(
        code(&run(home.path(), &["dictionary", "compile", "med"])),
        0
    );
    let list = run(home.path(), &["dictionary", "list"]);
    assert!(
        out(&list).contains("named in the rules\tcompiled"),
        "{}",
        out(&list)
    );
    let broken = run(home.path(), &["dictionary", "compile", "none"]);
    assert_eq!(code(&broken), 2);
    assert!(
        err(&broken).contains("none: no such dictionary"),
        "{}",
        err(&broken)
    );
}

#[test]
fn words_are_added_to_the_users_or_the_projects() {
    let home = folder();
    let letter = CLEAN.replace("Жду ответа", "Жду хрямзолин и кравабулю");
    fs::write(home.path().join("a.mail"), letter).expect("written");
    assert_eq!(code(&run(home.path(), &["check", "a.mail"])), 1);
    run(home.path(), &["dictionary", "add", "хрямзолин"]);
    run(
        home.path(),
        &["dictionary", "add", "кравабулю", "--project"],
    );
    assert_eq!(code(&run(home.path(), &["check", "a.mail"])), 0);
    let project = home.path().join(".letter-ls/words.txt");
    assert_eq!(
        fs::read_to_string(project).expect("a list").trim(),
        "кравабулю"
    );
}

#[test]
fn what_is_no_word_is_refused_in_both_languages() {
    let home = folder();
    for word in ["", " ", "# слово", "= рейтинг", "одно\nдругое"] {
        for (language, start) in [
            ("ru", ["это не слово", "добавляйте по одному"]),
            ("en", ["that is no word", "add one word"]),
        ] {
            let added = run(
                home.path(),
                &["--language", language, "dictionary", "add", word],
            );
            assert_eq!(code(&added), 2, "{word:?}");
            assert!(
                start.iter().any(|start| err(&added).contains(start)),
                "{}",
                err(&added)
            );
        }
    }
    assert!(!home.path().join("config").exists());
}
