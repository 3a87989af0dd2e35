//! End to end, as an editor sees it: a server is started, letters are opened, a word is typed, and the
//! time is taken from each keystroke to its diagnostics.
//!
//! `cargo bench --bench stdio` measures letter-ls, and in the same run `harper-ls` and `typos-lsp` where
//! they are found: in the variables `HARPER_LS` and `TYPOS_LSP`, or in the PATH. `-- --with "PROGRAM
//! ARGUMENTS"` adds another server; `-- --write` draws the chart and puts the tables into the pages.
//! `-- --text FOLDER` takes the text from all letters in a folder; nothing is written then.

mod chart;
mod client;
#[path = "../page.rs"]
mod page;
#[path = "../resident.rs"]
mod resident;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use client::Client;
use ignore::WalkBuilder;

/// Sizes of the letters, in bytes.
pub const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// Keystrokes that are measured in each letter.
const KEYSTROKES: usize = 200;
/// A server that has not answered by then has given up.
const PATIENCE: Duration = Duration::from_secs(10);
/// A slow server is measured no longer than this, in each letter.
const LONG_ENOUGH: Duration = Duration::from_secs(8);
/// How often a server is started for the start-up time; the median counts.
const STARTS: usize = 5;
/// Letters that are open when memory is measured.
const OPEN_LETTERS: usize = 10;

const HEADER: &str =
    "To: Anna Smith <anna@client.example>\nSubject: Delivery of pumps\n\nDear Anna,\n\n";
const PARAGRAPHS: &str = "Thank you for your letter of 12 November about the delivery of the new pumps. We have checked \
the order with our warehouse and found that two of the four units left on Monday. The others will follow on 30 November, \
when the carrier comes again. Please tell us whether the address in the contract is still right.\n\n\
The invoice will be sent after the delivery. If you need the certificates before that, we can send copies of them by \
e-mail. Our engineer is ready to come to your site and to help your people with the first start of the pumps.\n\n\
We apologise for the delay. It was caused by a change of the carrier, which we recieved too late.\n\n";
/// A word that each server knows to be wrong, for texts that may have none.
const SLIP: &str = "We have recieved your letter.\n\n";
const CLOSE: &str = "Kind regards,\nJohn Brown\n";

/// What is typed.
const TYPED: &str = "we have also asked the carrier to call you on the day before the delivery and to bring \
the two certificates that were missing, so please keep the list of the parts at hand and let us know who will sign ";

/// What was measured of one server.
#[derive(Debug)]
pub struct Figures {
    /// The name of the program.
    pub name: String,
    /// For each of [`SIZES`]: start to first diagnostics, and keystrokes in order of their length.
    /// `None` where the server gave up.
    pub letters: Vec<Option<Letter>>,
    /// Resident memory with ten letters of 10 KB open, in bytes; `None` where the system does not tell.
    pub resident: Option<u64>,
}

/// What was measured with one letter.
#[derive(Debug)]
pub struct Letter {
    /// From the start of the process to the first diagnostics, the median of several.
    pub start: Duration,
    keystrokes: Vec<Duration>,
}

impl Letter {
    /// The time that `percent` of the keystrokes stayed within.
    pub fn percentile(&self, percent: usize) -> Duration {
        let last = self.keystrokes.len().saturating_sub(1);
        self.keystrokes[(self.keystrokes.len() * percent / 100).min(last)]
    }
}

/// Where the chart is.
const CHART: &str = "docs/images/speed.svg";

fn main() {
    let mut servers = vec![Server::of(env!("CARGO_BIN_EXE_letter-ls"))];
    servers.extend(others());
    let mut write = false;
    let mut text = PARAGRAPHS.to_owned();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--with" => servers.extend(arguments.next().map(|command| Server::of(&command))),
            "--write" => write = true,
            "--text" => {
                let folder = arguments.next().expect("a folder after --text");
                text = SLIP.to_owned();
                text.extend(bodies(folder.as_ref()));
            }
            // What `cargo bench` itself passes.
            _ => {}
        }
    }
    let all: Vec<Figures> = servers
        .iter()
        .map(|server| measure(server, &text))
        .collect();
    let table = table(&all);
    println!("{table}");
    if write && text == PARAGRAPHS {
        let path = format!("{}/{CHART}", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, chart::draw(&all)).expect("the chart can be written");
        page::put("README.md", "speed", &table);
        page::put("docs/speed.md", "speed", &table);
    }
}

/// A language server that is started over stdio.
#[derive(Debug)]
pub struct Server {
    program: String,
    arguments: Vec<String>,
}

impl Server {
    /// A program, perhaps with arguments after it.
    fn of(command: &str) -> Self {
        let mut parts = command.split_whitespace().map(str::to_owned);
        Self {
            program: parts.next().unwrap_or_default(),
            arguments: parts.collect(),
        }
    }
}

/// The other servers that are installed.
fn others() -> Vec<Server> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let find = |(variable, name, arguments): (&str, &str, &[&str])| {
        let named = std::env::var(variable).ok();
        let installed = || {
            let mut places = folders.iter().map(|folder| folder.join(name));
            let place = places.find(|place| place.is_file())?;
            Some(place.to_string_lossy().into_owned())
        };
        let found = named.or_else(installed);
        if found.is_none() {
            eprintln!("{name} is not installed and is left out");
        }
        Some(Server {
            program: found?,
            arguments: arguments.iter().map(ToString::to_string).collect(),
        })
    };
    let known: [(_, _, &[&str]); 2] = [
        ("HARPER_LS", "harper-ls", &["--stdio"]),
        ("TYPOS_LSP", "typos-lsp", &[]),
    ];
    known.into_iter().filter_map(find).collect()
}

fn table(all: &[Figures]) -> String {
    let mut table = "| server | letter | start to first diagnostics | keystroke p50 | p99 | resident, ten letters |\n\
         | --- | --- | --- | --- | --- | --- |\n"
        .to_owned();
    for figures in all {
        let resident = figures.resident.map_or("unknown".to_owned(), |bytes| {
            format!("{:.0} MB", bytes as f64 / 1e6)
        });
        for (size, letter) in SIZES.iter().zip(&figures.letters) {
            let cells = match letter {
                Some(letter) => format!(
                    "{} | {} | {}",
                    milliseconds(letter.start),
                    milliseconds(letter.percentile(50)),
                    milliseconds(letter.percentile(99)),
                ),
                None => "gave up | |".to_owned(),
            };
            let (name, size) = (&figures.name, name_of(*size));
            let _ = writeln!(table, "| {name} | {size} | {cells} | {resident} |");
        }
    }
    table
}

/// A size as people read it.
pub fn name_of(size: usize) -> String {
    match size / 1000 {
        1000 => "1 MB".to_owned(),
        kilobytes => format!("{kilobytes} KB"),
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

/// What stands under the headers of all letters in a folder, in the order of their names.
fn bodies(folder: &Path) -> Vec<String> {
    let files = WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build();
    let texts = files.filter_map(|file| std::fs::read_to_string(file.ok()?.path()).ok());
    let body = |text: String| Some(format!("{}\n\n", text.split_once("\n\n")?.1.trim_end()));
    texts.filter_map(body).collect()
}

/// A letter of about so many bytes, of a text that is taken again and again.
fn letter_of(size: usize, text: &str) -> String {
    let mut body = text.repeat(size.div_ceil(text.len()));
    // It ends with a paragraph, unless that is a very long one.
    let end = body.floor_char_boundary(size);
    let last = body[..end].rfind("\n\n").map(|at| at + 2);
    let last = last.filter(|at| at * 2 > size);
    body.truncate(last.unwrap_or(end));
    let body = body.trim_end();
    format!("{HEADER}{body}\n\n{CLOSE}")
}

fn measure(server: &Server, text: &str) -> Figures {
    let program = &server.program;
    let name = program
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(program)
        .to_owned();
    eprintln!("measuring {name}");
    Figures {
        letters: SIZES
            .iter()
            .map(|size| measure_letter(server, &letter_of(*size, text)))
            .collect(),
        resident: resident(server, text),
        name,
    }
}

fn measure_letter(server: &Server, text: &str) -> Option<Letter> {
    let mut starts: Vec<Duration> = (0..STARTS)
        .map(|_| {
            let before = Instant::now();
            let mut client = Client::start(server, PATIENCE)?;
            client.open("file:///bench/letter.mail", text);
            client.diagnostics("file:///bench/letter.mail", PATIENCE)?;
            Some(before.elapsed())
        })
        .collect::<Option<_>>()?;
    starts.sort();
    let mut client = Client::start(server, PATIENCE)?;
    let uri = "file:///bench/letter.mail";
    client.open(uri, text);
    let first = client.diagnostics(uri, PATIENCE)?;
    // Each letter has a word that each server knows to be wrong.
    let found = first["params"]["diagnostics"].as_array()?;
    if found.is_empty() {
        return None;
    }
    let mut text = text.to_owned();
    let start = middle(&text);
    let mut keystrokes = Vec::with_capacity(KEYSTROKES);
    for (version, letter) in (2..).zip(TYPED.chars().cycle().take(KEYSTROKES)) {
        let at = start + keystrokes.len();
        let change = client.typed(&mut text, at, letter);
        let before = Instant::now();
        client.change(uri, version, &change);
        client.diagnostics(uri, PATIENCE)?;
        keystrokes.push(before.elapsed());
        if keystrokes.iter().sum::<Duration>() > LONG_ENOUGH {
            break;
        }
    }
    keystrokes.sort();
    Some(Letter {
        start: starts[starts.len() / 2],
        keystrokes,
    })
}

/// The byte after a space between words in the middle of a text.
fn middle(text: &str) -> usize {
    let half = text.floor_char_boundary(text.len() / 2);
    let in_line = |at: &usize| {
        let (before, after) = text.split_at(*at);
        before.ends_with(char::is_lowercase) && after[1..].starts_with(char::is_lowercase)
    };
    let mut spaces = text[half..].match_indices(' ').map(|(at, _)| half + at);
    spaces.find(in_line).map_or(half, |at| at + 1)
}

fn resident(server: &Server, text: &str) -> Option<u64> {
    let mut client = Client::start(server, PATIENCE)?;
    for index in 0..OPEN_LETTERS {
        let uri = format!("file:///bench/letter-{index}.mail");
        client.open(&uri, &letter_of(10_000, text));
        client.diagnostics(&uri, PATIENCE)?;
    }
    client.resident()
}
