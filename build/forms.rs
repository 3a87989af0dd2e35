//! Hunspell sources to the flat list of all the forms that they describe, by zspell.

use std::collections::HashMap;

use super::flags::{FOLDED, FORBIDDEN, KEEPCASE, NOSUGGEST};

/// One form of one word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    pub form: String,
    pub stem: String,
    pub flags: u8,
}

/// All forms of a Hunspell dictionary, at most `limit` of them.
///
/// # Errors
/// A sentence that names what could not be read, or says that the limit was passed.
pub fn expand(aff: &str, dic: &str, limit: usize) -> Result<Vec<Form>, String> {
    let special = SpecialFlags::read(aff);
    let dictionary = zspell::builder()
        .config_str(aff)
        .dict_str(dic)
        .build()
        .map_err(|error| error.to_string())?;
    let lists = [
        (dictionary.wordlist(), 0),
        (dictionary.wordlist_nosuggest(), NOSUGGEST),
        (dictionary.wordlist_forbidden(), FORBIDDEN),
    ];
    let count: usize = lists.iter().map(|(list, _)| list.inner().len()).sum();
    if count > limit {
        return Err(format!(
            "the dictionary makes {count} forms; the limit is {limit}"
        ));
    }
    let marked = special.marked(dic);
    let mut forms = Vec::with_capacity(count + count / 8);
    for (list, flags) in lists {
        for (form, entries) in list.inner() {
            for entry in entries {
                let stem = entry.stem();
                let form = repaired(form, stem);
                match marked.get(stem) {
                    Some(Mark::PartOnly) => {}
                    Some(Mark::KeepCase) => push(&mut forms, form, stem, flags | KEEPCASE),
                    None => push(&mut forms, form, stem, flags),
                }
            }
        }
    }
    Ok(forms)
}

/// How many forms the rules could make at most: each affix of each word, prefixes with suffixes,
/// whether or not its condition holds. Cheap, unlike [`expand`].
pub fn most_forms(aff: &str, dic: &str) -> usize {
    let mut rules: HashMap<(&str, char), usize> = HashMap::new();
    for line in aff.lines() {
        let mut fields = line.split_whitespace();
        if let (Some(kind @ ("PFX" | "SFX")), Some(flag)) = (fields.next(), fields.next()) {
            *rules
                .entry((kind, flag.chars().next().unwrap_or_default()))
                .or_default() += 1;
        }
    }
    let of_flags = |kind, flags: &str| -> usize {
        flags
            .chars()
            .map(|flag| rules.get(&(kind, flag)).copied().unwrap_or(0))
            .sum()
    };
    entries(dic).fold(0, |sum: usize, (_, flags)| {
        let (prefixes, suffixes) = (of_flags("PFX", flags), of_flags("SFX", flags));
        sum.saturating_add((prefixes + 1).saturating_mul(suffixes + 1))
    })
}

/// zspell 0.5.5 appends the `0` by which an affix file writes «nothing»: `Агнесс0` for `Агнесс`.
fn repaired<'a>(form: &'a str, stem: &str) -> &'a str {
    match form.strip_suffix('0') {
        Some(whole) if !stem.ends_with(|c: char| c.is_ascii_digit()) => whole,
        _ => form,
    }
}

/// Adds a form, and for a form with «ё» its everyday spelling with «е».
pub fn push(forms: &mut Vec<Form>, form: &str, stem: &str, flags: u8) {
    let stem = stem.to_owned();
    if form.contains(['ё', 'Ё']) && flags & FORBIDDEN == 0 {
        let folded = form.replace('ё', "е").replace('Ё', "Е");
        forms.push(Form {
            form: folded,
            stem: stem.clone(),
            flags: flags | FOLDED,
        });
    }
    forms.push(Form {
        form: form.to_owned(),
        stem,
        flags,
    });
}

/// Flags that zspell reads and does not hand on.
struct SpecialFlags<'a> {
    part_only: Option<&'a str>,
    keep_case: Option<&'a str>,
}

#[derive(Clone, Copy)]
enum Mark {
    PartOnly,
    KeepCase,
}

impl<'a> SpecialFlags<'a> {
    fn read(aff: &'a str) -> Self {
        let value = |key: &str| {
            aff.lines().find_map(|line| {
                let mut fields = line.split_whitespace();
                (fields.next() == Some(key)).then(|| fields.next())?
            })
        };
        Self {
            part_only: value("ONLYINCOMPOUND"),
            keep_case: value("KEEPCASE"),
        }
    }

    /// The stems that bear one of the flags.
    fn marked<'d>(&self, dic: &'d str) -> HashMap<&'d str, Mark> {
        let has = |flags: &str, flag: Option<&str>| flag.is_some_and(|flag| flags.contains(flag));
        entries(dic)
            .filter_map(|(stem, flags)| {
                if has(flags, self.part_only) {
                    Some((stem, Mark::PartOnly))
                } else if has(flags, self.keep_case) {
                    Some((stem, Mark::KeepCase))
                } else {
                    None
                }
            })
            .collect()
    }
}

/// The stems of a `.dic` file with their flags (empty where there are none).
pub fn entries(dic: &str) -> impl Iterator<Item = (&str, &str)> {
    dic.lines().skip(1).map(|line| {
        let word = line.split_whitespace().next().unwrap_or_default();
        word.split_once('/').unwrap_or((word, ""))
    })
}
