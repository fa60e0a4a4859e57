# make run     serve Atlas, the reference server, on http://127.0.0.1:8080 (HOST and PORT change it)
# make dev     the same in development mode: built without optimisation, rebuilt and restarted when a source changes
# make test    run every test, against SQLite and a throw-away PostgreSQL
# make fuzz    fuzz what reads bytes from outside, each part for FUZZ_SECONDS (60)
# make test-sanitized
#              run the tests of what threads share under ThreadSanitizer and AddressSanitizer
# make lint    check the format; `make format` repairs it
# make bench   compare Apus with its peers (see Benchmarks/README.md)
# make bench-json  compare ApusJSON with Foundation and orjson
# make bench-data   compare Apus on PostgreSQL with its peers
# make bench-router   measure what it costs to find a route among 203
# make clean   remove what was built
#
# Debian packages that are missing are installed. Atlas keeps its data in atlas.sqlite, or where DATABASE_URL says.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run dev test test-sanitized fuzz lint format bench bench-data bench-json bench-router clean

BUILD_PACKAGES := libpq-dev libsqlite3-dev libssl-dev pkg-config zlib1g-dev
DATA_PACKAGES := iso-codes tzdata
TEST_PACKAGES := curl openssl pgbouncer postgresql

# A build folder of its own for the optimised build, so that a test run and a server do not wait for each other.
RELEASE := --configuration release --scratch-path .build-release

FORMATTED := Package.swift Sources Tests Examples Benchmarks/Package.swift Benchmarks/Sources

help:
	@sed -n '/^# make/s/^# //p' Makefile

run:
	@.ci/install-packages $(BUILD_PACKAGES) $(DATA_PACKAGES)
	swift build $(RELEASE) --product atlas
	@.ci/serve-atlas "$$(swift build $(RELEASE) --show-bin-path)/atlas"

dev:
	@.ci/install-packages $(BUILD_PACKAGES) $(DATA_PACKAGES)
	swift build --product atlas
	@"$$(swift build --show-bin-path)/atlas" migrate && "$$(swift build --show-bin-path)/atlas" seed
	@DEVELOPMENT=true .ci/watch atlas serve

test:
	@.ci/install-packages $(BUILD_PACKAGES) $(DATA_PACKAGES) $(TEST_PACKAGES)
	.ci/with-postgres swift test --no-parallel

test-sanitized:
	@.ci/install-packages $(BUILD_PACKAGES) $(DATA_PACKAGES) $(TEST_PACKAGES)
	Tests/Sanitizers/run

fuzz:
	@.ci/install-packages $(BUILD_PACKAGES)
	Tests/Fuzzing/run

lint:
	swift format lint --strict --parallel --recursive $(FORMATTED)

format:
	swift format --in-place --parallel --recursive $(FORMATTED)

bench:
	@.ci/install-packages $(BUILD_PACKAGES) python3
	Benchmarks/run

bench-json:
	@.ci/install-packages $(BUILD_PACKAGES) python3 python3-venv
	Benchmarks/json --check

bench-data:
	@.ci/install-packages $(BUILD_PACKAGES) python3
	Benchmarks/postgres

bench-router:
	@.ci/install-packages $(BUILD_PACKAGES)
	swift run --package-path Benchmarks --configuration release RouterCost

clean:
	rm -rf .build .build-release Benchmarks/.build
