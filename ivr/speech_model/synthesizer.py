"""espeak-ng's speech with the time of every sound in it, through its C library.

The programs' prompts come from pyttsx3 (``shared/speech/voice.py``); training needs the phonemes' times,
which only the library tells. Its state is global: for one thread of a process.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 22050
MANDARIN = "cmn-latn-pinyin"

# Numbers of speak_lib.h.
_SYNCHRONOUS = 2
_PHONEME_EVENTS = 1
_UTF8 = 1
_BY_CHARACTER = 1
_SPEED, _PITCH, _RANGE = 1, 3, 4
_WORD, _PHONEME = 1, 7

Samples = NDArray[np.float32]


class SynthesizerError(RuntimeError):
    """espeak-ng is missing, or does not know a voice."""


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is said: words a minute, and pitch and its range from 0 to 99."""

    voice: str = "m3"
    rate: int = 160
    pitch: int = 50
    range: int = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """One syllable's time in samples: it starts, its final starts, it ends."""

    start: int
    final: int
    end: int


@dataclass(frozen=True, slots=True)
class Speech:
    """Samples from -1 to 1 at 22,050 Hz; `marks` are the syllables' in order."""

    samples: Samples
    marks: tuple[Mark, ...] = ()


class Synthesizer:
    """Speaks pinyin syllables and foreign text. Raises `SynthesizerError` where espeak-ng is missing."""

    def __init__(self) -> None:
        try:
            self._library = ctypes.CDLL("libespeak-ng.so.1")
        except OSError as error:
            raise SynthesizerError(f"espeak-ng is not installed: {error}") from None
        if self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, _PHONEME_EVENTS) != RATE:
            raise SynthesizerError("espeak-ng could not be started")
        data = ctypes.c_char_p()
        self._library.espeak_Info(ctypes.byref(data))
        folder = Path((data.value or b"").decode()) / "voices" / "!v"
        self._variants = frozenset(file.name for file in folder.iterdir())
        self._chunks: list[Samples] = []
        self._events: list[tuple[int, int, str]] = []
        self._callback = _Callback(self._take)

    def mandarin(self, syllables: Sequence[str], manner: Manner, pause_after: Sequence[int] = ()) -> Speech:
        """Syllables such as ``ren2``; a pause follows those whose number is in `pause_after`.

        Raises `SynthesizerError` when the library's times do not fit the syllables.
        """
        text = " ".join(
            syllable + ("," if number in pause_after else "") for number, syllable in enumerate(syllables)
        )
        samples = self._speak(text, MANDARIN, manner)
        marks = _marks(self._events, len(samples))
        if len(marks) != len(syllables):
            raise SynthesizerError(f"{len(marks)} marks for {len(syllables)} syllables")
        return Speech(samples, marks)

    def foreign(self, text: str, language: str, manner: Manner) -> Speech:
        """`text` in an espeak language such as ``fr``, without marks."""
        return Speech(self._speak(text, language, manner))

    def _speak(self, text: str, language: str, manner: Manner) -> Samples:
        name = f"{language}+{manner.voice}"
        # The library takes an unknown variant silently for none.
        if manner.voice not in self._variants or self._library.espeak_SetVoiceByName(name.encode()):
            raise SynthesizerError(f"espeak-ng has no voice {name}")
        for parameter, value in ((_SPEED, manner.rate), (_PITCH, manner.pitch), (_RANGE, manner.range)):
            self._library.espeak_SetParameter(parameter, value, 0)
        self._chunks, self._events = [], []
        # Another synthesizer of this process may have set its own.
        self._library.espeak_SetSynthCallback(self._callback)
        raw = text.encode() + b"\0"
        self._library.espeak_Synth(raw, len(raw), 0, _BY_CHARACTER, 0, _UTF8, None, None)
        if not self._chunks:
            raise SynthesizerError("espeak-ng said nothing")
        return np.concatenate(self._chunks)

    def _take(
        self, wave: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[_Event]
    ) -> int:
        number = 0
        while events[number].type:
            event = events[number]
            if event.type in (_WORD, _PHONEME):
                name = event.id.string.decode("ascii", "replace") if event.type == _PHONEME else ""
                self._events.append((event.type, event.sample, name))
            number += 1
        if count and wave:
            self._chunks.append(np.ctypeslib.as_array(wave, (count,)).astype(np.float32) / 32768.0)
        return 0


def _marks(events: Sequence[tuple[int, int, str]], length: int) -> tuple[Mark, ...]:
    """A word event is a syllable's start, the second phoneme its final's, the first pause its end."""
    marks: list[Mark] = []
    number = 0
    while number < len(events):
        kind, start, _ = events[number]
        number += 1
        if kind != _WORD:
            continue
        phonemes: list[int] = []
        end = length
        while number < len(events) and events[number][0] == _PHONEME:
            _, sample, name = events[number]
            if name.startswith("_"):
                end = sample
                break
            phonemes.append(sample)
            number += 1
        else:
            if number < len(events):
                end = events[number][1]
        if phonemes:  # a comma gives a word event that holds a pause only
            start = min(start, phonemes[0])
            final = phonemes[1] if len(phonemes) > 1 else start
            marks.append(Mark(start, final, max(end, final)))
    return tuple(marks)
