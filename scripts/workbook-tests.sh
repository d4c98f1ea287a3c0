#!/usr/bin/env bash
# workbook-tests.sh [report …]: makes reports of a demo book as Excel files, opens them with openpyxl, and with LibreOffice where that is
# installed, and holds each cell and the sums against the same report's JSON (Tests/Reports/workbooks.py). Without names: some of each kind;
# in a soak (TOLLBOOK_SOAK) all there are. The last line is "N passed, N failed". TOLLBOOK names the program, else the optimised build.
set -euo pipefail
cd "$(dirname "$0")/.."
tollbook=${TOLLBOOK:-$PWD/.build/release/tollbook}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PYTHONDONTWRITEBYTECODE=1
reports=("$@")
if [ ${#reports[@]} -eq 0 ] && [ -z "${TOLLBOOK_SOAK:-}" ]; then
    reports=(a01-party-bill a02-party-summary a09-department-call-type a20-discounts b01-all-calls b11-raw-lines d07-heat-map)
    reports+=(e05-busy-hour g04-rate-tables j02-ingest k08-with-margin)
fi
"$tollbook" demo --book "$folder/demo.book" --calls 3000 --seed 7 --until 2026-10-31 >"$folder/out.txt"
/usr/bin/python3 Tests/Reports/workbooks.py --program "$tollbook" --book "$folder/demo.book" --from 2026-10-01 --to 2026-10-31 \
    --party 211 --organisation sales "${reports[@]}"
