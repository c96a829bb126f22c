# make report   sets up .venv from the lock (once) and builds the demonstration edition
# make test     sets up the same and runs every test that .ci/run runs
# make mutants  puts small faults into the code, one at a time, and tells which the tests do not notice (hours, not minutes)
# Needs Python 3.11 or newer. To use another than python3: make report PYTHON=python3.12

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
SAID := $(VENV)/set-up.log
PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-input

.PHONY: report test lint bench inference mutants clean

report: $(READY)
	@$(BIN)/hub-learning demo

# One closing line for all: the package's tests, whole editions with their promises, every notebook in a kernel of its own.
# All workers share one built demonstration; tests of one file stay on one worker (loadfile), in the order of tests/conftest.py;
# what was skipped, and why, is listed (-rs). Mutation testing takes long and stands apart: make mutants.
test: lint
	$(BIN)/python -m pytest -rs -n auto --dist loadfile --no-loadscope-reorder --nbmake tests notebooks

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

mutants: $(READY)
	@$(BIN)/python -m tests.mutants

# make bench inference draws editions and tells how often a change is claimed that is not there (docs/inference.md holds its tables)
bench: $(READY)
ifeq ($(filter inference,$(MAKECMDGOALS)),)
	@$(BIN)/python -m bench
else
	@for part in inference charts comparisons; do $(BIN)/python -m bench.$$part || exit 1; done

inference:
	@:
endif

clean:
	rm -rf $(VENV) reports/site reports/quarto reports/logs
	@# What editions released is remembered: later ones are attacked beside it. So is the key of their manifests.
	find data/processed -mindepth 2 -maxdepth 2 ! -name released -exec rm -rf {} + 2>/dev/null || true

# Only when the lock or the declared libraries changed. pip's own words are kept and shown if it fails.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name yours with: make PYTHON=python3.12"; exit 1; }
	@rm -f $(READY)
	@echo "Setting up $(VENV) with the libraries of requirements.lock (once; a few minutes)"
	@$(PYTHON) -m venv $(VENV)
	@{ $(PIP) --require-hashes -r requirements.lock 2>&1 && $(PIP) --no-deps --no-build-isolation -e . 2>&1 \
	  && touch $(READY); } | tee $(SAID) | awk \
	  '/^Collecting /{ if (++n % 25 == 0) { print "  " n " libraries fetched"; fflush() } } \
	   /^Installing collected/{ print "  installing them"; fflush() }'
	@test -f $(READY) || { tail -n 15 $(SAID); echo "The set-up failed; all it said is in $(SAID)"; exit 1; }
