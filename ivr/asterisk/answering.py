"""Answers the calls that Asterisk hands to the voice line, for as long as the voice line runs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import websockets
from pydantic import SecretStr

from ivr.asterisk.ari import Ari, AriError, Event
from ivr.asterisk.line import PLAYBACKS, RECORDINGS, AsteriskLine, Hearing, Sounds, playback_id
from ivr.asterisk.media import CONTEXT
from ivr.line import Utterance
from shared.logs import incident

_log = logging.getLogger(__name__)
RECONNECT_SECONDS = 1.0
# What the dialplan hands to Stasis with a call that nobody took, followed by the call's language.
NO_ANSWER = "no-answer"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A call as it comes in. `number` is the caller's, as the network gives it: any text, never logged.
    `returned` when a person was called and did not answer; `language` is then the call's."""

    channel: str
    number: str
    returned: bool = False
    language: str = ""


OnCall = Callable[[AsteriskLine, Arrival], Awaitable[None]]


class Answering:
    """`calls` are answered at once; a further caller hears `busy`."""

    def __init__(
        self,
        *,
        sounds: Sounds,
        on_call: OnCall,
        calls: int,
        busy: Utterance,
        operator: str = "",
        hearing: Hearing | None = None,
    ) -> None:
        self._sounds = sounds
        self._on_call = on_call
        self._calls = calls
        self._busy = busy
        self._operator = operator
        self._hearing = hearing
        self._lines: dict[str, AsteriskLine] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, url: str, user: str, password: SecretStr, ready: Callable[[], None]) -> None:
        """Until cancelled. A lost connection is opened again; calls that were under way are sent on to the
        dialplan's excuse. `ready` is called each time the line answers calls."""
        try:
            while True:
                try:
                    await self._connected(url, user, password, ready)
                except (OSError, websockets.WebSocketException, AriError, TimeoutError) as error:
                    known = error if isinstance(error, AriError) else type(error).__name__
                    _log.warning("no connection to Asterisk: %s", known)
                finally:
                    for line in self._lines.values():
                        line.lost()
                await asyncio.sleep(RECONNECT_SECONDS)
        finally:
            # The calls end by themselves, since their lines are gone; each wipes its visit.
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=5)

    async def _connected(self, url: str, user: str, password: SecretStr, ready: Callable[[], None]) -> None:
        ari = Ari(url, user, password, lambda event: self._event(ari, event))
        async with ari:
            reading = asyncio.create_task(ari.run())
            try:
                await ari.heed()
                await _send_on(ari)
                ready()
                await reading
                _log.warning("the connection to Asterisk is lost")
            finally:
                reading.cancel()

    def _event(self, ari: Ari, event: Event) -> None:
        channel = str((event.get("channel") or {}).get("id") or _target(event))
        if event.get("type") == "StasisStart" and event.get("args") == [CONTEXT]:
            if self._hearing is not None:
                self._hearing.ears.entered(channel)
        elif event.get("type") == "StasisStart":
            task = asyncio.create_task(self._answer(ari, _arrival(channel, event)))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif line := self._lines.get(channel):
            line.event(event)

    async def _answer(self, ari: Ari, arrival: Arrival) -> None:
        channel = arrival.channel
        line = AsteriskLine(ari, channel, self._sounds, operator=self._operator, hearing=self._hearing)
        full = sum(not other.gone for other in self._lines.values()) >= self._calls
        self._lines[channel] = line
        try:
            await ari.request("POST", f"channels/{channel}/answer")
            if full:
                await line.say((self._busy,))
            else:
                await self._on_call(line, arrival)
            await line.hang_up()
        except AriError:
            _log.info("a call ended before it was answered")
        except Exception as error:  # a call that breaks must not take the others along
            incident(_log, "answering a call", error)
        finally:
            # Nobody is left in Stasis in silence: the dialplan has an excuse.
            if not line.gone:
                with contextlib.suppress(AriError):
                    await ari.send("POST", f"channels/{channel}/continue")
            # A call that came back from a person is on a line of its own by now.
            if self._lines.get(channel) is line:
                self._lines.pop(channel)
                self._sounds.forget(channel)


def _arrival(channel: str, event: Event) -> Arrival:
    given = [str(argument) for argument in event.get("args") or ()]
    caller = (event.get("channel") or {}).get("caller") or {}
    returned = given[:1] == [NO_ANSWER]
    return Arrival(channel, str(caller.get("number") or ""), returned, given[1] if len(given) > 1 else "")


def _target(event: Event) -> str:
    """The channel that an event of a playback or a recording is about: ``channel:<id>``."""
    about = event.get("playback") or event.get("recording") or {}
    return str(about.get("target_uri", "")).removeprefix("channel:")


async def _send_on(ari: Ari) -> None:
    """Calls that an earlier connection left in Stasis sit in silence: on with them to the excuse. What it
    left of a recording is wiped."""
    for channel in await ari.request("GET", "channels") or ():
        # On it goes only when nothing plays any more.
        for number in range(PLAYBACKS):
            await ari.send("DELETE", f"playbacks/{playback_id(str(channel['id']), number)}")
        with contextlib.suppress(AriError):
            await ari.request("POST", f"channels/{channel['id']}/continue")
    with contextlib.suppress(AriError):
        for recording in await ari.request("GET", "recordings/stored") or ():
            if str(recording["name"]).startswith(RECORDINGS):
                await ari.request("DELETE", f"recordings/stored/{recording['name']}")
