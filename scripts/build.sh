#!/usr/bin/env bash
# build.sh [--build-tests]: the one optimised build that run, test, bench and check share.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/flags.sh

echo "build … (the first time takes ten to twenty minutes on two cores)"
exec swift build "${flags[@]}" "$@" </dev/null
