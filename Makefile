# Needs Python 3.11 or newer and make; everything else goes into a virtual environment of its own (.venv).
# `make` alone says what there is.

# The first Python that runs and is new enough; name another with: make PYTHON=/path/to/python
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DEMO := demo
# Listings and annotations that are not part of this repository; tests/annotations/README.md says what they are.
SHARED ?= ../shared
HELDOUT = $(wildcard tests/annotations/heldout*.json)
ANNOTATED = $(SHARED)/eval/gold-listing-000.json $(filter-out $(HELDOUT),$(wildcard tests/annotations/*.json)) \
	--heldout $(HELDOUT) --papers $(SHARED)/listings $(SHARED)/data/papers-100k.jsonl.xz

ROLES = tests/annotations/roles/learned.json --heldout tests/annotations/roles/finer-roles.json \
	--papers $(SHARED)/listings $(SHARED)/data/papers-100k.jsonl.xz

.DEFAULT_GOAL := help
.PHONY: help demo test lint evaluate train groups benchmark clean
.DELETE_ON_ERROR:

help: ## list what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: .venv/installed ## build the graph of the examples, ask it something, write the page
	$(BIN)/kg build examples --store $(DEMO)/graph
	$(BIN)/kg query most-used-datasets --store $(DEMO)/graph
	$(BIN)/kg export html -o $(DEMO)/graph.html --store $(DEMO)/graph

test: lint ## check everything: style, types, layers, tests
	$(BIN)/python -m pytest -rs --numprocesses=auto --dist=loadgroup $(PYTEST)

lint: .venv/installed-dev ## check style, types and layers alone
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: .venv/installed-dev ## figures of the extraction on papers held out (six minutes, 6 GB; needs SHARED, see tests/annotations/README.md)
	$(BIN)/python -m kg.training.classifiers $(ANNOTATED) --plain $(SHARED)/data/papers-100k.jsonl.xz --measure
	$(BIN)/python -m kg.training.finer_roles $(ROLES) --measure

train: .venv/installed-dev ## train the classifiers of the extraction anew and calibrate them (ten minutes, 6 GB; needs SHARED, see tests/annotations/README.md)
	$(BIN)/python -m kg.training.classifiers $(ANNOTATED) --plain $(SHARED)/data/papers-100k.jsonl.xz
	$(BIN)/python -m kg.training.finer_roles $(ROLES)

benchmark: .benchmark/installed ## time and memory of builds of 10,000 to 400,000 papers, into docs/speed.md (half an hour; needs SHARED, see tests/annotations/README.md)
	cd .benchmark && bin/python -m benchmarks.scale $(abspath $(SHARED))/data/papers-100k.jsonl.xz \
		10000 50000 100000 400000 --page ../docs/speed.md

groups: .venv/installed-dev ## sort the words of abstracts into the groups that the classifiers use; make train must follow (needs SHARED, see tests/annotations/README.md)
	$(BIN)/python -m kg.training.word_groups $(SHARED)/listings $(SHARED)/data/papers-100k.jsonl.xz \
		--without $(SHARED)/eval/gold-listing-000.json tests/annotations/*.json

clean: ## remove the environment, caches and what the demo wrote
	rm -rf .venv .benchmark $(DEMO) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find kg tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; echo "python -m venv failed; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

# The stamps are newer than pyproject.toml once what it names is installed.
.venv/installed: pyproject.toml | .venv/bin/python
	@echo "Installing kg into .venv (once)"
	@$(PIP) --editable .
	@touch $@

.venv/installed-dev: pyproject.toml | .venv/bin/python
	@echo "Installing kg and what its tests need into .venv (once)"
	@$(PIP) --editable '.[dev]'
	@touch $@ .venv/installed

# kg as `pip install .` builds it, compiled, away from its sources, which Python would find first.
.benchmark/installed: pyproject.toml hatch_build.py $(shell find kg -name '*.py') | .venv/bin/python
	@echo "Installing kg and what its benchmarks need into .benchmark"
	@test -e .benchmark/bin/python || .venv/bin/python -m venv .benchmark
	@.benchmark/bin/python -m pip install --quiet --disable-pip-version-check '.[dev]' spacy
	@ln -sfn ../benchmarks .benchmark/benchmarks
	@touch $@
