"""A call on Asterisk as a `Line`."""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from ivr.asterisk.ari import Ari, AriError, Event
from ivr.asterisk.media import Ears
from ivr.keys import Key
from ivr.line import Heard, HungUp, NotRecorded, Recording, Silence, Utterance, Words
from ivr.listening import Listening

# The channel variable that a call carries to a person and, when nobody answers, back.
LANGUAGE = "COURT_LANGUAGE"
# Beginning of the names of our recordings in Asterisk's folder.
RECORDINGS = "court-"
SILENCE_SECONDS = 5
# At most two are there at a time: one that is being stopped, and the next.
PLAYBACKS = 4
MAX_RECORDING = 4 << 20
# From key to key of the fastest sender: 40 ms of tone, 30 of pause (ITU-T Q.24 asks for 40 of each).
SHORTEST = timedelta(milliseconds=66)
# Asterisk's shortest gap between two keys, and a frame.
GAP = timedelta(milliseconds=45 + 20)
# Silence until the caller hears that a sound takes a moment, and until they hear it again. With the time that
# a page took before it no silence comes to 3 s (ISO/IEC 13714).
PATIENCE = 1.0
FURTHER_PATIENCE = 2.0


class Sounds(Protocol):
    """What makes sounds of words (`ivr.prompts`)."""

    async def files(self, utterance: Utterance, call: str) -> Sequence[Path]:
        """The sounds that say it, in order. Never raises."""

    def waiting(self, language: str) -> Sequence[Path]:
        """The sound that says that it takes a moment; none: there is silence."""

    def forget(self, call: str) -> None:
        """The call is over."""


def playback_id(channel: str, number: int) -> str:
    """A call's playbacks go by a few names in turn, so that a voice line that finds the call after another
    one died can stop what plays."""
    return f"{channel}-{number % PLAYBACKS}"


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a line that listens stands on: the recognisers, and how audio comes to them."""

    listening: Listening
    ears: Ears


@dataclass(frozen=True, slots=True)
class _Press:
    """A key as it was reported. `put_off`: Asterisk may report it again."""

    key: Key
    moment: datetime
    held: timedelta
    put_off: bool


class AsteriskLine:
    """One channel. Events arrive through `event`, in the event loop's thread."""

    def __init__(
        self, ari: Ari, channel: str, sounds: Sounds, *, operator: str = "", hearing: Hearing | None = None
    ) -> None:
        """`operator` is the dialplan context that calls a person; empty: there is none. `hearing` is what
        listens to speech; None: keys only."""
        self._hearing = hearing
        self._words: Words | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._ari = ari
        self._operator = operator
        self._channel = channel
        self._sounds = sounds
        self._keys: deque[Key] = deque()
        self._pressed: _Press | None = None
        self._gone = False
        self._changed = asyncio.Event()
        self._playing: set[str] = set()
        self._played = 0
        self._recorded: Event | None = None

    @property
    def gone(self) -> bool:
        return self._gone

    def event(self, event: Event) -> None:
        """Something happened to this channel."""
        match event.get("type"):
            case "ChannelDtmfReceived":
                # ABCD keys exist in the protocol and on no telephone that people have.
                with contextlib.suppress(ValueError):
                    key = Key(str(event.get("digit")))
                    if not self._is_echo(key, event):
                        self._keys.append(key)
            case "RecordingFinished" | "RecordingFailed":
                self._recorded = event
            case "PlaybackFinished":
                self._playing.discard(str(event.get("playback", {}).get("id")))
            case "StasisEnd" | "ChannelDestroyed" | "ChannelHangupRequest":
                self._gone = True
        self._changed.set()

    def _is_echo(self, key: Key, event: Event) -> bool:
        """Whether this is the key before once more. One that begins within 45 ms of the end of another, or
        while such a one is still sounded, Asterisk puts off (AST_MIN_DTMF_GAP): it reports it when it comes
        and when it is taken. No key is pressed again in less time than it was held."""
        moment = datetime.fromisoformat(str(event.get("timestamp")))
        held = timedelta(milliseconds=int(event.get("duration_ms", 0)))
        before, put_off = self._pressed, False
        if before is not None:
            since = moment - before.moment
            if before.put_off and before.key is key and since < max(held, SHORTEST):
                return True
            put_off = since < held + GAP + (before.held if before.put_off else timedelta())
        self._pressed = _Press(key, moment, held, put_off)
        return False

    def lost(self) -> None:
        """The connection to Asterisk is gone, and the call with it for this worker."""
        self._gone = True
        self._changed.set()

    async def hear(
        self,
        utterances: Sequence[Utterance],
        *,
        wait: float,
        phrases: Sequence[str] = (),
        repeating: bool = False,
    ) -> Heard:
        if heard := self._heard():
            return heard
        if self._hearing is None or not phrases:
            return await self._hear(utterances, wait)
        self._words = None
        turn = self._hearing.listening.turn(phrases, self._understood, repeating=repeating)
        if turn is None:
            return await self._hear(utterances, wait)
        attaching = asyncio.create_task(self._hearing.ears.attach(self._ari, self._channel, turn.hear))
        try:
            return await self._hear(utterances, wait)
        finally:
            turn.end()
            leaving = asyncio.create_task(self._leave(attaching))
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)

    async def _leave(self, attaching: asyncio.Task[str]) -> None:
        """The leg goes while the next prompt is said already."""
        with contextlib.suppress(AriError):
            leg = await attaching
            if self._hearing is not None:
                await self._hearing.ears.detach(self._ari, leg)

    def _understood(self, words: Words) -> None:
        self._words = words
        self._changed.set()

    async def _hear(self, utterances: Sequence[Utterance], wait: float) -> Heard:
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

    async def record(self, *, seconds: float) -> Recording | NotRecorded | HungUp:
        if self._gone:
            return HungUp()
        # Keys that were pressed while the prompt was said do not end what is said after it.
        self._keys.clear()
        self._recorded = None
        name = f"{RECORDINGS}{uuid.uuid4()}"
        try:
            await self._ari.request(
                "POST", f"channels/{self._channel}/record", name=name, format="wav", terminateOn="#",
                maxDurationSeconds=str(int(seconds)), maxSilenceSeconds=str(SILENCE_SECONDS), ifExists="fail",
            )  # fmt: skip
            while self._recorded is None and not self._gone:
                await self._something(seconds + SILENCE_SECONDS)
            if self._gone:
                return HungUp()
            if self._recorded is None or self._recorded.get("type") == "RecordingFailed":
                return NotRecorded()
            wav = await self._ari.fetch(f"recordings/stored/{name}/file", MAX_RECORDING)
            self._keys.clear()
            return Recording(wav)
        except AriError:
            return HungUp() if self._gone else NotRecorded()
        finally:
            await self._wipe(name)

    async def _wipe(self, name: str) -> None:
        """Take a recording out of Asterisk's folder; one that still runs is given up."""
        for uri in (f"recordings/live/{name}", f"recordings/stored/{name}"):
            with contextlib.suppress(AriError):
                await self._ari.request("DELETE", uri)

    async def transfer(self, language: str) -> bool:
        if self._gone or not self._operator:
            return self._gone
        with contextlib.suppress(AriError):
            channel = f"channels/{self._channel}"
            await self._ari.request("POST", f"{channel}/variable", variable=LANGUAGE, value=language)
            await self._ari.request(
                "POST", f"{channel}/continue", context=self._operator, extension="s", priority="1"
            )
            self._gone = True
        return self._gone

    async def hang_up(self) -> None:
        if not self._gone:
            with contextlib.suppress(AriError):
                await self._ari.request("DELETE", f"channels/{self._channel}")
                self._gone = True

    def _heard(self) -> Heard | None:
        if self._gone:
            return HungUp()
        if self._keys:
            self._words = None
            return self._keys.popleft()
        words, self._words = self._words, None
        return words

    async def _something(self, seconds: float | None = None) -> bool:
        """Wait for the next event; False when none came in time."""
        self._changed.clear()
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _play(self, utterances: Sequence[Utterance], *, until_key: bool) -> Heard | None:
        """Play to the end or, with `until_key`, to the first key: what is made so far, while the rest is
        being made. In a silence the caller hears that it takes a moment."""
        made: list[Path] = []
        making = asyncio.create_task(self._make(utterances, made))
        language = utterances[0].lang if utterances else ""
        patience = PATIENCE
        try:
            # What is known already is there after this, and is one playback.
            await asyncio.sleep(0)
            while not self._gone:
                if until_key and (heard := self._heard()):
                    await self._stop()
                    return heard
                if made and (making.done() or not self._playing):
                    files, made[:] = [*made], []
                    await self._start(files)
                elif making.done() and not self._playing:
                    making.result()
                    break
                elif self._playing:
                    await self._something()
                elif not await self._something(patience):
                    if waiting := self._sounds.waiting(language):
                        await self._start(waiting)
                    patience = FURTHER_PATIENCE
        except AriError:
            # The channel went while it was being asked for.
            self._gone = True
        finally:
            making.cancel()
        return self._heard() if until_key or self._gone else None

    async def _make(self, utterances: Sequence[Utterance], made: list[Path]) -> None:
        """Add their sounds to `made`, in order. That something cannot be spoken is said once, not for each
        sentence."""
        last: Sequence[Path] = ()
        for utterance in utterances:
            files = await self._sounds.files(utterance, self._channel)
            if list(files) != list(last):
                made += files
            last = files
            self._changed.set()

    async def _start(self, files: Sequence[Path]) -> None:
        self._played += 1
        playback = playback_id(self._channel, self._played)
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
