"""A look at the kiosk where there is no screen: its picture on a local page, where a click is a touch.

For the demo only. It shows whatever the kiosk shows to anybody who opens it, so it listens on
loopback and is never part of an installation.
"""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>自助终端 Kiosk</title>
<style>
  body { margin: 0; background: #23272b; color: #dfe3e6; font: 16px/1.5 sans-serif; text-align: center }
  img { max-height: calc(100vh - 4em); max-width: 100vw; cursor: pointer; border-radius: 8px }
</style>
<p>自助终端的画面：点一下就是触摸 · The kiosk's screen: a click is a touch</p>
<img id="screen" alt="Screen of the kiosk" src="/screen.png">
<script>
  const screen = document.getElementById('screen');
  setInterval(() => { const next = new Image();
    next.onload = () => { screen.src = next.src }; next.src = '/screen.png?' + Date.now() }, 500);
  screen.onclick = (event) => { const box = screen.getBoundingClientRect();
    const x = Math.round((event.clientX - box.left) / box.width * screen.naturalWidth);
    const y = Math.round((event.clientY - box.top) / box.height * screen.naturalHeight);
    fetch(`/touch?x=${x}&y=${y}`, {method: 'POST'}) };
</script>"""


def touch(display: str, x: int, y: int) -> None:
    """Press and release at a point of an X display, as a finger would."""
    connection = Display(display)
    try:
        xtest.fake_input(connection, X.MotionNotify, x=x, y=y)
        xtest.fake_input(connection, X.ButtonPress, 1)
        connection.sync()
        xtest.fake_input(connection, X.ButtonRelease, 1)
        connection.sync()
    finally:
        connection.close()


def create_screen(mirror: Path, display: str) -> Starlette:
    """`mirror` is the folder that the kiosk keeps its picture in; `display` the X display it is on."""

    async def page(_: Request) -> Response:
        return HTMLResponse(_PAGE)

    async def picture(_: Request) -> Response:
        file = mirror / "screen.png"
        if not file.exists():
            return Response(status_code=404)
        return FileResponse(file, headers={"Cache-Control": "no-store"})

    def pressed(request: Request) -> Response:
        try:
            x, y = int(request.query_params["x"]), int(request.query_params["y"])
        except (KeyError, ValueError):
            return Response(status_code=400)
        touch(display, x, y)
        return Response(status_code=204)

    return Starlette(
        routes=[
            Route("/", page),
            Route("/screen.png", picture),
            Route("/touch", pressed, methods=["POST"]),
        ]
    )
