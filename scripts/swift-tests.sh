#!/usr/bin/env bash
# swift-tests.sh [--filter NAME]: runs what build.sh --build-tests made.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/flags.sh

# A crash handler would wait for ever under the tests that kill the program.
export SWIFT_BACKTRACE=enable=no
exec swift test --skip-build "${flags[@]}" "$@" </dev/null
