# Two commands: `make try` and `make test`. Both make the environment first; a second run finds it ready.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RIVALS := $(VENV)/.rivals
# Tests run side by side: linear algebra that takes all cores for each of them takes ten times as long.
ONE_THREAD := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

.PHONY: try test bench soak fuzz wheel cleanroom lock clean
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

# The stamp is written last, so that an interrupted install is done again.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "gesher needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Set PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "Making the environment in $(VENV) (once, a minute or two) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

try: $(READY) ## Bot, sandbox and page on this machine; no token needed. Ctrl-C stops
	@exec $(BIN)/gesher try

test: $(READY) ## Everything that CI runs: format, lint, types, import contracts, tests
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(ONE_THREAD) $(BIN)/pytest --numprocesses $$(($$(getconf _NPROCESSORS_ONLN) + 2)) --dist worksteal

$(RIVALS): requirements-bench.lock $(READY)
	@echo "Adding the matcher's rivals to $(VENV) (once, half a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

bench: $(RIVALS) ## The matcher beside the usual ways; ARGS=--growth for large FAQs, too
	@exec $(BIN)/python -m tests.benchmarks.matching $(ARGS)

soak: $(READY) ## Kills, faults, load, nonsense: an hour or two; ARGS="--parts faults --calls 2000", ARGS=--help
	@exec $(BIN)/python -m tests.soak $(ARGS)

fuzz: $(READY) ## 20,000 spoilt updates, webhook calls, FAQ files and settings; ARGS="4000 1 postgresql" for fewer, elsewhere
	@exec $(BIN)/python -m tests.soak.fuzz $(or $(ARGS),20000)

wheel: $(READY) ## The release, in dist/: sdist, wheel, and the exact versions that they were tested with
	@rm -rf dist
	@$(BIN)/python -m hatchling build --directory dist
	@cp bot/handbook/deploy/requirements.lock dist/

cleanroom: $(READY) ## The image's steps in a clean Debian, then the bot tried in it; needs root and debootstrap
	@exec $(BIN)/python -m tests.deploy.clean_root $(ARGS)

# What the locks hold must agree, also where a rival asks for an older version: hence the override.
lock: ## Renew the locks from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate --group dev --extra postgres --extra plot pyproject.toml \
		--output-file requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate --group bench --override requirements.lock \
		--output-file requirements-bench.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate --extra postgres --extra plot --constraint requirements.lock pyproject.toml \
		--output-file bot/handbook/deploy/requirements.lock

clean: ## Remove the environment and caches, never data/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
