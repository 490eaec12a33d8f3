# Postroom. Two commands are all a newcomer needs: `make demo` and `make test`. Each sets up what is missing first.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup system assets demo check fix test test-unit test-integration test-functional lock diagram credible doubts sbom pictures bench clean

help:  ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

setup: system .venv/requirements assets .env  ## Install what is missing: system packages, virtual environment, pages' assets, local secrets

system:
	@scripts/system

.venv/requirements: requirements.txt
	@PYTHON=$(PYTHON) scripts/environment requirements

.venv/requirements-dev: .venv/requirements requirements-dev.txt
	@PYTHON=$(PYTHON) scripts/environment requirements-dev

.env:
	@$(BIN)/python -m scripts.local_settings

assets: web/static/build/ready

web/static/build/ready: package-lock.json $(wildcard web/assets/*)
	@scripts/assets

demo: setup  ## Start everything on this machine and show the line at work (ONCE=1 ends by itself)
	@$(BIN)/python -m sandbox.demo $(if $(ONCE),--once)

check: .venv/requirements-dev assets  ## Lint, types, import rules, architecture
	@scripts/check

fix: .venv/requirements-dev  ## Mend what can be mended by machine
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

test: setup .venv/requirements-dev  ## Run every check and every test
	@scripts/test

test-unit: .venv/requirements-dev  ## The fast tests
	$(BIN)/pytest tests/unit -n 2

test-integration: setup .venv/requirements-dev  ## Store, queue, mailbox and pages with real parts
	$(BIN)/pytest tests/integration

test-functional: setup .venv/requirements-dev  ## Journeys through a real browser
	@scripts/journeys

lock:  ## Pin requirements.in and requirements-dev.in again, with hashes
	@scripts/lock

diagram: .venv/requirements-dev  ## Print docs/reference/states.md from the table of moves
	$(BIN)/python -m scripts.diagram > docs/reference/states.md

credible: .venv/requirements-dev  ## Print docs/reference/credible.md from the table of rules
	$(BIN)/python -m scripts.credible > docs/reference/credible.md

doubts: .venv/requirements-dev  ## Print docs/reference/doubts.md from the table of doubts
	$(BIN)/python -m scripts.doubts > docs/reference/doubts.md

sbom: .venv/requirements  ## Write the bill of materials (CycloneDX) to var/sbom.cdx.json, from the pinned lists
	@mkdir -p var && $(BIN)/python -m scripts.sbom > var/sbom.cdx.json && echo "var/sbom.cdx.json is written."

pictures: setup .venv/requirements-dev  ## Make the pictures of the docs anew, from the journeys through a real browser
	POSTROOM_PICTURES=yes $(BIN)/pytest tests/functional/web

bench: setup .venv/requirements-dev  ## Speed and robustness, as ratios side by side (SAMPLES=folder PEOPLE=export.csv)
	@scripts/bench $(SAMPLES) $(PEOPLE)

clean:  ## Remove what was built here, and the demo's data
	rm -rf .venv node_modules web/static/build var
