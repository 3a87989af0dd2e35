//! How writers say that a file is attached. Shared by the attachment rules: the passage's part of
//! each of them rests on what its sentences say.

use std::ops::Range;

use super::passage::Passage;
use crate::config::{Attachments, Config};
use crate::text::words::Word;

/// What a sentence says about attachments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saying {
    /// The writer says that a file is attached, in the words of the range.
    Promise(Range<usize>),
    /// It speaks of an attachment: asks for one, or about an earlier one, or denies one.
    Mention,
    /// Nothing.
    Nothing,
}

/// Words before a phrase in which a denial reverses it.
const DENIAL_WORDS: usize = 4;

/// Words that tell where in the letter itself, or beyond it, the reader finds what "please find" points to.
const SHOWN: &[&str] = &["below", "hereunder", "underneath", "link", "links"];
/// Words soon after "please find" with which it asks the reader to look for something.
const SOUGHT: &[&str] = &["out", "time", "way", "solution", "slot"];
/// How soon.
const SOON: usize = 3;

/// What each sentence of a passage says.
pub fn sayings(passage: &Passage, config: &Config) -> Vec<Saying> {
    let of = |sentence| saying(passage, sentence, config);
    passage.sentences.iter().map(of).collect()
}

fn saying(passage: &Passage, sentence: &Range<usize>, config: &Config) -> Saying {
    let lists = &config.attachments;
    let words = passage.words_in(sentence);
    let text = passage.text;
    let found = (0..words.len()).find_map(|at| promise_at(passage, words, at, lists));
    let is_others = |range: &Range<usize>| {
        let clause = part(passage, sentence, range, &[':', ';', '—', '–']);
        let near = part(passage, sentence, range, &[':', ';', '—', '–', ',', '(']);
        // What comes after the promise asks for something else: «Акт во вложении, пришлите оплату.»
        let ends = |word: &Word| word.range.start >= range.end && JOINTS.contains(&&*word.folded);
        let near = near.split(ends).next().unwrap_or(near);
        let end = near.last().map_or(range.end, |word| word.range.end);
        let before = clause.partition_point(|word| word.range.end <= end);
        let own = lists.sending.is_in(text, near) || is_own(passage.words_in(range));
        let asking = if own { near } else { &clause[..before] };
        is_asked(text, asking, lists) || lists.elsewhere.is_in(text, clause)
    };
    match found {
        Some(range) if !is_others(&range) => Saying::Promise(range),
        Some(_) => Saying::Mention,
        None if lists.mentions.is_in(text, words) => Saying::Mention,
        None => Saying::Nothing,
    }
}

/// The words of the part of a sentence in which a range stands; such marks end parts.
fn part<'p>(
    passage: &'p Passage,
    sentence: &Range<usize>,
    range: &Range<usize>,
    marks: &[char],
) -> &'p [Word] {
    let text = passage.text;
    let start = text[sentence.start..range.start]
        .rfind(marks)
        .map_or(sentence.start, |at| sentence.start + at);
    let end = text[range.end..sentence.end]
        .find(marks)
        .map_or(sentence.end, |at| range.end + at);
    passage.words_in(&(start..end))
}

/// The words at `at` that say that something is attached.
fn promise_at(
    passage: &Passage,
    words: &[Word],
    at: usize,
    lists: &Attachments,
) -> Option<Range<usize>> {
    let text = passage.text;
    let promise = lists.promises.match_at(text, words, at);
    let place = || {
        let found = lists.places.match_at(text, words, at)?;
        lists.sending.is_in(text, words).then_some(found)
    };
    let bare = || {
        let found = lists.bare.match_at(text, words, at)?;
        let rest = text[words[found.words.end - 1].range.end..].trim_start();
        rest.is_empty().then_some(()).or(rest
            .starts_with(['.', ',', ':', ';', ')', '!', '(', '-', '—'])
            .then_some(()))?;
        Some(found)
    };
    let found = promise.or_else(place).or_else(bare)?;
    let range = words[found.words.start].range.start..words[found.words.end - 1].range.end;
    let last = &words[found.words.end - 1..found.words.end];
    let after = found.words.end;
    let elsewhere = lists.fixed.is_in(text, last)
        && lists.fixed_to.match_at(text, words, after).is_some()
        && lists.to_letter.match_at(text, words, after).is_none()
        && text[range.end..words.get(after)?.range.start]
            .trim()
            .is_empty();
    let denied_from = found.words.start.saturating_sub(DENIAL_WORDS);
    let clause_start = text[..range.start]
        .rfind([',', ';', ':', '('])
        .unwrap_or_default();
    let denied = words[denied_from..found.words.start].iter().any(|word| {
        word.range.start >= clause_start && lists.negations.is_in(text, std::slice::from_ref(word))
    });
    let nothing = words.get(after).is_some_and(|word| {
        let denies = lists.negations.is_in(text, std::slice::from_ref(word));
        denies && word.folded.is_ascii()
    });
    (!elsewhere
        && !nothing
        && !denied
        && !is_shown(words, &found.words)
        && !passage.is_speech(&range))
    .then_some(range)
}

/// Whether what the reader finds by the words of a promise is no file: "please find below", "please find out".
fn is_shown(words: &[Word], promise: &Range<usize>) -> bool {
    let rest = &words[promise.end..];
    let any = |words: &[Word], of: &[&str]| words.iter().any(|word| of.contains(&&*word.folded));
    words[promise.end - 1].folded == "find"
        && (any(rest, SHOWN) || any(&rest[..rest.len().min(SOON)], SOUGHT))
}

/// Whether words ask the reader for an attachment.
fn is_asked(text: &str, words: &[Word], lists: &Attachments) -> bool {
    lists.requests.is_in(text, words)
        || (lists.asking.is_in(text, words) && lists.to_send.is_in(text, words))
}

/// Words that a new thought follows.
const JOINTS: &[&str] = &["и", "а", "но", "and", "but"];

/// First words of promises that only who attaches something writes.
#[rustfmt::skip]
const OWN: &[&str] = &[
    "прилагаю", "прилагаем", "прикладываю", "прикладываем", "прикрепляю", "прикрепляем", "вкладываю", "вкладываем",
    "i", "i'm", "i've", "we", "we're", "we've",
];

/// Whether a promise is in the writer's own person.
fn is_own(promise: &[Word]) -> bool {
    promise
        .first()
        .is_some_and(|first| OWN.contains(&&*first.folded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load;
    use crate::letter::{Content, Format};

    fn says(text: &str) -> Saying {
        let config = load(&[]).expect("valid");
        let passage = Passage::new(text, &Content::List, Format::Plain);
        let sayings = passage
            .sentences
            .iter()
            .map(|sentence| saying(&passage, sentence, &config));
        let mut mention = Saying::Nothing;
        for saying in sayings {
            match saying {
                Saying::Promise(_) => return saying,
                Saying::Mention => mention = Saying::Mention,
                Saying::Nothing => {}
            }
        }
        mention
    }

    #[test]
    fn promises() {
        for (text, words) in [
            ("Договор во вложении.", "во вложении"),
            ("Прилагаю акт сверки.", "Прилагаю"),
            (
                "Договор во вложении (два листа); пришлите, пожалуйста, акт.",
                "во вложении",
            ),
            ("См. вложение.", "См. вложение"),
            ("Направляю Вам в приложении копию лицензии.", "в приложении"),
            (
                "Прошу согласовать договор, направленный во вложении.",
                "во вложении",
            ),
            ("Файл прикрепил к письму.", "прикрепил"),
            ("Акты приложены.", "приложены"),
            ("Please find attached our offer.", "Please find attached"),
            ("I have attached the invoice.", "I have attached"),
            ("The invoice is attached.", "is attached"),
            ("Пришлите ответ: договор во вложении.", "во вложении"),
            (
                "Направляю акт во вложении, пришлите, пожалуйста, оплату.",
                "во вложении",
            ),
            (
                "Прилагаю договор, прошу прислать подписанный экземпляр.",
                "Прилагаю",
            ),
            (
                "Договор во вложении, прошу подписать и отправить мне скан.",
                "во вложении",
            ),
            (
                "Просим рассмотреть проект во вложении и направить замечания.",
                "во вложении",
            ),
            (
                "Пришлите, пожалуйста, оплату, акт направляю во вложении.",
                "во вложении",
            ),
            ("Просим прислать оплату, прилагаем акт.", "прилагаем"),
            (
                "Attached is the quote, please send your order by Friday.",
                "Attached is",
            ),
            (
                "I attach the act, could you send the signed copy?",
                "I attach",
            ),
            ("Файл прикреплён к этому письму.", "прикреплён"),
            ("The file is attached to this message.", "is attached"),
            (
                "The contract and the act, both attached, are signed.",
                "attached",
            ),
            ("Attached: act.pdf.", "Attached"),
            ("Attached is the report.", "Attached is"),
            ("See the attached file.", "See the attached"),
            ("We enclose the contract.", "We enclose"),
            (
                "Could you sign the contract, which is attached?",
                "is attached",
            ),
        ] {
            match says(text) {
                Saying::Promise(range) => assert_eq!(&text[range], words, "{text}"),
                other => panic!("{other:?} in {text}"),
            }
        }
    }

    #[test]
    fn mentions() {
        for text in [
            "Письмо без вложений.",
            "Во вложении Вашего письма — смета.",
            "Прошу направить акт во вложении.",
            "Направляем запрос, пришлите договор во вложении.",
            "Прошу прислать акт во вложении и счёт почтой.",
            "Нам нужен акт, прошу Вас, как и раньше, прислать его во вложении.",
            "В прошлом письме, которое я направил, акт был во вложении.",
        ] {
            assert_eq!(says(text), Saying::Mention, "{text}");
        }
        assert_eq!(says("Договор готов."), Saying::Nothing);
    }

    #[test]
    fn no_promises() {
        for text in [
            "Мобильное приложение обновлено.",
            "Ошибка в приложении исправлена.",
            "Письмо без вложений.",
            "Файл не прилагаю.",
            "Пришлите, пожалуйста, договор во вложении.",
            "Прошу направить акт во вложении.",
            "В прошлом письме я прикладывал акт.",
            "Вы прикрепили не тот файл во вложении.",
            "Получили ли Вы файл во вложении?",
            "The sign is attached to the wall.",
            "План прикреплён к стенду у ворот.",
            "The control panel is\nattached to the left leg.",
            "The file is not attached.",
            "Please attach the invoice.",
            "Could you send the report attached to your answer?",
            "I attached it to my previous email.",
            "You attached the wrong file.",
            "Спасибо за файл во вложении.",
            "Thanks for the attached file.",
            "We enclose nothing with this letter.",
        ] {
            assert!(
                !matches!(says(text), Saying::Promise(_)),
                "{text}: {:?}",
                says(text)
            );
        }
    }
}
