"""Sound for what is said: rendered once, kept by content, and never kept when it is of somebody's case."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import hashlib
import logging
import os
import re
import shutil
import wave
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
# The longest sentence takes less than this while it is made, in bytes.
NEEDED_BYTES = 4 * 1024 * 1024
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
                self._made, file, lambda part: recording_for_telephone(recording, speed.value, part)
            )
        return file

    async def _beep(self) -> Path:
        file = self._kept / "beep.wav"
        if not file.exists():
            await asyncio.to_thread(self._made, file, beep)
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
        await asyncio.to_thread(self._make_room, KEPT_BYTES)
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
                work = asyncio.to_thread(self._stretch, usual, speed, file)
            task = asyncio.create_task(work)
            self._under_way[file] = task
            task.add_done_callback(lambda _: self._under_way.pop(file, None))
        await asyncio.shield(task)

    def _render(self, sentence: str, language: str, file: Path) -> None:
        speech = file.with_suffix(".speech.wav")
        self._see_to_room()
        try:
            self._voice.render(sentence, language, speech)
            self._made(file, lambda part: for_telephone(speech, part))
        finally:
            speech.unlink(missing_ok=True)

    def _stretch(self, usual: Path, speed: Speed, file: Path) -> None:
        self._made(file, lambda part: at_speed(usual, speed.value, part))

    def _made(self, file: Path, make: Callable[[Path], None]) -> None:
        """`file` as a whole or not at all."""
        self._see_to_room()
        part = file.with_suffix(".part.wav")
        try:
            make(part)
            if not _is_whole(part):
                raise OSError(errno.ENOSPC, "a sound was cut short")
            part.chmod(0o644)
            os.replace(part, file)
        finally:
            part.unlink(missing_ok=True)

    def _folder_of(self, call: str) -> Path:
        if call not in self._folders:
            self._folders[call] = Path(mkdtemp(dir=self._calls))
            # Asterisk may run as another user: the name of 8 random characters is what protects it.
            self._folders[call].chmod(0o755)
        return self._folders[call]

    def _see_to_room(self) -> None:
        """On a full disk the older half of the sounds goes; they can be made again. OSError: not even then is
        there room."""
        if _free(self._kept) >= NEEDED_BYTES:
            return
        _log.warning("the disk is full: older sounds are given up")
        self._make_room(sum(size for _, size, _ in self._sounds()) // 2)
        if _free(self._kept) < NEEDED_BYTES:
            raise OSError(errno.ENOSPC, "no room for sounds")

    def _make_room(self, limit: int) -> None:
        """The oldest sounds go where all of them take more than `limit` bytes."""
        total = 0
        for _, size, file in sorted(self._sounds(), reverse=True):
            total += size
            if total > limit:
                file.unlink(missing_ok=True)

    def _sounds(self) -> list[tuple[int, int, Path]]:
        """(time, bytes, file) of all that are kept; another thread may be taking some away."""
        found = []
        for file in self._kept.glob("*.wav"):
            with contextlib.suppress(FileNotFoundError):
                about = file.stat()
                found.append((about.st_mtime_ns, about.st_size, file))
        return found


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def _is_whole(sound: Path) -> bool:
    """Whether all is there that the file's head promises: sox ends without an error on a full disk."""
    try:
        with wave.open(str(sound)) as opened:
            promised = opened.getnframes() * opened.getnchannels() * opened.getsampwidth()
        return bool(0 < promised < sound.stat().st_size)
    except (wave.Error, EOFError):
        return False


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
