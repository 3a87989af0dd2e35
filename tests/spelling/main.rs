//! Spelling, from outside: the dictionaries against Hunspell's rules as spellbook reads them, the
//! judge and the corrections on tables of words, the word lists under many writers at once.

mod corrections;
mod dictionaries;
mod judge;
mod user_dictionary;
mod word_list;
