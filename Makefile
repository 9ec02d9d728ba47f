# `make` does all that CI does. `make demo` shows the product on the bundled sample site.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: test check unit demo golden bench soak build clean

test: check unit

# One stamp an extra, so that a second run installs nothing.
$(VENV)/pip:
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/pip pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/test: $(VENV)/pip pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@ $(VENV)/installed

demo: $(VENV)/installed
	$(BIN)/python -m ingest.demo

check: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config pyproject.toml

unit: $(VENV)/test
	$(BIN)/python -m pytest -n auto

clean:
	rm -rf $(VENV) build dist
