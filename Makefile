# `make demo` and `make test` set up all they need; both can be run again and again.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PTCE := $(BIN)/ptce
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info[:2] <= (3,13))' 2>/dev/null && { echo $$p; break; }; done)

.PHONY: help demo test check fix docs bench system system-test setup setup-dev samples models clean

help: ## list the words that make knows
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

system: ## install the system packages that OCR needs, where that is allowed
	@scripts/system-packages "$(PYTHON)"

system-test: ## the same, and the browser that tests look at pages with
	@scripts/system-packages "$(PYTHON)" browser

setup: $(VENV)/.installed ## make .venv with the locked dependencies

setup-dev: $(VENV)/.installed-dev

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed: sudo apt-get install python3 python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing: sudo apt-get install python3-venv"; exit 1; }

# Compiled, so that no start is slow for want of it, even where PYTHONDONTWRITEBYTECODE is set.
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q ptce_corpus
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: system setup ## build the sample archive, then search it, tell its timeline and its themes
	@scripts/demo $(PTCE)

test: system-test setup-dev ## format, lint, types, architecture, and the whole suite
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: setup-dev ## the quick half of test: format, lint, types, architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/architecture

fix: setup-dev ## format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup-dev ## write the command and settings references anew
	$(BIN)/python -m docs.reference

bench: setup-dev ## run the benchmarks; they need ../shared
	$(BIN)/python -m benchmarks.run

samples: setup-dev ## write corpus/ anew from samples/
	$(BIN)/python -m samples.make

models: setup-dev ## train the models of models/ anew; they need ../shared and about a quarter of an hour
	$(BIN)/python -m scripts.train_language_model
	$(BIN)/python -m scripts.train_entities

clean: ## remove what was made
	rm -rf $(VENV) indexes/*.sqlite* indexes/whoosh indexes/build.lock .mypy_cache .ruff_cache .pytest_cache
