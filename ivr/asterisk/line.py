"""A call on Asterisk as a `Line`, and the service that answers calls."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import websockets
from pydantic import SecretStr

from ivr.asterisk.ari import Ari, AriError, Event
from ivr.keys import Key
from ivr.line import Heard, HungUp, Silence, Utterance
from shared.logs import incident

_log = logging.getLogger(__name__)
RECONNECT_SECONDS = 1.0

Render = Callable[[Utterance, str], Awaitable[Sequence[Path]]]
OnCall = Callable[["AsteriskLine", str], Awaitable[None]]


class AsteriskLine:
    """One channel. Events arrive through `event`, in the event loop's thread."""

    def __init__(self, ari: Ari, channel: str, render: Render) -> None:
        self._ari = ari
        self._channel = channel
        self._render = render
        self._keys: deque[Key] = deque()
        self._gone = False
        self._changed = asyncio.Event()
        self._playing: set[str] = set()

    @property
    def gone(self) -> bool:
        return self._gone

    def event(self, event: Event) -> None:
        """Something happened to this channel."""
        match event.get("type"):
            case "ChannelDtmfReceived":
                # ABCD keys exist in the protocol and on no telephone that people have.
                with contextlib.suppress(ValueError):
                    self._keys.append(Key(str(event.get("digit"))))
            case "PlaybackFinished":
                self._playing.discard(str(event.get("playback", {}).get("id")))
            case "StasisEnd" | "ChannelDestroyed" | "ChannelHangupRequest":
                self._gone = True
        self._changed.set()

    def lost(self) -> None:
        """The connection to Asterisk is gone, and the call with it for this worker."""
        self._gone = True
        self._changed.set()

    async def hear(self, utterances: Sequence[Utterance], *, wait: float) -> Heard:
        if heard := self._heard():
            return heard
        heard = await self._play(utterances, until_key=True)
        if heard is not None:
            return heard
        deadline = asyncio.get_running_loop().time() + wait
        while (heard := self._heard()) is None:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self._something(left):
                return Silence()
        return heard

    async def say(self, utterances: Sequence[Utterance]) -> None:
        await self._play(utterances, until_key=False)

    async def hang_up(self) -> None:
        if not self._gone:
            with contextlib.suppress(AriError):
                await self._ari.request("DELETE", f"channels/{self._channel}")

    def _heard(self) -> Heard | None:
        if self._gone:
            return HungUp()
        return self._keys.popleft() if self._keys else None

    async def _something(self, seconds: float | None = None) -> bool:
        """Wait for the next event; False when none came in time."""
        self._changed.clear()
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _play(self, utterances: Sequence[Utterance], *, until_key: bool) -> Heard | None:
        """Play to the end or, with `until_key`, to the first key. The first utterance sounds while the
        others are still being rendered."""
        try:
            for batch in (utterances[:1], utterances[1:]):
                files = [file for utterance in batch for file in await self._render(utterance, self._channel)]
                if until_key and (heard := self._heard()):
                    await self._stop()
                    return heard
                if files and not self._gone:
                    await self._start(files)
            while self._playing and not self._gone:
                if until_key and self._keys:
                    await self._stop()
                    break
                await self._something()
        except AriError:
            # The channel went while it was being asked for.
            self._gone = True
        return self._heard() if until_key or self._gone else None

    async def _start(self, files: Sequence[Path]) -> None:
        playback = str(uuid.uuid4())
        self._playing.add(playback)
        media = ",".join(f"sound:{file.with_suffix('')}" for file in files)
        answer = await self._ari.send("POST", f"channels/{self._channel}/play/{playback}", media=media)
        answer.add_done_callback(lambda done: self._started(playback, done))

    def _started(self, playback: str, done: asyncio.Future[Event]) -> None:
        """A playback that Asterisk refused will never finish."""
        refused = done.cancelled() or done.exception() is not None or int(done.result()["status_code"]) >= 300
        if refused:
            self._playing.discard(playback)
            self._changed.set()

    async def _stop(self) -> None:
        """Stop what plays without waiting for it: the next prompt follows on the same connection."""
        playing, self._playing = self._playing, set()
        for playback in playing:
            await self._ari.send("DELETE", f"playbacks/{playback}")


async def serve(
    url: str,
    user: str,
    password: SecretStr,
    *,
    render: Render,
    on_call: OnCall,
    on_end: Callable[[str], None],
    calls: int,
    ready: Callable[[], None],
    busy: Utterance,
) -> None:
    """Answer calls until cancelled. A lost connection is opened again; calls that were under way are sent
    on to the dialplan's excuse. `ready` is called each time the line answers calls."""
    lines: dict[str, AsteriskLine] = {}
    tasks: set[asyncio.Task[None]] = set()

    async def answer(ari: Ari, channel: str) -> None:
        line = AsteriskLine(ari, channel, render)
        full = len(lines) >= calls
        lines[channel] = line
        try:
            await ari.request("POST", f"channels/{channel}/answer")
            if full:
                await line.say((busy,))
            else:
                await on_call(line, channel)
            await line.hang_up()
        except AriError:
            _log.info("a call ended before it was answered")
        except Exception as error:  # a call that breaks must not take the others along
            incident(_log, "answering a call", error)
        finally:
            lines.pop(channel, None)
            on_end(channel)

    while True:
        try:
            connection: list[Ari] = []

            def on_event(event: Event) -> None:
                channel = str((event.get("channel") or {}).get("id") or _target(event))
                if event.get("type") == "StasisStart":
                    task = asyncio.create_task(answer(connection[0], channel))  # noqa: B023 - set just below
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
                elif line := lines.get(channel):
                    line.event(event)

            async with Ari(url, user, password, on_event) as ari:
                connection.append(ari)
                reading = asyncio.create_task(ari.run())
                try:
                    await _send_on(ari)
                    ready()
                    await reading
                finally:
                    reading.cancel()
        except (OSError, websockets.WebSocketException, AriError, TimeoutError) as error:
            _log.warning(
                "no connection to Asterisk: %s",
                error if isinstance(error, AriError) else type(error).__name__,
            )
        finally:
            for line in lines.values():
                line.lost()
        await asyncio.sleep(RECONNECT_SECONDS)


def _target(event: Event) -> str:
    """The channel that a playback event is about: ``channel:<id>``."""
    return str((event.get("playback") or {}).get("target_uri", "")).removeprefix("channel:")


async def _send_on(ari: Ari) -> None:
    """Calls that an earlier connection left in Stasis sit in silence: on with them to the excuse."""
    for channel in await ari.request("GET", "channels") or ():
        with contextlib.suppress(AriError):
            await ari.request("POST", f"channels/{channel['id']}/continue")
