//! What is selected around a place, step by step: the word, the sentence, the paragraph, the writer's
//! text (or the history, or the header block), the letter.

use std::ops::Range;

use crate::letter::Content;
use crate::rules::overview::Leaf;
use crate::rules::{Overview, Passage};
use crate::text::lines::{lines, trimmed};
use crate::text::words::words;

/// The stretches around a byte of the letter, each within the next one and shorter than it.
pub fn around(overview: &Overview, at: usize) -> Vec<Range<usize>> {
    let mut chain: Vec<Range<usize>> = Vec::new();
    let mut add = |range: Range<usize>| {
        let wider = chain.last().is_none_or(|last| {
            range.start <= last.start && last.end <= range.end && *last != range
        });
        if wider && range.start <= at && at <= range.end {
            chain.push(range);
        }
    };
    let place = |leaf: &Leaf| leaf.place(0..leaf.block.len);
    let holds = |leaf: &Leaf| {
        let range = place(leaf);
        range.contains(&at) || (range.end == at && at == overview.text.len_bytes())
    };
    let leaves: Vec<Leaf> = overview.leaves().collect();
    if let Some(index) = leaves.iter().position(holds) {
        let leaf = &leaves[index];
        in_block(overview, leaf, at).into_iter().for_each(&mut add);
        let part = part_of(leaf);
        let same = |leaf: &&Leaf| part_of(leaf) == part;
        let before = leaves[..index].iter().rev().take_while(same).last();
        let after = leaves[index..].iter().take_while(same).last();
        let start = place(before.unwrap_or(leaf)).start;
        let end = place(after.unwrap_or(leaf)).end;
        add(trimmed_in(overview, start..end));
        add(start..end);
    }
    add(0..overview.text.len_bytes());
    chain
}

fn trimmed_in(overview: &Overview, range: Range<usize>) -> Range<usize> {
    let text = crate::text::slice(overview.text, range.clone());
    let inner = trimmed(&text, 0..text.len());
    range.start + inner.start..range.start + inner.end
}

/// The parts of a letter that follow one another: envelope, the writer's text, history.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Part {
    Envelope,
    Own,
    History,
}

fn part_of(leaf: &Leaf) -> Part {
    match &leaf.block.content {
        Content::Header(_)
        | Content::PartHeader(..)
        | Content::Delimiter
        | Content::Opaque { .. } => Part::Envelope,
        content if content.is_history() => Part::History,
        _ => Part::Own,
    }
}

/// The stretches of one block, inner ones first; not all of them hold the byte.
fn in_block(overview: &Overview, leaf: &Leaf, at: usize) -> Vec<Range<usize>> {
    let text = overview.text_of(leaf);
    let whole = trimmed(&text, 0..text.len());
    let near = |range: &Range<usize>| {
        let place = leaf.place(range.clone());
        place.start <= at && at <= place.end
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut words = words(&text).into_iter().map(|word| word.range);
    // Of two words that touch the place the one that starts there is meant.
    found.extend(words.rfind(near));
    match &leaf.block.content {
        Content::Header(header) | Content::PartHeader(header, _) => {
            for field in header.fields.iter().filter(|field| near(&field.range)) {
                found.push(field.value_range.clone());
                found.push(trimmed(&text, field.range.clone()));
            }
        }
        content if content.is_prose() => {
            let passage = Passage::new(&text, content, overview.format);
            found.extend(passage.sentences.iter().rfind(|range| near(range)).cloned());
        }
        _ => {
            let mut end = 0;
            let lines = lines(&text).map(|line| {
                end += line.len();
                trimmed(&text, end - line.len()..end)
            });
            found.extend(lines.into_iter().filter(near).last());
        }
    }
    found.push(whole);
    found.into_iter().map(|range| leaf.place(range)).collect()
}
