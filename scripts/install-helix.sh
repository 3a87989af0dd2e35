#!/usr/bin/env bash
# Gets Helix for the tests and prints the path of the program: the one on PATH, or Debian 13's, which
# is unpacked into a folder (by default target/helix) together with the C library that it wants.
# Nothing of the system is changed.
set -euo pipefail

if command -v hx; then
    exit
fi
folder=$(mkdir -p "${1:-target/helix}" && cd "${1:-target/helix}" && pwd)
program=$folder/hx
if [ -x "$program" ]; then
    echo "$program"
    exit
fi

# The mirror that this machine uses, with Debian 13 instead of its own release.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' | sort -u | head -n 1)
apt=$folder/apt
mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$folder/packages"
: >"$apt/status"
cat >"$apt/debian.sources" <<SOURCES
Types: deb
URIs: ${mirror:?no mirror of Debian is known here: apt-get update may help}
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
cat >"$apt/apt.conf" <<CONF
Dir::Etc::sourcelist "$apt/debian.sources";
Dir::Etc::sourceparts "/dev/null";
Dir::State "$apt/state";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
APT::Sandbox::User "";
CONF
export APT_CONFIG=$apt/apt.conf
apt-get -qq update
(cd "$folder/packages" && apt-get -qq download hx libc6 libgcc-s1)
for package in "$folder/packages"/*.deb; do
    dpkg-deb --extract "$package" "$folder/root"
done

library=$(dirname "$(find "$folder/root/usr/lib" -name 'libc.so.6' | head -n 1)")
loader=$(find "$library" -name 'ld-linux*' | head -n 1)
cat >"$program.new" <<SCRIPT
#!/bin/sh
export HELIX_RUNTIME='$folder/root/usr/lib/hx/runtime'
exec '$loader' --library-path '$library' '$folder/root/usr/lib/hx/hx' "\$@"
SCRIPT
chmod +x "$program.new"
"$program.new" --version >&2
mv "$program.new" "$program"
rm -r "$apt" "$folder/packages"
echo "$program"
