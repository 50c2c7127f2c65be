# Court Self-Service (诉讼自助服务). `make demo` and `make test` set up everything they need by themselves.

PY := .venv/bin/python
export PYTHONPATH := $(CURDIR)
export PYTHONUTF8 := 1

.PHONY: help setup demo demo-check test check format bench docs pictures lock clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/'

setup: ## system packages, virtual environment, fonts, Asterisk: all that a fresh machine lacks
	@scripts/setup.sh

demo: setup ## the whole court on this machine: backend, kiosk, telephone line, mobile page; Ctrl-C stops it
	@$(PY) -m sandbox.demo

demo-check: setup ## start the demo, walk one visit on each face, say what was seen, exit 0 or 1
	@$(PY) -m tests.demo_check

check: setup ## style, types, import contracts, message catalogues
	@scripts/check.sh

test: check ## everything above, then all tests
	@scripts/test.sh

bench: setup ## what is quick, measured beside a named peer
	@$(PY) -m benchmarks

docs: setup ## docs/configuration.md from the settings
	@$(PY) -m shared settings > docs/configuration.md

pictures: setup ## docs/pictures from the real programs
	@$(PY) -m tests.pictures

format: setup ## lay the code out
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

lock: setup ## requirements.lock from pyproject.toml
	@.venv/bin/pip install --quiet uv
	@.venv/bin/uv pip compile pyproject.toml --group dev --extra listening --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --custom-compile-command "make lock" --quiet -o requirements.lock

clean: ## forget downloads, caches and run-time data
	@rm -rf .venv .cache var .mypy_cache .ruff_cache .pytest_cache
