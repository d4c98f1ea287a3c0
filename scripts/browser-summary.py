"""browser-summary.py REPORT: prints "N passed, N failed" of a JUnit report; what was skipped counts as failed."""

import sys
import xml.etree.ElementTree as tree

try:
    suites = tree.parse(sys.argv[1]).getroot().iter("testsuite")
    figures = [{name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")} for suite in suites]
except (tree.ParseError, OSError) as error:
    print(f"the browser tests ended without a report: {error}", file=sys.stderr)
    figures = [{"tests": 1, "failures": 0, "errors": 1, "skipped": 0}]
tests = sum(one["tests"] for one in figures)
failed = sum(one["failures"] + one["errors"] + one["skipped"] for one in figures)
print(f"{tests - failed} passed, {failed} failed")
sys.exit(1 if failed or not tests else 0)
