//! Stems that a reader of English expects. The dictionary packs words by affixes, whatever they
//! mean: it holds "invoices" as a form of "voice", and "shipments" as a word of its own.

use std::collections::{HashMap, HashSet};

use super::forms::Form;

/// Endings of inflection, and what stands there in the stem.
const ENDINGS: &[(&str, &str)] = &[
    ("'s", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("d", ""),
    ("ed", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
];
/// A shorter word in "-s" that stands by itself is no plural: "news".
const SHORTEST_PLURAL: usize = 5;

/// The stems to add to those of the dictionary.
pub fn lemmas(forms: &[Form]) -> Vec<Form> {
    let mut stems: HashMap<&str, HashSet<&str>> = HashMap::new();
    for form in forms {
        stems.entry(&form.form).or_default().insert(&form.stem);
    }
    let mut added = Vec::new();
    for form in forms {
        let (word, of_word) = (form.form.as_str(), &stems[form.form.as_str()]);
        let mut add = |stem: String| {
            if !of_word.contains(&*stem) {
                added.push(Form {
                    stem,
                    ..form.clone()
                });
            }
        };
        let own = of_word.contains(word);
        let uninflected = ENDINGS
            .iter()
            .filter(|(ending, _)| !own || *ending == "s" && word.len() >= SHORTEST_PLURAL)
            .filter_map(|(ending, stem)| Some(word.strip_suffix(ending)?.to_owned() + stem))
            .find(|stem| stems.contains_key(&**stem));
        match uninflected {
            Some(stem) => add(stem),
            None if !own && !word.starts_with(&form.stem) && word.ends_with(&form.stem) => {
                add(word.to_owned())
            }
            None => {}
        }
    }
    added
}
