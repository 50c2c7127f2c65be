"""The kiosk beside Chromium in kiosk mode, on the same kind of virtual screen: start, touch, memory.

Times are taken from the screen's pixels. Chromium shows what a court would take instead: the same places as
the mobile page's HTML.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import ne
from pathlib import Path

from playwright.sync_api import sync_playwright
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from benchmarks.measured import Times
from kiosk.display import screen
from sandbox.processes import Processes, python
from tests.kiosk.program import PORTRAIT, KioskProgram
from tests.mobile.browser import CHROMIUM
from tests.world import NOW, Backend, BackendProgram, MobileServer, application_at, write_content

STARTS, TOUCHES = 5, 25
PORT = 9333
LONGEST_SECONDS = 20.0
Box = tuple[int, int, int, int]
# Where both have the head of the page.
HEAD: Box = (40, 150, 600, 220)
GUIDES, BACK = "诉讼指南", "返回"


@dataclass(frozen=True)
class Measured:
    """Start to first content, touch to new content, and memory once pages were turned."""

    start: Times
    touch: Times
    megabytes: float


class Eye:
    """Looks at a part of the screen, and touches."""

    def __init__(self, display: str) -> None:
        self._display = Display(display)
        self._root = self._display.screen().root

    def close(self) -> None:
        self._display.close()

    def see(self, box: Box) -> bytes:
        return bytes(self._root.get_image(*box, X.ZPixmap, 0xFFFFFFFF).data)

    def until(self, box: Box, holds: Callable[[bytes], bool]) -> float:
        """When `holds` first does, by the clock."""
        deadline = time.perf_counter() + LONGEST_SECONDS
        while time.perf_counter() < deadline:
            if holds(self.see(box)):
                return time.perf_counter()
            time.sleep(0.002)
        raise TimeoutError("nothing changed on the screen")

    def move(self, x: int, y: int) -> None:
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        self._display.sync()

    def wheel(self) -> None:
        """One notch down."""
        xtest.fake_input(self._display, X.ButtonPress, 5)
        xtest.fake_input(self._display, X.ButtonRelease, 5)
        self._display.flush()

    def touch(self, x: int, y: int) -> float:
        """Touch; the moment at which the finger leaves."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonPress, 1)
        self._display.sync()
        time.sleep(0.06)
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()
        return time.perf_counter()


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_content(home)
        with BackendProgram(home) as backend:
            places = _places(home, backend)
            with MobileServer(lambda address: application_at(home, backend, mobile_url=address)) as mobile:
                ours = _kiosk(home, backend, places)
                theirs = _chromium(home, mobile)
            label = _label(home)
    for what, mine, peer in (("start", ours.start, theirs.start), ("touch", ours.touch, theirs.touch)):
        print(f"  {what:6} kiosk    {mine}")
        print(f"  {what:6} chromium {peer}")
        ratios = f"p50 {_ratio(peer, mine, 0.5)}  p95 {_ratio(peer, mine, 0.95)}"
        print(f"  {what:6} chromium / kiosk {ratios} (above 1: the kiosk is faster)")
    print(f"  start  a line of text in an empty window of Kivy's {label}")
    ratio = theirs.megabytes / ours.megabytes
    print(f"  memory kiosk {ours.megabytes:.0f} MB, chromium {theirs.megabytes:.0f} MB, ratio {ratio:.1f}")


def _ratio(peer: Times, mine: Times, share: float) -> str:
    return f"{peer.percentile(share) / mine.percentile(share):.2f}"


def _places(home: Path, backend: Backend) -> dict[str, tuple[int, int]]:
    """Where the kiosk has its tiles: told by its mirror, which is off while times are taken."""
    found = {}
    with KioskProgram(home / "places", home, backend) as touchscreen:
        found[GUIDES] = _middle(touchscreen.state(), GUIDES)
        found[BACK] = _middle(touchscreen.touch_and_see(GUIDES, "/guides"), BACK)
    return found


def _middle(state: dict[str, object], title: str) -> tuple[int, int]:
    x, y, width, height = next(each["box"] for each in state["touch"] if each["title"] == title)  # type: ignore[attr-defined]
    return x + width // 2, y + height // 2


@contextlib.contextmanager
def _started(
    command: list[str], environment: dict[str, str], folder: Path
) -> Iterator[tuple[Eye, float, int]]:
    """An eye on a fresh screen, how long until there is something to see, and the memory in use."""
    with contextlib.ExitStack() as stack:
        display = stack.enter_context(screen(*PORTRAIT))
        eye = Eye(display)
        stack.callback(eye.close)
        processes = Processes(folder)
        stack.callback(processes.stop)
        empty = eye.see(HEAD)
        began = time.perf_counter()
        processes.start("shown", ["sh", "-c", 'echo up; exec "$@"', "sh", *command], environment, "up")
        shown = eye.until(HEAD, lambda seen: seen != empty and len(set(seen[::401])) > 6)
        yield eye, shown - began, os.getpid()


def _kiosk(home: Path, backend: Backend, places: dict[str, tuple[int, int]]) -> Measured:
    environment = {
        "COURT_HOME": str(home), "COURT_BACKEND_URL": backend.url, "KIVY_HOME": str(home / "kivy"),
        "COURT_KIOSK_SIZE": "{}x{}".format(*PORTRAIT),
    }  # fmt: skip
    program = python("-m", "tests.programs", "kiosk", "--now", NOW.isoformat())
    starts = []
    for _ in range(STARTS):
        with _started(program, environment, home / "logs") as (eye, seconds, parent):
            starts.append(seconds)
            time.sleep(2)
            if len(starts) == STARTS:
                touches = _turns(eye, places[GUIDES], lambda: places[BACK])
                megabytes = memory_below(parent, "tests.programs")
    return Measured(Times.of(starts), Times.of(touches), megabytes)


def _label(home: Path) -> Times:
    """The start of what Kivy itself takes: nothing of ours is in it, nor is freed memory overwritten."""
    program, environment = python("-m", "benchmarks.kiosk_label"), {"KIVY_HOME": str(home / "kivy")}
    starts = []
    for _ in range(STARTS):
        with _started(program, environment, home / "logs") as (_, seconds, _):
            starts.append(seconds)
    return Times.of(starts)


def _chromium(home: Path, mobile: str) -> Measured:
    command = [
        CHROMIUM, "--no-sandbox", "--kiosk", f"--remote-debugging-port={PORT}", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN",
        "--force-device-scale-factor=2", f"--window-size={PORTRAIT[0]},{PORTRAIT[1]}", mobile,
    ]  # fmt: skip
    starts = []
    for number in range(STARTS):
        profile = [f"--user-data-dir={home / f'chromium{number}'}"]
        with _started([*command, *profile], {}, home / "logs") as (eye, seconds, parent):
            starts.append(seconds)
            time.sleep(2)
            if len(starts) == STARTS:
                with sync_playwright() as player:
                    page = player.chromium.connect_over_cdp(f"http://127.0.0.1:{PORT}").contexts[0].pages[0]
                    box = page.locator("a", has_text=GUIDES).first.bounding_box()
                    assert box is not None
                    there = (
                        round((box["x"] + box["width"] / 2) * 2),
                        round((box["y"] + box["height"] / 2) * 2),
                    )
                    touches = _turns(eye, there, None, back=partial(page.goto, mobile))
                    megabytes = memory_below(parent, "chromium")
    return Measured(Times.of(starts), Times.of(touches), megabytes)


def _turns(
    eye: Eye,
    there: tuple[int, int],
    back_at: Callable[[], tuple[int, int]] | None,
    back: Callable[[], object] = lambda: None,
) -> list[float]:
    """Seconds from the finger leaving until the head of the page is another."""
    seconds = []
    for _ in range(TOUCHES):
        before = eye.see(HEAD)
        left = eye.touch(*there)
        seconds.append(eye.until(HEAD, partial(ne, before)) - left)
        time.sleep(0.5)
        before = eye.see(HEAD)
        if back_at is None:
            back()
        else:
            eye.touch(*back_at())
        eye.until(HEAD, partial(ne, before))
        time.sleep(0.5)
    return seconds


def memory_below(parent: int, name: str) -> float:
    """Megabytes that the processes below this one whose command names `name` have for themselves (PSS)."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, StopIteration):
            if name not in (folder / "cmdline").read_text(errors="replace") or not _below(folder, parent):
                continue
            lines = (folder / "smaps_rollup").read_text().splitlines()
            total += int(next(line for line in lines if line.startswith("Pss:")).split()[1])
    return total / 1024


def _below(folder: Path, parent: int) -> bool:
    while folder.name != "1":
        above = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        if above == parent:
            return True
        folder = Path("/proc") / str(above)
        if above <= 1:
            break
    return False
