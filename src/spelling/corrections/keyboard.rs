//! The two keyboards: which keys are neighbours, and what a word is in the other layout.

/// The rows of the keyboard, each key as (QWERTY, ЙЦУКЕН).
const ROWS: [(&str, &str); 3] = [
    ("qwertyuiop[]", "йцукенгшщзхъ"),
    ("asdfghjkl;'", "фывапролджэ"),
    ("zxcvbnm,.", "ячсмитьбю"),
];

/// Where a key lies, in half keys: each row stands half a key to the right of the one above.
fn place(letter: char) -> Option<(usize, usize)> {
    ROWS.iter()
        .enumerate()
        .find_map(|(row, (latin, cyrillic))| {
            let column = latin
                .chars()
                .position(|c| c == letter)
                .or_else(|| cyrillic.chars().position(|c| c == letter))?;
            Some((row, column * 2 + row))
        })
}

/// Whether two letters of one alphabet lie on keys that touch.
pub fn are_neighbours(a: char, b: char) -> bool {
    let (Some((row_a, at_a)), Some((row_b, at_b))) = (place(a), place(b)) else {
        return false;
    };
    row_a.abs_diff(row_b) <= 1 && at_a.abs_diff(at_b) <= 2 - row_a.abs_diff(row_b) && a != b
}

/// What the same keys write in the other layout: «ghbdtn» gives «привет». None if a letter has no
/// key there.
pub fn other_layout(word: &str) -> Option<String> {
    word.chars()
        .map(|letter| {
            let lower = letter.to_lowercase().next().unwrap_or(letter);
            let other = ROWS.iter().find_map(|(latin, cyrillic)| {
                let swap =
                    |from: &str, to: &str| to.chars().nth(from.chars().position(|c| c == lower)?);
                swap(latin, cyrillic).or_else(|| swap(cyrillic, latin))
            })?;
            Some(if letter.is_uppercase() {
                other.to_uppercase().next().unwrap_or(other)
            } else {
                other
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts() {
        assert_eq!(other_layout("ghbdtn").as_deref(), Some("привет"));
        assert_eq!(other_layout("Руддщ").as_deref(), Some("Hello"));
        assert_eq!(other_layout("привет1"), None);
    }

    #[test]
    fn neighbours() {
        for (a, b) in [('q', 'w'), ('a', 'q'), ('s', 'w'), ('п', 'р'), ('о', 'г')] {
            assert!(are_neighbours(a, b) && are_neighbours(b, a), "{a}{b}");
        }
        for (a, b) in [('q', 'z'), ('q', 'p'), ('q', 'q'), ('ё', 'е'), ('a', 'e')] {
            assert!(!are_neighbours(a, b), "{a}{b}");
        }
    }
}
