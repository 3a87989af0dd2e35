#!/usr/bin/env bash
# Faults that need chance or the superuser, so they are no part of `cargo test`: the program killed at
# random moments of its writes, a full disk, a disk that can't be written. Afterwards each file must be
# the old one or the new one.
#
#   PROGRAM=target/release/letter-ls KILLS=300 tests/faults/run.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${PROGRAM:-target/debug/letter-ls}")
kills=${KILLS:-100}
work=$(mktemp -d)
disk=
tidy() {
    [ -z "$disk" ] || umount "$disk"
    rm -rf "$work"
}
trap tidy EXIT

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# A home with a long list of words, a letter with much to mend, and a dictionary to compile.
furnish() {
    local home=$1 words=$2 size=$3
    mkdir -p "$home/config/letter-ls" "$home/cache"
    seq -f 'слово%06.0f' "$words" >"$home/config/letter-ls/words.txt"
    { printf 'To: a@b.example\nSubject: Акт\n\nДобрый день , Иван !\n\n'
      yes 'Текст , ещё текст .' | head -n "$size" || true; } >"$home/letter.mail"
    printf 'SET UTF-8\n' >"$home/qq_QQ.aff"
    { echo "$size"; seq -f 'w%.0fx' "$size"; } >"$home/qq_QQ.dic"
}

# Becomes the program.
become() {
    cd "$home"
    exec env HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" DICPATH="$home" \
        LC_ALL="${locale:-C.UTF-8}" "$program" "$@"
}

in_home() {
    (become "$@")
}

# The middle of the name of a file that is being written; a lock has more.
BEGUN='??????'

partial() {
    find "$1" -name ".letter-ls-${2:-*}.part" | wc -l
}

# Runs a command again and again and kills it: every other time at a moment that chance chooses, else as
# soon as a file is begun. `FILE` is then as it was, or as the command makes it.
kill_at_random() {
    local name=$1 file=$2
    shift 2
    local before=$work/before after=$work/after
    rm -f "$before" "$after"
    [ ! -e "$file" ] || cp "$file" "$before"
    local start=${EPOCHREALTIME/./}
    in_home "$@" >/dev/null
    local span=$((${EPOCHREALTIME/./} - start))
    cp "$file" "$after"
    local killed=0 old=0 new=0 writing=0
    local folder
    folder=$(dirname "$file")
    for round in $(seq "$kills"); do
        rm -f "$file"
        [ ! -e "$before" ] || cp "$before" "$file"
        local moment
        rm -f "$folder"/.letter-ls-*.part
        moment=$((span * 4 / 10 + RANDOM * RANDOM % (span * 6 / 10 + 1)))
        become "$@" >/dev/null 2>&1 &
        local pid=$! status=0
        if [ $((round % 2)) -eq 0 ]; then
            sleep "$(printf '%d.%06d' $((moment / 1000000)) $((moment % 1000000)))"
        else
            until compgen -G "$folder/.letter-ls-$BEGUN.part" >/dev/null || ! kill -0 "$pid" 2>/dev/null; do :; done
        fi
        kill -KILL "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || status=$?
        # 128 and the signal's number (POSIX).
        [ "$status" -ne 137 ] || killed=$((killed + 1))
        [ "$(partial "$home" "$BEGUN")" -eq 0 ] || writing=$((writing + 1))
        if [ -e "$file" ] && cmp -s "$file" "$after"; then
            new=$((new + 1))
        elif { [ -e "$before" ] && cmp -s "$file" "$before"; } || { [ ! -e "$before" ] && [ ! -e "$file" ]; }; then
            old=$((old + 1))
        else
            fail "$name: neither the old file nor the new one"
        fi
    done
    # The next write takes away what was left.
    echo half >"$folder/.letter-ls-killed.part"
    rm -f "$file"
    [ ! -e "$before" ] || cp "$before" "$file"
    in_home "$@" >/dev/null
    [ "$(partial "$home")" -eq 0 ] || fail "$name: something is left"
    echo "$name: $kills started, $killed killed, $writing of them with a file half written; old $old, new $new"
}

home=$work/home
furnish "$home" 20000 1000
kill_at_random 'dictionary add' "$home/config/letter-ls/words.txt" dictionary add апдейтинг
kill_at_random 'fix' "$home/letter.mail" fix letter.mail
in_home dictionary compile qq_QQ >/dev/null
compiled=$(find "$home/cache" -name '*.words')
rm "$compiled"
kill_at_random 'dictionary compile' "$compiled" dictionary compile qq_QQ

home=$work/disk
mkdir "$home"
if ! mount -t tmpfs -o size=256k tmpfs "$home" 2>/dev/null; then
    echo 'full and read-only disks: left out, nothing can be mounted here'
    exit
fi
disk=$home
furnish "$home" 500 500

sums() {
    (cd "$home" && find . -type f ! -name filler -exec sha256sum {} + | sort)
}

# Each command that writes ends with 2 and says why; nothing is changed, nothing is left.
refused() {
    local why=$1 sums
    sums=$(sums)
    for arguments in 'dictionary add апдейтинг' 'fix letter.mail' 'dictionary compile qq_QQ' 'new reply --output new.mail'; do
        local code=0
        # shellcheck disable=SC2086
        in_home $arguments >"$work/said" 2>&1 || code=$?
        [ "$code" -eq 2 ] || fail "$arguments: $code: $(cat "$work/said")"
        grep -q "$why" "$work/said" || fail "$arguments: $(cat "$work/said")"
        diff <(echo "$sums") <(sums) || fail "$arguments: something is changed or left"
    done
    in_home check letter.mail >/dev/null || [ $? -eq 1 ] || fail 'letters can no longer be checked'
}

dd if=/dev/zero of="$home/filler" bs=1k 2>/dev/null || true
refused 'no space is left'
locale=ru_RU.UTF-8 refused 'на диске нет места'
echo 'a full disk: four commands refuse in both languages, all files are as they were'
rm "$home/filler"
mount -o remount,ro "$home"
refused 'can only be read'
locale=ru_RU.UTF-8 refused 'только для чтения'
echo 'a disk that can only be read: the same'
