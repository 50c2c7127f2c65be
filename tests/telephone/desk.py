"""A telephone on a court clerk's desk: takes a call that is put through, or lets it ring."""

from __future__ import annotations

import asyncio
import re
from typing import cast

HOST = "127.0.0.1"


class _Sip(asyncio.DatagramProtocol):
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        message = data.decode("utf-8", "replace")
        for answer in self._desk.answers(message):
            self._transport.sendto(answer.encode(), address)


class Desk:
    """``async with Desk(answers=True) as desk``: it can be dialled at `dial`; `rung` is set when it is."""

    def __init__(self, *, answers: bool) -> None:
        self._answers = answers
        self.rung = asyncio.Event()
        self.taken = asyncio.Event()

    async def __aenter__(self) -> Desk:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: _Sip(self), local_addr=(HOST, 0))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._transport.close()

    @property
    def dial(self) -> str:
        port = self._transport.get_extra_info("sockname")[1]
        return f"PJSIP/anonymous/sip:desk@{HOST}:{port}"

    def answers(self, message: str) -> list[str]:
        """What is sent back for a message."""
        method = message.split(" ", 1)[0]
        if method == "INVITE":
            self.rung.set()
            if not self._answers:
                return [self._answer(message, "486 Busy Here")]
            return [self._answer(message, "180 Ringing"), self._answer(message, "200 OK", body=True)]
        if method == "ACK":
            if self._answers:
                self.taken.set()
            return []
        return [self._answer(message, "200 OK")] if method in ("BYE", "CANCEL", "OPTIONS") else []

    def _answer(self, message: str, status: str, *, body: bool = False) -> str:
        heads = [
            line for line in message.split("\r\n") if re.match(r"(Via|From|To|Call-ID|CSeq):", line, re.I)
        ]
        heads = [f"{line};tag=desk" if line.lower().startswith("to:") and ";tag=" not in line else line
                 for line in heads]  # fmt: skip
        port = self._transport.get_extra_info("sockname")[1]
        sdp = (
            f"v=0\r\no=- 1 1 IN IP4 {HOST}\r\ns=-\r\nc=IN IP4 {HOST}\r\nt=0 0\r\n"
            f"m=audio {port + 1 if port < 65535 else port - 1} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n"
            if body
            else ""
        )
        kind = "Content-Type: application/sdp\r\n" if body else ""
        contact = f"Contact: <sip:desk@{HOST}:{port}>\r\n"
        return (
            f"SIP/2.0 {status}\r\n"
            + "\r\n".join(heads)
            + f"\r\n{contact}{kind}Content-Length: {len(sdp)}\r\n\r\n{sdp}"
        )
