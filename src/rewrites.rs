//! Larger changes that a writer asks for, with or without a finding: the refactorings of a letter.

use std::ops::Range;

use crate::config::{Language, Structure};
use crate::letter::{Content, Format};
use crate::rules::division::{into_list, into_paragraphs};
use crate::rules::overview::Leaf;
use crate::rules::{Bilingual, Context, Overview, Passage, subject_proposal, you_capital};
use crate::text::Edit;

/// A change on offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// What it does, as a menu shows it.
    pub title: Bilingual,
    /// The edits to make, none overlapping another.
    pub edits: Vec<Edit>,
}

/// The changes that can be made where bytes of the letter are selected; an empty selection is a
/// cursor.
pub fn at(overview: &Overview, context: &Context, selection: &Range<usize>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    let mut offer = |title: Bilingual, edits: Vec<Edit>| {
        if !edits.is_empty() {
            found.push(Rewrite { title, edits });
        }
    };
    offer(
        PARAGRAPHS,
        at_cursor(overview, context, selection, into_paragraphs),
    );
    offer(LIST, at_cursor(overview, context, selection, into_list));
    offer(HEADINGS, headings(overview, selection));
    if overview.language() == Language::Russian {
        offer(CAPITALS, you_capital::capitalise_all(overview));
    }
    found
}

const PARAGRAPHS: Bilingual = Bilingual {
    ru: "Разделить абзац",
    en: "Divide the paragraph",
};
const LIST: Bilingual = Bilingual {
    ru: "Сделать нумерованный список",
    en: "Make a numbered list",
};
const HEADINGS: Bilingual = Bilingual {
    ru: "Озаглавить каждый абзац",
    en: "Put a heading over each paragraph",
};
const CAPITALS: Bilingual = Bilingual {
    ru: "Писать «Вы» с прописной буквы во всём письме",
    en: "Capitalise «Вы» throughout the letter",
};

/// A way to divide a passage.
type Divide = fn(&Passage, &Structure) -> Vec<Edit>;

/// Divides the paragraph in which the selection starts.
fn at_cursor(
    overview: &Overview,
    context: &Context,
    selection: &Range<usize>,
    divide: Divide,
) -> Vec<Edit> {
    let paragraph = overview.prose().find(|(_, leaf)| {
        let place = leaf.place(0..leaf.block.len);
        let text = matches!(leaf.block.content, Content::Paragraph(_));
        text && place.start <= selection.start && selection.start < place.end
    });
    let Some((_, leaf)) = paragraph else {
        return Vec::new();
    };
    let text = overview.text_of(&leaf);
    let passage = Passage::new(&text, &leaf.block.content, overview.format);
    let edits = divide(&passage, &context.config.structure).into_iter();
    let placed: Option<Vec<Edit>> = edits
        .map(|edit| leaf.edit(edit.range.clone(), &edit.text))
        .collect();
    placed.unwrap_or_default()
}

/// Fewer paragraphs need no headings.
const FEWEST_PARAGRAPHS: usize = 2;

/// Numbers and heads the selected paragraphs, or all of the letter's where nothing is selected and the
/// cursor stands in one of them. A heading names the document that its paragraph is about, or is left
/// to be filled in.
fn headings(overview: &Overview, selection: &Range<usize>) -> Vec<Edit> {
    let paragraphs: Vec<Leaf> = overview
        .prose()
        .filter(|(_, leaf)| matches!(leaf.block.content, Content::Paragraph(None)))
        .map(|(_, leaf)| leaf)
        .collect();
    let place = |leaf: &Leaf| leaf.place(0..leaf.block.len);
    let touches = |leaf: &Leaf| {
        let place = place(leaf);
        place.start <= selection.end && selection.start <= place.end
    };
    let selected: Vec<Leaf> = match selection.is_empty() {
        true if paragraphs.iter().any(touches) => paragraphs,
        true => Vec::new(),
        false => paragraphs.into_iter().filter(touches).collect(),
    };
    if selected.len() < FEWEST_PARAGRAPHS {
        return Vec::new();
    }
    let newline = overview.newline();
    let blank = match overview.language() {
        Language::Russian => "[заголовок]",
        Language::English => "[heading]",
    };
    let edits: Option<Vec<Edit>> = (1..)
        .zip(selected)
        .map(|(number, leaf)| {
            let subject = subject_proposal::document(&overview.text_of(&leaf));
            let heading = subject.as_deref().unwrap_or(blank);
            let line = match overview.format {
                Format::Markdown => format!("## {heading}{newline}{newline}"),
                _ => format!("{number}. {heading}{newline}{newline}"),
            };
            leaf.edit(0..0, &line)
        })
        .collect();
    edits.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load;
    use crate::engine::Session;
    use crate::surroundings::Nowhere;
    use crate::text::apply;

    fn rewritten(text: &str, format: Format, selected: &str, title: Bilingual) -> Option<String> {
        let config = load(&[]).expect("valid");
        let mut session = Session::new(text, format, config, Language::English);
        let start = text.find(selected).expect("in the text");
        let rewrites = session.rewrites(&Nowhere, &(start..start + selected.len()));
        let found = rewrites
            .into_iter()
            .find(|rewrite| rewrite.title == title)?;
        Some(apply(text, &found.edits))
    }

    const LETTER: &str = "Subject: Итоги\n\nДобрый день!\n\nДоговор № 12 подписан.\n\nЖдём вас.\n\nС уважением,\nАнна\n";

    #[test]
    fn paragraphs_get_headings() {
        let all = rewritten(LETTER, Format::Draft, "подписан.\n\nЖдём", HEADINGS);
        assert_eq!(
            all.as_deref(),
            Some(
                "Subject: Итоги\n\nДобрый день!\n\n1. Договор № 12\n\nДоговор № 12 подписан.\n\n2. [заголовок]\n\nЖдём вас.\n\nС уважением,\nАнна\n"
            )
        );
        assert_eq!(rewritten(LETTER, Format::Draft, "подписан", HEADINGS), None);
        let markdown = LETTER.replace("Subject: Итоги\n\n", "");
        let all = rewritten(&markdown, Format::Markdown, "подписан.\n\nЖдём", HEADINGS);
        assert!(all.is_some_and(|text| text.contains("\n## [заголовок]\n\nЖдём")));
    }

    #[test]
    fn a_paragraph_is_divided_and_questions_listed() {
        let text = "Добрый день!\n\nНасос готов. Счёт тоже. Когда? Где?\n";
        let divided = rewritten(text, Format::Draft, "Счёт", PARAGRAPHS);
        assert!(divided.is_some_and(|text| text.contains("Счёт тоже.\n\nКогда?")));
        let listed = rewritten(text, Format::Draft, "Счёт", LIST);
        assert!(listed.is_some_and(|text| text.ends_with("тоже.\n\n1. Когда?\n2. Где?\n")));
        assert_eq!(rewritten(text, Format::Draft, "день", LIST), None);
    }

    #[test]
    fn you_is_capitalised_throughout() {
        let all = rewritten(LETTER, Format::Draft, "Ждём", CAPITALS);
        assert!(all.is_some_and(|text| text.contains("Ждём Вас.")));
        let polite = LETTER.replace("вас", "Вас");
        assert_eq!(rewritten(&polite, Format::Draft, "Ждём", CAPITALS), None);
    }
}
