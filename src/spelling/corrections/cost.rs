//! How likely one word is to be written for another: a weighted Damerau–Levenshtein distance.
//!
//! A slip that anybody could make costs 100; those that people do make cost less: letters that
//! sound alike, keys that touch, doubled letters, signs that are not heard.

use super::Language;
use super::keyboard::are_neighbours;

/// Single letters that are taken for each other, and what that costs, either way.
const RUSSIAN_PAIRS: &[(&str, u32)] = &[
    ("её", 3),
    ("оа", 35),
    ("еи", 35),
    ("иы", 45),
    ("эе", 35),
    ("яе", 40),
    ("яи", 45),
    ("оё", 45),
    ("зс", 35),
    ("дт", 40),
    ("бп", 45),
    ("гк", 45),
    ("вф", 45),
    ("жш", 40),
    ("шщ", 40),
    ("чщ", 45),
    ("гв", 50),
    ("ьъ", 20),
    ("цс", 50),
    ("йи", 50),
    ("ую", 50),
    ("ая", 50),
    ("гх", 55),
];
const ENGLISH_PAIRS: &[(&str, u32)] = &[
    ("ae", 45),
    ("ei", 45),
    ("ai", 50),
    ("ao", 55),
    ("eo", 55),
    ("io", 60),
    ("ou", 55),
    ("au", 60),
    ("eu", 60),
    ("iy", 40),
    ("cs", 40),
    ("ck", 45),
    ("sz", 30),
    ("gj", 40),
    ("fv", 55),
    ("td", 55),
    ("mn", 55),
    ("bp", 60),
];

/// Runs of letters written for others: as typed, as it should be, the cost.
const RUSSIAN_RUNS: &[(&str, &str, u32)] = &[
    ("тся", "ться", 20),
    ("ться", "тся", 20),
    ("ца", "тся", 60),
    ("цца", "ться", 60),
    ("сч", "щ", 30),
    ("щ", "сч", 30),
    ("зч", "щ", 40),
    ("жч", "щ", 40),
    ("щ", "зч", 40),
    ("щ", "жч", 40),
    ("шн", "чн", 30),
    ("што", "что", 30),
    ("сн", "стн", 25),
    ("стн", "сн", 25),
    ("зн", "здн", 25),
    ("здн", "зн", 30),
    ("ств", "вств", 25),
    ("вств", "ств", 25),
    ("нц", "ндц", 40),
    ("рц", "рдц", 30),
    ("ово", "ого", 35),
    ("ева", "его", 45),
    ("шо", "шё", 15),
    ("чо", "чё", 15),
    ("жо", "жё", 15),
    ("що", "щё", 15),
    ("цо", "цё", 30),
    ("шы", "ши", 15),
    ("жы", "жи", 15),
    ("чя", "ча", 15),
    ("щя", "ща", 15),
    ("чю", "чу", 15),
    ("щю", "щу", 15),
    ("цы", "ци", 20),
    ("ци", "цы", 20),
    ("ие", "ье", 25),
    ("ье", "ие", 30),
    ("ия", "ья", 25),
    ("йо", "ё", 25),
    ("йе", "е", 30),
    ("ьо", "ё", 30),
    ("тц", "ц", 30),
    ("дц", "ц", 45),
    ("тс", "ц", 40),
    ("ц", "тс", 45),
    ("агенс", "агентс", 10),
    ("дь", "ть", 40),
    ("кс", "кз", 30),
    ("иц", "ец", 40),
    ("ю", "ьу", 40),
    ("юю", "у", 60),
    ("будую", "буду", 20),
    ("ующ", "ывающ", 40),
    ("ующ", "ющ", 40),
    ("леду", "ледую", 25),
];
const ENGLISH_RUNS: &[(&str, &str, u32)] = &[
    ("ie", "ei", 20),
    ("ei", "ie", 20),
    ("ant", "ent", 25),
    ("ent", "ant", 25),
    ("anc", "enc", 25),
    ("enc", "anc", 25),
    ("abl", "ibl", 25),
    ("ibl", "abl", 25),
    ("ary", "ery", 25),
    ("ery", "ary", 25),
    ("ory", "ary", 35),
    ("er", "or", 35),
    ("or", "er", 35),
    ("ar", "er", 35),
    ("er", "ar", 35),
    ("f", "ph", 30),
    ("ph", "f", 35),
    ("f", "gh", 60),
    ("k", "ch", 50),
    ("k", "qu", 60),
    ("s", "sc", 35),
    ("c", "sc", 35),
    ("sc", "c", 40),
    ("s", "ps", 50),
    ("n", "kn", 50),
    ("r", "rh", 45),
    ("w", "wh", 40),
    ("wh", "w", 40),
    ("t", "th", 55),
    ("shun", "tion", 60),
    ("sion", "tion", 30),
    ("tion", "sion", 30),
    ("cion", "tion", 30),
    ("tion", "cion", 45),
    ("shus", "cious", 70),
    ("cous", "cious", 35),
    ("ous", "us", 45),
    ("us", "ous", 40),
    ("ful", "full", 40),
    ("full", "ful", 30),
    ("aly", "ally", 25),
    ("ly", "ally", 40),
    ("ally", "ly", 40),
    ("ley", "ly", 40),
    ("dge", "ge", 30),
    ("ge", "dge", 35),
    ("dg", "g", 40),
    ("cede", "ceed", 35),
    ("ceed", "cede", 35),
    ("seed", "cede", 45),
    ("ise", "ice", 40),
    ("ice", "ise", 40),
    ("aquir", "acquir", 15),
    ("aq", "acq", 25),
    ("ei", "ai", 50),
    ("ai", "ei", 50),
    ("ee", "ea", 40),
    ("ea", "ee", 40),
    ("oo", "ou", 50),
    ("u", "ou", 50),
    ("i", "ie", 55),
    ("ea", "e", 45),
    ("e", "ea", 45),
    ("ui", "iu", 40),
    ("eau", "eu", 50),
    ("ew", "u", 60),
    ("yed", "ied", 30),
    ("aid", "ayed", 80),
    ("ys", "ies", 25),
    ("x", "xc", 35),
    ("exs", "exc", 30),
    ("mm", "nm", 40),
    ("nm", "nnm", 30),
    ("cl", "cal", 60),
    ("icly", "ically", 30),
    ("icaly", "ically", 20),
];

/// The dear price of a slip, and of one in the first letter beside it.
const SLIP: u32 = 100;
const FIRST_LETTER: u32 = 25;

/// One misspelled word, ready to be compared with many.
pub struct Slips {
    typed: Vec<char>,
    /// For each place in the word, the runs that end there.
    runs: Vec<Vec<&'static (&'static str, &'static str, u32)>>,
    pairs: &'static [(&'static str, u32)],
    vowels: &'static str,
}

impl Slips {
    pub fn new(typed: &str, language: Language) -> Self {
        let (pairs, runs, vowels) = match language {
            Language::Russian => (RUSSIAN_PAIRS, RUSSIAN_RUNS, "аеёиоуыэюя"),
            Language::English => (ENGLISH_PAIRS, ENGLISH_RUNS, "aeiouy"),
        };
        let ends = typed.char_indices().map(|(at, c)| at + c.len_utf8());
        let ending = |end: usize| {
            runs.iter()
                .filter(|(wrong, ..)| typed[..end].ends_with(wrong))
                .collect()
        };
        Self {
            typed: typed.chars().collect(),
            runs: ends.map(ending).collect(),
            pairs,
            vowels,
        }
    }

    /// The words that the typed one becomes when one run of letters is written as it should be.
    pub fn rewritten(&self) -> Vec<String> {
        let of_place = |(last, runs): (usize, &Vec<&(&str, &str, u32)>)| -> Vec<String> {
            let rewrite = |(wrong, right, _): &&(&str, &str, u32)| {
                let before = &self.typed[..last + 1 - wrong.chars().count()];
                before
                    .iter()
                    .copied()
                    .chain(right.chars())
                    .chain(self.typed[last + 1..].iter().copied())
                    .collect()
            };
            runs.iter().map(rewrite).collect()
        };
        self.runs.iter().enumerate().flat_map(of_place).collect()
    }

    /// What it costs to have written the typed word for `right`, both in small letters: 0 for the
    /// same word, 100 for a slip of no known kind.
    pub fn cost(&self, right: &str) -> u32 {
        let typed = &self.typed;
        let right: Vec<char> = right.chars().collect();
        let width = right.len() + 1;
        let mut table = vec![0; (typed.len() + 1) * width];
        let at = |i: usize, j: usize| i * width + j;
        for i in 0..=typed.len() {
            for j in 0..=right.len() {
                if i == 0 && j == 0 {
                    continue;
                }
                let mut best = u32::MAX;
                let mut offer = |cost: u32| best = best.min(cost);
                let first = if i <= 1 && j <= 1 { FIRST_LETTER } else { 0 };
                if i > 0 && j > 0 {
                    let (a, b) = (typed[i - 1], right[j - 1]);
                    let slip = if a == b {
                        0
                    } else {
                        self.exchange(a, b) + first
                    };
                    offer(table[at(i - 1, j - 1)] + slip);
                    if i > 1 && j > 1 && a == right[j - 2] && typed[i - 2] == b {
                        offer(table[at(i - 2, j - 2)] + if a == b { 0 } else { 50 });
                    }
                    for (wrong, run, cost) in self.runs[i - 1].iter().copied() {
                        if ends_with(&right[..j], run) {
                            offer(
                                table[at(i - wrong.chars().count(), j - run.chars().count())]
                                    + cost,
                            );
                        }
                    }
                }
                if i > 0 {
                    let before = i.checked_sub(2).map(|i| typed[i]);
                    offer(
                        table[at(i - 1, j)]
                            + self.extra(typed[i - 1], before, typed.get(i).copied())
                            + first,
                    );
                }
                if j > 0 {
                    let before = j.checked_sub(2).map(|j| right[j]);
                    offer(
                        table[at(i, j - 1)]
                            + self.missing(right[j - 1], before, right.get(j).copied())
                            + first,
                    );
                }
                table[at(i, j)] = best;
            }
        }
        table.last().copied().unwrap_or(0)
    }

    /// `a` typed for `b`.
    fn exchange(&self, a: char, b: char) -> u32 {
        let pair = self
            .pairs
            .iter()
            .find(|(pair, _)| pair.contains(a) && pair.contains(b));
        let vowels = self.vowels.contains(a) && self.vowels.contains(b);
        let known = pair.map_or(SLIP, |(_, cost)| *cost);
        known
            .min(if are_neighbours(a, b) { 75 } else { SLIP })
            .min(if vowels { 75 } else { SLIP })
    }

    /// A letter that should not be there, and those around it.
    fn extra(&self, letter: char, before: Option<char>, after: Option<char>) -> u32 {
        match letter {
            _ if before == Some(letter) || after == Some(letter) => 30,
            'ь' | 'ъ' | '-' | '\'' => 40,
            _ if before.is_some_and(|b| are_neighbours(b, letter)) => 70,
            _ if after.is_some_and(|a| are_neighbours(a, letter)) => 70,
            _ => 97,
        }
    }

    /// A letter that should be there and is not.
    fn missing(&self, letter: char, before: Option<char>, after: Option<char>) -> u32 {
        match letter {
            _ if before == Some(letter) || after == Some(letter) => 30,
            '\'' => 15,
            '-' => 30,
            'ь' | 'ъ' => 40,
            _ if self.vowels.contains(letter) => 62,
            _ => 58,
        }
    }
}

fn ends_with(word: &[char], run: &str) -> bool {
    let mut letters = word.iter().rev();
    run.chars().rev().all(|c| letters.next() == Some(&c))
}
