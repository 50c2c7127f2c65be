"""Sound for what is said: rendered once, kept by content, and never kept when it is of somebody's case."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import mkdtemp

from ivr.line import BEEP, Speed, Utterance
from ivr.recordings import Recordings
from shared.logs import incident
from shared.speech.runs import runs
from shared.speech.sound import at_speed, beep, for_telephone, recording_for_telephone
from shared.speech.voice import ENGINE, VOICES, WORDS_PER_MINUTE, Voice

_log = logging.getLogger(__name__)
KEPT_BYTES = 512 * 1024 * 1024
# Utterances whose files are remembered, so that they need not be cut into sentences again.
MOST_KNOWN = 5_000
# Sentences are sounds of their own: barge-in wastes less, and the same sentence is rendered once.
_SENTENCE = re.compile(r"[^。！？!?；]+[。！？!?；]?")
_LONG = 160


class Prompts:
    """`folder` holds the sounds of public texts; `private` those of calls under way, wiped at their end."""

    def __init__(self, folder: Path, voice: Voice, recordings: Recordings | None = None) -> None:
        self._recordings = recordings or Recordings(None)
        self._kept = folder / "kept"
        self._kept.mkdir(parents=True, exist_ok=True)
        # What a killed process left of a call goes at the next start.
        shutil.rmtree(folder / "calls", ignore_errors=True)
        self._calls = folder / "calls"
        self._calls.mkdir(mode=0o700)
        self._voice = voice
        self._folders: dict[str, Path] = {}
        self._known: dict[Utterance, list[Path]] = {}
        self._under_way: dict[Path, asyncio.Task[None]] = {}

    async def files(self, utterance: Utterance, call: str) -> list[Path]:
        """The wav files (8 kHz, mono, 16 bits) that say `utterance` in this call, in order."""
        if utterance.text == BEEP:
            return [await self._beep()]
        folder = self._folder_of(call) if utterance.private else self._kept
        recorded = None if utterance.private else self._recordings.find(utterance.text, utterance.lang)
        if recorded is not None:
            return [await self._recorded(recorded, utterance.speed)]
        known = None if utterance.private else self._known.get(utterance)
        if known is not None and all(os.path.exists(file) for file in known):
            return known
        files = []
        for sentence, language in pieces(utterance.text, utterance.lang):
            files.append(folder / sound_name(sentence, language, utterance.speed))
            await self._have(sentence, language, utterance.speed, files[-1])
        if not utterance.private:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[utterance] = files
        return files

    async def _recorded(self, recording: Path, speed: Speed) -> Path:
        """A recording as the telephone wants it, as loud as the synthesizer."""
        content = f"{recording.name}\0{recording.stat().st_mtime_ns}\0{speed.value}"
        file = self._kept / f"{hashlib.sha256(content.encode()).hexdigest()[:32]}.wav"
        if not file.exists():
            await asyncio.to_thread(
                _made, file, lambda part: recording_for_telephone(recording, speed.value, part)
            )
        return file

    async def _beep(self) -> Path:
        file = self._kept / "beep.wav"
        if not file.exists():
            await asyncio.to_thread(_made, file, beep)
        return file

    def forget(self, call: str) -> None:
        """The call is over: nothing that was said of a case stays."""
        folder = self._folders.pop(call, None)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    async def prepare(self, texts: Iterable[tuple[str, str]]) -> int:
        """Render (text, language) pairs that are known ahead; returns how many there are."""
        count = 0
        for text, language in texts:
            try:
                await self.files(Utterance(text, language), "")
            except Exception as error:  # one prompt that cannot be spoken must not stop the rest
                incident(_log, "preparing prompts", error)
            count += 1
        await asyncio.to_thread(self._make_room)
        return count

    async def _have(self, sentence: str, language: str, speed: Speed, file: Path) -> None:
        if file.exists():
            return
        usual = file.with_name(sound_name(sentence, language))
        if speed is not Speed.NORMAL:
            await self._have(sentence, language, Speed.NORMAL, usual)
        # Asked for by many calls at once, it is rendered by the first.
        task = self._under_way.get(file)
        if task is None:
            if speed is Speed.NORMAL:
                work = asyncio.to_thread(self._render, sentence, language, file)
            else:
                work = asyncio.to_thread(_stretch, usual, speed, file)
            task = asyncio.create_task(work)
            self._under_way[file] = task
            task.add_done_callback(lambda _: self._under_way.pop(file, None))
        await asyncio.shield(task)

    def _render(self, sentence: str, language: str, file: Path) -> None:
        speech = file.with_suffix(".speech.wav")
        try:
            self._voice.render(sentence, language, speech)
            _made(file, lambda part: for_telephone(speech, part))
        finally:
            speech.unlink(missing_ok=True)

    def _folder_of(self, call: str) -> Path:
        if call not in self._folders:
            self._folders[call] = Path(mkdtemp(dir=self._calls))
            # Asterisk may run as another user: the name of 8 random characters is what protects it.
            self._folders[call].chmod(0o755)
        return self._folders[call]

    def _make_room(self) -> None:
        """The oldest sounds go when the folder grows past its limit."""
        files = sorted(self._kept.glob("*.wav"), key=lambda file: file.stat().st_mtime, reverse=True)
        total = 0
        for file in files:
            total += file.stat().st_size
            if total > KEPT_BYTES:
                file.unlink(missing_ok=True)


def _stretch(usual: Path, speed: Speed, file: Path) -> None:
    _made(file, lambda part: at_speed(usual, speed.value, part))


def _made(file: Path, make: Callable[[Path], None]) -> None:
    """`file` as a whole or not at all."""
    part = file.with_suffix(".part.wav")
    try:
        make(part)
        part.chmod(0o644)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def sound_name(sentence: str, language: str, speed: Speed = Speed.NORMAL) -> str:
    """Name of a sentence's sound, by content: another voice, speed or engine is another sound."""
    rate = str(WORDS_PER_MINUTE[language])
    content = "\0".join((sentence, language, VOICES[language], rate, ENGINE, str(speed.value)))
    return hashlib.sha256(content.encode()).hexdigest()[:32] + ".wav"


def pieces(text: str, language: str) -> list[tuple[str, str]]:
    """(text, language) pairs, each a sound of its own: a sentence, or the run of it in one language."""
    found = [sentence.strip() for sentence in _SENTENCE.findall(text)]
    spoken = [piece for sentence in found for piece in _short(sentence)]
    return [
        (run.strip(), voice)
        for piece in spoken
        for run, voice in runs(piece, language)
        if any(character.isalnum() for character in run)
    ]


def _short(sentence: str) -> list[str]:
    """A very long sentence at its commas: speech engines stumble over pages without a stop."""
    if len(sentence) <= _LONG:
        return [sentence]
    pieces, piece = [], ""
    for clause in re.split(r"(?<=[，,])", sentence):
        if piece and len(piece) + len(clause) > _LONG:
            pieces.append(piece)
            piece = ""
        piece += clause
    return [*pieces, piece]
