"""``python -m benchmarks [NAME...]``: run all benchmarks, or those named; ``--list`` tells what there is."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys

import benchmarks
from benchmarks.measured import MachineUnderLoadError, quiet_enough


def main() -> int:
    names = sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__))
    modules = {name: importlib.import_module(f"benchmarks.{name}") for name in names if name != "__main__"}
    runnable = {name: module for name, module in modules.items() if hasattr(module, "run")}
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *runnable])
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    if asked.list:
        for name, module in runnable.items():
            print(f"  {name:16} {(module.__doc__ or '').strip().splitlines()[0]}")
        return 0
    try:
        quiet_enough()
    except MachineUnderLoadError as busy:
        print(f"  note: {busy}", file=sys.stderr)
    for name in asked.names or runnable:
        print(f"== {name}: {(runnable[name].__doc__ or '').strip().splitlines()[0]}", flush=True)
        runnable[name].run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
