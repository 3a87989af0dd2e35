//! A user's own Hunspell dictionary: compiled once, refused where it is broken or a bomb.

use std::fs;
use std::path::Path;

use letter_ls::spelling::{
    Dictionary, HunspellFiles, Known, OwnDictionary, UserDictionaryError, Verdict, judge,
};

const AFF: &str =
    "SET UTF-8\nFORBIDDENWORD !\nKEEPCASE k\nNEEDAFFIX n\nSFX S Y 2\nSFX S 0 s .\nSFX S 0 0 x\n";
const DIC: &str = "5\nwidgetron/S\nstemless/nS\nGmbH/k\nbadword/!\nxerox\n";

fn written(folder: &Path, aff: &[u8], dic: &[u8]) -> std::path::PathBuf {
    let path = folder.join("own.aff");
    fs::write(&path, aff).expect("written");
    fs::write(folder.join("own.dic"), dic).expect("written");
    path
}

fn opened(aff: &Path, cache: Option<&Path>) -> Result<OwnDictionary, UserDictionaryError> {
    HunspellFiles::read(aff)?.open(cache)
}

fn compiled(aff: &Path, cache: &Path) -> Result<Dictionary, UserDictionaryError> {
    HunspellFiles::read(aff)?.compile(cache)
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
    let check = |forms: &Dictionary| {
        let own = opened(&aff, Some(&cache)).expect("a dictionary");
        assert!(own.forms().is_some(), "the cached forms are used");
        for word in ["widgetron", "Widgetrons", "stemlesss", "GmbH", "xerox"] {
            assert!(forms.contains(word) && own.knows(word), "{word}");
        }
        for word in ["stemless", "GMBH", "badword", "widgetron0", "widgetronss"] {
            assert!(!forms.contains(word) && !own.knows(word), "{word}");
        }
        assert_eq!(judge("widgetrons", &own), Verdict::Known);
        assert_eq!(forms.stems("widgetrons").collect::<Vec<_>>(), ["widgetron"]);
    };
    let open = || compiled(&aff, &cache).expect("forms");
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
    let own = opened(&aff, None).expect("a dictionary");
    let forms = compiled(&aff, &folder.path().join("cache")).expect("forms");
    for word in ["виджетрон", "Виджетрона"] {
        assert!(own.knows(word) && forms.contains(word), "{word}");
    }
}

#[test]
fn what_is_broken_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let broken = written(folder.path(), b"SFX S Y 1\nSFX S 0 s [\n", b"1\nword/S\n");
    let error = opened(&broken, None).expect_err("refused").to_string();
    assert!(error.contains("own.aff, own.dic: "), "{error}");
    let missing = opened(&folder.path().join("none.aff"), None);
    let missing = missing.expect_err("missing").to_string();
    assert!(missing.contains("none.aff: "), "{missing}");
}

/// Such a dictionary judges, but its forms are not compiled.
#[test]
fn too_many_forms_are_not_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let rules: String = (0..20_000).map(|n| format!("SFX S 0 {n}a .\n")).collect();
    let bomb = format!("SET UTF-8\nSFX S Y 20000\n{rules}");
    let words: String = (0..20_000).map(|n| format!("word{n}/S\n")).collect();
    let words = format!("20000\n{words}");
    let aff = written(folder.path(), bomb.as_bytes(), words.as_bytes());
    let files = HunspellFiles::read(&aff).expect("read");
    assert!(!files.is_compilable());
    let error = files.compile(&folder.path().join("cache"));
    let error = error.expect_err("refused").to_string();
    assert!(error.contains("could make"), "{error}");
    let own = files.open(None).expect("a dictionary");
    assert!(own.knows("word77") && own.knows("word5123a") && !own.knows("word"));
}

/// As a server and a command line, or two editors, that start at once.
#[test]
fn several_may_compile_the_same_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let aff = written(folder.path(), AFF.as_bytes(), DIC.as_bytes());
    let cache = folder.path().join("cache");
    std::thread::scope(|scope| {
        let open = || compiled(&aff, &cache).expect("forms");
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
fn hunspells_own_rules_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    // Compounds, and an affix on an affix: «steht» of the stem «steh» in the German dictionary.
    let aff = "SET UTF-8\nNEEDAFFIX h\nCOMPOUNDFLAG c\nCOMPOUNDPERMITFLAG p\nSFX S Y 1\nSFX S 0 s/cp .\nSFX k Y 1\nSFX k 0 t/e .\nSFX e Y 1\nSFX e 0 e .\n";
    let dic = "4\nVertrag/S\nfrist/c\nsteh/hk\nbrief\n";
    let aff = written(folder.path(), aff.as_bytes(), dic.as_bytes());
    let own = opened(&aff, None).expect("a dictionary");
    for word in ["Vertrag", "Vertragsfrist", "steht", "stehte"] {
        assert!(own.knows(word), "{word}");
    }
    for word in ["steh", "Vertragfrist", "Vertragsbrief", "frist0"] {
        assert!(!own.knows(word), "{word}");
    }
}

#[test]
fn words_in_other_letters_are_not_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let aff = written(
        folder.path(),
        "SET UTF-8\nICONV 2\nICONV a 0\nICONV b 0\n".as_bytes(),
        "1\nслово\n".as_bytes(),
    );
    let own = opened(&aff, None).expect("a dictionary");
    assert!(own.knows("слово") && own.knows("Слово") && !own.knows("abba"));
}
