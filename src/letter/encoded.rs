//! A body that stands in a message in base64 or quoted-printable, and where each bit of its text is.

use std::ops::Range;

use data_encoding::BASE64_NOPAD;
use encoding_rs::{Encoding as Charset, UTF_8};

use super::mime::{Encoding, Transfer};

/// A decoded body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Its text.
    pub text: String,
    /// Whether all of it could be decoded.
    pub intact: bool,
    transfer: Transfer,
    charset: &'static Charset,
    /// For each byte of the text the bytes of the body it comes from; empty where the charset does
    /// not allow to tell.
    places: Vec<(u32, u32)>,
    /// Bytes of the body's first character.
    first: usize,
}

/// Where a piece of the decoded text stands in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Just there.
    At(Range<usize>),
    /// Somewhere in the body, whose first character this is.
    Unknown(Range<usize>),
}

/// Bytes and, for each, the bytes of the body it was read from.
#[derive(Default)]
struct Traced {
    bytes: Vec<u8>,
    places: Vec<(u32, u32)>,
    intact: bool,
}

impl Traced {
    fn push(&mut self, byte: u8, from: usize, to: usize) {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.bytes.push(byte);
        self.places.push((narrow(from), narrow(to)));
    }
}

impl Decoded {
    /// Decodes a body. What can't be decoded is left out or becomes U+FFFD.
    pub fn new(body: &str, encoding: &Encoding) -> Self {
        let traced = match encoding.transfer {
            Transfer::Base64 => base64(body),
            Transfer::QuotedPrintable => quoted_printable(body),
        };
        let known = Charset::for_label(encoding.charset.as_bytes());
        let charset = match known {
            Some(charset) if charset != UTF_8 => charset,
            _ => UTF_8,
        };
        let (text, places, malformed) = to_text(&traced, charset);
        Self {
            intact: traced.intact && !malformed && known.is_some(),
            text,
            transfer: encoding.transfer,
            charset,
            places,
            first: body.chars().next().map_or(0, char::len_utf8),
        }
    }

    /// Where a byte range of the text stands in the body.
    pub fn place(&self, range: Range<usize>) -> Place {
        let Some(&(start, start_end)) = self
            .places
            .get(range.start.min(self.places.len().wrapping_sub(1)))
        else {
            return Place::Unknown(0..self.first);
        };
        if range.start >= self.places.len() {
            return Place::At(start_end as usize..start_end as usize);
        }
        match range
            .end
            .checked_sub(1)
            .and_then(|last| self.places.get(last))
        {
            Some(&(_, end)) if !range.is_empty() => Place::At(start as usize..end as usize),
            _ => Place::At(start as usize..start as usize),
        }
    }

    /// A replacement as it must be written into the body; `None` where the body can't be edited in
    /// place: base64, or a charset that lacks a character.
    pub fn rewrite(&self, text: &str) -> Option<String> {
        if self.transfer == Transfer::Base64 || self.places.is_empty() {
            return None;
        }
        let (bytes, _, unmappable) = self.charset.encode(text);
        if unmappable {
            return None;
        }
        Some(bytes.iter().map(|&byte| quoted(byte)).collect())
    }
}

fn quoted(byte: u8) -> String {
    match byte {
        b'\n' | b'\r' | b' ' => char::from(byte).to_string(),
        b'!'..=b'~' if byte != b'=' => char::from(byte).to_string(),
        _ => format!("={byte:02X}"),
    }
}

/// RFC 2045, 6.7: `=XX` is a byte, `=` at a line's end joins it with the next.
fn quoted_printable(body: &str) -> Traced {
    let mut traced = Traced {
        intact: true,
        ..Traced::default()
    };
    let bytes = body.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'=' {
            // A character that should have been encoded is one place, however many bytes it has.
            let end = at + body[at..].chars().next().map_or(1, char::len_utf8);
            for byte in &bytes[at..end] {
                traced.push(*byte, at, end);
            }
            at = end;
            continue;
        }
        let rest = &body[at + 1..];
        let white = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if let Some(hex) = bytes.get(at + 1..at + 3).and_then(hex_byte) {
            traced.push(hex, at, at + 3);
            at += 3;
        } else if rest[white..].starts_with("\r\n") {
            at += 1 + white + 2;
        } else if rest[white..].starts_with(['\n', '\r']) {
            at += 1 + white + 1;
        } else if rest[white..].is_empty() {
            at = bytes.len();
        } else {
            traced.intact = false;
            traced.push(b'=', at, at + 1);
            at += 1;
        }
    }
    traced
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok()?;
    u8::from_str_radix(text, 16).ok()
}

/// RFC 2045, 6.8: characters outside the alphabet are ignored, `=` ends the data.
fn base64(body: &str) -> Traced {
    let mut traced = Traced {
        intact: true,
        ..Traced::default()
    };
    let mut quantum: Vec<(u8, usize)> = Vec::with_capacity(4);
    for (at, &byte) in body.as_bytes().iter().enumerate() {
        match byte {
            b'=' => {
                flush(&mut quantum, &mut traced);
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => {
                quantum.push((byte, at));
                if quantum.len() == 4 {
                    flush(&mut quantum, &mut traced);
                }
            }
            _ if byte.is_ascii_whitespace() => {}
            _ => traced.intact = false,
        }
    }
    if !quantum.is_empty() {
        traced.intact = false;
        flush(&mut quantum, &mut traced);
    }
    traced
}

/// Decodes up to four characters. Byte `i` of the result has its bits in characters `i` and `i+1`.
fn flush(quantum: &mut Vec<(u8, usize)>, traced: &mut Traced) {
    let mut characters = [0; 4];
    for (character, (byte, _)) in characters.iter_mut().zip(&*quantum) {
        *character = *byte;
    }
    let mut bytes = [0; 3];
    let length = match quantum.len() {
        4 => BASE64_NOPAD.decode_mut(&characters, &mut bytes).ok(),
        short => decode_rest(&characters[..short], &mut bytes),
    };
    match length {
        Some(length) => {
            for (index, byte) in bytes.into_iter().take(length).enumerate() {
                traced.push(byte, quantum[index].1, quantum[index + 1].1 + 1);
            }
        }
        None => traced.intact &= quantum.is_empty(),
    }
    quantum.clear();
}

/// Decodes what stands before the padding, whose last bits may be any. Gives the number of bytes.
fn decode_rest(characters: &[u8], bytes: &mut [u8]) -> Option<usize> {
    let mut lenient = BASE64_NOPAD.specification();
    lenient.check_trailing_bits = false;
    let lenient = lenient.encoding().ok()?;
    let length = lenient.decode_len(characters.len()).ok()?;
    lenient.decode_mut(characters, &mut bytes[..length]).ok()
}

/// The text of the bytes, the place of each of its bytes, and whether something was malformed.
fn to_text(traced: &Traced, charset: &'static Charset) -> (String, Vec<(u32, u32)>, bool) {
    let mut text = String::with_capacity(traced.bytes.len());
    let mut places = Vec::with_capacity(traced.bytes.len());
    let mut malformed = false;
    if charset == UTF_8 {
        let mut at = 0;
        for chunk in traced.bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            places.extend_from_slice(&traced.places[at..at + chunk.valid().len()]);
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                malformed = true;
                text.push(char::REPLACEMENT_CHARACTER);
                places.extend([traced.places[at]; char::REPLACEMENT_CHARACTER.len_utf8()]);
                at += chunk.invalid().len();
            }
        }
    } else if charset.is_single_byte() {
        for (byte, place) in traced.bytes.iter().zip(&traced.places) {
            let (character, failed) =
                charset.decode_without_bom_handling(std::slice::from_ref(byte));
            malformed |= failed;
            text.push_str(&character);
            places.extend(std::iter::repeat_n(*place, character.len()));
        }
    } else {
        let (decoded, failed) = charset.decode_without_bom_handling(&traced.bytes);
        malformed |= failed;
        text.push_str(&decoded);
    }
    (text, places, malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(body: &str, transfer: Transfer, charset: &str) -> Decoded {
        Decoded::new(
            body,
            &Encoding {
                transfer,
                charset: charset.to_owned(),
            },
        )
    }

    fn placed(decoded: &Decoded, words: &str) -> Range<usize> {
        let at = decoded.text.find(words).expect("in the text");
        match decoded.place(at..at + words.len()) {
            Place::At(range) => range,
            Place::Unknown(_) => panic!("no place"),
        }
    }

    #[test]
    fn quoted_printable_is_placed_exactly_and_rewritten() {
        let body = "=D0=94=D0=B0, =\n=D0=B4=D0=B0 =3D ok\n";
        let qp = decoded(body, Transfer::QuotedPrintable, "utf-8");
        assert_eq!(qp.text, "Да, да = ok\n");
        assert!(qp.intact);
        assert_eq!(&body[placed(&qp, "да")], "=D0=B4=D0=B0");
        assert_eq!(&body[placed(&qp, "= ok")], "=3D ok");
        assert_eq!(qp.rewrite("я=1").as_deref(), Some("=D1=8F=3D1"));
        let (second, written) = (qp.text.find("да").expect("a word"), body.find("=D0=B4"));
        let written = written.expect("a byte");
        assert_eq!(qp.place(second..second), Place::At(written..written));
    }

    #[test]
    fn soft_line_breaks_join_lines_with_blanks_before_them() {
        let body = "one=\ntwo= \t\nthree=\r\nfour= \r\nfive=";
        let qp = decoded(body, Transfer::QuotedPrintable, "utf-8");
        assert_eq!(qp.text, "onetwothreefourfive");
        assert!(qp.intact);
        for word in ["two", "three", "four", "five"] {
            assert_eq!(&body[placed(&qp, word)], word);
        }
        assert_eq!(qp.rewrite("a b\n").as_deref(), Some("a b\n"));
    }

    #[test]
    fn a_character_that_is_not_encoded_is_one_place() {
        let body = "=E4=E5 \u{fffd}\u{fffd}, =F1";
        let qp = decoded(body, Transfer::QuotedPrintable, "windows-1251");
        for (at, char) in qp.text.char_indices() {
            match qp.place(at..at + char.len_utf8()) {
                Place::At(range) => assert!(body.get(range).is_some(), "{char}"),
                Place::Unknown(_) => panic!("no place"),
            }
        }
    }

    #[test]
    fn koi8_r_in_base64_is_placed_at_its_characters() {
        let body = "5M/C0tnKIMTF\r\nztghCg==";
        let base64 = decoded(body, Transfer::Base64, "koi8-r");
        assert_eq!(base64.text, "Добрый день!\n");
        assert!(base64.intact);
        assert_eq!(&body[placed(&base64, "день")], "MTF\r\nztg");
        assert_eq!(base64.rewrite("x"), None);
    }

    #[test]
    fn damage_is_noticed_and_survived() {
        assert!(!decoded("0JTQ", Transfer::Base64, "utf-8").intact);
        assert!(!decoded("0JTQs", Transfer::Base64, "utf-8").intact);
        assert!(!decoded("0JTQsCEhs===", Transfer::Base64, "utf-8").intact);
        assert!(decoded("0JTQ\nsA==", Transfer::Base64, "utf-8").intact);
        assert!(!decoded("0JTQ*sA==", Transfer::Base64, "utf-8").intact);
        assert!(!decoded("0JTQ*sCw", Transfer::Base64, "utf-8").intact);
        let damaged = decoded("a=G0", Transfer::QuotedPrintable, "utf-8");
        assert!(!damaged.intact);
        assert_eq!(placed(&damaged, "="), 1..2);
        assert!(!decoded("abc", Transfer::QuotedPrintable, "no-such-charset").intact);
        assert!(!decoded("=AA=E1", Transfer::QuotedPrintable, "windows-1253").intact);
        assert!(!decoded("=FF=FFa", Transfer::QuotedPrintable, "shift_jis").intact);
        let body = "=D0=94=FFa =FF=D0=B4=D0=B0";
        let damaged = decoded(body, Transfer::QuotedPrintable, "utf-8");
        assert!(!damaged.intact);
        assert_eq!(damaged.text, "Д\u{fffd}a \u{fffd}да");
        assert_eq!(&body[placed(&damaged, "a")], "a");
        assert_eq!(&body[placed(&damaged, "\u{fffd}да")], "=FF=D0=B4=D0=B0");
        assert_eq!(
            decoded("", Transfer::Base64, "utf-8").place(0..0),
            Place::Unknown(0..0)
        );
    }

    #[test]
    fn what_has_no_place_is_shown_at_the_first_character_of_the_body() {
        let broken = decoded("Привет 8J+Y", Transfer::Base64, "utf-16le");
        assert_eq!(broken.place(0..1), Place::Unknown(0..2));
    }
}
