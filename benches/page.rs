//! Puts figures into the project's pages.

/// Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->` in a page at the top of the project.
///
/// # Panics
/// When the page can't be read or written, or has no such place.
pub fn put(page: &str, name: &str, content: &str) {
    let path = format!("{}/{page}", env!("CARGO_MANIFEST_DIR"));
    let old = std::fs::read_to_string(&path).expect("the page can be read");
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let start = old.find(&open).expect("a place for the figures") + open.len();
    let end = start + old[start..].find(&close).expect("its end");
    let new = format!("{}\n{}\n{}", &old[..start], content.trim(), &old[end..]);
    std::fs::write(&path, new).expect("the page can be written");
    eprintln!("{page} has the new figures");
}
