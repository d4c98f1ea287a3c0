#!/usr/bin/env bash
# client-tests.sh [unittest arguments]: runs Tests/Clients/test_*.py, in which the programs that people use (socat, netcat, rsyslog,
# logrotate, radclient) send records to a served book. Its last line is "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
PYTHONDONTWRITEBYTECODE=1 "${PYTHON:-/usr/bin/python3}" -m unittest discover --start-directory Tests/Clients "$@" 2>&1 </dev/null |
    tee "$log" || status=$?
ran=$(sed -n 's/^Ran \([0-9]*\) tests\{0,1\} in .*/\1/p' "$log")
bad=$(grep -oE '(failures|errors)=[0-9]+' "$log" | awk -F= '{sum += $2} END {print sum + 0}' || true)
echo "$((${ran:-0} - ${bad:-0})) passed, ${bad:-0} failed"
exit "$status"
