# make demo: the whole main job on sample notes. make test: every check. make soak: the long ones. make bench: how fast notes are read and built, and what cards come of them.
# Needs only Python >= 3.11 with pip and venv, git and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test soak bench clean

.venv/made:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "paperdeck needs Python 3.11 or newer; say which with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	touch $@

.venv/installed: .venv/made pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

demo: .venv/installed
	$(BIN)/paperdeck demo demo
	@echo 'Until it is installed for daily use the program is $(BIN)/paperdeck.'

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

# The long counts: a thousand histories beside Anki, in every zone and for every preset; a thousand
# killed sittings and damaged files, and 5,000 sequences of everything that can be done.
soak: .venv/installed-dev
	$(BIN)/pytest -m soak
	PAPERDECK_ANKI_HISTORIES=1200 $(BIN)/pytest tests/test_decks_scheduling_anki.py

bench: .venv/installed-dev
	$(BIN)/python -m benchmarks.notes_speed
	$(BIN)/python -m benchmarks.edits
	$(BIN)/python -m benchmarks.cards
	$(BIN)/python -m benchmarks.scheduling
	$(BIN)/python -m benchmarks.store_speed
	$(BIN)/python -m benchmarks.build_speed

clean:
	rm -rf .venv demo build dist
