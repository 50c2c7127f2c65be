"""The caller's voice for the recogniser: Asterisk's AudioSocket, one connection for each step that listens.

Only while a caller may speak is there such a leg: a snoop channel of the call, sent on to `AudioSocket()` in
the dialplan. The call itself and its prompt are untouched by it.
"""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Callable

from ivr.asterisk.ari import ANSWER_SECONDS, APPLICATION, Ari, AriError

CONTEXT = "listening"
_ID, _AUDIO = 0x01, 0x10


class Ears:
    """``async with Ears(host) as ears``: takes AudioSocket connections and hands the audio on."""

    def __init__(self, host: str, port: int = 0) -> None:
        self._host, self._port = host, port
        self._legs: dict[bytes, Callable[[bytes], None]] = {}
        self._entering: dict[str, asyncio.Future[None]] = {}

    async def __aenter__(self) -> Ears:
        self._server = await asyncio.start_server(self._taken, self._host, self._port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    @property
    def address(self) -> str:
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"{host}:{port}"

    async def attach(self, ari: Ari, channel: str, hear: Callable[[bytes], None]) -> str:
        """Hand what the caller on `channel` says to `hear`, 8 kHz 16-bit; the leg's id. Raises `AriError`."""
        leg = uuid.uuid4()
        self._legs[leg.bytes] = hear
        snoop = str(leg)
        entered = self._entering[snoop] = asyncio.get_running_loop().create_future()
        try:
            await ari.request(
                "POST", f"channels/{channel}/snoop/{snoop}", spy="in", app=APPLICATION, appArgs=CONTEXT
            )
            # Before Stasis has it, it can be sent nowhere.
            await asyncio.wait_for(entered, ANSWER_SECONDS)
            for name, value in (("COURT_MEDIA_ID", snoop), ("COURT_MEDIA", self.address)):
                await ari.request("POST", f"channels/{snoop}/variable", variable=name, value=value)
            await ari.request(
                "POST", f"channels/{snoop}/continue", context=CONTEXT, extension="s", priority="1"
            )
        except (AriError, TimeoutError):
            await self.detach(ari, snoop)
            raise AriError(0) from None
        finally:
            self._entering.pop(snoop, None)
        return snoop

    def entered(self, snoop: str) -> None:
        """Stasis has a leg."""
        if (waiting := self._entering.get(snoop)) is not None and not waiting.done():
            waiting.set_result(None)

    async def detach(self, ari: Ari, leg: str) -> None:
        """Take a leg away. Nothing happens when it is gone."""
        self._legs.pop(uuid.UUID(leg).bytes, None)
        with contextlib.suppress(AriError):
            await ari.request("DELETE", f"channels/{leg}")

    async def _taken(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: first the leg's id, then audio until it ends."""
        leg = b""
        try:
            while True:
                kind, high, low = await reader.readexactly(3)
                payload = await reader.readexactly(high << 8 | low)
                if kind == _ID:
                    leg = payload
                elif kind == _AUDIO and (hear := self._legs.get(leg)):
                    hear(payload)
                if leg not in self._legs:
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()
