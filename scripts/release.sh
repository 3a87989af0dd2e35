#!/usr/bin/env bash
# Builds release archives into a folder (by default target/release-archives): the program, its
# licences, manual page, completions of shells, files for editors. The same commit gives the same
# archive; its checksum goes into SHA256SUMS beside it.
#
#     scripts/release.sh [FOLDER]
#
# TARGET names another platform, as rustc calls it; it must be one whose programs run here, since the
# manual page comes from the program itself. PROGRAM names a program that is built already.
set -euo pipefail
shopt -s inherit_errexit
output=$(mkdir -p "${1:-target/release-archives}" && cd "${1:-target/release-archives}" && pwd)
cd "$(dirname "$0")/.."

target=${TARGET:-$(rustc -vV | sed -n 's/^host: //p')}
case $target in *windows*) suffix=.exe ;; *) suffix= ;; esac
if [ -z "${PROGRAM:-}" ]; then
    # Paths of this machine are no part of the program.
    cargo_home=${CARGO_HOME:-$HOME/.cargo}
    RUSTFLAGS="${RUSTFLAGS:-} --remap-path-prefix=$PWD=letter-ls --remap-path-prefix=$cargo_home=cargo" \
        cargo build --quiet --release --locked --target "$target"
    PROGRAM=target/$target/release/letter-ls$suffix
fi
version=$("$PROGRAM" --version | cut -d ' ' -f 2)
name=letter-ls-$version-$target
stage=$(mktemp -d)
trap 'rm -r "$stage"' EXIT
root=$stage/$name

mkdir -p "$root/completions" "$root/man" "$root/licenses/dictionaries"
install -m 755 "$PROGRAM" "$root/letter-ls$suffix"
cp LICENSE-MIT LICENSE-APACHE README.md rules.toml docs/installing.md "$root"
cp dictionaries/ru/LICENSE "$root/licenses/dictionaries/ru"
cp dictionaries/en/LICENSE "$root/licenses/dictionaries/en"
git ls-files -z editors | xargs -0 cp --parents --target-directory "$root"
"$PROGRAM" man >"$root/man/letter-ls.1"
"$PROGRAM" completions bash >"$root/completions/letter-ls.bash"
"$PROGRAM" completions zsh >"$root/completions/_letter-ls"
"$PROGRAM" completions fish >"$root/completions/letter-ls.fish"
"$PROGRAM" completions powershell >"$root/completions/_letter-ls.ps1"

# The licences of the libraries in the program, as each library brings them.
cargo tree --locked --edges normal --target "$target" --prefix none --format '{p}' |
    cut -d ' ' -f 1,2 | LC_ALL=C sort -u >"$stage/libraries"
cargo metadata --locked --format-version 1 >"$stage/metadata"
python3 - "$stage" "$root/licenses" <<'PYTHON'
import json, pathlib, shutil, sys

stage, licenses = map(pathlib.Path, sys.argv[1:])
libraries = set((stage / "libraries").read_text().split("\n"))
table = []
for package in json.loads((stage / "metadata").read_text())["packages"]:
    name, version = package["name"], package["version"]
    if package["source"] is None or f"{name} v{version}" not in libraries:
        continue
    table.append(f"{name} {version}: {package['license']} ({package['repository']})\n")
    for file in sorted(pathlib.Path(package["manifest_path"]).parent.iterdir()):
        words = ("license", "licence", "copying", "notice", "copyright", "unlicense")
        if file.is_file() and file.name.lower().startswith(words):
            folder = licenses / "libraries" / f"{name}-{version}"
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / file.name)
(licenses / "libraries.txt").write_text("".join(sorted(table)))
PYTHON

moment=$(git log -1 --format=%ct)
find "$root" -exec touch --no-dereference --date "@$moment" {} +
chmod -R u=rwX,go=rX "$root"
cd "$stage"
case $target in
*windows*)
    archive=$name.zip
    rm -f "$output/$archive"
    find "$name" | LC_ALL=C sort | TZ=UTC zip -q -X -@ "$output/$archive"
    ;;
*)
    archive=$name.tar.gz
    tar --create --format gnu --sort name --owner 0 --group 0 --numeric-owner "$name" |
        gzip --no-name --best >"$output/$archive"
    ;;
esac
cd "$output"
find . -maxdepth 1 -name 'letter-ls-*' -printf '%f\n' | LC_ALL=C sort | xargs sha256sum >SHA256SUMS
echo "$output/$archive"
