#!/usr/bin/env bash
# Drives the built server with pytest-lsp, a client by others. PROGRAM names the server.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${PROGRAM:=$PWD/target/debug/letter-ls}"
export PROGRAM PYTHONDONTWRITEBYTECODE=1

environment=target/conformance
if [ ! -x "$environment/bin/pytest" ]; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --requirement tests/conformance/requirements.txt
fi
exec "$environment/bin/pytest" --quiet -p no:cacheprovider \
    -o asyncio_default_fixture_loop_scope=function tests/conformance
