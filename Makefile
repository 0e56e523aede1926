# One command for each thing. A fresh machine needs python3 (3.11 or newer, with venv), git and make;
# everything else is installed into this directory, under .tools and .venv.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3
UV_VERSION := 0.13.9
# One more than CI has cores: a worker that asks Spark or a server waits for it.
WORKERS ?= 3

# Nothing outside this directory is written, so that any user can build in any clone.
export UV_CACHE_DIR ?= $(CURDIR)/.tools/uv-cache
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv
export UV_NO_PROGRESS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The machine's own certificates where it has any, as pip does; a company's proxy signs with its own.
export UV_SYSTEM_CERTS := $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),1,0)
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME
# Hundreds of processes import the same modules: without bytecode each would compile them again.
unexport PYTHONDONTWRITEBYTECODE

UV := .tools/uv-$(UV_VERSION)/bin/uv
READY := .venv/.ready
BIN := .venv/bin
PY := $(BIN)/python
PYTEST := $(PY) -m pytest -q -p no:cacheprovider

# Tests by whether they owe coverage: tracing lines costs half as much again.
# Those that ask Spark stand first: one worker asks it, and takes longest.
UNTRACED := tests/conformance tests/calibration tests/e2e tests/docs tests/architecture tests/laws
IN_PROCESS := tests/e2e/test_probe_tasks.py tests/e2e/test_pytest_plugin.py tests/e2e/test_quarantine.py \
	tests/conformance/test_bad_rows.py \
	$(addprefix tests/laws/,test_checks.py test_one_scan.py test_states.py test_summaries.py)
TRACED := tests/golden tests/unit src
SPREAD := -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations=5

say = @printf '\033[1m%-8s\033[0m %s\n' '$(1)' '$(2)'
ifneq ($(NO_COLOR)$(filter dumb,$(TERM)),)
say = @printf '%-8s %s\n' '$(1)' '$(2)'
endif

.PHONY: help setup demo test bench new lint types layers arch site docs unit golden reference coverage \
	changelog format clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# ── the targets a newcomer types ────────────────────────────────────────────────────────────────────

demo: $(READY)  ## Run the New York flights of 2013 through every gate, then show the gate closing
	$(call say,demo,the flights of 2013 go through ingest$(,) features$(,) train and evaluate)
	@$(PY) examples/flights/demo.py

test: $(READY)  ## Everything CI asks for: format, lint, types, layers, docs, all tests
	@$(MAKE) -j2 --output-sync=target lint types layers site
	@$(MAKE) coverage
	$(call say,test,everything holds)

bench: $(READY)  ## Compare speed and memory with one hand-written query and with the peers
	$(call say,bench,contracts$(,) drift$(,) slices$(,) stored states$(,) Spark; this takes most of an hour)
	@$(PY) benchmarks/contracts/run.py
	@$(PY) benchmarks/drift/run.py
	@$(PY) benchmarks/slices/run.py
	@$(PY) benchmarks/incremental/run.py
	@$(PY) benchmarks/spark/run.py

new: $(READY)  ## Scaffold a check: make new check=positive_fraction
	@$(PY) scripts/new_check.py '$(check)'

# ── one step each ───────────────────────────────────────────────────────────────────────────────────

lint: $(READY)  ## Format check, lint, spelling
	$(call say,lint,format of every file)
	@$(BIN)/ruff format --check --quiet .
	$(call say,lint,ruff$(,) every rule)
	@$(BIN)/ruff check --quiet .
	$(call say,lint,uv.lock fits pyproject.toml)
	@$(UV) lock --check --offline --quiet
	$(call say,lint,spelling)
	@git ls-files -z '*.py' '*.md' '*.yaml' '*.toml' Makefile | xargs -0 $(PY) -m codespell_lib

types: $(READY)  ## mypy, strict
	$(call say,types,mypy --strict)
	@$(PY) -m mypy --no-error-summary

layers: $(READY)  ## Imports only point down
	$(call say,layers,import contracts of .importlinter)
	@$(BIN)/lint-imports --no-cache > .tools/layers.txt || { cat .tools/layers.txt; exit 1; }

arch: layers  ## Layers, and the tests of the shape of the code
	$(call say,arch,tests of the shape of the code)
	@$(PYTEST) tests/architecture

site: $(READY)
	$(call say,site,reference pages are made from the code and current)
	@$(PY) scripts/reference_pages.py --check
	$(call say,site,documentation$(,) warnings are errors)
	@$(PY) scripts/build_docs.py

docs: site  ## Build the documentation, and test that everything is documented
	$(call say,docs,tests of the documentation)
	@$(PYTEST) tests/docs

unit: $(READY)  ## The fast tests, while you work
	$(call say,unit,unit tests and examples in docstrings)
	@$(PYTEST) -n $(WORKERS) -m 'not slow' tests/unit src

golden: $(READY)  ## Rewrite the golden files; review the difference before you commit it
	$(call say,golden,rewriting)
	@$(PYTEST) tests/golden tests/architecture/test_public_api.py --rewrite-golden
	@git --no-pager diff --stat -- tests/golden

reference: $(READY)  ## Rewrite the reference pages from the code
	$(call say,docs,writing docs/reference)
	@$(PY) scripts/reference_pages.py

coverage: $(READY)
	$(call say,tests,all tests$(,) slow ones too$(,) on $(WORKERS) workers)
	@rm -f .coverage .coverage.*
	@HYPOTHESIS_PROFILE=ci $(PYTEST) $(SPREAD) $(UNTRACED) $(foreach file,$(IN_PROCESS),--ignore=$(file))
	@HYPOTHESIS_PROFILE=ci $(PYTEST) $(SPREAD) --cov --cov-report= $(TRACED) $(IN_PROCESS)
	$(call say,tests,branch coverage by package)
	@$(PY) scripts/coverage_bars.py

changelog: $(READY)  ## Show what the next release will say
	@$(BIN)/towncrier build --draft --version next

format: $(READY)  ## Format, and mend what ruff can mend
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

clean:  ## Remove what the targets above made, environments included
	@rm -rf .venv .tools site build dist .cache .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis

# ── environments ────────────────────────────────────────────────────────────────────────────────────

, := ,

setup: $(READY)  ## Install the tools and the locked environment into this directory

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Lockgate needs Python 3.11 or newer as `$(PYTHON)`; or name one: make PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo 'Python has no venv. On Debian: apt-get install python3-venv'; exit 1; }
	$(call say,setup,uv $(UV_VERSION) into .tools)
	@rm -rf .tools/uv-*
	@$(PYTHON) -m venv .tools/uv-$(UV_VERSION)
	@.tools/uv-$(UV_VERSION)/bin/python -m pip install --quiet uv==$(UV_VERSION) || { rm -rf .tools/uv-$(UV_VERSION); exit 1; }

# The group `models` has xgboost-cpu, which fills the same folder as the extra `xgboost` and brings no library of GPUs.
$(READY): $(UV) uv.lock pyproject.toml
	$(call say,setup,the locked environment into .venv)
	@UV_PYTHON="$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(UV) sync --frozen --quiet --all-extras --no-extra xgboost
	@touch $@
