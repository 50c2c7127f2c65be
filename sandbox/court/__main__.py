"""``python -m sandbox.court FOLDER``: the demo court's files, with hearings around a day."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path

from sandbox.cases import ZONE
from sandbox.court.files import write_court

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m sandbox.court", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", type=date.fromisoformat, default=datetime.now(ZONE).date())
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write_court(asked.folder, asked.today, asked.seed)
    sys.exit(0)
