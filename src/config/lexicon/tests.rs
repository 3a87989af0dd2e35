use super::*;
use crate::text::words::words;

const RULES: &str = r#"
    [paradigms.ru.noun]
    f-a  = "а ы е у ой/ою е  ы - ам ы ами ах"
    f-ia = "я и и ю ей и  и й ям и ями ях"
    f-ka = "ка ки ке ку кой ке  ки ок кам ки ками ках"
    m-k  = "к ка ку к ком ке  ки ков кам ки ками ках"
    m    = "- а у - ом е  ы ов ам ы ами ах"
    [informal.ru]
    except = ["дверн* косяк*"]
    [informal.ru.words]
    "инф:f-a" = "информаци:f-ia"
    "кося:m-k" = ["ошиб:f-ka", "недочёт:m"]
    "лол" = []
    "как-то так" = "следующим образом"
    "больша|больших бумажка|бумажек" = "обширный|обширных документ|документов"
    "в течении [дня/* дней]" = "в течение"
    [informal.en.words]
    "mess|messes|messed|messing up" = "make|makes|made|making an error"
"#;

#[derive(Deserialize)]
struct File {
    paradigms: BTreeMap<String, Paradigms>,
    informal: BTreeMap<String, LexiconSource>,
}

fn lexicon(rules: &str) -> Result<Lexicon, LexiconError> {
    let file: File = toml::from_str(rules).expect("TOML");
    let config = Config {
        informal: file.informal,
        paradigms: file.paradigms,
        ..Config::default()
    };
    let lexicons = Lexicons::new(&config, &mut Index::default());
    lexicons.verify(|_| true)?;
    Ok(lexicons.informal)
}

#[track_caller]
fn assert_replaced(text: &str, expected: &[&[&str]]) {
    let lexicon = lexicon(RULES).expect("valid");
    let words = words(text);
    let found: Vec<Vec<&str>> = lexicon
        .find(text, &words)
        .iter()
        .map(|hit| {
            hit.value
                .better
                .iter()
                .map(|better| better.text.as_str())
                .collect()
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn forms_are_aligned() {
    assert_replaced("Жду инфу", &[&["информацию"]]);
    assert_replaced("с инфою", &[&["информацией"]]);
    assert_replaced("Вышло как-то так, лол", &[&["следующим образом"], &[]]);
    assert_replaced("He messed up", &[&["made an error"]]);
}

#[test]
fn several_words_are_inflected_together() {
    assert_replaced("больших бумажек", &[&["обширных документов"]]);
    assert_replaced("больших бумажка", &[]);
}

#[test]
fn a_context_is_demanded_and_left_alone() {
    let lexicon = lexicon(RULES).expect("valid");
    let text = "в течении реки, в течении трёх дней";
    let words = words(text);
    let found = lexicon.find(text, &words);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].words, 3..5);
}

#[test]
fn another_gender_is_kept_out_of_direct_cases() {
    assert_replaced("косяк", &[&["недочёт"]]);
    assert_replaced("косяком", &[&["ошибкой", "недочётом"]]);
    assert_replaced("косяки", &[&["ошибки", "недочёты"]]);
}

#[test]
fn exceptions_are_left_alone() {
    assert_replaced("дверной косяк", &[]);
}

#[test]
fn entries_that_do_not_fit_are_refused() {
    let unknown = RULES.replace("\"инф:f-a\"", "\"инф:f-aa\"");
    let error = lexicon(&unknown).expect_err("no such class");
    let message = error.message.get(crate::config::Language::English);
    assert!(message.contains("f-a"), "{message}");
    let uneven = RULES.replace("make|makes|made|making", "make|makes");
    assert!(lexicon(&uneven).is_err());
}
