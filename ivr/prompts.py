"""Sound for what is said: rendered once, kept by content, and never kept when it is of somebody's case."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
import shutil
import wave
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import mkdtemp

from ivr.kept import Kept
from ivr.line import BEEP, Speed, Utterance
from ivr.recordings import Recordings
from shared.logs import incident
from shared.speech.runs import runs
from shared.speech.sound import SoundError, at_speed, beep, for_telephone, recording_for_telephone
from shared.speech.voice import ENGINE, VOICES, WORDS_PER_MINUTE, SpeechError, Voice

_log = logging.getLogger(__name__)
KEPT_BYTES = 512 * 1024 * 1024
# A caller waits so long for a sentence, then hears instead that it cannot be spoken.
MADE_SECONDS = 8.0
# Sounds made at once, in threads of their own: callers' pages do not wait behind them.
MAKERS = 4
# After so many utterances in a row that could not be made, none is made ahead any more.
MOST_FAILURES = 5
# Utterances whose files are remembered, so that they need not be cut into sentences again.
MOST_KNOWN = 5_000
# Sentences are sounds of their own: barge-in wastes less, and the same sentence is rendered once.
_SENTENCE = re.compile(r"[^。！？!?；]+[。！？!?；]?")
_LONG = 160


class Prompts:
    """`folder` holds the sounds of public texts; `private` those of calls under way, wiped at their end."""

    def __init__(self, folder: Path, voice: Voice, recordings: Recordings | None = None) -> None:
        self._recordings = recordings or Recordings(None)
        self._kept = Kept(folder / "kept")
        # What a killed process left of a call goes at the next start.
        shutil.rmtree(folder / "calls", ignore_errors=True)
        self._calls = folder / "calls"
        self._calls.mkdir(mode=0o700)
        self._standing = folder / "standing"
        self._standing.mkdir(exist_ok=True)
        self._waiting: dict[str, list[Path]] = {}
        self._unsaid: dict[str, list[Path]] = {}
        self._makers = ThreadPoolExecutor(MAKERS, thread_name_prefix="sounds")
        self._voice = voice
        self._folders: dict[str, Path] = {}
        self._known: dict[Utterance, list[Path]] = {}
        self._under_way: dict[Path, asyncio.Task[None]] = {}

    async def stand_by(self, language: str, *, wait: str, unsaid: str) -> None:
        """Have at hand what is said when sounds are slow to come, and in place of one that cannot be made.
        Raises `SpeechError` where there is no sound of them at all."""
        for standing, text in ((self._waiting, wait), (self._unsaid, unsaid)):
            made, whole = await self._sounds_of(Utterance(text, language), "")
            if not whole:
                raise SpeechError("nothing can be spoken: are espeak-ng and sox there, and room on the disk?")
            # Of their own: on a full disk the kept ones give way, and these are needed just then.
            standing[language] = [Path(shutil.copy(file, self._standing / file.name)) for file in made]

    def waiting(self, language: str) -> Sequence[Path]:
        """The sound that says that it takes a moment."""
        return self._waiting.get(language, ())

    async def files(self, utterance: Utterance, call: str) -> list[Path]:
        """The wav files (8 kHz, mono, 16 bits) that say `utterance` in this call, in order. Never raises: in
        the place of a sentence that cannot be spoken in time stands the sound that says so."""
        return (await self._sounds_of(utterance, call))[0]

    async def _sounds_of(self, utterance: Utterance, call: str) -> tuple[list[Path], bool]:
        """The files, and whether they are all that was to be said."""
        instead = self._unsaid.get(utterance.lang, [])
        try:
            return await self._made_of(utterance, call, instead)
        except Exception as error:  # whatever breaks here, the call goes on
            incident(_log, "finding sounds", error)
            return instead, False

    async def _made_of(self, utterance: Utterance, call: str, instead: list[Path]) -> tuple[list[Path], bool]:
        if utterance.text == BEEP:
            return [await self._beep()], True
        recorded = None if utterance.private else self._recordings.find(utterance.text, utterance.lang)
        if recorded is not None:
            try:
                return [await self._recorded(recorded, utterance.speed)], True
            except (OSError, SoundError, wave.Error) as error:
                incident(_log, "a recording", error)
        known = None if utterance.private else self._known.get(utterance)
        if known is not None and all(os.path.exists(file) for file in known):
            return known, True
        folder = self._folder_of(call) if utterance.private else self._kept.folder
        files: list[Path] = []
        whole = True
        for sentence, language in pieces(utterance.text, utterance.lang):
            file = folder / sound_name(sentence, language, utterance.speed)
            if await self._had(sentence, language, utterance.speed, file):
                files.append(file)
            elif whole:
                whole = False
                files += instead
        if whole and not utterance.private:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[utterance] = files
        return files, whole

    async def _recorded(self, recording: Path, speed: Speed) -> Path:
        """A recording as the telephone wants it, as loud as the synthesizer."""
        content = f"{recording.name}\0{recording.stat().st_mtime_ns}\0{speed.value}"
        file = self._kept.folder / f"{hashlib.sha256(content.encode()).hexdigest()[:32]}.wav"
        if not file.exists():
            await self._in_a_thread(
                self._kept.make, file, lambda part: recording_for_telephone(recording, speed.value, part)
            )
        return file

    async def _beep(self) -> Path:
        file = self._kept.folder / "beep.wav"
        if not file.exists():
            await self._in_a_thread(self._kept.make, file, beep)
        return file

    async def _in_a_thread(self, work: Callable[..., None], *arguments: object) -> None:
        await asyncio.get_running_loop().run_in_executor(self._makers, work, *arguments)

    def close(self) -> None:
        """No more sounds are made."""
        self._makers.shutdown(wait=False, cancel_futures=True)

    def forget(self, call: str) -> None:
        """The call is over: nothing that was said of a case stays."""
        folder = self._folders.pop(call, None)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    async def prepare(self, texts: Iterable[tuple[str, str]]) -> int:
        """Make (text, language) pairs that are known ahead; returns how many there are."""
        count = failures = 0
        for text, language in texts:
            _, whole = await self._sounds_of(Utterance(text, language), "")
            failures = 0 if whole else failures + 1
            if failures >= MOST_FAILURES:
                _log.error("no prompts are made ahead: nothing can be spoken at the moment")
                break
            count += 1
        await self._in_a_thread(self._kept.make_room, KEPT_BYTES)
        return count

    async def _had(self, sentence: str, language: str, speed: Speed, file: Path) -> bool:
        """Whether the sound is there, made in time. One that comes later is there for who asks again."""
        try:
            await asyncio.wait_for(self._have(sentence, language, speed, file), MADE_SECONDS)
        except TimeoutError:
            _log.warning("a sentence took too long to be spoken")
            return False
        except Exception as error:  # one sentence that cannot be spoken ends no call
            incident(_log, "speaking a sentence", error)
            return False
        return True

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
                work = self._in_a_thread(self._render, sentence, language, file)
            else:
                work = self._in_a_thread(self._stretch, usual, speed, file)
            task = self._under_way[file] = asyncio.create_task(work)
            task.add_done_callback(lambda done: self._ended(file, done))
        await asyncio.shield(task)

    def _ended(self, file: Path, done: asyncio.Task[None]) -> None:
        self._under_way.pop(file, None)
        # An error that nobody waits for any more is no unhandled one.
        if not done.cancelled():
            done.exception()
        # What was still being made for a call when it ended goes too.
        if file.parent not in (self._kept.folder, *self._folders.values()):
            shutil.rmtree(file.parent, ignore_errors=True)

    def _render(self, sentence: str, language: str, file: Path) -> None:
        speech = file.with_suffix(".speech.wav")
        self._kept.see_to_room()
        try:
            self._voice.render(sentence, language, speech)
            self._kept.make(file, lambda part: for_telephone(speech, part))
        finally:
            speech.unlink(missing_ok=True)

    def _stretch(self, usual: Path, speed: Speed, file: Path) -> None:
        self._kept.make(file, lambda part: at_speed(usual, speed.value, part))

    def _folder_of(self, call: str) -> Path:
        if call not in self._folders:
            self._folders[call] = Path(mkdtemp(dir=self._calls))
            # Asterisk may run as another user: the name of 8 random characters is what protects it.
            self._folders[call].chmod(0o755)
        return self._folders[call]


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
