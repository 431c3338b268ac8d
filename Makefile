# install · run · test · lint · bench: each may be called again at any time.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
BIN := .venv/bin
INSTALLED := .venv/installed
LOCK ?= requirements/dev.txt

.PHONY: install run test lint format bench messages locks clean

install: $(INSTALLED)

$(INSTALLED): $(LOCK) pyproject.toml $(wildcard src/ifex/locale/*/LC_MESSAGES/*.po)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "ifex needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" && false)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python tools/messages.py compile
	touch $(INSTALLED)

run: install
	IFEX_DEMO=1 IFEX_DATA=$${IFEX_DATA:-var/demo} $(BIN)/ifex demo --serve --port $(PORT)

test: install
	$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy src/ifex
	IFEX_DATA=var/lint $(BIN)/ifex makemigrations --check --dry-run
	$(BIN)/python tools/messages.py check

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install
	$(BIN)/python -m bench $(ARGS)

messages: install
	$(BIN)/python tools/messages.py update

locks: install
	$(BIN)/python tools/locks.py

clean:
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
