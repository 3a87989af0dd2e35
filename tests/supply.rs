//! What comes into the program with its dependencies: no network, no newer compiler than is stated.
//! `deny.toml` says the same, and more, to `cargo deny`; this needs nothing but cargo.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Crates that open sockets, or encrypt what goes over them.
const NETWORK: &[&str] = &[
    "curl",
    "h2",
    "hyper",
    "isahc",
    "mio",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "socket2",
    "surf",
    "ureq",
];

/// Features of tokio that bring sockets, or other programs, within reach.
const FEATURES: &[&str] = &["full", "net", "process", "signal"];

/// Names in the standard library and in tokio that stand for the network.
const NAMES: &[&str] = &[
    "std::net",
    "tokio::net",
    "os::unix::net",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "UnixListener",
];

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--locked", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problem}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The platform that this was built for.
fn host() -> String {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    let about = String::from_utf8(output.stdout).expect("UTF-8");
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("a host").to_owned()
}

#[test]
fn nothing_in_the_program_speaks_to_the_network() {
    let tree = cargo(&[
        "tree", "--edges", "normal", "--prefix", "none", "--format", "{p}|{f}",
    ]);
    let mut crates = 0;
    for line in tree.lines() {
        let (package, features) = line.split_once('|').expect("as asked");
        let name = package.split(' ').next().unwrap_or_default();
        assert!(!NETWORK.contains(&name), "{name} is for the network");
        if name == "tokio" {
            let banned = |feature: &&str| FEATURES.contains(feature);
            assert_eq!(features.split(',').find(banned), None, "a feature of tokio");
        }
        crates += 1;
    }
    assert!(crates > 50, "the tree is read");
}

#[test]
fn nothing_in_the_source_speaks_to_the_network() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = 0;
    for entry in ["src", "build", "build.rs"].map(|name| ignore::Walk::new(folder.join(name))) {
        for file in entry.flatten().filter(|file| file.path().is_file()) {
            let text = std::fs::read_to_string(file.path()).expect("readable");
            for name in NAMES {
                assert!(!text.contains(name), "{name} in {}", file.path().display());
            }
            files += 1;
        }
    }
    assert!(files > 50, "the source is read");
}

#[test]
fn no_dependency_needs_a_newer_compiler_than_is_stated() {
    let host = host();
    let metadata = cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--filter-platform",
        &host,
    ]);
    let metadata: Value = serde_json::from_str(&metadata).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let ours = version(env!("CARGO_PKG_RUST_VERSION"));
    assert!(!ours.is_empty(), "rust-version is stated in Cargo.toml");
    for package in packages {
        let Some(needed) = package["rust_version"].as_str() else {
            continue;
        };
        assert!(
            version(needed) <= ours,
            "{} needs Rust {needed}",
            package["name"]
        );
    }
}

fn version(text: &str) -> Vec<u32> {
    text.split('.')
        .filter_map(|part| part.parse().ok())
        .collect()
}
