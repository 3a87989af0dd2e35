//! What the blocks of a letter come to, kept up to date as blocks come and go, so that a keystroke in a
//! long letter costs what it costs in a short one.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::ops::Range;

use super::Analysis;
use super::places::{Place, Places};
use super::sparse::Sparse;
use crate::letter::{Block, Content, Update, is_message};
use crate::rules::passage::Letters;
use crate::rules::{Mark, RULES, Severity};
use foldhash::fast::FixedState;

/// What rules look for among the leaves of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What tells of the envelope: header blocks, part headers, tags.
    Envelope,
    /// What the writer wrote.
    Prose,
    /// A salutation, or a paragraph that opens with one.
    Salutation,
    /// A complimentary close.
    Close,
    /// A signature.
    Signature,
    /// What belongs to an earlier message, the line above it included.
    History,
    /// The words of an earlier message.
    Message,
    /// A line between MIME parts.
    Delimiter,
}

const PARTS: [Part; 8] = [
    Part::Envelope,
    Part::Prose,
    Part::Salutation,
    Part::Close,
    Part::Signature,
    Part::History,
    Part::Message,
    Part::Delimiter,
];

impl Part {
    fn is(self, content: &Content) -> bool {
        match self {
            Self::Envelope => matches!(
                content,
                Content::Header(_) | Content::PartHeader(..) | Content::Tag(_)
            ),
            Self::Prose => content.is_prose(),
            Self::Salutation => content.salutation().is_some(),
            Self::Close => matches!(content, Content::Close),
            Self::Signature => matches!(content, Content::Signature),
            Self::History => content.is_history(),
            Self::Message => is_message(content),
            Self::Delimiter => matches!(content, Content::Delimiter),
        }
    }
}

/// How many of something leaves, or blocks, have.
#[derive(Debug, Clone, Default)]
struct Tally {
    counts: Sparse<usize>,
    total: usize,
}

impl Tally {
    fn of(len: usize) -> Self {
        Self {
            counts: Sparse::of(len),
            total: 0,
        }
    }

    fn add(&mut self, index: usize, count: usize) {
        self.total += count;
        *self.counts.entry(index, 0) += count;
    }

    /// Forgets what a range of indices has, in whose place so many others come.
    fn replace(&mut self, old: &Range<usize>, new: usize) {
        let total = &mut self.total;
        self.counts.replace(old, new, |count| *total -= count);
    }

    fn indices(&self) -> impl DoubleEndedIterator<Item = usize> + Clone {
        self.counts.iter().map(|(index, _)| index)
    }
}

/// Where a leaf is: a block of the letter, or of a decoded body in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Index of the block of the letter.
    pub block: usize,
    /// Index of the block in the decoded body; 0 in a block that is none.
    pub inner: usize,
    /// Where that starts: a byte of the decoded body; 0 in a block that is none.
    pub offset: usize,
}

/// What the blocks of a letter come to. Leaves are the blocks, with those of decoded bodies in the
/// place of their parts; all indices are in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    places: Places,
    leaves: Vec<Position>,
    parts: [Tally; PARTS.len()],
    /// Leaves with marks of each rule.
    marked: Vec<Tally>,
    /// The same by the kinds of the marks, and the sum of the hashes of their texts.
    kinds: BTreeMap<(usize, u8), (Tally, u64)>,
    /// Blocks with findings of each severity.
    found: [Tally; SEVERITIES.len()],
    /// Blocks with bodies that could not be decoded as a whole.
    damaged: Tally,
    /// Blocks in which rules panicked.
    failed: Tally,
    /// Letters by script.
    pub letters: Letters,
    /// Sentences that the writer wrote, the salutation not counted.
    pub sentences: usize,
    /// Words that the writer wrote, the salutation's not counted.
    pub words: usize,
}

/// From the worst on.
pub const SEVERITIES: [Severity; 4] = [
    Severity::Error,
    Severity::Warning,
    Severity::Information,
    Severity::Hint,
];

impl Ledger {
    /// Takes the blocks of a letter, of which none is judged yet.
    pub fn new(blocks: &[Block]) -> Self {
        let mut ledger = Self {
            marked: vec![Tally::default(); RULES.len()],
            ..Self::default()
        };
        let update = Update {
            old: 0..0,
            new: 0..blocks.len(),
        };
        ledger.replace(&update, blocks, &[]);
        ledger
    }

    /// Goes on with blocks, of which some came in the place of others; `analyses` are of those
    /// that went. Returns the same of their leaves.
    pub fn replace(
        &mut self,
        update: &Update,
        blocks: &[Block],
        analyses: &[Option<Analysis>],
    ) -> Update {
        for analysis in analyses.iter().flatten() {
            self.subtract(analysis);
        }
        let (old, new) = (update.old.clone(), update.new.clone());
        let gone = self.first_leaf(old.start)..self.first_leaf(old.end);
        for tally in self.of_blocks() {
            tally.replace(&old, new.len());
        }
        let fresh = &blocks[new.clone()];
        let lens = fresh.iter().map(|block| Place {
            byte: block.len,
            line: block.lines,
        });
        self.places.replace(&old, lens);
        let mut leaves = Vec::new();
        for (index, block) in new.clone().zip(fresh) {
            if let Content::Encoded(body) = &block.content
                && !body.decoded.intact
            {
                self.damaged.add(index, 1);
            }
            push_leaves(&mut leaves, index, block);
        }
        if old.len() != new.len() {
            for leaf in &mut self.leaves[gone.end..] {
                leaf.block = leaf.block - old.len() + new.len();
            }
        }
        let came = gone.start..gone.start + leaves.len();
        self.leaves.splice(gone.clone(), leaves);
        for tally in self.of_leaves() {
            tally.replace(&gone, came.len());
        }
        for leaf in came.clone() {
            let Some(content) = self.block_of(leaf, blocks).map(|block| &block.content) else {
                continue;
            };
            for (part, tally) in PARTS.iter().zip(&mut self.parts) {
                if part.is(content) {
                    tally.add(leaf, 1);
                }
            }
        }
        Update {
            old: gone,
            new: came,
        }
    }

    /// Takes what was found in a block.
    pub fn judged(&mut self, block: usize, analysis: &Analysis) {
        for finding in &analysis.findings {
            self.found[finding.severity as usize].add(block, 1);
        }
        if !analysis.failed.is_empty() {
            self.failed.add(block, analysis.failed.len());
        }
        let first = self.first_leaf(block);
        self.add(first, analysis);
        for (inner, analysis) in analysis.inner.iter().enumerate() {
            if let Some(analysis) = analysis {
                self.add(first + inner, analysis);
            }
        }
    }

    fn add(&mut self, leaf: usize, analysis: &Analysis) {
        self.letters += analysis.letters;
        self.sentences += analysis.sentences;
        self.words += analysis.words;
        for (rule, marks) in &analysis.marked {
            self.marked[*rule].add(leaf, marks.len());
            for mark in &analysis.marks[marks.clone()] {
                let kind = self.kinds.entry((*rule, mark.kind));
                let (tally, digest) = kind.or_insert_with(|| (Tally::of(self.leaves.len()), 0));
                tally.add(leaf, 1);
                *digest = digest.wrapping_add(hash(mark));
            }
        }
    }

    fn subtract(&mut self, analysis: &Analysis) {
        self.letters.cyrillic -= analysis.letters.cyrillic;
        self.letters.latin -= analysis.letters.latin;
        self.letters.other -= analysis.letters.other;
        self.sentences -= analysis.sentences;
        self.words -= analysis.words;
        for (rule, marks) in &analysis.marked {
            for mark in &analysis.marks[marks.clone()] {
                if let Some((_, digest)) = self.kinds.get_mut(&(*rule, mark.kind)) {
                    *digest = digest.wrapping_sub(hash(mark));
                }
            }
        }
        for analysis in analysis.inner.iter().flatten() {
            self.subtract(analysis);
        }
    }

    fn of_leaves(&mut self) -> impl Iterator<Item = &mut Tally> {
        let marks = self.kinds.values_mut().map(|(tally, _)| tally);
        let marks = self.marked.iter_mut().chain(marks);
        self.parts.iter_mut().chain(marks)
    }

    fn of_blocks(&mut self) -> impl Iterator<Item = &mut Tally> {
        let others = [&mut self.damaged, &mut self.failed];
        self.found.iter_mut().chain(others)
    }

    /// The first leaf at or after a block.
    pub fn first_leaf(&self, block: usize) -> usize {
        self.leaves.partition_point(|leaf| leaf.block < block)
    }

    /// Where a block starts: a byte of the text.
    pub fn start(&self, block: usize) -> usize {
        self.place(block).byte
    }

    /// Where a block starts: a byte and a line of the text.
    pub fn place(&self, block: usize) -> Place {
        self.places.start(block)
    }

    /// The last block that starts before a byte, or the first one, and where it starts.
    pub fn before(&self, byte: usize) -> (usize, usize) {
        let block = self.places.before(byte).saturating_sub(1);
        (block, self.start(block))
    }

    /// How many leaves there are.
    pub fn leaf_count(&self) -> usize {
        self.leaves.len()
    }

    /// Where a leaf is.
    pub fn position(&self, leaf: usize) -> Option<Position> {
        self.leaves.get(leaf).copied()
    }

    /// The block that a leaf is, or the block of a decoded body.
    fn block_of<'b>(&self, leaf: usize, blocks: &'b [Block]) -> Option<&'b Block> {
        let Position { block, inner, .. } = self.position(leaf)?;
        let block = blocks.get(block)?;
        match &block.content {
            Content::Encoded(body) => body.blocks.get(inner),
            _ => Some(block),
        }
    }

    /// The leaves that are such a part.
    pub fn part(&self, part: Part) -> impl DoubleEndedIterator<Item = usize> + Clone {
        self.parts[part as usize].indices()
    }

    /// How many leaves are such a part.
    pub fn count(&self, part: Part) -> usize {
        self.parts[part as usize].total
    }

    /// The leaves in which a rule, by its index, left marks.
    pub fn marked(&self, rule: usize) -> impl Iterator<Item = usize> {
        self.marked.get(rule).into_iter().flat_map(Tally::indices)
    }

    /// The leaves in which it left marks of a kind.
    pub fn marked_as(&self, rule: usize, kind: u8) -> impl Iterator<Item = usize> {
        let kind = self.kinds.get(&(rule, kind));
        kind.into_iter().flat_map(|(tally, _)| tally.indices())
    }

    /// How many marks of a kind it left, and a hash of their texts, in whatever order.
    pub fn marks(&self, rule: usize, kind: u8) -> (usize, u64) {
        let kind = self.kinds.get(&(rule, kind));
        kind.map_or((0, 0), |(tally, digest)| (tally.total, *digest))
    }

    /// The blocks with findings of a severity.
    pub fn found(&self, severity: Severity) -> impl Iterator<Item = usize> {
        self.found[severity as usize].indices()
    }

    /// How many findings the blocks have.
    pub fn findings(&self) -> usize {
        self.found.iter().map(|tally| tally.total).sum()
    }

    /// The blocks with bodies that could not be decoded as a whole.
    pub fn damaged(&self) -> impl Iterator<Item = usize> {
        self.damaged.indices()
    }

    /// The blocks in which rules panicked.
    pub fn failed(&self) -> impl Iterator<Item = usize> {
        self.failed.indices()
    }
}

fn hash(mark: &Mark) -> u64 {
    FixedState::default().hash_one(&mark.text)
}

/// Adds the leaves of a block with an index.
fn push_leaves(leaves: &mut Vec<Position>, index: usize, block: &Block) {
    let mut position = Position {
        block: index,
        inner: 0,
        offset: 0,
    };
    let Content::Encoded(body) = &block.content else {
        leaves.push(position);
        return;
    };
    for block in &body.blocks {
        leaves.push(position);
        position.inner += 1;
        position.offset += block.len;
    }
}
