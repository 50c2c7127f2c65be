"""The speech model in real calls: what an Asterisk's callers said or let hear, and what the line made of it.

Promises (synthetic voices: nothing here says anything about people): words of the main menu lead to their
page or are asked about; nothing but words is ever taken for one. There is no peer: no other line here
understands Mandarin.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measured import table
from ivr.prompts import pieces, sound_name
from ivr.script import Go, Script, scripts
from ivr.speech_model import unheard_sounds, voices
from ivr.speech_model.channel import RATE
from ivr.speech_model.channel import Samples as Sound
from ivr.speech_model.folder import MODEL
from ivr.speech_model.measure import Callers, Trial
from shared.application import Application
from shared.pages import Form
from shared.place import HOME
from shared.short_codes import is_offered
from shared.visit import Face, Visit
from shared.words import Words
from tests.telephone.audio import Samples, likeness, read_wav
from tests.telephone.caller import Caller
from tests.telephone.program import VoiceLineProgram
from tests.world import Backend, application_at, write_content

CALLS = 40
AT_ONCE = 6
_SEED = 77_000
_SURE = 0.9
_WATCHED = 5.0
# Payload types of μ-law and A-law.
_LAWS = (0, 8)
NOTHING, MISHEARD, ASKED, OPENED = "nothing", "not understood", "asked", "taken"


@dataclass(frozen=True, slots=True)
class Sentences:
    """What the line may say next: file name of the sound → (what that means, the phrase or the page)."""

    means: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, application: Application) -> Sentences:
        visit = Visit(Face.VOICE)
        words = application.words(visit)
        menu = main_menu(application, words)
        said = {words("voice.misheard"): (MISHEARD, ""), words("voice.keys-only"): (MISHEARD, "")}
        for phrase, action in menu.words.items():
            said[words("voice.did-you-say", words=phrase)] = (ASKED, repr(action))
            if isinstance(action, Go):
                page = application.look(visit, action.place)
                first = (
                    page.title
                    if isinstance(page, Form)
                    else next(scripts(page, words, offered=lambda p: is_offered(application, p))).utterances[
                        0
                    ]
                )
                said.setdefault(first, (OPENED, repr(action)))
        return cls({sound_name(*pieces(text, "zh-CN")[0]): meaning for text, meaning in said.items()})

    def found(self, heard: Samples, home: Path) -> tuple[str, str]:
        """What of it is heard."""
        for name, meaning in self.means.items():
            for file in (home / "prompts/kept" / name, *home.glob(f"prompts/calls/*/{name}")):
                if file.exists() and likeness(heard, read_wav(file)) > _SURE:
                    return meaning
        return NOTHING, ""


def main_menu(application: Application, words: Words) -> Script:
    """The main menu as it is said at the start of a call."""
    page = application.look(Visit(Face.VOICE), HOME)
    return next(scripts(page, words, offered=lambda place: is_offered(application, place)))


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="speech-calls-") as folder:
        home = Path(folder)
        write_content(home)
        backend = Backend("http://127.0.0.1:9")
        application = application_at(home, backend)
        try:
            sentences = Sentences.of(application)
            menu = main_menu(application, application.words(Visit(Face.VOICE)))
        finally:
            application.parts.outbox.close()
            application.parts.content.close()
        with VoiceLineProgram(
            home, backend, voice_model=MODEL.absolute(), voice_listeners=AT_ONCE, voice_calls=2 * AT_ONCE
        ) as line:
            asyncio.run(_report(line, sentences, menu))


async def _report(line: VoiceLineProgram, sentences: Sentences, menu: Script) -> None:
    rows: list[tuple[object, ...]] = [
        ("sent through a call", "calls", "taken rightly", "taken wrongly", "asked rightly", "asked wrongly",
         MISHEARD, NOTHING)
    ]  # fmt: skip
    for condition, sounds in _conditions(menu).items():
        gate = asyncio.Semaphore(AT_ONCE)
        counts: Counter[tuple[str, bool]] = Counter()

        async def one(number: int, sound: Sound, said: str, counts: Counter[tuple[str, bool]] = counts,
                      gate: asyncio.Semaphore = gate) -> None:  # fmt: skip
            async with gate:
                heard = await _call(line, sound, _LAWS[number % 2])
            outcome, which = await asyncio.to_thread(sentences.found, heard, line.home)
            counts[outcome, bool(said) and which == repr(menu.words.get(said))] += 1

        await asyncio.gather(*(one(number, sound, said) for number, (sound, said) in enumerate(sounds)))
        rows.append(
            (condition, counts.total(), counts[OPENED, True], counts[OPENED, False], counts[ASKED, True],
             counts[ASKED, False], counts[MISHEARD, False], counts[NOTHING, False])
        )  # fmt: skip
    table(rows)


async def _call(line: VoiceLineProgram, sound: Sound, law: int) -> Samples:
    """What is heard from the moment that `sound` begins."""
    async with Caller(line.uri, law=law) as call:
        await call.hear(at_most=0.5)
        call.skip()
        await call.speak((np.clip(sound, -1, 1) * 32_000).astype(np.int16))
        return await call.hear(at_most=len(sound) / RATE + _WATCHED, quiet=_WATCHED)


def _conditions(menu: Script) -> Mapping[str, Iterator[tuple[Sound, str]]]:
    """Name → sounds, each with the phrase of the menu that is said, or none."""
    everybody = (*voices.UNHEARD, *voices.OTHER_FAMILIES)
    phrases = tuple(
        phrase for phrase, action in menu.words.items() if isinstance(action, Go) and len(phrase) > 1
    )
    callers = Callers(everybody, _SEED)

    def said(**how: Any) -> Iterator[tuple[Sound, str]]:
        return ((trial.sound, trial.said[0]) for trial in callers.of_phrases(CALLS, phrases, **how))

    def other(trials: Iterable[Trial]) -> Iterator[tuple[Sound, str]]:
        return ((trial.sound, "") for trial in trials)

    return {
        "words": said(),
        "words at 5 dB": said(snr=5.0),
        "words, 260 a minute": said(rates=(255, 260)),
        "words, 90 a minute": said(rates=(90, 95)),
        "words, 5 % of packets lost": said(lost=0.05),
        "foreign speech": other(callers.foreign(CALLS, voices.FOREIGN_UNHEARD)),
        "other Mandarin": other(callers.unknown_mandarin(CALLS)),
        "keys as sound": other(callers.no_speech(CALLS, lambda _, rng: unheard_sounds.keys(rng))),
        "tones": other(callers.no_speech(CALLS, lambda _, rng: unheard_sounds.tones(rng))),
        "music": other(callers.music(CALLS)),
        "noise": other(callers.noise(CALLS)),
    }
