//! Words and sentences by UAX #29.
//!
//! Nearly every letter is written in Cyrillic and Latin letters and the marks of the two languages. For
//! such a text the rules come to a look at a character and its neighbours, several times as fast as the
//! tables for all scripts, which judge every other text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// What a character is to the rules of words and of sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Upper,
    Lower,
    Digit,
    /// `_`, which is a part of words (`ExtendNumLet`).
    Joiner,
    /// A mark inside words only: `:`, which also lets a sentence go on.
    Colon,
    /// A mark inside words only: `·`.
    MidLetter,
    /// A mark inside numbers only: `,`, which also lets a sentence go on.
    Comma,
    /// A mark inside numbers only: `;`.
    Semicolon,
    /// The full stop, which may stand inside words and numbers.
    Stop,
    /// An apostrophe, which may stand there, too, and closes speech.
    Apostrophe,
    /// What ends a sentence for sure: `!`, `?`.
    End,
    Break,
    Space,
    /// Quotation marks and brackets.
    Close,
    /// Dashes that let a sentence go on.
    Dash,
    Other,
}

/// The kinds of ASCII characters.
const ASCII: [Kind; 128] = {
    let mut kinds = [Kind::Other; 128];
    let mut character = 0;
    while character < 128 {
        kinds[character as usize] = Kind::of_ascii(character);
        character += 1;
    }
    kinds
};

impl Kind {
    /// The kind of the character that starts at byte `at`, and its length; `None` where it is for the
    /// tables to judge.
    #[inline]
    fn of(bytes: &[u8], at: usize) -> Option<(Self, usize)> {
        match bytes[at] {
            // As most characters are: а–п, р–я.
            0xd0 if matches!(bytes.get(at + 1), Some(0xb0..=0xbf)) => Some((Self::Lower, 2)),
            0xd1 if matches!(bytes.get(at + 1), Some(0x80..=0x8f)) => Some((Self::Lower, 2)),
            first @ 0..=0x7f => Some((ASCII[usize::from(first)], 1)),
            first => Self::of_long(first, &bytes[at + 1..]),
        }
    }

    const fn of_ascii(character: u8) -> Self {
        match character {
            b'a'..=b'z' => Self::Lower,
            b'A'..=b'Z' => Self::Upper,
            b'0'..=b'9' => Self::Digit,
            b' ' | b'\t' | 0x0b | 0x0c => Self::Space,
            b'\n' | b'\r' => Self::Break,
            b'.' => Self::Stop,
            b'!' | b'?' => Self::End,
            b',' => Self::Comma,
            b';' => Self::Semicolon,
            b':' => Self::Colon,
            b'-' => Self::Dash,
            b'\'' => Self::Apostrophe,
            b'"' | b'(' | b')' | b'[' | b']' | b'{' | b'}' => Self::Close,
            b'_' => Self::Joiner,
            _ => Self::Other,
        }
    }

    fn of_long(first: u8, rest: &[u8]) -> Option<(Self, usize)> {
        match (first, rest) {
            // А–Я and Ѐ–Џ, а–п.
            (0xd0, [0x80..=0xaf, ..]) => Some((Self::Upper, 2)),
            (0xd0, _) | (0xd1, [0x80..=0x9f, ..]) => Some((Self::Lower, 2)),
            (0xc2, [0xa0, ..]) => Some((Self::Space, 2)),
            (0xc2, [0xab | 0xbb, ..]) => Some((Self::Close, 2)),
            (0xc2, [0xb7, ..]) => Some((Self::MidLetter, 2)),
            // § ° ± ×
            (0xc2, [0xa7 | 0xb0 | 0xb1, ..]) | (0xc3, [0x97, ..]) => Some((Self::Other, 2)),
            // – —
            (0xe2, [0x80, 0x93 | 0x94, ..]) => Some((Self::Dash, 3)),
            (0xe2, [0x80, 0x99, ..]) => Some((Self::Apostrophe, 3)),
            // “ ” „
            (0xe2, [0x80, 0x9c..=0x9e, ..]) => Some((Self::Close, 3)),
            // Other dashes, • … € № −
            (0xe2, [0x80, 0x90..=0x92 | 0x95 | 0xa2 | 0xa6, ..])
            | (0xe2, [0x82, 0xac, ..] | [0x84, 0x96, ..] | [0x88, 0x92, ..]) => {
                Some((Self::Other, 3))
            }
            _ => None,
        }
    }

    fn is_letter(self) -> bool {
        matches!(self, Self::Upper | Self::Lower)
    }

    /// Whether words are made of it.
    fn is_word(self) -> bool {
        self.is_letter() || matches!(self, Self::Digit | Self::Joiner)
    }

    /// Whether it may stand between two characters of these kinds in a word (WB6, WB7, WB11, WB12).
    fn joins(self, before: Self, after: Self) -> bool {
        let both = matches!(self, Self::Stop | Self::Apostrophe);
        let letters = both || matches!(self, Self::Colon | Self::MidLetter);
        let digits = both || matches!(self, Self::Comma | Self::Semicolon);
        letters && before.is_letter() && after.is_letter()
            || digits && before == Self::Digit && after == Self::Digit
    }

    fn closes(self) -> bool {
        matches!(self, Self::Close | Self::Apostrophe)
    }
}

/// Byte ranges of the words of a text, as [`UnicodeSegmentation::unicode_word_indices`] finds them.
pub fn words(text: &str) -> Vec<Range<usize>> {
    first_words(text, usize::MAX)
}

/// The first of these words, at most `most`.
pub fn first_words(text: &str, most: usize) -> Vec<Range<usize>> {
    plain_words(text.as_bytes(), most).unwrap_or_else(|| {
        let found = text.unicode_word_indices().take(most);
        found
            .map(|(start, word)| start..start + word.len())
            .collect()
    })
}

/// Byte offsets at which the sentences of a text end, as
/// [`UnicodeSegmentation::split_sentence_bounds`] finds them.
pub fn sentence_ends(text: &str) -> Vec<usize> {
    plain_sentence_ends(text.as_bytes()).unwrap_or_else(|| {
        let found = text.split_sentence_bound_indices();
        found
            .map(|(start, sentence)| start + sentence.len())
            .collect()
    })
}

fn plain_words(bytes: &[u8], most: usize) -> Option<Vec<Range<usize>>> {
    // A word and the space after it take some eight bytes.
    let mut found = Vec::with_capacity(most.min(bytes.len() / 8));
    let mut at = 0;
    while at < bytes.len() && found.len() < most {
        let (first, length) = Kind::of(bytes, at)?;
        if !first.is_word() {
            at += length;
            continue;
        }
        let start = at;
        let (mut last, mut real) = (first, first != Kind::Joiner);
        at += length;
        while at < bytes.len() {
            let run = small_letters(bytes, at);
            if run > at {
                (last, real, at) = (Kind::Lower, true, run);
                continue;
            }
            let (kind, length) = Kind::of(bytes, at)?;
            let next = at + length;
            if kind.is_word() {
                (last, at) = (kind, next);
                real |= kind != Kind::Joiner;
                continue;
            }
            if next >= bytes.len() {
                break;
            }
            let (after, length) = Kind::of(bytes, next)?;
            if !kind.joins(last, after) {
                break;
            }
            (last, at) = (after, next + length);
        }
        if real {
            found.push(start..at);
        }
    }
    Some(found)
}

/// Where a run of small letters ends that starts at a byte: most of a text.
#[inline]
fn small_letters(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at += match bytes.get(at..) {
            Some([b'a'..=b'z', ..]) => 1,
            // а–п, р–я.
            Some([0xd0, 0xb0..=0xbf, ..] | [0xd1, 0x80..=0x8f, ..]) => 2,
            _ => return at,
        };
    }
}

fn plain_sentence_ends(bytes: &[u8]) -> Option<Vec<usize>> {
    let mut ends = Vec::new();
    let (mut at, mut before) = (0, Kind::Other);
    while at < bytes.len() {
        let run = small_letters(bytes, at);
        if run > at {
            (before, at) = (Kind::Lower, run);
            continue;
        }
        let (kind, length) = Kind::of(bytes, at)?;
        at += length;
        match kind {
            Kind::Break => {
                if bytes[at - 1] == b'\r' && bytes.get(at) == Some(&b'\n') {
                    at += 1;
                }
                ends.push(at);
            }
            Kind::Stop | Kind::End => {
                let next = after_sentence(bytes, at, kind, before)?;
                at = next.at;
                if next.ends && at < bytes.len() {
                    ends.push(at);
                }
            }
            _ => {}
        }
        before = kind;
    }
    if ends
        .last()
        .map_or(!bytes.is_empty(), |end| *end < bytes.len())
    {
        ends.push(bytes.len());
    }
    Some(ends)
}

/// What comes after a mark that may end a sentence.
struct Next {
    /// Where to read on.
    at: usize,
    /// Whether the sentence ends there.
    ends: bool,
}

fn after_sentence(bytes: &[u8], at: usize, mark: Kind, before: Kind) -> Option<Next> {
    let stop = mark == Kind::Stop;
    let goes_on = |at| Some(Next { at, ends: false });
    if at < bytes.len() && stop {
        let (next, _) = Kind::of(bytes, at)?;
        // SB6, SB7
        if next == Kind::Digit || before.is_letter() && next == Kind::Upper {
            return goes_on(at);
        }
    }
    let skip = |mut at: usize, wanted: fn(Kind) -> bool| {
        while at < bytes.len() {
            let (kind, length) = Kind::of(bytes, at)?;
            if !wanted(kind) {
                break;
            }
            at += length;
        }
        Some(at)
    };
    let at = skip(skip(at, Kind::closes)?, |kind| kind == Kind::Space)?;
    if at == bytes.len() {
        return goes_on(at);
    }
    let (next, _) = Kind::of(bytes, at)?;
    // SB8
    if stop {
        let told = skip(at, |kind| {
            !(kind.is_letter() || matches!(kind, Kind::Break | Kind::Stop | Kind::End))
        })?;
        if told < bytes.len() && Kind::of(bytes, told)?.0 == Kind::Lower {
            return goes_on(at);
        }
    }
    // SB8a, SB9, SB10, SB11
    let joined = matches!(
        next,
        Kind::Comma
            | Kind::Colon
            | Kind::Semicolon
            | Kind::Dash
            | Kind::Stop
            | Kind::End
            | Kind::Break
    );
    Some(Next { at, ends: !joined })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn assert_same(text: &str) {
        let words_by_tables: Vec<_> = text
            .unicode_word_indices()
            .map(|(start, word)| start..start + word.len())
            .collect();
        assert_eq!(words(text), words_by_tables, "{text:?}");
        let ends_by_tables: Vec<_> = text
            .split_sentence_bound_indices()
            .map(|(start, sentence)| start + sentence.len())
            .collect();
        assert_eq!(sentence_ends(text), ends_by_tables, "{text:?}");
    }

    /// Two of each kind.
    const CHARACTERS: &str = "AЯaё01_:·,;.'’!?\n\r \u{a0}\"»-—*№";

    #[test]
    fn short_texts_are_divided_as_by_the_tables() {
        let all: Vec<char> = CHARACTERS.chars().collect();
        let count = all.len();
        for number in 0..count.pow(4) {
            let places = (0..4).map(|place| number / count.pow(place) % count);
            let text: String = places.map(|place| all[place]).collect();
            assert_same(&text);
        }
    }

    #[test]
    fn every_character_is_of_its_kind() {
        for c in ('\0'..='\u{2fff}').chain('\u{1f300}'..='\u{1f9ff}') {
            for frame in [
                "a{}b", "1{}2", "a.{}B", "a. {}B", "a{} B", "{}.B", "a.{}b c", "a. {}1", "1.{} Б",
            ] {
                assert_same(&frame.replace("{}", &c.to_string()));
            }
        }
    }

    proptest! {
        #[test]
        fn long_texts_are_divided_as_by_the_tables(text in "[AЯaё01_:·,;.'’!?\n\r \u{a0}\"»—*№é]{0,60}") {
            assert_same(&text);
        }
    }
}
