//! Positions as editors count them: a line, and code units from its start.

use std::ops::Range;

use ropey::{Rope, RopeSlice};

/// A place between two characters, counted as the Language Server Protocol does: both numbers from
/// zero, `character` in the code units of the negotiated [`PositionEncoding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// Line, from zero. Lines end with `\n`, `\r\n` or `\r` (LSP 3.17, "Text Documents").
    pub line: usize,
    /// Code units from the start of the line.
    pub character: usize,
}

impl Position {
    /// The position at `character` code units into `line`.
    pub fn new(line: usize, character: usize) -> Self {
        Self { line, character }
    }
}

/// What one `character` of a [`Position`] is (LSP 3.17, `PositionEncodingKind`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PositionEncoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16: the default of the protocol.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl PositionEncoding {
    /// The byte offset of a position.
    ///
    /// As the protocol asks, a character past the end of a line means the line's end (before its
    /// line break, so `\r\n` is never split), and a line past the last means the end of the text.
    /// A position inside a character means the start of that character.
    pub fn offset(self, rope: &Rope, position: Position) -> usize {
        if position.line >= rope.len_lines() {
            return rope.len_bytes();
        }
        let start = rope.line_to_byte(position.line);
        let line = rope.line(position.line);
        start + self.bytes(line, position.character).min(content(line))
    }

    /// The byte range of two positions; an inverted pair gives an empty range at the first.
    pub fn range(self, rope: &Rope, start: Position, end: Position) -> Range<usize> {
        let start = self.offset(rope, start);
        start..self.offset(rope, end).max(start)
    }

    /// The position of a byte offset. An offset past the end means the end; one inside a character
    /// or inside `\r\n` means the start of it.
    pub fn position(self, rope: &Rope, offset: usize) -> Position {
        let offset = offset.min(rope.len_bytes());
        let line = rope.byte_to_line(offset);
        let start = rope.line_to_byte(line);
        // Nearly always the rope holds the line in one piece, and it can be counted as a string.
        let (chunk, chunk_start, ..) = rope.chunk_at_byte(offset);
        let end = chunk_start + chunk.floor_char_boundary(offset - chunk_start);
        let character = match start.checked_sub(chunk_start) {
            Some(start) => self.units(&chunk[start..end - chunk_start]),
            // An offset inside `\r\n` is the only one in a line that `\r` stands before.
            None => self.between(rope, start..end - usize::from(rope.byte(end - 1) == b'\r')),
        };
        Position::new(line, character)
    }

    /// Code units between two bytes of a rope, which counts them for its pieces.
    fn between(self, rope: &Rope, range: Range<usize>) -> usize {
        let [start, end] = [range.start, range.end].map(|byte| {
            let char = || rope.byte_to_char(byte);
            match self {
                Self::Utf8 => byte,
                Self::Utf16 => rope.char_to_utf16_cu(char()),
                Self::Utf32 => char(),
            }
        });
        end - start
    }

    /// The positions of both ends of a byte range.
    pub fn positions(self, rope: &Rope, range: &Range<usize>) -> Range<Position> {
        Positions::new(self, rope).of_range(range)
    }

    /// Code units in a part of a line; those of its line break do not count.
    fn units(self, text: &str) -> usize {
        let text = text.trim_end_matches(['\r', '\n']);
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 if text.is_ascii() => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        }
    }

    /// Bytes in the first `units` code units of a line.
    fn bytes(self, line: RopeSlice, units: usize) -> usize {
        let char = match self {
            Self::Utf8 => line.byte_to_char(units.min(line.len_bytes())),
            Self::Utf16 => line.utf16_cu_to_char(units.min(line.len_utf16_cu())),
            Self::Utf32 => units.min(line.len_chars()),
        };
        line.char_to_byte(char)
    }
}

/// Positions in one text, one after the other: each is reckoned from the one before where both stand in
/// one piece of the rope, a kilobyte or so, and in the order of the text.
pub struct Positions<'r> {
    encoding: PositionEncoding,
    /// `None` where [`Positions::chunk`] is the whole text.
    rope: Option<&'r Rope>,
    /// A piece of the text, and where it starts.
    chunk: &'r str,
    chunk_start: usize,
    /// The last place that was asked for.
    offset: usize,
    position: Position,
}

impl<'r> Positions<'r> {
    /// Nothing was asked for yet.
    pub fn new(encoding: PositionEncoding, rope: &'r Rope) -> Self {
        Self {
            rope: Some(rope),
            ..Self::of_text(encoding, "")
        }
    }

    /// Those in a text that is no rope.
    pub fn of_text(encoding: PositionEncoding, text: &'r str) -> Self {
        Self {
            encoding,
            rope: None,
            chunk: text,
            chunk_start: 0,
            offset: 0,
            position: Position::default(),
        }
    }

    /// The same as [`PositionEncoding::position`].
    pub fn of(&mut self, mut offset: usize) -> Position {
        if self.rope.is_none() {
            offset = self.chunk.floor_char_boundary(offset);
        }
        let position = self.onward(offset).or_else(|| self.in_chunk(offset));
        self.position = position.unwrap_or_else(|| {
            let rope = self.rope.map(|rope| self.encoding.position(rope, offset));
            rope.unwrap_or_default()
        });
        self.offset = offset;
        self.position
    }

    /// Takes the piece of the rope that holds a byte, and the position in it if the byte's line starts
    /// there, too.
    fn in_chunk(&mut self, offset: usize) -> Option<Position> {
        let Some(rope) = self.rope else {
            (self.offset, self.position) = (0, Position::default());
            return self.onward(offset);
        };
        let place = offset.min(rope.len_bytes());
        let (chunk, start, _, line) = rope.chunk_at_byte(place);
        (self.chunk, self.chunk_start) = (chunk, start);
        self.offset = start;
        self.position = Position::new(line, 0);
        let before = &chunk.as_bytes()[..outside_break(chunk, place - start)];
        let starts_here = start == 0 || memchr::memchr2(b'\n', b'\r', before).is_some();
        starts_here.then(|| self.onward(offset)).flatten()
    }

    /// The positions of both ends of a byte range.
    pub fn of_range(&mut self, range: &Range<usize>) -> Range<Position> {
        self.of(range.start)..self.of(range.end)
    }

    /// A position by the one before it. A piece of a text never ends inside a line break.
    fn onward(&self, offset: usize) -> Option<Position> {
        let start = self.offset.checked_sub(self.chunk_start)?;
        let ahead = offset.checked_sub(self.offset)?;
        let end = outside_break(self.chunk, start + ahead);
        let between = self.chunk.get(start.min(end)..end)?;
        let bytes = between.as_bytes();
        let Some(last) = memchr::memrchr2(b'\n', b'\r', bytes) else {
            let character = self.position.character + self.encoding.units(between);
            return Some(Position::new(self.position.line, character));
        };
        let ends_line = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        let lines = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(ends_line);
        let line = self.position.line + lines.count();
        Some(Position::new(
            line,
            self.encoding.units(&between[last + 1..]),
        ))
    }
}

/// The start of the line break that a byte offset stands inside; else the offset itself.
fn outside_break(text: &str, offset: usize) -> usize {
    let around = offset.saturating_sub(1)..offset.saturating_add(1);
    offset - usize::from(text.get(around) == Some("\r\n"))
}

/// Bytes of a line without its line break.
fn content(line: RopeSlice) -> usize {
    let mut length = line.len_bytes();
    for break_byte in [b'\n', b'\r'] {
        if length > 0 && line.byte(length - 1) == break_byte {
            length -= 1;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENCODINGS: [PositionEncoding; 3] = [
        PositionEncoding::Utf8,
        PositionEncoding::Utf16,
        PositionEncoding::Utf32,
    ];

    /// Cyrillic, a combining acute, a surrogate pair, a ZWJ family, and all three line breaks.
    const TEXT: &str = "Приве\u{301}т\r\n👍🏽 ok\r👨\u{200d}👩\u{200d}👧\n\nпоследняя";

    #[test]
    fn each_character_boundary_survives_the_round_trip() {
        let rope = Rope::from_str(TEXT);
        for encoding in ENCODINGS {
            for (offset, _) in TEXT.char_indices() {
                if TEXT[..offset].ends_with('\r') && TEXT[offset..].starts_with('\n') {
                    continue;
                }
                let position = encoding.position(&rope, offset);
                assert_eq!(encoding.offset(&rope, position), offset, "{position:?}");
                let both = encoding.positions(&rope, &(0..offset));
                assert_eq!(both, Position::default()..position);
            }
        }
    }

    #[test]
    fn each_position_by_the_one_before_is_the_same() {
        // Longer than a piece of a rope.
        let text = TEXT.repeat(40);
        let rope = Rope::from_str(&text);
        assert!(rope.chunks().count() > 1);
        for encoding in ENCODINGS {
            for step in [0, 1, 2, 3, 5, 7, 50, 333] {
                let mut positions = Positions::new(encoding, &rope);
                let mut of_text = Positions::of_text(encoding, &text);
                for offset in (0..text.len()).chain([text.len() + 9, 0, 2]) {
                    let range = offset..offset + step;
                    let start = encoding.position(&rope, range.start);
                    let end = encoding.position(&rope, range.end);
                    assert_eq!(of_text.of_range(&range), start..end, "{range:?}");
                    assert_eq!(positions.of_range(&range), start..end, "{range:?}");
                }
            }
        }
    }

    #[test]
    fn units_differ_between_the_encodings() {
        let rope = Rope::from_str(TEXT);
        let after_thumb = TEXT.find(" ok").expect("in the text");
        let columns = ENCODINGS.map(|encoding| encoding.position(&rope, after_thumb).character);
        assert_eq!(columns, [8, 4, 2]);
    }

    #[test]
    fn positions_outside_are_clamped() {
        let rope = Rope::from_str(TEXT);
        let first_line_end = TEXT.find('\r').expect("in the text");
        for encoding in ENCODINGS {
            assert_eq!(
                encoding.offset(&rope, Position::new(0, 999)),
                first_line_end
            );
            assert_eq!(encoding.offset(&rope, Position::new(99, 0)), TEXT.len());
            let inverted = encoding.range(&rope, Position::new(1, 0), Position::new(0, 0));
            assert!(inverted.is_empty());
        }
    }

    #[test]
    fn a_position_inside_a_character_means_its_start() {
        let rope = Rope::from_str("👍");
        assert_eq!(PositionEncoding::Utf8.offset(&rope, Position::new(0, 2)), 0);
        assert_eq!(
            PositionEncoding::Utf16.offset(&rope, Position::new(0, 1)),
            0
        );
    }

    #[test]
    fn an_offset_inside_a_line_break_means_its_start() {
        let rope = Rope::from_str("a\r\nb");
        for encoding in ENCODINGS {
            assert_eq!(encoding.position(&rope, 2), Position::new(0, 1));
        }
    }
}
