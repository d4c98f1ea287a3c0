# Everything uses one optimised build: the same flags everywhere, so that nothing is built twice (scripts/build.sh says why).
# `make run` serves a demo book, `make test` runs every test, `make soak` the same with the long counts,
# `make bench` prints the speed table, `make check` the house rules. `make format` puts the code into its form.

BOOK ?= demo.book
TOLLBOOK := .build/release/tollbook
SOURCES := Package.swift Sources Tests Benchmarks Plugins

.PHONY: run test soak office bench check format packages build
.NOTPARALLEL:

run: packages build
	@scripts/demo.sh "$(TOLLBOOK)" "$(BOOK)"

test:
	@scripts/packages.sh build test
	@scripts/build.sh --build-tests
	@scripts/swift-tests.sh
	@scripts/client-tests.sh
	@scripts/browser-tests.sh
	@scripts/report-tests.sh
	@scripts/workbook-tests.sh

soak: export TOLLBOOK_SOAK = 1
soak: office test
	@scripts/fuzz.sh

# What opens the workbooks of a soak beside our own tests' reader.
office:
	@scripts/packages.sh office

bench: packages build
	@.build/release/tollbook-bench

check: packages
	@echo "form …" && swift format lint --strict --parallel --recursive $(SOURCES)
	@scripts/build.sh --build-tests
	@scripts/swift-tests.sh --filter HouseTests

format:
	@swift format --in-place --parallel --recursive $(SOURCES)

packages:
	@scripts/packages.sh build

build:
	@scripts/build.sh
