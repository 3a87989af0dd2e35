#!/usr/bin/env bash
# Makes a maildir of many letters from those under tests/letters and checks it: time, speed, memory. Then
# another one, in which hardly a paragraph stands twice: those that end with a stop end with the letter's number.
# usage: benches/maildir.sh [LETTERS] [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-100000}
program=${2:-target/release/letter-ls}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/cur" "$folder/new" "$folder/tmp"
make() {
    python3 - "$folder/cur" "$count" "$1" <<'EOF'
import pathlib, re, sys
folder, count, unlike = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "unlike"
letters = sorted(p for p in pathlib.Path("tests/letters").rglob("*") if p.suffix in {".eml", ".mail"})
texts = [p.read_bytes() for p in letters]
for n in range(count):
    text = texts[n % len(texts)]
    if unlike:
        text = re.sub(rb"\.(?=\r?\n\r?\n)", b" %d." % n, text)
    (folder / f"{1700000000 + n}.{n}.host:2,S").write_bytes(text)
EOF
}
measure() {
    python3 - "$bytes" "$@" <<'EOF'
import resource, subprocess, sys, time
size, command = int(sys.argv[1]), sys.argv[2:]
start = time.monotonic()
code = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
taken = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = used.ru_utime + used.ru_stime
print(f"{taken:.1f} s, {size / 1e6 / cpu:.1f} MB/s for each second of a core, "
      f"{used.ru_maxrss / 1024:.0f} MB resident at most, exit code {code}")
EOF
}
for kind in alike unlike; do
    make "$kind"
    bytes=$(find "$folder" -type f -printf '%s\n' | awk '{sum += $1} END {print sum}')
    echo "$count letters, $kind, $((bytes / 1000000)) MB"
    echo -n "findings: "
    measure "$program" check --format github --now 2026-11-24T12:00:00Z "$folder"
    echo -n "findings and corrections: "
    measure "$program" check --format json --now 2026-11-24T12:00:00Z "$folder"
done
