#!/usr/bin/env bash
# browser-tests.sh [pytest arguments]: runs Tests/Browser/*.py with Playwright and Debian's Chromium against a served demo book.
# Its last line is "N passed, N failed". Tests/Browser/conftest.py says what a test is given.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! compgen -G 'Tests/Browser/test_*.py' >/dev/null; then
    echo "browser tests: none yet in Tests/Browser"
    echo "0 passed, 0 failed"
    exit 0
fi

requirements=Tests/Browser/requirements.txt
if ! cmp -s "$requirements" .venv/installed.txt; then
    echo "browser tests … installing $(tr '\n' ' ' <"$requirements")"
    rm -rf .venv
    "${PYTHON:-/usr/bin/python3}" -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check --requirement "$requirements" </dev/null
    cp "$requirements" .venv/installed.txt
fi

report=$(mktemp)
trap 'rm -f "$report"' EXIT
status=0
PYTHONDONTWRITEBYTECODE=1 .venv/bin/python -m pytest Tests/Browser -p no:cacheprovider -q --junitxml="$report" "$@" </dev/null || status=$?
.venv/bin/python scripts/browser-summary.py "$report" || status=1
exit "$status"
