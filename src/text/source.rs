//! A file as it is stored: bytes in some charset, and the text they stand for.
//!
//! Editors hand over text; the command line reads files. A file that is valid UTF-8 is taken as it
//! is. One that is not is decoded part by part, each body by the charset its MIME header declares
//! (RFC 2045, section 5.1), and the rest by a guess from its bytes. Ranges in the text can be
//! turned back into byte ranges of the file, and edits written in the charset of their place.

use std::ops::Range;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use mailparse::ParsedMail;
use mailparse::body::Body;

use super::Edit;

/// A decoded file.
#[derive(Debug, Clone)]
pub struct Source {
    /// The text, without a byte order mark.
    pub text: String,
    pieces: Vec<Piece>,
    file_len: usize,
}

/// A run of the file that is stored in one charset.
#[derive(Debug, Clone)]
struct Piece {
    text_start: usize,
    file_start: usize,
    encoding: &'static Encoding,
    /// Whether its text, encoded, is not its bytes: they could not be decoded (U+FFFD in the text), or
    /// there are several ways to write a character. Then places in it are not told apart.
    opaque: bool,
}

/// An edit holds a character that the charset of its place cannot express.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unencodable {
    /// The charset's name (WHATWG Encoding Standard).
    pub charset: &'static str,
    /// The text that does not fit.
    pub text: String,
}

impl std::fmt::Display for Unencodable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} can't be written in {}", self.text, self.charset)
    }
}

impl std::error::Error for Unencodable {}

impl Source {
    /// Decodes the bytes of a file. Never fails: what can't be decoded becomes U+FFFD.
    pub fn decode(bytes: &[u8]) -> Self {
        let mut source = Self {
            text: String::with_capacity(bytes.len()),
            pieces: Vec::new(),
            file_len: bytes.len(),
        };
        match Encoding::for_bom(bytes) {
            Some((encoding, length)) => source.push(bytes, length..bytes.len(), encoding),
            None if std::str::from_utf8(bytes).is_ok() => {
                source.push(bytes, 0..bytes.len(), UTF_8);
            }
            None => source.push_parts(bytes),
        }
        source
    }

    /// The byte range in the file of a byte range in the text.
    pub fn file_range(&self, range: Range<usize>) -> Range<usize> {
        self.file_offset(range.start)..self.file_offset(range.end)
    }

    /// The bytes of the file after edits whose ranges count bytes of the text.
    ///
    /// Bytes outside the edits stay as they are, even those that could not be decoded.
    ///
    /// # Errors
    /// [`Unencodable`] when an edit's text does not exist in the charset of its place.
    pub fn encode(&self, file: &[u8], edits: &[Edit]) -> Result<Vec<u8>, Unencodable> {
        let mut ordered: Vec<&Edit> = edits.iter().collect();
        ordered.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut result = Vec::with_capacity(file.len());
        let mut done = 0;
        for edit in ordered {
            let range = self.file_range(edit.range.clone());
            if range.start < done || range.end > file.len() {
                continue;
            }
            result.extend_from_slice(&file[done..range.start]);
            result.extend_from_slice(&self.encode_at(edit)?);
            done = range.end;
        }
        result.extend_from_slice(&file[done..]);
        Ok(result)
    }

    fn encode_at(&self, edit: &Edit) -> Result<Vec<u8>, Unencodable> {
        let piece = self.piece(edit.range.start);
        let encoding = piece.map_or(UTF_8, |piece| piece.encoding);
        encode(encoding, &edit.text).ok_or_else(|| Unencodable {
            charset: encoding.name(),
            text: edit.text.clone(),
        })
    }

    fn piece(&self, offset: usize) -> Option<&Piece> {
        let after = self
            .pieces
            .partition_point(|piece| piece.text_start <= offset);
        self.pieces.get(after.checked_sub(1)?)
    }

    fn file_offset(&self, offset: usize) -> usize {
        if offset >= self.text.len() {
            return self.file_len;
        }
        let Some(piece) = self.piece(offset) else {
            return offset;
        };
        let before = &self.text[piece.text_start..offset];
        match piece.opaque {
            true => piece.file_start,
            false => piece.file_start + encoded_len(piece.encoding, before),
        }
    }

    /// Decodes `range` of the file as `encoding` and adds it to the text.
    fn push(&mut self, file: &[u8], range: Range<usize>, encoding: &'static Encoding) {
        let bytes = &file[range.clone()];
        let known_lengths = is_utf16(encoding) || encoding.is_single_byte();
        if encoding != UTF_8 && known_lengths {
            self.start_piece(range.start, encoding, false);
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            self.text.push_str(&text);
            return;
        }
        if encoding != UTF_8 {
            self.push_characters(bytes, range.start, encoding);
            return;
        }
        if let Ok(text) = str::from_utf8(bytes)
            && !text.is_empty()
        {
            self.start_piece(range.start, UTF_8, false);
            self.text.push_str(text);
            return;
        }
        let mut at = range.start;
        for chunk in bytes.utf8_chunks() {
            if !chunk.valid().is_empty() {
                self.start_piece(at, UTF_8, false);
                self.text.push_str(chunk.valid());
                at += chunk.valid().len();
            }
            if !chunk.invalid().is_empty() {
                self.start_piece(at, UTF_8, true);
                self.text.push(char::REPLACEMENT_CHARACTER);
                at += chunk.invalid().len();
            }
        }
    }

    /// Decodes bytes of a charset whose characters take several bytes, to see how many each takes.
    fn push_characters(&mut self, bytes: &[u8], file_start: usize, encoding: &'static Encoding) {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        // More than a byte and those before it that wait for it can become.
        let mut decoded = [0; 64];
        let mut done = 0;
        let mut opaque = true;
        for at in 0..bytes.len() {
            let last = at + 1 == bytes.len();
            let (_, _, written, _) = decoder.decode_to_utf8(&bytes[at..=at], &mut decoded, last);
            let text = str::from_utf8(&decoded[..written]).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            let odd = encoded_len(encoding, text) != at + 1 - done;
            if odd || opaque {
                self.start_piece(file_start + done, encoding, odd);
            }
            opaque = odd;
            self.text.push_str(text);
            done = at + 1;
        }
    }

    fn start_piece(&mut self, file_start: usize, encoding: &'static Encoding, opaque: bool) {
        self.pieces.push(Piece {
            text_start: self.text.len(),
            file_start,
            encoding,
            opaque,
        });
    }

    /// Decodes a file that is not UTF-8: bodies by their declared charset, the rest by a guess.
    fn push_parts(&mut self, file: &[u8]) {
        let mut bodies = Vec::new();
        if let Ok(mail) = mailparse::parse_mail(file) {
            collect_bodies(&mail, file, &mut bodies);
        }
        let fallback = match bodies.first() {
            Some((_, encoding)) => *encoding,
            None => guess(file),
        };
        let mut done = 0;
        for (range, encoding) in bodies {
            if range.start >= done {
                self.push(
                    file,
                    done..range.start,
                    encoding_of(&file[done..range.start], fallback),
                );
                self.push(
                    file,
                    range.clone(),
                    encoding_of(&file[range.clone()], encoding),
                );
                done = range.end;
            }
        }
        self.push(file, done..file.len(), encoding_of(&file[done..], fallback));
    }
}

/// UTF-8 where the bytes are that, else what was declared or guessed.
fn encoding_of(bytes: &[u8], otherwise: &'static Encoding) -> &'static Encoding {
    match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        Err(_) => otherwise,
    }
}

/// The text bodies of a message that declare a charset, as byte ranges of the file, in order.
fn collect_bodies(
    mail: &ParsedMail,
    file: &[u8],
    bodies: &mut Vec<(Range<usize>, &'static Encoding)>,
) {
    for part in &mail.subparts {
        collect_bodies(part, file, bodies);
    }
    let declared = mail
        .ctype
        .params
        .get("charset")
        .map(|label| label.as_bytes());
    let encoded = mail.get_body_encoded();
    let (Body::SevenBit(body) | Body::EightBit(body)) = &encoded else {
        return;
    };
    let raw = body.get_raw();
    let Some(encoding) = declared.and_then(Encoding::for_label) else {
        return;
    };
    if mail.subparts.is_empty() && mail.ctype.mimetype.starts_with("text/") {
        let start = raw.as_ptr() as usize - file.as_ptr() as usize;
        bodies.push((start..start + raw.len(), encoding));
    }
}

/// The likeliest charset of bytes that declare none.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Bytes that `text` takes in `encoding`.
fn encoded_len(encoding: &'static Encoding, text: &str) -> usize {
    if encoding == UTF_8 {
        text.len()
    } else if is_utf16(encoding) {
        text.encode_utf16().count() * 2
    } else if encoding.is_single_byte() {
        text.chars().count()
    } else {
        encoding.encode(text).0.len()
    }
}

fn encode(encoding: &'static Encoding, text: &str) -> Option<Vec<u8>> {
    if encoding == UTF_16LE {
        return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    // What ISO-2022-JP's bytes mean depends on those before them, which are not looked at here.
    let (bytes, _, unmappable) = encoding.encode(text);
    (!unmappable && encoding != ISO_2022_JP).then(|| bytes.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{KOI8_R, WINDOWS_1251};

    fn message(encoding: &'static Encoding) -> Vec<u8> {
        let text = format!(
            "Subject: test\r\nContent-Type: text/plain; charset={}\r\n\r\nДобрый день, Иван!\r\n",
            encoding.name()
        );
        encoding.encode(&text).0.into_owned()
    }

    #[test]
    fn a_declared_charset_is_decoded_and_ranges_lead_back() {
        for encoding in [KOI8_R, WINDOWS_1251] {
            let file = message(encoding);
            let source = Source::decode(&file);
            let at = source.text.find("Иван").expect("decoded");
            let range = source.file_range(at..at + "Иван".len());
            assert_eq!(&file[range], encoding.encode("Иван").0.as_ref());
        }
    }

    #[test]
    fn an_edit_is_written_in_the_charset_of_its_place() {
        let file = message(KOI8_R);
        let source = Source::decode(&file);
        let at = source.text.find("Иван").expect("decoded");
        let edit = Edit::new(at..at + "Иван".len(), "Пётр");
        let edited = source.encode(&file, &[edit]).expect("fits KOI8-R");
        assert!(Source::decode(&edited).text.contains("Добрый день, Пётр!"));
        let impossible = source.encode(&file, &[Edit::insert(at, "👍")]);
        assert_eq!(
            impossible.expect_err("no emoji in KOI8-R").charset,
            "KOI8-R"
        );
    }

    #[test]
    fn utf_16_and_byte_order_marks_are_counted() {
        let file = b"\xef\xbb\xbfabc";
        let source = Source::decode(file);
        assert_eq!(
            (source.text.as_str(), source.file_range(1..2)),
            ("abc", 4..5)
        );
        let utf16: Vec<u8> = "\u{feff}да"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let source = Source::decode(&utf16);
        assert_eq!(
            (source.text.as_str(), source.file_range(2..4)),
            ("да", 4..6)
        );
    }

    #[test]
    fn what_cannot_be_decoded_stays_as_it_is() {
        let file = b"Content-Type: text/plain; charset=utf-8\n\nab\xffcd\n";
        let source = Source::decode(file);
        let at = source.text.find("cd").expect("kept");
        let edited = source.encode(file, &[Edit::new(at..at + 2, "CD")]);
        assert_eq!(
            edited.expect("UTF-8 holds everything"),
            b"Content-Type: text/plain; charset=utf-8\n\nab\xffCD\n"
        );
    }

    #[test]
    fn characters_of_several_bytes_are_found_among_broken_ones() {
        // Half a character, a byte that is none, and 〜, which has two codes in some charsets.
        for (charset, broken) in [
            ("shift_jis", &b"\x82\xff\x81\x60"[..]),
            ("gbk", b"\xa0\xa0\xff"),
            ("gb18030", b"\x81\x30\xff\x84\x31"),
            ("big5", b"\x88\x62\x81\xff"),
            ("euc-jp", b"\x8f\xa2\xaf\xff\xa1"),
            ("euc-kr", b"\xa1\xa1\xff\x81"),
            ("iso-2022-jp", b"\x1b$B$\x22\xff\x1b(B"),
        ] {
            let header = format!("Content-Type: text/plain; charset={charset}\n\n");
            let file = [header.as_bytes(), broken, b" Ivan ", broken].concat();
            let source = Source::decode(&file);
            let ends = source.text.char_indices().map(|(at, _)| at);
            let ranges: Vec<_> = ends.map(|at| source.file_range(at..at).start).collect();
            assert!(ranges.is_sorted(), "{charset}: {ranges:?}");
            let at = source.text.find("Ivan").expect("decoded");
            let range = source.file_range(at..at + 4);
            assert_eq!(&file[range], b"Ivan", "{charset}");
            assert_eq!(source.encode(&file, &[]).expect("no edit"), file);
        }
    }
}
