#!/usr/bin/env bash
# swift-tests.sh [--filter NAME]: runs what build.sh --build-tests made. Without a filter in two goes: sources answer real sockets and
# lines within seconds, which they cannot beside tests that keep every core busy.
set -euo pipefail
cd "$(dirname "$0")/.."

# A crash handler would wait for ever under the tests that kill the program.
export SWIFT_BACKTRACE=enable=no
# Not by `swift test`: it plans the build anew, with the flags of packages in another order, and the next build compiles them again.
run() { .build/release/tollbookPackageTests.xctest --testing-library swift-testing "$@" </dev/null; }
if [ $# -gt 0 ]; then
    run "$@"
else
    run --skip CollectionTests
    run --filter CollectionTests
fi
