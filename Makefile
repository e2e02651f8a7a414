# `make` publishes, `make test` tests. Both set up what they need.

PYTHON ?= python3
DIPTYCH_SHARED ?= ../shared

VENV := .venv
BIN := $(VENV)/bin
PIP := PYTHONWARNINGS=ignore $(BIN)/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt
SYSTEM := fontconfig fonts-liberation fonts-lxgw-wenkai fonts-noto-cjk libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0
TEST_SYSTEM := chromium default-jre-headless libjaxb-java poppler-utils qpdf

.DELETE_ON_ERROR:
.PHONY: publish test ready checks suite docs corpus fuzz sbom bench serve clean system test-system

publish: system $(VENV)/.runtime
	$(BIN)/diptych build

serve: system $(VENV)/.runtime
	$(BIN)/diptych serve

# Packages of Debian, Python and npm come beside each other. ruff and import-linter say within seconds what is wrong; the
# other checks run beside the tests, which wait for browsers and processes now and then.
test:
	$(MAKE) --jobs ready
	$(BIN)/ruff check
	$(BIN)/lint-imports --no-logo
	$(MAKE) --jobs suite checks

ready: system test-system $(VENV)/.test $(VENV)/.lighthouse

suite:
	$(BIN)/pytest --numprocesses 2

checks: docs
	$(BIN)/mypy

# The manual, from docs/ and from schema/, the command line and the docstrings.
docs: $(VENV)/.runtime
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs --quiet build --strict --config-file docs/mkdocs.yml

# The bill of materials of what is needed to run, as CycloneDX.
sbom: $(VENV)/.runtime
	@mkdir -p build
	$(BIN)/python .ci/sbom > build/sbom.json

# Every text of the corpus through the converter, held against its gold.
corpus: system $(VENV)/.runtime
	DIPTYCH_SHARED=$(DIPTYCH_SHARED) tests/corpus.sh $(BIN)

# A coverage-guided run of the readers on files of every kind, for so many seconds.
SECONDS ?= 600
fuzz: system $(VENV)/.test
	mkdir -p build/fuzz/seeds
	PYTHONPATH=.:pipeline $(BIN)/python tests/fuzz/coverage_guided.py build/fuzz/seeds tests/fuzz/corpus -max_total_time=$(SECONDS) -timeout=30 -max_len=2000 -len_control=20 -artifact_prefix=build/fuzz/

bench: system $(VENV)/.bench
	$(BIN)/python bench/build.py
	DIPTYCH_SHARED=$(DIPTYCH_SHARED) $(BIN)/python bench/print.py
	$(BIN)/python bench/convert.py $(DIPTYCH_SHARED)/corpus
	$(BIN)/python bench/align.py $(DIPTYCH_SHARED)/corpus/pairs
	$(BIN)/python -m bench.pairs --both $(DIPTYCH_SHARED)/corpus
	$(BIN)/python -m bench.scale 1 10 100 1000

clean:
	rm -rf build site

system: $(BIN)/python
	@.ci/system-packages $(SYSTEM)

# After the others: two programs cannot install packages of Debian at once.
test-system: system
	@.ci/system-packages $(TEST_SYSTEM)

$(BIN)/python:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/system-packages python3 python3-venv
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; (3, 11) <= v <= (3, 13) or sys.exit("Diptych runs on Python 3.11 to 3.13; this is %d.%d. Name another: make PYTHON=…" % v)'
	$(PYTHON) -m venv --clear $(VENV)

# Whoever tests has what runs as well. Bytecode is made by a process for each core, where pip has one for all, and not
# of the tests of packages. pip ignores what cannot be compiled; so does this.
$(VENV)/.test: EXTRA := [test]
$(VENV)/.bench: EXTRA := [bench]
$(VENV)/.runtime $(VENV)/.test $(VENV)/.bench: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) setuptools
	$(PIP) --no-compile --no-build-isolation --editable '.$(EXTRA)'
	$(BIN)/python -m compileall -qq -j 0 -x '/tests?/' $(VENV)/lib || true
	$(BIN)/python -m compileall -q pipeline
	@touch $(VENV)/.runtime $@

# The one tool of the tests that npm brings.
$(VENV)/.lighthouse: tests/lighthouse/package-lock.json | $(BIN)/python test-system
	@command -v npm >/dev/null || .ci/system-packages nodejs npm
	mkdir -p $(VENV)/lighthouse
	cp tests/lighthouse/package.json $< $(VENV)/lighthouse
	npm ci --prefix $(VENV)/lighthouse --silent --no-audit --no-fund --no-update-notifier
	@touch $@
