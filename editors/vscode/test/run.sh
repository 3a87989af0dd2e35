#!/usr/bin/env bash
# Builds the extension with the server of the debug build and tries it in real VS Code: code-server with
# its own Node.js, driven by Chromium. Installs what is not there yet: Chromium from Debian, the rest
# from npm, into target/.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$(cd ../.. && pwd)
tools=$root/target/vscode
built=${CARGO_TARGET_DIR:-$root/target}/debug/letter-ls
# Kept apart from the user's, so that nothing of it is written there.
export npm_config_cache=$tools/npm npm_config_audit=false npm_config_fund=false

# No package's own scripts are run: nothing of VS Code has to be compiled for what is tried here.
install_code_server() {
    local code=$tools/node_modules/code-server/lib/vscode
    mkdir -p "$tools"
    echo '{"private": true}' >"$tools/package.json"
    npm install --silent --ignore-scripts --prefix "$tools" \
        code-server@4.139.1 "node-linux-$(node -p process.arch)@24"
    npm install --silent --ignore-scripts --omit=dev --prefix "$code"
    npm install --silent --ignore-scripts --omit=dev --prefix "$code/extensions"
    touch "$tools/installed"
}

browser=
if ! command -v chromium >/dev/null; then
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends chromium fonts-dejavu-core) >/dev/null 2>&1 &
    browser=$!
fi
[ -e "$tools/installed" ] || install_code_server
npm ci --silent
npm run --silent build
cargo build --quiet --manifest-path "$root/Cargo.toml"
strip -o "$tools/letter-ls" "$built"
[ -z "$browser" ] || wait "$browser"

node settings.mjs --check "$tools/letter-ls"
npx --no-install taplo lint --schema "file://$root/editors/rules.schema.json" \
    "$root"/rules.toml "$root"/templates/*/rules.toml
npx --no-install vscode-tmgrammar-snap 'test/colours/*.{letter,eml}'
node package.mjs --server "$tools/letter-ls" --out "$tools/letter-ls.vsix" >/dev/null
node=$(find "$tools/node_modules" -path '*/node-linux-*/bin/node' | head -n 1)
"$node" test/extension.test.mjs "$node" "$tools/node_modules/code-server/out/node/entry.js" \
    "$tools/letter-ls.vsix" "$tools/pictures"
