//! The bodies of the fuzz targets over the saved letters and inputs: what a fuzzer once found stays
//! mended. `docs/trust.md` tells how the fuzzers themselves are run.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

#[path = "../fuzz/src/bodies.rs"]
mod bodies;

/// Longer letters take too long in a build for tests.
const LONGEST: usize = 2_000;

/// The body of a target.
type Body = fn(&[u8]);

/// The targets, each with its body.
const TARGETS: [(&str, Body); 6] = [
    ("letter", bodies::letter),
    ("mime", bodies::mime),
    ("front_matter", bodies::front_matter),
    ("rules", bodies::rules),
    ("messages", bodies::messages),
    ("edits", bodies::edits),
];

/// Panics, among them those that the program survives.
static PANICS: AtomicUsize = AtomicUsize::new(0);

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .build();
    let files = entries.flatten().map(ignore::DirEntry::into_path);
    let mut files: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// Runs a body; a panic names the input.
fn run(body: Body, input: &[u8], path: &Path) {
    let before = PANICS.load(Ordering::Relaxed);
    let run = std::panic::catch_unwind(|| body(input));
    let calm = run.is_ok() && PANICS.load(Ordering::Relaxed) == before;
    assert!(calm, "panicked on {}", path.display());
}

#[test]
fn saved_inputs_are_survived() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        usual(panic);
    }));
    for (target, body) in TARGETS {
        for path in files(&format!("fuzz/seeds/{target}")) {
            run(body, &std::fs::read(&path).expect("readable"), &path);
        }
    }
    for path in files("tests/letters") {
        let letter = std::fs::read(&path).expect("readable");
        let short = &letter[..letter.len().min(LONGEST)];
        for kind in 0..4 {
            run(bodies::letter, &[&[kind], short].concat(), &path);
        }
        for kind in 0..6 {
            run(
                bodies::mime,
                &[&[kind], &short[..short.len().min(300)]].concat(),
                &path,
            );
        }
        let start = &short[..short.len().min(200)];
        run(bodies::front_matter, &[b"0", start].concat(), &path);
        run(bodies::front_matter, &[b"1", start].concat(), &path);
        run(bodies::rules, start, &path);
        run(bodies::messages, &[b"0", start].concat(), &path);
        run(bodies::messages, &[b"1", start].concat(), &path);
        // Pieces of the letter stand for edits of it.
        let edits: Vec<u8> = short.chunks(60).take(12).collect::<Vec<_>>().join(&0);
        run(bodies::edits, &[&[1], edits.as_slice()].concat(), &path);
    }
    let say = |line: &str| [b"0", line.as_bytes()].concat();
    let change = r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"untitled:a","version":2},"contentChanges":[{"range":{"start":{"line":9,"character":99},"end":{"line":0,"character":1}},"text":"😀"}]}}"#;
    let rules = "register = \"formal\"\n[rules]\ntone-emoji = \"off\"\n";
    run(bodies::messages, &say(change), Path::new("a change"));
    run(bodies::rules, rules.as_bytes(), Path::new("rules"));
}
