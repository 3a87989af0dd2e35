//! Letters as snippets of the Language Server Protocol (3.17, "Snippet Syntax").

use super::Piece;

/// The text of a snippet: gaps become tab stops in their order, and the cursor ends after the letter.
/// A gap that stands twice has its number twice, so that it is filled in once.
pub(super) fn snippet(pieces: &[Piece]) -> String {
    let mut seen: Vec<&str> = Vec::new();
    let mut snippet = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => snippet.push_str(&escaped(text)),
            Piece::Gap(what) => {
                let index = seen.iter().position(|other| other == what);
                let index = index.unwrap_or_else(|| {
                    seen.push(what);
                    seen.len() - 1
                });
                snippet.push_str(&format!("${{{}:{}}}", index + 1, escaped(what)));
            }
        }
    }
    snippet + "$0"
}

/// A text in which nothing has a meaning in a snippet: `$`, `}` and `\` are escaped with a backslash.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '$' | '}' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_gaps_are_numbered() {
        let pieces = [
            Piece::text("5 $ {a} C:\\x "),
            Piece::gap("имя"),
            Piece::text(", "),
            Piece::gap("цена, $}"),
            Piece::text("; "),
            Piece::gap("имя"),
        ];
        let expected = r"5 \$ {a\} C:\\x ${1:имя}, ${2:цена, \$\}}; ${1:имя}$0";
        assert_eq!(snippet(&pieces), expected);
        assert_eq!(snippet(&[Piece::gap("")]), "${1:}$0");
    }
}
