#!/usr/bin/env bash
# Style, types, the direction of imports, and that no language lacks a message.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
echo "ruff";            $bin/ruff check --quiet .; $bin/ruff format --check --quiet .
echo "mypy --strict";   $bin/mypy --no-error-summary
echo "import-linter";   $bin/lint-imports --no-cache >/dev/null || $bin/lint-imports --no-cache
echo "messages";        $bin/python -m tests.rules.messages
