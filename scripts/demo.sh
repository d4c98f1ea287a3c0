#!/usr/bin/env bash
# demo.sh TOLLBOOK BOOK: makes the demo book when there is none, and serves it on loopback.
set -euo pipefail
tollbook=$1
book=$2

if [ -e "$book" ]; then
    echo "data … $book is there"
else
    echo "data … making $book"
    # Made aside, under its own name, and then moved: a run that was broken off leaves no half a book behind.
    aside="$(dirname "$book")/.making"
    rm -rf "$aside"
    mkdir -p "$aside"
    "$tollbook" demo --book "$aside/$(basename "$book")"
    mv "$aside"/* "$(dirname "$book")/"
    rmdir "$aside"
fi
exec "$tollbook" serve --book "$book"
