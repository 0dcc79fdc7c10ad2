# Everything a developer or an operator types. `make run` and `make test` need only Python (3.11 or newer) and make.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run setup test check format lint types imports catalogues corpus lock audit wheel bench peers clean

run: .venv/run
	$(BIN)/python -m bot

setup: .venv/develop

test: .venv/develop
	$(BIN)/python -m pytest

check: lint types imports test

format: .venv/develop
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: .venv/develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/develop
	$(BIN)/mypy

imports: .venv/develop
	$(BIN)/lint-imports

# sentences of the code into the catalogues; the tests say what is still to be translated
catalogues: .venv/develop
	$(BIN)/python tools/catalogues.py

# the versions and hashes of everything that is installed, for all platforms
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements.txt pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --extra dev -o requirements-dev.txt pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet -o bench/peers/requirements.txt bench/peers/requirements.in

# what is known to be vulnerable of what is installed; asks the network
audit: .venv/python
	$(BIN)/python -m venv .venv-audit
	.venv-audit/bin/python -m pip --disable-pip-version-check --quiet install pip-audit
	.venv-audit/bin/pip-audit --requirement requirements.txt --disable-pip --require-hashes

wheel: .venv/develop
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

# how many of the corpus' questions are understood, by kind
corpus: .venv/develop
	PYTHONPATH=.:tests/language $(BIN)/python tests/language/corpus.py

# beside its peers, where they can be installed
bench: .venv/develop
	-@$(MAKE) --no-print-directory peers
	$(BIN)/python -m bench

peers: .venv-peers/ready

clean:
	rm -rf .venv .venv-audit .venv-peers build dist

.venv/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed (Debian: apt install python3-venv)" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run: requirements.txt .venv/python
	$(PIP) install --require-hashes -r requirements.txt
	@touch $@

.venv/develop: requirements-dev.txt .venv/python
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@ .venv/run

.venv-peers/ready: bench/peers/requirements.txt .venv/python
	.venv/bin/python -m venv .venv-peers
	.venv-peers/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r bench/peers/requirements.txt
	@touch $@
