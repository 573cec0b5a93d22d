.DEFAULT_GOAL := help
.PHONY: help setup extras demo test check lint types layers format eval weights calibration bench bench-documents bench-scale bench-service cassettes lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BULLETINS := $(wildcard gold/bulletins/*.txt)

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Make the virtual environment from the lock

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the locked dependencies into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

extras: $(STAMP) ## Add the extras ocr, local and ray, 1 GB that the tests marked so need
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-extras.lock

demo: $(STAMP) ## Extract the facts of three real bulletins into out/ (no key, no model)
	@$(BIN)/extractor run $(BULLETINS) --out out

test: $(STAMP) ## Run everything that must pass: lint, types, layers, tests
	@$(MAKE) --no-print-directory check
	@$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist worksteal

check: lint types layers ## Run the checks that need no tests

lint: $(STAMP) ## Check style and form
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .

types: $(STAMP) ## Check the types
	@$(BIN)/mypy

layers: $(STAMP) ## Check that imports keep to the layers
	@$(BIN)/lint-imports --no-logo

format: $(STAMP) ## Mend style and form
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .

eval: $(STAMP) ## Score the engine on gold
	@$(BIN)/extractor eval run gold

weights: $(STAMP) ## Train anew; then the calibration
	@$(BIN)/extractor eval train gold -o extractor/learned/weights/weights.json

calibration: $(STAMP) ## Learn anew how likely facts are to be right
	@for engine in rules combined; do \
		$(BIN)/extractor eval calibrate gold/silver --engine $$engine --output extractor/confidence/calibrations/$$engine.json || exit; \
	done

bench: $(STAMP) ## Measure speed and memory, and what the checks notice
	@$(BIN)/python -m benchmarks.throughput
	@$(BIN)/python -m benchmarks.finding
	@$(BIN)/python -m benchmarks.scoring
	@$(BIN)/python -m benchmarks.labelling
	@$(BIN)/python -m benchmarks.slips
	@$(BIN)/python -m benchmarks.concurrency
	@$(BIN)/python -m benchmarks.tokens

bench-documents: $(STAMP) ## Measure reading: each format beside a peer, items and narratives equal (extra ocr, LibreOffice)
	@$(BIN)/python -m benchmarks.reading_docx
	@$(BIN)/python -m benchmarks.reading_tables
	@$(BIN)/python -m benchmarks.reading_pdf
	@$(BIN)/python -m benchmarks.recognition
	@$(BIN)/python -m benchmarks.formats

bench-scale: $(STAMP) ## Measure runs over an archive, runs that are killed, and runs on Ray (extra ray)
	@$(BIN)/python -m benchmarks.scale own
	@$(BIN)/python -m benchmarks.scale model
	@$(BIN)/python -m benchmarks.kills
	@$(BIN)/python -m benchmarks.on_ray

bench-service: $(STAMP) ## Measure the service and the review
	@$(BIN)/python -m benchmarks.serving
	@$(BIN)/python -m benchmarks.review
	@$(BIN)/python -m benchmarks.review_keys

cassettes: $(STAMP) ## Record the answers of a local model anew (needs extractor serve-model running)
	@RECORD_CASSETTES=1 $(BIN)/pytest tests/recorded

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-strip-extras \
	--no-header --quiet

lock: ## Renew requirements.lock and requirements-extras.lock (needs uv)
	$(LOCK) --extra eval --extra parquet --extra postgresql --extra otel --group dev --output-file requirements.lock
	$(LOCK) --extra ocr --extra local --extra ray --constraint requirements.lock --output-file requirements-extras.lock

clean: ## Remove what was made
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
