//! What a session tells beside its findings.

use super::*;
use crate::config::load;

fn languages(letter: &str) -> Vec<String> {
    let config = load(&[]).expect("valid rules");
    let mut session = Session::new(letter, Format::Draft, config, Language::English);
    session.check(&Nowhere);
    session.languages().to_vec()
}

#[test]
fn a_session_tells_the_languages_that_no_built_in_dictionary_knows() {
    let named = |tags: &str| {
        languages(&format!(
            "To: a@b.example\nContent-Language: {tags}\n\nDear Anna,\n\nThe act is ready.\n"
        ))
    };
    assert_eq!(named("de-AT, ru, en-GB, fr"), ["de-AT", "fr"]);
    assert_eq!(named("de, de, fr, it, es, pl"), ["de", "fr", "it", "es"]);
    assert!(named("en").is_empty());
    let german = "Sehr geehrte Frau Schmidt,\n\nvielen Dank für Ihre Nachricht. Wir haben die Bestellung erhalten und werden die Pumpen am Montag liefern.\n";
    assert_eq!(languages(german), ["de"]);
}

#[test]
fn a_session_says_what_it_was_given() {
    let config = load(&[]).expect("valid rules");
    let mut session = Session::new("Акт", Format::Draft, config.clone(), Language::Russian);
    assert!(Arc::ptr_eq(session.config(), &config));
    assert_eq!(session.messages(), Language::Russian);
    session.reconfigure(config, Language::English);
    assert_eq!(session.messages(), Language::English);
}
