# Needs GNU make, a POSIX shell and Python 3.11 or newer; everything else is installed into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# A stamp says what .venv holds.  The dev lock contains the runtime lock, so it sets both.
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev

UV_VERSION := 0.13.9
LOCK_FLAGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lock bench pictures soak notebooks format clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: $(RUN_STAMP) ## Install what is needed and start goalgraph on this machine
	@exec $(BIN)/goalgraph start

# Every check runs, also after one that failed.  pytest is last: its summary ends the output.  Two
# processes of it take whole files in turn, each with a Neo4j and a Chromium of its own.  Schemathesis
# gives the tests of all routes one name, and of tests with one name they would run a single one: so
# those go before, in one process.
CONFORMANCE := tests/api/test_conformance.py
test: $(DEV_STAMP) ## Check everything: lint, format, types, imports, tests
	@failed=; \
	check() { \
	    echo "== $$*"; \
	    tool=$$1; shift; \
	    $(BIN)/$$tool "$$@" || failed="$$failed$${failed:+, }$$tool$${1:+ $$*}"; \
	}; \
	check ruff check; \
	check ruff format --check; \
	check mypy; \
	check lint-imports; \
	check pytest $(CONFORMANCE); \
	check pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore=$(CONFORMANCE); \
	if [ -n "$$failed" ]; then echo "Failed: $$failed." >&2; exit 1; fi

bench: $(DEV_STAMP) ## Measure closures, one municipality among many, pictures, and what HTTP costs
	@failed=0; for each in closure municipalities pictures pages http neo4j painting; do \
		$(BIN)/python -m benchmarks.$$each || failed=1; \
	done; exit $$failed

soak: $(DEV_STAMP) ## Kill writers and let them race, many times more than make test does
	@GOALGRAPH_SOAK=1 $(BIN)/pytest tests/processes tests/neo4j tests/spec/test_agreement.py
	@GOALGRAPH_TEST_NEO4J_VERSION=2026.09.0 $(BIN)/pytest tests/spec -k neo4j

notebooks: $(DEV_STAMP) ## Run the notebooks, and write them to var/notebooks as pages that load nothing
	@mkdir -p var/notebooks
	@for each in notebooks/*.py; do \
	    name=$$(basename "$$each" .py); \
	    PYTHONPATH=. $(BIN)/jupytext --quiet --to ipynb --execute --output "var/notebooks/$$name.ipynb" "$$each" && \
	    $(BIN)/jupyter nbconvert --log-level ERROR --to html --template offline \
	        --TemplateExporter.extra_template_basedirs=notebooks "var/notebooks/$$name.ipynb" && \
	    echo "var/notebooks/$$name.html" || exit 1; \
	done

pictures: $(DEV_STAMP) ## Take the pictures of the pages anew, into docs/pictures
	@$(BIN)/python -m tests.browser.pictures

format: $(DEV_STAMP) ## Mend what ruff can mend, and format
	@$(BIN)/ruff check --fix --exit-zero
	@$(BIN)/ruff format

lock: ## Lock what pyproject.toml asks for (newest versions: LOCK_FLAGS=--upgrade)
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	$(PYTHON) -m venv "$$tools" && \
	"$$tools/bin/python" -m pip --disable-pip-version-check --quiet install uv==$(UV_VERSION) && \
	compile() { \
	    "$$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	        --no-emit-index-url --custom-compile-command "make lock" $(LOCK_FLAGS) "$$@"; \
	} && \
	compile pyproject.toml --group build --output-file requirements.lock && \
	compile pyproject.toml --group dev --constraint requirements.lock \
	    --output-file requirements-dev.lock

clean: ## Remove .venv, caches and built files; the store in var/ stays
	@rm -rf $(VENV) dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_STAMP): requirements.lock pyproject.toml $(BIN)/python
	@echo "Installing goalgraph into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

$(DEV_STAMP): requirements-dev.lock requirements.lock pyproject.toml $(BIN)/python
	@echo "Installing goalgraph and the tools that check it into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-build-isolation --no-deps -e .
	@touch $(RUN_STAMP) $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	    echo "goalgraph needs Python 3.11 or newer, and no '$(PYTHON)' was found." \
	        "Install Python, or name yours: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "goalgraph needs Python 3.11 or newer, and '$(PYTHON)' is" \
	        "$$($(PYTHON) --version 2>&1)." \
	        "Name a newer one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "'$(PYTHON)' comes without the module venv, which goalgraph is installed with." \
	        "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }
