//! The complimentary close: «С уважением», "Kind regards".

use super::grammar::ClosePhrases;
use crate::text::words::{Word, first_word, first_words};

/// A close found in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Close {
    /// Whether a name stands on the same line.
    pub named: bool,
}

/// A close is at most this many words long, the name on its line included.
const LONGEST: usize = 12;

/// A close in the writer's own words is at most this many words long.
const LONGEST_FREE: usize = 7;

/// The name under it is at most this many words long.
const LONGEST_NAME: usize = 4;

/// Whether a line is a complimentary close.
pub fn is_close(line: &str, phrases: &ClosePhrases) -> bool {
    recognise(line, phrases).is_some()
}

/// Recognises a line that is a complimentary close: a set phrase, and after it at most a mark and a
/// name, or (after a phrase that is never prose) words that end with a comma.
pub fn recognise(line: &str, phrases: &ClosePhrases) -> Option<Close> {
    let line = line.trim().trim_matches(['*', '_']);
    let first = first_word(line)?;
    let may_be = phrases.phrases.may_start(&first) || phrases.short.may_start(&first);
    if line.len() > 200 || !may_be {
        return None;
    }
    let words = first_words(line, LONGEST + 1);
    if words.is_empty() || words.len() > LONGEST {
        return None;
    }
    let long = phrases
        .phrases
        .match_at(line, &words, 0)
        .map(|found| found.words.end);
    let short = phrases
        .short
        .match_at(line, &words, 0)
        .map(|found| found.words.end);
    let end = long.max(short)?;
    let rest = &line[words[end - 1].range.end..];
    let after = &words[end..];
    if after.is_empty() {
        return (!rest.contains(['?', ':', '('])).then_some(Close { named: false });
    }
    let marked = rest.starts_with([',', '.']) || rest.trim_start().starts_with(['-', '–', '—']);
    let named = after.len() <= 6 && after.iter().all(|word| is_name_like(line, word));
    if named && (marked || long.is_some()) && !rest.contains(['!', '?', ':']) {
        return Some(Close { named: true });
    }
    // A name in lower case after the comma, as some sign in haste.
    let hasty = long.is_some() && rest.starts_with(',') && after.len() <= 2;
    if hasty && line.ends_with(char::is_alphabetic) {
        return Some(Close { named: true });
    }
    let courtesy =
        long.is_some() && !marked && line.ends_with(',') && rest.matches(',').count() == 1;
    courtesy.then_some(Close { named: false })
}

/// Whether a line is a close in the writer's own words, with a name under it: a few words and a comma,
/// or thanks («Заранее благодарю за ответ!»).
pub fn is_free_close(line: &str, next: &str, phrases: &ClosePhrases) -> bool {
    let (line, next) = (line.trim(), next.trim().trim_end_matches(','));
    let plain = !next.contains([':', '@', '!', '?', '<', '(']) && !next.ends_with('.');
    let one = !line
        .trim_end_matches([',', '!', '.'])
        .contains(['.', ':', '!', '?']);
    if !plain || !one || !line.ends_with([',', '!', '.']) {
        return false;
    }
    let name = first_words(next, LONGEST_NAME + 1);
    let fits = (1..=LONGEST_NAME).contains(&name.len());
    if !fits || !name.iter().all(|word| is_name_like(next, word)) {
        return false;
    }
    let of_line = first_words(line, LONGEST_FREE + 1);
    let thanks = || phrases.short.match_at(line, &of_line, 0).is_some();
    of_line.len() <= LONGEST_FREE && (line.ends_with(',') || thanks())
}

fn is_name_like(line: &str, word: &Word) -> bool {
    let raw = &line[word.range.clone()];
    raw.starts_with(char::is_uppercase)
        || matches!(
            word.folded.as_str(),
            "and" | "и" | "ваш" | "ваша" | "команда"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases() -> ClosePhrases {
        ClosePhrases {
            phrases: ["с уважением", "best regards", "sincerely"]
                .into_iter()
                .collect(),
            short: ["спасибо", "thanks"].into_iter().collect(),
        }
    }

    #[test]
    fn closes_with_and_without_names() {
        for (line, named) in [
            ("С уважением,", false),
            ("*С уважением*", false),
            ("Best regards", false),
            ("Thanks,", false),
            ("С уважением, Иван Петров", true),
            ("С уважением Иван", true),
            ("Thanks, Bob", true),
            ("С уважением, анна", true),
            (
                "С уважением и надеждой на дальнейшее сотрудничество,",
                false,
            ),
            (
                "С уважением и надеждой на скорый ответ по договору поставки насосов Вам,",
                false,
            ),
        ] {
            assert_eq!(recognise(line, &phrases()), Some(Close { named }), "{line}");
        }
    }

    #[test]
    fn a_close_is_at_most_200_bytes_long() {
        let close = "С уважением и надеждой на дальнейшее плодотворное сотрудничество наших серьёзных промышленных предприятий,";
        assert_eq!(close.len(), 200);
        assert!(is_close(close, &phrases()));
        assert!(!is_close(
            &close.replace("серьёзных", "серьёзнейших"),
            &phrases()
        ));
    }

    #[test]
    fn closes_in_own_words_stand_above_a_name() {
        assert!(is_free_close(
            "Всегда рады помочь,",
            "Антон Лебедь,",
            &phrases()
        ));
        assert!(is_free_close(
            "Thank you for your help,",
            "Rosalind Achebe",
            &phrases()
        ));
        assert!(!is_free_close(
            "Если Вы согласны,",
            "подпишите договор.",
            &phrases()
        ));
        assert!(is_free_close(
            "Спасибо за помощь!",
            "Антон Лебедь",
            &phrases()
        ));
        assert!(!is_free_close(
            "Спасибо за помощь!",
            "Акт готов.",
            &phrases()
        ));
        assert!(!is_free_close("Всего доброго", "Антон Лебедь", &phrases()));
        for next in ["Антон Лебедь.", "Антон Лебедь!"] {
            assert!(!is_free_close("Всегда рады помочь,", next, &phrases()));
        }
        assert!(!is_free_close(
            "Рады помочь. Пишите нам,",
            "Антон Лебедь",
            &phrases()
        ));
        assert!(!is_free_close(
            "Мы всегда очень рады помочь Вам и коллегам,",
            "Антон Лебедь",
            &phrases()
        ));
        assert!(!is_free_close(
            "Всегда рады помочь,",
            "Группа Компаний Вектор Отдел Продаж",
            &phrases()
        ));
    }

    #[test]
    fn prose_is_no_close() {
        for line in [
            "С уважением отношусь к Вашей работе.",
            "С уважением отношусь к Вашей работе",
            "С уважением жду",
            "Thanks for that",
            "С уважением и надеждой на то что Вы найдёте время ответить нам на этой неделе,",
            "Thanks for the quick answer",
            "Спасибо за помощь, Иван",
            "С уважением анна",
            "Спасибо! Ждём. Готово.",
            "С уважением относящиеся градостроительные природоохранительные сельскохозяйственные машиностроительные организации,",
            "Sincerely hoping that you will find the time to answer us this week, we wait,",
        ] {
            assert_eq!(recognise(line, &phrases()), None, "{line}");
        }
    }
}
