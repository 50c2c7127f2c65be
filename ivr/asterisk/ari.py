"""Asterisk's REST interface (ARI) over one WebSocket: requests and events on the same connection."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
from base64 import b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import requests
import urllib3
import websockets
from pydantic import SecretStr

_log = logging.getLogger(__name__)
Event = dict[str, Any]
APPLICATION = "court"
ANSWER_SECONDS = 5.0
# Of some forty kinds of event these are heeded; the others are not even sent. Answers count as events.
EVENTS = (
    "RESTResponse",
    "StasisStart", "StasisEnd", "ChannelDtmfReceived", "ChannelDestroyed", "ChannelHangupRequest",
    "PlaybackFinished", "RecordingFinished", "RecordingFailed",
)  # fmt: skip


class AriError(RuntimeError):
    """A request failed, or the connection is gone. `status` is the HTTP status, 0 for no answer."""

    def __init__(self, status: int) -> None:
        super().__init__(f"ARI status {status}")
        self.status = status


class Ari:
    """``async with Ari(...) as ari``; `run` reads until the connection is lost."""

    def __init__(self, url: str, user: str, password: SecretStr, on_event: Callable[[Event], None]) -> None:
        self._url = f"{url}?{urlencode({'app': APPLICATION, 'subscribeAll': 'false'})}"
        self._authorization = b64encode(f"{user}:{password.get_secret_value()}".encode()).decode()
        self._on_event = on_event
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[Event]] = {}
        self._socket: websockets.ClientConnection | None = None

    async def __aenter__(self) -> Ari:
        self._socket = await websockets.connect(
            self._url,
            additional_headers={"Authorization": f"Basic {self._authorization}"},
            proxy=None,
            open_timeout=ANSWER_SECONDS,
            max_size=1 << 20,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._socket is not None:
            await self._socket.close()
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(AriError(0))
        self._waiting.clear()

    async def heed(self) -> None:
        """Have only the events of `EVENTS` sent. Raises `AriError`."""
        allowed = [{"type": kind} for kind in EVENTS]
        await self.request("PUT", f"applications/{APPLICATION}/eventFilter", {"allowed": allowed})

    async def run(self) -> None:
        """Hand events on until the connection is lost."""
        assert self._socket is not None  # noqa: S101 - inside the context manager
        try:
            async for text in self._socket:
                message = json.loads(text)
                if message.get("type") == "RESTResponse":
                    future = self._waiting.pop(message.get("request_id", ""), None)
                    if future is not None and not future.done():
                        future.set_result(message)
                else:
                    self._on_event(message)
        except websockets.ConnectionClosed:
            return

    async def send(self, method: str, uri: str, body: object = None, **query: str) -> asyncio.Future[Event]:
        """Send a request and do not wait: what is sent next is done after it. `body` goes as JSON."""
        assert self._socket is not None  # noqa: S101 - inside the context manager
        number = str(next(self._numbers))
        future: asyncio.Future[Event] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        request: dict[str, object] = {
            "type": "RESTRequest",
            "transaction_id": number,
            "request_id": number,
            "method": method,
            "uri": uri,
            "query_strings": [{"name": name, "value": value} for name, value in query.items()],
        }
        if body is not None:
            request |= {"content_type": "application/json", "message_body": json.dumps(body)}
        try:
            await self._socket.send(json.dumps(request))
        except websockets.ConnectionClosed:
            self._waiting.pop(number, None)
            raise AriError(0) from None
        # An answer that nobody waits for is no unhandled error.
        future.add_done_callback(lambda done: done.cancelled() or done.exception())
        return future

    async def fetch(self, uri: str, most: int) -> bytes:
        """A file, by plain HTTP: at most `most` bytes. Raises `AriError`."""
        return await asyncio.to_thread(self._fetched, uri, most)

    def _fetched(self, uri: str, most: int) -> bytes:
        base = self._url.partition("/events")[0].replace("ws", "http", 1)
        headers = {"Authorization": f"Basic {self._authorization}"}
        try:
            with requests.get(
                f"{base}/{uri}", headers=headers, timeout=ANSWER_SECONDS, stream=True
            ) as answer:
                data: bytes = answer.raw.read(most + 1)
        except (requests.RequestException, urllib3.exceptions.HTTPError):
            raise AriError(0) from None
        if answer.status_code != 200 or len(data) > most:
            raise AriError(answer.status_code)
        return data

    async def request(self, method: str, uri: str, body: object = None, **query: str) -> Any:
        """Send a request and return the body of its answer. Raises `AriError`."""
        future = await self.send(method, uri, body, **query)
        try:
            answer = await asyncio.wait_for(future, ANSWER_SECONDS)
        except TimeoutError:
            raise AriError(0) from None
        status = int(answer.get("status_code", 0))
        if not 200 <= status < 300:
            raise AriError(status)
        text = answer.get("message_body")
        return json.loads(text) if text else None
