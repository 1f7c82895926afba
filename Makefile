# The whole vocabulary of the project: setup demo test lint types docs bench (and a few more below).
# Only Python 3.11 or newer and pip have to be there; everything else is fetched, pinned and checked by hash.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
SECONDS ?= 60
READY := $(VENV)/.ready
COMPILED := $(VENV)/.compiled
# Where Python comes without ensurepip, its own pip installs into the environment.
PIP_INSTALL = $$(test -x $(BIN)/pip && echo $(BIN)/python -m pip || echo $(PYTHON) -m pip --python $(BIN)/python) \
	install -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup demo test coverage explore lint format types docs screenshots bench soak clean

help: ## what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1@\2/' | column -t -s @

setup: $(READY) $(COMPILED) ## the virtual environment .venv with localize in it
	@echo "ready: $(BIN)/localize"

# The files name everything, so nothing is resolved: some pips look past a pin when another package asks for it with
# an extra, and argostranslate declares torch, stanza and spacy, which inference does not need.
# The project is built with the hatchling of dev.txt, so that nothing unpinned is ever fetched.
$(READY): requirements/base.txt requirements/argos.txt requirements/axe.txt requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it: make setup PYTHON=/path/to/python3" >&2; exit 2; }
	@echo "setting up $(VENV) with $$($(PYTHON) --version) …"
	@rm -f $@
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || rm -rf $(VENV)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || $(PYTHON) -m venv --clear --without-pip $(VENV)
	@$(PIP_INSTALL) --require-hashes --no-deps -r requirements/base.txt -r requirements/argos.txt -r requirements/axe.txt -r requirements/dev.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# Half of the start of a command would be compiling, where Python is told not to keep the result.
$(COMPILED): $(READY) $(shell find src -name '*.py')
	@$(BIN)/python -m compileall -q src
	@touch $@

demo: $(READY) $(COMPILED) ## the main job on a real article, offline, in a temporary copy
	@./demo/run

test: $(READY) $(COMPILED) ## all tests; with pytest's own options: make test PYTEST="-k catalog -x"
	@$(BIN)/python -m pytest $(PYTEST)

coverage: $(READY) ## all tests, and which branches they do not reach
	@$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered $(PYTEST)

explore: $(READY) ## the property tests, with new and many more examples
	@HYPOTHESIS_PROFILE=explore $(BIN)/python -m pytest $(PYTEST)

lint: $(READY) ## format, lint and import contract
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@PYTHONPATH=src $(BIN)/lint-imports --no-cache

format: $(READY) ## write the format that `make lint` asks for
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

types: $(READY) ## strict types
	@$(BIN)/mypy

docs: $(READY) ## the generated pages: commands, configuration
	@$(BIN)/python docs/generate.py

screenshots: $(READY) ## pictures of the review page and of built pages for the docs, in a real Chromium
	@$(BIN)/python docs/screenshots.py

bench: $(READY) $(COMPILED) ## all figures: the way without machine translation, drafts, checks, terms
	@$(BIN)/python benchmarks/pipeline.py
	@echo; $(BIN)/python benchmarks/translate.py $(if $(PAIRS),--pairs $(PAIRS)) $(if $(GLOSSARY),--glossary $(GLOSSARY)) $(if $(ARGOS),--argos $(ARGOS))
	@echo; $(BIN)/python benchmarks/checks.py battery
	@echo; $(BIN)/python benchmarks/checks.py speed
	@echo; $(BIN)/python benchmarks/terms.py

soak: $(READY) ## author, translator and tool at work for as long as told: make soak SECONDS=600
	@PYTHONPATH=tests/offline $(BIN)/python tests/catalog/soak.py $(SECONDS)

clean: ## remove everything that is not committed and can be made again
	@rm -rf $(VENV) .localize build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage*
