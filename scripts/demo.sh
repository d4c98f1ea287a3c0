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
    # The month before this one is over, so that there are bills to look at; calls of this month can still be mended.
    first=$(date -d "$(date +%Y-%m-01) - 1 month" +%F)
    "$tollbook" bills issue --book "$aside/$(basename "$book")" --all --from "$first" \
        --to "$(date -d "$first + 1 month - 1 day" +%F)" >"$aside/issued"
    echo "data … $(wc -l <"$aside/issued") bills of ${first%-*} issued"
    rm "$aside/issued"
    mv "$aside"/* "$(dirname "$book")/"
    rmdir "$aside"
fi
exec "$tollbook" serve --book "$book"
