//! A user's own Hunspell dictionary: compiled once, refused where it is broken or a bomb.

use std::fs;
use std::path::Path;

use letter_ls::spelling::{Dictionary, Known, Verdict, judge, open_user_dictionary};

const AFF: &str =
    "SET UTF-8\nFORBIDDENWORD !\nKEEPCASE k\nNEEDAFFIX n\nSFX S Y 2\nSFX S 0 s .\nSFX S 0 0 x\n";
const DIC: &str = "5\nwidgetron/S\nstemless/nS\nGmbH/k\nbadword/!\nxerox\n";

fn written(folder: &Path, aff: &[u8], dic: &[u8]) -> std::path::PathBuf {
    let path = folder.join("own.aff");
    fs::write(&path, aff).expect("written");
    fs::write(folder.join("own.dic"), dic).expect("written");
    path
}

fn cached(cache: &Path) -> Vec<fs::DirEntry> {
    fs::read_dir(cache).expect("a cache").flatten().collect()
}

#[test]
fn a_dictionary_is_compiled_once_and_healed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (aff, cache) = (
        written(folder.path(), AFF.as_bytes(), DIC.as_bytes()),
        folder.path().join("cache"),
    );
    let check = |own: &Dictionary| {
        for word in ["widgetron", "Widgetrons", "stemlesss", "GmbH", "xerox"] {
            assert!(own.contains(word), "{word}");
        }
        for word in ["stemless", "GMBH", "badword", "widgetron0", "widgetronss"] {
            assert!(!own.contains(word), "{word}");
        }
        assert_eq!(judge("widgetrons", own), Verdict::Known);
        assert_eq!(own.stems("widgetrons").collect::<Vec<_>>(), ["widgetron"]);
    };
    let open = || open_user_dictionary(&aff, Some(&cache)).expect("a dictionary");
    check(&open());
    let files = cached(&cache);
    assert_eq!(files.len(), 1);
    let whole = fs::read(files[0].path()).expect("read");
    check(&open());
    for damaged in [&b""[..], &whole[..whole.len() / 2], &[0xFF; 100]] {
        fs::write(files[0].path(), damaged).expect("written");
        check(&open());
        assert_eq!(fs::read(files[0].path()).expect("read"), whole);
    }
}

#[test]
fn encodings_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let (dic, ..) = encoding_rs::KOI8_R.encode("1\nвиджетрон/S\n");
    let aff = written(
        folder.path(),
        b"SET KOI8-R\nSFX S Y 1\nSFX S 0 \xC1 .\n",
        &dic,
    );
    let own = open_user_dictionary(&aff, Some(&folder.path().join("cache"))).expect("a dictionary");
    assert!(own.contains("виджетрон") && own.contains("Виджетрона"));
}

#[test]
fn what_is_broken_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let rules: String = (0..20_000).map(|n| format!("SFX S 0 {n}a .\n")).collect();
    let bomb = format!("SET UTF-8\nSFX S Y 20000\n{rules}");
    let words: String = (0..20_000).map(|n| format!("word{n}/S\n")).collect();
    for (aff, dic, reason) in [
        (
            bomb.as_str(),
            format!("20000\n{words}").as_str(),
            "could make",
        ),
        ("SFX S Y 1\nSFX S 0 s [\n", "1\nword/S\n", ""),
    ] {
        let aff = written(folder.path(), aff.as_bytes(), dic.as_bytes());
        let error =
            open_user_dictionary(&aff, Some(&folder.path().join("cache"))).expect_err("refused");
        assert!(
            error.to_string().contains("own.dic") && error.to_string().contains(reason),
            "{error}"
        );
    }
    let missing = open_user_dictionary(&folder.path().join("none.aff"), None);
    assert!(
        missing
            .expect_err("missing")
            .to_string()
            .contains("none.aff")
    );
}

/// As a server and a command line, or two editors, that start at once.
#[test]
fn several_may_compile_the_same_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let aff = written(folder.path(), AFF.as_bytes(), DIC.as_bytes());
    let cache = folder.path().join("cache");
    std::thread::scope(|scope| {
        let open = || open_user_dictionary(&aff, Some(&cache)).expect("a dictionary");
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
        for thread in threads {
            assert!(thread.join().expect("no panic").contains("widgetrons"));
        }
    });
    let files = cached(&cache);
    assert_eq!(files.len(), 1, "{files:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = files[0].metadata().expect("there").permissions().mode();
        assert_eq!(
            mode & 0o777,
            0o600,
            "others may not read what a user writes about"
        );
    }
}

#[test]
fn joined_words_are_right_where_the_dictionary_joins_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = folder.path().join("cache");
    let dic = "5\nVertrag/S\nUnterlage\nfrist\nund\nböse/!\n";
    for (compounds, known) in [("COMPOUNDBEGIN x\n", true), ("", false)] {
        let aff = format!("SET UTF-8\nFORBIDDENWORD !\n{compounds}SFX S Y 1\nSFX S 0 s .\n");
        let aff = written(folder.path(), aff.as_bytes(), dic.as_bytes());
        let own = open_user_dictionary(&aff, Some(&cache)).expect("a dictionary");
        for word in ["Vertragsunterlage", "Fristsvertrag", "Unterlagefrist"] {
            assert_eq!(own.knows(word), known, "{word}");
        }
        for word in [
            "Vertrgsunterlage",
            "Vertragsböse",
            "undun",
            "böse",
            "Vertragsunterlagen",
        ] {
            assert!(!own.knows(word), "{word}");
        }
    }
}
