//! The languages that a letter says it is in.

use super::header::{FieldName, Header};

impl Header {
    /// The languages of the letter's readers: tags such as `de-AT` (RFC 3282, 2).
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        let values = self.all(FieldName::ContentLanguage);
        let tags = values.flat_map(|field| field.value.split(','));
        // A comment may follow: "da (Danish)".
        tags.filter_map(|tag| tag.split([' ', '\t', '(']).find(|tag| !tag.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_apart() {
        let header = Header::parse("Content-Language: de-AT, da (Danish),,\n fr\nSubject: x\n\n");
        let languages: Vec<&str> = header.languages().collect();
        assert_eq!(languages, ["de-AT", "da", "fr"]);
    }
}
