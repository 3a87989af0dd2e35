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
    use crate::config::{Language, load};
    use crate::engine::Session;
    use crate::letter::Format;
    use crate::surroundings::Nowhere;

    #[test]
    fn tags_are_told_apart() {
        let header = Header::parse("Content-Language: de-AT, da (Danish),,\n fr\nSubject: x\n\n");
        let languages: Vec<&str> = header.languages().collect();
        assert_eq!(languages, ["de-AT", "da", "fr"]);
    }

    #[test]
    fn a_letter_is_in_the_languages_that_it_names_and_shows() {
        let languages = |named: &str| {
            let text = format!(
                "To: a@b.example\nContent-Language: {named}\n\nDear Anna,\n\nSehr geehrte Frau Schmidt, \
                 wir haben Ihre Bestellung erhalten und werden die Ware morgen liefern.\n"
            );
            let config = load(&[]).expect("valid rules");
            let mut session = Session::new(&text, Format::Draft, config, Language::English);
            session.check(&Nowhere);
            session.languages().to_vec()
        };
        assert_eq!(languages("en-GB, ru"), ["de"]);
        assert_eq!(languages("da, de, da"), ["da", "de"]);
        let many = languages("da, nl, fr, it, es, pt, pl, cs, sk, fi, sv, nb, el, tr, hu, ro");
        assert_eq!(many, ["da", "nl", "fr", "it"]);
    }
}
