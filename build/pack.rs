//! The packed dictionary: a map from forms to the ways to their stems.
//!
//! Layout, little endian: the length of the table (u32); the table; an FST from each form to the
//! number of its row. The table: the count of rows (u32), the end of each row counted from the end
//! of this index (u32 each), the rows. A row: its flags (u8, see `flags.rs`), then for each
//! stem how to make it of the form: bytes to strip in front (u8), bytes to strip behind (u8),
//! length of the text to add behind (u8), that text.

use std::collections::HashMap;

use super::flags::{COMMON_SHIFT, FOLDED, FORBIDDEN, KEEPCASE, NOSUGGEST};
use super::forms::Form;

/// Packs forms into the layout above.
///
/// # Errors
/// What the FST builder says; it can't fail on sorted keys in memory.
pub fn pack(mut forms: Vec<Form>) -> Result<Vec<u8>, fst::Error> {
    forms.sort_unstable();
    forms.dedup();
    let words: Vec<(&str, Vec<u8>)> = forms
        .chunk_by(|a, b| a.form == b.form)
        .map(|group| (group[0].form.as_str(), row(group)))
        .collect();

    let mut uses: HashMap<&[u8], usize> = HashMap::new();
    for (_, row) in &words {
        *uses.entry(row).or_default() += 1;
    }
    let mut rows: Vec<&[u8]> = uses.keys().copied().collect();
    rows.sort_unstable_by_key(|row| (std::cmp::Reverse(uses[row]), *row));
    let numbers: HashMap<&[u8], u64> = rows.iter().copied().zip(0..).collect();

    let mut map = fst::MapBuilder::memory();
    for (form, row) in &words {
        map.insert(form, numbers[row.as_slice()])?;
    }
    let table = table(&rows);
    let mut packed = length(table.len()).to_vec();
    packed.extend(table);
    packed.extend(map.into_inner()?);
    Ok(packed)
}

fn length(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes()
}

fn table(rows: &[&[u8]]) -> Vec<u8> {
    let mut table = length(rows.len()).to_vec();
    let mut end = 0;
    for row in rows {
        end += row.len();
        table.extend(length(end));
    }
    table.extend(rows.concat());
    table
}

/// The row of one form, whose entries are `group`.
fn row(group: &[Form]) -> Vec<u8> {
    let common = group
        .iter()
        .map(|form| form.flags >> COMMON_SHIFT)
        .max()
        .unwrap_or(0);
    // What is true of every entry is true of the word: one entry that may be proposed is enough.
    let mut flags =
        group.iter().fold(u8::MAX, |all, form| all & form.flags) & (FOLDED | NOSUGGEST | KEEPCASE);
    flags |= group.iter().fold(0, |any, form| any | form.flags) & FORBIDDEN;
    let mut row = vec![flags | common << COMMON_SHIFT];
    let mut recipes: Vec<Vec<u8>> = group
        .iter()
        .filter_map(|form| recipe(&form.form, &form.stem))
        .collect();
    recipes.sort_unstable();
    recipes.dedup();
    row.extend(recipes.concat());
    row
}

/// How to make `stem` of `form`: the shortest of the ways that strip a prefix or none.
fn recipe(form: &str, stem: &str) -> Option<Vec<u8>> {
    form.char_indices()
        .map(|(front, _)| front)
        .take_while(|front| *front <= 6)
        .filter_map(|front| {
            let shared = shared_prefix(&form[front..], stem);
            let back = form.len() - front - shared;
            let add = &stem[shared..];
            let mut recipe = vec![
                front.try_into().ok()?,
                back.try_into().ok()?,
                add.len().try_into().ok()?,
            ];
            recipe.extend(add.bytes());
            Some(recipe)
        })
        .min_by_key(Vec::len)
}

fn shared_prefix(a: &str, b: &str) -> usize {
    a.chars()
        .zip(b.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}
