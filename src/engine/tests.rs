//! What a session finds after edits, and what it tells beside its findings.

use super::*;
use crate::config::load;

mod passages;

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

/// A session in English on a draft.
fn session(letter: &str) -> Session {
    let config = load(&[]).expect("valid rules");
    Session::new(letter, Format::Draft, config, Language::English)
}

/// Replaces the only place in the text that reads so.
#[track_caller]
fn replace(session: &mut Session, old: &str, new: &str) {
    let text = session.text().to_string();
    let places: Vec<usize> = text.match_indices(old).map(|(at, _)| at).collect();
    let [at] = places[..] else {
        panic!("{old} stands at {places:?}");
    };
    session.edit(&Edit::new(at..at + old.len(), new));
}

/// Asserts the law, also of what is told beside the findings, and hands those over.
#[track_caller]
fn lawful(session: &mut Session, surroundings: &dyn Surroundings) -> Vec<Finding> {
    let mut fresh = session.afresh();
    let found = session.check(surroundings);
    assert_eq!(found, fresh.check(surroundings));
    assert!(found.is_sorted_by_key(|finding| (finding.range.start, finding.range.end)));
    for most in [3, usize::MAX] {
        let (worst, count) = session.worst(surroundings, most);
        assert_eq!(count, found.len());
        assert_eq!(worst.len(), found.len().min(most));
        let (fresh, _) = fresh.worst(surroundings, most);
        assert_eq!(worst, fresh);
        for place in worst {
            assert!(found.contains(&place.in_text()));
            assert_eq!(session.text().byte_to_line(place.start), place.line);
        }
    }
    assert_eq!(session.letter(), fresh.letter());
    found
}

/// Where a rule found something.
fn starts(found: &[Finding], code: &str) -> Vec<usize> {
    let of_rule = found.iter().filter(|finding| finding.code == code);
    of_rule.map(|finding| finding.range.start).collect()
}

/// The findings of a rule as they are kept.
fn kept(session: &mut Session, surroundings: &dyn Surroundings, code: &str) -> Vec<Arc<Finding>> {
    let (found, _) = session.worst(surroundings, usize::MAX);
    let found = found.into_iter().map(|found| found.finding);
    found.filter(|finding| finding.code == code).collect()
}

/// The same findings, not only equal ones.
#[track_caller]
fn assert_same(a: &[Arc<Finding>], b: &[Arc<Finding>]) {
    assert_eq!(a.len(), b.len());
    assert!(a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b)));
}

#[test]
fn what_a_rule_finds_beyond_its_limit_waits_for_room() {
    const SLIP: &str = "recieved";
    let paragraph = |name: &str| {
        let sentence = "We recieved the goods. ".repeat(59);
        format!("Case {name} was recieved. {sentence}\n\n")
    };
    let many: String = ["one", "two", "three", "four", "five"]
        .map(paragraph)
        .concat();
    let mut session = session(&format!(
        "To: anna@client.example\nSubject: Goods\n\nDear Anna,\n\n{many}Kind regards,\nJohn\n"
    ));
    let assert_found = |session: &mut Session| {
        let text = session.text().to_string();
        let slips = text.match_indices(SLIP).map(|(at, _)| at);
        let found = lawful(session, &Nowhere);
        assert_eq!(
            starts(&found, "spelling"),
            slips.take(200).collect::<Vec<_>>()
        );
    };
    assert_found(&mut session);
    for (old, new) in [
        (paragraph("three"), String::new()),
        (paragraph("one"), "Case one is here.\n\n".to_owned()),
        (
            "Case one is here.".to_owned(),
            "Case one was recieved.".to_owned(),
        ),
        (
            "Case four was recieved.".to_owned(),
            "Case four is here.".to_owned(),
        ),
        (
            "Dear Anna,\n\n".to_owned(),
            format!("Dear Anna,\n\n{}", paragraph("six")),
        ),
        (paragraph("six"), String::new()),
        (
            "Kind regards".to_owned(),
            format!("{}Kind regards", paragraph("six")),
        ),
        (
            "Case one was recieved.\n\n".to_owned(),
            paragraph("three").repeat(3),
        ),
    ] {
        replace(&mut session, &old, &new);
        assert_found(&mut session);
    }
}

#[test]
fn findings_are_judged_anew_when_what_they_hang_on_is_another_and_kept_where_they_are_the_same() {
    let mut session = session(
        "From: john@firm.example\nTo: anna@client.example\nSubject: Pumps\n\nDear Anna,\n\n\
         The zweckwerk pumps are here.\n\nWe recieved the goods.\n\nKind regards,\nJohn\n",
    );
    let words = |session: &mut Session| -> Vec<String> {
        let text = session.text().to_string();
        let found = lawful(session, &Nowhere);
        let found = found.iter().filter(|finding| finding.code == "spelling");
        found
            .map(|finding| text[finding.range.clone()].to_owned())
            .collect()
    };
    assert_eq!(words(&mut session), ["zweckwerk", "recieved"]);
    let before = kept(&mut session, &Nowhere, "spelling");
    replace(&mut session, "client", "zweckwerk");
    assert_eq!(words(&mut session), ["recieved"]);
    assert_same(&kept(&mut session, &Nowhere, "spelling"), &before[1..]);
    replace(&mut session, "@zweckwerk", "@client");
    assert_eq!(words(&mut session), ["zweckwerk", "recieved"]);
    assert_same(&kept(&mut session, &Nowhere, "spelling")[1..], &before[1..]);
    // A name that the text tells.
    replace(
        &mut session,
        "Subject: Pumps\n\nDear Anna,\n\n",
        "Subject: Pumps\n\nDear Anna,\n\nWe visited Zweckwerk in May.\n\n",
    );
    assert_eq!(words(&mut session), ["recieved"]);
    replace(&mut session, "Zweckwerk", "Bergmann");
    assert_eq!(words(&mut session), ["zweckwerk", "recieved"]);
    replace(&mut session, "recieved", "received");
    assert_eq!(words(&mut session), ["zweckwerk"]);
    replace(&mut session, "received", "recieved");
    replace(&mut session, "The zweckwerk pumps are here.\n\n", "");
    assert_eq!(words(&mut session), ["recieved"]);
}

/// A place where it is a certain day, or none.
struct Today(Option<&'static str>);

impl Surroundings for Today {
    fn exists(&self, _: &str) -> Option<bool> {
        None
    }

    fn siblings(&self) -> Vec<String> {
        Vec::new()
    }

    fn now(&self) -> Option<jiff::ZonedDateTime> {
        self.0?.parse().ok()
    }
}

#[test]
fn what_hangs_on_the_day_comes_and_goes_with_it() {
    let may = Today(Some("2026-05-04T12:00:00+03:00[Europe/Moscow]"));
    let june = Today(Some("2026-06-01T12:00:00+03:00[Europe/Moscow]"));
    let mut session = session(
        "To: anna@client.example\nSubject: Счёт 5\n\nДобрый день!\n\nПросим оплатить счёт до 20 мая 2026 года.\n\nАкт пришлём до 3 июля 2026 года.\n\nС уважением,\nИван\n",
    );
    let past =
        |session: &mut Session, day: &Today| starts(&lawful(session, day), "date-past").len();
    for _ in 0..2 {
        assert_eq!(past(&mut session, &may), 0);
        assert_eq!(past(&mut session, &june), 1);
        assert_eq!(past(&mut session, &Today(None)), 0);
        assert_eq!(past(&mut session, &june), 1);
    }
    replace(&mut session, "3 июля", "13 мая");
    assert_eq!(past(&mut session, &june), 2);
    assert_eq!(past(&mut session, &Today(None)), 0);
    replace(&mut session, "20 мая", "20 июня");
    assert_eq!(past(&mut session, &june), 1);
}

#[test]
fn a_rule_that_is_off_finds_nothing_by_marks() {
    let layer = crate::config::Layer {
        path: "rules.toml".into(),
        text: "[rules]\nspelling = \"off\"\ndate-past = \"error\"\n".to_owned(),
    };
    let config = load(&[layer]).expect("valid rules");
    let text = "To: anna@client.example\nSubject: Goods\n\nDear Anna,\n\nWe recieved the goods. Please pay by 20 May 2026.\n\nKind regards,\nJohn\n";
    let mut session = Session::new(text, Format::Draft, config, Language::English);
    let june = Today(Some("2026-06-01T12:00:00+03:00[Europe/Moscow]"));
    let found = lawful(&mut session, &june);
    assert!(starts(&found, "spelling").is_empty());
    let (worst, _) = session.worst(&june, 1);
    assert_eq!(worst[0].finding.code, "date-past");
}

#[test]
fn blocks_that_only_move_keep_their_findings() {
    let body = data_encoding::BASE64.encode("Скиньте инфу.\n\nЭто договорр.\n".as_bytes());
    let damaged = "0JTQsCE*";
    let part = |body: &str| {
        format!(
            "--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{body}\n"
        )
    };
    let text = format!(
        "To: anna@client.example\nSubject: Договор 5\nContent-Type: multipart/mixed; boundary=b\n\n\
         --b\n\nДобрый день!\n\nПервый абзац.\n\nВторой абзац, а в нём инфа.\n\n{}{}\
         --b\n\nДоговорр готов.\n\nСкиньте инфу.\n--b--\n",
        part(&body),
        part(damaged)
    );
    let config = load(&[]).expect("valid rules");
    let mut session = Session::new(&text, Format::Message, config, Language::English);
    let codes = ["spelling", "tone-informal"];
    lawful(&mut session, &Nowhere);
    let before = codes.map(|code| kept(&mut session, &Nowhere, code));
    assert_eq!(before.each_ref().map(Vec::len), [2, 5]);
    let damaged = |session: &mut Session| {
        let text = session.text().to_string();
        let found = lawful(session, &Nowhere);
        let places = starts(&found, "letter-malformed");
        assert_eq!(places, [text.find("0JTQsCE*").expect("a body")]);
    };
    damaged(&mut session);
    for (old, new) in [
        ("Первый абзац.", "Первый абзац.\n\nЕщё один.\n\nИ ещё один."),
        ("Ещё один.\n\nИ ещё один.\n\n", ""),
        ("Первый абзац.\n\n", ""),
        ("Добрый день!", "Добрый день!\n\nЧужой абзац."),
    ] {
        replace(&mut session, old, new);
        damaged(&mut session);
        for (code, before) in codes.iter().zip(&before) {
            assert_same(&kept(&mut session, &Nowhere, code), before);
        }
    }
}

#[test]
fn blocks_that_several_edits_left_are_judged_at_the_next_check() {
    let start = "To: anna@client.example\nSubject: Договор 5\n\nДобрый день!\n\nПервый абзац.\n\nВторой абзац.\n\nТретий абзац.\n\nЧетвёртый абзац.\n\nС уважением,\nИван\n";
    let edits = [
        ("Первый", "Первый инфа"),
        ("Второй", "Второй инфа"),
        ("Третий", "Третий инфа\n\nИнфа"),
        ("Четвёртый", "Четвёртый\n\nСкиньте инфу.\n\nПятый"),
    ];
    for first in 0..edits.len() {
        for second in 0..edits.len() {
            for third in 0..edits.len() {
                let mut session = session(start);
                session.check(&Nowhere);
                if first == second || second == third || first == third {
                    continue;
                }
                for (old, new) in [first, second, third].map(|index| edits[index]) {
                    replace(&mut session, old, new);
                }
                let text = session.text().to_string().to_lowercase();
                let found = lawful(&mut session, &Nowhere);
                assert_eq!(
                    starts(&found, "tone-informal").len(),
                    text.matches("инф").count() + text.matches("скиньте").count()
                );
            }
        }
    }
}

#[test]
fn an_analysis_tells_which_marks_are_whose() {
    let mut session = session(
        "To: anna@client.example\n\nDear Anna,\n\nWe recieved the goods by 5 May: as agreed on the call, the webhook is ready.\n",
    );
    session.check(&Nowhere);
    let analyses: Vec<&Analysis> = session.analyses.iter().flatten().collect();
    assert!(analyses.iter().any(|analysis| analysis.marked.len() > 2));
    for analysis in analyses {
        let mut end = 0;
        for (rule, marks) in &analysis.marked {
            assert!(marks.start == end && !marks.is_empty());
            let of_rule = |mark: &rules::Mark| mark.code == rules::RULES[*rule].code;
            assert!(analysis.marks[marks.clone()].iter().all(of_rule));
            end = marks.end;
        }
        assert_eq!(end, analysis.marks.len());
    }
}

#[test]
fn what_is_found_in_an_encoded_body_stands_where_its_text_does() {
    let text = "To: anna@client.example\nSubject: Goods\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nDear Anna,=20\n\nThe goods are=\n here.\n\nWe recieved the the act=2E\n";
    let config = load(&[]).expect("valid rules");
    let mut session = Session::new(text, Format::Message, config, Language::English);
    let found = lawful(&mut session, &Nowhere);
    let of_rule = |code| found.iter().find(|finding| finding.code == code);
    let spelling = of_rule("spelling").expect("a slip");
    assert_eq!(&text[spelling.range.clone()], "recieved");
    assert_eq!(spelling.later, None);
    let repeated = of_rule("word-repeated").expect("a word twice");
    assert_eq!(&text[repeated.range.clone()], "the the");
    let mended = text::apply(text, &repeated.fixes[0].edits);
    assert!(mended.ends_with("We recieved the act=2E\n"), "{mended}");
    replace(&mut session, "goods are", "goodss are");
    let found = lawful(&mut session, &Nowhere);
    assert_eq!(starts(&found, "spelling").len(), 2);
}

#[test]
fn what_blocks_come_to_is_what_those_that_are_left_come_to() {
    let mixed = |name: &str| format!("Пункт {name}: order 人権. Второй пункт: invoice 無視.\n\n");
    let start = "Добрый день!\n\nDear Anna, 人権. Акт готов.\n\n";
    let mut session = session(&format!("{start}{}{}", mixed("один"), mixed("два")));
    let sums = |session: &mut Session| {
        lawful(session, &Nowhere);
        let sums = |ledger: &Ledger| (ledger.letters, ledger.sentences, ledger.words);
        let mut fresh = session.afresh();
        fresh.check(&Nowhere);
        assert_eq!(sums(&session.ledger), sums(&fresh.ledger));
        sums(&session.ledger)
    };
    let (letters, sentences, words) = sums(&mut session);
    assert_eq!((letters.latin, letters.other), (8 + 2 * 12, 2 + 2 * 4));
    assert!(letters.cyrillic > 50 && sentences == 6 && words > 20);
    for name in ["два", "один"] {
        replace(&mut session, &mixed(name), "");
        sums(&mut session);
    }
    let (letters, sentences, _) = sums(&mut session);
    assert_eq!((letters.latin, letters.other, sentences), (8, 2, 2));
}

#[test]
fn a_block_is_read_again_when_the_line_below_that_it_hangs_on_has_grown() {
    let mut session = session(
        "Добрый день!\n\nДоговор готов.\nOn Fri, 20 Nov 2026 at 14:05, Anna <a@b.example> wrote:\n> цитата\n",
    );
    let is_answer = |session: &Session| session.ledger.count(Part::History) > 1;
    for _ in 0..20 {
        replace(&mut session, " <", " Smith <");
        lawful(&mut session, &Nowhere);
        assert!(is_answer(&session));
    }
    replace(&mut session, "wrote:", "wrote");
    lawful(&mut session, &Nowhere);
    assert!(!is_answer(&session));
}
