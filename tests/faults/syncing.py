"""A program that does one sync and may be killed: ``python -m tests.faults.syncing HOME SOURCE``.

``--most-bytes N`` makes the kernel refuse any file to grow longer, as a full disk does.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
from pathlib import Path

from content.store import Store
from content.sync import SyncError, sync


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("source")
    parser.add_argument("--most-bytes", type=int)
    asked = parser.parse_args()
    store = Store.at(asked.home / "content.db")
    if asked.most_bytes is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked.most_bytes, asked.most_bytes))
    print("ready", flush=True)
    try:
        sync(store, asked.source, asked.home)
    except SyncError as error:
        print(error.trouble.name, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
