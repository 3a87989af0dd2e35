//! How a text is divided: a paragraph into shorter ones, sentences in a row into a numbered list.
//! Shared by the rules of structure and by the refactorings that need no finding.

use std::ops::Range;

use super::Passage;
use crate::config::Structure;
use crate::text::Edit;
use crate::text::lines::newline_of;
use crate::text::words::{Word, capitalised};

/// The edits of a passage's text that divide it into paragraphs: before the sentences that open a new
/// thought or the first question of several, and where a part is still long, at the sentence nearest to its middle. None where there is
/// only one sentence.
pub fn into_paragraphs(passage: &Passage, limits: &Structure) -> Vec<Edit> {
    let from = passage.salutation().end;
    let sentences: Vec<Range<usize>> = own_sentences(passage, from).collect();
    let mut starts: Vec<usize> = (1..sentences.len())
        .filter(|index| {
            let asks = |index: usize| passage.text[sentences[index].clone()].ends_with('?');
            let first_question = asks(*index) && !asks(index - 1);
            first_question || opens_thought(passage, &sentences[*index], limits)
        })
        .collect();
    if starts.is_empty() {
        starts.extend(middle(passage, &sentences, 0..sentences.len()));
    }
    // What is still too long is divided again.
    let mut part = 0;
    while part <= starts.len() {
        let begin = part.checked_sub(1).map_or(0, |before| starts[before]);
        let end = starts.get(part).copied().unwrap_or(sentences.len());
        let long = is_long(passage, &sentences[begin..end], limits);
        match middle(passage, &sentences, begin..end).filter(|_| long) {
            Some(split) => starts.insert(part, split),
            None => part += 1,
        }
    }
    let newline = newline_of(passage.text);
    starts
        .into_iter()
        .map(|index| {
            let gap = sentences[index - 1].end..sentences[index].start;
            Edit::new(gap, newline.repeat(2))
        })
        .collect()
}

/// Whether sentences are more than one paragraph should hold.
pub fn is_long(passage: &Passage, sentences: &[Range<usize>], limits: &Structure) -> bool {
    let words: usize = sentences
        .iter()
        .map(|sentence| passage.words_in(sentence).len())
        .sum();
    is_more(words, sentences.len(), limits)
}

/// Whether so many words in so many sentences are more than one paragraph should hold.
pub fn is_more(words: usize, sentences: usize, limits: &Structure) -> bool {
    words > limits.paragraph_words || sentences > limits.paragraph_sentences
}

/// The sentences after a byte.
pub fn own_sentences<'p>(
    passage: &'p Passage,
    from: usize,
) -> impl Iterator<Item = Range<usize>> + use<'p> {
    passage
        .sentences
        .iter()
        .filter(move |sentence| sentence.start >= from)
        .cloned()
}

/// Whether a sentence counts a point: «во-вторых, …».
pub fn counts(passage: &Passage, sentence: &Range<usize>, limits: &Structure) -> bool {
    counted(passage, sentence, limits).is_some()
}

/// Whether a sentence comes to another thought: «кроме того, …», «во-вторых, …».
pub fn opens_thought(passage: &Passage, sentence: &Range<usize>, limits: &Structure) -> bool {
    let words = passage.words_in(sentence);
    limits.openers.match_at(passage.text, words, 0).is_some()
        || limits
            .enumerators
            .match_at(passage.text, words, 0)
            .is_some()
}

/// The sentence of `part` whose start is nearest to the middle of its text.
fn middle(passage: &Passage, sentences: &[Range<usize>], part: Range<usize>) -> Option<usize> {
    let (first, last) = (
        sentences.get(part.start)?,
        sentences.get(part.end.checked_sub(1)?)?,
    );
    let half = (passage.words_in(&(first.start..last.end)).len() / 2) as i64;
    (part.start + 1..part.end).min_by_key(|index| {
        let before = passage
            .words_in(&(first.start..sentences[*index].start))
            .len() as i64;
        (before - half).abs()
    })
}

/// The edits that turn sentences in a row into a numbered list: those that count («во-первых, …»), else
/// questions. None where fewer than two stand in a row.
pub fn into_list(passage: &Passage, limits: &Structure) -> Vec<Edit> {
    let sentences: Vec<Range<usize>> = own_sentences(passage, passage.salutation().end).collect();
    let counted = |sentence: &Range<usize>| counted(passage, sentence, limits).is_some();
    let asks = |sentence: &Range<usize>| passage.text[sentence.clone()].ends_with('?');
    let row = longest_row(&sentences, counted).or_else(|| longest_row(&sentences, asks));
    let Some(row) = row else {
        return Vec::new();
    };
    let text = passage.text;
    let newline = newline_of(text);
    let mut edits = Vec::new();
    for (number, index) in row.clone().enumerate() {
        let sentence = &sentences[index];
        let start = match index.checked_sub(1) {
            Some(before) => sentences[before].end,
            None => sentence.start,
        };
        // An enumerating word goes, and the word after it begins the point.
        let (end, capital) = match counted_end(passage, sentence, limits) {
            Some(next) => (next.end, capitalised(&text[next])),
            None => (sentence.start, String::new()),
        };
        let gap = match (number, index) {
            (0, 0) => String::new(),
            (0, _) => newline.repeat(2),
            _ => newline.to_owned(),
        };
        edits.push(Edit::new(
            start..end,
            format!("{gap}{}. {capital}", number + 1),
        ));
    }
    if let (Some(last), Some(next)) = (sentences.get(row.end - 1), sentences.get(row.end)) {
        edits.push(Edit::new(last.end..next.start, newline.repeat(2)));
    }
    edits
}

/// The longest row of two or more sentences that a predicate wants.
fn longest_row(
    sentences: &[Range<usize>],
    wanted: impl Fn(&Range<usize>) -> bool,
) -> Option<Range<usize>> {
    let mut best: Option<Range<usize>> = None;
    let mut start = 0;
    for end in 0..=sentences.len() {
        if end < sentences.len() && wanted(&sentences[end]) {
            continue;
        }
        let longer = best.as_ref().is_none_or(|best| best.len() < end - start);
        if end - start >= 2 && longer {
            best = Some(start..end);
        }
        start = end + 1;
    }
    best
}

/// The enumerating words at the start of a sentence.
fn counted<'p>(
    passage: &'p Passage,
    sentence: &Range<usize>,
    limits: &Structure,
) -> Option<&'p [Word]> {
    let words = passage.words_in(sentence);
    let hit = limits.enumerators.match_at(passage.text, words, 0)?;
    Some(&words[hit.words])
}

/// Byte range of the word after the enumerating ones.
fn counted_end(
    passage: &Passage,
    sentence: &Range<usize>,
    limits: &Structure,
) -> Option<Range<usize>> {
    let counting = counted(passage, sentence, limits)?.len();
    let next = passage.words_in(sentence).get(counting)?;
    Some(next.range.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load;
    use crate::letter::{Content, Format};
    use crate::text::apply;

    fn divided(text: &str, divide: fn(&Passage, &Structure) -> Vec<Edit>) -> String {
        let config = load(&[]).expect("valid");
        let passage = Passage::new(text, &Content::Paragraph(None), Format::Plain);
        apply(text, &divide(&passage, &config.structure))
    }

    #[test]
    fn a_paragraph_is_divided_where_a_thought_begins() {
        assert_eq!(
            divided(
                "Акт готов. Счёт тоже. Кроме того, прошу сверить суммы. Их три.\n",
                into_paragraphs
            ),
            "Акт готов. Счёт тоже.\n\nКроме того, прошу сверить суммы. Их три.\n"
        );
        assert_eq!(
            divided(
                "One two. Three\r\nfour. Five six. Seven eight.\r\n",
                into_paragraphs
            ),
            "One two. Three\r\nfour.\r\n\r\nFive six. Seven eight.\r\n"
        );
        assert_eq!(
            divided(
                "Акт готов. Счёт готов. Кто их подпишет? Когда?\n",
                into_paragraphs
            ),
            "Акт готов. Счёт готов.\n\nКто их подпишет? Когда?\n"
        );
        let many = "Акт готов. Счёт готов. Ключ здесь. ".repeat(5);
        let parts = divided(&many, into_paragraphs);
        let parts: Vec<usize> = parts
            .split("\n\n")
            .map(|part| part.matches('.').count())
            .collect();
        assert_eq!(parts, [3, 4, 4, 4]);
        assert_eq!(
            divided("Одно предложение.\n", into_paragraphs),
            "Одно предложение.\n"
        );
    }

    #[test]
    fn sentences_in_a_row_become_a_list() {
        assert_eq!(
            divided(
                "Есть замечания. Во-первых, нет подписи. Во-вторых,\nнет даты. Ждём ответа.\n",
                into_list
            ),
            "Есть замечания.\n\n1. Нет подписи.\n2. Нет даты.\n\nЖдём ответа.\n"
        );
        assert_eq!(
            divided(
                "Is the bus heated? Can it carry 24 👨‍👩‍👧 children? Thank you.\n",
                into_list
            ),
            "1. Is the bus heated?\n2. Can it carry 24 👨‍👩‍👧 children?\n\nThank you.\n"
        );
        assert_eq!(
            divided(
                "Кто придёт? Когда? Дом закрыт. Где ключ? У кого?\n",
                into_list
            ),
            "1. Кто придёт?\n2. Когда?\n\nДом закрыт. Где ключ? У кого?\n"
        );
        assert_eq!(
            divided(
                "Кто придёт? Когда? Один? Дом закрыт. Где ключ? У кого?\n",
                into_list
            ),
            "1. Кто придёт?\n2. Когда?\n3. Один?\n\nДом закрыт. Где ключ? У кого?\n"
        );
        assert_eq!(
            divided("First, sign it. Then go.\n", into_list),
            "First, sign it. Then go.\n"
        );
    }
}
