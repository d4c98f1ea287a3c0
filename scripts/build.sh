#!/usr/bin/env bash
# build.sh [--build-tests]: the one optimised build that run, test, bench and check share.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/flags.sh

echo "build … (the first time takes ten to twenty minutes on two cores)"
# SwiftPM writes the flags of a package's traits in the order of a set: with another order at each start it would compile anew what is
# there already.
exec env SWIFT_DETERMINISTIC_HASHING=1 swift build "${flags[@]}" "$@" </dev/null
