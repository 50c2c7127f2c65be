"""The kiosk's memory over many page turns (``TURNS``, else 20,000), and Chromium's over 1,000 of the same."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.kiosk import memory_below
from benchmarks.kiosk_window import PLACES
from sandbox.processes import python
from tests.kiosk.program import PORTRAIT
from tests.mobile.browser import CHROMIUM
from tests.world import BackendProgram, MobileServer, application_at, write_content

PEER_TURNS = 1000


def run() -> None:
    turns = int(os.environ.get("TURNS", "20000"))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_content(home)
        with BackendProgram(home) as backend:
            command = python(
                "-m", "benchmarks.kiosk_window", "turn", "--home", str(home), "--backend", backend.url,
                "--turns", str(turns),
            )  # fmt: skip
            environment = {**os.environ, "KIVY_HOME": str(home / "kivy")}
            told = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment, check=True)
            points = [json.loads(line) for line in told.stdout.splitlines()]
            with MobileServer(lambda address: application_at(home, backend, mobile_url=address)) as mobile:
                peer = _chromium(mobile)
    for point in points:
        print(f"  kiosk after {point['turns']:6} turns {point['megabytes']:7.1f} MB")
    # The first points fill caches of texts and widths, which have an end.
    settled, last = points[len(points) // 4], points[-1]
    growth = 100 * (last["megabytes"] / settled["megabytes"] - 1)
    print(f"  kiosk growth from {settled['turns']} to {last['turns']} turns {growth:+.1f} %")
    print(
        f"  kiosk longest frame {1000 * last['longest']:.0f} ms, "
        f"most work of the drawing thread in one {1000 * last['work']:.0f} ms"
    )
    print(f"  chromium after {PEER_TURNS} turns {peer[0]:.0f} MB, before {peer[1]:.0f} MB")
    near = min(points, key=lambda point: abs(point["turns"] - PEER_TURNS))
    print(f"  chromium / kiosk after {near['turns']} turns, ratio {peer[0] / near['megabytes']:.2f}")


def _chromium(mobile: str) -> tuple[float, float]:
    """Megabytes after the turns, and before them."""
    size = {"width": PORTRAIT[0] // 2, "height": PORTRAIT[1] // 2}
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(viewport=size, device_scale_factor=2).new_page()
        page.goto(mobile)
        before = memory_below(os.getpid(), "chromium")
        for number in range(PEER_TURNS):
            page.goto(mobile + PLACES[number % len(PLACES)])
        after = memory_below(os.getpid(), "chromium")
        browser.close()
    return after, before
