#!/usr/bin/env bash
# demo.sh TOLLBOOK BOOK: makes the demo book when there is none, and serves it on loopback.
set -euo pipefail
tollbook=$1
book=$2

if [ -e "$book" ]; then
    echo "data … $book is there"
else
    echo "data … making $book"
    # Made aside and then renamed: a run that was broken off leaves no half a book behind.
    aside="${book%.book}.making.book"
    rm -rf "$aside"
    "$tollbook" demo --book "$aside"
    mv "$aside" "$book"
fi
exec "$tollbook" serve --book "$book"
