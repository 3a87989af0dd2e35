//! One spelling for one word: composed letters, one kind of apostrophe, no invisible signs.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `word` in NFC, with `'` for every apostrophe and `-` for every hyphen that joins, without soft
/// hyphens, joiners and stress marks («дого́вор»).
pub fn normal(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let stays = |c: char| !is_invisible(c) && plain(c) == c;
    if is_nfc_quick(word.chars()) == IsNormalized::Yes && word.chars().all(stays) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(
        word.nfc()
            .filter(|c| !is_invisible(*c))
            .map(plain)
            .collect(),
    )
}

fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '′' | '＇' => '\'',
        '‐' | '‑' => '-',
        _ => c,
    }
}

/// Soft hyphen, joiners, marks of direction, the byte-order mark; after NFC an acute or grave that
/// is still alone is a stress mark.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{300}' | '\u{301}'
    )
}

/// `word` without the marks above and below its letters («café»: «cafe»).
pub fn without_marks(word: &str) -> String {
    word.nfd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36F}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling() {
        for (written, right) in [
            ("письмо", "письмо"),
            ("и\u{306}од", "йод"),
            ("сче\u{308}т", "счёт"),
            ("за\u{301}мок", "замок"),
            ("do\u{AD}cu\u{AD}ment", "document"),
            ("don’t", "don't"),
            ("бизнес\u{2011}план", "бизнес-план"),
            ("cafe\u{301}", "café"),
        ] {
            assert_eq!(normal(written), right, "{written:?}");
        }
        assert_eq!(without_marks("naïveté"), "naivete");
    }
}
