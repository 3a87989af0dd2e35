//! What the packed dictionary says of a word beside its stems: one byte.

/// The word is accepted, but never proposed as a correction (Hunspell's `NOSUGGEST`).
pub const NOSUGGEST: u8 = 1;
/// The word is wrong although its parts would be right (Hunspell's `FORBIDDENWORD`); a stem that
/// differs from the word is what should stand there.
pub const FORBIDDEN: u8 = 1 << 1;
/// The word is right in just this case (Hunspell's `KEEPCASE`).
pub const KEEPCASE: u8 = 1 << 2;
/// The word stands in the dictionary with «ё» and is spelled with «е» here.
pub const FOLDED: u8 = 1 << 3;
/// The two bits from here up: how common the word is, 0 (not known to be) to 3.
pub const COMMON_SHIFT: u32 = 4;
