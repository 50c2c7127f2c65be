#!/usr/bin/env bash
# All tests, on as many processes as there are cores; a file's tests stay together.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/python -m pytest -n "${TEST_PROCESSES:-$(nproc)}" --dist loadfile "$@"
