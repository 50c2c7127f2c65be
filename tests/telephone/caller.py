"""A person with a push-button telephone: a small SIP caller that hears what a caller hears.

Plain RFC 3261 over UDP, PCMU or PCMA in RTP, keys as RFC 4733 events. It knows nothing of the voice line.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import struct
import time
from collections import deque
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from tests.telephone.audio import Samples, likeness

HOST = "127.0.0.1"
RATE = 8000
FRAME = 160
# How alike two sounds are that are the same sentence.
SURE = 0.9
EVENT_PAYLOAD = 101
_KEYS = {**{str(n): n for n in range(10)}, "*": 10, "#": 11}


def _ulaw_table() -> Samples:
    codes = np.arange(256, dtype=np.int32) ^ 0xFF
    magnitude = (((codes & 0x0F) << 3) + 0x84) << ((codes & 0x70) >> 4)
    return np.where(codes & 0x80, 0x84 - magnitude, magnitude - 0x84).astype(np.int16)


def _alaw_table() -> Samples:
    codes = np.arange(256, dtype=np.int32) ^ 0x55
    exponent, mantissa = (codes & 0x70) >> 4, codes & 0x0F
    small = (mantissa << 4) + 8
    magnitude = np.where(exponent == 0, small, (small + 0x100) << np.maximum(exponent - 1, 0))
    return np.where(codes & 0x80, magnitude, -magnitude).astype(np.int16)


ULAW = _ulaw_table()
# ITU-T G.711, by its payload type in RTP (RFC 3551).
LAWS = {0: ULAW, 8: _alaw_table()}
LAW_NAMES = {0: "PCMU", 8: "PCMA"}


def _coded(samples: Samples, law: Samples) -> bytes:
    """Nearest code of each sample."""
    order = np.argsort(law, kind="stable")
    values = law[order].astype(np.int32)
    at = np.clip(np.searchsorted(values, samples), 1, 255)
    nearer = np.abs(samples - values[at - 1]) <= np.abs(values[at] - samples)
    return order[np.where(nearer, at - 1, at)].astype(np.uint8).tobytes()


def _is_speech(samples: Samples) -> bool:
    return bool(np.abs(samples).max(initial=0) > 400)


class CallFailedError(RuntimeError):
    """The call was not answered."""


@dataclass
class _Heard:
    """Frames as they came: (moment of arrival, codes)."""

    frames: list[tuple[float, bytes]] = field(default_factory=list)


class _Rtp(asyncio.DatagramProtocol):
    def __init__(self, heard: _Heard, changed: asyncio.Event, law: int) -> None:
        self._law = law
        self._heard = heard
        self._changed = changed
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, _: object) -> None:
        if len(data) > 12 and data[1] & 0x7F == self._law:
            self._heard.frames.append((time.monotonic(), data[12:]))
            self._changed.set()


class _Sip(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.messages: asyncio.Queue[str] = asyncio.Queue()
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, _: object) -> None:
        self.messages.put_nowait(data.decode("utf-8", "replace"))


class Caller:
    """``async with Caller("sip:12368@127.0.0.1:5060") as call``: rings, and inside the call is answered."""

    def __init__(
        self,
        uri: str,
        *,
        number: str = "anonymous",
        quiet_every: float = 0.02,
        law: int = 0,
        events: bool = True,
        loss: float = 0.0,
        jitter: float = 0.0,
    ) -> None:
        """`quiet_every` seconds a frame of silence is sent; a crowd of callers may send fewer. `law` is the
        payload type of the sound: 0 is PCMU, 8 PCMA. Without `events` the telephone
        offers no keys but tones in the sound. The network loses a share of `loss` of the packets that
        are sent and holds others back for up to `jitter` seconds."""
        found = re.fullmatch(r"sip:([^@]+)@([\d.]+):(\d+)", uri)
        if found is None:
            raise ValueError("not a SIP address")
        self._uri = uri
        self._to = (found[2], int(found[3]))
        self._number = number
        self._law = law
        self._events = events
        self._loss, self._jitter = loss, jitter
        self._chance = random.Random(7)
        self._heard = _Heard()
        self._changed = asyncio.Event()
        self._call_id = f"{random.getrandbits(64):x}@caller"
        self._tag = f"{random.getrandbits(32):x}"
        self._remote_tag = ""
        self._sequence = random.randrange(1000)
        self._timestamp = random.randrange(1 << 30)
        self._ssrc = random.getrandbits(32)
        self._media: tuple[str, int] | None = None
        self._taken = 0
        self.hung_up = False
        self.key_down = self.key_up = self.invited = 0.0
        self._quiet_every = quiet_every
        self._speech: deque[bytes] = deque()
        self._spoken = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._sending = asyncio.Lock()

    async def __aenter__(self) -> Caller:
        loop = asyncio.get_running_loop()
        _, self._sip = await loop.create_datagram_endpoint(_Sip, local_addr=(HOST, 0))
        _, self._rtp = await loop.create_datagram_endpoint(
            lambda: _Rtp(self._heard, self._changed, self._law), local_addr=(HOST, 0)
        )
        try:
            await self._invite()
        except CallFailedError:
            self._close()
            raise
        self._tasks = [asyncio.create_task(self._listen_to_sip()), asyncio.create_task(self._keep_quiet())]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        if not self.hung_up:
            self._send(self._request("BYE", 2))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._sip.messages.get(), 1)
        self._close()

    def _close(self) -> None:
        for protocol in (self._sip, self._rtp):
            assert protocol.transport is not None
            protocol.transport.close()

    async def hear(self, *, quiet: float = 1.0, at_most: float = 30.0, patience: float = 12.0) -> Samples:
        """What is heard from now on until `quiet` seconds of silence after some speech, or until `at_most`
        seconds after the speech began. Nothing at all is waited for `patience` seconds."""
        begun, spoken_at, started = None, None, time.monotonic()
        first = self._taken
        while not self.hung_up:
            self._changed.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), 0.05)
            for moment, frame in self._heard.frames[self._taken :]:
                if _is_speech(self._decoded(frame)):
                    spoken_at = moment
                    begun = begun or moment
            self._taken = len(self._heard.frames)
            now = time.monotonic()
            if begun is None or spoken_at is None:
                if now - started > patience:
                    break
            elif now - spoken_at > quiet or now - begun > at_most:
                break
        return self._samples(first)

    async def hears(self, *sounds: Samples, seconds: float = 30.0) -> bool:
        """Whether all of `sounds` are heard within `seconds`, whatever comes before, between and after."""
        heard, deadline = np.zeros(0, np.int16), time.monotonic() + seconds
        while time.monotonic() < deadline:
            heard = np.concatenate([heard, await self.hear(at_most=2, patience=2)])
            if all(likeness(heard, sound) > SURE for sound in sounds):
                return True
        return False

    def skip(self) -> None:
        """Forget what was heard so far."""
        self._taken = len(self._heard.frames)

    async def speak(self, samples: Samples) -> None:
        """Say something: samples of 8 kHz, in real time."""
        codes = _coded(samples, LAWS[self._law])
        self._spoken.clear()
        self._speech.extend(
            codes[start : start + FRAME].ljust(FRAME, self._quiet) for start in range(0, len(codes), FRAME)
        )
        await self._spoken.wait()

    async def press(self, keys: str, *, held: float = 0.1, gap: float = 0.08) -> None:
        """Press keys one after another, each held so many seconds, with so many between them."""
        for key in keys:
            await self._event(_KEYS[key], held)
            await asyncio.sleep(gap)

    async def press_quickly(self, keys: str) -> None:
        """Keys of 40 ms without pauses between them, as a machine presses them."""
        for key in keys:
            async with self._sending:
                for end in (False, False, True):
                    payload = struct.pack("!BBH", _KEYS[key], 0x8A if end else 10, 320)
                    self._packet(EVENT_PAYLOAD, payload, marker=not end, timestamp=self._timestamp)
                self._timestamp += 320
            await asyncio.sleep(0.005)

    async def first_sound(self, at_most: float = 8.0) -> float | None:
        """Seconds from the INVITE to the first frame with speech; None when there was none."""
        deadline = time.monotonic() + at_most
        at = 0
        while time.monotonic() < deadline:
            frames = self._heard.frames
            while at < len(frames):
                moment, frame = frames[at]
                at += 1
                if _is_speech(self._decoded(frame)):
                    return moment - self.invited
            self._changed.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), 0.05)
        return None

    def heard_since_skip(self) -> tuple[Samples, list[float]]:
        """All samples since `skip`, and the moment at which each frame of 160 of them arrived."""
        frames = self._heard.frames[self._taken :]
        heard = [self._decoded(frame) for _, frame in frames]
        return (np.concatenate(heard) if heard else np.zeros(0, np.int16)), [moment for moment, _ in frames]

    def _samples(self, first: int) -> Samples:
        frames = [self._decoded(frame) for _, frame in self._heard.frames[first:]]
        return np.concatenate(frames) if frames else np.zeros(0, np.int16)

    def _decoded(self, frame: bytes) -> Samples:
        return LAWS[self._law][np.frombuffer(frame, np.uint8)]

    @property
    def _quiet(self) -> bytes:
        """The code of silence."""
        return b"\xff" if self._law == 0 else b"\xd5"

    # -- RTP

    def _packet(self, payload_type: int, payload: bytes, *, marker: bool, timestamp: int) -> None:
        self._sequence = (self._sequence + 1) & 0xFFFF
        head = struct.pack(
            "!BBHII",
            0x80,
            payload_type | (0x80 if marker else 0),
            self._sequence,
            timestamp & 0xFFFFFFFF,
            self._ssrc,
        )
        if self._chance.random() < self._loss:
            return
        if self._jitter:
            late = self._jitter * self._chance.random()
            asyncio.get_running_loop().call_later(late, self._send_media, head + payload)
        else:
            self._send_media(head + payload)

    def _send_media(self, packet: bytes) -> None:
        if self._rtp.transport is not None and self._media is not None:
            self._rtp.transport.sendto(packet, self._media)

    async def _keep_quiet(self) -> None:
        """What is spoken, and silence, so that the other side sees a caller who is there."""
        while True:
            async with self._sending:
                self._timestamp += FRAME
                frame = self._speech.popleft() if self._speech else self._quiet * FRAME
                self._packet(self._law, frame, marker=False, timestamp=self._timestamp)
                if not self._speech:
                    self._spoken.set()
            await asyncio.sleep(self._quiet_every)

    async def _event(self, code: int, held: float) -> None:
        """One key: a packet every 20 ms while it is held, and its end three times (RFC 4733, 2.5.1.4)."""
        async with self._sending:
            start = self._timestamp
            frames = max(1, round(held / 0.02))
            self.key_down = time.monotonic()
            for count in range(frames):
                payload = struct.pack("!BBH", code, 10, (count + 1) * FRAME)
                self._packet(EVENT_PAYLOAD, payload, marker=count == 0, timestamp=start)
                await asyncio.sleep(0.02)
            self.key_up = time.monotonic()
            end = struct.pack("!BBH", code, 0x8A, frames * FRAME)
            for _ in range(3):
                self._packet(EVENT_PAYLOAD, end, marker=False, timestamp=start)
            self._timestamp += frames * FRAME

    # -- SIP

    def _head(self, method: str, number: int) -> str:
        assert self._sip.transport is not None
        host, port = self._sip.transport.get_extra_info("sockname")[:2]
        self._branch = f"z9hG4bK{random.getrandbits(48):x}"
        remote = f";tag={self._remote_tag}" if self._remote_tag else ""
        return (
            f"{method} {self._uri} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP {host}:{port};branch={self._branch};rport\r\n"
            f"Max-Forwards: 70\r\n"
            f"From: <sip:{self._number}@{host}>;tag={self._tag}\r\n"
            f"To: <{self._uri}>{remote}\r\n"
            f"Call-ID: {self._call_id}\r\n"
            f"CSeq: {number} {method}\r\n"
            f"Contact: <sip:{self._number}@{host}:{port}>\r\n"
        )

    def _request(self, method: str, number: int, body: str = "") -> str:
        kind = "Content-Type: application/sdp\r\n" if body else ""
        return f"{self._head(method, number)}{kind}Content-Length: {len(body)}\r\n\r\n{body}"

    def _send(self, text: str) -> None:
        assert self._sip.transport is not None
        self._sip.transport.sendto(text.encode(), self._to)

    async def _invite(self) -> None:
        assert self._rtp.transport is not None
        port = self._rtp.transport.get_extra_info("sockname")[1]
        event = EVENT_PAYLOAD
        events = f"a=rtpmap:{event} telephone-event/8000\r\na=fmtp:{event} 0-15\r\n" if self._events else ""
        body = (
            f"v=0\r\no=- 1 1 IN IP4 {HOST}\r\ns=-\r\nc=IN IP4 {HOST}\r\nt=0 0\r\n"
            f"m=audio {port} RTP/AVP {self._law}{f' {event}' if self._events else ''}\r\n"
            f"a=rtpmap:{self._law} {LAW_NAMES[self._law]}/8000\r\n{events}a=sendrecv\r\n"
        )
        self.invited = time.monotonic()
        invite = self._request("INVITE", 1, body)
        # RFC 3261, timer A: over UDP it is sent again until something comes back.
        for patience in (0.5, 1.0, 2.0, 5.0):
            self._send(invite)
            with contextlib.suppress(TimeoutError):
                answer = await asyncio.wait_for(self._sip.messages.get(), patience)
                break
        else:
            raise CallFailedError("no answer")
        while True:
            status = int(answer.split(" ", 2)[1])
            if status >= 300:
                raise CallFailedError(f"status {status}")
            if status == 200:
                break
            try:
                answer = await asyncio.wait_for(self._sip.messages.get(), 8)
            except TimeoutError:
                raise CallFailedError("no answer") from None
        tag = re.search(r"^To:.*?;tag=([^\s;]+)", answer, re.M | re.I)
        media = re.search(r"m=audio (\d+)", answer)
        host = re.search(r"c=IN IP4 ([\d.]+)", answer)
        assert tag
        assert media
        assert host
        self._remote_tag = tag[1]
        self._media = (host[1], int(media[1]))
        # The rest of the dialogue goes to whoever took the call, not to a proxy (RFC 3261, 12.2.1.1).
        contact = re.search(r"^Contact:.*?<(sip:[^;>]*@)?(?:sip:)?([\d.]+):(\d+)", answer, re.M | re.I)
        if contact:
            self._to = (contact[2], int(contact[3]))
        self._send(self._request("ACK", 1))

    async def _listen_to_sip(self) -> None:
        while True:
            message = await self._sip.messages.get()
            if message.startswith("BYE"):
                heads = [
                    line
                    for line in message.split("\r\n")
                    if re.match(r"(Via|From|To|Call-ID|CSeq):", line, re.I)
                ]
                self._send("\r\n".join(["SIP/2.0 200 OK", *heads, "Content-Length: 0", "", ""]))
                self.hung_up = True
                self._changed.set()
