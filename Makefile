# `make report` and `make test` are all that a newcomer needs; `make help` lists the rest.
# Wants Python >= 3.11 and make, nothing else: Java, the CJK font and JupyterLab come as wheels.

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help report data notebooks golden lab test benchmark lock setup clean

# Reports and tests start many processes; without byte code each compiles all that it imports.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install -qq
# A worker takes about 1 GB, with its Java; of three on two cores one waits for a browser or a cluster. The cells of a notebook must stay in one (loadfile).
WORKERS := -n 3

# Sets $$python to the interpreter to use. A name on the PATH proves nothing (version managers leave
# shims that fail when run), so a candidate has to start, be new enough and be able to make a venv.
define find_python
if [ -n "$$PYTHON" ]; then set -- "$$PYTHON"; else set -- python3.13 python3.12 python3.11 python3 python; fi; \
python=; bare=; \
for p in "$$@"; do \
  "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
  if "$$p" -c 'import ensurepip, venv' >/dev/null 2>&1; then python=$$p; break; fi; \
  bare=$${bare:-$$p}; \
done; \
if [ -z "$$python$$bare" ]; then \
  echo "error: none of these is a working Python 3.11 or newer: $$*" >&2; \
  echo "Install one, or name it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; \
elif [ -z "$$python" ]; then \
  package=$$("$$bare" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
  echo "error: $$bare cannot make virtual environments, its module ensurepip is missing." >&2; \
  echo "On Debian and Ubuntu: sudo apt install $$package (or python3-venv, for the system's own python3)" >&2; exit 1; \
fi
endef

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

report: setup ## read the accounts of data/raw/ into data/processed/, write the report into reports/
	$(BIN)/budget-analysis build data/raw --out data/processed
	$(BIN)/budget-analysis report data/raw --out reports

data: setup ## only the dataset: data/raw/ to data/processed/
	$(BIN)/budget-analysis build data/raw --out data/processed

test: setup ## all checks: types, tests, and the notebooks against their committed outputs
	$(BIN)/python -m mypy --num-workers 2
	$(BIN)/python -m pytest $(WORKERS) --dist worksteal
	$(BIN)/python -m pytest $(WORKERS) --dist loadfile -p tests.kernels_in_turn --nbval --nbval-current-env notebooks

# Within a container the server must listen on all of its addresses to be seen from outside.
IP ?= $(if $(wildcard /.dockerenv /run/.containerenv),0.0.0.0,localhost)
PORT ?= 8888

lab: setup ## open JupyterLab on the notebooks: PORT=8888, IP=0.0.0.0 to be reached from elsewhere
	@echo "Starting JupyterLab at $(IP), port $(PORT) (or the next one that is free); its address with the token follows."
	$(BIN)/jupyter lab notebooks --ip=$(IP) --port=$(PORT) $(if $(filter 0,$(shell id -u)),--allow-root)

notebooks: setup ## run the committed notebooks again, in place
	$(BIN)/python -m budget_analysis.runs notebooks

golden: setup ## write the expected figures of one document: DOC=name, FORCE=1 to overwrite
	@[ -n "$(DOC)" ] || { echo "usage: make golden DOC=<folder of tests/documents> [FORCE=1]" >&2; exit 2; }
	$(BIN)/python -m tests.golden "$(DOC)" $(if $(FORCE),--force)

benchmark: setup ## measure the kit and its peers
	$(BIN)/python benchmarks/run.py

setup: .venv/.stamp ## make .venv from requirements.lock (every other target does so when needed)

# .locked is written last, so an interrupted set-up starts afresh; it names the folder,
# because a venv does not survive being moved.
ifneq ($(shell cat .venv/.locked 2>/dev/null),$(CURDIR))
.PHONY: .venv/.locked
endif
.venv/.locked: requirements.lock
	@$(find_python); \
	echo "Setting up .venv from requirements.lock with $$("$$python" -V); this takes a minute or two, once."; \
	rm -rf .venv && "$$python" -m venv .venv
	@$(PIP) --no-compile --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m compileall -qq -j 0 .venv/lib || true  # pip would take one core; a few files are of other versions
	@echo "$(CURDIR)" > $@

.venv/.stamp: .venv/.locked pyproject.toml
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@
	@echo "Ready: .venv"

lock: ## resolve requirements.lock again; UPGRADE=1 to move what pyproject.toml does not pin
	@$(find_python); [ -x build/lock/bin/uv ] || { rm -rf build/lock && "$$python" -m venv build/lock && \
	build/lock/bin/python -m pip --disable-pip-version-check install -qq uv; }
	build/lock/bin/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --only-binary :all: \
	  --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) \
	  --all-extras pyproject.toml requirements.in --output-file requirements.lock

clean: ## remove .venv and everything else that can be rebuilt
	rm -rf .venv build reports .mypy_cache .pytest_cache .hypothesis src/*.egg-info
