"""Malformed SIP after RFC 4475: what a careless or hostile sender puts on the wire."""

from __future__ import annotations

import random
import socket
import time

from tests.telephone.caller import HOST

_GOOD = (
    "{method} sip:12368@{to} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5999;branch=z9hG4bK{id}\r\n"
    "Max-Forwards: 70\r\nFrom: {caller};tag={id}\r\nTo: <sip:12368@{to}>\r\nCall-ID: {id}@t\r\n"
    "CSeq: {cseq}\r\nContact: <sip:t@127.0.0.1:5999>\r\n{more}Content-Length: {length}\r\n\r\n{body}"
)


def messages(to: str) -> list[bytes]:
    """Each breaks another rule; the numbers are those of RFC 4475."""

    def message(**changed: object) -> bytes:
        values: dict[str, object] = {
            "method": "INVITE", "to": to, "id": f"{random.getrandbits(48):x}", "caller": "<sip:t@127.0.0.1>",
            "cseq": "1 INVITE", "more": "", "length": 0, "body": "",
        }  # fmt: skip
        return _GOOD.format(**{**values, **changed}).encode("utf-8", "surrogateescape")

    good = message()
    return [
        message(length=9999),  # 3.1.2.2 Content-Length larger than the message
        message(length=-999),  # 3.1.2.3 a negative one
        message(cseq="36893488147419103232 INVITE", more="Expires: 1000000000000000\r\n"),  # 3.1.2.4
        message(caller='"Mr. J. User <sip:j@example.com>'),  # 3.1.2.6 an unterminated quote
        message(caller="<sip:t%00%0d%0a@127.0.0.1>"),  # 3.1.1.4 escaped nulls and newlines
        message(caller='"a\r\nX-Evil: 1\r\n" <sip:1@127.0.0.1>'),  # a newline in the caller's name
        message(method="NEWMETHOD", cseq="1 INVITE"),  # 3.1.2.17 methods that differ
        message(method="!interesting-Method0123456789_*+`.%indeed'~", cseq="1 X"),  # 3.1.1.2
        message(more="Date: Fri, 01 Jan 2010 16:00:00 EST\r\n"),  # 3.1.2.12
        message(more="Require: nothingSupportsThis\r\n"),  # 3.3.6
        message(more="Content-Type: application/unknownformat\r\n", length=5, body="audio"),  # 3.3.9
        message(more="Content-Type: application/sdp\r\n", length=8, body="v=0\r\no=-"),  # SDP cut off
        message(more=f"Subject: {'x' * 6000}\r\n"),  # 3.1.1.7 very long
        message(more="Via: SIP/2.0/UDP [::::]:99999\r\n"),
        good.replace(b"SIP/2.0\r\n", b"SIP/7.0\r\n", 1),  # 3.1.2.16 an unknown version
        good.replace(b"\r\nTo:", b"\r\nT0:"),  # 3.3.1 a header that must be there is not
        good.replace(b"Call-ID", b"\xff\xfe\x00"),
        good[: len(good) // 2],
        b"SIP/2.0 4294967301 better not break the receiver\r\n\r\n",  # 3.1.2.19
        b"\r\n\r\n", b"\x00" * 1200, b"",
    ]  # fmt: skip


def flood(uri: str, rounds: int) -> None:
    """Send them all, and noise between, `rounds` times."""
    to = uri.partition("@")[2]
    host, _, port = to.partition(":")
    assert host == HOST
    chance = random.Random(4475)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for _ in range(rounds):
            for message in messages(to):
                sender.sendto(message, (host, int(port)))
                cut = bytearray(message)
                for _ in range(min(4, len(cut))):
                    cut[chance.randrange(len(cut))] = chance.randrange(256)
                sender.sendto(bytes(cut), (host, int(port)))
            # The kernel's buffer is finite: a sender faster than it loses its own messages.
            time.sleep(0.005)
