//! The bodies of the fuzz targets. The test `fuzz` of the project runs the same ones over saved inputs.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use letter_ls::config::{Config, Language, Layer, load};
use letter_ls::engine::Session;
use letter_ls::letter::Format;
use letter_ls::rules::Finding;
use letter_ls::spelling::Places;
use letter_ls::surroundings::Nowhere;
use letter_ls::text::source::Source;
use letter_ls::text::{Edit, apply};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

static DEFAULT: LazyLock<Arc<Config>> = LazyLock::new(|| load(&[]).expect("the default rules"));

const FORMATS: [Format; 4] = [
    Format::Draft,
    Format::Message,
    Format::Markdown,
    Format::Plain,
];

fn session(text: &str, format: Format, config: Arc<Config>) -> Session {
    Session::new(text, format, config, Language::Russian)
}

fn assert_inside(text: &str, range: &Range<usize>, what: &str) {
    assert!(text.get(range.clone()).is_some(), "{what} at {range:?}");
}

/// Checks a text; its blocks must cover it, and what is found must lie in it.
fn check(text: &str, format: Format, config: Arc<Config>) -> Vec<Finding> {
    let mut session = session(text, format, config);
    let covered = session.letter().covered();
    assert_eq!(covered, text.len(), "blocks cover the text");
    let findings = session.check(&Nowhere);
    for finding in &findings {
        assert_inside(text, &finding.range, finding.code);
        for fix in &finding.fixes {
            for edit in &fix.edits {
                assert_inside(text, &edit.range, finding.code);
            }
            apply(text, &fix.edits);
        }
    }
    session.rewrites(&Nowhere, &(0..text.len()));
    session.languages();
    findings
}

/// A file of any bytes, as each kind of document. The first byte chooses the kind.
pub fn letter(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    let source = Source::decode(bytes);
    let format = FORMATS[usize::from(*kind) % FORMATS.len()];
    let findings = check(&source.text, format, DEFAULT.clone());
    for finding in &findings {
        let range = source.file_range(finding.range.clone());
        assert!(range.start <= range.end && range.end <= bytes.len());
        for fix in &finding.fixes {
            // A charset may lack a letter of the fix; nothing else may go wrong.
            let _ = source.encode(bytes, &fix.edits);
        }
    }
    assert_eq!(source.encode(bytes, &[]).expect("no edit"), bytes);
}

/// Headers that a message begins with.
const HEADERS: [&str; 6] = [
    "Content-Type: multipart/mixed; boundary=b\n",
    "Content-Type: multipart/alternative; boundary=\"b\"\nMIME-Version: 1.0\n",
    "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: quoted-printable\n",
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n",
    "Content-Type: message/rfc822\n",
    "",
];

/// A message. The first byte chooses its header.
pub fn mime(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    let header = HEADERS[usize::from(*kind) % HEADERS.len()];
    let gap = if header.is_empty() { "" } else { "\n" };
    let file = [
        b"To: a@b.example\n",
        header.as_bytes(),
        gap.as_bytes(),
        bytes,
    ]
    .concat();
    let source = Source::decode(&file);
    check(&source.text, Format::Message, DEFAULT.clone());
    assert_eq!(source.encode(&file, &[]).expect("no edit"), file);
}

/// Front matter of a Markdown letter: YAML, or TOML where the first byte is odd.
pub fn front_matter(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    let fence = if kind % 2 == 0 { "---" } else { "+++" };
    let matter = String::from_utf8_lossy(bytes);
    let text = format!("{fence}\n{matter}\n{fence}\n\nДобрый день!\n\nСкиньте инфу.\n");
    check(&text, Format::Markdown, DEFAULT.clone());
}

const LETTER: &str = "To: Анна Смирнова <anna@client.example>\nSubject: Договор\n\nДобрый день!\n\nСкиньте инфу по релизу, договор во вложении. Please send me the the file.\n\nС уважением,\nИван\n";

/// A file of rules; what is accepted must work, what is refused must be shown where it stands.
pub fn rules(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let layer = Layer {
        path: "rules.toml".into(),
        text: text.to_owned(),
    };
    match load(&[layer]) {
        Ok(config) => drop(check(LETTER, Format::Draft, config)),
        Err(error) => {
            assert_inside(text, &error.range, error.message.get(Language::Russian));
            assert!(error.line > 0 && error.column > 0);
        }
    }
}

/// Edits, each after a zero byte: two bytes of place, one of length, then the text that comes. What
/// stands before the first zero is the letter, whose first byte chooses its kind.
pub fn edits(data: &[u8]) {
    let mut parts = data.split(|byte| *byte == 0);
    let Some((kind, text)) = parts.next().and_then(<[u8]>::split_first) else {
        return;
    };
    let format = FORMATS[usize::from(*kind) % FORMATS.len()];
    let mut session = session(&String::from_utf8_lossy(text), format, DEFAULT.clone());
    for part in parts.take(16) {
        let [high, low, length, typed @ ..] = part else {
            continue;
        };
        let start = usize::from(u16::from_be_bytes([*high, *low]));
        let start = start % (session.text().len_bytes() + 1);
        let range = start..start + usize::from(*length);
        session.edit(&Edit::new(range, String::from_utf8_lossy(typed)));
        if length % 2 == 0 {
            assert_lawful(&mut session);
        }
    }
    assert_lawful(&mut session);
}

/// What was found after edits is what a fresh check finds.
fn assert_lawful(session: &mut Session) {
    let mut fresh = session.afresh();
    let found = session.check(&Nowhere);
    assert_eq!(found, fresh.check(&Nowhere));
    assert_eq!(session.letter(), fresh.letter());
}

/// What a client sends. The bytes as they are where the first one is odd, so that framing is tried;
/// else one JSON message a line, framed, after a letter was opened.
pub fn messages(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    let mut input = Vec::new();
    match kind % 2 {
        1 => {
            // A command may write files, so nothing that could be one is sent unread.
            let risky = |part: &[u8]| part == b"execu" || part.starts_with(b"\\u");
            if bytes.windows(5).any(risky) {
                return;
            }
            input.extend_from_slice(bytes);
        }
        _ => {
            frame(
                &mut input,
                &request(1, "initialize", json!({"capabilities": {}})),
            );
            let document =
                json!({"uri": "untitled:a", "languageId": "mail", "version": 1, "text": LETTER});
            let opened = json!({"textDocument": document});
            frame(&mut input, &request(None, "textDocument/didOpen", opened));
            for line in bytes.split(|byte| *byte == b'\n') {
                match serde_json::from_slice::<Value>(line) {
                    Ok(message) if may_write(&message) => {}
                    _ => frame(&mut input, line),
                }
            }
            frame(&mut input, &request(2, "shutdown", Value::Null));
            frame(&mut input, &request(None, "exit", Value::Null));
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    runtime.block_on(converse(&input));
}

fn may_write(message: &Value) -> bool {
    message["method"] == "workspace/executeCommand" && message.to_string().contains("file:")
}

fn request(id: impl Into<Option<u32>>, method: &str, params: Value) -> Vec<u8> {
    let mut message = json!({"jsonrpc": "2.0", "method": method, "params": params});
    if let Some(id) = id.into() {
        message["id"] = id.into();
    }
    message.to_string().into_bytes()
}

fn frame(input: &mut Vec<u8>, body: &[u8]) {
    input.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    input.extend_from_slice(body);
}

fn noon() -> jiff::ZonedDateTime {
    "2026-11-23T12:00:00+03:00[Europe/Moscow]"
        .parse()
        .expect("a moment")
}

/// Sends bytes to a server and reads what it says; it must end when the client is gone.
async fn converse(input: &[u8]) {
    let (mut to_server, server_input) = tokio::io::duplex(1 << 16);
    let (server_output, mut from_server) = tokio::io::duplex(1 << 16);
    let served = letter_ls::server::serve(
        server_input,
        server_output,
        None,
        Language::Russian,
        Places::default(),
        noon,
    );
    let say = async {
        // A server that has seen enough closes its side.
        let _ = to_server.write_all(input).await;
        drop(to_server);
    };
    let hear = async {
        let mut said = Vec::new();
        let _ = from_server.read_to_end(&mut said).await;
    };
    let ((), (), _) = tokio::join!(say, hear, async {
        let code = served.await;
        assert!(code <= 1);
    });
}
