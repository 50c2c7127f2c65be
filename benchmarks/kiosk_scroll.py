"""Ten thousand rows scrolled by the wheel: frames a second on the kiosk and in Chromium, from the pixels."""

from __future__ import annotations

import contextlib
import html
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.kiosk import Eye
from benchmarks.kiosk_window import LIST, ROWS
from kiosk.display import screen
from sandbox.processes import Processes, python
from shared.pages import Listing
from shared.showing import show
from shared.visit import Face, Visit
from tests.kiosk.program import PORTRAIT
from tests.mobile.browser import CHROMIUM
from tests.world import BackendProgram, application_at, write_content

SECONDS, BETWEEN_TURNS = 6.0, 1 / 60
# A strip through the middle of the list, small enough to be looked at more often than it changes.
STRIP = (120, 800, 260, 300)
SETTLED_SECONDS = 4.0


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_content(home)
        with BackendProgram(home) as backend:
            page = application_at(home, backend).open(Visit(Face.KIOSK), LIST)
            assert isinstance(page, Listing)
            peer = home / "list.html"
            peer.write_text(_as_html(page), encoding="utf-8")
            ours = python(
                "-m", "benchmarks.kiosk_window", "list", "--home", str(home), "--backend", backend.url
            )
            theirs = [
                CHROMIUM, "--no-sandbox", "--kiosk", "--no-first-run", "--disable-sync",
                "--force-device-scale-factor=2", f"--window-size={PORTRAIT[0]},{PORTRAIT[1]}",
                f"--user-data-dir={home / 'chromium'}", peer.as_uri(),
            ]  # fmt: skip
            environment = {"KIVY_HOME": str(home / "kivy")}
            rates = {}
            for name, command in (("kiosk", ours), ("chromium", theirs)):
                with _shown(command, environment, home / name) as eye:
                    rates[name] = _frames(eye)
                    print(f"  {name:8} {rates[name]:5.1f} frames a second over {ROWS} rows", flush=True)
    print(f"  kiosk / chromium {rates['kiosk'] / rates['chromium']:.2f} (above 1: the kiosk is smoother)")


@contextlib.contextmanager
def _shown(command: list[str], environment: dict[str, str], logs: Path) -> Iterator[Eye]:
    with contextlib.ExitStack() as stack:
        eye = Eye(stack.enter_context(screen(*PORTRAIT)))
        stack.callback(eye.close)
        processes = Processes(logs)
        stack.callback(processes.stop)
        empty = eye.see(STRIP)
        processes.start("shown", ["sh", "-c", 'echo up; exec "$@"', "sh", *command], environment, "up")
        eye.until(STRIP, lambda seen: seen != empty and len(set(seen)) > 8)
        time.sleep(SETTLED_SECONDS)
        yield eye


def _frames(eye: Eye) -> float:
    """Different pictures a second while the wheel turns."""
    eye.move(STRIP[0] + STRIP[2] // 2, STRIP[1] + STRIP[3] // 2)
    began = turned = time.perf_counter()
    seen, frames = eye.see(STRIP), 0
    while time.perf_counter() - began < SECONDS:
        if time.perf_counter() >= turned:
            eye.wheel()
            turned += BETWEEN_TURNS
        now = eye.see(STRIP)
        frames += now != seen
        seen = now
        time.sleep(0.002)
    return frames / SECONDS


def _as_html(page: Listing) -> str:
    rows = [
        f"<li><b>{html.escape(item.title)}</b><p>"
        + " · ".join(html.escape(show(fact.value, "zh-CN")) for fact in item.facts)
        + "</p></li>"
        for item in page.items
    ]
    body = "".join(rows[number % len(rows)] for number in range(ROWS))
    style = "li{border:1px solid #8f887b;border-radius:9px;margin:9px 0;padding:10px 18px;list-style:none}"
    return f"<!doctype html><meta charset=utf-8><style>{style}</style><ul>{body}</ul>"
