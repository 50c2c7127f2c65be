"""Two soft tones that call a person back before their visit ends. No Kivy in it."""

from __future__ import annotations

import math
import struct
import threading
import wave
from pathlib import Path

from kiosk.devices.sound import Sound

_RATE = 22_050
# C5 and E5; 880 Hz and more is what old ears lose first.
_TONES = (523.25, 659.25)
_TONE_SECONDS, _FADE_SECONDS = 0.32, 0.06
# Loud enough for who stands there, not for the hall.
_LOUDNESS = 0.25


class Chime:
    """`folder` keeps the sound, which is made the first time."""

    def __init__(self, sound: Sound, folder: Path) -> None:
        self._sound, self._file = sound, folder / "chime.wav"

    def ring(self) -> None:
        """Returns at once; a kiosk without sound stays silent."""
        threading.Thread(target=self._ring, daemon=True).start()

    def _ring(self) -> None:
        if self._sound.there():
            if not self._file.exists():
                self._file.parent.mkdir(parents=True, exist_ok=True)
                write_chime(self._file)
            self._sound.play(self._file, threading.Event())


def write_chime(file: Path) -> None:
    frames = bytearray()
    count = round(_RATE * _TONE_SECONDS)
    for tone in _TONES:
        for number in range(count):
            fade = min(1.0, number / (_RATE * 0.01), (count - number) / (_RATE * _FADE_SECONDS))
            level = _LOUDNESS * fade * math.sin(2 * math.pi * tone * number / _RATE)
            frames += struct.pack("<h", round(32_767 * level))
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        sound.writeframes(bytes(frames))
