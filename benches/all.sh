#!/usr/bin/env bash
# Measures everything and puts the figures into the pages. Other servers are taken from the variables
# HARPER_LS and TYPOS_LSP or from the PATH, as is hunspell.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo bench --quiet --bench stdio -- --write
cargo bench --quiet --bench spelling -- --write
cargo build --quiet --release
benches/maildir.sh 10000
benches/maildir.sh 100000
ls -l target/release/letter-ls
