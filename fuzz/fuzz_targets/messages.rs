#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| letter_ls_fuzz::messages(data));
