#!/usr/bin/env bash
# report-tests.sh [report …]: makes every report of the catalogue, or those whose ids begin so, over three books (the demo; an office in
# Berlin, whose October has a day of 25 hours; the same with surcharges, packages, taxes and recurring charges), as JSON and CSV, and holds
# it against a reference that makes it a second time out of the exported calls (Tests/Reports/reference.py). Lists are compared where
# Tests/Reports/lists.py and witnesses.py make them: allowances, transfers (over a fourth book, of calls with several records), raw lines, and a
# carrier's bill (over a fifth, that of the office with such a bill). For each book a line says what passed; the last line is
# "N passed, N failed" of all. Needs python3 with PyYAML. TOLLBOOK names the program, else the optimised build.
set -euo pipefail
cd "$(dirname "$0")/.."
tollbook=${TOLLBOOK:-$PWD/.build/release/tollbook}
python=${PYTHON:-/usr/bin/python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PYTHONDONTWRITEBYTECODE=1
narrow= bill=

# compare BOOK PARTY NODE [report …]: October, and September as the period before.
compare() {
    local book=$folder/$1.book site=$folder/$1/site.yaml party=$2 node=$3
    mkdir -p "$folder/$1"
    echo "$1 …"
    "$tollbook" site export --book "$book" "$site"
    "$tollbook" calls --book "$book" --from 2026-10-01 --to 2026-10-31 --as json >"$folder/$1/calls.json"
    "$tollbook" calls --book "$book" --from 2026-09-01 --to 2026-09-30 --as json >"$folder/$1/earlier.json"
    "$tollbook" calls --book "$book" --from 2026-11-01 --to 2026-11-01 --as json >"$folder/$1/later.json"
    touch "$folder/$1/private"
    local sent=()
    [ "$1" = demo ] || sent=(--records "$folder/$1.csv")
    "$python" Tests/Reports/reference.py --program "$tollbook" --book "$book" --site "$site" --definitions Sources/Reporting/Catalogue \
        --calls "$folder/$1/calls.json" --earlier "$folder/$1/earlier.json" --later "$folder/$1/later.json" --private "$folder/$1/private" \
        --from 2026-10-01 --to 2026-10-31 --party "$party" --organisation "$node" $narrow $bill "${sent[@]}" --docs docs/reports.md \
        --only "${@:4}" |
        tee "$folder/$1/result" || true
}

# correct BOOK DECISION PARTY COUNT: decides so about the party's first charged calls of October that are not private, and prints their
# ids.
correct() {
    "$tollbook" calls --book "$1" --from 2026-10-01 --to 2026-10-31 --as json >"$folder/all.json"
    "$python" - "$folder/all.json" "$3" "$4" <<'PYTHON' | while read -r id; do
import json, sys
calls = [
    c["id"] for c in json.load(open(sys.argv[1]))
    if c["party"] == sys.argv[2] and c["state"] == "rated" and c["direction"] == "out" and "private" not in c
]
print("\n".join(calls[: int(sys.argv[3])]))
PYTHON
        "$tollbook" calls correct --book "$1" --call "$id" "--$2" --reason "said so" >"$folder/out.txt"
        echo "$id"
    done
}

"$tollbook" demo --book "$folder/demo.book" --calls 6000 --seed 7 --until 2026-10-31 >"$folder/out.txt"
"$python" Tests/Reports/calls.py >"$folder/calls.csv"
cp Tests/Reports/office.yaml "$folder/office.yaml"
cat Tests/Reports/office.yaml Tests/Reports/settled.yaml >"$folder/settled.yaml"
sed 's/^site: {/site: {legs: split, /' Tests/Reports/office.yaml >"$folder/legs.yaml"
"$python" Tests/Reports/calls.py legs >"$folder/legs.csv"
cp "$folder/calls.csv" "$folder/office.csv"
cp "$folder/calls.csv" "$folder/settled.csv"
for name in office settled legs; do
    "$tollbook" site import --book "$folder/$name.book" "$folder/$name.yaml" >"$folder/out.txt" 2>&1
    "$tollbook" import --book "$folder/$name.book" --format tollbook-csv "$folder/$name.csv" >"$folder/out.txt" 2>&1
done
mkdir -p "$folder/office"
correct "$folder/office.book" private 101 6 >"$folder/office/private"
correct "$folder/office.book" write-off 103 2 >"$folder/out.txt"

compare demo 211 sales "$@"
# A fourth book, of calls with several records, for the list of these alone.
compare legs 101 alpha b07
compare office 101 alpha "$@"
# Here every report is asked for a department into which somebody comes in the middle of the month.
narrow=--narrow
compare settled 101 care "$@"
narrow=
# The bill of a provider as a witness of the office's calls; its own reports, whichever others are asked for.
sed '/^switches:/a\  - {id: bill, format: tollbook-csv, role: witness, provider: telekom, match: {start: 119, duration: 4, amount: "0.01"}}' \
    Tests/Reports/office.yaml >"$folder/billed.yaml"
"$python" Tests/Reports/bill.py "$folder/calls.csv" >"$folder/bill.csv"
"$tollbook" site import --book "$folder/billed.book" "$folder/billed.yaml" >"$folder/out.txt" 2>&1
for name in calls bill; do
    "$tollbook" import --book "$folder/billed.book" --format tollbook-csv "$folder/$name.csv" >"$folder/out.txt" 2>&1
done
bill="--bill $folder/bill.csv"
compare billed 101 care g03 g11 g12 g13
cat "$folder"/*/result | awk '/^[0-9]+ passed, / {passed += $1; failed += $3} END {print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 || passed == 0}'
