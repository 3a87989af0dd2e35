//! Remembers what has not changed. After an edit only the blocks that it touched are judged again,
//! and the letter as a whole by what its blocks showed.
//!
//! The law that everything rests on: after any sequence of edits the findings equal those of a fresh
//! check of the final text.

mod analysis;
mod found;
mod ledger;
mod pieces;
mod places;
mod repeated;
mod sparse;
mod verdicts;
mod whole;

use std::ops::Range;
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use ropey::Rope;

pub use analysis::Analysis;
pub use found::Found;
pub use ledger::{Ledger, Part};
pub use repeated::Repeated;

use analysis::{Before, analyse, is_judged};
use pieces::Known;
use verdicts::Verdicts;
use whole::Whole;

use crate::config::{Config, Language};
use crate::guard;
use crate::letter::header::Header;
use crate::letter::{Change, Format, KeptHistory, Letter, Update, is_message};
use crate::rewrites::{self, Rewrite};
use crate::rules::{self, Context, Finding, Overview};
use crate::surroundings::{Nowhere, Surroundings};
use crate::text::{self, Edit};

/// From so many bytes on blocks are judged side by side, by all cores: a letter that is opened, or a long
/// text that is pasted. For less it does not pay to wake a thread.
const MUCH: usize = 32 << 10;

/// So many blocks are judged before what they come to is taken.
const GROUP: usize = 4096;

/// So many languages of a letter are told: nobody writes in more.
const MOST_LANGUAGES: usize = 4;

/// A letter that is being written, with the findings in it.
#[derive(Debug, Clone)]
pub struct Session {
    config: Arc<Config>,
    /// Language of messages.
    messages: Language,
    text: Rope,
    letter: Letter,
    /// The history that the letter was opened with.
    kept: Option<KeptHistory>,
    /// For each block what was found in it; `None` where it is still to be judged, or no prose.
    analyses: Vec<Option<Analysis>>,
    /// What the blocks come to.
    ledger: Ledger,
    /// What was found by their marks.
    verdicts: Verdicts,
    /// The blocks that are still to be judged lie among these.
    unjudged: Range<usize>,
    /// What was found in pieces of long blocks that were edited since.
    known: Known,
    /// What was found in passages of other letters.
    repeated: Option<Arc<Repeated>>,
    /// Languages beside Russian and English that the last check showed.
    languages: Vec<String>,
}

impl Session {
    /// Opens a letter.
    pub fn new(text: &str, format: Format, config: Arc<Config>, messages: Language) -> Self {
        let text = Rope::from_str(text);
        let letter = parse(&text, format, &config);
        let kept = guard::survive("history", || KeptHistory::of(&text, letter.blocks()));
        let ledger = Ledger::new(letter.blocks());
        Self {
            config,
            messages,
            text,
            kept: kept.flatten(),
            analyses: vec![None; letter.blocks().len()],
            verdicts: Verdicts::new(ledger.leaf_count()),
            ledger,
            unjudged: 0..letter.blocks().len(),
            letter,
            known: Known::default(),
            repeated: None,
            languages: Vec::new(),
        }
    }

    /// Takes what was found in passages of other letters, by the same rules and with messages in the same
    /// language, and adds its own.
    pub fn sharing(mut self, repeated: Arc<Repeated>) -> Self {
        self.repeated = Some(repeated);
        self
    }

    /// The text as it is now.
    pub fn text(&self) -> &Rope {
        &self.text
    }

    /// The rules in force.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// Language of messages.
    pub fn messages(&self) -> Language {
        self.messages
    }

    /// The letter as it is now.
    pub fn letter(&self) -> &Letter {
        &self.letter
    }

    /// A session on the same text that has judged nothing yet. It remembers what this one was opened
    /// with.
    pub fn afresh(&self) -> Self {
        let mut fresh = self.clone();
        fresh.reconfigure(self.config.clone(), self.messages);
        fresh
    }

    /// The changes on offer where bytes of the text are selected.
    pub fn rewrites(
        &mut self,
        surroundings: &dyn Surroundings,
        selection: &Range<usize>,
    ) -> Vec<Rewrite> {
        self.analyse();
        let overview = self.overview(surroundings);
        match overview.is_letter() {
            true => rewrites::at(&overview, &self.context(), selection),
            false => Vec::new(),
        }
    }

    /// What is seen of the whole letter, judged to its end.
    pub fn judged<'a>(&'a mut self, surroundings: &'a dyn Surroundings) -> Overview<'a> {
        self.analyse();
        self.overview(surroundings)
    }

    /// The language that the letter is written in.
    pub fn language(&mut self) -> Language {
        self.judged(&Nowhere).language()
    }

    fn context(&self) -> Context<'_> {
        Context {
            config: &self.config,
            messages: self.messages,
        }
    }

    /// What the rules see of the whole letter, as far as it is judged.
    pub fn overview<'a>(&'a self, surroundings: &'a dyn Surroundings) -> Overview<'a> {
        let (format, blocks) = (self.letter.format, self.letter.blocks());
        let (analyses, ledger) = (&self.analyses, &self.ledger);
        let mut overview =
            Overview::new(format, &self.text, blocks, analyses, ledger, surroundings);
        overview.had_history = self.kept.is_some();
        overview
    }

    /// Judges the blocks that are not judged yet.
    fn analyse(&mut self) {
        while !self.unjudged.is_empty() {
            let Range { start, end } = self.unjudged;
            let group = start..end.min(start + GROUP);
            for (index, found) in group.clone().zip(self.analysed(group.clone())) {
                if let Some(analysis) = found {
                    self.ledger.judged(index, &analysis);
                    let first = self.ledger.first_leaf(index);
                    self.verdicts.judged(first, &analysis);
                    self.analyses[index] = Some(analysis);
                }
            }
            self.unjudged.start = group.end;
        }
        self.known.clear();
    }

    /// What is found in blocks; `None` for those that are judged already, or no prose.
    fn analysed(&self, blocks: Range<usize>) -> Vec<Option<Analysis>> {
        let context = self.context();
        let before = Before {
            known: &self.known,
            repeated: self.repeated.as_deref(),
        };
        let bytes = self.ledger.start(blocks.end) - self.ledger.start(blocks.start);
        let judge = |index: usize| {
            let block = &self.letter.blocks()[index];
            let wanted = self.analyses[index].is_none() && is_judged(&block.content);
            wanted.then(|| {
                let start = self.ledger.start(index);
                let text = text::slice(&self.text, start..start + block.len);
                analyse(block, &text, self.letter.format, &context, before)
            })
        };
        match bytes < MUCH {
            true => blocks.map(judge).collect(),
            false => blocks.into_par_iter().map(judge).collect(),
        }
    }

    /// The edit that puts back the history that the letter was opened with; `None` where there was
    /// none, or the letter still quotes a message.
    pub fn restored_history(&self) -> Option<Edit> {
        let blocks = self.letter.blocks();
        let quotes = blocks.iter().any(|block| is_message(&block.content));
        let kept = self.kept.as_ref().filter(|_| !quotes)?;
        Some(kept.restore(&self.text, blocks))
    }

    /// Languages beside Russian and English that the letter is in, as tags (RFC 5646): those that its
    /// header names and those that its passages showed when they were last checked.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// Goes on with other rules.
    pub fn reconfigure(&mut self, config: Arc<Config>, messages: Language) {
        self.letter = parse(&self.text, self.letter.format, &config);
        self.analyses = vec![None; self.letter.blocks().len()];
        self.ledger = Ledger::new(self.letter.blocks());
        self.verdicts = Verdicts::new(self.ledger.leaf_count());
        self.unjudged = 0..self.letter.blocks().len();
        self.known.clear();
        self.repeated = None;
        self.config = config;
        self.messages = messages;
    }

    /// Replaces a byte range of the text.
    pub fn edit(&mut self, edit: &Edit) {
        let change = Change {
            removed: text::replace(&mut self.text, edit),
            inserted: edit.text.len(),
        };
        let taken = guard::survive("edit", || {
            let near = change.removed.start.saturating_sub(self.letter.beyond());
            let from = self.ledger.before(near);
            let (text, grammar) = (&self.text, &self.config.letter);
            let update = self.letter.update(text, &change, from, grammar);
            self.take(&update);
        });
        if taken.is_none() {
            self.reconfigure(self.config.clone(), self.messages);
        }
    }

    /// Takes the blocks that came in the place of others.
    fn take(&mut self, update: &Update) {
        let Update { old, new } = update;
        let gone = &self.analyses[old.clone()];
        (gone.iter().flatten()).for_each(|analysis| self.known.keep(analysis));
        let leaves = self.ledger.replace(update, self.letter.blocks(), gone);
        self.verdicts.replace(&leaves);
        let fresh = std::iter::repeat_n(None, new.len());
        self.analyses.splice(old.clone(), fresh);
        self.unjudged = match (self.unjudged.is_empty(), self.unjudged.end > old.end) {
            (true, _) => new.clone(),
            (_, true) => {
                self.unjudged.start.min(new.start)..self.unjudged.end - old.len() + new.len()
            }
            _ => self.unjudged.start.min(new.start)..new.end,
        };
    }

    /// Everything there is to find, in the order of the text. Ranges are bytes of the text.
    pub fn check(&mut self, surroundings: &dyn Surroundings) -> Vec<Finding> {
        self.judge(surroundings, |session, whole| {
            let found = session.found(whole, usize::MAX);
            found.iter().map(Found::in_text).collect()
        })
    }

    /// The worst findings, at most `most`, in the order of the text, and how many there are in all.
    /// The others are not looked at: a keystroke in a letter with thousands of findings costs the same as
    /// in one with `most`.
    pub fn worst(&mut self, surroundings: &dyn Surroundings, most: usize) -> (Vec<Found>, usize) {
        self.judge(surroundings, |session, whole| {
            let total = match whole.failed.is_empty() {
                true => session.ledger.findings() + whole.findings.len() + whole.verdicts.count(),
                false => session.found(whole, usize::MAX).len(),
            };
            (session.found(whole, most), total)
        })
    }

    /// Judges what is not judged yet, and the letter as a whole, and hands over what was found in that;
    /// nothing where a check panics.
    fn judge<R: Default>(
        &mut self,
        surroundings: &dyn Surroundings,
        take: impl FnOnce(&Self, &Whole) -> R,
    ) -> R {
        let judged = guard::survive("check", || {
            self.analyse();
            let mut verdicts = std::mem::take(&mut self.verdicts);
            let overview = self.overview(surroundings);
            let languages = languages(&overview);
            let result = match overview.is_unread() || !overview.is_letter() {
                true => R::default(),
                false => take(self, &self.judge_whole(&overview, &mut verdicts)),
            };
            self.verdicts = verdicts;
            (result, languages)
        });
        if judged.is_none() {
            self.verdicts = Verdicts::new(self.ledger.leaf_count());
        }
        let (result, languages) = judged.unwrap_or_default();
        self.languages = languages;
        result
    }
}

/// Languages beside Russian and English that a letter is in: those that its header blocks name, and
/// those that its passages show.
fn languages(overview: &Overview) -> Vec<String> {
    let named = overview.header_blocks().flat_map(Header::languages);
    let shown = rules::spelling::foreign_languages(overview);
    let mut languages: Vec<String> = Vec::new();
    for tag in named.chain(shown) {
        let ours = matches!(tag.split('-').next(), Some("ru" | "en"));
        if !ours && languages.len() < MOST_LANGUAGES && languages.iter().all(|have| have != tag) {
            languages.push(tag.to_owned());
        }
    }
    languages
}

/// Reads a letter. One that the parser panics on has no blocks, so that the next edit reads it from
/// its start.
fn parse(text: &Rope, format: Format, config: &Config) -> Letter {
    let letter = guard::survive("parser", || Letter::parse(text, format, &config.letter));
    letter.unwrap_or_else(|| Letter::unread(format))
}

/// Checks a letter of a few lines, so that the rules are read and the patterns compiled that nearly every
/// letter needs. Done while a client still introduces itself, it costs the writer no time.
pub fn warm_up() {
    const LETTER: &str = "To: Anna Smith <anna@client.example>\nSubject: Договор 12\n\n\
        Dear Anna,\n\nПрошу Вас направить договор до пятницы, 27 ноября. Please send it by \"Friday\".\n\n\
        - один\n\nKind regards,\nJohn Brown\n";
    if let Ok(config) = crate::config::load(&[]) {
        Session::new(LETTER, Format::Draft, config, Language::English).check(&Nowhere);
    }
}

#[cfg(test)]
mod tests;
