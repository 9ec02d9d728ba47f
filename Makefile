# `make test` does all that CI does. `make demo` shows the product on the bundled sample site.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: test check unit package demo golden bench soak build clean

test: check unit package

# One stamp an extra, so that a second run installs nothing.
$(VENV)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Ingest needs Python 3.11 or newer: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/pip pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/test: $(VENV)/pip pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/installed

demo: $(VENV)/installed
	@$(BIN)/python -m ingest.demo

# Style, types and the direction of imports.
check: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config pyproject.toml

unit: $(VENV)/test
	$(BIN)/python -m pytest -n 2

# The product as a whole: wheel and sdist built, installed into an empty environment and used; the demo.
package: $(VENV)/test
	$(BIN)/python -m pytest -m package

# Rewrites fixtures/*/*/expected.json from what the code reads now, and shows what that changes.
golden: $(VENV)/test
	$(BIN)/python -m tests.golden
	git --no-pager diff --stat --patch -- fixtures

# Minutes, not seconds: kill -9 in a crawl, a million rows, hours of pages in short.
soak: $(VENV)/test
	$(BIN)/python -m pytest -m slow

# CPU time and memory of the extraction against its peers; PAGES is a folder of .html or .html.gz files.
PAGES ?= $(or $(INGEST_SHARED),../shared)/quality/pages
bench: $(VENV)/installed
	$(PYTHON) -m venv $(VENV)/bench
	$(VENV)/bench/bin/python -m pip install --quiet --disable-pip-version-check --editable . -r bench/requirements.txt
	$(VENV)/bench/bin/python bench/extractors.py $(PAGES)

build: $(VENV)/test
	$(BIN)/python -m build

clean:
	rm -rf $(VENV) build dist
