#!/usr/bin/env bash
# Unpacks an archive of scripts/release.sh and tries what is in it. PROGRAM names the program to be
# packed, so that none needs to be built.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

archive=$(scripts/release.sh "$work/first")
again=$(scripts/release.sh "$work/second")
cmp "$archive" "$again"
(cd "$work/first" && sha256sum --quiet --check SHA256SUMS)

tar --extract --gzip --file "$archive" --directory "$work"
root=$work/$(basename "$archive" .tar.gz)
for file in LICENSE-MIT LICENSE-APACHE README.md installing.md rules.toml licenses/libraries.txt \
    licenses/dictionaries/ru editors/helix/languages.toml editors/mail/README.md; do
    [ -s "$root/$file" ]
done
PATH=$root:$PATH
[ "$(command -v letter-ls)" = "$root/letter-ls" ]
letter-ls --version
printf 'Subject: Report\n\nDear [NAME],\n' >"$work/a.mail"
if letter-ls check "$work/a.mail" >"$work/found"; then
    echo "a letter with a placeholder is right" >&2
    exit 1
fi
grep -q placeholder-left "$work/found"
letter-ls doctor "$work/a.mail" | grep -q a.mail

if command -v man >/dev/null; then
    MANWIDTH=80 man --warnings --local-file "$root/man/letter-ls.1" >"$work/manual" 2>"$work/warnings"
    grep -q 'letter-ls gate' "$work/manual"
    [ ! -s "$work/warnings" ] || { cat "$work/warnings" >&2; exit 1; }
fi

# What the shell would offer after these words.
bash --norc -c '
    . "$1"
    completes=$(complete -p letter-ls | sed "s/.*-F \([^ ]*\) .*/\1/")
    COMP_WORDS=(letter-ls gate --l) COMP_CWORD=2
    "$completes" letter-ls --l gate
    echo "${COMPREPLY[*]}"
' bash "$root/completions/letter-ls.bash" | grep -qw -- --level
if command -v zsh >/dev/null; then
    zsh -f -c 'autoload -U compinit && compinit -u -D && . "$1" && [[ ${_comps[letter-ls]} = _letter-ls ]]' \
        zsh "$root/completions/_letter-ls"
fi
if command -v fish >/dev/null; then
    fish --no-config -c 'source $argv[1]; complete -C "letter-ls gate --l"' \
        "$root/completions/letter-ls.fish" | grep -q -- --level
fi
echo "the archive is right"
