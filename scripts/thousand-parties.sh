#!/usr/bin/env bash
# thousand-parties.sh [PARTIES] [CALLS]: so many parties with so many calls each (1000 and 10000 unless said) are imported, settled,
# billed, credited, billed again by other prices, and reconciled to the millionth. Prints what each step took; its last lines are those of
# `tollbook reconcile`.
set -euo pipefail
cd "$(dirname "$0")/.."
parties=${1:-1000}
calls=${2:-10000}
tollbook=$PWD/.build/release/tollbook
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# site CENTS: a tariff of two prefixes with a surcharge, a package with allowances, a volume discount, an exchange and a tax.
site() {
    cat <<YAML
site: {zone: UTC, currency: USD, defaultTable: {price: t}}
switches: [{id: main, format: tollbook-csv}]
callTypes: [{id: mobile, name: Mobile, colour: ["#b45309", "#fbbf24"]}, {id: local, name: Local, colour: ["#15803d", "#4ade80"]}]
numbering: [{prefix: "49", type: mobile, destination: M}, {prefix: "44", type: local, destination: L}]
organisation: [{id: all, kind: company, name: All}]
parties:
$(seq 0 $((parties - 1)) | awk '{ printf "  - {id: \"p%d\", numbers: [{number: \"%d\", from: 2026-01-01}], member: [{of: all, from: 2026-01-01}]%s}\n",
    $1, 10000 + $1, $1 % 3 ? "" : ", currency: EUR" }')
rateTables:
  - id: t
    volumeDiscount: [{type: local, tiers: [{from: "20", percent: "10"}, {from: "200", percent: "20"}]}]
    versions:
      - from: 2026-01-01
        rows:
          - {prefix: ["49"], connection: "0.05", all: {increments: "60/6", price: "0.$1", per: 60}}
          - {prefix: ["44"], all: {steps: [{at: 0, block: 60, price: "0.0$1"}]}}
surcharges: [{id: s, when: {type: [mobile]}, percent: "3.5"}]
packages:
  - id: p
    rules: [{when: {type: [mobile]}, allowance: {minutes: 600, carryOver: true}}, {when: {type: [local]}, percent: "2.5"}]
    assigned: [{organisation: all, from: 2026-01-01}]
exchangeRates: {rates: [{date: 2026-03-01, from: USD, to: EUR, rate: "0.923"}], maxAge: 60}
taxes: [{id: vat, name: VAT, rates: [{from: 2026-01-01, percent: "19"}], types: [mobile, local]}]
recurring: [{id: line, name: Line, organisation: all, amount: "9.90", every: month, from: 2026-03-01, tax: vat}]
YAML
}

step() {
    local begin=$SECONDS what=$1
    shift
    "$@" >last.log 2>&1 || { echo "$what failed:"; tail -5 last.log; exit 1; }
    echo "$what: $((SECONDS - begin)) s; $(tail -1 last.log | cut -c1-100)"
}

site 13 >site.yaml
step "site" "$tollbook" site import --book a.book site.yaml
echo "calls … $((parties * calls)) lines"
awk -v parties="$parties" -v calls="$calls" 'BEGIN {
    print "stamp,switch,called,calling,leg,start,duration,ring,span,direction,answered,extension,trunk,account,pulses,sourceIP,link,followsLegs,charge,currency"
    srand(7)
    gap = 30 * 86400 / calls
    for (call = 0; call < calls; call++) for (party = 0; party < parties; party++) {
        second = int(call * gap)
        stamp = sprintf("2026-03-%02dT%02d:%02d:%02d", 1 + second / 86400, second % 86400 / 3600, second % 3600 / 60, second % 60)
        printf "%s,main,%s%d,%d,,%s,%d,,,out,yes,,,,,,,,,\n", stamp, rand() < 0.5 ? "49" : "44", 100000 + call, 10000 + party, stamp, 1 + rand() * 900
    }
}' >calls.csv
step "import" "$tollbook" import --book a.book --format tollbook-csv calls.csv
rm calls.csv
march=(--from 2026-03-01 --to 2026-03-31)
step "settle" "$tollbook" settle --book a.book
step "bill" "$tollbook" bills issue --book a.book --all "${march[@]}"
step "reconcile" "$tollbook" reconcile --book a.book "${march[@]}"
step "credit" bash -c 'for number in $(seq 1 "$1"); do "$2" bills credit --book a.book "$number" --reason "Wrong prices"; done' _ "$parties" "$tollbook"
site 17 >site.yaml
step "other prices" "$tollbook" site import --book a.book site.yaml
step "propose" "$tollbook" rerate --book a.book "${march[@]}" --all
step "accept" "$tollbook" rerate --book a.book --accept 1
step "settle again" "$tollbook" settle --book a.book
step "bill again" "$tollbook" bills issue --book a.book --all "${march[@]}"
step "check" "$tollbook" book check --book a.book
"$tollbook" reconcile --book a.book "${march[@]}" | tail -3
