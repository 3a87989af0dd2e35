//! Finds the mentions in a text: a recursive-descent reading of its words, from left to right.

use std::ops::Range;

use super::names::{Term, term};
use super::numeric::{self, Figures};
use super::relative::{self, Relative};
use super::{Day, Mention};
use crate::text::words::Word;

/// The mentions in a text, in order, none overlapping another. `words` are those to be read, without
/// the ordered `masks`: stretches that are not language.
pub fn find(text: &str, words: &[Word], masks: &[Range<usize>]) -> Vec<Mention> {
    // Every mention has a word for a date or figures in it.
    if !words
        .iter()
        .any(|word| is_figures(&word.folded) || term(word).is_some())
    {
        return Vec::new();
    }
    let reader = Reader::new(text, words, masks);
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while let Some(token) = reader.tokens.get(at) {
        let Some((mention, end)) = token.may_start().then(|| reader.mention(at)).flatten() else {
            at += 1;
            continue;
        };
        at = end;
        match found.last_mut() {
            Some(last) if reader.belongs(last, &mention) => last.join(mention),
            _ => found.push(mention),
        }
    }
    share_years(text, &mut found);
    found
}

fn is_figures(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Words and marks between the ends of a stretch of time, or between days in a row.
const STRETCH: &[&str] = &[
    "по", "до", "и", "–", "—", "-", "to", "until", "till", "through", "and", "в", "во", "on", "the",
];

/// Gives a date without a year that of the next one, where the two make a stretch: «с 7 декабря по 18
/// декабря 2023 года».
fn share_years(text: &str, mentions: &mut [Mention]) {
    for at in (1..mentions.len()).rev() {
        let (before, rest) = mentions.split_at_mut(at);
        let (Some(first), Some(last)) = (before.last_mut(), rest.first()) else {
            return;
        };
        let between = &text[first.range.end..last.range.start];
        let joined = between
            .split([' ', ',', '\n', '\r', '\u{a0}'])
            .all(|word| word.is_empty() || STRETCH.contains(&word));
        if let (
            Some(Day::Calendar {
                month: Some(month),
                year: year @ None,
                ..
            }),
            Some(Day::Calendar {
                month: Some(end),
                year: Some(shared),
                ..
            }),
        ) = (&mut first.day, last.day)
            && joined
        {
            *year = Some(if *month > end { shared - 1 } else { shared });
        }
    }
}

impl Mention {
    /// Makes one of a day and the time that stands beside it.
    fn join(&mut self, other: Self) {
        self.range.end = other.range.end;
        self.day = self.day.or(other.day);
        self.time = self.time.or(other.time);
        if self.date.is_empty() {
            self.date = other.date;
            self.beside = other.beside;
        }
    }
}

/// One word with what it can mean.
pub(super) struct Token<'a> {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// The word as `fold` makes it.
    pub folded: &'a str,
    /// What it means in a date.
    pub term: Option<Term>,
    /// What its figures stand for.
    pub figures: Option<Figures>,
}

/// A text ready to be read.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token<'a>>,
}

/// Prepositions that a date or weekday stands after.
pub(super) const BEFORE_DATE: &[&str] = &[
    "в", "во", "до", "к", "ко", "с", "со", "по", "на", "от", "on", "by", "until", "till", "before",
    "from", "since", "after", "for", "through", "due",
];

/// Words that may stand between a day and its time.
const BETWEEN: &[&str] = &[
    "в",
    "до",
    "к",
    "с",
    "около",
    "at",
    "by",
    "on",
    "from",
    "before",
    "until",
    "the",
];

/// Names of months and weekdays that are other words, too, in lower case.
const HOMOGRAPHS: &[&str] = &["may", "march", "mar", "sun", "sat", "wed", "mon"];

impl<'a> Reader<'a> {
    fn new(text: &'a str, words: &'a [Word], masks: &[Range<usize>]) -> Self {
        let mut slashed = numeric::slashed(text);
        slashed.retain(|(range, _)| {
            let hidden = |mask: &Range<usize>| {
                mask.start < range.end
                    && range.start < mask.end
                    && !(range.start <= mask.start && mask.end <= range.end)
            };
            !masks.iter().any(hidden)
        });
        let mut tokens = Vec::with_capacity(words.len());
        let mut slashed = slashed.into_iter().peekable();
        for word in words {
            while let Some((range, figures)) =
                slashed.next_if(|(range, _)| range.end <= word.range.start)
            {
                tokens.push(Token::of_figures(text, range, figures));
            }
            if slashed
                .peek()
                .is_none_or(|(range, _)| word.range.end <= range.start)
            {
                tokens.push(Token {
                    range: word.range.clone(),
                    folded: &word.folded,
                    term: term(word),
                    figures: numeric::figures(&word.folded),
                });
            }
        }
        tokens.extend(slashed.map(|(range, figures)| Token::of_figures(text, range, figures)));
        Self { text, tokens }
    }

    /// What a word means.
    pub fn term(&self, at: usize) -> Option<Term> {
        self.tokens.get(at)?.term
    }

    /// A word, folded; empty beyond the text.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.folded)
    }

    /// The word before another in the same clause; empty where there is none.
    pub fn previous(&self, at: usize) -> &'a str {
        match at.checked_sub(1) {
            Some(before) if self.adjoins(before) => self.word(before),
            _ => "",
        }
    }

    /// What stands between word `at` and the next, without white space; a blank line counts as a mark.
    pub fn gap(&self, at: usize) -> &'a str {
        let start = self
            .tokens
            .get(at)
            .map_or(self.text.len(), |token| token.range.end);
        let end = self
            .tokens
            .get(at + 1)
            .map_or(self.text.len(), |token| token.range.start);
        let gap = &self.text[start..end];
        match gap.trim() {
            "" if gap.matches('\n').count() > 1 => "\n\n",
            marks => marks,
        }
    }

    /// Whether only white space stands between word `at` and the next.
    pub fn adjoins(&self, at: usize) -> bool {
        at + 1 < self.tokens.len() && self.gap(at).is_empty()
    }

    /// Whether nothing or one of the marks stands between word `at` and the next.
    pub fn gap_is(&self, at: usize, marks: &[&str]) -> bool {
        at + 1 < self.tokens.len() && (self.gap(at).is_empty() || marks.contains(&self.gap(at)))
    }

    pub fn is_capital(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| self.text[token.range.clone()].starts_with(char::is_uppercase))
    }

    /// The name of a month or weekday, not another word that looks like it.
    pub fn name(&self, at: usize) -> Option<Term> {
        let term = self.term(at)?;
        (self.is_capital(at) || !HOMOGRAPHS.contains(&self.word(at))).then_some(term)
    }

    pub fn is_english(&self, at: usize) -> bool {
        self.word(at).is_ascii()
    }

    fn range(&self, words: Range<usize>) -> Range<usize> {
        match (
            self.tokens.get(words.start),
            self.tokens.get(words.end.saturating_sub(1)),
        ) {
            (Some(first), Some(last)) => first.range.start..last.range.end,
            _ => 0..0,
        }
    }

    fn day(&self, day: Day, words: Range<usize>) -> (Mention, usize) {
        let end = words.end;
        let range = self.range(words);
        let mention = Mention {
            date: range.clone(),
            range,
            day: Some(day),
            beside: None,
            time: None,
        };
        (mention, end)
    }

    /// The mention that starts at a word, and the word after it.
    fn mention(&self, at: usize) -> Option<(Mention, usize)> {
        if let Some(found) = self
            .weekday_and_date(at)
            .or_else(|| self.date_and_weekday(at))
        {
            return Some(found);
        }
        if let Some((time, end)) = self.time(at) {
            let range = self.range(at..end);
            let mention = Mention {
                date: range.start..range.start,
                range,
                day: None,
                beside: None,
                time: Some(time),
            };
            return Some((mention, end));
        }
        let (day, end) = self
            .relative(at)
            .or_else(|| self.lone_weekday(at))
            .or_else(|| self.month(at))?;
        Some(self.day(day, at..end))
    }

    /// «пятницу, 24 ноября», "Friday the 24th of November", «пт., 24.11».
    pub fn weekday_and_date(&self, at: usize) -> Option<(Mention, usize)> {
        let Some(Term::Weekday { weekday, short }) = self.name(at) else {
            return None;
        };
        let marks: &[&str] = if short {
            &[",", "(", ".", ".,"]
        } else {
            &[",", "("]
        };
        if !self.gap_is(at, marks) {
            return None;
        }
        let start = at + 1 + usize::from(self.word(at + 1) == "the" && self.adjoins(at + 1));
        let (day, end) = self.calendar(start, true)?;
        let (mut mention, end) = self.day(day, start..end);
        let stretch = matches!(day, Day::Calendar { from: Some(_), .. });
        let listed = at >= 2
            && (matches!(self.word(at - 1), "и" | "или" | "and" | "or")
                && matches!(self.term(at - 2), Some(Term::Weekday { .. })))
            || at >= 1 && matches!(self.term(at - 1), Some(Term::Weekday { .. }));
        if !stretch && !listed {
            let range = self.range(at..at + 1);
            mention.range.start = range.start;
            mention.date = mention.range.clone();
            mention.beside = Some((weekday, range));
        }
        Some((mention, end))
    }

    /// A date, perhaps with the weekday after it: «24 ноября (пятница)», "24 November, Friday".
    fn date_and_weekday(&self, at: usize) -> Option<(Mention, usize)> {
        let (day, end) = self.calendar(at, BEFORE_DATE.contains(&self.previous(at)))?;
        let (mut mention, end) = self.day(day, at..end);
        let stretch = matches!(day, Day::Calendar { from: Some(_), .. });
        if let Some(after) = self.weekday_after(end).filter(|_| !stretch)
            && let Some(Term::Weekday { weekday, .. }) = self.name(after)
        {
            let range = self.range(after..after + 1);
            mention.range.end = range.end + self.closing_bracket(range.end);
            mention.date = mention.range.clone();
            mention.beside = Some((weekday, range));
            return Some((mention, after + 1));
        }
        Some((mention, end))
    }

    /// Bytes from a weekday's end to the closing bracket behind it, which is included; 0 without one.
    fn closing_bracket(&self, end: usize) -> usize {
        let rest = &self.text[end..];
        match rest.trim_start_matches('.').strip_prefix(')') {
            Some(after) => rest.len() - after.len(),
            None => 0,
        }
    }

    /// The weekday that belongs to the date before word `end`: in brackets, or between commas.
    fn weekday_after(&self, end: usize) -> Option<usize> {
        let gap = self
            .gap(end.checked_sub(1)?)
            .trim_start_matches('.')
            .trim_start();
        let preposition =
            gap == "," && matches!(self.word(end), "в" | "во" | "on") && self.adjoins(end);
        let at = end + usize::from(preposition);
        let Some(Term::Weekday { short, .. }) = self.name(at) else {
            return None;
        };
        let after = self.gap(at).trim_start_matches('.').trim_start();
        let belongs = match gap {
            "(" => after.starts_with([')', ',', ';']),
            "," => {
                !short
                    && (after.starts_with([',', ';', ')', '\n'])
                        || self.gap(at).starts_with(['.', '!', '?'])
                        || at + 1 == self.tokens.len())
            }
            _ => false,
        };
        let listed = matches!(self.term(at + 1), Some(Term::Weekday { .. }))
            || after == "," && self.calendar(at + 1, true).is_some();
        (belongs && !listed).then_some(at)
    }

    /// «в пятницу», «до среды», "by Friday", "Friday": a weekday without a date.
    fn lone_weekday(&self, at: usize) -> Option<(Day, usize)> {
        let Some(Term::Weekday {
            weekday,
            short: false,
        }) = self.name(at)
        else {
            return None;
        };
        let proper = self.is_english(at) && self.is_capital(at);
        let day = Day::Weekday {
            weekday,
            which: super::Which::This,
        };
        (proper || BEFORE_DATE.contains(&self.previous(at))).then_some((day, at + 1))
    }

    /// Whether two mentions are a day and its time: «завтра до 18:00», "6 pm on Friday".
    fn belongs(&self, first: &Mention, second: &Mention) -> bool {
        let complement = first.day.is_some() && first.time.is_none() && second.day.is_none()
            || first.day.is_none() && second.day.is_some() && second.time.is_none();
        let mut between = &self.text[first.range.end..second.range.start];
        if self.text[..first.range.end].ends_with(['г', 'm']) {
            between = between.trim_start_matches('.');
        }
        let connected = |word: &str| BETWEEN.contains(&word);
        let marks = |c: char| c.is_whitespace() || c == ',';
        complement
            && between
                .split(marks)
                .filter(|word| !word.is_empty())
                .all(connected)
            && between.matches('\n').count() < 2
    }
}

impl Token<'_> {
    /// Whether a mention may start with it. Most words are no part of any.
    fn may_start(&self) -> bool {
        self.term.is_some() || is_figures(self.folded) || relative::AHEAD.contains(&self.folded)
    }

    fn of_figures(text: &str, range: Range<usize>, figures: Figures) -> Token<'_> {
        Token {
            folded: &text[range.clone()],
            range,
            term: None,
            figures: Some(figures),
        }
    }
}
