//! Compiles what the binary embeds: the dictionaries into maps (see `src/spelling`), the default rules
//! into what is read fast (see `src/config/layers.rs`).

#[path = "build/flags.rs"]
mod flags;
#[path = "build/forms.rs"]
#[allow(dead_code)] // The bound is for dictionaries that others made.
mod forms;
#[path = "build/lemmas.rs"]
mod lemmas;
#[path = "build/pack.rs"]
mod pack;

use std::collections::HashMap;
use std::{env, error::Error, fs, path::Path};

use flags::{COMMON_SHIFT, FORBIDDEN};
use forms::Form;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=rules.toml");
    println!("cargo:rerun-if-changed=dictionaries/names.toml");
    println!("cargo:rerun-if-changed=dictionaries/ru");
    println!("cargo:rerun-if-changed=dictionaries/en");
    let out = env::var("OUT_DIR")?;
    for language in ["ru", "en"] {
        let folder = Path::new("dictionaries").join(language);
        let words = Path::new(&out).join(format!("{language}.words"));
        if !is_fresh(&words, &folder)? {
            fs::write(words, compile(&folder)?)?;
        }
    }
    for (toml, json) in [
        ("rules.toml", "rules.json"),
        ("dictionaries/names.toml", "names.json"),
    ] {
        let table: toml::Table = fs::read_to_string(toml)?.parse()?;
        fs::write(Path::new(&out).join(json), serde_json::to_vec(&table)?)?;
    }
    Ok(())
}

/// Whether a file was made by this very build script of a folder as it is now. Dictionaries take the
/// better part of a minute, and rules change more often.
fn is_fresh(made: &Path, folder: &Path) -> Result<bool, Box<dyn Error>> {
    let modified = |path: &Path| fs::metadata(path).and_then(|data| data.modified());
    let Ok(made) = modified(made) else {
        return Ok(false);
    };
    let mut newest = modified(&env::current_exe()?)?;
    for source in fs::read_dir(folder)? {
        newest = newest.max(modified(&source?.path())?);
    }
    Ok(made > newest)
}

/// One language: the Hunspell dictionary, the words of business, the common words, the confusions.
fn compile(folder: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let read = |name: &str| fs::read_to_string(folder.join(name));
    let mut dic = read("index.dic")?;
    let business = business(&read("business.txt")?, &dic)?;
    dic.push_str(&business);

    let mut forms = forms::expand(&read("index.aff")?, &dic, usize::MAX)?;
    // The dictionary of English is American, and letters come from both sides of the ocean.
    let british = folder.join("british");
    if british.is_dir() {
        let read = |name: &str| fs::read_to_string(british.join(name));
        forms.extend(forms::expand(
            &read("index.aff")?,
            &read("index.dic")?,
            usize::MAX,
        )?);
    }
    let common = read("common.txt")?;
    mark_common(&mut forms, &common, &business);
    if folder.ends_with("en") {
        let lemmas = lemmas::lemmas(&forms);
        forms.extend(lemmas);
    }
    for (wrong, right) in pairs(&read("confusions.txt")?) {
        let right = right.ok_or_else(|| format!("confusions: «{wrong}» has no right spelling"))?;
        forms.retain(|form| form.form != wrong);
        forms::push(&mut forms, wrong, right, FORBIDDEN);
    }
    Ok(pack::pack(forms)?)
}

/// The lines of one of our word lists: a word, and what follows its `=`.
fn pairs(list: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| match line.split_once('=') {
            Some((word, value)) => (word.trim(), Some(value.trim())),
            None => (line, None),
        })
}

/// Words of business as lines for the `.dic`: a word with a model gets the model's flags.
fn business(list: &str, dic: &str) -> Result<String, String> {
    let mut flags: HashMap<&str, &str> = HashMap::new();
    for (stem, of_stem) in forms::entries(dic) {
        flags.entry(stem).or_insert(of_stem);
    }
    let mut lines = String::new();
    for (word, model) in pairs(list) {
        let flags = match model {
            Some(model) => *flags
                .get(model)
                .ok_or_else(|| format!("the model «{model}» of «{word}» is unknown"))?,
            None => "",
        };
        lines += &if flags.is_empty() {
            format!("{word}\n")
        } else {
            format!("{word}/{flags}\n")
        };
    }
    Ok(lines)
}

/// Notes how common each form is, by its stem: the list is in order, the most common first.
fn mark_common(forms: &mut [Form], common: &str, business: &str) {
    let mut class: HashMap<&str, u8> = HashMap::new();
    for (stem, _) in forms::entries(business) {
        class.insert(stem, 1);
    }
    for (place, (stem, _)) in pairs(common).enumerate() {
        let of_place = match place {
            0..300 => 3,
            300..900 => 2,
            _ => 1,
        };
        class.entry(stem).or_insert(of_place);
    }
    for form in forms {
        if let Some(class) = class.get(form.stem.as_str()) {
            form.flags |= class << COMMON_SHIFT;
        }
    }
}
