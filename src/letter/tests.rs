//! Tests of the parser on whole letters.
