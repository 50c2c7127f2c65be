"""HTML → PDF by WeasyPrint, each in a process of its own that ends with it: neither its memory nor its
seconds touch the window, and what was in it goes with it. ``python -m kiosk.paper.press`` is that process:
HTML on standard input, on standard output a line of JSON, then the PDF. Nothing is written to disk.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field

SECONDS = 60.0


class PressError(RuntimeError):
    """No PDF came. The message holds nothing of what was to be printed."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF of `pages` sheets, of the `whole` that the document would have."""

    pdf: bytes = field(repr=False)
    pages: int
    whole: int


class Press:
    """`stop` ends a rendering under way."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def render(self, html: str, pages: int) -> Printed:
        """The first `pages` pages of `html`. Raises `PressError`."""
        command = [sys.executable, "-m", "kiosk.paper.press", str(pages)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:
            with self._lock:
                self._running = process
            try:
                said, _ = process.communicate(html.encode(), SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise PressError("the press took too long") from None
            finally:
                with self._lock:
                    self._running = None
        head, _, pdf = said.partition(b"\n")
        if process.returncode or not pdf.startswith(b"%PDF"):
            raise PressError(f"the press ended with {process.returncode}")
        counted = json.loads(head)
        return Printed(pdf, counted["pages"], counted["whole"])

    def stop(self) -> None:
        with self._lock:
            if self._running is not None:
                self._running.kill()


def main() -> int:
    # Only this process pays for them.
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    # Pictures stand in the document itself; nothing is fetched from anywhere.
    here_alone = URLFetcher(allowed_protocols=("data",))
    laid_out = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=here_alone)
    document = laid_out.render()
    whole = len(document.pages)
    pages = min(whole, int(sys.argv[1]))
    if pages < whole:
        document = laid_out.render(stylesheets=[CSS(string=_cut(pages, whole))])
    pdf = document.copy(document.pages[:pages]).write_pdf()
    sys.stdout.buffer.write(json.dumps({"pages": pages, "whole": whole}).encode() + b"\n" + pdf)
    return 0


def _cut(pages: int, whole: int) -> str:
    """Each foot counts the pages that are on paper, and says of how many, in the words of base.html."""
    counted = f'counter(page) var(--of) "{pages}" var(--pages) var(--whole) "{whole}" var(--whole-end)'
    return f"@page {{ @bottom-right {{ content: var(--page) {counted} !important }} }}"


if __name__ == "__main__":
    sys.exit(main())
