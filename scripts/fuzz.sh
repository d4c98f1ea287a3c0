#!/usr/bin/env bash
# fuzz.sh [TARGET] [RUNS]: coverage-guided fuzzing (libFuzzer with the address sanitizer) of what takes bytes from outside. RUNS inputs
# for the target; without a target, or for `all`, that many over all of them, 10,000,000 unless given, each about as long. It begins with the kept
# inputs in Tests/Fuzz/Corpus and with the sample lines of the formats. A finding ends it; its input is in .build_fuzz/found.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
# libFuzzer without its own main function: SwiftPM gives the program one.
TOLLBOOK_FUZZ=$(ls "$(dirname "$(readlink -f "$(command -v swiftc)")")"/../lib/clang/*/lib/linux/libclang_rt.fuzzer_no_main-"$(uname -m)".a)
export TOLLBOOK_FUZZ

# Swift keeps the case of an enumeration in unused bits of a pointer, which the search for leaks takes for no pointer. Before the build:
# the tool that embeds files is built with the sanitizer too.
export ASAN_OPTIONS=detect_leaks=0

echo "build for fuzzing … (in .build_fuzz, apart from the other build)"
swift build -c release --scratch-path .build_fuzz --sanitize address -Xswiftc -enable-testing --product tollbook-fuzz </dev/null
program=$root/.build_fuzz/release/tollbook-fuzz

mapfile -t targets < <("$program" --targets)
runs=${2:-10000000}
shares=528
[ $# -gt 0 ] && [ "$1" != all ] && targets=("$1") && shares=1
mkdir -p .build_fuzz/found
export SWIFT_BACKTRACE=enable=no
# Where memory came from is not asked for but with a finding, which is run again then; what is kept back of freed memory stays in the
# processor's cache.
ASAN_OPTIONS+=:malloc_context_size=1:quarantine_size_mb=8:thread_local_quarantine_size_kb=64

# How many of all inputs a target takes, of `shares`: as many as the speed at which it takes them allows.
share() {
    case $shares.$1 in
    1.*) echo 1 ;;
    *.rawlog) echo 1 ;;
    *.definitions | *.workbooks | *.decks) echo 5 ;;
    *.blocks) echo 10 ;;
    *.sites | *.rates | *.gunzip) echo 15 ;;
    *.json | *.binary) echo 50 ;;
    *.radius) echo 75 ;;
    *.posts) echo 100 ;;
    *) echo 26 ;;
    esac
}

# The length of the longest input: whole definitions and site files, some lines of anything else.
longest() {
    case $1 in
    definitions | sites) echo 4096 ;;
    *) echo 1024 ;;
    esac
}

fuzz() {
    local target=$1 work=$root/.build_fuzz/inputs/$1
    export TOLLBOOK_FUZZ_TARGET=$target
    mkdir -p "$work"
    local inputs=("$work")
    # Not every target has a finding whose input is kept.
    [ -d "$root/Tests/Fuzz/Corpus/$target" ] && inputs+=("$root/Tests/Fuzz/Corpus/$target")
    "$program" --seeds "$work"
    local log=$root/.build_fuzz/$target.log
    if nice "$program" -runs="$((runs * $(share "$target") / shares))" -max_len="$(longest "$target")" -timeout=60 -rss_limit_mb=2500 -print_final_stats=1 \
        -artifact_prefix="$root/.build_fuzz/found/$target-" "${inputs[@]}" >"$log" 2>&1; then
        echo "$target: $(grep -aE '^Done' "$log"), $(grep -aE '^stat::slowest' "$log")"
    else
        grep -aE 'FOUND|ERROR|SUMMARY|Test unit' "$log" >&2
        echo "$target: an input was found; it is in .build_fuzz/found" >&2
        return 1
    fi
}

echo "fuzz ${targets[*]}, $runs inputs …"
export -f fuzz longest share
export root program runs shares ASAN_OPTIONS
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c 'fuzz {}'
