"""A switchboard for faults: a relay in front of the backend that misbehaves on demand.

It works on the connection itself, so that a fault is what a front end would really meet: an answer
that never comes, that drips, or that is no answer at all.
"""

from __future__ import annotations

import asyncio
import json
import random
from dataclasses import dataclass, replace

MODES = frozenset({"none", "slow", "error", "garbage", "down", "lost", "trickle", "hang", "huge", "any"})
# What "any" stands for, by chance: faults that pass quickly.
_ANY = ("error", "garbage", "down", "lost")
_HEAD = 65_536
_GARBAGE = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"filing": [['
_ERROR = b"HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nerror"
_HUGE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Fault:
    """`mode` for the next `times` requests (None: for ever) whose path begins with `path`; with `share` below
    1 for about that share of them. ``lost`` does what is asked and loses the answer."""

    mode: str = "none"
    seconds: float = 3.0
    path: str = "/"
    times: int | None = None
    share: float = 1.0


class FaultRelay:
    """Listens on `port` and passes connections on to `target_port`, one request each."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._fault = Fault()
        self._server: asyncio.Server | None = None
        self._chance = random.Random(1)

    async def start(self, host: str, port: int) -> int:
        self._server = await asyncio.start_server(self._connected, host, port)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            method, path, *_ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
            if path == "/_faults":
                await self._switch(method, head, reader, writer)
                return
            await self._answer(self._take(path), head, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            pass
        finally:
            writer.close()

    def _take(self, path: str) -> Fault:
        fault = self._fault
        if fault.mode == "none" or not path.startswith(fault.path) or self._chance.random() >= fault.share:
            return Fault()
        if fault.times is not None:
            left = fault.times - 1
            self._fault = replace(fault, times=left) if left else Fault()
        return replace(fault, mode=self._chance.choice(_ANY)) if fault.mode == "any" else fault

    async def _answer(
        self, fault: Fault, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        match fault.mode:
            case "down":
                return
            case "hang":
                await asyncio.sleep(fault.seconds * 20)
                return
            case "error" | "garbage":
                writer.write(_ERROR if fault.mode == "error" else _GARBAGE)
                await writer.drain()
                return
            case "huge":
                writer.write(_HUGE)
                for _ in range(1024):
                    writer.write(b" " * 65_536)
                    await writer.drain()
                return
            case "slow":
                await asyncio.sleep(fault.seconds)
        await self._relay(fault, head, reader, writer)

    async def _relay(
        self, fault: Fault, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._target_port)
        # One request a connection, so that a change of the switch holds from the next request on.
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        back.write(b"\r\n".join([lines[0], b"Connection: close", *lines[1:]]))
        upwards = asyncio.create_task(_copy(reader, back))
        try:
            while piece := await there.read(1 if fault.mode == "trickle" else _HEAD):
                if fault.mode == "lost":
                    continue
                writer.write(piece)
                await writer.drain()
                if fault.mode == "trickle":
                    await asyncio.sleep(fault.seconds)
        finally:
            upwards.cancel()
            back.close()

    async def _switch(
        self, method: str, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        status = "200 OK"
        if method == "POST":
            length = next(
                (
                    int(line.split(b":")[1])
                    for line in head.split(b"\r\n")
                    if line.lower().startswith(b"content-length:")
                ),
                0,
            )
            asked = json.loads(await reader.readexactly(min(length, 4096)))
            fault = Fault(**asked)
            if fault.mode in MODES:
                self._fault = fault
            else:
                status = "422 Unprocessable Content"
        body = json.dumps({"mode": self._fault.mode, "times": self._fault.times}).encode()
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n".encode()
            + body
        )
        await writer.drain()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(_HEAD):
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        return
