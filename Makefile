# `make` alone lists what there is. Everything runs in .venv, made with python3 -m venv and pip.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test check format lint types locale docs real soak bench clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/streetchief: pyproject.toml hatch_build.py streetchief/locale/zh_CN.po
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/dev: pyproject.toml | $(BIN)/streetchief
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(BIN)/streetchief ## install, then see the main job on the sample county
	@$(BIN)/python data/panan/sample/demo.py build/demo

test: $(VENV)/dev ## run the tests
	$(BIN)/python -m pytest -n auto $(PYTEST)

check: lint types test ## format, lint, types, translations, docs and tests

format: $(VENV)/dev ## put the code into its form
	$(BIN)/ruff format streetchief tests data docs
	$(BIN)/ruff check --fix --select I streetchief tests data docs

lint: $(VENV)/dev ## check form, lint, translations and generated docs
	$(BIN)/ruff format --check streetchief tests data docs
	$(BIN)/ruff check streetchief tests data docs
	$(BIN)/python -m streetchief.locale.build --check
	$(BIN)/python docs/generate.py --check

types: $(VENV)/dev ## check types, strictly
	$(BIN)/mypy

locale: $(VENV)/dev ## compile the translations
	$(BIN)/python -m streetchief.locale.build

docs: $(VENV)/dev ## write the generated pages of the docs again
	$(BIN)/python docs/generate.py

real: $(VENV)/dev ## run the large real files: make real DATA=/where/they/are
	@test -n "$(DATA)" || { echo "say where the files are: make real DATA=/path"; exit 2; }
	STREETCHIEF_REAL_DATA="$(DATA)" $(BIN)/python -m pytest -m real $(PYTEST)

soak: $(VENV)/dev ## run the long sweeps
	STREETCHIEF_SOAK=1 $(BIN)/python -m pytest -n auto -m "not real and not bench" $(PYTEST)

bench: $(VENV)/dev ## measure, with the peers beside it
	@test -x build/peers/bin/watson || { $(PYTHON) -m venv build/peers && \
	  build/peers/bin/python -m pip install --quiet --disable-pip-version-check td-watson jrnl; } || true
	$(BIN)/python tests/bench/bench.py

clean: ## take away what was made here
	rm -rf build dist .venv .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
