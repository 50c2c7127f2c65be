"""The mobile page over HTTP on loopback, beside the same bytes from the same server without our code.

Promise: a page in under 50 ms p95 here.
"""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import requests
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.measured import Times, compare, timed
from shared.application import Application
from tests.world import Backend, MobileServer, application_at, listening, write_content

PLACES = ("/", "/hearings?date=2026-11-25", "/guides/filing-civil", "/directory/people")
TIMES = 200


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_content(home)

        def application(address: str) -> Application:
            backend = Backend("http://127.0.0.1:9")
            return application_at(home, backend, mobile_url=address, mobile_requests_per_minute=10**6)

        with MobileServer(application) as address, requests.Session() as session:
            for place in PLACES:
                body = session.get(address + place, timeout=5).content
                ours = timed(lambda place=place: session.get(address + place, timeout=5), TIMES)
                compare(place, ours, "the same bytes, no page built", _bare(body))


def _bare(body: bytes) -> Times:
    """The time for a response that is there already: Starlette and uvicorn alone."""

    async def answer(_: object) -> Response:
        return Response(body, media_type="text/html")

    opened = listening()
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=[Route("/", answer)]), access_log=False, log_level="warning")
    )
    thread = threading.Thread(target=server.run, args=([opened],), daemon=True)
    thread.start()
    with requests.Session() as session:
        address = f"http://127.0.0.1:{opened.getsockname()[1]}/"
        times = timed(lambda: session.get(address, timeout=5), TIMES)
    server.should_exit = True
    thread.join(10)
    return times
